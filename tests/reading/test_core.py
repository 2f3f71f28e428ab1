"""The shortest sentences about who has a town, in every language: one claim, of the right kind, party and place; own text."""

from __future__ import annotations

import pytest
from in_war import Told, rows

CASES = [
    pytest.param(*row[:4], row[5], marks=pytest.mark.xfail(strict=True) if row[4] == "open" else (), id=f"{row[0]}-{row[5]}")
    for row in rows("core.tsv")
]


@pytest.mark.parametrize(("language", "kind", "who", "place", "text"), CASES)
def test_who_has_a_town(told: Told, language: str, kind: str, who: str, place: str, text: str) -> None:
    (claim,) = told(language, text)
    kinds = {kind, "territory_transferred"} if kind == "territory_taken" else {kind}
    assert claim.kind in kinds and not claim.negated
    actors = [ref.name for ref in (*claim.actors, *(ref for ref in claim.others if ref.role == "recipient"))]
    wanted = who.split("|")
    assert len(actors) == len(wanted) and all(any(word in name for name in actors) for word in wanted)
    assert [found.name for found in claim.places] == [place] and claim.places[0].id
