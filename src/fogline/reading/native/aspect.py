"""What was tried, prevented, ordered or nearly done is not told as done: words beside a trigger say so (data/aspect.tsv). Each
speaks of the trigger nearest to it on its side, and of none beyond a stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.native.pack import folded
from fogline.reading.native.phrases import STOPS, Phrasing
from fogline.reading.native.seeds import Seed, Seeds
from fogline.reading.native.speech import Told
from fogline.tables import table

REACH = {"before": 6, "behind": 3, "close": 1, "after": 1, "over": 0}  # tokens between a word and what it speaks of, by side
BESIDE = 1  # tokens between two triggers of one predicate
SPEAKING = {"before", "behind"}  # sides of words that are verbs themselves
ON_GROUND = {"close", "after"}  # sides of words that only say what for: of ground that changes hands they tell an aim
GROUND = frozenset({"territory_taken", "territory_transferred", "control", "withdrawal", "encirclement"})
NOT_TRIED = SPEECH_KINDS | {"forecast", "assessment", "casualties", "role", "relation"}


class Aspects:
    """The table of one language."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        rows = list(rows)
        self.words = {side: Seeds((row["word"], row["aspect"]) for row in rows if row["side"] == side) for side in REACH}
        self.ends = [(folded(row["word"]), row["aspect"]) for row in rows if row["side"] == "own"]


def tried(told: Sequence[Told], phrasing: Phrasing) -> list[Told]:
    """The claims of a sentence, what was only tried with its aspect; the word that says so is no claim itself."""
    aspects, kept = _aspects(phrasing.pack.language), list(told)
    if aspects is None:
        return kept
    for side in REACH:
        for word in aspects.words[side].all(phrasing.forms):
            own = [t for t in kept if word.first <= t.one.first and t.one.last <= word.last and side in SPEAKING]
            near = [t for t in kept if t not in own and _is_beside(t, word, side, phrasing)]
            if near:
                nearest = min(near, key=lambda t: len(t.between(word.first, word.last)))
                for t in near:
                    if t is nearest or _is_double(t, nearest):
                        _give(t, word.kinds[0])
                kept = [t for t in kept if t not in own or word.kinds[0] == "ordered"]  # an order is a demand too
    for t in kept:
        last = folded(phrasing.sentence.tokens[t.one.last].text)
        for end, aspect in aspects.ends:
            if last.endswith(end) and t.claim.kind not in NOT_TRIED:
                _give(t, aspect)
    return kept


def _is_beside(t: Told, word: Seed, side: str, phrasing: Phrasing) -> bool:
    if t.claim.kind in NOT_TRIED:
        return False
    if word.first <= t.one.last and t.one.first <= word.last:
        return side not in ON_GROUND
    on_its_side = word.last < t.one.first if side in ("before", "close") else word.first > t.one.last and side != "over"
    between = t.between(word.first, word.last)
    near = on_its_side and len(between) <= REACH[side] and not any(_stops(i, phrasing) for i in between)
    return near and (side not in ON_GROUND or t.claim.kind in GROUND)


def _is_double(one: Told, other: Told) -> bool:
    """Whether the tagger saw one predicate twice: of one kind, a word or two apart."""
    return one.claim.kind == other.claim.kind and len(one.between(other.one.first, other.one.last)) <= BESIDE


def _stops(i: int, phrasing: Phrasing) -> bool:
    """A stop, but not the comma before "that": "ordered them, that they leave the town" is one order."""
    opened = i + 1 < len(phrasing.forms) and phrasing.pack.is_a(phrasing.forms, i + 1, "that")
    return phrasing.sentence.tokens[i].text in STOPS and not opened


def _give(t: Told, aspect: str) -> None:
    if t.claim.aspect == "done":
        t.claim = replace(t.claim, aspect=aspect)


@lru_cache(maxsize=4)
def _aspects(language: str) -> Aspects | None:
    rows = [row for row in table("aspect.tsv") if row["language"] == language]
    return Aspects(rows) if rows else None
