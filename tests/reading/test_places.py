"""Which words are place mentions: English by spaCy, a made-up gazetteer, texts of this test's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.places import places, spots, weights
from fogline.reading.sentences import Sentence, Token
from fogline.records import Entity, Mention

PLACES = {
    "Kabul": ("capital", 4400000),
    "Paris": ("capital", 2100000),
    "Jordan": ("country", 10000000),
    "Texas": ("admin1", 29000000),
    "Amman": ("capital", 1200000),
    "Aleppo": ("city", 1600000),
    "Dublin": ("capital", 1000000),
    "Laurel County": ("admin2", 60000),
    "Memphis": ("city", 600000),
    "Syria": ("country", 17000000),
    "Reading": ("city", 230000),
    "Bath": ("city", 90000),
    "Old Bridge": ("city", 20000),
    "Smallwick": ("city", 900),
    "Sanaa": ("capital", 2900000),
    "Панджшер": ("admin1", 150000),
    "카불": ("capital", 4400000),
    "Deir ez-Zor": ("city", 240000),
    "Dara": ("city", 3000),
    "White House": ("city", 12000),
    "United States": ("country", 330000000),
    "United Kingdom": ("country", 66000000),
}
ALIASES = {"U.S.": "United States", "US": "United States", "Dublin City": "Dublin"}


class Names:
    """PLACES, and one valley of a case."""

    def candidates(self, name: str) -> Sequence[Entity]:
        found = [e for e in ENTITIES if e.name.casefold() == name.casefold()]
        return found or [e for e in ENTITIES if ALIASES.get(name) == e.name]

    def common(self) -> tuple[str, ...]:
        return ()

    def begins(self, name: str) -> bool:
        return any(
            n.casefold().startswith(name.casefold()) and len(n) > len(name) for n in (*PLACES, *ALIASES, "Dara-e-Hazara")
        )


ENTITIES = [
    *(Entity(id=f"gn:{n}", name=name, type=kind, population=people) for n, (name, (kind, people)) in enumerate(PLACES.items())),
    Entity(id="case:valley", name="Dara-e-Hazara", type="valley"),
]


@pytest.fixture(scope="module")
def analyser() -> SpacyAnalyser:
    return SpacyAnalyser(lambda word: word.title() in PLACES)


def read(analyser: SpacyAnalyser, text: str) -> list[Mention]:
    return places(analyser.analyse(text, 0, "body"), Names())


def found(analyser: SpacyAnalyser, text: str) -> list[str]:
    return [mention.text for mention in read(analyser, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen attacked a market in Kabul on Sunday.", ["Kabul"]),
        ("KABUL — Gunmen attacked a market.", ["KABUL"]),
        ("He flew from Paris, Texas, to Amman, Jordan.", ["Paris", "Texas", "Amman", "Jordan"]),
        ("Jordan Smith, 34, was arrested in Aleppo. Smith denied it.", ["Aleppo"]),
        ("The Laurel County sheriff met Dublin City Council.", ["Laurel County", "Dublin"]),
        ("Troops held Deir ez-Zor and shelled Aleppo.", ["Deir ez-Zor", "Aleppo"]),
        ("The White House said nothing.", []),
        ("The U.S. sent aid; it told us so.", ["U.S."]),
        ("The village of Godapitiya was hit.", ["Godapitiya"]),
        ("He was reading in the bath.", []),
        ("They crossed the Old Bridge at noon near Kabul.", ["Old Bridge", "Kabul"]),
    ],
)
def test_places_among_other_names(analyser: SpacyAnalyser, text: str, expected: list[str]) -> None:
    assert found(analyser, text) == expected


def test_types_tell_demonyms_roads_and_unknown_names(analyser: SpacyAnalyser) -> None:
    text = "Syrian troops shelled Aleppo. A man of 12 Memphis Street left the village of Godapitiya in the U.S. for good."
    types = {mention.text: mention.type for mention in read(analyser, text)}
    assert types == {
        "Syrian": "demonym",
        "Aleppo": "name",
        "Memphis Street": "road",
        "Godapitiya": "unknown",
        "U.S.": "abbreviation",
    }


def test_a_particle_joins_a_name_to_more(analyser: SpacyAnalyser) -> None:
    assert found(analyser, "Fighting went on in Dara-e-Hazara on Friday.") == ["Dara-e-Hazara"]
    assert "Dara" not in found(analyser, "Fighting went on in Dara-e-Noor on Friday.")


def test_text_without_capitals_gives_only_safe_names(analyser: SpacyAnalyser) -> None:
    text = "the rebels attacked a post in kabul and moved towards aleppo. they told us that reading in smallwick is nice."
    assert found(analyser, text) == ["kabul", "aleppo"]


@pytest.mark.parametrize(("language", "word"), [("ru", "Панджшер"), ("ko", "카불")])
def test_other_scripts_without_a_parse(language: str, word: str) -> None:
    text = f"{word} 2021"
    tokens = [
        Token(i=0, text=word, start=0, end=len(word), head=0),
        Token(i=1, text="2021", start=len(word) + 1, end=len(text), head=1),
    ]
    sentence = Sentence(text=text, start=0, end=len(text), segment="body", language=language, tokens=tokens)
    assert [mention.text for mention in places([sentence], Names())] == [word]


def test_a_surname_of_the_report_stays_one(analyser: SpacyAnalyser) -> None:
    text = "Mayor Tom Reading spoke. Reading was tired. Mr. Reading left."
    assert found(analyser, text) == []


def test_weights_name_features_that_exist(analyser: SpacyAnalyser) -> None:
    text = "Gunmen attacked a market in Kabul. Jordan Smith, 34, was in Paris, Texas. KABUL — Troops held Aleppo."
    seen = {feature for s in analyser.analyse(text, 0, "body") for spot in spots(s, Names()) for feature in spot.features}
    known = set(weights())
    assert len(seen & known) > len(seen) / 2
    assert known >= {"before in", "left given", "before city of", "case", "before taken"}


WORDS = st.sampled_from(
    [
        *PLACES,
        "Syrian",
        "in",
        "of",
        "the",
        "and",
        "said",
        "Smith",
        "John",
        ",",
        ".",
        "-",
        "—",
        "U.S.",
        "village",
        "St.",
        "\n",
        "🙂",
        "'s",
        "34",
    ]
)


@settings(max_examples=40, deadline=None)
@given(words=st.lists(WORDS, max_size=25))
def test_mentions_are_slices_in_order_without_overlap(analyser: SpacyAnalyser, words: list[str]) -> None:
    text = " ".join(words)
    mentions = places(analyser.analyse(text, 0, "body"), Names()) if text.strip() else []
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
