"""A sitrep as one HTML file: no script, no outside request, readable on paper, in the dark and on a telephone.

Reports are hostile: everything that comes from them passes `escape`, and the page's own policy forbids what is not on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fogline.publish import Sitrep, words
from fogline.publish.citations import MOST, Citations, Cited
from fogline.publish.colours import Colours
from fogline.publish.escaping import escape
from fogline.publish.map import STYLE, Drawing, draw
from fogline.records import Disagreement, Event, Situation

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
NOTHING = "–"
MOST_EVENTS = 300  # rows of the table; what is over is counted, and `fogline events` has it
MOST_DISAGREEMENTS = 150
CREDIT = (
    "Outlines: Natural Earth, public domain. Places: GeoNames (geonames.org), CC BY 4.0, and the case's own tables. "
    "Made by Fogline from the reports listed above; no figure here was averaged, and nothing is known beyond its words."
)
SECTIONS = (
    ("holds", "Who holds what"),
    ("events", "What happened"),
    ("against", "Where reports disagree"),
    ("gaps", "What is not known"),
    ("sources", "Who says so"),
    ("words", "The words"),
)
STRIPES = '<path d="M4 13L13 4M8 15L15 8M3 9L9 3" stroke="#666" stroke-width="2"/>'
DISC = '<circle class="edge" cx="9" cy="9" r="7" fill="{}"/>'
PATTERN_KEYS = (
    (DISC.format("#777"), "solid: held"),
    (DISC.format("none") + STRIPES, "stripes: claimed, not confirmed"),
    (DISC.format("#ccc") + STRIPES, "bands of two colours: contested"),
    ('<circle class="none" cx="9" cy="9" r="7" stroke-dasharray="2 3"/>', "dotted outline: unknown"),
    (
        '<circle class="ring" cx="9" cy="9" r="7.5" fill="none" stroke-dasharray="4 3"/>'
        '<circle cx="9" cy="9" r="3" fill="#777"/>',
        "broken ring: encircled or cut off",
    ),
)


def page(sitrep: Sitrep, colours: Colours | None = None) -> str:
    """The whole file. `colours` are those of the holders where another map has given them some."""
    cite = Citations(sitrep)
    drawing = draw(sitrep, colours=colours)
    body = [
        _map(drawing, sitrep),
        _holds(sitrep, cite),
        _events(sitrep, cite),
        _against(sitrep, cite),
        _gaps(sitrep),
        _sources(sitrep),
    ]
    body.append(_words(cite.cited(), sitrep))
    links = "".join(f'<li><a href="#{id}">{title}</a></li>' for id, title in SECTIONS)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(sitrep.title)}</title>'
        f"<style>{style()}</style></head>\n<body><header><h1>{escape(sitrep.title)}</h1><p>{escape(sitrep.summary)}</p>"
        f"<p><strong>{escape(_as_of(sitrep))}</strong></p>{_tally(sitrep)}<nav><ul>{links}</ul></nav></header>\n"
        f"<main>{''.join(body)}</main>\n<footer><p>{CREDIT}</p></footer></body></html>\n"
    )


def style() -> str:
    """How pages and the maps on them look."""
    return (Path(__file__).parent / "style.css").read_text("utf-8") + STYLE


def _as_of(sitrep: Sitrep) -> str:
    return f"Situation on {words.day(sitrep.on)}" if sitrep.on else "No report can be dated, so no day can be shown"


def _tally(sitrep: Sitrep) -> str:
    counts = [(len(sitrep.reports), "report", ""), (len(set(sitrep.so.values())), "origin", "")]
    counts += [(len(sitrep.events), "event", ""), (len(sitrep.disagreements), "disagreement", "")]
    counts += [(sum(found.status == status for found in sitrep.situations), "place", status) for status in words.STATUS]
    told = "".join(f"<li><b>{n}</b> {noun if n == 1 else noun + 's'} {what}</li>" for n, noun, what in counts)
    return f'<ul class="tally">{told}</ul>'


def _map(drawing: Drawing | None, sitrep: Sitrep) -> str:
    if drawing is None:
        return '<p class="soft">No place in these reports could be put on a map.</p>'
    keys = [
        (f'<rect class="edge" x="2" y="2" width="14" height="14" fill="{key.paint}"/>', key.label) for key in drawing.holders
    ]
    legend = "".join(
        f'<li><svg viewBox="0 0 18 18" aria-hidden="true">{shape}</svg>{escape(label)}</li>'
        for shape, label in [*keys, *PATTERN_KEYS]
    )
    off = len(sitrep.situations) - len(drawing.shown)
    left = f" {off} places without a known point, or outside the case's area, are in the table only." if off else ""
    return (
        f'<figure>{drawing.svg}<figcaption><ul class="legend">{legend}</ul>Discs stand for districts, valleys and roads of '
        f"which no exact point is known; small faint marks are inferred from the area around.{left}</figcaption></figure>"
    )


def _holds(sitrep: Sitrep, cite: Citations) -> str:
    rows = [_hold(found, sitrep, cite) for found in words.order(sitrep.situations)]
    heads = ("Place", "Status", "Holder", "Evidence", "Access", "Since", "Words")
    return _section("holds", _table(heads, rows) if rows else "<p>No report says who holds any place.</p>")


def _hold(found: Situation, sitrep: Sitrep, cite: Citations) -> list[str]:
    holder = escape(words.name(found.holder, sitrep)) if found.holder else NOTHING
    if found.status == "contested" and found.presence:
        holder = escape(words.names(found.presence, sitrep))
    return [
        escape(words.place_name(found.place)),
        _word(found.status, words.STATUS[found.status]),
        holder,
        escape(words.EVIDENCE[found.evidence]) if found.status != "unknown" else NOTHING,
        escape(words.ACCESS[found.access]) or NOTHING,
        escape(words.day(found.since)) or NOTHING,
        _links(found.claims, cite),
    ]


def _events(sitrep: Sitrep, cite: Citations) -> str:
    ordered = words.newest_first(sitrep.events)
    rows = [_event(event, sitrep, cite) for event in ordered[:MOST_EVENTS]]
    span = words.days(sitrep.since, sitrep.until) if sitrep.since or sitrep.until else "all that is told"
    over = len(ordered) - len(rows)
    left = f'<p class="soft">{over} earlier events are not shown; `fogline events` lists them.</p>' if over else ""
    heads = ("When", "What", "Where", "By whom", "Against", "Figures", "Status", "Words")
    body = _table(heads, rows, f"Newest first; {span}. Ranges run from the lowest to the highest figure that anybody gives.")
    return _section("events", body + left if rows else "<p>No event is told of in this time.</p>")


def _event(event: Event, sitrep: Sitrep, cite: Citations) -> list[str]:
    figures = "<br>".join(f"{escape(words.figure(found))} {_links(found.claims, cite)}" for found in event.quantities)
    return [
        escape(words.when(event.time)),
        escape(words.kind(event.kind)),
        escape(", ".join(dict.fromkeys(map(words.place_name, event.places)))) or NOTHING,
        escape(words.names(event.actors, sitrep)) or NOTHING,
        escape(words.names(event.targets, sitrep)) or NOTHING,
        figures or NOTHING,
        f'{_word(event.status, words.EVENT_STATUS[event.status])}<br><span class="meta">'
        f"{escape(words.voices(event.claims, sitrep))}</span>",
        _links(event.claims, cite),
    ]


def _against(sitrep: Sitrep, cite: Citations) -> str:
    ordered = words.widest_first(sitrep.disagreements)
    parts = [_disagreement(found, sitrep, cite) for found in ordered[:MOST_DISAGREEMENTS]]
    over = len(ordered) - len(parts)
    left = f'<p class="soft">{over} more: `fogline disagreements` lists them.</p>' if over else ""
    return _section("against", "".join(parts) + left if parts else "<p>No two reports stand against each other.</p>")


def _disagreement(found: Disagreement, sitrep: Sitrep, cite: Citations) -> str:
    sides = []
    for value in found.values:
        interest = ' · <span class="word claimed">only those with an interest</span>' if value.interested else ""
        sides.append(
            f'<div class="side"><b>{escape(value.value)}</b>{_first_words(value.claims, sitrep)}<span class="meta">'
            f"{escape(words.voices(value.claims, sitrep))}{interest}</span> {_links(value.claims, cite)}</div>"
        )
    return f'<h3>{escape(words.headline(found, sitrep))}</h3><div class="sides">{"".join(sides)}</div>'


def _first_words(claims: Iterable[str], sitrep: Sitrep) -> str:
    """The shortest quote behind a value."""
    quotes = sorted((sitrep.claims[id].quote for id in claims if id in sitrep.claims), key=lambda quote: (len(quote), quote))
    return f"<q>{escape(quotes[0])}</q><br>" if quotes else ""


def _gaps(sitrep: Sitrep) -> str:
    told = "".join(f"<li>{escape(gap)}</li>" for gap in words.not_known(sitrep))
    return _section("gaps", f"<ul>{told}</ul>" if told else "<p>Nothing was left open.</p>")


def _sources(sitrep: Sitrep) -> str:
    claims: dict[str, list[str]] = {}
    for claim in sitrep.claims.values():
        claims.setdefault(claim.report, []).append(claim.id)
    rows = []
    for report in sorted(sitrep.reports.values(), key=lambda report: (report.name, report.id)):
        own = claims.get(report.id, [])
        interested = sum(1 for id in own if id in sitrep.interested)
        rows.append(
            [
                escape(report.name),
                escape(report.source or NOTHING),
                escape(words.published(report)),
                escape(report.language),
                str(len(own)),
                str(interested) if interested else NOTHING,
            ]
        )
    heads = ("Report", "Outlet", "Published", "Language", "Claims", "In own interest")
    return _section("sources", _table(heads, rows) if rows else "<p>No report was read.</p>")


def _words(cited: Iterable[Cited], sitrep: Sitrep) -> str:
    items = []
    for each in cited:
        claim, report = each.claim, each.report
        said = words.speaker(claim.attribution, report, sitrep)
        hedges = words.hedges(claim)
        told = " · ".join(filter(None, [words.kind(claim.kind), said, words.published(report), hedges]))
        quote = f"…{escape(each.before)}<mark>{escape(claim.quote)}</mark>{escape(each.after)}…"
        items.append(
            f'<li id="w{each.number}"><span class="meta">[{each.number}] {escape(told)}</span>'
            f'<blockquote lang="{escape(claim.language)}" dir="auto">{quote}</blockquote></li>'
        )
    return _section("words", f'<ol class="quotes">{"".join(items)}</ol>' if items else "<p>Nothing was cited.</p>")


def _section(id: str, body: str) -> str:
    return f'<section><h2 id="{id}">{dict(SECTIONS)[id]}</h2>{body}</section>\n'


def _table(heads: tuple[str, ...], rows: Iterable[list[str]], caption: str = "") -> str:
    """A table whose rows become cards on a narrow screen. Cells are markup already."""
    made = []
    for row in rows:
        kinds = ["name", *("empty" if cell == NOTHING else "cell" for cell in row[1:])]
        cells = (f'<td class="{kind}" data-of="{of}">{cell}</td>' for kind, of, cell in zip(kinds, heads, row, strict=True))
        made.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="stack">{told}<thead><tr>{head}</tr></thead><tbody>{"".join(made)}</tbody></table>'


def _word(status: str, told: str) -> str:
    return f'<span class="word {status}">{escape(told)}</span>'


def _links(claims: Iterable[str], cite: Citations) -> str:
    """Links to the words behind a figure; all are numbered and shown below, the first few are linked here."""
    numbers = cite.of(claims)
    shown = " ".join(f'<a class="cite" href="#w{number}">[{number}]</a>' for number in numbers[:MOST])
    return f"{shown} +{len(numbers) - MOST}" if len(numbers) > MOST else shown or NOTHING
