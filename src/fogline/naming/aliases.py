"""Names of the texts that may be other spellings of an actor of the case: suggestions for a person to judge, never applied.

Two names are alike where the consonants of their words are the same in Latin letters, in any script. That alone suggests
nothing: there must be a place or another actor that claims name beside both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fogline.naming.actors import folded
from fogline.naming.scripts import skeleton
from fogline.records import Claim, Entity, Ref

LEAST_CONSONANTS = 3  # of a name of one word; of two and more they are told apart by their words
PARTICLE = 3  # letters of a small word that may stand in a name ("bin", "von", "of")
OF_TEXT = "text:"  # how ids of actors begin that only texts know


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """`id` and `name` of the text may mean `actor`; `beside` are the names of places and actors that stand with both, `claims`
    those in which the name is used."""

    id: str
    name: str
    actor: Entity
    beside: tuple[str, ...]
    claims: tuple[str, ...]


def suggestions(claims: Sequence[Claim], actors: Iterable[Entity]) -> list[Suggestion]:
    """Best supported first. `claims` are those of a case with their actors linked."""
    beside: dict[str, dict[str, str]] = defaultdict(dict)  # actor → id → name of what claims name beside it
    used: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for claim in sorted(claims, key=lambda claim: claim.report):
        refs = list(_refs(claim))
        others = {r.id: r.name for r in refs if r.id} | {p.id: p.name for p in claim.places if p.id}
        for ref in refs:
            if ref.id:
                names.setdefault(ref.id, ref.name)
                used[ref.id].append(claim.id)
                beside[ref.id] |= {key: name for key, name in others.items() if key != ref.id}
    found = []
    for actor in actors:
        forms = {_consonants(form) for form in (actor.name, *actor.aliases)} - {()}
        for key, name in names.items():
            if not key.startswith(OF_TEXT) or key == actor.id or _describes(name):
                continue
            if not any(_alike(_consonants(name), form) for form in forms):
                continue
            shared = tuple(sorted(beside[key][k] for k in beside[key].keys() & beside[actor.id].keys()))
            if shared:
                ids = tuple(dict.fromkeys(used[key]))
                found.append(Suggestion(id=key, name=name, actor=actor, beside=shared, claims=ids))
    return sorted(found, key=lambda s: (-len(s.beside), -len(s.claims), s.name, s.actor.id))


def _describes(name: str) -> bool:
    """Whether words say what somebody is ("15 fighters", "a Taliban column"), in a script that tells names by capitals."""
    return any(word.isdigit() or (word.islower() and len(word) > PARTICLE) for word in name.split())


def _refs(claim: Claim) -> Iterator[Ref]:
    yield from (*claim.actors, *claim.targets, *claim.others)
    yield from (step.speaker for step in claim.attribution if step.speaker)


def _consonants(name: str) -> tuple[str, ...]:
    """Of each word of a name; nothing for one that has too few to say anything."""
    words = tuple(skeleton(word) for word in folded(name).replace("-", " ").split())
    return words if len(words) > 1 or (words and len(words[0]) >= LEAST_CONSONANTS) else ()


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """All words of the shorter name stand in the longer one ("Masood" in "Ahmad Massoud")."""
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    return set(shorter) <= set(longer)
