"""What happened is on the still map: by family, as an area where no point is known, each event in one mark that none covers."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import made
from hypothesis import given
from hypothesis import strategies as st
from test_brief import event
from test_sitrep import sitrep, situation

from fogline.publish import html, marks
from fogline.publish.canvas import WIDTH, Canvas, meet, width
from fogline.publish.map import draw
from fogline.records import Place

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**more) -> ElementTree.Element:
    drawing = draw(sitrep(**more))
    assert drawing is not None
    return ElementTree.fromstring(drawing.svg)


def classes(root: ElementTree.Element) -> list[str]:
    return [each.get("class", "") for each in root.iter()]


def test_what_has_no_point_is_an_area_and_never_a_pin():
    valley = event(1, places=(made.place("Orlin", precision="area"),))
    root = drawn(events=(valley,), situations=())
    assert "pin" not in classes(root) and classes(root).count("extent") == 1
    disc = next(each for each in root.iter(f"{SVG}circle") if each.get("class") == "extent")
    plate = next(each for each in root.iter(f"{SVG}rect") if each.get("class") == "plate")
    top = float(disc.get("cy")) - float(disc.get("r"))
    assert float(plate.get("y")) < top < float(plate.get("y")) + float(plate.get("height"))  # on the northern rim


def test_a_settlement_is_a_pin_with_the_shapes_of_its_families():
    events = (event(1), event(2, kind="protest"), event(3, kind="protest"))
    root = drawn(events=events, situations=())
    assert "extent" not in classes(root) and classes(root).count("pin") == 1
    assert classes(root).count("shape") == 2 and [t.text for t in root.iter(f"{SVG}text") if t.get("class") == "count"] == ["3"]
    told = next(each.text for each in root.iter(f"{SVG}title"))
    assert told == "Orlin: 3 events (fighting and harm, people in the streets)"


def test_a_province_has_its_outline_as_extent():
    place = Place(text=None, at=None, name="Kapisa", lat=34.98, lon=69.62, country="AF", precision="province")
    root = drawn(events=(event(1, places=(place,)),), situations=(), area=("AF",))
    assert [each.tag for each in root.iter() if each.get("class") == "extent"] == [f"{SVG}path"]


def test_what_no_map_can_show_is_counted_beside_it():
    nowhere = event(2, places=(made.place("Rivonia"),))
    given = sitrep(events=(event(1), nowhere), situations=())
    assert draw(given).events == 1 and "1 event without a place that it can show" in html.page(given)
    assert draw(sitrep(events=(nowhere,), situations=())) is None


def test_the_legend_has_the_shapes_that_are_on_the_map_and_no_other():
    page = html.page(sitrep(events=(event(1, kind="protest"),)))
    legend = page[page.index('<ul class="legend">') : page.index("</figcaption>")]
    assert "people in the streets" in legend and "fighting and harm" not in legend and "somewhere within" in legend


def test_a_mark_keeps_off_the_holders_mark_below_it():
    north, south = made.place("Orlin"), made.place("Besk", lat=10.09)
    far = made.place("Tarn")
    root = drawn(events=(event(1, places=(north,)),), situations=tuple(map(situation, (north, south, far))))
    plate = next(each for each in root.iter(f"{SVG}rect") if each.get("class") == "plate")
    rings = [each for each in root.iter(f"{SVG}circle") if each.get("class") == "edge"]
    box = float(plate.get("x")), float(plate.get("y")), float(plate.get("x")) + 16, float(plate.get("y")) + 16
    assert not any(
        meet(box, (x - 1, y - 1, x + 1, y + 1)) for x, y in ((float(r.get("cx")), float(r.get("cy"))) for r in rings)
    )


@given(st.lists(st.tuples(st.floats(9, 11), st.floats(20, 22), st.integers(1, 3), st.booleans()), min_size=1, max_size=30))
def test_no_mark_covers_another_and_every_event_is_in_one(found):
    told = {}
    for n, (lat, lon, number, wide) in enumerate(found):
        place = made.place(f"Town {n}", lat=lat, lon=lon, precision="area" if wide else "settlement")
        told[f"{n:03}"] = (place, [event(k) for k in range(number)])
    canvas = Canvas.around([(lon, lat) for lat, lon, _, _ in found])
    plates = marks.plates(told, {}, canvas, {})
    assert sum(plate.count for plate in plates) == sum(number for _, _, number, _ in found)
    assert sorted(name for plate in plates for name in plate.names) == sorted(place.name for place, _ in told.values())
    for i, a in enumerate(plates):
        assert a.box[0] >= 0 and a.box[1] >= 0 and a.box[2] <= WIDTH and a.box[3] <= canvas.height
        assert not any(meet(a.box, b.box) for b in plates[:i])


def test_an_event_of_supply_is_shown_as_such_whatever_else_it_is():
    given = sitrep()
    claim = next(iter(given.claims.values()))
    cut = replace(claim, kind="route_cut")
    root = drawn(events=(event(1, claims=(cut.id,)),), claims={cut.id: cut}, situations=())
    assert "supply and access" in next(each.text for each in root.iter(f"{SVG}title"))


def test_hangul_takes_more_room_than_letters_and_marks_on_letters_none():
    assert width("판지시르") > width("abcd") == width("ábcd".replace("á", "a\u0301"))
