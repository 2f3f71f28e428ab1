"""Which claims link to which, as far as a change of one reaches others by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.keyed import replaced
from fogline.records import Claim

ClaimsOf = Mapping[str, Sequence[Claim]]
"""The claims of each report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """`retracting` are the claims that take something back, `outside` gives for a claim the reports that link to it and do not
    have it: as it is read a report links to its own claims, but people may take one out of it."""

    retracting: Mapping[str, Claim] = field(default_factory=dict)
    outside: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def replaced(self, left: Iterable[Claim], now: Iterable[Claim]) -> Linked:
        """The same without the claims that `left` and with those that are there now, whole reports of both."""
        gone, there = list(left), list(now)
        outside = dict(self.outside)
        for target, report in _leading_out(gone):
            outside[target] -= {report}
        for target, report in _leading_out(there):
            outside[target] = outside.get(target, frozenset()) | {report}
        return Linked(
            retracting=replaced(self.retracting, (c.id for c in gone), {c.id: c for c in there if _takes_back(c)}),
            outside={target: reports for target, reports in outside.items() if reports},
        )

    def reports(self, claims: Iterable[Claim]) -> set[str]:
        """The reports that link to some claims and do not have them."""
        return {report for claim in claims for report in self.outside.get(claim.id, ())} if self.outside else set()


def _leading_out(claims: Sequence[Claim]) -> set[tuple[str, str]]:
    of = {claim.id: claim.report for claim in claims}
    return {(link.claim, claim.report) for claim in claims for link in claim.links if of.get(link.claim) != claim.report}


def _takes_back(claim: Claim) -> bool:
    return any(link.type == "retracts" for link in claim.links)
