"""What is judged for all places and days at once, by the last word of each voice, is what each comes to alone, by all that was
ever said; and the shares are those of the closed form, written out."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import replace

import made
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.situation import Survey, crowd, fading
from fogline.situation.evidence import LONG_AGO, NEVER, Evidence, Gathered
from fogline.situation.ledger import HELD, STRIKE, ledger
from fogline.situation.shares import UNKNOWN

FIRST = dt.date(2030, 1, 1)
PARTIES = {ref.id: ref for ref in (*map(made.ref, ("Reds", "Blues", "Greens")), made.ref("men", id="text:men"))}
EFFECTS = (*["hold"] * 5, "lose", "lose", "held", "present", "fight", "fight", "repelled", "strike", "cut", "encircled", "open")
NOBODYS = ("cut", "encircled", "open", "strike", "fight", "repelled")
PARENTS = {"case:orlin": "case:northmark", "case:besk": "case:northmark", "case:northmark": "case:realm"}
PLACES = (*PARENTS, "case:realm")


@st.composite
def evidence(
    draw: st.DrawFn, n: int, places: tuple[str, ...] = PLACES, lengths: tuple[int, ...] = (0, 0, 0, 2, 6, 20)
) -> Evidence:
    effect = draw(st.sampled_from(EFFECTS))
    start = FIRST + dt.timedelta(days=draw(st.integers(0, 120)))
    return Evidence(
        claim=f"clm_{draw(st.integers(max(0, n - 1), n)):03}",
        kind=draw(st.sampled_from(("control", "territory_taken"))),
        place=draw(st.sampled_from(places)),
        effect=effect,
        party="" if effect in NOBODYS else draw(st.sampled_from((*sorted(PARTIES), "nobody"))),
        start=start,
        end=start + dt.timedelta(days=draw(st.sampled_from(lengths))),
        state=draw(st.booleans()),
        change=effect in ("hold", "lose") and draw(st.booleans()),
        weight=draw(st.sampled_from((0.1, 0.15, 0.3, 0.7, 1.0, 1.5))),
        voice=draw(st.sampled_from(("outlet:a", "outlet:b", "interest:c"))),
        interested=draw(st.booleans()),
        words="says so",
        sides=frozenset(draw(st.sets(st.sampled_from(sorted(PARTIES)), max_size=2))) if effect == "fight" else frozenset(),
    )


def told(**drawn: tuple[object, ...]) -> st.SearchStrategy[tuple[Evidence, ...]]:
    return st.integers(1, 30).flatmap(lambda n: st.tuples(*(evidence(i, **drawn) for i in range(n))))


def surveyed(items: tuple[Evidence, ...], parents: dict[str, str] = PARENTS) -> Survey:
    ordered = tuple(sorted(items, key=lambda item: (item.place, item.end, item.claim, item.effect, item.party)))
    places = {item.place: made.place(item.place.removeprefix("case:")) for item in ordered}
    gathered = Gathered(items=ordered, places=places, parties=PARTIES, undated={"case:besk": ("clm_x",)})
    return Survey(gathered=gathered, ledger=ledger(ordered, PARTIES), parents=parents)


DAYS = st.integers(-5, 160).map(lambda after: FIRST + dt.timedelta(days=after))


@settings(max_examples=200, deadline=None)
@given(told(), DAYS)
def test_the_last_words_are_enough(items: tuple[Evidence, ...], day: dt.date) -> None:
    survey = surveyed(items, {})
    rows = survey.ledger
    until = rows.effect == HELD
    first = np.where(rows.effect == STRIKE, NEVER, np.where(until, LONG_AGO, rows.start))
    unpruned = replace(survey, ledger=replace(rows, first=first, last=np.where(until, rows.start - 1, NEVER)))
    for one, two in zip(survey.situations(day), unpruned.situations(day), strict=True):
        assert replace(one, claims=(), reasons=()) == replace(two, claims=(), reasons=())


@settings(max_examples=200, deadline=None)
@given(told(), DAYS)
def test_all_at_once_is_each_alone(items: tuple[Evidence, ...], day: dt.date) -> None:
    survey = surveyed(items)
    more = [made.place("Tarn"), made.place("Besk")]
    assert [survey.at(s.place.id, day) for s in survey.situations(day)] == list(survey.situations(day))
    every = survey.everywhere(more, day)
    assert [survey.at(s.place.id, day, None, s.place) for s in every] == list(every)
    course = list(survey.course("case:orlin", day - dt.timedelta(days=3), day))
    assert course == [(s.on, s.status, s.holder) for s in (survey.at("case:orlin", on) for on, _, _ in course)]


@settings(max_examples=200, deadline=None)
@given(told(places=("case:orlin",), lengths=(0,)), DAYS)
def test_shares_are_the_closed_form(items: tuple[Evidence, ...], day: dt.date) -> None:
    """Of claims that are dated to a day: what each voice says most strongly, faded, after what later changes took; boasts as
    heavy as what bears them out."""
    items = tuple(replace(item, weight=borne_out(item, items)) for item in items)
    said = [item for item in items if item.start <= day]
    changes = [i for i in said if i.effect == "lose" or (i.effect == "hold" and (i.change or i.kind == "control"))]
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for item in said:
        if item.effect == "hold":
            taken: dict[str, float] = defaultdict(float)
            for change in changes:
                if undoes(change, item):
                    taken[change.voice] = max(taken[change.voice], min(0.95, 0.95 * change.weight))
            left = math.prod(1 - share for share in taken.values())
            value = item.weight * 0.5 ** ((day - item.start).days / 45) * left
            best[item.party][item.voice] = max(best[item.party].get(item.voice, 0.0), value)
    soon = [i.start for i in items if i.effect == "hold" and i.change and i.start > day]
    for item in items:
        if item.effect == "held" and item.start > day and not any(start < item.start for start in soon):
            value = item.weight * 0.5 ** ((item.start - day).days / 10)
            best[item.party][item.voice] = max(best[item.party].get(item.voice, 0.0), value)
    weights = {party: math.fsum(voices.values()) for party, voices in best.items()}
    total = math.fsum(weights.values()) + UNKNOWN
    for situation in surveyed(items).situations(day):
        found = dict(situation.shares)
        for party, weight in weights.items():
            assert abs(found.get(party, 0.0) - weight / total) < 0.003


@settings(max_examples=200, deadline=None)
@given(told(places=("case:orlin", "case:besk")), DAYS)
def test_a_crowded_place_is_judged_like_any_other(items: tuple[Evidence, ...], day: dt.date) -> None:
    with pytest.MonkeyPatch.context() as patch:
        pairs = surveyed(items).situations(day)
        patch.setattr(fading, "CROWD", 0)
        assert surveyed(items).situations(day) == pairs
        patch.setattr(crowd, "CELLS", 1)
        assert surveyed(items).situations(day) == pairs


def test_a_claim_undoes_what_others_say_alone() -> None:
    """One says that the Blues have Orlin, another that they have it and lost it on the same day: the other's word stands."""
    blues = "case:blues"
    one = Evidence(
        claim="clm_000", kind="control", place="case:orlin", effect="hold", party=blues, start=FIRST, end=FIRST, state=False,
        change=False, weight=0.1, voice="outlet:a", interested=False, words="says so",
    )  # fmt: skip
    other = replace(one, claim="clm_001")
    (found,) = surveyed((one, other, replace(other, effect="lose"))).situations(FIRST)
    assert dict(found.shares)[blues] == 0.25


def borne_out(boast: Evidence, items: tuple[Evidence, ...]) -> float:
    """The weight of a claim: of an interested one of a capture as much as those who say next who has the place give it."""
    if not (boast.interested and boast.change and boast.effect == "hold"):
        return boast.weight
    words = defaultdict[dt.date, list[Evidence]](list)
    for item in items:
        on = item.start - dt.timedelta(days=item.effect == "held")
        says = item.effect == "held" or (item.effect == "hold" and (item.change or item.kind == "control"))
        if says and not item.interested and on >= boast.start:
            words[on].append(item)
    weight, agreed = boast.weight, sorted(words)
    if not agreed or (agreed[0] - boast.start).days > 14:
        return weight
    for on in agreed:
        if {item.party for item in words[on]} != {boast.party}:
            break
        weight = max([weight, *(item.weight for item in words[on])])
    return weight


def undoes(change: Evidence, item: Evidence) -> bool:
    if change.effect == "lose":
        later = change.end > item.end or (change.end == item.end and not change.change)
        return later and change.party == item.party and change.claim != item.claim
    later = change.end > item.end if change.change else (change.start - item.end).days >= 3
    return later and change.party != item.party
