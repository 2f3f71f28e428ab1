"""The models propose, rules dispose: what grammar and the codebook settle once a predicate and its parts are weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fogline.reading.drafts import UTTERED
from fogline.reading.frames import VIOLENT
from fogline.reading.lexicon import words_of
from fogline.reading.nominals import ACTING
from fogline.reading.predicates import Candidate
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Filler, filler

BARE_KILLING = words_of("bare killing")
UNARMED = frozenset({"unarmed", "person"})
UNDER_ARMS = frozenset({"armed", "police"})
DETAINING = words_of("detaining")
LAWFUL = frozenset({"police", "government", "official"})
BOOTY = frozenset({"equipment", "vehicle", "weapon"})
LATER = words_of("later")
GROUND = frozenset({"territory_taken", "control"})
HANDS = words_of("hands")
PAPERS = words_of("paper")
SAYINGS = words_of("saying")
PRISONERS = words_of("prisoner")
LED = words_of("led")
GROUND_WORDS = words_of("ground")


def disposed(made: Prepared, c: Candidate, fillers: list[Filler]) -> tuple[str, list[Filler]]:
    """The kind and the parts that stand."""
    fillers = _held_ground(made, c, _not_later(made, c, _of_its_own(made, c, fillers)))
    if c.kind in UTTERED:
        fillers = _one_body(made, c, _authors(made, _one_speaker(made, fillers)))
    if c.kind == "accusation":
        fillers = _accused(made, c, fillers)
    if c.kind in GROUND:
        fillers = _in_hands(made, c, fillers)
    if not any(f.role == "actor" for f in fillers):
        fillers = fillers + (_hyphenated(made, c) or _owner(made, c) or _before_verb(made, c))
    return _settled(made, c, fillers), fillers


def _one_speaker(made: Prepared, fillers: list[Filler]) -> list[Filler]:
    """Of several speakers of one verb only the likeliest and those coordinated with it: "Sergeant Roder, with the county
    police"."""
    speakers = [f for f in fillers if f.role == "actor"]
    if len(speakers) < 2:
        return fillers
    best = max(speakers, key=lambda f: (f.score, -f.first))
    together = next((g for f in speakers for g in [made.nominals.conjuncts(f.head)] if best.head in g), [best.head])
    return [f for f in fillers if f.role != "actor" or f.head in together or f is best]


def _of_its_own(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """A verb with a subject of its own leaves the subjects of other verbs alone: "X can send 9,000, and Y has no more than
    500"."""
    tokens = made.sentence.tokens
    verb = made.clauses.clause_verb(c.head)
    arguments = made.clauses.arguments(verb)
    own = {k for i in arguments.subj for k in made.nominals.conjuncts(i)}
    if verb not in c.trigger or arguments.inherited or not any(f.role == "actor" and f.head in own for f in fillers):
        return fillers
    return [
        f
        for f in fillers
        if f.role != "actor" or f.head in own or tokens[f.head].dep not in ("nsubj", "nsubjpass") or tokens[f.head].head == verb
    ]


def _not_later(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "Twenty were killed before the garrison fell back to Idrela": where the later thing happens is no place of the first."""
    tokens = made.sentence.tokens
    verb = made.clauses.clause_verb(c.head)
    later = [
        k
        for k in tokens[verb].children
        if tokens[k].dep == "advcl" and any(tokens[m].lower in LATER for m in tokens[k].children)
    ]
    beyond = {i for k in later for i in made.sentence.subtree(k)}
    return [f for f in fillers if f.role != "place" or f.head not in beyond]


def _held_ground(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "The valley is bordered by rebel-held territory": what is held is the noun behind, no other place of the sentence."""
    token = made.sentence.tokens[c.head]
    if c.kind != "control" or token.dep != "amod":
        return fillers
    ground = made.sentence.subtree(token.head)
    return [f for f in fillers if f.role != "place" or f.head in ground]


def _authors(made: Prepared, fillers: list[Filler]) -> list[Filler]:
    """ "A statement from the ministry condemned …": who wrote it speaks, not the paper."""
    tokens = made.sentence.tokens
    found = []
    for f in fillers:
        behind = [k for c in tokens[f.head].children if tokens[c].lower in ("from", "by", "of") for k in tokens[c].children]
        writers = [k for k in behind if tokens[k].dep == "pobj" and made.nominals.cls(k) in ACTING | {"named"}]
        if f.role == "actor" and tokens[f.head].lemma in PAPERS and writers:
            first, last = made.nominals.span(writers[0])
            f = replace(f, head=writers[0], first=first, last=last)
        found.append(f)
    return found


def _one_body(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "Fish and Wildlife says": coordinated names under a verb in the singular are one body."""
    tokens = made.sentence.tokens
    speakers = [f for f in fillers if f.role == "actor"]
    names = all(tokens[f.head].pos == "PROPN" for f in speakers)
    if len(speakers) != 2 or tokens[made.clauses.clause_verb(c.head)].tag != "VBZ" or not names:
        return fillers
    first, second = speakers
    if [t.lower for t in tokens[first.last + 1 : second.first]] != ["and"]:
        return fillers
    whole = replace(first, head=second.head, last=second.last)
    return [whole if f is first else f for f in fillers if f is not second]


def _owner(made: Prepared, c: Candidate) -> list[Filler]:
    """ "US warplanes' bombardments", "regime air strikes", "under Taliban control": the side in front of an event noun."""
    tokens = made.sentence.tokens
    noun = next((i for i in reversed(c.trigger) if tokens[i].pos in ("NOUN", "PROPN")), None)
    if noun is None and c.kind == "control":  # "is not under Taliban control"
        behind = (k for t in c.trigger for p in tokens[t].children if tokens[p].dep == "prep" for k in tokens[p].children)
        noun = next((k for k in behind if made.nominals.cls(k) == "control"), None)
    if c.kind not in VIOLENT | {"control"} or noun is None:
        return []
    for i in range(noun - 1, max(noun - 4, -1), -1):
        if tokens[i].head not in (*c.trigger, noun, i + 1, i + 2) or tokens[i].dep not in ("compound", "amod", "poss", "nmod"):
            return []
        state = tokens[i].text.isupper() and len(tokens[i].text) <= 4 and made.nominals.cls(i) == "place"
        if state or made.nominals.cls(i) in ("people", "government", "armed"):
            return [Filler(role="actor", head=i, first=i, last=i)]
    return []


def _before_verb(made: Prepared, c: Candidate) -> list[Filler]:
    """A body right before its verb that the parse has hung elsewhere: "reports of NRF recapturing Bazarak", "on Friday soldiers
    stormed the fort"."""
    tokens = made.sentence.tokens
    at = min(c.trigger)
    if c.kind not in VIOLENT | {"territory_taken", "advance", "withdrawal"} or not at or tokens[at].tag not in ("VBG", "VBD"):
        return []
    before = at - 1
    if made.nominals.cls(before) not in ("armed", "police", "government"):
        return []
    first, _ = made.nominals.span(before)
    timed = next((times[-1] for times in made.times if len(times) and first <= times[-1] < before), None)
    if timed is not None:  # the time words before it, of which the parse has made it a part
        return [Filler(role="actor", head=before, first=timed + 1, last=before)]
    hung = tokens[before].head == at and tokens[before].dep not in ("dobj", "pobj", "punct")
    loose = any(len(times) and times[-1] == first - 1 for times in made.times) and tokens[before].dep == "pobj"
    return [Filler(role="actor", head=before, first=first, last=before)] if hung or loose else []


def _accused(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "A deputy accused of killing his wife": who is accused without a "by" is no accuser."""
    tokens = made.sentence.tokens
    verb = made.clauses.clause_verb(c.head)
    passive = tokens[verb].tag == "VBN" and (tokens[verb].dep == "acl" or made.clauses.arguments(verb).passive)
    if not passive or any(tokens[k].dep == "agent" for k in tokens[verb].children):
        return fillers
    return [replace(f, role="target") if f.role == "actor" and f.last < c.head else f for f in fillers]


def _in_hands(made: Prepared, c: Candidate, fillers: list[Filler]) -> list[Filler]:
    """ "The town passed into the hands of the army", "fell into rebel hands": whose hands they are has it; who is "in full
    control of the town" has that."""
    tokens = made.sentence.tokens
    arguments = made.clauses.arguments(made.clauses.clause_verb(c.head))
    hands = [i for word in ("into", "in") for i in arguments.preps.get(word, []) if tokens[i].lower in HANDS]
    for i in hands:
        if tokens[i].lower == "control" and not any(tokens[k].dep in ("det", "poss") for k in tokens[i].children):
            of = [
                g for k in tokens[i].children if tokens[k].lower == "of" for g in tokens[k].children if tokens[g].dep == "pobj"
            ]
            ground = [
                filler(made.nominals, "place", k) for g in of if tokens[g].dep == "pobj" for k in made.nominals.conjuncts(g)
            ]
            if ground and arguments.subj:
                return [filler(made.nominals, "actor", k) for k in arguments.subj] + ground
    owners = []
    for i in hands:
        for k in tokens[i].children:
            if tokens[k].dep in ("poss", "compound", "amod", "nmod") and made.nominals.cls(k) in ACTING | {"named"}:
                owners.append(k)
            elif tokens[k].lower == "of":
                owners += [g for g in tokens[k].children if tokens[g].dep == "pobj"]
    if not owners:
        return fillers
    holders = [filler(made.nominals, "actor", k) for k in owners]
    return [f for f in fillers if f.role != "actor" and f.head not in owners] + holders


def _hyphenated(made: Prepared, c: Candidate) -> list[Filler]:
    """ "US-led air strikes", "rebel-held", "government controlled": the doer in the word before."""
    tokens = made.sentence.tokens
    at = min(c.trigger)
    for i in range(max(at - 3, 1), max(c.trigger) + 1):
        before = i - 2 if tokens[i - 1].text == "-" and i > 1 else i - 1
        names_doer = made.nominals.cls(before) in ACTING or (before in made.nominals.names and tokens[before].pos == "PROPN")
        if tokens[i].lower in LED and names_doer and (i in c.trigger or tokens[i].head in c.trigger):
            return [Filler(role="actor", head=before, first=before, last=before)]
    return []


def _settled(made: Prepared, c: Candidate, fillers: Sequence[Filler]) -> str:
    """What the codebook says of kinds once the parts are known (rule 3): a killing by nobody is a loss, an attack on the
    unarmed alone an attack on civilians, on protesters by somebody stated a protest repressed; people who
    are held are no ground."""
    lemmas = {made.sentence.tokens[i].lemma for i in c.trigger}
    if c.kind in ("attack", "attack_on_civilians") and lemmas <= BARE_KILLING and not any(f.role == "actor" for f in fillers):
        return "casualties"
    if c.kind == "bombing" and any(
        made.sentence.tokens[i].lower == "suicide" for i in range(min(c.trigger) - 2, max(c.trigger) + 1) if i >= 0
    ):
        return "suicide_bombing"
    if c.kind == "withdrawal" and any(made.sentence.tokens[i].lemma in PAPERS for i in made.clauses.arguments(c.head).obj):
        return "denial"  # "the agency withdraws its report"
    if c.kind == "rejection" and any(made.sentence.tokens[i].lemma in SAYINGS for i in made.clauses.arguments(c.head).obj):
        return "denial"
    objects = made.clauses.arguments(made.clauses.clause_verb(c.head)).obj
    grounds = [f for f in fillers if f.role in ("place", "target") and made.nominals.cls(f.head) != "other"]
    if c.kind == "territory_taken" and not grounds and any(made.sentence.tokens[i].lower in GROUND_WORDS for i in objects):
        return "advance"
    taken = {made.nominals.cls(i) for i in objects}
    if c.kind == "territory_taken" and taken and taken <= BOOTY:
        return "equipment_seized"
    if c.kind == "control" and any(made.sentence.tokens[i].lemma in PRISONERS for i in objects):
        return "casualties"
    hit = {made.nominals.cls(f.head) for f in fillers if f.role == "target"}
    if c.kind == "control" and lemmas <= DETAINING and hit and hit <= UNARMED:
        doers = {made.nominals.cls(f.head) for f in fillers if f.role == "actor"}
        return "arrest" if doers and doers <= LAWFUL else "abduction"
    if c.kind in ("attack", "attack_on_civilians") and "protester" in hit and not hit & UNDER_ARMS:
        return "protest_repressed" if any(f.role == "actor" for f in fillers) else "attack_on_civilians"
    return "attack_on_civilians" if c.kind == "attack" and hit and hit <= UNARMED else c.kind
