from __future__ import annotations

from collections.abc import Callable

import pytest

from fogline.reading.lexicon import lexicon
from fogline.reading.quantities import Counter
from fogline.reading.sentences import Sentence

COUNTER = Counter(lexicon("en"))


@pytest.mark.parametrize(
    ("text", "words", "bounds", "noun"),
    [
        ("At least 15 soldiers died near the bridge.", "At least 15", (15, None, None), "soldiers"),
        ("More than 30 people were hurt.", "More than 30", (31, None, None), "people"),
        ("Up to 60 houses burned down.", "Up to 60", (None, None, 60), "houses"),
        ("The brigade does not have more than 5.000 men.", "more than 5.000", (None, None, 5000), "men"),
        ("Nearly 40 policemen fled the post.", "Nearly 40", (None, None, 39), "policemen"),
        ("Fewer than 200 villagers stayed behind.", "Fewer than 200", (None, None, 199), "villagers"),
        ("About 10,000 fighters crossed the river.", "About 10,000", (10000, 10000, 10000), "fighters"),
        ("They sent 10.000 people with weapons.", "10.000", (10000, 10000, 10000), "people"),
        ("Dozens of militants were killed.", "Dozens", (12, None, 99), "militants"),
        ("Tens of thousands of people left the city.", "Tens of thousands", (10000, None, 99999), "people"),
        ("Several people were wounded at the rally.", "Several", (3, None, 9), "people"),
        ("Two dozen gunmen stormed the post.", "Two dozen", (24, 24, 24), "gunmen"),
        ("Twenty-five hostages were freed.", "Twenty-five", (25, 25, 25), "hostages"),
        ("The rebels will hand over 840 rifles.", "840", (840, 840, 840), "rifles"),
        ("The army killed over 40 rebels.", "over 40", (41, None, None), "rebels"),
    ],
)
def test_a_number_with_its_bounds_and_its_noun(
    analyse: Callable[[str], Sentence], text: str, words: str, bounds: tuple[int | None, ...], noun: str
) -> None:
    sentence = analyse(text)
    [count] = COUNTER.counts(sentence)
    assert sentence.words(count.first, count.last)[0] == words
    assert (count.low, count.best, count.high) == bounds
    assert count.noun is not None and sentence.tokens[count.noun].text == noun


@pytest.mark.parametrize("text", ["About 10,000 fighters crossed the river.", "Some 1,500 people marched."])
def test_about_is_approximate(analyse: Callable[[str], Sentence], text: str) -> None:
    [count] = COUNTER.counts(analyse(text))
    assert count.approximate


@pytest.mark.parametrize(
    "text",
    [
        "The clashes began on 19 August 2021.",
        "Ronald Brown, 28, was shot at 11:45 p.m. on Saturday.",
        "The army fought there in the 1980s.",
        "Prices rose by 3.5 percent last year.",
        "They paid $500 for the rifle.",
        "The convoy drove 40 kilometres on Highway 5.",
    ],
)
def test_dates_ages_money_and_measures_count_nobody(analyse: Callable[[str], Sentence], text: str) -> None:
    assert COUNTER.counts(analyse(text)) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Our own losses are eight killed and 31 wounded.", [8, 31]),
        ("The army put its losses at eight killed and 31 wounded.", [8, 31]),
        ("No more than 14,700 may stay in the valley.", [14700]),
    ],
)
def test_what_is_counted_may_go_without_a_noun(analyse: Callable[[str], Sentence], text: str, numbers: list[int]) -> None:
    found = COUNTER.counts(analyse(text))
    assert [count.high for count in found] == numbers and all(count.noun is None for count in found)


def test_a_range_is_one_count(analyse: Callable[[str], Sentence]) -> None:
    [count] = COUNTER.counts(analyse("Between 500 and 1,300 people were killed."))
    assert (count.low, count.best, count.high) == (500, None, 1300)
