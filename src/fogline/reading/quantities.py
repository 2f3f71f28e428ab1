"""Numbers with their bounds, and the noun that each counts. What a number *means* (killed, personnel …) its claim decides.

Contract: exact n is low = best = high = n; "at least n" low n; "more than n" low n+1; "up to n", "no more than n" high n;
"under n", "nearly n", "fewer than n" high n-1; "about n" best n, approximate; vague words carry their band and `vague`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fogline.reading.lexicon import Lexicon, Rows, words_of
from fogline.reading.sentences import Sentence, Token
from fogline.tables import table

DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f']\d{3})+|\d+(?:\.\d+)?")
GROUPED = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f']\d{3})+")
# A number before one of these, or after one of `AFTER`, is a date, an age, a measure or a label, not a count of people or
# things.
UNITS = words_of("unit")
LABELS = words_of("label")
MONTHS = frozenset(row["words"] for row in table("en/time.tsv") if row["form"] == "month")
MONEY = frozenset("$€£¥")
PUTTING = words_of("putting at a number")
HANDING = words_of("handing over")
HARMED = words_of("harmed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A number in any language. `first`..`last` are the tokens of number and bounds; `noun` the token counted, None where it
    stands alone ("killing 12")."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    approximate: bool = False
    vague: bool = False
    noun: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Counted):
    """A number in a parse; `number` is the token that carries it there."""

    number: int


def _words(rows: Rows) -> dict[str, list[tuple[tuple[str, ...], int, int]]]:
    """role → word sequences with low and high, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], int, int]]] = {}
    for row in rows:
        low = int(row["low"]) if row["low"] != "-" else 0
        high = int(row["high"]) if row["high"] != "-" else low
        found.setdefault(row["role"], []).append((tuple(row["words"].split()), low, high))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


Entry = tuple[tuple[str, ...], int, int]


class Counter:
    """Finds the counts of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.roles = _words(lexicon.numbers)
        self.vague: dict[str, list[Entry]] = {}
        for entry in self.roles["vague"]:
            self.vague.setdefault(entry[0][0], []).append(entry)
        self.numbers = {w[0]: low for w, low, _ in self.roles["number"]}
        self.scales = {w[0]: low for w, low, _ in self.roles["scale"]}

    def counts(self, sentence: Sentence) -> list[Count]:
        found: list[Count] = []
        i = 0
        while i < len(sentence.tokens):
            made = self._vague(sentence, i) or self._exact(sentence, i)
            if made is None:
                i += 1
                continue
            made = self._range(sentence, made)
            i = made.last + 1
            noun = self._noun(sentence, made)
            if noun != -1:
                found.append(self._bounded(sentence, made, None if noun == -2 else noun))
        return found

    # --------------------------------------------------------------------------------------------------- the number

    def _vague(self, sentence: Sentence, i: int) -> Count | None:
        tokens = sentence.tokens
        for words, low, high in self.vague.get(tokens[i].lower, ()):
            if _matches(tokens, i, words):
                last = i + len(words) - 1
                follow = tokens[last + 1].lower if last + 1 < len(tokens) else ""
                if words == ("some",) and (
                    follow in self.numbers or DIGITS.fullmatch(follow) or tokens[i].dep not in ("det", "amod")
                ):
                    return None
                if words[-1] in (
                    "some",
                    "many",
                    "several",
                    "multiple",
                    "numerous",
                    "both",
                    "few",
                    "number",
                ) and not self._plural_noun(sentence, i):
                    return None
                number = next((k for k in range(last, i - 1, -1) if tokens[k].pos in ("NOUN", "NUM", "ADJ", "DET")), last)
                return Count(
                    first=i, last=last, low=low, best=None, high=high, approximate=False, vague=True, number=number, noun=None
                )
        return None

    def _plural_noun(self, sentence: Sentence, i: int) -> bool:
        tokens = sentence.tokens
        noun = tokens[tokens[i].head]
        return noun.tag in ("NNS", "NNPS") or noun.lower in ("people",) or (i + 1 < len(tokens) and tokens[i + 1].tag == "NNS")

    def _exact(self, sentence: Sentence, i: int) -> Count | None:
        tokens = sentence.tokens
        value, k = 0.0, i
        word = tokens[i].lower
        if DIGITS.fullmatch(word):
            if not _is_count(tokens, i):
                return None
            value, k = _value(word), i + 1
        elif word in self.numbers:
            value, k = float(self.numbers[word]), i + 1
        elif "-" in word and all(part in self.numbers for part in word.split("-")):
            value, k = float(sum(self.numbers[part] for part in word.split("-"))), i + 1
        elif (
            word in ("a", "an", "half")
            and i + 1 < len(tokens)
            and tokens[i + 1].lower in self.scales
            and tokens[i + 1].lower != "score"
        ):
            value, k = (0.5 if word == "half" else 1.0), i + 1
        elif word == "half" and _matches(tokens, i, ("half", "a", "dozen")):
            value, k = 0.5, i + 2
        else:
            return None
        while k < len(tokens):
            word = tokens[k].lower
            if (
                word == "-"
                and k + 1 < len(tokens)
                and tokens[k + 1].lower in self.numbers
                and value % 10 == 0
                and 20 <= value < 100
            ):
                value, k = value + self.numbers[tokens[k + 1].lower], k + 2
            elif word in self.scales and word != "score":
                value, k = value * self.scales[word], k + 1
            elif (
                word == "and"
                and value >= 100
                and k + 1 < len(tokens)
                and tokens[k + 1].lower in self.numbers
                and tokens[k].dep != "cc"
            ):
                value, k = value + self.numbers[tokens[k + 1].lower], k + 2
            else:
                break
        n = round(value)
        return Count(
            first=i,
            last=k - 1,
            low=n,
            best=n,
            high=n,
            approximate=False,
            vague=False,
            number=k - 1 if k - 1 > i else i,
            noun=None,
        )

    def _range(self, sentence: Sentence, made: Count) -> Count:
        """ "between 20 and 30", "20 to 30", "20-30": one count with both bounds."""
        tokens, k = sentence.tokens, made.last + 1
        if made.vague or k + 1 >= len(tokens) or made.best is None:
            return made
        between = made.first > 0 and tokens[made.first - 1].lower == "between" and tokens[k].lower == "and"
        if not between and tokens[k].lower not in ("to", "-", "\u2013"):
            return made
        other = self._exact(sentence, k + 1)
        if other is None or other.best is None or other.best <= made.best:
            return made
        first = made.first - between
        return replace(made, first=first, last=other.last, low=made.best, best=None, high=other.best, number=other.number)

    # -------------------------------------------------------------------------------------------- the noun it counts

    def _noun(self, sentence: Sentence, count: Count) -> int:
        """The counted noun's token; -2 where the number stands alone; -1 where it is no count at all."""
        tokens = sentence.tokens
        after = count.last + 1
        follow = tokens[after].lower if after < len(tokens) else ""
        if follow in UNITS or (follow == "-" and after + 1 < len(tokens) and tokens[after + 1].lower in UNITS):
            return -1
        number = tokens[count.number]
        for i in (count.number, count.first):
            token = tokens[i]
            if token.dep in ("nummod", "det", "amod", "compound", "quantmod", "nmod", "predet") and tokens[token.head].pos in (
                "NOUN",
                "PROPN",
                "ADJ",
            ):
                head = tokens[token.head]
                if head.dep == "quantmod" or head.lower in self.scales:
                    head = tokens[head.head]
                if head.lower in UNITS or head.lemma in UNITS:
                    return -1
                if head.i < count.first and head.pos == "PROPN":
                    return -1
                if head.i > count.last:
                    return head.i
        if follow == "of" or follow == "of the":
            for child in tokens[after].children:
                if tokens[child].dep == "pobj":
                    return -1 if tokens[child].lower in UNITS else -2 if tokens[child].pos == "NUM" else child
        for k in range(after, min(after + 4, len(tokens))):  # a parse that missed the noun: "35 Syrian soldiers"
            if tokens[k].tag in ("NNS", "NNPS") or tokens[k].lower == "people":
                return -1 if tokens[k].lower in UNITS else k
            if tokens[k].pos not in ("ADJ", "PROPN", "NOUN", "ADV"):
                break
        if follow in HARMED:  # "losses are eight killed"
            return -2
        if number.dep in (
            "dobj",
            "nsubj",
            "nsubjpass",
            "pobj",
            "conj",
            "attr",
            "ROOT",
            "appos",
            "dep",
            "agent",
            "oprd",
            "npadvmod",
            "nummod",
        ):
            if self._is_known(tokens, number):
                return -1
            if self._is_put(tokens, number):
                return -2
            if (
                number.pos == "NUM"
                and number.dep == "pobj"
                and tokens[number.head].lower in ("in", "at", "on", "since", "until", "by", "around", "before", "after")
            ):
                return -1
            if number.dep in ("appos", "npadvmod", "nummod") and not count.vague:
                return -1
            return -2
        return -1 if not count.vague else -2

    @staticmethod
    def _is_known(tokens: list[Token], number: Token) -> bool:
        """ "One of the three": those who were counted before."""
        of = tokens[number.head]
        definite = any(tokens[child].lower in ("the", "these", "those") for child in number.children)
        return definite and number.dep == "pobj" and of.lower == "of" and tokens[of.head].pos in ("NUM", "PRON", "DET")

    @staticmethod
    def _is_put(tokens: list[Token], number: Token) -> bool:
        """ "Puts its dead at four", "the toll stands at 50": no time of day."""
        at = tokens[number.head]
        return number.dep == "pobj" and at.lower == "at" and tokens[at.head].lemma in PUTTING

    # -------------------------------------------------------------------------------------------------------- bounds

    def _bounded(self, sentence: Sentence, count: Count, noun: int | None) -> Count:
        tokens = sentence.tokens
        first, last, role = count.first, count.last, ""
        for name in ("least", "most", "more", "less", "about"):
            for words, _, _ in self.roles[name]:
                matches = count.first >= len(words) and _matches(tokens, count.first - len(words), words)
                if matches and (not role or count.first - len(words) < first) and not _is_particle(tokens, count.first - 1):
                    first, role = count.first - len(words), name
        for words, _, _ in self.roles["after-least"]:
            if _matches(tokens, count.last + 1, words):
                last, role = count.last + len(words), "least"
        low, best, high, approximate = count.low, count.best, count.high, False
        n = count.low if count.low is not None else 0
        if (
            role == "more"
            and first > 0
            and any(tokens[k].dep == "neg" or tokens[k].lower in ("not", "n't") for k in range(max(0, first - 4), first))
        ):
            role = "most"
        match role:
            case "least":
                best, high = None, None
            case "more":
                low, best, high = (n if count.vague else n + 1), None, None
            case "most":
                low, best, high = None, None, (count.high if count.vague else n)
            case "less":
                low, best, high = None, None, n - 1
            case "about":
                approximate = True
        return Count(
            first=first,
            last=last,
            low=low,
            best=best,
            high=high,
            approximate=approximate,
            vague=count.vague,
            number=count.number,
            noun=noun,
        )


def _matches(tokens: list[Token], i: int, words: tuple[str, ...]) -> bool:
    return i >= 0 and i + len(words) <= len(tokens) and all(tokens[i + k].lower == w for k, w in enumerate(words))


def _is_particle(tokens: list[Token], i: int) -> bool:
    """Whether "over" belongs to the verb before it and bounds nothing: "hand over 840 weapons"."""
    return tokens[i].lower == "over" and i > 0 and tokens[i - 1].lemma in HANDING


def _value(word: str) -> float:
    """ "10.000" and "10,000" are ten thousand: nobody counts people to three decimals."""
    return float(re.sub(r"[^\d]", "", word)) if GROUPED.fullmatch(word) else float(word)


def _is_count(tokens: list[Token], i: int) -> bool:
    """Not a year, a day of a month, an age, a clock time, money or a label."""
    token = tokens[i]
    before = tokens[i - 1].lower if i else ""
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    may = i + 1 < len(tokens) and tokens[i + 1].tag == "MD"  # "14,700 may stay"
    if before in MONEY or before.rstrip(".") in MONTHS or (after.rstrip(".") in MONTHS and not may) or before in LABELS:
        return False
    joined = i > 0 and tokens[i - 1].end == token.start  # "10:30", but not "Karzin: 15 civilians"
    if (joined and before in ("/", ":", "-", ".", "#")) or after in ("/", ":") or (before == "(" and after == ")"):
        return False
    if "." in token.text and not GROUPED.fullmatch(token.text):
        return after in ("million", "billion", "thousand")
    if re.fullmatch(r"(1[6-9]|20)\d\d", token.text) and after not in (
        "people",
        "fighters",
        "soldiers",
        "troops",
        "men",
        "civilians",
    ):
        counted = tokens[token.head]
        return token.dep == "nummod" and counted.i > i and counted.tag == "NNS"
    return not (before == "," and after in (",", ".", ")", ";"))  # ", 28," is an age
