"""Place names with the endings of a language, and names too short to mean a village."""

from __future__ import annotations

import pytest

from fogline.naming.gazetteer import World
from fogline.naming.inflected import Inflected
from fogline.naming.toponyms import choose
from fogline.reading.native.pack import pack
from fogline.records import Mention, Report, Segment


@pytest.mark.parametrize(
    ("language", "form", "name", "country"),
    [
        ("sr", "Gomu", "Goma", "CD"),
        ("sr", "Kongu", "Democratic Republic of the Congo", "CD"),
        ("uk", "Судані", "Sudan", "SD"),
    ],
)
def test_a_large_place_in_another_case_comes_before_a_village(language: str, form: str, name: str, country: str) -> None:
    first = Inflected(World(), pack(language).nominatives).candidates(form)[0]
    assert (first.name, first.country) == (name, country)


def link(text: str, name: str) -> str | None:
    start = text.index(name)
    report = Report(id="r", name="n", text=text, language="en", segments=(Segment(kind="body", start=0, end=len(text)),))
    mention = Mention(what="place", text=name, start=start, end=start + len(name), type="name")
    (found,) = choose(report, [mention], World())
    return found.entity.country if found.entity else None


def test_two_or_three_letters_name_no_village_that_nothing_else_speaks_for() -> None:
    assert link("The army left Ur on Monday.", "Ur") is None
    assert link("The army left Ely, in England.", "Ely") != "US"


def test_chance_villages_of_one_country_do_not_hold_each_other_up() -> None:
    text = "СШП захопили Бару. Армія відступила до Ер-Рахада."  # read as Le Barroux and Eurre, both in France
    report = Report(id="r", name="n", text=text, language="uk", segments=(Segment(kind="body", start=0, end=len(text)),))
    found = [(name, text.index(name)) for name in ("Бару", "Ер")]
    mentions = [Mention(what="place", text=name, start=at, end=at + len(name), type="name") for name, at in found]
    assert not [link for link in choose(report, mentions, Inflected(World(), pack("uk").nominatives)) if link.entity]
