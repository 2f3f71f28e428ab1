"""The choice among places of one name, on a small made-up gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.naming.gaz_names import fold
from fogline.naming.topo_evidence import MOST_OTHERS, around, kind_word, toponyms
from fogline.naming.toponyms import WEIGHTS, WORDS, choose
from fogline.records import Entity, Link, Mention, Report

ROWS = """\
RV   Rivonia     country  -     9.5 20.5 9000000
RV.N Northmark   admin1   RV    11  20   500000
RV.S Southmark   admin1   RV    8   20   400000
1    Orlin       city     RV.N  11.1 20.1 3000
2    Orlin       city     OS    50  -3   800000
3    Besk        city     RV.N  11.2 20.2 9000
4    Besk        admin2   RV.S  8.2 20.2 40000
5    Besk        city     RV.S  8.2 20.2 4000
6    Quoll       city     RV.S  8.3 20.3 100
OS   Ostia       country  -     52  -2   60000000
7    Vell        admin1   OS    53  -2   2000000
8    Vell        city     7     53.1 -2.1 1900000
9    Dorn        city     OS    54  -4   1000
"""


class Small:
    """A Gazetteer of ROWS."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.parents: dict[str, str] = {}
        for line in ROWS.splitlines():
            id, name, kind, parent, lat, lon, population = line.split()
            country = id[:2] if id[0].isalpha() else None
            self.parents[id] = parent
            up = id
            while up in self.parents and country is None:
                up = self.parents[up]
                country = up[:2] if up[0].isalpha() else None
            admin1 = {"RV.N": "Northmark", "RV.S": "Southmark", "7": "Vell"}.get(
                id, {"RV.N": "Northmark", "RV.S": "Southmark"}.get(parent)
            )
            self.entities[id] = Entity(
                id=id,
                name=name,
                type=kind,
                lat=float(lat),
                lon=float(lon),
                country=country,
                admin1=admin1,
                population=int(population),
            )

    def candidates(self, name: str) -> Sequence[Entity]:
        found = [e for e in self.entities.values() if fold(e.name) == fold(name)]
        return tuple(sorted(found, key=lambda e: -e.population))

    def common(self) -> tuple[str, ...]:
        return ()

    def begins(self, name: str) -> bool:
        return False

    def entity(self, id: str) -> Entity | None:
        return self.entities.get(id)

    def alike(self, country: str, consonants: str) -> tuple[tuple[str, Entity], ...]:
        return ()

    def above(self, id: str) -> tuple[Entity, ...]:
        parent = self.entities.get(self.parents.get(id, ""))
        return () if parent is None else (parent, *self.above(parent.id))


GAZETTEER = Small()
NAMES = ("Rivonia", "Northmark", "Southmark", "Orlin", "Besk", "Quoll", "Ostia", "Vell", "Dorn", "Nowhere")


def links(text: str, area: Sequence[str] = ()) -> list[Link]:
    """All names of NAMES in `text` as mentions, and what is chosen for them."""
    found = [
        Mention(what="place", text=m.group(), start=m.start(), end=m.end(), type="name")
        for m in re.finditer("|".join(NAMES), text)
    ]
    report = Report(id="rep", name="r", text=text, language="en", segments=())
    return choose(report, found, GAZETTEER, area=area)


def ids(text: str, area: Sequence[str] = ()) -> list[str | None]:
    return [link.entity.id if link.entity else None for link in links(text, area)]


def test_alone_the_larger_place_is_meant() -> None:
    assert ids("Shots were heard in Orlin.") == ["2"]


def test_the_area_behind_the_comma_decides_for_the_whole_report() -> None:
    assert ids("In Orlin, Northmark, the bridge fell. People left Orlin.") == ["1", "RV.N", "1"]
    assert ids("In Orlin (Rivonia) the bridge fell.") == ["1", "RV"]


def test_two_senses_in_one_report_stay_two() -> None:
    text = "From Orlin, Ostia, he wrote about Orlin, Northmark."
    assert ids(text) == ["2", "OS", "1", "RV.N"]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("Rivonia said that troops entered Orlin and Quoll.", ["RV", "1", "6"]),
        ("Fighting in Besk district of Southmark.", ["4", "RV.S"]),
        ("The town of Besk in Southmark is quiet.", ["5", "RV.S"]),
        ("Near Orlin, shells hit Besk in Northmark.", ["1", "3", "RV.N"]),
        ("Crowds in Vell cheered.", ["8"]),
        ("Towns of the Vell province were flooded.", ["7"]),
    ],
)
def test_hierarchy_neighbours_and_kind_words(text: str, chosen: list[str]) -> None:
    assert ids(text) == chosen


def test_a_list_of_districts_shares_its_word() -> None:
    text = "The Orlin, Besk and Quoll districts were lost."
    mention = Mention(what="place", text="Besk", start=text.index("Besk"), end=text.index("Besk") + 4)
    assert kind_word(text, mention) == "admin2"
    assert kind_word("Besk, and then Orlin said so.", Mention(what="place", text="Besk", start=0, end=4)) == ""


def test_the_area_of_the_case_counts() -> None:
    assert ids("Shots were heard in Orlin.", area=("RV",)) == ["1"]
    assert ids("Shots were heard in Orlin.", area=("RV.N",)) == ["1"]


def test_refusals_say_why() -> None:
    unknown = links("They met in Nowhere.")[0]
    assert unknown.entity is None and unknown.reasons == ("no place of this name is known",)
    report = Report(id="rep", name="r", text="on Quoll Road", language="en", segments=())
    road = Mention(what="place", text="Quoll Road", start=3, end=13, type="road")
    assert choose(report, [road], GAZETTEER)[0].entity is None


def test_a_tiny_place_far_from_everything_is_refused() -> None:
    hamlet = links("Rivonia and Northmark and Southmark: in Dorn a man spoke.")[-1]
    assert hamlet.entity is None
    assert hamlet.runner_up is not None and "Dorn" in hamlet.runner_up
    assert hamlet.reasons == (f"nothing but the name speaks for {hamlet.runner_up}",)


def test_reasons_are_in_words_and_add_up() -> None:
    link = links("In Orlin, Northmark, the bridge fell.")[0]
    assert link.reasons[0] == "the area behind the comma contains it (+5000)"
    assert link.runner_up == "Orlin (OS) 2"
    assert sum(int(m) for reason in link.reasons for m in re.findall(r"\(([+-]\d+)\)", reason)) == pytest.approx(
        link.score, abs=250
    )


def test_every_weight_has_words() -> None:
    assert set(WEIGHTS) - set(WORDS) == {"city"}


@given(st.lists(st.sampled_from(NAMES), max_size=30), st.randoms(use_true_random=False))
def test_one_link_a_mention_in_order_and_twice_the_same(names: list[str], random: object) -> None:
    text = ", ".join(names)
    first = links(text)
    assert [link.text for link in first] == names
    assert [text[slice(*link.span)] for link in first] == names
    assert links(text) == first
    for link in first:
        assert link.entity is None or fold(link.entity.name) == fold(link.text)


def test_a_long_report_looks_at_a_window_of_others() -> None:
    text = " ".join(f"Orlin{'x' * n}" for n in range(300))
    mentions = [Mention(what="place", text="Orlin", start=m.start(), end=m.end()) for m in re.finditer("Orlinx*", text)]
    mentions = [Mention(what="place", text=text[m.start : m.end], start=m.start, end=m.end) for m in mentions]
    all_ = toponyms(text, mentions, GAZETTEER)
    assert len(all_) == 300
    assert all(len(around(all_, n)) <= MOST_OTHERS for n in (0, 150, 299))
