"""Spans as they are compared and learnt: without articles and outer punctuation (annotations/GUIDE.md, rule 11)."""

from __future__ import annotations

import re

Span = tuple[int, int]

OUTER = " \"'“”‘’,.;:()"
BEFORE = re.compile(rf"(?:(?:the|a|an)\s+|[{re.escape(OUTER)}])+", re.IGNORECASE)


def trimmed(text: str, span: Span) -> Span:
    """The span without leading articles and outer punctuation; never empty."""
    start, end = span
    if (match := BEFORE.match(text, start, end)) and match.end() < end:
        start = match.end()
    while end > start + 1 and text[end - 1] in OUTER:
        end -= 1
    return start, end


def overlap(a: Span, b: Span) -> int:
    """Code points that both have; zero or less where they do not meet."""
    return min(a[1], b[1]) - max(a[0], b[0])
