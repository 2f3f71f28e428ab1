"""Who speaks or acts where only the sentence before names him, and what stands behind the word that it belongs to; own text."""

from __future__ import annotations

import pytest
from in_war import Told, rows

FOLLOW_ON = rows("follow_on.tsv")
BOUNDED = [
    ("ar", "قتل 12 شخصا على الأقل في أورلان."),
    ("fr", "Douze personnes au moins ont été tuées à Orlan."),
    ("es", "Doce personas como mínimo murieron en Orlan."),
    ("ru", "Погибли 12 человек как минимум."),
    ("uk", "Загинули 12 осіб щонайменше."),
]
TAKERS = [
    ("sr", "Orlan su u ponedeljak zauzeli pobunjenici.", "pobunjenici"),
    ("ru", "Орлан захватили боевики.", "боевики"),
    ("uk", "Орлан захопили бойовики.", "бойовики"),
    ("ko", "오를란은 월요일 반군에 점령됐다.", "반군"),
]
LOSERS = [
    ("sr", "Vojska je zauzela Orlan od pobunjenika.", "Vojska"),
    ("ru", "Армия отбила Орлан у боевиков.", "Армия"),
    ("ko", "정부군은 반군에게서 오를란을 탈환했다.", "정부군"),
]
TOWNS = [
    ("es", "Los rebeldes atacaron el lunes la localidad de Orlan.", "Orlan"),
    ("fr", "Les rebelles ont attaqué lundi la localité d'Orlan.", "Orlan"),
    ("ur", "باغیوں نے پیر کو اورلان قصبے پر حملہ کیا۔", "اورلان"),
    ("ko", "반군이 월요일 오를란 마을을 공격했다.", "오를란"),
]


@pytest.mark.parametrize(("language", "slot", "whom", "text"), FOLLOW_ON, ids=[text[-40:] for *_, text in FOLLOW_ON])
def test_whoever_the_sentence_before_names(told: Told, language: str, slot: str, whom: str, text: str) -> None:
    second = [c for c in told(language, text) if c.kind in ("casualties", "attack", "armed_clash")]
    if slot == "speaker":
        found = [step.speaker.name for c in second for step in c.attribution if step.speaker]
        assert second and len(found) >= len(second)
    else:
        found = [ref.name for c in second if c.kind == "attack" for ref in c.actors]
    assert found and any(whom in name for name in found)


@pytest.mark.parametrize(("language", "text"), BOUNDED)
def test_a_bound_behind_what_is_counted(told: Told, language: str, text: str) -> None:
    assert [(q.low, q.high) for c in told(language, text) for q in c.quantities] == [(12, None)]


@pytest.mark.parametrize(("language", "text", "taker"), [*TAKERS, *LOSERS])
def test_who_takes_may_stand_behind_the_verb(told: Told, language: str, text: str, taker: str) -> None:
    assert [ref.name for c in told(language, text) if c.kind == "territory_taken" for ref in c.actors] == [taker]


@pytest.mark.parametrize(("language", "text", "town"), TOWNS)
def test_a_town_that_no_list_knows_is_where_it_is_struck(told: Told, language: str, text: str, town: str) -> None:
    assert [p.name for c in told(language, text) if c.kind == "attack" for p in c.places] == [town]
