"""Which words of a sentence name a place: gazetteer before NER, then a small linear weighing of what stands around.

Two steps, because evidence from the whole report counts (a surname stays a surname): `spots` looks at one sentence, `decide`
at all spots of a report. Spots are *hits* (names that the gazetteer knows, demonyms, abbreviations), *built* names ("Darling
Avenue", "Lake Lanier": feature words tell) and *unknown* names that the context calls a place ("the village of Godapitiya").

The weights (data/world/place_weights_en.tsv, thousandths, logistic regression by `bench/toponyms.py --fit`) are fitted on the
even documents of lgl and tr_news only.

Mention.type: name, abbreviation, demonym ("Syrian": stands for the country, is no place of an event), road, feature, unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from fogline import tables
from fogline.reading.sentences import Sentence, Token
from fogline.records import Entity, Mention

LONGEST = 8  # tokens of a name; "Wilayat-e Sar-e Pul" has 6 with its hyphens
CASE_WEIGHT = 2500  # thousandths for a place of the case: such names are chosen by a person and rarely surnames there
PEOPLE = (("huge", 500_000), ("big", 100_000), ("middling", 15_000), ("small", 2_000), ("tiny", -1))
STRONG = 1500  # thousandths: a spot this sure vouches for weaker ones of the same name in the report
ABSTAIN = 0  # thousandths: from this score on a spot is a mention


class Names(Protocol):
    """What recognition asks of a gazetteer."""

    def candidates(self, name: str) -> Sequence[Entity]: ...

    def begins(self, name: str) -> bool: ...


@dataclass(slots=True, kw_only=True)
class Spot:
    """A possible place mention: token run `first`..`last` of `sentence`, and what speaks for or against it."""

    sentence: Sentence
    first: int
    last: int
    text: str
    start: int
    end: int
    type: str
    entities: Sequence[Entity] = ()
    features: set[str] = field(default_factory=set)
    score: int = 0

    @property
    def key(self) -> str:
        return self.text.casefold()
