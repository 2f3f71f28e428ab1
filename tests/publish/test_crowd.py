"""Where most of what a map shows lies close together."""

from __future__ import annotations

from xml.etree import ElementTree

import made
from hypothesis import given
from hypothesis import strategies as st
from test_brief import event
from test_sitrep import sitrep, situation

from fogline.publish.canvas import Canvas, meet
from fogline.publish.crowd import LEAST, SHARE, crowd, within
from fogline.publish.inset import framed
from fogline.publish.map import draw

SVG = "{http://www.w3.org/2000/svg}"
POINTS = st.tuples(st.floats(-179, 179), st.floats(-80, 80))
VALLEY = [(69.5 + n / 50, 35.3 + n / 90) for n in range(8)]


def test_a_valley_in_a_wide_land_is_a_crowd():
    found = crowd([*VALLEY, (62.2, 34.3), (67.1, 36.7), (71.0, 37.0)])
    assert found and all(within(at, found) for at in VALLEY) and not within((67.1, 36.7), found)


def test_places_well_apart_are_none():
    assert crowd([(x / 2, y / 2) for x in range(4) for y in range(4)]) is None
    assert crowd(VALLEY) is None and crowd(VALLEY[: LEAST - 1]) is None and crowd([]) is None


@given(st.lists(POINTS, min_size=1, max_size=30))
def test_a_crowd_holds_most_points_and_no_order_changes_it(points):
    found = crowd(points)
    assert found == crowd(points[::-1])
    assert found is None or sum(within(at, found) for at in points) >= SHARE * len(points)


def test_a_crowd_is_drawn_larger_within_the_map_and_each_event_once():
    places = [
        made.place(f"Village {n}", id=f"case:v{n}", lat=10 + n / 60, lon=20 + n / 80, precision="settlement") for n in range(6)
    ]
    places += [
        made.place("Far", id="case:far", lat=14.0, lon=26.0, precision="settlement"),
        made.place("Off", id="case:off", lat=12.0, lon=29.0, precision="settlement"),
    ]
    events = tuple(event(n, places=(each,)) for n, each in enumerate(places))
    drawing = draw(sitrep(situations=tuple(map(situation, places)), events=events))
    root = ElementTree.fromstring(drawing.svg)
    (inner,) = root.findall(f"{SVG}svg")
    assert [each.get("class") for each in root.findall(f"{SVG}rect")].count("lens") == 2
    titles = [each.text for each in root.iter(f"{SVG}title")]
    marked = [told for told in titles if ": held, Reds" in told]
    assert len(marked) == len(set(marked)) == len(places) and drawing.events == len(events)
    assert sum(told in {each.text for each in inner.iter(f"{SVG}title")} for told in marked) == 6
    wide, high = map(float, root.get("viewBox").split()[2:])
    x, y, w, h = (float(inner.get(name)) for name in ("x", "y", "width", "height"))
    assert x >= 0 and x + w <= wide and y >= 0 and y + h <= high


@given(st.lists(st.tuples(st.floats(0, 720), st.floats(0, 320)), max_size=12))
def test_the_frame_covers_nothing(points):
    canvas = Canvas.around([(60.0, 30.0), (75.0, 36.0)])
    boxes = [(x - 5, y - 5, x + 5, y + 5) for x, y in points]
    after, frame = framed(canvas, boxes, points)
    assert not any(meet(frame, box) for box in boxes if box[3] <= canvas.height) and frame[3] <= after.height
    assert after.height == canvas.height or frame[1] >= canvas.height
