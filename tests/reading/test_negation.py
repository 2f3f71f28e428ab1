"""What was not so is not told as done: own sentences in thirteen languages, each behind two of a war."""

from __future__ import annotations

import pytest
from in_war import Told


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("ko", "정부군은 도시를 점령하지 못했다.", "territory_taken"),
        ("ko", "도시는 아직 포위되지 않았다.", "encirclement"),
        ("ru", "Армия не взяла город.", "territory_taken"),
        ("ru", "Ни один солдат не погиб.", "casualties"),
        ("fa", "ارتش شهر را تصرف نکرد.", "territory_taken"),
        ("fa", "شورشیان به پل حمله نکردند.", "attack"),
        ("ar", "المدينة غير محاصرة.", "encirclement"),
        ("ar", "لم تنسحب القوات من المدينة.", "withdrawal"),
        ("tr", "Kale düşmedi.", "territory_taken"),
        ("tr", "İsyancılar köprüye saldırmadı.", "attack"),
        ("tr", "Ordu kenti terk etmiyor.", "withdrawal"),
        ("tr", "Hiçbir asker ölmedi.", "casualties"),
        ("uk", "Місто ще не оточене.", "encirclement"),
        ("ps", "یاغیانو پر پله برید ونه کړ.", "attack"),
        ("sr", "Nijedan vojnik nije poginuo.", "casualties"),
        ("sr", "Grad još nije opkoljen.", "encirclement"),
        ("hu", "A hadsereg nem foglalta el a várost.", "territory_taken"),
        ("ur", "فوج شہر سے پیچھے نہیں ہٹی۔", "withdrawal"),
        ("es", "Las tropas no se retiraron de la ciudad.", "withdrawal"),
        ("fr", "Aucun soldat n'a été tué.", "casualties"),
        ("fr", "La ville n'est pas encore encerclée.", "encirclement"),
    ],
)
def test_what_was_not_so_is_negated(told: Told, language: str, text: str, kind: str) -> None:
    found = told(language, text)
    assert kind in {claim.kind for claim in found} and all(claim.negated for claim in found if claim.kind == kind)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army was unable to seize the bridge."),
        ("ar", "فشل الجيش في السيطرة على المدينة."),
        ("tr", "Ordu kenti ele geçiremedi."),
        ("ur", "فوج شہر پر قبضہ کرنے میں ناکام رہی۔"),
        ("fr", "L'armée n'a pas réussi à prendre la ville."),
        ("es", "El ejército no logró tomar la ciudad."),
        ("ps", "پوځ ونه توانېد ښار ونیسي."),
    ],
)
def test_ground_that_was_not_won_is_not_taken(told: Told, language: str, text: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind in ("territory_taken", "control")]
    assert found and all(claim.negated or claim.aspect == "failed" for claim in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The siege of Dalgah was lifted on Friday."),
        ("ru", "Армия прорвала блокаду города."),
        ("tr", "Ordu kentin kuşatmasını kırdı, kuşatma kaldırıldı."),
        ("es", "El ejército rompió el cerco de la ciudad."),
    ],
)
def test_a_siege_that_was_lifted_is_none(told: Told, language: str, text: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind == "encirclement"]
    assert found and all(claim.negated for claim in found)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("ru", "Минобороны опровергло захват города боевиками.", "territory_taken"),
        ("tr", "Ordu, hastanenin vurulduğunu yalanladı.", "shelling"),
        ("es", "El ejército niega haber bombardeado el hospital.", "air_strike"),
        ("hu", "A hadsereg tagadta, hogy ágyúzta volna a kórházat.", "shelling"),
    ],
)
def test_what_somebody_denies_is_negated(told: Told, language: str, text: str, kind: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind not in ("denial", "rejection", "statement")]
    assert found and all(claim.negated for claim in found), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Армия не только взяла город, но и удержала мост."),
        ("ru", "Группировка отрицает причастность к нападению на мост."),
        ("tr", "Temmuz ayında ordu kenti ele geçirdi."),
        ("ko", "정부군은 도시를 점령했다."),
        ("fr", "L'armée a pris la ville sans combattre."),
    ],
)
def test_what_was_so_stays_so(told: Told, language: str, text: str) -> None:
    ground = [c for c in told(language, text) if c.kind in ("territory_taken", "attack")]
    assert ground and not any(c.negated or c.aspect == "failed" for c in ground), ground


def test_nobody_is_no_victim(told: Told) -> None:
    found = [claim for claim in told("fr", "Personne n'a été tué.") if claim.kind == "casualties"]
    assert found and all(claim.negated and not claim.targets for claim in found)


def test_an_alliance_that_was_broken_is_none(told: Told) -> None:
    found = [c for c in told("es", "Los rebeldes rompieron su alianza con el Frente.") if c.kind == "alliance"]
    assert found and all(claim.negated for claim in found)


def test_ground_given_up_without_a_fight_is_given_up(told: Told) -> None:
    found = told("sr", "Vojska je bez borbe predala Velmor pobunjenicima.")
    assert [claim.negated for claim in found if claim.kind == "territory_transferred"] == [False]


def test_what_another_says_is_not_negated_by_who_denies_it(told: Told) -> None:
    text = "Повстанцы заявили, что взяли город, но министерство обороны опровергло захват города."
    found = [claim for claim in told("ru", text) if claim.kind == "territory_taken"]
    assert any(not c.negated for c in found) and any(c.negated for c in found)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Shan State Army-North did not take part in the fighting around Hsipaw.", "armed_clash"),
        ("en", "The Kokang army took no part in the attack on Hsenwi.", "attack"),
        ("ru", "Повстанцы не участвовали в штурме города.", "attack"),
        ("uk", "Загін у боях за Ласьо участі не бере.", "armed_clash"),
        ("fr", "L'armée tchadienne n'a pas participé à la prise de Birao.", "territory_taken"),
        ("tr", "BLA saldırıya katılmadı.", "attack"),
        ("hu", "A felkelők nem vettek részt a támadásban.", "attack"),
        ("fa", "انصار در حمله شرکت نکرد.", "attack"),
        ("ko", "인민군은 공격에 가담하지 않았다.", "attack"),
    ],
)
def test_who_took_no_part_did_not_do_it(told: Told, language: str, text: str, kind: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind == kind]
    assert found and all(claim.negated for claim in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The talks in Nairobi, due on Friday, were postponed."),
        ("es", "Las conversaciones de Nairobi, previstas para ayer, han sido aplazadas."),
        ("ko", "17일 열릴 예정이던 휴전 회담은 취소됐다."),
    ],
)
def test_talks_that_were_put_off_were_not_held(told: Told, language: str, text: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind == "talks"]
    assert found and all(claim.negated for claim in found)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [("ar", "البلدة لا تزال بيد الجيش.", "control"), ("ar", "لم يُرفع الحصار عن الدلنج بعد.", "encirclement")],
)
def test_what_goes_on_is_not_negated(told: Told, language: str, text: str, kind: str) -> None:
    found = [claim for claim in told(language, text) if claim.kind == kind]
    assert found and not any(claim.negated for claim in found)


def test_who_does_not_tell_his_losses_does_not_say_that_he_had_none(told: Told) -> None:
    assert not [claim for claim in told("ru", "Армия свои потери не называет.") if claim.kind == "casualties"]
