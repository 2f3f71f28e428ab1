"""A relative clause keeps its own: of "the group, which took Kidal in 2012, attacked a convoy" neither the year nor the town
belongs to the attack. The words that open one are data/relative.tsv; it ends with the next comma or stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.reading.native.phrases import COMMAS, ENDS, Phrasing
from fogline.reading.native.seeds import Seeds
from fogline.reading.native.speech import Told
from fogline.records import Span
from fogline.tables import table

WITHOUT = "no"  # a word that needs no comma


def apart(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Takes from the claims of a sentence the times and places of relative clauses that they are not in."""
    for first, last in _clauses(told, phrasing):
        tokens = phrasing.sentence.tokens
        clause = tokens[first].start, tokens[last].end
        for t in told:
            if t.one.last < first or last < t.one.first:
                left = tuple(p for p in t.claim.places if not _within(p.at, clause))
                time = None if t.claim.time and _within(t.claim.time.at, clause) else t.claim.time
                t.claim = replace(t.claim, places=left, time=time)


def _clauses(told: Sequence[Told], phrasing: Phrasing) -> Iterator[tuple[int, int]]:
    """First and last token of each relative clause after which the sentence goes on with a predicate."""
    tokens = phrasing.sentence.tokens
    for seed in _openers(phrasing.pack.language).all(phrasing.forms):
        behind_comma = seed.first > 0 and tokens[seed.first - 1].text in COMMAS
        stops = (i for i in range(seed.last + 1, len(tokens)) if tokens[i].text in COMMAS or tokens[i].text in ENDS)
        end = next(stops, None) if seed.kinds[0] == WITHOUT or behind_comma else None
        if end is not None and any(t.one.first > end for t in told):
            yield seed.first, end


def _within(at: Span | None, clause: Span) -> bool:
    return at is not None and clause[0] <= at[0] and at[1] <= clause[1]


@lru_cache(maxsize=4)
def _openers(language: str) -> Seeds:
    return Seeds((row["word"], row["comma"]) for row in table("relative.tsv") if row["language"] == language)
