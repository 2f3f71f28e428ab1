"""What opens a line or stands alone says where and when what follows was: "2. Port Hadrane. The car bomb killed nine.",
"- 4 May: The army took the hill. Six men died.", "3. Tolvis, 1 January: ...", a name or a day alone on its line. Claims that
name no place, or no day, have theirs from there. A dateline is no heading: it says where and when the report was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.reading.claims import with_id
from fogline.reading.drafts import SPEECH_KINDS
from fogline.records import Claim, Mention, Place, Report, Span, Time, TimeExpression

NUMBERED = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[^\w\s(\[\"'«“]{1,3})\s+")
BULLET = re.compile(rf"(?:{NUMBERED.pattern})?\s*")
ALONE = re.compile(r"(?:.*[.!?\u061f\u06d4\u3002])?\s*")  # the beginning of a line or of a sentence
ENDS = re.compile(r"[.:\u06d4\u3002](?=\s)|\s[\u2013\u2014-]\s")
COMMA = re.compile(r"\s*[,\u060c\u3001]\s*")  # between the place and the day of one heading
BARE = re.compile(r"[\s.:\u06d4\u3002\u2013\u2014-]*")  # nothing more on the line
# Another sentence of one or two words ("Totals.") ends what a heading stands for.
FRAGMENT = re.compile(r"(?<=[.!?\u061f\u06d4\u3002]\s)[^\W\d_]\w*(?:\s\w+)?[.:\u06d4\u3002](?=\s)")
LEAST = 2  # different headings that make a text one with headings
PLACELESS = frozenset({"mentioned"})  # roles of places that leave a claim without one
DATES = ("calendar", "weekday")  # forms of time words that name a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A place's name or a day that stands for what follows it up to `end`."""

    mention: Mention
    end: int


def under_headings(report: Report, claims: Iterable[Claim], mentions: Sequence[Mention]) -> list[Claim]:
    """The claims, those without a place of their own under a heading at its place, those without a day on its day."""
    places, days = _several(_places(report, mentions)), _several(_days(report, mentions))
    told = list(claims)
    placed = [_dated(_placed(claim, places), days) for claim in told]
    made = [new if new is old else with_id(new) for old, new in zip(told, placed, strict=True)]
    ids = {old.id: new.id for old, new in zip(told, made, strict=True) if old.id != new.id}
    return [_linked_anew(claim, ids) for claim in made] if ids else made


def _several(headings: Iterable[Heading]) -> list[Heading]:
    """In the order of the text; none where there are too few: one alone may be a dateline."""
    found = sorted(headings, key=lambda heading: heading.mention.start)
    return found if len({heading.mention.text for heading in found}) >= LEAST else []


def _places(report: Report, mentions: Sequence[Mention]) -> Iterator[Heading]:
    """Names behind a number or a bullet that opens a line, and names that are a sentence of their own, but for the first words
    of a text. Each stands for its line up to the next, or up to another such sentence; alone on a line behind a bullet, for all
    lines up to the next like it."""
    text, alone_on_lines = report.text, list[Mention]()
    first = min((segment.start for segment in report.segments if segment.kind == "body"), default=0)
    opened = _opened(text, mentions)
    for mention in mentions:
        if mention.what != "place":
            continue
        before, behind, end = _line(text, mention)
        day = opened.get(mention.span)
        stop = ENDS.match(text, day.end if day else mention.end)
        if BARE.fullmatch(behind) and NUMBERED.fullmatch(before):
            alone_on_lines.append(mention)
        elif stop is not None and stop.end() < end:
            alone = ALONE.fullmatch(before) and mention.start > first and not stop.group()[0].isspace() and stop.group() != ":"
            if NUMBERED.fullmatch(before) or alone:
                fragment = FRAGMENT.search(text, stop.end(), end)
                yield Heading(mention=mention, end=fragment.start() if fragment else end)
    yield from _to_the_next(alone_on_lines, len(text))


def _day(mention: Mention) -> TimeExpression | None:
    """The expression of a mention that names a day."""
    expression = mention.expression if mention.what == "time" else None
    return expression if expression and expression.form in DATES and not expression.bound else None


def _opened(text: str, mentions: Sequence[Mention]) -> dict[Span, Mention]:
    """The days that stand behind the place with which a numbered line opens, by the words of the place."""
    days = {mention.start: mention for mention in mentions if _day(mention)}
    found = {}
    for mention in mentions:
        comma = COMMA.match(text, mention.end) if mention.what == "place" else None
        if comma and comma.end() in days and NUMBERED.fullmatch(_line(text, mention)[0]):
            found[mention.span] = days[comma.end()]
    return found


def _days(report: Report, mentions: Sequence[Mention]) -> Iterator[Heading]:
    """Days that open a line, behind a bullet or not, or behind the place of a numbered line: each stands for its line; alone on
    it, for all lines up to the next such. With a year the first alone is the report's own."""
    text, alone_on_lines = report.text, list[Mention]()
    for day in _opened(text, mentions).values():
        if ENDS.match(text, day.end):
            yield Heading(mention=day, end=_line(text, day)[2])
    for mention in mentions:
        expression = _day(mention)
        if expression is None:
            continue
        before, behind, end = _line(text, mention)
        if BARE.fullmatch(behind) and BULLET.fullmatch(before):
            if alone_on_lines or not expression.year:
                alone_on_lines.append(mention)
        elif BULLET.fullmatch(before):
            yield Heading(mention=mention, end=end)
    yield from _to_the_next(alone_on_lines, len(text))


def _line(text: str, mention: Mention) -> tuple[str, str, int]:
    """What stands before and behind a mention on its line, and where that ends."""
    start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    end = len(text) if end < 0 else end
    return text[start : mention.start], text[mention.end : end], end


def _to_the_next(alone: Sequence[Mention], end: int) -> Iterator[Heading]:
    """Lines of names alone, each up to the next; a single one may be a dateline."""
    ordered = sorted(alone, key=lambda mention: mention.start) if len(alone) >= LEAST else []
    for mention, behind in zip(ordered, [*(m.start for m in ordered[1:]), end], strict=False):
        yield Heading(mention=mention, end=behind)


def _over(claim: Claim, headings: Sequence[Heading]) -> Mention | None:
    return next((h.mention for h in reversed(headings) if h.mention.end <= claim.trigger[0] and claim.end <= h.end), None)


def _placed(claim: Claim, headings: Sequence[Heading]) -> Claim:
    if claim.kind in SPEECH_KINDS or any(place.role not in PLACELESS for place in claim.places):
        return claim
    over = _over(claim, headings)
    if over is None:
        return claim
    return replace(claim, places=(*claim.places, Place(text=over.text, at=over.span, name=over.text, role="event")))


def _dated(claim: Claim, headings: Sequence[Heading]) -> Claim:
    if claim.kind in SPEECH_KINDS or claim.frame != "current" or claim.time is not None:
        return claim
    over = _over(claim, headings)
    if over is None:
        return claim
    return replace(claim, time=Time(text=over.text, at=over.span, expression=over.expression))


def _linked_anew(claim: Claim, ids: dict[str, str]) -> Claim:
    if all(link.claim not in ids for link in claim.links):
        return claim
    return replace(claim, links=tuple(replace(link, claim=ids.get(link.claim, link.claim)) for link in claim.links))
