"""Page furniture and passages in other languages: a report's own sentences stay, what stands round them goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.intake.captions import is_caption
from fogline.intake.furniture import is_furniture
from fogline.intake.language import foreign, script
from fogline.intake.phrases import Line, phrases
from fogline.intake.read import report
from fogline.records import Report

ANNOTATIONS = Path(__file__).parents[2] / "annotations"
LANGUAGES = ("ko", "ru", "fa", "ar", "tr", "uk", "ps", "sr", "hu", "ur", "es", "fr")
MOST = 0.01  # of a language's own sentences that may be taken for furniture: a few are lines of pages on purpose


def own_sentences(language: str) -> list[str]:
    """Those that the tagger is trained on; the gates stay unseen."""
    found = []
    for path in sorted((ANNOTATIONS / language).glob("own*.ann")):
        lines = path.read_text("utf-8").split("\n")
        found += [line.partition(" | ")[2] for line in lines if line.startswith("S ")]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_reports_are_no_furniture(language: str) -> None:
    known, sentences = phrases(language), own_sentences(language)
    lines = [Line(start=0, end=len(text), text=text, block=0) for s in sentences for text in (s, f"06:40 {s}")]
    taken = [line.text for line in lines if is_furniture(line, known) or is_caption(line, known)]
    assert len(sentences) > 200 and len(taken) <= 2 * MOST * len(sentences), taken[:5]


BODY = {
    "ru": "Боевики захватили город Далга во вторник и убили пятнадцать солдат, сообщила полиция провинции, отступившая к реке.",
    "es": "Los combatientes tomaron la ciudad de Dalga el martes y mataron a quince soldados, "
    "informó la policía de la provincia.",
    "ur": "جنگجوؤں نے منگل کو دالگہ شہر پر قبضہ کر لیا اور پندرہ سپاہیوں کو ہلاک کر دیا، "
    "صوبے کی پولیس نے بتایا جو دریا کی طرف پیچھے ہٹ گئی۔",
}


@pytest.mark.parametrize(
    ("language", "head", "comment"),
    [
        ("ru", "2 комментария", "Анна: мой брат видел их вчера"),
        ("es", "3 comentarios", "Ana: mi hermano los vio ayer"),
        ("ur", "2 تبصرے", "انا: میرے بھائی نے انہیں کل دیکھا"),
    ],
)
def test_what_stands_under_a_count_of_comments_is_comment(language: str, head: str, comment: str) -> None:
    made = report(f"{BODY[language]}\n\n{head}\n\n{comment}".encode(), name="a.txt")
    assert isinstance(made, Report)
    kinds = {made.text[s.start : s.end]: s.kind for s in made.segments}
    assert kinds[BODY[language]] == "body" and kinds[comment] == "comment"


def test_a_passage_in_another_script_is_told_apart_sooner_than_one_in_the_same() -> None:
    assert script("Боевики ушли") == "cyrillic" and script("판지시르") == "hangul" and script("Δελτίο τύπου") == "other"
    assert foreign("The army said that it had left the town.", "ru") == "en"
    assert foreign(BODY["ru"], "en") == "ru"
    assert foreign("El ejército se fue.", "en") is None  # too short to say
    assert foreign(BODY["es"], "en") == "es" and foreign(BODY["ru"], "ru") is None
