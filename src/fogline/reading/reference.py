"""Whom a phrase stands for: names as written, persons by their part in the sentence, pronouns by what was named before.

A pronoun takes its antecedent's name and keeps its own words; where none fits the words stand (docs/codebook.md, rule 8).
"""

from __future__ import annotations

from dataclasses import replace

from fogline.reading.context import PERSONS, POSSESSIVE, Context, subjects
from fogline.reading.lexicon import words_of
from fogline.reading.nominals import Nominals
from fogline.reading.sentences import Sentence
from fogline.records import Ref

TYPE_OF_CLASS = {
    "armed": "rebel_group", "police": "state_forces", "unarmed": "civilians", "protester": "civilians", "official": "person",
    "person": "person", "government": "government", "organisation": "organisation", "people": "people", "place": "place",
    "road": "place", "building": "place",
}  # fmt: skip
OWNED_BY = frozenset({"its", "their", "his", "her"})
ANYBODY, OF_NO_SIDE = words_of("anybody"), words_of("of no side")
MEN = words_of("men of a body")
COUNTED = ("armed", "police", "unarmed", "protester")
NAMED_TYPES = frozenset({*TYPE_OF_CLASS.values(), "militia"})
STATE_WORDS = words_of("state forces")
GENERIC_BODY = words_of("generic_body")
EMPTY = words_of("empty pronoun")
OWN = words_of("own side")
GROUP_CLASSES = frozenset(
    {"armed", "police", "unarmed", "protester", "people", "organisation", "government", "official", "named"}
)
FITS = {
    "he": frozenset({"person", "official", "unarmed", "named"}), "she": frozenset({"person", "official", "unarmed", "named"}),
    "him": frozenset({"person", "official", "unarmed", "named"}), "they": GROUP_CLASSES, "them": GROUP_CLASSES,
    "it": frozenset({"armed", "organisation", "government"}),
}  # fmt: skip


class Referents:
    """The phrases of one sentence as Refs; `context` knows what the sentences before named."""

    def __init__(self, sentence: Sentence, nominals: Nominals, context: Context) -> None:
        self.sentence, self.nominals, self.context = sentence, nominals, context

    def ref(self, head: int, span: tuple[int, int] | None = None) -> Ref | None:
        """The phrase headed by a token; a pronoun takes its antecedent's name and keeps its own words."""
        found = self._ref(head, span)
        words = [self.sentence.tokens[head], *(self.sentence.tokens[c] for c in self.sentence.tokens[head].children)]
        says_own = found is not None and found.id is None and any(token.lower in OWN for token in words)
        return replace(found, own=True) if found is not None and says_own else found

    def _ref(self, head: int, span: tuple[int, int] | None) -> Ref | None:
        token = self.sentence.tokens[head]
        if token.pos == "PRON" or token.lower in ("he", "she", "they", "him", "them", "i", "we"):
            speaking = self._speaks(head)
            inside, before = self._inside(head), self.context.antecedent(token.lower, speaking=speaking)
            antecedent = before if speaking and inside and before and not inside.name[:1].isupper() else inside or before
            if antecedent is None:  # the words stand, whoever they mean
                return (
                    None
                    if token.lower in EMPTY
                    else Ref(text=token.text, at=(token.start, token.end), name=token.text, type="civilians")
                )
            return Ref(
                text=token.text,
                at=(token.start, token.end),
                name=antecedent.name,
                id=antecedent.id,
                type=antecedent.type,
                aliases=antecedent.aliases,
            )
        first, last = span or self.nominals.span(head)
        text, start, end = self.sentence.words(first, last)
        if (owner := self._owner(head)) is not None:
            return replace(owner, text=text, at=(start, end))
        body = self._body(head)
        if body:
            return replace(body, text=text, at=(start, end))
        if person := self._person(head):
            return person
        cls = self.nominals.cls(head)
        named = self._by_name(head) if cls in ("official", "unarmed", "armed", "police") else None
        if named:
            return Ref(text=text, at=(start, end), name=named, type="person", aliases=(text,))
        content = self.sentence.tokens[self.nominals.content(head)]
        kind = TYPE_OF_CLASS.get(cls, "organisation")
        name = self.nominals.names.get(head)
        if name and name.type in NAMED_TYPES:
            kind = name.type
        elif content.lower in STATE_WORDS or content.lemma in STATE_WORDS or (cls == "armed" and self._of_a_state(first, last)):
            kind = "state_forces"
        return Ref(text=text, at=(start, end), name=text, type=kind)

    def _owner(self, head: int) -> Ref | None:
        """ "Its fighters", "his men": those of whoever the pronoun stands for, where that is found."""
        tokens = self.sentence.tokens
        pronoun = next((c for c in tokens[head].children if tokens[c].dep == "poss" and tokens[c].lower in OWNED_BY), None)
        if pronoun is None or tokens[head].lemma not in MEN:
            return None
        owner = self._ref(pronoun, None)
        return owner if owner is not None and owner.name.lower() != tokens[pronoun].lower else None

    def side(self, head: int) -> str | None:
        """The type of those whom a counted noun names, where the noun alone says it: "soldiers", "fighters", "civilians"; not
        "Massoud's men", "people", "bodies"."""
        cls, content = self.nominals.cls(head), self.sentence.tokens[self.nominals.content(head)]
        owned = content.lower in ANYBODY and any(self.sentence.tokens[i].dep == "poss" for i in content.children)
        if owned or content.lower in OF_NO_SIDE:
            return None
        if content.lower in STATE_WORDS or content.lemma in STATE_WORDS:
            return "state_forces"
        return TYPE_OF_CLASS[cls] if cls in COUNTED else None

    def _of_a_state(self, first: int, last: int) -> bool:
        """ "Government forces", "regime troops", "US fighters": whose they are stands in the phrase."""
        tokens = self.sentence.tokens[first : last + 1]
        return any(t.lower in STATE_WORDS or self.nominals.cls(t.i) == "government" for t in tokens[:-1])

    def _speaks(self, i: int) -> bool:
        token = self.sentence.tokens[i]
        verb = self.sentence.tokens[token.head]
        return token.dep == "nsubj" and self.nominals.lexicon.says(verb.lemma)

    def _person(self, head: int) -> Ref | None:
        """A name that only its part in the sentence makes a person's: a surname of somebody named in full before, or the
        subject of a verb of saying ("Habibzade said")."""
        tokens = self.sentence.tokens
        if head in self.nominals.names or self.nominals.cls(head) != "named":
            return None
        first, last = self.nominals.span(head)
        words = [tokens[i].text for i in range(first, last + 1)]
        text, start, end = self.sentence.words(first, last)
        known = self.context.full_name(words[-1]) if len(words) == 1 else None
        if known:
            return replace(known, text=text, at=(start, end))
        alike = all(w[:1].isupper() and w[1:].islower() and w.isalpha() for w in words)
        aged = last + 2 < len(tokens) and tokens[last + 1].text == "," and tokens[last + 2].text.isdigit() and len(words) > 1
        if alike and len(words) <= 3 and (aged or self._speaks(head) or self._is_called(head)):
            return Ref(text=text, at=(start, end), name=text, type="person")
        return None

    def _is_called(self, head: int) -> bool:
        """ "Joao Tembe, a former officer": what one person is stands beside the name."""
        tokens = self.sentence.tokens
        beside = [c for c in tokens[head].children if tokens[c].dep == "appos" and tokens[c].tag == "NN" and c > head]
        return any(self.nominals.cls(c) in ("person", "official", "armed", "police") for c in beside)

    def _body(self, head: int) -> Ref | None:
        """ "The group", "the ministry" without more: the body of that sort that was named last."""
        tokens = self.sentence.tokens
        if tokens[head].lower not in GENERIC_BODY or head in self.nominals.names:
            return None
        alone = [tokens[c].lower for c in tokens[head].children if tokens[c].dep != "punct"] == ["the"]
        if not alone or not tokens[head].text.islower():
            return None
        before = [i for i, _ in subjects(self.sentence, self.nominals) if i < head] + [
            i for i in range(head) if tokens[i].dep in ("dobj", "pobj") and tokens[i].pos == "PROPN"
        ]
        here = [ref for i in sorted(before) if (ref := self.ref(i)) is not None]
        return self.context.named_body(tokens[head].lower, here)

    def _by_name(self, head: int) -> str | None:
        """The name that stands beside an office: "an army spokesman, Colonel Daro Belin,"."""
        tokens = self.sentence.tokens
        if tokens[head].pos == "PROPN":
            return None
        for child in tokens[head].children:
            if (
                tokens[child].dep == "appos"
                and tokens[child].pos == "PROPN"
                and self.nominals.cls(child) in ("person", "named", "official")
            ):
                return self.sentence.words(*self.nominals.span(child))[0]
        return None

    def _inside(self, pronoun: int) -> Ref | None:
        """The subject of an earlier clause of the same sentence that fits: "the inmates rioted after they raided the
        armoury"."""
        tokens = self.sentence.tokens
        word = POSSESSIVE.get(tokens[pronoun].lower, tokens[pronoun].lower)
        if word not in FITS:
            return None
        said = self._said(pronoun)
        for i, cls in reversed(subjects(self.sentence, self.nominals)):
            if i in said and cls not in PERSONS:
                continue
            if i < pronoun and cls in FITS[word] and tokens[i].pos != "PRON" and not _under(self.sentence, i, pronoun):
                plural = tokens[i].tag in ("NNS", "NNPS") or cls in (
                    "armed",
                    "police",
                    "people",
                    "protester",
                    "government",
                    "organisation",
                )
                if (word in ("they", "them")) == plural or (word == "it" and cls in ("armed", "government", "organisation")):
                    return self.ref(i)
        return None

    def _said(self, pronoun: int) -> frozenset[int]:
        """The words of what is told by whoever the pronoun stands for: of "if Sarkent had fallen, he said" none but a sure
        person is the one who speaks."""
        tokens = self.sentence.tokens
        if not self._speaks(pronoun):
            return frozenset()
        told = [c for c in tokens[tokens[pronoun].head].children if tokens[c].dep in ("ccomp", "parataxis") and c < pronoun]
        return frozenset(i for c in told for i in self.sentence.subtree(c))


def _under(sentence: Sentence, subject: int, pronoun: int) -> bool:
    """Whether subject and pronoun belong to one verb: then they cannot be the same one."""
    return sentence.tokens[subject].head == sentence.tokens[pronoun].head
