"""A language pack: the closed-class words of one language, from four tables under data/<language>, and nothing else.

`numbers.tsv` number words, bands of vague ones, words that bound; `time.tsv` months, days, units; `words.tsv` particles,
endings, nouns of places and of who speaks; `counted.tsv` what a counted noun counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline.reading.sentences import Token
from fogline.tables import DATA, folder_of, table

PARSED = frozenset({"en"})  # languages that are read with a parse
# Categories of what is no word of its own.
ATTACHED = ("suffix", "prefix", "ending", "own-ending", "article", "titles-behind", "counted-before")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200d]")
_LETTERS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ı": "i", "\u2019": "'", "ʼ": "'"}
)
LEAST_LEFT, LEAST_SYLLABLES = 2, 1  # of a word from which a particle was cut; a Korean letter is a syllable
AFTER_CONSONANT, AFTER_VOWEL = frozenset(["이", "은", "을", "과", "으로"]), frozenset(["가", "는", "를", "와"])
FIRST_SYLLABLE, FINALS = 0xAC00, 28  # of the Korean block; final consonants, none being the first
LEAST_STEM = 2  # letters of a name before its ending
HANGUL = re.compile("[\uac00-\ud7a3]")


def folded(word: str) -> str:
    """As words are compared: small letters, without vowel signs and with one form of letters that keyboards swap."""
    return _MARKS.sub("", word.replace("İ", "i").lower()).translate(_LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words of a table at some tokens: `role` as the table says, `values` its other columns; `length` in tokens."""

    length: int
    role: str
    values: tuple[str, ...]


class Phrases:
    """Looks sequences of tokens up; the longest first, each role once."""

    def __init__(self, rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...]]]] = {}
        for words, role, values in rows:
            key = tuple(folded(word) for word in words.split())
            self._by_first.setdefault(key[0], []).append((key, role, values))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, forms: Sequence[Sequence[str]], i: int) -> list[Found]:
        """All that begins at token `i`; `forms` are the forms of each token, whole and with particles cut."""
        if not 0 <= i < len(forms):
            return []
        found = []
        for own in forms[i]:
            for key, role, values in self._by_first.get(own, ()):
                rest = range(1, len(key))
                if i + len(key) <= len(forms) and all(key[k] in forms[i + k] for k in rest):
                    found.append(Found(length=len(key), role=role, values=values))
        return sorted(found, key=lambda f: -f.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """`order` is that of numeric dates; `day_behind`: the day stands behind its month's name, `titles_behind`: a person's title
    behind the name, `counted_before`: what is counted before its number ("soldiers 12"), `seat_behind`: "Helmand's capital";
    `ordinals` are letters behind figures;
    `suffixes` and `prefixes` are cut from words, the longest first, `articles` stay; `endings` are (in the text, in the
    nominative); `own` are endings that say "our"."""

    language: str
    numbers: Phrases
    time: Phrases
    words: Phrases
    counted: Phrases
    order: str
    day_behind: bool
    titles_behind: bool
    counted_before: bool
    seat_behind: bool
    ordinals: frozenset[str]
    suffixes: tuple[str, ...]
    prefixes: tuple[str, ...]
    articles: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    own: tuple[str, ...]
    abbreviations: frozenset[str]

    def forms(self, tokens: Sequence[Token]) -> list[tuple[str, ...]]:
        """Each token's forms: as it stands, then with particles cut."""
        return [tuple(dict.fromkeys((folded(t.text), *map(folded, self.bare(t.text))))) for t in tokens]

    def bare(self, word: str) -> list[str]:
        """The word without one particle at its end and one at its beginning, each cut only where enough is left."""
        least = LEAST_SYLLABLES if HANGUL.match(word) else LEAST_LEFT
        found = [word[: -len(s)] for s in self.suffixes if word.endswith(s) and len(word) - len(s) >= least and _fits(word, s)][
            :2
        ]
        found += [word[len(p) :] for p in self.prefixes if word.startswith(p) and len(word) - len(p) >= LEAST_LEFT + 1][:2]
        return found

    def nominatives(self, name: str) -> Iterator[str]:
        """What an inflected name may be without its ending, the longest ending first."""
        before, blank, word = name.rpartition(" ")
        yield from (f"{before}{blank}{form}" for form in self.bare(word))
        for ending, stands in self.endings:
            if word.lower().endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
                yield f"{before}{blank}{word[: -len(ending)]}{stands}"

    def is_a(self, forms: Sequence[Sequence[str]], i: int, *categories: str) -> bool:
        return any(found.role in categories and found.length == 1 for found in self.words.at(forms, i))


def _fits(word: str, particle: str) -> bool:
    """Whether a Korean particle can follow the syllable before it: some follow a consonant, some a vowel."""
    before = word[-len(particle) - 1]
    if not HANGUL.match(before):
        return True
    closed = (ord(before) - FIRST_SYLLABLE) % FINALS != 0
    return closed if particle in AFTER_CONSONANT else not closed if particle in AFTER_VOWEL else True


@lru_cache(maxsize=4)
def pack(language: str) -> Pack:
    """Empty for a language without one. Raises ConfigError where a table is missing or damaged."""
    if language not in languages():
        none = Phrases(())
        return Pack(
            language=language, numbers=none, time=none, words=none, counted=none, order="dmy", day_behind=False,
            titles_behind=False, counted_before=False, seat_behind=False, ordinals=frozenset(), suffixes=(), prefixes=(),
            articles=(), endings=(), own=(), abbreviations=frozenset(),
        )  # fmt: skip
    words, time = table(f"{language}/words.tsv"), table(f"{language}/time.tsv")

    def longest(category: str) -> tuple[str, ...]:
        return tuple(sorted((r["word"] for r in words if r["category"] == category), key=lambda w: (-len(w), w)))

    return Pack(
        language=language,
        numbers=Phrases((r["words"], r["role"], (r["low"], r["high"])) for r in table(f"{language}/numbers.tsv")),
        time=Phrases((r["words"], r["form"], (r["value"],)) for r in time if r["words"] != "-"),
        words=Phrases((r["word"], r["category"], (r["value"],)) for r in words if r["category"] not in ATTACHED),
        counted=Phrases((r["noun"], r["what"], ()) for r in table(f"{language}/counted.tsv")),
        order=next((r["value"] for r in time if r["form"] == "order"), "dmy"),
        ordinals=_ordinals(language),
        day_behind=any(r["form"] == "day-behind" for r in time),
        titles_behind=any(r["category"] == "titles-behind" for r in words),
        counted_before=any(r["category"] == "counted-before" for r in words),
        seat_behind=any((r["category"], r["value"]) == ("seat", "behind") for r in words),
        suffixes=longest("suffix"),
        prefixes=longest("prefix"),
        articles=longest("article"),
        endings=tuple(
            (ending, stands["value"].strip("-"))
            for ending in longest("ending")
            for stands in words
            if stands["category"] == "ending" and stands["word"] == ending
        ),
        own=longest("own-ending"),
        abbreviations=frozenset(folded(word) for word in longest("abbreviation")),
    )


def _ordinals(language: str) -> frozenset[str]:
    """Letters that make an ordinal of figures before them, without their hyphen (dates.tsv, where there is one)."""
    name = f"{language}/dates.tsv"
    found = table(name) if (DATA / name).is_file() else ()
    return frozenset(row["words"].strip("-.").lower() for row in found if row["form"] == "ordinal") - {""}


@lru_cache(maxsize=1)
def languages() -> frozenset[str]:
    """Those with a pack."""
    return frozenset(path.parent.name for path in DATA.glob("*/words.tsv") if (path.parent / "counted.tsv").is_file()) - PARSED


def pack_of(language: str | None) -> str | None:
    """The pack that reads a language, None where there is none."""
    found = folder_of(language or "")
    return found if found in languages() else None
