"""Rows for ACLED and UCDP: what is chosen, what is left out, and that the validators can refuse."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest

from fogline import casework
from fogline.casework import Record
from fogline.publish import acled, ucdp
from fogline.publish.catalogue import Catalogue
from fogline.records import Stance

WORDS = ["Grey", "Amber", "Olive", "Ivory"]


def told(n: int, **slots):
    """One report of an attack of the Reds on the Blues in Orlin on the 3rd."""
    text = f"{WORDS[n]} notes say that fighters attacked the {WORDS[n].lower()} post."
    report = made.report(text, name=f"{n}.txt", on=5, source=f"Paper {n}")
    known = {"actors": ["Reds"], "targets": ["Blues"], "places": ["Orlin"], "time": made.when(3)}
    return made.reading(report, made.claim(report, "fighters attacked", slots.pop("kind", "attack"), **(known | slots)))


def catalogue(record: Record) -> Catalogue:
    return Catalogue(
        events=record.events, claims=record.claims, reports=record.reports, so=record.traced.so, stances=record.stances,
        public=frozenset({"case:reds", "case:blues"}),
    )  # fmt: skip


def of(*readings) -> Catalogue:
    return catalogue(casework.compose(readings, []))


def killed(n: int, **more):
    return [made.number("killed", n, of="Blues", **more)]


def test_an_attack_in_acleds_columns():
    exported = acled.export(of(told(0, quantities=killed(4)), told(1, quantities=killed(6))))
    [row] = exported.rows
    assert (row["event_type"], row["sub_event_type"], row["disorder_type"]) == ("Battles", "Armed clash", "Political violence")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == ("Reds", "Rebel group", "Blues", "State forces")
    assert (row["event_date"], row["time_precision"], row["geo_precision"]) == ("2030-05-03", "1", "1")
    assert row["fatalities"] == "4" and row["source"] == "Paper 0; Paper 1" and not exported.problems
    assert tuple(row) == acled.COLUMNS


def test_the_dead_by_the_word_of_one_side_alone_are_not_counted_by_acled():
    record = of(told(0, quantities=killed(40)))
    [event] = record.events
    stances = {claim: Stance(word="interested", side="case:reds") for claim in event.claims}
    [row] = acled.export(replace(record, stances=stances)).rows
    assert row["fatalities"] == "0" and "sides with an interest" in row["notes"]


def test_a_day_known_to_a_week_is_its_middle():
    [row] = acled.export(of(told(0, time=made.when(1, 7)))).rows
    assert (row["event_date"], row["time_precision"]) == ("2030-05-04", "2")


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ({"kind": "casualties"}, "no sub-event"),
        ({"places": []}, "no place finer"),
        ({"places": ["Rivonia"]}, "no place finer"),
        ({"time": None}, "no day is known"),
    ],
)
def test_what_acled_cannot_hold_is_left_out_with_the_reason(slots, why):
    exported = acled.export(of(told(0, **slots)))
    assert exported.rows == () and why in exported.left_out[0][1]


def test_deaths_in_geds_columns_add_up():
    numbers = [*killed(4), made.number("killed", 2, of="villagers"), made.number("wounded", 9, of="Blues")]
    exported = ucdp.export(of(told(0, quantities=numbers, targets=["Blues", "villagers"])))
    [row] = exported.rows
    assert (row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"], row["best"]) == ("4", "2", "0", "6")
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Reds", "Blues")
    assert (row["date_prec"], row["where_prec"], row["priogrid_gid"]) == ("1", "1", str(200 * 720 + 401))
    assert exported.problems == ("row 1 (" + row["relid"] + "): country is empty",)  # an invented country


def test_an_open_upper_end_is_noted_because_ged_cannot_say_so():
    exported = ucdp.export(of(told(0, quantities=[made.number("killed", None, low=12, high=None, of="Blues")])))
    [row] = exported.rows
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "12")
    assert any("open above" in words for _, words in exported.notes)


def test_without_a_death_ged_has_no_row():
    assert ucdp.export(of(told(0))).left_out[0][1].startswith("no organised violence")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fatalities": "some"}, "fatalities"),
        ({"event_date": "2030-02-31"}, "no day"),
        ({"sub_event_type": "Ambush"}, "no sub-event"),
        ({"latitude": "north"}, "no point"),
        ({"actor1": ""}, "actor1 is empty"),
        ({"geo_precision": "7"}, "geo_precision"),
    ],
)
def test_acleds_validator_can_refuse(change, words):
    [row] = acled.export(of(told(0))).rows
    assert acled.problems([row]) == []
    assert any(words in problem for problem in acled.problems([row | change]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"best": "9"}, "sum of its parts"),
        ({"low": "9"}, "out of order"),
        ({"date_prec": "4"}, "precision"),
        ({"side_b": ""}, "side_b is empty"),
        ({"deaths_a": "?"}, "no numbers"),
    ],
)
def test_geds_validator_can_refuse(change, words):
    [row] = ucdp.export(of(told(0, quantities=killed(4)))).rows
    row = row | {"country": "Rivonia"}
    assert ucdp.problems([row]) == []
    assert any(words in problem for problem in ucdp.problems([row | change]))
