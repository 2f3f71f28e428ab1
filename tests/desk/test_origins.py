"""Two passages of one voice side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from desk_case import at_desk, kept
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from fogline import case as cases
from fogline.desk.pages.origin import compared, slots
from fogline.records import Passage


def test_what_differs_is_marked_on_either_side():
    left, right = compared("Blues shelled Orlin, killing 12.", "BLUES reportedly shelled Orlin, killing 15.")
    assert [text for text, same in left if not same] == ["12"]
    assert [text for text, same in right if not same] == [" reportedly", "15"] or "reportedly" in "".join(
        text for text, same in right if not same
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_of_either_text_is_lost(one, other):
    for text, pieces in zip((one, other), compared(one, other), strict=True):
        assert "".join(piece for piece, _ in pieces) == text


def test_the_voices_of_an_event_lead_to_their_passages(desk):
    (event,) = desk.get("/events.json").json()["events"]
    for origin in desk.get(f"{event['address']}.json").json()["origins"]:
        told = desk.get(f"/origins/{origin['id']}.json").json()
        assert told["layer"] == "so" and told["first"]["pieces"]
        assert desk.get(f"/origins/{origin['id']}").status_code == 200
    assert desk.get("/origins/org_0").status_code == 404


ENGLISH = (
    "Blues shelled Orlin on 3 May, killing 12 villagers, the mayor told reporters. "
    "The market hall burnt down to its walls and nobody came to put it out before dawn, people from the hill farms said."
)


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[TestClient]:
    """The desk of a report of two passages, each copied by another report with other words in one slot."""
    readings = []
    for outlet, on, text in (
        ("Courier", 4, ENGLISH),
        ("Herald", 5, ENGLISH.replace("12", "20").replace("hill farms", "river farms")),
    ):
        report = made.report(text, name=f"{outlet}.txt", on=on, source=outlet)
        told, burnt = text.split(". ")[0].split(",")[0], "The market hall burnt down"
        number = text[text.index("killing ") + 8 :].split()[0]
        killed = made.number("killed", int(number), text=number, at=(text.index(number), text.index(number) + 2))
        readings.append(
            made.reading(
                report,
                made.claim(
                    report, f"{told}, killing {number}", "shelling", actors=["Blues"], places=["Orlin"], quantities=[killed]
                ),
                made.claim(report, burnt, "property_destroyed", places=["Orlin"]),
            )
        )
    folder = tmp_path / "case"
    cases.init(folder)
    with at_desk(kept(folder, readings)) as client:
        yield client


def test_each_passage_stands_beside_the_one_that_it_repeats(copied):
    seen = 0
    for event in copied.get("/events.json").json()["events"]:
        for origin in copied.get(f"{event['address']}.json").json()["origins"]:
            for pair in copied.get(f"/origins/{origin['id']}.json").json()["pairs"]:
                left, right = ("".join(piece["text"] for piece in pair[side]["pieces"]) for side in ("left", "right"))
                assert left.split()[:2] == right.split()[:2]
                marked = [piece["text"].strip() for piece in pair["right"]["pieces"] if not piece["same"]]
                assert set(marked) <= {"20", "river"} and marked
                numbers = [row for row in pair["slots"] if row["slot"] == "quantities"]
                told = [(row["first"], row["other"], row["became"]) for row in numbers]
                assert told == ([(["killed: 12"], ["killed: 20"], ["changed"])] if "20" in marked else [])
                seen += 1
    assert seen


def test_of_a_translation_the_words_of_changed_slots_are_marked():
    report = made.report("Blues shelled Orlin, killing 12.", on=4)
    number = made.number("killed", 12, at=(29, 31), text="12")
    claim = made.claim(report, report.text[:-1], "shelling", actors=[made.ref("Blues", at=(0, 5))], quantities=[number])
    passage = Passage(report=report.id, document="x", start=0, end=len(report.text), quote=report.text)
    assert slots(passage, [claim], {"quantities", "claim", "negated"}) == [
        ("Blues shelled Orlin, killing ", True),
        ("12", False),
        (".", True),
    ]
