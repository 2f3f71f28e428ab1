"""Annotated sentences as numbers: words, sub-word ids and the labels of every head.

Words are those of a language's analyser, because the tagger labels its tokens at run time. A span that cuts a word takes the
whole word.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotations import ASPECTS, FRAMES, KINDS, MODALITIES, Event, Sentence, read
from spans import trimmed
from standoff import restored

from fogline.naming.gazetteer import World
from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.lexicon import lexicon
from fogline.reading.names import world_forms
from fogline.reading.tagger.model import Text
from fogline.reading.tagger.subwords import Subwords
from fogline.reading.tagger.weights import Labels
from fogline.reading.tagger.windows import MOST_PIECES, first_pieces
from fogline.reading.truecase import known_name

ANNOTATIONS = Path(__file__).parents[1] / "annotations" / "en"
NO_KIND = "NONE"
ROLES = ("actor", "target", "place", "origin", "destination", "speaker", "time", "object", "recipient")
NUMBERS = ("killed", "wounded", "number")
SLOTS = {"from": "origin", "to": "destination", "by": "speaker"}  # slots of the annotations that have another name here
OTHERS = {"object": "object", "recipient": "recipient", "addressee": "recipient"}
LABELS = Labels(
    kinds=(*sorted(KINDS), NO_KIND),
    roles=ROLES,
    numbers=NUMBERS,
    modalities=("asserted", *sorted(MODALITIES - {"asserted"})),
    aspects=("done", *sorted(ASPECTS - {"done"})),
    frames=("current", *sorted(FRAMES - {"current"})),
)
HELD_OUT = 12  # per cent of the sentences, by a hash of their id

Words = tuple[int, int]  # first and last word of a span, inclusive


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One event in words: `roles` and `numbers` are spans by label."""

    trigger: Words
    kind: int
    roles: tuple[tuple[int, Words], ...]
    numbers: tuple[tuple[int, Words], ...]
    negated: bool
    modality: int
    aspect: int
    frame: int


@dataclass(slots=True, kw_only=True)
class Example:
    """`first` is the piece (0 is the begin mark) that stands for each word, -1 where none does. `states` caches what the frozen
    layers make of it."""

    id: str
    ids: tuple[int, ...]
    first: tuple[int, ...]
    targets: tuple[Target, ...]
    states: Any = field(default=None, repr=False)


@lru_cache(maxsize=1)
def _analyser() -> SpacyAnalyser:
    """As the reader has it without a case: text without capitals is given those of known names before it is parsed."""
    return SpacyAnalyser(known_name(World(), lexicon("en"), (form for form, _ in world_forms())))


def analysed(text: str) -> Text:
    """The words of an English sentence as at run time; parts into which the analyser splits it stay one text."""
    words = [(t.start, t.end) for part in _analyser().analyse(text, 0, "body") for t in part.tokens]
    return Text(text=text, words=tuple(words))


def training_sentences(corpora: Path) -> Iterator[Sentence]:
    """All annotated sentences but the test set, those held out among them. Files whose corpora are missing are left out
    with a note."""
    for path in sorted(ANNOTATIONS.glob("own_*.ann")):
        yield from read(path)
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        if path.stem == "test":
            continue
        try:
            yield from restored(path, corpora)
        except FileNotFoundError as error:
            print(f"left out {path.name}: {error}", file=sys.stderr)


def held_out(sentence: str) -> bool:
    """Whether the sentence with this id is for measuring only: fixed for ever by the id."""
    return int(hashlib.sha256(sentence.encode()).hexdigest()[:8], 16) % 100 < HELD_OUT


def covering(tokens: Sequence[tuple[int, int]], span: tuple[int, int]) -> Words | None:
    inside = [i for i, (a, b) in enumerate(tokens) if a < span[1] and b > span[0]]
    return (inside[0], inside[-1]) if inside else None


def _target(event: Event, text: str, tokens: Sequence[tuple[int, int]]) -> Target | None:
    trigger = covering(tokens, event.spans["trig"][0])
    if trigger is None:
        return None
    spans = [(SLOTS.get(slot, slot), span) for slot, found in event.spans.items() for span in found]
    spans += [(OTHERS[role], span) for role, span in event.others if role in OTHERS]
    numbers = [(what if what in NUMBERS else "number", span) for what, span, _ in event.quantities]
    return Target(
        trigger=trigger,
        kind=LABELS.kinds.index(event.kind),
        roles=tuple((ROLES.index(r), at) for r, span in spans if r in ROLES and (at := covering(tokens, trimmed(text, span)))),
        numbers=tuple((NUMBERS.index(w), at) for w, span in numbers if (at := covering(tokens, trimmed(text, span)))),
        negated=event.negated,
        modality=LABELS.modalities.index(event.modality),
        aspect=LABELS.aspects.index(event.aspect),
        frame=LABELS.frames.index(event.frame),
    )


def example(sentence: Sentence, text: Text, subwords: Subwords) -> Example | None:
    """`text` is the sentence cut into words. None where it is longer than the encoder's window."""
    encoded = subwords.encode(sentence.text)
    if not text.words or len(encoded.ids) > MOST_PIECES:
        return None
    targets = [made for event in sentence.events if (made := _target(event, text.text, text.words))]
    first = first_pieces(text.words, encoded.spans)
    return Example(id=sentence.id, ids=encoded.ids, first=first, targets=tuple(targets))


def varied(sentence: Sentence) -> Iterable[Sentence]:
    """Copies with the same labels: without capitals, without the final stop. Which ones is fixed by the id; commas stay,
    because offsets must."""
    draw = int(hashlib.sha256(("varied " + sentence.id).encode()).hexdigest()[:8], 16) % 100
    lowered = sentence.text.lower()
    if draw < 25 and len(lowered) == len(sentence.text) and lowered != sentence.text:
        yield replace(sentence, id=sentence.id + "/lower", text=lowered)
    elif draw < 35 and sentence.text.endswith((".", "!")):
        yield replace(sentence, id=sentence.id + "/bare", text=sentence.text[:-1] + " ")
