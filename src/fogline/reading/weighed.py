"""Predicates and their parts by weight of evidence: the rules' proposals and words seen in annotations, judged by linear
models on the parse (predicates.py, roles.py) and, where the tagger is there, by it too (joining.py).

Places and numbers are bound here as well: every phrase, place and number of the sentence is weighed against every predicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fogline.reading import joining, predicates, roles
from fogline.reading.confidence import doubt, odds, war
from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.frames import WEAPON_KINDS
from fogline.reading.lexicon import Lexicon
from fogline.reading.predicates import Candidate, Describer
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Doubts, Filler, Proposal
from fogline.reading.roles import COUNTS, PARTS, Pairs
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.proposer import head_of
from fogline.reading.tagger.view import View
from fogline.reading.tagger.weights import Floats, Labels

# Thousandths of log-odds, chosen on the held-out sentences (bench/claims.py). From where on a predicate stands by the parse
# alone, as annotations or also the rules suggest it, and by both.
SEEN, RULED = 0, -2000
JOINED, JOINED_IN_WAR = -300, -1500
PREDICATES_OF_WAR = (5.0, 7.5)  # expected predicates of such kinds in a report, between which the threshold falls
GATE = -1000  # a sentence whose best candidate has less by the parse is skipped; what that loses: bench/speed.py
# An empty role takes its best candidate down to here: a missing actor costs as much as a wrong one, and the models are fitted
# for single decisions.
SECOND = {"actor": -1500, "target": -1500, "place": -800, "killed": -1000, "wounded": -1000}
SECOND_JOINED = {"actor": -500, "target": -500, "place": -300, "killed": -300, "wounded": -300}
KINDS_ASKED = 2  # kinds of a tagger's trigger that are weighed
UNSPECIFIC = frozenset({"attack", "attack_on_civilians", "casualties"})
BARE_KILLING = frozenset({"kill", "killing", "die", "death", "dead", "perish", "fatality"})
UNARMED = frozenset({"unarmed", "person"})
GROUND_WORDS = frozenset({"ground", "territory", "positions", "points"})
UTTERED = SPEECH_KINDS - {"assessment", "forecast"}
BODIES = frozenset({"police", "government", "organisation", "official", "media"})
GROUNDS = ("place", "origin", "destination")
HOPELESS = 0.004  # probability by the tagger below which a part is not weighed: of 15,712 held-out ones 21 were right
LIKELY = 0.5  # probability from which on the tagger is taken to say so
KEPT = ("office", "object", "recipient", "provider", "leader", "addressee", "origin", "destination")  # by rules alone
MOST = 1_000_000  # beyond any sum
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

    gate: int = GATE

    def __init__(self, lexicon: Lexicon, views: Viewing | None = None, join: dict[str, dict[str, int]] | None = None) -> None:
        self.language, self.views = lexicon.language, views
        self.seen = predicates.seen(self.language)
        self.predicate_weights = predicates.weights(self.language)
        self.role_weights = roles.weights(self.language)
        self.join = join if join is not None else joining.weights(self.language) if views else {}

    def propose(self, sentences: Sequence[Prepared]) -> list[list[Proposal] | None]:
        """The predicates of a report's sentences; None where the parse sees nothing that could become one (the gate)."""
        parsed = [self.parsed(made) for made in sentences]
        passed = [
            k for k, found in enumerate(parsed) if max((value for _, value in found.values()), default=-MOST) >= self.gate
        ]
        views = self.views([sentences[k].sentence for k in passed]) if self.views else [None] * len(passed)
        weighed = [self.weighed(sentences[k], view, parsed[k]) for k, view in zip(passed, views, strict=True)]
        least = self._least(weighed) if self.views else 0
        proposals: list[list[Proposal] | None] = [None] * len(sentences)
        for k, view, weights in zip(passed, views, weighed, strict=True):
            proposals[k] = self._proposals(sentences[k], view, weights, least)
        return proposals

    def _least(self, weighed: Sequence[Sequence[Weight]]) -> int:
        """From where on a predicate of this report stands: lower in an account of a war (confidence.py)."""
        best: dict[tuple[int, int], Weight] = {}
        for number, weights in enumerate(weighed):
            for w in weights:
                at = number, w.candidate.head
                if at not in best or w.value > best[at].value:
                    best[at] = w
        share = war(((w.candidate.kind, odds(w.value)) for w in best.values()), *PREDICATES_OF_WAR)
        return round(JOINED + (JOINED_IN_WAR - JOINED) * share)

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
            fillers = parts.fillers(offers)
            if c.kind in UTTERED:
                fillers = _one_speaker(made, fillers)
            settled = replace(w, candidate=replace(c, kind=_settled(made, c, fillers)))
            found.append(_proposal(made, settled, fillers, doubts))
        return found

    # -------------------------------------------------------------------------------------------------- predicates

    def parsed(self, made: Prepared) -> Parsed:
        """What the parse says of every candidate."""
        describer = Describer(made.sentence, made.nominals, made.clauses)
        return {
            (c.head, c.kind): (c, predicates.score(describer.features(c, rule_kind), self.predicate_weights))
            for c, rule_kind in predicates.candidates(made, self.seen)
        }

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
        said = view.of([spans[h] for h in heads], parts=False).kinds
        kinds = view.labels.kinds
        for k, h in enumerate(heads):
            order = sorted(range(len(kinds) - 1), key=lambda n: -said[k, n])
            something = max(1.0 - float(said[k, -1]), 1e-6)
            offered = {kind for head, kind in parsed if head == h} | {kinds[n] for n in order[:KINDS_ASKED]}
            for kind in sorted(offered):
                c, parse = parsed.get((h, kind), (Candidate(head=h, kind=kind, ruled=False, trigger=triggers[h]), None))
                first, last = spans[h]
                row = joining.predicate_row(
                    parse=parse,
                    ruled=c.ruled,
                    trigger=float(view.triggers[first : last + 1].max()),
                    fired=h in fired,
                    kind=float(said[k, kinds.index(kind)]) / something,
                    best=kind == kinds[order[0]],
                    nothing=float(said[k, -1]),
                    noun=made.sentence.tokens[h].pos in ("NOUN", "PROPN"),
                    speech=kind in SPEECH_KINDS,
                )
                value = joining.total(row, self.join[joining.PREDICATE])
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


def _one_speaker(made: Prepared, fillers: list[Filler]) -> list[Filler]:
    """Of several speakers of one verb only the likeliest and those coordinated with it: "Sergeant Roder, with the county
    police"."""
    speakers = [f for f in fillers if f.role == "actor"]
    if len(speakers) < 2:
        return fillers
    best = max(speakers, key=lambda f: (f.score, -f.first))
    together = next((g for f in speakers for g in [made.nominals.conjuncts(f.head)] if best.head in g), [best.head])
    return [f for f in fillers if f.role != "actor" or f.head in together or f is best]


def _settled(made: Prepared, c: Candidate, fillers: Sequence[Filler]) -> str:
    """What the codebook says of kinds once the parts are known (rule 3): a killing by nobody is a loss, an attack on the
    unarmed alone an attack on civilians."""
    lemmas = {made.sentence.tokens[i].lemma for i in c.trigger}
    if c.kind in ("attack", "attack_on_civilians") and lemmas <= BARE_KILLING and not any(f.role == "actor" for f in fillers):
        return "casualties"
    if c.kind == "bombing" and any(
        made.sentence.tokens[i].lower == "suicide" for i in range(min(c.trigger) - 2, max(c.trigger) + 1) if i >= 0
    ):
        return "suicide_bombing"
    objects = made.clauses.arguments(made.clauses.clause_verb(c.head)).obj
    grounds = [f for f in fillers if f.role in ("place", "target") and made.nominals.cls(f.head) != "other"]
    if c.kind == "territory_taken" and not grounds and any(made.sentence.tokens[i].lower in GROUND_WORDS for i in objects):
        return "advance"
    hit = {made.nominals.cls(f.head) for f in fillers if f.role == "target"}
    return "attack_on_civilians" if c.kind == "attack" and hit and hit <= UNARMED else c.kind


def _proposal(made: Prepared, w: Weight, fillers: list[Filler], doubts: Doubts) -> Proposal:
    c = w.candidate
    own = made.ruled_at(c.head)
    kept = [f for f in own.fillers if f.role in KEPT] if own and own.kind == c.kind else []
    return Proposal(
        trigger=c.trigger,
        verb=made.clauses.clause_verb(c.head),
        kind=c.kind,
        fillers=(*fillers, *kept),
        score=w.value,
        by="weighed",
        doubts=doubts,
        absorbed=own.absorbed if own else (),
    )


# ------------------------------------------------------------------------------------------------------------- parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A phrase, place or count weighed for one label of a predicate."""

    label: str
    value: int
    row: joining.Row
    filler: Filler


class Parts:
    """Weighs every phrase, place and number of a sentence against its predicates."""

    def __init__(
        self,
        made: Prepared,
        chosen: Sequence[Candidate],
        weights: dict[str, tuple[int, ...]],
        view: View | None,
        join: dict[str, dict[str, int]],
    ) -> None:
        self.made, self.weights, self.join = made, weights, join
        self.pairs = Pairs(made.sentence, made.nominals, made.clauses, [c.head for c in chosen])
        self.seconds = SECOND_JOINED if view else SECOND
        self.said: dict[int, _Said] = {}
        if view and chosen:
            said = view.of([(min(c.trigger), max(c.trigger)) for c in chosen])
            for k, c in enumerate(chosen):
                self.said[c.head] = _Said(said.roles[k], said.numbers[k], view.labels)

    def fillers(self, offers: Sequence[Offer]) -> list[Filler]:
        return _apart(_with_conjuncts(self.made, self._best(offers)))

    def offers(self, c: Candidate) -> Iterator[Offer]:
        """All that could have a part, with every label that it could have."""
        made, ruled = self.made, self.made.ruled_roles(c.head)[0]
        dates = {i for words in made.times for i in words}
        for i in roles.phrases(made.sentence, made.nominals, (i for i, role in ruled.items() if role in PARTS)):
            if i not in c.trigger and i not in dates:
                yield from self._weighed(c, "phrase", PARTS, i, [i], (i, *made.nominals.span(i)))
        for first, last, _ in made.places:
            if not self._names_a_body(made.place_head(first, last)):
                yield from self._weighed(
                    c, "place", ("place",), made.place_head(first, last), range(first, last + 1), (last, first, last)
                )
        for first, last in self._unlisted(c):
            yield from self._weighed(c, "place", ("place",), last, range(first, last + 1), (last, first, last))
        for count in made.counts:
            at = count.noun if count.noun is not None else count.number
            words = range(count.first, count.last + 1)
            yield from self._weighed(c, "count", COUNTS, at, words, (count.number, count.first, count.last))

    def _unlisted(self, c: Candidate) -> Iterator[tuple[int, int]]:
        """Names that no list knows and that the tagger takes for the place of this predicate ("in Tall Tawil")."""
        said = self.said.get(c.head)
        if said is None:
            return
        tokens = self.made.sentence.tokens
        covered = {i for first, last, _ in self.made.places for i in range(first, last + 1)} | set(self.made.nominals.names)
        i = 0
        while i < len(tokens):
            first = i
            while i < len(tokens) and tokens[i].pos == "PROPN" and tokens[i].text[:1].isalpha() and i not in covered:
                i += 1
            if (
                first < i
                and any(t.text[0].isupper() for t in tokens[first:i])
                and said.of("place", range(first, i))[0] > LIKELY
            ):
                yield first, i - 1
            i += 1

    def _weighed(
        self, c: Candidate, sort: str, labels: Sequence[str], at: int, words: Sequence[int], filler: tuple[int, int, int]
    ) -> Iterator[Offer]:
        ruled, has_rule = self.made.ruled_roles(c.head)
        said = self.said.get(c.head)
        if self._hopeless(c, labels, at, words, said, ruled.get(at)):
            return
        features = self.pairs.features(c.head, c.kind, at, sort, ruled.get(at), has_rule)
        parsed = roles.sums(features, self.weights)
        for label in labels:
            row: joining.Row = {}
            value, role = parsed[label], label
            if said:
                probability, elsewhere = said.of(label, words)
                row = joining.part_row(parse=value, tagger=probability, ruled=ruled.get(at) == label, elsewhere=elsewhere)
                value = joining.total(row, self.join[label])
                role = said.ground(words) if label == "place" else label
            if label == "place" and ruled.get(at) in ("origin", "destination"):
                role = ruled[at]
            head, first, last = filler
            yield Offer(
                label=label, value=value, row=row, filler=Filler(role=role, head=head, first=first, last=last, score=value)
            )

    def _hopeless(
        self, c: Candidate, labels: Sequence[str], at: int, words: Sequence[int], said: _Said | None, ruled: str | None
    ) -> bool:
        """Whether a look is enough: the tagger gives it no chance, or without a tagger the parse puts it too far away."""
        if ruled is not None:
            return False
        if said is None:
            return self.pairs.path(at, c.head) in roles.REMOTE
        return all(said.of(label, words)[0] < HOPELESS for label in labels)

    def _best(self, offers: Sequence[Offer]) -> list[Filler]:
        """Each phrase with its best label, where that is believed; for a role that would stay empty the best one, if it is not
        far below."""
        best: dict[tuple[int, int, bool], Offer] = {}
        for o in offers:
            key = o.filler.first, o.filler.last, o.label == "place"
            if key not in best or o.value > best[key].value:
                best[key] = o
        found = [o for o in best.values() if o.value > 0]
        for label, least in self.seconds.items():
            if not any(o.label == label for o in found):
                left = [o for o in best.values() if o.label == label and o.value > least]
                found += sorted(left, key=lambda o: (-o.value, o.filler.first))[:1]
        return [o.filler for o in found]

    def _names_a_body(self, i: int) -> bool:
        """ "Fayetteville police", "the Johnson County sheriff": the place says which body, not where the event was."""
        token = self.made.sentence.tokens[i]
        return token.dep in ("compound", "nmod", "poss", "amod") and self.made.nominals.cls(token.head) in BODIES


class _Said:
    """The tagger's probabilities of parts of one predicate, by word; places of any sort are one."""

    def __init__(self, roles_: Floats, numbers: Floats, labels: Labels) -> None:
        told = {name: roles_[:, 1 + 2 * k] + roles_[:, 2 + 2 * k] for k, name in enumerate(labels.roles)}
        told |= {name: numbers[:, 1 + 2 * k] + numbers[:, 2 + 2 * k] for k, name in enumerate(labels.numbers)}
        self._grounds = {name: told[name] for name in GROUNDS}
        self._told = told | {"place": np.sum(list(self._grounds.values()), axis=0)}

    def of(self, label: str, words: Sequence[int]) -> tuple[float, bool]:
        """The probability of a part at some words, and whether words that are none of them have it more likely."""
        row = self._told[label]
        own = float(row[list(words)].max())
        return own, bool(row.max() > max(own, LIKELY))

    def ground(self, words: Sequence[int]) -> str:
        """Whether the place is where it happened, where it began or where it led."""
        return max(GROUNDS, key=lambda name: float(self._grounds[name][list(words)].max()))


def _with_conjuncts(made: Prepared, fillers: list[Filler]) -> list[Filler]:
    """Coordinated phrases share their part, unless one of them has another."""
    taken = {f.head for f in fillers}
    more = []
    for f in fillers:
        if f.role in PARTS:
            for i in made.nominals.conjuncts(f.head):
                if i not in taken:
                    taken.add(i)
                    first, last = made.nominals.span(i)
                    more.append(Filler(role=f.role, head=i, first=first, last=last, score=f.score))
    return [*fillers, *more]


def _apart(fillers: list[Filler]) -> list[Filler]:
    """Of phrases of one role inside each other only the outermost."""
    found: list[Filler] = []
    for f in sorted(fillers, key=lambda f: (f.role, f.first - f.last, f.first)):
        if not any(f.role == g.role and g.first <= f.first and f.last <= g.last for g in found):
            found.append(f)
    return sorted(found, key=lambda f: f.first)
