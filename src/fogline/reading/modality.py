"""Modality, aspect, frame, negation and hedges of one predicate, from cue words in its clause (data/<language>/cues.tsv).

Where several modalities hold the contract's order decides: forecast, conditional, planned, opinion, unconfirmed, reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fogline.reading.lexicon import Lexicon, words_of
from fogline.reading.sentences import Sentence

ORDER = ("forecast", "conditional", "planned", "opinion", "unconfirmed", "reported", "asserted")
SUBORDINATE = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "conj"})
ATTEMPT = words_of("attempting")
INTEND = words_of("intending")
COPULAS = ("be", "remain", "stay")
NEGATING = words_of("negating")
COMMAND = words_of("commanding")
UNABLE = words_of("unable")
PREVENTING, FIGHTING = words_of("preventing"), words_of("fighting")
SIEGE, ENDING = "encirclement", words_of("ending a siege")
OPENING, PAST = words_of("opening a road"), words_of("past and gone")
BELIEVING = words_of("believing")
QUESTION = words_of("question")
TALK = words_of("talk")
AHEAD = words_of("ahead")
PUTTING_OFF, SHARING = words_of("putting off"), words_of("sharing")
SHARES = frozenset({"part", "hand", "role"})


MAY = frozenset({"may", "might", "will", "'ll", "shall"})
FRAMES = ("question", "hypothetical", "analogy", "generic", "historical")  # the first that is found holds
LASTING = frozenset({"control", "presence", "encirclement", "route_cut"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    modality: str = "asserted"
    aspect: str = "done"
    frame: str = "current"
    negated: bool = False


class Modes:
    """Cues of one language, indexed by their first word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.cues: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for row in lexicon.cues:
            words = tuple(row["words"].split())
            self.cues.setdefault(words[0], []).append((words, row["slot"], row["value"]))

    def mode(self, sentence: Sentence, trigger: int, verb: int, kind: str) -> Mode:
        """The mode of the predicate at token `trigger`, whose clause has the verb `verb`."""
        tokens = sentence.tokens
        clause = self._clause(sentence, trigger, verb)
        found: dict[str, set[str]] = {"modality": set(), "aspect": set(), "frame": set(), "negation": set()}
        for i in clause:
            for words, slot, value in self.cues.get(tokens[i].lower, ()):
                stands = all(i + k < len(tokens) and tokens[i + k].lower == w for k, w in enumerate(words))
                if stands and self._applies(sentence, i, len(words), slot, trigger, verb):
                    found[slot].add(value)
        self._governors(sentence, verb, found)
        self._own(sentence, trigger, verb, found)
        if _is_fought_for(sentence, trigger):
            found["aspect"].add("attempted")
        if _is_open_again(sentence, trigger, verb, kind):
            found["negation"].add("negated")
        if _is_off(sentence, trigger) or _is_without(sentence, trigger):
            found["negation"].add("negated")
        if any(_is_ahead(sentence, i) for i in {trigger, verb}):
            found["modality"].add("forecast")
        if sentence.text.rstrip().endswith("?"):
            found["frame"].add("question")
        negated = "negated" in found["negation"]
        aspect = next(
            (a for a in ("failed", "attempted", "ordered", "almost", "able", "ongoing") if a in found["aspect"]), "done"
        )
        if aspect == "able" and kind in ("statement", "control"):
            aspect = "done"
        modality = next((m for m in ORDER if m in found["modality"]), "asserted")
        if kind in ("assessment",) and modality == "asserted":
            modality = "opinion"
        if kind == "forecast":
            modality = "forecast"
        if kind in LASTING and _is_past_perfect(sentence, verb):
            found["frame"].add("historical")
        frame = next((f for f in FRAMES if f in found["frame"]), "current")
        return Mode(modality=modality, aspect=aspect, frame=frame, negated=negated)

    def hedged(self, sentence: Sentence, verb: int, actors: list[int]) -> tuple[str, ...]:
        """A hedge that covers the agent alone: "strikes, reportedly flown by X", "an air strike, apparently by X"."""
        tokens = sentence.tokens
        for actor in actors:
            by = tokens[actor].head
            if tokens[by].lower != "by":  # "by Russian jets": the owner of the means
                by = tokens[by].head
            if tokens[by].lower != "by":
                continue
            carrier = tokens[by].head
            near = {by - 1, *(c for c in tokens[carrier].children if carrier != verb)}
            words = [tokens[i].lower for i in near if 0 <= i < len(tokens)]
            if any(slot == "modality" for w in words for cue, slot, _ in self.cues.get(w, ()) if len(cue) == 1):
                return ("actors",)
        return ()

    def _clause(self, sentence: Sentence, trigger: int, verb: int) -> list[int]:
        """Tokens of the predicate's own clause: the verb's subtree without subordinate clauses that do not hold the trigger."""
        tokens = sentence.tokens
        on_path = set()
        i = trigger
        for _ in range(40):
            on_path.add(i)
            if i == verb or tokens[i].head == i:
                break
            i = tokens[i].head
        found, todo = [], [verb]
        while todo:
            j = todo.pop()
            found.append(j)
            for c in tokens[j].children:
                if tokens[c].dep in SUBORDINATE and c not in on_path and tokens[c].pos in ("VERB", "AUX"):
                    continue
                todo.append(c)
        return sorted(found)

    def _applies(self, sentence: Sentence, i: int, length: int, slot: str, trigger: int, verb: int) -> bool:
        """A cue counts for the predicate that it modifies: its head is the verb, an auxiliary of it or the trigger itself."""
        tokens = sentence.tokens
        if slot == "negation":
            if i + 2 < len(tokens) and tokens[i + 2].lower == "than":  # "no more than 500" bounds a number
                return False
            head = tokens[i].head
            is_state = tokens[verb].lemma in COPULAS and tokens[tokens[trigger].head].head == verb  # "is not in control"
            if trigger != verb and tokens[trigger].dep == "pobj" and head != trigger and not is_state:
                return False  # "nobody was killed in the strike": there was a strike
            if tokens[i].lower == "no" and tokens[head].lower == "longer":
                return tokens[head].head in (verb, trigger)
            if tokens[i].dep in ("neg", "advmod", "preconj") or tokens[i].lower in ("never", "n't", "not", "hardly", "barely"):
                return head in (verb, trigger) or (tokens[head].dep in ("aux", "auxpass") and tokens[head].head == verb)
            if tokens[i].lower == "no":
                return head == trigger or (
                    tokens[head].head == verb and tokens[head].dep in ("nsubj", "nsubjpass", "dobj", "attr")
                )
            if tokens[i].lower in ("nobody", "none", "neither", "nor"):
                return head == verb
            if tokens[i].lower == "without":
                return any(trigger in sentence.subtree(c) for c in tokens[i].children)
            return tokens[i].lower in ("yet",) and head in (verb, trigger)
        if slot == "modality" and tokens[i].lower in ("if", "unless"):
            return tokens[i].head == verb or any(tokens[c].dep == "advcl" for c in (tokens[i].head,))
        last = i + length - 1
        near = {tokens[k].head for k in range(i, last + 1)} | set(range(i, last + 1))
        return bool(
            near
            & ({verb, trigger} | {c for c in tokens[verb].children if tokens[c].dep in ("aux", "auxpass", "xcomp", "advmod")})
        ) or tokens[tokens[i].head].dep in ("aux", "auxpass", "acomp")

    def _governors(self, sentence: Sentence, verb: int, found: dict[str, set[str]]) -> None:
        """Verbs above the predicate: "tried to", "plans to", "failed to", "ordered … to", "if …"."""
        tokens = sentence.tokens
        i = verb
        for _ in range(6):
            head = tokens[tokens[i].head]
            if head.i == i:
                break
            if tokens[i].dep in ("xcomp", "acl", "ccomp", "pcomp", "conj"):
                infinitive = any(tokens[c].lower == "to" and tokens[c].dep == "aux" for c in tokens[i].children)
                if head.lemma in ATTEMPT and infinitive:
                    found["aspect"].add("attempted")
                if head.lemma in INTEND and infinitive:
                    found["modality"].add("planned")
                if (head.lemma == "fail" or head.lower in UNABLE) and infinitive:
                    found["aspect"].add("failed")
                if head.lemma == "refuse" and infinitive:
                    found["negation"].add("negated")
                if head.lemma in COMMAND and infinitive:
                    found["aspect"].add("ordered")
                if any(tokens[c].dep == "neg" for c in head.children) and tokens[i].dep == "xcomp":
                    found["negation"].add("negated")
                if head.lemma in BELIEVING and tokens[i].dep in ("xcomp", "ccomp"):
                    found["modality"].add("opinion")
                    if any(tokens[c].dep == "neg" for c in head.children):  # "I don't think that …"
                        found["negation"].add("negated")
            if tokens[i].dep == "prep" and tokens[i].lower == "from" and i != verb and head.lemma in PREVENTING:
                found["aspect"].add("failed")
            if any(tokens[c].dep == "mark" and tokens[c].lower in ("if", "unless") for c in tokens[i].children):
                found["modality"].add("conditional")
            if any(tokens[c].dep == "mark" and tokens[c].lower == "whether" for c in tokens[i].children):
                found["frame"].add("question")
            if tokens[i].dep == "relcl" and head.pos in ("NOUN", "PROPN"):
                break
            if head.pos == "NOUN" and head.lemma in TALK and tokens[i].dep in ("prep", "acl", "ccomp"):
                found["modality"] |= {"reported", *self._called(sentence, head.i)}
            i = head.i

    def _called(self, sentence: Sentence, noun: int) -> Iterator[str]:
        """What the words on a noun make of it: "unconfirmed reports of …", "rumours of …"."""
        for i in (noun, *sentence.tokens[noun].children):
            for words, slot, value in self.cues.get(sentence.tokens[i].lower, ()):
                if slot == "modality" and len(words) == 1:
                    yield value

    def _own(self, sentence: Sentence, trigger: int, verb: int, found: dict[str, set[str]]) -> None:
        tokens = sentence.tokens
        if tokens[verb].dep == "pcomp" and tokens[tokens[verb].head].lower == "without":  # "without a shot being fired"
            found["negation"].add("negated")
        children = [tokens[c] for c in tokens[verb].children]
        if any(c.dep == "aux" and c.lower in ("will", "'ll", "shall", "wo") for c in children):
            found["modality"].add("forecast")
        if any(c.dep == "aux" and c.lower in ("would",) for c in children):
            found["modality"].add("conditional")
            found["frame"].discard("hypothetical")
        if any(c.dep == "aux" and c.lower in ("may", "might", "should", "must") for c in children):
            found["modality"].add("opinion")
        if tokens[verb].tag == "VBG" and any(c.dep == "aux" and c.lemma == "be" for c in children):
            found["aspect"].add("ongoing")
        infinitive = any(c.dep == "aux" and c.lower == "to" for c in children)
        if infinitive and tokens[verb].dep in ("advcl", "acl", "relcl") and not found["aspect"]:
            found["modality"].add("planned")


def _is_open_again(sentence: Sentence, trigger: int, verb: int, kind: str) -> bool:
    """ "The siege was lifted", "the siege is over", "the road was open for the first time in weeks"."""
    tokens = sentence.tokens
    said = {tokens[i].lemma for i in (trigger, verb, *tokens[verb].children)}
    if kind == SIEGE:
        return tokens[verb].lemma in ENDING or (tokens[verb].lemma == "be" and not said.isdisjoint(PAST))
    return kind == "route_cut" and not said.isdisjoint(OPENING)


def _is_fought_for(sentence: Sentence, trigger: int) -> bool:
    """ "Fighting for control of the town", "the battle for the liberation of the city"."""
    tokens = sentence.tokens
    by = tokens[tokens[trigger].head]
    return tokens[trigger].dep == "pobj" and by.lower in ("for", "over") and tokens[by.head].lemma in FIGHTING


def _is_off(sentence: Sentence, trigger: int) -> bool:
    """ "The talks in Nairobi were postponed": they were not held."""
    token = sentence.tokens[trigger]
    return token.dep in ("nsubjpass", "dobj") and sentence.tokens[token.head].lemma in PUTTING_OFF


def _is_without(sentence: Sentence, trigger: int) -> bool:
    """ "Took no part in the attack", "did not participate in the fighting": whoever it is said of did not do it."""
    tokens = sentence.tokens
    i = trigger
    while tokens[i].dep in ("pobj", "prep", "dobj", "conj", "compound") and tokens[i].head != i:
        i = tokens[i].head
        if tokens[i].pos == "VERB":
            shares = [
                c for c in tokens[i].children if tokens[c].lemma in SHARES and tokens[i].lemma in ("take", "have", "play")
            ]
            negated = any(tokens[c].dep == "neg" for c in tokens[i].children)
            none = any(tokens[k].lower == "no" for c in shares for k in tokens[c].children)
            return i != trigger and (none or (negated and (bool(shares) or tokens[i].lemma in SHARING)))
    return False


def _is_ahead(sentence: Sentence, i: int) -> bool:
    """Whether what is told lies ahead: "an attack is imminent", "shelling may resume", "likely to attack"."""
    tokens = sentence.tokens
    head = tokens[tokens[i].head]
    if tokens[i].dep == "xcomp" and any(tokens[c].lower == "to" and tokens[c].dep == "aux" for c in tokens[i].children):
        return head.lower in AHEAD
    if tokens[i].dep not in ("nsubj", "nsubjpass"):
        return False
    said = [head, *(tokens[c] for c in head.children if tokens[c].dep in ("acomp", "attr", "oprd"))]
    if any(word.lower in AHEAD for word in said):
        return True
    auxiliaries = {tokens[c].lower for c in head.children if tokens[c].dep in ("aux", "auxpass")}
    return bool(auxiliaries & MAY) and "have" not in auxiliaries


def _is_past_perfect(sentence: Sentence, verb: int) -> bool:
    """ "The rebels, who had held the town for two days": it was so before what is told. Not what somebody said to be so: there
    the tense is the saying's."""
    tokens = sentence.tokens
    if tokens[verb].tag != "VBN" or not any(
        tokens[c].lower in ("had", "'d") and tokens[c].dep == "aux" for c in tokens[verb].children
    ):
        return False
    i = verb
    while tokens[i].head != i:
        if tokens[i].dep == "ccomp":
            return False
        i = tokens[i].head
    return True
