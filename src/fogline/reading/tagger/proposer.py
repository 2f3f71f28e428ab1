"""Proposer 2: the trained tagger's triggers and roles as proposals on the sentence's tokens."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.reading.drafts import SPEECH_KINDS
from fogline.reading.proposals import Filler, Proposal
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.model import Tagger, Text
from fogline.reading.tagger.view import Part, Tagged, View


class TaggerProposer:
    """Sentences in batches: faster than one by one, the same result."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def views(self, sentences: Sequence[Sentence]) -> list[View]:
        return self._tagger.views([as_text(sentence) for sentence in sentences])

    def propose(self, sentences: Sequence[Sentence]) -> list[list[Proposal]]:
        """What the tagger alone says."""
        views = self.views(sentences)
        return [[as_proposal(s, tagged) for tagged in view.tagged] for s, view in zip(sentences, views, strict=True)]


def as_text(sentence: Sentence) -> Text:
    """What the tagger reads of a sentence."""
    words = tuple((token.start - sentence.start, token.end - sentence.start) for token in sentence.tokens)
    return Text(text=sentence.text, words=words)


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of the run whose parse head lies outside it; the last one where there is no parse."""
    tokens = sentence.tokens
    inside = range(first, last + 1)
    tops = [i for i in inside if tokens[i].dep and (tokens[i].head not in inside or tokens[i].head == i)]
    nouns = [i for i in tops if tokens[i].pos in ("NOUN", "PROPN", "PRON", "VERB", "NUM", "ADJ")]
    return (nouns or tops or [last])[0]


def clause_verb(sentence: Sentence, at: int) -> int:
    """The verb that `at` is or hangs under; `at` itself where there is none."""
    tokens, seen, here = sentence.tokens, set[int](), at
    while here not in seen:
        seen.add(here)
        if tokens[here].pos in ("VERB", "AUX"):
            return here
        here = tokens[here].head if tokens[here].head >= 0 else here
    return at


def as_proposal(sentence: Sentence, tagged: Tagged) -> Proposal:
    """What the tagger says of a trigger, in the form that the reader of a parse works on."""
    top = head_of(sentence, tagged.first, tagged.last)
    kind, probability = tagged.kinds[0]
    roles = [_filler(sentence, part, _role(part.label, kind)) for part in tagged.roles]
    numbers = [_filler(sentence, part, part.label) for part in tagged.numbers]
    flags = [("negated", round(1000 * tagged.negated))] if tagged.negated >= 0.5 else []
    for (label, p), plain in ((tagged.modality, "asserted"), (tagged.aspect, "done"), (tagged.frame, "current")):
        if label != plain:
            flags.append((label, round(1000 * p)))
    return Proposal(
        trigger=tuple(range(tagged.first, tagged.last + 1)),
        verb=clause_verb(sentence, top),
        kind=kind,
        fillers=tuple(roles + numbers),
        score=round(1000 * tagged.score * probability),
        by="tagger",
        kinds=tuple((name, round(1000 * p)) for name, p in tagged.kinds),
        flags=tuple(flags),
    )


def _role(label: str, kind: str) -> str:
    return "addressee" if label == "recipient" and kind in SPEECH_KINDS else label


def _filler(sentence: Sentence, part: Part, role: str) -> Filler:
    top = head_of(sentence, part.first, part.last)
    return Filler(role=role, head=top, first=part.first, last=part.last, score=round(1000 * part.score))
