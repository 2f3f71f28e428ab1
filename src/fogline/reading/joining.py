"""Parse and tagger on one decision: what each says of it as a row of numbers, and the weights that join them.

Decisions are whether a word is a predicate of a kind, and whether a phrase, place or number has a part in it. Numbers are in
units of log-odds: the parse's sums (predicates.py, roles.py) are those of logistic models, the tagger's are of its
probabilities. Weights (data/<language>/join_weights.tsv, thousandths) are fitted by training/fit_join.py on held-out sentences
that neither has seen. Without a tagger the parse's sums decide alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from fogline.tables import table

MOST = 6.0  # log-odds; beyond it nothing gets surer
PREDICATE = "predicate"
Row = dict[str, float]


@lru_cache(maxsize=4)
def weights(language: str) -> dict[str, dict[str, int]]:
    """decision → feature → thousandths."""
    found: dict[str, dict[str, int]] = {}
    for row in table(f"{language}/join_weights.tsv"):
        found.setdefault(row["decision"], {})[row["feature"]] = int(row["weight"])
    return found


def log_odds(probability: float) -> float:
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return clipped(math.log(p / (1 - p)))


def clipped(x: float) -> float:
    return min(max(x, -MOST), MOST)


def predicate_row(
    *,
    parse: int | None,
    ruled: bool,
    trigger: float,
    fired: bool,
    kind: float,
    best: bool,
    nothing: float,
    noun: bool,
    speech: bool,
) -> Row:
    """`parse` is the parse's sum in thousandths, None where it does not offer this kind; `trigger`, `kind` and `nothing` are
    the tagger's probabilities that the words are a trigger, that it is of this kind, and that it is none after all; `fired`
    and `best` whether they are its own choice."""
    row: Row = {"any": 1.0, "trigger": log_odds(trigger), "kind": log_odds(kind), "something": -log_odds(nothing)}
    if parse is None:
        row |= {"no parse": 1.0, "no parse, trigger": row["trigger"], "no parse, kind": row["kind"]}
    else:
        row["parse"] = clipped(parse / 1000)
    return row | {name: 1.0 for name, holds in (
        ("ruled", ruled), ("fired", fired), ("best kind", best), ("noun", noun), ("speech", speech), ("fired, noun", fired and
        noun),
    ) if holds}  # fmt: skip


def part_row(*, parse: int, tagger: float, ruled: bool, elsewhere: bool) -> Row:
    """`tagger` is its probability of this part at the phrase; `ruled` whether the rules say so too, `elsewhere` whether the
    tagger sees this part of the predicate rather in other words."""
    row: Row = {"any": 1.0, "parse": clipped(parse / 1000), "tagger": log_odds(tagger)}
    return row | {name: 1.0 for name, holds in (("ruled", ruled), ("elsewhere", elsewhere)) if holds}


def total(row: Row, of: Mapping[str, int]) -> int:
    """Thousandths of log-odds."""
    return round(sum(of.get(name, 0) * value for name, value in row.items()))
