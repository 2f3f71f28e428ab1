"""Days: what happened, what was said, what was published; lanes of places and actors; days chosen for the map."""

from __future__ import annotations

from pathlib import Path

import made
import pytest
from desk_case import at_desk, kept

from fogline import case as cases


@pytest.fixture
def days(tmp_path: Path):  # type: ignore[no-untyped-def]
    """The desk of two shellings, a vow that two outlets tell of on different days, and a threat by a private person."""
    voss = made.ref("Ada Voss", id="text:voss")
    one = made.report("Blues shelled Orlin. Reds vow revenge for Orlin.", on=4, source="Courier")
    two = made.report("Blues shelled Besk. Ada Voss threatens Blues.", on=6, source="Herald")
    readings = [
        made.reading(
            one,
            made.claim(one, "Blues shelled Orlin", "shelling", actors=["Blues"], places=["Orlin"], time=made.when(3)),
            made.claim(one, "Reds vow revenge for Orlin", "vow", actors=["Reds"], places=["Orlin"]),
        ),
        made.reading(
            two,
            made.claim(two, "Blues shelled Besk", "shelling", actors=["Blues"], places=["Besk"], time=made.when(5)),
            made.claim(two, "Ada Voss threatens Blues", "threat", actors=[voss], targets=["Blues"]),
        ),
    ]
    folder = tmp_path / "case"
    cases.init(folder)
    with at_desk(kept(folder, readings)) as client:
        yield client


def test_events_statements_and_reports_stand_by_day(days):
    told = {each["day"]: each for each in days.get("/timeline.json").json()["days"]}
    counts = {day: (each["events"], each["statements"], each["reports"]) for day, each in told.items()}
    assert counts == {"2030-05-03": (1, 0, 0), "2030-05-04": (0, 1, 1), "2030-05-05": (1, 0, 0), "2030-05-06": (0, 1, 1)}
    assert days.get(told["2030-05-04"]["said"]).text.count("Reds vow revenge for Orlin") == 1


def test_a_lane_leads_to_its_days_alone(days):
    lanes = {lane["name"]: lane for lane in days.get("/timeline.json").json()["lanes"]}
    assert {name: lane["what"] for name, lane in lanes.items()} == {"Orlin": "place", "Besk": "place", "Blues": "actor"}
    assert lanes["Blues"]["days"] == {"2030-05-03": 1, "2030-05-05": 1}
    alone = days.get(lanes["Besk"]["address"].replace("/timeline", "/timeline.json")).json()
    assert [each["day"] for each in alone["days"] if each["events"]] == ["2030-05-05"]
    assert (
        days.get(lanes["Blues"]["events"].replace("/events", "/events.json")).json()["total"] == 3
    )  # the threat against them too


def test_statements_are_found_by_who_where_when_and_words(days):
    def total(**asked: str) -> int:
        return days.get("/statements.json", params=asked).json()["total"]

    assert total() == 2
    assert total(actor="Reds") == total(actor="case:reds") == total(place="Orlin") == 1
    assert total(words="REVENGE") == total(kind="vow") == 1
    assert total(since="2030-05-05") == 1 and total(until="2030-05-03") == 0


def test_nobody_is_found_by_a_name_that_is_withheld(days):
    for path in ("/statements.json", "/events.json"):
        for name in ("Ada Voss", "text:voss"):
            assert days.get(path, params={"actor": name}).json()["total"] == 0
    assert "Voss" not in days.get("/timeline").text


def test_the_map_shows_the_events_of_the_days_that_were_chosen(days):
    def marks(**asked: object) -> list[str]:
        told = days.get("/ground.json", params={"on": "2030-05-05", **asked}).json()["events"]["features"]
        return [each["properties"]["says"] for each in told]

    assert marks() == ["shelling, Besk"] and sorted(marks(days=3)) == ["shelling, Besk", "shelling, Orlin"]
    page = days.get("/situation", params={"on": "2030-05-05", "days": 3}).text
    assert "Told of 3 May 2030 to 5 May 2030" in page and "days=3" in page  # and every link stays so
    assert days.get("/situation", params={"on": "0001-01-02", "days": 366}).status_code == 200
    assert days.get("/situation", params={"days": 0}).status_code == 422
