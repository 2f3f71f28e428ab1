"""Times and places of relative clauses stay with them: own sentences, each behind three of a war."""

from __future__ import annotations

import pytest
from in_war import Told


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("ru", "Отряд, который в 2019 году захватил Тин-Заватин, насчитывает около 300 бойцов.", "strength"),
        ("ru", "Город Хомс, который повстанцы взяли в 2012 году, контролируют правительственные войска.", "control"),
        ("sr", "Pukovnik Makenga, koji je 2012. zauzeo Gomu, komanduje sa oko 8.000 boraca.", "strength"),
        ("es", "El frente, que nació en 2020, cuenta con 300 combatientes.", "strength"),
        ("fr", "Le groupe, qui a pris Kidal en 2012, a attaqué un convoi.", "attack"),
        ("hu", "A csoport, amely 2012-ben elfoglalta Kidalt, megtámadott egy konvojt.", "attack"),
    ],
)
def test_what_a_relative_clause_dates_is_not_its_sentence(told: Told, language: str, text: str, kind: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind == kind]
    assert found and all(claim.time is None for claim in found)
    assert not {place.name for claim in found for place in claim.places} & {"Kidal", "Goma", "Тин-Заватин"}


def test_what_it_says_itself_keeps_its_time(told: Told) -> None:
    claims = told("ru", "Отряд, который в 2019 году захватил Тин-Заватин, насчитывает около 300 бойцов.")
    (taken,) = [claim for claim in claims if claim.kind == "territory_taken"]
    assert taken.time and taken.time.start and taken.time.start.year == 2019
