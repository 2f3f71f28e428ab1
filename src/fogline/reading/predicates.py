"""Which words are predicates of which kind: candidates from rules and from words seen in the annotations, weighed by a linear
model.

Candidates of a token are the kind that the rules give it (frames.py, states.py), the kinds that its lemma had in the
training annotations (data/<language>/seen_triggers.tsv) and those that an editor thinks it may have (seeds.tsv). The
weights (data/<language>/predicate_weights.tsv, thousandths) are fitted by training/fit_weights.py on the project's own
annotations; a candidate stands where its sum is above zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline.reading.clauses import Clauses
from fogline.reading.nominals import Nominals
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Proposal
from fogline.reading.sentences import Sentence, Token
from fogline.tables import DATA, numbers, table

FAMILIES = {
    "violence": "armed_clash attack ambush air_strike drone_strike shelling bombing suicide_bombing grenade_attack "
    "chemical_attack attack_on_civilians abduction arrest sexual_violence casualties property_destroyed weapons_found "
    "equipment_seized",
    "streets": "protest protest_intervention protest_repressed violent_demonstration mob_violence",
    "ground": "territory_taken territory_transferred advance withdrawal route_cut encirclement control "
    "presence base_established surrender symbol_changed",
    "forces": "mobilisation troop_movement group_change strength supply displacement flight",
    "politics": "alliance agreement talks appointment role relation",
    "words": "statement vow rejection offer demand appeal threat accusation denial responsibility_claimed assessment forecast",
}
FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds.split()}
CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A token as a predicate of a kind; `ruled` where the rules say so, then `trigger` are their tokens; `seeded` where
    seeds.tsv does."""

    head: int
    kind: str
    ruled: bool
    trigger: tuple[int, ...]
    seeded: bool = False


Kinds = Mapping[tuple[str, str], tuple[str, ...]]  # (lemma, pos) → kinds


@lru_cache(maxsize=8)
def seen(language: str) -> Kinds:
    """Kinds that words had in the training annotations."""
    return by_word(table(f"{language}/seen_triggers.tsv"))


@lru_cache(maxsize=8)
def seeds(language: str) -> Kinds:
    """Kinds that words may have."""
    return by_word(table(f"{language}/seeds.tsv"))


def by_word(rows: Iterable[Mapping[str, str]]) -> Kinds:
    """Rows with lemma, pos and kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["lemma"], row["pos"]), []).append(row["kind"])
    return {key: tuple(kinds) for key, kinds in found.items()}


@lru_cache(maxsize=8)
def weights(language: str) -> dict[str, int]:
    return {feature: weight for feature, (weight,) in numbers(DATA / language / "predicate_weights.tsv")}


def coarse(pos: str) -> str:
    return {"PROPN": "NOUN", "AUX": "VERB"}.get(pos, pos)


def candidates(made: Prepared, seen: Kinds, seeds: Kinds) -> Iterator[tuple[Candidate, str | None]]:
    """Each (token, kind) that could be a predicate, with the rules' kind for that token."""
    tokens = made.sentence.tokens
    ruled: dict[int, Proposal] = {}
    for p in made.ruled:
        for i in p.trigger:
            ruled.setdefault(i, p)
    done: set[tuple[int, str]] = set()
    for p in made.ruled:
        head = _head(tokens, p)
        if p.kind in FAMILY and (head, p.kind) not in done:
            done.add((head, p.kind))
            seeded = any(p.kind in seeds.get(_word(tokens[i]), ()) for i in p.trigger)
            yield Candidate(head=head, kind=p.kind, ruled=True, trigger=p.trigger, seeded=seeded), p.kind
    for token in tokens:
        if token.dep in ("aux", "auxpass"):
            continue
        own = ruled.get(token.i)
        head = _head(tokens, own) if own else token.i
        hinted = seeds.get(_word(token), ())
        for kind in dict.fromkeys((*seen.get(_word(token), ()), *hinted)):
            if (head, kind) not in done:
                done.add((head, kind))
                trigger = own.trigger if own else (token.i,)
                candidate = Candidate(head=head, kind=kind, ruled=False, trigger=trigger, seeded=kind in hinted)
                yield candidate, own.kind if own else None


def _word(token: Token) -> tuple[str, str]:
    return token.lemma, coarse(token.pos)


def _head(tokens: Sequence[Token], p: Proposal) -> int:
    return p.verb if p.verb in p.trigger else p.trigger[-1]


class Describer:
    """Features of the candidates of one sentence. What all candidates of a family share is summed once."""

    def __init__(self, sentence: Sentence, nominals: Nominals, clauses: Clauses) -> None:
        self.sentence, self.nominals, self.clauses = sentence, nominals, clauses
        self._shared_sums: dict[str, int] = {}
        self.bag = sorted({t.lemma for t in sentence.tokens if t.pos in CONTENT and t.lemma.isalpha() and len(t.lemma) > 2})[
            :60
        ]

    def features(self, c: Candidate, rule_kind: str | None) -> Iterator[str]:
        yield from self._own(c, rule_kind)
        yield from self._shared(FAMILY[c.kind])

    def score(self, c: Candidate, rule_kind: str | None, weights: Mapping[str, int]) -> int:
        """The sum over all features, thousandths of log-odds."""
        family = FAMILY[c.kind]
        if family not in self._shared_sums:
            self._shared_sums[family] = sum(weights.get(f, 0) for f in self._shared(family))
        return self._shared_sums[family] + sum(weights.get(f, 0) for f in self._own(c, rule_kind))

    def _shared(self, family: str) -> Iterator[str]:
        for lemma in self.bag:
            yield f"bag {family} {lemma}"
        yield f"size {family} {min(len(self.sentence.tokens) // 8, 5)}"

    def _own(self, c: Candidate, rule_kind: str | None) -> Iterator[str]:
        tokens = self.sentence.tokens
        token = tokens[c.head]
        head = tokens[token.head]
        family = FAMILY[c.kind]
        rule = "same" if c.ruled else "none" if rule_kind is None else "other"
        yield "any"
        yield f"kind {c.kind}"
        yield f"rule {rule}"
        yield f"rule {rule} {c.kind}"
        yield f"rule {rule} {family} {token.lemma}"
        if c.seeded:
            yield "seed"
            yield f"seed {c.kind}"
        yield f"lemma {token.lemma}"
        yield f"lemma {token.lemma} {c.kind}"
        yield f"dep {family} {coarse(token.pos)} {token.dep}"
        yield f"tag {family} {token.tag}"
        yield f"up {family} {token.dep} {head.lemma}"
        yield f"up {c.kind} {head.lemma}"
        for k in token.children:
            child = tokens[k]
            yield f"child {family} {child.dep} {child.lemma}"
            if child.dep in ("aux", "neg", "mark", "det", "poss", "advmod", "prt"):
                yield f"child {c.kind} {child.dep} {child.lemma}"
        for away in (-2, -1, 1, 2):
            k = c.head + away
            yield f"near {away} {c.kind} {tokens[k].lemma if 0 <= k < len(tokens) else '-'}"
        if token.pos in ("VERB", "AUX"):
            arguments = self.clauses.arguments(c.head)
            subjects = sorted({self.nominals.cls(k) for k in arguments.subj}) or ["none"]
            objects = sorted({self.nominals.cls(k) for k in arguments.obj}) or ["none"]
            for cls in subjects:
                yield f"subj {c.kind} {cls}"
                yield f"subj {family} {cls} {token.lemma}"
            for cls in objects:
                yield f"obj {c.kind} {cls}"
                yield f"obj {c.kind} {cls} {token.lemma}"
            for k in arguments.obj:
                yield f"object {c.kind} {tokens[self.nominals.content(k)].lemma}"
            for k in arguments.subj:
                yield f"subject {c.kind} {tokens[self.nominals.content(k)].lemma}"
            for word in arguments.preps:
                yield f"prep {c.kind} {word}"
            yield f"voice {c.kind} {'passive' if arguments.passive else 'active'}"
        else:
            yield f"class {c.kind} {self.nominals.cls(c.head)}"
