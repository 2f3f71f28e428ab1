"""Noun phrases on the parse: their words, their coordination and the class of what they name (for type-checks).

Classes come from data/<language>/nouns.tsv and from names: `armed police unarmed protester official government organisation
media place road building vehicle equipment weapon aid money office control abstract`, and `person`, `people` for names.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.reading.lexicon import Lexicon, words_of
from fogline.reading.sentences import Sentence, Token

# Branches of a noun that say more about it but are not its name.
LOOSE = frozenset({"relcl", "appos", "acl", "advcl", "cc", "conj", "punct", "prep", "parataxis", "dep", "preconj", "advmod"})
VAGUE_HEADS = words_of("vague head")
SPOKESMAN = words_of("spokesman")
ACTING = frozenset({"armed", "police", "unarmed", "protester", "official", "government", "organisation", "person", "people"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A named thing found before parsing roles: tokens `first`..`last`, its class, and its type for records.Ref."""

    first: int
    last: int
    cls: str
    type: str
    id: str | None = None


class Nominals:
    """The noun phrases of one sentence. `names` maps a token to the Name that covers it."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, names: dict[int, Name]) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.names = names
        self._classes: dict[int, str] = {}

    def conjuncts(self, i: int) -> list[int]:
        """The head and the heads coordinated with it, in text order."""
        found = [i]
        for child in self.sentence.tokens[i].children:
            if self.sentence.tokens[child].dep == "conj" and self.sentence.tokens[child].pos in (
                "NOUN",
                "PROPN",
                "PRON",
                "NUM",
            ):
                found.extend(self.conjuncts(child))
        return found

    def content(self, i: int) -> int:
        """The noun that counts: "militants" for "dozens of militants", "fighters" for "a group of fighters"."""
        token = self.sentence.tokens[i]
        if token.lower in VAGUE_HEADS or token.pos == "NUM" or token.lower in ("people",):
            for child in token.children:
                if self.sentence.tokens[child].lower == "of":
                    for grandchild in self.sentence.tokens[child].children:
                        inner = self.sentence.tokens[grandchild]
                        if inner.dep == "pobj" and inner.pos in ("NOUN", "PROPN") and self.named_class(grandchild) != "place":
                            return self.content(grandchild)
        return i

    def named_class(self, i: int) -> str | None:
        name = self.names.get(i)
        return name.cls if name else None

    def cls(self, i: int) -> str:
        """The class of the phrase headed by `i`; "other" where nothing is known."""
        if i not in self._classes:
            self._classes[i] = self._class(self.content(i))
        return self._classes[i]

    def _class(self, i: int) -> str:
        token = self.sentence.tokens[i]
        before = [self.sentence.tokens[c] for c in token.children if self.sentence.tokens[c].dep in ("compound", "amod")]
        for other in before[-1:]:
            for joined in (f"{other.lower}-{token.lower}", f"{other.lower}-{token.lemma}"):
                if found := self.lexicon.noun_class(joined):
                    return found
        if name := self.names.get(i):
            return name.cls
        if token.pos in ("NOUN", "PROPN", "ADJ", "NUM"):
            if found := self.lexicon.noun_class(token.lower) or self.lexicon.noun_class(token.lemma):
                return found
            if (token.lemma, "NOUN") in self.lexicon.triggers or (token.lower, "NOUN") in self.lexicon.triggers:
                return "event"
        if token.pos == "PRON":
            return "pronoun"
        if token.pos == "NUM":
            return "unarmed"
        if token.pos == "PROPN":
            return "named"
        return "other"

    def weapon_kind(self, i: int) -> str | None:
        token = self.sentence.tokens[i]
        for child in token.children:
            other = self.sentence.tokens[child]
            if other.dep in ("compound", "amod") and (k := self.lexicon.weapon_kind(f"{other.lower}-{token.lower}")):
                return k
        return self.lexicon.weapon_kind(token.lower) or self.lexicon.weapon_kind(token.lemma)

    def span(self, i: int) -> tuple[int, int]:
        """First and last token of the phrase's own words: adjectives, titles, numbers and "of …", no clause, no apposition."""
        tokens = self.sentence.tokens
        keep = {i}
        name = self.names.get(i)
        if name:
            keep.update(range(name.first, name.last + 1))
        for child in tokens[i].children:
            token = tokens[child]
            if self._names_on(i, child):
                keep.update(self.sentence.subtree(child))
                continue
            if token.dep in LOOSE and not (token.dep == "prep" and token.lower == "of" and child > i):
                continue
            keep.update(self._inner(child))
        first, last = min(keep), max(keep)
        return self._trim(first, last, i)

    def _names_on(self, i: int, child: int) -> bool:
        """ "The Center for Law and Justice": a name goes on behind "for" with capitals alone; "a spokesman for the army"."""
        tokens = self.sentence.tokens
        if tokens[i].lower in SPOKESMAN and tokens[child].lower == "for":
            return True
        if tokens[i].pos != "PROPN" or tokens[child].lower != "for" or child != i + 1:
            return False
        inner = [tokens[k] for k in self.sentence.subtree(child)][1:]
        return bool(inner) and all(t.text[:1].isupper() or t.lower in ("and", "the", "of") for t in inner)

    def _inner(self, i: int) -> list[int]:
        """A kept branch with its own loose branches cut."""
        found = [i]
        for child in self.sentence.tokens[i].children:
            token = self.sentence.tokens[child]
            if token.dep in ("relcl", "appos", "acl", "advcl", "parataxis", "punct") or (
                token.dep == "prep" and token.lower not in ("of",)
            ):
                continue
            if token.dep in ("cc", "conj") and self.sentence.tokens[i].dep == "pobj":
                continue
            found.extend(self._inner(child))
        return found

    def _trim(self, first: int, last: int, head: int) -> tuple[int, int]:
        tokens = self.sentence.tokens
        while first < head and (
            not any(c.isalnum() for c in tokens[first].text)
            or tokens[first].dep in ("det", "predet", "preconj", "cc", "punct")
            or tokens[first].tag in ("DT", "``", "''", ",", ":")
        ):
            first += 1
        while last > head and tokens[last].dep in ("punct", "case", "cc"):
            last -= 1
        return first, last

    def token(self, i: int) -> Token:
        return self.sentence.tokens[i]
