"""Which lower-cased words are names: for text without capitals, so that a parser trained on cased text can read it.

A word is a name if it is a country, a province or a town of some size, a demonym, a given name or a word of a known actor's
name, and no ordinary word of the lexicon. Missing a name costs less than capitalising an ordinary word, which turns it into
one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from fogline.reading.lexicon import Lexicon, words_of
from fogline.records import Entity
from fogline.tables import table

BIG_ENOUGH = 30_000  # people; smaller towns share their names with too many ordinary words ("reading", "mobile")
SHORTEST = 3  # letters


STOP = words_of("never a name")


class Names(Protocol):
    def candidates(self, name: str) -> Sequence[Entity]: ...


@lru_cache(maxsize=1)
def _fixed() -> frozenset[str]:
    """Given names and demonyms."""
    given = {row["word"] for row in table("world/context_en.tsv") if row["class"] == "given"}
    return frozenset(given | {row["form"].lower() for row in table("world/demonyms.tsv") if " " not in row["form"]})


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(row["word"] for row in table("world/context_en.tsv") if row["class"] != "given") | STOP


def known_name(names: Names, lexicon: Lexicon, actors: Iterable[str]) -> Callable[[str], bool]:
    """The test for one word; `actors` are surface forms of known actors, in capitals as written."""
    triggers = {lemma for lemma, _ in lexicon.triggers}
    plain = {word for row in (*lexicon.numbers, *lexicon.cues) for word in row["words"].split()}
    dated = {row["words"].capitalize() for row in lexicon.time if row["form"] in ("month", "weekday")}
    proper = {form.lower() for form in actors if " " not in form and form[:1].isupper()} - set(lexicon.nouns)

    @lru_cache(maxsize=20_000)
    def is_name(word: str) -> bool:
        lowered = word.lower()
        if lowered.capitalize() in dated and lowered not in ("may", "march"):
            return True
        if (
            len(lowered) < SHORTEST
            or lowered in triggers
            or lowered in plain
            or lowered in lexicon.nouns
            or lowered in _ordinary()
        ):
            return False
        if lowered in _fixed() or lowered in proper:
            return True
        return any(e.type in ("country", "admin1") or e.population >= BIG_ENOUGH for e in names.candidates(lowered))

    return is_name
