"""The parts of a stored text: title, body, caption, quote, comment and furniture.

Rules look at lines; every character outside white space ends in exactly one segment, and what no rule claims is body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fogline.intake.captions import mark_captions
from fogline.intake.comments import mark_comments
from fogline.intake.furniture import is_furniture, mark_links, tail
from fogline.intake.header import glued_head, is_date_line, mark_head
from fogline.intake.language import foreign, is_enough
from fogline.intake.phrases import MOST_LINES, Line, Phrases, lines, phrases
from fogline.intake.quotes import mark_quotes
from fogline.intake.stamps import is_stamp, mark_stamps
from fogline.records import Segment

GLUED = 6  # words from which on a first line may be a head and the report in one
FIRST_LINES = 3  # lines among which such a line is looked for
OWN_VOICE = ("comment", "quote", "caption")  # kinds of which every comment, quotation and caption is a segment of its own

OWN = -1  # instead of a paragraph, for runs that are segments of their own

_KNOWN = "known"


def segments(text: str, known: Sequence[Segment], language: str) -> tuple[Segment, ...]:
    """The segments of `text`, sorted and disjoint; `known` ones stay as they are."""
    tables = phrases(language)
    head = [] if known else _glued(text, tables, language)
    found = lines(text, (head[0].start, head[-1].end) if head else (0, 0))
    _mark_known(found, known)
    for line in found:
        if not line.kind and is_furniture(line, tables):
            line.kind = "furniture"
    mark_comments(found, tables)
    mark_stamps(found, language)
    mark_links(found, tables)
    mark_captions(found, tables)
    mark_quotes(found, tables, language)
    if not head and not any(each.kind == "title" for each in known):
        mark_head(found, tables, language)
    last = tail(found, tables, language)
    own = [*head, *known, *([last] if last else [])]
    if len(found) >= MOST_LINES:
        own.append(Segment(kind="body", start=max(found[-1].end, max((each.end for each in own), default=0)), end=len(text)))
    return tuple(_joined(text, found, sorted(own, key=lambda each: each.start)))


def told(text: str, found: Iterable[Segment]) -> str:
    """What the report itself says: its text without furniture and comments."""
    return "\n".join(text[each.start : each.end] for each in found if each.kind not in ("furniture", "comment"))


def with_languages(text: str, found: tuple[Segment, ...], main: str) -> tuple[Segment, ...]:
    """The same segments, the language set where they are plainly not in `main`; a body that has paragraphs of several
    languages is cut between them."""
    made: list[Segment] = []
    for each in found:
        if each.kind in OWN_VOICE or each.kind == "title":
            made.append(replace(each, language=foreign(text[each.start : each.end], main)))
        elif each.kind == "body":
            made.extend(_by_language(text, each, main))
        else:
            made.append(each)
    return tuple(made)


def _by_language(text: str, body: Segment, main: str) -> Iterator[Segment]:
    """Runs of lines of one language. A short line goes with the one before it."""
    start, language, position = body.start, None, body.start
    for number, line in enumerate(text[body.start : body.end].split("\n")):
        own = foreign(line, main)
        if own != language and (own or is_enough(line, language or main)):
            if number and text[start:position].strip():
                yield _run(text, body, start, position, language)
                start = position
            language = own
        position += len(line) + 1
    yield _run(text, body, start, body.end, language)


def _run(text: str, body: Segment, start: int, end: int, language: str | None) -> Segment:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return replace(body, start=left, end=start + len(piece.rstrip()), language=language)


def _glued(text: str, tables: Phrases, language: str) -> list[Segment]:
    """The pieces of a head that is glued to the report's first line."""
    position = 0
    for _ in range(FIRST_LINES):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        start = position + len(text[position:end]) - len(text[position:end].lstrip())
        line = Line(start=start, end=end, text=text[start:end].rstrip(), block=0)
        if len(line.words) >= GLUED and not is_stamp(line, language) and not is_date_line(line, tables, language):
            return [Segment(kind=kind, start=a, end=b) for a, b, kind in glued_head(line, tables, language)]
        position = end + 1
    return []


def _mark_known(found: list[Line], known: Sequence[Segment]) -> None:
    """Lines that a known segment touches: no rule looks at them."""
    first = 0
    for each in known:
        while first < len(found) and found[first].end <= each.start:
            first += 1
        i = first
        while i < len(found) and found[i].start < each.end:
            found[i].kind = each.kind if each.kind in ("comment", "furniture") else _KNOWN
            i += 1


def _joined(text: str, found: list[Line], own: list[Segment]) -> Iterator[Segment]:
    """Segments of lines, cut by the runs that have their own kind, neighbours of one kind made one."""
    last: Segment | None = None
    block = OWN
    opens = {line.start for line in found if line.opens}
    for line, each in _cut(text, found, own):
        same = line != OWN and (line == block or (each.kind == "comment" and each.start not in opens))
        one_voice = same or each.kind not in OWN_VOICE
        if last and last.kind == each.kind and one_voice and each.kind != "title":
            last = replace(last, end=each.end)
        else:
            if last:
                yield last
            last = each
        block = line
    if last:
        yield last


def _cut(text: str, found: list[Line], own: list[Segment]) -> Iterator[tuple[int, Segment]]:
    """All runs of the text in order, trimmed, each with the number of its paragraph (OWN where it is a known run)."""
    waiting = iter(own)
    ahead = next(waiting, None)
    for line in found:
        position = line.start
        while ahead and ahead.start < line.end:
            yield from _piece(text, position, ahead.start, line)
            yield from _trimmed(text, ahead.start, ahead.end, ahead.kind, OWN)
            position = max(position, ahead.end)
            ahead = next(waiting, None)
        yield from _piece(text, position, line.end, line)
    while ahead:
        yield from _trimmed(text, ahead.start, ahead.end, ahead.kind, OWN)
        ahead = next(waiting, None)


def _piece(text: str, start: int, end: int, line: Line) -> Iterator[tuple[int, Segment]]:
    yield from _trimmed(text, start, end, "body" if line.kind in ("", _KNOWN) else line.kind, line.block)


def _trimmed(text: str, start: int, end: int, kind: str, block: int) -> Iterator[tuple[int, Segment]]:
    piece = text[start:end]
    if piece.strip():
        left = len(piece) - len(piece.lstrip())
        yield block, Segment(kind=kind, start=start + left, end=start + len(piece.rstrip()))
