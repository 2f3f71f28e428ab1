"""What pages show of all places at once, from columns, is what each place's own record says."""

from __future__ import annotations

import json

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline import case as cases
from fogline.case_records import Case
from fogline.casework import compose
from fogline.desk.opened import View
from fogline.desk.pages import ground, looks
from fogline.desk.pages.page import Query
from fogline.desk.written import Json, written
from fogline.publish import words
from fogline.publish.colours import standing

KINDS = ("control", "territory_taken", "withdrawal", "armed_clash", "presence", "encirclement", "route_cut")
PLACES = [
    made.place("Orlin", lat=1.0, lon=2.0, precision="settlement"),
    made.place('Be"sk & Söhne', lat=1.5, lon=2.5, precision="district"),
    made.place("Northmark", lat=3.0, lon=3.0, precision="province"),
    made.place("Tarn", lat=None, lon=None),
    made.place("Realm", lat=5.0, lon=5.0, precision="country"),
]


@st.composite
def readings(draw: st.DrawFn):
    found = []
    for n in range(draw(st.integers(1, 12))):
        report = made.report(f"Sheet {n * 37} tells the tale of the hills, number {n}.", on=20)
        who, whom = draw(st.permutations(("Reds", "Blues", "Greens")))[:2]
        slots = {"actors": [who], "targets": [whom], "places": [draw(st.sampled_from(PLACES))]}
        when = made.when(draw(st.integers(1, 12)))
        found.append(made.reading(report, made.claim(report, "the tale", draw(st.sampled_from(KINDS)), time=when, **slots)))
    return found


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    folder = tmp_path_factory.mktemp("case")
    cases.init(folder)
    return cases.load(folder)


LOOK = ("says", "form", "colours", "evidence", "access")


def viewed(told, case: Case) -> View:
    return View(case=case, record=compose(told, (), case), log=(), unread=0, version="1")


@given(readings(), st.integers(1, 25))
def test_situations_are_shown_in_the_order_of_their_records(case, told, day):
    view = viewed(told, case)
    records = words.order(view.record.situations(made.day(day)))
    shown = view.situations(made.day(day))
    assert list(shown) == records and shown[:3] == records[:3] and len(shown) == len(records)
    wanted = view.places.of_name("or")
    assert list(shown.where(wanted)) == [found for found in records if "or" in found.place.name.casefold()]


@given(readings(), st.integers(1, 25))
def test_the_map_draws_what_the_records_say(case, told, day):
    view = viewed(told, case)
    drawn = json.loads(written(ground.day(view, Query(on=made.day(day)))))
    records = [s for s in view.situations(made.day(day)) if s.place.lat is not None and s.place.precision != "country"]
    assert [feature["properties"]["id"] for feature in drawn["places"]["features"]] == [s.place.id for s in records]
    for feature, record in zip(drawn["places"]["features"], records, strict=True):
        found, fill = feature["properties"], view.colours.of(record)
        assert (found["name"], found["evidence"], found["access"]) == (record.place.name, record.evidence, record.access)
        assert (found["form"], found["colours"]) == (fill.form, "-".join(fill.colours))
        there = record.presence if record.status == "contested" and record.presence else [record.holder]
        assert found["says"].startswith(words.STATUS[record.status])
        assert all(actor.name in found["says"] for actor in there if actor)
        assert found["address"] == view.address("/situation", {"on": str(made.day(day))}, place=record.place.id)
    assert drawn["legend"] == [{"paint": k.paint, "label": k.label} for k in view.colours.legend(standing(records))]


@given(readings(), st.integers(1, 25))
def test_the_moving_map_is_told_the_same_in_fewer_words(case, told, day):
    view = viewed(told, case)
    full = json.loads(written(ground.day(view, Query(on=made.day(day)))))
    brief = json.loads(written(looks.day(view, Query(on=made.day(day)))))
    places = json.loads(written(looks.places(view, Query())))["places"]
    shown = {
        place[0]: (place[1], bool(place[2]), brief["looks"][n]) for place, n in zip(places, brief["of"], strict=True) if n >= 0
    }
    drawn = {}
    for feature in full["places"]["features"]:
        found = feature["properties"]
        drawn[found["id"]] = found["name"], found["near"], {name: found[name] for name in LOOK}
    assert shown == drawn and brief["events"] == full["events"] and brief["crowd"] == full["crowd"]


def test_what_is_json_already_stands_as_it_is():
    assert json.loads(written({"a": Json('[1,"ü"]'), "b": "[1]", "c": None})) == {"a": [1, "ü"], "b": "[1]", "c": None}
