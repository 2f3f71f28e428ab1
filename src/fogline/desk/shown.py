"""The situations of a day in the order in which pages show them: in columns, and with their reasons where one is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from fogline.desk.searching import folded
from fogline.publish import words
from fogline.publish.spots import key_of
from fogline.records import Place, Situation
from fogline.situation import Ground, Survey
from fogline.situation.control import STATUS
from fogline.situation.grouped import Ints


@dataclass(frozen=True, kw_only=True)
class Shown(Sequence[Situation]):
    """`spots` of a ground, in order."""

    survey: Survey
    ground: Ground
    spots: Ints

    def __len__(self) -> int:
        return len(self.spots)

    @overload
    def __getitem__(self, at: int) -> Situation: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Situation]: ...
    def __getitem__(self, at: int | slice) -> Situation | Sequence[Situation]:
        if isinstance(at, slice):
            return [self.survey.explained(self.ground, spot) for spot in self.spots[at].tolist()]
        return self.survey.explained(self.ground, int(self.spots[at]))

    def where(self, wanted: Ints) -> Shown:
        """Those of some places, by the ledger's index."""
        kept = np.isin(self.ground.spots.own[self.spots], wanted)
        return Shown(survey=self.survey, ground=self.ground, spots=self.spots[kept])


class Places:
    """The places of a survey as pages show them on any day, by the ledger's index."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.all: Sequence[Place] = [survey.gathered.places[key] for key in survey.ledger.places]

    @cached_property
    def rank(self) -> Ints:
        """Among places of which as much is told."""
        order = sorted(range(len(self.all)), key=lambda i: words.by_name(self.all[i]))
        return np.argsort(np.array(order, np.int64))

    @cached_property
    def names(self) -> Sequence[str]:
        """As they are searched."""
        return [folded(place.name) for place in self.all]

    def of_name(self, part: str) -> Ints:
        """Those with some letters, as they are searched, in their name."""
        return np.array([i for i, name in enumerate(self.names) if part in name], np.int64)

    def of_key(self, key: str) -> Ints:
        """Those that an address names so."""
        return np.array([i for i, place in enumerate(self.all) if key_of(place) == key], np.int64)

    def shown(self, ground: Ground) -> Shown:
        """All places of a ground, as `words.order` has them."""
        status = np.array([words.RANK[word] for word in STATUS])[ground.status]
        claims = np.bincount(ground.used.spot, minlength=len(ground.spots))
        return Shown(survey=self.survey, ground=ground, spots=np.lexsort((self.rank[ground.spots.own], -claims, status)))
