"""The passage's own time: "that day", "a day later", "in the same month" count from the last day or month named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from fogline.dating.resolve import Frame, resolve
from fogline.records import Mention

FINE = ("day", "month")  # precisions that a passage goes on from
NEAR = 150  # characters of one paragraph


class Narrative:
    """The report's frame as each of its passages has it; `text` is the report's, `mentions` of other things than times are
    passed over."""

    def __init__(self, frame: Frame, mentions: Iterable[Mention], text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._frames: list[Frame] = [frame]
        for mention in sorted((m for m in mentions if m.what == "time" and m.expression), key=lambda m: m.span):
            found = resolve(mention.expression, self.at(mention.start)) if mention.expression else []
            for (start, end), precision in found[:1]:
                if start and end and precision in FINE:
                    self._starts.append(mention.start)
                    self._frames.append(replace(frame, narrative=(start, end)))

    def at(self, position: int) -> Frame:
        """What is known before `position` (code points of the report)."""
        before = bisect_left(self._starts, position)
        between = self._text[self._starts[before - 1] : position] if before else "\n"
        near = len(between) <= NEAR and "\n" not in between
        return replace(self._frames[before], near=near)
