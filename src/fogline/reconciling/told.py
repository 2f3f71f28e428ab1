"""What is reconciled: the claims of a case with all that weighs on them, and their rows, made where they are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fogline.reconciling.features import Party, Row, row
from fogline.reconciling.scenes import within_scenes
from fogline.reconciling.voices import Voices
from fogline.records import Claim, Report

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A case as it is told: claims by id and by report, whose word they are, the pairs of claims that people put together or
    apart, each in order, and the claim that each copied one repeats (tracing)."""

    claims: Mapping[str, Claim]
    by_report: Mapping[str, Sequence[Claim]]
    reports: Mapping[str, Report]
    voices: Voices
    party: Party
    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    copied: Mapping[str, str] = field(default_factory=dict)
    _made: dict[str, tuple[Row, ...]] = field(default_factory=dict, repr=False, compare=False)

    def rows(self, report: str) -> tuple[Row, ...]:
        """The rows of a report's claims, within their scenes; negated ones too."""
        if report not in self._made:
            claims = sorted(self.by_report.get(report, ()), key=lambda claim: claim.id)
            made = within_scenes(found for claim in claims if (found := row(claim, self.party)) is not None)
            self._made[report] = tuple(made)
        return self._made[report]

    def row(self, claim: str) -> Row | None:
        """The row of a claim, None where it is none of an incident."""
        found = self.claims.get(claim)
        return next((row for row in self.rows(found.report) if row.id == claim), None) if found is not None else None

    def incident(self, claim: str) -> Row | None:
        """The row of a claim that says that something happened, None where it denies it or is none of an incident."""
        found = self.row(claim)
        return None if found is None or found.claim.negated else found
