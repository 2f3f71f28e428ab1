"""A sitrep of a span of days: what changed and happened in it, what it leaves out and counts, and who says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import made
import pytest

from fogline import case as cases
from fogline import casework, sitrep
from fogline.case_records import Case, Outlet
from fogline.publish import Sitrep, chosen
from fogline.records import Reading


def told(
    number: int, on: int | None, who: str, kind: str = "territory_taken", *, day: int | None = None, source: str = ""
) -> Reading:
    report = made.report(
        f"Sheet {number * 37} of the {who} about Orlin, number {number}.", on=on, source=source or f"Paper {number}"
    )
    time = made.when(day or on) if day or on else None
    return made.reading(report, made.claim(report, "Orlin", kind, actors=[who], places=["Orlin"], time=time))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    cases.init(tmp_path)
    outlet = Outlet(
        id="case:trumpet", name="Trumpet", aliases=("The Daily Trumpet",), domains=(), kind="", country=None, owner="",
        sponsor="", interest=("case:reds",), since=None, until=None, source="",
    )  # fmt: skip
    return replace(cases.load(tmp_path), sources=(outlet,))


WAR = (
    told(0, 3, "Reds", "control"),
    told(1, 9, "Blues"),
    told(2, 9, "Blues"),
    told(3, 15, "Reds", source="The Daily Trumpet"),
    told(4, 16, "Reds", source="Trumpet", day=15),
    told(5, None, "Greens", "shelling"),
)


def collected(case: Case, since: int | None, until: int | None, known: int | None = None) -> Sitrep:
    record = casework.compose(WAR, [], case)
    day = made.day(known) if known else None
    span = made.day(since) if since else None, made.day(until) if until else None
    return sitrep.collect(record.known_on(day), case, *span, known=day)


def test_a_change_is_of_the_span_and_who_held_before_is_known_from_earlier_days(case):
    found = collected(case, 8, 12)
    assert [(one.on.day, one.was and one.was.name, one.to.name) for one in found.changes] == [(9, "Reds", "Blues")]
    assert collected(case, 10, 12).changes == ()


def test_the_words_of_a_change_are_those_that_speak_for_the_new_holder(case):
    found = collected(case, 8, 12)
    change = found.changes[0]
    spoken = chosen.behind(change.claims, change.to, found)
    assert {found.claims[id].actors[0].name for id in spoken} == {"Blues"} and len(spoken) == 2


def test_what_has_no_date_is_left_out_and_counted(case):
    assert collected(case, 8, 12).undated == 1
    assert collected(case, None, None).undated == 0  # it is among the events
    kinds = [{event.kind for event in found.events} for found in (collected(case, 8, 12), collected(case, None, None))]
    assert "shelling" not in kinds[0] and "shelling" in kinds[1]


def test_an_outlet_is_one_under_all_its_names_and_its_interest_is_told(case):
    found = {source.name: source for source in collected(case, 14, 16).sources}
    trumpet = found["The Daily Trumpet"]
    assert (trumpet.reports, trumpet.used) == (2, 2) and trumpet.leaning == ("case:reds",)
    assert found["Paper 1"].leaning == () and found["Paper 1"].used == 1  # the situation rests on it, too
    assert found["Paper 5"].used == 0


def test_nothing_of_a_later_report_is_in_what_was_known(case):
    found = collected(case, 8, 20, known=10)
    assert [one.on.day for one in found.changes] == [9] and found.known == made.day(10) and len(found.reports) == 3


def test_a_disagreement_of_other_days_is_not_of_the_span(case):
    assert {one.attribute for one in collected(case, 1, 30).disagreements} == {
        one.attribute for one in casework.compose(WAR, [], case).disagreements
    }
    assert collected(case, 20, 30).disagreements == ()
