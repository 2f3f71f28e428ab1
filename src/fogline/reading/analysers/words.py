"""Any language by the properties of its letters alone: sentences and words, without tags or a parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fogline.reading.sentences import Sentence, Token

# Letters with the marks that are written on or between them: accents, Arabic vowel signs, joiners, the kashida.
_LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d])"
_SIGN = "[^\\w\\s\u200c-\u200f\u202a-\u202e\u2066-\u2069]"  # but marks of direction
_HANGUL = "[\uac00-\ud7a3]+"  # digits behind it are a number of their own
_APART = "(?<=[бпвмфдтзснлржшчхкг])['’](?=[яюєї])"  # the Ukrainian apostrophe, a letter in all but name
_WORD = re.compile(rf"(?i:\d+(?:[.,\u066b\u066c]\d+)*|{_HANGUL}|{_LETTER}(?:{_LETTER}|\d|{_APART})*|{_SIGN})")
_END = re.compile(r"[.!?\u2026\u3002\u061f\u06d4\u0964]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.$")  # "М." of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class WordAnalyser:
    """`abbreviations` are written with a full stop that ends no sentence, in lower case and without it."""

    language: str
    abbreviations: frozenset[str] = field(default_factory=frozenset)

    def analyse(self, text: str, start: int, segment: str) -> list[Sentence]:
        found = []
        for first, last in self._sentences(text):
            spans = list(words(text[first:last]))
            if spans:
                shift = start + first
                first, last = first + spans[0][0], first + spans[-1][1]
                found.append(
                    Sentence(
                        text=text[first:last],
                        start=start + first,
                        end=start + last,
                        segment=segment,
                        language=self.language,
                        tokens=_tokens(text, start, [(a + shift - start, b + shift - start) for a, b in spans]),
                    )
                )
        return found

    def _sentences(self, text: str) -> Iterator[tuple[int, int]]:
        begin = 0
        for match in _END.finditer(text):
            if not self._goes_on(text, match):
                yield begin, match.end()
                begin = match.end()
        yield begin, len(text)

    def _goes_on(self, text: str, end: re.Match[str]) -> bool:
        """Whether a full stop belongs to an abbreviation, an initial or an ordinal, or a small letter follows."""
        after = text[end.end() :].lstrip()[:1]
        if after.islower():
            return True
        if end.group()[0] != ".":
            return False
        before = text[: end.start() + 1]
        word = re.split(r"[\s(\"\u00ab\u201e\u201c]", before.rstrip("."))[-1].lower()
        ordinal = word.isdecimal() and len(word) < 3 and after.isalpha()
        return bool(_INITIAL.search(before)) or word in self.abbreviations or ordinal


def words(text: str) -> Iterator[tuple[int, int]]:
    """The words, numbers and signs of a text as half-open spans. An apostrophe stands by itself: "Kabil'de" is three."""
    return (match.span() for match in _WORD.finditer(text))


def _tokens(text: str, start: int, spans: Sequence[tuple[int, int]]) -> list[Token]:
    return [Token(i=i, text=text[a:b], start=start + a, end=start + b, head=i) for i, (a, b) in enumerate(spans)]
