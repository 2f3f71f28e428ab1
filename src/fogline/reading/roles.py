"""Which phrase plays which part of a predicate: every phrase, place and number of the sentence weighed against it.

Features are the path through the parse, what the rules say, the classes of both ends, order and distance. The weights
(data/<language>/role_weights.tsv: one column a label, thousandths) are fitted by training/fit_weights.py; the best label above
"none" stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from fogline.reading.clauses import Clauses
from fogline.reading.nominals import Nominals
from fogline.reading.predicates import FAMILY
from fogline.reading.sentences import Sentence
from fogline.tables import DATA, numbers

PARTS = ("actor", "target")
COUNTS = ("killed", "wounded", "number")
LABELS_OF = {"phrase": PARTS, "place": ("place",), "count": COUNTS}  # by sort of what is weighed
LABELS = tuple(label for labels in LABELS_OF.values() for label in labels)
LONGEST_PATH = 7
REMOTE = ("far", "apart")  # paths that say only that there is none or that it is longer
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
INSIDE = frozenset({"compound", "nummod", "quantmod", "case", "det", "punct", "advmod", "npadvmod"})


@lru_cache(maxsize=8)
def weights(language: str) -> dict[str, tuple[int, ...]]:
    """feature → weight of each label that its sort, the feature's first word, can have. The table's columns are LABELS."""
    columns = {sort: slice(LABELS.index(labels[0]), LABELS.index(labels[-1]) + 1) for sort, labels in LABELS_OF.items()}
    return {f: row[columns[f.partition(" ")[0]]] for f, row in numbers(DATA / language / "role_weights.tsv")}


def phrases(sentence: Sentence, nominals: Nominals, ruled: Iterable[int] = ()) -> list[int]:
    """Heads of phrases that could play a part: nouns, names, pronouns, bare numbers, adjectives that name an actor ("Russian"),
    and what the rules found (`ruled`)."""
    found = []
    for token in sentence.tokens:
        if token.pos in NOMINAL and token.dep not in INSIDE:
            found.append(token.i)
        elif token.dep in ("compound", "amod", "nmod", "poss") and token.i in nominals.names:
            name = nominals.names[token.i]
            if name.last == token.i and name.cls not in ("place", "media"):
                found.append(token.i)
        elif token.dep == "poss" or (token.dep in ("amod", "compound") and nominals.cls(token.i) in ("armed", "government")):
            found.append(token.i)
    return sorted({*found, *ruled})


class Pairs:
    """Features of (predicate, phrase) pairs of one sentence."""

    def __init__(self, sentence: Sentence, nominals: Nominals, clauses: Clauses, predicates: list[int]) -> None:
        self.sentence, self.nominals, self.clauses = sentence, nominals, clauses
        self.predicates = sorted(predicates)
        self._up = [self._ancestors(t.i) for t in sentence.tokens]
        self._paths: dict[tuple[int, int], str] = {}

    def _ancestors(self, i: int) -> list[int]:
        found = [i]
        tokens = self.sentence.tokens
        while tokens[i].head != i and len(found) < 40:
            i = tokens[i].head
            found.append(i)
        return found

    def path(self, phrase: int, predicate: int) -> str:
        """Relations from the phrase up to the common ancestor and down to the predicate: "pobj<in<prep<" and ">conj"."""
        if (phrase, predicate) not in self._paths:
            self._paths[phrase, predicate] = self._path(phrase, predicate)
        return self._paths[phrase, predicate]

    def _path(self, phrase: int, predicate: int) -> str:
        up, down = self._up[phrase], self._up[predicate]
        common = next((i for i in up if i in down), None)
        if common is None:
            return "apart"
        tokens = self.sentence.tokens
        steps = []
        for i in up[: up.index(common)]:
            steps.append(f"{tokens[i].lower}<" if tokens[i].dep in ("prep", "agent") else f"{tokens[i].dep}<")
        for i in reversed(down[: down.index(common)]):
            steps.append(f">{tokens[i].dep}")
        return "".join(steps) if len(steps) <= LONGEST_PATH else "far"

    def features(self, predicate: int, kind: str, phrase: int, sort: str, ruled: str | None, rule_kind: bool) -> Iterator[str]:
        """`sort` is phrase, place or count; `ruled` the role that the rules give this phrase with this predicate."""
        tokens = self.sentence.tokens
        family = FAMILY[kind]
        path = self.path(phrase, predicate)
        cls = self.nominals.cls(phrase)
        token, trigger = tokens[phrase], tokens[predicate]
        away = phrase - predicate
        left, right = sorted((phrase, predicate))
        between = sum(left < p < right for p in self.predicates)
        order = "after" if away > 0 else "before"
        pos = trigger.pos
        voice = "passive" if pos == "VERB" and self.clauses.arguments(predicate).passive else "active"
        yield sort
        yield f"{sort} {kind}"
        yield f"{sort} rule {ruled or ('silent' if rule_kind else 'none')}"
        yield f"{sort} rule {ruled} {kind}"
        yield f"{sort} path {path}"
        yield f"{sort} path {pos} {voice} {path}"
        yield f"{sort} path {family} {voice} {path}"
        yield f"{sort} path {kind} {path}"
        yield f"{sort} path {trigger.lemma} {path}"
        yield f"{sort} class {cls}"
        yield f"{sort} class {kind} {cls}"
        yield f"{sort} class {family} {voice} {order} {cls}"
        yield f"{sort} class {cls} {path}"
        yield f"{sort} order {family} {order} {min(abs(away) // 3, 6)} {min(between, 3)}"
        yield f"{sort} between {order} {min(between, 3)}"
        yield f"{sort} up {token.dep} {tokens[token.head].lemma}"
        yield f"{sort} word {family} {token.lemma}"
        if token.dep == "pobj":
            prep = tokens[token.head].lower
            yield f"{sort} prep {kind} {prep}"
            yield f"{sort} prep {prep} {cls}"
            above = tokens[token.head].head
            yield f"{sort} prep {prep} {tokens[above].dep} {'own' if above == predicate else 'other'}"
        nearest = min(self.predicates, key=lambda p: (abs(p - phrase), p)) if self.predicates else predicate
        yield f"{sort} nearest {nearest == predicate} {order}"
        inside = self._up[phrase][1:]
        first = next((p for p in inside if p in self.predicates), None)
        yield f"{sort} under {'it' if first == predicate else 'none' if first is None else 'other'} {family}"
        if sort == "count":
            governor = next((i for i in inside if tokens[i].pos in ("VERB", "AUX")), phrase)
            yield f"count governor {tokens[governor].lemma}"
            yield f"count governor {tokens[governor].lemma} {path}"
            for k in range(phrase, min(phrase + 4, len(tokens))):
                yield f"count follows {tokens[k].lemma}"
            for k in range(max(0, phrase - 3), phrase):
                yield f"count before {tokens[k].lemma}"
            yield f"count noun {token.lemma} {kind}"


def sums(features: Iterator[str], table_: dict[str, tuple[int, ...]], labels: Sequence[str]) -> dict[str, int]:
    """label → its sum in thousandths of log-odds, above zero where the model believes it; `labels` are those of the sort."""
    rows = [row for f in features if (row := table_.get(f))]
    return dict(zip(labels, map(sum, zip(*rows, strict=True)), strict=True)) if rows else dict.fromkeys(labels, 0)
