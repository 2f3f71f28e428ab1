"""Both proposers' word on one sentence, joined predicate by predicate.

Agreement of the weighed parse and the trained tagger is taken as it is. Where only one of them sees a predicate it must be
surer. The parse decides kinds (its rules hold the codebook's decisions) and the roles that it fills; the tagger fills those on
which the parse is silent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fogline.reading.proposals import Proposal
from fogline.reading.weighed import Prepared, Weighed

# Thousandths, chosen on the held-out sentences (training/evaluate.py, bench/claims.py): how sure one proposer must be alone,
# and from where on the parse's kind is taken against the tagger's.
TAGGER_ALONE = 500
PARSE_ALONE = -2000
PARSE_KIND = 0
PERMISSIVE = (-500, -3000)  # thresholds of the weighed parse (weighed.SEEN, RULED) when the tagger has a say too
TAGGER_ROLES = frozenset({"actor", "target", "place", "origin", "destination", "killed", "wounded", "number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """`weighed` should be permissive; this decides."""

    weighed: Weighed
    tagged: Callable[[Prepared], list[Proposal]]

    def propose(self, made: Prepared) -> list[Proposal]:
        parsed, tagged = self.weighed.weigh(made), self.tagged(made)
        found: list[Proposal] = []
        met: set[int] = set()
        for p in parsed:
            partner = next((t for t in tagged if set(t.trigger) & {*p.trigger, *p.absorbed}), None)
            if partner:
                met.add(id(partner))
                found.append(_joined(p, partner))
            elif p.score > PARSE_ALONE:
                found.append(p)
        taken = {i for p in found for i in (*p.trigger, *p.absorbed)}
        found += [t for t in tagged if id(t) not in met and t.score >= TAGGER_ALONE and not taken & set(t.trigger)]
        return sorted(found, key=lambda p: p.trigger)


def _joined(parsed: Proposal, tagged: Proposal) -> Proposal:
    kind = parsed.kind if parsed.score > PARSE_KIND else tagged.kind
    filled = {f.role for f in parsed.fillers}
    covered = {i for f in parsed.fillers for i in range(f.first, f.last + 1)}
    more = [
        f for f in tagged.fillers if f.role in TAGGER_ROLES - filled and not covered & set(range(f.first, f.last + 1))
    ]
    return replace(parsed, kind=kind, fillers=(*parsed.fillers, *more))
