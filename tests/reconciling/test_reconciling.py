"""One incident or two, how many, and where the reports differ."""

from __future__ import annotations

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline import casework
from fogline.reconciling.comparison import THRESHOLD, compare, weights
from fogline.reconciling.features import row
from fogline.records import ClaimLink

CLASH = "fighters clashed with soldiers"


def page(n: int, *, on: int = 5, source: str | None = None, more: str = "") -> made.Report:
    """A report whose words are its own, so that nothing is traced to another."""
    words = ["Grey", "Amber", "Olive", "Ivory", "Umber", "Coral", "Lilac", "Khaki"][n]
    return made.report(f"{words} notes say that {CLASH} {words.lower()}. {more}", name=f"{n}.txt", on=on, source=source)


def clash(n: int, **slots):
    report = slots.pop("report", None) or page(n)
    slots = {"kind": "armed_clash", "places": ["Orlin"], "time": made.when(3)} | slots
    return made.reading(report, made.claim(report, CLASH, slots.pop("kind"), **slots))


def record(*readings, judgements=()):
    return casework.compose(readings, judgements)


def killed(n, **more):
    return [made.number("killed", n, of="Blues", **more)]


# ------------------------------------------------------------------------------------------------------------- events


def test_same_town_and_day_is_one_incident_of_two_origins():
    (event,) = record(clash(0), clash(1)).events
    assert (event.reports, event.origins, event.status) == (2, 2, "corroborated")
    assert any("same settlement +3.1, same day +2.4" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    "slots",
    [
        {"places": ["Besk"]},
        {"time": made.when(8)},
        {"places": ["Tarn"]},
        {"kind": "protest"},
        {"places": ["Northmark"]},
        {"places": []},
        {"time": None},
        {"time": made.when(1, 28)},
    ],
)
def test_another_place_day_or_kind_and_whatever_is_coarse_stays_apart(slots):
    assert len(record(clash(0), clash(1, **slots)).events) == 2


def test_a_toll_joins_the_clash_that_it_belongs_to_and_does_not_name_it():
    (event,) = record(clash(0), clash(1, kind="casualties", quantities=killed(12))).events
    assert event.kind == "armed_clash" and event.quantities[0].best == 12


@pytest.mark.parametrize(
    "slots",
    [
        {"negated": True},
        {"frame": "hypothetical"},
        {"frame": "question"},
        {"modality": "planned"},
        {"modality": "forecast"},
        {"aspect": "ordered"},
        {"kind": "assessment"},
        {"kind": "control"},
    ],
)
def test_what_did_not_happen_or_is_no_incident_becomes_no_event(slots):
    assert record(clash(0, **slots)).events == ()


def test_a_comment_becomes_no_event():
    report = made.report("Nothing here.", comment=CLASH)
    assert (
        record(made.reading(report, made.claim(report, CLASH, "armed_clash", places=["Orlin"], time=made.when(3)))).events == ()
    )


def test_a_capture_and_the_recapture_are_two():
    taken = {"kind": "territory_taken"}
    readings = clash(0, actors=["Reds"], **taken), clash(1, actors=["Blues"], **taken), clash(2, actors=["Reds"], **taken)
    assert sorted(len(event.claims) for event in record(*readings).events) == [1, 2]


def test_two_incidents_that_one_report_tells_apart_are_not_glued_by_a_third():
    report = page(0, more="On the 4th they met again at the mill.")
    first = made.claim(report, CLASH, "armed_clash", places=["Orlin"], time=made.when(3))
    second = made.claim(report, "they met again", "armed_clash", places=["Orlin"], time=made.when(4))
    third = clash(1, time=made.when(3, 4))
    assert len(record(made.reading(report, first, second), third).events) == 2


def test_two_tellings_that_the_reader_linked_are_one():
    report = page(0, more="They met at the mill.")
    first = made.claim(report, CLASH, "armed_clash", places=["Orlin"], time=made.when(3))
    again = made.claim(report, "They met at the mill", "armed_clash", links=[ClaimLink(type="same_as", claim=first.id)])
    (event,) = record(made.reading(report, first, again)).events
    assert len(event.claims) == 2


def test_a_protest_in_a_town_is_part_of_the_country_wide_one():
    wide = clash(0, kind="protest", places=["Rivonia"], time=made.when(3))
    rivonia = made.place("Rivonia", country="RV")
    wide = clash(0, kind="protest", places=[rivonia])
    town, other = clash(1, kind="protest"), clash(2, kind="protest", time=made.when(9))
    events = {event.claims[0]: event for event in record(wide, town, other).events}
    summary = events[wide.claims[0].id]
    assert events[town.claims[0].id].part_of == summary.id
    assert events[other.claims[0].id].part_of is None and summary.part_of is None


def test_parts_as_the_report_links_them():
    report = page(0, more="They met at the mill.")
    whole = made.claim(report, CLASH, "armed_clash", places=["Orlin"], time=made.when(3))
    part = made.claim(report, "They met at the mill", "armed_clash", links=[ClaimLink(type="part_of", claim=whole.id)])
    events = {event.claims[0]: event for event in record(made.reading(report, whole, part)).events}
    assert events[part.id].part_of == events[whole.id].id


def test_an_event_answers_to_every_member():
    one, two = clash(0), clash(1)
    made_of = record(one, two)
    ids = [f"evt_{reading.claims[0].id.removeprefix('clm_')}" for reading in (one, two)]
    assert {made_of.events_by_any_id[id].id for id in ids} == {min(ids)}


def test_the_levels_of_a_pair_do_not_depend_on_its_order():
    rows = [row(clash(n, **slots).claims[0], lambda ref: ref.id or "") for n, slots in enumerate(({}, {"actors": ["Reds"]}))]
    assert compare(*rows) == compare(*reversed(rows))
    assert all(level in weights() for level in compare(*rows).levels)


# ------------------------------------------------------------------------------------------------------------- ranges


def test_what_is_told_of_days_apart_is_one_within_a_scene_at_most():
    """So a denial is compared with claims of neighbouring days and of its own report alone (denials.py)."""
    best = {field: max(weight for (own, _), (weight, _) in weights().items() if own == field) for field, _ in weights()}
    others = sum(weight for field, weight in best.items() if field not in ("time", "scene"))
    assert others + weights()["time", "apart"][0] < THRESHOLD


def figures(*numbers, **slots):
    """The killed of one event that is told with these numbers, one report each."""
    readings = [clash(n, quantities=[number], **slots) for n, number in enumerate(numbers)]
    (event,) = record(*readings).events
    (found,) = event.quantities
    return found


def of_blues(best, **more):
    return made.number("killed", best, of="Blues", **more)


def test_low_and_high_are_the_lowest_and_highest_and_best_has_most_origins():
    found = figures(of_blues(12), of_blues(15), of_blues(15))
    assert (found.low, found.best, found.high) == (12, 15, 15)
    assert "best 15: 2 origins" in found.rule


def test_on_a_tie_the_lower_is_best():
    found = figures(of_blues(15), of_blues(12))
    assert (found.low, found.best, found.high) == (12, 12, 15) and "lower of a tie" in found.rule


def test_at_least_gives_a_low_and_leaves_the_high_open():
    found = figures(of_blues(None, low=20, high=None))
    assert (found.low, found.best, found.high) == (20, None, None)
    found = figures(of_blues(15), of_blues(None, low=20, high=None))
    assert (found.low, found.best, found.high) == (15, 15, None) and "high open" in found.rule


def test_a_vague_word_never_sets_the_high():
    found = figures(of_blues(15), of_blues(None, low=12, high=99, vague=True, text="dozens"))
    assert (found.low, found.best, found.high) == (12, 15, 15)


def test_an_admission_stands_before_a_claim_in_own_interest():
    blues, reds = [made.said_by("Blues")], [made.said_by("Reds")]
    one = clash(0, quantities=killed(10), attribution=reds, targets=["Blues"], actors=["Reds"], kind="attack")
    two = clash(1, quantities=killed(14), attribution=blues, targets=["Blues"], actors=["Reds"], kind="attack")
    (event,) = record(one, two).events
    assert event.quantities[0].best == 14 and "less interested" in event.quantities[0].rule


def test_a_running_total_is_kept_apart_and_joins_no_incident():
    total = clash(1, kind="casualties", quantities=[of_blues(400, scope="cumulative")])
    events = {event.kind: event for event in record(clash(0, quantities=killed(12)), total).events}
    assert set(events) == {"armed_clash", "casualties"}
    assert events["armed_clash"].quantities[0].high == 12
    assert "running total" in events["casualties"].quantities[0].rule


def test_killed_wounded_and_sides_are_apart():
    numbers = [of_blues(3), made.number("wounded", 9, of="Blues"), made.number("killed", 5, of="Reds")]
    (event,) = record(clash(0, quantities=numbers)).events
    assert {(found.what, found.of): found.best for found in event.quantities} == {
        ("killed", "Blues"): 3,
        ("killed", "Reds"): 5,
        ("wounded", "Blues"): 9,
    }


# ------------------------------------------------------------------------------------------------------ disagreements


def about(found, attribute):
    return [d for d in found.disagreements if d.attribute.startswith(attribute)]


def test_tolls_that_cannot_both_be_true_are_values_of_one_disagreement():
    found = record(clash(0, quantities=killed(12)), clash(1, quantities=killed(30)))
    (toll,) = about(found, "killed of Blues")
    assert [value.value for value in toll.values] == ["12", "30"]
    assert found.events[0].status == "disputed" and not toll.within_one_origin


@pytest.mark.parametrize(
    ("number", "against"),
    [
        (of_blues(None, low=10, high=None), 0),
        (of_blues(None, low=20, high=None), 1),
        (of_blues(None, low=12, high=99, vague=True, text="dozens"), 1),
        (of_blues(None, low=3, high=9, vague=True, text="several"), 1),
        (of_blues(None, low=None, high=20), 0),
    ],
)
def test_bounds_disagree_only_where_they_exclude_the_figure(number, against):
    assert len(about(record(clash(0, quantities=killed(15)), clash(1, quantities=[number])), "killed")) == against


def test_a_denial_is_a_value_and_the_event_denied():
    one, two = clash(0), clash(1, negated=True)
    found = record(one, two)
    (event,) = found.events
    assert event.status == "denied"
    (occurred,) = about(found, "occurred")
    assert {value.value: value.claims for value in occurred.values} == {
        "yes": (one.claims[0].id,),
        "no": (two.claims[0].id,),
    }


def test_a_linked_denial_needs_no_place():
    one = clash(0)
    denial = clash(
        1, kind="denial", places=[], time=None, links=[ClaimLink(type="denies", claim=one.claims[0].id)], actors=["Reds"]
    )
    assert [event.status for event in record(one, denial).events] == ["denied"]


def test_two_readings_of_one_date_are_a_disagreement_of_the_claim():
    time = made.when(3, readings=((made.day(3), made.day(3)), (made.day(8), made.day(8))))
    (dates,) = about(record(clash(0, time=time)), "time")
    assert dates.about_type == "claim" and [v.value for v in dates.values] == ["2030-05-03", "2030-05-08"]
    assert dates.within_one_origin


def test_conflicting_tolls_of_one_report_disagree_though_neither_has_a_place():
    report = page(0, more="But an account close to the Reds wrote that 15 were dead.")
    dozens = of_blues(None, low=12, high=99, vague=True, text="dozens")
    claims = [
        made.claim(report, CLASH, "armed_clash", quantities=[dozens]),
        made.claim(
            report, "15 were dead", "casualties", quantities=[made.number("killed", 15)], attribution=[made.said_by("Reds")]
        ),
    ]
    (toll,) = about(record(made.reading(report, *claims)), "killed")
    assert {value.value for value in toll.values} == {"12 to 99 (dozens)", "15"}


def test_control_by_two_parties_on_one_day_is_a_disagreement_about_the_place():
    one, two = clash(0, kind="control", actors=["Reds"]), clash(1, kind="control", actors=["Blues"])
    later = clash(2, kind="control", actors=["Blues"], time=made.when(9))
    (held,) = about(record(one, two, later), "control")
    assert (held.about, held.about_type) == ("case:orlin", "subject")
    assert [value.value for value in held.values] == ["Blues", "Reds"]
    assert about(record(one, later), "control") == []


def test_control_said_and_denied_is_a_disagreement():
    found = record(clash(0, kind="control", actors=["Reds"]), clash(1, kind="control", actors=["Reds"], negated=True))
    (held,) = about(found, "control")
    assert [value.value for value in held.values] == ["Reds", "not Reds"]


def test_two_fathers_are_a_disagreement():
    child = [("relation", "child_of")]
    one = clash(0, kind="relation", actors=["Ada Voss"], targets=["Karl Voss"], details=child)
    two = clash(1, kind="relation", actors=["Ada Voss"], targets=["Emil Brandt"], details=child)
    (parents,) = about(record(one, two), "child_of")
    assert parents.about == "case:ada_voss" and len(parents.values) == 2
    assert about(record(one, one), "child_of") == []


def test_nobody_is_the_child_of_his_own_child():
    child = [("relation", "child_of")]
    one = clash(0, kind="relation", actors=["Ada Voss"], targets=["Karl Voss"], details=child)
    two = clash(1, kind="relation", actors=["Karl Voss"], targets=["Ada Voss"], details=child)
    assert len(about(record(one, two), "child_of, both ways")) == 1


# --------------------------------------------------------------------------------------------------------- properties

STORY = [
    clash(0, quantities=killed(12), actors=["Reds"]),
    clash(1, quantities=killed(14), time=made.when(3, 4)),
    clash(2, places=["Besk"]),
    clash(3, kind="attack", targets=["Blues"]),
    clash(4, kind="casualties", quantities=killed(12)),
    clash(5, negated=True),
    clash(6, kind="territory_taken", actors=["Reds"]),
    clash(7, places=["Northmark"]),
]


@given(st.permutations(STORY))
def test_the_order_of_reports_does_not_matter(readings):
    found, expected = record(*readings), record(*STORY)
    assert (found.events, found.disagreements, found.origins) == (expected.events, expected.disagreements, expected.origins)


@given(st.lists(st.sampled_from(STORY), max_size=4))
def test_reading_twice_changes_nothing(again):
    assert record(*STORY, *again).events == record(*STORY).events


@given(st.sets(st.integers(0, 7), min_size=1))
def test_every_incident_claim_is_in_exactly_one_event(chosen):
    readings = [STORY[i] for i in sorted(chosen)]
    told = [claim.id for reading in readings for claim in reading.claims if not claim.negated]
    assert sorted(claim for event in record(*readings).events for claim in event.claims) == sorted(told)
