"""Names of persons and bodies in one sentence, in a claim or not: by capitals where the script has them, else the bodies and
outlets that the tables know, and the words beside a person's title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fogline.reading.native.pack import Pack, Phrases, folded
from fogline.reading.native.phrases import TYPES
from fogline.reading.sentences import Sentence
from fogline.records import Mention, Span

MOST_WORDS = 4  # of a name
MOST_BESIDE_TITLE = 2
MOST_INITIALS = 6  # letters of an abbreviation
BODIES = ("state", "rebel", "media")


class ActorNames:
    """Finds names in the sentences of one language."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def all(self, sentence: Sentence, forms: Sequence[Sequence[str]], taken: Sequence[Span]) -> Iterator[Mention]:
        """Names in text order; `taken` are the spans of places and times."""
        free = [not any(a < t.end and t.start < b for a, b in taken) for t in sentence.tokens]
        runs = self._capitals(sentence, forms, free) if _is_cased(sentence.text) else self._titled(sentence, forms, free)
        for first, last in runs:
            text, start, end = sentence.words(first, last)
            particle = self._particle(sentence.tokens[last].text)
            kind = self._type(forms, first, last)
            yield Mention(what="actor", text=text.removesuffix(particle), start=start, end=end - len(particle), type=kind)

    def _capitals(self, sentence: Sentence, forms: Sequence[Sequence[str]], free: Sequence[bool]) -> Iterator[tuple[int, int]]:
        """Runs of capitalised words; a single one at the beginning of a sentence only where it is an abbreviation."""
        tokens, i = sentence.tokens, 0
        while i < len(tokens):
            last = i - 1
            while (
                last + 1 < len(tokens) and last - i + 1 < MOST_WORDS and free[last + 1] and tokens[last + 1].text[0].isupper()
            ):
                last += 1
            first = i if last < i or i or not self._is_word(forms, i) else i + 1
            alone = first == last == 0 and not self._is_initials(tokens[0].text)
            if first <= last and not alone and not (first == last and self._is_word(forms, first)):
                yield first, last
            i = max(last, i) + 1

    def _titled(self, sentence: Sentence, forms: Sequence[Sequence[str]], free: Sequence[bool]) -> Iterator[tuple[int, int]]:
        """Bodies, and words that no table knows beside the title of a person: behind it or, in Korean, before it."""
        for i in range(len(forms)):
            body = next((f for f in self.pack.words.at(forms, i) if f.role in BODIES), None)
            if body and free[i]:
                yield i, i + body.length - 1
            if not self.pack.is_a(forms, i, "official"):
                continue
            step = -1 if self.pack.titles_behind else 1
            k = i + step
            while 0 <= k < len(forms) and abs(k - i) <= MOST_BESIDE_TITLE and free[k] and self._may_be_name(sentence, forms, k):
                k += step
            if k != i + step:
                yield min(k - step, i + step), max(k - step, i + step)

    def _may_be_name(self, sentence: Sentence, forms: Sequence[Sequence[str]], i: int) -> bool:
        word = sentence.tokens[i].text
        return word.isalpha() and not self._is_word(forms, i) and not (self.pack.titles_behind and self.pack.bare(word))

    def _is_word(self, forms: Sequence[Sequence[str]], i: int) -> bool:
        tables = (self.pack.words, self.pack.time, self.pack.numbers, self.pack.counted)
        return any(found.role not in ("media", "linker") for table in tables for found in table.at(forms, i))

    @staticmethod
    def _is_initials(word: str) -> bool:
        return word.isupper() and 1 < len(word) <= MOST_INITIALS

    def _type(self, forms: Sequence[Sequence[str]], first: int, last: int) -> str:
        for i in (*range(first, last + 1), first - 1, last + 1):
            for category, type_ in TYPES.items():
                if 0 <= i < len(forms) and self.pack.is_a(forms, i, category):
                    return type_
        return "person" if last > first else "organisation"

    def _particle(self, word: str) -> str:
        return next((word.removeprefix(bare) for bare in self.pack.bare(word) if word.startswith(bare)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseName:
    """Tokens `first`..`last` that name an actor of the case."""

    first: int
    last: int
    id: str


class CaseNames:
    """The actors of a case as texts of one language name them; `names` are (name, id)."""

    def __init__(self, pack: Pack, names: Iterable[tuple[str, str]]) -> None:
        self.pack = pack
        self.phrases = Phrases((name, "common" if name.islower() else "name", (id_,)) for name, id_ in names if name.strip())

    def all(self, sentence: Sentence, forms: Sequence[Sequence[str]]) -> list[CaseName]:
        """Those in a sentence, the longest at each word. Where the script has capitals, names begin with one, unless the case
        writes them without."""
        free = [(*own, *map(folded, self.pack.nominatives(t.text))) for t, own in zip(sentence.tokens, forms, strict=True)]
        found, i = [], 0
        while i < len(free):
            low = sentence.tokens[i].text.islower()
            at = [f for f in self.phrases.at(free, i) if f.role == "common" or not low]
            if at:
                found.append(CaseName(first=i, last=i + at[0].length - 1, id=at[0].values[0]))
            i += at[0].length if at else 1
        return found


def _is_cased(text: str) -> bool:
    return text.lower() != text.upper()
