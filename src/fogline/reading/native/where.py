"""Where what a sentence tells is: the tagger's places with their roles, the town that "the city" stands for, and the ground of
an act whose place the tagger takes for something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fogline.reading.frames import VIOLENT
from fogline.reading.native.actors import CaseName
from fogline.reading.native.amounts import Amount
from fogline.reading.native.hands import GROUND
from fogline.reading.native.owners import NOBODY_KNOWN, is_marked, owners
from fogline.reading.native.phrases import ARMED, BESIDE, Phrasing
from fogline.reading.native.places import Places
from fogline.reading.native.seat import of_a_capital
from fogline.reading.tagger.view import Tagged
from fogline.records import SEAT, Claim, Place, Ref, Report, Span

TOWNS = ("settlement", "district", "province")  # nouns for what is struck
STRUCK = VIOLENT | {"encirclement", "route_cut"}
FROM_AN_END = 3  # words to the one that says "between"
WHERE = {"place": "event", "origin": "origin", "destination": "destination"}


class Where:
    """The places of one sentence."""

    def __init__(
        self,
        report: Report,
        phrasing: Phrasing,
        places: Places,
        case_names: Sequence[CaseName],
        amounts: Sequence[Amount],
    ) -> None:
        self.report, self.phrasing, self.case_names, self.amounts = report, phrasing, case_names, amounts
        self.pack, self.sentence, self.forms = phrasing.pack, phrasing.sentence, phrasing.forms
        self.places = list(places.all(self.sentence, self.forms))
        self.areas = {m.span for m in self.places if places.is_area(m.text)}
        self.towns = [m.span for m in self.places if m.span not in self.areas]  # what "the city" may stand for
        self._named_towns = self.towns
        self.here: Span | None = None  # the last place named before the sentence

    def learn(self, tagged: Sequence[Tagged], here: Span | None) -> None:
        """Towns that no list knows, and the last one named before."""
        self.here = here
        self._named_towns = sorted({*self.towns, *self._told_towns(tagged)})

    def of(self, one: Tagged, kind: str) -> Iterator[Place]:
        found: dict[Span, tuple[str, bool]] = {}
        for part in one.roles:
            for phrase, is_named in self.phrasing.places(part) if part.label in WHERE else ():
                span = self._whole_name(phrase)
                if self._is_actor(span):
                    continue
                found.setdefault(span, (WHERE[part.label], is_named and not self._is_common(span)))
        ends = {span for span, (role, _) in found.items() if role == "event" and self._is_an_end(span)}
        beside = any(role == "event" and (named or kind in GROUND) for span, (role, named) in found.items() if span not in ends)
        for span, (role, named) in found.items():
            others = [other for other, (its, _) in found.items() if its != role]
            place = self._place(span, role) if named else self._described(span, role, others)
            yield replace(place, role="mentioned") if beside and span in ends else place

    def _is_an_end(self, span: Span) -> bool:
        """Whether a place is one of the two that another lies between: "the bridge of Kesh, between Talvik and Ord"."""
        inside = self.phrasing.tokens_of(span)
        if not inside:
            return False
        before = range(max(0, inside[0] - FROM_AN_END), inside[0])
        behind = range(inside[-1] + 1, min(inside[-1] + 1 + FROM_AN_END, len(self.forms)))
        return any(self.pack.is_a(self.forms, i, "between") for i in before) or any(
            self.pack.is_a(self.forms, i, "between_behind") for i in behind
        )

    def _is_actor(self, span: Span) -> bool:
        """Whether a phrase is the name of an actor of the case and of no place: "the Front"."""
        names = ((name.first, name.last) for name in self.case_names)
        return not self._named_in(span) and any(self.sentence.words(*name)[1:] == span for name in names)

    def _is_common(self, span: Span) -> bool:
        """Whether a phrase in small letters names nothing that is known: "the streets" is no town of that name."""
        return self.report.text[slice(*span)].islower() and not self._named_in(span)

    def on_ground(self, claim: Claim) -> Claim:
        """An act of violence is where what it strikes is: "shelled the market of Rudavel", "shelled Rudavel"; ground that is
        held or taken is a place, whatever else it was taken for, be it who does it ("Rudavel has changed hands")."""
        if any(p.role == "event" for p in claim.places):
            return claim
        if claim.kind in GROUND:
            claim = self._turned(claim)
            things = [ref for ref in claim.others if ref.role == "object"]
            known = [r for r in (*claim.targets, *things) if r.at and r.type == NOBODY_KNOWN and self._is_ground(r.at)]
            ground = known or [ref for ref in claim.actors if ref.at in self.towns and ref.type == NOBODY_KNOWN]
            places = [self._place((self._named_in(ref.at) or [ref.at])[-1], "event") for ref in ground if ref.at]
            targets, actors = (tuple(ref for ref in refs if ref not in ground) for refs in (claim.targets, claim.actors))
            if not places:  # "drove the army of Goma out"
                places = [self._place(span, "event") for ref in targets if ref.at for span in self._named_in(ref.at)]
            others = tuple(ref for ref in claim.others if ref not in ground)
            grounded = replace(claim, targets=targets, actors=actors, others=others, places=(*places, *claim.places))
            return grounded if places else claim
        if claim.kind not in STRUCK:
            return claim
        struck = [span for target in claim.targets if target.at for span in self._named_in(target.at)]
        called = {ref: span for ref in claim.targets if not struck and (span := self._called_town(ref)) is not None}
        return replace(
            claim,
            targets=tuple(ref for ref in claim.targets if ref not in called),
            places=(*(self._place(span, "event") for span in (*struck, *called.values())), *claim.places),
        )

    def _called_town(self, ref: Ref) -> Span | None:
        """The name beside the noun that says what it names: "the town of Orlan", whoever does not list it."""
        inside = self.phrasing.tokens_of(ref.at) if ref.at else []
        if ref.type != NOBODY_KNOWN or not any(self.pack.is_a(self.forms, i, *TOWNS) for i in inside):
            return None
        name = self.phrasing.trimmed(inside[0], inside[-1], *BESIDE)
        return name if name is not None and not self._is_common(name) and not self._is_actor(name) else None

    def beside_holder(self, claim: Claim) -> Claim:
        """ "Halep isyancıların elinde": a town right before its holder in the genitive is the ground, and no part of his name.
        Compounds end otherwise: "Suriye ordusunun"."""
        words = owners(self.pack.language)
        holder = claim.actors[0] if len(claim.actors) == 1 and claim.kind in GROUND else None
        if holder is None or holder.at is None or words is None or not words.does_not_join:
            return claim
        own, inside = holder.at, self.phrasing.tokens_of(holder.at)
        if any(p.at and not (own[0] <= p.at[0] and p.at[1] <= own[1]) for p in claim.places):
            return claim
        joins = self.sentence.tokens[inside[-1]].text.lower().endswith(words.does_not_join)
        named = {m.span for m in self.places}
        cut = [] if joins else [i for i in inside[1:] if (own[0], self.sentence.tokens[i - 1].end) in named]
        first = cut[0] if cut else inside[0]
        before = self.sentence.tokens[first - 1].end if first else -1
        town = next((span for span in sorted(named) if span[1] == before), None)
        if town is None:
            return claim
        text, start, end = self.sentence.words(first, inside[-1])
        actor = replace(holder, text=text, at=(start, end), name=text) if first != inside[0] else holder
        return replace(claim, actors=(actor,), places=(self._place(town, "event"),))

    def _turned(self, claim: Claim) -> Claim:
        """ "Tarvik holds the rebels" is told the other way round where the party beside an unknown name is armed: it has the
        ground that no list knows (Russian "Тарвик удерживают боевики"). Who is marked as its loser has not."""
        rest = (*claim.targets, *(ref for ref in claim.others if ref.role == "recipient"))
        parties = tuple(ref for ref in rest if ref.type in ARMED)
        names = [ref for ref in claim.actors if ref.at and ref.type == NOBODY_KNOWN and self._is_ground(ref.at)]
        words = owners(self.pack.language)
        turned = claim.places == () and len(parties) == 1 and names and len(names) == len(claim.actors)
        if not turned or words is None or is_marked(parties[0], words, self.phrasing, "from"):
            return claim
        others = tuple(ref for ref in claim.others if ref not in parties)
        places = tuple(self._place(ref.at, "event") for ref in names if ref.at)
        holder = replace(parties[0], role=None)
        return replace(claim, actors=(holder,), targets=(), others=others, places=places)

    def _is_ground(self, span: Span) -> bool:
        """Whether a phrase can be what is taken: a place that is known, or one word with a capital that names no actor."""
        word = self.report.text[slice(*span)]
        return bool(self._named_in(span)) or (word.istitle() and len(word.split()) == 1 and not self._is_actor(span))

    def _named_in(self, span: Span) -> list[Span]:
        """The places that a phrase names."""
        return [m.span for m in self.places if span[0] <= m.start and m.end <= span[1]]

    def _whole_name(self, span: Span) -> Span:
        """The name that a phrase is the end or the beginning of: "Adran" of "Port Adran", whose first word is also a noun."""
        return next((m.span for m in self.places if m.start <= span[0] and span[1] <= m.end), span)

    def _place(self, span: Span, role: str) -> Place:
        """ "The market of Rudavel" keeps its words and stands for the last place that they name."""
        text, named = self.report.text[slice(*span)], self._named_in(span)
        stands_for = named[-1] if named and span not in named else None
        inside = self.phrasing.tokens_of(stands_for or span)
        is_seat = bool(inside) and of_a_capital(self.pack, self.forms, inside[0], inside[-1])
        return Place(text=text, at=span, name=text, type=SEAT if is_seat else "place", role=role, stands_for=stands_for)

    def _described(self, span: Span, role: str, others: Sequence[Span]) -> Place:
        """ "The city" keeps its words and stands for the last town before it, none of `others`; what stands for
        nothing stands for itself, because its words are no name to look up."""
        text = self.report.text[slice(*span)]
        before = [at for at in self._named_towns if at[1] <= span[0] and at not in others]
        here = before[-1] if before else self.here
        counted = {a.last + 1 for a in self.amounts}
        is_one = self.phrasing.is_settlement(span) and counted.isdisjoint(self.phrasing.tokens_of(span))
        stands_for = here if is_one and here else span
        return Place(text=text, at=span, name=self.report.text[slice(*stands_for)], role=role, stands_for=stands_for)

    def _told_towns(self, tagged: Sequence[Tagged]) -> Iterator[Span]:
        """Names that no list knows and that the tagger takes for places."""
        for part in (part for one in tagged for part in one.roles if part.label in WHERE):
            for span, is_named in self.phrasing.places(part):
                if is_named and span not in self.areas and not self._is_common(span) and not self._is_actor(span):
                    yield span
