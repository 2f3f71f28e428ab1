"""Who stands with whom, and how a claim stands to the interest of its speaker."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import made
import pytest

from fogline.case_records import CaseActor, Outlet, Relation
from fogline.interests import Interests
from fogline.records import Entity

REDS, BLUES = "case:reds", "case:blues"


def actor(id: str, name: str, **more: Any) -> CaseActor:
    empty: dict[str, Any] = {"shared": (), "since": None, "until": None, "member_of": (), "leader_of": (), "side": ""}
    empty |= {"interests": (), "sources": ()}
    return CaseActor(**{**empty, "entity": Entity(id=id, name=name, type="rebel_group"), **more})


def relation(subject: str, type: str, object: str, **more: Any) -> Relation:
    given = {"since": None, "until": None, "status": "declared", "source": "test", **more}
    return Relation(subject=subject, type=type, object=object, **given)


def outlet(name: str, *interest: str, **more: Any) -> Outlet:
    empty: dict[str, Any] = {"id": f"src:{name.lower()}", "aliases": (), "domains": (), "kind": "newspaper", "country": None}
    empty |= {"owner": "", "sponsor": "", "since": None, "until": None, "source": "test"}
    return Outlet(**{**empty, "name": name, "interest": interest, **more})


KNOWN = Interests(
    actors=[
        actor(REDS, "Redland Front"),
        actor(BLUES, "Blue Army"),
        actor(
            "case:ada",
            "Ada Voss",
            entity=Entity(id="case:ada", name="Ada Voss", type="person"),
            leader_of=(REDS,),
            until=dt.date(2040, 1, 1),
        ),
        actor("case:old-ada", "Ada Voss", until=dt.date(1990, 1, 1)),
        actor("case:unit", "Third Column", member_of=("case:wing",)),
        actor("case:wing", "Northern Wing", side=REDS),
    ],
    relations=[relation(REDS, "enemy_of", BLUES), relation(REDS, "backed_by", "case:patron", until=dt.date(2030, 5, 20))],
    outlets=[
        outlet("The Banner", REDS, aliases=("Banner",), kind="party", owner="press office of the Redland Front"),
        outlet("Gazette", owner="Blue Army"),
    ],
)
PAGE = made.report("The Front took Orlin from the army.", on=5)


def stance(kind="territory_taken", *, source=None, interests=KNOWN, **slots):
    slots = {"actors": [made.ref("Reds")], "targets": [made.ref("Blues")], "time": made.when(3)} | slots
    report = replace(PAGE, source=source)
    return interests.stance(made.claim(report, "took Orlin", kind, **slots), report).word


def by(name: str, id: str | None = None, **more: Any):
    return [made.said_by(name, speaker=made.ref(name, id=id), **more)]


def test_own_gain_is_interested_own_loss_an_admission_and_a_stranger_neutral():
    assert stance(attribution=by("Reds", REDS)) == "interested"
    assert stance(attribution=by("Blues", BLUES)) == "admission"
    assert stance(attribution=by("Greens", "case:greens")) == "neutral"
    assert stance() == "neutral"


def test_without_a_case_an_actor_stands_for_itself():
    assert stance(attribution=by("Reds", REDS), interests=Interests()) == "interested"


def test_leaders_units_backers_and_spokesmen_speak_for_their_side():
    assert stance(attribution=by("Ada Voss", "case:ada")) == "interested"
    assert stance(attribution=by("Third Column", "case:unit")) == "interested"
    assert stance(attribution=by("Patron", "case:patron")) == "interested"
    assert stance(attribution=by("Patron", "case:patron"), time=made.when(25)) == "neutral"
    assert stance(attribution=by("a Redland Front spokesman", "text:1", basis="spokesman")) == "interested"


def test_against_a_side_is_not_for_it():
    assert stance(attribution=by("anti-Redland Front fighters", "text:1")) == "neutral"


def test_of_two_actors_of_one_name_the_one_of_the_day_is_meant():
    assert KNOWN.actor(made.ref("Ada Voss's men", id=None), made.day(3)) == "case:ada"
    assert KNOWN.actor(made.ref("Ada Voss's men", id=None), dt.date(1980, 1, 1)).startswith("name:")


def test_an_enemys_loss_is_interested_though_the_doer_is_not_named():
    assert stance(attribution=by("Reds", REDS), actors=[]) == "interested"
    assert stance(attribution=by("Reds", REDS), actors=[made.ref("Blues")], targets=[]) == "admission"


@pytest.mark.parametrize("source", ["The Banner", "banner"])
def test_an_outlet_with_an_interest_is_interested_where_nobody_else_speaks(source):
    assert stance(source=source) == "interested"
    assert stance(source=source, attribution=by("a herder", "text:1", basis="witness")) == "neutral"
    assert stance(source="Gazette") == "neutral"
    assert KNOWN.outlet(source) == "src:the banner"


def test_a_denial_by_the_accused_is_nearly_nothing():
    assert stance("attack_on_civilians", negated=True, attribution=by("Reds", REDS), targets=[]) == "denial"
    assert stance("attack_on_civilians", attribution=by("Reds", REDS), targets=[]) == "admission"


def test_a_failed_attack_is_the_other_sides_gain():
    assert stance("attack", aspect="failed", attribution=by("Blues", BLUES)) == "interested"


def test_the_party_of_a_unit_is_its_side():
    assert KNOWN.party(made.ref("Third Column", id="case:unit"), made.day(3)).id == REDS
    assert KNOWN.party(made.ref("Greens"), made.day(3)).id == "case:greens"


@pytest.mark.parametrize(
    ("name", "voice"),
    [
        ("Ada Voss", f"speaker:{REDS}"),  # who speaks for a body is its voice
        ("spokeswoman Ada Voss of the valley", f"speaker:{REDS}"),
        ("The Banner", f"speaker:{REDS}"),  # and so is its own paper
        ("agency Gazette", "outlet:src:gazette"),
        ("Daily Gazette", ""),  # another paper of which one word is the same
        ("the commander", ""),
    ],
)
def test_whose_words_those_of_a_speaker_are(name, voice):
    assert KNOWN.speaker(made.ref(name, id=None), made.DAY) == voice


def test_what_an_outlet_tells_is_its_own_word_unless_it_is_a_partys_press_office():
    assert KNOWN.narrator("banner") == f"speaker:{REDS}"
    assert [KNOWN.narrator(name) for name in ("Gazette", "Herald")] == ["outlet:src:gazette", "outlet:herald"]
