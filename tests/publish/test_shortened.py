"""Names in few words: who has a name before who has none, places that a map can show before those that it cannot."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest
from test_sitrep import sitrep

from fogline.publish.escaping import END, ISOLATE
from fogline.publish.shortened import sides_of, title_of


def unnamed(word: str):
    return made.ref(word, id=f"text:{word}")


REDS, BLUES, FIGHTERS, MEN = made.ref("Reds"), made.ref("Blues"), unnamed("fighters"), unnamed("15 men")


@pytest.mark.parametrize(
    ("actors", "targets", "told"),
    [
        ((FIGHTERS, REDS, MEN), (BLUES,), "Reds, 2 unnamed against Blues"),
        ((FIGHTERS,), (MEN, FIGHTERS), "fighters against 15 men, fighters"),
        ((), (BLUES, MEN), "against Blues, 1 unnamed"),
        ((REDS,), (), "Reds"),
        ((), (), ""),
    ],
)
def test_who_has_a_name_is_told_and_who_has_none_counted(actors, targets, told):
    shown = sitrep()
    assert sides_of(replace(shown.events[0], actors=actors, targets=targets), shown) == told


def test_a_title_says_what_and_where():
    event = sitrep().events[0]
    nowhere, arabic = made.place("the road", id=None, lat=None, lon=None), made.place("بازارك", id=None, lat=None, lon=None)
    assert title_of(replace(event, places=(nowhere, made.place("Orlin")))) == "territory taken, Orlin (Northmark) and 1 more"
    assert title_of(replace(event, places=(nowhere, made.place("Orlin"))), 2) == "territory taken, Orlin (Northmark), the road"
    assert title_of(replace(event, places=())) == "territory taken, place not told"
    assert title_of(replace(event, places=(arabic,))) == f"territory taken, {ISOLATE}بازارك{END}"
