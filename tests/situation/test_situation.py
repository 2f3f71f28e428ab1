"""Who holds what on a day, as known on a day: the classes, the axes, the two clocks and what can never raise support."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline import casework

NAMES = ["Grey", "Amber", "Olive", "Ivory", "Umber", "Coral", "Lilac", "Khaki", "Beige"]


def tell(n: int, kind: str = "territory_taken", *, on: int = 5, source: str | None = None, **slots):
    """One report, one claim, in words of its own; by default the Reds took Orlin on the 3rd."""
    report = made.report(f"{NAMES[n]} letters tell the tale of {NAMES[n].lower()} hills.", on=on, source=source)
    slots = {"actors": ["Reds"], "places": ["Orlin"], "time": made.when(3)} | slots
    return made.reading(report, made.claim(report, "letters tell", kind, **slots))


def at(day: int, *readings, place: str = "Orlin", known: int | None = None):
    found = casework.compose(readings, ()).situations(made.day(day), made.day(known) if known else None)
    (situation,) = [s for s in found if s.place.name == place] or [None]
    return situation


def share(situation, name: str) -> float:
    return dict(situation.shares).get(f"case:{name.lower()}", 0.0)


# ------------------------------------------------------------------------------------------------------------ classes


def test_one_neutral_origin_claims_and_two_hold():
    one = at(4, tell(0))
    assert (one.status, one.holder.name, one.evidence, one.since) == ("claimed", "Reds", "single", made.day(3))
    two = at(4, tell(0), tell(1))
    assert (two.status, two.authority, two.evidence) == ("held", "held", "corroborated")


def test_one_origin_and_a_word_on_the_area_around_hold():
    area = tell(1, "control", places=["Northmark"])
    assert at(4, tell(0), area).status == "held"


def test_two_claims_of_ones_own_gain_are_one_interest_and_hold_nothing():
    own = {"attribution": [made.said_by("Reds")]}
    found = at(4, tell(0, **own), tell(1, **own))
    assert (found.status, found.evidence) == ("claimed", "interested")
    assert share(found, "Reds") == share(at(4, tell(0, **own)), "Reds")


def test_a_boast_that_others_bear_out_is_of_its_own_day():
    boast = tell(0, attribution=[made.said_by("Reds")], time=made.when(3))
    later = tell(1, "control", time=made.when(6), on=7)
    before = tell(2, "control", actors=["Blues"], time=made.when(1))
    assert at(4, before, boast).holder.name == "Blues"
    found = at(4, before, boast, later)
    assert (found.status, found.holder.name, found.since, found.evidence) == ("claimed", "Reds", made.day(3), "interested")
    assert any("borne out by" in reason for reason in found.reasons)
    assert at(4, before, boast, tell(1, "control", actors=["Blues"], time=made.when(6))).holder.name == "Blues"
    assert at(4, before, boast, later, known=5) == at(4, before, boast, known=5)


def test_an_admission_weighs_more_than_a_boast():
    lost = tell(0, targets=["Blues"], attribution=[made.said_by("Blues")])
    boast = tell(1, targets=["Blues"], attribution=[made.said_by("Reds")])
    assert share(at(4, lost), "Reds") > share(at(4, tell(2)), "Reds") > share(at(4, boast), "Reds")


def test_nothing_is_known_before_it_happened():
    assert at(2, tell(0)) is None


def test_silence_widens_the_doubt_and_hands_nothing_over():
    early, late = at(4, tell(0), tell(1)), casework.compose([tell(0), tell(1)], ()).survey
    later = late.at("case:orlin", made.day(3).replace(year=2031))
    assert early.shares[-1][1] < later.shares[-1][1]
    assert later.status == "unknown" and later.holder is None


def test_a_capture_overrides_what_was_held_before():
    before = [tell(0, "control", actors=["Blues"], time=made.when(1)), tell(1, "control", actors=["Blues"], time=made.when(1))]
    assert at(2, *before).holder.name == "Blues"
    after = at(4, *before, tell(2))
    assert (after.status, after.holder.name) == ("claimed", "Reds")
    assert any("left after later changes" in reason for reason in after.reasons)


def test_a_town_that_changes_hands_twice():
    readings = [
        tell(0, time=made.when(3)),
        tell(1, actors=["Blues"], time=made.when(6)),
        tell(2, time=made.when(9)),
    ]
    assert [at(day, *readings).holder.name for day in (4, 7, 10)] == ["Reds", "Blues", "Reds"]
    assert at(10, *readings).since == made.day(9)


def test_two_holders_on_one_day_are_contested():
    found = at(4, tell(0, "control"), tell(1, "control", actors=["Blues"]))
    assert (found.status, found.holder) == ("contested", None)


def test_fighting_contests_until_it_is_over_or_the_place_falls():
    clash = tell(1, "armed_clash", targets=["Blues"], time=made.when(5))
    assert at(6, tell(0), clash).status == "contested"
    assert at(20, tell(0), clash).status != "contested"
    assert at(6, tell(0, time=made.when(5)), clash).status == "claimed"
    assert at(6, clash).authority == "contested"


def test_an_attack_that_was_repelled_contests_its_day_alone_and_the_place_is_whose_it_was():
    failed = {"actors": ["Blues"], "targets": ["Reds"], "aspect": "failed"}
    before = tell(0, "armed_clash", on=4, actors=["Blues", "Reds"], time=made.when(4))
    repelled = tell(1, "attack", on=6, time=made.when(6), **failed)
    assert at(6, before, repelled).status == "contested"
    after = at(7, before, repelled)
    assert after.status == "claimed" and after.holder.name == "Reds"


def test_who_had_held_a_place_holds_it_until_then():
    taken = tell(0, actors=["Reds"], time=made.when(6))
    had = tell(1, "control", actors=["Blues"], time=made.when(6), frame="historical")
    assert at(5, taken, had).holder.name == "Blues"
    assert at(6, taken, had).holder.name == "Reds"


def test_negated_control_speaks_against_one_and_for_nobody():
    not_held = tell(0, "control", negated=True)
    found = at(4, not_held)
    assert found.status == "unknown" and share(found, "Reds") == 0
    assert not_held.claims[0].id in found.claims
    after = at(4, tell(1, "control", time=made.when(2)), not_held)
    assert after.status == "unknown" and after.holder is None


def test_the_only_place_that_was_not_conquered_is_not_given_to_the_conqueror():
    failed = tell(0, aspect="failed")
    formed = tell(1, "group_change", actors=["Greens"])
    found = at(4, failed, formed)
    assert (found.status, found.holder.name) == ("claimed", "Greens")
    assert share(found, "Reds") == 0


def test_everything_but_a_place_is_not_that_place():
    rest = tell(0, places=[made.place("Orlin", role="all_except")])
    assert share(at(4, rest), "Reds") == 0


def test_in_it_but_not_in_control():
    found = at(4, tell(0, "presence"), tell(1, "control", negated=True))
    assert [ref.name for ref in found.presence] == ["Reds"] and share(found, "Reds") < 0.1


def test_encircled_says_nothing_of_who_holds():
    held = tell(0, "control", actors=["Blues"])
    found = at(5, held, tell(1, "encirclement"))
    assert (found.access, found.holder.name) == ("encircled", "Blues")
    assert at(4, tell(1, "route_cut")).access == "cut"
    assert at(4, held).access == "unknown"
    alone = at(4, tell(1, "encirclement"))
    assert (alone.status, alone.holder) == ("unknown", None)


def test_nobody_controls_the_town():
    report = made.report("The mayor says that nobody controls the town any more.", on=5)
    slots = {"places": ["Orlin"], "time": made.when(3), "negated": True}
    found = at(4, made.reading(report, made.claim(report, "nobody controls the town", "control", **slots)))
    assert (found.authority, found.holder) == ("nobody", None)


def test_a_lost_actor_is_not_nobody():
    assert at(4, tell(0, "control", negated=True, actors=[])) is None


def test_who_withdrew_holds_it_no_longer_and_is_not_there():
    found = at(9, tell(0), tell(1, "withdrawal", time=made.when(8)))
    assert (found.status, found.presence) == ("unknown", ())
    back = [made.place("Besk", role="destination")]
    assert at(9, tell(1, "withdrawal", places=back), place="Besk") is None


def test_a_capital_taken_is_not_its_province():
    found = at(4, tell(0), tell(1, "control", places=["Northmark"], actors=["Blues"]), place="Northmark")
    assert found.holder.name == "Blues" and found.authority == "partial"


def test_an_area_flows_down_weakly_and_is_marked():
    survey = casework.compose([tell(0, "control", places=["Northmark"])], ()).survey
    (town,) = [s for s in survey.everywhere([made.place("Orlin")], made.day(4)) if s.place.name == "Orlin"]
    assert (town.evidence, town.status) == ("interpolated", "unknown") or town.status == "claimed"
    above = replace(survey, parents={"case:orlin": "case:northmark"})
    found = above.at("case:orlin", made.day(4), None, made.place("Orlin"))
    assert (found.status, found.evidence, found.holder.name) == ("claimed", "interpolated", "Reds")


@pytest.mark.parametrize(
    "slots",
    [
        {"modality": "planned"},
        {"modality": "forecast"},
        {"modality": "conditional"},
        {"frame": "analogy"},
        {"frame": "question"},
        {"frame": "hypothetical"},
        {"aspect": "ordered"},
        {"aspect": "able"},
    ],
)
def test_what_is_not_said_to_be_so_is_no_evidence(slots):
    found = at(4, tell(0, **slots))
    assert found is None or found.status == "unknown"


def test_an_ethnic_group_is_never_a_side():
    assert at(4, tell(0, "control", actors=["villagers"])) is None


def test_a_we_whose_side_nobody_knows_is_no_side() -> None:
    we = made.ref("we", id="text:we", type="rebel_group")
    assert at(5, tell(0, actors=[we])).holder.name == "we"  # a name of a text is one
    assert at(5, tell(0, actors=[replace(we, own=True)])) is None


def test_unconfirmed_weighs_less_than_reported_less_than_asserted():
    shares = [share(at(4, tell(0, modality=modality)), "Reds") for modality in ("asserted", "reported", "unconfirmed")]
    assert shares == sorted(shares, reverse=True) and len(set(shares)) == 3


def test_a_loosely_dated_claim_has_the_day_of_the_event_that_it_tells_of():
    headline = tell(0, time=made.when(1, 8, basis="implied", precision="week"))
    told = tell(1, time=made.when(7))
    assert at(4, headline) is not None
    assert at(4, headline, told) is None
    found = at(7, headline, told)
    assert (found.holder.name, found.since) == ("Reds", made.day(7))


# --------------------------------------------------------------------------------------------------------- two clocks


def test_a_later_report_counts_for_its_day_from_the_day_that_it_was_known():
    late = tell(0, on=12)
    assert at(4, late).holder.name == "Reds"
    assert at(4, late, known=11) is None
    assert at(4, late, known=12).holder.name == "Reds"


def test_an_undated_report_is_not_known_by_any_day():
    page = tell(0, on=None)
    assert at(4, page) is not None and at(4, page, known=30) is None


def test_a_page_that_was_rendered_much_later_dates_nothing():
    told = tell(0, "control", time=None)
    page = replace(told.report, published=replace(told.report.published, start=None, end=made.day(30), basis="page"))
    found = casework.compose([replace(told, report=page), tell(1, "presence")], ()).situations(made.day(30))
    assert any(reason.startswith("left out, no date") for reason in found[0].reasons)


# -------------------------------------------------------------------------------------- strengths, alliances and roles


def strength(n: int, number, **slots):
    return tell(n, "strength", quantities=[number], places=[], **slots)


def test_a_floor_that_can_be_sent_and_a_ceiling_are_never_averaged():
    able = strength(0, made.number("personnel", 900, approximate=True), aspect="able")
    most = strength(1, made.number("personnel", None, low=None, high=50), actors=["Greens"])
    reds, greens = sorted(casework.compose([able, most], ()).strengths(made.day(6)), key=lambda s: s.subject.name, reverse=True)
    assert (reds.low, reds.high, reds.bounds[0].type, reds.bounds[0].aspect) == (900, None, "floor", "able")
    assert (greens.low, greens.high, greens.bounds[0].type) == (None, 50, "ceiling")


def test_an_alliance_said_and_denied_is_disputed():
    said = tell(0, "alliance", targets=["Greens"])
    denied = tell(1, "alliance", actors=["Greens"], targets=["Reds"], negated=True)
    (tie,) = casework.compose([said, denied], ()).alliances(made.day(6))
    assert (tie.status, tie.origins, {tie.subject.name, tie.object.name}) == ("disputed", 1, {"Reds", "Greens"})
    (alone,) = casework.compose([said], ()).alliances(made.day(6))
    assert alone.status == "declared"


def test_a_role_has_its_office_body_and_day():
    told = tell(0, "role", actors=["Ada Voss"], targets=["Greens"], details=[("office", "commander"), ("status", "claimed")])
    record = casework.compose([told], ())
    (role,) = record.roles(made.day(6))
    assert (role.type, role.status, role.since, role.object.name) == ("commander", "claimed", made.day(3), "Greens")
    assert record.roles(made.day(2)) == ()


# --------------------------------------------------------------------------------------------------------- properties

KINDS = ["territory_taken", "control", "presence", "withdrawal", "armed_clash", "encirclement", "mobilisation"]
tellings = st.builds(
    tell,
    st.integers(0, 8),
    st.sampled_from(KINDS),
    actors=st.sampled_from([["Reds"], ["Blues"], ["Greens"]]),
    time=st.builds(made.when, st.integers(1, 9)),
    negated=st.booleans(),
    modality=st.sampled_from(["asserted", "reported", "unconfirmed"]),
    attribution=st.sampled_from([(), (made.said_by("Reds"),), (made.said_by("Blues"),)]),
)
stories = st.lists(tellings, max_size=6, unique_by=lambda reading: reading.report.id)


@given(stories, st.integers(1, 20), st.randoms())
def test_any_order_gives_the_same(story, day, random):
    shuffled = list(story)
    random.shuffle(shuffled)
    assert casework.compose(shuffled, ()).situations(made.day(day)) == casework.compose(story, ()).situations(made.day(day))


@given(stories, st.integers(1, 20))
def test_shares_sum_to_one(story, day):
    for situation in casework.compose(story, ()).situations(made.day(day)):
        assert sum(round(1000 * weight) for _, weight in situation.shares) == 1000
        assert all(weight >= 0 for _, weight in situation.shares)
        assert situation.claims or situation.evidence == "interpolated"


LONG = (
    "{name} letters tell that the Reds walked into the town of Orlin at noon while its garrison was at table, took the mill, "
    "the ford and the customs house, and by nightfall had set guards on every road that leads out of it into the hills."
)


@given(
    stories,
    st.sampled_from(["asserted", "unconfirmed"]),
    st.sampled_from([(), (made.said_by("Reds"),), (made.said_by("Blues"),)]),
)
def test_a_copy_never_raises_support(story, modality, speakers):
    """Not even one that lost the hedge or gained a speaker."""
    text = LONG.format(name="Early")
    first = made.report(text, on=4)
    copy = made.report(text + " More follows.", on=6)
    slots = {"actors": ["Reds"], "places": ["Orlin"], "time": made.when(3)}
    original = made.reading(
        first, made.claim(first, "the Reds walked into", "territory_taken", modality="unconfirmed", **slots)
    )
    repeated = made.claim(copy, "the Reds walked into", "territory_taken", modality=modality, attribution=speakers, **slots)
    without = casework.compose([*story, original], ())
    both = casework.compose([*story, original, made.reading(copy, repeated)], ())
    one, two = (found.survey.at("case:orlin", made.day(8)) for found in (without, both))
    assert (one.status, one.shares, one.evidence) == (two.status, two.shares, two.evidence)
    assert max(event.origins for event in both.events) == max(event.origins for event in without.events)


@given(stories)
def test_one_more_report_of_the_same_never_lowers_it(story):
    base = [reading for reading in story if reading.report.text.split()[0] not in ("Lilac", "Khaki")]
    told, more = tell(6), tell(7)
    one, two = (casework.compose([*base, *rest], ()).survey.at("case:orlin", made.day(9)) for rest in ([told], [told, more]))
    assert share(two, "Reds") >= share(one, "Reds") - 0.001


def test_a_later_word_that_another_holds_it_means_that_hands_changed():
    early = [tell(0, "control", actors=["Blues"], time=made.when(1)), tell(1, "control", actors=["Blues"], time=made.when(1))]
    assert at(3, *early, tell(2, "control", time=made.when(2))).status == "contested"
    found = at(9, *early, tell(2, "control", time=made.when(8)))
    assert (found.status, found.holder.name) == ("claimed", "Reds")


def test_the_province_in_which_a_town_lies_is_not_taken_with_it():
    taken = tell(0, places=["Orlin", "Northmark"])
    assert at(5, taken).holder.name == "Reds"
    assert at(5, taken, place="Northmark") is None


def test_an_unconfirmed_capture_amid_fighting_around_contests_a_place():
    held = tell(0, time=made.when(3))
    unconfirmed = tell(1, actors=["Blues"], modality="unconfirmed", time=made.when(6))
    around = tell(2, "armed_clash", actors=["Blues", "Reds"], places=["Northmark"], time=made.when(6))
    assert at(7, held, unconfirmed).holder.name == "Reds"
    assert at(7, held, around).holder.name == "Reds"
    assert at(7, held, unconfirmed, around).status == "contested"
