from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from fogline.dating.resolve import Frame, resolve
from fogline.reading.lexicon import lexicon
from fogline.reading.sentences import Sentence
from fogline.reading.times import TimeFinder
from fogline.records import TimeExpression

ANCHORS = {"9/11": (dt.date(2001, 9, 11), dt.date(2001, 9, 11)), "fall of dalgah": (dt.date(2023, 3, 5), dt.date(2023, 3, 5))}
FINDER = TimeFinder(lexicon("en"), tuple(ANCHORS))
WEDNESDAY = Frame(earliest=dt.date(2021, 8, 25), latest=dt.date(2021, 8, 25), anchors=ANCHORS)


def days(start: str | None, end: str | None) -> tuple[dt.date | None, dt.date | None]:
    return (dt.date.fromisoformat(start) if start else None, dt.date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(
    ("text", "words", "interval"),
    [
        ("Rebels took the town on Friday.", "on Friday", ("2021-08-20", "2021-08-20")),
        ("They left yesterday.", "yesterday", ("2021-08-24", "2021-08-24")),
        ("Four died in the march of the 18th.", "of the 18th", ("2021-08-18", "2021-08-18")),
        ("The group, which lost Orlin on the 16th, split.", "on the 16th", ("2021-08-16", "2021-08-16")),
        ("On August 19 hundreds marched.", "August 19", ("2021-08-19", "2021-08-19")),
        ("The war began in March 2019.", "March 2019", ("2019-03-01", "2019-03-31")),
        ("The town fell in March last year.", "in March last year", ("2020-03-01", "2020-03-31")),
        ("The town fell on May 3 last year.", "May 3 last year", ("2020-05-03", "2020-05-03")),
        ("They shelled it last December.", "last December", ("2020-12-01", "2020-12-31")),
        ("They shelled it last May.", "last May", ("2021-05-01", "2021-05-31")),
        ("During the 1980s the army fought there.", "the 1980s", ("1980-01-01", "1989-12-31")),
        ("He was killed two days before 9/11.", "two days before 9/11", ("2001-09-09", "2001-09-09")),
        ("They have held the pass since Monday.", "since Monday", ("2021-08-23", None)),
        (
            "The column left two weeks after the fall of Dalgah.",
            "two weeks after the fall of Dalgah",
            ("2023-03-16", "2023-03-22"),
        ),
        ("He arrived on 2021-08-03.", "2021-08-03", ("2021-08-03", "2021-08-03")),
        ("The depot burned on 31/07/21.", "31/07/21", ("2021-07-31", "2021-07-31")),
        ("Forty died between 3 and 9 May.", "between 3 and 9 May", ("2021-05-03", "2021-05-09")),
        ("Forty died on May 3-9, 2020.", "May 3-9, 2020", ("2020-05-03", "2020-05-09")),
        ("Forty died between August and January.", "between August and January", ("2020-08-01", "2021-01-31")),
        (
            "It was shelled from 28 December 2020 to 3 January 2021.",
            "from 28 December 2020 to 3 January 2021",
            ("2020-12-28", "2021-01-03"),
        ),
    ],
)
def test_words_are_found_and_resolved(
    analyse: Callable[[str], Sentence], text: str, words: str, interval: tuple[str | None, str | None]
) -> None:
    [found] = FINDER.find(analyse(text))
    assert found.text == words
    assert text[found.start : found.end] == words
    assert resolve(found.expression, WEDNESDAY)[0][0] == days(*interval)


def test_two_days_are_no_span_and_a_modal_verb_is_no_month(analyse: Callable[[str], Sentence]) -> None:
    assert [found.text for found in FINDER.find(analyse("They attacked on 3 and 9 May."))] == ["9 May"]
    assert FINDER.find(analyse("Up to 15 may have died there.")) == []


def test_a_weekday_without_a_known_week_stays_open(analyse: Callable[[str], Sentence]) -> None:
    [found] = FINDER.find(analyse("They entered the city on Sunday."))
    assert resolve(found.expression, Frame(latest=dt.date(2022, 12, 9))) == []


def test_a_date_without_a_year_stays_open_without_a_day_of_publication(analyse: Callable[[str], Sentence]) -> None:
    [found] = FINDER.find(analyse("On August 19 hundreds marched."))
    assert resolve(found.expression, Frame()) == []


def test_a_weekday_that_does_not_fit_its_date_is_two_readings(analyse: Callable[[str], Sentence]) -> None:
    [found] = FINDER.find(analyse("Protests were held on Wednesday, 19 August."))
    readings = resolve(found.expression, WEDNESDAY)
    assert readings[0][0] == days("2021-08-18", "2021-08-19")
    assert {r[0] for r in readings[1:]} == {days("2021-08-18", "2021-08-18"), days("2021-08-19", "2021-08-19")}


def test_day_and_month_in_doubt_are_two_readings_until_the_report_decides(analyse: Callable[[str], Sentence]) -> None:
    [found] = FINDER.find(analyse("The colonel wrote on 07/09/21."))
    both = [r[0] for r in resolve(found.expression, Frame())]
    assert both == [days("2021-09-07", "2021-09-07"), days("2021-07-09", "2021-07-09")]
    decided = resolve(found.expression, Frame(earliest=dt.date(2021, 9, 1), latest=dt.date(2021, 12, 1)))
    assert [r[0] for r in decided] == [days("2021-09-07", "2021-09-07")]


def test_for_weeks_is_no_date(analyse: Callable[[str], Sentence]) -> None:
    [found] = FINDER.find(analyse("The garrison held out for weeks."))
    assert resolve(found.expression, WEDNESDAY) == []


def test_a_day_without_its_month_is_the_last_one_or_of_the_month_told_of() -> None:
    day = TimeExpression(form="calendar", day=24)
    told = (dt.date(2019, 3, 1), dt.date(2019, 3, 31))
    assert resolve(day, WEDNESDAY)[0] == (days("2021-08-24", "2021-08-24"), "day")
    assert resolve(TimeExpression(form="calendar", day=26), WEDNESDAY)[0][0] == days("2021-07-26", "2021-07-26")
    assert resolve(day, replace(WEDNESDAY, narrative=told))[0][0] == days("2021-08-24", "2021-08-24")
    assert resolve(day, replace(WEDNESDAY, narrative=told, near=True))[0][0] == days("2019-03-24", "2019-03-24")
    assert resolve(day, Frame(narrative=told))[0][0] == days("2019-03-24", "2019-03-24")
    assert resolve(day, replace(WEDNESDAY, ahead=True))[0][0] == days("2021-09-24", "2021-09-24")
    assert resolve(day, Frame()) == []


def test_what_is_to_come_is_the_nearest_month_of_its_name() -> None:
    october = TimeExpression(form="calendar", month=10)
    assert resolve(october, WEDNESDAY)[0][0] == days("2020-10-01", "2020-10-31")
    assert resolve(october, replace(WEDNESDAY, ahead=True))[0][0] == days("2021-10-01", "2021-10-31")


@pytest.mark.parametrize(
    ("lunar", "interval"),
    [
        (TimeExpression(form="lunar", year=1442, month=12, day=10), ("2021-07-19", "2021-07-21")),  # Id al-Adha: 20 July 2021
        (TimeExpression(form="lunar", month=1, day=1), ("2021-08-09", "2021-08-11")),  # the latest that has begun
        (TimeExpression(form="lunar", month=9), ("2021-04-12", "2021-05-13")),  # Ramadan: 13 April to 12 May 2021
    ],
)
def test_lunar_days_are_right_to_a_day(lunar: TimeExpression, interval: tuple[str, str]) -> None:
    assert resolve(lunar, WEDNESDAY)[0][0] == days(*interval)


def test_a_lunar_day_without_a_year_stays_open_without_a_day_of_publication() -> None:
    assert resolve(TimeExpression(form="lunar", month=9, day=1), Frame()) == []


@pytest.mark.parametrize(
    "text",
    [
        "The road is open for the first time since 10 April 2021.",
        "They met for the first time in March 2019.",
        "They sleep on the 3rd floor.",
    ],
)
def test_what_was_long_before_and_what_is_no_day_dates_nothing(text: str) -> None:
    assert FINDER.find(Sentence(text=text, start=0, end=len(text), segment="body", language="en", tokens=())) == []
