"""Predicates by weight of evidence: the rules' proposals and words seen in annotations, judged by linear models on the parse
(predicates.py) and, where the tagger is there, by it too (joining.py). Their parts are weighed in parts.py."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fogline.reading import joining, predicates, roles
from fogline.reading.confidence import PREDICATES, doubt, odds, war
from fogline.reading.disposing import disposed
from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.frames import WEAPON_KINDS
from fogline.reading.lexicon import Lexicon
from fogline.reading.parts import Parts
from fogline.reading.predicates import Candidate, Describer
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Doubts, Filler, Proposal
from fogline.reading.repelled import turned
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.proposer import head_of
from fogline.reading.tagger.view import View

# Thousandths of log-odds, chosen on the held-out sentences (bench/claims.py). From where on a predicate stands by the parse
# alone, as annotations or also the rules suggest it, and by both.
SEEN, RULED = 0, -2000
JOINED, JOINED_IN_WAR = -300, -1500
SETTLED = 300  # the least of what the rules settle
KINDS_ASKED = 2  # kinds of a tagger's trigger that are weighed
# A kind with less by the parse and a smaller probability by the tagger is not weighed: of 3,054 held-out ones 7 were right.
HOPELESS, UNLIKELY = -3000, 0.01
UNSPECIFIC = frozenset({"attack", "attack_on_civilians", "casualties"})
KEPT = ("office", "object", "recipient", "provider", "leader", "addressee", "origin", "destination")  # by rules alone
MOST = 1_000_000  # beyond any sum
# A sentence whose best candidate has less by the parse is skipped; from half an account of a war on none is, even where the
# parse sees nothing. What that loses: bench/speed.py.
GATE, GATE_IN_WAR = -500, -2 * MOST
Parsed = dict[tuple[int, str], tuple[Candidate, int]]  # (head, kind) → candidate with its sum
Viewing = Callable[[Sequence[Sentence]], Sequence[View]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A candidate with its log-odds in thousandths and the row that they are made of, where the tagger had a say."""

    candidate: Candidate
    value: int
    row: joining.Row
    words: range = range(0)  # of the tagger's trigger


class Weighed:
    """`views` is the tagger's eye; None reads by the parse alone. `join` replaces the weights that join the two, for
    fitting."""

    gates: tuple[int, int] = GATE, GATE_IN_WAR

    def __init__(self, lexicon: Lexicon, views: Viewing | None = None, join: dict[str, dict[str, int]] | None = None) -> None:
        self.language, self.views = lexicon.language, views
        self.seen, self.seeds = predicates.seen(self.language), predicates.seeds(self.language)
        self.predicate_weights = predicates.weights(self.language)
        self.role_weights = roles.weights(self.language)
        self.join = join if join is not None else joining.weights(self.language) if views else {}

    def propose(self, sentences: Sequence[Prepared], about: float = 0.0) -> list[list[Proposal] | None]:
        """The predicates of a report's sentences; None where the parse sees nothing that could become one (the gate). `about`
        is how far it is known beforehand that the report is about the war in question, 0 to 1."""
        parsed = [self.parsed(made) for made in sentences]
        gate = _between(self.gates, _share((list(found.values()) for found in parsed), about))
        passed = [k for k, found in enumerate(parsed) if max((value for _, value in found.values()), default=-MOST) >= gate]
        views = self.views([sentences[k].sentence for k in passed]) if self.views else [None] * len(passed)
        weighed = [self.weighed(sentences[k], view, parsed[k]) for k, view in zip(passed, views, strict=True)]
        share = _share(([(w.candidate, w.value) for w in weights] for weights in weighed), about)
        least = _between((JOINED, JOINED_IN_WAR), share) if self.views else 0
        proposals: list[list[Proposal] | None] = [None] * len(sentences)
        for k, view, weights in zip(passed, views, weighed, strict=True):
            proposals[k] = self._proposals(sentences[k], view, weights, least)
        return proposals

    def _proposals(self, made: Prepared, view: View | None, weighed: Sequence[Weight], least: int) -> list[Proposal]:
        chosen = self._chosen(made, weighed, least)
        parts = Parts(made, [w.candidate for w in chosen], self.role_weights, view, self.join)
        found = []
        for w in chosen:
            c = w.candidate
            offers = list(parts.offers(c))
            others = [o.value for o in weighed if o.candidate.head == c.head and o.candidate.kind != c.kind]
            doubts = Doubts(
                second=max(others, default=-MOST),
                parts={label: doubt([o.value for o in offers if o.label == label]) for label in roles.LABELS},
            )
            kind, fillers = disposed(made, c, parts.fillers(offers))
            settled = replace(w, candidate=replace(c, kind=kind))
            found.append(_proposal(made, settled, fillers, doubts))
        return turned(made, found)

    # -------------------------------------------------------------------------------------------------- predicates

    def parsed(self, made: Prepared) -> Parsed:
        """What the parse says of every candidate."""
        describer = Describer(made.sentence, made.nominals, made.clauses)
        found = {}
        for c, rule_kind in predicates.candidates(made, self.seen, self.seeds):
            score = describer.score(c, rule_kind, self.predicate_weights)
            found[c.head, c.kind] = c, max(score, SETTLED) if _is_settled(made, c) else score
        return found

    def weighed(self, made: Prepared, view: View | None, parsed: Parsed) -> list[Weight]:
        """Every candidate of the sentence."""
        if view is not None:
            return list(self._joined(made, view, parsed))
        return [Weight(candidate=c, value=value - (RULED if c.ruled else SEEN), row={}) for c, value in parsed.values()]

    def _joined(self, made: Prepared, view: View, parsed: dict[tuple[int, str], tuple[Candidate, int]]) -> Iterator[Weight]:
        triggers = {c.head: c.trigger for c, _ in parsed.values()}
        owner = {i: h for h, words in triggers.items() for i in words}
        spans: dict[int, tuple[int, int]] = {h: (min(words), max(words)) for h, words in triggers.items()}
        fired = set()
        for run in view.runs:
            words = range(run.first, run.last + 1)
            top = head_of(made.sentence, run.first, run.last)
            h = owner.get(top) or next((owner[i] for i in reversed(words) if i in owner), top)
            triggers.setdefault(h, tuple(words))
            spans[h] = run.first, run.last
            fired.add(h)
        if not spans:
            return
        heads = sorted(spans)
        said = view.of([spans[h] for h in heads]).kinds
        kinds = view.labels.kinds
        likeliest = np.argsort(-said[:, :-1], axis=1, kind="stable")[:, :KINDS_ASKED].tolist()
        by_parse: dict[int, set[str]] = {}
        for h, kind in parsed:
            by_parse.setdefault(h, set()).add(kind)
        for h, order, told in zip(heads, likeliest, said.tolist(), strict=True):
            first, last = spans[h]
            nothing = told[-1]
            trigger = float(view.triggers[first : last + 1].max())
            for kind in sorted(by_parse.get(h, set()) | {kinds[n] for n in order}):
                c, parse = parsed.get((h, kind)) or (Candidate(head=h, kind=kind, ruled=False, trigger=triggers[h]), None)
                probability = told[kinds.index(kind)]
                if parse is not None and parse < HOPELESS and probability < UNLIKELY and not c.ruled:
                    continue
                row = joining.predicate_row(
                    parse=parse,
                    ruled=c.ruled,
                    trigger=trigger,
                    fired=h in fired,
                    kind=probability / max(1.0 - nothing, 1e-6),
                    best=kind == kinds[order[0]],
                    nothing=nothing,
                    noun=made.sentence.tokens[h].pos in ("NOUN", "PROPN"),
                    speech=kind in SPEECH_KINDS,
                )
                value = joining.total(row, self.join[joining.PREDICATE])
                value = max(value, SETTLED) if _is_settled(made, c) else value
                yield Weight(candidate=c, value=value, row=row, words=range(first, last + 1) if h in fired else range(0))

    @staticmethod
    def _chosen(made: Prepared, weighed: Sequence[Weight], least: int) -> list[Weight]:
        """The best kind of each token, where it is good enough; of overlapping triggers the better."""
        found: list[Weight] = []
        taken: set[int] = set()
        for w in sorted(weighed, key=lambda w: (-w.value, w.candidate.head, w.candidate.kind)):
            c = w.candidate
            own = made.ruled_at(c.head)
            words = {c.head, *c.trigger, *w.words, *(own.absorbed if own else ())}
            if w.value > least and not taken & words:
                taken |= words
                if own and own.kind in WEAPON_KINDS and c.kind in UNSPECIFIC:  # a weapon in the clause decides
                    w = replace(w, candidate=replace(c, kind=own.kind))
                found.append(w)
        return sorted(found, key=lambda w: w.candidate.head)


def _is_settled(made: Prepared, c: Candidate) -> bool:
    """What the rules find by words that leave no doubt: a number of armed men that somebody has, an idiom."""
    own = made.ruled_at(c.head)
    if c.ruled and own is not None and own.settled and own.kind == c.kind:
        return True
    counted = (count.noun for count in made.counts if count.noun is not None)
    return c.ruled and c.kind == "strength" and any(made.nominals.cls(noun) == "armed" for noun in counted)


def _share(sentences: Iterable[Sequence[tuple[Candidate, int]]], about: float) -> float:
    """How far the report is an account of a war by the best kind of each word (confidence.py), at least `about`."""
    kinds = []
    for candidates in sentences:
        best: dict[int, tuple[Candidate, int]] = {}
        for c, value in candidates:
            if c.head not in best or value > best[c.head][1]:
                best[c.head] = c, value
        kinds += [(c.kind, odds(value)) for c, value in best.values()]
    return max(about, war(kinds, *PREDICATES))


def _between(bounds: tuple[int, int], share: float) -> int:
    """From the first, for news of an incident, to the second, for an account of a war."""
    return round(bounds[0] + (bounds[1] - bounds[0]) * share)


def _proposal(made: Prepared, w: Weight, fillers: list[Filler], doubts: Doubts) -> Proposal:
    c = w.candidate
    own = made.ruled_at(c.head)
    kept = [f for f in own.fillers if f.role in KEPT] if own and own.kind == c.kind else []
    received = {f.head for f in kept if f.role == "recipient"}
    fillers = [f for f in fillers if f.role != "actor" or f.head not in received]
    return Proposal(
        trigger=c.trigger,
        verb=made.clauses.clause_verb(c.head),
        kind=c.kind,
        fillers=(*fillers, *kept),
        score=w.value,
        by="weighed",
        doubts=doubts,
        absorbed=own.absorbed if own else (),
        settled=own is not None and own.settled and own.kind == c.kind,
    )
