"""Blocks that are somebody's own words: marked block quotes, posts under their author's line, embedded tweets.

Words in quotation marks inside a paragraph are no segments: reading finds them. The line that names the author belongs to the
quote, so that a quote tells whose words it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.intake.dates import printed
from fogline.intake.phrases import Line, Phrases

MOST_INTRODUCTION = 25  # words of a line that announces somebody's words
MOST_NICKNAME = 4  # words of a line such as "somebody wrote:"

_MARKED = re.compile(r"\s*(?:>|&gt;|\|\s)")
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"
_SIGNED = re.compile(r"\s*[—–-]{1,2}\s*[^\n]{1,80}\(@\w{1,30}\)")


def mark_quotes(lines: Sequence[Line], known: Phrases, language: str) -> None:
    for i, line in enumerate(lines):
        if line.kind:
            continue
        if line.whole and _MARKED.match(line.text):
            line.kind = "quote"
        elif _SIGNED.match(line.text):
            _mark_block(lines, i)
        elif _announces(line, known, language):
            _mark_announced(lines, i)


def _announces(line: Line, known: Phrases, language: str) -> bool:
    """A line such as "Name on 07/09/21:" or "The spokesman wrote on Telegram:"."""
    if not line.whole or not line.text.endswith(":") or not line.words or len(line.words) > MOST_INTRODUCTION:
        return False
    if known.starts("quoted", line) or (known.ends("wrote", line) and len(line.words) <= MOST_NICKNAME):
        return True
    if not line.text[0].isupper():
        return False
    dated = any(date.end >= len(line.text) - 2 for date in printed(line.text, 0, len(line.text), language))
    return dated or bool(known.words("sender").intersection(line.words))


def _mark_announced(lines: Sequence[Line], i: int) -> None:
    """The rest of the block is the quote; else the next paragraph, if it stands in quotation marks as a whole."""
    head = lines[i]
    block = [line for line in lines[i + 1 : i + 40] if line.block == head.block and not line.kind]
    if not block and i + 1 < len(lines) and not lines[i + 1].kind:
        following = [line for line in lines[i + 1 : i + 40] if line.block == lines[i + 1].block]
        first, last = following[0].text, following[-1].text
        if first[0] in _OPENING and last.rstrip(".")[-1:] in _CLOSING:
            block = following
    if block:
        head.kind = "quote"
        for line in block:
            line.kind = "quote"


def _mark_block(lines: Sequence[Line], i: int) -> None:
    """An embedded post: the paragraph above its signature, or the lines above it in the same paragraph."""
    above = i - 1
    while above >= 0 and lines[above].kind == "furniture" and i - above < 4:
        above -= 1
    if above < 0 or lines[above].kind:
        return
    for line in lines[max(0, above - 20) : i + 1]:
        if line.block in (lines[i].block, lines[above].block) and not line.kind:
            line.kind = "quote"
