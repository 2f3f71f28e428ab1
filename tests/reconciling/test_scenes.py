"""Losses and sequels that a report tells without their place and day."""

from __future__ import annotations

import made
import pytest

from fogline import casework

TEXT = "On the 3rd fighters took Orlin. Eight soldiers died, a spokesman said. The garrison left for the hills."


def told(*, text: str = TEXT, second: dict[str, object] | None = None):
    report = made.report(text, on=5)
    taken = made.claim(report, "fighters took Orlin", "territory_taken", places=["Orlin"], time=made.when(3))
    slots = {"time": made.implied(1, 5), "quantities": [made.number("killed", 8)]} | (second or {})
    dead = made.claim(report, "Eight soldiers died", "casualties", **slots)
    return casework.compose([made.reading(report, taken, dead)], []), taken, dead


def test_losses_are_of_the_incident_told_before_them() -> None:
    record, taken, dead = told()
    [event] = record.events
    assert event.kind == "territory_taken" and event.quantities[0].best == 8
    assert f"{dead.id}: where and when as told in {taken.id}" in event.reasons
    assert record.claims[dead.id].places == ()  # the claim keeps its empty slot


@pytest.mark.parametrize(
    "second",
    [
        {"places": ["Besk"]},
        {"time": made.when(9)},
        {"time": made.when(1, 5)},  # "last week" is not the day told before it
        {"frame": "historical"},
        {"quantities": [made.number("killed", 8, scope="cumulative")]},
        {"kind": "talks"},
    ],
)
def test_what_says_otherwise_is_another(second: dict[str, object]) -> None:
    kind = second.pop("kind", None)
    if kind:
        report = made.report(TEXT, on=5)
        taken = made.claim(report, "fighters took Orlin", "territory_taken", places=["Orlin"], time=made.when(3))
        other = made.claim(report, "a spokesman said", str(kind), time=made.implied(1, 5))
        assert len(casework.compose([made.reading(report, taken, other)], []).events) == 2
    else:
        assert len(told(second=second)[0].events) == 2


def test_a_scene_ends_with_distance() -> None:
    far = TEXT.replace("Eight", "Rain fell on the hills all day. " * 60 + "Eight")
    assert len(told(text=far)[0].events) == 2


def test_the_head_of_a_report_is_of_the_scene_behind_it() -> None:
    report = made.report("Eight soldiers died. On the 3rd fighters took Orlin.", on=5)
    dead = made.claim(report, "Eight soldiers died", "casualties", time=made.implied(1, 5))
    taken = made.claim(report, "fighters took Orlin", "territory_taken", places=["Orlin"], time=made.when(3))
    assert len(casework.compose([made.reading(report, dead, taken)], []).events) == 1


def test_a_region_named_in_between_is_no_other_scene() -> None:
    text = "On the 3rd fighters took Orlin. It was the heaviest fighting in the Vale. Eight soldiers died."
    report = made.report(text, on=5)
    taken = made.claim(report, "fighters took Orlin", "territory_taken", places=["Orlin"], time=made.when(3))
    vale = made.place("Vale", precision="area")
    fighting = made.claim(report, "fighting in the Vale", "armed_clash", places=[vale], time=made.implied(1, 5))
    dead = made.claim(report, "Eight soldiers died", "casualties", time=made.implied(1, 5))
    record = casework.compose([made.reading(report, taken, fighting, dead)], [])
    assert any({taken.id, dead.id} <= set(event.claims) for event in record.events)
