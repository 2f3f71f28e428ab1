"""The map of a situation as SVG: provinces and uncertain places as areas, settlements as marks, doubt as pattern.

Colours are Okabe and Ito's set for all kinds of colour vision, given to holders by the number of their places, so that no
side has a colour of its own. Nothing is told by colour alone: held is solid, claimed striped, contested in bands of both,
unknown an empty dotted outline; an encircled place has a broken ring around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fogline.publish import Sitrep, outlines
from fogline.publish.canvas import WIDTH, Canvas, Labels, Point
from fogline.publish.colours import Colours, Key, standing
from fogline.publish.escaping import escape
from fogline.publish.outlines import Outline
from fogline.publish.words import ACCESS, STATUS, name, order
from fogline.records import Place, Situation

NOT_ON_MAP = ("country", "unknown")
RADIUS_KM = {"district": 15.0, "area": 20.0, "route": 12.0, "province": 45.0}  # of the disc for what is no point
LEAST_AREA, MOST_AREA = 16.0, 70.0  # units
MARK, SMALL = 8.0, 5.5  # radii of settlements, those only inferred smaller
FONT = 15.0
MOST_LABELS = 40
RINGED = ("encircled", "cut")

STYLE = """
.paper{fill:#f7f6f3}.land{fill:#ebe8e1;stroke:#b9b4a8;stroke-width:.8}.edge{stroke:#33302b;stroke-width:1.2}
.none{fill:#fff;fill-opacity:.35;stroke:#33302b;stroke-width:1.4;stroke-dasharray:2 3}
.area{fill-opacity:.55}.none.area{fill:none}
.inferred{opacity:.6}.ring{fill:none;stroke:#33302b;stroke-width:2;stroke-dasharray:5 4}
.grid{fill:none;stroke:#d9d4c9;stroke-width:.7}
.label{font:600 15px system-ui,sans-serif;text-anchor:middle;fill:#1d1b18;stroke:#f7f6f3}
.label{stroke-width:3.5px;paint-order:stroke}
.wide{font-weight:400;font-style:italic}.bar{stroke:#33302b;stroke-width:2}
@media (prefers-color-scheme:dark){.paper{fill:#16181b}.land{fill:#24272c;stroke:#4a4f57}.edge,.ring,.bar{stroke:#e8e6e1}
.grid{stroke:#30343a}.none{fill:#000;stroke:#e8e6e1}.label{fill:#f2f0eb;stroke:#16181b}}
@media print{.paper{fill:#fff}.land{fill:#f1f1f1;stroke:#999}.edge,.ring,.bar,.none{stroke:#000}.label{fill:#000;stroke:#fff}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG element and its legend; `shown` are the keys (`key_of`) of the places on it."""

    svg: str
    holders: tuple[Key, ...]
    shown: frozenset[str]


Link = Callable[[Situation], str]
"""The address that a place on the map leads to."""


def draw(sitrep: Sitrep, link: Link | None = None, colours: Colours | None = None) -> Drawing | None:
    """The map, None where no place has a point. It is drawn by STYLE, which the page that holds it must have. `colours` are
    those of the holders where several maps share them."""
    situations = [_by_role(found, sitrep) for found in order(sitrep.situations) if _drawable(found, sitrep)]
    if not situations:
        return None
    countries = {found.place.country for found in situations if found.place.country} | set(sitrep.area)
    land = outlines.of_countries(countries)
    shapes = {key_of(found.place): shape for found in situations if (shape := _shape(found, land, sitrep.boundaries))}
    canvas = Canvas.around(_corners(situations, shapes))
    paints = _Paints(colours or Colours.by_places(situations))
    labels = Labels(canvas.height)
    provinces = [found for found in situations if key_of(found.place) in shapes]
    parts = [_linked(found, _province(found, shapes[key_of(found.place)], canvas, paints), link) for found in provinces]
    discs = [found for found in situations if key_of(found.place) not in shapes and found.place.precision in RADIUS_KM]
    parts += [_linked(found, _disc(found, canvas, paints), link) for found in discs]
    points = [found for found in situations if found.place.precision not in RADIUS_KM]
    for found in points:
        labels.block(*_at(found, canvas), _reach(found))
    parts += [_linked(found, _mark(found, canvas, paints), link) for found in reversed(points)]
    written = filter(None, (_label(found, canvas, labels) for found in (*points, *discs, *provinces)))
    title = escape(f"Who holds what on {sitrep.on}: {len(situations)} places. The table below tells the same.")
    size = f'viewBox="0 0 {WIDTH:.0f} {canvas.height:.0f}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{title}">'
        f"<defs>{paints.patterns()}</defs>{_ground(canvas, [*land, *sitrep.boundaries])}{''.join(parts)}"
        f"{''.join(islice(written, MOST_LABELS))}{_bar(canvas)}</svg>"
    )
    holders = paints.colours.legend(standing(situations))
    return Drawing(svg=svg, holders=holders, shown=frozenset(key_of(found.place) for found in situations))


def _by_role(found: Situation, sitrep: Sitrep) -> Situation:
    """The same with private persons by role: a map says who holds a place in its legend and its titles."""
    holder = found.holder and replace(found.holder, name=name(found.holder, sitrep))
    return replace(found, holder=holder, presence=tuple(replace(ref, name=name(ref, sitrep)) for ref in found.presence))


def _ground(canvas: Canvas, land: Iterable[Outline]) -> str:
    shapes = (f'<path class="land" fill-rule="evenodd" d="{canvas.path(one.rings)}"/>' for one in land if canvas.sees(one))
    paper = f'<rect class="paper" width="{WIDTH:.0f}" height="{canvas.height:.0f}"/>'
    return f'{paper}<path class="grid" d="{canvas.grid()}"/>{"".join(shapes)}'


def key_of(place: Place) -> str:
    """What tells the places of one sitrep apart."""
    return place.id or place.name


def _drawable(found: Situation, sitrep: Sitrep) -> bool:
    place = found.place
    near = not sitrep.area or place.country is None or place.country in sitrep.area or not _codes(sitrep.area)
    return place.lat is not None and place.lon is not None and place.precision not in NOT_ON_MAP and near


def _codes(area: Iterable[str]) -> bool:
    return any(len(code) == 2 for code in area)


def _shape(found: Situation, land: Sequence[Outline], own: Sequence[Outline]) -> Outline | None:
    """The outline of a place that is no point: the case's own, else of a province the one of its id, else the one that its
    point lies in."""
    place = found.place
    drawn = next((outline for outline in own if outline.id == place.id and place.precision in RADIUS_KM), None)
    if drawn:
        return drawn
    if place.precision != "province" or place.lon is None or place.lat is None:
        return None
    named = next((outline for outline in land if outline.id == place.id), None)
    return named or next((outline for outline in land if outline.holds(place.lon, place.lat)), None)


def _corners(situations: Iterable[Situation], shapes: dict[str, Outline]) -> list[Point]:
    points: list[Point] = []
    for found in situations:
        shape = shapes.get(key_of(found.place))
        if shape:
            points += [point for ring in shape.rings for point in ring]
        elif found.place.lon is not None and found.place.lat is not None:
            points.append((found.place.lon, found.place.lat))
    return points


class _Paints:
    """The paints of an SVG, and the patterns that they need."""

    def __init__(self, colours: Colours) -> None:
        self.colours = colours
        self._needed: set[tuple[str, ...]] = set()

    def of(self, found: Situation) -> str:
        """The paint of a place, empty where nobody is known to hold it."""
        fill = self.colours.of(found)
        if fill.form in ("none", "solid"):
            return "".join(fill.colours)
        stripes = fill.colours if fill.form == "bands" else (*fill.colours, "none")
        self._needed.add(stripes)
        return f"url(#{_pattern(stripes)})"

    def patterns(self) -> str:
        made = []
        for stripes in sorted(self._needed):
            drawn = "".join(f'<rect x="{4 * i}" width="4" height="8" fill="{colour}"/>' for i, colour in enumerate(stripes))
            made.append(
                f'<pattern id="{_pattern(stripes)}" width="8" height="8" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)">{drawn}</pattern>'
            )
        return "".join(made)


def _pattern(stripes: Sequence[str]) -> str:
    return "p" + "-".join(colour.removeprefix("#") for colour in stripes)


def _province(found: Situation, shape: Outline, canvas: Canvas, paints: _Paints) -> str:
    return _titled(found, f'<path fill-rule="evenodd" d="{canvas.path(shape.rings)}" {_fill(found, paints, "area")}/>')


def _disc(found: Situation, canvas: Canvas, paints: _Paints) -> str:
    x, y = _at(found, canvas)
    radius = _radius(found, canvas)
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {_fill(found, paints, "area")}/>'
    return _titled(found, disc + _ring(found, x, y, radius))


def _mark(found: Situation, canvas: Canvas, paints: _Paints) -> str:
    x, y = _at(found, canvas)
    radius = SMALL if found.evidence == "interpolated" else MARK
    mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" {_fill(found, paints, "")}/>'
    return _titled(found, mark + _ring(found, x, y, radius))


def _fill(found: Situation, paints: _Paints, extra: str) -> str:
    paint = paints.of(found)
    classes = ["edge" if paint else "none", extra, "inferred" if found.evidence == "interpolated" else ""]
    fill = f' fill="{paint}"' if paint else ""
    return f'class="{" ".join(filter(None, classes))}"{fill}'


def _ring(found: Situation, x: float, y: float, radius: float) -> str:
    if found.access not in RINGED:
        return ""
    return f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{radius + 5:.1f}"/>'


def _radius(found: Situation, canvas: Canvas) -> float:
    return min(max(canvas.km(RADIUS_KM[found.place.precision]), LEAST_AREA), MOST_AREA)


def _reach(found: Situation) -> float:
    """How far a settlement's mark reaches with its ring."""
    return MARK + 6 if found.access in RINGED else MARK


def _linked(found: Situation, shape: str, link: Link | None) -> str:
    return f'<a href="{escape(link(found))}">{shape}</a>' if link else shape


def _titled(found: Situation, shape: str) -> str:
    holder = f", {found.holder.name}" if found.holder else ""
    access = f", {ACCESS[found.access]}" if ACCESS[found.access] else ""
    return f"<g><title>{escape(f'{found.place.name}: {STATUS[found.status]}{holder}{access}')}</title>{shape}</g>"


def _label(found: Situation, canvas: Canvas, labels: Labels) -> str:
    x, y = _at(found, canvas)
    wide = found.place.precision in RADIUS_KM
    away = 0.0 if wide else _reach(found)
    spot = labels.place(found.place.name, x, y, away, FONT)
    if spot is None:
        return ""
    extra = " wide" if wide else ""
    return f'<text class="label{extra}" x="{spot[0]:.1f}" y="{spot[1]:.1f}">{escape(found.place.name)}</text>'


def _at(found: Situation, canvas: Canvas) -> Point:
    assert found.place.lon is not None and found.place.lat is not None
    return canvas.at(found.place.lon, found.place.lat)


def _bar(canvas: Canvas) -> str:
    km, length = canvas.bar()
    y = canvas.height - 14
    return (
        f'<path class="bar" fill="none" d="M14 {y - 5:.1f}V{y:.1f}H{14 + length:.1f}V{y - 5:.1f}"/>'
        f'<text class="label" x="{14 + length / 2:.1f}" y="{y - 8:.1f}">{km} km</text>'
    )
