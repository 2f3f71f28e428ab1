"""The JSON forms: what the contract names is there, and a claim comes back as it went."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline import casework, contract, tables
from fogline.errors import SourceError
from fogline.records import Attribution, Claim, ClaimLink, Mention, Place, Ref, TimeExpression
from fogline.why import why

PAGE = made.report("The Reds took Orlin on 3 May, the Blues said, and 12 fighters died.", on=4)
KEYS = [
    *("schema", "id", "readers", "document", "segment", "language", "kind", "quote", "start", "end", "actors", "targets"),
    *("others", "places", "time", "quantities", "attribution", "modality", "aspect", "frame", "negated", "hedged"),
    *("details", "links", "codes"),
]


def full() -> Claim:
    return made.claim(
        PAGE,
        "The Reds took Orlin on 3 May",
        "territory_taken",
        actors=["Reds"],
        targets=[made.ref("Blues", aliases=("the army",))],
        others=(made.ref("Ada Voss", role="leader"),),
        places=["Orlin"],
        time=made.when(3, readings=((made.day(3), made.day(3)), (made.day(6), made.day(6)))),
        quantities=[made.number("killed", 12, low=None, approximate=True, of="Reds")],
        attribution=[
            made.said_by("Blues", outlet="The Gazette", said=made.when(3, expression=TimeExpression(form="calendar", day=3)))
        ],
        modality="reported",
        negated=True,
        hedged=("actors",),
        details=(("status", "claimed"),),
        links=(ClaimLink(type="says", claim="clm_1"),),
    )


def test_a_claim_line_has_the_keys_of_the_contract_in_its_order():
    line = contract.claim_line(full(), PAGE)
    assert [key for key in line if key not in ("trigger", "confidence", "experimental")] == KEYS
    assert line["document"]["published"] == {"start": "2030-05-04", "end": "2030-05-04", "basis": "given"}
    assert line["places"][0]["lat"] == 10.0 and line["places"][0]["role"] == "event"
    assert line["targets"][0]["aliases"] == ["the army"] and "aliases" not in line["actors"][0]
    assert line["others"][0]["role"] == "leader" and "role" not in line["actors"][0]
    assert line["details"] == {"status": "claimed"}
    assert line["experimental"] is False
    assert line["time"]["start"] == "2030-05-03"


def test_a_claim_comes_back_through_json():
    line = json.loads(contract.dump(contract.claim_line(full(), PAGE)))
    assert contract.claim_from_line(line) == full()


PLACE = Place(
    text="there",
    at=(1, 2),
    name="Orlin",
    id="case:orlin",
    type="town",
    aliases=("Orlyn",),
    role="origin",
    lat=1.0,
    lon=2.0,
    country="RV",
    admin1="Northmark",
    precision="settlement",
    stands_for=(3, 4),
)
TIME = made.when(3, basis="relative", at=(1, 2), readings=((made.day(3), made.day(3)),), expression=TimeExpression(form="x"))
NUMBER = made.number("killed", 1, at=(1, 2), approximate=True, vague=True, scope="several", of="Reds", side="rebel_group")


@pytest.mark.parametrize(
    ("slot", "value"),
    [("places", PLACE), ("quantities", NUMBER), ("actors", made.ref("Reds", at=(1, 2), aliases=("R",), own=True))],
)
def test_no_field_of_a_value_is_lost(slot, value):
    claim = replace(full(), **{slot: (value,)})
    (line,) = contract.claim_line(claim, PAGE)[slot]
    assert {field.name for field in fields(value)} - {"role"} <= set(line)
    assert contract.claim_from_line(json.loads(json.dumps(contract.claim_line(claim, PAGE)))) == claim


def test_no_field_of_a_time_is_lost():
    line = contract.claim_line(replace(full(), time=TIME), PAGE)
    assert {field.name for field in fields(TIME)} <= set(line["time"])


texts = st.text(max_size=8)
spans = st.tuples(st.integers(0, 99), st.integers(0, 99))
refs = st.builds(Ref, text=texts | st.none(), at=spans | st.none(), name=texts, id=texts | st.none(), aliases=st.tuples(texts))
speakers = st.builds(Attribution, speaker=refs.map(lambda ref: replace(ref, role=None)) | st.none(), text=texts)


@given(
    actors=st.lists(refs.map(lambda ref: replace(ref, role=None)), max_size=2), quote=texts, said=st.lists(speakers, max_size=2)
)
def test_any_words_come_back(actors, quote, said):
    claim = replace(full(), actors=tuple(actors), quote=quote, attribution=tuple(said))
    assert contract.claim_from_line(json.loads(contract.dump(contract.claim_line(claim, PAGE)))) == claim


@pytest.mark.parametrize("broken", [{}, {"id": "clm_1", "trigger": [1]}, [], "text"])
def test_a_broken_line_is_refused_by_name(broken):
    with pytest.raises(SourceError, match="not in the contract's form"):
        contract.claim_from_line(broken)


def codes(kind: str, **slots) -> dict:
    return contract.claim_line(made.claim(PAGE, "took Orlin", kind, **slots), PAGE)["codes"]


def test_codes_follow_the_type_of_the_actor_and_need_a_death():
    assert codes("territory_taken", actors=["Reds"])["acled"] == "Non-state actor overtakes territory"
    assert codes("territory_taken", actors=["Blues"])["acled"] == "Government regains territory"
    assert codes("territory_taken")["acled"] is None
    dead = [made.number("killed", 3)]
    assert codes("armed_clash", actors=["Reds"], targets=["Blues"])["ucdp"] is None
    assert codes("armed_clash", actors=["Reds"], targets=["Blues"], quantities=dead)["ucdp"] == 1
    assert codes("armed_clash", actors=["Reds"], targets=["Greens"], quantities=dead)["ucdp"] == 2
    assert codes("armed_clash", actors=["Reds"], quantities=dead)["ucdp"] is None
    assert codes("shelling", actors=["Reds"], targets=["villagers"], quantities=dead)["ucdp"] == 3


@pytest.mark.parametrize(
    "slots", [{"negated": True}, {"modality": "planned"}, {"frame": "hypothetical"}, {"aspect": "ordered"}]
)
def test_what_did_not_take_place_has_no_acled_code(slots):
    assert codes("armed_clash", **slots)["acled"] is None
    assert codes("armed_clash")["acled"] == "Armed clash"


def test_every_kind_of_the_code_table_is_there_once():
    kinds = [row["kind"] for row in tables.table("codes.tsv")]
    assert len(kinds) == len(set(kinds)) == 59 and kinds == sorted(kinds)


def test_a_mention_without_a_link_keeps_its_words_and_says_that_the_place_is_unknown():
    line = contract.mention_line(Mention(what="place", text="Orlin", start=14, end=19), PAGE)
    assert (line["name"], line["id"], line["lat"], line["precision"]) == ("Orlin", None, None, "unknown")


def test_every_record_of_the_case_layer_has_its_line():
    texts = ("The Reds hold Orlin with 300 men under Ada Voss.", "Greens and Reds are allies; the Blues claim Orlin.")
    first, second = (made.report(text, on=5) for text in texts)
    place = {"places": ["Orlin"], "time": made.when(3)}
    readings = [
        made.reading(
            first,
            made.claim(first, "hold Orlin", "control", actors=["Reds"], **place),
            made.claim(first, "The Reds", "armed_clash", quantities=[made.number("killed", 3)], **place),
            made.claim(first, "with 300 men", "strength", actors=["Reds"], quantities=[made.number("personnel", 300)]),
            made.claim(first, "under Ada Voss", "role", actors=["Ada Voss"], targets=["Reds"], details=[("office", "head")]),
        ),
        made.reading(
            second,
            made.claim(second, "are allies", "alliance", actors=["Greens", "Reds"]),
            made.claim(second, "claim Orlin", "control", actors=["Blues"], **place),
        ),
    ]
    record, on = casework.compose(readings, []), made.day(6)
    situations = [contract.situation_line(found) for found in record.situations(on)]
    lines = [
        *(contract.event_line(found) for found in record.events),
        *(contract.origin_line(found, record.reports) for found in record.origins),
        *(contract.disagreement_line(found) for found in record.disagreements),
        *situations,
        *(contract.strength_line(found) for found in record.strengths(on)),
        *(contract.tie_line(found) for found in (*record.alliances(on), *record.roles(on))),
        *(contract.ground_line(found) for found in why(record, record.events[0].id).grounds),
        *(contract.report_line(report, claims=1) for report in record.reports.values()),
    ]
    assert len(lines) == 2 + 4 + 1 + 1 + 1 + 2 + 1 + 2
    assert all(json.loads(contract.dump(line)) == line and line["schema"] == 1 for line in lines)
    (held,) = situations
    assert (held["status"], held["place"]["name"], held["access"]) == ("contested", "Orlin", "unknown")
    assert sum(round(1000 * share["weight"]) for share in held["shares"]) == 1000
