"""The parser model's own rules from tag, relation and word to part of speech, as a look-up.

The model ships them as 179 patterns for a general matcher, which takes a quarter of the parse's time. Nearly all look at one
word: what they say of a (tag, word, relation) is worked out once and remembered, and a word that no pattern names is any word.
Of patterns of two words only "there is" is kept; the others, and those with an expression, are colloquial contractions
("gotta", "nuthin'")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Attributes = tuple[str, int, str]  # part of speech, morphology, lemma or nothing
EXPLETIVE = "expl"  # relation of "there" in "there is", after which "is" is a verb


class WordRules:
    """A component of a spaCy pipeline in the place of its `attribute_ruler`, made from that one's patterns."""

    def __init__(self, patterns: Sequence[Mapping[str, Any]]) -> None:
        self._single = [(p[0], rule["attrs"]) for rule in patterns for p in rule["patterns"] if len(p) == 1]
        self._after_expletive = [
            (p[1], rule["attrs"])
            for rule in patterns
            for p in rule["patterns"]
            if len(p) == 2 and p[0] == {"DEP": EXPLETIVE} and rule["index"] == 1
        ]
        self._single = [(p, attributes) for p, attributes in self._single if "REGEX" not in _tests(p.get("LOWER"))]
        self._named = {word for p, _ in self._single + self._after_expletive for word in _words(p.get("LOWER"))}
        self._ids: set[int] = set()
        self._known: dict[tuple[int, int, int, bool], Attributes] = {}

    def __call__(self, doc: Any) -> Any:
        """Sets part of speech, morphology and the lemma where the rules give one."""
        known, expletive, after = self._known, doc.vocab.strings[EXPLETIVE], False
        named = self._ids = self._ids or {doc.vocab.strings.add(word) for word in self._named}
        for token in doc:
            key = token.tag, token.lower if token.lower in named else token.is_space, token.dep, after
            after = token.dep == expletive
            found = known.get(key)
            if found is None:
                found = known[key] = self._attributes(token, key[3])
            token.pos_ = found[0]
            token.set_morph(found[1])
            if found[2]:
                token.lemma_ = found[2]
        return doc

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


def _words(condition: Any) -> Sequence[str]:
    """The words that a condition on LOWER names."""
    tests = _tests(condition)
    return [*tests.get("IN", ()), *tests.get("NOT_IN", ())] if tests else [condition] if condition else []
