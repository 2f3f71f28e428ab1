"""Which claims are told: by their confidence, what they count and what the report is about."""

from __future__ import annotations

import math

import pytest

from fogline.reading import confidence, joining
from fogline.records import Claim, Quantity


def claim(kind: str, sure: int, killed: bool = False) -> Claim:
    numbers = (Quantity(what="killed", low=3, best=3, high=3, text="three", at=(0, 5)),) if killed else ()
    return Claim(
        id=f"{kind} {sure} {killed}", report="r", segment="body", language="en", kind=kind, quote="", start=0, end=0,
        trigger=(0, 0), quantities=numbers, confidence=sure,
    )  # fmt: skip


def test_news_of_an_incident_is_told_where_it_is_sure() -> None:
    told = confidence.told([claim("arrest", 64), claim("arrest", 66), claim("bombing", 12), claim("bombing", 12, killed=True)])
    assert [c.id for c in told] == ["arrest 66 False", "bombing 12 True"]


def test_an_account_of_a_war_is_told_whole() -> None:
    ground = [claim(kind, 60) for kind in ("control", "advance", "encirclement", "strength", "supply")]
    assert len(confidence.told([*ground, claim("arrest", 9)])) == 6
    assert len(confidence.told([*ground[:1], claim("arrest", 9)])) == 0
    assert len(confidence.told([*ground[:1], claim("arrest", 9)], about=1.0)) == 2
    assert len(confidence.told([claim("control", 60)] * 4)) == 0  # one thing told four times


def test_how_far_a_report_is_an_account_of_a_war_grows_steadily() -> None:
    def share(*told: tuple[str, float]) -> float:
        return confidence.war(told, 1.0, 2.0)

    sure = [("control", 1.0), ("advance", 1.0)]
    assert share(*sure[:1]) == 0.0 and share(*sure) == 1.0
    assert share(*sure[:1], ("shelling", 0.5)) == pytest.approx(0.25)
    assert share(*sure[:1], ("protest", 1.0)) == pytest.approx(0.6)
    assert share(*sure[:1], ("arrest", 1.0)) == pytest.approx(0.3)
    assert share(*sure[:1], ("displacement", 1.0), ("casualties", 1.0)) == 0.0  # floods kill and displace too
    assert share(("control", 0.9), ("talks", 1.0), ("statement", 1.0)) == 0.0  # diplomacy alone is none


def test_doubts_add_up_and_sureness_costs_nothing() -> None:
    assert confidence.doubt([]) == 0.0
    assert confidence.doubt([20_000, -20_000]) == pytest.approx(0.0, abs=1e-6)
    assert confidence.doubt([0]) == pytest.approx(math.log(0.5))
    assert confidence.doubt([0, 1000]) < confidence.doubt([0])


def test_log_odds_and_back() -> None:
    assert confidence.odds(0) == 0.5
    assert confidence.odds(round(1000 * joining.log_odds(0.9))) == pytest.approx(0.9, abs=1e-3)
    assert joining.log_odds(0.0) == -joining.MOST and joining.log_odds(1.0) == joining.MOST


def test_a_row_is_weighed_by_its_names() -> None:
    row = joining.part_row(parse=1500, tagger=0.5, ruled=True, elsewhere=False)
    assert "elsewhere" not in row
    assert joining.total(row, {"any": 100, "parse": 200, "ruled": 7}) == 100 + 300 + 7


def test_the_packaged_weights_know_every_decision() -> None:
    weights = joining.weights("en")
    assert set(weights) >= {joining.PREDICATE, confidence.CLAIM, "actor", "target", "place", "killed", "wounded", "number"}
    assert weights[joining.PREDICATE]["parse"] > 0 and weights["actor"]["tagger"] > 0
