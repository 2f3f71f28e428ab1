"""Phrases that the tagger found, with their edges as the tables of the language want them: who is meant, which place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.reading.native.pack import Pack, folded
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.view import Part
from fogline.records import Ref

# Nouns that stand beside a place's name and are no part of it; bridges, roads and rivers keep theirs.
BESIDE = ("settlement", "district", "province", "country", "direction")
NOWHERE = ("pronoun", "negation", "hedge", "media", "medium", "running")  # words that are no place
QUOTES = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“", "「": "」", "『": "』", "‹": "›"}
SIDES = ("state", "rebel", "civilian")  # categories of nouns whose number is a side's
TYPES = {"state": "state_forces", "rebel": "rebel_group", "civilian": "civilians", "official": "person", "anonymous": "person"}
ENDS, COMMAS = frozenset(";؛:.!?。۔"), frozenset(",،、")  # signs between which a clause stands
STOPS = ENDS | COMMAS
QUOTING = frozenset('«»"“”„‟‘’『』「」')
ARMED = ("state_forces", "rebel_group")  # of these types

SPOKESMAN = "spokesman"  # value of an official who speaks for a body, named or not
LEAST_OWN = 5  # letters of a word with an ending that says "our"

Span = tuple[int, int]  # code points of the report
Words = tuple[int, int]  # first and last token


class Phrasing:
    """The phrases of one sentence; `forms` as Pack.forms gives them, `names` are the tokens of names that the case knows."""

    def __init__(self, pack: Pack, sentence: Sentence, forms: Sequence[Sequence[str]], names: Sequence[Words] = ()) -> None:
        self.pack, self.sentence, self.forms, self.names = pack, sentence, forms, names

    def ref(self, part: Part) -> Ref | None:
        """None where nothing is left between the edges."""
        first, last = self._named_by(part.first, part.last) or self._with_body(part.first, part.last)
        span = self.trimmed(first, last)
        if span is None:
            return None
        text, whose = self.text(span), self._spoken_for(part)
        return Ref(text=text, at=span, name=whose or text, type=self._type(part), own=self._is_own(part))

    def _spoken_for(self, part: Part) -> str | None:
        """The name that the case knows in "a spokesman of the Northern Front": he stands for the body."""
        inside = [(a, b) for a, b in self.names if part.first <= a and b <= part.last]
        if len(inside) != 1 or not any(self._is_spokesman(i) for i in range(part.first, part.last + 1)):
            return None
        span = self.trimmed(*inside[0])
        return self.text(span) if span else None

    def _is_spokesman(self, i: int) -> bool:
        return any(f.role == "official" and f.values[0] == SPOKESMAN for f in self.pack.words.at(self.forms, i))

    def _named_by(self, first: int, last: int) -> Words | None:
        """The longer name that a phrase is a part of: "army" of "Army of the Free Valleys"."""
        return next(((a, b) for a, b in self.names if a <= first and last <= b), None)

    def _with_body(self, first: int, last: int) -> Words:
        """With the name of the body right behind the noun for its men: "fighters of the Northern Front"."""
        if not any(self.pack.is_a(self.forms, i, *SIDES) for i in range(first, last + 1)):
            return first, last
        behind = last + 2 if last + 1 < len(self.forms) and self.pack.is_a(self.forms, last + 1, "linker") else last + 1
        return first, next((b for a, b in self.names if a in (last + 1, behind)), last)

    def _is_own(self, part: Part) -> bool:
        """ "Our fighters", the word also right before a phrase that begins behind it."""
        inside = range(max(part.first - 1, 0), part.last + 1)
        ends = (self.sentence.tokens[i].text.lower() for i in range(part.first, part.last + 1))
        return any(self.pack.is_a(self.forms, i, "own") for i in inside) or any(
            len(word) >= LEAST_OWN and word.endswith(self.pack.own) for word in ends
        )

    def places(self, part: Part) -> Iterator[tuple[Span, bool]]:
        """The places of a phrase and whether they are named: those that "and" joins apart, each without the noun beside its
        name. A phrase of such nouns alone ("the capital", "the southern front") stands as it is."""
        for first, last in self._joined(part.first, part.last):
            if all(self.pack.is_a(self.forms, i, *NOWHERE) for i in range(first, last + 1)):
                continue
            if any(a <= first and last <= b and a < b for a, b in self.names):
                continue  # a word of an actor's name
            if span := self.trimmed(first, last, *BESIDE):
                yield span, True
            elif span := self.trimmed(first, last):
                yield span, False

    def is_settlement(self, span: Span) -> bool:
        """Whether one word says only that there is a settlement: "the city". "The capital" is one of its own."""
        inside = self.tokens_of(span)
        found = self.pack.words.at(self.forms, inside[0]) if len(inside) == 1 else []
        return any(f.role == "settlement" and f.length == 1 for f in found) and not any(f.values[0] == "capital" for f in found)

    def trimmed(self, first: int, last: int, *beside: str) -> Span | None:
        """Tokens `first`..`last` without small words at the edges, without words of the categories `beside`, and without
        particles on the first and last word."""
        tokens = self.sentence.tokens
        while first <= last and self._loose(first, beside) and not self._named_by(first, first):
            first += 1
        while last >= first and self._loose(last, beside) and not self._named_by(last, last):
            last -= 1
        if first > last:
            return None
        first, last = self._whole_name(first, last)
        start, end = tokens[first].start, tokens[last].end
        end -= len(self._suffix(tokens[last].text))
        start += len(self._prefix(tokens[first].text))
        if start >= end or not any(c.isalpha() for c in self.text((start, end))):  # "60" of "60 % of the region"
            return None
        return self._closed(start, end)

    def _whole_name(self, first: int, last: int) -> Words:
        """With all capitalised words of a name that the phrase begins or ends within, but for the first word of a sentence."""
        while first > 1 and self._goes_on(first - 1, first):
            first -= 1
        while last + 1 < len(self.sentence.tokens) and self._goes_on(last, last + 1):
            last += 1
        return first, last

    def _goes_on(self, i: int, k: int) -> bool:
        one, other = self.sentence.tokens[i], self.sentence.tokens[k]
        if i == 0 and self.pack.is_a(self.forms, 0, *TYPES):  # "Rebels" has its capital from the sentence
            return False
        if any(last == i or first == k for first, last in self.names):  # "Tilmesh Front": an actor of the case beside a town
            return False
        if self._suffix(one.text):  # "Orlanból Tarvikba": each with its own ending
            return False
        blank = other.start == one.end + 1
        return blank and one.text[0].isupper() and other.text[0].isupper() and not self._loose(i, ()) and not self._loose(k, ())

    def _closed(self, start: int, end: int) -> Span:
        """With the quotation mark that belongs to one inside: "the channel «South Post" ends behind its »."""
        text, offset = self.sentence.text, self.sentence.start
        inside, behind = text[start - offset : end - offset], text[end - offset : end - offset + 1]
        opened = next((close for open_, close in QUOTES.items() if inside.count(open_) > inside.count(close)), None)
        return (start, end + 1) if opened and behind == opened else (start, end)

    def pronoun(self, ref: Ref) -> str:
        """singular, plural or first where all of the phrase is a pronoun, else nothing."""
        inside = self.tokens_of(ref.at) if ref.at else []
        found = self.pack.words.at(self.forms, inside[0]) if inside else []
        return next((f.values[0] for f in found if f.role == "pronoun" and f.length == len(inside)), "")

    def is_oblique(self, ref: Ref) -> bool:
        """Whether all of the phrase is a pronoun in a case in which nobody acts."""
        inside = self.tokens_of(ref.at) if ref.at else []
        return len(inside) == 1 and self.pack.is_a(self.forms, inside[0], "oblique")

    def basis(self, speaker: Ref) -> str:
        inside = self.tokens_of(speaker.at) if speaker.at else []
        rest = [i for i in inside if not self._loose(i, ("official", "anonymous"))]
        if rest and any(self._is_spokesman(i) for i in inside):
            return "spokesman"
        if any(self.pack.is_a(self.forms, i, "anonymous") for i in inside):
            return "anonymous"
        return "spokesman" if any(self.pack.is_a(self.forms, i, "official") for i in inside) else "named"

    def tokens_of(self, span: Span) -> list[int]:
        return [i for i, t in enumerate(self.sentence.tokens) if t.start < span[1] and span[0] < t.end]

    def text(self, span: Span) -> str:
        return self.sentence.text[span[0] - self.sentence.start : span[1] - self.sentence.start]

    def _joined(self, first: int, last: int) -> Iterator[Words]:
        """The members of a coordination."""
        start = first
        for i in range(first + 1, last):
            if self.pack.is_a(self.forms, i, "and") or self.sentence.tokens[i].text in ",،、":
                if start < i:
                    yield start, i - 1
                start = i + 1
        yield start, last

    def _loose(self, i: int, beside: Sequence[str]) -> bool:
        return self.pack.is_a(self.forms, i, "outer", *beside) or not _has_letters(self.sentence.tokens[i].text)

    def _suffix(self, word: str) -> str:
        """The particle at the end of a word that the tables do not know as it stands."""
        if self._is_known(word):
            return ""
        return next((p for p in self.pack.suffixes if word.endswith(p) and word.removesuffix(p) in self.pack.bare(word)), "")

    def _prefix(self, word: str) -> str:
        """What is written together with a word before it: only where what is left begins with an article, which stays, or is a
        known word, because names begin with the same letters."""
        if self._is_known(word):
            return ""
        rests = [(p, word.removeprefix(p)) for p in self.pack.prefixes if word.startswith(p) and p not in self.pack.articles]
        before_article = (p for p, rest in rests if self.pack.articles and rest.startswith(self.pack.articles))
        return next(before_article, next((p for p, rest in rests if self._is_known(rest)), ""))

    def _is_known(self, word: str) -> bool:
        return bool(self.pack.words.at([(folded(word),)], 0))

    def side(self, noun: int) -> str | None:
        """The type of those whom a counted noun names, where the noun alone says it: "people" and "wounded" may be anyone."""
        if self.pack.is_a(self.forms, noun, "anyone"):
            return None
        return next((TYPES[category] for category in SIDES if self.pack.is_a(self.forms, noun, category)), None)

    def _type(self, part: Part) -> str:
        for i in range(part.first, part.last + 1):
            for category, type_ in TYPES.items():
                if self.pack.is_a(self.forms, i, category):
                    return type_
        return "organisation"


def _has_letters(word: str) -> bool:
    return any(c.isalnum() for c in folded(word))
