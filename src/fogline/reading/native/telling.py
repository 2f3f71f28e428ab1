"""One sentence's triggers as claims: parts become actors, places, numbers and times by the language's tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from fogline.reading.claims import with_id
from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.frames import HARMFUL
from fogline.reading.measures import LOSSES, WHAT_OF_KIND, quantity
from fogline.reading.native.actors import CaseNames
from fogline.reading.native.agents import doers
from fogline.reading.native.ahead import to_come
from fogline.reading.native.amounts import MEASURE, Amount, Amounts
from fogline.reading.native.aspect import tried
from fogline.reading.native.between import counted, of_the_event
from fogline.reading.native.clauses import apart
from fogline.reading.native.dates import Dated, Dates
from fogline.reading.native.doubles import without_doubles
from fogline.reading.native.driven import driven_out, lost_to
from fogline.reading.native.given import received
from fogline.reading.native.hands import flown, with_holders
from fogline.reading.native.harm import COMMAS, is_harm, of_the_nearest, without_act
from fogline.reading.native.negation import negated, unless
from fogline.reading.native.pack import Pack
from fogline.reading.native.phrases import ARMED, Phrasing
from fogline.reading.native.places import Places
from fogline.reading.native.prisoners import prisoners
from fogline.reading.native.reference import Named
from fogline.reading.native.repelled import turned
from fogline.reading.native.sides import with_sides
from fogline.reading.native.speech import Told, attributed, heard, linked
from fogline.reading.native.weapons import by_weapon
from fogline.reading.native.where import Where
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.view import Part, Tagged
from fogline.records import MOST_QUOTE, Attribution, Claim, Mention, Quantity, Ref, Report, Span, Time

READER = "words/2"
OTHERS = ("object", "recipient")
# What a counted noun says by itself, whatever the tagger takes the number for: "34 wounded", "17 prisoners".
PLAIN = frozenset(
    {"killed", "wounded", "captured", "surrendered", "missing", "displaced", "aircraft", "helicopters", "vehicles"}
)
LOST = frozenset({"killed", "wounded", "captured", "missing"})  # losses, in PLAIN words
# Kinds that cost nobody his life: their numbers are of men, arms or people. Kinds that may.
HARMLESS = frozenset({
    "strength", "mobilisation", "troop_movement", "presence", "control", "supply", "base_established", "group_change", "talks",
    "displacement", "surrender", "abduction", "arrest",
})  # fmt: skip
MOVES = frozenset(
    {"withdrawal", "troop_movement", "flight", "displacement", "supply", "mobilisation"}
)  # their place may be a goal
PERSONNEL, STRENGTH = "personnel", "strength"  # armed people in counted.tsv, and the kind of claim that they make
OF_KIND = {"forecast": "forecast", "assessment": "opinion"}  # the modality that a kind has
NEGATED, NEGATED_BESIDE = 0.5, 0.15  # least probability of a negation, and beside a word that negates


class Telling:
    """One sentence with what the pack and the gazetteer find in it."""

    def __init__(
        self, pack: Pack, report: Report, sentence: Sentence, places: Places, of_the_case: CaseNames | None = None
    ) -> None:
        self.pack, self.report, self.sentence = pack, report, sentence
        self.forms = pack.forms(sentence.tokens)
        self.case_names = of_the_case.all(sentence, self.forms) if of_the_case else []
        self.phrasing = Phrasing(pack, sentence, self.forms, [(name.first, name.last) for name in self.case_names])
        self.dates = Dates(pack, sentence, self.forms)
        self.dated = counted(self.dates.all(), self.dates)
        taken = frozenset(i for d in self.dated for i in range(d.first, d.last + 1))
        self.amounts = list(Amounts(pack, sentence.tokens, self.forms, taken).all())
        self.where = Where(report, self.phrasing, places, self.case_names, self.amounts)

    def times(self) -> Iterator[Mention]:
        for dated in self.dated:
            words = self.dates.words(dated)
            yield Mention(what="time", text=words.text, start=words.start, end=words.end, expression=words.expression)

    def claims(self, tagged: Sequence[Tagged], named: Named) -> list[Claim]:
        """`named` knows who was named in the sentences before, and learns who is in this one."""
        self.where.learn(tagged, named.place)
        told = [Told(one=one, claim=self.where.on_ground(self._claim(one))) for one in tagged]
        told = heard(told, self.phrasing)
        of_the_event(told, self.dated, self.dates)
        apart(told, self.phrasing)
        by_weapon(told, self.phrasing)
        told = with_holders(turned(told, self.phrasing), self.phrasing)
        for t in told:  # whose hands it is in says of some phrases that they are ground
            t.claim = self.where.beside_holder(self.where.on_ground(t.claim))
        received(told, self.phrasing)
        doers(told, self.phrasing)
        driven_out(told)
        lost_to(told, self.phrasing)
        flown(told, self.phrasing)
        prisoners(told)
        without_act(told, self.phrasing)
        told = with_sides(self._in_a_row(told), self.phrasing, self.amounts)
        attributed(told, self.phrasing)
        told = negated(told, self.phrasing)
        self._bounded(told)
        to_come(told, self.phrasing)
        told = tried(told, self.phrasing)
        named.resolve(told, self.phrasing)
        named.place = self._scene(told) or named.place or max(self.where.towns, default=None)
        return linked([with_id(t.claim) for t in without_doubles(told)])

    def _scene(self, told: Sequence[Told]) -> Span | None:
        """The last town at which something happened, else the last one named where nobody went anywhere."""
        named = [(p.stands_for or p.at, t.claim.kind) for t in told for p in t.claim.places if p.role == "event"]
        happened = [at for at, kind in named if at and at not in self.where.areas and kind not in MOVES]
        left = happened or ([] if any(t.claim.kind in MOVES for t in told) else self.where.towns)
        return max(left, default=None)

    def _in_a_row(self, told: Sequence[Told]) -> list[Told]:
        """ "13 dead, 20 wounded": a loss that is counted right behind another is of the same claim, and of no other."""
        kept = list(told)
        for before, amount in pairwise(self.amounts):
            end = max(before.last, before.noun or 0) + 1
            if amount.what not in LOST or end > amount.first or not all(self._joins(i) for i in range(end, amount.first)):
                continue
            first, at = (self.sentence.words(a.first, a.last)[1:] for a in (before, amount))
            to = next((t for t in kept if t.claim.kind in HARMFUL and _lost_at(t.claim, first)), None)
            has = [t for t in kept if any(q.at == at for q in t.claim.quantities)]
            if to is None or to in has or not all(_is_bare(t.claim) for t in has):
                continue
            kept = [t for t in kept if t not in has]
            end_of = max([at[1], *(t.claim.end for t in has)])
            more = self._quantity(amount.what, amount)
            to.claim = replace(to.claim, quantities=(*to.claim.quantities, more), end=max(to.claim.end, end_of))
            to.claim = replace(to.claim, quote=self.report.text[to.claim.start : to.claim.end])
        return kept

    def _joins(self, i: int) -> bool:
        return self.sentence.tokens[i].text in COMMAS or self.pack.is_a(self.forms, i, "and")

    def _bounded(self, told: Sequence[Told]) -> None:
        """ "They are not more than 500" bounds a number and negates nothing."""
        bounds = {self.sentence.words(a.first, a.last)[1:] for a in self.amounts if a.negates}
        for t in told:
            if any(q.at in bounds for q in t.claim.quantities):
                t.claim = replace(t.claim, negated=False)

    def _claim(self, one: Tagged) -> Claim:
        kind, probability = one.kinds[0]
        text, start, end = self.sentence.words(*self._stretch(one))
        trigger = self.sentence.words(one.first, one.first)
        actors = self._whose(one) if kind == STRENGTH else self._refs(one, "actor")
        return Claim(
            id="",
            report=self.report.id,
            segment=self.sentence.segment,
            language=self.sentence.language,
            kind=kind,
            quote=text,
            start=start,
            end=end,
            trigger=(trigger[1], trigger[2]),
            actors=actors,
            targets=tuple(t for t in self._refs(one, "target") if t.at not in {a.at for a in actors}),
            others=tuple(replace(ref, role=role) for role in OTHERS for ref in self._refs(one, role)),
            places=tuple(self.where.of(one, kind)),
            time=self._time(one),
            quantities=tuple(self._quantities(one, kind)),
            attribution=tuple(self._speakers(one)),
            modality=OF_KIND.get(kind, one.modality[0]),
            aspect=one.aspect[0],
            frame=one.frame[0],
            negated=one.negated >= (NEGATED_BESIDE if self._beside_negation(one) else NEGATED),
            confidence=round(100 * one.score * probability),
            readers=(READER,),
        )

    def _stretch(self, one: Tagged) -> tuple[int, int]:
        """The smallest stretch that carries the claim, cut to the trigger where it is too long to quote."""
        parts = [p for p in (*one.roles, *one.numbers) if p.label not in ("speaker",)]
        first, last = min([one.first, *(p.first for p in parts)]), max([one.last, *(p.last for p in parts)])
        tokens = self.sentence.tokens
        return (first, last) if tokens[last].end - tokens[first].start <= MOST_QUOTE else (one.first, one.last)

    def _beside_negation(self, one: Tagged) -> bool:
        beside = (one.first - 2, one.first - 1, one.last + 1)
        return any(self._negates(i) for i in beside if 0 <= i < len(self.forms))

    def _negates(self, i: int) -> bool:
        words = [token.text for token in self.sentence.tokens[i : i + 2]]
        return self.pack.is_a(self.forms, i, "negation") and not any(unless(self.pack.language, word) for word in words)

    def _refs(self, one: Tagged, role: str) -> tuple[Ref, ...]:
        found: list[Ref] = []
        for part in one.roles:
            ref = self.phrasing.ref(part) if part.label == role else None
            if ref and not any(r.name == ref.name for r in found):
                found.append(ref)
        return tuple(found)

    def _whose(self, one: Tagged) -> tuple[Ref, ...]:
        """Whose strength is told: not those who are counted, and not who counts them, where another is named. An army in which
        there are so many is no place."""
        counted = {self.sentence.words(a.noun, a.noun)[1:] for a in self.amounts if a.noun is not None}
        own = tuple(ref for ref in self._refs(one, "actor") if ref.at not in counted)
        speakers = {i for part in one.roles if part.label == "speaker" for i in range(part.first, part.last + 1)}
        others = tuple(ref for ref in own if ref.at and speakers.isdisjoint(self.phrasing.tokens_of(ref.at)))
        return others or own or tuple(ref for ref in self._refs(one, "place") if ref.type in ARMED)

    def _speakers(self, one: Tagged) -> Iterator[Attribution]:
        for speaker in self._refs(one, "speaker"):
            yield Attribution(speaker=speaker, basis=self.phrasing.basis(speaker), text=speaker.text or "", at=speaker.at)

    # ----------------------------------------------------------------------------------------- times, numbers

    def _time(self, one: Tagged) -> Time | None:
        for part in one.roles:
            if part.label == "time":
                for dated in self.dated:
                    if dated.first <= part.last and dated.last >= part.first and not dated.between:
                        return self.dates.words(dated).time
        return self._only_date(one)

    def _only_date(self, one: Tagged) -> Time | None:
        """A sentence's only date belongs to its event where the tagger sees one at all."""
        beside = [d for d in self.dated if not d.between and d.expression.form in ("calendar", "weekday", "offset")]
        happens = one.kinds[0][0] not in SPEECH_KINDS and one.frame[0] == "current"
        return self.dates.words(beside[0]).time if happens and len(beside) == 1 and self._near(one, beside[0]) else None

    @staticmethod
    def _near(one: Tagged, dated: Dated) -> bool:
        words = [one.first, one.last, *(i for p in one.roles for i in (p.first, p.last))]
        return min(words) - 2 <= dated.last and dated.first <= max(words) + 2

    def _quantities(self, one: Tagged, kind: str) -> Iterator[Quantity]:
        seen = set()
        for part in one.numbers:
            amount = next((a for a in self.amounts if a.first <= part.last and a.last >= part.first), None)
            if amount is None:
                yield from self._one_by_grammar(part)
                continue
            if (
                amount.first in seen
                or amount.what == MEASURE
                or (amount.is_article and len(one.numbers) > 1 and amount.noun is None)
            ):
                continue
            seen.add(amount.first)
            if what := self._what(part, amount, kind):
                yield self._quantity(what, amount)

    def _what(self, part: Part, amount: Amount, kind: str) -> str | None:
        """What a number counts: as its noun says by itself, as the kind of claim or the nearest word of harm has it."""
        own = WHAT_OF_KIND.get(kind)
        taken = part.label if part.label != "number" else amount.what or own
        if taken in LOSSES and amount.noun is None and self._counts_buildings(amount):
            return None
        if amount.what in PLAIN:
            taken = amount.what
        elif kind in HARMLESS and taken in LOSSES:
            taken = amount.what or own
        elif taken and (kind in HARMFUL or taken in LOSSES):
            taken = of_the_nearest(self.pack, self.sentence, self.forms, amount, taken)
        return taken

    def _counts_buildings(self, amount: Amount) -> bool:
        """ "Attacked two posts": nobody is said to be dead."""
        behind = amount.last + 1
        return behind < len(self.forms) and self.pack.is_a(self.forms, behind, "building", "settlement", "road")

    def _one_by_grammar(self, part: Part) -> Iterator[Quantity]:
        """ "killed the commander": the tagger takes a phrase without a number for one where the victim is a single person.
        Words of bounds and of harm ("captured", "at least") are nobody."""
        ref = self.phrasing.ref(part) if part.label in ("killed", "wounded") else None
        words = range(part.first, part.last + 1)
        joined = any(self.pack.is_a(self.forms, i, "and") for i in words)
        is_bound = any(found.length >= len(words) for found in self.pack.numbers.at(self.forms, part.first))
        nobody = is_bound or (len(words) == 1 and is_harm(self.pack, self.forms, part.first))
        if ref and ref.at and not joined and not nobody:
            side = ref.type if ref.type in (*ARMED, "civilians") else None
            yield Quantity(what=part.label, low=1, best=1, high=1, text=ref.name, at=ref.at, of=ref.name, side=side)

    def named(self) -> set[int]:
        """The words of names of places."""
        return {i for m in self.where.places for i in self.phrasing.tokens_of(m.span)}

    def forces(self) -> list[Span]:
        """The words of numbers that count armed people."""
        return [(a.first, a.last) for a in self.amounts if a.what == PERSONNEL]

    def numbers(self) -> Iterator[Mention]:
        """Every number with its bounds, in a claim or not; what it counts where the noun beside it says so."""
        for amount in (a for a in self.amounts if not a.is_article):
            made = self._quantity("number" if amount.what in (None, MEASURE) else amount.what, amount)
            yield Mention(what="quantity", text=made.text, start=made.at[0], end=made.at[1], quantity=made)

    def _quantity(self, what: str, amount: Amount) -> Quantity:
        running = any(self.pack.is_a(self.forms, i, "running") for i in range(len(self.forms)))
        side = self.phrasing.side(amount.noun) if amount.noun is not None else None
        return quantity(
            self.sentence, what, amount, amount.noun if self._says_whose(what, amount, side) else None, running, side
        )

    def _says_whose(self, what: str, amount: Amount, side: str | None) -> bool:
        """Whether a counted noun says whose it is: "15 dead", "at least", "a car" do not."""
        if amount.noun is None or side is not None or what not in LOSSES:
            return amount.noun is not None
        return any(first <= amount.noun <= last for first, last in self.phrasing.names)


def _lost_at(claim: Claim, at: Span) -> bool:
    return any(q.at == at and q.what in LOST for q in claim.quantities)


def _is_bare(claim: Claim) -> bool:
    """Casualties with a single number and nobody named who caused them."""
    return claim.kind == "casualties" and len(claim.quantities) == 1 and not claim.actors and not claim.places
