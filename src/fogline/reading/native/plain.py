"""Languages that have no pack: their text, places that the gazetteer knows and numbers in figures; no claim is made up."""

from __future__ import annotations

from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native.pack import pack
from fogline.reading.native.places import Names, Places
from fogline.reading.native.telling import Telling
from fogline.reading.paragraphs import paragraphs
from fogline.reading.reader import READ, Read
from fogline.records import Report


class PlainReader:
    """`names` is the gazetteer."""

    def __init__(self, language: str, names: Names) -> None:
        self.pack, self.analyser = pack(language), WordAnalyser(language=language)
        self.places = Places(self.pack, names, strict=True)

    def read(self, report: Report) -> Read:
        read = Read()
        for segment in report.segments:
            if segment.kind not in READ or segment.language is not None:
                continue
            for start, end in paragraphs(report.text, segment):
                for sentence in self.analyser.analyse(report.text[start:end], start, segment.kind):
                    telling = Telling(self.pack, report, sentence, self.places)
                    read.sentences.append((sentence.start, sentence.end))
                    read.mentions += [*telling.times(), *telling.numbers(), *telling.where.places]
        read.counts = {"sentences": len(read.sentences), "skipped": len(read.sentences)}
        read.mentions.sort(key=lambda m: (m.start, m.end, m.what))
        return read
