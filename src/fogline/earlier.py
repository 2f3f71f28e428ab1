"""What claims were evidence of on an earlier day, where that is other than now.

What a claim is evidence of hangs on the reports that its own is tied to by passages (whose word it is, what it repeats, in
whose interest), on what takes it back, and, where it is dated loosely, on its incident. A later report changes none of it but
where it is among these: only sets of reports and claims are looked at of which some were known by the day and some were not.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from fogline.interests import Interests
from fogline.keyed import Over, Where
from fogline.reconciling import Reconciled, TakenBack, Told, Withdrawn, times
from fogline.records import Claim, Stance, Time
from fogline.standing import dated, is_loose, stance
from fogline.tracing import Heard, Match, Traced, repeated, without

Ints = npt.NDArray[np.int64]

NEVER = dt.date.max.toordinal() + 1


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of ids of which some were known later than others: their members, and the first and the last day of each set."""

    members: Sequence[Sequence[str]]
    first: Ints
    last: Ints

    def across(self, day: int) -> Iterator[str]:
        """The members of the sets of which some were known by a day and some were not."""
        for n in np.flatnonzero((self.first <= day) & (day < self.last)).tolist():
            yield from self.members[n]


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """The claims that were evidence of something else on a day (`otherwise`), those of them that were evidence, as they were
    dated, with their voices and stances; and the same of all claims that were known."""

    otherwise: Set[str]
    evidence: Sequence[Claim]
    voices: Mapping[str, str]
    stances: Mapping[str, Stance]
    all: Callable[[], Iterable[Claim]]


@dataclass(frozen=True, kw_only=True)
class Past:
    """What a record has, to look back from."""

    heard: Heard
    traced: Traced
    outside: Mapping[str, frozenset[str]]
    stances: Mapping[str, Stance]
    back: TakenBack
    withdrawn: Withdrawn
    told: Told
    reconciled: Reconciled
    interests: Interests

    def on(self, on: dt.date) -> Then:
        """What was otherwise on a day."""
        day = on.toordinal()
        known, matches = self._retraced(day)
        voices, copied = repeated(known, matches, self.heard, self.traced.cited)
        there = {claim.id: claim for claim in self.heard.told_in(known)}
        stances = {id: stance(claim, there, self.heard.reports, copied, self.interests) for id, claim in there.items()}
        before = self.traced
        spoken = {
            id
            for id in there
            if voices[id] != before.voices[id] or copied.get(id) != before.copied.get(id) or stances[id] != self.stances[id]
        }
        repeats: Mapping[str, str] = Over(copied, Where(before.copied, lambda id: id not in there, len(before.copied)))

        def is_back(id: str) -> bool:
            return self._back.get(repeats.get(id, id), NEVER) <= day

        candidates = {*self.withdrawn.claims, *self._back, *copied, *spoken}
        returned = {id for id in candidates if self._known(id) <= day and is_back(id) != (id in self.withdrawn.claims)}
        voiced, stood = Over(voices, before.voices), Over(stances, self.stances)
        touched = (
            {*self._clusters.across(day), *self._with_originals(spoken, repeats), *returned} if self._loose else set[str]()
        )
        told = replace(
            self.told,
            claims=self._claims(day),
            copied=repeats,
            voices=replace(self.told.voices, so=voiced, stances=stood),
        )
        days = times(self._members(touched, day), told, self.reconciled, is_back)
        moved = {id for id in days.keys() & self._loose if self._dated(id, days) != self._dated(id, {})}

        def evidence(ids: Iterable[str]) -> Iterator[Claim]:
            return (self._dated(id, days) for id in ids if id not in repeats and not is_back(id))

        otherwise = spoken | returned | moved
        return Then(
            otherwise=otherwise,
            evidence=tuple(evidence(sorted(otherwise))),
            voices=voiced,
            stances=stood,
            all=lambda: evidence(id for id in sorted(self.heard.claims) if self._known(id) <= day),
        )

    # --------------------------------------------------------------------------------------------------------- reports

    def _retraced(self, day: int) -> tuple[set[str], set[Match]]:
        """The reports that were known by a day and tied to some that were not, or tied otherwise, and what tied them."""
        ties, translated = self._ties, self.traced.matched.translated
        reports = {*ties.across(day)}
        later = {id for id in translated.texts if self._day(id) > day}
        then = without(translated, later)
        changed = {match for match in then.matches ^ translated.matches if self._day(match.first.report) <= day}
        changed = {match for match in changed if self._day(match.second.report) <= day}
        for match in changed:
            for id in (match.first.report, match.second.report):
                reports.update(ties.members[self._tied[id]] if id in self._tied else (id,))
        known = {id for id in reports if self._day(id) <= day}
        matches = {match for id in known for match in self.traced.matched.beside.get(id, ())}
        matches = {match for match in matches if match.first.report in known and match.second.report in known}
        return known, matches ^ changed

    def _day(self, report: str) -> int:
        on = self.heard.reports[report].known_by
        return on.toordinal() if on else NEVER

    def _known(self, claim: str) -> int:
        return self._day(self.heard.claims[claim].report)

    @cached_property
    def _ties(self) -> Sets:
        """The reports that are tied by passages or by links of their claims."""
        beside: dict[str, set[str]] = defaultdict(set)
        for report, matches in self.traced.matched.beside.items():
            beside[report].update(each for match in matches for each in (match.first.report, match.second.report))
        for claim, reports in self.outside.items():
            if claim in self.heard.claims:
                for report in reports:
                    beside[report].add(self.heard.claims[claim].report)
                    beside[self.heard.claims[claim].report].add(report)
        found, seen = list[tuple[str, ...]](), set[str]()
        for report in beside:
            if report not in seen:
                tied, waiting = {report}, [report]
                while waiting:
                    met = beside[waiting.pop()] - tied
                    tied |= met
                    waiting += met
                seen |= tied
                found.append(tuple(tied))
        return _sets(found, self._day)

    @cached_property
    def _tied(self) -> Mapping[str, int]:
        """The set of each report that is tied to others."""
        return {report: n for n, members in enumerate(self._ties.members) for report in members}

    # ---------------------------------------------------------------------------------------------------------- claims

    @cached_property
    def _back(self) -> Mapping[str, int]:
        """The day from which on each claim is taken back as a whole."""
        found: dict[str, int] = {}
        for each in self.back.all:
            if each.what is None:
                found[each.claim] = min(found.get(each.claim, NEVER), max(self._known(each.denial), self._known(each.content)))
        return found

    @cached_property
    def _loose(self) -> frozenset[str]:
        """The claims that may have the day of their incident."""
        return frozenset(id for id, claim in self.heard.claims.items() if is_loose(claim))

    @cached_property
    def _clusters(self) -> Sets:
        return _sets((event.claims for event in self.reconciled.clusters.values() if len(event.claims) > 1), self._known)

    @cached_property
    def _days(self) -> Ints:
        """The days by which the claims were known, in order."""
        return np.sort(np.fromiter(map(self._known, self.heard.claims), np.int64, len(self.heard.claims)))

    def _claims(self, day: int) -> Mapping[str, Claim]:
        claims, number = self.heard.claims, int(np.searchsorted(self._days, day, "right"))
        return Where(claims, lambda id: id in claims and self._known(id) <= day, number)

    def _with_originals(self, spoken: Iterable[str], repeats: Mapping[str, str]) -> Iterator[str]:
        for id in spoken:
            yield id
            yield from (copied[id] for copied in (repeats, self.traced.copied) if id in copied)

    def _members(self, claims: Iterable[str], day: int) -> set[str]:
        """Claims with all of their incidents, as far as they were known."""
        found = {member for claim in claims for member in (claim, *self.reconciled.members(claim))}
        return {claim for claim in found if self._known(claim) <= day}

    def _dated(self, id: str, days: Mapping[str, Time | None]) -> Claim:
        claim = self.heard.claims[id]
        if id in days:
            return dated(claim, days[id])
        home = self.reconciled.home.get(id)
        return dated(claim, self.reconciled.clusters[home].time) if home is not None else claim


def _sets(all: Iterable[Collection[str]], day: Callable[[str], int]) -> Sets:
    kept, bounds = list[Sequence[str]](), list[tuple[int, int]]()
    for members in all:
        days = [day(member) for member in members]
        kept.append(tuple(members))
        bounds.append((min(days), max(days)))
    first, last = np.array(bounds, np.int64).reshape(-1, 2).T
    return Sets(kept, first, last)
