"""Subjects of whom a sentence has no name: "according to his words", verbs of saying without a subject (Spanish "añadió",
Turkish "ekledi"), and verbs whose ending alone says that some people act (Arabic "هاجموا"). Whoever spoke or acted last before
is meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from fogline.reading.frames import VIOLENT
from fogline.reading.native.pack import folded
from fogline.reading.native.phrases import QUOTING, STOPS, Phrasing
from fogline.reading.tagger.view import Tagged
from fogline.records import Claim, Ref
from fogline.tables import table

HIS_WORD, SAID = "his-word", "said"  # categories of words.tsv
EDGES = STOPS | QUOTING | frozenset("–—-")
SMALL = ("outer", "and", "pronoun", "that")
DONE_BY_MEN = VIOLENT | {"territory_taken", "advance"}
WHOLE = "="  # before a word of finite.tsv that is no ending of longer ones
MOST_OTHER = 1  # words of the sentence that belong neither to what is told nor to its telling


class Tells(Protocol):
    @property
    def one(self) -> Tagged: ...


def taken_up(told: Sequence[Tells], phrasing: Phrasing) -> Ref | None:
    """The words that say that somebody unnamed speaks."""
    return _first(phrasing, HIS_WORD) or _without_subject(told, phrasing)


def is_taken_up(ref: Ref, phrasing: Phrasing) -> bool:
    """Whether such words are all that a speaker is told by."""
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    return bool(inside) and any(
        f.role in (HIS_WORD, SAID) and f.length == len(inside) for f in phrasing.pack.words.at(phrasing.forms, inside[0])
    )


def acts_unnamed(claim: Claim, trigger: str, language: str) -> bool:
    """Whether the verb of a claim says by its ending alone that several people did it."""
    acts, passive = _endings(language)
    word = folded(trigger)
    ends = word.endswith(acts or ("\0",)) and not word.endswith(passive or ("\0",))
    return ends and claim.kind in DONE_BY_MEN and not claim.actors and f"{WHOLE}{word}" not in passive


def may_act(ref: Ref, claim: Claim) -> bool:
    """Whether somebody who acted before can be the doer: not where it befell his own sort."""
    befell = {other.type for other in claim.targets} | {number.side for number in claim.quantities}
    return ref.type not in befell and all(ref.name != other.name for other in claim.targets)


@cache
def _endings(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    rows = [(row["class"], folded(row["ending"])) for row in table("finite.tsv") if row["language"] == language]
    acts, passive = (tuple(ending for of, ending in rows if of == class_) for class_ in ("acts", "passive"))
    return acts, passive


def _without_subject(told: Sequence[Tells], phrasing: Phrasing) -> Ref | None:
    for i in range(len(phrasing.forms)):
        for found in phrasing.pack.words.at(phrasing.forms, i):
            end = i + found.length
            if (
                found.role == SAID
                and _is_edge(end, phrasing)
                and (_is_edge(i - 1, phrasing) or _is_rest(i, end, told, phrasing))
            ):
                return _ref(phrasing, i, end - 1)
    return None


def _is_edge(i: int, phrasing: Phrasing) -> bool:
    """Whether no subject can stand there: the sentence ends, a quotation or what is said begins."""
    tokens = phrasing.sentence.tokens
    return not 0 <= i < len(tokens) or tokens[i].text in EDGES or phrasing.pack.is_a(phrasing.forms, i, "that", "and")


def _is_rest(first: int, end: int, told: Sequence[Tells], phrasing: Phrasing) -> bool:
    """Whether all else in the sentence is what is told, so that its verb at the end has no subject."""
    inside = {*range(first, end)}
    for t in told:
        ends = [t.one.first, t.one.last, *(i for p in (*t.one.roles, *t.one.numbers) for i in (p.first, p.last))]
        inside.update(range(min(ends), max(ends) + 1))
    tokens = phrasing.sentence.tokens
    others = [
        i
        for i in range(len(tokens))
        if i not in inside and any(c.isalnum() for c in tokens[i].text) and not phrasing.pack.is_a(phrasing.forms, i, *SMALL)
    ]
    return len(others) <= MOST_OTHER


def _first(phrasing: Phrasing, category: str) -> Ref | None:
    for i in range(len(phrasing.forms)):
        if found := next((f for f in phrasing.pack.words.at(phrasing.forms, i) if f.role == category), None):
            return _ref(phrasing, i, i + found.length - 1)
    return None


def _ref(phrasing: Phrasing, first: int, last: int) -> Ref:
    text, start, end = phrasing.sentence.words(first, last)
    return Ref(text=text, at=(start, end), name=text, type="person")
