"""Whose word each claim is, as far as reconciling needs it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fogline.reconciling.withdrawn import Withdrawn
from fogline.records import Disagreement, Stance, Value, identify

NOTHING = Withdrawn()
NEUTRAL = Stance(word="neutral")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """What is known of each claim's voice: its origins on both layers, its stance, and what its outlet took back."""

    said: Mapping[str, str]
    so: Mapping[str, str]
    stances: Mapping[str, Stance]
    withdrawn: Withdrawn = NOTHING

    def stance(self, claim: str) -> Stance:
        return self.stances.get(claim, NEUTRAL)

    def values(self, stated: Mapping[str, Collection[str]]) -> tuple[Value, ...]:
        """Values by what they state, each with its claims, its origins and whether all who state it have an interest."""
        return tuple(
            Value(
                value=value,
                claims=tuple(sorted(claims)),
                origins=len({self.so.get(claim, claim) for claim in claims}),
                interested=all(self._interested(claim) for claim in claims),
            )
            for value, claims in sorted(stated.items())
        )

    def _interested(self, claim: str) -> bool:
        return self.stance(claim).word in ("interested", "denial")

    def disagreement(self, about: str, about_type: str, attribute: str, stated: Mapping[str, Collection[str]]) -> Disagreement:
        claims = {claim for held in stated.values() for claim in held}
        return Disagreement(
            id=identify("dis", (about, attribute)),
            about=about,
            about_type=about_type,
            within_one_origin=len({self.said.get(claim, claim) for claim in claims}) == 1,
            attribute=attribute,
            values=self.values(stated),
        )
