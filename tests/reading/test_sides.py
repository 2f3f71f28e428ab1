"""Whose losses a number is of, in eight languages: own sentences, each behind three of a war."""

from __future__ import annotations

import pytest
from in_war import Told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Армия потеряла 12 человек, повстанцы — 40."),
        ("fr", "L'armée a perdu 12 hommes, les rebelles 40."),
        ("sr", "Vojska je izgubila 12 vojnika, a pobunjenici 40."),
        ("es", "El ejército perdió 12 hombres y la guerrilla 40."),
        ("ar", "خسر الجيش 12 جنديا والمتمردون 40."),
        ("hu", "A hadsereg 12 embert veszített, a felkelők 40-et."),
        ("tr", "Ordu 12 asker kaybetti, isyancılar 40."),
        ("ko", "정부군 12명, 반군 40명이 숨졌다."),
    ],
)
def test_each_side_has_its_own_losses(told: Told, language: str, text: str) -> None:
    losses = {(q.best, q.side) for claim in told(language, text) for q in claim.quantities if q.what == "killed"}
    assert losses == {(12, "state_forces"), (40, "rebel_group")}


def test_a_clause_with_a_verb_of_its_own_has_its_own_claim(told: Told) -> None:
    claims = told("fr", "L'armée a perdu 12 hommes et repris trois villages.")
    assert [(q.what, q.best) for claim in claims if claim.kind == "casualties" for q in claim.quantities] == [("killed", 12)]


@pytest.mark.parametrize(
    ("language", "text", "what"),
    [
        ("en", "Sixteen of their men were taken prisoner.", {("captured", 16)}),
        ("en", "The rebels took 16 soldiers prisoner.", {("captured", 16)}),
        ("en", "One prisoner was killed in the shelling.", {("killed", 1)}),
        ("ru", "Убиты шестеро солдат, четверо попали в плен.", {("killed", 6), ("captured", 4)}),
        ("uk", "Втрати: 13 загиблих, 20 поранених.", {("killed", 13), ("wounded", 20)}),
        ("hu", "Veszteségeink: három halott, kilenc sebesült.", {("killed", 3), ("wounded", 9)}),
        ("ko", "19명이 숨지고 40여 명이 다쳤다.", {("killed", 19), ("wounded", 40)}),
        ("ur", "ایک ہی خاندان کے چھ افراد ہلاک ہوئے۔", {("killed", 6)}),
        ("ar", "قتل الجيش 12 مسلحاً وأسر 23 آخرين في كتم.", {("killed", 12), ("captured", 23)}),
    ],
)
def test_dead_wounded_and_prisoners_are_told_apart(told: Told, language: str, text: str, what: set[tuple[str, int]]) -> None:
    assert {(q.what, q.best or q.low) for claim in told(language, text) for q in claim.quantities} == what


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Bilan : 12 morts, 30 blessés et quatre disparus."),
        ("uk", "Втрати: 12 загиблих, 30 поранених."),
        ("es", "El ataque dejó 12 muertos y 30 heridos."),
    ],
)
def test_losses_counted_in_a_row_are_of_one_claim(told: Told, language: str, text: str) -> None:
    (claim,) = told(language, text)
    assert {("killed", 12), ("wounded", 30)} <= {(q.what, q.best) for q in claim.quantities}


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("es", "Mataron al menos a 26 civiles.", 26, None),
        ("es", "No son más de 500 los combatientes del frente.", None, 500),
        ("tr", "İsyancıların sayısı 500'ü aşmıyor.", None, 500),
        ("ru", "Реально их не больше трёх тысяч бойцов.", None, 3000),
        ("en", "No more than 500 soldiers may stay in Dalgah.", None, 500),
    ],
)
def test_a_bound_that_is_worded_as_a_negation_negates_nothing(
    told: Told, language: str, text: str, low: int | None, high: int | None
) -> None:
    claims = told(language, text)
    assert {(q.low, q.high) for claim in claims for q in claim.quantities} == {(low, high)}
    assert not any(claim.negated for claim in claims)


def test_men_of_an_army_are_no_civilians(told: Told) -> None:
    losses = {(q.best, q.side) for claim in told("en", "The army lost 12 men in Dalgah.") for q in claim.quantities}
    assert losses == {(12, "state_forces")}


def test_somebodys_men_are_no_civilians(told: Told) -> None:
    sides = {q.side for claim in told("en", "34 of Massoud's men were killed.") for q in claim.quantities}
    assert sides == {None}
