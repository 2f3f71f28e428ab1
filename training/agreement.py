"""Agreement between two codings of the same sentences, per kind and per role.

    python training/agreement.py FIRST SECOND [--kinds] [--corpora ../shared/bench]

FIRST and SECOND are .ann files or standoff .jsonl files, whose corpora must then be there.

Sentences are paired by id; those that only one file has are left out. Events are paired one to one by overlapping triggers, the
same kind first. Agreement is F1 of one coder against the other, which treats them alike: for triggers over all events, for
roles over the fillers of paired events, with any overlap and with the same span (articles and outer punctuation do not
count); for numbers with the same `what`. Flags are the share of paired events with the same value, negatives the share of
sentences.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotations import Event, Sentence, read
from spans import Span, overlap, trimmed
from standoff import CORPORA, restored

ROLES = ("actor", "target", "place", "from", "to", "time", "by")
FLAGS = ("negated", "modality", "aspect", "frame")


def paired(first: Sentence, second: Sentence) -> list[tuple[Event, Event]]:
    """Events of both with overlapping triggers, one to one, the same kind before another."""
    both = [
        (a.kind != b.kind, i, j)
        for i, a in enumerate(first.events)
        for j, b in enumerate(second.events)
        if any(overlap(x, y) > 0 for x in a.spans["trig"] for y in b.spans["trig"])
    ]
    taken_first, taken_second, kept = set[int](), set[int](), []
    for _, i, j in sorted(both):
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            kept.append((first.events[i], second.events[j]))
    return kept


def fillers(event: Event, text: str) -> Iterator[tuple[str, str, Span]]:
    """(row, what must agree, trimmed span): a number must agree in what is counted."""
    for role in ROLES:
        for span in event.spans.get(role, ()):
            yield role, role, trimmed(text, span)
    for what, span, _ in event.quantities:
        yield "number", what, trimmed(text, span)


class Agreement:
    def __init__(self) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()

    def add(self, first: Sentence, second: Sentence) -> None:
        c = self.counts
        pairs = paired(first, second)
        c["sentences",] += 1
        c["negative", "same"] += bool(first.events) == bool(second.events)
        c["trigger", "first"] += len(first.events)
        c["trigger", "second"] += len(second.events)
        c["trigger", "both"] += len(pairs)
        for which, sentence in (("first", first), ("second", second)):
            for event in sentence.events:
                c["kind " + event.kind, which] += 1
        for a, b in pairs:
            c["kind", "same"] += a.kind == b.kind
            if a.kind == b.kind:
                c["kind " + a.kind, "both"] += 1
            for flag in FLAGS:
                c[flag, "same"] += getattr(a, flag) == getattr(b, flag)
            self._roles(list(fillers(a, first.text)), list(fillers(b, second.text)))

    def _roles(self, first: list[tuple[str, str, Span]], second: list[tuple[str, str, Span]]) -> None:
        c = self.counts
        for row, what, span in first:
            c[row, "first"] += 1
            c[row, "both"] += any(what == other and overlap(span, at) > 0 for _, other, at in second)
            c[row, "exact"] += (row, what, span) in second
        for row, what, span in second:
            c[row, "second"] += 1
            c[row, "back"] += any(what == other and overlap(span, at) > 0 for _, other, at in first)

    def f1(self, row: str, hit: str = "both", back: str | None = None) -> float:
        c = self.counts
        recall, precision = c[row, hit] / max(1, c[row, "first"]), c[row, back or hit] / max(1, c[row, "second"])
        return 2 * recall * precision / max(1e-9, recall + precision)

    def lines(self, kinds: bool) -> Iterator[str]:
        c = self.counts
        pairs = max(1, c["trigger", "both"])
        yield f"sentences in both {c['sentences',]}"
        yield f"negative or not {c['negative', 'same'] / max(1, c['sentences',]):.3f}"
        yield f"trigger {self.f1('trigger'):.3f} ({c['trigger', 'first']} and {c['trigger', 'second']} events)"
        yield f"kind, given the trigger {c['kind', 'same'] / pairs:.3f}"
        for row in (*ROLES, "number"):
            counted = f"({c[row, 'first']} and {c[row, 'second']})"
            yield f"{row} overlapping {self.f1(row, 'both', 'back'):.3f}, exact {self.f1(row, 'exact'):.3f} {counted}"
        for flag in FLAGS:
            yield f"{flag} {c[flag, 'same'] / pairs:.3f}"
        if kinds:
            names = {row[0] for row in c if row[0].startswith("kind ")}
            for name in sorted(names, key=lambda n: (-c[n, "first"] - c[n, "second"], n)):
                yield f"{name} {self.f1(name):.2f} ({c[name, 'first']} and {c[name, 'second']})"


def coded(path: Path, corpora: Path) -> Iterator[Sentence]:
    return restored(path, corpora) if path.suffix == ".jsonl" else read(path)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    options = parser.parse_args(arguments)
    first, second = ({s.id: s for s in coded(path, options.corpora)} for path in (options.first, options.second))
    common = [name for name in first if name in second]
    if not common:
        print(f"{options.first} and {options.second} have no sentence in common", file=sys.stderr)
        return 1
    agreement = Agreement()
    for name in common:
        agreement.add(first[name], second[name])
    print("\n".join(agreement.lines(options.kinds)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
