"""Which words of a sentence name a place: gazetteer before NER, then a small linear weighing of what stands around.

Two steps, because evidence from the whole report counts (a surname stays a surname): `spots` looks at one sentence, `decide`
at all spots of a report. Spots are *hits* (names that the gazetteer knows, demonyms, abbreviations), *built* names ("Darling
Avenue", "Lake Lanier": feature words tell) and *unknown* names that the context calls a place ("the village of Godapitiya").

The weights (data/world/place_weights_en.tsv, thousandths, logistic regression by `bench/toponyms.py --fit`) are fitted on the
even documents of lgl and tr_news only.

Mention.type: name, abbreviation, demonym ("Syrian": stands for the country, is no place of an event), road, feature, unknown.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from fogline import tables
from fogline.reading.sentences import Sentence, Token
from fogline.records import Entity, Mention

INSTITUTION = ("united", "supreme", "superior", "municipal", "tennis", "basketball", "food", "our", "this")
LONGEST = 8  # tokens of a name; "Wilayat-e Sar-e Pul" has 6 with its hyphens
CASE_WEIGHT = 2500  # thousandths for a place of the case: such names are chosen by a person and rarely surnames there
PEOPLE = (("huge", 500_000), ("big", 100_000), ("middling", 15_000), ("small", 2_000), ("tiny", -1))
PERSON_SIGNS = frozenset(("left given", "left title", "next age"))
WITHIN_REPORT = frozenset(("place elsewhere", "person elsewhere", "near sure place"))
SURE = 1500  # thousandths: a spot this sure by its own sentence tells about others of the report
FEW = 3  # candidates: a name with more says little about where a report plays
ABSTAIN = 0  # thousandths: from this score on a spot is a mention


class Names(Protocol):
    """What recognition asks of a gazetteer."""

    def candidates(self, name: str) -> Sequence[Entity]: ...

    def begins(self, name: str) -> bool: ...


@dataclass(slots=True, kw_only=True)
class Spot:
    """A possible place mention: token run `first`..`last` of `sentence`, and what speaks for or against it."""

    sentence: Sentence
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


def places(sentences: Iterable[Sentence], names: Names) -> list[Mention]:
    """The place mentions of one report, in text order, without overlaps."""
    return decide([spot for sentence in sentences for spot in spots(sentence, names)])


def spots(sentence: Sentence, names: Names) -> list[Spot]:
    """All possible place mentions of one sentence with their features; nothing is decided yet."""
    runs = _runs(sentence)
    hits = _hits(sentence, names)
    built = _built(sentence, runs)
    kept = [b for b in built if not any(h.first == b.first and h.last == b.last for h in hits)]
    found = [h for h in hits if not any(b.first <= h.first and h.last <= b.last for b in kept)] + kept
    taken = {i for spot in found for i in range(spot.first, spot.last + 1)}
    found += [u for u in _unknown(sentence, runs) if not taken & set(range(u.first, u.last + 1))]
    found.sort(key=lambda spot: spot.first)
    for number, spot in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        _describe(spot, runs, before, after)
    return found


def decide(found: Sequence[Spot]) -> list[Mention]:
    """Mentions among the spots of one report, by weight and by what the report says of the same name elsewhere."""
    weigh(found, weights())
    return [
        Mention(what="place", text=spot.text, start=spot.start, end=spot.end, type=spot.type)
        for spot in found
        if spot.score > ABSTAIN
    ]


def weigh(found: Sequence[Spot], table: dict[str, int]) -> None:
    """Fill in the report's own evidence and the scores: first each spot by its sentence, then with what the sure ones tell."""
    for spot in found:
        spot.features -= WITHIN_REPORT
        spot.score = sum(table.get(feature, 0) for feature in spot.features)
    sure = [spot for spot in found if spot.score > SURE and spot.type in ("name", "abbreviation", "unknown")]
    places = Counter(spot.key for spot in sure)
    persons = Counter(spot.key for spot in found if spot.features & PERSON_SIGNS)
    areas = {
        area for spot in sure if len(spot.entities) <= FEW for e in spot.entities if (area := (e.country, e.admin1)) != (None, None)
    }
    for spot in found:
        if places[spot.key] > (spot.score > SURE):
            spot.features.add("place elsewhere")
        if persons[spot.key] > places[spot.key]:
            spot.features.add("person elsewhere")
        if spot.type == "name" and spot.score <= SURE and any((e.country, e.admin1) in areas for e in spot.entities if e.admin1):
            spot.features.add("near sure place")
        spot.score = sum(table.get(feature, 0) for feature in spot.features)


@lru_cache(maxsize=1)
def weights() -> dict[str, int]:
    return {row["feature"]: int(row["weight"]) for row in tables.table("world/place_weights_en.tsv")}


# ------------------------------------------------------------------------------------------------------ proposals


@lru_cache(maxsize=1)
def _classes() -> dict[str, frozenset[str]]:
    """Word → its classes in context_en.tsv."""
    found: dict[str, set[str]] = {}
    for row in tables.table("world/context_en.tsv"):
        found.setdefault(row["word"], set()).add(row["class"])
    return {word: frozenset(classes) for word, classes in found.items()}


@lru_cache(maxsize=1)
def _short() -> dict[str, str]:
    """Abbreviation → where it may stand."""
    return {row["form"]: row["use"] for row in tables.table("world/abbreviations.tsv")}


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    return frozenset(row["form"] for row in tables.table("world/demonyms.tsv"))


def _is(token: Token, name: str) -> bool:
    return name in _classes().get(token.lower, ())


def _is_word(word: str, name: str) -> bool:
    return name in _classes().get(word.lower(), ())


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _runs(sentence: Sentence) -> list[tuple[int, int]]:
    """For each token the bounds of its run of capitalised words; (i, i) for a token outside any run."""
    tokens = sentence.tokens
    runs = [(i, i) for i in range(len(tokens))]
    i = 0
    while i < len(tokens):
        j = i
        while j < len(tokens) and _capital(tokens[j]) and tokens[j].pos not in ("DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX"):
            j += 1
        for k in range(i, j):
            runs[k] = (i, j - 1)
        i = max(j, i + 1)
    return runs


def _spot(sentence: Sentence, first: int, last: int, type: str, entities: Sequence[Entity] = ()) -> Spot:
    text, start, end = sentence.words(first, last)
    return Spot(
        sentence=sentence, first=first, last=last, text=text, start=start, end=end, type=type, entities=tuple(entities)
    )


def _hits(sentence: Sentence, names: Names) -> list[Spot]:
    """The longest known name, demonym or abbreviation at each place, from left to right."""
    tokens = sentence.tokens
    found: list[Spot] = []
    i = 0
    while i < len(tokens):
        spot = _longest(sentence, i, names) if _capital(tokens[i]) else None
        if spot is not None:
            found.append(_without_city(spot, names))
        i = spot.last + 1 if spot is not None else i + 1
    return found


def _without_city(spot: Spot, names: Names) -> Spot:
    """`Dublin City` in "Dublin City Council" is the city's name and the council's: only `Dublin` is the place."""
    tokens = spot.sentence.tokens
    if tokens[spot.last].lower not in ("city", "town", "village", "borough") or spot.last == spot.first:
        return spot
    if spot.last + 1 == len(tokens) or not _capital(tokens[spot.last + 1]) or _named(spot.entities, spot.text):
        return spot
    shorter = spot.sentence.words(spot.first, spot.last - 1)[0]
    return _known(spot.sentence, spot.first, spot.last - 1, shorter, names) or spot


def _longest(sentence: Sentence, i: int, names: Names) -> Spot | None:
    tokens = sentence.tokens
    best: Spot | None = None
    for j in range(i, min(len(tokens), i + LONGEST)):
        text, _, _ = sentence.words(i, j)
        if text[-1] == ",":
            break
        if text[-1].isalnum() or text[-1] == ".":
            if _capital(tokens[j]):
                best = _known(sentence, i, j, text, names) or best
        elif j == i:
            return None
        if not names.begins(text):
            break
    return best


def _known(sentence: Sentence, i: int, j: int, text: str, names: Names) -> Spot | None:
    use = _short().get(text)
    if use == "free" or (use == "after" and i and sentence.tokens[i - 1].text == ","):
        return _spot(sentence, i, j, "abbreviation", names.candidates(text))
    if text in _demonyms() or (text.isupper() and text.title() in _demonyms()):
        return _spot(sentence, i, j, "demonym")
    words = text.split()
    if use or len(text) < 2 or all(_is_word(word, "direction") for word in words):
        return None
    if text.isupper() and len(text) < 4 and not sentence.text.isupper():
        return None  # an acronym
    entities = names.candidates(text)
    return _spot(sentence, i, j, "name", entities) if entities else None


def _built(sentence: Sentence, runs: list[tuple[int, int]]) -> list[Spot]:
    """Names with a feature word of their own: roads ("Darling Avenue", "Highway 19") and features ("Lake Lanier")."""
    tokens = sentence.tokens
    found: list[Spot] = []
    i = 0
    while i < len(tokens):
        first, last = runs[i]
        if _is(tokens[i], "road_before") and _capital(tokens[i]) and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
            found.append(_spot(sentence, i, i + 1, "road"))
            i += 2
            continue
        if first == i and _capital(tokens[i]) and last > i:
            spot = _feature(sentence, first, last)
            if spot is not None:
                found.append(spot)
            i = last + 1
            continue
        i += 1
    return found


def _feature(sentence: Sentence, first: int, last: int) -> Spot | None:
    tokens = sentence.tokens
    for end in range(first + 1, last + 1):
        if _is(tokens[end], "street") and not any(_is(tokens[k], "body") or tokens[k].lower in INSTITUTION for k in (end - 1, first)):
            return _spot(sentence, first, end, "road")
    for end in range(last, first, -1):
        if _is(tokens[end], "feature") and not any(_is(tokens[k], "body") for k in range(first, end)):
            return _spot(sentence, first, end, "feature") if end == last else None
    if tokens[first].lower in ("lake", "mount", "mt.", "fort", "ft.", "camp", "cape"):
        return _spot(sentence, first, last, "feature")
    return None


def _unknown(sentence: Sentence, runs: list[tuple[int, int]]) -> list[Spot]:
    """Runs of capitalised words that the gazetteer does not know but that stand where places stand."""
    tokens = sentence.tokens
    found = []
    for i, token in enumerate(tokens):
        first, last = runs[i]
        if first != i or not _capital(token) or not token.text[0].isalpha() or last - first > 2:
            continue
        led = i > 0 and (_is(tokens[i - 1], "preposition") or _of(tokens, i))
        followed = last + 1 < len(tokens) and _is(tokens[last + 1], "area") and not _capital(tokens[last + 1])
        labelled = token.entity in ("GPE", "LOC")
        if (led or followed or labelled) and all(tokens[k].pos in ("PROPN", "") for k in range(first, last + 1)):
            found.append(_spot(sentence, first, last, "unknown"))
    return found


def _of(tokens: list[Token], i: int) -> bool:
    return i > 1 and tokens[i - 1].lower == "of" and _is(tokens[i - 2], "of")


# ------------------------------------------------------------------------------------------------------- evidence


def _describe(spot: Spot, runs: list[tuple[int, int]], before: Spot | None, after: Spot | None) -> None:
    evidence = (*_own(spot), *_run(spot, runs), *_left(spot, before), *_right(spot, after))
    lead = "" if spot.type == "name" else f"{spot.type}: "
    spot.features.update(lead + feature for feature in evidence)


def _own(spot: Spot) -> Iterable[str]:
    """What the name itself and its candidates say."""
    tokens = spot.sentence.tokens[spot.first : spot.last + 1]
    yield "any"
    if spot.type == "name":
        first = _named(spot.entities, spot.text)
        people = max((entity.population for entity in first or spot.entities), default=0)
        size = next(name for name, least in PEOPLE if people > least)
        yield f"{'first' if first else 'alias'} {_class(first or spot.entities)} {size}"
        if any(entity.id.startswith("case:") for entity in spot.entities):
            yield "case"
    if spot.type in ("demonym", "abbreviation"):
        yield "plural" if spot.text.endswith("s") else "singular"
    yield f"words {min(len(tokens), 3)}"
    if all(token.pos in ("PROPN", "") for token in tokens):
        yield "proper"
    elif tokens[-1].pos not in ("PROPN", "ADJ"):
        yield f"tagged {tokens[-1].pos}"
    if len(tokens) == 1:
        yield from (f"word {name}" for name in ("common", "given", "body", "company") if _is(tokens[0], name))
    if spot.text.isupper() and len(spot.text) > 3:
        yield "capitals" if len(spot.text) > 5 or len(tokens) > 1 else "acronym"


def _named(entities: Sequence[Entity], text: str) -> list[Entity]:
    """Those whose first name this is."""
    bare = _bare(text)
    return [entity for entity in entities if _bare(entity.name) == bare]


def _class(entities: Sequence[Entity]) -> str:
    kinds = {entity.type for entity in entities}
    for kind in ("country", "admin1", "capital", "city", "admin2"):
        if kind in kinds:
            return kind
    return "region"


def _run(spot: Spot, runs: list[tuple[int, int]]) -> Iterable[str]:
    """The other words of the run of capitalised words."""
    tokens = spot.sentence.tokens
    first, last = runs[spot.first][0], runs[spot.last][1]
    if first < spot.first:
        left = tokens[spot.first - 1]
        kind = next((k for k in ("title", "given", "direction", "body", "company", "of") if _is(left, k)), "name")
        yield f"left {kind}"
    if last > spot.last:
        right = tokens[spot.last + 1]
        kinds = ("area", "body", "company", "feature", "street", "given", "person_after")
        yield f"right {next((k for k in kinds if _is(right, k)), 'name')}"
        end = next((k for k in ("company", "body", "street", "feature", "area") if _is(tokens[last], k)), "")
        yield f"run ends {end or 'name'}"
    if first == spot.first and last == spot.last:
        yield "alone"
    letters = [token for token in tokens if token.text[0].isalpha()]
    if len(letters) > 3 and sum(_capital(token) for token in letters) > 0.6 * len(letters):
        yield "headline"


def _left(spot: Spot, before: Spot | None) -> Iterable[str]:
    tokens = spot.sentence.tokens
    if not spot.first:
        yield "starts"
        return
    token = tokens[spot.first - 1]
    further = tokens[spot.first - 2] if spot.first > 1 else None
    if token.lower == "of" and further is not None and further.text == ",":
        yield "before aged of"
    elif (token.text in ("R-", "D-", "DFL-")) or (token.text == "-" and further is not None and further.text in ("R", "D", "DFL")):
        yield "before party"
    elif _is(token, "preposition"):
        yield "before in"
    elif _of(tokens, spot.first):
        yield "before city of"
    elif _is(token, "to"):
        yield "before to"
    elif token.text == "," and before is not None and before.last == spot.first - 2:
        yield "after comma place"
    elif token.text in ("-", "–", "/"):
        yield "before dash"
    elif token.lower == "the":
        yield "before the"
    elif token.lower in ("and", "or", ","):
        yield "before and" if before is None or before.last != spot.first - 2 else "before and place"
    elif token.text in ("(", '"', "“"):
        yield "before bracket"
    elif token.pos == "VERB":
        yield "before verb"


def _right(spot: Spot, after: Spot | None) -> Iterable[str]:
    tokens = spot.sentence.tokens
    head = tokens[spot.last]
    if head.dep in ("pobj", "nsubj", "compound", "poss", "appos", "amod", "nmod", "dobj", "ROOT", "conj"):
        yield f"dep {head.dep}"
    if head.dep == "nsubj" and _is(tokens[head.head], "speech"):
        yield "speaks"
    if spot.last + 1 >= len(tokens):
        return
    token = tokens[spot.last + 1]
    further = tokens[spot.last + 2] if spot.last + 2 < len(tokens) else None
    if token.text == "," and further is not None and further.text.isdigit() and len(further.text) < 3:
        yield "next age"
    elif token.text == "," and after is not None and after.first == spot.last + 2:
        yield "comma place"
    elif token.lower in ("'s", "’s"):
        yield "next possessive"
    elif token.text in ("-", "–") and further is not None and _is(further, "residence"):
        yield "next based"
    elif token.text in ("-", "–", "—", "--", "---"):
        yield "next dash" if spot.first and tokens[spot.first - 1].text not in ".)!?" else "dateline"
    elif token.lower in ("and", "or", ",") and after is not None and after.first == spot.last + 2:
        yield "next and place"
    elif _is(token, "speech"):
        yield "next says"
    elif _is(token, "area") and not _capital(token):
        yield "next district"
    elif _is(token, "body") and not _capital(token):
        yield "next police"
    elif token.pos == "NOUN":
        yield "next noun"
    elif token.pos in ("VERB", "AUX"):
        yield "next verb"


@lru_cache(maxsize=20_000)
def _bare(name: str) -> str:
    """Without case and marks, for comparing a name as written with a candidate's first name."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
