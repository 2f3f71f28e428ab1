"""The same report under other names and dates."""

from __future__ import annotations

import datetime as dt

import pytest
import renaming
from hypothesis import given
from hypothesis import strategies as st
from renaming import Shift

SHIFT = Shift(year=2021, years=-1)


def test_words_keep_their_shape_and_their_neighbours() -> None:
    names = {"dalgah": "rivas", "nrf": "ztv", "ostan": "velmar"}
    assert (
        renaming.renamed("DALGAH, Dalgah's and dalgah-born; anti-NRF (Ostan)", names)
        == "RIVAS, Rivas's and rivas-born; anti-ZTV (Velmar)"
    )
    assert renaming.renamed("Dalgahi", names) == "Dalgahi"


def test_forms_of_one_name_keep_their_relation() -> None:
    found = renaming.mapping(
        {"ostan": "name", "ostani": "name", "ménara": "place", "menara": "place"},
        {"name": ["Velmar", "Sadrek"], "place": ["Rivas"]},
        "1",
    )
    assert found["ostani"] == found["ostan"] + "i"
    assert found["menara"] == found["ménara"]


def test_acronyms_stay_acronyms_and_an_empty_pool_is_told() -> None:
    assert len(renaming.mapping({"nrf": "acronym"}, {}, "1")["nrf"]) == 3
    with pytest.raises(ValueError, match="ostan"):
        renaming.mapping({"ostan": "name"}, {"name": []}, "1")


def test_one_seed_one_map() -> None:
    kinds, pool = {"ostan": "name", "dalgah": "name"}, {"name": ["Velmar", "Sadrek", "Kormat"]}
    assert renaming.mapping(kinds, pool, "1") == renaming.mapping(dict(reversed(kinds.items())), pool, "1")


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Posted on Mon. 12 October 2021", "Posted on Mon. 13 October 2020"),
        ("June 30, 2021 - 12:40", "July 1, 2020 - 12:40"),
        ("Fri. Dec 9th, 2021", "Fri. Dec 10th, 2020"),
        ("on 07/09/21 they", "on 08/09/20 they"),
        ("2021-01-28", "2020-01-30"),
        ("since 1 June the", "since 2 June the"),
        ("in 1994 and 2021", "in 1994 and 2020"),
        ("June 2012", "June 2012"),
        ("about 2021 people", "about 2020 people"),
        ("at 9/11 and May 31, 45 men", "at 9/11 and June 1, 45 men"),
        ("he may 5 times", "he may 5 times"),
    ],
)
def test_dates_move_by_weeks(text: str, moved: str) -> None:
    assert renaming.shifted(text, SHIFT) == moved


@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), st.sampled_from((-2, -1, 1, 2, 3)))
def test_weekdays_stay_right_and_gold_moves_with_the_text(day: dt.date, years: int) -> None:
    shift = Shift(year=2021, years=years)
    moved = dt.date.fromisoformat(renaming.shifted(day.isoformat(), shift))
    assert moved.weekday() == day.weekday()
    assert renaming.window([day.isoformat()] * 2, shift) == [moved.isoformat()] * 2


def test_a_window_of_a_month_keeps_its_month() -> None:
    assert renaming.window(["2020-11-01", "2020-11-30"], SHIFT) == ["2019-11-01", "2019-11-30"]
    assert renaming.window(["2021-02-01", "2021-02-28"], SHIFT) == ["2020-02-01", "2020-02-29"]
    assert renaming.window(["2001-09-09", "2001-09-09"], SHIFT) == ["2001-09-09", "2001-09-09"]


def test_the_year_of_a_report_is_that_of_its_first_full_date() -> None:
    assert renaming.own_year("After the war of 1994. Posted on 3 May 2018, updated 4 May 2019") == 2018
    assert renaming.own_year("On Friday, as in 1994") is None
