"""Headings inside a text: "2. Port Hadrane. The car bomb killed nine." What a paragraph's heading names is where its claims are
that name no place themselves. A dateline is no heading: it says where the report was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.reading.claims import with_id
from fogline.reading.drafts import SPEECH_KINDS
from fogline.records import Claim, Mention, Place, Report

NUMBERED = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[-\u2013\u2014\u2022*\u25aa])\s+")
ALONE = re.compile(r"(?:.*[.!?\u061f\u06d4\u3002])?\s*")  # the beginning of a line or of a sentence
ENDS = re.compile(r"[.:\u06d4\u3002](?=\s)|\s[\u2013\u2014-]\s")
# Another sentence of one or two words ("Totals.") ends what a heading stands for.
FRAGMENT = re.compile(r"(?<=[.!?\u061f\u06d4\u3002]\s)[^\W\d_]\w*(?:\s\w+)?[.:\u06d4\u3002](?=\s)")
LEAST = 2  # different headings that make a text one with headings
PLACELESS = frozenset({"mentioned"})  # roles of places that leave a claim without one


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A place's name that stands for what follows it up to `end`."""

    mention: Mention
    end: int


def under_headings(report: Report, claims: Iterable[Claim], mentions: Iterable[Mention]) -> list[Claim]:
    """The claims, those without a place of their own under a heading at its place."""
    headings = sorted(_headings(report, mentions), key=lambda heading: heading.mention.start)
    if len({heading.mention.text for heading in headings}) < LEAST:
        return list(claims)  # one alone may be a dateline
    return [_placed(claim, headings) for claim in claims]


def _headings(report: Report, mentions: Iterable[Mention]) -> Iterator[Heading]:
    """Names behind a number or a bullet that opens a line, and names that are a sentence of their own, but for the first words
    of a text. Each stands for its line up to the next, or up to another such sentence."""
    text = report.text
    first = min((segment.start for segment in report.segments if segment.kind == "body"), default=0)
    for mention in mentions:
        start = text.rfind("\n", 0, mention.start) + 1
        end = text.find("\n", mention.end)
        end = len(text) if end < 0 else end
        before, stop = text[start : mention.start], ENDS.match(text, mention.end)
        if mention.what != "place" or stop is None or stop.end() >= end:
            continue
        alone = ALONE.fullmatch(before) and mention.start > first and not stop.group()[0].isspace() and stop.group() != ":"
        if NUMBERED.fullmatch(before) or alone:
            fragment = FRAGMENT.search(text, stop.end(), end)
            yield Heading(mention=mention, end=fragment.start() if fragment else end)


def _placed(claim: Claim, headings: Sequence[Heading]) -> Claim:
    if claim.kind in SPEECH_KINDS or any(place.role not in PLACELESS for place in claim.places):
        return claim
    over = next((h.mention for h in reversed(headings) if h.mention.end <= claim.start and claim.end <= h.end), None)
    if over is None:
        return claim
    place = Place(text=over.text, at=over.span, name=over.text, role="event")
    return with_id(replace(claim, places=(*claim.places, place)))
