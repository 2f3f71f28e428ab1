"""Numbers with their bounds and what they count, by a language pack's tables alone (contract: as quantities.py)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.reading.native.pack import Found, Pack
from fogline.reading.quantities import Counted
from fogline.reading.sentences import Token

DIGITS = re.compile(r"\d+(?:[.,\u066b\u066c]\d+)*")
GROUPED = re.compile(r"\d{1,3}(?:[.,\u066c]\d{3})+")
BEFORE = {"least": "least", "more": "more", "most": "most", "less": "less", "about": "about"}
AFTER = {f"after-{bound}": bound for bound in BEFORE}
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014~\u301c\u223c\uff5e")
THOUSAND = 1000
GROUP_SIGNS = frozenset(["\u060c", ","])  # signs that stand as tokens between groups of figures
YEARS = range(1900, 2101)
MEASURE, PERCENT = "measure", "%\u066a"  # what is weighed or measured is no number of things
LONGEST_GAP = 3  # words between a number and the noun that it counts
SMALL = 2  # letters of a preposition
BEHIND_NOUN = ("after-least", "after-most")
NEGATED = 2  # words before a bound of which one may negate it


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Counted):
    """`what` is what the noun beside it counts (MEASURE: tonnes, kilometres, per cent), None where none is known; `negates`:
    its bound is worded as a negation ("no son más de 500")."""

    written: bool = False  # in words
    negates: bool = False
    what: str | None = None

    @property
    def is_article(self) -> bool:
        """ "One" alone, which in many languages is a mere article."""
        return self.first == self.last and self.best == 1 and self.written


class Amounts:
    """Finds the amounts of one sentence. `forms` as Pack.forms gives them; `dates` are tokens that belong to dates."""

    def __init__(self, pack: Pack, tokens: Sequence[Token], forms: Sequence[Sequence[str]], dates: frozenset[int]) -> None:
        self.pack, self.tokens, self.forms, self.dates = pack, tokens, forms, dates

    def all(self) -> Iterator[Amount]:
        i = 0
        while i < len(self.tokens):
            if past := self._uncounted(i):
                i = past
                continue
            made = None if i in self.dates else self._vague(i) or self._number(i)
            if made is None:
                i += 1
                continue
            made = self._bounded_behind(self._counted(self._bounded(self._range(made))))
            i = made.last + 1
            yield made

    def _found(self, i: int, *roles: str) -> Found | None:
        return next((f for f in self.pack.numbers.at(self.forms, i) if f.role in roles), None)

    def _uncounted(self, i: int) -> int:
        """The token behind figures that count nothing: a time of day, a score, an ordinal; 0 where there are none."""
        text, after = self.tokens[i].text, [t.text for t in self.tokens[i + 1 : i + 3]]
        if not text[0].isdecimal():
            return i + 1 if self._is_unit(i) else 0
        joined = [self.tokens[k].start == self.tokens[k - 1].end for k in (i + 1, i + 2) if k < len(self.tokens)]
        if joined == [True, True] and after[1].isdecimal():
            if after[0] == ":":  # "02:30"
                return i + 3
            if after[0] in DASHES and text.isdecimal() and int(after[1]) <= int(text):  # "5-3"
                return i + 3
        if joined == [True, True] and after[0] in DASHES and after[1].lower() in self.pack.ordinals:  # "34-й"
            return i + 3
        if joined == [True, False] and after[0] == "." and after[1][0].islower():  # "13. minuta"
            return i + 2
        before = self.pack.time.at(self.forms, i - 1) if i and text.isdecimal() else []
        is_clock = any(f.role == "unit" and f.values[0] == "hour" for f in before)  # "at the hour 6"
        return i + 1 if is_clock else 0

    def _is_unit(self, i: int) -> bool:
        """A word glued to figures, which may look like a number itself ("20세", aged 20)."""
        return i > 0 and self.tokens[i - 1].text[-1].isdecimal() and self.tokens[i].start == self.tokens[i - 1].end

    # --------------------------------------------------------------------------------------------------- the number

    def _number(self, i: int) -> Amount | None:
        total = current = factor = 0.0  # what is done, what goes on, the last scale
        k, seen = i, False
        while k < len(self.tokens) and k not in self.dates:
            digits = self._digits(k)
            word = self._found(k, "number")
            scale = self._found(k, "scale") if seen else None
            figures = k > i and self.tokens[k - 1].text[-1].isdecimal()
            if digits and (not seen or (factor and not current and digits[0] < factor)):
                (current, k), seen = digits, True
            elif scale and int(scale.values[0]) > 1:
                factor = float(scale.values[0])
                current, k = max(current, 1.0) * factor, k + scale.length
                if factor >= THOUSAND:
                    total, current = total + current, 0.0
            elif word and (not seen or (not figures and self._goes_on(k, total, current, int(word.values[0])))):
                current, k, seen = current + int(word.values[0]), k + word.length, True
            elif factor >= THOUSAND and not current and (rest := self._attached(k)) and (rest.best or 0) < factor:
                current, k = float(rest.best or 0), k + 1  # "11 thousand and500"
            elif seen and self._found(k, "to") and self._adds(0.0, current, self._value(k + 1)):
                k += 1  # "twenty and five"
            else:
                break
        if not seen:
            return None
        n = round(total + current)
        if k == i + 1 and n in YEARS and self.tokens[i].text.isdecimal() and not self._before_noun(k):
            return None  # most likely a year
        written = not self.tokens[i].text[0].isdecimal()
        return Amount(first=i, last=k - 1, low=n, best=n, high=n, written=written)

    def _before_noun(self, i: int) -> bool:
        return bool(self.pack.counted.at(self.forms, i)) or bool(self._found(i, "counter"))

    def _value(self, i: int) -> int:
        word = self._found(i, "number")
        return int(word.values[0]) if word else 0

    def _goes_on(self, k: int, total: float, current: float, more: int) -> bool:
        """As `_adds`, and tens that an "and" joins to the units before them: "ستة وثلاثين", six and thirty."""
        is_joined = not self.pack.numbers.at([self.forms[k][:1]], 0)
        tens = 20 <= more < 100 and more % 10 == 0 and 0 < current % 100 < 10
        return (is_joined and tens) or self._adds(total, current, more)

    @staticmethod
    def _adds(total: float, current: float, more: int) -> bool:
        """Whether a number word goes on after what was read: "twenty five", "two thousand five", not "five twenty"."""
        if not current:
            return total > more > 0
        return (0 < more < 10 <= current and current % 10 == 0) or (0 < more < 100 <= current and current % 100 == 0)

    def _digits(self, i: int) -> tuple[float, int] | None:
        """The value of digits and the token after them; groups may be apart by a blank ("14 700")."""
        text = self.tokens[i].text
        if not DIGITS.fullmatch(text):
            return None
        if GROUPED.fullmatch(text):
            return float("".join(c for c in text if c.isdecimal())), i + 1
        if not text.isdecimal():  # a decimal counts only before a scale: "1.5 million"
            if not self._scaled(i + 1) or text.count(".") + text.count(",") + text.count("\u066b") != 1:
                return None
            return float(re.sub(r"[,\u066b]", ".", text, count=1)), i + 1
        k = i + 1
        while len(text) % 3 == 0 or k == i + 1:
            apart = (
                k < len(self.tokens) and self.tokens[k].text in GROUP_SIGNS and self.tokens[k].start == self.tokens[k - 1].end
            )
            if len(self.tokens[i].text) > 3 or not self._group(k + apart):
                break
            text, k = text + self.tokens[k + apart].text, k + apart + 1
        return float(text), k

    def _scaled(self, i: int) -> bool:
        scale = self._found(i, "scale")
        return scale is not None and int(scale.values[0]) > 1

    def _group(self, i: int) -> bool:
        if i >= len(self.tokens):
            return False
        token = self.tokens[i]
        gap = token.start - self.tokens[i - 1].end
        return token.text.isdecimal() and len(token.text) == 3 and gap == (self.tokens[i - 1].text not in GROUP_SIGNS)

    def _vague(self, i: int) -> Amount | None:
        found = self.pack.numbers.at(self.forms, i)
        band = next((f for f in found if f.role == "vague"), None)
        if band is None:
            return None
        others = found[: found.index(band)]
        if any(f.length > band.length or f.role == "number" for f in others if f.role in ("number", *BEFORE)):
            return None  # "more than" is no "more"
        low, high = band.values
        most = int(high) if high != "-" else None
        return Amount(first=i, last=i + band.length - 1, low=int(low), best=None, high=most, vague=True)

    def _range(self, made: Amount) -> Amount:
        """ "20-30", "from 20 to 30": one amount with both bounds."""
        k = made.last + 1
        between = bool(made.first and self._found(made.first - 1, "between"))
        joins = k < len(self.tokens) and (self.tokens[k].text in DASHES or self._to(k, between))
        other = self._attached(k) if between and made.best is not None else None
        if made.vague or not (joins or other) or made.best is None:
            return made
        if other is None and k + 1 < len(self.tokens):
            other = self._number(k + 1)
        if other is None or other.best is None:
            return made
        low, high = made.best, other.best
        if high < THOUSAND <= low and (scale := self._found(made.last, "scale")):  # "6 thousand to 7"
            high *= int(scale.values[0])
        if low < THOUSAND <= high and (scale := self._found(other.last, "scale")):  # "10 to 25 thousand"
            low = low * int(scale.values[0]) if low * int(scale.values[0]) < high else low
        if made.written and other.written and low < 10 < high:  # "három-négyezer": the scale is in the second word
            scaled = low * 10 ** int(math.log10(high))
            low = scaled if scaled < high else low
        if high <= low:
            return made
        return replace(made, first=made.first - between, last=other.last, low=low, best=None, high=high)

    def _attached(self, i: int) -> Amount | None:
        """Figures with the word that joins written together with them: "بين 800 و1000"."""
        text = self.tokens[i].text if i < len(self.tokens) else ""
        for prefix in self.pack.prefixes:
            figures = text.removeprefix(prefix)
            if figures != text and figures.isdecimal() and self.pack.is_a([(prefix,)], 0, "and"):
                return Amount(first=i, last=i, low=int(figures), best=int(figures), high=int(figures))
        return None

    def _to(self, i: int, between: bool) -> bool:
        """The word joins the ends of a range; "and" does only after "between"."""
        return bool(self._found(i, "to")) and (between or not self.pack.is_a(self.forms, i, "and"))

    # --------------------------------------------------------------------------------------------- bounds and nouns

    def _bounded(self, made: Amount) -> Amount:
        first, bound = self._bound_before(made.first)
        if bound == "more" and self._negation_before(first):  # "no son más de 500"
            return replace(_with_bound(replace(made, first=first), "most"), negates=True)
        last, negates = made.last, any(self.pack.is_a(self.forms, i, "negation") for i in range(first, made.first))
        if counter := self._found(last + 1, "counter"):
            last += counter.length
        if not bound and (found := self._found(last + 1, *AFTER)):
            last, bound = last + found.length, AFTER[found.role]
            negates = bound in ("most", "less")  # "does not exceed 500"
        return replace(_with_bound(replace(made, first=first, last=last), bound), negates=negates)

    def _bounded_behind(self, made: Amount) -> Amount:
        """ "12 personnes au moins": behind the counted noun, where no number follows that it bounds itself."""
        if made.noun is None or made.noun <= made.last or made.low != made.high:
            return made
        found = self._found(made.noun + 1, *BEHIND_NOUN)
        if found is None or self._number(made.noun + 1 + found.length) is not None:
            return made
        return _with_bound(made, AFTER[found.role])

    def _bound_before(self, number: int) -> tuple[int, str]:
        """Where the bound of a number begins and what it is; a preposition may stand between, "al menos a 26"."""
        for end in (number, number - 1):
            small = end < number and len(self.tokens[end].text) <= SMALL and self.pack.is_a(self.forms, end, "outer")
            for k in range(max(0, end - 4), end) if end == number or small else ():
                found = self._found(k, *BEFORE)
                if found and k + found.length == end:
                    return k, BEFORE[found.role]
        return number, ""

    def _negation_before(self, i: int) -> bool:
        """Whether a word right before a bound negates it, a verb between at most."""
        near = range(i - 1, max(i - 1 - NEGATED, -1), -1)
        nearest = next((k for k in near if self.pack.is_a(self.forms, k, "negation")), None)
        return nearest is not None and all(self.tokens[k].text[0].isalpha() for k in range(nearest, i))

    def _counted(self, made: Amount) -> Amount:
        if any(0 <= k < len(self.tokens) and self.tokens[k].text in PERCENT for k in (made.first - 1, made.last + 1)):
            return replace(made, what=MEASURE)
        if self.pack.counted_before:
            return self._counted_before(made)
        for k in range(made.last + 1, min(made.last + 1 + LONGEST_GAP, len(self.tokens))):
            if not self.tokens[k].text[0].isalpha() or (k > made.last + 1 and self._begins_with_and(k)):
                break
            found = self.pack.counted.at(self.forms, k)
            if found:
                return replace(made, what=found[0].role, noun=k)
        return made

    def _counted_before(self, made: Amount) -> Amount:
        """ "Soldiers 12 died": the noun right before says who, the word right behind what became of them."""
        behind = self.pack.counted.at(self.forms, made.last + 1)
        before = self.pack.counted.at(self.forms, made.first - 1)
        if not behind and not before:
            return made
        noun = made.first - 1 if before else made.last + 1
        return replace(made, what=(behind or before)[0].role, noun=noun)

    def _begins_with_and(self, i: int) -> bool:
        """The word that joins is written together with the next one, which nothing before it counts: "12 زيمبابوياً وأسقطوا"."""
        word = self.tokens[i].text
        joined = any(word.startswith(p) and self.pack.is_a([(p,)], 0, "and") for p in self.pack.prefixes)
        return joined and not self.pack.counted.at([self.forms[i][:1]], 0)


def _with_bound(made: Amount, bound: str) -> Amount:
    n = made.low or 0
    if made.low != made.high and not made.vague:  # a range has its bounds
        return made
    match bound:
        case "least":
            return replace(made, best=None, high=None)
        case "more":
            return replace(made, low=n if made.vague else n + 1, best=None, high=None)
        case "most":
            return replace(made, low=None, best=None, high=made.high if made.vague else n)
        case "less":
            return replace(made, low=None, best=None, high=n - 1)
        case "about":
            return replace(made, approximate=True)
    return made
