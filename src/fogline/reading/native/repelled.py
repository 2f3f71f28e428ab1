"""Attacks that fail, as reading/repelled.py has them on a parse: who repels one is its target, and whoever it belongs to its
actor.

A language's table (`data/<language>/repelled.tsv`) has the verbs that repel, the nouns of attack, and how an attack belongs to
somebody: whether its author stands behind it or before it, and what marks an author before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from fogline.reading.frames import VIOLENT
from fogline.reading.native.phrases import Phrasing
from fogline.reading.native.seeds import Seed, Seeds
from fogline.reading.native.speech import Told
from fogline.records import Claim, Ref, Span
from fogline.tables import DATA, table

KIND = "attack"
REACH = 10  # tokens between the attack and the verb
NEAR = 4  # words of an attack and its author
STOPS = frozenset(".;:!?؛。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Repelling:
    """The words of a language; `suffixes` end an author's last word, `behind` and `before` stand beside an author, `owned` are
    attacks in the form that has an author, `against` opens what an attack is on."""

    repels: Seeds
    attacks: Seeds
    owned: Seeds
    author_is_behind: bool
    against: frozenset[str]
    suffixes: tuple[str, ...]
    behind: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repelled:
    """A verb and the attack that it repels, each as its first and last token."""

    verb: Seed
    attack: Seed

    def has(self, i: int) -> bool:
        return any(seed.first <= i <= seed.last for seed in (self.verb, self.attack))


def turned(told: Sequence[Told], phrasing: Phrasing) -> list[Told]:
    """The claims of a sentence with those about one repelled attack made one."""
    words = repelling(phrasing.pack.language)
    kept = list(told)
    if words is None:
        return kept
    for found in _all(words, phrasing):
        about = [t for t in kept if any(found.has(i) for i in range(t.one.first, t.one.last + 1))]
        if about:
            main = min(about, key=lambda t: (not _is_at(t, found.attack), -(t.claim.confidence or 0)))
            main.claim = _whole(main, about, found, words, phrasing)
            kept = [t for t in kept if t is main or t not in about]
    return kept


def _all(words: Repelling, phrasing: Phrasing) -> Iterator[Repelled]:
    """Each verb that repels with the nearest attack that no stop parts from it."""
    tokens = phrasing.sentence.tokens
    attacks = words.attacks.all(phrasing.forms)
    for verb in words.repels.all(phrasing.forms):
        offers = []
        for attack in attacks:
            between = range(min(verb.last, attack.last) + 1, max(verb.first, attack.first))
            if len(between) <= REACH and not any(tokens[i].text in STOPS for i in between):
                offers.append((len(between), attack.first, attack))
        if offers:
            yield Repelled(verb=verb, attack=min(offers, key=lambda offer: offer[:2])[2])


def _is_at(t: Told, seed: Seed) -> bool:
    return t.one.first <= seed.last and seed.first <= t.one.last


def _whole(main: Told, about: Sequence[Told], found: Repelled, words: Repelling, phrasing: Phrasing) -> Claim:
    claims = [main.claim, *(t.claim for t in about if t is not main)]
    parties = _whole_phrases({r.at: r for c in claims for r in (*c.actors, *c.targets) if r.at})
    authors = _authors(parties, found, words, phrasing)
    first = main.claim
    return replace(
        first,
        kind=first.kind if _is_at(main, found.attack) and first.kind in VIOLENT else KIND,
        aspect="failed",
        actors=tuple(r for r in parties if r in authors),
        targets=tuple(r for r in parties if r not in authors),
        places=next((c.places for c in claims if c.places), ()),
        time=next((c.time for c in claims if c.time), None),
        start=min(c.start for c in claims),
        end=max(c.end for c in claims),
        quote=phrasing.text((min(c.start for c in claims), max(c.end for c in claims))),
        attribution=next((c.attribution for c in claims if c.attribution), ()),
    )


def _whole_phrases(refs: Mapping[Span, Ref]) -> list[Ref]:
    """Those that are no part of a longer one: "government" of "government soldiers"."""
    return [ref for at, ref in refs.items() if not any(a <= at[0] and at[1] <= b and (a, b) != at for a, b in refs)]


def _authors(parties: Iterable[Ref], found: Repelled, words: Repelling, phrasing: Phrasing) -> list[Ref]:
    """To whom the attack belongs: the nearest on the side on which the language has its owners, fighters before what the
    tables do not know."""
    near = []
    earlier = 0
    for ref in sorted(parties, key=lambda r: r.at or (0, 0)):
        inside = phrasing.tokens_of(ref.at) if ref.at else []
        if not inside:
            continue
        first, last = inside[0], inside[-1]
        if words.author_is_behind:
            between = range(found.attack.last + 1, first)
            belongs = first > found.attack.last and len(between) <= NEAR and _is_free(between, found, words, phrasing)
        else:
            between = range(last + 1, found.attack.first)
            adjacent = not between and earlier > 0
            belongs = last < found.attack.first and (adjacent or _is_marked(first, last, found, words, phrasing))
            belongs = belongs and not any(found.verb.first <= i <= found.verb.last for i in between)
        earlier += 1
        if belongs:
            near.append((ref.type == "organisation", len(between), ref))
    return [min(near, key=lambda offer: offer[:2])[2]] if near else []


def _is_free(between: range, found: Repelled, words: Repelling, phrasing: Phrasing) -> bool:
    """Whether neither the verb nor a word that opens what is attacked stands between an attack and who may own it."""
    verb = range(found.verb.first, found.verb.last + 1)
    return not any(i in verb or words.against & set(phrasing.forms[i]) for i in between)


def _is_marked(first: int, last: int, found: Repelled, words: Repelling, phrasing: Phrasing) -> bool:
    forms = phrasing.forms
    if any(seed.first <= found.attack.last and found.attack.first <= seed.last for seed in words.owned.all(forms)):
        return True
    behind = last + 1 < len(forms) and bool(words.behind & set(forms[last + 1]))
    before = bool(words.before & (set(forms[first]) | (set(forms[first - 1]) if first else set())))
    return behind or before or forms[last][0].endswith(words.suffixes or ("\0",))


@lru_cache(maxsize=4)
def repelling(language: str) -> Repelling | None:
    """The table of a language; None where there is none."""
    name = f"{language}/repelled.tsv"
    if not (DATA / name).is_file():
        return None
    rows = [(row["words"], row["part"]) for row in table(name)]

    def of(part: str) -> list[str]:
        return [words for words, own in rows if own == part]

    def found(part: str) -> Seeds:
        return Seeds((words, part) for words in of(part))

    return Repelling(
        repels=found("repels"),
        attacks=found("attack"),
        owned=found("attack-of"),
        author_is_behind=bool(of("author-is-behind")),
        against=frozenset(of("against")),
        suffixes=tuple(of("author-suffix")),
        behind=frozenset(of("author-behind")),
        before=frozenset(of("author-before")),
    )
