"""Attacks that fail: who repels one is its target, and whoever it belongs to its actor, however the verb stands to them.

"The army repulsed the rebels' assault", "an assault by rebels was beaten back by the army", "soldiers fended off an attack".
Models see the subject of a verb of fighting and take it for who attacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fogline.reading.lexicon import words_of
from fogline.reading.nominals import ACTING
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Filler, Proposal, filler

REPELLING = words_of("repelling")
HALF_REPELLING = words_of("repelling with back or off")
BACK = words_of("back or off")
ASSAULTS = words_of("assault")
PARTIES = ACTING | {"named"}
KIND = "attack"


def turned(made: Prepared, proposals: list[Proposal]) -> list[Proposal]:
    """The proposals of a sentence with those about one repelled attack made one."""
    for verb, noun in _repelled(made):
        about = [p for p in proposals if {verb, noun} & set(p.trigger)]
        if about:
            main = next((p for p in about if noun in p.trigger), about[0])
            whole = replace(main, kind=main.kind if noun in main.trigger else KIND, fillers=_fillers(made, verb, noun, about))
            proposals = [whole if p is main else p for p in proposals if p is main or p not in about]
    return proposals


def _repelled(made: Prepared) -> Iterator[tuple[int, int]]:
    """Verbs that repel with the attack that they repel."""
    tokens = made.sentence.tokens
    for token in tokens:
        if token.pos != "VERB" or token.lemma not in REPELLING | HALF_REPELLING:
            continue
        arguments = made.clauses.arguments(token.i)
        if token.lemma in HALF_REPELLING and not arguments.particles & BACK:
            continue
        yield from ((token.i, noun) for noun in arguments.obj if tokens[noun].lemma in ASSAULTS)


def _fillers(made: Prepared, verb: int, noun: int, about: list[Proposal]) -> tuple[Filler, ...]:
    """The attack's own authors act, those who repel it are hit; places, numbers and times stay."""
    inside = frozenset(made.sentence.subtree(noun))
    parts = [f for p in about for f in p.fillers]
    authors = list(dict.fromkeys(_authors(made, noun)))
    authors = authors or [f.head for f in parts if f.role == "actor" and f.head in inside]
    defenders = [i for i in made.clauses.arguments(verb).subj if i not in inside and i not in authors]
    hit = [f for f in parts if f.role == "target" and f.head in inside and f.head not in authors]
    rest = [f for f in parts if f.role not in ("actor", "target")]
    found = [
        *(filler(made.nominals, "actor", i) for i in authors),
        *(filler(made.nominals, "target", i) for i in defenders),
        *(f for f in hit if f.head not in defenders),
        *rest,
    ]
    return tuple({(f.role, f.head): f for f in reversed(found)}.values())[::-1]


def _authors(made: Prepared, noun: int) -> Iterator[int]:
    """ "The rebels' assault", "a rebel assault", "an assault by, of or from rebels", "an assault launched by rebels"."""
    tokens = made.sentence.tokens
    for c in tokens[noun].children:
        child = tokens[c]
        if child.dep in ("poss", "compound", "amod", "nmod") and (made.nominals.cls(c) in PARTIES or c in made.nominals.names):
            yield from made.nominals.conjuncts(c) if child.dep == "poss" else (c,)
        elif child.dep == "prep" and child.lower in ("by", "of", "from"):
            heads = [k for k in child.children if tokens[k].dep == "pobj"]
            yield from (i for k in heads for i in made.nominals.conjuncts(k) if made.nominals.cls(i) in PARTIES)
        elif child.dep == "acl":
            yield from made.clauses.arguments(c).subj
