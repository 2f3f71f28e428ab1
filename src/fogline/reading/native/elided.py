"""Speakers of whom a sentence has no name: "according to his words", and verbs of saying without a subject (Spanish "añadió",
Turkish "ekledi"). Whoever spoke last before says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from fogline.reading.native.phrases import STOPS, Phrasing
from fogline.reading.tagger.view import Tagged
from fogline.records import Ref

HIS_WORD, SAID = "his-word", "said"  # categories of words.tsv
QUOTES = frozenset("«»\"“”„‟‘’『』「」–—-")
SMALL = ("outer", "and", "pronoun", "that")
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


def _without_subject(told: Sequence[Tells], phrasing: Phrasing) -> Ref | None:
    for i in range(len(phrasing.forms)):
        for found in phrasing.pack.words.at(phrasing.forms, i):
            end = i + found.length
            if found.role == SAID and _is_edge(end, phrasing) and (_is_edge(i - 1, phrasing) or _is_rest(i, end, told, phrasing)):
                return _ref(phrasing, i, end - 1)
    return None


def _is_edge(i: int, phrasing: Phrasing) -> bool:
    """Whether no subject can stand there: the sentence ends, a quotation or what is said begins."""
    tokens = phrasing.sentence.tokens
    return not 0 <= i < len(tokens) or tokens[i].text in STOPS | QUOTES or phrasing.pack.is_a(phrasing.forms, i, "that", "and")


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
