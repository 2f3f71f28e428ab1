"""Seed triggers of a language (`data/<language>/triggers.tsv`): which words carry which kind of claim. They do not decide; they
speak for a kind that the tagger may have missed, or against a claim where a word is no trigger (NONE).

A phrase may ask for a word of a class instead of a certain word: "@arms" is any word for weapons or vehicles, so that taking
trucks is not taking a town. The classes are what the language's pack says of words (CLASSES) and the names of places."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from fogline.errors import ConfigError
from fogline.reading.native.pack import Pack, folded, pack
from fogline.tables import DATA, table

ANY_END = "*"  # at the end of a word: all words that begin so
LEAST_STEM = 2  # characters before ANY_END that are worth a look-up; a Korean stem may have one
MOST_BETWEEN, BESIDE_CLASS = 1, 2  # words that may stand between two of a phrase, and where one of them is of a class
NOTHING = "NONE"
WORD, OF_CLASS = 2, 1  # what a word and a class weigh in a phrase: of two on the same words the heavier speaks
CLASS = "@"  # before the name of a class of words
PLACE = "@place"  # besides the words of its class, names that the gazetteer knows
# What the categories of words.tsv and counted.tsv make of a word.
CLASSES = {
    PLACE: ("settlement", "settlements", "district", "districts", "province", "country"),
    "@road": ("road",),
    "@building": ("building",),
    "@armed": ("state", "rebel", "personnel"),
    "@civilians": ("civilian", "people", "displaced"),
    "@protesters": ("protesters",),
    "@official": ("official",),
    "@arms": ("weapons", "vehicles", "aircraft", "helicopters", "equipment"),
    "@goods": ("measure",),
    "@harmed": ("killed", "wounded", "captured", "surrendered", "missing", "casualties"),
}

Forms = Sequence[Sequence[str]]
Classes = Callable[[int], Set[str]]  # of the token at an index


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Words `first`..`last` of a sentence speak for `kinds`, the likeliest first. `size` is how much was asked for: WORD for
    each word, less for a class."""

    first: int
    last: int
    kinds: tuple[str, ...]
    size: int = WORD

    @property
    def is_phrase(self) -> bool:
        return self.size > WORD


class Seeds:
    """Finds seeds in a sentence by the forms of its words (Pack.forms). `rows` are (words, kind); only phrases with classes
    need `pack`. Raises ConfigError for a class that there is not."""

    def __init__(self, rows: Iterable[tuple[str, str]], pack: Pack | None = None) -> None:
        self._pack = pack
        kinds: dict[tuple[str, ...], list[str]] = {}
        for words, kind in rows:
            key = tuple(folded(word) for word in words.split())
            if unknown := [word for word in key if word.startswith(CLASS) and word not in CLASSES]:
                raise ConfigError(f"triggers: there is no class {unknown[0]} ({words}); there are {', '.join(CLASSES)}")
            if kind not in kinds.setdefault(key, []):
                kinds[key].append(kind)
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for key, found in kinds.items():
            self._by_first.setdefault(key[0], []).append((key[1:], tuple(found)))
        self._begun_by = [name for name in CLASSES if name in self._by_first]

    def all(self, forms: Forms, named: Collection[int] = ()) -> list[Seed]:
        """All that begins anywhere, in order; of those that begin together the ones that go on longest and that ask for most.
        `named` are the tokens of names of places."""
        found: list[Seed] = []
        known = self._classes(forms, named)
        for i in range(len(forms)):
            here = list(self._at(forms, i, known))
            longest = max((end for end, _ in here), default=0)
            most = max((seed.size for _, seed in here), default=0)
            found += [seed for end, seed in here if end == longest or seed.size == most]
        return found

    def _classes(self, forms: Forms, named: Collection[int]) -> Classes:
        @cache
        def known(i: int) -> Set[str]:
            if self._pack is None:
                return frozenset()
            found = (*self._pack.words.at(forms, i), *self._pack.counted.at(forms, i))
            roles = {one.role for one in found if one.length == 1}
            return {name for name, of in CLASSES.items() if not roles.isdisjoint(of)} | ({PLACE} if i in named else set())

        return known

    def _at(self, forms: Forms, i: int, known: Classes) -> Iterator[tuple[int, Seed]]:
        """Those that begin at a token, each with the last token of all that it asks for."""
        begun = [name for name in self._begun_by if name in known(i)] if self._begun_by else []
        for stem in (*_stems(forms[i]), *begun):
            for rest, kinds in self._by_first.get(stem, ()):
                at = self._rest(forms, i, (stem, *rest), known)
                if at is None:
                    continue
                words = [k for k, wanted in zip((i, *at), (stem, *rest), strict=True) if not wanted.startswith(CLASS)]
                size = WORD * len(words) + OF_CLASS * (1 + len(rest) - len(words))
                yield at[-1] if at else i, Seed(first=words[0], last=words[-1], kinds=kinds, size=size)

    @staticmethod
    def _rest(forms: Forms, i: int, phrase: Sequence[str], known: Classes) -> list[int] | None:
        """The tokens of what follows the first of a phrase, which is at `i`."""
        found: list[int] = []
        for before, wanted in pairwise(phrase):
            between = BESIDE_CLASS if CLASS in (before[0], wanted[0]) else MOST_BETWEEN
            ahead = range(i + 1, min(i + 2 + between, len(forms)))
            at = next((k for k in ahead if _meets(forms, k, wanted, known)), None)
            if at is None:
                return None
            found.append(i := at)
        return found


def _meets(forms: Forms, i: int, wanted: str, known: Classes) -> bool:
    return wanted in known(i) if wanted.startswith(CLASS) else any(_is(form, wanted) for form in forms[i])


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
    rows = table(name) if (DATA / name).is_file() else ()
    return Seeds(((row["words"], row["kind"]) for row in rows), pack(language))
