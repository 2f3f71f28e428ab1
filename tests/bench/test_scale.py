"""Whole cases grow report by report into what they are composed at once."""

from __future__ import annotations

import datetime as dt
import random

import pytest
import scale
import stories
from test_earlier import check
from test_growing import all_of, grown

from fogline.casework import compose
from fogline.tracing import shingles, wordings


@pytest.mark.parametrize("common", [3, 20, 100])
def test_a_generated_case(monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    """Whose reports have most of their words in common."""
    for module in (wordings, shingles):
        monkeypatch.setattr(module, "COMMON", common)
    monkeypatch.setattr(scale, "PLACES", 3)
    monkeypatch.setattr(scale, "DAYS", 5)
    readings = list(scale.generated(60, common))
    random.Random(common).shuffle(readings)
    assert all_of(grown(readings, 30)) == all_of(compose(readings, []))


@pytest.mark.soak
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("name", ["high-pass", "salt-coast", "third"])
def test_an_invented_war(name: str) -> None:
    story = stories.told(stories.STORIES / name)
    readings, case = list(story.readings), story.record.case
    random.Random(name).shuffle(readings)
    record = compose(readings[:10], [], case)
    _ = record.events
    for reading in readings[10:]:
        record = record.with_readings([reading])
    assert all_of(record) == all_of(story.record)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_generated_case_as_known_on_each_of_its_days(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """With many reports that come late, copy, correct, or say no more than the week."""
    monkeypatch.setattr(scale, "PLACES", 4)
    monkeypatch.setattr(scale, "DAYS", 12)
    monkeypatch.setattr(scale, "LATE", (1, 1, 1, 1))
    readings = list(scale.generated(120, seed, late=0.6))
    for day in range(2, 40, 3):
        check(readings, scale.FIRST + dt.timedelta(days=day), [scale.FIRST + dt.timedelta(days=n) for n in range(0, 40, 4)])
