"""The map of a situation as SVG: provinces and uncertain places as areas, settlements as marks, doubt as pattern.

Colours are Okabe and Ito's set for all kinds of colour vision, given to holders by the number of their places, so that no
side has a colour of its own. Nothing is told by colour alone: each holder has a letter too, held is solid, claimed striped,
contested in bands of both, unknown an empty dotted outline; an encircled place has a broken ring around it. What happened is
told by shape (`marks`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from fogline.publish import Sitrep, marks, outlines
from fogline.publish.canvas import Box, Canvas, Labels, around, meet
from fogline.publish.colours import Colours, Key, parties, standing
from fogline.publish.crowd import Bounds, crowd, within
from fogline.publish.escaping import escape, spelled
from fogline.publish.families import FAMILIES, Family
from fogline.publish.inset import INSET, framed
from fogline.publish.outlines import Outline
from fogline.publish.spots import RADIUS_KM, at, corners, drawable, key_of, point_of, radius, shape_of, spot
from fogline.publish.words import ACCESS, STATUS, name, order
from fogline.records import Claim, Event, Place, Situation

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
.bar{stroke:#33302b;stroke-width:2}.lens{fill:none;stroke:#33302b;stroke-width:2}
@media (prefers-color-scheme:dark){.paper{fill:#16181b}.land{fill:#24272c;stroke:#4a4f57}.edge,.ring,.bar,.lens{stroke:#e8e6e1}
.grid{stroke:#30343a}.none{fill:#000;stroke:#e8e6e1}.label,.letter{fill:#f2f0eb;stroke:#16181b}}
@media print{.paper{fill:#fff}.land{fill:#f1f1f1;stroke:#999}.edge,.ring,.bar,.lens,.none{stroke:#000}
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
    whole = _Part(situations=situations, told=told, shapes=shapes, claims=sitrep.claims, paints=paints, link=link)
    ground = [*land, *sitrep.boundaries]
    close = crowd(sorted({point_of(place) for place in places.values()}))
    drawn = _with_inset(whole, close, canvas, ground) if close else whole.drawn(canvas, ground)
    about = f"Who holds what on {sitrep.on}: {len(situations)} places; what happened: {drawn.events} events"
    title = escape(f"{about}. The tables tell the same.")
    look = ' class="two-scales"' if close else ""
    size = f'viewBox="0 0 {drawn.canvas.width:.0f} {drawn.canvas.height:.0f}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{title}"{look}>'
        f"<defs>{paints.patterns()}</defs>{drawn.svg}</svg>"
    )
    return Drawing(
        svg=svg,
        holders=paints.colours.legend(standing(situations)),
        families=tuple(family for family in FAMILIES if family in drawn.families),
        shown=frozenset(key_of(found.place) for found in situations),
        events=drawn.events,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """Shapes on a canvas, and how many events of which families are among them."""

    svg: str
    canvas: Canvas
    events: int
    families: frozenset[Family]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What a map shows: situations, events under the places where they are drawn, outlines by the places' keys."""

    situations: Sequence[Situation]
    told: Mapping[str, tuple[Place, list[Event]]]
    shapes: Mapping[str, Outline]
    claims: Mapping[str, Claim]
    paints: _Paints
    link: Link | None

    def only(self, shown: Callable[[Place], bool]) -> _Part:
        """The same of some places, and all that have an outline."""
        kept = [found for found in self.situations if key_of(found.place) in self.shapes or shown(found.place)]
        return replace(self, situations=kept, told={key: each for key, each in self.told.items() if shown(each[0])})

    def boxes(self, canvas: Canvas, taken: Sequence[Box]) -> list[Box]:
        """What the marks of situations and of events take up, beside what is taken."""
        marked = [*taken, *(_box(found, canvas) for found in self.situations)]
        return [*marked, *(plate.box for plate in self._plates(canvas, marked))]

    def drawn(self, canvas: Canvas, ground: Iterable[Outline], taken: Sequence[Box] = ()) -> _Drawn:
        """All of it; nothing is written on what is `taken`."""
        areas = [found for found in self.situations if found.place.precision in RADIUS_KM]
        points = [found for found in self.situations if found.place.precision not in RADIUS_KM]
        boxes = [_box(found, canvas) for found in (*points, *areas)]
        boxes += taken
        plates = self._plates(canvas, boxes)
        boxes += [plate.box for plate in plates]
        bar, labels = _bar_box(canvas, boxes), Labels(canvas.height, canvas.width)
        for box in (bar, *boxes):
            labels.block(box)
        outlined = sorted(areas, key=lambda found: key_of(found.place) not in self.shapes)  # a disc would lie below a province
        parts = [
            self._linked(found, _area(found, self.shapes.get(key_of(found.place)), canvas, self.paints)) for found in outlined
        ]
        parts += [marks.extent(place, self.shapes.get(key), canvas) for key, (place, _) in self.told.items()]
        parts += [self._linked(found, _mark(found, canvas, self.paints)) for found in reversed(points)]
        parts += map(marks.drawn, plates)
        held = {key_of(found.place): _reach(found) for found in (*points, *areas)}
        named = [found.place for found in (*points, *areas)] + [each for key, (each, _) in self.told.items() if key not in held]
        written = filter(None, (_label(place, canvas, labels, held.get(key_of(place), marks.PIN)) for place in named))
        return _Drawn(
            svg=f"{_ground(canvas, ground)}{''.join(parts)}{''.join(islice(written, MOST_LABELS))}{_bar(canvas, bar)}",
            canvas=canvas,
            events=sum(plate.count for plate in plates),
            families=frozenset(family for plate in plates for family in plate.families),
        )

    def _plates(self, canvas: Canvas, marked: Sequence[Box]) -> list[marks.Plate]:
        return marks.plates(self.told, self.shapes, canvas, self.claims, marked)

    def _linked(self, found: Situation, shape: str) -> str:
        return f'<a href="{escape(self.link(found))}">{shape}</a>' if self.link else shape


def _with_inset(whole: _Part, close: Bounds, canvas: Canvas, ground: Sequence[Outline]) -> _Drawn:
    """A map with a map of its crowd in it, larger: what is there stands there alone."""
    inner = whole.only(lambda place: within(point_of(place), close))
    outer = whole.only(lambda place: not within(point_of(place), close))
    lens = *canvas.at(close[0], close[3]), *canvas.at(close[2], close[1])
    rims = [canvas.at(*at) for shape in whole.shapes.values() for ring in shape.rings for at in ring]
    canvas, frame = framed(canvas, outer.boxes(canvas, [lens]), rims)
    around, inside = outer.drawn(canvas, ground, [frame, lens]), inner.drawn(Canvas.of(close, *INSET), ground)
    at = f'x="{frame[0]:.1f}" y="{frame[1]:.1f}" width="{INSET[0]:.0f}" height="{INSET[1]:.0f}"'
    svg = f"{around.svg}{_lens(lens)}<svg {at}>{inside.svg}</svg>{_lens(frame)}"
    return _Drawn(svg=svg, canvas=canvas, events=around.events + inside.events, families=around.families | inside.families)


def _lens(box: Box) -> str:
    """The frame of a part that is drawn larger, where it lies and where it is drawn."""
    left, top, right, low = box
    return f'<rect class="lens" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{low - top:.1f}"/>'


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
    paper = f'<rect class="paper" width="{canvas.width:.0f}" height="{canvas.height:.0f}"/>'
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
    right = canvas.width - wide, canvas.height - BAR_HIGH, canvas.width, canvas.height
    return min(left, right, key=lambda corner: sum(meet(corner, box) for box in taken))


def _bar(canvas: Canvas, box: Box) -> str:
    km, length = canvas.bar()
    x, y = box[0] + MARGIN, canvas.height - 14
    return (
        f'<path class="bar" fill="none" d="M{x:.1f} {y - 5:.1f}V{y:.1f}H{x + length:.1f}V{y - 5:.1f}"/>'
        f'<text class="label" x="{x + length / 2:.1f}" y="{y - 8:.1f}">{km} km</text>'
    )
