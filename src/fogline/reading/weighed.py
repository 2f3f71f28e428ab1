"""Proposer 1, weighed: the rules' predicates and roles (frames.py, states.py) and words seen in annotations, judged by linear
models.

`prepared` gathers what one sentence offers; `Weighed` turns it into proposals. Places and numbers are bound here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.reading import predicates, roles
from fogline.reading.clauses import Clauses
from fogline.reading.frames import WEAPON_KINDS
from fogline.reading.lexicon import Lexicon
from fogline.reading.names import Roster, names
from fogline.reading.nominals import Nominals
from fogline.reading.predicates import Candidate, Describer, coarse
from fogline.reading.proposals import Filler, Proposal, Proposer
from fogline.reading.quantities import Count, Counter
from fogline.reading.roles import COUNTS, PARTS, Pairs
from fogline.reading.sentences import Sentence
from fogline.records import Mention

# An empty role takes its best candidate down to here (thousandths): a missing actor costs as much as a wrong one, and the model
# is fitted for single decisions. Chosen on the held-out sentences (bench/claims.py).
SECOND = {"actor": -1500, "target": -1500, "place": -800, "killed": -1000, "wounded": -1000}
SEEN, RULED = 0, -2000
UNSPECIFIC = frozenset({"attack", "attack_on_civilians", "casualties"})
BODIES = frozenset({"police", "government", "organisation", "official", "media"})
KEPT = (
    "office",
    "object",
    "recipient",
    "provider",
    "leader",
    "addressee",
    "origin",
    "destination",
)  # roles that rules alone fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A sentence with all that proposers weigh."""

    sentence: Sentence
    nominals: Nominals
    clauses: Clauses
    places: tuple[tuple[int, int, Mention], ...]
    counts: tuple[Count, ...]
    ruled: tuple[Proposal, ...]
    times: tuple[range, ...] = ()  # token runs of time words: no phrase of theirs acts

    def ruled_at(self, head: int) -> Proposal | None:
        return next((p for p in self.ruled if head in p.trigger), None)

    def ruled_roles(self, head: int) -> tuple[dict[int, str], bool]:
        """Phrase head → role by the rules' proposal at this trigger; whether there is one."""
        proposal = self.ruled_at(head)
        if proposal is None:
            return {}, False
        return {f.head: f.role for f in proposal.fillers}, True

    def place_head(self, first: int, last: int) -> int:
        tokens = self.sentence.tokens
        return next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last or tokens[i].head == i), last)


def prepared(
    sentence: Sentence,
    lexicon: Lexicon,
    roster: Roster,
    mentions: Sequence[Mention],
    counter: Counter,
    rules: Sequence[Proposer],
    times: Sequence[range] = (),
) -> Prepared:
    """Names, phrases, places, numbers and the rules' proposals of one sentence."""
    runs = [(*_run(sentence, m), m) for m in mentions]
    real = [(a, b) for a, b, m in runs if m.type != "demonym"]
    demonyms = [(a, b) for a, b, m in runs if m.type == "demonym"]
    nominals = Nominals(sentence, lexicon, names(sentence, roster, real, demonyms))
    return Prepared(
        sentence=sentence,
        nominals=nominals,
        clauses=Clauses(sentence, nominals),
        places=tuple(r for r in runs if r[2].type != "demonym"),
        counts=tuple(counter.counts(sentence)),
        ruled=tuple(p for rule in rules for p in rule.propose(sentence, nominals)),
        times=tuple(times),
    )


def _run(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    inside = [t.i for t in sentence.tokens if t.start < mention.end and t.end > mention.start]
    return (inside[0], inside[-1]) if inside else (0, 0)


def candidates(made: Prepared, seen: Mapping[tuple[str, str], tuple[str, ...]]) -> Iterator[tuple[Candidate, str | None]]:
    """Each (token, kind) that could be a predicate, with the rules' kind for that token."""
    tokens = made.sentence.tokens
    ruled: dict[int, Proposal] = {}
    for p in made.ruled:
        for i in p.trigger:
            ruled.setdefault(i, p)
    done: set[tuple[int, str]] = set()
    for p in made.ruled:
        head = _head(tokens, p)
        if p.kind in predicates.FAMILY and (head, p.kind) not in done:
            done.add((head, p.kind))
            yield Candidate(head=head, kind=p.kind, ruled=True, trigger=p.trigger), p.kind
    for token in tokens:
        own = ruled.get(token.i)
        for kind in seen.get((token.lemma, coarse(token.pos)), ()):
            head = _head(tokens, own) if own else token.i
            if (head, kind) not in done and token.dep not in ("aux", "auxpass"):
                done.add((head, kind))
                yield (
                    Candidate(head=head, kind=kind, ruled=False, trigger=own.trigger if own else (token.i,)),
                    own.kind if own else None,
                )


def _head(tokens: Sequence[object], p: Proposal) -> int:
    return p.verb if p.verb in p.trigger else p.trigger[-1]


class Weighed:
    """`seen` and `ruled` are thresholds in thousandths for predicates that only annotations or also the rules suggest: they
    move the balance of precision and recall."""

    def __init__(self, lexicon: Lexicon, seen: int = SEEN, ruled: int = RULED) -> None:
        self.language = lexicon.language
        self.thresholds = (seen, ruled)
        self.seen = predicates.seen(self.language)
        self.predicate_weights = predicates.weights(self.language)
        self.role_weights = roles.weights(self.language)

    def weigh(self, made: Prepared) -> list[Proposal]:
        chosen = self._predicates(made)
        pairs = Pairs(made.sentence, made.nominals, made.clauses, [c.head for c, _ in chosen])
        return [self._proposal(made, pairs, c, score) for c, score in chosen]

    def _predicates(self, made: Prepared) -> list[tuple[Candidate, int]]:
        """The best kind of each token, where it is good enough; of overlapping triggers the better."""
        describer = Describer(made.sentence, made.nominals, made.clauses)
        scored = [
            (predicates.score(describer.features(c, rule_kind), self.predicate_weights), c)
            for c, rule_kind in candidates(made, self.seen)
        ]
        found: list[tuple[Candidate, int]] = []
        taken: set[int] = set()
        for value, c in sorted(scored, key=lambda s: (-s[0], s[1].head, s[1].kind)):
            own = made.ruled_at(c.head)
            words = {c.head, *c.trigger, *(own.absorbed if own else ())}
            if value > self.thresholds[c.ruled] and not taken & words:
                taken |= words
                if own and own.kind in WEAPON_KINDS and c.kind in UNSPECIFIC:  # a weapon in the clause decides
                    c = replace(c, kind=own.kind)
                found.append((c, value))
        return sorted(found, key=lambda f: f[0].head)

    @staticmethod
    def _names_a_body(made: Prepared, i: int) -> bool:
        """ "Fayetteville police", "the Johnson County sheriff": the place says which body, not where the event was."""
        token = made.sentence.tokens[i]
        return token.dep in ("compound", "nmod", "poss", "amod") and made.nominals.cls(token.head) in BODIES

    def _proposal(self, made: Prepared, pairs: Pairs, c: Candidate, score: int) -> Proposal:
        ruled, has_rule = made.ruled_roles(c.head)
        offers: list[tuple[int, Filler]] = []

        def offer(i: int, sort: str, allowed: tuple[str, ...], head: int, first: int, last: int) -> None:
            features = pairs.features(c.head, c.kind, i, sort, ruled.get(i), has_rule)
            role, value = roles.label(features, self.role_weights, allowed)
            if sort == "place":
                role = ruled[i] if ruled.get(i) in ("origin", "destination") else role
            offers.append((value, Filler(role=role, head=head, first=first, last=last)))

        dates = {i for words in made.times for i in words}
        for i in roles.phrases(made.sentence, made.nominals, (i for i, role in ruled.items() if role in PARTS)):
            if i not in c.trigger and i not in dates:
                offer(i, "phrase", PARTS, i, *made.nominals.span(i))
        for first, last, _ in made.places:
            if not self._names_a_body(made, made.place_head(first, last)):
                offer(made.place_head(first, last), "place", ("place",), last, first, last)
        for count in made.counts:
            offer(
                count.noun if count.noun is not None else count.number, "count", COUNTS, count.number, count.first, count.last
            )
        fillers = _with_conjuncts(made, _chosen(offers))
        proposal = made.ruled_at(c.head)
        kept = [f for f in proposal.fillers if f.role in KEPT] if proposal and proposal.kind == c.kind else []
        return Proposal(
            trigger=c.trigger,
            verb=made.clauses.clause_verb(c.head),
            kind=c.kind,
            fillers=(*_apart(fillers), *kept),
            score=score,
            by="weighed",
            absorbed=proposal.absorbed if proposal else (),
        )


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
                    more.append(Filler(role=f.role, head=i, first=first, last=last))
    return [*fillers, *more]


def _chosen(offers: list[tuple[int, Filler]]) -> list[Filler]:
    """All fillers above zero; for a role that would stay empty the best one, if it is not far below."""
    found = [f for value, f in offers if value > 0]
    filled = {f.role for f in found}
    for role, least in SECOND.items():
        if role not in filled:
            best = max(
                ((value, f) for value, f in offers if f.role == role), key=lambda o: (o[0], -o[1].first), default=(least, None)
            )
            if best[0] > least and best[1] is not None:
                found.append(best[1])
    return found


def _apart(fillers: list[Filler]) -> list[Filler]:
    """Of phrases of one role inside each other only the outermost."""
    found: list[Filler] = []
    for f in sorted(fillers, key=lambda f: (f.role, f.first - f.last, f.first)):
        if not any(f.role == g.role and g.first <= f.first and f.last <= g.last for g in found):
            found.append(f)
    return sorted(found, key=lambda f: f.first)
