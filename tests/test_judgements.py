"""What a person decides holds over anything that was read, finds its claim again, and can be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline import casework, judgements
from fogline.errors import ConfigError
from fogline.records import Time, TimeExpression
from fogline.why import why

NOON = dt.datetime(2030, 5, 12, 12, tzinfo=dt.UTC)


def clash(n: int, **slots):
    report = made.report(f"Letter {n} of {'abcdefgh'[n] * 5} has them fighting there.", on=5)
    slots = {"places": ["Orlin"], "time": made.when(3), "quantities": [made.number("killed", 10 + n, of="Blues")]} | slots
    return made.reading(report, made.claim(report, "them fighting there", "armed_clash", **slots))


ONE, TWO, FAR = clash(0), clash(1), clash(2, places=["Besk"], actors=["Reds"])
READINGS = (ONE, TWO, FAR)


def only(reading):
    return reading.claims[0].id


def decide(verb, *subjects, values=(), after=0, readings=READINGS):
    """A judgement made on the record of `readings`, `after` minutes past noon."""
    found = casework.compose(readings, ())
    at = NOON + dt.timedelta(minutes=after)
    known = {"claims": found.claims, "events": found.events_by_any_id}
    return judgements.make(verb, subjects, values, by="ada", why="I was there", at=at, **known)


def events(*log, readings=READINGS):
    return casework.compose(readings, log).events


def groups(*log, readings=READINGS):
    return sorted(len(event.claims) for event in events(*log, readings=readings))


def test_same_joins_what_the_weights_keep_apart_and_different_parts_what_they_join():
    assert groups() == [1, 2]
    assert groups(decide("same", only(ONE), only(FAR))) == [3]
    assert groups(decide("different", only(ONE), only(TWO))) == [1, 1, 1]


def test_of_two_judgements_on_one_pair_the_later_holds():
    same, different = decide("same", only(ONE), only(TWO)), decide("different", only(ONE), only(TWO), after=1)
    assert groups(same, different) == groups(different, same) == [1, 1, 1]


def test_wrong_takes_a_claim_out_and_an_event_with_all_its_claims():
    (event,) = [event for event in events() if len(event.claims) == 2]
    assert groups(decide("wrong", only(ONE))) == [1, 1]
    assert groups(decide("wrong", event.id)) == [1]


def test_edit_mends_a_slot():
    changed = events(decide("edit", only(FAR), values=["killed=7", "places=Orlin", "actors="]))
    (event,) = changed
    assert len(event.claims) == 3
    (toll,) = event.quantities  # seven of nobody's, where only the Blues are said to have any
    assert (toll.of, toll.low) == ("Blues", 7)


def test_dated_moves_a_claim_and_a_report():
    assert groups(decide("dated", only(TWO), values=["2030-05-20"])) == [1, 1, 1]
    moved = decide("dated", ONE.report.id, values=["2030-05-09"])
    record = casework.compose(READINGS, [moved])
    assert record.reports[ONE.report.id].published.end == made.day(9)
    assert judgements.published([moved])[ONE.report.id].start == made.day(9)


def test_a_report_that_is_dated_dates_what_it_tells():
    report = made.report("Orlin fell yesterday. Besk fell.", source="Gazette")
    day_before = TimeExpression(form="offset", unit="day", count=-1)
    fell = made.claim(report, "Orlin fell", "territory_taken", time=Time(text="yesterday", at=(12, 21), expression=day_before))
    besk = made.claim(report, "Besk fell", "territory_taken", time=None)
    reading = made.reading(report, fell, besk)
    moved = decide("dated", report.id, values=["2030-05-09"], readings=(reading,))
    sure = decide("dated", besk.id, values=["2030-05-01"], after=1, readings=(reading,))

    def days(*log):
        claims = casework.compose([reading], log).claims
        return [(time.start, time.end) if (time := claims[c.id].time) else None for c in (fell, besk)]

    assert days() == [(None, None), None]
    assert days(moved) == [(made.day(8), made.day(8)), (made.day(2), made.day(9))]  # the week before, where no words say
    assert days(moved, sure) == [(made.day(8), made.day(8)), (made.day(1), made.day(1))]


def test_alias_makes_two_actors_one_wherever_they_stand():
    one, two = clash(0, actors=[made.ref("The Crimson", id=None)]), clash(1, actors=["Reds"])
    alias = decide("alias", "The Crimson", "case:reds", readings=(one, two))
    (event,) = events(alias, readings=(one, two))
    assert [ref.id for ref in event.actors] == ["case:reds"]
    circle = decide("alias", "Reds", "The Crimson", after=1, readings=(one, two))
    assert len(events(alias, circle, readings=(one, two))) == 1


def test_undo_restores_and_an_undo_can_be_undone():
    wrong = decide("wrong", only(ONE))
    undo = decide("undo", wrong.id, after=1)
    again = decide("undo", undo.id, after=2)
    assert events(wrong, undo) == events()
    assert events(wrong, undo, again) == events(wrong)


def test_a_judgement_finds_its_claim_again_after_a_re_read():
    wrong = decide("wrong", only(ONE))
    claim = ONE.claims[0]
    longer = replace(claim, id="clm_new", start=claim.start - 4, quote=ONE.report.text[claim.start - 4 : claim.end])
    reread = replace(ONE, claims=(longer,))
    record = casework.compose((reread, TWO, FAR), [wrong])
    assert record.lost == () and "clm_new" not in record.claims


@pytest.mark.parametrize("change", [{"kind": "protest"}, {"start": 0, "end": 4}, {"start": 0}])
def test_a_judgement_whose_claim_is_gone_is_reported(change):
    wrong = decide("wrong", only(ONE))
    other = replace(ONE, claims=(replace(ONE.claims[0], id="clm_new", **change),))
    record = casework.compose((other, TWO, FAR), [wrong])
    (lost,) = record.lost
    assert lost.judgement == wrong and "is gone" in lost.reason and "clm_new" in record.claims


def test_what_cannot_be_applied_is_reported():
    gone = replace(decide("wrong", only(ONE)), quotes=(), spans=(), subjects=("clm_none",))
    report = decide("dated", "rep_none", values=["2030-05-09"])
    undo = decide("undo", "jud_none")
    assert len(casework.compose(READINGS, [gone, report, undo]).lost) == 3


@pytest.mark.parametrize(
    ("verb", "subjects", "values"),
    [
        ("merge", ["a", "b"], []),
        ("same", ["clm_none", "clm_other"], []),
        ("same", ["evt_x"], []),
        ("wrong", [], []),
        ("wrong", ["clm_none"], []),
        ("alias", ["a"], []),
        ("dated", ["rep_x"], ["soon"]),
        ("dated", ["rep_x"], ["2030-05-09", "2030-05-01"]),
        ("dated", ["rep_x"], []),
        ("edit", [only(ONE)], ["colour=red"]),
        ("edit", [only(ONE)], []),
        ("undo", ["jud_x"], ["more"]),
    ],
)
def test_what_makes_no_sense_is_refused(verb, subjects, values):
    with pytest.raises(ConfigError):
        decide(verb, *subjects, values=values)


def test_a_judgement_needs_a_name_and_a_reason():
    with pytest.raises(ConfigError, match="--by NAME"):
        judgements.make("undo", ["jud_x"], [], by=" ", why="", at=NOON, claims={}, events={})


def test_the_id_is_of_the_content():
    assert decide("wrong", only(ONE)) == decide("wrong", only(ONE))
    assert decide("wrong", only(ONE)).id != decide("wrong", only(TWO)).id


LOG = [
    decide("same", only(ONE), only(FAR)),
    decide("wrong", only(TWO), after=1),
    decide("edit", only(ONE), values=["killed=9"], after=2),
    decide("dated", only(FAR), values=["2030-05-03"], after=3),
    decide("alias", "Reds", "Greens", after=4),
]


@given(st.permutations(LOG), st.permutations(READINGS))
def test_the_order_of_the_log_and_of_the_readings_does_not_matter(log, readings):
    assert casework.compose(readings, log).events == casework.compose(READINGS, LOG).events


@given(st.sets(st.integers(0, 4)))
def test_undoing_all_restores_all(chosen):
    log = [LOG[i] for i in sorted(chosen)]
    undone = [decide("undo", judgement.id, after=10) for judgement in log]
    assert events(*log, *undone) == events()


def test_why_answers_for_everything_that_has_an_id():
    speaker = made.said_by("Blues", at=(0, 6))
    denied = clash(3, negated=True, attribution=[speaker])
    wrong = decide("wrong", only(FAR))
    record = casework.compose((*READINGS, denied), [])
    derived = (*record.events, *record.origins, *record.disagreements)
    ids = [*record.claims, *(found.id for found in derived)]
    for id in [*ids, *record.reports, wrong.id, "case:orlin", "Orlin", "case:orlin@2030-05-04"]:
        answer = why(record, id, [wrong])
        assert answer.words and answer.grounds
        assert all(ground.report.text[ground.start : ground.end] == ground.quote for ground in answer.grounds)
    assert {ground.role for ground in why(record, only(denied)).grounds} >= {"claim", "attribution", "quantity: killed"}
    (event,) = [event for event in record.events if event.status == "denied"]
    assert only(denied) in {ground.claim for ground in why(record, event.id).grounds}


@pytest.mark.parametrize("id", ["clm_none", "Nowhere", "case:orlin@someday", ""])
def test_why_refuses_what_is_not_there(id):
    with pytest.raises(ConfigError):
        why(casework.compose(READINGS, []), id)
