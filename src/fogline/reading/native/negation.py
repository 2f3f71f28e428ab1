"""What was not so, or failed, is not told as done: affixes and auxiliaries that negate, "none", attempts that failed, sieges
that were lifted (data/negation.tsv), and what somebody denies (denial.py).

The tagger sees a negation in half of the cases; where a language marks it beside or in the predicate's words, the mark decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.native.denial import CLOSED, denied
from fogline.reading.native.pack import folded
from fogline.reading.native.phrases import ENDS, STOPS, Phrasing
from fogline.reading.native.seeds import ANY_END, Seed, Seeds
from fogline.reading.native.speech import Told
from fogline.records import Ref
from fogline.tables import table

REACH, NONE_REACH = 4, 8  # tokens between a predicate and a word that speaks of it; "none" is said at the subject
LIFTED = 6  # tokens between a siege and the verb that ends it
PUT_OFF = ("talks",)  # what may be far from its verb
FIGHTS = ("armed_clash", "attack")
BETWEEN = 1  # words between a particle and its predicate: "not yet encircled"
WORDS = ("none", "failed", "involved", "unfought", "part", "untold")
# Verbs by the kinds that they end.
ENDS_OF = {"lifts": (CLOSED,), "breaks": ("alliance", "agreement"), "cancels": ("talks",), "opens": ("route_cut",)}


class Negation:
    """The table of one language."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        by: dict[str, list[str]] = {}
        for row in rows:
            by.setdefault(row["how"], []).append(folded(row["word"]))
        self._ends, self._begins = tuple(by.get("ending", ())), tuple(by.get("beginning", ()))
        self._light = tuple(by.get("light", ()))
        self._before, self._after = frozenset(by.get("before", ())), by.get("after", [])
        self._except, self._nobody = by.get("except", []), frozenset(by.get("none", ()))
        self._ended = {kind: by.get(how, []) for how, kinds in ENDS_OF.items() for kind in kinds}
        self.denier_is_behind = "denier-behind" in by
        self._words = {how: Seeds((word, how) for word in by.get(how, ())) for how in WORDS}

    def marked(self, first: int, last: int, phrasing: Phrasing) -> bool:
        """Whether the own words of a predicate, `first` to `last`, or those that belong to it, negate it."""
        words = [folded(token.text) for token in phrasing.sentence.tokens]
        behind = words[last + 1] if last + 1 < len(words) else ""
        if any(self._negates(word) or word in self._before for word in words[first : last + 1]):
            return True
        if last > first and self._is_negating_auxiliary(words[last]):
            return True
        return self._is_negating_auxiliary(behind) or self._is_behind_particle(words, first)

    def _is_negating_auxiliary(self, word: str) -> bool:
        if _is_one(word, self._after):
            return not self.excepts(word)
        return word.startswith(self._light or ("",)) and self._negates(word)

    def _negates(self, word: str) -> bool:
        inside = any(word.endswith(end) and len(word) > len(end) for end in self._ends)
        return (inside or word.startswith(self._begins or ("\0",))) and not self.excepts(word)

    def excepts(self, word: str) -> bool:
        return _is_one(word, self._except)

    def _is_behind_particle(self, words: Sequence[str], first: int) -> bool:
        for gap in range(BETWEEN + 1):
            at = first - 1 - gap
            between = words[at + 1 : first] if at >= 0 else []
            if at >= 0 and words[at] in self._before:
                return not any(word in STOPS or self.excepts(word) for word in between)
        return False

    def ended(self, t: Told, phrasing: Phrasing) -> bool:
        """Whether a verb that ends it stands in the clause of a siege, an alliance or a truce: "the blockade was lifted"."""
        ends = self._ended.get(t.claim.kind, ())
        if not ends:
            return False
        words = [folded(token.text) for token in phrasing.sentence.tokens]
        reach = 2 * LIFTED if t.claim.kind in PUT_OFF else LIFTED
        first, last = max(t.one.first - reach, 0), min(t.one.last + reach + 1, len(words))
        between = ENDS if t.claim.kind in PUT_OFF else STOPS  # "the talks, due yesterday, were put off"
        stops = [i for i in range(first, last) if phrasing.sentence.tokens[i].text in between]
        first = max((i + 1 for i in stops if i < t.one.first), default=first)
        last = min((i for i in stops if i > t.one.last), default=last)
        return any(_is_one(word, ends) for word in words[first:last])

    def is_none(self, ref: Ref) -> bool:
        """Whether a phrase is "nobody"."""
        return folded(ref.text or "") in self._nobody

    def is_unfought(self, t: Told, phrasing: Phrasing) -> bool:
        """Whether a fight is named only to say that there was none: "left without a fight"."""
        return t.claim.kind in FIGHTS and any(
            seed.first <= t.one.first and t.one.last <= seed.last for seed in self._words["unfought"].all(phrasing.forms)
        )

    def said(self, how: str, t: Told, phrasing: Phrasing) -> bool:
        """Whether words of a sort stand within reach of the predicate, no stop between; "none" stands before it."""
        near = self._near(how, t, phrasing, NONE_REACH if how == "none" else REACH)
        return any(how != "none" or seed.first < t.one.first for seed in near)

    def undone_by(self, how: str, t: Told, phrasing: Phrasing) -> bool:
        """Whether a verb of a sort beside the predicate is itself negated: "took no part in the attack"."""
        near = self._near(how, t, phrasing, NONE_REACH)
        return any(self.marked(seed.first, seed.last, phrasing) for seed in near)

    def _near(self, how: str, t: Told, phrasing: Phrasing, reach: int) -> Iterator[Seed]:
        tokens = phrasing.sentence.tokens
        for seed in self._words[how].all(phrasing.forms):
            between = t.between(seed.first, seed.last)
            if len(between) <= reach and not any(tokens[i].text in STOPS for i in between):
                yield seed


def negated(told: Sequence[Told], phrasing: Phrasing) -> list[Told]:
    """The claims of a sentence, those negated that its words negate; what failed has that aspect."""
    rules = _negation(phrasing.pack.language)
    if rules is None:
        return list(told)
    kept = [t for t in told if not (_is_untold(t, rules, phrasing) or rules.is_unfought(t, phrasing))]
    for t in kept:
        if t.claim.negated and rules.said("unfought", t, phrasing) and not rules.marked(t.one.first, t.one.last, phrasing):
            t.claim = replace(t.claim, negated=False)  # "handed over without a fight"
        if any(rules.is_none(ref) for ref in t.claim.targets):
            t.claim = replace(t.claim, targets=tuple(ref for ref in t.claim.targets if not rules.is_none(ref)), negated=True)
    for t in (t for t in kept if t.claim.kind not in SPEECH_KINDS):
        over = rules.ended(t, phrasing)
        undone = rules.marked(t.one.first, t.one.last, phrasing) or rules.said("none", t, phrasing)
        undone = undone or rules.undone_by("part", t, phrasing)
        if over and undone:  # a siege that was not lifted goes on, a truce that was not broken holds
            t.claim = replace(t.claim, negated=False)
        elif over or undone:
            t.claim = replace(t.claim, negated=True)
        elif not t.claim.negated and rules.said("failed", t, phrasing):
            t.claim = replace(t.claim, aspect="failed")
    denied(kept, phrasing, rules.denier_is_behind, lambda t: rules.said("involved", t, phrasing))
    return kept


def _is_untold(t: Told, rules: Negation, phrasing: Phrasing) -> bool:
    """ "Gives no figures of its losses" says nothing of them."""
    counts = t.claim.kind == "casualties" and not t.claim.quantities
    return counts and rules.undone_by("untold", t, phrasing)


def unless(language: str, word: str) -> bool:
    """Whether a word that negates only opens a condition or the like: 않으면, "if not"."""
    rules = _negation(language)
    return rules is not None and rules.excepts(folded(word))


def _is_one(word: str, words: Iterable[str]) -> bool:
    return any(word == one or (one.endswith(ANY_END) and word.startswith(one[:-1])) for one in words)


@lru_cache(maxsize=4)
def _negation(language: str) -> Negation | None:
    rows = [row for row in table("negation.tsv") if row["language"] == language]
    return Negation(rows) if rows else None
