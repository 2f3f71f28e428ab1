"""Which actor a phrase means: the case's actors first, then the well-known ones, then the text's own.

A phrase is an actor's name in full, or a group noun with an organisation's name in it ("Taliban fighters", never "anti-Taliban
fighters"), or a surname whose full name the report gives. A name that two actors share decides nothing by itself: those who are
dead on the day are out, then the full name that the report uses. Nothing is merged by likeness alone.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from fogline.naming.scripts import skeleton
from fogline.records import Entity, Link, Ref, Span, identify
from fogline.tables import table

ARTICLES = re.compile(r"^(?:the|a|an|some|several|all|his|her|their|its|our|these|those|many|most|about|at least)\s+", re.I)
NUMBER = re.compile(r"^(?:at least |about |around |nearly |some |over |more than |up to )?[\d.,]+\s+", re.I)
AGAINST = re.compile(r"(?:anti|pro|ex|former|non|against)[\s-]*$", re.I)
# Words around an organisation's name that leave the phrase meaning the organisation.
GROUP = frozenset({
    "fighter", "fighters", "force", "forces", "militant", "militants", "member", "members", "troop", "troops", "soldier",
    "soldiers", "unit", "units", "rebel", "rebels", "insurgent", "insurgents", "group", "movement", "army", "guerrillas",
    "guerrilla", "terrorist", "terrorists", "gunmen", "militia", "militias", "detachments", "positions", "gunman", "jihadists",
    "extremists", "leadership", "spokesman", "spokeswoman", "spokesperson", "spokesmen", "regime", "government", "authorities",
})  # fmt: skip
GROUP_TYPES = frozenset({"rebel_group", "state_forces", "militia", "organisation", "government"})
QUOTES = " '\"\u00ab\u00bb\u201c\u201d\u201e\u2018"
FORCES = frozenset({"rebel_group", "state_forces", "militia"})
MOST_ALIASES = 12
INITIALS = 5  # letters of an abbreviation
LEAST_BEGUN = 2  # capitalised words with which a name begins

Nominatives = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An actor that names can mean; `until` is a person's death or a body's end."""

    entity: Entity
    shared: tuple[str, ...] = ()
    until: dt.date | None = None
    leader_of: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def world() -> tuple[Actor, ...]:
    """The packaged well-known actors (data/world/actors.tsv)."""
    found = []
    for row in table("world/actors.tsv"):
        aliases = () if row["aliases"] == "-" else tuple(row["aliases"].split("|"))
        entity = Entity(
            id=identify("text", [row["name"].lower()]).replace("_", ":", 1), name=row["name"], type=row["type"], aliases=aliases
        )
        found.append(Actor(entity=entity))
    return tuple(found)


def without_article(name: str) -> str:
    """ "les Colonnes" as "Colonnes": a case may write its actors' names either way."""
    return _article().sub("", name)


@lru_cache(maxsize=1)
def _article() -> re.Pattern[str]:
    words = dict.fromkeys(row["article"] for row in table("articles.tsv"))
    return re.compile("^(?:" + "|".join(word if word.endswith("'") else f"{word} " for word in words) + r")(?=[^\W\d_a-zà-ÿ])")


def folded(name: str) -> str:
    """The key of a name: lower case, no leading article or number, white space and quotes evened out."""
    name = re.sub(r"[\s\u200c]+", " ", name.replace("\u2019", "'")).strip(QUOTES)
    return ARTICLES.sub("", NUMBER.sub("", without_article(name).lower()))


BODIES = ("state_forces", "rebel_group", "civilians")  # types of nouns that are nobody's surname: "army" of "army's spokesman"


class ActorNamer:
    """Links the actor phrases of one report at a time. `actors` come in order of right: the case's before the world's."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.by_name: dict[str, list[Actor]] = {}
        self.by_id: dict[str, Actor] = {}
        self.nominatives: Nominatives = lambda _: ()
        for actor in actors:
            self.by_id.setdefault(actor.entity.id, actor)
            for form in dict.fromkeys(folded(n) for n in (actor.entity.name, *actor.entity.aliases, *actor.shared)):
                others = self.by_name.setdefault(form, [])
                if not others or others[0].entity.id.startswith("case:") == actor.entity.id.startswith("case:"):
                    others.append(actor)
        self._by_length: dict[int, list[tuple[list[str], list[Actor]]]] = {}
        for form, owners in self.by_name.items():
            self._by_length.setdefault(len(form.split()), []).append((form.split(), owners))
        inner = [
            f for f, owners in self.by_name.items() if len(owners) == 1 and owners[0].entity.type in GROUP_TYPES and len(f) > 2
        ]
        self.inside = re.compile(
            r"(?<![\w-])(?:" + "|".join(re.escape(f) for f in sorted(inner, key=lambda f: (-len(f), f))) + r")(?![\w])"
            if inner
            else r"(?!)"
        )

    def inflecting(self, nominatives: Nominatives) -> ActorNamer:
        """The same actors for a language whose names have endings: what is no name as it stands is tried without them."""
        made = copy.copy(self)
        made.nominatives = nominatives
        return made

    def _owners(self, name: str) -> list[Actor]:
        """The actors that a name can mean, as it stands or without an ending."""
        if found := self.by_name.get(folded(name)):
            return found
        bare = next((found for form in self.nominatives(name) if (found := self.by_name.get(folded(form)))), None)
        return bare or self._inflected(name)

    def _inflected(self, name: str) -> list[Actor]:
        """Those of a name of several words each of which may have an ending ("Фронта Семи Островов"), where only one fits."""
        words = name.split()
        if len(words) < 2 or not any(True for _ in self.nominatives(words[0])):
            return []
        forms = [{folded(word), *map(folded, self.nominatives(word))} for word in words]
        fitting = [
            owners
            for known, owners in self._by_length.get(len(words), ())
            if all(word in own for word, own in zip(known, forms, strict=True))
        ]
        return fitting[0] if len(fitting) == 1 else []

    def link(self, refs: Sequence[Ref], day: dt.date | None) -> dict[Span, Link]:
        """A link for each phrase with words; `day` is the latest day of the report's publication."""
        named = [r for r in refs if r.at is not None]
        people = self._full_names(named)
        found: dict[Span, Link] = {}
        for ref in named:
            at = ref.at
            if at is not None and at not in found:
                found[at] = self._one(ref, at, people, day)
        return found

    def _one(self, ref: Ref, at: Span, people: dict[str, list[str]], day: dt.date | None) -> Link:
        key = folded(ref.name)
        owners = self._owners(ref.name)
        if len(owners) == 1:
            return Link(
                span=at,
                text=ref.name,
                entity=owners[0].entity,
                reasons=(f"{ref.name!r} is a name of {owners[0].entity.name}",),
                score=1000,
            )
        if owners:
            return self._shared(ref, at, owners, people, day)
        group = self._group(ref, at)
        if group:
            return group
        full = self._from_surname(ref.name, people) if ref.type not in BODIES else None
        if full and full != key:
            owners = self.by_name.get(full, [])
            entity = owners[0].entity if len(owners) == 1 else _own(full.title() if full.islower() else full, ref.type)
            return Link(
                span=at,
                text=ref.name,
                entity=entity,
                reasons=(f"the report's full name for {ref.name!r} is {entity.name!r}",),
                score=800,
            )
        return Link(span=at, text=ref.name, entity=_own(ref.name, ref.type), reasons=("named by the text alone",), score=500)

    def _shared(self, ref: Ref, at: Span, owners: list[Actor], people: dict[str, list[str]], day: dt.date | None) -> Link:
        """A name of several actors: the dead cannot act in the news, then the report's own full name decides."""
        living = [a for a in owners if not (day and a.until and a.until < day)]
        reasons = [f"{ref.name!r} names {len(owners)} actors"]
        if len(living) < len(owners):
            reasons.append("not " + ", ".join(a.entity.name for a in owners if a not in living) + ": ended before the report")
        used = [a for a in living if any(folded(n) in people for n in (a.entity.name, *a.entity.aliases))]
        choice = used if len(used) == 1 else living
        if len(used) == 1:
            reasons.append("the report gives the full name")
        if len(choice) == 1:
            return Link(span=at, text=ref.name, entity=choice[0].entity, reasons=tuple(reasons), score=700)
        return Link(span=at, text=ref.name, entity=_own(ref.name, ref.type), reasons=(*reasons, "left open"), score=300)

    def _group(self, ref: Ref, at: Span) -> Link | None:
        """ "Taliban fighters", "fighters of the Northern Front", "Saleh and Masood's detachments" (by who leads what)."""
        text = folded(ref.name)
        words = set(re.findall(r"[\w'-]+", text))
        for match in self.inside.finditer(text):
            rest = set(re.findall(r"[\w'-]+", text[: match.start()] + " " + text[match.end() :]))
            if AGAINST.search(text[: match.start()]) or text[match.end() :].startswith("-"):
                continue
            owner = self.by_name[match.group()][0]
            if rest & GROUP or not rest:
                return Link(
                    span=at, text=ref.name, entity=owner.entity, reasons=(f"{match.group()!r} with a group noun",), score=800
                )
        if (named := self._begun_by(ref.name)) is not None:
            return Link(span=at, text=ref.name, entity=named.entity, reasons=("the beginning of its name",), score=700)
        if ref.type != "person" and (found := self._named_within(ref)):
            named, reason = found
            return Link(span=at, text=ref.name, entity=named.entity, reasons=(reason,), score=700)
        if words & GROUP:
            led = {
                body
                for form, owners in self.by_name.items()
                if len(owners) == 1
                and owners[0].leader_of
                and re.search(rf"(?<![\w-]){re.escape(form)}(?:'s|s')?(?![\w-])", text)
                for body in owners[0].leader_of
            }
            if len(led) == 1 and (body := self.by_id.get(next(iter(led)))):
                return Link(span=at, text=ref.name, entity=body.entity, reasons=("named by its leaders",), score=600)
        return None

    def _begun_by(self, phrase: str) -> Actor | None:
        """The one body of the case whose name begins with the capitalised words of a phrase: "Free Valleys units" for the Free
        Valleys Army. Two words at least."""
        words = phrase.split()
        start = list(takewhile(lambda word: word[:1].isupper(), words))
        if len(start) < LEAST_BEGUN or len(start) == len(words):
            return None
        key = folded(" ".join(start)) + " "
        found = {
            owners[0].entity.id: owners[0]
            for form, owners in self.by_name.items()
            if form.startswith(key)
            and len(owners) == 1
            and owners[0].entity.type in GROUP_TYPES
            and owners[0].entity.id.startswith("case:")
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _named_within(self, ref: Ref) -> tuple[Actor, str] | None:
        """The one organisation whose name, with an ending, stands among the words of a phrase for forces that has others; else
        the one body whose leader's name does ("jedinice generala Vosa")."""
        words = [word.strip(QUOTES) for word in ref.name.split()]
        runs = (" ".join(words[i:k]) for i in range(len(words)) for k in range(i + 1, len(words) + 1) if k - i < len(words))
        owners = [found[0] for run in runs if len(run) > 2 and len(found := self._owners(run)) == 1]
        bodies = {owner.entity.id: owner for owner in owners if owner.entity.type in GROUP_TYPES}
        if len(bodies) == 1 and ref.type in FORCES:
            return next(iter(bodies.values())), "its name with a group noun"
        led = {id: self.by_id[id] for owner in owners for id in owner.leader_of if id in self.by_id}
        return (next(iter(led.values())), "named by its leader") if len(led) == 1 and not bodies else None

    @staticmethod
    def _full_names(refs: Sequence[Ref]) -> dict[str, list[str]]:
        """Names of two words and more that the report uses for persons, by themselves and by their last word."""
        found: dict[str, list[str]] = {}
        for ref in refs:
            key = folded(ref.name)
            words = key.split()
            ends_low = ref.name[:1].islower() or ref.name.split()[-1][:1].islower()  # "army's spokesman", "a resident"
            if ref.type == "person" and 2 <= len(words) <= 5 and all(w[0].isalpha() for w in words) and not ends_low:
                found.setdefault(key, [])
                for last in {words[-1], skeleton(words[-1])}:
                    if key not in found.setdefault(last, []):
                        found[last].append(key)
        return found

    @staticmethod
    def _from_surname(name: str, people: dict[str, list[str]]) -> str | None:
        """The report's one full name with this surname, in any spelling. Capitals alone are an abbreviation: Turkish "ABD" is
        no Abdi."""
        key = folded(name)
        if not key or " " in key:
            return None
        alike = [] if name.isupper() and len(name) <= INITIALS else people.get(skeleton(key), [])
        full = people.get(key) or alike
        return full[0] if len(full) == 1 else None


def _own(name: str, kind: str) -> Entity:
    """An entity that only the text knows."""
    return Entity(id=identify("text", [folded(name)]).replace("_", ":", 1), name=name, type=kind)
