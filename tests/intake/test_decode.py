"""Bytes to stored text."""

from __future__ import annotations

import pytest

from fogline.errors import SourceError
from fogline.intake.decode import decoded, stored

RUSSIAN = "Боевики Северного фронта во вторник захватили город Далгах, убив не менее пятнадцати солдат, сообщила полиция."
ARABIC = "سيطر مقاتلو الجبهة الشمالية يوم الثلاثاء على بلدة دلغة وقتلوا خمسة عشر جنديا على الأقل حسبما قالت الشرطة"
TURKISH = "Kuzey Cephesi savaşçıları salı günü Dalgah kasabasını ele geçirdi, en az on beş asker öldü, polis açıkladı."
HUNGARIAN = "Az Északi Front harcosai kedden elfoglalták Dalgah városát, és legalább tizenöt katonát megöltek."
KOREAN = "북부전선 전투원들이 화요일에 달가를 점령하고 군인 열다섯 명을 살해했다고 경찰이 밝혔다."
FRENCH = "Les combattants du Front du Nord ont pris mardi la ville de Dalgah, tuant au moins quinze soldats, a dit la police."


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (TURKISH, "cp1254"),
        (HUNGARIAN, "cp1250"),
        (KOREAN, "cp949"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "utf-16"),
        (RUSSIAN, "utf-8-sig"),
        (FRENCH, "utf-32"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
    ],
)
def test_a_charset_is_told(text: str, charset: str) -> None:
    assert stored(decoded(text.encode(charset))) == text


def test_a_declared_charset_decides_before_a_guess() -> None:
    assert decoded("café".encode("cp850"), "iso-8859-1") == "caf\x82"


@pytest.mark.parametrize("declared", ["no-such-charset", "utf-7", "unicode_escape", "rot13", "base64", "idna", "x" * 500, ""])
def test_a_charset_that_is_none_is_passed_over(declared: str) -> None:
    assert decoded(FRENCH.encode("cp1252"), declared) == FRENCH


def test_a_cut_download_keeps_what_came() -> None:
    assert decoded(RUSSIAN.encode()[:-1]).startswith(RUSSIAN[:-2])


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"abc\0def", "binary"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (bytes(range(1, 32)) * 20, "binary"),
        (bytes(range(0x80, 0x100)) * 40, "charset"),
        (b"\xff\xfe\x00\xd8", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(raw: bytes, word: str) -> None:
    with pytest.raises(SourceError, match=word) as caught:
        decoded(raw)
    assert caught.value.advice


def test_stored_text_changes_line_ends_and_composition_only() -> None:
    assert stored("\ufeffa\r\nb\rc  d\te\u0301\n") == "a\nb\nc  d\t\u00e9\n"


def test_the_limit_is_named() -> None:
    assert len(stored("a" * 2_000_000)) == 2_000_000
    with pytest.raises(SourceError, match="2,000,000"):
        stored("a" * 2_000_001)


def test_a_run_of_combining_marks_is_refused_before_it_costs_minutes() -> None:
    with pytest.raises(SourceError, match="combining"):
        stored("a" + "\u0315\u0300" * 900_000)
