"""What the reader makes of single sentences, on the parse alone: one behaviour a test, own text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.intake.read import report as taken_in
from fogline.pipeline import Pipeline
from fogline.reading import tagger
from fogline.records import MOST_QUOTE, Claim, Report, Segment, identify

ODD = [
    "Clashes 💥 in Dalgah killed 12 people.",
    "탈레반 took the town.",
    "ابن قال: fighters seized Halab.",
    "\u202eRebels shelled the base.\u202c",
]


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline(reader="parse")


def report(text: str, kind: str = "body") -> Report:
    return Report(
        id=identify("rep", [text]),
        name="own.txt",
        text=text,
        language="en",
        segments=(Segment(kind=kind, start=0, end=len(text)),),
    )


def claims(pipeline: Pipeline, text: str) -> list[Claim]:
    return list(pipeline.read(report(text)).claims)


def one(pipeline: Pipeline, text: str, kind: str) -> Claim:
    found = [c for c in claims(pipeline, text) if c.kind == kind]
    assert len(found) == 1, [(c.kind, c.quote) for c in claims(pipeline, text)]
    return found[0]


def test_an_active_verb_gives_actor_place_and_time(pipeline: Pipeline) -> None:
    claim = one(pipeline, "Rebel fighters captured Aleppo on Friday.", "territory_taken")
    assert [a.text for a in claim.actors] == ["Rebel fighters"]
    assert [p.text for p in claim.places] == ["Aleppo"]
    assert claim.time is not None and claim.time.text == "on Friday"


def test_a_passive_turns_the_roles_round(pipeline: Pipeline) -> None:
    claim = one(pipeline, "Three soldiers were killed by gunmen near Mosul.", "attack")
    assert [a.text for a in claim.actors] == ["gunmen"]
    assert [t.text for t in claim.targets] == ["Three soldiers"]
    assert [(q.what, q.best) for q in claim.quantities] == [("killed", 3)]


def test_a_toll_beside_a_violent_act_is_its_quantity(pipeline: Pipeline) -> None:
    claim = one(pipeline, "The army shelled the market in Aleppo, killing 12 people and wounding dozens.", "shelling")
    assert {(q.what, q.low) for q in claim.quantities} == {("killed", 12), ("wounded", 12)}
    assert not [
        c for c in claims(pipeline, "The army shelled the market in Aleppo, killing 12 people.") if c.kind == "casualties"
    ]


def test_what_killed_decides_the_kind(pipeline: Pipeline) -> None:
    text = "An air strike by Russian jets killed nine people in Idlib."
    claim = one(pipeline, text, "air_strike")
    assert [q.best for q in claim.quantities] == [9]


def test_a_source_is_attribution_and_a_statement(pipeline: Pipeline) -> None:
    text = "Rebels seized the town, the Syrian Observatory for Human Rights said."
    claim = one(pipeline, text, "territory_taken")
    assert claim.modality == "reported"
    assert [a.speaker.name for a in claim.attribution if a.speaker] == ["Syrian Observatory for Human Rights"]
    said = one(pipeline, text, "statement")
    assert [(link.type, link.claim) for link in said.links] == [("says", claim.id)]


def test_a_denied_event_is_negated_and_ascribed(pipeline: Pipeline) -> None:
    found = claims(pipeline, "The army denied that its troops attacked the village.")
    assert any(c.kind == "denial" for c in found)
    assert [c.negated for c in found if c.kind == "attack"] == [True]


def test_negation(pipeline: Pipeline) -> None:
    assert one(pipeline, "The rebels did not capture Homs.", "territory_taken").negated


@pytest.mark.parametrize(
    ("text", "kind", "aspect"),
    [
        ("The rebels tried to capture Homs.", "territory_taken", "attempted"),
        ("The general ordered his troops to withdraw from Homs.", "withdrawal", "ordered"),
        ("The rebels failed to capture Homs.", "territory_taken", "failed"),
    ],
)
def test_what_was_not_done_keeps_its_kind_with_an_aspect(pipeline: Pipeline, text: str, kind: str, aspect: str) -> None:
    assert one(pipeline, text, kind).aspect == aspect


def test_a_siege_that_is_over_is_none(pipeline: Pipeline) -> None:
    assert one(pipeline, "The siege of Kabul by the rebels was over on Friday.", "encirclement").negated


@pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")
def test_a_road_that_is_open_is_not_cut() -> None:
    text = "Rebels shelled the town and killed twelve soldiers. The army reopened the road to Kabul on Friday."
    assert one(Pipeline(), text, "route_cut").negated


def test_people_who_are_held_are_no_ground(pipeline: Pipeline) -> None:
    (claim,) = claims(pipeline, "Three journalists were held by rebel fighters near Aleppo on Friday.")
    assert claim.kind in ("arrest", "abduction")


def test_a_question_is_no_fact(pipeline: Pipeline) -> None:
    assert {c.frame for c in claims(pipeline, "Did the rebels capture Homs?")} <= {"question"}


def test_a_condition_is_conditional(pipeline: Pipeline) -> None:
    found = [
        c
        for c in claims(pipeline, "If the rebels capture Homs, the army will withdraw from Hama.")
        if c.kind in ("territory_taken", "withdrawal")
    ]
    assert found and all(c.modality in ("conditional", "forecast") for c in found)


def test_weapons_and_events_never_act(pipeline: Pipeline) -> None:
    for text in ("Mortar shells hit a school in Homs.", "The clashes killed 20 people."):
        assert all(not c.actors for c in claims(pipeline, text)), text


def test_the_seat_of_a_group_is_no_place_of_the_event(pipeline: Pipeline) -> None:
    found = claims(pipeline, "Rebels attacked the base, the Britain-based Syrian Observatory for Human Rights said.")
    assert all(not c.places for c in found if c.kind == "attack")


def test_a_dateline_is_no_part_of_the_sentence(pipeline: Pipeline) -> None:
    claim = one(pipeline, "BEIRUT, Oct 4 - At least 17 people were killed in clashes.", "armed_clash")
    assert [(q.what, q.low) for q in claim.quantities] == [("killed", 17)]


def test_a_hedge_on_the_agent_is_kept_to_the_agent(pipeline: Pipeline) -> None:
    claim = one(pipeline, "An air strike, reportedly carried out by Russian forces, hit a school in Idlib.", "air_strike")
    assert claim.modality == "asserted" and claim.hedged == ("actors",)


def test_a_pronoun_takes_the_last_fitting_actor(pipeline: Pipeline) -> None:
    found = claims(pipeline, "Rebel fighters entered Homs on Friday. They killed nine soldiers.")
    [attack] = [c for c in found if c.kind == "attack"]
    assert [(a.text, a.name) for a in attack.actors] == [("They", "Rebel fighters")]


def test_text_without_capitals_is_read(pipeline: Pipeline) -> None:
    text = "rebel fighters captured aleppo on friday, and the army shelled the eastern districts of the city for several hours."
    claim = one(pipeline, text, "territory_taken")
    assert [p.text for p in claim.places] == ["aleppo"]


def test_what_an_outlet_reported_wrongly_is_denied_and_taken_back(pipeline: Pipeline) -> None:
    text = "We reported wrongly on Thursday that rebel fighters had captured Homs."
    taken, denial = one(pipeline, text, "territory_taken"), one(pipeline, text, "denial")
    assert taken.negated and not taken.attribution
    assert [(link.type, link.claim) for link in denial.links] == [("retracts", taken.id)]


def test_what_another_reported_wrongly_is_only_denied(pipeline: Pipeline) -> None:
    text = "The ministry reported wrongly on Thursday that rebel fighters had captured Homs."
    assert one(pipeline, text, "territory_taken").negated
    assert not [c for c in claims(pipeline, text) if any(link.type == "retracts" for link in c.links)]


def test_an_earlier_version_is_taken_back(pipeline: Pipeline) -> None:
    text = "An earlier version of this article said that rebel fighters had captured Homs."
    assert one(pipeline, text, "territory_taken").negated


def test_rejected_reports_are_denied_by_who_rejects_them(pipeline: Pipeline) -> None:
    text = "The ministry rejected reports that rebel fighters had captured Homs on Thursday."
    claim = one(pipeline, text, "territory_taken")
    assert claim.negated and [a.speaker and a.speaker.text for a in claim.attribution] == ["ministry"]


def test_furniture_gives_no_claims(pipeline: Pipeline) -> None:
    assert not pipeline.read(report("Rebels captured Aleppo.", kind="furniture")).claims


def test_a_report_in_an_unread_language_is_stored_and_said_so(pipeline: Pipeline) -> None:
    from dataclasses import replace

    reading = pipeline.read(replace(report("Die Aufständischen nahmen Aleppo ein."), language="de"))
    assert not reading.claims and "de" in reading.rejected[0].reason


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*ODD, "Police arrested 40 people in Lima on Monday.", "He said the army had left.", "\n\n", '"We will fight,"']
        ),
        max_size=4,
    )
)
def test_every_word_is_where_it_says(pipeline: Pipeline, pieces: list[str]) -> None:
    text = " ".join(pieces)
    reading = pipeline.read(report(text))
    for c in reading.claims:
        assert text[c.start : c.end] == c.quote and len(c.quote) <= MOST_QUOTE
        for value in (*c.actors, *c.targets, *c.others, *c.places, *c.quantities, *c.attribution):
            if value.at is not None:
                assert text[slice(*value.at)] == value.text
    for m in reading.mentions:
        assert text[m.start : m.end] == m.text
    assert len({c.id for c in reading.claims}) == len(reading.claims)


def test_a_report_reads_the_same_alone_and_after_others(pipeline: Pipeline) -> None:
    first, second = report("Rebels captured Aleppo on Friday."), report("He said that they shelled the city.")
    alone = pipeline.read(second)
    pipeline.read(first)
    assert pipeline.read(second) == alone


def test_the_men_of_a_body_are_the_body(pipeline: Pipeline) -> None:
    claim = one(pipeline, "The Taliban said that its fighters had captured Kalat.", "territory_taken")
    assert [(a.text, a.name) for a in claim.actors] == [("its fighters", "Taliban")]


def test_time_words_before_an_actor_are_no_part_of_it(pipeline: Pipeline) -> None:
    claim = one(pipeline, "On Saturday afternoon rebels liberated Kalat.", "territory_taken")
    assert [a.text for a in claim.actors] == ["rebels"]


def test_our_own_are_marked(pipeline: Pipeline) -> None:
    claim = one(pipeline, "Our fighters captured Kalat on Friday.", "territory_taken")
    assert [a.own for a in claim.actors] == [True]


def test_a_place_that_only_says_how_far_off_another_lies_is_none_of_the_event(pipeline: Pipeline) -> None:
    claim = one(pipeline, "Rebels captured the town of Kalat, 60 kilometres east of Kandahar.", "territory_taken")
    assert [p.text for p in claim.places] == ["Kalat"]


def test_a_body_before_a_gerund_does_it_by_hearsay(pipeline: Pipeline) -> None:
    claim = one(pipeline, "There are unconfirmed reports of rebels capturing Kalat on Monday.", "territory_taken")
    assert [a.name for a in claim.actors] == ["rebels"] and claim.modality == "unconfirmed"


def test_a_withdrawn_report_is_no_retreat(pipeline: Pipeline) -> None:
    found = claims(pipeline, "The agency withdraws its report of 13 April that rebels captured Kalat.")
    assert "withdrawal" not in {c.kind for c in found}


def test_the_subject_behind_a_day_without_a_comma_acts(pipeline: Pipeline) -> None:
    claim = one(pipeline, "On Friday soldiers captured Kalat.", "territory_taken")
    assert [a.text for a in claim.actors] == ["soldiers"]


def test_what_had_been_held_is_over_and_what_somebody_said_is_not(pipeline: Pipeline) -> None:
    before = one(pipeline, "Soldiers retook Dalgah after the rebels had held it for two days.", "control")
    assert before.frame == "historical"
    said = one(pipeline, "A resident said that the rebels had held Dalgah since May.", "control")
    assert said.frame == "current"


def test_whose_hands_a_town_is_in_has_it_and_no_shot_is_no_attack(pipeline: Pipeline) -> None:
    text = "The town of Dalgah passed into the hands of the army on Wednesday without a shot being fired."
    taken = one(pipeline, text, "territory_taken")
    assert [ref.text for ref in taken.actors] == ["army"]
    assert all(c.negated for c in claims(pipeline, text) if c.kind.startswith("attack"))


def test_who_repels_an_assault_and_kills_is_told_apart_from_who_attacked(pipeline: Pipeline) -> None:
    found = [c for c in claims(pipeline, "The garrison beat off two assaults, killing forty fighters.") if c.kind == "attack"]
    failed, killed = sorted(found, key=lambda c: c.aspect != "failed")
    assert (failed.aspect, [r.text for r in failed.targets]) == ("failed", ["garrison"])
    assert ([r.text for r in killed.actors], [r.text for r in killed.targets]) == (["garrison"], ["forty fighters"])


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Joao Tembe, a former officer, disagrees. The rebels lost 40 men, he told the weekly Sol.", "Joao Tembe"),
        (
            'General Pavel Drost visited Kesh. "If Sarkent had fallen, the rebels would hold the road," he told reporters.',
            "General Pavel Drost",
        ),
        ("The mayor fled when he saw the tanks of the rebels, he said.", "mayor"),
    ],
)
def test_who_is_told_of_is_not_who_tells_it(pipeline: Pipeline, text: str, speaker: str) -> None:
    told = [c for c in claims(pipeline, text) if c.attribution]
    assert told and {step.speaker.name for c in told for step in c.attribution if step.speaker} == {speaker}


def test_a_dateline_may_have_capitals_of_other_alphabets_and_a_day(pipeline: Pipeline) -> None:
    text = "S\u00c3O TOM\u00c9, Monday, November 4, 1968 - The rebels shelled Dalgah."
    assert [ref.text for ref in one(pipeline, text, "shelling").actors] == ["rebels"]


def test_a_dateline_with_its_day_is_nobody_who_speaks(pipeline: Pipeline) -> None:
    text = "El Obeid, 14 March 2031 – The rebels said on Friday that their fighters had taken the town of Dalgah."
    taken = one(pipeline, text, "territory_taken")
    assert [step.speaker.text for step in taken.attribution if step.speaker] == ["rebels"]


def test_talks_that_are_to_come_are_on_the_next_monday() -> None:
    text = "Kesh, Friday, 14 March 2031\n\nTalks between the army and the rebels are to resume on Monday."
    made = Pipeline().read(taken_in(text.encode(), name="own.txt", suffix=".txt"))
    (talks,) = [c for c in made.claims if c.kind == "talks"]
    assert talks.time is not None and str(talks.time.start) == "2031-03-17"


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("A new offensive on Orlin is imminent, the governor said.", "attack", "forecast"),
        ("Shelling of the port may resume on Monday.", "shelling", "forecast"),
        ("The rebels are likely to attack the town.", "attack", "forecast"),
        ("The rebels attacked the town on Friday.", "attack", "asserted"),
        ("The attack was likely carried out by rebels.", "attack", "opinion"),
    ],
)
def test_what_lies_ahead_is_a_forecast(pipeline: Pipeline, text: str, kind: str, modality: str) -> None:
    before = "The army shelled rebel positions for two days and twelve soldiers and forty fighters died. "
    (found,) = [c for c in claims(pipeline, before + text) if c.kind == kind and c.start >= len(before)]
    assert found.modality == modality


def test_the_army_is_no_front_that_was_named_before(pipeline: Pipeline) -> None:
    text = (
        "The Liberation Front and the Northern League attacked Dalgah on Monday. The army took the bridge. "
        "The army captured the town of Dalgah."
    )
    taken = [claim for claim in claims(pipeline, text) if claim.kind == "territory_taken"]
    assert taken and {ref.name for claim in taken for ref in claim.actors} <= {"army", "The army"}


def test_that_nobody_was_hurt_denies_no_strike_and_names_no_victim(pipeline: Pipeline) -> None:
    found = claims(pipeline, "Rebels shelled Dalgah on Monday. Nobody was killed in the air strike on Osna.")
    struck = [claim for claim in found if claim.kind == "air_strike"]
    hurt = [claim for claim in found if claim.kind == "casualties"]
    assert struck and not any(claim.negated for claim in struck)
    assert all(claim.negated for claim in hurt)
    assert not any(ref.name.lower() == "nobody" for claim in found for ref in claim.targets)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("At least four soldiers were killed, according to a doctor at the hospital in Kano.", []),
        ("The army shelled the market, residents of Kano said.", ["Kano"]),
        ("The bodies of seven soldiers have been brought to the hospital in Kano.", []),
        ("Shells hit the hospital in Kano, killing four soldiers.", ["Kano"]),
    ],
)
def test_neither_a_speaker_nor_the_hospital_says_where_it_happened(pipeline: Pipeline, text: str, places: list[str]) -> None:
    told = [c for c in claims(pipeline, text) if c.kind in ("casualties", "shelling")]
    assert told and [p.name for c in told for p in c.places] == places


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("The clinic said it had admitted 14 wounded.", [("wounded", 14)]),
        ("One of the three died on Wednesday night.", [("killed", 1)]),
        ("The army puts rebel dead at 50.", [("killed", 50)]),
        ("The rebels left at four.", []),
        ("The army admitted two servicemen killed and five wounded.", [("killed", 2), ("wounded", 5)]),
        ("Kano: 11 soldiers and three civilians died.", [("killed", 11), ("killed", 3)]),
    ],
)
def test_bare_numbers_of_the_harmed_count_and_those_counted_before_do_not(
    pipeline: Pipeline, text: str, numbers: list[tuple[str, int]]
) -> None:
    found = [c for c in claims(pipeline, text) if c.kind == "casualties"]
    assert sorted({(q.what, q.best) for c in found for q in c.quantities}) == sorted(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "The army lost two soldiers killed.",
        "The toll of the fighting stands at 12 dead.",
        "Thursday's shelling left at least six dead.",
    ],
)
def test_one_toll_of_a_sentence_is_told_once(pipeline: Pipeline, text: str) -> None:
    assert len([c for c in claims(pipeline, text) if any(q.what == "killed" for q in c.quantities)]) == 1


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Fifteen civilians and two fighters killed, 33 civilians wounded in Aleppo.", {("wounded", 33)}),
        ("The blast in Aleppo left 33 wounded people in hospital.", {("wounded", 33)}),
        ("Three of the 40 attackers died in Aleppo.", {("killed", 3)}),
        ("40 gunmen killed six people in Aleppo.", {("killed", 6)}),
    ],
)
@pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")
def test_a_number_of_the_wounded_of_the_doers_and_of_all_is_no_number_of_the_dead(
    text: str, numbers: set[tuple[str, int]]
) -> None:
    text = "Rebels shelled the town of Mosul. Soldiers shot at fighters. " + text
    told = {(q.what, q.best) for claim in Pipeline().read(report(text)).claims for q in claim.quantities}
    assert numbers <= told and told.isdisjoint({("killed", 33), ("killed", 40)})
