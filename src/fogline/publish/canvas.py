"""From degrees to the map's units, and where labels find room. Nothing here knows what a map shows."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fogline.publish.outlines import Outline, Ring

WIDTH = 720.0
LOWEST, TALLEST = 320.0, 600.0  # of the map's height, whatever the shape of what it shows
PADDING = 0.08  # of the span on each side
LEAST_SPAN = 0.5  # degrees, so that a single place still has surroundings
KM_A_DEGREE = 111.2
LETTER, WIDE = 0.6, 1.0  # mean width of a letter, and of Hangul, kana or a Chinese character, in units of the font's size
GAP = 6.0  # units between a mark and its label
CELL = 40.0  # units: wider than most marks, so that each lies in few cells
GRIDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20)  # degrees between the lines of a grid
MOST_LINES = 9  # of the grid in either direction
BARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)  # km that a scale bar may stand for

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def around(x: float, y: float, radius: float) -> Box:
    """The box of a disc."""
    return x - radius, y - radius, x + radius, y + radius


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """An equirectangular projection, true to scale at the middle latitude. `scale` is units a degree of latitude."""

    west: float
    north: float
    squeeze: float
    scale: float
    height: float
    width: float = WIDTH

    @staticmethod
    def around(points: Iterable[Point]) -> Canvas:
        """The canvas that shows all points (longitude, latitude) with some room around them."""
        xs, ys = zip(*points, strict=True)
        squeeze = math.cos(math.radians((min(ys) + max(ys)) / 2)) or 1.0
        span_x = max((max(xs) - min(xs)) * squeeze, LEAST_SPAN) * (1 + 2 * PADDING)
        span_y = max(max(ys) - min(ys), LEAST_SPAN) * (1 + 2 * PADDING)
        span_y = min(max(span_y, span_x * LOWEST / WIDTH), max(span_y, span_x * TALLEST / WIDTH))
        span_x = max(span_x, span_y * WIDTH / TALLEST)
        scale = WIDTH / span_x
        return Canvas(
            west=(min(xs) + max(xs)) / 2 - span_x / squeeze / 2,
            north=(min(ys) + max(ys)) / 2 + span_y / 2,
            squeeze=squeeze,
            scale=scale,
            height=span_y * scale,
        )

    @staticmethod
    def of(bounds: Box, width: float, height: float) -> Canvas:
        """The canvas of a size on which bounds (west, south, east, north) stand as large as they can, in its middle."""
        west, south, east, north = bounds
        squeeze = math.cos(math.radians((south + north) / 2)) or 1.0
        scale = min(width / ((east - west) * squeeze), height / (north - south))
        return Canvas(
            west=(west + east) / 2 - width / scale / squeeze / 2,
            north=(south + north) / 2 + height / scale / 2,
            squeeze=squeeze,
            scale=scale,
            height=height,
            width=width,
        )

    def at(self, lon: float, lat: float) -> Point:
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def km(self, length: float) -> float:
        """A length on the ground in the map's units."""
        return length / KM_A_DEGREE * self.scale

    def sees(self, outline: Outline) -> bool:
        points = [self.at(*point) for ring in outline.rings for point in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs) < self.width and max(xs) > 0 and min(ys) < self.height and max(ys) > 0

    def path(self, rings: Iterable[Ring]) -> str:
        """The `d` of an SVG path, to be filled by the even-odd rule."""
        parts = []
        for ring in rings:
            points = [self.at(*point) for point in ring]
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
        return "".join(parts)

    def grid(self) -> str:
        """The `d` of a path of meridians and parallels, so that a map without outlines has a ground too."""
        span_x, span_y = self.width / self.scale / self.squeeze, self.height / self.scale
        step = next((step for step in GRIDS if max(span_x, span_y) / step <= MOST_LINES), GRIDS[-1])
        parts = []
        for i in range(math.ceil(self.west / step), math.floor((self.west + span_x) / step) + 1):
            parts.append(f"M{self.at(i * step, 0)[0]:.1f} 0V{self.height:.1f}")
        for i in range(math.ceil((self.north - span_y) / step), math.floor(self.north / step) + 1):
            parts.append(f"M0 {self.at(0, i * step)[1]:.1f}H{self.width:.1f}")
        return "".join(parts)

    def bar(self) -> tuple[int, float]:
        """The longest round number of kilometres that takes at most a fifth of the width, and its length in units."""
        fitting = [km for km in BARS if self.km(km) <= self.width / 5]
        length = fitting[-1] if fitting else BARS[0]
        return length, self.km(length)


def width(text: str) -> float:
    """About how wide a label stands, in units of its font's size; marks that stand on letters take no room."""
    letters = (c for c in text if not unicodedata.combining(c))
    return sum(WIDE if unicodedata.east_asian_width(c) in "WF" else LETTER for c in letters)


def meet(a: Box, b: Box) -> bool:
    """Whether two boxes cover some of each other."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@dataclass(slots=True)
class Room:
    """Boxes that are taken, by the cells of a grid, so that thousands need not be compared with each other."""

    cells: dict[tuple[int, int], dict[Box, None]] = field(default_factory=dict)

    def take(self, box: Box) -> None:
        for cell in _cells(box):
            self.cells.setdefault(cell, {})[box] = None

    def leave(self, box: Box) -> None:
        for cell in _cells(box):
            del self.cells[cell][box]

    def meeting(self, box: Box) -> Box | None:
        """One that covers some of the box, always the same, None where there is room."""
        return next((other for cell in _cells(box) for other in self.cells.get(cell, ()) if meet(box, other)), None)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(side // CELL) for side in box)
    return ((i, j) for i in range(left, right + 1) for j in range(top, bottom + 1))


@dataclass(slots=True)
class Labels:
    """Places labels so that none covers another or a mark; what finds no room is left out and told by the table alone."""

    height: float
    width: float = WIDTH
    taken: list[Box] = field(default_factory=list)

    def block(self, box: Box) -> None:
        """No label goes there."""
        self.taken.append(box)

    def place(self, text: str, x: float, y: float, away: float, size: float) -> Point | None:
        """Where the middle of a label's baseline goes, `away` from a mark (0: on the point itself)."""
        half = width(text) * size / 2
        beside = away + half + GAP
        spots = [(x + beside, y), (x - beside, y), (x, y - away - size * 0.7), (x, y + away + size * 0.7)] if away else [(x, y)]
        for cx, cy in spots:
            box = left, top, right, bottom = cx - half, cy - size * 0.55, cx + half, cy + size * 0.55
            inside = left >= 0 and right <= self.width and top >= 0 and bottom <= self.height
            if inside and not any(meet(box, other) for other in self.taken):
                self.taken.append(box)
                return cx, cy + size * 0.35
        return None
