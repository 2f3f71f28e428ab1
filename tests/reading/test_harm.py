"""Which losses a bare number is of: the nearest word of harm says so; own text."""

from __future__ import annotations

import pytest

from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native.amounts import Amounts
from fogline.reading.native.harm import of_the_nearest
from fogline.reading.native.pack import pack


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Murieron cuatro soldados y once resultaron heridos."),
        ("fr", "Quatre soldats ont été tués et onze autres ont été blessés."),
        ("ru", "Погибли четверо солдат, ещё одиннадцать получили ранения."),
        ("ar", "وقُتل أربعة جنود وأصيب أحد عشر آخرون."),
        ("fa", "چهار سرباز کشته و یازده نفر زخمی شدند."),
        ("ko", "병사 4명이 숨지고 11명이 다쳤다."),
    ],
)
def test_the_nearest_word_of_harm_says_which_losses_a_number_is_of(language: str, text: str) -> None:
    (sentence,) = WordAnalyser(language=language).analyse(text, 0, "body")
    own = pack(language)
    forms = own.forms(sentence.tokens)
    found = [
        (a.low, of_the_nearest(own, sentence, forms, a, "killed"))
        for a in Amounts(own, sentence.tokens, forms, frozenset()).all()
    ]
    assert found == [(4, "killed"), (11, "wounded")]
