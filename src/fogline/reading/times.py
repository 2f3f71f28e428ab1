"""Time words to symbolic expressions. Nothing is resolved here: a weekday never picks a year (dating does what can be done).

Patterns run over the lower-cased sentence (same offsets) and are composed from data/<language>/time.tsv; longer matches win.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass

from fogline.reading.lexicon import Lexicon
from fogline.reading.sentences import Sentence
from fogline.records import Time, TimeExpression

RELATIVE = frozenset({"weekday", "offset", "duration"})  # forms that count from another day

NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
# What opens a span of days or months and what joins its ends; "on 3 and 9 May" are two days.
AFTER_LONG = re.compile(
    r"\bfirst time (?:since|in|after)?\s*(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\s+)?$"
)  # "for the first time since 10 April": happens now
# What may stand behind "on the 16th", which is no brigade and no floor.
BEHIND_A_DAY = r"\s*(?:[.,;:)\u2014\u2013]|$)|\s+(?:and|but|or|to|in|at|near|by|from|after|before|as|when|while|with)\b"
SPANS = ((r"between\s+", r"\s+and\s+"), (r"(?:from\s+)?", r"\s*(?:[-\u2013]|\b(?:to|until|till|through)\b)\s*"))
MAY = re.compile(r"\bmay\b")
NEAR_YEARS = {"last": -1, "next": 1}
LEAP = 2000  # a year in which every date exists
SHORT_YEARS_FROM = 50  # "the 80s" is 1980s; "07/09/21" is 2021


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """A time expression with its offsets into the report's text."""

    start: int
    end: int
    text: str
    expression: TimeExpression

    @property
    def time(self) -> Time:
        """As a claim carries it, not yet resolved."""
        basis = "relative" if self.expression.form in RELATIVE else "explicit"
        return Time(basis=basis, text=self.text, at=(self.start, self.end), expression=self.expression)


Maker = Callable[["re.Match[str]"], "TimeExpression | None"]


class TimeFinder:
    """Finds time words of one language. `anchors` are lower-cased names of well-known dated events (a case's anchors.tsv)."""

    def __init__(self, lexicon: Lexicon, anchors: tuple[str, ...] = ()) -> None:
        self.months = {r["words"]: int(r["value"]) for r in lexicon.time if r["form"] == "month"}
        days = {r["words"]: int(r["value"]) for r in lexicon.time if r["form"].startswith("weekday")}
        self.days = days
        self.units = {r["words"]: r["value"] for r in lexicon.time if r["form"] == "unit"}
        self.offsets = {r["words"]: int(r["value"]) for r in lexicon.time if r["form"] == "day-offset"}
        self.narrative = {r["words"]: int(r["value"]) for r in lexicon.time if r["form"] == "narrative-offset"}
        self.recent = {r["words"]: int(r["value"]) for r in lexicon.time if r["form"] == "recent"}
        month, day, unit = _any(self.months), _any(days), _any(self.units)
        long_day = _any({r["words"]: 0 for r in lexicon.time if r["form"] == "weekday"})
        date, number = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", rf"(?P<n>\d{{1,3}}|{_any(NUMBER_WORDS)}|several|few|couple of)"
        ordinal = r"(?P<day>\d{1,2})(?:st|nd|rd|th)"
        year = r"(?P<year>(?:1[6-9]|20)\d\d)"
        beside = rf"(?:(?P<wd>{day})\.?,?\s+(?:the\s+)?)?"
        bound = r"(?:(?P<bound>since|until|till|by)\s+)?"
        anchor = _any(anchors) if anchors else r"(?!)"
        years = r"(?:,?\s+(?:of\s+)?(?P<near>last|next)\s+year)?"
        first, last = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", r"(?P<day_end>\d{1,2})(?:st|nd|rd|th)?"
        begin, end = rf"(?P<month>{month})\.?", rf"(?P<month_end>{month})\.?"
        began, since = r"(?:,?\s+(?P<began>(?:1[6-9]|20)\d\d))?", rf"(?:,?\s+{year})?"
        spans = [
            self._p(opens + shape)
            for opens, joins in SPANS
            for shape in (
                rf"(?:the\s+)?{first}{joins}(?:the\s+)?{last}(?:\s+of)?\s+{begin}{since}",
                rf"{begin}\s+{first}{joins}{last}{since}",
                rf"{first}\s+{begin}{began}{joins}{last}\s+{end}{since}",
                rf"{begin}\s+{first}{began}{joins}{end}\s+{last}{since}",
                rf"{begin}{began}{joins}{end}{since}",
            )
        ]
        self.patterns: list[tuple[re.Pattern[str], Maker]] = [
            *((pattern, self._span) for pattern in spans),
            (self._p(rf"{bound}{beside}{date}(?:\s+of)?\s+(?P<month>{month})\.?,?(?:\s+{year})?{years}"), self._calendar),
            (self._p(rf"{bound}{beside}(?P<month>{month})\.?\s+{date}(?:(?:,\s*|\s+){year})?{years}"), self._calendar),
            (self._p(r"(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)"), self._numeric),
            (self._p(rf"{beside}(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y>(?:19|20)?\d\d)"), self._numeric),
            (self._p(rf"(?:on|of|(?P<bound>since|until|till|by|from))\s+the\s+{ordinal}(?={BEHIND_A_DAY})"), self._calendar),
            (self._p(rf"{bound}(?P<part>early|late|mid)?-?\s*(?P<month>{month})\.?,?\s+(?:of\s+)?{year}"), self._calendar),
            (self._p(rf"(?:in|since|until|during|of|from|by|(?P<past>last)|early|late|this)\s+(?:early\s+|late\s+|mid-?)?"
                     rf"(?P<month>{month}){years}"), self._calendar),
            (self._p(r"the\s+(?:early\s+|late\s+|mid-)?(?P<dec>(?:1[6-9]|20)\d0|\d0)s"), self._decade),
            (self._p(r"(?<=\s)(?P<dec>(?:1[6-9]|20)\d0)s"), self._decade),
            (self._p(rf"(?:(?P<bound>since|until|before|after|from)\s+|in\s+|of\s+|during\s+|year\s+){year}"), self._calendar),
            (self._p(rf"{number}\s+(?P<unit>{unit})\s+(?P<dir>before|after)\s+(?:the\s+)?(?P<anchor>{anchor})"),
             self._from_anchor),
            (self._p(rf"(?P<dir>before|after|since|during|on)\s+(?:the\s+)?(?P<anchor>{anchor})"), self._from_anchor),
            (self._p(rf"{number}\s+(?P<unit>{unit})\s+(?P<dir>ago|earlier|before|later|after)"), self._ago),
            (self._p(rf"(?:for\s+)?(?:the\s+)?(?:last|past)\s+{number}\s+(?P<unit>{unit})"), self._past),
            (self._p(r"(?:earlier\s+|later\s+|late\s+|early\s+)?(?P<dir>last|this|next|past)\s+(?P<unit>week|month|year)(?:end)?"),
             self._near_unit),
            (self._p(r"(?:over|at|during|last|this)\s+(?:the\s+)?(?:past\s+|last\s+)?weekend"), self._weekend),
            (self._p(rf"{bound}(?:on\s+)?(?P<dir>last|next|this|early|late)?\s*(?P<wd>{long_day})"
                     r"(?:\s+(?:morning|afternoon|evening|night))?(?:'s)?"), self._weekday),
            (self._p(_any(self.offsets)), lambda m: TimeExpression(form="offset", unit="day", count=self.offsets[m.group()])),
            (self._p(_any(self.narrative)),
             lambda m: TimeExpression(form="offset", unit="day", count=self.narrative[m.group()], base="narrative")),
            (self._p(_any(self.recent)), lambda m: TimeExpression(form="offset", unit="week", count=-1, vague=True)),
            (self._p(rf"for\s+(?:the\s+)?(?:{number}\s+|many\s+|some\s+)?(?P<unit>{unit})"),
             lambda m: TimeExpression(form="duration", unit=self.units[m.group("unit")])),
        ]  # fmt: skip

    @staticmethod
    def _p(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])")

    def find(self, sentence: Sentence) -> list[TimeWords]:
        """Time words in text order, not overlapping; of overlapping ones the longer, then the earlier rule."""
        text = sentence.text.lower().replace("\u2019", "'").replace("\n", " ")
        if len(text) != len(sentence.text):  # a letter whose lower case is longer would shift offsets
            text = sentence.text
        made = []
        for order, (pattern, make) in enumerate(self.patterns):
            for match in pattern.finditer(text):
                expression = make(match)
                if expression is None or self._is_modal(sentence.text, match) or AFTER_LONG.search(text[: match.start()]):
                    continue
                made.append((match.start() - match.end(), order, match.start(), match.end(), expression))
        found: list[TimeWords] = []
        for _, _, a, b, expression in sorted(made, key=lambda m: m[:4]):
            a += len(text[a:b]) - len(text[a:b].lstrip())
            if all(b + sentence.start <= f.start or a + sentence.start >= f.end for f in found):
                b -= len(text[a:b]) - len(text[a:b].rstrip(" ,."))
                words = sentence.text[a:b]
                found.append(TimeWords(start=sentence.start + a, end=sentence.start + b, text=words, expression=expression))
        return sorted(found, key=lambda f: f.start)

    @staticmethod
    def _is_modal(text: str, match: re.Match[str]) -> bool:
        """ "Up to 15 may have died": in text with capitals a month has one."""
        return MAY.search(text[slice(*match.span())]) is not None and not text.islower()

    # ------------------------------------------------------------------------------------------------------ makers

    def _calendar(self, m: re.Match[str]) -> TimeExpression | None:
        g = m.groupdict()
        day = int(g["day"]) if g.get("day") else None
        month = self.months[g["month"]] if g.get("month") else None
        if day is not None and not 1 <= day <= 31:
            return None
        bound = g.get("bound") or ""
        bound = {"before": "until", "till": "until", "by": "until", "after": "since", "from": "since"}.get(bound, bound)
        return TimeExpression(
            form="calendar", year=int(g["year"]) if g.get("year") else None, month=month, day=day, bound=bound,
            weekday=self.days[g["wd"]] if g.get("wd") else None, toward=-1 if g.get("past") else 0,
            unit="year" if g.get("near") else None, count=NEAR_YEARS.get(g.get("near") or "", 0),
        )  # fmt: skip

    def _span(self, m: re.Match[str]) -> TimeExpression | None:
        """From a day or month to another, of one year or of two that follow each other."""
        g = m.groupdict()
        month = self.months[g["month"]]
        month_end = self.months[g["month_end"]] if g.get("month_end") else month
        year = int(g["year"]) if g["year"] else None
        day = int(g["day"]) if g.get("day") else 1
        day_end = int(g["day_end"]) if g.get("day_end") else monthrange(year or LEAP, month_end)[1]
        start, end = (month, day), (month_end, day_end)
        if not (1 <= day <= 31 and 1 <= day_end <= 31) or (not g.get("month_end") and start >= end):
            return None
        if g.get("began") and year is not None and int(g["began"]) != year - (start > end):
            return None
        return TimeExpression(
            form="season", year=year, month=month, day=day, month_end=month_end, day_end=day_end, toward=-1
        )  # fmt: skip

    def _numeric(self, m: re.Match[str]) -> TimeExpression | None:
        g = m.groupdict()
        if g.get("m"):
            return TimeExpression(form="calendar", year=int(g["year"]), month=int(g["m"]), day=int(g["day"]))
        a, b, year = int(g["a"]), int(g["b"]), int(g["y"])
        if year < 100:
            year += 2000 if year < SHORT_YEARS_FROM else 1900
        weekday = self.days[g["wd"]] if g.get("wd") else None
        if a > 31 or b > 31 or (a > 12 and b > 12):
            return None
        if a > 12:
            return TimeExpression(form="calendar", year=year, month=b, day=a, weekday=weekday)
        if b > 12:
            return TimeExpression(form="calendar", year=year, month=a, day=b, weekday=weekday)
        # Day-month order is open: both readings are kept, the day-first one as the main one (`day_end`, `month_end`).
        return TimeExpression(form="calendar", year=year, month=b, day=a, month_end=a, day_end=b, weekday=weekday)

    def _decade(self, m: re.Match[str]) -> TimeExpression:
        value = int(m.group("dec"))
        return TimeExpression(form="calendar", year=value if value > 1000 else 1900 + value, decade=True)

    def _number(self, word: str) -> tuple[int, bool]:
        if word in ("several", "few"):
            return 3, True
        if word == "couple of":
            return 2, False
        return (int(word) if word.isdigit() else NUMBER_WORDS[word]), False

    def _from_anchor(self, m: re.Match[str]) -> TimeExpression:
        g = m.groupdict()
        count, vague = self._number(g["n"]) if g.get("n") else (0, False)
        unit = self.units[g["unit"]] if g.get("unit") else "day"
        bound = ""
        if not g.get("n"):
            bound = {"before": "until", "after": "since", "since": "since"}.get(g["dir"], "")
        sign = -1 if g["dir"] == "before" else 1
        return TimeExpression(form="offset", unit=unit, count=sign * count, base=g["anchor"], bound=bound, vague=vague)

    def _ago(self, m: re.Match[str]) -> TimeExpression | None:
        count, vague = self._number(m.group("n"))
        unit = self.units[m.group("unit")]
        if unit == "decade":
            count, unit = count * 10, "year"
        if unit == "hour":
            count, unit = 0, "day"
        direction = m.group("dir")
        base = "utterance" if direction == "ago" else "narrative"
        return TimeExpression(
            form="offset", unit=unit, count=count if direction in ("later", "after") else -count, base=base, vague=vague
        )

    def _past(self, m: re.Match[str]) -> TimeExpression | None:
        count, vague = self._number(m.group("n"))
        unit = self.units[m.group("unit")]
        if unit in ("decade", "hour"):
            count, unit = (count * 10, "year") if unit == "decade" else (1, "day")
        return TimeExpression(form="offset", unit=unit, count=-count, bound="since", vague=vague)

    def _near_unit(self, m: re.Match[str]) -> TimeExpression:
        count = {"last": -1, "past": -1, "this": 0, "next": 1}[m.group("dir")]
        return TimeExpression(form="offset", unit=m.group("unit"), count=count)

    def _weekend(self, m: re.Match[str]) -> TimeExpression:
        return TimeExpression(form="weekday", weekday=5, day_end=6, toward=-1)

    def _weekday(self, m: re.Match[str]) -> TimeExpression:
        g = m.groupdict()
        toward = {"last": -1, "next": 1}.get(g.get("dir") or "", 0)
        return TimeExpression(
            form="weekday",
            weekday=self.days[g["wd"]],
            toward=toward,
            bound={"by": "until", "till": "until"}.get(g.get("bound") or "", g.get("bound") or ""),
        )


def _any(words: dict[str, int] | dict[str, str] | tuple[str, ...]) -> str:
    """An alternation, longest first."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")" if words else "(?!)"
