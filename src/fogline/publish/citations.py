"""Numbers for quoted words: each claim that a sitrep cites gets the next one, so that every figure can point at its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.publish import Sitrep
from fogline.records import Claim, Report

AROUND = 160  # code points of context on either side of a quote
MOST = 6  # links beside one figure; the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A claim's words with what stands around them."""

    number: int
    claim: Claim
    report: Report
    before: str
    after: str


class Citations:
    """Gives numbers in the order in which claims are first cited."""

    def __init__(self, sitrep: Sitrep) -> None:
        self._sitrep = sitrep
        self._numbers: dict[str, int] = {}

    def of(self, claims: Iterable[str]) -> list[int]:
        """The numbers of some claims; claims that are not there have none."""
        return [self._numbers.setdefault(id, len(self._numbers) + 1) for id in claims if id in self._sitrep.claims]

    def cited(self) -> list[Cited]:
        """All that was cited, by number."""
        found = []
        for id, number in self._numbers.items():
            claim = self._sitrep.claims[id]
            report = self._sitrep.reports[claim.report]
            before = report.text[max(0, claim.start - AROUND) : claim.start]
            after = report.text[claim.end : claim.end + AROUND]
            found.append(
                Cited(
                    number=number,
                    claim=claim,
                    report=report,
                    before=before.split(" ", 1)[-1] if claim.start > AROUND else before,
                    after=after.rsplit(" ", 1)[0] if claim.end + AROUND < len(report.text) else after,
                )
            )
        return found
