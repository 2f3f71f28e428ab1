"""One total from the claims of a report."""

from __future__ import annotations

import total

from fogline.records import Claim, Quantity


def number(
    text: str, low: int | None, best: int | None, high: int | None, at: int, of: str | None = "people", **more: object
) -> Quantity:
    return Quantity(what="killed", low=low, best=best, high=high, text=text, at=(at, at + len(text)), of=of, **more)  # type: ignore[arg-type]


def exactly(n: int, at: int, of: str | None = "people") -> Quantity:
    return number(str(n), n, n, n, at, of)


def claim(*quantities: Quantity, **more: object) -> Claim:
    at = min((q.at[0] for q in quantities), default=0)
    return Claim(  # type: ignore[arg-type]
        id=f"clm_{at}", report="rep_x", language="en", quote="q", start=at, end=at + 1, trigger=(at, at + 1),
        quantities=quantities,
        **({"kind": "air_strike", "segment": "body"} | more),
    )  # fmt: skip


def value(*claims: Claim) -> int | None:
    found = total.killed_in_total(claims)
    return found.figure if found else None


def test_no_number_is_no_total() -> None:
    assert value() is None
    assert value(claim()) is None


def test_first_statement_stands_and_later_ones_neither_add_nor_replace() -> None:
    assert value(claim(exactly(300000, 900)), claim(exactly(12, 10)), claim(exactly(12, 200)), claim(exactly(5, 400))) == 12


def test_sides_of_one_claim_add() -> None:
    assert value(claim(exactly(15, 10, "civilians"), exactly(27, 30, "fighters"))) == 42


def test_a_part_does_not_add_to_its_whole() -> None:
    assert value(claim(exactly(22, 10, "people"), exactly(6, 30, "civilians"), exactly(1, 50, "child"))) == 22
    assert value(claim(exactly(11, 10, "civilians"), exactly(3, 30, "children"))) == 11
    assert value(claim(exactly(3, 10, "children"), exactly(11, 30, "civilians"))) == 11


def test_more_parts_than_the_whole_are_no_parts() -> None:
    assert value(claim(exactly(6, 10, "civilians"), exactly(22, 30, "children"))) == 28


def test_the_same_figure_of_the_same_people_counts_once() -> None:
    assert value(claim(exactly(16, 10, "Civilians"), exactly(16, 30, "civilians"))) == 16
    assert value(claim(exactly(10, 10, "dead"), exactly(10, 30, "people"))) == 10
    assert value(claim(exactly(16, 10, "rebels"), exactly(16, 30, "soldiers"))) == 32


def test_bounds_count_the_number_that_is_named() -> None:
    assert total.figure(number("at least 40", 40, None, None, 0)) == 40
    assert total.figure(number("more than 40", 41, None, None, 0)) == 40
    assert total.figure(number("nearly 58", None, None, 57, 0)) == 58
    assert total.figure(number("up to 100", None, None, 100, 0)) == 100


def test_more_than_gives_way_to_a_number_of_the_same_order() -> None:
    open_figure = claim(number("more than 30", 31, None, None, 10))
    assert value(open_figure, claim(exactly(31, 100))) == 31
    assert value(open_figure, claim(exactly(200, 100))) == 30
    assert value(open_figure, claim(exactly(10, 100))) == 30


def test_vague_words_only_without_any_number() -> None:
    dozens = number("dozens", 12, None, 99, 10, vague=True)
    assert value(claim(dozens), claim(exactly(58, 100))) == 58
    assert value(claim(dozens)) == 12


def test_what_is_not_told_as_fact_does_not_count() -> None:
    for change in (
        {"negated": True}, {"frame": "hypothetical"}, {"modality": "forecast"}, {"aspect": "planned"}, {"segment": "comment"},
    ):  # fmt: skip
        assert value(claim(exactly(5, 10), **change)) is None, change
    assert value(claim(number("300,000", 300000, 300000, 300000, 10, scope="cumulative"))) is None
