"""Who has the ground that is taken over without a fight, and whose men are meant; own text."""

from __future__ import annotations

import pytest
from in_war import Told

RECEIVED = {
    "ar": ("تسلّم مجلس المدرجات ظهر السبت مدينة الزيتون من حرس النوتية.", "مجلس المدرجات", "حرس النوتية"),
    "hu": ("A lázadók szombaton harc nélkül átvették a várost az őröktől.", "lázadók", "őröktől"),
}


@pytest.mark.parametrize(("language", "told_of"), RECEIVED.items(), ids=RECEIVED)
def test_who_takes_over_has_it_from_who_gives_it(told: Told, language: str, told_of: tuple[str, str, str]) -> None:
    text, receiver, giver = told_of
    (claim,) = [c for c in told(language, text) if c.kind == "territory_transferred"]
    assert [ref.text for ref in claim.others if ref.role == "recipient"] == [receiver]
    assert [ref.text for ref in claim.actors] == [giver]
