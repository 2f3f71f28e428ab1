"""Which losses a bare number is of, and messages of two sentences; own text."""

from __future__ import annotations

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Report


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize(
    "text",
    [
        "Murieron cuatro soldados y once resultaron heridos. Los rebeldes atacaron el puente.",
        "Quatre soldats ont été tués et onze autres ont été blessés. Les rebelles ont attaqué le pont.",
        "Погибли четверо солдат, ещё одиннадцать получили ранения. Боевики атаковали мост.",
        "وقُتل أربعة جنود وأصيب أحد عشر آخرون. وهاجم المسلحون الجسر.",
        "چهار سرباز کشته و یازده نفر زخمی شدند. شورشیان به پل حمله کردند.",
        "병사 4명이 숨지고 11명이 다쳤다. 반군이 다리를 공격했다.",
    ],
)
def test_the_nearest_word_of_harm_says_which_losses_a_number_is_of(pipeline: Pipeline, text: str) -> None:
    made = report(text.encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    claims = pipeline.read(made).claims
    assert {(q.what, q.low) for c in claims for q in c.quantities} == {("killed", 4), ("wounded", 11)}
    assert any(c.kind == "attack" for c in claims)


def test_a_message_with_fighters_of_two_sorts_is_about_a_war(pipeline: Pipeline) -> None:
    made = report(b"Four soldiers were killed and eleven wounded. Rebels attacked the bridge.", name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    assert {claim.kind for claim in pipeline.read(made).claims} == {"casualties", "attack"}
