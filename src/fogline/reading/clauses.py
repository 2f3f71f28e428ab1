"""The arguments of a verb on the parse: subject and object by meaning (passives turned round), prepositions, particles.

Subjects are inherited where English leaves them out: coordination, participles, infinitives, relative clauses.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fogline.reading.lexicon import words_of
from fogline.reading.nominals import Nominals
from fogline.reading.sentences import Sentence, Token

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")
RELATIVE = words_of("relative")
# Verbs whose object, not subject, does what the infinitive says.
OBJECT_CONTROL = words_of("object control")
# Verbs that always have somebody who suffers them: without an object their subject does.
SUFFERED = words_of("suffered")
MOST_STEPS = 6  # a chain of inherited subjects longer than this is a parse gone wrong


@dataclass(slots=True, kw_only=True)
class Arguments:
    """Head tokens by meaning: who does (`subj`), who suffers (`obj`), by preposition, and the verb's particles."""

    subj: list[int] = field(default_factory=list)
    obj: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)
    near: dict[str, list[int]] = field(default_factory=dict)  # prepositions that hang from the object
    particles: set[str] = field(default_factory=set)
    complements: list[int] = field(default_factory=list)  # ccomp, xcomp
    oprd: list[int] = field(default_factory=list)
    passive: bool = False
    inherited: bool = False

    def slot(self, name: str) -> list[int]:
        if name in ("subj", "obj", "oprd"):
            found: list[int] = getattr(self, name)
            return found
        return self.preps.get(name) or self.near.get(name, [])


class Clauses:
    """Arguments of the verbs of one sentence, computed once each."""

    def __init__(self, sentence: Sentence, nominals: Nominals) -> None:
        self.sentence = sentence
        self.nominals = nominals
        self._known: dict[int, Arguments] = {}

    def arguments(self, verb: int, steps: int = 0) -> Arguments:
        if verb not in self._known:
            self._known[verb] = self._arguments(verb, steps)
        return self._known[verb]

    def _arguments(self, verb: int, steps: int) -> Arguments:
        found = Arguments()
        token = self.sentence.tokens[verb]
        found.passive = self.is_passive(verb)
        for i in token.children:
            self._place(i, found)
        for i in list(found.obj):
            for child in self.sentence.tokens[i].children:
                if self.sentence.tokens[child].dep == "prep":
                    self._preposition(child, found.near)
        if found.passive:
            found.subj = found.subj + found.preps.pop("by", [])
        if not found.subj and not found.passive and found.complements and token.tag in ("VBD", "VBZ", "VBP"):
            found.subj = self._before(verb)
        if steps < MOST_STEPS:
            self._inherit(verb, found, steps)
        self._resolve_relatives(verb, found)
        return found

    def _place(self, i: int, found: Arguments) -> None:
        token = self.sentence.tokens[i]
        match token.dep:
            case "nsubj":
                (found.obj if found.passive else found.subj).extend(self.nominals.conjuncts(i))
            case "nsubjpass":
                found.obj.extend(self.nominals.conjuncts(i))
            case "dobj" | "dative" if token.pos in NOMINAL:
                found.obj.extend(self.nominals.conjuncts(i))
            case "agent":
                for child in token.children:
                    if self.sentence.tokens[child].dep == "pobj":
                        found.subj.extend(self.nominals.conjuncts(child))
            case "prep" | "dative":
                self._preposition(i, found.preps)
                if any(self.sentence.tokens[c].dep == "prep" for c in token.children):  # "slipped out of the town"
                    found.particles.add(token.lower)
            case "prt" | "advmod":
                found.particles.add(token.lower)
            case "ccomp" | "xcomp":
                found.complements.append(i)
            case "oprd" | "acomp" | "attr":
                found.oprd.append(i)

    def _preposition(self, i: int, into: dict[str, list[int]]) -> None:
        token = self.sentence.tokens[i]
        for child in token.children:
            other = self.sentence.tokens[child]
            if other.dep == "pobj":
                into.setdefault(token.lower, []).extend(self.nominals.conjuncts(child))
            elif other.dep == "prep" or (other.dep == "conj" and other.pos == "ADP"):  # "out of", "from inside"
                self._preposition(child, into)

    def is_passive(self, verb: int) -> bool:
        token = self.sentence.tokens[verb]
        children = [self.sentence.tokens[c] for c in token.children]
        if any(c.dep in ("nsubjpass", "auxpass", "csubjpass", "agent") for c in children):
            return True
        deps = {c.dep for c in children}
        bare = "nsubj" in deps and not deps & {"dobj", "ccomp", "xcomp"}
        if bare and token.lemma in SUFFERED and token.tag in ("VBN", "VBD"):
            return True  # "58 killed in Aleppo": a headline's passive, since nobody kills without somebody
        if token.tag != "VBN":
            return False
        if deps & {"aux", "nsubj", "dobj"}:
            return False
        if token.dep in ("acl", "amod", "advcl", "relcl", "oprd"):
            return True
        if token.dep == "conj":
            return self.is_passive(token.head)
        # Headlines drop the auxiliary: "Five soldiers killed in raid" is tagged VBN without one.
        return token.dep in ("ROOT", "ccomp") and not any(c.dep == "nsubj" for c in children)

    def _before(self, verb: int) -> list[int]:
        """The phrase between a comma and a verb of saying, which the parser often hangs from the clause before it."""
        tokens = self.sentence.tokens
        last = verb - 1
        while last > 0 and tokens[last].pos in ("ADV", "AUX"):
            last -= 1
        first = last
        while first > 0 and tokens[first - 1].text not in (",", '"', "\u201d") and last - first < 15:
            first -= 1
        if first == 0 or tokens[last].text in (",", '"', "\u201d"):
            return []
        tops = [
            i
            for i in range(first, last + 1)
            if not first <= tokens[i].head <= last and tokens[i].pos in ("NOUN", "PROPN", "PRON")
        ]
        return tops if len(tops) == 1 and tokens[tops[0]].dep in ("appos", "conj", "dobj", "pobj", "npadvmod", "dep") else []

    def _inherit(self, verb: int, found: Arguments, steps: int) -> None:
        token = self.sentence.tokens[verb]
        head = self.sentence.tokens[token.head]
        if token.head == verb:
            return
        lacks = found.obj if found.passive else found.subj
        if lacks:
            return
        above: list[int] = []
        match token.dep:
            case "acl" | "relcl" | "amod" if head.pos in NOMINAL:
                above = [token.head]
                if token.dep == "acl" and not found.passive and self._can_only_be_done(token.head):
                    above = self._owner_of(token.head, steps)  # "their plan to attack", "orders to shoot"
            case "conj" if head.pos in ("VERB", "AUX"):
                up = self.arguments(token.head, steps + 1)
                above = up.obj if up.passive and (found.passive or not up.subj) else up.subj
                if found.passive and not up.passive:
                    above = up.subj
            case "xcomp" | "ccomp" | "advcl" | "prep" | "pcomp" | "dep":
                governor = token.head
                if head.pos == "ADP" or token.dep == "pcomp":
                    governor = head.head
                if self.sentence.tokens[governor].pos in ("VERB", "AUX"):
                    up = self.arguments(governor, steps + 1)
                    control = self.sentence.tokens[governor].lemma in OBJECT_CONTROL and token.dep in (
                        "xcomp",
                        "ccomp",
                        "pcomp",
                    )
                    above = up.obj if (control or up.passive) and up.obj else up.subj
                elif self.sentence.tokens[governor].pos in ("NOUN", "PROPN"):
                    above = self._owner_of(governor, steps) if self._can_only_be_done(governor) else [governor]
        if above:
            found.inherited = True
            if found.passive:
                found.obj = list(above)
            else:
                found.subj = list(above)

    def _can_only_be_done(self, noun: int) -> bool:
        """Nouns that no one can be ("plan", "responsibility", "attack"): their infinitive is done by whoever has them."""
        return self.nominals.cls(noun) in ("abstract", "event", "other", "control") and self.sentence.tokens[noun].pos == "NOUN"

    def _owner_of(self, noun: int, steps: int) -> list[int]:
        """Whose plan or attack it is: its possessor, else the subject of the verb that it is the object of."""
        tokens = self.sentence.tokens
        owners = [c for c in tokens[noun].children if tokens[c].dep == "poss"]
        if owners:
            return owners
        head = tokens[noun].head
        if tokens[head].pos == "ADP":
            head = tokens[head].head
        if head != noun and tokens[head].pos in ("VERB", "AUX"):
            up = self.arguments(head, steps + 1)
            return up.obj if up.passive and noun not in up.obj else [k for k in up.subj if k != noun]
        return []

    def _resolve_relatives(self, verb: int, found: Arguments) -> None:
        """Put the antecedent for "who", "which", "that"; and give an object-less relative clause its noun."""
        token = self.sentence.tokens[verb]
        top = verb
        for _ in range(MOST_STEPS):
            if self.sentence.tokens[top].dep in ("relcl", "acl") or self.sentence.tokens[top].head == top:
                break
            if self.sentence.tokens[top].dep not in ("conj", "xcomp", "ccomp", "advcl"):
                break
            top = self.sentence.tokens[top].head
        if self.sentence.tokens[top].dep not in ("relcl", "acl"):
            return
        antecedent = self.sentence.tokens[top].head
        for heads in (found.subj, found.obj):
            for k, i in enumerate(heads):
                if self.sentence.tokens[i].lower in RELATIVE and i > antecedent:
                    heads[k] = antecedent
        if token.dep == "relcl" and not found.passive and found.subj and not found.obj and antecedent not in found.subj:
            found.obj = [antecedent]

    def clause_verb(self, i: int) -> int:
        """The verb (or root) in whose clause token `i` stands."""
        for _ in range(40):
            token = self.sentence.tokens[i]
            if (token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod")) or token.head == i:
                return i
            i = token.head
        return i

    def governor(self, i: int) -> Token:
        return self.sentence.tokens[self.sentence.tokens[i].head]
