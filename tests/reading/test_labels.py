"""Days in figures that open lines."""

from __future__ import annotations

import pytest

from fogline.reading.labels import labels
from fogline.records import Report, Segment


def days(text: str, order: str = "dmy") -> list[tuple[int | None, int | None]]:
    report = Report(id="r", name="n", text=text, language="en", segments=(Segment(kind="body", start=0, end=len(text)),))
    found = labels(report, order)
    assert all(text[m.start : m.end] == m.text for m in found)
    return [(m.expression.day, m.expression.month) for m in found if m.expression]


@pytest.mark.parametrize(
    "text",
    [
        "- 2/02 : The army left.\n- 4/02 : It came back.\n",
        "02/02: The army left.\n04/02: It came back.\n",
        "\u2014 2.02. The army left.\n\u2014 4.02. It came back.\n",
        "\U0001f534 2.02 \u2013 The army left.\n\U0001f534 4.02 \u2013 It came back.\n",
    ],
)
def test_lines_that_open_with_days(text: str) -> None:
    assert days(text) == [(2, 2), (4, 2)]


def test_the_month_stands_first_where_the_language_or_the_figures_say_so() -> None:
    assert days("11/02 The army left.\n11/03 It came back.\n", "ymd") == [(2, 11), (3, 11)]
    assert days("11/17 The army left.\n11/19 It came back.\n") == [(17, 11), (19, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "1.2 million people fled.\n3.4 million stayed.\n",
        "12/09: The army left.\nIt came back.\n",
        "31/02: The army left.\n40/02: It came back.\n",
        "3/05: a\n1/01: b\n9/11: c\n2/02: d\n8/08: e\n",
    ],
)
def test_other_figures_are_no_days(text: str) -> None:
    assert days(text) == []
