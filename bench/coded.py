"""Whole claims of a sentence against what an annotator coded (annotations/GUIDE.md), slot by slot.

A claim is matched to the coded event whose trigger it shares, else to one of its kind whose trigger is in its quote; every
event once.
Slots are right by overlap of spans: `missing` where a coded value has no counterpart, `extra` where a claimed one has none,
`wrong` where both. Values that stand in another accepted slot of the same event are not extra: a coded target may be claimed
among the others, a place that is a target ("shelled the town") may be claimed as a place, and so on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fogline import tables
from fogline.records import Claim, Report, Segment, Span, identify

sys.path.append(str(Path(__file__).parents[1] / "training"))

import standoff  # the folder of the trainer is no package
from annotations import Event, Sentence, read

__all__ = ["SLOTS", "Event", "Pair", "Sentence", "coded_sentences", "faults", "overlap", "pairs", "report_of"]

COUNTED = frozenset(("killed", "wounded", "casualties"))  # numbers whose absence in the coding makes a claimed one wrong
SLOTS = ("kind", "actors", "targets", "place", "number", "polarity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A claim and the event that it stands for; either may be None. `faults` as "slot:missing" in the order of SLOTS."""

    claim: Claim | None
    event: Event | None
    faults: tuple[str, ...] = ()


def coded_sentences(files: Sequence[Path], data: Path) -> Iterator[tuple[Path, Sentence]]:
    """The sentences of .ann and standoff files; the corpora's own text is taken from `data`, and where it is not there the
    file is left out with a message."""
    for path in files:
        try:
            found = list(standoff.restored(path, data) if path.suffix == ".jsonl" else read(path))
        except FileNotFoundError as error:
            print(f"{path.name} is left out: {error}", file=sys.stderr)
            continue
        yield from ((path, sentence) for sentence in found)


def report_of(sentence: Sentence) -> tuple[Report, int]:
    """A report of the sentence after the one before it, and the offset at which the sentence starts."""
    before = f"{sentence.before}\n\n" if sentence.before else ""
    text = before + sentence.text
    segments = [Segment(kind="body", start=len(before), end=len(text))]
    if before:
        segments.insert(0, Segment(kind="body", start=0, end=len(sentence.before)))
    return Report(id=identify("rep", [text]), name=sentence.id, text=text, language="en", segments=tuple(segments)), len(before)


def pairs(events: Sequence[Event], claims: Iterable[Claim], text: str, offset: int) -> list[Pair]:
    """Every claim whose trigger is in the sentence and every event, in pairs where they meet."""
    left = list(events)
    found: list[Pair] = []
    for claim in claims:
        if claim.trigger[0] < offset:
            continue
        event = _counterpart(claim, left, offset)
        if event is None:
            found.append(Pair(claim=claim, event=None))
        else:
            left.remove(event)
            found.append(Pair(claim=claim, event=event, faults=tuple(faults(claim, event, text, offset))))
    return found + [Pair(claim=None, event=event) for event in left]


def _counterpart(claim: Claim, events: Sequence[Event], offset: int) -> Event | None:
    trigger, quote = _shifted(claim.trigger, offset), _shifted((claim.start, claim.end), offset)
    same = [e for e in events if any(overlap(trigger, t) for t in e.spans["trig"])]
    same = same or [e for e in events if e.kind == claim.kind and any(overlap(quote, t) for t in e.spans["trig"])]
    return min(same, key=lambda e: e.kind != claim.kind, default=None)


def faults(claim: Claim, event: Event, text: str, offset: int) -> list[str]:
    """What is wrong in a claim that stands for an event, one entry a slot at most, but for number and polarity at the end."""

    def spans(values: Iterable[tuple[int, int] | None]) -> list[Span]:
        return [_shifted(at, offset) for at in values if at is not None]

    coded = event.spans
    actors, targets = list(coded.get("actor", ())), list(coded.get("target", ()))
    others = [at for _, at in event.others]
    grounds = [*coded.get("place", ()), *coded.get("from", ()), *coded.get("to", ())]
    mine_actors, mine_targets = spans(r.at for r in claim.actors), spans(r.at for r in claim.targets)
    mine_others, mine_places = spans(r.at for r in claim.others), spans(p.at for p in claim.places)
    event_places = spans(p.at for p in claim.places if p.role == "event")
    named = [at for at in coded.get("place", ()) if any(c.isupper() for c in text[slice(*at)]) or text.islower()]
    found = ["kind:wrong"] if claim.kind != event.kind else []
    found += _compared("actors", actors, mine_actors, may=actors, counts=mine_actors)
    found += _compared(
        "targets", targets, mine_targets, may=[*targets, *others, *grounds], counts=[*mine_targets, *mine_others, *mine_places]
    )
    found += _compared("place", named, event_places, may=[*grounds, *targets], counts=[*mine_places, *mine_targets])
    found += _numbers(claim, event, text, offset)
    return found + (["polarity:wrong"] if claim.negated != event.negated else [])


def _compared(
    slot: str, wanted: Sequence[Span], claimed: Sequence[Span], *, may: Sequence[Span], counts: Sequence[Span]
) -> list[str]:
    """`may`: spans where a claimed value is not extra; `counts`: claimed spans that serve a wanted value."""
    missing = not all(any(overlap(w, c) for c in counts) for w in wanted)
    extra = not all(any(overlap(c, m) for m in may) for c in claimed)
    return [f"{slot}:{'wrong' if missing and extra else 'missing' if missing else 'extra'}"] if missing or extra else []


def _numbers(claim: Claim, event: Event, text: str, offset: int) -> list[str]:
    """A coded number must be claimed with its `what`; a number "by grammar" (killed=the mayor) need not."""
    coded = [(what, at) for what, at, _ in event.quantities]
    mine = [(q.what, _shifted(q.at, offset)) for q in claim.quantities]
    counted = [
        (what, at) for what, at in coded if any(c.isdigit() for c in text[slice(*at)]) or _is_number_word(text[slice(*at)])
    ]
    missing = not all(any(what == w and overlap(at, a) for w, a in mine) for what, at in counted)
    extra = any(w in COUNTED and not any(what == w and overlap(at, a) for what, at in coded) for w, a in mine)
    return [f"number:{'wrong' if missing and extra else 'missing' if missing else 'extra'}"] if missing or extra else []


def _is_number_word(phrase: str) -> bool:
    return any(part in _numbers_in_words() for part in phrase.lower().replace("-", " ").split())


@lru_cache(maxsize=1)
def _numbers_in_words() -> frozenset[str]:
    rows = (row for row in tables.table("en/numbers.tsv") if row["role"] in ("number", "scale", "vague"))
    return frozenset(word for row in rows for word in row["words"].split()) - {"a", "of", "the"}


def overlap(a: Span, b: Span) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1])


def _shifted(at: Span, offset: int) -> Span:
    return at[0] - offset, at[1] - offset
