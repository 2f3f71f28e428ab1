"""Claims as evidence: who holds, loses, is in or fights over which place, from when, how heavily, by whose word.

What a kind is evidence of stands in data/control.tsv, what weighs on it in data/evidence.tsv. A negated or failed hold is
evidence against that actor, never for another. Claims of plans, questions, comments or analogies are evidence of nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial

from fogline import tables
from fogline.records import STATES, Claim, Place, Ref, Report, Stance
from fogline.situation.forms import Form, Forms, firsts, keep

HAPPENED = ("current", "historical")
UNREAD = ("comment", "furniture")
FIELDED = ("state_forces", "rebel_group", "militia", "government", "organisation", "person")  # a people is never a side
CLASH, TRANSFER = "armed_clash", "territory_transferred"
FOUGHT = ("fight", "repelled")
NOBODY = "nobody"
ALL_BUT = 500  # thousandths: "took everything but X" as evidence that X was not taken
LONG_AGO, NEVER = 0, dt.date.max.toordinal() + 1  # as ordinals: before and after every day
NO_SIDES = frozenset[str]()  # one for all: Python makes each empty one anew
WEEK = 7  # days before publication in which an undated event of current news is taken to have happened

Side = Callable[[Ref, dt.date | None], Ref]
"""The party that an actor stands with on a day, itself where it stands alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One effect of one claim on one place. `weight` is 0..1.5, `voice` is what counts as one for support: the origin that it
    goes back to or, where that has an interest in it, the interest."""

    claim: str
    kind: str
    place: str
    effect: str  # hold | held | lose | present | fight | repelled | strike | cut | encircled | open
    party: str
    start: dt.date
    end: dt.date
    state: bool
    change: bool
    weight: float
    voice: str
    interested: bool
    words: str
    sides: frozenset[str] = NO_SIDES  # of a fight: the parties that are known to take part
    known: int = LONG_AGO  # the day by which its report was, as ordinal


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All evidence, with the places and parties that it is about, their forms on any day (of places as such, not as one claim's
    words have them), and the claims that could not be dated."""

    items: Sequence[Evidence]
    places: Mapping[str, Place]
    parties: Mapping[str, Ref]
    undated: Mapping[str, tuple[str, ...]]  # place → claims
    undated_known: Mapping[str, int] = field(default_factory=dict)  # the days by which these were known
    place_forms: Forms[Place] = field(default_factory=dict)
    party_forms: Forms[Ref] = field(default_factory=dict)


def gather(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
    stances: Mapping[str, Stance],
    side: Side,
    given: Iterable[Known] = (),
) -> Gathered:
    """The evidence in `claims`, which must be those that copy nothing (tracing); `origins` are of the layer `so`. `given` is
    what the case knows before any report."""
    items: list[Evidence] = []
    places, parties = defaultdict[str, list[Form[Place]]](list), defaultdict[str, list[Form[Ref]]](list)
    undated: dict[str, set[str]] = {}
    undated_known: dict[str, int] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        effects = _effects().get(claim.kind, ())
        if not effects or claim.segment in UNREAD or claim.frame not in HAPPENED:
            continue
        report = reports.get(claim.report)
        days = _days(claim, report)
        known = report.known_by.toordinal() if report and report.known_by else NEVER
        told = len(items)
        for n, place in enumerate(_finest(claim)):
            key = place_key(place)
            if place.role == "mentioned" or (claim.kind == "withdrawal" and place.role == "destination"):
                continue
            keep(places[key], (0, _form(place), claim.id, n), known, claim.id, partial(bare, place))
            if days is None:
                undated.setdefault(key, set()).add(claim.id)
                undated_known[claim.id] = known
                continue
            stance = stances.get(claim.id, Stance(word="neutral"))
            for item, party in _items(claim, place, days, known, origins.get(claim.id, claim.id), stance, side):
                if party is not None:
                    keep(
                        parties[item.party],
                        (0, party.name, claim.id, len(items) - told),
                        known,
                        claim.id,
                        partial(_plainly, party),
                    )
                items.append(item)
    for n, (item, place, party) in enumerate(known_before(given, side)):
        items.append(item)
        keep(places[item.place], (1, n), LONG_AGO, item.claim, partial(bare, place))
        keep(parties[item.party], (1, n), LONG_AGO, item.claim, partial(_plainly, party))
    return Gathered(
        items=tuple(sorted(items, key=in_order)),
        places=firsts(places),
        parties=firsts(parties),
        undated={key: tuple(sorted(found)) for key, found in undated.items()},
        undated_known=undated_known,
        place_forms={key: tuple(forms) for key, forms in places.items()},
        party_forms={key: tuple(forms) for key, forms in parties.items()},
    )


def in_order(item: Evidence) -> tuple[str, dt.date, str, str, str]:
    """The order in which evidence is kept and told: of a place by its last day."""
    return item.place, item.end, item.claim, item.effect, item.party


def bare(place: Place) -> Place:
    """A place as such, not as one claim's words have it."""
    return replace(place, text=None, at=None, role="event")


def _plainly(party: Ref) -> Ref:
    return replace(party, text=None, at=None, role=None)


def _finest(claim: Claim) -> list[Place]:
    """The places that a claim is about: a country or a province beside a place in it is where that lies, and of a route only
    the route."""
    real = [place for place in claim.places if place.role != "mentioned"]
    fine = {place.country for place in real if place.precision != "country"}
    around = {plain(place.admin1) for place in real if place.admin1 and place.precision not in ("country", "province")}
    routes = claim.kind == "route_cut" and any(place.precision == "route" for place in claim.places)
    found = [place for place in claim.places if place.precision != "country" or not fine]
    found = [place for place in found if place.precision != "province" or plain(place.name) not in around]
    return [place for place in found if place.precision == "route"] if routes else found


def place_key(place: Place) -> str:
    """What makes two places one: the id or, without one, the name within its country."""
    return place.id or f"name:{place.country or ''}/{plain(place.name)}"


def party_key(ref: Ref) -> str:
    return ref.id or f"name:{plain(ref.name)}"


def plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip().removeprefix("the ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is known, before any report, to have held a place on a day, and whence."""

    place: Place
    holder: Ref
    on: dt.date
    source: str


def known_before(given: Iterable[Known], side: Side) -> Iterable[tuple[Evidence, Place, Ref]]:
    """As evidence of full weight that no claim stands behind."""
    for one in given:
        party = side(one.holder, one.on)
        item = Evidence(
            claim=f"the case, after {one.source}", kind="control", place=place_key(one.place), effect="hold",
            party=party_key(party), start=one.on, end=one.on, state=True, change=False, weight=1.0, voice="case",
            interested=False, words="known beforehand",
        )  # fmt: skip
        yield item, one.place, party


Days = tuple[dt.date, dt.date, str]


def _days(claim: Claim, report: Report | None) -> Days | None:
    """First and last day and whence they come: "time", "implied", or "published" for what is not dated but current."""
    time, published = claim.time, report.published if report else None
    if time is not None:
        start, end = time.start or time.end, time.end or time.start
        if start is None or end is None:
            return None
        if claim.kind in STATES and time.end is None and published and published.basis != "page" and published.end:
            end = max(end, published.end)  # "since May": it still holds when the report is written
        if claim.kind in STATES and time.basis == "implied":
            return end, end, "implied"  # what holds and says no day holds when the report is written
        return start, end, "implied" if time.basis == "implied" else "time"
    if published is None or published.basis == "page" or published.end is None or claim.frame != "current":
        return None
    last = published.end
    if claim.kind in STATES:
        return published.start or last, last, "time"
    return last - dt.timedelta(days=WEEK), last, "published"


def _items(
    claim: Claim, place: Place, days: Days, known: int, origin: str, stance: Stance, side: Side
) -> Iterable[tuple[Evidence, Ref | None]]:
    factor = _factor(claim, days[2], stance)
    against = claim.negated or claim.aspect == "failed" or place.role == "all_except"
    if factor <= 0 or (claim.aspect == "attempted" and not against):
        return
    interested = stance.word in ("interested", "denial")
    if claim.kind == "control" and claim.negated and not claim.actors:
        if not _says_nobody(claim):
            return  # the reader did not find who does not hold it
        effects: list[tuple[str, str, float, bool]] = [(NOBODY, "hold", 1.0, False)]
    else:
        effects = _effects()[claim.kind]
    failed = _effects().get(f"{claim.kind}:failed") if claim.aspect == "failed" and not claim.negated else None
    for slot, effect, weight, change in failed or effects:
        if effect == "fight" and claim.kind != CLASH and not claim.actors:
            continue  # whose shots those were nobody knows: a raid, no battle
        turned = effect if failed or slot == NOBODY else _turned(effect, against, claim.negated)
        if claim.kind in STATES and claim.frame == "historical":
            turned = {"hold": "held"}.get(effect) if turned else None  # it was so until what else is told
        if turned is None:
            continue
        size = weight * factor * (ALL_BUT / 1000 if place.role == "all_except" else 1.0)
        sides = _sides(claim, side, days[1]) if turned in FOUGHT else NO_SIDES
        for party in _parties(claim, slot, side, days[1]):
            yield (
                Evidence(
                    claim=claim.id,
                    kind=claim.kind,
                    place=place_key(place),
                    effect=turned,
                    party=party_key(party) if party else (NOBODY if slot == NOBODY else ""),
                    start=days[0],
                    end=days[1],
                    state=claim.kind in STATES,
                    change=change and turned == effect,
                    weight=_weight(size),
                    voice=f"interest:{stance.side}" if interested else origin,
                    interested=interested,
                    words=_words(claim, stance, against),
                    sides=sides,
                    known=known,
                ),
                party,
            )


def _turned(effect: str, against: bool, negated: bool) -> str | None:
    """What an effect becomes where the claim says that it did not happen: None where it is then evidence of nothing."""
    if not against:
        return effect
    if effect == "hold":
        return "lose"
    if effect == "held":
        return "hold"  # who did not lose a place has it
    if effect == "fight":
        return None if negated else "fight"  # an attack that failed was a fight
    return "open" if effect in ("cut", "encircled") else None


def _parties(claim: Claim, slot: str, side: Side, day: dt.date) -> list[Ref | None]:
    if slot in ("place", NOBODY):
        return [None]
    given = [ref for ref in claim.others if ref.role == "recipient"] or list(claim.targets)
    refs = list(claim.targets if slot == "targets" else claim.actors)
    if slot == "recipient":
        refs = given or refs
    elif slot == "actors" and claim.kind == TRANSFER and not given:
        return []  # "the rebels moved in without a shot": who acts is who receives it
    found = {party_key(party): party for ref in refs if (party := side(ref, day)).type in FIELDED and not _is_anybody(party)}
    return [found[key] for key in sorted(found)]


def _is_anybody(ref: Ref) -> bool:
    """Who is told neither by a name nor by what fights ("traitors", "its men"), or as "we" by somebody whose side nobody knows:
    nobody who can be said to hold a place."""
    is_named = bool(ref.id) and not (ref.id or "").startswith("text:")
    return not is_named and (ref.own or (ref.type in ("person", "organisation") and ref.name.islower()))


def _sides(claim: Claim, side: Side, day: dt.date) -> frozenset[str]:
    """Parties with a name of the case or the world that fight in a claim."""
    parties = (side(ref, day) for ref in (*claim.actors, *claim.targets))
    return _one(frozenset(p.id for p in parties if p.id and not p.id.startswith("text:") and p.type in FIELDED))


@lru_cache(maxsize=1 << 12)
def _weight(size: float) -> float:
    """One object for equal weights."""
    return round(size, 6)


@lru_cache(maxsize=1 << 12)
def _one(sides: frozenset[str]) -> frozenset[str]:
    """One object for equal sides: a million fights have few."""
    return sides


def _factor(claim: Claim, dated: str, stance: Stance) -> float:
    """What weighs on a claim, 0..1.5."""
    step = claim.attribution[0] if claim.attribution else None
    fields = {
        "modality": claim.modality,
        "aspect": claim.aspect,
        "hedged": "yes" if claim.hedged else "no",
        "basis": step.basis if step else "named",
        "stance": stance.word,
        "time": dated,
        "precision": claim.time.precision if claim.time else "day",
    }
    if claim.aspect == "failed":
        fields["aspect"] = "done"
    table, found = _factors(), 1.0
    for name, value in fields.items():
        found *= table.get((name, value), 1000) / 1000
    return found


def _says_nobody(claim: Claim) -> bool:
    """ "Nobody controls the town"."""
    quote = claim.quote.casefold()
    return not _nobody().get(claim.language, frozenset()).isdisjoint(re.findall(r"[\w\u200c-]+", quote)) or "no one" in quote


def _words(claim: Claim, stance: Stance, against: bool) -> str:
    said = [claim.kind.replace("_", " ")]
    said += ["denied or failed"] if against else []
    said += [claim.modality] if claim.modality != "asserted" else []
    said += [stance.word] if stance.word != "neutral" else []
    return sys.intern(", ".join(said))


def _form(place: Place) -> tuple[bool, str, str, tuple[int, int]]:
    """Which form of a place stands for it: with a point first, then by its words, so that order does not matter."""
    return place.lat is None, place.name, place.text or "", place.at or (0, 0)


@lru_cache(maxsize=1)
def _nobody() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in tables.table("nobody.tsv"):
        found.setdefault(row["language"], set()).add(row["word"])
    return {language: frozenset(words) for language, words in found.items()}


@lru_cache(maxsize=1)
def _effects() -> dict[str, list[tuple[str, str, float, bool]]]:
    found: dict[str, list[tuple[str, str, float, bool]]] = {}
    for row in tables.table("control.tsv"):
        effect = row["slot"], row["effect"], int(row["weight"]) / 1000, row["change"] == "yes"
        found.setdefault(row["kind"], []).append(effect)
    return found


@lru_cache(maxsize=1)
def _factors() -> dict[tuple[str, str], int]:
    return {(row["field"], row["value"]): int(row["factor"]) for row in tables.table("evidence.tsv")}
