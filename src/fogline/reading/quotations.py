"""Direct speech over a paragraph: which stretches are inside quotation marks and who says them.

A stretch belongs to the saying in its own sentence outside the marks, else in the sentence right after it, else right before.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.records import Ref

OPEN = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c"}
MOST_QUOTED = 1500  # code points; a longer stretch is an unbalanced mark, not a quotation
MOST_UNCLOSED = 300  # a mark that never closes: newspapers open each paragraph of a long quotation so; damaged text does too


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Offsets inside the marks, half-open, in the same coordinates as the text given."""

    start: int
    end: int
    speaker: Ref | None = None

    def holds(self, at: int) -> bool:
        return self.start <= at < self.end


def quotations(text: str, offset: int = 0) -> list[Quotation]:
    """Double-quoted stretches of a paragraph. An unclosed mark that opens a short paragraph runs to its end."""
    found: list[Quotation] = []
    closing, start = "", 0
    for i, c in enumerate(text):
        if closing:
            if c == closing or (closing == '"' and c == "\u201d") or (closing == "\u201d" and c == '"'):
                if i - start <= MOST_QUOTED:
                    found.append(Quotation(start=offset + start, end=offset + i))
                closing = ""
        elif c == '"':
            closing, start = '"', i + 1
        elif c in OPEN:
            closing, start = OPEN[c], i + 1
    if closing and start <= 1 and len(text) - start <= MOST_UNCLOSED:
        found.append(Quotation(start=offset + start, end=offset + len(text)))
    return [q for q in found if q.end - q.start > 1]
