"""Where an outlet that is cited has it from: "Reuters, citing the Post" is the Post's word, and the Post's report says whose.

A claim that a report has from an outlet goes back to what that outlet's own reports told of the same within SOON days before
it, and is the word of whoever that is, by way of others if need be. Nothing told later or known later is asked, so that the
word of a claim is the same on every day from which it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from fogline.keyed import replaced
from fogline.records import Claim, Report
from fogline.tracing import alike, voices
from fogline.tracing.voices import Names, Word

SOON = 4  # days within which an outlet's news goes on to the next

Shelf = Mapping[tuple[str, int], tuple[str, ...]]
"""An outlet and a day, as of `datetime.date.toordinal` → reports of it in order."""

Told = Callable[[str], Sequence[Claim]]
"""The claims of a report in the order of their places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """`shelf` has the dated reports of outlets, `citing` those that cite them. `words` are those of claims that go back to
    another outlet's report."""

    shelf: Shelf = field(default_factory=dict)
    citing: Shelf = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)


class Words:
    """Whose word the claims of reports are, by their own text and by the reports that it cites."""

    def __init__(self, shelf: Shelf, reports: Mapping[str, Report], told: Told, names: Names) -> None:
        self._shelf, self._reports, self._told, self._names = shelf, reports, told, names
        self._own: dict[str, Word] = {}
        self._sources: dict[str, Claim | None] = {}

    def __getitem__(self, claim: Claim) -> Word:
        seen = {claim.id}
        while (source := self._source(claim)) is not None and source.id not in seen:
            seen.add(source.id)
            claim = source
        return self.own(claim)

    def own(self, claim: Claim) -> Word:
        """By its own text."""
        if claim.id not in self._own:
            self._own.update(voices.words_in(self._reports[claim.report], self._told(claim.report), self._names))
        return self._own[claim.id]

    def cites(self, claim: Claim) -> str:
        """The outlet whose word a claim is by its own text, but for the one that published it; empty where it is another's."""
        word = self.own(claim)
        is_outlet = word.voice.startswith(voices.OUTLET) and not word.speaker
        return word.voice if is_outlet and word.voice != voices.published(self._reports[claim.report], self._names) else ""

    def _source(self, claim: Claim) -> Claim | None:
        if claim.id not in self._sources:
            self._sources[claim.id] = self._found(claim)
        return self._sources[claim.id]

    def _found(self, claim: Claim) -> Claim | None:
        """What the outlet that a claim cites told of the same: rather in the same kind of claim, then last."""
        day, outlet = self._reports[claim.report].known_by, self.cites(claim)
        if day is None or not outlet:
            return None
        before = reversed(_within(self._shelf, outlet, day.toordinal() - SOON, day.toordinal()))
        found = [other for report in before for other in self._told(report) if alike.tell_of_one(claim, other)]
        return max(found, key=lambda other: other.kind == claim.kind, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Some reports with their claims, and what outlets are called."""

    reports: Mapping[str, Report]
    told: Told
    names: Names

    def words(self, cited: Cited) -> Words:
        return Words(cited.shelf, self.reports, self.told, self.names)

    def published(self, ids: Iterable[str]) -> Iterator[tuple[str, int, str]]:
        """Outlet and day of dated reports."""
        for id in ids:
            if id in self.reports and (day := self.reports[id].known_by) is not None:
                yield voices.published(self.reports[id], self.names), day.toordinal(), id

    def citations(self, ids: Iterable[str], words: Words) -> Iterator[tuple[str, int, str]]:
        """The outlets that dated reports cite, and when."""
        for _, day, id in self.published(ids):
            for outlet in {words.cites(claim) for claim in self.told(id)} - {""}:
                yield outlet, day, id


def cited(before: Cited, changed: Set[str], was: Library, now: Library) -> tuple[Cited, Words, set[str]]:
    """What is cited in the library `now`, of which only the `changed` reports are others than they were or tell otherwise; the
    words of its claims; and the reports besides that have some that are another's than they were."""
    old, shelf = was.words(before), _shelved(before.shelf, was.published(changed), now.published(changed))
    words = Words(shelf, now.reports, now.told, now.names)
    citing = _shelved(before.citing, was.citations(changed, old), now.citations(changed, words))
    reached, waiting = set(changed), [*was.published(changed), *now.published(changed)]
    while waiting:
        outlet, day, _ = waiting.pop()
        met = set(_within(citing, outlet, day, day + SOON)) - reached
        reached |= met
        waiting += now.published(met)
    left = [claim.id for id in reached if id in was.reports for claim in was.told(id)]
    claims = [claim for id in reached if id in now.reports for claim in now.told(id) if words.cites(claim)]
    more = {claim.id: word for claim in claims if (word := words[claim]) != words.own(claim)}
    otherwise = {claim.report for claim in claims if before.words.get(claim.id) != more.get(claim.id)}
    return Cited(shelf=shelf, citing=citing, words=replaced(before.words, left, more)), words, otherwise - changed


def _shelved(before: Shelf, gone: Iterable[tuple[str, int, str]], more: Iterable[tuple[str, int, str]]) -> Shelf:
    others: dict[tuple[str, int], set[str]] = {}
    for outlet, day, id in gone:
        others.setdefault((outlet, day), set(before[outlet, day])).discard(id)
    for outlet, day, id in more:
        others.setdefault((outlet, day), set(before.get((outlet, day), ()))).add(id)
    return replaced(before, others, {key: tuple(sorted(held)) for key, held in others.items() if held})


def _within(shelf: Shelf, outlet: str, since: int, until: int) -> list[str]:
    return [id for day in range(since, until + 1) for id in shelf.get((outlet, day), ())]
