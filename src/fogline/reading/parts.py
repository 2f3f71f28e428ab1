"""Which phrases, places and numbers of a sentence have a part in its predicates, each weighed against each by the parse
(roles.py) and, where the tagger is there, by it too (joining.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fogline.reading import joining, roles
from fogline.reading.places_evidence import is_a
from fogline.reading.predicates import Candidate
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Filler
from fogline.reading.roles import PARTS, Pairs
from fogline.reading.tagger.view import View
from fogline.reading.tagger.weights import Floats, Labels

# An empty role takes its best candidate down to here: a missing actor costs as much as a wrong one, and the models are fitted
# for single decisions.
SECOND = {"actor": -1500, "target": -1500, "place": -800, "killed": -1000, "wounded": -1000}
SECOND_JOINED = {"actor": -500, "target": -500, "place": -300, "killed": -300, "wounded": -300}
BODIES = frozenset({"police", "government", "organisation", "official", "media"})
INERT = frozenset({"weapon", "event", "abstract", "control", "office", "money", "road", "aid", "equipment"})
UNTOUCHED = frozenset({"event", "abstract", "control", "money", "office"})
GROUNDS = ("place", "origin", "destination")
HOPELESS = 0.008  # probability by the tagger below which a part is not weighed: of 10,107 held-out ones 56 were right
LIKELY = 0.5  # probability from which on the tagger is taken to say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A phrase, place or count weighed for one label of a predicate."""

    label: str
    value: int
    row: joining.Row
    filler: Filler


@dataclass(frozen=True, slots=True, kw_only=True)
class _Thing:
    """A phrase, place or count (`sort`, of roles.LABELS_OF) at its head, with its words and with head, first and last word of
    the filler that it would be."""

    sort: str
    at: int
    words: Sequence[int]
    filler: tuple[int, int, int]


def _place(at: int, first: int, last: int) -> _Thing:
    return _Thing(sort="place", at=at, words=range(first, last + 1), filler=(last, first, last))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Of:
    """A predicate whose parts are sought: what the rules say (phrase head → role; whether they know it) and the tagger."""

    candidate: Candidate
    ruled: Mapping[int, str]
    has_rule: bool
    said: _Said | None


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
            said = view.parts([(min(c.trigger), max(c.trigger)) for c in chosen])
            for k, c in enumerate(chosen):
                self.said[c.head] = _Said(said.roles[k], said.numbers[k], view.labels)
        self._dates = {i for words in made.times for i in words}
        self._heads = set(roles.phrases(made.sentence, made.nominals))
        self._phrases = {i: self._phrase(i) for i in sorted(self._heads)}
        self._others = [*self._places(), *self._counts()]
        self._covered = {i for first, last, _ in made.places for i in range(first, last + 1)} | set(made.nominals.names)

    def _phrase(self, i: int) -> _Thing:
        return _Thing(sort="phrase", at=i, words=(i,), filler=(i, *self.made.nominals.span(i)))

    def _places(self) -> Iterator[_Thing]:
        for first, last, _ in self.made.places:
            at = self.made.place_head(first, last)
            if not self._names_a_body(at):
                yield _place(at, first, last)

    def _counts(self) -> Iterator[_Thing]:
        for count in self.made.counts:
            at = count.noun if count.noun is not None else count.number
            words = range(count.first, count.last + 1)
            yield _Thing(sort="count", at=at, words=words, filler=(count.number, count.first, count.last))

    def fillers(self, offers: Sequence[Offer]) -> list[Filler]:
        return _apart(_with_conjuncts(self.made, self._best(offers)))

    def offers(self, c: Candidate) -> Iterator[Offer]:
        """All that could have a part, with every label that it could have."""
        ruled, has_rule = self.made.ruled_roles(c.head)
        of = _Of(candidate=c, ruled=ruled, has_rule=has_rule, said=self.said.get(c.head))
        for i in sorted(self._heads.union(i for i, role in ruled.items() if role in PARTS)):
            if i not in c.trigger and i not in self._dates:
                yield from self._weighed(of, self._phrases.get(i) or self._phrase(i))
        for thing in self._others:
            yield from self._weighed(of, thing)
        for first, last in self._unlisted(of):
            yield from self._weighed(of, _place(last, first, last))

    def _unlisted(self, of: _Of) -> Iterator[tuple[int, int]]:
        """Names that no list knows and that the tagger takes for the place of this predicate ("in Tall Tawil")."""
        said = of.said
        if said is None:
            return
        tokens = self.made.sentence.tokens
        i = 0
        while i < len(tokens):
            first = i
            while i < len(tokens) and tokens[i].pos == "PROPN" and tokens[i].text[:1].isalpha() and i not in self._covered:
                i += 1
            while first < i and is_a(tokens[first], "direction"):  # "Northeastern Aleppo"
                first += 1
            if (
                first < i
                and any(t.text[0].isupper() for t in tokens[first:i])
                and said.of("place", range(first, i))[0] > LIKELY
            ):
                yield first, i - 1
            i += 1

    def _weighed(self, of: _Of, thing: _Thing) -> Iterator[Offer]:
        c, said, ruled, labels = of.candidate, of.said, of.ruled.get(thing.at), roles.LABELS_OF[thing.sort]
        if ruled is None and self._hopeless(of, thing, labels):
            return
        features = self.pairs.features(c.head, c.kind, thing.at, thing.sort, ruled, of.has_rule)
        parsed = roles.sums(features, self.weights, labels)
        for label in labels:
            row: joining.Row = {}
            value, role = parsed[label], label
            if said:
                probability, elsewhere = said.of(label, thing.words)
                row = joining.part_row(parse=value, tagger=probability, ruled=ruled == label, elsewhere=elsewhere)
                value = joining.total(row, self.join[label])
                role = said.ground(thing.words) if label == "place" else label
            if label == "place" and ruled in ("origin", "destination"):
                role = ruled
            head, first, last = thing.filler
            yield Offer(
                label=label, value=value, row=row, filler=Filler(role=role, head=head, first=first, last=last, score=value)
            )

    def _hopeless(self, of: _Of, thing: _Thing, labels: Sequence[str]) -> bool:
        """Whether a look is enough: the tagger gives it no chance, or without a tagger the parse puts it too far away."""
        if of.said is None:
            return self.pairs.path(thing.at, of.candidate.head) in roles.REMOTE
        return all(of.said.of(label, thing.words)[0] < HOPELESS for label in labels)

    def _best(self, offers: Sequence[Offer]) -> list[Filler]:
        """Each phrase with its best label, where that is believed; for a role that would stay empty the best one, if it is not
        far below."""
        best: dict[tuple[int, int, bool], Offer] = {}
        for o in offers:
            key = o.filler.first, o.filler.last, o.label == "place"
            if key not in best or o.value > best[key].value:
                best[key] = o
        best = {key: o for key, o in best.items() if self._can(o)}
        found = [o for o in best.values() if o.value > 0]
        for label, least in self.seconds.items():
            if not any(o.label == label for o in found):
                left = [o for o in best.values() if o.label == label and o.value > least]
                found += sorted(left, key=lambda o: (-o.value, o.filler.first))[:1]
        return [o.filler for o in found]

    def _can(self, o: Offer) -> bool:
        """Whether what is offered can be what it is offered as: weapons and events never act, an event is no target."""
        cls = self.made.nominals.cls(o.filler.head)
        return cls not in INERT if o.label == "actor" else cls not in UNTOUCHED if o.label == "target" else True

    def _names_a_body(self, i: int) -> bool:
        """ "Fayetteville police", "the Johnson County sheriff": the place says which body, not where the event was."""
        token = self.made.sentence.tokens[i]
        return token.dep in ("compound", "nmod", "poss", "amod") and self.made.nominals.cls(token.head) in BODIES


class _Said:
    """The tagger's probabilities of parts of one predicate, by word; places of any sort are one. Plain lists, because they are
    asked about a few words at a time."""

    def __init__(self, roles_: Floats, numbers: Floats, labels: Labels) -> None:
        self._told: dict[str, list[float]] = {}
        for table, names in ((roles_, labels.roles), (numbers, labels.numbers)):
            begun_or_going = table[:, 1::2] + table[:, 2::2]
            self._told |= zip(names, begun_or_going.T.tolist(), strict=True)
        self._grounds = {name: self._told[name] for name in GROUNDS}
        self._told["place"] = [sum(of) for of in zip(*self._grounds.values(), strict=True)]
        self._most = {label: max(row) for label, row in self._told.items()}

    def of(self, label: str, words: Iterable[int]) -> tuple[float, bool]:
        """The probability of a part at some words, and whether words that are none of them have it more likely."""
        row = self._told[label]
        own = max(row[i] for i in words)
        return own, self._most[label] > max(own, LIKELY)

    def ground(self, words: Sequence[int]) -> str:
        """Whether the place is where it happened, where it began or where it led."""
        return max(GROUNDS, key=lambda name: max(self._grounds[name][i] for i in words))


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
