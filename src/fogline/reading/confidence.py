"""How likely a claim is right in all its parts, and from where on it is told.

Every decision behind a claim comes with its log-odds (weighed.py). A claim is right where none of them is wrong: its row adds
up the doubts of its parts, and a logistic model fitted on whole held-out claims (training/fit_join.py) turns the row into a
probability. A doubtful claim is more likely right in a report that is about fighting than in one that is not: `threshold` says
so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from fogline.reading import joining
from fogline.reading.drafts import SPEECH_KINDS, Draft
from fogline.reading.lexicon import words_of
from fogline.reading.proposals import Doubts
from fogline.records import Claim, Ref

CLAIM = "claim"
# Kinds that need no doer: states, and losses whose cause is not in the clause.
DOERLESS = frozenset({
    "casualties", "displacement", "role", "relation", "strength", "presence", "control", "assessment", "forecast", "talks",
})  # fmt: skip
PRONOUNS = words_of("bare pronoun")
PARTS = ("actor", "target", "place", "killed", "wounded", "number")


def doubt(values: Sequence[int]) -> float:
    """The logarithm of the probability that decisions with these log-odds (thousandths) are all right; 0 for none."""
    return sum(-math.log1p(math.exp(-min(abs(v) / 1000, 30.0))) for v in values)


def row_of(draft: Draft, claim: Claim, crowd: int) -> joining.Row:
    """`crowd` is the number of predicates in the sentence."""
    doubts: Doubts = draft.main.doubts or Doubts(second=0, parts={})
    row: joining.Row = {
        "any": 1.0,
        "predicate": joining.clipped(draft.main.score / 1000),
        "second kind": joining.clipped((draft.main.score - doubts.second) / 1000),
        "crowd": min(crowd, 6) / 6,
    }
    row |= {f"doubt {label}": max(doubts.parts.get(label, 0.0), -3.0) for label in PARTS}
    speech = claim.kind in SPEECH_KINDS
    marks = {
        "speech": speech,
        "nobody acts": not claim.actors and not speech and claim.kind not in DOERLESS,
        "doerless": claim.kind in DOERLESS,
        "noun": draft.main.verb not in draft.main.trigger,
        "merged": len(draft.members) > 1,
        "place by reference": any(p.stands_for for p in claim.places),
        "pronoun": any(_is_pronoun(r) and r.text != r.name for r in claim.actors),
        "unresolved pronoun": any(_is_pronoun(r) and r.text == r.name for r in (*claim.actors, *claim.targets)),
    }
    return row | {name: 1.0 for name, holds in marks.items() if holds}


def _is_pronoun(ref: Ref) -> bool:
    return (ref.text or "").lower() in PRONOUNS


def of(row: joining.Row, weights: Mapping[str, int]) -> float:
    """The probability that all of the claim is right."""
    return odds(joining.total(row, weights))


# Per cent. Below the first a claim is not told in news of an incident, below the second in an account of a war, which tells of
# ground and forces as well: there a doubtful claim is likelier right, and an analyst would rather see it and check.
# Chosen on a sheet of judged claims and on the two codings of the three real reports (docs/measurements.md).
LEAST, LEAST_IN_WAR = 65, 8
# For a claim with a number killed, which a reader looks for first: judged right in eight of ten below LEAST.
LEAST_TOLL, LEAST_TOLL_IN_WAR = 10, 3
# How much of war a report must tell for the threshold to fall, and to have fallen: of whole claims, and of bare predicates,
# which are surer. Of TR-News and the shootings one in twenty lies above the first, of the Syrian outlets' texts three in four
# (docs/measurements.md).
CLAIMS, PREDICATES = (0.5, 0.9), (1.1, 1.7)
# Fighting, ground and armed strength, and those who shoot at crowds.
WAR = frozenset({
    "armed_clash", "attack", "ambush", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack",
    "chemical_attack", "equipment_seized", "weapons_found", "territory_taken", "territory_transferred", "advance", "withdrawal",
    "surrender", "route_cut", "encirclement", "control", "symbol_changed", "strength", "troop_movement", "protest_repressed",
})  # fmt: skip
# Kinds that tell of conflict but not of war by themselves, and what they count. Those that floods and earthquakes bring as well
# (losses, the displaced, aid) count nothing.
CONFLICT = dict.fromkeys(
    ("protest", "protest_intervention", "violent_demonstration", "mob_violence"), 0.6
) | dict.fromkeys(
    ("attack_on_civilians", "abduction", "arrest", "sexual_violence", "mobilisation", "group_change", "presence",
     "base_established"), 0.3
)  # fmt: skip


def told(claims: Sequence[Claim], about: float = 0.0) -> list[Claim]:
    """The claims of a report that are sure enough for what it is about; `about` is how far that is known beforehand, 0 to 1."""
    share = max(about, war(((c.kind, (c.confidence or 0) / 100) for c in claims), *CLAIMS))

    def least(claim: Claim) -> float:
        toll = any(number.what == "killed" for number in claim.quantities)
        news, account = (LEAST_TOLL, LEAST_TOLL_IN_WAR) if toll else (LEAST, LEAST_IN_WAR)
        return news + (account - news) * share

    return [c for c in claims if (c.confidence or 0) >= least(c)]


def war(told: Iterable[tuple[str, float]], few: float, broad: float) -> float:
    """How far a report is an account of a war, 0 to 1, by its kinds of claims with their probabilities."""
    return ramp(warlike(told), few, broad)


def warlike(told: Iterable[tuple[str, float]]) -> float:
    """How many different things of war a report tells, each kind counted with the square of its greatest probability, so that
    many doubtful ones do not make a sure one."""
    kinds: dict[str, float] = {}
    for kind, probability in told:
        if kind in WAR or kind in CONFLICT:
            kinds[kind] = max(kinds.get(kind, 0.0), probability)
    return sum(p * p * CONFLICT.get(kind, 1.0) for kind, p in kinds.items())


def ramp(value: float, few: float, broad: float) -> float:
    """0 up to `few`, 1 from `broad` on, straight between."""
    return min(max((value - few) / (broad - few), 0.0), 1.0)


def odds(value: int) -> float:
    """The probability that belongs to log-odds in thousandths."""
    return 1.0 / (1.0 + math.exp(-max(min(value, 30_000), -30_000) / 1000))
