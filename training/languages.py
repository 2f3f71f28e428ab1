"""The annotated sentences of every language: for training, for choosing weights, for measuring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotations import Sentence, read
from examples import held_out, training_sentences, varied

from fogline.reading.analysers.words import words
from fogline.reading.tagger.model import Text

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
LANGUAGES = ("ko", "ru", "fa", "ar", "tr", "uk", "ps", "sr", "hu", "ur", "es", "fr")
OTHER_CORPORA = 2  # one in so many English sentences of other people's texts is shown; of own text all


def _written(language: str) -> Iterator[Sentence]:
    for path in sorted((ANNOTATIONS / language).glob("own*.ann")):
        yield from read(path)


def own(language: str) -> list[Sentence]:
    """For training."""
    return [sentence for sentence in _written(language) if not held_out(sentence.id)]


def development(language: str) -> list[Sentence]:
    """Never trained on: weights and thresholds are chosen on them."""
    return [sentence for sentence in _written(language) if held_out(sentence.id)]


def gate(language: str) -> list[Sentence]:
    """Never trained on."""
    return list(read(ANNOTATIONS / language / "gate.ann"))


def english(corpora: Path) -> Iterator[Sentence]:
    """All own sentences and some of the others, none that is held out; some a second time, varied."""
    for number, sentence in enumerate(s for s in training_sentences(corpora) if not held_out(s.id)):
        if sentence.id.startswith("own") or number % OTHER_CORPORA == 0:
            yield sentence
            yield from varied(sentence)


def cut(text: str) -> Text:
    """The words of a sentence that is not English, as at run time."""
    return Text(text=text, words=tuple(words(text)))
