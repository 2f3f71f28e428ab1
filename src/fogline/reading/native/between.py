"""So many days between two events ("… on Monday, two days after the army retook Y"): the event behind the words has its day
from the last one named before, back or on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.native.dates import Dated, Dates
from fogline.reading.native.speech import Told

REACH = 8  # tokens behind the words within which the event stands
LASTING = frozenset({"armed_clash", "shelling", "encirclement", "siege", "protest", "talks"})  # "after two days of fighting"


def counted(found: Sequence[Dated], dates: Dates) -> list[Dated]:
    """The dates of a sentence; those between two events, of which the first has a day, up to the word that tells so and with
    the sign by which the second has its day from it."""
    made: list[Dated] = []
    for dated in found:
        e = dated.expression
        sign, last = _apart(dated, dates)
        if sign and made and e.form == "offset" and not e.vague and e.unit:
            expression = replace(e, count=-sign * abs(e.count), base="narrative")
            dated = replace(dated, last=last, expression=expression, between=True)
        made.append(dated)
    return made


def of_the_event(told: Sequence[Told], dated: Sequence[Dated], dates: Dates) -> None:
    """Gives the first event behind such words its day, whatever day the tagger saw for it before them."""
    for days in dated:
        behind = [t for t in told if 0 < t.one.first - days.last <= REACH] if days.between else []
        event, words = min(behind, key=lambda t: t.one.first, default=None), dates.words(days)
        if event is None or event.claim.kind in LASTING:
            continue
        at = event.claim.time.at if event.claim.time else None
        if at is None or at[0] < words.start:
            event.claim = replace(event.claim, time=words.time)


def _apart(dated: Dated, dates: Dates) -> tuple[int, int]:
    """Whether the words go on with "after" (1) or "before" (-1) something, and their last token."""
    for i in range(dated.first + 1, dated.last + 2):
        for found in dates.pack.time.at(dates.forms, i):
            last = i + found.length - 1
            if (
                found.role == "apart"
                and dated.last <= last
                and last + 1 < len(dates.tokens)
                and dates.tokens[last + 1].text[0].isalpha()
            ):
                return int(found.values[0]), last
    return 0, dated.last
