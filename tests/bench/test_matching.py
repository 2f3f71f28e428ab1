"""When a gold name and a claim's value are the same, and what the scripts take from the gold."""

from __future__ import annotations

import matching
import pytest
import shootings
import tolls
import triggers
from corpora import Document

from fogline.records import Ref


def ref(text: str, *aliases: str) -> Ref:
    return Ref(text=text, at=(0, len(text)), name=text, aliases=aliases)


def test_names_by_words_never_by_letters() -> None:
    assert matching.has_surname("Ana Oduya Jr.", [ref("Mr. Oduya")])
    assert not matching.has_surname("Ana Oduya", [ref("Oduyan")])
    assert matching.has_full_name('Ana "Nan" Oduya', [ref("Ana M. Oduya")])
    assert not matching.has_full_name("Ana Oduya", [ref("Ana"), ref("Oduya")])
    assert matching.has_surname("José Peña", [ref("Jose Pena")])
    assert not matching.has_surname("", [ref("x")])


def test_exact_leaves_articles_off_and_overlap_wants_whole_words() -> None:
    assert matching.is_exact("the rebel column", [ref("rebel column")])
    assert not matching.is_exact("rebel column", [ref("column")])
    assert matching.overlaps("column", [ref("a rebel column")])
    assert matching.overlaps("rebel column of the north", [ref("the rebel column")])
    assert not matching.overlaps("rebel", [ref("rebels")])
    assert matching.overlaps("NLF", [ref("northern league", "NLF")])


@pytest.mark.parametrize(
    ("civilians", "fighters", "children", "women", "killed"),
    [
        ("11", "0", "3", "0", 11),
        ("6", "16", "1", "0", 22),
        ("0", "0", "2", "0", 2),
        ("6", "0", "22", "0", 28),
        ("0", "0", "0", "0", 0),
        ("3", "1", "1", "2", 4),
    ],
)
def test_children_and_women_are_parts_of_civilians_unless_they_are_more(
    civilians: str, fighters: str, children: str, women: str, killed: int
) -> None:
    assert tolls.gold({"civilians": civilians, "noncivilians": fighters, "children": children, "women": women}) == killed


def test_gold_of_spans_and_templates() -> None:
    spans = [
        [0, 2, "VIC-NAME", "", ["Ana", "Oduya", ","]],
        [4, 5, "VIC-NAME", "", ["Ana", "Oduya"]],
        [9, 10, "DAT-CITY", "", ["Ostan"]],
    ]
    document = Document(name="1", text="", row={"spans": spans})
    assert shootings.gold(document, "VIC-NAME") == ["Ana Oduya"]
    empty = {"Target": [], "Victim": []}
    templates = [
        {"PerpInd": [[["rebels", 3], ["they", 9]]], "PerpOrg": [[["nlf", 20]]], **empty},
        {"PerpInd": [[["rebels", 3], ["they", 9]]], "PerpOrg": [], **empty},
    ]
    document = Document(name="2", text="", row={"templates": templates})
    assert triggers.entities(document, ("PerpInd", "PerpOrg")) == [("rebels", "they"), ("nlf",)]
