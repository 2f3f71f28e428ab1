"""The map of a situation as SVG: provinces and uncertain places as areas, settlements as marks, doubt as pattern.

Colours are Okabe and Ito's set for all kinds of colour vision, given to holders by the number of their places, so that no
side has a colour of its own. Nothing is told by colour alone: each holder has a letter too, held is solid, claimed striped,
contested in bands of both, unknown an empty dotted outline; an encircled place has a broken ring around it. What happened is
told by shape (`marks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fogline.publish import Sitrep, marks, outlines
from fogline.publish.canvas import WIDTH, Box, Canvas, Labels, around, meet
from fogline.publish.colours import Colours, Key, parties, standing
from fogline.publish.escaping import escape, spelled
from fogline.publish.families import FAMILIES, Family
from fogline.publish.outlines import Outline
from fogline.publish.spots import RADIUS_KM, at, corners, drawable, key_of, radius, shape_of, spot
from fogline.publish.words import ACCESS, STATUS, name, order
from fogline.records import Place, Situation

MARK, SMALL = 8.0, 5.5  # radii of settlements, those only inferred smaller
FONT = 15.0
LETTER = 11.0  # font of the holder's letter
LINE = 8.0  # from the point of an area up to its letter, and down to its name
MOST_LABELS = 40
BAR_HIGH, MARGIN = 40.0, 14.0  # room of the scale bar in the corner
RINGED = ("encircled", "cut")

STYLE = (
    """
.paper{fill:#f7f6f3}.land{fill:#ebe8e1;stroke:#b9b4a8;stroke-width:.8}.edge{stroke:#33302b;stroke-width:1.2}
.none{fill:#fff;fill-opacity:.35;stroke:#33302b;stroke-width:1.4;stroke-dasharray:2 3}
.area{fill-opacity:.55}.none.area{fill:none}
.inferred{opacity:.6}.ring{fill:none;stroke:#33302b;stroke-width:2;stroke-dasharray:5 4}
.grid{fill:none;stroke:#d9d4c9;stroke-width:.7}
.label{font:600 15px system-ui,sans-serif;text-anchor:middle;fill:#1d1b18;stroke:#f7f6f3}
.label{stroke-width:3.5px;paint-order:stroke}
.wide{font-weight:400;font-style:italic}
.letter{font:700 11px system-ui,sans-serif;text-anchor:middle;fill:#1d1b18;stroke:#f7f6f3;stroke-width:3px;paint-order:stroke}
.bar{stroke:#33302b;stroke-width:2}
@media (prefers-color-scheme:dark){.paper{fill:#16181b}.land{fill:#24272c;stroke:#4a4f57}.edge,.ring,.bar{stroke:#e8e6e1}
.grid{stroke:#30343a}.none{fill:#000;stroke:#e8e6e1}.label,.letter{fill:#f2f0eb;stroke:#16181b}}
@media print{.paper{fill:#fff}.land{fill:#f1f1f1;stroke:#999}.edge,.ring,.bar,.none{stroke:#000}
.label,.letter{fill:#000;stroke:#fff}}
"""
    + marks.STYLE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """An SVG element and its legend: the holders, the families of events. `shown` are the keys (`key_of`) of the places whose
    situation is on it, `events` how many events are."""

    svg: str
    holders: tuple[Key, ...]
    families: tuple[Family, ...]
    shown: frozenset[str]
    events: int


Link = Callable[[Situation], str]
"""The address that a place on the map leads to."""


def draw(sitrep: Sitrep, link: Link | None = None, colours: Colours | None = None) -> Drawing | None:
    """The map, None where no place has a point. It is drawn by STYLE, which the page that holds it must have. `colours` are
    those of the holders where several maps share them."""
    situations = [_by_role(found, sitrep) for found in order(sitrep.situations) if drawable(found.place, sitrep.area)]
    told = marks.by_place((event, place) for event in sitrep.events if (place := spot(event, sitrep.area)))
    places = {key: place for key, (place, _) in told.items()} | {key_of(found.place): found.place for found in situations}
    if not places:
        return None
    land = outlines.of_countries({place.country for place in places.values() if place.country} | set(sitrep.area))
    shapes = {key: shape for key, place in places.items() if (shape := shape_of(place, land, sitrep.boundaries))}
    canvas = Canvas.around([point for key, place in places.items() for point in corners(place, shapes.get(key))])
    paints = _Paints(colours or Colours.by_places(situations, _names(sitrep)))
    labels = Labels(canvas.height)
    areas = [found for found in situations if found.place.precision in RADIUS_KM]
    points = [found for found in situations if found.place.precision not in RADIUS_KM]
    boxes = [_box(found, canvas) for found in (*points, *areas)]
    plates = marks.plates(told, shapes, canvas, sitrep.claims, boxes)
    bar = _bar_box(canvas, [*boxes, *(plate.box for plate in plates)])
    for box in (bar, *boxes, *(plate.box for plate in plates)):
        labels.block(box)
    outlined = sorted(areas, key=lambda found: key_of(found.place) not in shapes)  # a disc would else lie below a province
    parts = [_linked(found, _area(found, shapes.get(key_of(found.place)), canvas, paints), link) for found in outlined]
    parts += [marks.extent(place, shapes.get(key), canvas) for key, (place, _) in told.items()]
    parts += [_linked(found, _mark(found, canvas, paints), link) for found in reversed(points)]
    parts += map(marks.drawn, plates)
    held = {key_of(found.place): _reach(found) for found in (*points, *areas)}
    named = [found.place for found in (*points, *areas)] + [place for key, (place, _) in told.items() if key not in held]
    written = filter(None, (_label(place, canvas, labels, held.get(key_of(place), marks.PIN)) for place in named))
    count = sum(plate.count for plate in plates)
    about = f"Who holds what on {sitrep.on}: {len(situations)} places; what happened: {count} events"
    title = escape(f"{about}. The tables tell the same.")
    size = f'viewBox="0 0 {WIDTH:.0f} {canvas.height:.0f}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{title}">'
        f"<defs>{paints.patterns()}</defs>{_ground(canvas, [*land, *sitrep.boundaries])}{''.join(parts)}"
        f"{''.join(islice(written, MOST_LABELS))}{_bar(canvas, bar)}</svg>"
    )
    here = frozenset(family for plate in plates for family in plate.families)
    return Drawing(
        svg=svg,
        holders=paints.colours.legend(standing(situations)),
        families=tuple(family for family in FAMILIES if family in here),
        shown=frozenset(key_of(found.place) for found in situations),
        events=count,
    )


def _by_role(found: Situation, sitrep: Sitrep) -> Situation:
    """The same with private persons by role: a map says who holds a place in its legend and its titles."""
    holder = found.holder and replace(found.holder, name=name(found.holder, sitrep))
    return replace(found, holder=holder, presence=tuple(replace(ref, name=name(ref, sitrep)) for ref in found.presence))


def _names(sitrep: Sitrep) -> dict[str, str]:
    """Of all actors that have a part in something, by the keys under which they have shares."""
    refs = (ref for claim in sitrep.claims.values() for ref in (*claim.actors, *claim.targets))
    return {ref.id or ref.name: name(ref, sitrep) for ref in refs}


def _ground(canvas: Canvas, land: Iterable[Outline]) -> str:
    shapes = (f'<path class="land" fill-rule="evenodd" d="{canvas.path(one.rings)}"/>' for one in land if canvas.sees(one))
    paper = f'<rect class="paper" width="{WIDTH:.0f}" height="{canvas.height:.0f}"/>'
    return f'{paper}<path class="grid" d="{canvas.grid()}"/>{"".join(shapes)}'


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

    def letters(self, found: Situation) -> str:
        """Who stands for a place, by the letters of the legend; "?" for one that has none."""
        return "/".join(self.colours.letter(party) or "?" for party in parties(found)[:2])

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


def _area(found: Situation, shape: Outline | None, canvas: Canvas, paints: _Paints) -> str:
    x, y = at(found.place, canvas)
    if shape:
        drawn = f'<path fill-rule="evenodd" d="{canvas.path(shape.rings)}" {_fill(found, paints, "area")}/>'
    else:
        reach = radius(found.place, canvas)
        disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" {_fill(found, paints, "area")}/>'
        drawn = disc + _ring(found, x, y, reach)
    return _titled(found, drawn + _letters(found, x, y - LINE, paints))


def _mark(found: Situation, canvas: Canvas, paints: _Paints) -> str:
    x, y = at(found.place, canvas)
    reach = SMALL if found.evidence == "interpolated" else MARK
    mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach}" {_fill(found, paints, "")}/>'
    return _titled(found, mark + _ring(found, x, y, reach) + _letters(found, x, y, paints))


def _letters(found: Situation, x: float, y: float, paints: _Paints) -> str:
    told = paints.letters(found)
    return f'<text class="letter" x="{x:.1f}" y="{y + LETTER * 0.35:.1f}">{told}</text>' if told else ""


def _fill(found: Situation, paints: _Paints, extra: str) -> str:
    paint = paints.of(found)
    classes = ["edge" if paint else "none", extra, "inferred" if found.evidence == "interpolated" else ""]
    fill = f' fill="{paint}"' if paint else ""
    return f'class="{" ".join(filter(None, classes))}"{fill}'


def _ring(found: Situation, x: float, y: float, radius: float) -> str:
    if found.access not in RINGED:
        return ""
    return f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{radius + 5:.1f}"/>'


def _reach(found: Situation) -> float:
    """How far a settlement's mark reaches with its ring."""
    return MARK + 6 if found.access in RINGED else MARK


def _linked(found: Situation, shape: str, link: Link | None) -> str:
    return f'<a href="{escape(link(found))}">{shape}</a>' if link else shape


def _titled(found: Situation, shape: str) -> str:
    holder = f", {found.holder.name}" if found.holder else ""
    access = f", {ACCESS[found.access]}" if ACCESS[found.access] else ""
    return f"<g><title>{escape(f'{found.place.name}: {STATUS[found.status]}{holder}{access}')}</title>{shape}</g>"


def _box(found: Situation, canvas: Canvas) -> Box:
    """What its mark takes up, or in an area its holder's letter."""
    x, y = at(found.place, canvas)
    return around(x, y - LINE, LETTER * 0.6) if found.place.precision in RADIUS_KM else around(x, y, _reach(found))


def _label(place: Place, canvas: Canvas, labels: Labels, away: float) -> str:
    """A name beside a mark, `away` from its middle, or within an area, below its letter."""
    x, y = at(place, canvas)
    wide = place.precision in RADIUS_KM
    found = labels.place(place.name, x, y + LINE * wide, 0.0 if wide else away, FONT)
    if found is None:
        return ""
    extra = " wide" if wide else ""
    return f'<text class="label{extra}" x="{found[0]:.1f}" y="{found[1]:.1f}">{spelled([place.name])}</text>'


def _bar_box(canvas: Canvas, taken: Sequence[Box]) -> Box:
    """Where the scale bar goes: the lower corner on the left, on the right where that one is less crowded."""
    wide = canvas.bar()[1] + 2 * MARGIN
    left = 0.0, canvas.height - BAR_HIGH, wide, canvas.height
    right = WIDTH - wide, canvas.height - BAR_HIGH, WIDTH, canvas.height
    return min(left, right, key=lambda corner: sum(meet(corner, box) for box in taken))


def _bar(canvas: Canvas, box: Box) -> str:
    km, length = canvas.bar()
    x, y = box[0] + MARGIN, canvas.height - 14
    return (
        f'<path class="bar" fill="none" d="M{x:.1f} {y - 5:.1f}V{y:.1f}H{x + length:.1f}V{y - 5:.1f}"/>'
        f'<text class="label" x="{x + length / 2:.1f}" y="{y - 8:.1f}">{km} km</text>'
    )
