"""All about one place and one day: why, changes of hands, forces, supply, who was looking; what happened, and where."""

from __future__ import annotations

import datetime as dt

import pytest

from fogline import tables
from fogline.desk.pages.place import looked
from fogline.publish.families import FAMILIES
from fogline.situation.coverage import Coverage

ON = {"on": "2030-05-08", "place": "case:orlin"}


def test_a_place_says_who_holds_it_and_by_which_report_it_changed_hands(war):
    told = war.get("/place.json", params=ON).json()["place"]
    assert told["holder"] == "Reds" and told["shares"][0]["name"] == "Reds"
    (flip,) = told["flips"]
    assert (flip["from"]["name"], flip["to"]["name"], flip["on"]) == ("Blues", "Reds", "2030-05-05")
    assert flip["quotes"][0]["quote"] == "Reds took Orlin"
    cited = [piece for reason in told["why"] for piece in reason if piece["address"]]
    assert cited and all(piece["address"].startswith("/reports/rep_") and "#clm_" in piece["address"] for piece in cited)


def test_forces_of_those_there_and_what_is_told_of_its_roads(war):
    told = war.get("/place.json", params=ON).json()["place"]
    assert [each["says"] for each in told["strengths"]] == ["Reds: 300 personnel"]
    assert [each["quote"] for each in told["strengths"][0]["quotes"]] == ["Reds have 300 men"]
    assert [each["quote"] for each in told["supply"]] == ["The road to Orlin is cut"]
    assert war.get("/place.json", params={**ON, "on": "2030-05-02"}).json()["place"]["supply"] == []


def test_silence_is_told_apart_from_nobody_looking():
    about = {"place": "case:orlin", "name": "Orlin", "on": dt.date(2030, 5, 8)}
    covered = looked(Coverage(**about, reports=2, naming=("Courier",), silent=("Herald",)))["says"]
    silence = looked(Coverage(**about, reports=0, naming=(), silent=("Herald",)))["says"]
    nobody = looked(Coverage(**about, reports=0, naming=(), silent=()))["says"]
    assert covered.startswith("Named") and "silent were 1" in covered
    assert silence.startswith("Silence") and nobody.startswith("Nobody looking")


def test_the_panel_stands_in_the_situation_for_whoever_has_no_scripts(war):
    page, alone = war.get("/situation", params=ON).text, war.get("/place", params=ON).text
    for words in ("Reds took Orlin", "300 personnel", "The road to Orlin is cut", "Who was looking"):
        assert words in page and words in alone
    assert "Told of 6 May 2030" in war.get("/situation", params={"on": "2030-05-06"}).text


def test_a_place_of_which_nothing_is_known_is_not_there(war):
    assert war.get("/place", params={**ON, "place": "case:nowhere"}).status_code == 404
    assert war.get("/place").status_code == 404


def test_a_day_tells_its_events_by_family(war):
    told = war.get("/day.json", params={"on": "2030-05-06"}).json()["day"]
    assert [(family["id"], len(family["events"])) for family in told["families"]] == [("fighting", 1)]
    assert told["families"][0]["events"][0]["precision"] == "within 45 km"
    assert war.get("/day.json", params={"on": "2030-05-20"}).json()["day"]["families"] == []


def test_an_event_somewhere_in_an_area_has_no_pin(war):
    told = war.get("/ground.json", params={"on": "2030-05-06"}).json()["events"]["features"]
    area, mark = told
    assert area["geometry"]["type"] == "MultiPolygon" and mark["geometry"]["type"] == "Point"
    ring = area["geometry"]["coordinates"][0][0]
    lon, lat = mark["geometry"]["coordinates"]
    assert (lon, lat) != (20.1, 10.2) and lat == pytest.approx(max(y for _, y in ring), abs=0.001)


def test_the_marks_of_a_place_lead_to_its_event_and_tell_of_supply(war):
    (mark,) = war.get("/ground.json", params={"on": "2030-05-05"}).json()["events"]["features"]
    assert mark["geometry"]["coordinates"] == [20.0, 10.0]
    assert mark["properties"]["families"] == "ground,supply"
    assert war.get(mark["properties"]["address"]).status_code == 200


def test_each_kind_is_of_one_family():
    kinds = [kind for family in FAMILIES for kind in family.kinds]
    assert len(kinds) == len(set(kinds))
    assert {row["kind"] for row in tables.rows(tables.DATA / "codes.tsv")} <= set(kinds)
