"""Seed triggers of a language (`data/<language>/triggers.tsv`): which words carry which kind of claim. They do not decide; they
speak for a kind that the tagger may have missed, or against a claim where a word is no trigger (NONE)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline.reading.native.pack import folded
from fogline.tables import DATA, table

ANY_END = "*"  # at the end of a word: all words that begin so
LEAST_STEM = 2  # characters before ANY_END that are worth a look-up; a Korean stem may have one
MOST_BETWEEN = 1  # words that may stand between two of a phrase
NOTHING = "NONE"

Forms = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Words `first`..`last` of a sentence speak for `kinds`, the likeliest first."""

    first: int
    last: int
    kinds: tuple[str, ...]


class Seeds:
    """Finds seeds in a sentence by the forms of its words (Pack.forms). `rows` are (words, kind)."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        kinds: dict[tuple[str, ...], list[str]] = {}
        for words, kind in rows:
            key = tuple(folded(word) for word in words.split())
            if kind not in kinds.setdefault(key, []):
                kinds[key].append(kind)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for key, found in kinds.items():
            self._by_first.setdefault(key[0], []).append((key[1:], tuple(found)))

    def all(self, forms: Forms) -> list[Seed]:
        """All that begins anywhere, in order; where two begin together and one is longer, the longer alone."""
        found: list[Seed] = []
        for i in range(len(forms)):
            here = list(self._at(forms, i))
            longest = max((seed.last for seed in here), default=0)
            found += [seed for seed in here if seed.last == longest]
        return found

    def _at(self, forms: Forms, i: int) -> Iterator[Seed]:
        for stem in _stems(forms[i]):
            for rest, kinds in self._by_first.get(stem, ()):
                last = self._end(forms, i, rest)
                if last is not None:
                    yield Seed(first=i, last=last, kinds=kinds)

    @staticmethod
    def _end(forms: Forms, i: int, rest: Sequence[str]) -> int | None:
        for wanted in rest:
            ahead = range(i + 1, min(i + 2 + MOST_BETWEEN, len(forms)))
            at = next((k for k in ahead if any(_is(form, wanted) for form in forms[k])), None)
            if at is None:
                return None
            i = at
        return i


def _stems(forms: Iterable[str]) -> Iterator[str]:
    """The keys under which a word with these forms may stand."""
    seen = set()
    for form in forms:
        for key in (form, *(form[:end] + ANY_END for end in range(1, len(form) + 1))):
            if key not in seen:
                seen.add(key)
                yield key


def _is(form: str, wanted: str) -> bool:
    return form.startswith(wanted[:-1]) if wanted.endswith(ANY_END) else form == wanted


@lru_cache(maxsize=4)
def seeds(language: str) -> Seeds:
    """Those of a language; none where there is no table."""
    name = f"{language}/triggers.tsv"
    return Seeds((row["words"], row["kind"]) for row in table(name)) if (DATA / name).is_file() else Seeds(())
