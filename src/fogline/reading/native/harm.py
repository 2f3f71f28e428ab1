"""Whether a bare number of losses is of dead or of wounded: the nearest word of harm says so ("… and eleven were wounded")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fogline.reading.native.amounts import Amount
from fogline.reading.native.pack import Pack
from fogline.reading.native.seeds import Seed, Seeds
from fogline.reading.sentences import Sentence
from fogline.tables import table

REACH = 8  # tokens between a number and its word
APART = 5  # tokens that an "and" or a comma between them counts for
COMMAS = frozenset(",،、;؛")


def of_the_nearest(pack: Pack, sentence: Sentence, forms: Sequence[Sequence[str]], amount: Amount, what: str) -> str:
    """`what`, or "wounded" where it is "killed" and a word of wounding is nearer to the number."""
    if what != "killed":
        return what
    verb_last, seeds = _harm(pack.language)

    def distance(seed: Seed) -> tuple[int, bool]:
        between = range(min(amount.last, seed.last) + 1, max(amount.first, seed.first))
        parted = sum(sentence.tokens[i].text in COMMAS or pack.is_a(forms, i, "and") for i in between)
        return len(between) + APART * parted, (seed.first > amount.last) != verb_last

    near = min(seeds.all(forms), key=distance, default=None)
    is_wounding = near is not None and near.kinds[0] == "wounded" and distance(near)[0] <= REACH
    return "wounded" if is_wounding else what


@lru_cache(maxsize=4)
def _harm(language: str) -> tuple[bool, Seeds]:
    rows = [row for row in table("harm.tsv") if row["language"] == language]
    verb_last = any(row["what"] == "verb-last" for row in rows)
    return verb_last, Seeds((row["word"], row["what"]) for row in rows if row["what"] != "verb-last")
