"""Names known before parsing roles: actors and outlets of the tables and the case, people by given name or title.

A `Roster` is a list of surface forms; scanning takes the longest match at each token. Places come from reading/places.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline.reading.lexicon import words_of
from fogline.reading.nominals import Name
from fogline.reading.sentences import Sentence
from fogline.tables import table

CLASS_OF_TYPE = {
    "person": "person", "state_forces": "armed", "rebel_group": "armed", "militia": "armed", "civilians": "unarmed",
    "government": "government", "organisation": "organisation", "people": "people", "outlet": "media",
}  # fmt: skip
JOINERS = frozenset({"-", "'", "\u2019", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A surface form: what it names, its type and, for an outlet, its kind."""

    name: str
    type: str
    id: str | None = None


def folded(text: str) -> tuple[str, ...]:
    """Lower-cased words of a surface form as the tokeniser cuts them (hyphens apart)."""
    return tuple(text.lower().replace("\u2019", "'").replace("-", " - ").replace("'s ", " 's ").split())


class Roster:
    """Surface forms by first word. `add` returns nothing and later forms do not displace earlier ones: a case comes first."""

    def __init__(self, forms: Iterable[tuple[str, Known]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Known, bool]]] = {}
        seen: set[tuple[str, ...]] = set()
        for text, known in forms:
            words = folded(text)
            if not words or words in seen:
                continue
            seen.add(words)
            cased = len(words) == 1 and (len(text) <= 4 or text.lower() in ORDINARY)
            self._by_first.setdefault(words[0], []).append((words, known, cased))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def scan(self, sentence: Sentence) -> list[tuple[int, int, Known]]:
        """(first token, last token, what), left to right, longest first. Short forms need their capitals."""
        tokens, found, i = sentence.tokens, [], 0
        lowered = [t.lower.replace("\u2019", "'") for t in tokens]
        while i < len(tokens):
            for words, known, cased in self._by_first.get(lowered[i], ()):
                k = len(words)
                if tuple(lowered[i : i + k]) == words and (not cased or tokens[i].text[0].isupper()):
                    found.append((i, i + k - 1, known))
                    i += k - 1
                    break
            i += 1
        return found


# One-word names that are also ordinary words count only with a capital.
ORDINARY = words_of("ordinary")


@lru_cache(maxsize=1)
def world_forms() -> tuple[tuple[str, Known], ...]:
    """The packaged actors and outlets."""
    found = []
    for row in table("world/actors.tsv"):
        known = Known(name=row["name"], type=row["type"])
        found += [(form, known) for form in (row["name"], *_aliases(row))]
    for row in table("world/outlets.tsv"):
        known = Known(name=row["name"], type="network" if row["kind"] == "network" else "outlet")
        found += [(form, known) for form in (row["name"], *_aliases(row))]
    return tuple(found)


def _aliases(row: dict[str, str]) -> list[str]:
    return [] if row["aliases"] == "-" else row["aliases"].split("|")


def names(
    sentence: Sentence, roster: Roster, places: Sequence[tuple[int, int]], demonyms: Sequence[tuple[int, int]] = ()
) -> dict[int, Name]:
    """Token → Name. Rosters first, then places (token runs), then people."""
    found: dict[int, Name] = {}

    def put(first: int, last: int, cls: str, kind: str, id: str | None = None) -> None:
        if not any(i in found for i in range(first, last + 1)):
            name = Name(first=first, last=last, cls=cls, type=kind, id=id)
            for i in range(first, last + 1):
                found[i] = name

    place_runs = {p[0]: p for p in places}
    for first, last, known in roster.scan(sentence):
        longer = next((p for p in places if p[0] <= first and p[1] >= last and p != (first, last)), None)
        if longer is None:
            put(first, last, CLASS_OF_TYPE.get(known.type, "media"), known.type, known.id)
    for first, last in place_runs.values():
        put(first, last, "place", "place")
    for first, last in demonyms:
        put(first, last, "people", "people")
    for first, last in _people(sentence, found):
        put(first, last, "person", "person")
    return found


def _people(sentence: Sentence, taken: dict[int, Name]) -> list[tuple[int, int]]:
    """Runs of two to four names that hold a given name or follow a title. A recogniser of names (NER) was tried instead: it
    cost as much as the parse and changed no figure of bench/claims.py."""
    tokens, found, i = sentence.tokens, [], 0
    while i < len(tokens):
        first = i
        while i < len(tokens) and tokens[i].pos == "PROPN" and i not in taken and tokens[i].text[0].isalpha():
            i += 1
        words = [t.lower for t in tokens[first:i]]
        before = tokens[first - 1].lower if first else ""
        if words and ((words[0] in _given() and len(words) in (2, 3, 4)) or set(words[:-1]) & _titles() or before in _titles()):
            found.append((first, i - 1))
        i += 1
    return found


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(row["word"] for row in table("world/context_en.tsv") if row["class"] == "given")


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(row["word"] for row in table("world/context_en.tsv") if row["class"] == "title")
