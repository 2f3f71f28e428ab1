"""Evidence for and against each candidate of a toponym, as named amounts; toponyms.py weighs them.

Amounts lie between 0 and about 1 (population: log10). They come from the name itself, from the words beside the mention,
from areas that the report names and that contain the candidate, and from places near by that the report names too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, exp, log10, radians, sin

from fogline import tables
from fogline.naming.gaz_names import fold
from fogline.naming.gazetteer import Gazetteer
from fogline.records import Entity, Mention

MOST_CANDIDATES = 80  # of one name, the case's first, then the most populous; some names have hundreds
NEAR_KM = 120.0  # the distance at which a neighbour's support has fallen to 1/e
GAP = 400.0  # code points between mentions at which a neighbour counts half: about three sentences
EARTH_KM = 6371.0
MOST_OTHERS = 60  # names that support one; reports of the calibration set have fewer
MOST_SPANS = 12  # mentions of one name that are looked at for distance in the text
MOST_SUPPORT = 3.0
# Kinds for comparing: those of the world's tables, of a case's places and of the words of a text in one set.
KINDS = {
    "province": "admin1", "state": "admin1", "governorate": "admin1", "oblast": "admin1",
    "district": "admin2", "county": "admin2", "town": "city", "village": "city", "settlement": "city", "tunnel": "pass",
}  # fmt: skip
AREAS = frozenset(("country", "admin1", "admin2"))

# Words right behind (or, with "of", before) a name that say what kind of place it is.
KIND_WORDS = {
    "admin1": "province provinces state governorate oblast prefecture region",
    "admin2": "county counties district districts parish municipality borough township subdistrict",
    "city": "city town village downtown",
    "valley": "valley", "river": "river", "island": "island islands", "pass": "pass tunnel",
}  # fmt: skip
_KIND = {word: kind for kind, words in KIND_WORDS.items() for word in words.split()}
_LIST = re.compile(r"(?:,? (?:and|or) |, )(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*)")
_PARENT = re.compile(r",\s*|,? \(?|,? in (?:the )?")


@dataclass(slots=True)
class Candidate:
    """One entity that a name may mean."""

    entity: Entity
    above: tuple[str, ...]  # ids of the areas around it, nearest first
    vector: tuple[float, float, float] | None
    amounts: dict[str, float] = field(default_factory=dict)
    score: int = 0


@dataclass(slots=True)
class Toponym:
    """All mentions of one report with the same name, the same kind word and the same area behind the comma."""

    name: str  # folded
    kind: str  # "" or a key of KIND_WORDS
    mentions: list[int]
    spans: list[tuple[int, int]]
    candidates: list[Candidate]
    behind: set[str] = field(default_factory=set)  # ids of the areas named behind a comma
    chosen: int = 0


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Demonym → id of its place."""
    return {row["form"]: row["place"] for row in tables.table("world/demonyms.tsv")}


def toponyms(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Toponym]:
    """The toponyms among the mentions of one report with their candidates; without candidates they are kept, empty."""
    found: dict[tuple[str, str, str], Toponym] = {}
    for number, mention in enumerate(mentions):
        kind = kind_word(text, mention)
        behind = _behind(text, mentions, number)
        key = fold(mention.text), kind, fold(behind.text) if behind else ""
        if key not in found:
            entities = _by_full_name(text, mention, gazetteer) if kind else ()
            entities = entities or _entities(mention, gazetteer)
            found[key] = Toponym(key[0], kind, [], [], [_candidate(e, gazetteer) for e in entities])
            if behind is not None:
                found[key].behind = {entity.id for entity in _entities(behind, gazetteer)}
        found[key].mentions.append(number)
        found[key].spans.append(mention.span)
    return list(found.values())


def _by_full_name(text: str, mention: Mention, gazetteer: Gazetteer) -> Sequence[Entity]:
    """Those that a name and the word behind it name together: "Orlin district" is no town."""
    word = re.match(r"[ \u00a0][A-Za-z]+", text[mention.end : mention.end + 30])
    return gazetteer.candidates(mention.text + word.group())[:MOST_CANDIDATES] if word else ()


def _entities(mention: Mention, gazetteer: Gazetteer) -> Sequence[Entity]:
    if mention.type == "road":
        return ()
    if mention.type == "demonym":
        form = mention.text if mention.text in demonyms() else mention.text.title()
        place = gazetteer.entity(demonyms().get(form, ""))
        return (place,) if place is not None else ()
    return gazetteer.candidates(mention.text)[:MOST_CANDIDATES]


def _candidate(entity: Entity, gazetteer: Gazetteer) -> Candidate:
    vector = None
    if entity.lat is not None and entity.lon is not None:
        lat, lon = radians(entity.lat), radians(entity.lon)
        vector = cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat)
    return Candidate(entity, tuple(area.id for area in gazetteer.above(entity.id)), vector)


def kind_word(text: str, mention: Mention) -> str:
    """What the words beside a mention call it: "" where they say nothing."""
    rest = text[mention.end : mention.end + 80]
    listed = _LIST.match(rest)
    while listed:
        rest = rest[listed.end() :]
        if (word := _word(rest)).endswith("s") and word in _KIND:
            return _KIND[word]
        listed = _LIST.match(rest)
    word = _word(text[mention.end : mention.end + 30])
    if word in _KIND:
        return _KIND[word]
    before = re.search(r"(\w+) of (?:the )?$", text[max(0, mention.start - 30) : mention.start])
    return _KIND.get(before.group(1).lower(), "") if before else ""


def _word(text: str) -> str:
    match = re.match(r"[ \u00a0]([A-Za-z]+)", text)
    return match.group(1).lower() if match else ""


def _behind(text: str, mentions: Sequence[Mention], number: int) -> Mention | None:
    """The mention that follows as the area around: `Paris, Texas`, `Bazarak (Panjshir)`, `Akuressa, in Matara district`."""
    if number + 1 == len(mentions):
        return None
    mention, following = mentions[number], mentions[number + 1]
    between = text[mention.end : following.start]
    if following.type == "demonym" or len(between) > 10 or not _PARENT.fullmatch(between):
        return None
    return following


def describe(all_: Sequence[Toponym], area: frozenset[str]) -> None:
    """Fill in the amounts that do not depend on what is chosen elsewhere."""
    named = {c.entity.id: t for t in all_ for c in t.candidates if KINDS.get(c.entity.type, c.entity.type) in AREAS}
    for toponym in all_:
        for candidate in toponym.candidates:
            candidate.amounts = _amounts(toponym, candidate, named, area)
    for number, toponym in enumerate(all_):
        if not toponym.kind:
            _namesakes(toponym)
        others = around(all_, number)
        for candidate in toponym.candidates:
            candidate.amounts["company"] = _company(candidate, others)


def _namesakes(toponym: Toponym) -> None:
    """An area whose people mostly live in its town of the same name ("Lima", "Kharkiv") is seldom meant by the bare name."""
    for area in toponym.candidates:
        if area.entity.type in ("admin1", "admin2") and area.entity.population:
            towns = [
                c.entity.population
                for c in toponym.candidates
                if c.entity.type in ("city", "capital") and area.entity.id in c.above
            ]
            area.amounts["namesake"] = min(1.0, max(towns, default=0) / area.entity.population)


def around(all_: Sequence[Toponym], number: int) -> list[Toponym]:
    """The other names that may support one: those first named nearest to it, so that a long report stays linear."""
    start = max(0, min(number - MOST_OTHERS // 2, len(all_) - MOST_OTHERS))
    return [t for t in all_[start : start + MOST_OTHERS] if t.name != all_[number].name and t.candidates]


def _amounts(toponym: Toponym, candidate: Candidate, named: dict[str, Toponym], area: frozenset[str]) -> dict[str, float]:
    entity = candidate.entity
    kind = KINDS.get(entity.type, entity.type)
    amounts = {"population": log10(entity.population + 10), "region" if entity.id.startswith("ne:") else kind: 1.0}
    primary = fold(entity.name)
    if primary == toponym.name:
        amounts["first name"] = 1.0
    elif primary.startswith(toponym.name + " "):
        amounts["short name"] = 1.0
    if toponym.kind:
        fits = toponym.kind == kind or (toponym.kind == "city" and kind == "capital")
        amounts["kind fits" if fits else "kind differs"] = 1.0
    if toponym.behind:
        amounts["behind comma" if toponym.behind & {entity.id, *candidate.above} else "not behind comma"] = 1.0
    for id in candidate.above:
        around = named.get(id)
        if around is not None and around is not toponym:
            level = next((c.entity.type for c in around.candidates if c.entity.id == id), "")
            amounts[f"in named {KINDS.get(level, level)}"] = 1 / len(around.candidates) ** 0.5
    if entity.id.startswith("case:"):
        amounts["case"] = 1.0
    if entity.country in area or area & {entity.id, *candidate.above}:
        amounts["setting"] = 1.0
    return amounts


def _company(candidate: Candidate, others: Sequence[Toponym]) -> float:
    """Support from every reading of the other names; a name with many readings says little."""
    total = 0.0
    for other in others:
        total += max(closeness(candidate, near) for near in other.candidates) / len(other.candidates) ** 0.5
    return min(total, MOST_SUPPORT)


def closeness(a: Candidate, b: Candidate) -> float:
    """1 at the same point, 1/e at NEAR_KM, 0 far off; countries and first-level areas are no neighbours."""
    if a.vector is None or b.vector is None or b.entity.type in ("country", "admin1", "continent", "region", "sea"):
        return 0.0
    dot = a.vector[0] * b.vector[0] + a.vector[1] * b.vector[1] + a.vector[2] * b.vector[2]
    if dot < 0.99:  # beyond 900 km
        return 0.0
    return exp(-EARTH_KM * (max(0.0, 2 - 2 * dot) ** 0.5) / NEAR_KM)


def neighbours(candidate: Candidate, weighed: Sequence[tuple[float, Toponym]]) -> tuple[float, float, float]:
    """Support from what is chosen for the others now: near by, in the same first-level area, in the same country."""
    near = area = country = 0.0
    entity = candidate.entity
    for weight, other in weighed:
        chosen = other.candidates[other.chosen]
        theirs = chosen.entity
        if entity.country is None or entity.country == theirs.country:
            near += weight * closeness(candidate, chosen)
            country += weight
            area += weight * (entity.admin1 is not None and entity.admin1 == theirs.admin1)
    return min(near, MOST_SUPPORT), min(area, MOST_SUPPORT), min(country, MOST_SUPPORT)


def weighed(all_: Sequence[Toponym], number: int) -> list[tuple[float, Toponym]]:
    """The others with a weight of 1 for a mention beside this one's, 1/2 at GAP code points."""
    return [(1 / (1 + _gap(all_[number], other) / GAP), other) for other in around(all_, number)]


def _gap(a: Toponym, b: Toponym) -> int:
    return min(abs(x[0] - y[0]) for x in a.spans[:MOST_SPANS] for y in b.spans[:MOST_SPANS])
