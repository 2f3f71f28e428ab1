"""Words into the encoder's vocabulary: the unigram model of SentencePiece, whose pieces never cross white space.

The best segmentation of a word is the one with the highest sum of piece scores (Viterbi); a character that no piece covers
is the unknown piece at the lowest score less 10, as the encoder was built with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

MARK = "\u2581"  # stands for the space before a word
UNKNOWN_COST = 10.0
KEPT_WORDS = 50_000  # words whose segmentation is remembered

Piece = tuple[int, int, int]  # id, start and end in the word with its mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """`ids` without begin and end; `spans` are the half-open code points of the text that each piece covers, empty for a mark
    that stands alone."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


class Subwords:
    """`characters` maps a character to what it is read as, the empty string for none."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], characters: Mapping[str, str], unknown: int) -> None:
        self._ids = dict(zip(pieces, range(len(pieces)), strict=True))
        self._scores = scores
        self._characters = characters
        self._unknown = unknown
        self._unknown_score = min(scores) - UNKNOWN_COST
        self._longest = max(map(len, pieces))
        self._segment = lru_cache(maxsize=KEPT_WORDS)(self._best)

    def encode(self, text: str) -> Encoded:
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        letters: list[str] = []
        places: list[int] = []
        for at, letter in enumerate(text):
            for read in self._characters.get(letter, letter):
                if read == " ":
                    self._word(letters, places, ids, spans)
                    letters, places = [], []
                else:
                    letters.append(read)
                    places.append(at)
        self._word(letters, places, ids, spans)
        return Encoded(ids=tuple(ids), spans=tuple(spans))

    def _word(self, letters: list[str], places: list[int], ids: list[int], spans: list[tuple[int, int]]) -> None:
        if not letters:
            return
        for piece, start, end in self._segment(MARK + "".join(letters)):
            ids.append(piece)
            first = max(start - 1, 0)  # the mark is no letter of the text
            spans.append((places[first], places[end - 2] + 1 if end > 1 else places[first]))

    def _best(self, word: str) -> tuple[Piece, ...]:
        length = len(word)
        best = [0.0] + [float("-inf")] * length
        back: list[tuple[int, int]] = [(0, 0)] * (length + 1)
        for end in range(1, length + 1):
            for start in range(max(0, end - self._longest), end):
                piece = self._ids.get(word[start:end], self._unknown)
                if piece == self._unknown:
                    if end - start > 1:
                        continue
                    score = best[start] + self._unknown_score
                else:
                    score = best[start] + self._scores[piece]
                if score > best[end]:
                    best[end], back[end] = score, (piece, start)
        found: list[Piece] = []
        end = length
        while end > 0:
            piece, start = back[end]
            found.append((piece, start, end))
            end = start
        return tuple(reversed(found))
