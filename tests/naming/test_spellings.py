"""Names that the gazetteer spells otherwise."""

from __future__ import annotations

import pytest

from fogline.naming.gazetteer import World
from fogline.naming.spellings import Spellings
from fogline.records import Link, Mention


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def linked(world: World, *names: str) -> list[Link]:
    """The links of these names after spelling; the first stands for itself and says which country is told of."""
    mentions = [
        Mention(what="place", text=name, start=9 * i, end=9 * i + len(name), type="name") for i, name in enumerate(names)
    ]
    first = world.candidates(names[0])[0]
    links = [Link(span=m.span, text=m.text, entity=first if m.text == names[0] else None) for m in mentions]
    return Spellings(world).found(mentions, links)


def test_another_spelling_in_the_same_country_is_found_with_its_reason(world: World) -> None:
    found = linked(world, "Aleppo", "Hasakkeh", "Dayr Ezzor")
    assert [link.entity.country if link.entity else None for link in found] == ["SY", "SY", "SY"]
    assert "another spelling of" in found[1].reasons[0]


def test_consonants_alone_are_not_enough(world: World) -> None:
    assert linked(world, "Aleppo", "Hosiokia")[1].entity is None  # h-s-k like Hasakah, other letters
    assert linked(world, "Aleppo", "Ulaanzorq")[1].entity is None


def test_a_name_is_not_looked_for_in_other_countries(world: World) -> None:
    assert linked(world, "Lima", "Hassakeh")[1].entity is None
