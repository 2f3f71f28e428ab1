"""States and descriptions on the parse: what no single trigger word carries.

"X is in P" (presence), "P is under X's control" (control), "X-held" (control), "X, leader of Y" and "X is the governor" (role),
"X is the son of Y" (relation), "it is a strategic town" (assessment). Same output as frames.py.
"""

from __future__ import annotations

from fogline.reading.clauses import Clauses
from fogline.reading.lexicon import words_of
from fogline.reading.nominals import Nominals
from fogline.reading.proposals import Filler, Proposal, filler
from fogline.reading.sentences import Sentence

KIN = words_of("kin")
TIES = words_of("tie")
# Offices that make an apposition a claim about a role; "resident" or "witness" does not.
OFFICES = words_of("office")
HANDS = words_of("hands")
HELD = words_of("held")
BACKED = words_of("backed")
STRONGHOLD = words_of("stronghold")
# Words that judge; with a form of "be" they make an assessment.
JUDGING = words_of("judging")
HAVING, GIVING = words_of("having"), words_of("giving")
OWNING = frozenset({"armed", "police", "government", "organisation", "named", "person", "official", "pronoun", "place"})
FIGHTING = frozenset({"armed", "police", "pronoun"})


class States:
    def propose(self, sentence: Sentence, nominals: Nominals) -> list[Proposal]:
        clauses = Clauses(sentence, nominals)
        found: list[Proposal | None] = []
        for token in sentence.tokens:
            if (
                token.lemma in ("be", "become", "remain", "stay", "seem", "appear")
                and token.pos in ("AUX", "VERB")
                and token.dep not in ("aux", "auxpass")
            ):
                found.append(_copula(sentence, nominals, clauses, token.i))
            if token.lower in HELD | BACKED:
                found.append(_held(sentence, nominals, token.i))
            if token.dep == "appos":
                found.append(_apposition(sentence, nominals, token.i))
            if token.lower in STRONGHOLD:
                found.append(_stronghold(sentence, nominals, token.i))
            if token.pos in ("VERB", "AUX") and token.lemma in HAVING:
                found.append(_strength(sentence, nominals, clauses, token.i))
        return [p for p in found if p]


def _strength(sentence: Sentence, nominals: Nominals, clauses: Clauses, i: int) -> Proposal | None:
    """ "The mission keeps some 4,000 soldiers in the south", "the report gives the Front 7,000 fighters", "there are 900 rebels
    in the hills": a number of men under arms that somebody has."""
    arguments = clauses.arguments(i)
    if arguments.passive:
        return None
    men = [k for k in (*arguments.obj, *arguments.oprd) if _is_force(sentence, nominals, k)]
    if not men:
        return None
    givers = sentence.tokens[i].lemma in GIVING
    having = arguments.subj
    if givers:  # "gives the Front 7,000 fighters": the parse hangs the Front from the verb or from the fighters
        beside = [c for k in men for c in sentence.tokens[k].children if sentence.tokens[c].dep in ("nmod", "compound")]
        having = [k for k in (*arguments.obj, *beside) if k not in men]
    actors = [k for k in having if nominals.cls(k) in OWNING]
    if not actors and sentence.tokens[i].lemma != "be":
        return None
    return Proposal(trigger=(i,), verb=i, kind="strength", fillers=tuple(filler(nominals, "actor", k) for k in actors))


def _is_force(sentence: Sentence, nominals: Nominals, noun: int) -> bool:
    counted = any(sentence.tokens[c].dep == "nummod" for c in sentence.tokens[noun].children)
    return counted and (nominals.cls(noun) == "armed" or sentence.tokens[noun].lower == "men")


def _copula(sentence: Sentence, nominals: Nominals, clauses: Clauses, i: int) -> Proposal | None:
    tokens = sentence.tokens
    arguments = clauses.arguments(i)
    subjects = arguments.subj
    for k in arguments.preps.get("at", []):  # "at the head of the movement were X and Y": subject and place change sides
        if tokens[k].lower in ("head", "helm"):
            leaders = [
                j
                for j in subjects + arguments.oprd
                for j in nominals.conjuncts(j)
                if nominals.cls(j) in ("person", "official", "named")
            ]
            bodies = _of(sentence, nominals, k, "target")
            if leaders and bodies:
                return Proposal(
                    trigger=(k,),
                    verb=i,
                    kind="role",
                    fillers=(*(filler(nominals, "actor", j) for j in leaders), *bodies, filler(nominals, "office", k)),
                )
    if not subjects:
        return None
    for word in ("under", "in"):
        for k in arguments.preps.get(word, []):
            if tokens[k].lower in HANDS:
                fillers = [filler(nominals, "place", s) for s in subjects]
                for child in tokens[k].children:
                    if tokens[child].dep in ("poss", "compound", "amod", "nmod") and nominals.cls(child) not in (
                        "abstract",
                        "other",
                    ):
                        fillers.append(filler(nominals, "actor", child))
                    if tokens[child].lower == "of":
                        fillers += [filler(nominals, "actor", g) for g in tokens[child].children if tokens[g].dep == "pobj"]
                return Proposal(trigger=(i, k), verb=i, kind="control", fillers=tuple(fillers))
    places = [
        k
        for word in ("in", "inside", "at", "near", "around")
        for k in arguments.preps.get(word, [])
        if nominals.cls(k) == "place"
    ]
    fighters = [
        s
        for s in subjects
        if nominals.cls(s) in FIGHTING and tokens[s].lower not in ("it", "there", "this", "that", "he", "she", "i", "we", "you")
    ]
    if places and fighters and not arguments.oprd and tokens[i].lemma in ("be", "remain", "stay"):
        fillers = [filler(nominals, "actor", s) for s in fighters] + [filler(nominals, "place", k) for k in places]
        return Proposal(trigger=(i,), verb=i, kind="presence", fillers=tuple(fillers))
    for k in arguments.oprd:
        made = _predicate_noun(sentence, nominals, i, subjects, k)
        if made:
            return made
    return None


def _predicate_noun(sentence: Sentence, nominals: Nominals, verb: int, subjects: list[int], k: int) -> Proposal | None:
    tokens = sentence.tokens
    word = tokens[k].lower
    people = [
        s
        for s in subjects
        if nominals.cls(s) in ("person", "official", "named", "pronoun")
        and tokens[s].lower not in ("it", "this", "that", "there")
    ]
    if word in KIN | TIES and subjects:
        actors = people or [s for s in subjects if nominals.cls(s) in ("armed", "organisation", "government")]
        if actors:
            return Proposal(trigger=(k,), verb=verb, kind="relation", fillers=tuple(
                [filler(nominals, "actor", s) for s in actors] + _of(sentence, nominals, k, "target")))  # fmt: skip
    if (word in OFFICES or tokens[k].lemma in OFFICES) and people:
        return Proposal(trigger=(k,), verb=verb, kind="role", fillers=tuple(
            [filler(nominals, "actor", s) for s in people]
            + _of(sentence, nominals, k, "target") + [filler(nominals, "office", k)]))  # fmt: skip
    if word in JUDGING or tokens[k].lemma in JUDGING:
        return Proposal(trigger=(k,), verb=verb, kind="assessment", fillers=())
    return None


def _of(sentence: Sentence, nominals: Nominals, i: int, role: str) -> list[Filler]:
    tokens = sentence.tokens
    found = []
    for child in tokens[i].children:
        if tokens[child].lower in ("of", "to", "for", "in") and tokens[child].dep == "prep":
            found += [
                filler(nominals, role, g)
                for g in tokens[child].children
                if tokens[g].dep == "pobj" and nominals.cls(g) != "abstract"
            ]
        elif tokens[child].dep in ("poss", "compound") and nominals.cls(child) in (
            "armed",
            "organisation",
            "government",
            "person",
            "named",
            "place",
        ):
            found.append(filler(nominals, role, child))
    return found[:2]


def _held(sentence: Sentence, nominals: Nominals, i: int) -> Proposal | None:
    """ "Taliban-controlled territory", "the rebel-held town of X", "Iran-backed militia"."""
    tokens = sentence.tokens
    if i < 2 or tokens[i - 1].text not in ("-", "\u2013") or i + 1 >= len(tokens):
        return None
    holder, held = i - 2, tokens[i].head
    name = nominals.names.get(i) or nominals.names.get(holder)
    if name and name.first < i <= name.last:  # part of a name: "the Saudi-led coalition"
        return None
    if tokens[held].pos not in ("NOUN", "PROPN") or held <= i or nominals.cls(holder) in ("abstract", "weapon", "event"):
        return None
    if tokens[holder].pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    actor = Filler(role="actor", head=holder, first=holder, last=holder)
    if tokens[i].lower in BACKED:
        if nominals.cls(held) not in ("armed", "organisation", "government", "named"):
            return None
        return Proposal(trigger=(i,), verb=i, kind="relation", fillers=(actor, filler(nominals, "target", held)))
    fillers = [actor]
    if nominals.cls(held) == "place" or any(tokens[c].lower == "of" for c in tokens[held].children):
        fillers.append(filler(nominals, "place", held))
        return Proposal(trigger=(i,), verb=i, kind="control", fillers=tuple(fillers))
    return None


def _stronghold(sentence: Sentence, nominals: Nominals, i: int) -> Proposal | None:
    tokens = sentence.tokens
    owners = [
        c
        for c in tokens[i].children
        if tokens[c].dep in ("compound", "poss", "amod") and nominals.cls(c) in ("armed", "named", "organisation", "government")
    ]
    places = [
        g
        for c in tokens[i].children
        if tokens[c].lower in ("of", "in")
        for g in tokens[c].children
        if nominals.cls(g) == "place"
    ]
    places += [c for c in tokens[i].children if tokens[c].dep == "appos" and nominals.cls(c) == "place"]
    if tokens[i].dep == "appos" and nominals.cls(tokens[i].head) == "place":
        places.append(tokens[i].head)
    if not owners or not places:
        return None
    fillers = [filler(nominals, "actor", o) for o in owners] + [filler(nominals, "place", p) for p in places]
    return Proposal(trigger=(i,), verb=i, kind="control", fillers=tuple(fillers))


def _apposition(sentence: Sentence, nominals: Nominals, i: int) -> Proposal | None:
    """ "Ahmad X, leader of the Front," and "the front's leader, Ahmad X,"."""
    tokens = sentence.tokens
    head = tokens[i].head
    for office, person in ((i, head), (head, i)):
        word = tokens[office].lower
        if (
            nominals.cls(person) not in ("person", "named")
            or tokens[person].pos != "PROPN"
            or (tokens[office].pos == "PROPN" and word not in OFFICES)
        ):
            continue
        if word in OFFICES and _of(sentence, nominals, office, "target"):
            return Proposal(trigger=(office,), verb=office, kind="role", fillers=(
                filler(nominals, "actor", person), *_of(sentence, nominals, office, "target"),
                filler(nominals, "office", office)))  # fmt: skip
        if word in KIN and _of(sentence, nominals, office, "target"):
            return Proposal(trigger=(office,), verb=office, kind="relation", fillers=(
                filler(nominals, "actor", person), *_of(sentence, nominals, office, "target")))  # fmt: skip
    return None
