"""A case held open: its record, worked out from the last one when something was added to its store, by whomever, and made anew
when its files changed."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from fogline import runner
from fogline.case_records import Case
from fogline.casework import Record
from fogline.desk.addresses import address
from fogline.desk.answers import Answers
from fogline.desk.searching import folded
from fogline.desk.shown import Places, Shown
from fogline.judgements import active
from fogline.naming.aliases import Suggestion, suggestions
from fogline.publish import Sitrep, words
from fogline.publish.colours import Colours
from fogline.records import Claim, Event, Judgement, Report
from fogline.settings import Settings
from fogline.sitrep import last_day, whole

KEPT = 6  # views that are held: of all reports, and as known on the last few days asked for
SUGGESTED = 150  # names in a form
FILES = (".toml", ".tsv", ".geojson")  # of a case
BEFORE = dt.timedelta(days=31)  # so that one date of long ago does not stretch a slider over decades


@dataclass(frozen=True, kw_only=True)
class View:
    """A case at one moment, as all its reports make it or, where `known` is given, those published by that day. `unread`
    reports are kept but not read; `version` changes with anything that was added. Answers are held that a day decides
    (`of_days`) and others (`lasting`)."""

    case: Case
    record: Record
    log: tuple[Judgement, ...]
    unread: int
    version: str
    known: dt.date | None = None
    whole: View | None = None
    of_days: Answers = field(init=False, repr=False, compare=False, default_factory=Answers)
    lasting: Answers = field(init=False, repr=False, compare=False, default_factory=Answers)

    def known_on(self, day: dt.date) -> View:
        """Nothing of a later report shows, nor a decision about one."""
        record = self.record.known_on(day)
        log = tuple(each for each in self.log if all(not report or report in record.reports for report, _ in each.quotes))
        return replace(self, record=record, log=log, known=day, whole=self)

    def address(self, path: str, query: Mapping[str, str] | None = None, **changed: object) -> str:
        """An address that leads on within this view."""
        return address(path, query, **({"known": self.known} | changed))

    @cached_property
    def sitrep(self) -> Sitrep:
        """What the words of names, speakers and voices are taken from."""
        return whole(self.record, self.case)

    @cached_property
    def colours(self) -> Colours:
        """Of the parties by how much is told of each, so that a colour is one party's on every day, whatever was known."""
        if self.whole is not None:
            return self.whole.colours
        gathered = self.record.survey.gathered
        told = Counter(item.party for item in gathered.items if item.effect in ("hold", "held", "present"))
        ranked = [key for key in sorted(told, key=lambda key: (-told[key], key)) if key in gathered.parties]
        names = {ref.id or ref.name: words.name(ref, self.sitrep) for ref in gathered.parties.values()}
        return Colours([gathered.parties[key].id or gathered.parties[key].name for key in ranked], names)

    @cached_property
    def aliases(self) -> list[Suggestion]:
        """Names that may be other spellings of the case's actors."""
        return suggestions(list(self.record.claims.values()), [actor.entity for actor in self.case.actors])

    @cached_property
    def private(self) -> frozenset[str]:
        """Names and ids of the persons in claims who are not the case's."""
        claims = self.record.claims.values()
        refs = [ref for claim in claims for ref in (*claim.actors, *claim.targets, *claim.others)]
        refs += [step.speaker for claim in claims for step in claim.attribution if step.speaker]
        found = [ref for ref in refs if ref.type == "person" and ref.id not in self.sitrep.public]
        return frozenset(name for ref in found for name in (ref.name, ref.id) if name)

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """The event that each claim tells of."""
        return {claim: event for event in self.record.events for claim in event.claims}

    @cached_property
    def newest(self) -> Sequence[Event]:
        """The events, newest first."""
        return words.newest_first(self.record.events)

    @cached_property
    def happened(self) -> Mapping[dt.date, Sequence[Event]]:
        """The events that are dated to a day and no wider, by that day."""
        found: dict[dt.date, list[Event]] = defaultdict(list)
        for event in self.record.events:
            if event.time and event.time.start and event.time.start == event.time.end:
                found[event.time.start].append(event)
        return found

    @cached_property
    def kinds(self) -> Sequence[str]:
        """Of events."""
        return sorted({event.kind for event in self.record.events})

    @cached_property
    def suggested(self) -> Mapping[str, Sequence[str]]:
        """The names of places and actors of which most is told, for forms that ask for one."""
        events = self.record.events
        places = Counter(place.name for event in events for place in event.places)
        refs = Counter((ref.id, ref.name, ref.type) for event in events for ref in (*event.actors, *event.targets))
        public = Counter[str]()
        for (id, name, type), told in refs.items():
            if type != "person" or id in self.sitrep.public:
                public[name] += told
        return {
            what: [name for name, _ in found.most_common(SUGGESTED)] for what, found in (("places", places), ("actors", public))
        }

    @cached_property
    def by_name(self) -> Sequence[Report]:
        """The reports by their names."""
        return sorted(self.record.reports.values(), key=lambda report: (report.name, report.id))

    @cached_property
    def claims_of(self) -> Mapping[str, int]:
        """How many claims each report has."""
        return Counter(claim.report for claim in self.record.claims.values())

    @cached_property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """The first day of current news, no more than BEFORE the first report, and the day of the last situation."""
        told = [c.time.start for c in self.record.claims.values() if c.time and c.time.start and c.frame == "current"]
        days = [r.published.start for r in self.record.reports.values() if r.published and r.published.start]
        first = min(days) - BEFORE if days and min(days) - dt.date.min > BEFORE else dt.date.min
        return min((day for day in told if day >= first), default=None), last_day(self.record)

    def situations(self, on: dt.date) -> Shown:
        """Of all places on a day, those with most to say first."""
        return self.of_days.once(("situations", on), lambda: self.places.shown(self.record.ground(on)))

    @cached_property
    def places(self) -> Places:
        return Places(self.record.survey)

    @cached_property
    def in_force(self) -> frozenset[str]:
        """The decisions that hold."""
        return frozenset(judgement.id for judgement in active(self.log))

    @cached_property
    def quotes(self) -> Mapping[str, str]:
        """The words of each claim, its kind and the names in it that may be shown, as they are searched."""
        return {id: folded(" ".join((claim.quote, *self._named(claim)))) for id, claim in self.record.claims.items()}

    def _named(self, claim: Claim) -> Iterator[str]:
        yield words.kind(claim.kind)
        yield from (place.name for place in claim.places)
        speakers = (step.speaker for step in claim.attribution if step.speaker)
        refs = (*claim.actors, *claim.targets, *speakers)
        yield from (ref.name for ref in refs if words.name(ref, self.sitrep) == ref.name)

    @cached_property
    def searched(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The lines of each report, as they are searched and as they stand."""
        return {
            report.id: [(folded(line), line) for line in report.text.splitlines() if line.strip()]
            for report in self.record.reports.values()
        }


class Opened:
    """Safe to ask from several threads; composing happens once for all of them."""

    def __init__(self, folder: Path, settings: Settings, prepare: Callable[[View], object]) -> None:
        """`prepare` works out what is slow of a view, so that nobody who asks waits for it."""
        self.folder = folder
        self.settings = settings
        self._prepare = prepare
        self._lock = threading.Lock()
        self._whole: View | None = None
        self._files = ""
        self._read = 0  # readings in the store when it was last looked at
        self._views: OrderedDict[dt.date | None, View] = OrderedDict()  # by the day of what was known

    def view(self, known: dt.date | None = None) -> View:
        """The case now. Raises what opening a case raises."""
        with closing(runner.open_store(self.folder, self.settings)) as store, self._lock:
            counts, files = store.counts(), self._stamp()
            version = hashlib.sha256(repr((sorted(counts.items()), files)).encode()).hexdigest()[:16]
            whole = self._whole
            if whole is None or version != whole.version:
                if whole is not None and files == self._files:
                    case, record = whole.case, runner.brought_up(store, whole.record, self._read)
                else:
                    case = runner.open_case(self.folder)
                    record = runner.record_of(store, case)
                unread = counts["reports"] - len(record.reports)
                whole = View(case=case, record=record, log=store.judgements(), unread=unread, version=version)
                self._views.clear()
                self._whole, self._files, self._read = whole, files, counts["readings"]
            return self._held(whole, known)

    def _held(self, whole: View, known: dt.date | None) -> View:
        held = self._views.get(known)
        if held is None:
            held = whole.known_on(known) if known else whole
            self._prepare(held)
            while len(self._views) >= KEPT:
                self._views.pop(next(day for day in self._views if day))
            self._views[known] = held
        return held

    def _stamp(self) -> str:
        """What changes with the case's files."""
        return repr(sorted((path.name, path.stat().st_mtime_ns) for path in self.folder.iterdir() if path.suffix in FILES))
