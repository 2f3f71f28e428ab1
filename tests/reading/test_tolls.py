"""Which numbers of a sentence are a toll, and whose word it is; own text."""

from __future__ import annotations

import pytest
from in_war import Told

TOLLS = [
    (
        "A car bomb blew up in Tarn, killing nine people, three of them officers, and wounding 41.",
        {("killed", 9), ("wounded", 41)},
    ),
    ("Gunmen fired on lorries of the army, killing six of its men and wounding three.", {("killed", 6), ("wounded", 3)}),
    ("Nine people were killed, among them three police officers, and 41 were wounded.", {("killed", 9), ("wounded", 41)}),
    ("The shelling left nine dead, three of them children, and 41 wounded.", {("killed", 9), ("wounded", 41)}),
    (
        "The bomb killed nine: seven civilians and two members of the Harbour Guard.",
        {("killed", 9), ("killed", 7), ("killed", 2)},
    ),
    ("A soldier and a girl were killed in the shelling of Tarn.", {("killed", 1)}),
    ("The rebels' spokeswoman said that her side held 64 prisoners.", {("captured", 64)}),
    ("The rebels took 64 prisoners.", {("captured", 64)}),
]
SAID = [
    ("The Defence Ministry put its dead at eight.", "Defence Ministry"),
    ("The Defence Ministry, which gave its own dead as three, has left the town.", "Defence Ministry"),
    ("The ministry acknowledged the loss of 19 servicemen.", "ministry"),
    ("The hospital counted 12 bodies.", "hospital"),
    ("Mortar rounds hit a queue in Tarn, killing five people, said the town's hospital.", "town's hospital"),
    ("The council condemned the killing of five people in Tarn.", None),
]


@pytest.mark.parametrize(("text", "wanted"), TOLLS, ids=[text for text, _ in TOLLS])
def test_what_befell_how_many(told: Told, text: str, wanted: set[tuple[str, int]]) -> None:
    harm = ("killed", "wounded", "captured")
    assert {(q.what, q.best) for c in told("en", text) for q in c.quantities if q.what in harm} == wanted


@pytest.mark.parametrize(("text", "speaker"), SAID, ids=[text for text, _ in SAID])
def test_who_gives_a_toll(told: Told, text: str, speaker: str | None) -> None:
    harmed = [c for c in told("en", text) if c.quantities]
    assert harmed
    assert {step.speaker.name if step.speaker else None for c in harmed for step in c.attribution} == ({speaker} - {None})


def test_the_only_time_and_the_place_of_who_acts_are_the_events(told: Told) -> None:
    marched = "On 19 August 2021, which is the day on which they celebrate independence from the British, protests were held."
    (claim,) = [c for c in told("en", marched) if c.kind == "protest"]
    assert claim.time is not None and claim.time.text == "19 August 2021"
    (claim,) = [c for c in told("en", "Dozens of Herat residents were killed.") if c.kind == "casualties"]
    assert [place.text for place in claim.places] == ["Herat"]
