"""The same report under other names and dates: pure functions from words to words, used on texts and gold rows alike.

Names are replaced word by word, so that a bare surname, a full name and a quote cut out of the text all change alike. The shape
of a word stays (capitals, a plural or adjective ending on a name that is changed too). Dates move by whole years of 52 weeks:
weekdays stay right and months nearly so.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+")
ENDINGS = 3  # letters by which a form may be longer than its name: Taliban's adjectives, plurals
CONSONANTS = "bdghjklmrtvz"
WEEKS = 52
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
_ABBREVIATED = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_UNCASED = [month for month in MONTHS if month not in ("may", "march")]  # those two are verbs in small letters
_MONTH = (
    r"(?P<month>"
    + "|".join([*(m.capitalize() for m in MONTHS), *_UNCASED, *(a.capitalize() for a in _ABBREVIATED)])
    + r")(?P<dot>\.?)"
)
_DAY = r"(?P<day>\d{1,2})(?P<th>st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
DATES = [
    re.compile(rf"\b{_YEAR}-(?P<mm>\d\d)-(?P<dd>\d\d)\b"),
    re.compile(r"\b(?P<dd>\d{1,2})/(?P<mm>\d{1,2})/(?P<yy>\d\d)\b"),
    re.compile(rf"\b{_DAY}(?P<gap>\s+(?:of\s+)?){_MONTH}(?:(?P<comma>,?\s+){_YEAR})?\b"),
    re.compile(rf"\b{_MONTH}(?P<gap>\s+){_DAY}(?:(?P<comma>,?\s+){_YEAR})?(?![\d:,.]\d|\d)"),
    re.compile(rf"\b{_YEAR}\b"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """`years` of 52 weeks, for dates from the year before `year` on; what lies further back is history and stays."""

    year: int
    years: int

    @property
    def days(self) -> int:
        return self.years * WEEKS * 7

    def moves(self, year: int) -> bool:
        return year >= self.year - 1


# --------------------------------------------------------------------------------------------------------------- names


def mapping(kinds: Mapping[str, str], pools: Mapping[str, Iterable[str]], seed: str) -> dict[str, str]:
    """Every name (lower case) with another of its kind's pool, or with other letters where the kind is "acronym".

    Forms of one name keep their relation: what is longer by an ending ("talib", "taliban") and what differs by accents only.
    A pool that runs out raises ValueError, since a name left alone would flatter the figures.
    """
    rng = random.Random(seed)
    left = {kind: rng.sample(list(pool), k=len(list(pool))) for kind, pool in pools.items()}
    found: dict[str, str] = {}
    for name in sorted(kinds, key=lambda n: (len(n), n)):
        bare = _unaccented(name)
        stem = next(
            (s for s in found if len(s) > 3 and bare.startswith(_unaccented(s)) and len(name) - len(s) <= ENDINGS), None
        )
        if stem:
            found[name] = found[stem] + name[len(stem) :]
        elif kinds[name] == "acronym":
            found[name] = "".join(rng.choice(CONSONANTS) for _ in name)
        elif not left[kinds[name]]:
            raise ValueError(f"no {kinds[name]} is left for {name!r}")
        else:
            found[name] = left[kinds[name]].pop().lower()
    return found


def _unaccented(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def renamed(text: str, names: Mapping[str, str]) -> str:
    """`text` with every word of `names` replaced, in its own capitals."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        new = names.get(word.lower())
        if new is None:
            return word
        if word.islower():
            return new
        return new.upper() if word.isupper() and len(word) > 1 else new[0].upper() + new[1:]

    return WORD.sub(other, text)


# --------------------------------------------------------------------------------------------------------------- dates


def own_year(text: str) -> int | None:
    """The year of the first full date of a text; None where it has none of its own (no shift can then be right)."""
    found = [(m.start(), m) for pattern in DATES[:-1] for m in pattern.finditer(text) if _year(m)]
    return _year(min(found, key=lambda f: f[0])[1]) if found else None


def shifted(text: str, shift: Shift) -> str:
    """`text` with its calendar dates moved. A day and a month without a year are taken in the report's own year."""
    spans: list[tuple[int, int, str]] = []
    for pattern in DATES:
        for match in pattern.finditer(text):
            if any(a < match.end() and match.start() < b for a, b, _ in spans):
                continue
            spans.append((*match.span(), _moved(match, shift)))
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("yy"):
        return 2000 + int(groups["yy"])
    return int(groups["year"]) if groups.get("year") else None


def _moved(match: re.Match[str], shift: Shift) -> str:
    groups = match.groupdict()
    year = _year(match) or shift.year
    if not shift.moves(year):
        return match.group()
    if "day" not in groups and "dd" not in groups:
        return str(year + shift.years)
    try:
        day = dt.date(year, _month(groups), int(groups.get("day") or groups["dd"])) + dt.timedelta(days=shift.days)
    except ValueError:
        return match.group()
    if groups.get("yy"):
        return f"{day.day:0{len(groups['dd'])}}/{day.month:0{len(groups['mm'])}}/{day.year % 100:02}"
    if "dd" in groups:
        return day.isoformat()
    number = f"{day.day}{_ordinal(day.day) if groups['th'] else ''}"
    month = _name(day.month, groups["month"], groups["dot"])
    tail = f"{groups['comma']}{day.year}" if groups["year"] else ""
    return (
        f"{number}{groups['gap']}{month}{tail}"
        if match.start("day") < match.start("month")
        else f"{month}{groups['gap']}{number}{tail}"
    )


def _month(groups: Mapping[str, str | None]) -> int:
    if groups.get("mm"):
        return int(groups["mm"] or 0)
    name = (groups["month"] or "").lower()
    return MONTHS.get(name) or _ABBREVIATED[name]


def _name(number: int, like: str, dot: str) -> str:
    full = list(MONTHS)[number - 1]
    name = full if like.lower() in MONTHS and not dot else full[:3]
    return (name if like.islower() else name.capitalize()) + dot


def _ordinal(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def window(days: Sequence[str], shift: Shift) -> list[str]:
    """A gold window of days. A window of whole months keeps its months, any other moves with the dates of the text."""
    first, last = (dt.date.fromisoformat(day) for day in days)
    if not shift.moves(first.year):
        return list(days)
    if first.day == 1 and (last - first).days >= 27 and (last + dt.timedelta(days=1)).day == 1:
        end = (last + dt.timedelta(days=1)).replace(year=(last + dt.timedelta(days=1)).year + shift.years) - dt.timedelta(
            days=1
        )
        return [first.replace(year=first.year + shift.years).isoformat(), end.isoformat()]
    return [(day + dt.timedelta(days=shift.days)).isoformat() for day in (first, last)]
