"""Place names of one sentence, by the gazetteer and what the language's tables know of the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from fogline.reading.native.pack import Pack, Phrases
from fogline.reading.places_evidence import word_is
from fogline.reading.sentences import Sentence, Token
from fogline.records import AREAS, Entity, Mention

LONGEST = 4  # words of a name
LEAST_LETTERS = 3  # of a name without capitals; a Korean letter is a syllable, two are enough
LEAST_SYLLABLES = 2
MOST_INITIALS = 4  # letters of an abbreviation: EU, NATO
NOUNS = ("settlement", "district", "province", "country", "river", "mountain", "road")  # beside a name they make it a place


class Names(Protocol):
    """What recognition asks of a gazetteer; it knows inflected forms."""

    def candidates(self, name: str) -> Sequence[Entity]: ...

    def common(self) -> Sequence[str]: ...


class Places:
    """`names` finds places by any form of their names. `strict` wants them large, for languages whose words no table knows."""

    def __init__(self, pack: Pack, names: Names, *, strict: bool = False) -> None:
        self.pack, self.names, self.strict = pack, names, strict
        self.common = Phrases((name, "place", ()) for name in names.common())

    def all(self, sentence: Sentence, forms: Sequence[Sequence[str]]) -> Iterator[Mention]:
        """The longest name at each word, from left to right."""
        i = 0
        while i < len(sentence.tokens):
            last = next((k for k in self._ends(sentence.tokens, i) if self._is_place(sentence, forms, i, k)), None)
            if common := self.common.at(forms, i):  # "pont de Kesh", as the case has it
                last = max(last or 0, i + common[0].length - 1)
            if last is None:
                i += 1
                continue
            text, start, end = sentence.words(i, last)
            particle = self._particle(sentence.tokens[last].text)
            yield Mention(what="place", text=text.removesuffix(particle), start=start, end=end - len(particle), type="name")
            i = last + 1

    def is_area(self, name: str) -> bool:
        """Whether a name is first of all that of a country or a part of one: no town."""
        found = self.names.candidates(name)
        return bool(found) and found[0].type in AREAS - {"capital"}

    @staticmethod
    def _ends(tokens: Sequence[Token], first: int) -> Iterator[int]:
        if tokens[first].text[0].isalpha() and not tokens[first].text.islower():
            yield from range(min(first + LONGEST, len(tokens)) - 1, first - 1, -1)

    def _is_place(self, sentence: Sentence, forms: Sequence[Sequence[str]], first: int, last: int) -> bool:
        tokens = sentence.tokens
        end = tokens[last].text
        if not end[0].isalpha() or end.islower():
            return False
        cased = end.lower() != end.upper()
        alone = first == last
        if (alone and self._is_word(forms, first)) or (not cased and len(end) < self._least(end)):
            return False
        if cased and alone and end.isupper() and len(end) <= MOST_INITIALS:
            return False
        found = self.names.candidates(sentence.words(first, last)[0])
        if not found:
            return False
        if self._beside(forms, first, last):
            return True
        if not cased or self.strict or (alone and first == 0):
            return not (alone or self.strict) or any(map(_is_likely, found))
        is_person = alone and any(word_is(end, use) for use in ("given", "common")) and not any(map(_is_likely, found))
        return not is_person and not self._in_a_name(tokens, first, last)

    def _in_a_name(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """A capitalised word stands right before or behind it that is no place: most likely somebody's name."""
        beside = [tokens[i].text for i in (first - 1, last + 1) if 0 < i < len(tokens)]
        return any(word[0].isupper() and not self._known(word) for word in beside)

    def _known(self, word: str) -> bool:
        return any(map(_is_likely, self.names.candidates(word)))

    @staticmethod
    def _least(word: str) -> int:
        return LEAST_SYLLABLES if "\uac00" <= word[0] <= "\ud7a3" else LEAST_LETTERS

    def _is_word(self, forms: Sequence[Sequence[str]], i: int) -> bool:
        """The tables know it as a word that is no name."""
        tables = (self.pack.words, self.pack.time, self.pack.numbers, self.pack.counted)
        whole = [forms[i][:1]]
        return any(found.role not in ("media", "linker") for table in tables for found in table.at(whole, 0))

    def _beside(self, forms: Sequence[Sequence[str]], first: int, last: int) -> bool:
        return any(0 <= i < len(forms) and self.pack.is_a(forms, i, *NOUNS) for i in (first - 1, last + 1))

    def _particle(self, word: str) -> str:
        if self.names.candidates(word) and not self.pack.bare(word):
            return ""
        return next((word.removeprefix(bare) for bare in self.pack.bare(word) if word.startswith(bare)), "")


def _is_likely(place: Entity) -> bool:
    """Whether a name alone means this place: a large one, or one that the case knows."""
    return place.is_large or place.id.startswith("case:")
