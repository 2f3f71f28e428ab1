"""Fit the linear weights of the parse-based reader on the project's annotations.

    python training/fit_weights.py [--corpora ../shared/bench] [--out src/fogline/data/en] [--folds 5]

Writes seen_triggers.tsv, predicate_weights.tsv and role_weights.tsv (thousandths) and prints out-of-fold figures: predicates
(precision, recall, F1 with the right kind) and each role given a right predicate. Sentences that are held out for tests
(examples.held_out, test.jsonl) are never used. Deterministic.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from annotations import Event, Sentence
from examples import ANNOTATIONS, held_out, training_sentences
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from fogline.naming.gazetteer import World
from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.frames import Frames
from fogline.reading.lexicon import lexicon
from fogline.reading.names import Roster, world_forms
from fogline.reading.places import places
from fogline.reading.predicates import Describer, Kinds, by_word, candidates, coarse, seeds
from fogline.reading.prepared import Prepared, prepared
from fogline.reading.quantities import Counter as Counts
from fogline.reading.roles import COUNTS, LABELS, PARTS, Pairs, phrases
from fogline.reading.states import States
from fogline.reading.truecase import known_name

LEAST_SEEN = 2  # annotations in which a lemma must have had a kind to be a candidate for it
LEAST_FEATURE = 2  # examples in which a feature must stand to get a weight
STRENGTH = {"predicates": 0.35, "roles": 0.35}  # inverse of the L2 penalty, by five-fold trials on the own sentences


@dataclass(slots=True, kw_only=True)
class Item:
    """An annotated sentence with its analysis; `gold` maps a trigger's head token to its event."""

    sentence: Sentence
    parts: list[tuple[Prepared, dict[int, Event]]] = field(default_factory=list)

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.sentence.id.encode()).hexdigest(), 16) % 5


def analysed(sentences: Iterable[Sentence]) -> Iterator[Item]:
    words, gazetteer = lexicon("en"), World()
    forms = world_forms()
    analyser = SpacyAnalyser(known_name(gazetteer, words, (form for form, _ in forms)))
    roster, rules, counts = Roster(forms), (Frames(words), States()), Counts(words)
    for sentence in sentences:
        item = Item(sentence=sentence)
        found = analyser.analyse(sentence.text, 0, "body")
        mentions = places(found, gazetteer)
        for part in found:
            made = prepared(part, words, roster, [m for m in mentions if part.start <= m.start < part.end], counts, rules)
            item.parts.append((made, gold_heads(sentence, made)))
        yield item


def gold_heads(sentence: Sentence, made: Prepared) -> dict[int, Event]:
    """The head token of each event's trigger that lies in this part."""
    found: dict[int, Event] = {}
    tokens = made.sentence.tokens
    for event in sentence.events:
        a, b = event.spans["trig"][0]
        inside = [t.i for t in tokens if t.start < b and t.end > a]
        if inside:
            tops = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
            verbal = [i for i in inside if tokens[i].pos in ("VERB", "NOUN", "PROPN", "ADJ")]
            head = next((i for i in tops if i in verbal), (verbal or inside)[0])
            found.setdefault(head, event)
    return found


def overlapping(made: Prepared, i: int, spans: Iterable[tuple[int, int]]) -> bool:
    token = made.sentence.tokens[i]
    return any(token.start < b and token.end > a for a, b in spans)


def seen_table(items: list[Item]) -> dict[tuple[str, str, str], int]:
    found: Counter[tuple[str, str, str]] = Counter()
    for item in items:
        for made, gold in item.parts:
            for i, event in gold.items():
                token = made.sentence.tokens[i]
                found[token.lemma, coarse(token.pos), event.kind] += 1
    return {key: n for key, n in found.items() if n >= LEAST_SEEN and key[1] in ("VERB", "NOUN", "ADJ")}


def event_at(made: Prepared, gold: dict[int, Event], c_tokens: Iterable[int]) -> Event | None:
    return next(
        (
            event
            for i, event in gold.items()
            if i in c_tokens or any(overlapping(made, t, [event.spans["trig"][0]]) for t in c_tokens)
        ),
        None,
    )


def predicate_examples(items: list[Item], seen: Kinds) -> Iterator[tuple[list[str], int, Item]]:
    for item in items:
        for made, gold in item.parts:
            describer = Describer(made.sentence, made.nominals, made.clauses)
            for c, rule_kind in candidates(made, seen, seeds("en")):
                event = event_at(made, gold, c.trigger)
                yield list(describer.features(c, rule_kind)), int(event is not None and event.kind == c.kind), item


def role_examples(items: list[Item]) -> Iterator[tuple[list[str], str, str, Item]]:
    for item in items:
        for made, gold in item.parts:
            pairs = Pairs(made.sentence, made.nominals, made.clauses, sorted(gold))
            for head, event in gold.items():
                ruled, has_rule = made.ruled_roles(head)
                for i in phrases(made.sentence, made.nominals, (k for k, role in ruled.items() if role in PARTS)):
                    role = next((r for r in PARTS if overlapping(made, i, event.spans.get(r, ()))), "none")
                    if role != "none" and not heads_phrase(made, i, event.spans[role]):
                        role = "none"
                    yield list(pairs.features(head, event.kind, i, "phrase", ruled.get(i), has_rule)), role, "phrase", item
                for first, last, _ in made.places:
                    i = made.place_head(first, last)
                    spans = [s for r in ("place", "from", "to") for s in event.spans.get(r, ())]
                    yield (
                        list(pairs.features(head, event.kind, i, "place", ruled.get(i), has_rule)),
                        "place" if overlapping(made, i, spans) else "none",
                        "place",
                        item,
                    )
                for count in made.counts:
                    i = count.noun if count.noun is not None else count.number
                    what = next(
                        (
                            w
                            for w, span, _ in event.quantities
                            if any(overlapping(made, k, [span]) for k in range(count.first, count.last + 1))
                        ),
                        "none",
                    )
                    role = what if what in ("killed", "wounded", "none") else "number"
                    yield list(pairs.features(head, event.kind, i, "count", ruled.get(i), has_rule)), role, "count", item


def heads_phrase(made: Prepared, i: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether token `i` is the head of the phrase in one of the spans, not a word inside it."""
    tokens = made.sentence.tokens
    for a, b in spans:
        inside = [t.i for t in tokens if t.start < b and t.end > a]
        if i in inside and (tokens[i].head not in inside or tokens[i].head == i or made.nominals.content(tokens[i].head) == i):
            return True
    return False


def fitted(
    rows: list[list[str]], labels: np.ndarray, strength: float, weight: dict[int, float] | None = None
) -> tuple[DictVectorizer, LogisticRegression]:
    often = Counter(f for row in rows for f in set(row))
    vectoriser = DictVectorizer(dtype=np.float32)
    x = vectoriser.fit_transform([{f: 1.0 for f in row if often[f] >= LEAST_FEATURE} for row in rows])
    x.indices, x.indptr = x.indices.astype(np.int32), x.indptr.astype(np.int32)  # what liblinear takes
    model = LogisticRegression(C=strength, max_iter=300, solver="liblinear", class_weight=weight)
    model.fit(x, labels)
    return vectoriser, model


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--out", type=Path, default=Path("src/fogline/data/en"))
    parser.add_argument("--skip-folds", action="store_true", help="write the weights only")
    options = parser.parse_args()
    sentences = [s for s in training_sentences(options.corpora) if not held_out(s.id)]
    items = list(analysed(sentences))
    print(f"{len(items)} sentences from {ANNOTATIONS.name}, {sum(len(i.sentence.events) for i in items)} events", flush=True)
    if not options.skip_folds:
        out_of_fold(items)
    write(items, options.out)
    return 0


def by_key(table: dict[tuple[str, str, str], int]) -> Kinds:
    return by_word({"lemma": lemma, "pos": pos, "kind": kind} for lemma, pos, kind in sorted(table))


def out_of_fold(items: list[Item]) -> None:
    hits: Counter[str] = Counter()
    for fold in range(5):
        train = [i for i in items if i.fold != fold]
        test = [i for i in items if i.fold == fold]
        seen = by_key(seen_table(train))
        examples = list(predicate_examples(train, seen))
        vectoriser, model = fitted([f for f, _, _ in examples], np.array([y for _, y, _ in examples]), STRENGTH["predicates"])
        hits["events"] += sum(len(i.sentence.events) for i in test)
        for item in test:
            rows = list(predicate_examples([item], seen))
            if rows:
                p = model.decision_function(vectoriser.transform([dict.fromkeys(f, 1.0) for f, _, _ in rows]))
                for (_, y, _), value in zip(rows, p, strict=True):
                    for threshold in (-0.5, 0.0, 0.5):
                        hits[f"made {threshold}"] += value > threshold
                        hits[f"right {threshold}"] += bool(value > threshold and y)
        roles = list(role_examples(train))
        tests = list(role_examples(test))
        for name in LABELS:
            sort = "phrase" if name in PARTS else "place" if name == "place" else "count"
            part = [(f, r) for f, r, s, _ in roles if s == sort]
            vectoriser, model = fitted([f for f, _ in part], np.array([int(r == name) for _, r in part]), STRENGTH["roles"])
            held = [(f, r) for f, r, s, _ in tests if s == sort]
            p = model.decision_function(vectoriser.transform([dict.fromkeys(f, 1.0) for f, _ in held]))
            hits[f"{name} gold"] += sum(r == name for _, r in held)
            hits[f"{name} made"] += int((p > 0).sum())
            hits[f"{name} right"] += sum(1 for (_, r), value in zip(held, p, strict=True) if value > 0 and r == name)
    for threshold in (-0.5, 0.0, 0.5):
        made, right, gold = hits[f"made {threshold}"], hits[f"right {threshold}"], hits["events"]
        print(
            f"predicates with kind, threshold {threshold}: P {right / made:.3f} R {right / gold:.3f} "
            f"F1 {2 * right / (made + gold):.3f}"
        )
    for name in LABELS:
        made, right, gold = (hits[f"{name} {k}"] for k in ("made", "right", "gold"))
        print(
            f"{name:8} of a right predicate: P {right / max(1, made):.3f} R {right / max(1, gold):.3f} "
            f"F1 {2 * right / max(1, made + gold):.3f}"
        )


def head(title: str, columns: str, sentences: str) -> str:
    return (
        f"# title: {title}\n"
        f"# source: fitted by training/{Path(sys.argv[0]).name} on {sentences} of annotations/en\n"
        f"# licence: CC0-1.0\n# date: {dt.date.today()}\n# columns: {columns}\n"
    )


def write(items: list[Item], out: Path) -> None:
    sentences = f"{len(items)} sentences"

    def table(name: str, title: str, columns: str, lines: Iterable[str]) -> None:
        (out / name).write_text(head(title, columns, sentences) + "\n".join(lines) + "\n", "utf-8")

    seen = seen_table(items)
    lines = [f"{lemma}\t{pos}\t{kind}\t{n}" for (lemma, pos, kind), n in sorted(seen.items())]
    table("seen_triggers.tsv", "Kinds that a word had as a trigger in the annotations", "lemma pos kind times", lines)
    examples = list(predicate_examples(items, by_key(seen)))
    vectoriser, model = fitted([f for f, _, _ in examples], np.array([y for _, y, _ in examples]), STRENGTH["predicates"])
    weights = dict(zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True))
    weights["any"] = weights.get("any", 0.0) + float(model.intercept_[0])
    lines = [f"{f}\t{round(1000 * w)}" for f, w in sorted(weights.items()) if round(1000 * w) and "\t" not in f]
    table("predicate_weights.tsv", "Weights of predicate candidates, thousandths", "feature weight", lines)
    roles = list(role_examples(items))
    columns: dict[str, list[int]] = defaultdict(lambda: [0] * len(LABELS))
    for k, name in enumerate(LABELS):
        sort = "phrase" if name in PARTS else "place" if name == "place" else "count"
        part = [(f, r) for f, r, s, _ in roles if s == sort]
        vectoriser, model = fitted([f for f, _ in part], np.array([int(r == name) for _, r in part]), STRENGTH["roles"])
        for f, w in zip(vectoriser.get_feature_names_out(), model.coef_[0], strict=True):
            columns[f][k] += round(1000 * float(w))
        columns[sort][k] += round(1000 * float(model.intercept_[0]))
    lines = [f + "\t" + "\t".join(map(str, row)) for f, row in sorted(columns.items()) if any(row) and "\t" not in f]
    title = "Weights of phrases, places and numbers for the parts of a predicate, thousandths"
    table("role_weights.tsv", title, "feature " + " ".join(LABELS), lines)


if __name__ == "__main__":
    assert COUNTS
    sys.exit(main())
