"""The reader of languages without a parse: the deep tagger proposes predicates and their parts, a language pack disposes over
numbers, dates, edges of phrases and who is what. One report in, its claims out, as reading/reader.py for English."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.confidence import war
from fogline.reading.native.pack import pack, pack_of
from fogline.reading.native.places import Names, Places
from fogline.reading.native.proposing import proposed
from fogline.reading.native.reference import Named
from fogline.reading.native.seeds import seeds
from fogline.reading.native.telling import Telling
from fogline.reading.paragraphs import paragraphs
from fogline.reading.reader import READ, Read
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.view import View
from fogline.records import Claim, Report

# Probabilities of predicate and kind together from which on a claim is told, in news and in an account of a war, and how many
# things of war make one. Of the translated parity reports nineteen in twenty lie above the first, of parallel_news' documents
# one in five (docs/measurements.md).
LEAST, LEAST_IN_WAR = 65, 20
FEW, BROAD = 0.8, 1.6
Views = Callable[[Sequence[Sentence]], Sequence[View]]


class NativeReader:
    """`views` is the eye of the deep tagger, `names` the gazetteer; `language` must have a pack. No report leaves a trace for
    the next."""

    def __init__(self, language: str, views: Views, names: Names) -> None:
        self.pack, self.seeds, self.views = pack(language), seeds(language), views
        self.places = Places(self.pack, names)
        self.analyser = WordAnalyser(language=language, abbreviations=self.pack.abbreviations)

    def read(self, report: Report) -> Read:
        sentences = [
            sentence
            for segment in report.segments
            if segment.kind in READ and (segment.language is None or pack_of(segment.language) == self.pack.language)
            for start, end in paragraphs(report.text, segment)
            for sentence in self.analyser.analyse(report.text[start:end], start, segment.kind)
        ]
        read, named = Read(), Named()
        for sentence, view in zip(sentences, self.views(sentences), strict=True):
            telling = Telling(self.pack, report, sentence)
            read.sentences.append((sentence.start, sentence.end))
            read.mentions += [*telling.times(), *telling.numbers()]
            read.mentions.extend(self.places.all(sentence, telling.forms))
            read.claims.extend(telling.claims(proposed(view, self.seeds.all(telling.forms)), named))
        read.claims = _told(read.claims)
        read.claims.sort(key=lambda c: (c.start, c.end, c.kind, c.id))
        read.mentions.sort(key=lambda m: (m.start, m.end, m.what))
        read.counts = {"sentences": len(sentences), "skipped": 0}
        return read


def _told(claims: Sequence[Claim]) -> list[Claim]:
    """Those that are sure enough for what their report is about."""
    share = war(((c.kind, (c.confidence or 0) / 100) for c in claims), FEW, BROAD)
    least = LEAST + (LEAST_IN_WAR - LEAST) * share
    return [c for c in claims if (c.confidence or 0) >= least]
