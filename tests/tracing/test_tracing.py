"""One voice or two: copies, excerpts, quotations, chains; whatever the order, and with what changed on the way."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.records import Segment
from fogline.tracing import passages, plain, shingles, trace

STORY = (
    "The Reds took the town of Orlin before dawn on Friday after two days of shelling from the ridge above the river. "
    "Twelve soldiers of the Blues died in the last hour, a doctor at the clinic on the market square told this paper. "
    "The bridge to Besk was blown up and the road behind it is closed to carts and cars alike until further notice."
)
OTHER = (
    "Farmers north of Tarn began bringing in the barley this week, later than in any year that the oldest can remember. "
    "Prices at the mill have fallen by a third since spring and nobody expects them to recover before winter comes."
)
TAKEN = "The Reds took the town of Orlin before dawn"


def taken(report, **slots):
    return made.claim(report, TAKEN, "territory_taken", actors=["Reds"], places=["Orlin"], **slots)


def origins(reports, claims, layer="said"):
    return [origin for origin in trace(reports, claims).origins if origin.layer == layer]


def test_two_own_accounts_are_two_voices():
    one = made.report(f"{TAKEN}, a herder said by telephone.", on=3)
    two = made.report(f"Smoke over Orlin. {TAKEN} while its guards slept in the mill.", on=3)
    traced = trace([one, two], [taken(one), taken(two)])
    assert len(set(traced.said.values())) == len(set(traced.so.values())) == 2


def test_an_exact_copy_is_the_first_ones_voice_on_both_layers():
    one, two = made.report(STORY, on=3, source="Gazette"), made.report(STORY, on=4, source="Mirror")
    traced = trace([two, one], [taken(two), taken(one)])
    assert len(set(traced.said.values())) == len(set(traced.so.values())) == 1
    (said,) = [origin for origin in traced.origins if origin.layer == "said"]
    assert {member.report: member.relation for member in said.members} == {one.id: "original", two.id: "copy"}
    assert said.dependence == 1.0


def test_the_day_of_a_page_says_nothing_about_who_was_first():
    page = made.report(STORY, source="Gazette")
    two = made.report(STORY, on=4, source="Mirror")
    (said,) = origins([page, two], [taken(page), taken(two)])
    assert {member.report: member.relation for member in said.members} == {two.id: "original", page.id: "copy"}


@pytest.mark.parametrize("dropped", [7, 5, 4])
def test_a_copy_with_words_left_out_is_found(dropped):
    words = STORY.split()
    edited = " ".join(word for i, word in enumerate(words) if i % dropped)
    one, two = made.report(STORY, on=3), made.report(edited, on=4)
    pairs = shingles.matches([one, two])
    assert pairs and all(pair.whole for pair in pairs)


def test_an_excerpt_inside_other_text_is_found_and_marked():
    sentence = STORY.split(". ")[1] + "."
    one, two = made.report(STORY, on=3), made.report(f"{OTHER} {OTHER.upper()[::-1]} {sentence}", on=4)
    claims = [made.claim(report, "Twelve soldiers of the Blues died", "casualties") for report in (one, two)]
    traced = trace([one, two], claims)
    assert len(set(traced.said.values())) == 1


def test_different_texts_share_nothing():
    assert shingles.matches([made.report(STORY), made.report(OTHER)]) == []


def test_direct_speech_in_two_outlets_is_said_twice_and_so_once():
    speech = "“We hold the whole of Orlin and will not leave it before the river freezes over,” Ada Voss said."
    one = made.report(f"{OTHER} {speech}", on=3)
    two = made.report(f"Nothing else is known in the valley tonight. {speech}", on=3)
    spoken = [
        made.claim(report, "We hold the whole of Orlin", "control", attribution=[made.said_by("Ada Voss")])
        for report in (one, two)
    ]
    traced = trace([one, two], spoken)
    assert len(set(traced.said.values())) == 2 and len(set(traced.so.values())) == 1


def test_one_speaker_quoted_in_other_words_is_one_voice_that_it_is_so():
    one = made.report("Ada Voss said that Orlin had fallen.", on=3)
    two = made.report("Orlin is lost, according to Ada Voss.", on=3)
    claims = [
        made.claim(one, "Orlin had fallen", "territory_taken", attribution=[made.said_by("Ada Voss")]),
        made.claim(two, "Orlin is lost", "territory_taken", attribution=[made.said_by("Ada Voss")]),
    ]
    traced = trace([one, two], claims)
    assert len(set(traced.said.values())) == 2 and len(set(traced.so.values())) == 1


def test_unnamed_sources_are_not_taken_for_one():
    one, two = made.report("Orlin fell, a source said.", on=3), made.report("A source said that Orlin fell.", on=3)
    unnamed = made.said_by("a source", basis="anonymous")
    claims = [made.claim(report, "Orlin fell", "territory_taken", attribution=[unnamed]) for report in (one, two)]
    assert len(set(trace([one, two], claims).so.values())) == 2


def test_a_report_that_cites_an_outlet_of_the_case_goes_back_to_it():
    one = made.report("Orlin fell on Friday.", on=3, source="The Gazette")
    two = made.report("The Gazette wrote that Orlin fell.", on=3, source="Mirror")
    claims = [
        made.claim(one, "Orlin fell", "territory_taken"),
        made.claim(two, "Orlin fell", "territory_taken", attribution=[made.said_by(None, outlet="Gazette")]),
    ]
    traced = trace([one, two], claims)
    assert len(set(traced.so.values())) == 1 and len(set(traced.said.values())) == 2
    assert plain("The Gazette") == plain("gazette")


def test_a_copy_that_gained_an_attribution_and_lost_a_hedge_says_so_and_adds_no_voice():
    one, two = made.report(STORY, on=3), made.report(STORY + " All rights reserved.", on=4)
    claims = [taken(one, modality="unconfirmed"), taken(two, attribution=[made.said_by("Reds")])]
    traced = trace([one, two], claims)
    assert len(set(traced.so.values())) == 1
    changed = {slot for origin in traced.origins for member in origin.members for slot in member.changed}
    assert {"hedged: lost", "attribution: gained"} <= changed


def test_a_comment_that_repeats_its_page_is_a_copy_of_it():
    page = made.report(STORY, comment=f"[…] {STORY.split('. ')[0]}. […]", on=3)
    quoted = made.claim(page, TAKEN, "territory_taken")
    (said,) = origins([page], [quoted, made.claim(page, "[…] The Reds", "territory_taken")])
    assert {member.relation for member in said.members} >= {"original"}
    assert len(trace([page], [quoted]).origins) == 2


def test_a_pingback_in_another_language_is_a_translation_of_its_own_page():
    text = "On 3 May the Reds took Orlin. Besk and Tarn held out, and Northmark is cut in two."
    comment = "[…] Május 3-án a Redsek elfoglalták Orlint. Besk és Tarn kitartott, Northmarkot kettévágták. […]"
    page = made.report(text, comment=comment, on=4)
    body, under = page.segments
    foreign = Segment(kind="comment", start=under.start, end=under.end, language="hu")
    (origin,) = trace([replace(page, segments=(body, foreign))], []).origins
    assert [member.relation for member in origin.members] == ["original", "translation"]
    assert trace([page], []).origins == ()


@given(st.permutations(range(4)))
def test_the_order_of_reports_and_claims_does_not_matter(order):
    reports = [
        made.report(STORY, on=3, source="Gazette"),
        made.report(STORY + " End.", on=5),
        made.report(f"{OTHER} {STORY}", on=4, source="Mirror"),
        made.report(f"{TAKEN}, says Ada Voss.", on=4),
    ]
    claims = [taken(report) for report in reports]
    assert trace([reports[i] for i in order], [claims[i] for i in reversed(order)]) == trace(reports, claims)


def test_every_member_quotes_the_text():
    reports = [made.report(STORY, on=3), made.report(f"{OTHER} {STORY}", on=4)]
    texts = {report.id: report.text for report in reports}
    traced = trace(reports, [taken(report) for report in reports])
    members = [member for origin in traced.origins for member in origin.members]
    assert members and all(texts[m.report][m.start : m.end] == m.quote for m in members)


def test_scripts_without_spaces_are_cut_into_characters():
    assert len(passages.words("部隊が街を占領した")) == 9
    one = made.report("反政府勢力は金曜日の夜明け前に川沿いの町を占領したと当局者が述べた。", on=3)
    two = made.report("現地紙によると、反政府勢力は金曜日の夜明け前に川沿いの町を占領したと当局者が述べた。", on=4)
    assert shingles.matches([one, two])


def test_somebody_told_by_what_he_is_is_no_voice_of_his_own():
    """Two spokesmen without a name or a body are not taken for one, two outlets' named spokesman is."""
    one, two = made.report(STORY, on=3, source="Gazette"), made.report(OTHER, on=3, source="Mirror")

    def by(report, quote, name):
        speaker = made.ref(name, id=f"text:{name}", type="person")
        return made.claim(report, quote, "casualties", attribution=[made.said_by(None, speaker=speaker, basis="spokesman")])

    def voices(name):
        claims = [by(one, "Twelve soldiers of the Blues died", name), by(two, "Prices at the mill have fallen", name)]
        return set(trace([one, two], claims).voices.values())

    assert len(voices("spokesman")) == 2
    assert len(voices("Ada Voss")) == 1


def test_people_without_a_name_are_origins_of_their_own_and_add_no_support():
    """A driver and a nurse in one report are two who said it; their outlet answers for both, in whatever other words they are
    taken up."""
    page = made.report(STORY, on=3, source="Gazette")

    def by(quote, name):
        speaker = made.ref(name, id=f"text:{name}", type="civilians")
        return made.claim(page, quote, "casualties", attribution=[made.said_by(None, speaker=speaker, basis="named")])

    driver, nurse = by("Twelve soldiers", "lorry driver"), by("the last hour", "nurse")
    again, told = by("The bridge to Besk", "driver"), made.claim(page, "before dawn", "territory_taken")
    traced = trace([page], [driver, nurse, again, told])
    assert len({traced.so[c.id] for c in (driver, nurse, told)}) == 3
    assert traced.so[again.id] == traced.so[driver.id]
    assert set(traced.voices.values()) == {"outlet:gazette"}


def test_a_denial_is_the_word_of_who_denies():
    page = made.report(STORY, on=3, source="Gazette")
    denied = made.claim(page, "Twelve soldiers of the Blues died", "denial", actors=["Blues"])
    held = made.claim(page, "The Reds took the town", "control", actors=["Reds"])
    voices = trace([page], [denied, held]).voices
    assert voices == {denied.id: "speaker:case:blues", held.id: "outlet:gazette"}


@pytest.mark.parametrize(("dead", "voice"), [(12, "speaker:case:ada_voss"), (20, "outlet:gazette")])
def test_a_headline_is_the_word_of_whom_the_report_has_it_from(dead, voice):
    page = made.report(f"Twelve dead at Orlin\n\n{STORY}", on=3, source="Gazette")
    title = Segment(kind="title", start=0, end=len("Twelve dead at Orlin"))
    page = replace(page, segments=(title, replace(page.segments[0], start=title.end + 2)))
    head = made.claim(page, "Twelve dead at Orlin", "casualties", quantities=[made.number("killed", 12)])
    body = made.claim(
        page,
        "Twelve soldiers of the Blues died",
        "casualties",
        quantities=[made.number("killed", dead)],
        attribution=[made.said_by("Ada Voss")],
    )
    assert trace([page], [head, body]).voices[head.id] == voice


@pytest.mark.parametrize(("on", "voice"), [(4, "speaker:case:ada_voss"), (2, "outlet:gazette"), (20, "outlet:gazette")])
def test_what_a_report_has_from_another_goes_back_to_whom_that_one_has_it_from(on, voice):
    """By way of a third, in other words; not to what was told later or long before."""
    first = made.report(STORY, on=3, source="Gazette")
    then = made.report("Orlin has fallen, the Gazette of the valley writes today.", on=on, source="Mirror")
    last = made.report("In the east the rebels have Orlin, says the Mirror of the coast.", on=on, source="Herald")
    slots = {"actors": ["Reds"], "places": ["Orlin"]}
    claims = [
        taken(first, attribution=[made.said_by("Ada Voss")]),
        made.claim(
            then, "Orlin has fallen", "territory_taken", attribution=[made.said_by(None, outlet="The Gazette")], **slots
        ),
        made.claim(last, "the rebels have Orlin", "attack", attribution=[made.said_by(None, outlet="Mirror")], **slots),
    ]
    traced = trace([first, then, last], claims)
    assert [traced.voices[claim.id] for claim in claims[1:]] == [voice, voice]
    assert len(set(traced.said.values())) == 3


def test_two_that_cite_each_other_are_no_endless_chain():
    pages = [
        made.report(f"{text} fell in the night.", on=3, source=name) for text, name in (("Orlin", "Mirror"), ("It", "Herald"))
    ]
    cites = {"Mirror": "Herald", "Herald": "Mirror"}
    claims = [
        made.claim(
            page, "fell", "territory_taken", places=["Orlin"], attribution=[made.said_by(None, outlet=cites[page.source])]
        )
        for page in pages
    ]
    assert set(trace(pages, claims).voices.values()) == {"outlet:mirror", "outlet:herald"}


@pytest.mark.parametrize(("quoted", "same"), [("Orlin", True), ("Tarn", False)])
def test_what_a_speaker_says_of_another_place_the_same_day_is_another_statement(quoted, same):
    one, two = made.report(STORY, on=3, source="Gazette"), made.report(OTHER, on=4, source="Mirror")
    by = [made.said_by("Ada Voss")]
    claims = [taken(one, attribution=by), made.claim(two, "Farmers", "territory_taken", places=[quoted], attribution=by)]
    traced = trace([one, two], claims)
    assert len(set(traced.voices.values())) == 1
    assert (len(set(traced.so.values())) == 1) == same


def test_serbian_in_either_script_is_one_text():
    latin = (
        "Jedinice generala Ane Vos zauzele su juče pre podne stari most kod Orlina, koji su pobunjenici držali od petka, i "
        "zarobile šestoricu ljudi sa dva topa."
    )
    cyrillic = (
        "Јединице генерала Ане Вос заузеле су јуче пре подне стари мост код Орлина, који су побуњеници држали од петка, и "
        "заробиле шесторицу људи са два топа."
    )
    one, two = (
        replace(made.report(text, on=on, source=source), language=language)
        for text, on, source, language in ((latin, 3, "Glas", "sr-Latn"), (cyrillic, 4, "Radio", "sr-Cyrl"))
    )
    (match,) = shingles.matches([one, two])
    assert match.score == 1000
