"""What is decided after weighing: kinds that the codebook fixes, doers before a hyphen, authors of papers, names in one
body."""

from __future__ import annotations

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.reading import tagger
from fogline.records import Claim, Reading, Report

pytestmark = pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def claims(pipeline: Pipeline, text: str) -> list[Claim]:
    """All claims of a text, the doubtful ones too."""
    made = report(text.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report)
    reader = pipeline.tools.reader
    sure, reader.tools.confidence = reader.tools.confidence, None
    try:
        reading = pipeline.read(made)
    finally:
        reader.tools.confidence = sure
    assert isinstance(reading, Reading)
    return list(reading.claims)


def actors(pipeline: Pipeline, text: str, kind: str) -> list[str]:
    return [a.text or "" for c in claims(pipeline, text) if c.kind == kind for a in c.actors]


def test_who_struck_stands_before_a_hyphen(pipeline: Pipeline) -> None:
    assert actors(pipeline, "Seven militants were killed in US-led air strikes near Tabqa on Sunday.", "air_strike") == ["US"]


def test_who_wrote_the_statement_speaks(pipeline: Pipeline) -> None:
    text = "A statement from the ministry of health condemned the raids on the hospital."
    assert actors(pipeline, text, "statement") == ["ministry of health"]


def test_names_under_a_verb_in_the_singular_are_one_body(pipeline: Pipeline) -> None:
    assert actors(pipeline, "Fish and Wildlife says the man was shot near the lake.", "statement") == ["Fish and Wildlife"]


def test_claims_that_are_rejected_are_denied(pipeline: Pipeline) -> None:
    kinds = {c.kind for c in claims(pipeline, "The general has rejected those claims.")}
    assert "denial" in kinds and "rejection" not in kinds


def test_the_group_takes_up_the_body_named_before(pipeline: Pipeline) -> None:
    text = "The Harbour Monitor for Human Rights said twelve fighters died. The group also said four were wounded."
    named = [a.name for c in claims(pipeline, text) if c.kind == "statement" for a in c.actors]
    assert named == ["Harbour Monitor for Human Rights"] * 2


def test_he_added_is_the_one_who_spoke_long_before(pipeline: Pipeline) -> None:
    filler = "The road was wet. The shops were shut. It rained all day. The market was empty. Buses did not run."
    text = f'Colonel Karim Habiri said the town was calm. {filler} "We will stay," he added.'
    last = [c for c in claims(pipeline, text) if c.kind in ("statement", "vow")][-1]
    assert last.actors and "Habiri" in last.actors[0].name


def test_nobody_is_killed_where_no_person_died(pipeline: Pipeline) -> None:
    assert not [q for c in claims(pipeline, "No person died in the shelling of the mill.") for q in c.quantities]


def test_i_do_not_think_denies(pipeline: Pipeline) -> None:
    found = [c for c in claims(pipeline, "I don't think that rebels attacked the convoy.") if c.kind == "attack"]
    assert found and all(c.negated for c in found)


def test_a_possessive_without_its_apostrophe_is_a_place(pipeline: Pipeline) -> None:
    found = claims(pipeline, "Russian strikes killed 34 civilians in Syrias Idlib on Sunday.")
    assert {p.name for c in found if c.kind == "air_strike" for p in c.places} >= {"Syria", "Idlib"}


def test_who_holds_ground_says_nothing_of_the_ground_beside_it(pipeline: Pipeline) -> None:
    text = "The valley of Panjshir is bordered by Taliban-controlled territory."
    assert not [p for c in claims(pipeline, text) if c.kind == "control" for p in c.places]
    (held,) = [c for c in claims(pipeline, "Shells fell on the rebel-held town of Douma.") if c.kind == "control"]
    assert [p.text for p in held.places] == ["Douma"]


def test_who_holds_a_town_does_not_bomb_it(pipeline: Pipeline) -> None:
    assert actors(pipeline, "Rebel-controlled Aleppo was bombed on Monday.", "air_strike") == []


def test_control_is_of_the_side_before_the_noun(pipeline: Pipeline) -> None:
    text = "Panjshir, one of the provinces that is not under Taliban control, is quiet."
    (found,) = [c for c in claims(pipeline, text) if c.kind == "control"]
    assert found.negated and [a.text for a in found.actors] == ["Taliban"]


def test_shots_at_protesters_by_somebody_repress_a_protest(pipeline: Pipeline) -> None:
    text = "According to reports, the Taliban shot at peaceful protesters in Jalalabad, killing three."
    assert actors(pipeline, text, "protest_repressed") == ["Taliban"]


STRENGTHS = """The mission still has more than 19,000 soldiers in the country.
Ethiopia keeps nearly 4,000 soldiers outside the mission.
The report gives the Front 7,000 to 12,000 fighters. There are about 900 rebels in the hills around Tarsk."""


def test_a_report_that_counts_forces_tells_strengths(pipeline: Pipeline) -> None:
    made = report(STRENGTHS.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report)
    told = [c.quantities[0].text for c in pipeline.read(made).claims if c.kind == "strength"]
    assert told == ["more than 19,000", "nearly 4,000", "7,000 to 12,000", "about 900"]


def test_arrests_count_those_arrested(pipeline: Pipeline) -> None:
    [claim] = [c for c in claims(pipeline, "The police speak of 38 arrests.") if c.kind == "arrest"]
    assert [(q.what, q.best) for q in claim.quantities] == [("people", 38)]


def test_seized_lorries_are_no_ground(pipeline: Pipeline) -> None:
    text = "Rebel fighters attacked the convoy near Homs on Friday. They said that their fighters had seized 14 trucks."
    assert [c.quantities[0].best for c in claims(pipeline, text) if c.kind == "equipment_seized"] == [14]


def test_a_ceasefire_is_of_war(pipeline: Pipeline) -> None:
    text = (
        "The rebels and the government signed a ceasefire in Homs. The insurgents will disarm by June. "
        "A guerrilla leader promised to free 40 prisoners within two weeks."
    )
    assert {"agreement", "vow"} <= {c.kind for c in claims(pipeline, text)}
