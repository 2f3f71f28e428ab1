"""Where a map of a crowd stands within the map that it is part of: in the corner where it covers nothing, else below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from fogline.publish.canvas import Box, Canvas, Point, meet

INSET = WIDE, HIGH = 330.0, 250.0  # units, of which a map is 720 wide
AWAY = 6.0  # from the map's edges


def framed(canvas: Canvas, taken: Iterable[Box], outlines: Iterable[Point]) -> tuple[Canvas, Box]:
    """The frame of the map within, and the map around it, taller where no corner is free. `taken` are what it must not cover,
    `outlines` points of areas on the map."""
    boxes, points = list(taken), list(outlines)

    def covers(frame: Box) -> bool:
        inside = (frame[0] <= x <= frame[2] and frame[1] <= y <= frame[3] for x, y in points)
        return any(meet(frame, box) for box in boxes) or any(inside)

    right, low = canvas.width - WIDE - AWAY, canvas.height - HIGH - AWAY
    corners = ((right, low), (AWAY, AWAY), (AWAY, low), (right, AWAY))
    free = next((frame for corner in corners if not covers(frame := _at(*corner))), None)
    if free:
        return canvas, free
    return replace(canvas, height=canvas.height + HIGH + 2 * AWAY), _at(right, canvas.height + AWAY)


def _at(x: float, y: float) -> Box:
    return x, y, x + WIDE, y + HIGH
