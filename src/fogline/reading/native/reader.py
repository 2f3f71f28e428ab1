"""The reader of languages without a parse: the deep tagger proposes predicates and their parts, a language pack disposes over
numbers, dates, edges of phrases and who is what. One report in, its claims out, as reading/reader.py for English."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.claims import with_id
from fogline.reading.confidence import WAR, war
from fogline.reading.drafts import SPEECH_KINDS, UTTERED
from fogline.reading.measures import WHAT_OF_KIND
from fogline.reading.native.amounts import Amount, Amounts
from fogline.reading.native.dates import Dated, Dates
from fogline.reading.native.pack import Pack, folded, pack, pack_of
from fogline.reading.native.proposing import proposed
from fogline.reading.native.seeds import seeds
from fogline.reading.paragraphs import paragraphs
from fogline.reading.reader import READ, Read
from fogline.reading.sentences import Sentence
from fogline.reading.tagger.view import Part, Tagged, View
from fogline.reading.times import TimeWords
from fogline.records import MOST_QUOTE, Attribution, Claim, Mention, Place, Quantity, Ref, Report, Time

READER = "words/1"
# Probabilities of predicate and kind together from which on a claim is told, in news and in an account of a war, and how many
# things of war make one. Of the translated parity reports nineteen in twenty lie above the first, of parallel_news' documents
# one in five (docs/measurements.md).
LEAST, LEAST_IN_WAR = 65, 20
FEW, BROAD = 0.8, 1.6
OF_WAR = WAR | frozenset({
    "armed_clash", "attack", "ambush", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack",
    "chemical_attack",
})  # fmt: skip
WHERE = {"place": "event", "origin": "origin", "destination": "destination"}
OTHERS = ("object", "recipient")
GROUND_WORDS = ("settlement", "district", "province", "country", "river", "mountain", "road", "building", "direction")
TYPES = {"state": "state_forces", "rebel": "rebel_group", "civilian": "civilians", "official": "person", "anonymous": "person"}
LOSSES = frozenset({"killed", "wounded", "casualties"})
RELATIVE = ("weekday", "offset", "duration")
Views = Callable[[Sequence[Sentence]], Sequence[View]]


class NativeReader:
    """`views` is the deep tagger's eye; `language` must have a pack. Nothing of one report is kept for the next."""

    def __init__(self, language: str, views: Views) -> None:
        self.pack, self.seeds, self.views = pack(language), seeds(language), views
        self.analyser = WordAnalyser(language=language, abbreviations=self.pack.abbreviations)

    def read(self, report: Report) -> Read:
        sentences = [
            sentence
            for segment in report.segments
            if segment.kind in READ and (segment.language is None or pack_of(segment.language) == self.pack.language)
            for start, end in paragraphs(report.text, segment)
            for sentence in self.analyser.analyse(report.text[start:end], start, segment.kind)
        ]
        read = Read()
        for sentence, view in zip(sentences, self.views(sentences), strict=True):
            one = _Sentence(self.pack, report, sentence)
            read.sentences.append((sentence.start, sentence.end))
            read.mentions.extend(one.mentions())
            read.claims.extend(one.claims(proposed(view, self.seeds.all(one.forms))))
        read.claims = _told(read.claims)
        read.claims.sort(key=lambda c: (c.start, c.end, c.kind, c.id))
        read.mentions.sort(key=lambda m: (m.start, m.end, m.what))
        read.counts = {"sentences": len(sentences), "skipped": 0}
        return read


class _Sentence:
    """One sentence with what the pack finds in it."""

    def __init__(self, pack: Pack, report: Report, sentence: Sentence) -> None:
        self.pack, self.report, self.sentence = pack, report, sentence
        self.forms = pack.forms(sentence.tokens)
        self.dates = Dates(pack, sentence, self.forms)
        self.dated = self.dates.all()
        taken = frozenset(i for d in self.dated for i in range(d.first, d.last + 1))
        self.amounts = list(Amounts(pack, sentence.tokens, self.forms, taken).all())

    def mentions(self) -> Iterator[Mention]:
        for dated in self.dated:
            words = self.dates.words(dated)
            yield Mention(what="time", text=words.text, start=words.start, end=words.end, expression=words.expression)

    def claims(self, tagged: Sequence[Tagged]) -> Iterator[Claim]:
        for one in tagged:
            kind, probability = one.kinds[0]
            sure = one.score * probability
            actors = self._refs(one, "actor")
            if kind not in UTTERED or actors:
                yield self._claim(one, kind, actors, sure)

    def _claim(self, one: Tagged, kind: str, actors: tuple[Ref, ...], sure: float) -> Claim:
        first, last = self._stretch(one)
        text, start, end = self.sentence.words(first, last)
        trigger = self.sentence.words(one.first, one.first)
        speakers = self._refs(one, "speaker")
        attribution = tuple(
            Attribution(speaker=speaker, basis=self._basis(speaker), text=speaker.text or "", at=speaker.at)
            for speaker in speakers
        )
        modality = one.modality[0]
        if modality == "asserted" and any(s.at not in {a.at for a in actors} for s in speakers):
            modality = "reported"
        targets = tuple(t for t in self._refs(one, "target") if t.at not in {a.at for a in actors})
        return with_id(
            Claim(
                id="",
                report=self.report.id,
                segment=self.sentence.segment,
                language=self.sentence.language,
                kind=kind,
                quote=text,
                start=start,
                end=end,
                trigger=(trigger[1], trigger[2]),
                actors=actors,
                targets=targets,
                others=tuple(replace(ref, role=role) for role in OTHERS for ref in self._refs(one, role)),
                places=tuple(self._places(one)),
                time=self._time(one),
                quantities=tuple(self._quantities(one, kind)),
                attribution=attribution,
                modality=modality,
                aspect=one.aspect[0],
                frame=one.frame[0],
                negated=one.negated >= 0.5,
                confidence=round(100 * sure),
                readers=(READER,),
            )
        )

    def _stretch(self, one: Tagged) -> tuple[int, int]:
        """The smallest stretch that carries the claim, cut to the trigger where it is too long to quote."""
        parts = [p for p in (*one.roles, *one.numbers) if p.label not in ("speaker",)]
        first, last = min([one.first, *(p.first for p in parts)]), max([one.last, *(p.last for p in parts)])
        tokens = self.sentence.tokens
        return (first, last) if tokens[last].end - tokens[first].start <= MOST_QUOTE else (one.first, one.last)

    # ------------------------------------------------------------------------------------------------------ phrases

    def _refs(self, one: Tagged, role: str) -> tuple[Ref, ...]:
        found: list[Ref] = []
        for part in one.roles:
            if part.label == role and (span := self._trimmed(part)):
                text = self.report.text[slice(*span)]
                if not any(r.name == text for r in found):
                    found.append(Ref(text=text, at=span, name=text, type=self._type(part)))
        return tuple(found)

    def _trimmed(self, part: Part, *beside: str) -> tuple[int, int] | None:
        """The phrase without small words at its edges, without those of the categories `beside`, and without particles on its
        last and first word; offsets into the report."""
        tokens, first, last = self.sentence.tokens, part.first, part.last
        while first <= last and self._loose(first, beside):
            first += 1
        while last >= first and self._loose(last, beside):
            last -= 1
        if first > last:
            return None
        start, end = tokens[first].start, tokens[last].end
        end -= len(self._attached(tokens[last].text, self.pack.suffixes, str.endswith, str.removesuffix))
        start += len(self._attached(tokens[first].text, self.pack.prefixes, str.startswith, str.removeprefix))
        return (start, end) if start < end else None

    def _loose(self, i: int, beside: Sequence[str]) -> bool:
        return self.pack.is_a(self.forms, i, "outer", *beside) or not _has_letters(self.sentence.tokens[i].text)

    def _attached(
        self, word: str, particles: Sequence[str], has: Callable[[str, str], bool], without: Callable[[str, str], str]
    ) -> str:
        """The particle that may be cut from a word which the tables do not know as it stands."""
        if self.pack.words.at([(folded(word),)], 0):
            return ""
        return next((p for p in particles if has(word, p) and without(word, p) in self.pack.bare(word)), "")

    def _type(self, part: Part) -> str:
        for i in range(part.first, part.last + 1):
            for category, type_ in TYPES.items():
                if self.pack.is_a(self.forms, i, category):
                    return type_
        return "organisation"

    def _basis(self, speaker: Ref) -> str:
        inside = [i for i, t in enumerate(self.sentence.tokens) if speaker.at and speaker.at[0] <= t.start < speaker.at[1]]
        if any(self.pack.is_a(self.forms, i, "anonymous") for i in inside):
            return "anonymous"
        return "spokesman" if any(self.pack.is_a(self.forms, i, "official") for i in inside) else "named"

    # ----------------------------------------------------------------------------------------- places, times, numbers

    def _places(self, one: Tagged) -> Iterator[Place]:
        for part in one.roles:
            if part.label in WHERE and (span := self._trimmed(part, *GROUND_WORDS)):
                text = self.report.text[slice(*span)]
                yield Place(text=text, at=span, name=text, role=WHERE[part.label])

    def _time(self, one: Tagged) -> Time | None:
        for part in one.roles:
            if part.label == "time":
                for dated in self.dated:
                    if dated.first <= part.last and dated.last >= part.first:
                        return _time(self.dates.words(dated))
        return self._only_date(one)

    def _only_date(self, one: Tagged) -> Time | None:
        """A sentence's only date belongs to its event where the tagger sees one at all."""
        beside = [d for d in self.dated if d.expression.form in ("calendar", "weekday", "offset")]
        happens = one.kinds[0][0] not in SPEECH_KINDS and one.frame[0] == "current"
        return _time(self.dates.words(beside[0])) if happens and len(beside) == 1 and self._near(one, beside[0]) else None

    @staticmethod
    def _near(one: Tagged, dated: Dated) -> bool:
        words = [one.first, one.last, *(i for p in one.roles for i in (p.first, p.last))]
        return min(words) - 2 <= dated.last and dated.first <= max(words) + 2

    def _quantities(self, one: Tagged, kind: str) -> Iterator[Quantity]:
        for part in one.numbers:
            for amount in self.amounts:
                if amount.first <= part.last and amount.last >= part.first:
                    what = part.label if part.label != "number" else amount.what or WHAT_OF_KIND.get(kind)
                    if what:
                        yield self._quantity(what, amount)
                    break

    def _quantity(self, what: str, amount: Amount) -> Quantity:
        text, start, end = self.sentence.words(amount.first, amount.last)
        running = what in LOSSES and any(self.pack.is_a(self.forms, i, "running") for i in range(len(self.forms)))
        noun = self.sentence.tokens[amount.noun].text if amount.noun is not None else None
        return Quantity(
            what=what, low=amount.low, best=amount.best, high=amount.high, text=text, at=(start, end),
            approximate=amount.approximate, vague=amount.vague, scope="cumulative" if running else "incident", of=noun,
        )  # fmt: skip


def _told(claims: Sequence[Claim]) -> list[Claim]:
    """Those that are sure enough for what their report is about."""
    share = war(((c.kind, (c.confidence or 0) / 100) for c in claims), FEW, BROAD, OF_WAR)
    least = LEAST + (LEAST_IN_WAR - LEAST) * share
    return [c for c in claims if (c.confidence or 0) >= least]


def _time(words: TimeWords) -> Time:
    basis = "relative" if words.expression.form in RELATIVE else "explicit"
    return Time(basis=basis, text=words.text, at=(words.start, words.end), expression=words.expression)


def _has_letters(word: str) -> bool:
    return any(c.isalnum() for c in folded(word))
