from __future__ import annotations

import datetime as dt

from fogline.naming.actors import Actor, ActorNamer
from fogline.naming.aliases import suggestions
from fogline.records import Claim, Entity, Place, Ref

FRONT = Entity(id="case:front", name="Northern Front", type="rebel_group", aliases=("NF", "Front fighters"))
FATHER = Entity(id="case:father", name="Daro Shah Belin", type="person", aliases=("Belin",))
SON = Entity(id="case:son", name="Daro Belin", type="person", aliases=("Belin", "Daro Behlin"))
NAMER = ActorNamer(
    [
        Actor(entity=FRONT),
        Actor(entity=FATHER, shared=("Belin",), until=dt.date(2001, 9, 9)),
        Actor(entity=SON, shared=("Belin",), leader_of=("case:front",)),
    ]
)


def named(*phrases: str, kind: str = "organisation", day: dt.date | None = dt.date(2021, 9, 1)) -> list[str]:
    refs, at = [], 0
    for phrase in phrases:
        refs.append(Ref(text=phrase, at=(at, at + len(phrase)), name=phrase, type=kind))
        at += len(phrase) + 1
    links = NAMER.link(refs, day)
    return [links[r.at].entity.id for r in refs if r.at and links[r.at].entity]  # type: ignore[union-attr]


def test_a_group_noun_with_the_name_of_a_body_means_the_body() -> None:
    assert named("Northern Front fighters", "fighters of the Northern Front", "the Northern Front") == ["case:front"] * 3


def test_opponents_of_a_body_are_not_the_body() -> None:
    ids = named("anti-Northern Front fighters", "pro-NF account")
    assert all(id.startswith("text:") for id in ids)


def test_the_dead_do_not_act_in_the_news() -> None:
    assert named("Belin", kind="person") == ["case:son"]


def test_father_and_son_stay_two() -> None:
    assert named("Daro Belin", "Daro Shah Belin", kind="person") == ["case:son", "case:father"]


def test_a_shared_name_that_nothing_decides_is_left_open() -> None:
    assert named("Belin", kind="person", day=None)[0].startswith("text:")


def test_troops_of_a_leader_are_those_that_he_leads() -> None:
    assert named("Daro Belin's detachments") == ["case:front"]


def test_a_surname_takes_the_full_name_of_the_report() -> None:
    full, short = named("Amra Salek", "Salek", kind="person")
    assert full == short


def told(name: str, id: str, place: str, number: int) -> Claim:
    """A claim that somebody acted at a place."""
    actor = Ref(text=name, at=(0, len(name)), name=name, id=id, type="person")
    where = Place(text=place, at=(50, 60), name=place, id=f"gn:{place}")
    return Claim(
        id=f"clm_{number}", report="rep", segment="body", language="en", kind="attack", quote=name, start=0, end=9,
        trigger=(0, 9), actors=(actor,), places=(where,),
    )  # fmt: skip


def test_another_spelling_beside_a_known_place_is_suggested_and_no_other() -> None:
    claims = [
        told("Daro Belin", "case:son", "Orlin", 1),
        told("Даро Белин", "text:a", "Orlin", 2),
        told("Daro Belyn", "text:b", "Galth", 3),  # nothing in common but its consonants
        told("Mira Holl", "text:c", "Orlin", 4),
    ]
    [found] = suggestions(claims, [SON, FRONT])
    assert (found.id, found.actor, found.beside, found.claims) == ("text:a", SON, ("Orlin",), ("clm_2",))


def test_an_inflected_name_is_its_actor_and_with_a_group_noun_too() -> None:
    rivers = Entity(id="case:rivers", name="Ривеон", type="rebel_group")
    namer = ActorNamer([Actor(entity=rivers)]).inflecting(lambda name: [name.removesuffix("а")] if name.endswith("а") else [])
    named = [("Ривеона", "rebel_group"), ("боевики «Ривеона»", "rebel_group"), ("противник Ривеона", "person")]
    refs = [Ref(text=n, at=(20 * i, 20 * i + len(n)), name=n, type=t) for i, (n, t) in enumerate(named)]
    links = namer.link(refs, None)
    assert [links[r.at].entity.id == "case:rivers" for r in refs if r.at] == [True, True, False]


def test_words_that_say_what_somebody_is_are_no_other_spelling() -> None:
    claims = [told("River Front", "case:front", "Orlin", 1)]
    claims += [told(name, f"text:{n}", "Orlin", n) for n, name in enumerate(("River column", "15 fighters", "Rever"), 2)]
    front = Entity(id="case:front", name="River Front", type="rebel_group", aliases=("fighters", "River"))
    assert [found.name for found in suggestions(claims, [front])] == ["Rever"]


def test_an_abbreviation_is_no_surname_of_the_same_consonants() -> None:
    refs = [
        Ref(text="Mazlum Abdi", at=(0, 11), name="Mazlum Abdi", type="person"),
        Ref(text="ABD", at=(12, 15), name="ABD", type="organisation"),
        Ref(text="Abdî", at=(16, 20), name="Abdî", type="person"),
    ]
    links = NAMER.link(refs, None)
    assert [links[r.at].entity.name for r in refs if r.at and links[r.at].entity][1] == "ABD"  # type: ignore[union-attr]
    assert links[(16, 20)].entity.name == "Mazlum Abdi"  # type: ignore[union-attr]
