"""Fit the weights that join parse and tagger (src/fogline/reading/joining.py) on sentences that neither was trained on.

    python training/fit_join.py [--corpora ../shared/bench] [--out src/fogline/data/en/join_weights.tsv]

Uses the held-out sentences (examples.held_out), never test.jsonl. Prints what cross-validation says of each decision:
precision and recall at even odds, by the parse's sums alone and joined."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from annotations import Event
from examples import held_out, training_sentences
from fit_weights import Item, analysed, event_at, head, heads_phrase, overlapping
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from fogline.pipeline import Pipeline
from fogline.reading import tagger
from fogline.reading.confidence import CLAIM
from fogline.reading.joining import PREDICATE, Row
from fogline.reading.lexicon import lexicon
from fogline.reading.parts import Offer, Parts
from fogline.reading.predicates import Candidate
from fogline.reading.prepared import Prepared
from fogline.reading.roles import COUNTS, PARTS
from fogline.reading.tagger.view import View
from fogline.reading.weighed import JOINED_IN_WAR, Weighed

sys.path.append(str(Path(__file__).parents[1] / "bench"))

from coded import pairs, report_of  # the folder of the benchmarks is no package

SURE = 1000  # a confidence above every threshold
STRENGTH = 1.0  # inverse of the L2 penalty; a row has a dozen numbers, so it hardly matters
Example = tuple[Row, bool]


def predicate_examples(items: list[Item], weighed: Weighed) -> Iterator[Example]:
    for item in items:
        for made, gold in item.parts:
            for w in weighed.weighed(made, _view(weighed, made), weighed.parsed(made)):
                event = event_at(made, gold, w.candidate.trigger)
                yield w.row, event is not None and event.kind == w.candidate.kind


def part_examples(items: list[Item], weighed: Weighed) -> Iterator[tuple[str, Row, bool]]:
    """Parts of coded predicates, so that their errors are their own."""
    for item in items:
        for made, gold in item.parts:
            chosen = [_as_candidate(made, h, event) for h, event in sorted(gold.items())]
            parts = Parts(made, chosen, weighed.role_weights, _view(weighed, made), weighed.join)
            for c in chosen:
                for offer in parts.offers(c):
                    yield offer.label, offer.row, _is_right(made, gold[c.head], offer)


def _view(weighed: Weighed, made: Prepared) -> View | None:
    return weighed.views([made.sentence])[0] if weighed.views else None


def _as_candidate(made: Prepared, h: int, event: Event) -> Candidate:
    a, b = event.spans["trig"][0]
    words = tuple(t.i for t in made.sentence.tokens if t.start < b and t.end > a)
    return Candidate(head=h, kind=event.kind, ruled=False, trigger=words)


def _is_right(made: Prepared, event: Event, offer: Offer) -> bool:
    f, label = offer.filler, offer.label
    words = range(f.first, f.last + 1)
    if label in PARTS:
        return heads_phrase(made, f.head, event.spans.get(label, ()))
    if label in COUNTS:
        wanted = [span for what, span, _ in event.quantities if (what if what in COUNTS else "number") == label]
        return any(overlapping(made, i, wanted) for i in words)
    return any(overlapping(made, i, [s for slot in ("place", "from", "to") for s in event.spans.get(slot, ())]) for i in words)


def fitted(name: str, examples: list[Example]) -> dict[str, float]:
    """The weights of one decision; prints how good it is out of fold."""
    vectoriser = DictVectorizer(sparse=False)
    x = vectoriser.fit_transform([row for row, _ in examples])
    y = np.array([right for _, right in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False)
    joined = cross_val_predict(model, x, y, cv=5)
    alone = np.array([row.get("parse", -1.0) > 0 for row, _ in examples])
    print(f"{name:10} {len(y):6} examples, {int(y.sum()):5} right; parse {_pr(alone, y)}; joined {_pr(joined, y)}")
    return dict(zip(vectoriser.get_feature_names_out(), model.fit(x, y).coef_[0], strict=True))


def _pr(said: np.ndarray, right: np.ndarray) -> str:
    hits = int((said & right).sum())
    precision, recall = hits / max(1, int(said.sum())), hits / max(1, int(right.sum()))
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--out", type=Path, default=Path("src/fogline/data/en/join_weights.tsv"))
    options = parser.parse_args(arguments)
    weighed = Weighed(lexicon("en"), tagger.load().views, join=defaultdict(dict))
    items = list(analysed(s for s in training_sentences(options.corpora) if held_out(s.id)))
    found = {PREDICATE: fitted(PREDICATE, list(predicate_examples(items, weighed)))}
    rows: dict[str, list[Example]] = defaultdict(list)
    for label, row, right in part_examples(items, weighed):
        rows[label].append((row, right))
    found |= {label: fitted(label, examples) for label, examples in sorted(rows.items())}
    found[CLAIM] = fitted(CLAIM, list(claim_examples(items, found)))
    write(options.out, thousandths(found), f"{len(items)} held-out sentences")
    return 0


class Everything(Weighed):
    """Tells every predicate that it would tell in an account of a war, so that the doubtful ones are weighed too."""

    def _least(self, weighed: object, about: float) -> int:
        return JOINED_IN_WAR


def claim_examples(items: list[Item], weights: dict[str, dict[str, float]]) -> Iterator[Example]:
    """Claims of the sentences read by themselves with these weights: right in every slot or not (bench/coded.py)."""
    seen: list[Row] = []

    def numbered(row: Row) -> float:
        seen.append(row)
        return len(seen) + SURE  # comes back as the claim's confidence

    reader = (pipeline := Pipeline()).tools.reader
    reader.propose = Everything(lexicon("en"), tagger.load().views, join=thousandths(weights)).propose
    reader.tools.confidence = numbered
    for item in items:
        report, offset = report_of(item.sentence)
        for pair in pairs(item.sentence.events, pipeline.read(report).claims, item.sentence.text, offset):
            if pair.claim is not None and pair.claim.confidence is not None:
                yield seen[pair.claim.confidence // 100 - SURE - 1], pair.event is not None and not pair.faults


def thousandths(weights: dict[str, dict[str, float]]) -> dict[str, dict[str, int]]:
    return {decision: {f: round(1000 * w) for f, w in sorted(of.items())} for decision, of in weights.items()}


def write(out: Path, found: dict[str, dict[str, int]], sentences: str) -> None:
    lines = [f"{decision}\t{f}\t{w}" for decision, of in found.items() for f, w in of.items()]
    title = "Weights that join parse and tagger, thousandths"
    out.write_text(head(title, "decision feature weight", sentences) + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
