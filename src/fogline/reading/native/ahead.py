"""What is to come is not told as having happened: words beside a trigger, or how words begin or end, say that it is expected,
possible, announced or planned (data/ahead.tsv). What a condition opens, and what follows from it, is conditional; what is only
said to be so ("aurait fui", "по слухам") is unconfirmed.
A word speaks of the trigger nearest to it, and of none beyond a comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.native.pack import folded
from fogline.reading.native.phrases import COMMAS, STOPS, Phrasing
from fogline.reading.native.seeds import ANY_END, Seed, Seeds
from fogline.reading.native.speech import Told
from fogline.tables import table

REACH = 4  # tokens between a trigger and its word
OF_WORDS = SPEECH_KINDS | {"forecast", "assessment"}  # what is said now, whatever it is about
OPEN = ("asserted", "reported")  # modalities that leave room
IF = "conditional"
FIRST = (IF, "forecast", "planned", "unconfirmed")  # of several that apply
CLOSING = 2  # words before the end of a condition that belong to its verb


class Ahead:
    """The table of one language."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        rows = list(rows)
        self._words = Seeds((row["word"], row["modality"]) for row in rows if row["how"] == "word")
        self._ends = [(folded(row["word"]), row["modality"]) for row in rows if row["how"] == "ending"]
        self._begins = [(folded(row["word"]), row["modality"]) for row in rows if row["how"] == "beginning"]
        self._if = Seeds((row["word"], row["modality"]) for row in rows if row["how"] == "if")
        self._if_ends = tuple(folded(row["word"]) for row in rows if row["how"] == "if-ending")
        self._except = tuple(folded(row["word"]).removesuffix(ANY_END) for row in rows if row["how"] == "except")

    def all(self, phrasing: Phrasing) -> Iterator[Seed]:
        """The words of a sentence that say so, each with its modalities."""
        yield from self._words.all(phrasing.forms)
        for i, token in enumerate(phrasing.sentence.tokens):
            word = folded(token.text)
            kinds = tuple(modality for end, modality in self._ends if word.endswith(end) and len(word) > len(end))
            if kinds:
                yield Seed(first=i, last=i, kinds=kinds)

    def own(self, word: str) -> Iterator[str]:
        """What the beginning of a trigger's word says: many other words begin so."""
        word = folded(word)
        if not word.startswith(self._except or ("\0",)):
            yield from (modality for begin, modality in self._begins if word.startswith(begin))

    def conditions(self, phrasing: Phrasing) -> Iterator[range]:
        """The tokens of each condition and of what follows from it: from where it opens, or from a few words before the verb
        that closes it, to the second comma."""
        tokens = phrasing.sentence.tokens
        opened = [(seed.first, seed.last) for seed in self._if.all(phrasing.forms)]
        closed = [(i - CLOSING, i) for i, t in enumerate(tokens) if folded(t.text).endswith(self._if_ends or ("\0",))]
        for first, verb in (*opened, *closed):
            stops = [i for i in range(verb + 1, len(tokens)) if tokens[i].text in STOPS]
            ends = [i for i in stops if tokens[i].text not in COMMAS] + stops[1:2] + [len(tokens)]
            yield range(max(first, 0), min(ends))


def to_come(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Gives claims of what is to come their modality."""
    ahead = _ahead(phrasing.pack.language)
    acts = [t for t in told if t.claim.kind not in OF_WORDS]
    if ahead is None or not acts:
        return
    tokens = phrasing.sentence.tokens
    said: dict[int, set[str]] = {id(t): set() for t in acts}
    for word in ahead.all(phrasing):
        near = [(gap, t.one.first, t) for t in acts if (gap := _gap(t, word.first, word.last, phrasing)) is not None]
        if near:
            said[id(min(near, key=lambda each: each[:2])[2])].update(word.kinds)
    for condition in ahead.conditions(phrasing):
        for t in acts:
            if t.one.first in condition:
                said[id(t)].add(IF)
    for t in acts:
        said[id(t)].update(ahead.own(tokens[t.one.first].text))
        modality = next((m for m in FIRST if m in said[id(t)]), None)
        if modality and t.claim.modality in OPEN:
            t.claim = replace(t.claim, modality=modality)


def _gap(t: Told, first: int, last: int, phrasing: Phrasing) -> int | None:
    """Tokens between a trigger and a word, None where it is too far or a stop stands between, but for the comma behind a word
    that opens the sentence ("According to rumours, ...")."""
    between = t.between(first, last)
    if len(between) > REACH or any(phrasing.sentence.tokens[i].text in STOPS for i in between if first or i != last + 1):
        return None
    return len(between)


@lru_cache(maxsize=4)
def _ahead(language: str) -> Ahead | None:
    rows = [row for row in table("ahead.tsv") if row["language"] == language]
    return Ahead(rows) if rows else None
