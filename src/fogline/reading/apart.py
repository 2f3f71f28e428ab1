"""X fell on Monday, two days after they took Y: so many days lie between two events, and that of Y is counted from Monday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.reading.sentences import Sentence
from fogline.reading.times import TimeWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The token of the event that words count to, and whether it has a day of its own in the text; `after` another day that is
    named before."""

    event: int
    dated: bool
    after: bool


def counted(sentence: Sentence, times: Sequence[TimeWords]) -> list[TimeWords]:
    """The time words of a sentence with the signs by which they count from the last day named before."""
    found = []
    for words in times:
        both, e = _apart(sentence, times, words), words.expression
        turned = both is not None and not both.dated
        found.append(replace(words, expression=replace(e, count=-e.count)) if turned else words)
    return found


def bound_to(sentence: Sentence, times: Sequence[TimeWords], words: TimeWords) -> int | None:
    """The token of what has its day from the words: in their own clause or, where they stand between two events, the second;
    None where no day precedes them, from which it could be counted, or the second has its own."""
    tokens = sentence.tokens
    within = {t.i for t in tokens if t.start < words.end and t.end > words.start}
    both = _apart(sentence, times, words)
    if both is None:
        tops = (i for i in sorted(within) if tokens[i].head not in within or tokens[i].head == i)
        return next(tops, min(within, default=None))
    return both.event if both.after and not both.dated else None


def _apart(sentence: Sentence, times: Sequence[TimeWords], words: TimeWords) -> Apart | None:
    """None where the words tell of no two events ("two days later")."""
    tokens = sentence.tokens
    last = next((t for t in reversed(tokens) if t.start < words.end), None)
    if last is None or words.expression.base != "narrative":
        return None
    told = [c for c in last.children if tokens[c].dep in ("pobj", "pcomp")]
    event = last.head if last.dep == "mark" else told[0] if told else None
    if event is None:
        return None
    begins = {tokens[i].start for i in sentence.subtree(event)}
    return Apart(
        event=event,
        dated=any(t.start in begins for t in times if t is not words),
        after=any(t.end <= words.start for t in times),
    )
