"""Whose word a claim is, on the layer `so` (that it is so).

The nearest named speaker is the voice, else the nearest named outlet, else the outlet that published the report, else the
report itself. Who denies, demands or claims is the speaker of just that. Somebody unnamed ("residents", "a spokesman", "two
drivers") cannot be recognised in another report: the outlet answers for what he says, so that he adds no support to it, and yet
his words are an origin of their own within the report. A headline is the word of whoever the report has it from.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Protocol

from fogline import tables
from fogline.records import Claim, Ref, Report
from fogline.tracing import alike, reference

NAMED = ("named", "spokesman", "document")  # the bases of an attribution that tell one speaker from another
BEFORE = 24  # characters before a speaker's words in which the word before them lies
CROWDS = ("people", "civilians", "place")
BEGINNING = '.!?…:;"“”„«»'  # what stands before the first word of a sentence
SPEAKER, OUTLET = "speaker:", "outlet:"  # how the keys of voices begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The `voice` that answers for a claim, by which support is counted; `speaker` is who said it where only the report tells
    such people apart, else empty."""

    voice: str
    speaker: str = ""


class Names(Protocol):
    """The one key of an outlet, or of an actor, for each of its spellings."""

    def outlet(self, name: str) -> str: ...
    def narrator(self, name: str) -> str: ...
    def is_office(self, name: str) -> bool: ...
    def speaker(self, ref: Ref, day: dt.date | None = None) -> str: ...


class Plain:
    """Names as they are written, without a case that knows them."""

    def outlet(self, name: str) -> str:
        return plain(name)

    def narrator(self, name: str) -> str:
        return f"{OUTLET}{plain(name)}"

    def is_office(self, name: str) -> bool:
        return False

    def speaker(self, ref: Ref, day: dt.date | None = None) -> str:
        return f"{SPEAKER}{ref.id}" if ref.id and not ref.id.startswith("text:") else ""


def plain(name: str) -> str:
    """An outlet's or a speaker's name without case, article and punctuation: "The Times" and "the times" are one."""
    folded = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()
    return folded.removeprefix("the ")


def published(report: Report, names: Names) -> str:
    """The voice of a report where its text names nobody."""
    return sys.intern(names.narrator(report.source)) if report.source else f"report:{report.id}"


def words_in(report: Report, claims: Sequence[Claim], names: Names) -> dict[str, Word]:
    """Whose word each claim of a report is. `claims` are all that it has, in the order of their places."""
    telling = _Telling(report, claims, names)
    found = {claim.id: telling.word(claim) for claim in claims}
    title = [claim for claim in claims if claim.segment == "title" and not _steps(claim)]
    for claim in title:
        if body := next((c for c in claims if c.segment != "title" and _sums_up(claim, c)), None):
            found[claim.id] = found[body.id]
    return found


def cited(claim: Claim, names: Names) -> frozenset[str]:
    """The outlets that a claim names as the ones who reported it."""
    return frozenset(names.outlet(step.outlet) for step in claim.attribution if step.outlet)


class _Telling:
    """One report's claims, and whom it means by those who speak in it."""

    def __init__(self, report: Report, claims: Sequence[Claim], names: Names) -> None:
        self._report, self._claims, self._names = report, claims, names
        self._longer = _longer(claims)
        self._own, self._words = _narrated(report, names), reference.words_of(report.language)

    def word(self, claim: Claim) -> Word:
        own = self._own
        for ref, basis, outlet in _steps(claim):
            phrase = self._phrase(ref) if ref else ""
            if ref is not None and basis in NAMED and (key := self._speaker(ref)):
                return own if key == own.voice and ref.type != "person" else Word(voice=key)  # "the Office has recorded"
            if outlet or (outlet := self._outlet(phrase, ref)):
                return Word(voice=sys.intern(self._names.narrator(outlet)))
            if self._words.is_own(phrase) or (ref is not None and ref.own and own.voice.startswith(SPEAKER)):
                continue  # whoever quotes "we", or the outlet; "our command" in a movement's own paper
            if ref is not None and (key := self._meant(ref, phrase)):
                return Word(voice=key)
            if ref is not None:  # somebody spoke who cannot be told apart: nobody further out stands behind the words
                name = self._longer(phrase)
                return Word(voice=own.voice, speaker=f"{self._report.id}:{name}" if name else own.speaker)
        return own

    def _phrase(self, ref: Ref) -> str:
        """A speaker's words, with the "our" or "this" right before them."""
        before = self._report.text[max(ref.at[0] - BEFORE, 0) : ref.at[0]].split() if ref.at else []
        points = before and self._words.class_of(plain(before[-1])) in ("we", "here")
        return self._words.bare(plain(f"{before[-1]} {ref.name}" if points else ref.name))

    def _meant(self, ref: Ref, phrase: str) -> str | None:
        return self._before.spoke(ref) if self._words.is_statement(phrase) else self._before.meant(ref)

    def _speaker(self, ref: Ref) -> str | None:
        """The key of a speaker who is known or has a name, None for a crowd and for whoever is told by what he is ("a
        spokesman", "the hospital") and so is somebody else elsewhere."""
        if ref.type in CROWDS or self._words.is_sent(plain(ref.name)):
            return None
        if key := self._names.speaker(ref):
            return sys.intern(key)
        name = self._longer(plain(ref.name))
        return sys.intern(f"{SPEAKER}{name}") if name and _has_name(ref, self._report) else None

    def _outlet(self, phrase: str, ref: Ref | None) -> str:
        """The outlet that a phrase stands for: which a reporter in it works for, or which was cited last; empty else."""
        if ref is not None and self._words.is_house(phrase):
            return self._before.outlet(ref)
        return self._words.beside(phrase) if self._words.is_sent(phrase) else ""

    @cached_property
    def _before(self) -> reference.Before:
        steps = [step for claim in self._claims for step in _steps(claim)]
        named = [(ref, key) for ref, basis, _ in steps if ref and basis in NAMED and (key := self._speaker(ref))]
        outlets = [(step.at[0], step.outlet) for c in self._claims for step in c.attribution if step.outlet and step.at]
        return reference.Before(self._report, named, outlets, plain)


def _narrated(report: Report, names: Names) -> Word:
    """The word of who publishes a report. What an actor tells in its own paper is one statement however long it goes on, an
    office's bulletins are statements of their days."""
    voice = published(report, names)
    is_own = report.source and voice.startswith(SPEAKER) and not names.is_office(report.source)
    return _shared(voice, f"{OUTLET}{names.outlet(report.source)}" if is_own and report.source else "")


@lru_cache(maxsize=4096)
def _shared(voice: str, speaker: str) -> Word:
    """One object for the most of a million claims."""
    return Word(voice=voice, speaker=speaker)


def _steps(claim: Claim) -> list[tuple[Ref | None, str, str | None]]:
    """Speaker, basis and outlet of each step, nearest first: of an utterance that nobody is quoted for, who utters it."""
    steps = [(step.speaker, step.basis, step.outlet) for step in claim.attribution]
    return steps or [(ref, "named", None) for ref in claim.actors[:1] if claim.kind in _uttered()]


def _has_name(ref: Ref, report: Report) -> bool:
    """Whether a phrase has a word with a capital that the beginning of a sentence does not give it; where letters have no
    capitals, whether it has several words."""
    words = [word for word in ref.name.split() if word[0].isalpha()]
    if not any(word[0].islower() or word[0].isupper() for word in words):
        return len(words) > 1
    before = report.text[: ref.at[0]].rstrip() if ref.at else ""
    begins = ref.at is not None and (not before or before[-1] in BEGINNING or "\n" in report.text[len(before) : ref.at[0]])
    return any(word[0].isupper() for word in words[1 if begins else 0 :])


def _longer(claims: Iterable[Claim]) -> Callable[[str], str]:
    """Within one report "the commander" is "commander Ada Voss" where one name alone has all of its words."""
    names = {plain(ref.name) for claim in claims for ref, _, _ in _steps(claim) if ref is not None}
    words: Mapping[str, frozenset[str]] = {name: frozenset(name.split()) for name in names}

    @cache
    def longest(name: str) -> str:
        own = frozenset(name.split())
        above = [other for other, all_ in words.items() if own < all_]
        most = [other for other in above if not any(words[other] < words[more] for more in above)]
        return most[0] if own and len(most) == 1 else name

    return longest


def _sums_up(title: Claim, body: Claim) -> bool:
    """Whether a claim of the text can be what a claim of the headline is made of."""
    return (
        (title.kind, title.negated) == (body.kind, body.negated)
        and not alike.differ(title, body)
        and alike.same_figures(title, body)
    )


@cache
def _uttered() -> frozenset[str]:
    return frozenset(row["kind"] for row in tables.table("utterances.tsv") if row["uttered"] == "yes")
