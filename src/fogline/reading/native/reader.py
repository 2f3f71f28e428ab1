"""The reader of languages without a parse: the deep tagger proposes predicates and their parts, a language pack disposes over
numbers, dates, edges of phrases and who is what. One report in, its claims out, as reading/reader.py for English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native import account
from fogline.reading.native.actors import ActorNames, CaseNames
from fogline.reading.native.pack import pack, pack_of
from fogline.reading.native.places import Names, Places
from fogline.reading.native.proposing import proposed
from fogline.reading.native.reference import Named
from fogline.reading.native.seeds import seeds
from fogline.reading.native.telling import Telling
from fogline.reading.paragraphs import opening, paragraphs
from fogline.reading.reader import OF_THE_CASE, READ, Read, without_links_to_none
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.view import View
from fogline.records import Mention, Report, Segment

# Probabilities (per cent) of predicate and kind together from which on a claim is told, in other news and in an account of a
# war (docs/measurements.md).
LEAST, LEAST_QUIET, LEAST_IN_WAR = 78, 94, 12
# Kinds that news without any conflict is full of, worded alike: they must be surer there.
QUIET = frozenset({
    "casualties", "displacement", "supply", "property_destroyed", "presence", "base_established", "mobilisation", "flight",
    "group_change", "strength", "role", "relation", "talks", "agreement", "appointment", "alliance",
})  # fmt: skip
Views = Callable[[Sequence[Sentence]], Sequence[View]]


class NativeReader:
    """`views` is the eye of the deep tagger, `names` the gazetteer; `language` must have a pack; `actors` are the names and ids
    of the case's, `about` is how far reports are known beforehand to be accounts of a war, 0 to 1. No report leaves a trace for
    the next."""

    def __init__(
        self, language: str, views: Views, names: Names, actors: Iterable[tuple[str, str]] = (), about: float = 0.0
    ) -> None:
        self.about = about
        self.pack, self.seeds, self.views = pack(language), seeds(language), views
        self.places, self.actors = Places(self.pack, names), ActorNames(self.pack)
        self.of_the_case = CaseNames(self.pack, actors)
        self.analyser = WordAnalyser(language=language, abbreviations=self.pack.abbreviations)

    def read(self, report: Report) -> Read:
        sentences = [
            sentence
            for segment in report.segments
            if segment.kind in READ and (segment.language is None or pack_of(segment.language) == self.pack.language)
            for start, end in paragraphs(report.text, segment)
            for sentence in self._sentences(report, segment, start, end)
        ]
        read, named, views = Read(), Named(), self.views(sentences)
        tellings = [Telling(self.pack, report, sentence, self.places, self.of_the_case) for sentence in sentences]
        share = max(self._about(tellings), account.share(tellings, views))
        for sentence, telling, view in zip(sentences, tellings, views, strict=True):
            read.sentences.append((sentence.start, sentence.end))
            read.mentions += self.mentions(telling)
            seeded = self.seeds.all(telling.forms, telling.named())
            speaking = [s for s in seeded if s.is_phrase or not account.is_force(telling, s.first)]
            tagged = proposed(view, speaking, share, telling.forces())
            read.claims += telling.claims(tagged, named)
        read.claims = without_links_to_none([c for c in read.claims if (c.confidence or 0) >= _least(c.kind, share)])
        read.claims.sort(key=lambda c: (c.start, c.end, c.kind, c.id))
        read.mentions.sort(key=lambda m: (m.start, m.end, m.what))
        read.counts = {"sentences": len(sentences), "skipped": 0}
        return read

    def _about(self, tellings: Sequence[Telling]) -> float:
        """As reader.py has it: how many actors of the case the report names, or what is known beforehand."""
        named = {name.id for t in tellings for name in t.case_names}
        return max(self.about, min(len(named) / OF_THE_CASE, 1.0))

    def _sentences(self, report: Report, segment: Segment, start: int, end: int) -> Sequence[Sentence]:
        """Of one paragraph, without what an agency puts before the first of a body."""
        if segment.kind == "body" and start == segment.start:
            start += opening(report.text[start:end])
        return self.analyser.analyse(report.text[start:end], start, segment.kind)

    def mentions(self, telling: Telling) -> list[Mention]:
        """Times, places, names of actors and numbers of one sentence, in a claim or not."""
        taken = [*telling.times(), *telling.where.places]
        actors = self.actors.all(telling.sentence, telling.forms, [m.span for m in taken])
        return [*taken, *actors, *telling.numbers()]


def _least(kind: str, share: float) -> float:
    least = LEAST_QUIET if kind in QUIET else LEAST
    return least + (LEAST_IN_WAR - least) * share
