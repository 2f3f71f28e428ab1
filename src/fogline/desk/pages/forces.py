"""What actors are said to have on a day: ranges with each figure's claim; none is the mean of others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from fogline.contract import strength_line
from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.page import Lines
from fogline.desk.privacy import withheld
from fogline.publish import words
from fogline.situation.relations import Strength


def strengths(view: View, on: dt.date, parties: Collection[str] | None = None) -> list[Lines]:
    """Of all actors, or of those who stand with some parties (keys of `Record.party`)."""
    told = view.of_days.once(("strengths", on), lambda: view.record.strengths(on, view.known))
    return [_row(found, view) for found in told if parties is None or view.record.party(found.subject) in parties]


def _row(found: Strength, view: View) -> Lines:
    low, high = found.low, found.high
    if low is not None and high is not None:
        number = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    else:
        number = f"{low:,} or more" if low is not None else f"up to {high:,}" if high is not None else "a number not given"
    line: Lines = withheld(strength_line(found), view)
    return line | {
        "says": f"{words.name(found.subject, view.sitrep)}: {number} {found.what}",
        "quotes": [claim_row(view.record.claims[id], view) for id in found.claims if id in view.record.claims],
    }
