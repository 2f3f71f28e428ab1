"""One voice: the passage that had it first beside each that repeats it, with what differs marked.

Of one language the words are compared; of two languages only what the claims say can be: the words of the slots that
changed are marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.publish import words
from fogline.records import Claim, Origin, Passage, Span
from fogline.tables import folder_of

MOST_PAIRS = 50
MOST_WORDS = 4000  # of a passage that are compared
WITH_WORDS = ("actors", "targets", "places", "quantities", "attribution", "time")
WORD = re.compile(r"\w+|[^\w\s]|\s+")


def show(view: View, query: Query) -> Lines:
    origin = next((origin for origin in view.record.origins if origin.id == query.about), None)
    if origin is None:
        raise NotHere(f"no origin {query.about}", "events show the voices behind them")
    first = next((member for member in origin.members if member.relation == "original"), origin.members[0])
    others = [member for member in origin.members if member is not first and member.relation not in ("original", "unknown")]
    told = _claims(origin, view)
    alone = first if sum(member.relation == "original" for member in origin.members) <= 1 else None
    found = [(_repeated(member, origin, told, view) or alone, member) for member in others[:MOST_PAIRS]]
    pairs = [(one, other) for one, other in found if one is not None]
    shown = {id(member) for pair in pairs for member in pair}
    apart = [member for member in origin.members if member not in others and id(member) not in shown and member is not first]
    return {
        "title": f"One voice, first in {first.document}" if len({m.report for m in origin.members}) > 1 else "One voice",
        "id": origin.id,
        "layer": origin.layer,
        "dependence": round(origin.dependence, 3),
        "claims": len(origin.claims),
        "first": _side(first, view, [(first.quote, True)]),
        "pairs": [_pair(one, other, told, view) for one, other in pairs],
        "loose": [_side(other, view, [(other.quote, True)]) for one, other in found if one is None],
        "over": max(0, len(others) - MOST_PAIRS),
        "apart": [_side(member, view, [(member.quote, True)]) for member in apart[:MOST_PAIRS]],
    }


def _claims(origin: Origin, view: View) -> Mapping[str, list[Claim]]:
    """The claims of the reports of a voice, by report."""
    found: dict[str, list[Claim]] = {member.report: [] for member in origin.members}
    for claim in view.record.claims.values():
        if claim.report in found:
            found[claim.report].append(claim)
    return found


def _within(member: Passage, told: Mapping[str, list[Claim]]) -> list[Claim]:
    return [claim for claim in told[member.report] if member.start <= claim.start and claim.end <= member.end]


def _repeated(member: Passage, origin: Origin, told: Mapping[str, list[Claim]], view: View) -> Passage | None:
    """The passage that a member repeats, by the claims that are the same in both; None where no claim tells."""
    copied = view.record.traced.copied
    for claim in _within(member, told):
        same = view.record.claims.get(copied.get(claim.id, ""))
        for other in origin.members:
            if same and other.report == same.report and other.start < same.end and same.start < other.end:
                return other
    return None


def _pair(first: Passage, other: Passage, told: Mapping[str, list[Claim]], view: View) -> Lines:
    languages = {folder_of(view.record.reports[member.report].language) for member in (first, other)}
    if len(languages) == 1:
        left, right = compared(first.quote, other.quote)
    else:
        changed = {slot.partition(":")[0] for slot in other.changed}
        left, right = (slots(member, _within(member, told), changed) for member in (first, other))
    return {
        "relation": other.relation,
        "score": round(other.score / 1000, 3),
        "changed": list(other.changed),
        "slots": beside(_within(first, told), _within(other, told), other.changed, view),
        "left": _side(first, view, left),
        "right": _side(other, view, right),
    }


def beside(first: Sequence[Claim], other: Sequence[Claim], changed: Collection[str], view: View) -> list[Lines]:
    """What fills each slot in the claims of two passages, and what became of it in the second: `changed`, `gained, lost`."""
    became: dict[str, list[str]] = {}
    for slot, _, how in (each.partition(": ") for each in changed):
        became.setdefault(slot, []).append(how)
    rows = [
        {"slot": name, "first": _filled(name, first, view), "other": _filled(name, other, view), "became": became.get(name, [])}
        for name in SLOTS
    ]
    return [row for row in rows if row["first"] or row["other"] or row["became"]]


def _filled(slot: str, claims: Iterable[Claim], view: View) -> list[str]:
    """The values of a slot, each once; persons by role."""
    told = (value for claim in claims for value in SLOTS[slot](claim, view))
    return list(dict.fromkeys(filter(None, told)))


def _speakers(claim: Claim, view: View) -> list[str]:
    return [words.name(step.speaker, view.sitrep) if step.speaker else step.outlet or "" for step in claim.attribution]


SLOTS: Mapping[str, Callable[[Claim, View], Iterable[str]]] = {
    "claim": lambda claim, view: [words.kind(claim.kind)],
    "actors": lambda claim, view: words.each_name(claim.actors, view.sitrep),
    "targets": lambda claim, view: words.each_name(claim.targets, view.sitrep),
    "places": lambda claim, view: [place.name for place in claim.places],
    "quantities": lambda claim, view: [f"{number.what}: {number.text}" for number in claim.quantities],
    "time": lambda claim, view: [words.when(claim.time)] if claim.time else [],
    "attribution": _speakers,
    "hedged": lambda claim, view: claim.hedged,
    "negated": lambda claim, view: ["negated"] if claim.negated else [],
    "modality": lambda claim, view: [claim.modality],
}


def slots(member: Passage, claims: Iterable[Claim], changed: Collection[str]) -> list[tuple[str, bool]]:
    """A passage in pieces, with whether each is none of the words in which the slots that changed stand."""
    marked = {at for claim in claims for slot in changed for start, end in _at(claim, slot) for at in range(start, end)}
    letters = [(letter, member.start + n not in marked) for n, letter in enumerate(member.quote)]
    return [("".join(letter for letter, _ in run), same) for same, run in groupby(letters, key=lambda each: each[1])]


def _at(claim: Claim, slot: str) -> list[Span]:
    """Where the words of a slot stand in the report's text."""
    filled = getattr(claim, slot, ()) if slot in WITH_WORDS else ()
    values = filled if isinstance(filled, tuple) else (filled,)
    return [value.at for value in values if value is not None and value.at is not None]


def compared(one: str, other: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces with whether each stands in the other as well; words are compared without case."""
    a, b = WORD.findall(one), WORD.findall(other)
    if max(len(a), len(b)) > 2 * MOST_WORDS:
        return [(one, True)], [(other, True)]
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for what, i, k, j, m in SequenceMatcher(None, _folded(a), _folded(b), autojunk=False).get_opcodes():
        if i < k:
            left.append(("".join(a[i:k]), what == "equal"))
        if j < m:
            right.append(("".join(b[j:m]), what == "equal"))
    return left, right


def _folded(found: Iterable[str]) -> list[str]:
    return [word.casefold() if word.strip() else " " for word in found]


def _side(member: Passage, view: View, pieces: list[tuple[str, bool]]) -> Lines:
    report = view.record.reports[member.report]
    return {
        "document": member.document,
        "language": report.language,
        "published": words.published(report),
        "address": view.address(f"/reports/{member.report}"),
        "pieces": [{"text": text, "same": same} for text, same in pieces],
    }


PAGE = Page(path="/origins/{id}", template="origin.html", name="", show=show)
