"""Which proposals of a sentence are one thing told: a toll and the strike that took it, a strike and its verb of hitting."""

from __future__ import annotations

from fogline.reading.clauses import Clauses
from fogline.reading.drafts import Draft
from fogline.reading.frames import HARMFUL, VIOLENT, WEAPON_KINDS
from fogline.reading.measures import KILLING, WOUNDING
from fogline.reading.proposals import Proposal
from fogline.reading.sentences import Sentence


class Merging:
    """Puts the proposals of one sentence together to drafts."""

    def __init__(self, sentence: Sentence, clauses: Clauses) -> None:
        self.sentence, self.clauses = sentence, clauses

    def drafts(self, proposals: list[Proposal]) -> list[Draft]:
        drafts: list[Draft] = []
        for proposal in proposals:
            same = next((d for d in drafts if any(set(m.trigger) & set(proposal.trigger) for m in d.members)), None)
            if same:
                same.members.append(proposal)
            else:
                drafts.append(Draft(members=[proposal]))
        drafts = self._one_strike(drafts)
        by_verb = {m.verb: d for d in reversed(drafts) for m in d.members}
        kept = []
        for draft in drafts:
            above = self._tolls_of(draft, by_verb)
            if above and above is not draft:
                above.members.extend(draft.members)
            else:
                kept.append(draft)
        return kept

    def _one_strike(self, drafts: list[Draft]) -> list[Draft]:
        """A strike and the verb of hitting that it is the subject of are one: "air strikes carried out by X hit Y"."""
        kept: list[Draft] = []
        for draft in drafts:
            noun = draft.main.trigger[-1]
            whole = next((d for d in drafts if d is not draft and d.kind == draft.kind and self._hits(d, noun)), None)
            if whole is not None and draft.kind in WEAPON_KINDS:
                whole.members.extend(draft.members)
            else:
                kept.append(draft)
        return kept

    def _hits(self, draft: Draft, noun: int) -> bool:
        tokens = self.sentence.tokens
        verb = draft.main.verb
        if tokens[noun].pos not in ("NOUN", "PROPN") or tokens[verb].pos != "VERB" or verb not in draft.main.trigger:
            return False
        reach = self.sentence.subtree(draft.main.verb, frozenset({"ccomp", "advcl", "conj", "parataxis", "dobj"}))
        return noun in reach or tokens[draft.main.verb].head == noun

    def _tolls_of(self, draft: Draft, by_verb: dict[int, Draft]) -> Draft | None:
        """The violent event whose toll this is: "shelled the town, killing 12", "shot at the crowd and killed three"."""
        tokens = self.sentence.tokens
        verb = draft.main.verb
        lemma = tokens[verb].lemma
        for child in tokens[verb].children:  # "17 people were killed when warplanes bombed a market"
            below = by_verb.get(child)
            if (
                tokens[child].dep == "advcl"
                and below
                and below.kind in VIOLENT
                and draft.kind == "casualties"
                and any(tokens[c].lower in ("when", "as", "after") for c in tokens[child].children)
            ):
                return below
        if lemma not in KILLING | WOUNDING or draft.kind not in ("casualties", "attack", "attack_on_civilians"):
            return None
        if tokens[verb].dep not in ("advcl", "conj", "ccomp", "acl") or lemma in ("shoot", "execute", "behead", "massacre"):
            return None
        own = [c for c in tokens[verb].children if tokens[c].dep in ("nsubj", "nsubjpass")]
        if tokens[verb].dep == "conj" and own and not (draft.kind == "casualties" and self.clauses.arguments(verb).passive):
            return None
        head = tokens[verb].head
        above = by_verb.get(head)
        if above is None and tokens[head].pos in ("NOUN", "PROPN"):
            above = next((d for d in by_verb.values() if head in d.main.trigger), None)
        if above is None or above.kind not in HARMFUL:
            return None
        if above.kind == "casualties" and tokens[above.main.verb].lemma not in KILLING | WOUNDING:
            return None
        hit = {f.head for f in above.fillers("target")}
        if any(f.head in hit for f in draft.fillers("actor")):  # "beat off the assault, killing 40": who was attacked kills
            return None
        return above
