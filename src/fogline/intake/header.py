"""The head of a text: title, byline and date lines, and heads that were glued to the report when a page was flattened.

Lines: short lines above the first paragraph. Glued: "date 2021-08-25 Headline? Standfirst. Source: X Wednesday, August 25, 2021
| 23:04 Tweet Share Agency/Photo/Name", or a date and a headline before the first sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.intake.captions import is_caption
from fogline.intake.dates import Printed, is_date_word, printed
from fogline.intake.phrases import Line, Phrases, normal

MOST_LINES = 14  # lines of a head
MOST_TITLE = 30  # words
MOST_BYLINE = 14
MOST_DATED = 14  # words of a line that ends with the date of the report
MOST_AFFILIATION = 4
PARAGRAPH = 35  # words from which on a line is a paragraph of the report
NARROWEST, WIDEST, RAGGED = 45, 120, 30  # characters of lines that were broken at a margin, and how unlike they are
WINDOW = 500  # characters of the first line in which a glued head is looked for
MOST_HEADLINE = 22  # words of a headline before the first sentence
LEAST_CAPITALS = 0.6  # share of a headline's words that are capitalised
LEAST_ECHO = 0.6  # share of a headline's long words that its first paragraph repeats

Piece = tuple[int, int, str]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]{0,2}(?=\s)")
_SOURCE = re.compile(r"\bSource:\s+(?:[A-Z][\w.&'’-]{0,30}[,/]?\s+){0,4}$")
_LAST_WORD = re.compile(r"[\w.]+$")
_GLUE = frozenset({"by", "on", "at", "the", "and", "of", "for", "from"})


def mark_head(lines: Sequence[Line], known: Phrases, language: str) -> None:
    """Marks the title, bylines and date lines above the first paragraph."""
    head: list[Line] = []
    paragraphs = _wrapped(lines[: 4 * MOST_LINES])
    for line in lines[:MOST_LINES]:
        if line.kind == "" and (len(line.words) >= PARAGRAPH or not line.whole or line.block in paragraphs):
            break
        head.append(line)
    has_report = len(head) < len(lines)
    titles = 0
    for i, line in enumerate(head):
        if line.kind:
            continue
        if is_byline(line, known) or is_date_line(line, known, language) or (i and _is_affiliation(line, head[i - 1], known)):
            line.kind = "furniture"
        elif line.stopped and not line.text.endswith(("?", "!", "…", "؟")) and not _ends_with_date(line, language):
            titles = MOST_LINES  # a sentence: what follows is the report
        elif len(line.words) <= MOST_TITLE and titles < 2 and (has_report or i + 1 < len(head)) and not _opens_list(line):
            line.kind = "title"
            titles += 1


def _wrapped(lines: Sequence[Line]) -> set[int]:
    """Numbers of the paragraphs whose lines were broken at a margin: alike in length and not ending with a sentence each."""
    blocks: dict[int, list[Line]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    return {number for number, block in blocks.items() if _is_wrapped(block)}


def _is_wrapped(block: Sequence[Line]) -> bool:
    full = [len(line.text) for line in block[:-1]]
    broken = sum(not line.stopped for line in block[:-1])
    is_even = bool(full) and min(full) >= NARROWEST and max(full) <= WIDEST and max(full) - min(full) <= RAGGED
    return is_even and broken * 2 > len(full) and len(block[-1].text) <= max(full) + RAGGED


def is_byline(line: Line, known: Phrases) -> bool:
    """ "By Name Name, Agency": names and an agency after the word, nothing else."""
    first = known.starts("byline", line)
    if not first or len(line.words) > MOST_BYLINE or line.text.endswith(("!", "?")):
        return False
    rest = _WORD.findall(line.text)[first:]
    return all(word[0].isupper() or word[0].isdigit() or word.casefold() in _GLUE for word in rest)


def _is_affiliation(line: Line, above: Line, known: Phrases) -> bool:
    """The agency or office under a byline: a few capitalised words."""
    return is_byline(above, known) and len(line.words) <= MOST_AFFILIATION and line.text.istitle() and not line.stopped


def is_date_line(line: Line, known: Phrases, language: str) -> bool:
    """A date and no words besides its label, its time and words of bars and agencies."""
    if len(line.words) > PARAGRAPH:
        return False
    dates = printed(line.text, 0, len(line.text), language)
    if not dates:
        return False
    rest = line.text
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    left = Line(start=0, end=len(rest), text=rest, block=0)
    known_words = known.words("bar") | known.words("agency") | known.words("section") | _GLUE
    return all(word == "#" or word in known_words or is_date_word(word, language) for word in left.words) or (
        not dates[0].in_prose and is_byline(left, known)
    )


def _ends_with_date(line: Line, language: str) -> bool:
    """ "Courier, Monday, 14. jun 2021.": the stop is the date's, not a sentence's."""
    dates = printed(line.text, 0, len(line.text), language) if len(line.words) <= MOST_DATED else []
    return bool(dates) and not dates[-1].in_prose and not line.text[dates[-1].end :].strip(" .")


def _opens_list(line: Line) -> bool:
    return line.text.startswith(("-", "•", "*", "–", "—", "·"))


def glued_head(line: Line, known: Phrases, language: str) -> list[Piece]:
    """The pieces of a head at the start of a line that goes on as the report (or is a head without end)."""
    window = line.text[:WINDOW]
    marks = _marks(window, known, language)
    if not marks:
        return []
    pieces: list[Piece] = []
    position = 0
    for start, end in marks:
        if window[position:start].strip(" |,-–—·•()[]"):
            pieces += _words_before(window, position, start, bool(pieces))
        end += window[end : end + 1] in (")", "]")
        pieces.append((start, end, "furniture"))
        position = end
    pieces += _words_after(line.text, position, known)
    starts = [0, *(start for start, _, _ in pieces[1:])]  # signs between two pieces go with the first of them
    ends = [*starts[1:], pieces[-1][1]]
    return [(line.start + a, line.start + b, kind) for a, b, (_, _, kind) in zip(starts, ends, pieces, strict=True)]


def _marks(window: str, known: Phrases, language: str) -> list[tuple[int, int]]:
    """Runs that only a page's head has: dates outside sentences and runs of buttons, in order."""
    dates = [date for date in printed(window, 0, len(window), language) if not date.in_prose and _in_head(window, date)]
    found = [(_with_source(window, date.start), date.end) for date in dates]
    if dates and (len(dates) > 1 or dates[0].at < 60 or not _SENTENCE.search(window, 0, dates[0].start)):
        found += _buttons(window, known, dates[0].end)
    elif not dates:
        return []
    found.sort()
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and not window[merged[-1][1] : start].strip(" |,-–—·•()[]"):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return merged


def _in_head(window: str, date: Printed) -> bool:
    """Nothing before the date reads like running text: it stands first, has a label or a source, or follows a headline."""
    before = window[: date.start].rstrip()
    if not before or date.label or _SOURCE.search(before + " "):
        return True
    if window[date.end : date.end + 1] == ")" or before.endswith(("(", ",")):
        return False  # a dateline "CITY (August 25, 2021) –" or a date in apposition
    is_printed = date.weekday is not None or date.has_time
    return is_printed and not _SENTENCE.search(before + " ") and len(before.split()) <= MOST_TITLE


def _with_source(window: str, start: int) -> int:
    source = _SOURCE.search(window, 0, start)
    return source.start() if source else start


def _buttons(window: str, known: Phrases, start: int) -> list[tuple[int, int]]:
    """Runs of two or more capitalised words of bars, e.g. "Tweet Share" or "Print Tweet Views 458 Related"."""
    bar = known.words("bar") | {"related", "#"}
    runs: list[tuple[int, int]] = []
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(window, start), None]:
        joined = word and run and not window[run[-1].end() : word.start()].strip(" |·•,")
        is_button = word and normal(word.group()) in bar and (word.group()[0].isupper() or word.group()[0].isdigit() or joined)
        if word and is_button and (not run or joined):
            run.append(word)
            continue
        while run and not run[-1].group()[0].isupper() and not run[-1].group().isdigit():
            run.pop()
        if sum(each.group()[0].isupper() for each in run) >= 2:
            runs.append((run[0].start(), run[-1].end()))
        run = [word] if word and is_button else []
    return runs


def _words_before(window: str, start: int, end: int, inside: bool) -> list[Piece]:
    """Words between marks: the headline with its standfirst, or a caption between date and buttons."""
    left = start + len(window[start:end]) - len(window[start:end].lstrip(" |,-–—·•)]\n"))
    return [(left, end, "caption" if inside and _closes_with_credit(window[left:end]) else "title")]


def _closes_with_credit(words: str) -> bool:
    return bool(re.search(r"[(\[](?:Photo|Picture|Image)?\s?:?[\w ./]{2,40}[)\]]\s*$", words)) and "photo" in words.casefold()


def _words_after(text: str, start: int, known: Phrases) -> list[Piece]:
    """What follows the last mark: a credit alone, or a headline before the first sentence. Else nothing is told."""
    left = start + len(text[start : start + WINDOW]) - len(text[start : start + WINDOW].lstrip(" |,-–—·•)]"))
    rest = text[left:]
    if not rest:
        return []
    if len(rest) <= WINDOW and is_caption(Line(start=0, end=len(rest), text=rest, block=0), known):
        return [(left, len(text), "caption")]
    stops = (stop for stop in _SENTENCE.finditer(rest, 0, WINDOW) if not _is_abbreviation(rest, stop, known))
    stop = next(stops, None)
    if stop is None:
        return []
    headline, following = rest[: stop.start()], rest[stop.end() : stop.end() + 600]
    return [(left, left + stop.end(), "title")] if _is_headline(headline, following) else []


def _is_abbreviation(text: str, stop: re.Match[str], known: Phrases) -> bool:
    """The full stop belongs to "U.S.", "Gen." and the like, or the sentence goes on in small letters."""
    before = _LAST_WORD.search(text, max(0, stop.start() - 20), stop.start())
    word = before.group() if before else ""
    following = text[stop.end() :].lstrip()[:1]
    return following.islower() or "." in word or len(word) == 1 or word.casefold() in known.words("abbreviation")


def _is_headline(words: str, following: str) -> bool:
    found = _WORD.findall(words)
    if not 3 <= len(found) <= MOST_HEADLINE or not following.strip():
        return False
    letters = [word for word in found if word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in letters)
    if letters and capitals >= LEAST_CAPITALS * len(letters):
        return True
    if found[0] in ("A", "An", "The", "At"):
        return False  # headlines go without, first sentences seldom do
    long = {word.casefold()[:5] for word in found if len(word) > 4}
    later = {word.casefold()[:5] for word in _WORD.findall(following)}
    return len(long) >= 2 and len(long & later) >= LEAST_ECHO * len(long)
