"""The full list behind a sitrep, in HTML: every place, event, disagreement and report, and the words behind each figure."""

from __future__ import annotations

import html
from collections.abc import Iterable

from fogline.publish import Sitrep, words
from fogline.publish.citations import Citations, Cited
from fogline.publish.escaping import apart, escape, spelled
from fogline.publish.markup import NOTHING, links, section, table, word
from fogline.records import Disagreement, Event, Situation

MOST_EVENTS = 300  # rows of the table; what is over is counted, and `fogline events` has it
MOST_DISAGREEMENTS = 150
TITLES = {
    "holds": "Who holds what",
    "events": "What happened",
    "against": "Where reports disagree",
    "sources": "Who says so",
    "words": "The words",
}


def sections(sitrep: Sitrep, cite: Citations) -> str:
    """All sections; the words are those of every claim that was cited up to here, before the annex too."""
    listed = (_holds(sitrep, cite), _events(sitrep, cite), _against(sitrep, cite), _sources(sitrep))
    return "".join(listed) + _words(cite.cited(), sitrep)


def _holds(sitrep: Sitrep, cite: Citations) -> str:
    rows = [_hold(found, sitrep, cite) for found in words.order(sitrep.situations)]
    heads = ("Place", "Status", "Holder", "Evidence", "Access", "Since", "Words")
    return section("holds", TITLES["holds"], table(heads, rows) if rows else "<p>No report says who holds any place.</p>")


def _hold(found: Situation, sitrep: Sitrep, cite: Citations) -> list[str]:
    there = found.presence if found.status == "contested" and found.presence else filter(None, [found.holder])
    holder = spelled(words.each_name(there, sitrep)) or NOTHING
    return [
        spelled([words.place_name(found.place)]),
        word(found.status, words.STATUS[found.status]),
        holder,
        escape(words.EVIDENCE[found.evidence]) if found.status != "unknown" else NOTHING,
        escape(words.ACCESS[found.access]) or NOTHING,
        escape(words.day(found.since)) or NOTHING,
        links(found.claims, cite),
    ]


def _events(sitrep: Sitrep, cite: Citations) -> str:
    ordered = words.newest_first(sitrep.events)
    rows = [_event(event, sitrep, cite) for event in ordered[:MOST_EVENTS]]
    span = words.days(sitrep.since, sitrep.until) if sitrep.since or sitrep.until else "all that is told"
    over = len(ordered) - len(rows)
    left = f'<p class="soft">{over} earlier events are not shown; `fogline events` lists them.</p>' if over else ""
    heads = ("When", "What", "Where", "By whom", "Against", "Figures", "Status", "Words")
    body = table(heads, rows, f"Newest first; {span}. Ranges run from the lowest to the highest figure that anybody gives.")
    return section("events", TITLES["events"], body + left if rows else "<p>No event is told of in this time.</p>")


def _event(event: Event, sitrep: Sitrep, cite: Citations) -> list[str]:
    figures = "<br>".join(
        f"{html.escape(words.figure(found, apart))} {links(found.claims, cite)}" for found in event.quantities
    )
    return [
        escape(words.when(event.time)),
        escape(words.kind(event.kind)),
        spelled(dict.fromkeys(map(words.place_name, event.places))) or NOTHING,
        spelled(words.each_name(event.actors, sitrep)) or NOTHING,
        spelled(words.each_name(event.targets, sitrep)) or NOTHING,
        figures or NOTHING,
        f'{word(event.status, words.EVENT_STATUS[event.status])}<br><span class="meta">'
        f"{escape(words.voices(event.claims, sitrep))}</span>",
        links(event.claims, cite),
    ]


def _against(sitrep: Sitrep, cite: Citations) -> str:
    ordered = words.widest_first(sitrep.disagreements)
    parts = [_disagreement(found, sitrep, cite) for found in ordered[:MOST_DISAGREEMENTS]]
    over = len(ordered) - len(parts)
    left = f'<p class="soft">{over} more: `fogline disagreements` lists them.</p>' if over else ""
    return section(
        "against", TITLES["against"], "".join(parts) + left if parts else "<p>No two reports stand against each other.</p>"
    )


def _disagreement(found: Disagreement, sitrep: Sitrep, cite: Citations) -> str:
    sides = []
    for value in found.values:
        interest = ' · <span class="word claimed">only those with an interest</span>' if value.interested else ""
        sides.append(
            f'<div class="side"><b>{spelled([value.value])}</b>{_first_words(value.claims, sitrep)}<span class="meta">'
            f"{escape(words.voices(value.claims, sitrep))}{interest}</span> {links(value.claims, cite)}</div>"
        )
    return f'<h3>{html.escape(words.headline(found, sitrep, named=apart))}</h3><div class="sides">{"".join(sides)}</div>'


def _first_words(claims: Iterable[str], sitrep: Sitrep) -> str:
    """The shortest quote behind a value."""
    quotes = sorted((sitrep.claims[id].quote for id in claims if id in sitrep.claims), key=lambda quote: (len(quote), quote))
    return f"<q>{spelled([quotes[0]])}</q><br>" if quotes else ""


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
                spelled([report.name]),
                spelled([report.source or NOTHING]),
                escape(words.published(report)),
                escape(report.language),
                str(len(own)),
                str(interested) if interested else NOTHING,
            ]
        )
    heads = ("Report", "Outlet", "Published", "Language", "Claims", "In own interest")
    return section("sources", TITLES["sources"], table(heads, rows) if rows else "<p>No report was read.</p>")


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
    return section(
        "words", TITLES["words"], f'<ol class="quotes">{"".join(items)}</ol>' if items else "<p>Nothing was cited.</p>"
    )
