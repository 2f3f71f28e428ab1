"""Predicates by weight of evidence: the rules' proposals and words seen in annotations, judged by linear models on the parse
(predicates.py) and, where the tagger is there, by it too (joining.py). Their parts are weighed in parts.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.reading import joining, predicates, roles
from fogline.reading.confidence import PREDICATES, doubt, odds, war
from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.frames import VIOLENT, WEAPON_KINDS
from fogline.reading.lexicon import Lexicon
from fogline.reading.nominals import ACTING
from fogline.reading.parts import Parts
from fogline.reading.predicates import Candidate, Describer
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Doubts, Filler, Proposal
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.proposer import head_of
from fogline.reading.tagger.view import View

# Thousandths of log-odds, chosen on the held-out sentences (bench/claims.py). From where on a predicate stands by the parse
# alone, as annotations or also the rules suggest it, and by both.
SEEN, RULED = 0, -2000
JOINED, JOINED_IN_WAR = -300, -1500
GATE = -1000  # a sentence whose best candidate has less by the parse is skipped; what that loses: bench/speed.py
KINDS_ASKED = 2  # kinds of a tagger's trigger that are weighed
UNSPECIFIC = frozenset({"attack", "attack_on_civilians", "casualties"})
BARE_KILLING = frozenset({"kill", "killing", "die", "death", "dead", "perish", "fatality"})
UNARMED = frozenset({"unarmed", "person"})
PAPERS = frozenset({"statement", "letter", "report", "message", "tweet", "post", "communique", "note", "release"})
SAYINGS = frozenset({"claim", "allegation", "accusation", "report", "suggestion", "charge", "assertion"})
LED = frozenset({"led", "held", "controlled", "run", "occupied", "dominated"})
GROUND_WORDS = frozenset({"ground", "territory", "positions", "points"})
UTTERED = SPEECH_KINDS - {"assessment", "forecast"}
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

    def propose(self, sentences: Sequence[Prepared], about: float = 0.0) -> list[list[Proposal] | None]:
        """The predicates of a report's sentences; None where the parse sees nothing that could become one (the gate). `about`
        is how far it is known beforehand that the report is about the war in question, 0 to 1."""
        parsed = [self.parsed(made) for made in sentences]
        passed = [
            k for k, found in enumerate(parsed) if max((value for _, value in found.values()), default=-MOST) >= self.gate
        ]
        views = self.views([sentences[k].sentence for k in passed]) if self.views else [None] * len(passed)
        weighed = [self.weighed(sentences[k], view, parsed[k]) for k, view in zip(passed, views, strict=True)]
        least = self._least(weighed, about) if self.views else 0
        proposals: list[list[Proposal] | None] = [None] * len(sentences)
        for k, view, weights in zip(passed, views, weighed, strict=True):
            proposals[k] = self._proposals(sentences[k], view, weights, least)
        return proposals

    def _least(self, weighed: Sequence[Sequence[Weight]], about: float) -> int:
        """From where on a predicate of this report stands: lower in an account of a war (confidence.py)."""
        best: dict[tuple[int, int], Weight] = {}
        for number, weights in enumerate(weighed):
            for w in weights:
                at = number, w.candidate.head
                if at not in best or w.value > best[at].value:
                    best[at] = w
        share = max(about, war(((w.candidate.kind, odds(w.value)) for w in best.values()), *PREDICATES))
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
                fillers = _one_body(made, c, _authors(made, _one_speaker(made, fillers)))
            if c.kind == "accusation":
                fillers = _accused(made, c, fillers)
            if not any(f.role == "actor" for f in fillers):
                fillers += _hyphenated(made, c) or _owner(made, c)
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


def _authors(made: Prepared, fillers: list[Filler]) -> list[Filler]:
    """ "A statement from the ministry condemned …": who wrote it speaks, not the paper."""
    tokens = made.sentence.tokens
    found = []
    for f in fillers:
        behind = [k for c in tokens[f.head].children if tokens[c].lower in ("from", "by", "of") for k in tokens[c].children]
        writers = [k for k in behind if tokens[k].dep == "pobj" and made.nominals.cls(k) in ACTING | {"named"}]
        if f.role == "actor" and tokens[f.head].lemma in PAPERS and writers:
            first, last = made.nominals.span(writers[0])
            f = replace(f, head=writers[0], first=first, last=last)
        found.append(f)
    return found


def _one_body(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "Fish and Wildlife says": coordinated names under a verb in the singular are one body."""
    tokens = made.sentence.tokens
    speakers = [f for f in fillers if f.role == "actor"]
    names = all(tokens[f.head].pos == "PROPN" for f in speakers)
    if len(speakers) != 2 or tokens[made.clauses.clause_verb(c.head)].tag != "VBZ" or not names:
        return fillers
    first, second = speakers
    if [t.lower for t in tokens[first.last + 1 : second.first]] != ["and"]:
        return fillers
    whole = replace(first, head=second.head, last=second.last)
    return [whole if f is first else f for f in fillers if f is not second]


def _owner(made: Prepared, c: Candidate) -> list[Filler]:
    """ "US warplanes' bombardments", "regime air strikes": the side in front of an event noun."""
    tokens = made.sentence.tokens
    if c.kind not in VIOLENT or tokens[c.head].pos not in ("NOUN", "PROPN"):
        return []
    for i in range(min(c.trigger) - 1, max(min(c.trigger) - 4, -1), -1):
        if tokens[i].head not in (*c.trigger, i + 1, i + 2) or tokens[i].dep not in ("compound", "amod", "poss", "nmod"):
            return []
        state = tokens[i].text.isupper() and len(tokens[i].text) <= 4 and made.nominals.cls(i) == "place"
        if state or made.nominals.cls(i) in ("people", "government", "armed"):
            return [Filler(role="actor", head=i, first=i, last=i)]
    return []


def _accused(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "A deputy accused of killing his wife": who is accused without a "by" is no accuser."""
    tokens = made.sentence.tokens
    verb = made.clauses.clause_verb(c.head)
    passive = tokens[verb].tag == "VBN" and (tokens[verb].dep == "acl" or made.clauses.arguments(verb).passive)
    if not passive or any(tokens[k].dep == "agent" for k in tokens[verb].children):
        return fillers
    return [replace(f, role="target") if f.role == "actor" and f.last < c.head else f for f in fillers]


def _hyphenated(made: Prepared, c: Candidate) -> list[Filler]:
    """ "US-led air strikes", "rebel-held", "government controlled": the doer in the word before."""
    tokens = made.sentence.tokens
    at = min(c.trigger)
    for i in range(max(at - 3, 1), max(c.trigger) + 1):
        before = i - 2 if tokens[i - 1].text == "-" and i > 1 else i - 1
        names_doer = made.nominals.cls(before) in ACTING or (before in made.nominals.names and tokens[before].pos == "PROPN")
        if tokens[i].lower in LED and names_doer:
            return [Filler(role="actor", head=before, first=before, last=before)]
    return []


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
    if c.kind == "rejection" and any(made.sentence.tokens[i].lemma in SAYINGS for i in made.clauses.arguments(c.head).obj):
        return "denial"
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
