"""A sitrep as Markdown, for notes and e-mail: the brief (`brief`), then the full list with links to the quoted words, the map
as an image at the end of the file.

Text of reports is escaped for Markdown and for HTML, since most readers of Markdown let HTML through.
"""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable

from fogline.publish import Sitrep, brief, words
from fogline.publish.brief import Part
from fogline.publish.citations import MOST, Citations
from fogline.publish.escaping import escape
from fogline.publish.map import Drawing, draw
from fogline.records import Event, Situation

LINKED = 3  # words behind a row of the brief
MARKS = re.compile(r"([\\`*_{}\[\]()#+\-!|~>])")


def page(sitrep: Sitrep) -> str:
    """The whole file."""
    cite = Citations(sitrep)
    drawing = draw(sitrep)
    changed, *others = brief.parts(sitrep)
    on = f"Situation on {words.day(sitrep.on)}" if sitrep.on else "No report can be dated"
    parts = [
        f"# {plain(sitrep.title)}\n\n{plain(sitrep.summary)}\n\n**{brief.span(sitrep)}**; **{on}**, {brief.as_known(sitrep)}.",
        _part(changed, cite),
        _legend(drawing),
        *(_part(part, cite) for part in others),
        "---\n\n# The full list",
        "## Who holds what\n\n" + _holds(sitrep, cite),
        "## What happened\n\n" + _events(sitrep, cite),
        "## Where reports disagree\n\n" + _against(sitrep, cite),
        "## Who says so\n\n" + _sources(sitrep),
        "## The words\n\n" + _words(cite, sitrep),
        "Outlines: Natural Earth, public domain. Places: GeoNames, CC BY 4.0, and the case's own tables.",
    ]
    if drawing:
        image = base64.b64encode(drawing.svg.encode()).decode()
        parts.append(f"[map]: data:image/svg+xml;base64,{image}")
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(text: str) -> str:
    """Text on one line that neither Markdown nor HTML acts on."""
    return MARKS.sub(r"\\\1", escape(" ".join(text.split())))


def _part(part: Part, cite: Citations) -> str:
    rule = f"*{_clean(part.rule)}*" if part.rule and part.rows else ""
    if not part.rows:
        told = part.nothing
    elif part.heads:
        rows = ([*map(_clean, row.cells), _clean(row.id), _links(row.claims, cite, LINKED)] for row in part.rows)
        told = _table((*part.heads, "Id", "Words"), rows)
    else:
        told = "\n".join(f"- {_clean(row.cells[0])}" for row in part.rows)
    return "\n\n".join(filter(None, (f"## {part.title}", rule, told, part.left and _clean(part.left))))


def _clean(told: str) -> str:
    """Text of the brief, which is on one line and clean already."""
    return MARKS.sub(r"\\\1", html.escape(told)) or "–"


def _legend(drawing: Drawing | None) -> str:
    if drawing is None:
        return "No place in these reports could be put on a map."
    colours = "; ".join(f"{key.letter}, {key.colour}: {plain(key.label)}" for key in drawing.holders)
    return (
        f"![Who holds what, and what happened][map]\n\n{colours or 'Nobody holds anything'}. Solid: held; stripes: claimed; "
        "bands of two colours: contested; dotted: unknown; dashed: somewhere within."
    )


def _holds(sitrep: Sitrep, cite: Citations) -> str:
    rows = [_hold(found, sitrep, cite) for found in words.order(sitrep.situations)]
    heads = ("Place", "Status", "Holder", "Evidence", "Access", "Since", "Words")
    return _table(heads, rows) if rows else "No report says who holds any place."


def _hold(found: Situation, sitrep: Sitrep, cite: Citations) -> list[str]:
    return [
        plain(words.place_name(found.place)),
        words.STATUS[found.status],
        plain(words.name(found.holder, sitrep)) if found.holder else "–",
        words.EVIDENCE[found.evidence] if found.status != "unknown" else "–",
        words.ACCESS[found.access] or "–",
        words.day(found.since) or "–",
        _links(found.claims, cite),
    ]


def _events(sitrep: Sitrep, cite: Citations) -> str:
    rows = [_event(event, sitrep, cite) for event in words.newest_first(sitrep.events)]
    heads = ("When", "What", "Where", "By whom", "Against", "Figures", "Status", "Words")
    return _table(heads, rows) if rows else "No event is told of in this time."


def _event(event: Event, sitrep: Sitrep, cite: Citations) -> list[str]:
    figures = "; ".join(f"{plain(words.figure(found))} {_links(found.claims, cite)}" for found in event.quantities)
    return [
        words.when(event.time),
        plain(words.kind(event.kind)),
        plain(", ".join(dict.fromkeys(map(words.place_name, event.places)))) or "–",
        plain(words.names(event.actors, sitrep)) or "–",
        plain(words.names(event.targets, sitrep)) or "–",
        figures or "–",
        f"{words.EVENT_STATUS[event.status]}, {words.voices(event.claims, sitrep)}",
        _links(event.claims, cite),
    ]


def _against(sitrep: Sitrep, cite: Citations) -> str:
    rows = []
    for found in words.widest_first(sitrep.disagreements):
        sides = "; ".join(
            f"{plain(value.value)} ({words.voices(value.claims, sitrep)}) {_links(value.claims, cite)}"
            for value in found.values
        )
        rows.append([plain(words.headline(found, sitrep)), sides])
    return _table(("What", "Values"), rows) if rows else "No two reports stand against each other."


def _sources(sitrep: Sitrep) -> str:
    rows = [
        [plain(report.name), plain(report.source or "–"), words.published(report), plain(report.language)]
        for report in sorted(sitrep.reports.values(), key=lambda report: (report.name, report.id))
    ]
    return _table(("Report", "Outlet", "Published", "Language"), rows) if rows else "No report was read."


def _words(cite: Citations, sitrep: Sitrep) -> str:
    items = []
    for each in cite.cited():
        said = words.speaker(each.claim.attribution, each.report, sitrep)
        told = ", ".join(
            filter(None, [words.kind(each.claim.kind), said, words.published(each.report), words.hedges(each.claim)])
        )
        items.append(f'<a id="w{each.number}"></a>**{each.number}.** {plain(told)}\n\n> {plain(each.claim.quote)}')
    return "\n\n".join(items) or "Nothing was cited."


def _table(heads: Iterable[str], rows: Iterable[list[str]]) -> str:
    names = list(heads)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _links(claims: Iterable[str], cite: Citations, most: int = MOST) -> str:
    numbers = cite.of(claims)
    more = f" +{len(numbers) - most}" if len(numbers) > most else ""
    return " ".join(f"[{number}](#w{number})" for number in numbers[:most]) + more or "–"
