"""What claims add up to, worked out from what they added up to before: all that a change does not reach stays as it was.

A change reaches, one after the other: where claims meet (meeting.py), who denies whom (denials.py), the clusters of the claims
that changed and of those that then join them (clusters.py), the incidents that are part of others (parts.py), and what is in
disagreement, by incident, report and subject. Each is a function of the claims that meet, so that the result is that of all
claims reconciled at once: from nothing, everything is a change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fogline.keyed import in_order, replaced
from fogline.reconciling import denials, meeting, parts, subjects
from fogline.reconciling import disagreements as differ
from fogline.reconciling import events as build
from fogline.reconciling.clusters import Cluster, regrown
from fogline.reconciling.denials import Denied
from fogline.reconciling.meeting import Key, Meetings
from fogline.reconciling.parts import Above
from fogline.reconciling.told import Told
from fogline.reconciling.withdrawn import Withdrawn
from fogline.records import Disagreement, Event, Time

Subject = str | Key
"""What a disagreement is found by: the first claim of an incident, a report, a key of subjects.py."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Events and disagreements, each sorted by id, and what is needed to work out the next ones from them: a cluster is known
    by the first of its claims, its event is in `clusters`; `home` gives each claim's cluster, `above` the cluster that one is
    part of, `against` the disagreements by what they are found by."""

    events: tuple[Event, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    meetings: Meetings = field(default_factory=dict, repr=False, compare=False)
    denied: Denied = field(default_factory=dict, repr=False, compare=False)
    home: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    clusters: Mapping[str, Event] = field(default_factory=dict, repr=False, compare=False)
    above: Above = field(default_factory=dict, repr=False, compare=False)
    against: Mapping[Subject, tuple[Disagreement, ...]] = field(default_factory=dict, repr=False, compare=False)

    def members(self, claim: str) -> Sequence[str]:
        """The claims that are one incident with a claim, itself among them; none where it is of no incident."""
        return self.clusters[self.home[claim]].claims if claim in self.home else ()


def reconcile(now: Told, reports: Collection[str], voiced: Collection[str], was: Told, before: Reconciled) -> Reconciled:
    """What `now` adds up to, where `was` added up to `before` and differs from it in the claims of `reports` and, of other
    claims, in whose word the `voiced` are or in what people decided of them."""
    gone, touched = ({claim.id for report in reports for claim in told.by_report.get(report, ())} for told in (was, now))
    meetings = meeting.updated(before.meetings, meeting.keys(was, reports), meeting.keys(now, reports))
    denied = denials.updated(before.denied, now, meetings, gone, reports)
    touched.update(gone, voiced)
    told_of = {
        key for told in (was, now) for id in touched if id in told.claims for key in subjects.keys(told.claims[id], told)
    }
    touched |= {*_denied_otherwise(before.denied, denied, touched, now.voices.withdrawn)}
    touched |= {told.copied[claim] for claim in touched for told in (was, now) if claim in told.copied}
    touched |= {member for claim in touched for member in before.members(claim)}

    found = {each.rows[0].id: each for each in regrown(touched, now, meetings, before.members)}
    homes = {row.id: first for first, each in found.items() for row in each.rows}
    stale = {before.home[claim] for some in (touched, homes) for claim in some if claim in before.home}
    home = replaced(before.home, (member for first in stale for member in before.clusters[first].claims), homes)
    moved = [claim for claim, first in homes.items() if before.home.get(claim) != first]

    about: dict[Subject, tuple[Disagreement, ...]] = {}
    events = {}
    for first, each in found.items():
        about[first], events[first] = _incident(each, denied, now)
    met = {
        told.report for some in (moved, voiced) for id in some if (told := now.claims.get(id)) and told.report not in reports
    }
    for report in (*reports, *met):
        if (against := _each(_within(report, now, home))) or report in before.against:
            about[report] = against
    for key in told_of:
        about[key] = _each(subjects.disagreements(key, meetings.get(key, ()), now))

    clusters = replaced(before.clusters, stale, events)
    above = parts.updated(before.above, found, stale, parts.Ground(told=now, meetings=meetings, home=home, clusters=clusters))
    events |= _with_parts(before.above, above, clusters, found)
    clusters.update(events)
    old = [before.clusters[first].id for first in stale | events.keys() if first in before.clusters]
    settled = [each.id for key in stale | about.keys() for each in before.against.get(key, ())]
    return Reconciled(
        events=in_order(before.events, old, events.values()),
        disagreements=in_order(before.disagreements, settled, (each for found in about.values() for each in found)),
        meetings=meetings,
        denied=denied,
        home=home,
        clusters=clusters,
        above=above,
        against=replaced(before.against, stale | about.keys(), {key: each for key, each in about.items() if each}),
    )


def times(touched: set[str], now: Told, was: Reconciled, is_back: Callable[[str], bool]) -> dict[str, Time | None]:
    """The time of the incident of each of some claims, and of those whose incident changes with theirs. `now` differs from what
    added up to `was` in nothing but the `touched` and in claims that are not there; `is_back` tells which are taken back."""
    found: dict[str, Time | None] = {}
    for each in regrown(touched, now, was.meetings, was.members) if touched else ():
        time = build.time(build.having_say(each, is_back), now.voices.so)
        found.update((row.id, time) for row in each.rows)
    return found


def _incident(found: Cluster, denied: Denied, told: Told) -> tuple[tuple[Disagreement, ...], Event]:
    """What is in disagreement about an incident, and its event."""
    withdrawn = told.voices.withdrawn.claims
    own = {row.id for row in found.rows}
    by = {withdrawn[claim] for claim in own & withdrawn.keys()}.union(*(denied.get(claim, ()) for claim in own)) - own
    about = _each(differ.of_event(build.event_id(found.rows[0].id), found, by, told.party, told.voices))
    return about, build.assemble(found, told.party, told.voices, by, bool(about))


def _each(found: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    """Each once: what is about the same thing the last time."""
    return tuple({each.id: each for each in found}.values())


def _denied_otherwise(before: Denied, now: Denied, touched: Collection[str], withdrawn: Withdrawn) -> Iterator[str]:
    """The claims that others deny now, or whose denials may have changed."""
    yield from (claim for claim in before.keys() - now.keys())
    yield from (claim for claim, by in now.items() if by != before.get(claim) or not by.isdisjoint(touched))
    yield from (claim for claim, by in withdrawn.claims.items() if by in touched)


def _within(report: str, told: Told, home: Mapping[str, str]) -> Iterator[Disagreement]:
    """What stands against each other in the claims of one report."""
    for claim in told.by_report.get(report, ()):
        yield from differ.of_claim(claim, told.voices)
    rows = (row for row in told.rows(report) if not row.claim.negated)
    yield from differ.within_report(rows, home, told.party, told.voices)


def _with_parts(before: Above, above: Above, clusters: Mapping[str, Event], new: Iterable[str]) -> dict[str, Event]:
    """The events that are part of another than before; of a circle of parts, none is part of the next."""
    moved = {first for first in before.keys() | above.keys() if before.get(first) != above.get(first)}
    looked_at = moved.union(new, *(parts.circle(first, each) for first in moved for each in (before, above)))
    found = {}
    for first in looked_at & clusters.keys():
        whole = above.get(first) if clusters[first].id == build.event_id(first) else None
        part_of = build.event_id(whole) if whole is not None and not parts.circle(first, above) else None
        if part_of != clusters[first].part_of:
            found[first] = replace(clusters[first], part_of=part_of)
    return found
