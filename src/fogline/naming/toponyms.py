"""Which place each place mention means: all mentions of one report are decided together.

A score is a sum of named amounts (topo_evidence) times integer weights, so a choice unfolds into its reasons. Rounds: first
by what stands fixed (name, kind words, areas named, population), then with the support of what is chosen for the others.

The weights are thousandths. A first guess by hand was moved by coordinate ascent on the even documents of lgl and tr_news
(share of matched toponyms within 161 km) and taken back half-way where the gain did not show on the odd ones; the landscape is
flat (±2 points for most weights doubled). `case`, `setting` and REFUSE cannot be fitted there and are set by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fogline.naming.gazetteer import Gazetteer
from fogline.naming.topo_evidence import Candidate, Toponym, describe, neighbours, toponyms, weighed
from fogline.records import Link, Mention, Report

ROUNDS = 3  # at most; earlier where a round changes nothing
REFUSE = 1500  # thousandths: below this nothing speaks for the best candidate but that it has the name
STANDS = 1700  # from which a choice speaks for its neighbours: a city of a hundred thousand does by its size alone
SHORT = 3  # letters: a name of a place that is not large needs one of SURE
SURE = ("country", "admin1", "capital", "region", "kind fits", "behind comma", "in named country", "in named admin1",
        "in named admin2", "case", "setting")  # fmt: skip
WEIGHTS = {
    "population": 300,
    "country": 2600,
    "admin1": 1400,
    "capital": 1500,
    "city": 200,
    "admin2": -300,
    "region": 2000,
    "namesake": -2500,
    "first name": 1300,
    "short name": 700,
    "kind fits": 2000,
    "kind differs": -1000,
    "behind comma": 5000,
    "not behind comma": -500,
    "in named country": 800,
    "in named admin1": 1500,
    "in named admin2": 2000,
    "company": 600,
    "near": 1500,
    "same area": 800,
    "same country": 500,
    "apart": -1200,
    "same sense": 1500,
    "case": 4000,
    "setting": 1200,
}
WORDS = {
    "population": "population",
    "country": "a country",
    "admin1": "a province or state",
    "capital": "a capital",
    "admin2": "a district",
    "region": "a region, sea, river or mountain of the world",
    "namesake": "most of its people live in its town of the same name",
    "first name": "it is the place's first name",
    "short name": "short for its full name",
    "kind fits": "the words beside it call it that",
    "kind differs": "the words beside it call it something else",
    "behind comma": "the area behind the comma contains it",
    "not behind comma": "the area behind the comma does not contain it",
    "in named country": "its country is named",
    "in named admin1": "its province or state is named",
    "in named admin2": "its district is named",
    "company": "other names have readings near it",
    "near": "near other places of the passage",
    "same area": "in the same province or state as others",
    "same country": "in the same country as others",
    "apart": "no other place of the report is in its country",
    "same sense": "the same name elsewhere in the report",
    "case": "a place of the case",
    "setting": "in the area of the case or the outlet",
}


def choose(report: Report, mentions: Sequence[Mention], gazetteer: Gazetteer, *, area: Iterable[str] = ()) -> list[Link]:
    """A Link for each place mention, in their order; `entity` is None where no candidate fits, with the reason.

    `area` is where the report is likely to play (the case's area, the outlet's country): ISO codes of countries, ids of places.
    """
    all_ = toponyms(report.text, mentions, gazetteer)
    describe(all_, frozenset(area))
    settle(all_, WEIGHTS)
    links = {number: _link(mentions[number], toponym) for toponym in all_ for number in toponym.mentions}
    return [links[number] for number in range(len(mentions))]


def settle(all_: Sequence[Toponym], weights: dict[str, int]) -> None:
    """Choose for all toponyms: fixed evidence first, then rounds with the others' choices. What nothing but its name speaks for
    supports no other: two chance villages of one country would hold each other up."""
    near = [weighed(all_, number) for number in range(len(all_))]
    for toponym in all_:
        _rank(toponym, weights)
    own = {id(candidate): candidate.score for toponym in all_ for candidate in toponym.candidates}
    for _ in range(ROUNDS):
        before = [toponym.chosen for toponym in all_]
        senses = _decided(all_)
        for toponym, others in zip(all_, near, strict=True):
            sure = [(weight, o) for weight, o in others if own[id(o.candidates[o.chosen])] >= STANDS]
            _support(toponym, senses.get(toponym.name, frozenset()), sure)
        for toponym in all_:
            _rank(toponym, weights)
        if before == [toponym.chosen for toponym in all_]:
            break


def _support(toponym: Toponym, senses: frozenset[str], others: Sequence[tuple[float, Toponym]]) -> None:
    """Fill in what the others' present choices say; `senses` are choices for the same name that an area behind it decided."""
    for candidate in toponym.candidates:
        near, area, country = neighbours(candidate, others)
        apart = float(bool(others) and country == 0.0)
        candidate.amounts |= {"near": near, "same area": area, "same country": country, "apart": apart}
        if candidate.entity.id in senses and not toponym.behind:
            candidate.amounts["same sense"] = 1.0


def _decided(all_: Sequence[Toponym]) -> dict[str, frozenset[str]]:
    """Name → ids chosen where the text names the area behind it."""
    found: dict[str, frozenset[str]] = {}
    for toponym in all_:
        if toponym.behind and toponym.candidates:
            found[toponym.name] = found.get(toponym.name, frozenset()) | {toponym.candidates[toponym.chosen].entity.id}
    return found


def _rank(toponym: Toponym, weights: dict[str, int]) -> None:
    for candidate in toponym.candidates:
        candidate.score = sum(round(weights.get(name, 0) * amount) for name, amount in candidate.amounts.items())
    order = range(len(toponym.candidates))
    toponym.chosen = max(order, key=lambda i: (toponym.candidates[i].score, -i), default=0)


def _link(mention: Mention, toponym: Toponym) -> Link:
    if not toponym.candidates:
        return Link(span=mention.span, text=mention.text, entity=None, reasons=("no place of this name is known",))
    best = toponym.candidates[toponym.chosen]
    others = [c for c in toponym.candidates if c is not best]
    second = max(others, key=lambda c: c.score, default=None)
    if best.score < REFUSE or _is_chance(mention, best):
        return Link(
            span=mention.span, text=mention.text, entity=None, score=best.score, runner_up=_label(best),
            reasons=(f"nothing but the name speaks for {_label(best)}",),
        )  # fmt: skip
    return Link(
        span=mention.span, text=mention.text, entity=best.entity, score=best.score, reasons=_reasons(best, mention),
        runner_up=_label(second) if second else None,
    )  # fmt: skip


def _is_chance(mention: Mention, candidate: Candidate) -> bool:
    """Whether a name is so short and its place so small that some village anywhere would have it in some language."""
    sure = any(candidate.amounts.get(name) for name in SURE)
    return len(mention.text) <= SHORT and not candidate.entity.is_large and not sure


def _reasons(candidate: Candidate, mention: Mention) -> tuple[str, ...]:
    """What speaks for a choice in words, the heaviest first, each with its thousandths."""
    if mention.type == "demonym":
        return (f"people or things of {candidate.entity.name}",)
    parts = [(round(WEIGHTS.get(name, 0) * amount), name) for name, amount in candidate.amounts.items()]
    return tuple(f"{WORDS[name]} ({weight:+d})" for weight, name in sorted(parts, reverse=True) if weight and name in WORDS)


def _label(candidate: Candidate) -> str:
    entity = candidate.entity
    where = ", ".join(part for part in (entity.admin1 if entity.admin1 != entity.name else None, entity.country) if part)
    return f"{entity.name} ({where}) {entity.id}" if where else f"{entity.name} {entity.id}"
