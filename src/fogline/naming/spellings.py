"""Places that a report spells in a way that the gazetteer does not know: "Idleb", "Hassakeh", "Deir Ezzor".

A name meets a place by the consonants of both, never by them alone: only places of the countries in which the report's other
places lie are asked, and the letters as a whole must be alike too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from fogline.naming.gazetteer import Gazetteer
from fogline.naming.scripts import bare, bones
from fogline.records import Link, Mention

LEAST_CONSONANTS = 3
LEAST_LETTERS = 5
ALIKE = 65.0  # per cent of letters in common (rapidfuzz ratio): "Hassakeh" and "Hasakah" have 67
COUNTRIES = 2  # of a report that are asked, those with most of its places
UNNAMED = frozenset({"road", "feature"})


class Spellings:
    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def found(self, mentions: Sequence[Mention], links: Sequence[Link]) -> list[Link]:
        """The links, with a place for unknown names that are another spelling of one near by."""
        where = Counter(link.entity.country for link in links if link.entity and link.entity.country)
        asked = [country for country, _ in where.most_common(COUNTRIES)]
        return [
            self._found(mention, link, asked) if link.entity is None and mention.type not in UNNAMED else link
            for mention, link in zip(mentions, links, strict=True)
        ]

    def _found(self, mention: Mention, link: Link, asked: Sequence[str]) -> Link:
        own = bones(mention.text)
        if len(own) < LEAST_CONSONANTS or len(mention.text) < LEAST_LETTERS or self._gazetteer.candidates(mention.text):
            return link
        for country in asked:
            alike = [
                (fuzz.ratio(bare(mention.text), bare(name)), entity.population, entity.id, name, entity)
                for name, entity in self._gazetteer.alike(country, own)
                if len(name) >= LEAST_LETTERS
            ]
            best = max(alike, key=lambda a: a[:4], default=None)
            if best is not None and best[0] >= ALIKE:
                return replace(link, entity=best[4], reasons=(f"another spelling of {best[3]}, in a country told of",))
        return link
