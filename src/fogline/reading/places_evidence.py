"""What a sentence says for and against a name being a place there: features by name, weighed in places.py.

The classes of words come from data/world/context_en.tsv: street, feature, area (words of roads, landscape, divisions), body
(police, county, school: what a place has), company, title and given (persons), preposition, of ("city of"), direction, taken
(verbs whose object is a place: captured, shelled, left), other (names that are nearly always something else in news).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from fogline import tables
from fogline.reading.sentences import Sentence, Token
from fogline.records import Entity

PEOPLE = (("huge", 500_000), ("big", 100_000), ("middling", 15_000), ("small", 2_000), ("tiny", -1))
DEPENDENCIES = frozenset(("pobj", "nsubj", "compound", "poss", "appos", "amod", "nmod", "dobj", "ROOT", "conj"))
DASHES = frozenset(("-", "–", "—", "--", "---"))
PARTIES = frozenset(("R", "D", "DFL"))  # before a dash and a place: "R-Florence", the seat of a member of parliament
NO_NAME = frozenset(("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX"))
HEADLINE = 0.6  # share of capitalised words from which capitals say little


@dataclass(slots=True, kw_only=True)
class Spot:
    """A possible place mention: token run `first`..`last` of its sentence, and what speaks for or against it."""

    first: int
    last: int
    text: str
    start: int
    end: int
    type: str
    entities: Sequence[Entity] = ()
    features: set[str] = field(default_factory=set)
    score: int = 0

    @property
    def key(self) -> str:
        return self.text.casefold()

    def named(self) -> list[Entity]:
        """The candidates whose first name this is."""
        text = bare(self.text)
        return [entity for entity in self.entities if bare(entity.name) == text]


@dataclass(slots=True, kw_only=True)
class View:
    """A sentence with its capitals: which tokens can be part of a name and the runs that they form.

    `cased` is False where capitals say nothing (all lower, all upper, a script without them); there the tag decides.
    """

    sentence: Sentence
    tokens: list[Token]
    cased: bool
    capital: list[bool]
    runs: list[tuple[int, int]]  # for each token the bounds of its run; (i, i) outside any
    headline: bool  # most words have capitals

    @classmethod
    def of(cls, sentence: Sentence) -> View:
        tokens = sentence.tokens
        upper, lower = (any(test(c) for c in sentence.text) for test in (str.isupper, str.islower))
        cased = upper and (lower or len(tokens) < 4)
        capital = [t.text[:1].isupper() if cased else t.pos in ("PROPN", "") and t.text[:1].isalpha() for t in tokens]
        words = [mark for token, mark in zip(tokens, capital, strict=True) if token.text[:1].isalpha()]
        headline = len(words) > 3 and sum(words) > HEADLINE * len(words)
        runs = _runs(tokens, capital)
        return cls(sentence=sentence, tokens=tokens, cased=cased, capital=capital, runs=runs, headline=headline)

    def spot(self, first: int, last: int, type: str, entities: Sequence[Entity] = ()) -> Spot:
        text, start, end = self.sentence.words(first, last)
        return Spot(first=first, last=last, text=text, start=start, end=end, type=type, entities=tuple(entities))


def _runs(tokens: list[Token], capital: list[bool]) -> list[tuple[int, int]]:
    runs = [(i, i) for i in range(len(tokens))]
    i = 0
    while i < len(tokens):
        j = i
        while j < len(tokens) and capital[j] and tokens[j].pos not in NO_NAME:
            j += 1
        runs[i:j] = [(i, j - 1)] * (j - i)
        i = max(j, i + 1)
    return runs


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    """Word → its classes."""
    found: dict[str, set[str]] = {}
    for row in tables.table("world/context_en.tsv"):
        found.setdefault(row["word"], set()).add(row["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


def word_is(word: str, name: str) -> bool:
    return name in _classes().get(word.lower(), ())


def is_a(token: Token, name: str) -> bool:
    return name in _classes().get(token.lower, ())


def leads_of(tokens: list[Token], i: int) -> bool:
    """Whether `city of`, `province of` and the like stand before token `i`."""
    return i > 1 and tokens[i - 1].lower == "of" and is_a(tokens[i - 2], "of")


def describe(spot: Spot, view: View, before: Spot | None, after: Spot | None) -> None:
    """Fill in the features of a spot; those of other types than name carry the type in front."""
    if not view.cased or view.sentence.language != "en":
        spot.features.add("no weights")
    evidence = (*_own(spot, view), *_run(spot, view, before), *_left(spot, view, before), *_right(spot, view, after))
    lead = "" if spot.type == "name" else f"{spot.type}: "
    spot.features.update(lead + feature for feature in evidence)
    if spot.type == "name" and any(entity.id.startswith("case:") for entity in spot.entities):
        spot.features.add("case")


def _own(spot: Spot, view: View) -> Iterator[str]:
    """What the name itself and its candidates say."""
    tokens = view.tokens[spot.first : spot.last + 1]
    yield "any"
    if spot.type == "name":
        first = spot.named()
        people = max((entity.population for entity in first or spot.entities), default=0)
        size = next(name for name, least in PEOPLE if people > least)
        yield f"{'first' if first else 'alias'} {_kind(first or spot.entities)} {size}"
    if spot.type in ("demonym", "abbreviation"):
        yield "plural" if spot.text.endswith("s") else "singular"
    yield f"words {min(len(tokens), 3)}"
    if all(token.pos in ("PROPN", "") for token in tokens):
        yield "proper"
    elif tokens[-1].pos not in ("PROPN", "ADJ"):
        yield f"tagged {tokens[-1].pos}"
    if len(tokens) == 1:
        yield from (f"word {name}" for name in ("common", "given", "body", "company") if is_a(tokens[0], name))
    if spot.text.isupper() and len(spot.text) > 3:
        yield "capitals" if len(spot.text) > 5 or len(tokens) > 1 else "acronym"


def _kind(entities: Sequence[Entity]) -> str:
    kinds = {entity.type for entity in entities}
    return next((kind for kind in ("country", "admin1", "capital", "city", "admin2") if kind in kinds), "region")


def _run(spot: Spot, view: View, before: Spot | None) -> Iterator[str]:
    """The other words of the run of capitalised words."""
    tokens = view.tokens
    first, last = view.runs[spot.first][0], view.runs[spot.last][1]
    owned = before is not None and before.last == spot.first - 1  # "Syrias Idlib"
    if first < spot.first and not owned:
        left = tokens[spot.first - 1]
        yield f"left {next((k for k in ('title', 'given', 'direction', 'body', 'company', 'of') if is_a(left, k)), 'name')}"
    if last > spot.last:
        right = tokens[spot.last + 1]
        kinds = ("area", "body", "company", "feature", "street", "given", "person_after")
        yield f"right {next((k for k in kinds if is_a(right, k)), 'name')}"
        ends = ("company", "body", "street", "feature", "area")
        yield f"run ends {next((k for k in ends if is_a(tokens[last], k)), 'name')}"
    if first == spot.first and last == spot.last:
        yield "alone"
    if view.headline:
        yield "headline"


def _left(spot: Spot, view: View, before: Spot | None) -> Iterator[str]:
    """What stands right before."""
    tokens = view.tokens
    if not spot.first:
        yield "starts"
        return
    token = tokens[spot.first - 1]
    further = tokens[spot.first - 2].text if spot.first > 1 else ""
    listed = before is not None and before.last == spot.first - 2
    if token.lower == "of" and further == ",":
        yield "before aged of"
    elif token.text.removesuffix("-") in PARTIES or (token.text == "-" and further in PARTIES):
        yield "before party"
    elif is_a(token, "preposition"):
        yield "before in"
    elif leads_of(tokens, spot.first):
        yield "before city of"
    elif is_a(token, "to"):
        yield "before to"
    elif token.text == "," and listed:
        yield "after comma place"
    elif token.text in ("-", "–", "/"):
        yield "before dash"
    elif token.lower == "the":
        yield "before the"
    elif token.lower in ("and", "or", ","):
        yield "before and place" if listed else "before and"
    elif token.text in ("(", '"', "“"):
        yield "before bracket"
    elif is_a(token, "taken"):
        yield "before taken"
    elif token.pos == "VERB":
        yield "before verb"


def _right(spot: Spot, view: View, after: Spot | None) -> Iterator[str]:
    """The name's part in the sentence and what stands right behind."""
    tokens = view.tokens
    head = tokens[spot.last]
    if spot.type == "name" and head.dep in DEPENDENCIES:
        yield f"dep {head.dep}"
    if head.dep == "nsubj" and is_a(tokens[head.head], "speech"):
        yield "speaks"
    if (head.dep == "nsubjpass" and is_a(tokens[head.head], "taken")) or (
        head.dep == "nsubj" and tokens[head.head].lemma == "fall"
    ):
        yield "is taken"
    if spot.last + 1 >= len(tokens):
        return
    token = tokens[spot.last + 1]
    further = tokens[spot.last + 2] if spot.last + 2 < len(tokens) else None
    listed = after is not None and after.first == spot.last + 2
    small = not view.capital[spot.last + 1]
    if token.text == "," and further is not None and further.text.isdigit() and len(further.text) < 3:
        yield "next age"
    elif token.text == "," and listed:
        yield "comma place"
    elif token.lower in ("'s", "’s"):
        yield "next possessive"
    elif token.text in DASHES and further is not None and is_a(further, "residence"):
        yield "next based"
    elif token.text in DASHES:
        opens = not spot.first or tokens[spot.first - 1].text in (".", ")", "!", "?")
        yield "dateline" if opens else "next dash"
    elif token.lower in ("and", "or") and listed:
        yield "next and place"
    elif is_a(token, "speech"):
        yield "next says"
    elif small and is_a(token, "area"):
        yield "next district"
    elif small and is_a(token, "body"):
        yield "next police"
    elif token.pos == "NOUN":
        yield "next noun"
    elif token.pos in ("VERB", "AUX"):
        yield "next verb"


@lru_cache(maxsize=20_000)
def bare(name: str) -> str:
    """Without case and marks, for comparing a name as written with a candidate's first name."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
