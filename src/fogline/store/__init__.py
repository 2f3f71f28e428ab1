"""What is kept of a case: raw reports, readings, rejections and judgements. Everything else is computed from these.

Raw bytes, readings and judgements are only ever added to; a report that is read again gets a newer reading under the same
ids, and the older one stays. Recorded time never goes back, whatever the machine's clock does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from fogline.records import Judgement, Reading, Rejected, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report in the archive: as intake made it when it came in, when that was, and the format its bytes are in."""

    report: Report
    recorded: dt.datetime  # UTC
    form: str


class Store(Protocol):
    """One case's archive. Methods raise BackendError where the store cannot be read or written now; nothing is lost then."""

    def now(self) -> dt.datetime:
        """The time to record by, in UTC: the clock's, but never before anything that is recorded already."""
        ...

    def batch(self) -> AbstractContextManager[None]:
        """What is written inside is written together or, where an exception leaves the block, not at all."""
        ...

    def add(self, report: Report, raw: bytes, form: str = "") -> bool:
        """Archive a report with its bytes. False where its id is there already: the first stays as it is."""
        ...

    def reports(self) -> tuple[Kept, ...]:
        """All reports, by id."""
        ...

    def raw(self, report: str) -> bytes:
        """The bytes of a report as they came in. SourceError for an unknown id."""
        ...

    def put(self, reading: Reading, settings: str) -> bool:
        """Make this the current reading of its report, done under a settings hash. False where the current one is the same."""
        ...

    def unread(self, settings: str) -> tuple[str, ...]:
        """Ids of reports whose current reading was not done under this settings hash, in the order in which they came in."""
        ...

    def readings(self, since: int = 0) -> Iterator[Reading]:
        """The current reading of every report that has one, by the report's id; of those that were kept after the first `since`
        readings, which are counted whether or not they are current."""
        ...

    def reject(self, rejected: Rejected) -> None:
        """Keep what was refused and why."""
        ...

    def rejections(self) -> tuple[Rejected, ...]:
        """All rejections in the order in which they came."""
        ...

    def judge(self, judgement: Judgement) -> None:
        """Append a judgement. Its `at` must not lie before the last one's (take it from `now`)."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """The log of judgements, oldest first."""
        ...

    def counts(self) -> Mapping[str, int]:
        """Rows by table, and rejections by reason ("rejected: no text")."""
        ...

    def close(self) -> None: ...
