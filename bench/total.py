"""How the claims of one report become one total of killed: a pure function of the claims, for measuring only.

Fogline itself never boils a report down to one number; public data sets do, so a score against them needs a stated rule.
The rule, in the words of the codebook:

1. *What counts*: quantities `killed` of claims in title, body, caption and quote that are told as fact: not negated, frame
   current, done or ongoing, neither forecast, planned nor conditional. Running totals (`cumulative`) do not count.
2. *The figure of a quantity*: `best`; else the n that is named: "at least n", "more than n" (low n+1), "nearly n" (high n-1),
   "up to n". A vague word counts its low, and only where the report has no number at all.
3. *One statement*: the quantities of one claim add where they are of several sides; a part does not add to its whole
   ("22 people, six of them civilians"): GENERAL words contain all others, CIVILIAN words all that are neither general nor
   armed.
   The same figure of the same people twice (a headline that runs into the first sentence) is one telling.
4. *One incident*: the first statement of the text is the main incident (headline and first paragraph lead with it), and its
   figure stands. Later tellings, other places, other days and background never add and never replace it, but for
5. *"More than n"* in the first statement, which gives way to the next one where that has a number of the same order:
   n < m ≤ 1.5 n.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fogline import tables
from fogline.records import Claim, Quantity

SEGMENTS = frozenset(("title", "body", "caption", "quote"))
UNTOLD = frozenset(("forecast", "planned", "conditional"))
HAPPENED = frozenset(("done", "ongoing"))
GENERAL = frozenset({
    "people", "persons", "person", "individuals", "dead", "deaths", "death", "fatalities", "lives", "number", "them", "others",
    "victims", "bodies", "toll", "total", "those",
})  # fmt: skip
CIVILIAN = frozenset(["civilians", "civilian", "citizens", "residents", "villagers", "inhabitants"])
ARMED = frozenset({
    "fighters", "fighter", "terrorists", "militants", "rebels", "soldiers", "soldier", "troops", "mercenaries", "forces",
    "commanders", "extremists", "officers", "jihadists", "loyalists", "insurgents", "gunmen", "members", "policemen",
    "personnel", "guards", "militiamen", "combatants", "elements",
})  # fmt: skip
SAME_ORDER = 1.5  # "more than 30" and then "31" or "45" is one incident told twice, "more than 30" and then "300" is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The figure with the claim and the quantities that it is made of, so that an error can be traced to its words."""

    figure: int
    claim: Claim
    quantities: tuple[Quantity, ...]


def killed_in_total(claims: Iterable[Claim]) -> Total | None:
    """The number killed that the report tells as its own news; None where no claim has one."""
    told = [claim for claim in claims if is_told(claim)]
    stated = [total for claim in told if (total := _statement(claim, vague=False))]
    if not stated:
        stated = [total for claim in told if (total := _statement(claim, vague=True))]
    stated.sort(key=lambda total: total.quantities[0].at)
    if not stated:
        return None
    first = stated[0]
    if (
        len(stated) > 1
        and all(map(is_strict, first.quantities))
        and first.figure < stated[1].figure <= SAME_ORDER * first.figure
    ):
        return stated[1]
    return first


def is_told(claim: Claim) -> bool:
    """Whether the claim is told as something that happened."""
    return (
        claim.segment in SEGMENTS
        and not claim.negated
        and claim.frame == "current"
        and claim.modality not in UNTOLD
        and claim.aspect in HAPPENED
    )


def figure(quantity: Quantity) -> int:
    """The one number that a coder would write down for a quantity (rule 2)."""
    if quantity.best is not None:
        return quantity.best
    if quantity.low is not None:
        return quantity.low - 1 if is_strict(quantity) else quantity.low
    if quantity.high is not None:
        return quantity.high + 1 if not quantity.vague and _opens(quantity, "less") else quantity.high
    return 0


def is_strict(quantity: Quantity) -> bool:
    """Whether the words are a strict lower bound, "more than n", which the contract gives as low n+1."""
    return not quantity.vague and quantity.best is None and _opens(quantity, "more")


def _opens(quantity: Quantity, role: str) -> bool:
    return quantity.text.lower().startswith(_bounds(role))


@lru_cache(maxsize=4)
def _bounds(role: str) -> tuple[str, ...]:
    """The words that open a bound of this role in the reader's own table."""
    return tuple(row["words"] + " " for row in tables.table("en/numbers.tsv") if row["role"] == role)


def _statement(claim: Claim, *, vague: bool) -> Total | None:
    counted = sorted(
        (q for q in claim.quantities if q.what == "killed" and q.scope != "cumulative" and q.vague == vague), key=lambda q: q.at
    )
    wholes: list[Quantity] = []
    for quantity in counted:
        others = [other for other in counted if other is not quantity]
        if not any(_is_part(quantity, other) for other in others) and not any(_is_same(quantity, other) for other in wholes):
            wholes.append(quantity)
    value = sum(map(figure, wholes))
    return Total(figure=value, claim=claim, quantities=tuple(wholes)) if value else None


def _is_part(part: Quantity, whole: Quantity) -> bool:
    """By the nouns counted: "children" of "civilians" of "people". Of two equal words neither is a part."""
    inner, outer = _noun(part), _noun(whole)
    if figure(part) > figure(whole) or inner in GENERAL:
        return False
    return outer in GENERAL or (outer in CIVILIAN and inner not in CIVILIAN | ARMED)


def _is_same(one: Quantity, other: Quantity) -> bool:
    nouns = {_noun(one), _noun(other)}
    return figure(one) == figure(other) and (len(nouns) == 1 or nouns <= GENERAL or nouns <= CIVILIAN)


def _noun(quantity: Quantity) -> str:
    return (quantity.of or "people").lower()
