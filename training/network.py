"""The tagger in PyTorch, for training only: the encoder with adapters, and the heads.

At run time fogline.reading.tagger does the same in onnxruntime and numpy; tests/training compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from examples import LABELS, Example
from torch import Tensor, nn
from torch.nn import functional

from fogline.reading.tagger.embeddings import Embeddings
from fogline.reading.tagger.encoder_file import EncoderFile
from fogline.reading.tagger.heads import DISTANCES
from fogline.reading.tagger.merge import MATRICES
from fogline.reading.tagger.parts_graph import MIX_HEADS

MASKED = -1e9

Trigger = tuple[int, int, int]  # sentence of the batch, first and last word


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """`layers` of the encoder are used, those from `adapted` on get adapters of rank `rank`; widths of the heads follow."""

    layers: int = 12
    adapted: int = 0
    rank: int = 16
    trigger: int = 128
    kind: int = 256
    role: int = 128
    mixers: int = 1
    dropout: float = 0.2


class Adapted(nn.Module):
    """A frozen matrix with a trainable low-rank change. The frozen product runs in bfloat16, which is twice as fast where the
    processor has instructions for it and changes a state by less than the 8 bits of the run-time model do."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("weight", weight.bfloat16())
        self.register_buffer("bias", bias)
        self.rank = rank
        if rank:
            outputs, inputs = weight.shape
            self.a = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
            self.b = nn.Parameter(torch.zeros(outputs, rank))

    def forward(self, x: Tensor) -> Tensor:
        y = functional.linear(x.bfloat16(), self.weight).float() + self.bias
        return y + 2.0 * functional.linear(functional.linear(x, self.a), self.b) if self.rank else y


class Layer(nn.Module):
    def __init__(self, encoder: EncoderFile, index: int, rank: int) -> None:
        super().__init__()
        shape = encoder.shape
        self.heads = shape.heads
        for name in MATRICES:
            columns = shape.inner if name == "fo" else shape.hidden
            weight = torch.from_numpy(encoder.matrix(f"l{index}.{name}.w", columns))
            setattr(self, name, Adapted(weight, torch.from_numpy(encoder.vector(f"l{index}.{name}.b")), rank))
        self.norms = nn.ModuleList(_norm(encoder, f"l{index}.{part}") for part in ("aln", "oln"))

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        context = functional.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=bias)
        x = self.norms[0](x + self.ao(context.transpose(1, 2).reshape(batch, length, hidden)))
        return self.norms[1](x + self.fo(functional.gelu(self.fi(x))))


def _norm(encoder: EncoderFile, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(encoder.shape.hidden, eps=encoder.shape.epsilon)
    norm.weight = nn.Parameter(torch.from_numpy(encoder.vector(f"{name}.w")), requires_grad=False)
    norm.bias = nn.Parameter(torch.from_numpy(encoder.vector(f"{name}.b")), requires_grad=False)
    return norm


def _table(rows: int, width: int) -> nn.Embedding:
    table = nn.Embedding(rows, width)
    nn.init.normal_(table.weight, std=0.1)
    return table


class Mixer(nn.Module):
    """A layer of attention among the words of a sentence as one trigger sees them."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.norm_in, self.norm_out, self.drop = nn.LayerNorm(width), nn.LayerNorm(width), nn.Dropout(dropout)
        self.attend, self.attended = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widen, self.narrow = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        count, length, width = x.shape
        q, k, v = self.attend(self.norm_in(x)).view(count, length, 3, MIX_HEADS, -1).permute(2, 0, 3, 1, 4)
        context = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2)
        x = x + self.drop(self.attended(context.reshape(count, length, width)))
        return x + self.drop(self.narrow(functional.gelu(self.widen(self.norm_out(x)), approximate="tanh")))


class Tagger(nn.Module):
    """Heads read the standardised state of a word's first piece. Shapes: B sentences of a batch, W words (of the longest),
    K triggers of the whole batch."""

    def __init__(self, encoder: EncoderFile, size: Size) -> None:
        super().__init__()
        hidden = encoder.shape.hidden
        self.size, self.encoder, self.embeddings = size, encoder, Embeddings(encoder)
        self.layers = nn.ModuleList(Layer(encoder, i, size.rank if i >= size.adapted else 0) for i in range(size.layers))
        self.register_buffer("mean", torch.zeros(hidden))
        self.register_buffer("deviation", torch.ones(hidden))
        self.drop = nn.Dropout(size.dropout)
        self.trigger_in, self.trigger_out = nn.Linear(hidden, size.trigger), nn.Linear(size.trigger, 3)
        self.kind_in, self.kind_out = nn.Linear(hidden, size.kind), nn.Linear(size.kind, len(LABELS.kinds))
        flags = 2 + len(LABELS.modalities) + len(LABELS.aspects) + len(LABELS.frames)
        self.flags_out = nn.Linear(size.kind, flags)
        self.word_in, self.of_in = nn.Linear(hidden, size.role), nn.Linear(hidden, size.role, bias=False)
        self.product_in = nn.Linear(size.role, size.role, bias=False)
        self.distance = _table(DISTANCES, size.role)
        self.mix = nn.ModuleList(Mixer(size.role, size.dropout) for _ in range(size.mixers))
        self.joint_norm = nn.LayerNorm(size.role)
        self.role_out = nn.Linear(size.role, 1 + 2 * len(LABELS.roles))
        self.number_out = nn.Linear(size.role, 1 + 2 * len(LABELS.numbers))

    @torch.no_grad()
    def prepare(self, examples: Sequence[Example], together: int = 32) -> None:
        """Run the frozen part once for every example, without dropout."""
        self.eval()
        order = sorted(examples, key=lambda e: len(e.ids))
        for at in range(0, len(order), together):
            batch = order[at : at + together]
            for one in batch:
                made = self.embeddings.of([[self.encoder.begin, *one.ids, self.encoder.end]])
                one.states = torch.from_numpy(made).to(self.mean.device)
            if self.size.adapted:
                x = self._through(batch, list(self.layers)[: self.size.adapted])
                for one, states in zip(batch, x, strict=True):
                    one.states = states[: len(one.ids) + 2].clone()

    def encode(self, batch: Sequence[Example]) -> Tensor:
        """Unstandardised states of the last layer (batch x pieces x hidden)."""
        return self._through(batch, list(self.layers)[self.size.adapted :])

    def _through(self, batch: Sequence[Example], layers: Sequence[nn.Module]) -> Tensor:
        x = nn.utils.rnn.pad_sequence([one.states for one in batch], batch_first=True)
        bias = masked([len(one.states) for one in batch], x)
        for layer in layers:
            x = layer(x, bias)
        return x

    def words(self, states: Tensor, batch: Sequence[Example]) -> Tensor:
        """Standardised states of the words (B x W x hidden), zeros where a word has no piece and after a sentence's end."""
        rows = [torch.tensor(one.first, device=states.device) for one in batch]
        first = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=-1)
        picked = states.gather(1, first.clamp(min=0)[..., None].expand(-1, -1, states.shape[2]))
        return (picked - self.mean) / self.deviation * (first >= 0)[..., None]

    def triggers(self, words: Tensor) -> Tensor:
        """Scores of outside, begin, inside (B x W x 3)."""
        return self.trigger_out(self.drop(functional.gelu(self.trigger_in(self.drop(words)), approximate="tanh")))

    def of(self, words: Tensor, triggers: Sequence[Trigger]) -> Tensor:
        """States of triggers (K x hidden): the mean of their words."""
        return torch.stack([words[b, first : last + 1].mean(0) for b, first, last in triggers])

    def kinds(self, of: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of kinds and flags (K x labels)."""
        inner = self.drop(functional.gelu(self.kind_in(self.drop(of)), approximate="tanh"))
        return self.kind_out(inner), self.flags_out(inner)

    def roles(
        self, words: Tensor, of: Tensor, triggers: Sequence[Trigger], far: Tensor, lengths: list[int]
    ) -> tuple[Tensor, Tensor]:
        """Scores of every word's labels for every trigger (K x W x labels), roles and numbers. `far` holds classes of distance
        (K x W), `lengths` the words of each trigger's sentence."""
        rows = torch.tensor([b for b, _, _ in triggers], device=words.device)
        left, right = self.word_in(self.drop(words))[rows], self.of_in(self.drop(of))[:, None]
        total = left + right + self.product_in(left * right) + self.distance(far)
        bias = masked(lengths, total)
        for mixer in self.mix:
            total = mixer(total, bias)
        inner = self.drop(self.joint_norm(total))
        return self.role_out(inner), self.number_out(inner)


def masked(lengths: Sequence[int], x: Tensor) -> Tensor:
    """What attention adds, so that nobody looks past the end of a row of `x` (rows x 1 x 1 x length)."""
    inside = torch.arange(x.shape[1], device=x.device)[None] < torch.tensor(lengths, device=x.device)[:, None]
    return torch.where(inside, 0.0, MASKED)[:, None, None, :]
