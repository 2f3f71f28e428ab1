"""What was only tried is not told as done, in every language; own text."""

from __future__ import annotations

import pytest
from in_war import Told, rows

UNDONE = rows("undone.tsv")

TRIED = [
    ("en", "The rebels tried to seize Tarn on Monday."),
    ("fr", "Un groupe armé a tenté de s'emparer d'Orlan lundi."),
    ("es", "Los rebeldes intentaron tomar Orlan el lunes."),
    ("ru", "Боевики попытались захватить Орлан в понедельник."),
    ("uk", "Бойовики намагалися захопити Орлан у понеділок."),
    ("tr", "İsyancılar pazartesi günü Orlan'ı ele geçirmeye çalıştı."),
    ("ar", "حاول المسلحون السيطرة على أورلان يوم الاثنين."),
    ("fa", "شورشیان دوشنبه تلاش کردند اورلان را تصرف کنند."),
    ("sr", "Pobunjenici su u ponedeljak pokušali da zauzmu Orlan."),
    ("hu", "A lázadók hétfőn megpróbálták elfoglalni Orlant."),
    ("ur", "باغیوں نے پیر کو اورلان پر قبضے کی کوشش کی۔"),
    ("ko", "반군은 월요일 오를란을 점령하려 했다."),
    ("ko", "반군이 오를란 점령을 시도했다."),
]
DONE = [
    ("ru", "Боевики захватили Орлан и попытались перейти реку."),
    ("fr", "Les rebelles ont pris Orlan, puis ont tenté de négocier."),
    ("tr", "İsyancılar Orlan'ı ele geçirdi; ordu karşı saldırıya çalıştı."),
]


@pytest.mark.parametrize(("language", "text"), TRIED, ids=[text for _, text in TRIED])
def test_what_was_tried(told: Told, language: str, text: str) -> None:
    ground = [c for c in told(language, text) if c.kind in ("territory_taken", "control", "attack")]
    assert ground and all(c.aspect in ("attempted", "failed") for c in ground)


@pytest.mark.parametrize(("language", "text"), DONE, ids=[text for _, text in DONE])
def test_what_was_done_beside_it(told: Told, language: str, text: str) -> None:
    assert [c.aspect for c in told(language, text) if c.kind == "territory_taken"] == ["done"]


@pytest.mark.parametrize(("language", "text"), UNDONE, ids=[text for _, text in UNDONE])
def test_what_was_not_done(told: Told, language: str, text: str) -> None:
    ground = ("territory_taken", "territory_transferred", "control", "withdrawal")
    done = [c for c in told(language, text) if c.kind in ground and c.aspect in ("done", "ongoing") and not c.negated]
    assert not [c for c in done if c.frame == "current" and c.modality in ("asserted", "reported")]
