"""What an outlet takes back is no evidence any more, from the day on which it took it back; the claims stay to be seen."""

from __future__ import annotations

import made

from fogline import casework
from fogline.records import ClaimLink, Reading

BACK = "we reported wrongly"
WORDS = {"Grey": "ash coal dust slate smoke", "Olive": "grove press jar mill stone", "Back": "error desk reader note page"}


def report_of(n: str, on: int, source: str, before: str = "") -> made.Report:
    """A report whose words are its own, so that nothing is traced to another."""
    return made.report(f"{before} {WORDS[n]} seized the town of {n}. {WORDS[n][::-1]}.", on=on, source=source)


def told(n: str, *, on: int, source: str, kind: str = "territory_taken", **slots) -> Reading:
    report = report_of(n, on, source)
    return made.reading(report, made.claim(report, "seized the town", kind, **given(kind) | slots))


def given(kind: str) -> dict[str, object]:
    where = {"places": ["Orlin"], "time": made.when(3)}
    return where | ({} if kind == "casualties" else {"actors": ["Reds"]})


def taken_back(*, on: int, source: str, kind: str = "territory_taken", **slots) -> Reading:
    report = report_of("Back", on, source, BACK)
    content = made.claim(report, "seized the town", kind, negated=True, **given(kind) | slots)
    links = [ClaimLink(type="retracts", claim=content.id)]
    return made.reading(report, made.claim(report, BACK, "denial", links=links), content)


def statuses(record: casework.Record, on: int) -> list[tuple[str, str | None]]:
    return [(s.status, s.holder.name if s.holder else None) for s in record.situations(made.day(on)) if s.place.name == "Orlin"]


def test_a_withdrawn_capture_is_denied_and_holds_nothing():
    readings = [told("Grey", on=4, source="Wire"), taken_back(on=8, source="Wire")]
    record = casework.compose(readings, [])
    (event,) = record.events
    assert event.status == "denied" and any("withdrawn by" in reason for reason in event.reasons)
    assert all(holder != "Reds" for _, holder in statuses(record, 9))
    assert record.known_on(made.day(7)).events[0].status == "single-origin"
    assert [holder for _, holder in statuses(record.known_on(made.day(7)), 7)] == ["Reds"]


def test_what_others_told_stands():
    readings = [told("Grey", on=4, source="Wire"), told("Olive", on=4, source="Post"), taken_back(on=8, source="Wire")]
    record = casework.compose(readings, [])
    (event,) = record.events
    assert (len(event.claims), event.origins, event.status) == (2, 1, "denied")
    assert set(record.withdrawn.claims) == {readings[0].claims[0].id}


def test_another_outlet_s_error_is_not_one_s_own():
    record = casework.compose([told("Grey", on=4, source="Wire"), taken_back(on=8, source="Post")], [])
    assert not record.withdrawn.claims


def test_a_withdrawn_figure_leaves_the_dead():
    dead = [made.number("killed", 40, of="villagers")]
    fewer = [made.number("killed", 14, of="villagers")]
    readings = [
        told("Grey", on=4, source="Wire", kind="casualties", quantities=dead),
        told("Olive", on=8, source="Wire", kind="casualties", quantities=fewer),
        taken_back(on=9, source="Wire", kind="casualties", quantities=dead),
    ]
    (event,) = casework.compose(readings, []).events
    assert event.status != "denied"
    assert [(q.low, q.best, q.high) for q in event.quantities] == [(14, 14, 14)]


def test_order_changes_nothing():
    readings = [told("Grey", on=4, source="Wire"), told("Olive", on=4, source="Post"), taken_back(on=8, source="Wire")]
    assert casework.compose(readings, []).events == casework.compose(readings[::-1], []).events
