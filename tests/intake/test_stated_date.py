"""Publication dates: which date a text gives, on what basis, and when it stays open."""

from __future__ import annotations

import datetime as dt

import pytest

from fogline.intake.read import report
from fogline.intake.stated_date import given, metadata
from fogline.records import Published, Report

BODY = "Fighters of the Northern Front captured the town of Dalgah on Tuesday, killing fifteen soldiers. Police confirmed it."


def published(text: str) -> tuple[str | None, str | None, str] | None:
    found = report(text.encode(), name="a.txt")
    assert isinstance(found, Report)
    date = found.published
    if date is None:
        return None
    return date.start.isoformat() if date.start else None, date.end.isoformat() if date.end else None, date.basis


def text_date(day: str) -> tuple[str, str, str]:
    return day, day, "text"


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Fri 07 Apr 2017 at 0914 Base hit in the north. ", "2017-04-07"),
        ("Tue 05 Jul 2016 Suicide bombing kills sixteen. ", "2016-07-05"),
        ("Published July 5 2016 ", "2016-07-05"),
        ("Date of publication 11 August 2016 ", "2016-08-11"),
        ("HARUN, Aug. 27, 2021 (AW) — ", "2021-08-27"),
        ("Harun (August 27, 2021) – ", "2021-08-27"),
        ("Harun, Friday, August 27, 2021 (AW).- ", "2021-08-27"),
        ("MINISTRY OF DEFENCE\nBulletin No. 114\nHarun, 27 August 2021\n\n", "2021-08-27"),
        ("Dalgah falls to rebels\nBy Lena Holt\nWednesday, August 25, 2021 | 23:04\n\n", "2021-08-25"),
        ("Dalgah falls to rebels\n25.08.2021\n\n", "2021-08-25"),
        ("Dalgah falls to rebels\n08/25/2021\n\n", "2021-08-25"),
        ("2021-08-25\nDalgah falls to rebels\n\n", "2021-08-25"),
        ("Dalgah falls to rebels\nPosted on Tue Aug 24 10:12:13 UTC 2021\n\n", "2021-08-24"),
    ],
)
def test_dates_at_the_head(head: str, day: str) -> None:
    assert published(head + BODY) == text_date(day)


FIGHT = {
    "ru": "Боевики захватили город Далга во вторник и убили пятнадцать солдат, "
    "сообщила полиция провинции, которая отступила к реке.",
    "ko": "반군이 화요일 달가 시를 장악하고 병사 열다섯 명을 죽였다고 지방 경찰이 밝혔다. "
    "경찰은 강 쪽으로 물러났다고 덧붙였으며 주민들도 이를 확인했다.",
    "fa": "شورشیان روز سه‌شنبه شهر دلگه را تصرف کردند و پانزده سرباز را کشتند، "
    "پلیس ولایت این خبر را تأیید کرد و به سوی رودخانه عقب نشست.",
    "hu": "A felkelők kedden elfoglalták Dalga városát, és megöltek tizenöt katonát, "
    "közölte a tartományi rendőrség, amely a folyóhoz vonult.",
    "ar": "سيطر المتمردون يوم الثلاثاء على بلدة دلغة وقتلوا خمسة عشر جندياً، وأكدت شرطة المحافظة الخبر وهي تنسحب نحو النهر، "
    "كما قال ثلاثة من سكان البلدة بالهاتف مساء أمس.",
    "tr": "İsyancılar salı günü Dalga kentini ele geçirdi ve on beş askeri öldürdü, "
    "nehre doğru çekilen il polisi haberi doğruladı.",
}


@pytest.mark.parametrize(
    ("language", "head", "day"),
    [
        ("ru", "Далга взята\n\nХАРУН, 17 ноября 2022 г. — ", "2022-11-17"),
        ("ru", "Далга взята\n\nСреда, 8 января 2025 года. ", "2025-01-08"),
        ("ko", "달가 함락\n\n[하룬, 2022년 11월 17일 목요일] ", "2022-11-17"),
        ("ko", "달가 함락\n2024. 8. 5. 23:10\n\n", "2024-08-05"),
        ("ar", "إعلام الجبهة\n1 رمضان 1440\n\n", "2019-05-06"),
        ("ar", "إعلام الجبهة\nالأحد 1 رمضان 1440\n\n", "2019-05-05"),  # the moon was seen a day before it was due
        ("fa", "سقوط دلگه\n\nهارون، ۲۶ آبان ۱۴۰۱ – ", "2022-11-17"),
        ("fa", "سقوط دلگه\n\nهارون، ۲۵ عقرب ۱۳۹۹ (۱۵ نومبر ۲۰۲۰) – ", "2020-11-15"),
        ("hu", "Elesett Dalga\n\nHARÚN, 2022. november 17., csütörtök – ", "2022-11-17"),
        ("hu", "Elesett Dalga\n\nHARÚN, 2022. XI. 17.\n\n", "2022-11-17"),
        ("ru", "Далга пала\n\nХарун, 17. XI 2022.\n\n", "2022-11-17"),
        ("tr", "Dalga düştü\n\n8 Ocak 2025 Çarşamba. ", "2025-01-08"),
    ],
)
def test_dates_at_the_head_in_other_languages(language: str, head: str, day: str) -> None:
    assert published(head + FIGHT[language]) == text_date(day)


def test_a_small_line_below_the_headline_states_the_day_in_a_sentence() -> None:
    assert published(f"Dalgah falls to rebels\n\nWritten on Sunday, 5 March 2023\n\n{BODY}") == text_date("2023-03-05")
    assert published(f"The attack on Dalgah on 5 March 2019 remembered\n\n{BODY}") is None


def test_a_date_inside_a_sentence_is_no_publication_date() -> None:
    assert published(f"{BODY} The town had been taken once before, on 3 May 2019, and was lost again in June.") is None


def test_a_footer_date_with_a_label_counts() -> None:
    assert published(f"{BODY}\n\nPublished: 26 August 2021") == text_date("2021-08-26")


def test_a_print_date_is_only_an_upper_bound() -> None:
    assert published(f"{BODY}\n\nPrinted on 27 August 2022") == (None, "2022-08-27", "page")


def test_a_date_alone_on_the_first_line_is_the_pages_where_the_report_ends_long_before() -> None:
    old = "The colonel wrote on 30 August 2021 that his men would hold the ridge."
    assert published(f"Fri. Dec 9th, 2022\n\n{BODY}\n\n{old}") == (None, "2022-12-09", "page")


def test_a_date_alone_on_the_first_line_is_the_reports_own_where_the_report_names_days_close_to_it() -> None:
    recent = "The colonel wrote on 30 August 2021 that his men would hold the ridge."
    assert published(f"Wed. Sept 1st, 2021\n\n{BODY}\n\n{recent}") == text_date("2021-09-01")


def test_a_masthead_without_a_title_below_it_is_an_upper_bound() -> None:
    assert published(f"Fri. Dec 9th, 2022\n\n{BODY}") == (None, "2022-12-09", "page")


def test_a_comment_bounds_the_date() -> None:
    text = f"{BODY}\n\n{BODY}\n\n1 thought on “Dalgah”\nAnna says:\nSeptember 2, 2021 at 8:14 am\nThey lied."
    assert published(text) == (None, "2021-09-02", "page")


def test_an_update_within_days_widens_the_date_and_a_late_one_is_only_noted() -> None:
    assert published(f"Dalgah falls\nPublished: 25 August 2021 | Updated: 27 August 2021\n\n{BODY}") == (
        "2021-08-25",
        "2021-08-27",
        "text",
    )
    found = report(f"Dalgah falls\nPublished: 25 August 2021 | Updated: 27 March 2022\n\n{BODY}".encode(), name="a.txt")
    assert isinstance(found, Report)
    assert found.published == Published(
        start=dt.date(2021, 8, 25), end=dt.date(2021, 8, 25), basis="text", note="updated 2022-03-27"
    )


def test_day_and_month_stay_open_without_evidence() -> None:
    assert published(f"Dalgah falls\nPublished: 07/09/21\n\n{BODY}") == ("2021-07-09", "2021-09-07", "text")


@pytest.mark.parametrize(
    ("line", "other", "day"),
    [
        ("Published: 07/09/21", "The ridge was lost on 25/08/21.", "2021-09-07"),
        ("Published: 07/09/21", "The ridge was lost on 06/25/21.", "2021-07-09"),
        ("Published: Tuesday, 07/09/21", "The ridge was lost.", "2021-09-07"),
        ("Published: 07.09.21", "The ridge was lost.", "2021-09-07"),
    ],
)
def test_day_and_month_by_evidence(line: str, other: str, day: str) -> None:
    assert published(f"Dalgah falls\n{line}\n\n{BODY} {other}") == text_date(day)


def test_a_weekday_that_does_not_fit_is_noted() -> None:
    found = report(f"Dalgah falls\nWednesday, 19 August 2021\n\n{BODY}".encode(), name="a.txt")
    assert isinstance(found, Report)
    assert found.published is not None
    assert found.published.start == dt.date(2021, 8, 19)
    assert "weekday" in found.published.note


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2021-08-25", "2021-08-25", "2021-08-25"),
        ("2021-08-25T10:00:00Z", "2021-08-25", "2021-08-25"),
        ("2021-08", "2021-08-01", "2021-08-31"),
        ("2021-12", "2021-12-01", "2021-12-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("25 August 2021", "2021-08-25", "2021-08-25"),
    ],
)
def test_given_dates(words: str, start: str, end: str) -> None:
    assert given(words) == Published(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), basis="given")


@pytest.mark.parametrize("words", ["", "soon", "2021-13", "2021-02-30", "0000", "Friday"])
def test_words_that_are_no_date(words: str) -> None:
    assert given(words) is None


def test_metadata_takes_machine_dates_only() -> None:
    assert metadata("2021-08-25T23:30:00+04:30") == Published(
        start=dt.date(2021, 8, 25), end=dt.date(2021, 8, 25), basis="metadata"
    )
    assert metadata("07/09/21") is None


def test_a_dateline_alone_on_its_line_is_no_credit() -> None:
    text = "Ataque en Mali\n\nBAMAKO, 23 de diciembre de 2023 (EFE)\n\nLos rebeldes atacaron el martes un puesto en Gao.\n"
    made = report(text.encode(), name="x.txt", suffix=".txt")
    assert isinstance(made, Report) and made.published is not None
    assert str(made.published.start) == "2023-12-23"
