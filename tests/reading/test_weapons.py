"""Weapons decide the kind of an attack: own sentences in twelve languages, each behind two of a war."""

from __future__ import annotations

import pytest
from in_war import Told


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("ko", "반군 포병이 마을을 공격했다.", "shelling"),
        ("ru", "Наши самолёты атаковали колонну грузовиков.", "air_strike"),
        ("fa", "پهپادهای ارتش به کاروان شورشیان حمله کردند.", "drone_strike"),
        ("ar", "هاجمت مروحيات الجيش مواقع المسلحين.", "air_strike"),
        ("tr", "Uçaklarımız bir kamyon kolunu vurdu.", "air_strike"),
        ("uk", "Безпілотники армії атакували склад повстанців.", "drone_strike"),
        ("ps", "د پوځ الوتکو د یاغیانو پر مرکز برید وکړ.", "air_strike"),
        ("sr", "Naši avioni su napali kolonu kamiona.", "air_strike"),
        ("hu", "A hadsereg helikopterei megtámadták a lázadók állásait.", "air_strike"),
        ("ur", "فوج کے ہیلی کاپٹروں نے باغیوں کے ٹھکانوں پر حملہ کیا۔", "air_strike"),
        ("es", "Los aviones del ejército atacaron una columna de camiones.", "air_strike"),
        ("fr", "Les drones de l'armée ont attaqué la colonne des rebelles.", "drone_strike"),
    ],
)
def test_what_flies_or_fires_from_afar_gives_the_attack_its_kind(told: Told, language: str, text: str, kind: str) -> None:
    assert kind in {claim.kind for claim in told(language, text)}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Повстанцы атаковали позиции артиллерии."),
        ("es", "Los rebeldes atacaron una columna de cañones."),
        ("tr", "İsyancılar havan mevzilerine saldırdı."),
    ],
)
def test_a_weapon_that_is_struck_gives_it_none(told: Told, language: str, text: str) -> None:
    assert {claim.kind for claim in told(language, text)} == {"attack"}


def test_a_second_verb_of_the_same_aircraft_is_theirs(told: Told) -> None:
    claims = told("es", "Nuestros aviones destruyeron un puente y atacaron una columna de camiones.")
    assert {claim.kind for claim in claims} == {"air_strike"}


def test_a_second_verb_of_others_is_not(told: Told) -> None:
    claims = told("es", "Los aviones bombardearon el puerto y los rebeldes atacaron el cuartel.")
    assert {claim.kind for claim in claims} == {"air_strike", "attack"}
