"""What a number means for its predicate: killed, wounded, captured, personnel, protesters, people or none of these.

The noun that is counted decides, then the words beside it, then the verb that governs it, then the kind of the claim.
"""

from __future__ import annotations

from collections.abc import Iterable

from fogline.reading.clauses import Clauses
from fogline.reading.drafts import Draft
from fogline.reading.lexicon import words_of
from fogline.reading.nominals import ACTING, Nominals
from fogline.reading.quantities import Count, Counted
from fogline.reading.sentences import Sentence
from fogline.records import Quantity

KILLING = words_of("killing")
DEAD = words_of("dead")
KILLINGS = words_of("killings")
QUANTIFIERS = words_of("quantifier")
WOUNDING = words_of("wounding")
HURT = words_of("hurt")
PRISONER, HOLDING = words_of("prisoner"), words_of("holding")
ALL_OF = ("the", "its", "their", "his", "these", "those")
FORCES = frozenset({"troop_movement", "mobilisation", "strength", "presence", "withdrawal"})
# The number of a noun in a slot where the kind of claim alone says what it counts.
WHAT_OF_KIND = {
    "protest": "protesters", "protest_intervention": "protesters", "violent_demonstration": "protesters",
    "displacement": "displaced", "surrender": "surrendered", "strength": "personnel", "mobilisation": "personnel",
    "troop_movement": "personnel", "presence": "personnel", "withdrawal": "personnel", "group_change": "personnel",
    "arrest": "people", "abduction": "people", "casualties": "killed", "attack_on_civilians": "killed",
}  # fmt: skip

LOST = ("killed", "wounded")
LOSSES = frozenset({"killed", "wounded", "casualties", "captured", "missing", "displaced"})


def quantity(sentence: Sentence, what: str, count: Counted, noun: int | None, running: bool, side: str | None) -> Quantity:
    """`count` as a claim carries it; `noun` is the token counted and `side` the type of what it names, `running` whether the
    sentence speaks of a running total."""
    text, start, end = sentence.words(count.first, count.last)
    return Quantity(
        what=what,
        low=count.low,
        best=count.best,
        high=count.high,
        text=text,
        at=(start, end),
        approximate=count.approximate,
        vague=count.vague,
        scope="cumulative" if what in LOSSES and running else "incident",
        of=sentence.tokens[noun].text if noun is not None else None,
        side=side,
    )


class Measures:
    """The meanings of the numbers of one sentence."""

    def __init__(self, sentence: Sentence, nominals: Nominals, clauses: Clauses) -> None:
        self.sentence, self.nominals, self.clauses = sentence, nominals, clauses

    def of_prisoners(self, anchor: int, governor: int) -> bool:
        """ "16 men were taken prisoner", "took 16 soldiers prisoner", "held 16 captives"."""
        tokens = self.sentence.tokens
        if tokens[anchor].lemma in PRISONER:
            return tokens[governor].lemma in HOLDING
        beside = (anchor, *tokens[anchor].children, *tokens[governor].children)
        verb = tokens[governor]
        return verb.pos == "VERB" and verb.lemma not in KILLING | WOUNDING and any(tokens[i].lower in PRISONER for i in beside)

    def of_harm(self, i: int) -> str | None:
        """What the word at `i` says befell those who are counted before it."""
        if i >= len(self.sentence.tokens):
            return None
        token = self.sentence.tokens[i]
        if token.lemma in WOUNDING or token.lower in HURT:
            return "wounded"
        return "killed" if {token.lemma, token.lower} & (DEAD | KILLING) else None

    def befell(self, count: Count) -> str | None:
        """ "15 civilians killed, 33 wounded", "33 wounded civilians": the word of harm right behind, unless it goes on ("40
        gunmen killed six"), or before what is counted."""
        tokens = self.sentence.tokens
        if count.noun is not None and any(self.of_harm(i) == "wounded" for i in range(count.last + 1, count.noun)):
            return "wounded"
        at = (count.last if count.noun is None else max(count.noun, count.last)) + 1
        goes_on = at + 1 < len(tokens) and tokens[at + 1].pos in ("DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ", "AUX")
        return None if goes_on or at >= len(tokens) or tokens[at].tag not in ("VBN", "VBD", "JJ") else self.of_harm(at)

    def is_no_loss(self, draft: Draft, count: Count, counts: Iterable[Count]) -> bool:
        """Whether a number is of those who do it to others ("40 gunmen killed six") or of all of whom some are lost
        ("three of the 40 attackers died")."""
        fillers = [f for member in draft.members for f in member.fillers]
        does = [f for f in fillers if f.role == "actor" and f.first <= count.number <= f.last]
        if does and any(f.role == "target" and f not in does and f.first > count.last for f in fillers):
            return True
        before = [token.lower for token in self.sentence.tokens[max(0, count.first - 2) : count.first]]
        part = any(other.last == count.first - 3 for other in counts)
        return part and before[:1] == ["of"] and before[1] in ALL_OF

    def is_part(self, count: Count) -> bool:
        """A number of those who were counted before: "nine people, three of them police officers"."""
        tokens = self.sentence.tokens
        behind = [t.lower for t in tokens[count.last + 1 : count.last + 3]]
        before = [t.lower for t in tokens[max(0, count.first - 2) : count.first]]
        return behind in (["of", "them"], ["of", "whom"]) or before[-2:] == ["among", "them"] or before[-1:] == ["including"]

    def is_surely_harm(self, count: Count, anchor: int, governor: int) -> bool:
        """Whether a number is the object of a verb of killing or wounding, or has "dead" or "wounded" behind it."""
        tokens = self.sentence.tokens
        behind = next((t.lower for t in tokens[count.last + 1 : count.last + 2]), "")
        if self.is_part(count):
            return False
        head = count.number if tokens[count.number].dep == "dobj" else anchor
        struck = tokens[governor].lemma in KILLING | WOUNDING and tokens[head].dep in ("dobj", "nsubjpass")
        return (struck and tokens[head].head == governor) or behind in HURT | {"dead", "killed"}

    def with_another(self, draft: Draft, anchor: int) -> str | None:
        """What befell those whose number stands in a row with another: "seven civilians and two members of the Guard"."""
        tokens, before = self.sentence.tokens, set[int]()
        while tokens[anchor].dep == "conj":
            anchor = tokens[anchor].head
            before.add(anchor)
        return next((what for what, _, noun in draft.quantities if what in LOST and noun in before), None)

    def what(self, draft: Draft, count: Count, anchor: int, governor: int) -> str | None:
        """What `count` means for the draft, None where nothing: `anchor` is the counted noun or the number itself, `governor`
        the verb or predicate noun above it."""
        tokens = self.sentence.tokens
        noun = tokens[anchor]
        verb = tokens[governor]
        words = {tokens[c].lower for c in [*verb.children, *noun.children]}
        near = {tokens[k].lower for k in range(count.last + 1, min(count.last + 4, len(tokens)))}
        if befell := self.befell(count):
            return befell
        if (
            noun.lemma in DEAD
            or noun.lower in DEAD
            or self.sentence.tokens[draft.main.trigger[-1]].lemma in KILLINGS
            or "dead" in near | words
            or ("killed" in near and count.noun is None)
        ):
            return "killed"
        if noun.lemma in ("casualty",):
            return "casualties"
        past = {tokens[c].lemma for c in noun.children if tokens[c].dep in ("acl", "relcl") and tokens[c].tag == "VBN"}
        if past & (KILLING - {"shoot", "claim"}):
            return "killed"
        if past & WOUNDING:
            return "wounded"
        if noun.lemma in ("injury",) or (
            near & HURT and not near & {"killed", "dead"} and (count.noun is None or verb.lemma == "leave")
        ):
            return "wounded"
        counted = self.nominals.lexicon.counted.get(noun.lower) or self.nominals.lexicon.counted.get(noun.lemma)
        if counted and count.noun is not None:
            return counted
        personal = count.noun is None or self.nominals.cls(anchor) in ACTING | {"named", "pronoun", "other"}
        if not personal or noun.lower in ("percent",):
            return None
        if verb.lemma in WOUNDING:
            both = any(tokens[c].lemma in KILLING and tokens[c].dep == "conj" for c in verb.children) or (
                tokens[verb.head].lemma in KILLING
                and verb.dep == "conj"
                and not any(tokens[c].dep in ("dobj", "nsubjpass") for c in verb.children)
            )
            return "casualties" if both and anchor in self.clauses.arguments(verb.head).obj else "wounded"
        if verb.lemma in KILLING:
            if verb.lemma in ("shoot", "gun") and not words & {"dead", "down"} and verb.lemma == "shoot":
                return "killed" if any(tokens[c].lemma in KILLING - {"shoot"} for c in verb.children) else "people"
            if any(tokens[c].lemma in WOUNDING and tokens[c].dep == "conj" and not self._has_object(c) for c in verb.children):
                return "casualties"
            return "killed"
        if self.of_prisoners(anchor, governor):
            return "captured"
        if verb.lemma in ("capture", "seize") and self.nominals.cls(anchor) in ("armed", "police"):
            return "captured"
        if verb.lemma == "surrender":
            return "surrendered"
        role = _role_of(draft, anchor)
        if role == "actor" and draft.kind not in (
            "protest",
            "strength",
            "mobilisation",
            "troop_movement",
            "presence",
            "displacement",
            "surrender",
            "withdrawal",
        ):
            return "personnel" if self.nominals.cls(anchor) in ("armed", "police") else "people"
        if (
            role in ("actor", "object", "target")
            and draft.kind in FORCES
            and self.nominals.cls(anchor) in ("armed", "unarmed", "police")
        ):
            return "personnel"
        if draft.kind in ("attack_on_civilians", "casualties"):
            return "people" if verb.lemma not in ("leave", "see", "cause", "result") else "killed"
        if draft.kind in WHAT_OF_KIND and role in ("actor", "target", None):
            return WHAT_OF_KIND[draft.kind]
        return "people" if self.nominals.cls(anchor) in ACTING and count.noun is not None else None

    def _has_object(self, verb: int) -> bool:
        """Whether a coordinated verb has a number or victim of its own ("51 were killed and more than 100 wounded")."""
        tokens = self.sentence.tokens
        own = [tokens[i] for c in tokens[verb].children for i in self.sentence.subtree(c)]
        return any(t.dep in ("dobj", "nsubjpass", "nsubj") or t.pos == "NUM" or t.lower in QUANTIFIERS for t in own)


def _role_of(draft: Draft, i: int) -> str | None:
    for member in draft.members:
        for f in member.fillers:
            if f.first <= i <= f.last:
                return f.role
    return None
