"""What is read beside an incident: who says so in so many words, and who is said to have the place afterwards."""

from __future__ import annotations

import made
import pytest

from fogline.bearing import bearing
from fogline.casework import compose
from fogline.records import ClaimLink, Reading


def taken(day: int, by: str = "Reds") -> Reading:
    report = made.report(f"On the {day}th the {by} rode into the old mill town of Orlin.", on=day)
    return made.reading(
        report, made.claim(report, "rode into", "territory_taken", actors=[by], places=["Orlin"], time=made.when(day))
    )


def holds(first: int, last: int, by: str = "Reds", *, on: int, **more: object) -> Reading:
    report = made.report(f"Seen from the hill on the {on}th, {by} banners hang over every gate from {first} to {last}.", on=on)
    slots = {"actors": [by], "places": ["Orlin"], "time": made.when(first, last), **more}
    return made.reading(report, made.claim(report, "banners hang", "control", **slots))


def beside(*readings: Reading) -> dict[int, list[str]]:
    """How claims bear on captures, by the day of these."""
    record = compose(readings, ())
    found = {event.time.start.day: bearing(record, event) for event in record.events if event.time and event.time.start}
    return {day: [each.how for each in bears] for day, bears in found.items() if bears}


@pytest.mark.parametrize(
    ("word", "bears"),
    [
        (holds(5, 5, on=5), {3: ["holds"]}),
        (holds(3, 6, on=6), {3: ["holds"]}),
        (holds(5, 5, "Blues", on=5), {3: ["holds not"]}),
        (holds(5, 5, on=5, negated=True), {3: ["holds not"]}),
        (holds(2, 2, "Blues", on=2), {}),
        (holds(9, 9, "Blues", on=9), {8: ["holds"]}),
        (holds(3, 9, on=9), {3: ["holds"]}),
        (holds(5, 5, on=5, frame="historical"), {}),
        (holds(28, 28, "Blues", on=28), {}),
    ],
)
def test_who_is_said_to_have_a_place_bears_on_the_last_capture_before(word: Reading, bears: dict[int, list[str]]) -> None:
    assert beside(taken(3), taken(8, "Blues"), word) == bears


def test_acts_of_speech_stand_beside_what_they_say() -> None:
    report = made.report("The governor told us that the Reds rode into Orlin.", on=4)
    event = made.claim(report, "rode into", "territory_taken", actors=["Reds"], places=["Orlin"], time=made.when(3))
    act = made.claim(report, "told us", "statement", actors=["Blues"], links=[ClaimLink(type="says", claim=event.id)])
    assert beside(made.reading(report, event, act)) == {3: ["says"]}
