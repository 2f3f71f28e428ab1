"""Who only repeats whom about an event, as a graph: a row a report as they were published, a lane a voice that several have.

In its lane a report has a full mark where it heard the voice itself, an open one where it repeats another report; then in which
language and what changed on the way. Voices that one report alone has share a lane of their own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from string import ascii_uppercase

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines
from fogline.publish import words
from fogline.records import Event, Origin, Passage

MOST_LANES = 12  # as many as a narrow window has room for; the voices with most reports
REPEATS = ("copy", "excerpt", "translation", "paraphrase")

Voice = tuple[Origin, list[Passage]]
Heard = dict[str, dict[str, list[Passage]]]  # report → voice → its passages there


def voices(event: Event, view: View) -> list[Voice]:
    """The voices behind an event, each with its passages in which a claim of the event stands."""
    claims = [view.record.claims[id] for id in event.claims]
    found = []
    for origin in view.record.origins:
        if origin.layer == "so" and not set(origin.claims).isdisjoint(event.claims):
            spans = [(claim.report, claim.start, claim.end) for claim in claims if claim.id in origin.claims]
            members = [m for m in origin.members if any(_within(m, *span) for span in spans)]
            found.append((origin, members))
    return found


def name(voice: Voice, event: Event, view: View) -> str:
    """Whose word it is, as far as the first of its claims says."""
    claim = next(view.record.claims[id] for id in event.claims if id in voice[0].claims)
    return words.chain_of(claim.attribution, view.record.reports[claim.report], view.sitrep)[0]


def lineage(event: Event, view: View) -> Lines:
    """The rows and lanes of the graph."""
    found = voices(event, view)
    heard: Heard = defaultdict(dict)
    for origin, members in found:
        for member in members:
            heard[member.report].setdefault(origin.id, []).append(member)
    ordered = sorted(heard, key=lambda report: _when(report, view))
    shared = [voice for voice in found if sum(voice[0].id in heard[report] for report in ordered) > 1]
    lanes = sorted(shared, key=lambda v: (-sum(v[0].id in heard[r] for r in ordered), v[0].id))[:MOST_LANES]
    letters = {voice[0].id: letter for voice, letter in zip(lanes, ascii_uppercase, strict=False)}
    return {
        "lanes": [
            {
                "letter": letters[voice[0].id],
                "name": name(voice, event, view),
                "reports": sum(voice[0].id in heard[report] for report in ordered),
                "address": view.address(f"/origins/{voice[0].id}"),
            }
            for voice in lanes
        ],
        "rows": [_row(report, n, ordered, heard, letters, view) for n, report in enumerate(ordered)],
        "own": any(voice not in lanes for voice in found),
    }


def _row(report: str, n: int, ordered: Sequence[str], heard: Heard, letters: dict[str, str], view: View) -> Lines:
    here, known = heard[report], view.record.reports[report]
    alone = [members for origin, members in here.items() if origin not in letters]
    return {
        "report": report,
        "outlet": known.source or known.name,
        "language": known.language,
        "published": words.days(known.published.start, known.published.end) if known.published else "date unknown",
        "address": view.address(f"/reports/{report}"),
        "own": "" if not alone else "repeats" if all(map(_repeats, alone)) else "first",
        "marks": [_mark(origin, n, ordered, heard) for origin in letters],
        "says": _says(here, letters),
    }


def _mark(origin: str, n: int, ordered: Sequence[str], heard: Heard) -> Lines:
    """What a lane shows in the `n`th row: a mark, and whether the lane goes on above and below."""
    rows = [i for i, report in enumerate(ordered) if origin in heard[report]]
    mark = "" if n not in rows else "repeats" if _repeats(heard[ordered[n]][origin]) else "first"
    return {"mark": mark, "up": rows[0] < n <= rows[-1], "down": rows[0] <= n < rows[-1]}


def _says(here: dict[str, list[Passage]], letters: dict[str, str]) -> list[str]:
    """The same in words."""
    alone = [members for origin, members in here.items() if origin not in letters]
    own = sum(not _repeats(members) for members in alone)
    first = [letter for origin, letter in letters.items() if origin in here and not _repeats(here[origin])]
    told = [f"{own} {'voice' if own == 1 else 'voices'} of its own"] if own else []
    told += [f"{', '.join(first)} from the voice itself"] if first else []
    told += [
        f"{letter}: {_how(here[origin])}" for origin, letter in letters.items() if origin in here and _repeats(here[origin])
    ]
    return told + [f"of a report that is not here: {_how(members)}" for members in alone if _repeats(members)]


def _how(members: Sequence[Passage]) -> str:
    """How it repeats, and which slots it changed."""
    changed = sorted({slot.partition(":")[0] for member in members for slot in member.changed})
    relation = " and ".join(dict.fromkeys(member.relation for member in members))
    return f"{relation}, {'changed: ' if changed else 'nothing changed'}{', '.join(changed)}"


def _repeats(members: Sequence[Passage]) -> bool:
    return all(member.relation in REPEATS for member in members)


def _within(member: Passage, report: str, start: int, end: int) -> bool:
    return member.report == report and member.start < end and start < member.end


def _when(report: str, view: View) -> tuple[dt.date, str, str]:
    known = view.record.reports[report]
    last = known.published.end if known.published else None
    return last or dt.date.max, known.name, report
