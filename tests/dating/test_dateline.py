"""A day without its year at the head of a report; own text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import made
import pytest

from fogline.dating.dateline import Day, dateline
from fogline.dating.published import inferred
from fogline.pipeline import Pipeline
from fogline.records import Published

HEADS = [
    ("en", "VELMAR, 5 September (AW) - Order was restored on Saturday.", Day(9, 5, None)),
    ("en", "KOLDAR, Marvia, Sept 8 (TOP) — The town fell on Monday.", Day(9, 8, None)),
    ("en", "RELIEF - SITUATION NOTE 14 - 18 September\n\nOur team was allowed in.", Day(9, 18, None)),
    ("es", "MINISTERIO DE DEFENSA\nBoletín n.º 61. Velmar, 9 de septiembre\n\nDurante la noche.", Day(9, 9, None)),
    ("es", "Dos muertos\n\nVELMAR, 5 sep. (AW).- El orden quedó restablecido.", Day(9, 5, None)),
    ("tr", "Kapılar neden kırık?\n\n11 Eylül, Cuma. Üç gündür dolaşıyorum.", Day(9, 11, 4)),
    ("uk", "Греблю здано\n\nБРЕНЗА, 10 вересня. Гребля в руках Ради.", Day(9, 10, None)),
    ("ar", "تسعة عشر قتيلا\n\nماسكيل – المرسى، السبت 12 سبتمبر – قال ناجون إن طائرتين قصفتا السوق.", Day(9, 12, 5)),
    ("en", "Flash note, Velmar, Monday 27 May, 11:00\n\nTwo shells hit the ward.", Day(5, 27, 0)),
    ("en", "Situation note 20. Period: 26 May–2 June 2019. Issued 3 June.\n\nQuiet.", Day(6, 3, None)),
    ("tr", "Geri alıyorum\n\n23 Eylül. Cumartesi günü bir söylenti paylaşmıştım.", Day(9, 23, None)),
    ("ar", "إعلام الجبهة\nالأربعاء 10 رمضان\n\nانكسر الهجوم على المدينة.", Day(9, 10, 2, "lunar-month")),
    ("fa", "بیانیه\n\nشهر در دست ماست.\n\nسرهنگ ترکان\nپنجشنبه ۲۶ اردیبهشت\n", Day(2, 26, 3, "solar-month")),
    ("en", "The army left.\n\nOne.\n\nTwo.\n\nThree.\n\nNobody has seen any of them since 5 September\n", None),
    ("en", "On 5 September, rebels took the town of Velmar.", None),
    ("en", "The army left Velmar on 5 September and went home.", None),
    ("en", "VELMAR, 5 September 2009 (AW) - Order was restored.", None),
    ("en", "VELMAR, Sunday evening - Five people were killed.", None),
]
DECREE = dt.date(2009, 5, 11)


@pytest.mark.parametrize(("language", "text", "day"), HEADS, ids=[text[:24] for _, text, _ in HEADS])
def test_the_day_at_the_head(language: str, text: str, day: Day | None) -> None:
    assert dateline(replace(made.report(text), language=language)) == day


@pytest.mark.parametrize(
    ("own", "anchors", "found"),
    [
        (None, {"levy decree": (DECREE, DECREE), "great drought": (dt.date(1991, 6, 1), dt.date(1992, 1, 1))}, 2009),
        (None, {}, None),  # nothing is known of when
        (None, {"levy decree": (dt.date(1991, 5, 11), dt.date(1991, 5, 11)), "war": (DECREE, DECREE)}, 2009),  # that is history
        (None, {"fall of Tarn": (dt.date(2009, 9, 20), dt.date(2009, 9, 20))}, 2009),  # known later than the report was written
        (Published(start=None, end=dt.date(2013, 1, 3), basis="page"), {}, 2012),  # the page was rendered then
    ],
)
def test_its_year_is_that_of_what_is_known(own, anchors, found) -> None:
    page = replace(made.report("VELMAR, 5 September (AW) - The levy decree has been rejected."), published=own)
    stated = inferred(page, [], anchors)
    assert (stated and stated.start) == (dt.date(found, 9, 5) if found else None)
    assert stated is None or stated.basis == "inferred"


def test_a_weekday_beside_it_must_be_the_days() -> None:
    assert Day(9, 11, 4).after(DECREE) == dt.date(2009, 9, 11)
    assert Day(9, 11, 5).after(DECREE) == dt.date(2010, 9, 11)
    assert Day(2, 30, None).after(DECREE) is None


def test_days_of_the_hijri_calendars() -> None:
    assert Day(2, 26, 3, "solar-month").after(DECREE) == dt.date(2013, 5, 16)  # the first 26 Ordibehesht on a Thursday
    assert Day(10, 15, None, "solar-month").after(DECREE) == dt.date(2010, 1, 5)
    assert Day(9, 10, 2, "lunar-month").after(dt.date(2019, 5, 1)) == dt.date(2019, 5, 15)
    assert Day(9, 10, None, "lunar-month").before(DECREE) == dt.date(2008, 9, 11)  # by reckoning; by the moon a day earlier


def test_what_quotes_somebody_with_the_day_is_of_that_day_or_soon_after() -> None:
    """A page rendered a year later; both readings of the figures are days, the first is taken."""
    text = "Rebels took Tarn.\n\nColonel Ada Voss on 07/09/21:\nThe army was ambushed in Orlin.\n\nThe rebels are in Tarn."
    pipeline = Pipeline()
    page = replace(made.report(text), published=Published(start=None, end=dt.date(2022, 12, 9), basis="page"))
    found = pipeline.read(page).report.published
    assert found is not None and (found.start, found.basis) == (dt.date(2021, 9, 7), "inferred")
    headed = replace(made.report(text.replace("Colonel Ada Voss on ", "")), published=page.published)
    assert pipeline.read(headed).report.published == page.published
    before = replace(page, published=Published(start=None, end=dt.date(2021, 1, 9), basis="page"))
    assert pipeline.read(before).report.published == before.published
