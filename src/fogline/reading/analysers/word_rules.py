"""The parser model's own rules from tag, relation and word to part of speech, as a look-up.

The model ships them as 179 patterns for a general matcher, which takes a quarter of the parse's time. Nearly all look at one
word: what they say of a (word, tag, relation) is worked out once and remembered, and with it the lemma.
Of patterns of two words only "there is" is kept; the others, and those with an expression, are colloquial contractions
("gotta", "nuthin'")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Attributes = tuple[str, int, str]  # part of speech, morphology, lemma or nothing
Known = tuple[str, str]  # part of speech and lemma
EXPLETIVE = "expl"  # relation of "there" in "there is", after which "is" is a verb


class WordRules:
    """Stands in the place of a spaCy pipeline's `attribute_ruler`, made from that one's patterns, and of its lemmatizer, which
    sees only what the rules see."""

    def __init__(self, patterns: Sequence[Mapping[str, Any]], lemmatizer: Any) -> None:
        self._single = [(p[0], rule["attrs"]) for rule in patterns for p in rule["patterns"] if len(p) == 1]
        self._after_expletive = [
            (p[1], rule["attrs"])
            for rule in patterns
            for p in rule["patterns"]
            if len(p) == 2 and p[0] == {"DEP": EXPLETIVE} and rule["index"] == 1
        ]
        self._single = [(p, attributes) for p, attributes in self._single if "REGEX" not in _tests(p.get("LOWER"))]
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, int, int, bool], Known] = {}

    def of(self, doc: Any) -> list[Known]:
        """For each token of a parsed document."""
        from spacy.attrs import DEP, ORTH, TAG

        found, expletive, after = [], doc.vocab.strings[EXPLETIVE], False
        for at, (word, tag, relation) in enumerate(doc.to_array([ORTH, TAG, DEP]).tolist()):
            key = word, tag, relation, after
            after = relation == expletive
            if key not in self._known:
                self._known[key] = self._word(doc[at], key[3])
            found.append(self._known[key])
        return found

    def _word(self, token: Any, after_expletive: bool) -> Known:
        token.pos_, morphology, lemma = self._attributes(token, after_expletive)
        token.set_morph(morphology)
        return token.pos_, lemma or self._lemmatizer.lemmatize(token)[0]

    def _attributes(self, token: Any, after_expletive: bool) -> Attributes:
        given: dict[str, str] = {}
        rules = self._single + (self._after_expletive if after_expletive else [])
        for pattern, attributes in rules:  # later rules overrule earlier ones, as in the matcher
            if all(_holds(condition, _value(token, name)) for name, condition in pattern.items()):
                given |= attributes
        return given.get("POS", ""), token.vocab.morphology.add(given.get("MORPH", "")), given.get("LEMMA", "")


def _value(token: Any, name: str) -> str | bool:
    values: dict[str, str | bool] = {
        "TAG": token.tag_, "LOWER": token.lower_, "DEP": token.dep_, "IS_SPACE": token.is_space,
    }  # fmt: skip
    return values[name]


def _holds(condition: Any, value: str | bool) -> bool:
    """A condition is a value or tests of it by name."""
    tests = _tests(condition)
    if not tests:
        return bool(condition == value)
    return value in tests.get("IN", (value,)) and value not in tests.get("NOT_IN", ())


def _tests(condition: Any) -> Mapping[str, Any]:
    return condition if isinstance(condition, Mapping) else {}
