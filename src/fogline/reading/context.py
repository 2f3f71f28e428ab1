"""What carries over from sentence to sentence of one report: who a pronoun stands for, and who is speaking in a quotation.

A pronoun stands for the last actor that was a subject and fits in number and sort; it is left alone where none fits or two
compete in one sentence (docs/codebook.md: never fill an actor because it is likely).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fogline.reading.lexicon import words_of
from fogline.reading.nominals import Nominals
from fogline.reading.sentences import Sentence
from fogline.records import Attribution, Place, Ref

SINGULAR = words_of("singular pronoun")
PLURAL = words_of("plural pronoun")
SPEAKER = words_of("first person")
GROUPS = frozenset({"armed", "police", "protester", "unarmed", "people", "organisation", "government"})
PERSONS = frozenset({"person", "official"})
BODIES = frozenset({"rebel_group", "state_forces", "militia", "government", "organisation"})
ANY_SORT = words_of("body of any sort")
STATE = frozenset({"state_forces", "government"})
REACH = 3  # sentences that a pronoun may look back
SPEAKING_REACH = 8  # the same for one that speaks: "he added" long after "X said"
POSSESSIVE = {"its": "it", "their": "they", "his": "he", "her": "she", "theirs": "they", "hers": "she"}


@dataclass(slots=True, kw_only=True)
class Context:
    """Antecedents seen so far, newest last: (sentence number, sort, actor)."""

    number: int = 0
    persons: list[tuple[int, Ref]] = field(default_factory=list)
    groups: list[tuple[int, Ref]] = field(default_factory=list)
    speakers: list[tuple[int, Ref]] = field(default_factory=list)  # persons who said something
    choirs: list[tuple[int, Ref]] = field(default_factory=list)  # groups that did
    speaker: Ref | None = None
    place: Place | None = None  # the settlement or area last told of as the place of something
    medium: Attribution | None = None  # the outlet or network last named

    def next_sentence(self) -> None:
        self.number += 1

    def remember(self, ref: Ref, sort: str) -> None:
        """A subject that later pronouns may stand for."""
        if " and " in ref.name:
            self.groups.append((self.number, ref))
        elif sort in PERSONS or (sort == "named" and ref.type == "person"):
            self.persons.append((self.number, ref))
        elif sort in GROUPS:
            self.groups.append((self.number, ref))

    def spoke(self, ref: Ref, sort: str) -> None:
        """Somebody who said something: quotations without a speaker of their own are his, and so is "he added"."""
        self.speaker = ref
        if sort in GROUPS:
            self.choirs.append((self.number, ref))
        elif sort in PERSONS or ref.type == "person":
            self.speakers.append((self.number, ref))

    def antecedent(self, word: str, *, speaking: bool = False) -> Ref | None:
        """`speaking`: the pronoun is the subject of a verb of saying."""
        word = POSSESSIVE.get(word, word)
        if word in SPEAKER:
            return self.speaker
        if word in SINGULAR:
            return self._last(self.persons) or (self._last(self.speakers, SPEAKING_REACH) if speaking else None)
        if word in PLURAL:
            return self._last(self.groups) or (self._last(self.choirs, SPEAKING_REACH) if speaking else None)
        if word == "it":  # a body named in the sentence right before, and only one
            near = {r.name: r for n, r in self.groups if self.number - n <= 1 and r.type in BODIES}
            return next(iter(near.values())) if len(near) == 1 else None
        return None

    def full_name(self, surname: str) -> Ref | None:
        """The person of this report whose name of several words ends with this one."""
        found = {r.name: r for _, r in (*self.persons, *self.speakers) if r.name.split()[-1:] == [surname] and " " in r.name}
        return next(iter(found.values())) if len(found) == 1 else None

    def named_body(self, noun: str, here: Iterable[Ref] = ()) -> Ref | None:
        """The body with a name of its own that was last a subject, in reach: one of that sort by its name ("the ministry"), any
        where the noun says no sort ("the group"). "The army" is no Liberation Front. `here`: those before in the sentence."""
        seen = sorted([*self.choirs, *self.groups], key=lambda seen: -seen[0])
        for number, ref in [*((self.number, ref) for ref in reversed([*here])), *seen]:
            fits = noun in ref.name.lower().split() or (noun in ANY_SORT and ref.type not in STATE)
            named = ref.type in BODIES and ref.name[:1].isupper() and " " in ref.name
            if self.number - number <= SPEAKING_REACH and fits and named:
                return ref
        return None

    def _last(self, seen: list[tuple[int, Ref]], reach: int = REACH) -> Ref | None:
        return seen[-1][1] if seen and self.number - seen[-1][0] <= reach else None


def subjects(sentence: Sentence, nominals: Nominals) -> list[tuple[int, str]]:
    """Subjects of the sentence's verbs as (head token, class), main clause last so that it wins. Officials in the plural are a
    group."""
    found = [
        (token.i, "people" if token.tag in ("NNS", "NNPS") and nominals.cls(token.i) in PERSONS else nominals.cls(token.i))
        for token in sentence.tokens
        if token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN")
    ]
    return sorted(found, key=lambda f: (sentence.tokens[sentence.tokens[f[0]].head].dep == "ROOT", f[0]))
