"""Whether a place is where something happened, where it came from or went to, or only named beside it."""

from __future__ import annotations

from collections.abc import Container

from fogline.reading.drafts import SPEECH_KINDS, Draft
from fogline.reading.lexicon import lexicon, words_of
from fogline.reading.nominals import Nominals
from fogline.reading.sentences import Sentence
from fogline.records import Mention

MOVING = frozenset({
    "troop_movement", "withdrawal", "flight", "displacement", "supply", "advance", "surrender", "group_change",
    "territory_transferred",
})  # fmt: skip
LOCATING = words_of("locating")
DIRECTIONS = words_of("direction")
HOSPITALS = words_of("hospital")
WITNESSES = words_of("witness")
UNITS = words_of("unit of distance")
FAR = 10  # of these from which a place is no longer the one beside it
CAPITALS = words_of("capital")
DIVISIONS = words_of("division")
BEFORE_A_REGION = frozenset({"of", "the"})
CIVIL = frozenset({"unarmed", "protester", "building", "place", "road", "event", "other", "pronoun"})


def place_role(sentence: Sentence, nominals: Nominals, owned: Container[int], draft: Draft, head: int) -> str | None:
    """The role of a place by the preposition that ties it to the predicate; None where it is only mentioned. `owned` are
    the tokens that belong to a predicate: the climb ends there."""
    tokens = sentence.tokens
    i, prep, via = head, "", ""
    for _ in range(12):
        token, up = tokens[i], tokens[tokens[i].head]
        if (token.dep == "pobj" and up.pos in ("ADP", "SCONJ", "ADV")) or up.dep == "prep":
            word = up.lower
            if tokens[up.head].lemma in ("base", "bear", "headquarter") and tokens[up.head].dep in ("acl", "amod", "relcl"):
                return None
            if not prep:
                prep, via = word, nominals.cls(up.head) if tokens[up.head].pos in ("NOUN", "PROPN", "PRON") else "verb"
            elif word in LOCATING and prep == "of":
                prep, via = word, "verb"
        elif token.dep in ("compound", "nmod", "poss", "amod") and not prep:
            prep, via = "compound", nominals.cls(token.head)
        elif token.dep in ("nsubj", "nsubjpass", "dobj") and not prep:
            return _bare_role(draft, head)
        if up.i in owned or up.i == i:
            break
        i = up.i
    if draft.kind in SPEECH_KINDS and via != "verb":
        return None
    if prep in ("from", "of") and draft.kind in MOVING and via in ("verb", "event"):
        return "origin" if prep == "from" else "event"
    if prep in ("to", "into", "toward", "towards", "for") and draft.kind in MOVING:
        return "destination"
    if prep in LOCATING or prep in ("into",):
        return "event"
    if prep in ("of", "compound", "from") and via in CIVIL:
        return "event" if prep != "from" or via in ("place", "event") else None
    if prep == "to" and draft.kind in ("attack", "territory_taken"):
        return "event"
    return None


def of_a_speaker(sentence: Sentence, head: int) -> bool:
    """ "According to a doctor at the hospital in Sovrek", "a doctor in Sovrek said": where whoever says it is, not where it
    happened. Residents and witnesses speak of where they are."""
    tokens, i, crossed = sentence.tokens, head, False
    for _ in range(12):
        token, up = tokens[i], tokens[tokens[i].head]
        if token.lemma in WITNESSES:
            return False
        if token.dep == "pobj" and up.lower == "to" and tokens[up.head].lower == "according":
            return crossed
        if token.dep == "nsubj":
            return crossed and lexicon(sentence.language).says(up.lemma)
        if token.dep not in ("pobj", "prep", "compound", "nmod", "poss"):
            return False
        crossed = crossed or token.dep == "pobj"
        i = token.head
    return False


def of_a_hospital(sentence: Sentence, head: int) -> bool:
    """ "The hospital in Sovrek counted 23 dead": where the dead and wounded were brought, not where they were hit."""
    tokens, i = sentence.tokens, head
    for _ in range(6):
        up = tokens[i].head
        if tokens[i].dep not in ("pobj", "prep", "compound", "nmod", "poss") or tokens[up].pos == "VERB":
            break
        i = up
        if tokens[i].lower in HOSPITALS:
            return True
    beside = head >= 2 and tokens[head - 1].lower in LOCATING and tokens[head - 2].lower in HOSPITALS  # hung under a verb
    return beside or tokens[head].lower in HOSPITALS


def far_off(sentence: Sentence, first: int) -> bool:
    """ "The town, 60 kilometres east of Sovrek": the place, which begins at token `first`, only says where
    another lies."""
    words = [token.lower for token in sentence.tokens[max(0, first - 5) : first]]
    if not words or words.pop() not in ("of", "from"):
        return False
    if words and words[-1] in DIRECTIONS:
        words.pop()
    if len(words) < 2 or words.pop() not in UNITS:
        return False
    number = words.pop().replace(",", "")
    return number.isdecimal() and int(number) >= FAR


def _bare_role(draft: Draft, head: int) -> str | None:
    actor = any(f.role == "actor" and f.first <= head <= f.last for m in draft.members for f in m.fillers)
    if actor:
        return None
    return "event" if draft.kind not in SPEECH_KINDS else None


def of_a_capital(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name only says whose capital is meant: "the capital of Helmand province", "Helmand's provincial capital"."""
    tokens = sentence.tokens
    inside = [t.i for t in tokens if t.start < mention.end and t.end > mention.start]
    if not inside:
        return False
    i = inside[0] - 1
    while i >= 0 and (tokens[i].lower in BEFORE_A_REGION or tokens[i].lower in DIVISIONS):
        i -= 1
    if 0 <= i < inside[0] - 1 and tokens[i].lower in CAPITALS:
        return True
    after = [t.lower for t in tokens[inside[-1] + 1 : inside[-1] + 4]]
    return after[:1] == ["'s"] and not set(after[1:]).isdisjoint(CAPITALS)
