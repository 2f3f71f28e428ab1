"""Looking at the last word of each voice alone gives what looking at all that was said gives."""

from __future__ import annotations

import datetime as dt

import made
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.situation import control
from fogline.situation.control import Ground
from fogline.situation.evidence import Evidence
from fogline.situation.ledger import Ledger

FIRST = dt.date(2030, 1, 1)
PARTIES = {name: made.ref(name) for name in ("Reds", "Blues", "Greens")}
EFFECTS = ("hold", "hold", "hold", "lose", "held", "present", "fight", "strike", "cut", "encircled", "open")


@st.composite
def evidence(draw: st.DrawFn, n: int) -> Evidence:
    effect = draw(st.sampled_from(EFFECTS))
    start = FIRST + dt.timedelta(days=draw(st.integers(0, 120)))
    party = "" if effect in ("cut", "encircled", "open", "strike", "fight") else draw(st.sampled_from(sorted(PARTIES)))
    return Evidence(
        claim=f"clm_{n:03}",
        kind="control",
        place="case:orlin",
        effect=effect,
        party=party,
        start=start,
        end=start + dt.timedelta(days=draw(st.sampled_from((0, 0, 0, 0, 6)))),
        state=draw(st.booleans()),
        change=effect in ("hold", "lose") and draw(st.booleans()),
        weight=draw(st.sampled_from((0.15, 0.7, 1.0))),
        voice=draw(st.sampled_from(("outlet:a", "outlet:b", "interest:c"))),
        interested=False,
        words="says so",
        sides=frozenset(draw(st.sets(st.sampled_from(sorted(PARTIES)), max_size=2))) if effect == "fight" else frozenset(),
    )


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 24).flatmap(lambda n: st.tuples(*(evidence(i) for i in range(n)))), st.integers(-5, 160))
def test_the_last_words_are_enough(items: tuple[Evidence, ...], after: int) -> None:
    day, ledger = FIRST + dt.timedelta(days=after), Ledger(items)

    def judged(own: tuple[Evidence, ...]) -> tuple[object, ...]:
        ground = Ground(
            place=made.place("Orlin"), ledger=ledger, own=own, area=(), parts=(), parties=PARTIES, undated=()
        )  # fmt: skip
        found = control.judge(ground, day, None)
        return (
            found.status,
            found.holder,
            found.authority,
            found.evidence,
            found.access,
            found.shares,
            found.since,
            found.presence,
        )

    assert judged(tuple(ledger.on(day))) == judged(items)
