"""Whole claims against the annotated sentences: triggers, each slot, and the share of claims with all of it right.

`right` is of all claims made in the sentences: matched to a coded event with no fault in kind, actors, targets, place,
number and polarity.
`right, gold` is the same count of all coded events. The trainer's held-out part is not known here: figures on
files that a reader was trained on are no test of it; give test files with --files.

    python bench/claims.py [--files annotations/en/own_a.ann ...] [--data ../shared/bench] [--verbose]

Files of sentences with text (.ann) need nothing; standoff files (.jsonl) need the corpora below --data and are left out, with
a message, where those are not there.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from coded import SLOTS, Event, Pair, Sentence, coded_sentences, pairs, report_of
from figures import Figure, finish, parser, script, share, with_reader

from fogline.pipeline import Pipeline
from fogline.records import Claim

ANNOTATIONS = Path(__file__).parents[1] / "annotations" / "en"


def main(arguments: list[str]) -> int:
    made = with_reader(parser(__doc__))
    made.add_argument(
        "--files", nargs="+", type=Path, default=sorted([*ANNOTATIONS.glob("*.ann"), *ANNOTATIONS.glob("*.jsonl")])
    )
    options = made.parse_args(arguments)
    coded = list(coded_sentences(options.files, options.data))
    if options.limit is not None and options.limit < len(coded):
        chosen = sorted(random.Random(options.seed).sample(range(len(coded)), options.limit))
        coded = [coded[i] for i in chosen]
    pipeline = Pipeline(reader=options.reader)
    counts = Counter[str]()
    for path, sentence in coded:
        report, offset = report_of(sentence)
        found = pairs(sentence.events, pipeline.read(report).claims, sentence.text, offset)
        counts[f"{path.stem} sentences"] += 1
        _count(counts, path.stem, found)
        if options.verbose:
            _explain(sentence, found)
    figures = figures_of(counts, sorted({path.stem for path, _ in coded}))
    return finish(f"annotated sentences ({len(coded)}), reader {options.reader}", figures, options)


def _count(counts: Counter[str], name: str, found: Sequence[Pair]) -> None:
    for pair in found:
        counts["claims"] += pair.claim is not None
        counts["events"] += pair.event is not None
        if pair.claim is None or pair.event is None:
            counts[f"{name} claims"] += pair.claim is not None
            continue
        counts["matched"] += 1
        counts[f"{name} claims"] += 1
        counts["right"] += not pair.faults
        counts[f"{name} right"] += not pair.faults
        for fault in pair.faults:
            counts[fault.split(":")[0]] += 1
            counts[fault] += 1
        if pair.faults:
            counts[f"first {pair.faults[0]}"] += 1


def figures_of(counts: Counter[str], names: Sequence[str]) -> list[Figure]:
    matched = counts["matched"]
    figures = [
        share("trigger precision", matched, counts["claims"]),
        share("trigger recall", matched, counts["events"]),
        *(share(slot, matched - counts[slot], matched, _parts(counts, slot)) for slot in SLOTS),
        share("right", counts["right"], counts["claims"], "of all claims"),
        share("right of matched", counts["right"], matched),
        share("right, gold", counts["right"], counts["events"], "of all coded events"),
    ]
    return figures + [share(f"right in {name}", counts[f"{name} right"], counts[f"{name} claims"]) for name in names]


def _parts(counts: Counter[str], slot: str) -> str:
    return ", ".join(f"{part} {counts[f'{slot}:{part}']}" for part in ("missing", "extra", "wrong") if counts[f"{slot}:{part}"])


def _explain(sentence: Sentence, found: Sequence[Pair]) -> None:
    faulty = [pair for pair in found if pair.faults or pair.claim is None or pair.event is None]
    if faulty:
        print(f"\n{sentence.id}  {sentence.text}")
    for pair in faulty:
        fault = ",".join(pair.faults) or ("missed" if pair.claim is None else "spurious")
        print(f"    {fault}\n      claim {_claimed(pair.claim)}\n      coded {_coded(pair.event, sentence.text)}")


def _claimed(claim: Claim | None) -> str:
    if claim is None:
        return "—"
    actors, targets, places = ([value.text for value in slot] for slot in (claim.actors, claim.targets, claim.places))
    return f"{claim.kind} A{actors} T{targets} P{places} Q{[(q.what, q.text) for q in claim.quantities]}"


def _coded(event: Event | None, text: str) -> str:
    return (
        "—"
        if event is None
        else f"{event.kind} { ({slot: [text[slice(*at)] for at in ats] for slot, ats in event.spans.items()}) }"
    )


if __name__ == "__main__":
    script(main)
