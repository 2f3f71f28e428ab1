"""The report layer, as the diagram reads: report ─reading▶ claims, mentions ─naming▶ links ─dating▶ dates ─▶ Reading.

A Pipeline is made once (models, gazetteer, case) and reads many reports; `read` is a pure function of one report, the case's
files and the settings.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from fogline.case_records import Case
from fogline.dating.claims import dated_claims
from fogline.dating.published import inferred
from fogline.naming import toponyms
from fogline.naming.actors import Actor, ActorNamer, without_article, world
from fogline.naming.gaz_case import CasePlaces, Layered
from fogline.naming.gazetteer import Gazetteer, World
from fogline.naming.inflected import Inflected
from fogline.naming.seats import seat
from fogline.naming.spellings import Spellings
from fogline.reading import confidence, joining, tagger
from fogline.reading.frames import Frames
from fogline.reading.headings import under_headings
from fogline.reading.joining import Row
from fogline.reading.labels import labels
from fogline.reading.lexicon import Lexicon, lexicon
from fogline.reading.names import Known, Roster, world_forms
from fogline.reading.native.pack import pack, pack_of
from fogline.reading.native.plain import PlainReader
from fogline.reading.native.reader import NativeReader
from fogline.reading.places import places
from fogline.reading.reader import Proposing, Read, Reader
from fogline.reading.states import States
from fogline.reading.truecase import known_name
from fogline.reading.weighed import Weighed
from fogline.records import (
    SEAT,
    Claim,
    Entity,
    Link,
    Mention,
    Place,
    Reading,
    Ref,
    Rejected,
    Report,
    Span,
)
from fogline.tables import folder_of, rows

PARSED = ("en", "und")  # read with a parse; a short text of unknown language is tried
READERS = ("rules", "parse", "tagger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a pipeline needs, made once."""

    reader: Reader | NativeReader | PlainReader
    gazetteer: Gazetteer
    spellings: Spellings
    actors: ActorNamer
    anchors: dict[str, tuple[dt.date, dt.date]]


class Pipeline:
    """Report in, Reading out. `reader` is "rules" (parse and tagger), "parse" or "tagger"."""

    def __init__(self, case: Case | None = None, reader: str = "rules") -> None:
        self.case = case
        self.tools = _tools(case, reader)
        self._native: dict[str, Tools] = {}

    def read(self, report: Report) -> Reading:
        main = self._tools_for(report.language)
        read = main.reader.read(report)
        read.mentions = _with_labels(read.mentions, report)
        published = inferred(report, read.mentions, main.anchors)
        if published != report.published:
            report = replace(report, published=published)
        parts = [self._named(main, report, read)]
        parts += [self._named(tools, part, tools.reader.read(part)) for tools, part in self._others(report)]
        return Reading(
            report=report,
            claims=tuple(sorted((c for claims, _, _ in parts for c in claims), key=lambda c: (c.start, c.end, c.kind, c.id))),
            mentions=tuple(sorted((m for _, mentions, _ in parts for m in mentions), key=lambda m: (m.start, m.end, m.what))),
            links=tuple(link for _, _, found in parts for _, link in sorted(found.items())),
            rejected=tuple(self._unread(report)),
            counts=read.counts,
        )

    def _others(self, report: Report) -> Iterator[tuple[Tools, Report]]:
        """The passages in other languages than the report's, each language by its own reader."""
        found = dict.fromkeys(folder_of(each.language) for each in report.segments if each.language)
        for language in found:
            if language != folder_of(report.language) and self._reads(language):
                own = (each for each in report.segments if each.language and folder_of(each.language) == language)
                segments = tuple(replace(each, language=None) for each in own)
                yield self._tools_for(language), replace(report, language=language, segments=segments)

    def _unread(self, report: Report) -> Iterator[Rejected]:
        if not self._reads(report.language):
            why = tagger.missing() if pack_of(report.language) else "there is no pack for it"
            reason = f"no claims are read in language {report.language!r} ({why}): its places and numbers are kept"
            yield Rejected(name=report.name, reason=reason)

    def _named(self, tools: Tools, report: Report, read: Read) -> tuple[list[Claim], list[Mention], dict[Span, Link]]:
        """Claims with their actors, places and times resolved; all of one language."""
        claims = under_headings(report, read.claims, read.mentions)
        links = self._links(tools, report, claims, read.mentions)
        named = (_named(claim, links, tools.gazetteer) for claim in claims)
        return dated_claims(named, report, read.mentions, tools.anchors), read.mentions, links

    def _reads(self, language: str) -> bool:
        """Whether claims are read in a language."""
        return language in PARSED or (pack_of(language) is not None and tagger.available())

    def _tools_for(self, language: str) -> Tools:
        """Made when the first report of a language comes. What nothing reads still has places and numbers."""
        if language in PARSED:
            return self.tools
        code = pack_of(language) or language
        if code not in self._native:
            gazetteer = self.gazetteer_for(code)
            reader: NativeReader | PlainReader = PlainReader(code, gazetteer)
            if self._reads(code):
                reader = NativeReader(code, tagger.load().views, gazetteer, self._actors())
            actors = self.tools.actors.inflecting(pack(code).nominatives)
            own = replace(self.tools, reader=reader, gazetteer=gazetteer, spellings=Spellings(gazetteer), actors=actors)
            self._native[code] = own
        return self._native[code]

    def _actors(self) -> Iterator[tuple[str, str]]:
        """The names of the case's actors, each with its id."""
        entities = [actor.entity for actor in self.case.actors] if self.case else []
        return ((without_article(name.strip()), e.id) for e in entities for name in (e.name, *e.aliases))

    def gazetteer_for(self, language: str) -> Gazetteer:
        """The places as texts of a language write them."""
        return Inflected(self.tools.gazetteer, pack(language).nominatives)

    def _links(self, tools: Tools, report: Report, claims: list[Claim], mentions: list[Mention]) -> dict[Span, Link]:
        places = _with_unlisted([m for m in mentions if m.what == "place"], claims)
        area, gazetteer = self.case.area if self.case else (), tools.gazetteer
        chosen = tools.spellings.found(places, toponyms.choose(report, places, gazetteer, area=area))
        found = {link.span: link for link in chosen}
        refs = [r for c in claims for r in _refs(c)]
        day = report.published.end if report.published else None
        for at, link in tools.actors.link(refs, day).items():
            own_place = found.get(at)
            if own_place is None or own_place.entity is None or (link.entity and not link.entity.id.startswith("text:")):
                found[at] = link
        return found


def _tools(case: Case | None, reader: str) -> Tools:
    from fogline.reading.analysers.spacy import SpacyAnalyser

    gazetteer: Gazetteer = World()
    known: list[tuple[str, Known]] = []
    actors: list[Actor] = []
    anchors: dict[str, tuple[dt.date, dt.date]] = {}
    if case:
        gazetteer = Layered(CasePlaces(rows(case.folder / "places.tsv")), gazetteer)
        known = [
            (form, Known(name=a.entity.name, type=a.entity.type, id=a.entity.id))
            for a in case.actors
            for form in (a.entity.name, *a.entity.aliases)
        ]
        known += [
            (form, Known(name=s.name, type="network" if s.kind == "social" else "outlet"))
            for s in case.sources
            for form in (s.name, *s.aliases)
        ]
        actors = [Actor(entity=a.entity, shared=a.shared, until=a.until, leader_of=a.leader_of) for a in case.actors]
        anchors = case.anchor_days
    words = lexicon("en")
    forms = [*known, *world_forms()]
    made = Reader(
        analyser=SpacyAnalyser(known_name(gazetteer, words, (form for form, _ in forms))),
        lexicon=words,
        rules=(Frames(words), States()),
        propose=_proposing(reader, words),
        confidence=_confidence(reader, words),
        roster=Roster(forms),
        find_places=lambda sentences: places(sentences, gazetteer),
        anchors=tuple(anchors),
    )
    return Tools(
        reader=made,
        gazetteer=gazetteer,
        spellings=Spellings(gazetteer),
        actors=ActorNamer([*actors, *world()]),
        anchors=anchors,
    )


def _proposing(reader: str, words: Lexicon) -> Proposing:
    """The chosen proposer of predicates. "rules" falls back to the parse without the tagger's package."""
    if reader == "parse" or (reader == "rules" and not tagger.available()):
        return Weighed(words).propose
    trained = tagger.load()
    if reader == "tagger":
        return lambda sentences, about: list(trained.propose([made.sentence for made in sentences]))
    return Weighed(words, trained.views).propose


def _confidence(reader: str, words: Lexicon) -> Callable[[Row], float] | None:
    """How sure the default reader is of a claim; the others do not say."""
    if reader != "rules" or not tagger.available():
        return None
    weights = joining.weights(words.language).get(confidence.CLAIM, {})
    return lambda row: confidence.of(row, weights)


# --------------------------------------------------------------------------------------------------- claims made full


def _with_labels(mentions: list[Mention], report: Report) -> list[Mention]:
    """With the days in figures that open lines, where no time words stand there."""
    taken = [m.span for m in mentions if m.what == "time"]
    order = pack(pack_of(report.language) or "").order
    found = [m for m in labels(report, order) if not any(start < m.end and m.start < end for start, end in taken)]
    return sorted([*mentions, *found], key=lambda m: (m.start, m.end, m.what))


def _with_unlisted(mentions: list[Mention], claims: list[Claim]) -> list[Mention]:
    """With the names that no list knows and that a claim has as its place."""
    known = {m.span for m in mentions}
    told = {p.at: p.text for c in claims for p in c.places if p.at and p.text and p.stands_for is None and p.at not in known}
    more = [Mention(what="place", text=text, start=a, end=b, type="unknown") for (a, b), text in told.items()]
    return sorted([*mentions, *more], key=lambda m: m.span)


def _refs(claim: Claim) -> list[Ref]:
    speakers = [step.speaker for step in claim.attribution if step.speaker]
    return [*claim.actors, *claim.targets, *claim.others, *speakers]


def _named(claim: Claim, links: dict[Span, Link], gazetteer: Gazetteer) -> Claim:
    def ref(r: Ref) -> Ref:
        link = links.get(r.at) if r.at else None
        if link is None or link.entity is None:
            return r
        e = link.entity
        return replace(
            r, name=e.name, id=e.id, type=e.type if not e.id.startswith(("gn:", "ne:")) else r.type, aliases=e.aliases[:12]
        )

    def place(p: Place) -> Place:
        link = links.get(p.stands_for or p.at) if p.at else None
        if link is None or link.entity is None:
            return p
        if p.type != SEAT:
            return placed(p, link.entity)
        own = seat(link.entity, (each for each in links.values() if each.span < link.span), gazetteer)
        return placed(p, own) if own else replace(p, name=f"capital of {link.entity.name}")

    return replace(
        claim,
        actors=_distinct(ref(r) for r in claim.actors),
        targets=_distinct(ref(r) for r in claim.targets),
        others=tuple(ref(r) for r in claim.others),
        places=_once([place(p) for p in claim.places]),
        attribution=tuple(replace(a, speaker=ref(a.speaker)) if a.speaker else a for a in claim.attribution),
    )


def _once(places: list[Place]) -> tuple[Place, ...]:
    """Without the seat of a region beside its own name: "Lashkar Gah, the capital of Helmand"."""
    named = {p.id for p in places if p.type != SEAT}
    return tuple(p for p in places if p.type != SEAT or p.id not in named)


def placed(place: Place, entity: Entity) -> Place:
    return replace(
        place, name=entity.name, id=entity.id, aliases=entity.aliases[:12], lat=entity.lat, lon=entity.lon,
        country=entity.country, admin1=entity.admin1, precision=entity.precision,
    )  # fmt: skip


def _distinct(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """One entry an entity: "the Taliban, the militants" is one actor."""
    found: dict[str, Ref] = {}
    for r in refs:
        found.setdefault(r.id or r.name.lower(), r)
    return tuple(found.values())
