"""Which holder has which colour, and how a place is filled.

Colours are Okabe and Ito's set for all kinds of colour vision, given to holders in an order that says nothing of them (by the
number of their places, or of what is told of them), so that no side has a colour of its own. Doubt is a form of the fill:
solid for held, stripes for claimed, bands of two colours for contested, none for unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.records import Ref, Situation

# Okabe & Ito 2008, without yellow and black, which do not stand out on white or dark paper.
PALETTE = (
    ("blue", "#0072b2"),
    ("orange", "#e69f00"),
    ("green", "#009e73"),
    ("purple", "#cc79a7"),
    ("light blue", "#56b4e9"),
    ("vermilion", "#d55e00"),
)
LETTERS = "ABCDEF"
OTHER = ("grey", "#8a8a8a")
NEITHER = ("#8a8a8a", "#d6d6d6")  # bands of a contested place of which no text says who is there
NOT_PARTIES = ("unknown", "nobody")  # in shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A line of the legend: what the swatch's fill (an SVG paint) stands for, the colour's name, and the letter that says the
    same without colour."""

    paint: str
    colour: str
    letter: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """`form` is none, solid, stripes (of one colour) or bands (of two)."""

    form: str
    colours: tuple[str, ...] = ()


class Colours:
    """The first holders of a ranking have a colour each, the rest share grey."""

    def __init__(self, ranked: Sequence[str], names: Mapping[str, str]) -> None:
        self._rank = {key: i for i, key in enumerate(ranked[: len(PALETTE)])}
        self._names = names

    @staticmethod
    def by_places(situations: Iterable[Situation], named: Mapping[str, str]) -> Colours:
        """By the number of places on one map. `named` are of those who have a share in one and are not said to be there."""
        held: Counter[str] = Counter()
        names: dict[str, str] = {}
        for found in situations:
            for ref in (*filter(None, [found.holder]), *found.presence):
                names.setdefault(_key(ref), ref.name)
            held.update(parties(found))
        return Colours(sorted(held, key=lambda key: (-held[key], key)), {**named, **names})

    def colour(self, key: str) -> tuple[str, str]:
        return PALETTE[self._rank[key]] if key in self._rank else OTHER

    def letter(self, key: str) -> str:
        """A, B, C by rank, for paper without colour; empty for those who share grey."""
        return LETTERS[self._rank[key]] if key in self._rank else ""

    def of(self, found: Situation) -> Fill:
        return self.fill(found.status, parties(found))

    def fill(self, status: str, parties: Sequence[str]) -> Fill:
        """Of a place for which `parties` stand, the strongest first."""
        if status == "contested":
            both = [*(self.colour(key)[1] for key in parties[:2]), *NEITHER[len(parties[:2]) :]]
            return Fill(form="bands", colours=tuple(both))
        if status == "unknown" or not parties:
            return Fill(form="none")
        return Fill(form="solid" if status == "held" else "stripes", colours=(self.colour(parties[0])[1],))

    def legend(self, shown: Collection[str]) -> tuple[Key, ...]:
        """Those of the parties that have a colour, in order of rank."""
        chosen = ((key, *self.colour(key)) for key in self._rank if key in shown)
        return tuple(
            Key(paint=paint, colour=word, letter=self.letter(key), label=self._names.get(key, key))
            for key, word, paint in chosen
        )


def standing(situations: Iterable[Situation]) -> frozenset[str]:
    """All who stand for some places."""
    return frozenset(key for found in situations for key in parties(found))


def parties(found: Situation) -> list[str]:
    """Who stands for a place, the strongest first: its holder, or those with the greatest shares of a contested one."""
    if found.status == "contested":
        return [actor for actor, _ in found.shares if actor not in NOT_PARTIES]
    return [_key(found.holder)] if found.holder else []


def _key(ref: Ref) -> str:
    return ref.id or ref.name
