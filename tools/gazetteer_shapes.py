"""Polygons for tools/build_gazetteer.py: GeoPackage geometry, interior points, simplification that keeps borders shared.

A ring is a list of (lon, lat) in degrees, closed (last point repeats the first); a shape is a list of rings, outer and inner
alike (even-odd rule).
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]

ENVELOPE = (0, 32, 48, 48, 64)  # bytes of a GeoPackage envelope by its indicator (OGC 12-128r15, table 5)
GRID = 24  # cells a side in the search for an interior point; finer changed no point by more than 20 km


def rings(blob: bytes) -> list[Ring]:
    """All rings of a GeoPackage polygon or multipolygon (two dimensions)."""
    at = 8 + ENVELOPE[blob[3] >> 1 & 7]
    found: list[Ring] = []
    _read(blob, at, found)
    return found


def _read(blob: bytes, at: int, found: list[Ring]) -> int:
    order = "<" if blob[at] == 1 else ">"
    kind, count = struct.unpack_from(order + "II", blob, at + 1)
    at += 9
    if kind == 6:
        for _ in range(count):
            at = _read(blob, at, found)
        return at
    if kind != 3:
        raise ValueError(f"geometry type {kind} where a polygon (3) or multipolygon (6) was expected")
    for _ in range(count):
        (points,) = struct.unpack_from(order + "I", blob, at)
        flat = struct.unpack_from(f"{order}{points * 2}d", blob, at + 4)
        found.append([(round(x, 5), round(y, 5)) for x, y in zip(flat[::2], flat[1::2], strict=True)])
        at += 4 + points * 16
    return at


def inside(point: Point, shape: Iterable[Ring]) -> bool:
    """Even-odd rule."""
    x, y = point
    odd = False
    for ring in shape:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                odd = not odd
    return odd


def area(ring: Ring) -> float:
    """Signed area in square degrees of longitude at the equator, shrunk with latitude."""
    middle = math.cos(math.radians(ring[0][1]))
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2 * middle


def interior_point(shape: list[Ring]) -> Point:
    """The centroid of all rings, else of the largest, where it lies inside; else the grid point farthest from any border."""
    largest = max(shape, key=lambda ring: abs(area(ring)))
    for rings_ in (shape, [largest]):
        centre = _centroid(rings_)
        if inside(centre, shape):
            return centre
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    squeeze = math.cos(math.radians(sum(ys) / len(ys)))
    best, score = largest[0], -1.0
    for i in range(1, GRID):
        for j in range(1, GRID):
            point = min(xs) + (max(xs) - min(xs)) * i / GRID, min(ys) + (max(ys) - min(ys)) * j / GRID
            if inside(point, [largest]):
                near = min((((x - point[0]) * squeeze) ** 2 + (y - point[1]) ** 2) for x, y in largest)
                if near > score:
                    best, score = point, near
    return best


def _centroid(shape: list[Ring]) -> Point:
    x0, y0 = shape[0][0]
    twice = cx = cy = 0.0
    for ring in shape:
        for (x1, y1), (x2, y2) in pairwise(ring):
            cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
            twice += cross
            cx += cross * (x1 + x2 - 2 * x0)
            cy += cross * (y1 + y2 - 2 * y0)
    return (x0 + cx / (3 * twice), y0 + cy / (3 * twice)) if twice else (x0, y0)


def simplified(shapes: dict[int, list[Ring]], tolerance: float, least_area: float) -> dict[int, list[Ring]]:
    """Douglas-Peucker with `tolerance` degrees on the arcs between junctions, so that neighbours keep one border.

    A junction is a point with another set of neighbouring points in some other ring. Rings below `least_area` (square
    degrees) go, except a shape's largest.
    """
    around: dict[Point, set[Point]] = {}
    for shape in shapes.values():
        for ring in shape:
            loop = ring[:-1]
            for i, point in enumerate(loop):
                around.setdefault(point, set()).update((loop[i - 1], loop[(i + 1) % len(loop)]))
    seen = Counter(point for shape in shapes.values() for ring in shape for point in ring[:-1])
    junctions = {p for p, near in around.items() if len(near) > 2 or seen[p] > 2}
    result = {}
    for key, shape in shapes.items():
        big = max(shape, key=lambda ring: abs(area(ring)))
        kept = [_ring(r, junctions, tolerance) for r in shape if r is big or abs(area(r)) >= least_area]
        result[key] = [r for r in kept if len(r) >= 4] or [[*big[:: max(1, len(big) // 8)], big[0]]]
    return result


def _ring(ring: Ring, junctions: set[Point], tolerance: float) -> Ring:
    loop = ring[:-1]
    first = next((i for i, p in enumerate(loop) if p in junctions), loop.index(min(loop)))
    loop = loop[first:] + loop[:first]
    cuts = [0, *(i for i, p in enumerate(loop) if i and p in junctions), len(loop)]
    if len(cuts) == 2:  # an island: its farthest point halves it
        far = max(range(len(loop)), key=lambda i: (math.dist(loop[0], loop[i]), loop[i]))
        cuts = [0, far, len(loop)]
    loop.append(loop[0])
    out = [loop[0]]
    for a, b in pairwise(cuts):
        arc = loop[a : b + 1]
        turned = arc[0] > arc[-1]
        arc = _douglas_peucker(arc[::-1] if turned else arc, tolerance)
        out.extend((arc[::-1] if turned else arc)[1:])
    return out


def _douglas_peucker(arc: Ring, tolerance: float) -> Ring:
    keep = {0, len(arc) - 1}
    todo = [(0, len(arc) - 1)]
    while todo:
        a, b = todo.pop()
        (x1, y1), (x2, y2) = arc[a], arc[b]
        length = math.dist(arc[a], arc[b])
        far, most = a, 0.0
        for i in range(a + 1, b):
            x, y = arc[i]
            d = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length if length else math.dist(arc[a], arc[i])
            if d > most:
                far, most = i, d
        if most > tolerance:
            keep.update((far,))
            todo += [(a, far), (far, b)]
    return [arc[i] for i in sorted(keep)]
