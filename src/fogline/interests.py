"""Who stands with whom, and how a claim stands to the interest of its speaker (CODEBOOK, Evidence).

Drawn from a case's actors, relations and outlets, each within its dates; without a case every actor stands for itself. An
actor's claim of its own gain or of its enemy's loss is `interested`, of its own loss or of its enemy's gain an `admission`,
its word that it did not do what it is accused of a `denial`; all else is `neutral`, which never means independent.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from fogline import tables
from fogline.case_records import NEUTRAL, Case, CaseActor, Outlet, Relation
from fogline.records import Claim, Ref, Report, Stance

LEAST_NAME = 4  # letters of an actor's name that may be found inside a longer one ("Taliban spokesman")
HOPS = 4  # from a person to a unit to a group to a side; further is a fault of the case's file
FORCES = ("rebel_group", "state_forces", "militia")
CHANNELS = ("party", "ngo")  # kinds of outlets that speak for their owner all the time
OFFICIAL = "official"  # the kind of those whose every report is a statement of an office
SPEAKER, OUTLET = "speaker:", "outlet:"
BACKERS = ("backed_by", "hosted_by")
BLAMED = ("abduction", "attack_on_civilians", "chemical_attack", "mob_violence", "property_destroyed", "protest_repressed")


class Interests:
    """Answers for one case. Pure: the answers depend on the arguments and the case's files alone."""

    def __init__(
        self, actors: Iterable[CaseActor] = (), relations: Iterable[Relation] = (), outlets: Iterable[Outlet] = ()
    ) -> None:
        self._actors = {actor.entity.id: actor for actor in actors}
        self._relations = tuple(relations)
        self._outlets = {plain(name): outlet for outlet in outlets for name in (outlet.name, *outlet.aliases, *outlet.domains)}
        self._names: dict[str, set[str]] = {}
        for actor in self._actors.values():
            for name in (actor.entity.name, *actor.entity.aliases):
                if len(name) >= LEAST_NAME:
                    self._names.setdefault(plain(name), set()).add(actor.entity.id)

    @classmethod
    def of_case(cls, case: Case | None) -> Interests:
        return cls(case.actors, case.relations, case.sources) if case else cls()

    # ------------------------------------------------------------------------------------------------------------ names

    def outlet(self, name: str) -> str:
        """The one name of an outlet for each of its spellings: its id in the case, else its plain name."""
        known = self._outlet(name)
        return known.id if known else plain(name)

    def _outlet(self, name: str) -> Outlet | None:
        """The outlet with a name, or with the only one that stands in it beside words that are no names ("agence AHP")."""
        if known := self._outlets.get(plain(name)):
            return known
        words = name.split()
        spans = [(at, at + length) for length in range(len(words) - 1, 0, -1) for at in range(len(words) - length + 1)]
        for first, last in spans:
            beside = (*words[:first], *words[last:])
            known = self._outlets.get(plain(" ".join(words[first:last])))
            if known and not any(word[0].isupper() for word in beside):
                return known
        return None

    def narrator(self, name: str) -> str:
        """Whose words an outlet's own are: an actor's, whose press office it is, else the outlet's."""
        known = self._outlet(name)
        owner = self._held(plain(known.owner), None) if known and (known.kind in CHANNELS or _is_office(known)) else None
        return f"{SPEAKER}{owner}" if owner else f"{OUTLET}{self.outlet(name)}"

    def is_office(self, name: str) -> bool:
        """Whether an outlet is an office's own press service, so that each of its reports is a statement of its own."""
        known = self._outlet(name)
        return known is not None and known.kind not in CHANNELS and _is_office(known)

    def speaker(self, ref: Ref, day: dt.date | None = None) -> str:
        """Whose words those of a speaker on a day are: of an outlet with his name, of an actor, or of the body that a person
        speaks for; empty for one who is not known."""
        if self._outlet(ref.name):
            return self.narrator(ref.name)
        if (id := self.actor(ref, day)).startswith("name:"):
            return ""
        actor = self._actors.get(id)
        if actor and actor.entity.type == "person":
            id = next(iter((*actor.leader_of, *actor.member_of)), id)
        return f"{SPEAKER}{id}"

    def actor(self, ref: Ref, day: dt.date | None = None) -> str:
        """The id by which an actor is known: of the case, of the one case actor of that day whose name it holds ("Taliban
        spokesman"), else its plain name."""
        if ref.id and not ref.id.startswith("text:"):
            return ref.id
        return self._held(plain(ref.name), day) or f"name:{plain(ref.name)}"

    def party(self, ref: Ref, day: dt.date | None = None) -> Ref:
        """The party that an actor stands with on a day: its side, else the group that it leads or belongs to, else itself."""
        id, seen = self.actor(ref, day), set[str]()
        while (above := self._above(id, day)) and above not in seen and len(seen) < HOPS:
            seen.add(id)
            id = above
        return self.ref(id, ref)

    def ref(self, id: str, instead: Ref) -> Ref:
        """The case's own form of an actor, `instead` where the case has none."""
        actor = self._actors.get(id)
        if actor is None:
            return instead
        entity = actor.entity
        return Ref(text=None, at=None, name=entity.name, id=entity.id, type=entity.type, aliases=entity.aliases)

    def _held(self, name: str, day: dt.date | None) -> str | None:
        """The only case actor of a day whose name stands in `name` as whole words, the longest first, unless after "anti"."""
        words = name.split()
        for length in range(len(words), 0, -1):
            found: set[str] = set()
            for at in range(len(words) - length + 1):
                if not at or words[at - 1] != "anti":
                    found |= self._names.get(" ".join(words[at : at + length]), set())
            there = {id for id in found if _within(day, self._actors[id].since, self._actors[id].until)}
            if there:
                return there.pop() if len(there) == 1 else None
        return None

    def _above(self, id: str, day: dt.date | None) -> str | None:
        actor = self._actors.get(id)
        if actor is None:
            return None
        if actor.side and actor.side not in (NEUTRAL, id) and _within(day, actor.since, actor.until):
            return actor.side
        return next((group for group in (*actor.leader_of, *actor.member_of) if group != id), None)

    # --------------------------------------------------------------------------------------------------------- interests

    def stance(self, claim: Claim, report: Report) -> Stance:
        """How a claim stands to the interest of its nearest speaker or, where it names none, of its outlet."""
        day = _day(claim, report)
        own = self._voice(claim, report, day)
        if not own:
            return Stance(word="neutral")
        gain, loss = self._stakes(claim, day)
        enemies = self._enemies(own, day) | (gain | loss if (gain | loss) & own else frozenset()) - own
        if claim.negated and claim.kind in BLAMED and own & gain:
            return Stance(word="denial", side=min(own & gain))
        for word, sides in (("admission", own & loss - gain), ("interested", own & gain)):
            if sides:
                return Stance(word=word, side=min(sides))
        if enemies & loss:
            return Stance(word="interested", side=min(own))
        return Stance(word="admission", side=min(own)) if enemies & gain else Stance(word="neutral")

    def _voice(self, claim: Claim, report: Report, day: dt.date | None) -> frozenset[str]:
        """The actors for whom the nearest speaker or outlet speaks; nobody where the words are a witness's or unnamed."""
        for step in claim.attribution:
            if step.speaker is not None:
                return self._speaks_for(step.speaker, day) if step.basis in ("named", "spokesman", "document") else frozenset()
            if step.outlet:
                return self.leaning(step.outlet, day)
        if claim.actors and claim.kind == "responsibility_claimed":
            return self._speaks_for(claim.actors[0], day)
        return self.leaning(report.source, day) if report.source else frozenset()

    def with_own(self, claim: Claim, report: Report) -> Claim:
        """The claim with those whom only its speaker tells apart: "our fighters" are of the one side for which the nearest
        speaker or outlet speaks, and so are fighters without a name, where that side is of their sort."""
        if not any(ref.own or _is_nameless(ref) for ref in (*claim.actors, *claim.targets)):
            return claim
        day = _day(claim, report)
        voice = self._voice(claim, report, day)
        sides = {self.actor(self.party(self.ref(id, Ref(text=None, at=None, name=id)), day), day) for id in voice}
        side = self._actors.get(sides.pop()) if len(sides) == 1 else None
        if side is None:
            return claim
        e = side.entity

        def owned(ref: Ref, *, acts: bool) -> Ref:
            fits = ref.type == e.type or (ref.type, e.type) == ("state_forces", "government")
            is_own = ref.own or (acts and fits and _is_nameless(ref) and self.actor(ref, day).startswith("name:"))
            return replace(ref, name=e.name, id=e.id, type=e.type, aliases=e.aliases) if is_own else ref

        return replace(
            claim,
            actors=tuple(owned(ref, acts=True) for ref in claim.actors),
            targets=tuple(owned(ref, acts=False) for ref in claim.targets),
        )

    def _speaks_for(self, ref: Ref, day: dt.date | None) -> frozenset[str]:
        id, party = self.actor(ref, day), self.actor(self.party(ref, day), day)
        found = {id, party}
        for one in (id, party):
            actor = self._actors.get(one)
            found.update(actor.interests if actor else ())
        for relation in self._relations:
            if _within(day, relation.since, relation.until) and relation.status != "denied":
                if relation.type in BACKERS and relation.object in (id, party):
                    found.add(relation.subject)
                if relation.type == "ally_of" and {relation.subject, relation.object} & {id, party}:
                    found |= {relation.subject, relation.object}
        return frozenset(found)

    def leaning(self, name: str, day: dt.date | None) -> frozenset[str]:
        """The actors in whose favour an outlet speaks on a day."""
        outlet = self._outlets.get(plain(name))
        return frozenset(outlet.interest) if outlet and _within(day, outlet.since, outlet.until) else frozenset()

    def _enemies(self, own: frozenset[str], day: dt.date | None) -> frozenset[str]:
        found: set[str] = set()
        for relation in self._relations:
            pair = {relation.subject, relation.object}
            if relation.type == "enemy_of" and pair & own and _within(day, relation.since, relation.until):
                found |= pair - own
        return frozenset(found)

    def _stakes(self, claim: Claim, day: dt.date | None) -> tuple[frozenset[str], frozenset[str]]:
        """Who gains and who loses if the claim is true."""
        row = _stakes().get(claim.kind)
        sides: dict[str, set[str]] = {"gain": set(), "loss": set(), "-": set()}
        if row:
            for slot, refs in (("actors", claim.actors), ("targets", claim.targets)):
                sides[row[slot]].update(self.actor(one, day) for ref in refs for one in (ref, self.party(ref, day)))
            for number in claim.quantities:
                if number.what in ("killed", "wounded", "casualties", "captured", "surrendered") and number.of:
                    sides["loss"].add(self.actor(Ref(text=None, at=None, name=number.of), day))
        turned = claim.negated != (claim.aspect == "failed")
        gain, loss = frozenset(sides["gain"]), frozenset(sides["loss"])
        return (loss, gain) if turned else (gain, loss)


def _is_office(outlet: Outlet) -> bool:
    """By its kind, or since it is named for its owner ("Press service of the Defence Ministry")."""
    owner = plain(outlet.owner)
    return outlet.kind == OFFICIAL or (bool(owner) and f" {owner} " in f" {plain(outlet.name)} ")


def _is_nameless(ref: Ref) -> bool:
    """Fighters or soldiers whom no name of the case or the world tells."""
    return ref.type in FORCES and (ref.id is None or ref.id.startswith("text:"))


def plain(name: str) -> str:
    """A name without case, article and punctuation."""
    return re.sub(r"[\W_]+", " ", name.casefold()).strip().removeprefix("the ")


def _day(claim: Claim, report: Report) -> dt.date | None:
    if claim.time and claim.time.end:
        return claim.time.end
    return report.published.end if report.published else None


def _within(day: dt.date | None, since: dt.date | None, until: dt.date | None) -> bool:
    """An unknown day lies in every span: an interest that may have been there counts."""
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


@lru_cache(maxsize=1)
def _stakes() -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in tables.table("stakes.tsv")}
