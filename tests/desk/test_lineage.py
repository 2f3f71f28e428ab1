"""Who only repeats whom, as a graph: rows by publication, a lane a voice, open marks for what repeats, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from desk_case import at_desk, kept
from fastapi.testclient import TestClient

from fogline import case as cases
from fogline.desk.citing import unfolded

TOLD = (
    "Blues shelled Orlin on 3 May, killing 12 villagers, the mayor of the town told reporters who had walked in through the "
    "hills after two days without any telephone line or power, and the market hall was burnt down to its stone walls."
)
RETOLD = TOLD.replace("12 villagers", "20 villagers")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[tuple[TestClient, str]]:
    """A desk of a report, another that copies it with another figure, and a third of its own; the address of their event."""
    readings = []
    for text, outlet, day, killed in ((TOLD, "Courier", 4, 12), (RETOLD, "Herald", 5, 20)):
        report = made.report(text, name=f"{outlet}.txt", on=day, source=outlet)
        quote = text.split(" villagers")[0]
        slots = {"actors": ["Blues"], "places": ["Orlin"], "time": made.when(3), "quantities": [made.number("killed", killed)]}
        readings.append(made.reading(report, made.claim(report, quote, "shelling", **slots)))
    own = made.report("Shells fell on Orlin on 3 May.", name="own.txt", on=6, source="Gazette")
    readings.append(made.reading(own, made.claim(own, own.text[:-1], "shelling", places=["Orlin"], time=made.when(3))))
    folder = tmp_path / "case"
    cases.init(folder)
    with at_desk(kept(folder, readings)) as client:
        (event,) = client.get("/events.json").json()["events"]
        yield client, event["address"]


def test_a_copy_stands_below_its_original_in_one_lane(page):
    client, address = page
    graph = client.get(f"{address}.json").json()["lineage"]
    assert [row["outlet"] for row in graph["rows"]] == ["Courier", "Herald", "Gazette"]
    assert [lane["name"] for lane in graph["lanes"]] == ["Courier"]
    marks = [row["marks"][0] for row in graph["rows"]]
    assert [mark["mark"] for mark in marks] == ["first", "repeats", ""]
    assert [(mark["up"], mark["down"]) for mark in marks] == [(False, True), (True, False), (False, False)]
    assert graph["rows"][1]["says"] == ["A: copy, changed: quantities"]
    assert graph["rows"][2]["own"] == "first" and graph["rows"][0]["own"] == ""


def test_the_graph_is_drawn_without_scripts_and_leads_to_the_reports(page):
    client, address = page
    text = client.get(address).text
    drawn = text[text.index('<ol class="lineage">') :].split("</ol>")[0]
    assert drawn.count('class="first"') == 2 and drawn.count('class="repeats"') == 1 and drawn.count("<line") == 2
    assert drawn.count('<a href="/reports/rep_') == 3


def test_only_passages_that_tell_of_the_event_are_behind_it(page):
    client, address = page
    told = client.get(f"{address}.json").json()
    assert sum(len(origin["members"]) for origin in told["origins"]) == 3
    assert all("#clm_" in member["address"] for origin in told["origins"] for member in origin["members"])


def test_why_claims_are_one_is_unfolded_into_weights_that_add_up(page):
    client, address = page
    reasons = client.get(f"{address}.json").json()["why"]
    weighed = [reason for reason in reasons if reason["weights"]]
    assert weighed
    for reason in weighed:
        assert float(reason["sum"]) == pytest.approx(sum(float(each["weight"]) for each in reason["weights"]), abs=0.01)
        assert any(piece["address"] for piece in reason["of"])


def test_a_reason_that_is_no_sum_is_told_as_it_stands():
    class Nothing:
        record = type("Record", (), {"claims": {}})()

    told = unfolded("clm_0: where and when as told in clm_1", Nothing())
    assert told["weights"] == [] and "".join(piece["text"] for piece in told["of"]) == "clm_0: where and when as told in clm_1"
