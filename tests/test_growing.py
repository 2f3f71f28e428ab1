"""A record that was worked out from an earlier one is that of all its reports composed at once, to the last part of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline import judgements
from fogline.casework import Record, compose, published_by
from fogline.records import Attribution, ClaimLink, Judgement, Reading
from fogline.tracing import shingles, wordings

NOON = dt.datetime(2030, 6, 1, 12, tzinfo=dt.UTC)
BULLETIN = (
    "Our brave units beat off the raiders at {place} on the {day} of May after a stubborn fight along the whole of the old "
    'canal. "They left {dead} of theirs before our trenches and fled across the ford at the mill", {who} said. Outside '
    "{place} the bridge still stands and the road to the south is open to carts and cars alike, the staff of {outlet} has it."
)

bulletins = st.builds(
    lambda **slots: bulletin(**slots),
    place=st.sampled_from(["Orlin", "Besk", "Northmark", "Rivonia"]),
    day=st.integers(3, 5),
    on=st.integers(4, 9) | st.none(),
    dead=st.sampled_from([11, 12, 40]),
    who=st.sampled_from(["Ada Voss", "a guard", "the Mirror", "the Gazette"]),
    outlet=st.sampled_from(["Gazette", "Mirror", "Herald"]),
    kind=st.sampled_from(["armed_clash", "attack", "territory_taken", "casualties", "protest", "control", "relation"]),
    negated=st.booleans(),
    link=st.sampled_from([None, "denies", "retracts", "part_of", "summary_of", "same_as"]),
)
cases = st.lists(bulletins, min_size=2, max_size=7, unique_by=lambda reading: reading.report.id)


def bulletin(
    *, place: str, day: int, on: int | None, dead: int, who: str, outlet: str, kind: str, negated: bool, link: str | None
) -> Reading:
    """One of a war of bulletins: they have each other's words, places, days and speakers."""
    text = BULLETIN.format(place=place, day=day, dead=dead, who=who, outlet=outlet)
    report = made.report(text, on=on, source=outlet, name=f"{outlet} {place} {kind} {link}.txt")
    slots = {"actors": ["Blues"], "targets": ["Reds"], "details": [("relation", "child_of")] if kind == "relation" else []}
    lost = made.claim(
        report, f"left {dead} of theirs", "casualties", quantities=[made.number("killed", dead)], attribution=[said(who)]
    )
    fought = made.claim(
        report, f"beat off the raiders at {place}", kind, places=[place], time=made.when(day), negated=negated,
        links=[ClaimLink(type=link, claim=lost.id)] if link else [], **slots,
    )  # fmt: skip
    held = made.claim(report, f"{place} the bridge still stands", "control", places=[place], actors=[outlet])
    return made.reading(report, lost, fought, held)


def said(who: str) -> Attribution:
    if who.startswith("the "):
        return made.said_by(None, outlet=who.removeprefix("the "))
    return made.said_by(who) if who[0].isupper() else made.said_by(None, speaker=made.ref(who, id=None), basis="witness")


def all_of(record: Record) -> dict[str, object]:
    """Every part of a record, with those that are only kept to work out the next from. The index of words stays aside: its
    numbers are given in the order in which reports come."""
    traced = {field.name: getattr(record.traced, field.name) for field in dataclasses.fields(record.traced)}
    beside = traced.pop("matched").beside
    kept = record._reconciled
    return {
        **traced,
        **{field.name: getattr(kept, field.name) for field in dataclasses.fields(kept)},
        "matches": {report: set(matches) for report, matches in beside.items() if matches},
        "stances": record.stances,
        "withdrawn": record.withdrawn,
        "linked": record.linked,
        "claims": record.claims,
        "lost": record.lost,
        "situations": record.situations(made.day(9)),
    }


def grown(readings: Sequence[Reading], known: int, log: Sequence[Judgement] = ()) -> Record:
    """The first few composed, the others added one by one."""
    record = compose(readings[:known], log)
    _ = record.events
    for reading in readings[known:]:
        record = record.with_readings([reading])
    return record


@given(cases, st.integers(0, 6))
def test_reports_added_one_by_one(readings: list[Reading], known: int) -> None:
    assert all_of(grown(readings, known)) == all_of(compose(readings, []))


@given(cases, st.integers(0, 6), st.integers(1, 3))
def test_the_same_where_runs_become_common_all_the_time(readings: list[Reading], known: int, common: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for module in (wordings, shingles):
            patched.setattr(module, "COMMON", common)
        assert all_of(grown(readings, known)) == all_of(compose(readings, []))


@given(cases, st.integers(4, 9), st.integers(1, 100))
def test_what_was_known_on_a_day_is_what_its_reports_make(readings: list[Reading], day: int, common: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for module in (wordings, shingles):
            patched.setattr(module, "COMMON", common)
        record = compose(readings, [])
        _ = record.events
        earlier = published_by(record.decided.readings, made.day(day))
        assert all_of(record.known_on(made.day(day))) == all_of(compose(earlier.values(), []))


@given(cases, st.integers(4, 9), st.integers(1, 3))
def test_no_later_report_changes_which_passages_match(readings: list[Reading], day: int, common: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for module in (wordings, shingles):
            patched.setattr(module, "COMMON", common)
        record = compose(readings, [])
        earlier = published_by(record.decided.readings, made.day(day))
        kept = {
            match
            for matches in record.traced.matched.beside.values()
            for match in matches
            if match.first.report in earlier and match.second.report in earlier
        }
        alone = compose(earlier.values(), []).traced.matched.beside
        assert kept == {match for matches in alone.values() for match in matches}


@given(cases, st.data())
def test_another_log_of_judgements(readings: list[Reading], data: st.DataObject) -> None:
    record = compose(readings, [])
    _ = record.events
    log: list[Judgement] = []
    for minute in range(data.draw(st.integers(1, 4))):
        log.append(data.draw(decisions(record, log, minute)))
        record = record.with_judgements(log)
    assert all_of(record) == all_of(compose(readings, log)) == all_of(grown(readings, 1, log))


@st.composite
def decisions(draw: st.DrawFn, record: Record, log: Sequence[Judgement], minute: int) -> Judgement:
    """Any that can be taken of a record."""
    claims, reports = sorted(record.claims), sorted(record.reports)
    some = st.lists(st.sampled_from(claims), min_size=2, max_size=3, unique=True) if len(claims) > 1 else st.nothing()
    one = st.sampled_from(claims or ["rep_none"]).map(lambda id: [id])
    choices: list[st.SearchStrategy[tuple[str, Sequence[str], Sequence[str]]]] = [
        st.tuples(st.sampled_from(["same", "different", "wrong"]), some, st.just(())),
        st.tuples(st.just("dated"), one | st.sampled_from(reports).map(lambda id: [id]), st.just(("2030-05-04",))),
        st.tuples(st.just("edit"), one, st.sampled_from([("killed=11",), ("negated=true",), ("places=Tarn",)])),
        st.tuples(st.just("alias"), st.sampled_from([["Blues", "Reds"], ["a guard", "Ada Voss"]]), st.just(())),
    ]
    if log:
        choices.append(st.tuples(st.just("undo"), st.sampled_from([each.id for each in log]).map(lambda id: [id]), st.just(())))
    verb, subjects, values = draw(st.one_of(choices))
    at = NOON + dt.timedelta(minutes=minute)
    return judgements.make(verb, subjects, values, by="Ada", why="so", at=at, claims=record.claims, events={})


def test_a_reading_takes_the_place_of_an_earlier_one_of_its_report() -> None:
    first, second = (bulletin(**{**SLOTS, "outlet": outlet}) for outlet in ("Gazette", "Mirror"))
    again = dataclasses.replace(first, claims=first.claims[:1])
    record = grown([first, second, again], 1)
    assert all_of(record) == all_of(compose([again, second], []))


def test_a_link_to_a_claim_that_people_take_out_and_put_back() -> None:
    """The links of a report lead to its own claims; here one leads to a report that is read later."""
    one, other = (bulletin(**{**SLOTS, "outlet": outlet}) for outlet in ("Gazette", "Mirror"))
    denial = dataclasses.replace(one.claims[0], links=(ClaimLink(type="denies", claim=other.claims[0].id),))
    one = dataclasses.replace(one, claims=(denial, *one.claims[1:]))
    assert all_of(grown([one, other], 1)) == all_of(compose([one, other], []))


def test_what_is_not_asked_for_is_not_worked_out() -> None:
    record = compose([bulletin(**SLOTS)], []).with_readings([bulletin(**{**SLOTS, "outlet": "Mirror"})])
    assert "_reconciled" not in vars(record)
    assert record.events and "_reconciled" in vars(record.with_judgements([]))


SLOTS = {
    "place": "Orlin", "day": 3, "on": 4, "dead": 12, "who": "Ada Voss", "outlet": "Gazette", "kind": "armed_clash",
    "negated": False, "link": None,
}  # fmt: skip


def test_a_decision_about_what_is_copied_reaches_its_copies() -> None:
    """A loss that another report repeats is said not to be so, and the decision is taken back: the two are one again."""
    slots = {**SLOTS, "place": "Rivonia"}  # a country: nothing but the repetition joins them
    readings = [bulletin(**{**slots, "outlet": outlet, "on": on}) for outlet, on in (("Gazette", 4), ("Mirror", 6))]
    record = compose(readings, [])
    _ = record.events
    was = all_of(record)
    copied = next(first for first in record.traced.copied.values() if record.claims[first].kind == "casualties")
    log: list[Judgement] = []
    for verb, values in (("edit", ["negated=true"]), ("undo", [])):
        subjects = [log[0].id] if log else [copied]
        at = NOON + dt.timedelta(minutes=len(log))
        log.append(judgements.make(verb, subjects, values, by="Ada", why="so", at=at, claims=record.claims, events={}))
        record = record.with_judgements(log)
        assert all_of(record) == all_of(compose(readings, log))
    assert all_of(record) == was
