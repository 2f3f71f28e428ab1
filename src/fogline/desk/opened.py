"""A case held open: its record, made anew when something was added to its store, by whomever."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from fogline import runner
from fogline.case_records import Case
from fogline.casework import Record
from fogline.naming.aliases import Suggestion, suggestions
from fogline.publish import Sitrep
from fogline.publish.colours import Colours
from fogline.records import Event, Judgement
from fogline.settings import Settings
from fogline.sitrep import collect


@dataclass(frozen=True, kw_only=True)
class View:
    """A case at one moment, as all its reports or those published by a day make it. `unread` reports are kept but not read."""

    case: Case
    record: Record
    log: tuple[Judgement, ...]
    unread: int

    def known_on(self, day: dt.date | None) -> View:
        record = self.record.known_on(day)
        return self if record is self.record else replace(self, record=record)

    @cached_property
    def sitrep(self) -> Sitrep:
        """What the words of names, speakers and voices are taken from."""
        return collect(self.record, self.case, None, None, self.unread)

    @cached_property
    def colours(self) -> Colours:
        """Of the parties by how much is told of each, so that a colour is one party's on every day."""
        gathered = self.record.survey.gathered
        told = Counter(item.party for item in gathered.items if item.effect in ("hold", "held", "present"))
        ranked = [key for key in sorted(told, key=lambda key: (-told[key], key)) if key in gathered.parties]
        names = {ref.id or ref.name: ref.name for ref in gathered.parties.values()}
        return Colours([gathered.parties[key].id or gathered.parties[key].name for key in ranked], names)

    @cached_property
    def aliases(self) -> list[Suggestion]:
        """Names that may be other spellings of the case's actors."""
        return suggestions(list(self.record.claims.values()), [actor.entity for actor in self.case.actors])

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """The event that each claim tells of."""
        return {claim: event for event in self.record.events for claim in event.claims}


class Opened:
    """Safe to ask from several threads; composing happens once for all of them."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self._lock = threading.Lock()
        self._held: tuple[Mapping[str, int], View] | None = None

    def view(self) -> View:
        """The case now. Raises what opening a case raises."""
        with closing(runner.open_store(self.folder, self.settings)) as store:
            counts = store.counts()
            with self._lock:
                if self._held is None or self._held[0] != counts:
                    case = runner.open_case(self.folder)
                    record = runner.record_of(store, case)
                    unread = counts["reports"] - len(record.reports)
                    self._held = counts, View(case=case, record=record, log=store.judgements(), unread=unread)
                return self._held[1]
