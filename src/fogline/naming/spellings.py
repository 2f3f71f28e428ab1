"""Places that a report spells in a way that the gazetteer does not know: "Idleb", "Hassakeh", "Deir Ezzor".

A name meets a place by the consonants of both, never by them alone: only places of the countries in which the report's other
places lie are asked, and the letters as a whole must be alike too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from fogline.naming.gazetteer import Gazetteer
from fogline.naming.scripts import skeleton
from fogline.records import Entity, Link, Mention

ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|an|az|ed|es|esh|ez)[- '\u2019](?=\w)", re.I)
LEAST_CONSONANTS = 3
LEAST_LETTERS = 5
ALIKE = 65.0  # per cent of letters in common (rapidfuzz ratio): "Hassakeh" and "Hasakah" have 67
COUNTRIES = 2  # of a report that are asked, those with most of its places
LARGEST = 12_000  # places of a country; larger ones are written in Latin letters and spelt in one way
UNNAMED = frozenset({"road", "feature"})


class Spellings:
    """Keeps the names of the countries that were asked, by their consonants."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, Mapping[str, Sequence[tuple[str, Entity]]]] = {}

    def found(self, mentions: Sequence[Mention], links: Sequence[Link]) -> list[Link]:
        """The links, with a place for unknown names that are another spelling of one near by."""
        where = Counter(link.entity.country for link in links if link.entity and link.entity.country)
        asked = [country for country, _ in where.most_common(COUNTRIES)]
        return [
            self._found(mention, link, asked) if link.entity is None and mention.type not in UNNAMED else link
            for mention, link in zip(mentions, links, strict=True)
        ]

    def _found(self, mention: Mention, link: Link, asked: Sequence[str]) -> Link:
        bones = _bones(mention.text)
        if len(bones) < LEAST_CONSONANTS or len(mention.text) < LEAST_LETTERS or self._gazetteer.candidates(mention.text):
            return link
        for country in asked:
            alike = [
                (fuzz.ratio(_bare(mention.text), _bare(name)), entity.population, entity.id, name, entity)
                for name, entity in self._by_bones(country).get(bones, ())
            ]
            best = max(alike, key=lambda a: a[:4], default=None)
            if best is not None and best[0] >= ALIKE:
                return replace(link, entity=best[4], reasons=(f"another spelling of {best[3]}, in a country told of",))
        return link

    def _by_bones(self, country: str) -> Mapping[str, Sequence[tuple[str, Entity]]]:
        if country not in self._known:
            found: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
            places = self._gazetteer.within(country)
            for entity in places if len(places) <= LARGEST else ():
                for name in sorted({entity.name, *entity.aliases}):
                    bones = _bones(name)
                    if len(bones) >= LEAST_CONSONANTS and len(name) >= LEAST_LETTERS:
                        found[bones].append((name, entity))
            self._known[country] = found
        return self._known[country]


def _bones(name: str) -> str:
    return skeleton(re.sub(r"\W", "", _bare(name)))


def _bare(name: str) -> str:
    return ARTICLE.sub("", name.strip()).lower()
