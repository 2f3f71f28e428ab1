"""Which pieces stand for which words, and how a sentence that is too long for the encoder is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

MOST_PIECES = 254  # of a window; the encoder has 512 positions, but attention grows with the square

Span = tuple[int, int]


def first_pieces(words: Sequence[Span], pieces: Sequence[Span]) -> tuple[int, ...]:
    """For each word the position of its first piece, counted from 1 (0 is the begin mark); -1 where no piece stands for it."""
    found = []
    at = 0
    for start, end in words:
        while at < len(pieces) and pieces[at][1] <= start:
            at += 1
        found.append(at + 1 if at < len(pieces) and pieces[at][0] < end else -1)
    return tuple(found)


def windows(first: Sequence[int], pieces: int) -> Iterator[tuple[int, int]]:
    """Runs of words (half-open) whose pieces fit the encoder: all of them, or cuts between words."""
    start = 0
    for word, piece in enumerate(first):
        if piece > 0 and piece - max(first[start], 1) >= MOST_PIECES:
            yield start, word
            start = word
    if first:
        yield start, len(first)
