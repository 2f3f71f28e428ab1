"""The survey of an earlier day, made of that of all reports, is the one that the reports published by then make anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_growing import decisions

from fogline import casework
from fogline.casework import compose, published_by
from fogline.records import Attribution, ClaimLink, Judgement, Published, Reading
from fogline.situation import Survey
from fogline.tracing import shingles, wordings

TEXT = (
    "Our brave units took {place} from the raiders on the {day} of May after a stubborn fight along the old canal "
    'by the mill. "They left {dead} of theirs before our trenches and fled across the ford", {who} said to everybody who '
    "asked. "
    "Outside of the town the bridge still stands and the road to the south is open to carts and cars, the staff has it.{end}"
)
ENDS = ("", " This is all that is known of it so far.")
PLACES = ("Orlin", "Besk", "Northmark", "Tarn", "Rivonia")
KINDS = (
    "armed_clash",
    "attack",
    "territory_taken",
    "territory_lost",
    "control",
    "withdrawal",
    "presence",
    "route_cut",
    "denial",
)

published = (
    st.builds(
        lambda start, more, basis: Published(start=made.day(start), end=made.day(start + more), basis=basis),
        st.integers(4, 9),
        st.sampled_from([0, 0, 0, 2]),
        st.sampled_from(["given", "given", "given", "page"]),
    )
    | st.none()
)
times = st.builds(made.when, st.integers(2, 5), st.sampled_from([None, 6, 8, 20])) | st.none()


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """One of few texts, so that they copy, correct and cite each other, by few outlets in any order."""
    outlet, place, day = (
        draw(st.sampled_from(["Gazette", "Mirror", "Herald"])),
        draw(st.sampled_from(PLACES)),
        draw(st.integers(3, 5)),
    )
    text = TEXT.format(
        place=place, day=day, dead=draw(st.sampled_from([11, 12])), who=draw(st.sampled_from(["Ada Voss", "a guard"])),
        end=draw(st.sampled_from(ENDS)),
    )  # fmt: skip
    report = replace(made.report(text, source=outlet, name=f"{outlet} {place}"), published=draw(published))
    says = draw(
        st.sampled_from(
            [(), (made.said_by("Ada Voss"),), (Attribution(speaker=None, outlet="Mirror", text="the Mirror has it"),)]
        )
    )
    lost = made.claim(
        report, "They left", draw(st.sampled_from(["casualties", "territory_lost"])), attribution=says, places=[place]
    )
    links = (
        [ClaimLink(type=draw(st.sampled_from(["denies", "retracts", "same_as"])), claim=lost.id)] if draw(st.booleans()) else []
    )
    form: dict[str, Any] = draw(st.sampled_from([{}, {}, {"lat": None}, {"name": "Old Place"}, {"admin1": "Southmark"}]))
    sides = draw(st.permutations(["Blues", "Reds", "Greens"]))
    took = made.claim(
        report, f"took {place}", draw(st.sampled_from(KINDS)), places=[replace(made.place(place), **form)], time=draw(times),
        negated=draw(st.booleans()), links=links, targets=[sides[1]], attribution=says,
        actors=[replace(made.ref(sides[0]), **draw(st.sampled_from([{}, {"name": "Army"}])))],
    )  # fmt: skip
    held = made.claim(
        report, "the bridge still stands", draw(st.sampled_from(KINDS)), places=[draw(st.sampled_from(PLACES))],
        actors=[sides[2]], time=draw(times),
    )  # fmt: skip
    return made.reading(report, lost, took, held)


cases = st.lists(readings(), min_size=2, max_size=7, unique_by=lambda reading: reading.report.id)


DAYS = [made.day(number) for number in (1, 2, 3, 4, 5, 6, 8, 12, 31)]


def all_of(survey: Survey, known: dt.date, days: Sequence[dt.date]) -> dict[str, object]:
    """What is said of all places on any of some days, with its reasons, and which places and parties are known."""
    return {
        "situations": [survey.situations(day, known) for day in days],
        "everywhere": [survey.everywhere([made.place(name) for name in PLACES], day, known) for day in days],
        "spans": {place: survey.span(place) for place in survey.ledger.places},
        "places": survey.gathered.places,
        "parties": survey.gathered.parties,
        "undated": dict(survey.gathered.undated),
    }


def check(readings: Sequence[Reading], known: dt.date, days: Sequence[dt.date] = DAYS, log: Sequence[Judgement] = ()) -> None:
    record = compose(readings, log)
    there = published_by(record.decided.readings, known)
    anew = casework._composed(replace(record.decided, readings=there), None).survey  # judgements always apply
    assert all_of(record.survey_on(known), known, days) == all_of(anew, known, days)


@given(cases, st.integers(4, 11))
def test_any_day_is_what_its_reports_make(readings: list[Reading], day: int) -> None:
    check(readings, made.day(day))


@given(cases, st.integers(4, 11), st.integers(1, 3))
def test_the_same_where_runs_become_common_all_the_time(readings: list[Reading], day: int, common: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for module in (wordings, shingles):
            patched.setattr(module, "COMMON", common)
        check(readings, made.day(day))


@given(cases, st.integers(4, 11), st.data())
def test_the_same_under_judgements(readings: list[Reading], day: int, data: st.DataObject) -> None:
    record = compose(readings, [])
    log: list[Judgement] = []
    for minute in range(data.draw(st.integers(1, 3))):
        log.append(data.draw(decisions(record, log, minute)))
        record = record.with_judgements(log)
    check(readings, made.day(day), log=log)
