"""Who repels an attack is its target, in every language; own text."""

from __future__ import annotations

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.reading.native.owners import owners
from fogline.reading.paragraphs import opening
from fogline.records import Claim, Report


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


# What makes a text an account of a war, without which readers want to be surer.
WAR = {
    "en": "Rebels shelled the town of Dalgah on Monday. Twelve soldiers were killed and forty fighters wounded in clashes. ",
    "es": "Los rebeldes bombardearon la ciudad de Dalgah el lunes. Murieron doce soldados y cuarenta combatientes. ",
    "fr": "Les rebelles ont bombardé la ville de Dalgah lundi. Douze soldats et quarante combattants ont été tués. ",
    "ru": "Боевики обстреляли город Далга в понедельник. Погибли двенадцать солдат и сорок повстанцев. ",
    "ar": "قصف المسلحون مدينة دلجة يوم الاثنين. وقتل اثنا عشر جنديا وأربعون مقاتلا في الاشتباكات. ",
    "tr": "İsyancılar pazartesi günü Dalgah kentini bombaladı. Çatışmalarda on iki asker ve kırk savaşçı öldü. ",
    "hu": "A lázadók hétfőn lőtték Dalgah városát. A harcokban tizenkét katona és negyven harcos halt meg. ",
    "ur": "باغیوں نے پیر کو شہر دلجہ پر گولہ باری کی۔ جھڑپوں میں بارہ فوجی اور چالیس جنگجو ہلاک ہوئے۔ ",
}


def attack(pipeline: Pipeline, language: str, text: str) -> Claim:
    made = report((WAR[language] + text).encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    (found,) = [claim for claim in pipeline.read(made).claims if claim.kind == "attack" and claim.start >= len(WAR[language])]
    return found


@pytest.mark.parametrize(
    ("language", "text", "actors", "targets"),
    [
        ("en", "Government troops repulsed the rebels' assault on the bridge.", ["rebels"], ["Government troops"]),
        (
            "en",
            "The offensive of the militia was repelled by soldiers of the garrison.",
            ["militia"],
            ["soldiers of the garrison"],
        ),
        ("en", "Soldiers of the garrison beat back an attack by the militia.", ["militia"], ["Soldiers of the garrison"]),
        ("en", "Rebel fighters fended off an attack.", [], ["Rebel fighters"]),
        # other languages: without a parse
        (
            "es",
            "Las tropas del gobierno repelieron el asalto de los rebeldes al puente.",
            ["rebeldes"],
            ["tropas del gobierno"],
        ),
        ("fr", "L'attaque menée par les rebelles contre le pont a été repoussée par l'armée.", ["rebelles"], ["armée"]),
        ("ru", "Атака боевиков на мост была отбита военными.", ["боевиков"], ["военными"]),
        ("ru", "Армия отразила нападение на позиции своих войск.", [], ["Армия"]),
        ("ar", "قال الجيش إن قواته صدت هجوما شنه المسلحون على الجسر.", ["المسلحون"], ["قواته"]),
        ("tr", "Hükümet birlikleri isyancıların köprüye saldırısını geri püskürttü.", ["isyancıların"], ["Hükümet birlikleri"]),
        ("tr", "Ordu saldırıyı püskürttü.", [], ["Ordu"]),
        ("hu", "A lázadók támadását a hadsereg visszaverte.", ["lázadók"], ["hadsereg"]),
        ("ur", "باغیوں کا حملہ فوج نے ناکام بنا دیا۔", ["باغیوں"], ["فوج"]),
    ],
)
def test_who_repels_an_attack_is_its_target(
    pipeline: Pipeline, language: str, text: str, actors: list[str], targets: list[str]
) -> None:
    found = attack(pipeline, language, text)
    assert found.aspect == "failed"
    assert [ref.text for ref in found.actors] == actors
    assert {ref.text for ref in found.targets} >= set(targets)


def test_every_table_has_its_verbs_and_nouns() -> None:
    for language in ("ar", "es", "fa", "fr", "hu", "ko", "ps", "ru", "sr", "tr", "uk", "ur"):
        assert owners(language) is not None
    assert owners("de") is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Delta, 28 de marzo de 2031 (El Faro) – Los combatientes tomaron", "Los"),
        ("Дельта, 8 марта 2031 года (Голос). В пятницу войска", "В"),
        ("(서울=통신) 김기자 기자 = 육군은", "육군은"),
        ("Delta, 5 mai – Les troupes ont pris", "Les"),
        ("Soldados del Ejército mataron a 3 (según vecinos). El martes", "Soldados"),
        ("En 2031 – el año de la guerra – los soldados entraron", "En"),
    ],
)
def test_a_dateline_in_any_language_is_no_part_of_the_first_sentence(text: str, first: str) -> None:
    assert text[opening(text) :].split()[0] == first


def test_a_turkish_genitive_is_who_repels_in_a_nominal_clause(pipeline: Pipeline) -> None:
    found = attack(pipeline, "tr", "Sözcü, birliklerin iki saldırıyı püskürttüğünü açıkladı.")
    assert found.actors == () and "birliklerin" in {ref.text for ref in found.targets}
