"""Drafts to records: words and offsets for every slot, ids, and the speaker chain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.attribution import Step
from fogline.reading.context import Context
from fogline.reading.drafts import SPEECH_KINDS, Draft
from fogline.reading.lexicon import words_of
from fogline.reading.measures import DEAD, LOSSES, WOUNDING, quantity
from fogline.reading.modality import Mode
from fogline.reading.nominals import Name, Nominals
from fogline.reading.place_roles import of_a_capital
from fogline.reading.proposals import Filler, Proposal
from fogline.reading.quantities import Count
from fogline.reading.reference import Referents
from fogline.reading.sentences import Sentence
from fogline.reading.times import TimeWords
from fogline.records import SEAT, Attribution, Claim, Place, Quantity, Ref, Report, Span, identify

KIN = {
    "son": "child_of", "daughter": "child_of", "father": "parent_of", "mother": "parent_of", "brother": "sibling_of",
    "sister": "sibling_of", "wife": "spouse_of", "husband": "spouse_of", "member": "member_of", "ally": "ally_of",
    "allies": "ally_of", "enemy": "enemy_of", "backed": "backs", "back": "backs", "support": "backs", "supported": "backs",
    "sponsored": "backs", "funded": "backs", "led": "leads", "allied": "ally_of", "aligned": "ally_of",
    "recognise": "recognises", "recognize": "recognises", "branch": "part_of", "wing": "part_of", "affiliate": "part_of",
    "offshoot": "part_of", "proxy": "backed_by",
}  # fmt: skip
ANYBODY = words_of("anybody")
CLAIMED = words_of("claimed")
FORMER = words_of("former")


TAKES_UP = words_of("settlement")


LETHAL = words_of("lethal")
DEADLY = frozenset({
    "attack", "attack_on_civilians", "casualties", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing",
    "grenade_attack", "ambush", "armed_clash", "protest_repressed", "mob_violence", "chemical_attack",
})  # fmt: skip
PLURALS = words_of("plural")
GROUP_TYPES = frozenset({"state_forces", "rebel_group", "militia", "organisation", "government", "people", "place"})
ONE = Name(first=0, last=0, cls="person", type="person")


STATES = frozenset(["relation", "role", "control", "presence", "strength", "assessment"])
FORCE = frozenset({"troop_movement", "mobilisation", "supply"})


def _settled(kind: str, mode: Mode, modality: str, quantities: tuple[Quantity, ...]) -> tuple[str, str]:
    """Kinds that the mode decides: a state in the future is a forecast; what somebody *can* send is the strength that he
    has."""
    if kind in STATES and modality == "forecast":
        return "forecast", modality
    if kind in FORCE and mode.aspect == "able" and any(q.what == "personnel" for q in quantities):
        return "strength", modality
    return kind, modality


RUNNING = re.compile(
    r"\bbring(?:s|ing)? (?:the |its )?(?:overall |total |death |casualty )*toll\b|\bso far\b|\bin total\b|\baltogether\b"
    r"|since (?:the )?(?:start|beginning|outbreak|war|conflict|uprising|(?:early |late |mid-)?(?:19|20)\d\d"
    r"|[A-Z][a-z]+ (?:19|20)\d\d)"
    r"|(?:since|after) .{0,40}\b(?:war|conflict|uprising)\b.{0,20}\b(?:began|erupted|broke out|started)\b"
    r"|(?:years?|months) of (?:war|conflict|fighting|bloodshed)\b"
)


class ClaimMaker:
    """Makes the records of one sentence."""

    def __init__(self, report: Report, sentence: Sentence, nominals: Nominals, context: Context) -> None:
        self.report, self.sentence, self.nominals, self.context = report, sentence, nominals, context
        self.referents = Referents(sentence, nominals, context)
        self.ref = self.referents.ref

    def claim(self, draft: Draft, mode: Mode, chain: list[Attribution], quote: tuple[int, int], denied: bool) -> Claim:
        text, start, end = self.sentence.words(*quote)
        trigger = self.sentence.words(min(draft.main.trigger), min(draft.main.trigger))
        actors = self._refs(draft.fillers("actor"))
        targets = [r for r in self._refs(draft.fillers("target", "victim")) if r.at not in {a.at for a in actors}]
        places = tuple(
            Place(
                text=m.text,
                at=m.span,
                name=m.text,
                type=SEAT if of_a_capital(self.sentence, m) else "place",
                role=role,
            )
            for role, m in sorted(draft.places, key=lambda p: p[1].start)
        ) or self._taken_up(draft)
        targets = [t for t in targets if not any(t.at and p.at and t.at[0] >= p.at[0] and t.at[1] <= p.at[1] for p in places)]
        others = tuple(
            Ref(text=r.text, at=r.at, name=r.name, id=r.id, type=r.type, role=role)
            for role in ("recipient", "provider", "object", "leader", "addressee", "carrier", "host")
            for r in self._refs(draft.fillers(role))
        )
        quantities = tuple(
            self._quantity(what, count, noun) for what, count, noun in sorted(draft.quantities, key=lambda q: q[1].first)
        )
        quantities += self._one_by_grammar(draft, quantities)
        modality = mode.modality
        outer = [step for step in chain if step.speaker is None or not any(step.speaker.at == a.at for a in actors)]
        if (
            outer
            and modality == "asserted"
            and not (draft.kind in SPEECH_KINDS and len(chain) == 1 and outer[0].basis == "named" and not outer[0].speaker)
        ):
            modality = "reported"
        kind, modality = _settled(draft.kind, mode, modality, quantities)
        negated = mode.negated and not any(self._says_no(q) for q in quantities)
        made = Claim(
            id="",
            report=self.report.id,
            segment=self.sentence.segment,
            language=self.sentence.language,
            kind=kind,
            quote=text,
            start=start,
            end=end,
            trigger=(trigger[1], trigger[2]),
            actors=tuple(actors),
            targets=tuple(targets),
            others=others,
            places=places,
            time=draft.time.time if draft.time else None,
            quantities=tuple(_of_a_party(q, targets) for q in quantities),
            attribution=tuple(chain),
            modality=modality,
            aspect=mode.aspect,
            frame=mode.frame,
            negated=negated != denied,
            details=self._details(draft),
        )
        return with_id(made)

    def _taken_up(self, draft: Draft) -> tuple[Place, ...]:
        """ "The town", "the city", "it" in a place slot stand for the place last told of."""
        place = self.context.place
        if place is None or draft.kind in SPEECH_KINDS:
            return ()
        tokens = self.sentence.tokens
        for f in draft.fillers("place", "target", "origin"):
            token = tokens[f.head]
            definite = any(tokens[c].lower in ("the", "this", "that") for c in token.children) and not any(
                tokens[c].dep in ("amod", "compound", "prep", "relcl", "acl", "nummod") for c in token.children)  # fmt: skip
            if (token.lower in TAKES_UP and definite) or (token.lower == "it" and f.role == "place"):
                text, start, end = self.sentence.words(f.first, f.last)
                return (
                    replace(
                        place,
                        text=text,
                        at=(start, end),
                        role="origin" if f.role == "origin" else "event",
                        stands_for=place.stands_for or place.at,
                    ),
                )
        for token in tokens:
            if token.lower == "there" and token.dep == "advmod" and token.head in {draft.main.verb, *draft.main.trigger}:
                return (replace(place, text=token.text, at=(token.start, token.end), stands_for=place.stands_for or place.at),)
        return ()

    def _one_by_grammar(self, draft: Draft, counted: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """ "killed the commander": one, where the victim is a single person and no number stands there."""
        tokens = self.sentence.tokens
        found = []
        for member in draft.members:
            if member.kind not in DEADLY:
                continue
            for f in member.fillers:
                lemmas = self._governing(member, f)
                what = "killed" if lemmas & LETHAL else "wounded" if lemmas & WOUNDING else None
                if what is None:
                    continue
                token = tokens[self.nominals.content(f.head)]
                single = token.tag in ("NN", "NNP") and self.nominals.cls(f.head) in (
                    "person",
                    "official",
                    "unarmed",
                    "armed",
                    "police",
                    "named",
                )
                if (
                    f.role != "target"
                    or not single
                    or token.lower in PLURALS
                    or any(tokens[c].lower == "no" for c in token.children)
                    or "attempted" in {tokens[i].lower for i in range(max(member.trigger[0] - 2, 0), member.trigger[0])}
                    or any(q.at[0] >= tokens[f.first].start - 1 and q.at[1] <= tokens[f.last].end for q in counted)
                ):
                    continue
                if (
                    any(tokens[c].dep in ("nummod", "conj") for c in (*token.children, *tokens[f.head].children))
                    or self.nominals.names.get(f.head, ONE).type in GROUP_TYPES
                ):
                    continue
                text, start, end = self.sentence.words(f.first, f.last)
                side = self.referents.side(f.head)
                found.append(Quantity(what=what, low=1, best=1, high=1, text=text, at=(start, end), of=token.text, side=side))
        return tuple(found)

    def _governing(self, member: Proposal, f: Filler) -> set[str]:
        """The lemmas that say what became of a target: of the verb that it is the object of, else of the trigger."""
        tokens = self.sentence.tokens
        above = tokens[tokens[f.head].head]
        if tokens[f.head].dep in ("dobj", "nsubjpass") and above.lemma in LETHAL | WOUNDING:
            return {above.lemma}
        return {tokens[i].lemma for i in (*member.trigger, member.verb)}

    def _says_no(self, quantity: Quantity) -> bool:
        """A "not" that belongs to the number: "do not have more than 5,000 men" is a ceiling, not a denial."""
        return (
            quantity.high is not None
            and quantity.low is None
            and quantity.text.lower().startswith(("more than", "over", "above"))
        )

    def _details(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        if draft.kind == "relation":
            word = self.sentence.tokens[draft.main.trigger[0]]
            relation = KIN.get(word.lower) or KIN.get(word.lemma)
            return (("relation", relation),) if relation else ()
        if draft.kind == "role":
            office = draft.fillers("office")
            found: list[tuple[str, str]] = []
            if office:
                words = self.sentence.words(office[0].first, office[0].last)[0]
                found.append(("office", words))
                lowered = set(words.lower().replace("-", "- ").split())
                if lowered & FORMER:
                    found.append(("status", "former"))
                elif lowered & CLAIMED:
                    found.append(("status", "claimed"))
            return tuple(found)
        return ()

    def _refs(self, fillers: list[Filler]) -> list[Ref]:
        found: list[Ref] = []
        for f in sorted(fillers, key=lambda f: f.first):
            ref = self.ref(f.head, (f.first, f.last))
            if ref and not any(r.at == ref.at or r.name == ref.name for r in found):
                found.append(ref)
        return found

    def _quantity(self, what: str, count: Count, noun: int | None) -> Quantity:
        side = self.referents.side(noun) if noun is not None else None
        is_whose = noun is not None and self.sentence.tokens[noun].lemma not in DEAD  # "15 dead" says not whose
        return quantity(self.sentence, what, count, noun if is_whose else None, self._running(), side)

    def _running(self) -> bool:
        """Whether the sentence speaks of a running total: "the toll rose to", "since the war began", "so far"."""
        return bool(RUNNING.search(self.sentence.text))

    def attribution(self, step: Step, said: TimeWords | None) -> Attribution:
        speaker = self.ref(step.speaker) if step.speaker is not None else None
        text, start, end = self.sentence.words(step.first, step.last)
        return Attribution(
            speaker=speaker,
            outlet=step.outlet,
            medium=step.medium,
            basis=step.basis,
            said=said.time if said else None,
            text=text,
            at=(start, end),
        )


def _of_a_party(number: Quantity, targets: Sequence[Ref]) -> Quantity:
    """ "The army lost 12 men": of the army, whatever "men" may be elsewhere."""
    before = [r for r in targets if r.at and r.at[1] <= number.at[0] and r.type in ("state_forces", "rebel_group", "militia")]
    if number.what not in LOSSES or (number.of or "").lower() not in ANYBODY or not before:
        return number
    return replace(number, of=before[-1].name, side=before[-1].type)


def with_id(claim: Claim) -> Claim:
    """The id over report, span, kind, negation and the spans of the raw values."""
    values: list[Span] = [r.at for r in (*claim.actors, *claim.targets, *claim.others) if r.at]
    values += [p.at for p in claim.places if p.at] + [q.at for q in claim.quantities]
    if claim.time and claim.time.at:
        values.append(claim.time.at)
    parts = [claim.report, str(claim.start), str(claim.end), claim.kind, str(claim.negated), *(f"{a}-{b}" for a, b in values)]
    return replace(claim, id=identify("clm", parts))
