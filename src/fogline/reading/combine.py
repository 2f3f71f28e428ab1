"""Both proposers' word on one sentence: the tagger's spans and the parse's rules, joined trigger by trigger.

Agreement is taken as it is. Where they differ the tagger decides who did what to whom (bench: role F1 in docs/measurements.md), rules
decide what the codebook fixes: speech acts by their verb, kinds by a weapon's noun. What only the rules see is kept where the
tagger does not doubt it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.reading.nominals import Nominals
from fogline.reading.proposals import Proposal, Proposer
from fogline.reading.sentences import Sentence

# Thousandths of the tagger's own certainty, calibrated on the held-out own sentences (bench/claims.py prints the effect).
ALONE = 500  # a trigger that only the tagger sees
RULES_SPEECH = frozenset(["vow", "rejection", "offer", "demand", "appeal", "threat", "accusation", "denial", "responsibility_claimed"])
# Kinds that the rules read reliably without the tagger's consent (precision ≥ .8 on own training sentences).
RULES_ALONE = frozenset(["relation", "role", "control", "encirclement"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A Proposer made of two groups: `rules` on the parse and the `tagger`."""

    rules: Sequence[Proposer]
    tagger: Proposer

    def propose(self, sentence: Sentence, nominals: Nominals) -> list[Proposal]:
        ruled = [p for proposer in self.rules for p in proposer.propose(sentence, nominals)]
        tagged = [p for p in self.tagger.propose(sentence, nominals) if p.score >= ALONE or self._met(p, ruled)]
        found = []
        for p in tagged:
            partner = next((r for r in ruled if set(r.trigger) & set(p.trigger)), None)
            found.append(_joined(p, partner) if partner else p)
        taken = {i for p in tagged for i in p.trigger}
        found += [r for r in ruled if not set(r.trigger) & taken and r.kind in RULES_ALONE]
        return sorted(found, key=lambda p: p.trigger)

    @staticmethod
    def _met(p: Proposal, ruled: list[Proposal]) -> bool:
        return any(set(r.trigger) & set(p.trigger) for r in ruled)


def _joined(tagged: Proposal, ruled: Proposal) -> Proposal:
    """One proposal: the tagger's fillers, and the rules' for roles on which the tagger is silent."""
    kind = ruled.kind if ruled.kind in RULES_SPEECH and tagged.kind == "statement" else tagged.kind
    covered = {i for f in tagged.fillers for i in range(f.first, f.last + 1)}
    roles = {f.role for f in tagged.fillers}
    more = [
        f for f in ruled.fillers if f.role not in roles and f.role in SILENT and not covered & set(range(f.first, f.last + 1))
    ]
    return replace(tagged, kind=kind, fillers=(*tagged.fillers, *more), by="both", score=1000)


SILENT = frozenset({"actor", "office", "recipient", "provider", "leader"})
