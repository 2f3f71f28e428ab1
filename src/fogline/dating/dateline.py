"""A day without its year at the head of a report ("VELMAR, 5 September (AW) –", "Koldar, 7 Eylül —"): agencies write no year.

The year is that of the first such day, on the weekday that stands beside it, after the last event that is known to be past.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fogline.records import Report
from fogline.tables import DATA, folder_of, table

HEAD = 260  # code points in which a dateline stands
LINES = 4  # from the first, of which one may be it
PLACE = 70  # code points of place and outlet before the day
YEARS = 12  # in which a weekday falls on each day of the year
ENDS = re.compile(  # behind the day: a weekday, a time, then the sign between a dateline and its text
    r"[.,\u060c]?\s{0,2}(?:[^\W\d_]{2,12}\.?|\d{1,2}[.:]\d\d)?\s{0,2}(?:\((?:[^()\n]{2,60})\)|[\u2013\u2014:.]|-\s|\n|$)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of some year; `weekday` where one stands beside it (0 is Monday)."""

    month: int
    day: int
    weekday: int | None

    def after(self, known: dt.date) -> dt.date | None:
        """The first such day from one on."""
        for year in range(known.year, known.year + YEARS):
            try:
                found = dt.date(year, self.month, self.day)
            except ValueError:
                continue
            if found >= known and self.weekday in (None, found.weekday()):
                return found
        return None

    def before(self, known: dt.date) -> dt.date | None:
        """The last such day up to one."""
        for year in range(known.year, known.year - YEARS, -1):
            try:
                found = dt.date(year, self.month, self.day)
            except ValueError:
                continue
            if found <= known and self.weekday in (None, found.weekday()):
                return found
        return None


def dateline(report: Report) -> Day | None:
    """The day at the head of a report, None where there is none or it has its year."""
    months, weekdays, pattern = _words(folder_of(report.language))
    head = report.text[:HEAD].lower()
    if len(head) != len(report.text[:HEAD]):
        return None
    for start, line in _lines(head):
        for match in pattern.finditer(line):
            behind = head[start + match.end() :]
            if match.start() > PLACE or not ENDS.match(behind):
                continue
            day, month = int(match["d"] or match["e"]), months[match["m"] or match["n"]]
            beside = line[max(0, match.start() - 16) : match.end() + 16]
            named = next((n for word, n in weekdays if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", beside)), None)
            return Day(month=month, day=day, weekday=named) if 1 <= day <= 31 else None
    return None


def _lines(head: str) -> Iterator[tuple[int, str]]:
    start, told = 0, 0
    for line in head.split("\n"):
        if line.strip():
            told += 1
            yield start, line
        if told == LINES:
            return
        start += len(line) + 1


@lru_cache(maxsize=32)
def _words(language: str) -> tuple[dict[str, int], list[tuple[str, int]], re.Pattern[str]]:
    """Months and weekdays by their words, and the pattern of a day without a year."""
    forms: dict[str, dict[str, int]] = {"month": {}, "weekday": {}}
    for name in ("en/dates.tsv", f"{language}/dates.tsv", f"{language}/time.tsv"):
        for row in table(name) if (DATA / name).is_file() else ():
            if row["form"] in forms and row["value"].isdecimal():
                forms[row["form"]][row["words"].lower()] = int(row["value"])
    months = "|".join(re.escape(word) for word in sorted(forms["month"], key=lambda word: (-len(word), word)))
    number, no_year = r"(?<![\d.,:/])(?P<{}>\d{{1,2}})", r"(?![\w])(?!\.?,?\s{0,2}(?:de\s|of\s)?\d{2})"
    pattern = re.compile(
        rf"{number.format('d')}(?:st|nd|rd|th|er|\.|º)?\s?(?:de\s|of\s)?(?P<m>{months}){no_year}"
        rf"|(?<!\w)(?P<n>{months})\.?\s{number.format('e')}(?:st|nd|rd|th|\.)?{no_year}"
    )
    weekdays = sorted(forms["weekday"].items(), key=lambda item: (-len(item[0]), item[0]))
    return forms["month"], weekdays, pattern
