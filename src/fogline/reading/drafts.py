"""Drafts of claims: what the proposers and the binding of numbers, places and times gave, still in tokens of one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from fogline import tables
from fogline.reading.proposals import Filler, Proposal
from fogline.reading.quantities import Count
from fogline.reading.sentences import Sentence
from fogline.reading.times import TimeWords
from fogline.records import MOST_QUOTE, Mention

_UTTERANCES = {row["kind"]: row["uttered"] for row in tables.table("utterances.tsv")}
SPEECH_KINDS = frozenset(_UTTERANCES)
UTTERED = frozenset(kind for kind, uttered in _UTTERANCES.items() if uttered == "yes")  # those that somebody utters


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A claim in tokens of its sentence. `members` are the proposals that it was made of, the first one the main."""

    members: list[Proposal]
    places: list[tuple[str, Mention]] = field(default_factory=list)
    quantities: list[tuple[str, Count, int | None]] = field(default_factory=list)  # what, count, token of the counted noun
    time: TimeWords | None = None
    tokens: set[int] = field(default_factory=set)

    @property
    def main(self) -> Proposal:
        return self.members[0]

    @property
    def binds_itself(self) -> bool:
        """Whether the proposer has weighed every place and number of the sentence against this predicate."""
        return self.main.by == "weighed"

    @property
    def kind(self) -> str:
        return self.main.kind

    def fillers(self, *roles: str) -> list[Filler]:
        found: list[Filler] = []
        for member in self.members:
            for f in member.fillers:
                if f.role in roles and not any(f.first <= g.last and g.first <= f.last for g in found):
                    found.append(f)
        return found


def stretch(sentence: Sentence, draft: Draft) -> tuple[int, int]:
    """First and last token of the smallest stretch that carries the draft, at most MOST_QUOTE code points."""
    tokens = sentence.tokens
    words = set(draft.tokens)
    if draft.kind in SPEECH_KINDS:  # an utterance is quoted with what it says
        words |= {i for i in sentence.subtree(draft.main.verb) if tokens[i].dep != "punct" or min(words) < i < max(words)}
    first, last = min(words), max(words)
    if tokens[last].end - tokens[first].start <= MOST_QUOTE:
        return first, last
    first, last = min(draft.main.trigger), max(draft.main.trigger)
    while True:  # grow around the trigger, right first: objects follow their verb
        grown = False
        if last + 1 < len(tokens) and tokens[last + 1].end - tokens[first].start <= MOST_QUOTE:
            last, grown = last + 1, True
        if first > 0 and tokens[last].end - tokens[first - 1].start <= MOST_QUOTE:
            first, grown = first - 1, True
        if not grown:
            return first, last
