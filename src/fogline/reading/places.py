"""Which words of a sentence name a place: gazetteer before NER, then a small linear weighing of what stands around.

Two steps, because evidence from the whole report counts (a surname stays a surname): `spots` proposes in one sentence, `decide`
weighs all spots of a report. Spots are names that the gazetteer knows, demonyms, abbreviations, names built with a feature
word ("Darling Avenue", "Lake Lanier") and unknown names where places stand ("the village of Godapitiya").

Mention.type: name, abbreviation, demonym ("Syrian": a people or a state, no place of an event), road, feature, unknown.

NER as a further feature changed F1 on lgl and tr_news by .005 at most, at several times the cost, so it is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import Protocol

from fogline import tables
from fogline.reading.places_evidence import Spot, View, describe, is_a, leads_of, word_is
from fogline.reading.sentences import Sentence
from fogline.records import Entity, Mention

LONGEST = 8  # tokens of a name; "Wilayat-e Sar-e Pul" has 6 with its hyphens
PERSON_SIGNS = frozenset(("left given", "left title", "next age"))
WITHIN_REPORT = frozenset(("place elsewhere", "person elsewhere", "near sure place"))
SURE = 1500  # thousandths: a spot this sure by its own sentence tells about others of the report
ACCEPT = 0  # thousandths: above this a spot is a mention, i.e. more likely one than not in the calibration set
FEW = 3  # candidates: a name with more says little about where a report plays
# A first word that makes "Way", "Court", "Park" no road and no feature.
INSTITUTION = frozenset(("united", "supreme", "superior", "municipal", "tennis", "basketball", "food"))
LEAST_POSSESSIVE = 5  # letters
PARTICLES = frozenset(("e", "i", "ye", "al", "el", "ul", "sur", "de", "du", "am", "an", "on", "upon"))
SHORTENED = frozenset(("city", "town", "village", "borough"))


class Names(Protocol):
    """What recognition asks of a gazetteer."""

    def candidates(self, name: str) -> Sequence[Entity]:
        """Places with this name, case and marks apart."""
        ...

    def begins(self, name: str) -> bool:
        """Whether a longer known name starts with these words."""
        ...

    def common(self) -> Sequence[str]:
        """Names of several words that begin with a small letter."""
        ...


def places(sentences: Iterable[Sentence], names: Names) -> list[Mention]:
    """The place mentions of one report, in text order, without overlaps."""
    return decide([spot for sentence in sentences for spot in spots(sentence, names)])


def spots(sentence: Sentence, names: Names) -> list[Spot]:
    """All possible place mentions of one sentence with their features, in text order; nothing is decided yet."""
    view = View.of(sentence)
    hits = _hits(view, names)
    known = {(hit.first, hit.last) for hit in hits}
    built = [spot for spot in _built(view) if (spot.first, spot.last) not in known] if view.cased else []
    found = [hit for hit in hits if not any(b.first <= hit.first and hit.last <= b.last for b in built)] + built
    taken = {i for spot in found for i in range(spot.first, spot.last + 1)}
    found += [spot for spot in _unknown(view) if taken.isdisjoint(range(spot.first, spot.last + 1))]
    found.sort(key=lambda spot: (spot.first, -spot.last))
    for number, spot in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        describe(spot, view, found[number - 1] if number else None, after)
    return found


def decide(found: Sequence[Spot]) -> list[Mention]:
    """Mentions among the spots of one report, by weight and by what the report says of the same name elsewhere."""
    weigh(found, weights())
    mentions: list[Mention] = []
    for spot in found:
        if spot.score > ACCEPT and (not mentions or mentions[-1].end <= spot.start):
            mentions.append(Mention(what="place", text=spot.text, start=spot.start, end=spot.end, type=spot.type))
    return mentions


def weigh(found: Sequence[Spot], table: dict[str, int]) -> None:
    """Fill in the scores: first each spot by its sentence, then with what the sure ones tell of the others."""
    for spot in found:
        spot.features -= WITHIN_REPORT
        spot.score = _score(spot, table)
    sure = [spot for spot in found if spot.score > SURE and spot.type in ("name", "abbreviation", "unknown")]
    named = Counter(spot.key for spot in sure)
    persons = Counter(spot.key for spot in found if spot.features & PERSON_SIGNS)
    areas = {(e.country, e.admin1) for spot in sure if len(spot.entities) <= FEW for e in spot.entities if e.admin1}
    for spot in found:
        if named[spot.key] > (spot.score > SURE):
            spot.features.add("place elsewhere")
        if persons[spot.key] > named[spot.key]:
            spot.features.add("person elsewhere")
        if spot.type == "name" and spot.score <= SURE and any((e.country, e.admin1) in areas for e in spot.entities):
            spot.features.add("near sure place")
    for spot in found:
        spot.score = _score(spot, table)


def _score(spot: Spot, table: dict[str, int]) -> int:
    if "no weights" in spot.features:
        return SURE + 1 if _safe(spot) else ACCEPT
    return sum(table.get(feature, 0) for feature in spot.features)


@lru_cache(maxsize=1)
def weights() -> dict[str, int]:
    """Feature → thousandths of a logit, as fitted by `bench/toponyms.py --fit` (the table says on what)."""
    return {row["feature"]: int(row["weight"]) for row in tables.table("world/place_weights_en.tsv")}


def _safe(spot: Spot) -> bool:
    """For text without capitals and languages without weights: a name that is hardly ever anything else."""
    if spot.type in ("demonym", "abbreviation") or "case" in spot.features:
        return True
    if spot.type != "name" or word_is(spot.text, "common") or word_is(spot.text, "given"):
        return False
    return any(entity.is_large for entity in spot.entities)


@lru_cache(maxsize=1)
def _short() -> dict[str, str]:
    """Abbreviation → where it may stand."""
    return {row["form"]: row["use"] for row in tables.table("world/abbreviations.tsv")}


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(row["form"] for row in tables.table("world/demonyms.tsv"))


def _hits(view: View, names: Names) -> list[Spot]:
    """The longest known name, demonym or abbreviation at each place, from left to right."""
    found: list[Spot] = []
    common = {tuple(name.lower().split()) for name in names.common()}
    i = 0
    while i < len(view.tokens):
        spot = _longest(view, i, names) if view.capital[i] else _common(view, i, common, names)
        if spot is not None:
            found.append(_without_city(spot, view, names))
        i = spot.last + 1 if spot is not None else i + 1
    return found


def _common(view: View, i: int, common: Set[tuple[str, ...]], names: Names) -> Spot | None:
    """A name that the case writes with a small letter: "the bridge at Kesh"."""
    ends = range(min(len(view.tokens), i + LONGEST), i + 1, -1) if common else ()
    last = next((j - 1 for j in ends if tuple(token.lower for token in view.tokens[i:j]) in common), None)
    return None if last is None else view.spot(i, last, "name", names.candidates(view.sentence.words(i, last)[0]))


def _longest(view: View, i: int, names: Names) -> Spot | None:
    best: Spot | None = None
    for j in range(i, min(len(view.tokens), i + LONGEST)):
        text = view.sentence.words(i, j)[0]
        if text[-1] == "," or (j == i and not text[-1].isalnum() and text[-1] != "."):
            break
        if view.capital[j] and (text[-1].isalnum() or text[-1] == "."):
            best = _known(view, i, j, text, names) or best
        if not names.begins(text):
            break
    return best


def _known(view: View, i: int, j: int, text: str, names: Names) -> Spot | None:
    written = text if view.cased else text.upper()
    use = _short().get(written)
    if use is not None and "." not in written and not view.cased:
        return None  # "us", "in", "or" without capitals
    if use == "free" or (use == "after" and i and view.tokens[i - 1].text == ","):
        return view.spot(i, j, "abbreviation", names.candidates(written))
    if text in _demonyms() or ((text.isupper() or not view.cased) and text.title() in _demonyms()):
        return view.spot(i, j, "demonym")
    if use or len(text) < 2 or all(word_is(word, "direction") for word in text.split()):
        return None
    if text.isascii() and text.isupper() and len(text) < 4 and view.cased:
        return None  # an acronym
    entities = names.candidates(text)
    if not entities and (owner := _without_apostrophe(view, j, text, names)):
        spot = view.spot(i, j, "name", owner)
        return replace(spot, text=text[:-1], end=spot.end - 1)
    if word_is(text, "other") or _goes_on(view, j):
        entities = [entity for entity in entities if entity.id.startswith("case:")]
    return view.spot(i, j, "name", entities) if entities else None


def _without_apostrophe(view: View, j: int, text: str, names: Names) -> Sequence[Entity]:
    """ "Syrias Idlib", "Aleppos outskirts": the possessive of scraped text, where more follows that it may own."""
    if (
        not view.cased
        or len(text) < LEAST_POSSESSIVE
        or not text.endswith("s")
        or text.endswith("ss")
        or j + 1 >= len(view.tokens)
    ):
        return ()
    follows = view.tokens[j + 1]
    owns = follows.pos in ("PROPN", "NOUN", "ADJ") and follows.text[0].isalpha()
    return [e for e in names.candidates(text[:-1]) if e.is_large] if owns else ()


def _goes_on(view: View, j: int) -> bool:
    """Whether a hyphen and a particle join the name to more: `Dara` in "Dara-e-Hazara" is no name of its own."""
    tokens = view.tokens
    if j + 3 >= len(tokens) or tokens[j + 1].text != "-" or tokens[j + 1].start != tokens[j].end:
        return False
    return tokens[j + 2].lower in PARTICLES and tokens[j + 3].text == "-"


def _without_city(spot: Spot, view: View, names: Names) -> Spot:
    """`Dublin City` in "Dublin City Council" is the city's name and the council's: only `Dublin` is the place."""
    following = spot.last + 1
    if view.tokens[spot.last].lower not in SHORTENED or spot.last == spot.first:
        return spot
    if following == len(view.tokens) or not view.capital[following] or spot.named():
        return spot
    shorter = view.sentence.words(spot.first, spot.last - 1)[0]
    return _known(view, spot.first, spot.last - 1, shorter, names) or spot


def _built(view: View) -> list[Spot]:
    """Names with a feature word of their own: roads ("Darling Avenue", "Highway 19") and features ("Lake Lanier")."""
    tokens = view.tokens
    found: list[Spot] = []
    i = 0
    while i < len(tokens):
        first, last = view.runs[i]
        if view.capital[i] and is_a(tokens[i], "road_before") and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
            found.append(view.spot(i, i + 1, "road"))
            i += 2
        elif view.capital[i] and first == i < last:
            found.extend(_feature(view, first, last))
            i = last + 1
        else:
            i += 1
    return found


def _feature(view: View, first: int, last: int) -> list[Spot]:
    tokens = view.tokens
    if any(tokens[k].lower in INSTITUTION for k in range(first, last)):
        return []
    for end in range(first + 1, last + 1):
        if is_a(tokens[end], "street") and not (is_a(tokens[end - 1], "body") or is_a(tokens[first], "body")):
            return [view.spot(first, end, "road")]
    if is_a(tokens[last], "feature") and not any(is_a(tokens[k], "body") for k in range(first, last)):
        return [view.spot(first, last, "feature")]
    return [view.spot(first, last, "feature")] if is_a(tokens[first], "leads") else []


def _unknown(view: View) -> list[Spot]:
    """Runs of capitalised words that the gazetteer does not know but that stand where places stand."""
    tokens = view.tokens
    found = []
    for i, token in enumerate(tokens):
        first, last = view.runs[i]
        if first != i or not view.capital[i] or not token.text[0].isalpha() or last - first > 2:
            continue
        led = i > 0 and (is_a(tokens[i - 1], "preposition") or leads_of(tokens, i))
        followed = last + 1 < len(tokens) and is_a(tokens[last + 1], "area") and not view.capital[last + 1]
        if (led or followed) and all(tokens[k].pos in ("PROPN", "") for k in range(first, last + 1)):
            found.append(view.spot(first, last, "unknown"))
    return found
