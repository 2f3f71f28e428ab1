"""Two passages of one voice side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fogline.desk.pages.origin import compared


def test_what_differs_is_marked_on_either_side():
    left, right = compared("Blues shelled Orlin, killing 12.", "BLUES reportedly shelled Orlin, killing 15.")
    assert [text for text, same in left if not same] == ["12"]
    assert [text for text, same in right if not same] == [" reportedly", "15"] or "reportedly" in "".join(
        text for text, same in right if not same
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_of_either_text_is_lost(one, other):
    for text, pieces in zip((one, other), compared(one, other), strict=True):
        assert "".join(piece for piece, _ in pieces) == text


def test_the_voices_of_an_event_lead_to_their_passages(desk):
    (event,) = desk.get("/events.json").json()["events"]
    for origin in desk.get(f"{event['address']}.json").json()["origins"]:
        told = desk.get(f"/origins/{origin['id']}.json").json()
        assert told["layer"] == "so" and told["first"]["pieces"]
        assert desk.get(f"/origins/{origin['id']}").status_code == 200
    assert desk.get("/origins/org_0").status_code == 404
