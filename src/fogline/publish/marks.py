"""What happened, on the map of a sitrep: a plate of shapes a place, one of each family of events there, and how many they are.

A plate stands above its settlement. What has no exact point has no pin: the area within which it happened is drawn, its plate
stands on the northern rim. Plates that would cover each other are one, which counts for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.publish.canvas import Box, Canvas, Room
from fogline.publish.escaping import escape
from fogline.publish.families import FAMILIES, Family, families
from fogline.publish.outlines import Outline
from fogline.publish.spots import RADIUS_KM, at, key_of, radius
from fogline.records import Claim, Event, Place

SIDE = 12.0  # of a family's shape, in the map's units; it is drawn in a box of 16 by 16
FIGURE = 7.0  # width of a digit of the count
INSIDE = 2.0  # between a plate's edge and what is on it
HIGH = SIDE + 2 * INSIDE
ABOVE = 10.0  # from a settlement to the near edge of its plate, over its mark
PIN = 2.5  # radius of a settlement of which only events are told

STYLE = """
.extent{fill:none;stroke:#33302b;stroke-width:1.1;stroke-dasharray:5 2}.pin{fill:#33302b}
.plate{fill:#fff;stroke:#33302b;stroke-width:.8}
.shape{fill:none;stroke:#1d1b18;stroke-width:2}.count{font:600 11px system-ui,sans-serif;fill:#1d1b18}
@media (prefers-color-scheme:dark){.extent{stroke:#e8e6e1}.pin{fill:#e8e6e1}.plate{fill:#16181b;stroke:#e8e6e1}
.shape{stroke:#f2f0eb}.count{fill:#f2f0eb}}
@media print{.extent{stroke:#000}.pin{fill:#000}.plate{fill:#fff;stroke:#000}.shape{stroke:#000}.count{fill:#000}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """The events of one place, or of several too near to each other; `x`, `y` is the middle of its lower edge."""

    x: float
    y: float
    names: tuple[str, ...]
    families: frozenset[Family]
    count: int
    is_of_a_point: bool = False

    @property
    def box(self) -> Box:
        half = self.wide / 2
        return self.x - half, self.y - HIGH, self.x + half, self.y

    @property
    def wide(self) -> float:
        digits = len(str(self.count)) if self.count > 1 else 0
        return SIDE * len(self.families) + FIGURE * digits + 2 * INSIDE

    def choices(self, canvas: Canvas) -> tuple[Plate, ...]:
        """Where it may stand: above its settlement or, where it is about a point alone, below."""
        below = replace(self, y=self.y + 2 * ABOVE + HIGH)
        return (self, below) if self.is_of_a_point and below.y <= canvas.height else (self,)

    def within(self, canvas: Canvas) -> Plate:
        """The same where all of it is on the canvas."""
        half = self.wide / 2
        return replace(self, x=min(max(self.x, half), canvas.width - half), y=min(max(self.y, HIGH), canvas.height))

    def joined(self, other: Plate) -> Plate:
        """Both as one, where the one of more events stands."""
        most, less = sorted((self, other), key=lambda plate: (-plate.count, plate.names))
        return Plate(
            x=most.x,
            y=most.y,
            names=(*most.names, *less.names),
            families=most.families | less.families,
            count=most.count + less.count,
        )


def by_place(spots: Iterable[tuple[Event, Place]]) -> dict[str, tuple[Place, list[Event]]]:
    """Events under the places where they are drawn, by the places' keys."""
    found: dict[str, tuple[Place, list[Event]]] = {}
    for event, place in spots:
        found.setdefault(key_of(place), (place, []))[1].append(event)
    return dict(sorted(found.items()))


def plates(
    told: Mapping[str, tuple[Place, list[Event]]],
    shapes: Mapping[str, Outline],
    canvas: Canvas,
    claims: Mapping[str, Claim],
    taken: Sequence[Box] = (),
) -> list[Plate]:
    """None of them covers another, and their counts sum to the number of events; what is `taken` is covered only in need."""
    placed: dict[Box, Plate] = {}
    room, marked = Room(), Room()
    for box in taken:
        marked.take(box)
    waiting = [_plate(place, events, shapes.get(key), canvas, claims) for key, (place, events) in told.items()]
    while waiting:
        plate = waiting.pop()
        free = (one for one in plate.choices(canvas) if not marked.meeting(one.box) and not room.meeting(one.box))
        plate = next(free, plate)
        near = room.meeting(plate.box)
        if near is None:
            placed[plate.box] = plate
            room.take(plate.box)
        else:  # the two are one, which may cover a third
            room.leave(near)
            waiting.append(plate.joined(placed.pop(near)).within(canvas))
    return sorted(placed.values(), key=lambda plate: (plate.y, plate.x, plate.names))


def _plate(place: Place, events: list[Event], shape: Outline | None, canvas: Canvas, claims: Mapping[str, Claim]) -> Plate:
    x, y = at(place, canvas)
    if shape:
        x, y = min((canvas.at(*point) for ring in shape.rings for point in ring), key=lambda point: point[1])
    elif place.precision in RADIUS_KM:
        y -= radius(place, canvas)
    is_of_a_point = place.precision not in RADIUS_KM
    y += -ABOVE if is_of_a_point else HIGH / 2  # on a rim: half of it on either side
    here = frozenset(family for event in events for family in families(event, claims))
    plate = Plate(x=x, y=y, names=(place.name,), families=here, count=len(events), is_of_a_point=is_of_a_point)
    return plate.within(canvas)


def extent(place: Place, shape: Outline | None, canvas: Canvas) -> str:
    """The area within which something happened, or its point."""
    if shape:
        return f'<path class="extent" fill-rule="evenodd" d="{canvas.path(shape.rings)}"/>'
    x, y = at(place, canvas)
    if place.precision not in RADIUS_KM:
        return f'<circle class="pin" cx="{x:.1f}" cy="{y:.1f}" r="{PIN}"/>'
    return f'<circle class="extent" cx="{x:.1f}" cy="{y:.1f}" r="{radius(place, canvas):.1f}"/>'


def drawn(plate: Plate) -> str:
    """A plate as SVG."""
    left, top, _, _ = plate.box
    shown = [family for family in FAMILIES if family in plate.families]
    scale = SIDE / 16
    shapes = "".join(
        f'<path class="shape" transform="translate({left + INSIDE + SIDE * i:.1f} {top + INSIDE:.1f}) scale({scale})" '
        f'd="{family.path}"/>'
        for i, family in enumerate(shown)
    )
    end = left + INSIDE + SIDE * len(shown)
    count = f'<text class="count" x="{end:.1f}" y="{top + HIGH - 4:.1f}">{plate.count}</text>' if plate.count > 1 else ""
    told = f"{', '.join(plate.names)}: {plate.count} {'event' if plate.count == 1 else 'events'} ({_labels(shown)})"
    plain = f'<rect class="plate" x="{left:.1f}" y="{top:.1f}" width="{plate.wide:.1f}" height="{HIGH:.1f}" rx="2"/>'
    return f'<g class="events"><title>{escape(told)}</title>{plain}{shapes}{count}</g>'


def _labels(shown: Iterable[Family]) -> str:
    return ", ".join(family.label for family in shown)
