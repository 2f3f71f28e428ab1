"""The passage's own time: "that day", "a day later", "in the same month" count from the last one named before; behind
"In 2012 the rebels took Kidal." what says no time itself is of 2012."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from fogline.dating.resolve import Frame, resolve
from fogline.records import Mention

GOES_ON = ("day", "month", "year")  # precisions that a passage goes on from
NEAR = 150  # characters of one paragraph
LONG_AGO = dt.timedelta(days=60)  # before the day of speaking, from which on time words that open a sentence set a scene
OPENING = re.compile(r"(?:^|[.!?\u061f\u06d4\u3002\u2026:;]|\n)[\s\"'\u00ab\u201c]*(?:\S{1,9}\s){0,2}\s*$")  # "In", "Still in"


class Narrative:
    """The report's frame as each of its passages has it; `text` is the report's, `mentions` of other things than times are
    passed over."""

    def __init__(self, frame: Frame, mentions: Iterable[Mention], text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._frames: list[Frame] = [frame]
        self._scenes: list[tuple[int, tuple[dt.date, dt.date, str] | None]] = []
        for mention in sorted((m for m in mentions if m.what == "time" and m.expression), key=lambda m: m.span):
            found = resolve(mention.expression, self.at(mention.start)) if mention.expression else []
            for (start, end), precision in found[:1]:
                if start and end and precision in GOES_ON:
                    self._starts.append(mention.start)
                    self._frames.append(replace(frame, narrative=(start, end)))
                opens = start and end and frame.earliest and frame.earliest - end >= LONG_AGO and self._opens(mention)
                self._scenes.append((mention.start, (start, end, precision) if start and end and opens else None))

    def at(self, position: int) -> Frame:
        """What is known before `position` (code points of the report)."""
        before = bisect_left(self._starts, position)
        between = self._text[self._starts[before - 1] : position] if before else "\n"
        near = len(between) <= NEAR and "\n" not in between
        return replace(self._frames[before], near=near)

    def scene(self, position: int) -> tuple[dt.date, dt.date, str] | None:
        """First day, last day and precision of the time long ago that opened a sentence before `position` in its paragraph,
        where no other time was named since."""
        before = bisect_left(self._scenes, position, key=lambda scene: scene[0])
        if not before:
            return None
        start, scene = self._scenes[before - 1]
        return scene if "\n" not in self._text[start:position] else None

    def _opens(self, mention: Mention) -> bool:
        return OPENING.search(self._text, max(0, mention.start - 2 * NEAR), mention.start) is not None
