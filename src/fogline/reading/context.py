"""What carries over from sentence to sentence of one report: who a pronoun stands for, and who is speaking in a quotation.

A pronoun stands for the last actor that was a subject and fits in number and sort; it is left alone where none fits or two
compete in one sentence (docs/codebook.md: never fill an actor because it is likely).
"""

from __future__ import annotations

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
REACH = 3  # sentences that a pronoun may look back


@dataclass(slots=True, kw_only=True)
class Context:
    """Antecedents seen so far, newest last: (sentence number, sort, actor)."""

    number: int = 0
    persons: list[tuple[int, Ref]] = field(default_factory=list)
    groups: list[tuple[int, Ref]] = field(default_factory=list)
    speaker: Ref | None = None
    place: Place | None = None  # the settlement or area last told of as the place of something
    medium: Attribution | None = None  # the outlet or network last named

    def next_sentence(self) -> None:
        self.number += 1

    def remember(self, ref: Ref, sort: str) -> None:
        """A subject that later pronouns may stand for."""
        if sort in PERSONS or (sort == "named" and ref.type == "person"):
            self.persons.append((self.number, ref))
        elif sort in GROUPS:
            self.groups.append((self.number, ref))

    def antecedent(self, word: str) -> Ref | None:
        if word in SPEAKER:
            return self.speaker
        if word in SINGULAR:
            return self._last(self.persons)
        if word in PLURAL:
            return self._last(self.groups)
        if word == "it":  # a body named in the sentence right before, and only one
            near = {r.name: r for n, r in self.groups if self.number - n <= 1 and r.type in BODIES}
            return next(iter(near.values())) if len(near) == 1 else None
        return None

    def named_body(self) -> Ref | None:
        """The body with a name of its own that was last a subject, in reach."""
        for number, ref in reversed(self.groups):
            if self.number - number <= REACH and ref.type in BODIES and ref.name[:1].isupper() and " " in ref.name:
                return ref
        return None

    def _last(self, seen: list[tuple[int, Ref]]) -> Ref | None:
        return seen[-1][1] if seen and self.number - seen[-1][0] <= REACH else None


def subjects(sentence: Sentence, nominals: Nominals) -> list[tuple[int, str]]:
    """Subjects of the sentence's verbs as (head token, class), main clause last so that it wins."""
    found = [
        (token.i, nominals.cls(token.i))
        for token in sentence.tokens
        if token.dep in ("nsubj", "nsubjpass") and token.pos in ("NOUN", "PROPN")
    ]
    return sorted(found, key=lambda f: (sentence.tokens[sentence.tokens[f[0]].head].dep == "ROOT", f[0]))
