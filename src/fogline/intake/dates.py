"""Full calendar dates as they are printed at the head and foot of pages, found by tables (`data/<language>/dates.tsv`, and
`time.tsv` for months, weekdays and the words of units).

Only dates with a year count here: this finds the publication date, not the dates of events. A numeric date such as 07/09/21
has two readings until something decides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from fogline.calendars import HIJRI_YEARS, LUNAR_DOUBT, lunar_day, solar_day
from fogline.tables import DATA, folder_of, table

FIRST_YEAR, LAST_YEAR = 1900, 2100
CENTURY_TURN = 70  # two-digit years from here on are of the twentieth century
LABEL_REACH = 70  # characters before a date in which its label is looked for
MOST_BETWEEN = 6  # words between label and date ("Posted by the desk on …")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A date in the text. `days` has the day-first reading before the month-first one where both are possible."""

    start: int  # of its label where it has one
    end: int  # of its time of day where it has one
    at: int  # where the date itself starts
    days: tuple[dt.date, ...]
    style: str  # iso | words | numeric
    weekday: int | None = None
    label: str = ""  # published | updated | printed
    in_prose: bool = False  # a word before it makes it part of a sentence ("on", "since")
    has_time: bool = False
    short_year: bool = False

    def fits_weekday(self) -> bool:
        return self.weekday is None or any(day.weekday() == self.weekday for day in self.days)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the tables of some languages know, with the patterns made of it."""

    months: dict[str, int]
    solar: dict[str, int]  # months of the solar Hijri year
    lunar: dict[str, int]  # and of the lunar one
    weekdays: dict[str, int]
    labels: dict[str, str]
    prose: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    time: re.Pattern[str]
    label: re.Pattern[str]


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")  # months: "31. XII 2006"
UNITS = ("year-word", "month-word", "day-word")  # forms of `time.tsv`


@lru_cache(maxsize=32)
def calendar(language: str) -> Calendar:
    """The calendar words of `language` and of English."""
    forms: dict[str, dict[str, str]] = {}
    for pack in sorted({"en", folder_of(language)}):
        if (DATA / pack / "dates.tsv").is_file():
            for row in table(f"{pack}/dates.tsv"):
                forms.setdefault(row["form"], {})[row["words"]] = row["value"]
        if pack != "en" and (DATA / pack / "time.tsv").is_file():
            for row in table(f"{pack}/time.tsv"):
                forms.setdefault(row["form"], {})[row["words"].lower()] = row["value"]
    months, weekdays = forms["month"], forms["weekday"]
    return Calendar(
        months={words: int(value) for words, value in months.items()},
        solar={words: int(value) for words, value in forms.get("solar-month", {}).items()},
        lunar={words: int(value) for words, value in forms.get("lunar-month", {}).items()},
        weekdays={words: int(value) for words, value in weekdays.items()},
        labels=forms["label"],
        prose=frozenset(forms["prose"]),
        patterns=tuple(re.compile(pattern, re.IGNORECASE) for pattern in _patterns(forms)),
        time=_time(forms),
        label=re.compile(rf"(?<!\w)(?:{_any(forms['label'])})(?!\w)", re.IGNORECASE),
    )


def _patterns(forms: dict[str, dict[str, str]]) -> Iterator[str]:
    """One a manner of writing a date; groups y, m, d, w, and a and b for numbers of which either can be the day."""
    weekday = rf"(?:\b(?P<w>{_any(forms['weekday'])})\b\.?[,\u060c]?[ \t]{{1,3}})?"
    names = _any(forms["month"] | forms.get("solar-month", {}) | forms.get("lunar-month", {}))
    month, ordinal = rf"(?:(?:{names})/)?(?P<m>{names})\b", rf"(?:{_any(forms['ordinal'])})?"
    of = rf"(?:(?:{_any(forms['of'])})[ ]){{0,2}}"
    clock = r"(?:,?[ ]{1,3}\d{1,2}:\d{2}(?::\d{2})?(?:[ ](?:[AP]M|[A-Z]{2,5}|[+-]\d{4})){0,2})?"
    year = rf"(?:[ ]?(?:{_any(forms['year-word'])})(?!\w)\.?)?" if "year-word" in forms else ""
    behind = rf"(?:\.?[,\u060c]?[ ]?\(?(?:{_any(forms['weekday'])})(?!\w)\)?)?"  # "8 Ocak 2025 Çarşamba"
    after = behind if "order" in forms else ""
    yield r"(?<![\d/.\-])(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"
    yield (
        rf"{weekday}(?<![\d.,])(?P<d>\d{{1,2}}){ordinal}[ .\-]{{1,3}}{of}\b{month}\.?[,\u060c]?[ \-]{{1,3}}{of}"
        rf"(?P<y>\d{{4}})(?!\d){year}{after}"
    )
    yield rf"{weekday}\b{month}\.?[ ]{{1,3}}(?P<d>\d{{1,2}}){ordinal}\b{clock},?[ ]{{1,3}}(?P<y>\d{{4}})(?![\d:])"
    yield rf"{weekday}(?<![\d/.\-])(?P<a>\d{{1,2}})(?P<s>[-/.])(?P<b>\d{{1,2}})(?P=s)(?P<y>\d{{4}}|\d{{2}})(?![\d/\-])(?!\.\d)"
    roman = f"(?P<m>(?-i:{'|'.join(ROMAN)}))"
    yield rf"{weekday}(?<![\d.,])(?P<d>\d{{1,2}})\.?[ ]?{roman}\.?[ ]?(?P<y>\d{{4}})(?!\d)"
    if "order" in forms:  # the year first: "2022. november 17.", "2022 کال د نومبر ۱۷مه"
        of_year = rf"(?<!\d)(?P<y>\d{{4}})\.?{year}"
        yield rf"{weekday}{of}{of_year}[ ]{{1,2}}{of}\b{month}\.?[ ]{{1,2}}(?P<d>\d{{1,2}})(?!\d){ordinal}{after}"
        yield rf"(?<![\d.,])(?P<y>\d{{4}})\.?[ ]?{roman}\.?[ ]?(?P<d>\d{{1,2}})(?!\d)"
    if "ymd" in forms.get("order", {}).values():  # "2024. 8. 5."
        yield rf"(?<![\d.])(?P<y>\d{{4}})\. ?(?P<m>\d{{1,2}})\. ?(?P<d>\d{{1,2}})(?!\d)\.?{after}"
    if set(UNITS) <= forms.keys():  # "2022년 11월 17일"
        units = (_any(forms[unit]) for unit in UNITS)
        yield (
            r"(?<!\d)"
            + r"[ ]?".join(
                rf"(?P<{letter}>\d{{{digits}}})[ ]?(?:{words})"
                for letter, digits, words in zip("ymd", ("4", "1,2", "1,2"), units, strict=True)
            )
            + after
        )


def _time(forms: dict[str, dict[str, str]]) -> re.Pattern[str]:
    """A time of day behind a date."""
    half = _any(forms["half"])
    zone = rf"(?:[ ]?(?:(?:{half})\b|Z\b|[+-]\d{{2}}:?\d{{2}}\b|\([A-Z]{{2,5}}\))){{0,3}}"
    return re.compile(
        rf"(?:[ ,\u060c|T\t\-–—]{{0,4}}(?:(?:{_any(forms['at'])})[ ])?"
        rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,6}})?)?(?!\d){zone})"
        rf"|(?:[ ,\u060c]{{1,3}}(?:{_any(forms['at'])})[ ]\d{{3,4}}(?!\d|[,.]\d|(?-i:[ ][a-z])){zone})"
        rf"|(?:[ ,|\-–—]{{1,4}}\d{{1,2}}(?:[.:]\d{{2}})?[ ]?(?:{half})(?![^\W_]))",
        re.IGNORECASE,
    )


def _roman(month: str) -> int:
    """0 for what is no month's number."""
    return ROMAN.index(month.upper()) + 1 if month.upper() in ROMAN else 0


def _any(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def printed(text: str, start: int, end: int, language: str) -> list[Printed]:
    """The dates in `text[start:end]` in order, none inside another."""
    known = calendar(language)
    found: list[Printed] = []
    for first, last in _windows(text, start, end):
        for pattern in known.patterns:
            matches = pattern.finditer(text, first, last)
            found += (date for match in matches if (date := _date(text, start, end, match, known)))
    found.sort(key=lambda date: (date.at, -date.end))
    kept: list[Printed] = []
    for date in found:
        if not kept or date.at >= kept[-1].end:
            kept.append(date)
    return kept


_FIRST_DIGITS = "12\u0661\u0662\u06f1\u06f2"  # of a year, also in Arabic and Persian figures
_YEAR = re.compile(rf"(?<!\d)[{_FIRST_DIGITS}]\d\d\d(?!\d)|" r"(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d\d(?!\d)")
BEFORE, AFTER = 60, 40  # characters round a year within which its date stands


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs round years: the patterns are too slow for all of a text, and few of its sentences name a year."""
    first = last = start
    for match in _YEAR.finditer(text, start, end):
        if match.start() - BEFORE > last:
            if last > start:
                yield first, last
            first = max(start, match.start() - BEFORE)
        last = min(end, match.end() + AFTER)
    if last > start:
        yield first, last


def _date(text: str, start: int, end: int, match: re.Match[str], known: Calendar) -> Printed | None:
    named = match.groupdict()
    weekday = known.weekdays.get((named.get("w") or "").lower())
    days = tuple(dict.fromkeys(_days(named, known, weekday)))
    if not days:
        return None
    if weekday is not None and len(days) > 1:
        days = tuple(day for day in days if day.weekday() == weekday) or days
    time = known.time.match(text, match.end(), end)
    label, first = _label(text, start, match.start(), known)
    before = text[max(start, match.start() - 30) : match.start()].split()
    return Printed(
        start=first,
        end=time.end() if time else match.end(),
        at=match.start(),
        days=days,
        style="numeric" if "a" in named else "iso" if len(match.group("y")) == 4 and named.get("s") else "words",
        weekday=weekday,
        label=label,
        in_prose=not label and bool(before) and before[-1].casefold() in known.prose,
        has_time=bool(time) or ":" in match.group(),
        short_year=len(match.group("y")) == 2,
    )


def _days(named: dict[str, str | None], known: Calendar, weekday: int | None) -> Iterator[dt.date]:
    digits = named["y"] or ""
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= CENTURY_TURN else 2000
    if "a" in named:
        a, b = int(named["a"] or 0), int(named["b"] or 0)
        pairs = [(b, a)] if named["s"] == "." else [(b, a), (a, b)]  # no country prints month.day.year
    else:
        month, day_of = (named["m"] or "").lower(), int(named["d"] or 0)
        if month in known.lunar and year in HIJRI_YEARS:
            yield from _lunar(year, known.lunar[month], day_of, weekday)
            return
        if known.solar and year in HIJRI_YEARS:
            yield from _solar(year, known.solar.get(month) or (int(month) if month.isdecimal() else 0), day_of)
            return
        pairs = [(int(month) if month.isdecimal() else known.months.get(month) or _roman(month), day_of)]
    for month_, day in pairs:
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month_ <= 12 and 1 <= day <= 31:
            try:
                yield dt.date(year, month_, day)
            except ValueError:  # 31 June
                continue


def _solar(year: int, month: int, day: int) -> Iterator[dt.date]:
    if 1 <= month <= 12 and 1 <= day <= 31:
        yield solar_day(year, month, day)


def _lunar(year: int, month: int, day: int, weekday: int | None) -> Iterator[dt.date]:
    """The day by reckoning, or beside it the one on the weekday that is told."""
    if 1 <= day <= 30:
        reckoned = lunar_day(year, month, day)
        near = (reckoned, reckoned - LUNAR_DOUBT, reckoned + LUNAR_DOUBT)
        yield next((found for found in near if found.weekday() == weekday), reckoned)


def _label(text: str, start: int, at: int, known: Calendar) -> tuple[str, int]:
    """The label before a date and where it starts; ("", at) for none."""
    floor = max(start, at - LABEL_REACH, text.rfind("\n", start, at) + 1)
    labels = list(known.label.finditer(text, floor, at))
    if not labels:
        return "", at
    last = labels[-1]
    between = text[last.end() : at].split()
    plain = all(
        word[0].isupper() or not word[0].isalpha() or word.casefold() in ("by", "at", "the") or word.casefold() in known.prose
        for word in between
    )
    if len(between) > MOST_BETWEEN or not plain or any(word.endswith((".", "!", "?")) for word in between):
        return "", at
    return known.labels[last.group().casefold()], last.start()


@lru_cache(maxsize=8)
def _parts_of_dates(language: str) -> frozenset[str]:
    known = calendar(language)
    return frozenset(known.months) | frozenset(known.solar) | frozenset(known.lunar) | frozenset(known.weekdays)


def is_date_word(word: str, language: str) -> bool:
    """The word names a month or a weekday."""
    return word.casefold() in _parts_of_dates(language)
