"""Time words of one sentence to symbolic expressions, by a language pack's tables alone. Nothing is resolved here but the
calendar: solar Hijri days become Gregorian ones; lunar ones need the day of speaking and wait for it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.calendars import HIJRI_YEARS, SOLAR_AHEAD, solar_day
from fogline.reading.native.pack import Found, Pack
from fogline.reading.sentences import Sentence, Token
from fogline.reading.times import TimeWords
from fogline.records import TimeExpression

NUMERIC = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})")
YEARS = range(1900, 2101)
MONTHS = ("month", "solar-month", "lunar-month")  # in the tables, by calendar
PLAIN = 1400  # any solar year that begins in one without a 29th of February, to count days in
LONG_NAME = 5  # letters of a month's name that is hardly another word
LEAP = 2023  # any year whose February ends with the 28th
DASHES = frozenset("-\u2013\u2014")
APART = 3  # tokens from a month to the year that is said of it: "in March of the year past"
BOUNDS = ("least", "more", "most", "less", "about")  # of a number: what they stand before is no year
LONGEST_MONTH, LONGEST_LUNAR = 31, 30  # days
WINDOW = 3  # tokens between a number and its unit's word for "ago"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Tokens `first`..`last` and what they say, `between` of an event that follows."""

    first: int
    last: int
    expression: TimeExpression
    between: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A day of a month, up to the token `last`."""

    number: int
    last: int


class Dates:
    """Finds the time words of one sentence. `forms` as Pack.forms gives them."""

    def __init__(self, pack: Pack, sentence: Sentence, forms: Sequence[Sequence[str]]) -> None:
        self.pack, self.sentence, self.tokens, self.forms = pack, sentence, sentence.tokens, forms

    def all(self) -> list[Dated]:
        found: list[Dated] = []
        i = 0
        while i < len(self.tokens):
            made = (
                self._numeric(i) or self._offset(i) or self._ago(i) or self._by_units(i) or self._calendar(i) or self._bare(i)
                or self._near(i) or self._weekday(i) or self._year(i)
            )  # fmt: skip
            if made is None:
                i += 1
                continue
            made = self._bounded(self._with_year_past(made))
            i = made.last + 1
            if found and (both := self._between(found[-1], made) or self._of_last_year(found[-1], made)):
                found[-1] = both
            else:
                found.append(made)
        return found

    def _with_year_past(self, made: Dated) -> Dated:
        """A month whose words end in "of the year", with what says which: "marzo del año pasado"."""
        e, near = made.expression, self._found(made.last + 1, "near")
        unit = self._found(made.last, "unit")
        if not (near and unit and unit.values[0] == "year" and e.form == "calendar" and e.month and not e.year):
            return made
        expression = replace(e, unit="year", count=int(near.values[0]))
        return Dated(first=made.first, last=made.last + near.length, expression=expression)

    def _of_last_year(self, one: Dated, other: Dated) -> Dated | None:
        """ "Last year's December", in either order, with no more than a small word between."""
        for month, year in ((one.expression, other.expression), (other.expression, one.expression)):
            yearly = year.form == "offset" and year.unit == "year" and year.count and not year.vague
            if yearly and month.form == "calendar" and month.month and not month.year and other.first - one.last <= APART:
                expression = replace(month, unit="year", count=year.count)
                return Dated(first=one.first, last=other.last, expression=expression)
        return None

    def _between(self, one: Dated, other: Dated) -> Dated | None:
        """ "From August to January": two months or days with nothing between them but the word that joins them."""
        a, b = one.expression, other.expression
        gap = list(range(one.last + 1, other.first))
        joins = bool(gap) and all(self.tokens[k].text in DASHES or self._found(k, "until") or self._joins(k) for k in gap)
        if (
            not joins
            or a.form != "calendar"
            or b.form != "calendar"
            or not a.month
            or not b.month
            or bool(a.day) != bool(b.day)
        ):
            return None
        year = b.year or a.year
        last = b.day or monthrange(year or LEAP, b.month)[1]
        made = TimeExpression(
            form="season", year=year, month=a.month, day=a.day or 1, month_end=b.month, day_end=last, toward=-1
        )  # fmt: skip
        return Dated(first=one.first, last=other.last, expression=made)

    def _joins(self, i: int) -> bool:
        return any(f.role == "to" for f in self.pack.numbers.at(self.forms, i))

    def words(self, dated: Dated) -> TimeWords:
        text, start, end = self.sentence.words(dated.first, dated.last)
        return TimeWords(start=start, end=end, text=text, expression=dated.expression)

    def _found(self, i: int, *forms: str) -> Found | None:
        return next((f for f in self.pack.time.at(self.forms, i) if f.role in forms), None)

    def _digits(self, i: int) -> int | None:
        return _number(self.tokens[i]) if 0 <= i < len(self.tokens) else None

    def _skip(self, i: int) -> int:
        """The next token that is no full stop, comma or apostrophe ("19. август", "September 3rd, 2021")."""
        while i < len(self.tokens) and self.tokens[i].text in (".", ",", "-", "'", "\u2019", "\u060c"):
            i += 1
        return i

    # ---------------------------------------------------------------------------------------------------- calendars

    def _numeric(self, i: int) -> Dated | None:
        match = NUMERIC.fullmatch(self.tokens[i].text)
        last = i
        if match is None and i + 4 < len(self.tokens):  # signs between stand as tokens
            match, last = NUMERIC.fullmatch("".join(t.text for t in self.tokens[i : i + 5])), i + 4
        if match is None:
            return None
        a, b, c = (int(group) for group in match.groups())
        year, month, day = (a, b, c) if len(match.group(1)) == 4 else (c, b, a)
        if year < 100:
            year += 2000
        made = _date("solar-month" if year in HIJRI_YEARS else "month", year, month, day)
        return Dated(first=i, last=last, expression=made) if made else None

    def _by_units(self, i: int) -> Dated | None:
        """Numbers with their units' words behind them: "2021년 9월 23일"."""
        parts: dict[str, int] = {}
        k = last = i
        while (value := self._digits(k)) is not None:
            unit = self._found(k + 1, "year-word", "month-word", "day-word")
            if unit is None or unit.values[0] in parts or (unit.role == "year-word" and value not in YEARS):
                break
            parts[unit.values[0]] = value
            last = k + unit.length
            k = last + 1
        if not parts or (set(parts) == {"day"} and self.pack.language != "ko") or ("year" in parts and len(parts) == 1):
            return None
        made = _date("month", parts.get("year"), parts.get("month"), parts.get("day"))
        return Dated(first=i, last=last, expression=made) if made else None

    def _calendar(self, i: int) -> Dated | None:
        """A month by name with a day before or behind it and a year."""
        month = self._found(i, *MONTHS)
        if month is None:
            return self._day_first(i)
        k, day = self._skip(i + month.length), None
        if self.pack.day_behind:
            while (
                k < len(self.tokens) and k <= i + WINDOW and (self.pack.is_a(self.forms, k, "outer") or self._found(k, "unit"))
            ):
                k += 1  # "نومبر میاشتې په ۶"
            day = self._day(k)
        last = day.last if day else i + month.length - 1
        made = self._with_year(i, last, month, day.number if day else None)
        return None if made and made.last == i and self._is_given_name(i) else made

    def _is_given_name(self, i: int) -> bool:
        """A month alone, with a capital as the word behind it: "Julio Peralta"."""
        if i + 1 >= len(self.tokens):
            return False
        one, other = self.tokens[i], self.tokens[i + 1]
        return one.text[0].isupper() and other.text[0].isupper() and other.start == one.end + 1

    def _day_first(self, i: int) -> Dated | None:
        day = self._day(i)
        if day is None:
            return None
        beside = self._skip(day.last + 1)
        for k in (beside, beside + 1):  # "3 de marzo", "15 سپتمبر", "5 ماه مهر"
            month = self._found(k, *MONTHS)
            is_zero = k != beside and any(f.role == "number" for f in self.pack.numbers.at(self.forms, k))  # "1 to صفر"
            if month and not is_zero:
                return self._with_year(i, k + month.length - 1, month, day.number)
        return None

    def _bare(self, i: int) -> Dated | None:
        """A day without its month beside the word that makes it one: "يوم 21", "21-го числа"."""
        before = self._found(i, "on-day")
        start = i + before.length if before else i
        day = self._day(start)
        behind = self._found(day.last + 1, "of-day") if day else None
        if day is None or not (before or behind) or self._day_first(start):
            return None
        last = day.last + behind.length if behind else day.last
        return Dated(first=i, last=last, expression=TimeExpression(form="calendar", day=day.number))

    def _day(self, i: int) -> _Day | None:
        """A day of a month in figures ("6", "6-го", "1er") or in words ("шестого", "بیست و نهم")."""
        if (word := self._found(i, "day")) is not None:
            return _Day(number=int(word.values[0]), last=i + word.length - 1)
        number = self._digits(i)
        if number is None or not 1 <= number <= LONGEST_MONTH:
            return None
        k = i + 1
        if self._glued(k) and self.tokens[k].text in DASHES:
            k += 1
        is_ordinal = self._glued(k) and self.tokens[k].text.lower() in self.pack.ordinals
        return _Day(number=number, last=k if is_ordinal else i)

    def _glued(self, i: int) -> bool:
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end

    def _with_year(self, first: int, last: int, month: Found, day: int | None) -> Dated | None:
        year, years = None, YEARS if month.role == "month" else HIJRI_YEARS
        if last + 2 < len(self.tokens) and self.tokens[last + 1].text == "/":  # "أيار/مايو": one month by both of its names
            twin = self._found(last + 2, month.role)
            last += 1 + twin.length if twin and twin.values == month.values else 0
        for k in (self._skip(last + 1), self._skip(last + 1) + 1):
            value = self._digits(k)
            if value in years:
                year, last = value, k
                if unit := self._found(k + 1, "year-word"):
                    last = k + unit.length
                break
        else:
            before = first - 1  # "2021. szeptember 3.", "2017 کال په جولای"
            while before > first - WINDOW and before > 0 and self._is_between(before):
                before -= 1
            value = self._digits(before)
            if value in years and month.role == "month":
                year, first = value, before
        if day is None and year is None and not self._leads(first):
            return None
        made = _date(month.role, year, int(month.values[0]), day)
        return Dated(first=first, last=last, expression=made) if made else None

    def _is_between(self, i: int) -> bool:
        """A full stop, a small word or the word for year, between a year and its month."""
        is_small = self.tokens[i].text == "." or self.pack.is_a(self.forms, i, "outer")
        return is_small or bool(self._found(i, "year-word", "unit"))

    def _leads(self, i: int) -> bool:
        """A month alone is a date where its name is long and hardly another word, or behind a word that makes it one ("since
        May", "last May", "في مايو")."""
        if not self._found(i, "month"):  # "Ramadan", "Mehr": names of persons too
            return False
        return len(self.tokens[i].text) >= LONG_NAME or (
            i > 0 and (bool(self._found(i - 1, "since", "until", "near")) or self.pack.is_a(self.forms, i - 1, "outer"))
        )

    def _year(self, i: int) -> Dated | None:
        """A year by itself, beside its word or a bound."""
        year = self._digits(i)
        if year not in YEARS and year not in HIJRI_YEARS:
            return None
        after = self._found(i + 1, "year-word", "decade")
        before = self._found(i - 1, "decade", "year-word", "since", "until")
        if after is None and before is None and (year not in YEARS or not self._alone(i)):
            return None
        if self._month_follows(i + 1 + (after.length if after else 0)):
            return None
        last = i + after.length if after else i
        first = i - 1 if before and before.role in ("year-word", "decade") else i
        if year in HIJRI_YEARS:
            expression = TimeExpression(form="calendar", year=(year or 0) + SOLAR_AHEAD)
        else:
            expression = TimeExpression(
                form="calendar", year=year, decade=any(f and f.role == "decade" for f in (after, before))
            )
        return Dated(first=first, last=last, expression=expression)

    def _month_follows(self, i: int) -> bool:
        """A month behind small words, which takes the year before them: "د ۲۰۱۹ کال د جولای ۲مه"."""
        k = i
        while k < min(len(self.tokens), i + WINDOW) and (self.tokens[k].text == "." or self.pack.is_a(self.forms, k, "outer")):
            k += 1
        return self.pack.day_behind and self._found(k, *MONTHS) is not None

    def _alone(self, i: int) -> bool:
        """Four figures beside nothing that they would count, and no part of a longer number or name."""
        if self._found(self._skip(i + 1), *MONTHS):
            return False
        beside = [self.tokens[k].text for k in (i - 1, i + 1) if 0 <= k < len(self.tokens)]
        counts = self.pack.counted.at(self.forms, i + 1) or any(
            f.role in BOUNDS for k in (i - 2, i - 1) for f in self.pack.numbers.at(self.forms, k) if k + f.length == i
        )
        return not counts and not any(text[0].isdecimal() or text in "$€£%#-–" for text in beside)

    # ----------------------------------------------------------------------------------------------------- relative

    def _offset(self, i: int) -> Dated | None:
        found = self._found(i, "day-offset", "narrative-offset")
        if found is None:
            return None
        count, _, unit = found.values[0].partition(" ")
        base = "narrative" if found.role == "narrative-offset" else "utterance"
        expression = TimeExpression(form="offset", unit=unit or "day", count=int(count), base=base)
        return Dated(first=i, last=i + found.length - 1, expression=expression)

    def _weekday(self, i: int) -> Dated | None:
        day = self._found(i, "weekday")
        if day is None:
            return None
        first, last, toward = i, i + day.length - 1, 0
        for k in (i - 1, last + 1):
            if near := self._found(k, "near"):
                first, last, toward = min(first, k), max(last, k), _sign(int(near.values[0]))
                break
        expression = TimeExpression(form="weekday", weekday=int(day.values[0]), toward=toward)
        return Dated(first=first, last=last, expression=expression)

    def _near(self, i: int) -> Dated | None:
        """ "Last week", in either order: the unit may be the same word ("지난주")."""
        near, unit = self._found(i, "near"), self._found(i, "unit")
        if near is None and unit is not None:
            near = self._found(i + unit.length, "near")
        elif near is not None and unit is None:
            unit = self._found(i + near.length, "unit")
        if near is None or unit is None or unit.values[0] not in ("day", "week", "month", "year"):
            return None
        same = bool(self._found(i, "near") and self._found(i, "unit"))
        last = i + (near.length if same else near.length + unit.length) - 1
        expression = TimeExpression(form="offset", unit=unit.values[0], count=int(near.values[0]))
        return Dated(first=i, last=last, expression=expression)

    def _ago(self, i: int) -> Dated | None:
        """ "Three days ago", with the word for "ago" before or behind."""
        count, k = self._digits(i), i + 1
        unit = self._found(i, "unit")
        if unit and unit.values[0] != "hour" and self._found(i + unit.length, "ago"):  # "a month ago" without the one
            count, k = 1, i
        if count is None:
            number = next((f for f in self.pack.numbers.at(self.forms, i) if f.role == "number"), None)
            if number is None:
                return None
            count, k = int(number.values[0]), i + number.length
        unit = self._found(k, "unit")
        if unit is None or unit.values[0] == "hour":
            return None
        end = k + unit.length
        ago, first, last = self._found(end, "ago"), i, end - 1
        if ago:
            last = end + ago.length - 1
        else:
            ago = self._found(i - 1, "ago")
            first = i - 1 if ago else i
        if ago is None:
            return None
        sign = _sign(int(ago.values[0]))
        base = "narrative" if sign > 0 else "utterance"  # "three days later"
        expression = TimeExpression(form="offset", unit=unit.values[0], count=count * sign, base=base)
        return Dated(first=first, last=last, expression=expression)

    def _bounded(self, made: Dated) -> Dated:
        for k in (made.first - 1, made.last + 1):
            bound = self._found(k, "since", "until")
            if bound and made.expression.form in ("calendar", "weekday") and not made.expression.bound:
                return replace(made, expression=replace(made.expression, bound=bound.role))
        return made


def _number(token: Token) -> int | None:
    return int(token.text) if token.text.isdecimal() else None


def _sign(n: int) -> int:
    return (n > 0) - (n < 0)


def _date(calendar: str, year: int | None, month: int | None, day: int | None) -> TimeExpression | None:
    """`calendar` is that of the month's name, one of MONTHS; None where there is no such day or month."""
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= LONGEST_MONTH):
        return None
    if calendar == "lunar-month" and month is not None:
        return TimeExpression(form="lunar", year=year, month=month, day=day) if (day or 1) <= LONGEST_LUNAR else None
    if calendar == "solar-month" and month is not None:
        return _gregorian(year, month, day)
    return TimeExpression(form="calendar", year=year, month=month, day=day)


def _gregorian(year: int | None, month: int, day: int | None) -> TimeExpression:
    """A solar date; without a day a month's range."""
    start = solar_day(year or PLAIN, month, day or 1)
    if day is not None:
        return TimeExpression(form="calendar", year=start.year if year else None, month=start.month, day=start.day)
    end = solar_day(year or PLAIN, month, 30)
    made = TimeExpression(form="season", month=start.month, day=start.day, month_end=end.month, day_end=end.day)
    return replace(made, year=end.year) if year else made
