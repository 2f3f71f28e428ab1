"""Where most of what a map shows lies close together: the part that is worth a map of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from fogline.publish.canvas import Point

SHARE = 0.6  # of all points that lie in it
LEAST = 5  # points, below which none crowd
SMALL = 0.4  # of the whole map's width and height, above which a map of its own would show little more
ROOM = 0.35  # of its size, left around it on each side
LEAST_SIDE = 0.3  # degrees

Bounds = tuple[float, float, float, float]  # west, south, east, north


def crowd(points: Sequence[Point]) -> Bounds | None:
    """The bounds of the points (longitude, latitude) nearest to the middle of all, None where they lie well apart."""
    if len(points) < LEAST:
        return None
    middle = median(lon for lon, _ in points), median(lat for _, lat in points)
    squeeze = math.cos(math.radians(middle[1]))
    apart = sorted(points, key=lambda at: (math.hypot((at[0] - middle[0]) * squeeze, at[1] - middle[1]), at))
    inner, whole = bounds(apart[: math.ceil(SHARE * len(apart))]), bounds(points)
    is_small = all(side(inner, i) <= SMALL * side(whole, i) for i in (0, 1))
    return inner if is_small else None


def bounds(points: Sequence[Point]) -> Bounds:
    """Of some points, with room around them."""
    (west, east), (south, north) = ((min(each), max(each)) for each in zip(*points, strict=True))
    across, up = (ROOM * max(high - low, LEAST_SIDE) for low, high in ((west, east), (south, north)))
    return west - across, south - up, east + across, north + up


def side(box: Bounds, i: int) -> float:
    """Its width (0) or height (1) in degrees."""
    return box[i + 2] - box[i]


def within(at: Point, box: Bounds) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]
