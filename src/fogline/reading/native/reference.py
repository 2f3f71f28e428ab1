"""What is taken up from before: pronouns stand for somebody who acted or spoke a little before, who answers for whoever was
addressed, "the city" for a town before. Their own words are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.drafts import UTTERED
from fogline.reading.native.elided import acts_unnamed, is_taken_up, may_act
from fogline.reading.native.phrases import ARMED, Phrasing
from fogline.reading.native.speech import Told
from fogline.records import Attribution, Ref, Span

ADDRESSING = frozenset({"offer", "demand", "appeal", "accusation", "threat", "talks"})
ANSWERS = frozenset({"rejection", "denial", "agreement", "vow"})
REACH = 2  # sentences before that a pronoun looks back


class Named:
    """Who was named in the sentences read so far, and which place last."""

    def __init__(self) -> None:
        self._before: list[list[Ref]] = []
        self._spoke: list[Ref | None] = []  # in each sentence so far
        self._acted: Ref | None = None  # the only armed party that did something in the last sentence
        self.place: Span | None = None

    def resolve(self, told: Sequence[Told], phrasing: Phrasing) -> None:
        """Fills the names of pronouns among actors, targets and speakers of one sentence, then remembers who acted in it."""
        here = self._acting(told, phrasing)

        def ref(r: Ref, addressed: Ref | None = None) -> Ref:
            number = phrasing.pronoun(r)
            found = (addressed or self._whom(r, number, here)) if number in ("singular", "plural") else None
            return replace(r, name=found.name, type=found.type) if found else r

        def step(a: Attribution) -> Attribution | None:
            if a.speaker and is_taken_up(a.speaker, phrasing):
                last = self._last_speaker()
                return replace(a, speaker=replace(a.speaker, name=last.name, type=last.type)) if last else None
            return replace(a, speaker=ref(a.speaker)) if a.speaker else a

        for t in told:
            c = t.claim
            addressed = self._addressed(t, told, phrasing) if c.kind in ANSWERS else None
            t.claim = replace(
                c,
                actors=tuple(ref(r, addressed) for r in self._answering(t, addressed, told)),
                targets=tuple(map(ref, c.targets)),
                attribution=tuple(taken for a in c.attribution if (taken := step(a))),
            )
        self._act(told, phrasing)
        self._spoke.append(self._speaking(told, phrasing) or (self._last_speaker() if told else None))
        self._before.append(self._acting(told, phrasing) or [ref(r) for t in told for r in t.claim.actors])

    @staticmethod
    def _addressed(t: Told, told: Sequence[Told], phrasing: Phrasing) -> Ref | None:
        """To whom the last offer, demand or accusation before an answer was made: "… offered the rebels a truce, they …"."""
        before = [o.claim for o in told if o.one.last < t.one.first and o.claim.kind in ADDRESSING]
        others = [
            r for claim in before for r in (*claim.targets, *claim.others) if not phrasing.pronoun(r) and r.role != "object"
        ]
        return others[-1] if others else None

    @staticmethod
    def _answering(t: Told, addressed: Ref | None, told: Sequence[Told]) -> tuple[Ref, ...]:
        """Nobody rejects his own offer: where the tagger says so, whoever it was made to does."""
        own = {r.at for o in told if o.one.last < t.one.first and o.claim.kind in ADDRESSING for r in o.claim.actors}
        theirs = t.claim.kind == "rejection" and t.claim.actors and {r.at for r in t.claim.actors} <= own
        return (replace(addressed, role=None),) if addressed and theirs else t.claim.actors

    @staticmethod
    def _acting(told: Sequence[Told], phrasing: Phrasing) -> list[Ref]:
        """The named actors in the order in which a pronoun would mean them: who speaks, then who comes first."""
        speaking = [r for t in told if t.claim.kind in UTTERED for r in t.claim.actors]
        others = [r for t in told for r in (*t.claim.actors, *(a.speaker for a in t.claim.attribution if a.speaker))]
        others.sort(key=lambda r: r.at or (0, 0))
        found: dict[str, Ref] = {}
        for r in (*speaking, *others):
            if not phrasing.pronoun(r):
                found.setdefault(r.name, r)
        return list(found.values())

    def _act(self, told: Sequence[Told], phrasing: Phrasing) -> None:
        """Gives what several people did the doer of the sentence before, and remembers who did something in this one."""
        for t in told:
            trigger = phrasing.sentence.tokens[t.one.last].text
            if self._acted and acts_unnamed(t.claim, trigger, phrasing.pack.language) and may_act(self._acted, t.claim):
                t.claim = replace(t.claim, actors=(replace(self._acted, text=None, at=None),))
        doing = [r for t in told if t.claim.kind not in UTTERED for r in t.claim.actors if r.type in ARMED]
        if told:
            self._acted = doing[0] if len({r.name for r in doing}) == 1 else None

    def _last_speaker(self) -> Ref | None:
        return next((ref for ref in reversed(self._spoke[-REACH:]) if ref), None)

    @staticmethod
    def _speaking(told: Sequence[Told], phrasing: Phrasing) -> Ref | None:
        """The last who is named as speaking in a sentence."""
        acts = [r for t in told if t.claim.kind in UTTERED for r in t.claim.actors]
        quoted = [a.speaker for t in told for a in t.claim.attribution if a.speaker]
        named = [r for r in (*acts, *quoted) if not phrasing.pronoun(r) and not is_taken_up(r, phrasing)]
        return max(named, key=lambda r: r.at or (0, 0), default=None)

    def _whom(self, pronoun: Ref, number: str, here: Sequence[Ref]) -> Ref | None:
        at = pronoun.at or (0, 0)
        candidates = [r for r in here if r.at and r.at[1] <= at[0]]
        for sentence in reversed(self._before[-REACH:]):
            candidates += sentence
        fits = [r for r in candidates if number == "singular" or r.type != "person"]
        return next(iter(fits), None)
