"""What a passage's own time says of what names none: read whole, since time words and claims come from the readers."""

from __future__ import annotations

import datetime as dt

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Claim, Report

PUBLISHED = dt.date(2026, 9, 20)
WAR = "Rebels attacked Bardai on Monday, the army said. Troops shelled the hill.\n\n"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def told(pipeline: Pipeline, text: str, quote: str) -> Claim:
    made = report((WAR + text).encode(), name="own.txt", suffix=".txt", published=PUBLISHED)
    assert isinstance(made, Report)
    return next(c for c in pipeline.read(made).claims if quote in c.quote and c.kind not in ("statement", "role"))


def days(claim: Claim) -> tuple[dt.date | None, dt.date | None]:
    assert claim.time
    return claim.time.start, claim.time.end


def test_a_year_that_opens_a_sentence_holds_for_what_follows_and_is_history(pipeline: Pipeline) -> None:
    found = told(pipeline, "In 2012 the rebels seized Kidal. The army lost 160 men there.", "lost 160 men")
    assert days(found) == (dt.date(2012, 1, 1), dt.date(2012, 12, 31)) and found.frame == "historical"


def test_what_holds_behind_such_a_sentence_has_no_day(pipeline: Pipeline) -> None:
    found = told(pipeline, "In 2012 the rebels seized Kidal. The army now holds the town.", "holds")
    assert found.time is None and found.frame == "current"


def test_a_year_within_a_sentence_sets_no_scene(pipeline: Pipeline) -> None:
    text = "The group, which took Kidal in 2012, attacked a convoy. Three soldiers were killed."
    found = told(pipeline, text, "Three soldiers")
    assert days(found) == (dt.date(2026, 9, 13), PUBLISHED) and found.frame == "current"


def test_another_paragraph_is_of_its_own_time(pipeline: Pipeline) -> None:
    found = told(pipeline, "In 2012 the rebels seized Kidal.\n\nThree soldiers were killed.", "Three soldiers")
    assert days(found) == (dt.date(2026, 9, 13), PUBLISHED)


def test_a_year_later_counts_from_the_year_before_it(pipeline: Pipeline) -> None:
    found = told(pipeline, "Malam Dicko founded the group in 2016 and was killed by troops a year later.", "was killed")
    assert days(found) == (dt.date(2017, 1, 1), dt.date(2017, 12, 31))
