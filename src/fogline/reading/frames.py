"""Proposer 1: triggers of the lexicon with their roles read off the parse (clauses.py), one proposal a predicate.

The order of decisions: conditions of the table choose the kind; a weapon among the fillers makes it more specific; verbs of
killing take the kind of the event or weapon that did it, else of who was hit (docs/codebook.md). Noun triggers take roles
from their own phrase and from an empty verb above them ("carried out an air strike").
"""

from __future__ import annotations

from fogline.reading.clauses import Arguments, Clauses
from fogline.reading.lexicon import SPEECH, Condition, Lexicon, TriggerRow, words_of
from fogline.reading.nominals import ACTING, Nominals
from fogline.reading.proposals import Filler, Proposal
from fogline.reading.sentences import Sentence

# Verbs that say only that the noun happened; the noun is the predicate and takes their arguments.
EMPTY = words_of("empty verb")
WEAPON_KINDS = frozenset({
    "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack", "chemical_attack",
})  # fmt: skip
VIOLENT = WEAPON_KINDS | frozenset({
    "attack", "ambush", "armed_clash", "attack_on_civilians", "protest_repressed", "violent_demonstration", "mob_violence",
    "abduction", "arrest", "protest_intervention",
})  # fmt: skip
HARMFUL = VIOLENT | {"casualties"}  # kinds that may cost somebody his life
TAKES_WEAPON = frozenset({"attack", "attack_on_civilians", "armed_clash", "KILL", "DIE", "bombing"})
MEANS = ("in", "by", "with", "from", "during", "after", "when", "using", "under")
ACCIDENTAL = words_of("accidental")
REFLEXIVE = words_of("reflexive")
PERSONAL = ACTING - {"protester", "police"}  # what a pronoun may stand for without saying so
CIVIL = frozenset({"unarmed", "official", "person", "people"})
GROUND = frozenset({
    "territory_taken", "territory_transferred", "advance", "withdrawal", "control", "presence", "encirclement", "route_cut",
    "base_established",
})  # fmt: skip


class Frames:
    """The parse-based proposer for one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def propose(self, sentence: Sentence, nominals: Nominals) -> list[Proposal]:
        return _Pass(sentence, nominals, self.lexicon).run()


class _Pass:
    def __init__(self, sentence: Sentence, nominals: Nominals, lexicon: Lexicon) -> None:
        self.sentence, self.nominals, self.lexicon = sentence, nominals, lexicon
        self.clauses = Clauses(sentence, nominals)
        self.used: set[int] = set()  # noun triggers that a verb has taken up

    def run(self) -> list[Proposal]:
        tokens = self.sentence.tokens
        verbs = [t.i for t in tokens if t.pos in ("VERB", "AUX") and t.dep not in ("aux", "auxpass")]
        found = [made for i in verbs if (made := self._verb(i))]
        found += [
            made for t in tokens if t.pos in ("NOUN", "PROPN", "ADJ") and t.i not in self.used and (made := self._noun(t.i))
        ]
        return sorted(found, key=lambda p: p.trigger)

    # ------------------------------------------------------------------------------------------------------- verbs

    def _verb(self, i: int) -> Proposal | None:
        token = self.sentence.tokens[i]
        rows = self.lexicon.triggers.get((token.lemma, "VERB"), ())
        if not rows:
            return None
        arguments = self.clauses.arguments(i)
        row = next((row for row in rows if all(self._holds(c, i, arguments) for c in row.when)), None)
        if row is None or row.kind == "NONE":
            return None
        kind = row.kind
        if kind.startswith(SPEECH):
            return self._speech(i, kind.removeprefix(SPEECH), arguments, row)
        trigger = self._trigger_words(i, row, arguments)
        fillers = self._fillers(row, arguments)
        means = self._means(arguments)
        noun = None
        if kind in TAKES_WEAPON or kind == "LEAVE":
            noun = self._deciding(kind, means, arguments)
            if noun is not None:
                kind, trigger, more = self._by_noun(kind, trigger, noun, arguments)
                fillers += more
        if kind in ("KILL", "LEAVE"):
            kind = self._by_victim(arguments)
        elif kind == "DIE":
            kind = "casualties"
        if kind in VIOLENT and self._no_assault(i):
            return None
        fillers = self._checked(fillers)
        absorbed = () if noun is None or noun in trigger else (noun,)
        return Proposal(trigger=trigger, verb=i, kind=kind, fillers=tuple(fillers), absorbed=absorbed, settled=row.settled)

    def _no_assault(self, verb: int) -> bool:
        """An accident, or what somebody does to himself, is no attack."""
        tokens = self.sentence.tokens
        return any(
            tokens[c].lower in ACCIDENTAL or (tokens[c].dep == "dobj" and tokens[c].lower in REFLEXIVE)
            for c in tokens[verb].children
        )

    def _holds(self, condition: Condition, verb: int, arguments: Arguments) -> bool:
        slot, wanted = condition.slot, condition.classes
        tokens = self.sentence.tokens
        if slot == "part":
            return bool(wanted & (arguments.particles | set(arguments.preps)))
        if slot == "lemma":
            return any(tokens[i].lower in wanted or tokens[i].lemma in wanted for i in arguments.obj + arguments.oprd)
        if slot == "aux":
            return arguments.passive
        if slot == "aspect":
            return True
        if slot == "under":
            return any(wanted & {tokens[i].lemma, tokens[i].lower} for i in arguments.slot("under"))
        if slot == "of_subj":
            return any(self._is(k, wanted) for i in arguments.subj for heads in self._noun_preps(i).values() for k in heads)
        heads = arguments.slot(slot)
        if slot == "oprd":
            return any(tokens[i].lower in wanted for i in heads)
        if not heads:
            return "none" in wanted
        if "any" in wanted:
            return True
        if any(self._is(i, wanted) for i in heads):
            return True
        return slot not in ("subj", "obj") and any(tokens[i].lower in wanted for i in heads)

    def _is(self, i: int, wanted: frozenset[str]) -> bool:
        cls = self.nominals.cls(i)
        if cls in wanted:
            return True
        if cls == "named" and "place" in wanted and "person" not in wanted:  # a name that no gazetteer knows: the verb tells
            return True
        if cls == "pronoun":
            return bool(wanted & PERSONAL) and self.sentence.tokens[i].lower not in ("it", "this", "that", "what")
        return False

    def _trigger_words(self, i: int, row: TriggerRow, arguments: Arguments) -> tuple[int, ...]:
        words = {i}
        tokens = self.sentence.tokens
        parts = {w for c in row.when if c.slot == "part" for w in c.classes}
        for child in tokens[i].children:
            if tokens[child].dep == "prt" or tokens[child].lower in parts:
                words.add(child)
        lemmas = {w for c in row.when if c.slot == "lemma" for w in c.classes}
        for k in arguments.obj:
            if tokens[k].lower in lemmas or tokens[k].lemma in lemmas:
                words.add(k)
                self.used.add(k)
        return tuple(sorted(words))

    def _fillers(self, row: TriggerRow, arguments: Arguments) -> list[Filler]:
        roles = {"subj": "actor", "obj": "target"} | dict(row.roles)
        lemmas = {w for c in row.when if c.slot == "lemma" for w in c.classes}
        found = []
        for slot, role in roles.items():
            if role == "none":
                continue
            for i in arguments.slot(slot):
                if slot == "obj" and (self.sentence.tokens[i].lower in lemmas or self.sentence.tokens[i].lemma in lemmas):
                    continue
                if role == "actor2":  # units that are sent: they are the movers, whoever sends them
                    role = "actor" if not arguments.subj else "object"
                first, last = self.nominals.span(i)
                found.append(Filler(role=role, head=i, first=first, last=last))
        if GROUND & {row.kind}:
            found = [
                Filler(role="place", head=f.head, first=f.first, last=f.last)
                if f.role == "target" and self.nominals.cls(f.head) in ("place", "road", "building", "named")
                else f
                for f in found
            ]
        return found

    def _means(self, arguments: Arguments) -> list[int]:
        found = [i for word in MEANS for i in arguments.preps.get(word, []) + arguments.near.get(word, [])]
        result = [
            i
            for i in arguments.preps.get("as", []) + found
            if self.sentence.tokens[i].lower in ("result", "wake", "course", "consequence")
        ]
        return found + [k for i in result for k in self._noun_preps(i).get("of", [])]

    def _deciding(self, kind: str, means: list[int], arguments: Arguments) -> int | None:
        """The weapon or event noun, as subject or means, that decides the kind ("mortar shells hit", "killed in an air
        strike")."""
        lethal = kind in ("KILL", "DIE", "LEAVE")
        for i in [*arguments.subj, *means]:
            row = self._noun_row(i)
            better = self.nominals.weapon_kind(i) or (self._by_weapon(i, row.kind) if row else None)
            if better and better != "protest" and (lethal or better in WEAPON_KINDS):
                return i
        return None

    def _by_noun(
        self, kind: str, trigger: tuple[int, ...], noun: int, arguments: Arguments
    ) -> tuple[str, tuple[int, ...], list[Filler]]:
        """The kind by that noun; where the verb only says that somebody was hit, the noun is the trigger and brings its
        roles."""
        row = self._noun_row(noun)
        better = self.nominals.weapon_kind(noun) or (self._by_weapon(noun, row.kind) if row else None)
        self.used.add(noun)
        fillers: list[Filler] = []
        if row is not None and (made := self._noun_frame(noun, row)):
            fillers = [f for f in made.fillers if f.role != "target" or not arguments.obj]
        if kind in ("KILL", "DIE", "LEAVE"):
            trigger = tuple(self._noun_words(noun))
        return better or kind, trigger, fillers

    def _event_kind(self, i: int) -> str | None:
        row = self._noun_row(i)
        return row.kind if row else None

    def _noun_row(self, i: int) -> TriggerRow | None:
        token = self.sentence.tokens[i]
        for key in (token.lower, token.lemma):
            for row in self.lexicon.triggers.get((key, "ADJ" if token.pos == "ADJ" else "NOUN"), ()):
                if all(self._noun_holds(c, i) for c in row.when):
                    return row
        return None

    def _by_victim(self, arguments: Arguments) -> str:
        actors = [i for i in arguments.subj if self.nominals.cls(i) in ACTING | {"named", "pronoun"}]
        victims = [self.nominals.cls(i) for i in arguments.obj]
        if not actors or not arguments.obj:
            return "casualties"
        if "protester" in victims:
            return "protest_repressed"
        if any(v in ("armed", "police") for v in victims):
            return "attack"
        return "attack_on_civilians"

    def _checked(self, fillers: list[Filler]) -> list[Filler]:
        """Actors must be able to act; what is a place as a target of a strike stays one; empty pronouns go."""
        found = []
        for f in fillers:
            cls = self.nominals.cls(f.head)
            word = self.sentence.tokens[f.head].lower
            if f.role == "actor" and cls == "weapon":  # "government warplanes": the government, not the planes
                found += self._owners(f.head)
                continue
            if f.role in ("actor", "recipient", "provider"):
                if cls in ("weapon", "event", "abstract", "control", "office", "money", "road", "aid", "equipment"):
                    continue
                if cls == "place" and self.sentence.tokens[f.head].pos != "PROPN" and f.head not in self.nominals.names:
                    continue
                if cls == "media" and f.role == "actor":
                    continue
                if word in ("it", "this", "that", "what", "there", "which", "who"):
                    continue
            if f.role == "target" and cls in ("abstract", "control", "event", "money", "office") and word not in ("one",):
                continue
            found.append(f)
        return found

    def _owners(self, weapon: int) -> list[Filler]:
        tokens = self.sentence.tokens
        return [
            Filler(role="actor", head=c, first=c, last=c)
            for c in tokens[weapon].children
            if tokens[c].dep in ("compound", "amod", "poss", "nmod") and self.nominals.cls(c) in ACTING
        ]

    # ------------------------------------------------------------------------------------------------------ speech

    def _speech(self, i: int, kind: str, arguments: Arguments, row: TriggerRow) -> Proposal | None:
        tokens = self.sentence.tokens
        speakers = [
            k for k in arguments.subj if self.nominals.cls(k) in ACTING | {"named", "pronoun", "media", "other", "place"}
        ]
        if not speakers or (arguments.inherited and tokens[i].dep in ("acl", "amod")):
            return None
        fillers = []
        for k in speakers:
            first, last = self.nominals.span(k)
            fillers.append(Filler(role="actor", head=k, first=first, last=last))
        if kind in ("accusation", "demand", "appeal", "threat", "denial", "rejection", "offer"):
            heads = [k for k in arguments.obj if self.nominals.cls(k) in ACTING | {"named", "place"}]
            for k in heads:
                first, last = self.nominals.span(k)
                fillers.append(Filler(role="target", head=k, first=first, last=last))
        return Proposal(trigger=(i,), verb=i, kind=kind, fillers=tuple(fillers))

    # ------------------------------------------------------------------------------------------------------- nouns

    def _noun(self, i: int) -> Proposal | None:
        token = self.sentence.tokens[i]
        if token.dep == "compound" or (i in self.nominals.names and self.nominals.names[i].cls != "event"):
            return None
        row = self._noun_row(i)
        return self._noun_frame(i, row) if row else None

    def _noun_holds(self, condition: Condition, i: int) -> bool:
        tokens = self.sentence.tokens
        children = [tokens[c] for c in tokens[i].children]
        if condition.slot == "mod":
            return any(c.lower in condition.classes or c.lemma in condition.classes for c in children)
        if condition.slot == "part":
            return True
        if condition.slot == "counted":  # "seven dead", "put the dead at 64"
            return any(tokens[c].dep == "nummod" for c in tokens[i].children) or any(
                t.pos == "NUM" and abs(t.i - i) <= 2 for t in tokens
            )
        if condition.slot == "subj":  # of the empty verb above: "the army conducted nine operations"
            verb = self.clauses.clause_verb(i)
            arguments = self.clauses.arguments(verb)
            return i in arguments.obj and any(self._is(k, condition.classes) for k in arguments.subj)
        heads = self._noun_preps(i).get(condition.slot, [])
        return any(self.nominals.cls(h) in condition.classes for h in heads)

    def _noun_preps(self, i: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for child in self.sentence.tokens[i].children:
            token = self.sentence.tokens[child]
            if token.dep == "prep":
                for grandchild in token.children:
                    if self.sentence.tokens[grandchild].dep == "pobj":
                        found.setdefault(token.lower, []).extend(self.nominals.conjuncts(grandchild))
        return found

    def _noun_words(self, i: int) -> list[int]:
        """The noun with the modifiers that make its kind ("air strike", "suicide bombing")."""
        tokens = self.sentence.tokens
        close = [c for c in tokens[i].children if tokens[c].dep in ("compound", "amod")]
        telling = ("air", "aerial", "suicide", "missile", "car")
        return sorted([i, *(c for c in close if self.nominals.weapon_kind(c) or tokens[c].lower in telling)])

    def _noun_frame(self, i: int, row: TriggerRow) -> Proposal | None:
        tokens = self.sentence.tokens
        preps = self._noun_preps(i)
        roles = dict(row.roles)
        found: list[tuple[str, int]] = []
        for child in tokens[i].children:
            dep = tokens[child].dep
            acts = self.nominals.cls(child) in (ACTING | {"named"} if dep == "poss" else ACTING)  # "the Garland shooting"
            if (dep in ("poss", "compound", "nmod") and acts) or (dep == "amod" and child in self.nominals.names):
                found.append(("actor", child))
            if dep == "acl" and tokens[child].tag == "VBN":  # "strikes flown by …", "attack carried out by …"
                found += [("actor", k) for k in self.clauses.arguments(child).subj]
        for word, heads in preps.items():
            role = roles.get(word) or ("actor" if word == "by" else None)
            found += [(role, k) for k in heads if role]
        verb = self.clauses.clause_verb(i)
        if tokens[verb].lemma in EMPTY and verb != i:
            arguments = self.clauses.arguments(verb)
            if i in arguments.obj and not any(r == "actor" for r, _ in found):
                found += [("actor", k) for k in arguments.subj]
            for word, heads in arguments.preps.items():
                role = roles.get(word)
                found += [(role, k) for k in heads if role]
        elif i in self.clauses.arguments(verb).subj and tokens[verb].lemma in (
            "hit",
            "target",
            "strike",
            "kill",
            "damage",
            "destroy",
        ):
            found += [("target", k) for k in self.clauses.arguments(verb).obj]
        fillers = []
        for role, k in found:
            first, last = self.nominals.span(k)
            fillers.append(Filler(role=role, head=k, first=first, last=last))
        kind = self._by_weapon(i, row.kind)
        return Proposal(trigger=tuple(self._noun_words(i)), verb=verb, kind=kind, fillers=tuple(self._checked(fillers)))

    def _by_weapon(self, i: int, kind: str) -> str:
        """ "Barrel bomb attacks", "a rocket attack": the weapon before an unspecific noun decides."""
        tokens = self.sentence.tokens
        if kind not in ("attack", "attack_on_civilians", "shelling", "bombing", "air_strike"):
            return kind
        before = [c for c in tokens[i].children if tokens[c].dep in ("compound", "amod")]
        weapons = [w for c in before if (w := self.nominals.weapon_kind(c))]
        return weapons[0] if weapons else kind
