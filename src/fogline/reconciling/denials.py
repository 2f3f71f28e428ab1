"""Which claims deny which: linked to it, or the same told as not having happened. (What an outlet took back is withdrawn.)"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set

from fogline.reconciling import meeting
from fogline.reconciling.comparison import THRESHOLD, compare, place_level
from fogline.reconciling.features import UNREAD, Row
from fogline.reconciling.meeting import Meetings
from fogline.reconciling.told import Told

Denied = Mapping[str, frozenset[str]]
"""A claim of an incident → the claims that deny it."""


def updated(before: Denied, told: Told, meetings: Meetings, gone: Set[str], reports: Collection[str]) -> Denied:
    """Who denies whom once the claims `gone` are not there any more and those of `reports` are; `meetings` are of all."""
    found = {claim: left for claim, by in before.items() if claim not in gone and (left := by - gone)}
    for claim, denial in _of(told, meetings, reports):
        found[claim] = found.get(claim, frozenset()) | {denial}
    return found


def _of(told: Told, meetings: Meetings, reports: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of an incident's claim and a denial, of which one is of `reports`."""
    for report in reports:
        for claim in told.by_report.get(report, ()):
            for link in claim.links if claim.segment not in UNREAD else ():
                if link.type in ("denies", "retracts") and told.incident(link.claim) is not None:
                    yield link.claim, claim.id
        rows = told.rows(report)
        for row in rows:
            # Days further apart are too unlike to be one, but for what is told within one scene, that is, in one report.
            what = "day" if row.claim.negated else "denial"
            for other in {*meeting.under(meetings, meeting.days(row, what, 1)), *(beside.id for beside in rows)}:
                that = told.row(other)
                if that is not None and that.claim.negated != row.claim.negated:
                    denial, incident = (row, that) if row.claim.negated else (that, row)
                    if _denies(denial, incident, told):
                        yield incident.id, denial.id


def _denies(denial: Row, incident: Row, told: Told) -> bool:
    says = denial.fine and incident.fine and denial.id not in told.voices.withdrawn.without_say
    alike = says and not denial.groups.isdisjoint(incident.groups) and place_level(denial.spots, incident.spots) != "apart"
    return alike and compare(denial, incident).weight >= THRESHOLD
