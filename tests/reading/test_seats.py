"""The capital of a province is not the province; own text. What nobody knows keeps its words and no place on the map."""

from __future__ import annotations

import pytest
from in_war import Told

from fogline.naming.gazetteer import World
from fogline.tables import table

HELMAND, LASHKAR_GAH, KABUL = "gn:1140043", "gn:1134720", "gn:1138958"
CAPITALS = {
    "en": "The capital of Helmand province fell to the Taliban on Friday.",
    "es": "La capital de la provincia de Helmand cayó en manos de los talibanes.",
    "fr": "La capitale de la province du Helmand est tombée aux mains des talibans.",
    "fa": "مرکز ولایت هلمند به دست طالبان افتاد.",
    "ps": "د هلمند ولایت مرکز د طالبانو لاس ته ولوېد.",
    "hu": "Helmand tartomány székhelye a tálibok kezére került.",
    "sr": "Glavni grad provincije Helmand pao je u ruke talibana.",
}
AREAS = {
    "en": "Rebels took most of Helmand province and the capital is quiet.",
    "es": "Los talibanes huyeron de la capital hacia Helmand.",
    "fr": "Les talibans ont pris la province du Helmand.",
}


def places(told: Told, language: str, text: str) -> set[str | None]:
    return {place.id for claim in told(language, text) for place in claim.places}


@pytest.mark.parametrize(("language", "text"), CAPITALS.items(), ids=CAPITALS)
def test_a_capital_is_the_seat_of_its_province(told: Told, language: str, text: str) -> None:
    assert places(told, language, text) == {LASHKAR_GAH}


@pytest.mark.parametrize(("language", "text"), AREAS.items(), ids=AREAS)
def test_a_province_beside_a_capital_stays_the_province(told: Told, language: str, text: str) -> None:
    assert HELMAND in places(told, language, text)


def test_the_capital_with_its_own_name_is_itself(told: Told) -> None:
    assert places(told, "en", "The Afghan capital Kabul was shelled by rebels.") == {KABUL}
    assert places(told, "en", "Lashkar Gah, the capital of Helmand, fell to the Taliban on Friday.") == {LASHKAR_GAH}


def test_every_seat_is_a_town_that_the_gazetteer_has() -> None:
    world = World()
    for row in table("world/seats.tsv"):
        region, seat = world.entity(row["region"]), world.entity(row["seat"])
        assert region is not None and seat is not None and region.country == seat.country
        assert seat.precision == "settlement" and region.type in ("country", "admin1")
