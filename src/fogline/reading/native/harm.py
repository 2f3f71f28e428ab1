"""Of what a bare number is: of dead, wounded, captured or displaced. The nearest word of harm says so ("… and eleven were
wounded"), whatever the tagger takes the number for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.reading.native.amounts import Amount
from fogline.reading.native.pack import Pack
from fogline.reading.native.phrases import Phrasing
from fogline.reading.native.seeds import Seed, Seeds
from fogline.reading.native.speech import Told
from fogline.reading.sentences import Sentence
from fogline.tables import table

REACH = 8  # tokens between a number and its word
APART = 5  # tokens that an "and" or a comma between them counts for
OTHER_SIDE = 3  # tokens that a word before its number counts for in languages that put the verb last
KILLING, BEFELL = ("attack", "attack_on_civilians"), "casualties"
COMMAS = frozenset(",،、;؛")
# What a number may turn out to be, by what it was taken for: the dead may be anybody, soldiers may be dead or prisoners.
MAY_BE = {
    "killed": ("wounded", "captured", "displaced"),
    "wounded": ("killed",),
    "personnel": ("killed", "wounded", "captured"),
}


def of_the_nearest(pack: Pack, sentence: Sentence, forms: Sequence[Sequence[str]], amount: Amount, what: str) -> str:
    """`what`, or what the nearest word of harm says of the number."""
    if what not in MAY_BE:
        return what
    verb_last, seeds = _harm(pack.language)

    def distance(seed: Seed) -> tuple[int, bool]:
        between = range(min(amount.last, seed.last) + 1, max(amount.first, seed.first))
        parted = sum(sentence.tokens[i].text in COMMAS or pack.is_a(forms, i, "and") for i in between)
        wrong_side = verb_last and seed.last < amount.first
        return len(between) + APART * parted + OTHER_SIDE * wrong_side, (seed.first > amount.last) != verb_last

    near = min(seeds.all(forms), key=distance, default=None)
    if near is None or distance(near)[0] > REACH:
        return what
    return near.kinds[0] if near.kinds[0] in MAY_BE[what] else what


def is_harm(pack: Pack, forms: Sequence[Sequence[str]], i: int) -> bool:
    """Whether a word says itself what became of somebody."""
    return bool(_harm(pack.language)[1].all(forms[i : i + 1]))


def without_act(told: Sequence[Told], phrasing: Phrasing) -> None:
    """ "Five soldiers were killed": what became of people is told, not by whom, and so no attack."""
    for t in told:
        bare = t.claim.kind in KILLING and not t.claim.actors and t.claim.quantities
        if bare and all(is_harm(phrasing.pack, phrasing.forms, i) for i in range(t.one.first, t.one.last + 1)):
            t.claim = replace(t.claim, kind=BEFELL)


@lru_cache(maxsize=4)
def _harm(language: str) -> tuple[bool, Seeds]:
    rows = [row for row in table("harm.tsv") if row["language"] == language]
    verb_last = any(row["what"] == "verb-last" for row in rows)
    return verb_last, Seeds((row["word"], row["what"]) for row in rows if row["what"] != "verb-last")
