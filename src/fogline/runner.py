"""Runs the report layer over many inputs: order, batches, worker processes, counts, and what happens when something fails.

This is the one place where any exception is caught: a report that breaks a reader becomes a `Rejected` with the reason, and
the rest goes on. What is kept is kept report by report, so that an interrupt at any moment leaves whole readings only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

from fogline import case as cases
from fogline import judgements, plugins, tables, workers
from fogline.case_records import Case
from fogline.casework import Record, compose
from fogline.errors import BackendError, ConfigError
from fogline.preview import Change, changes
from fogline.records import Judgement, Reading, Rejected, Report, Span, Time, identify
from fogline.settings import Settings
from fogline.sitrep import last_day
from fogline.store import Store
from fogline.tracing import Embedder, available

DATABASE = "fogline.sqlite"  # in a case's folder
READS = (
    "intake", "reading", "naming", "dating", "tracing/meaning.py", "tracing/passages.py", "data", "pipeline.py", "records.py",
    "tables.py", "case.py",
)  # fmt: skip
ADVICE = "keep the file and report the fault; the other reports are read"


class Reads(Protocol):
    """What a reader plug-in's callable gives."""

    def read(self, report: Report) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A report that was taken into a case; `new` is False where it was there already."""

    report: Report
    new: bool


def open_store(folder: Path, settings: Settings) -> Store:
    """The store of a case. BackendError where it is held by another process for longer than `settings.patience`."""
    store: Store = plugins.load("store", "sqlite")(folder / DATABASE, patience=settings.patience)
    return store


def open_case(folder: Path) -> Case:
    """The files of a case, checked. ConfigError where it is none."""
    return cases.load(folder)


# ------------------------------------------------------------------------------------------------------- read reports


def readings(
    inputs: Iterable[Report | Rejected], case: Case | None, settings: Settings, *, traced: bool = False
) -> Iterator[Reading | Rejected]:
    """Every input read, in order, by this process or by `settings.workers` others; with their senses where they will be
    `traced`."""
    folder = case.folder if case else None
    if settings.workers == 1:
        read = _prepared(folder, settings.reader, traced)
        for given in inputs:
            yield read(given)
        return
    plugins.load("reader", settings.reader)  # an unknown reader is told here, once, and not by every process
    kept: list[Report | Rejected] = []  # pieces under way, oldest first; few, since the pool runs only a little ahead
    try:
        for answer in workers.each(partial(_prepared, folder, settings.reader, traced), _noted(inputs, kept), settings.workers):
            given = kept.pop(0)
            yield _death(given, answer) if isinstance(answer, workers.Died) else answer
    except workers.CannotStart as error:
        raise BackendError(f"no worker process could start ({error})", "try without --workers to see why") from error


def _noted(inputs: Iterable[Report | Rejected], kept: list[Report | Rejected]) -> Iterator[Report | Rejected]:
    for given in inputs:
        kept.append(given)
        yield given


def _prepared(folder: Path | None, reader: str, traced: bool) -> Callable[[Report | Rejected], Reading | Rejected]:
    """A function that reads one report and never raises; made once a process."""
    case = cases.load(folder) if folder else None
    made: Reads = plugins.load("reader", reader)(case, reader)
    return partial(_read, made, Embedder() if traced and available() else None)


def _read(reader: Reads, embedder: Embedder | None, given: Report | Rejected) -> Reading | Rejected:
    if isinstance(given, Rejected):
        return given
    try:
        reading = reader.read(given)
        return replace(reading, senses=embedder.senses(reading.report)) if embedder else reading
    except Exception as error:
        reason = f"the reader failed: {type(error).__name__}: {str(error)[:200]}"
        return Rejected(name=given.name, reason=reason, advice=ADVICE)


def _death(given: Report | Rejected, died: workers.Died) -> Rejected:
    return Rejected(name=given.name, reason=f"the process that read it died (status {died.status})", advice=ADVICE)


# -------------------------------------------------------------------------------------------------------------- a case


def add(
    store: Store,
    paths: Sequence[str],
    *,
    published: dt.date | None,
    source: str | None,
    unknown: Counter[str],
) -> Iterator[Added | Rejected]:
    """Take reports into the archive, each in a transaction of its own; what is refused is kept as a rejection."""
    from fogline.intake.read import taken

    for each in taken(paths, published=published, source=source, unknown=unknown):
        if isinstance(each.outcome, Rejected):
            store.reject(each.outcome)
            yield each.outcome
        else:
            yield Added(report=each.outcome, new=store.add(each.outcome, each.raw, each.form))


def refuse_address(store: Store, address: str) -> Rejected:
    """A web address, kept as a rejection: nothing is fetched at run time."""
    refused = Rejected(
        name=address,
        reason="it is an address, and Fogline fetches nothing from the network",
        advice="save the page in a browser and add the file",
    )
    store.reject(refused)
    return refused


def unread(store: Store, case: Case, settings: Settings) -> list[Report]:
    """What has no reading by this reader, these files and these dates, in the order in which it came in."""
    given = judgements.published(store.judgements())
    kept = {each.report.id: each.report for each in store.reports()}
    now = {id: replace(report, published=given[id]) if id in given else report for id, report in kept.items()}
    stale = list(store.unread(_digest(case, settings)))
    for reading in store.readings():
        id = reading.report.id
        was = reading.report.published
        dated_by_hand = was is not None and was.basis == "given"
        if id not in stale and id in now and was != now[id].published and (id in given or dated_by_hand):
            stale.append(id)
    return [now[id] for id in stale]


def read(store: Store, case: Case, settings: Settings, new: Iterable[Report]) -> Iterator[Reading | Rejected]:
    """Read reports of a case and keep each reading as it comes."""
    digest = _digest(case, settings)
    for outcome in readings(new, case, settings, traced=True):
        if isinstance(outcome, Rejected):
            store.reject(outcome)
        else:
            store.put(outcome, digest)
        yield outcome


def record_of(store: Store, case: Case) -> Record:
    """What the kept readings and judgements add up to."""
    return compose(store.readings(), store.judgements(), case)


def brought_up(store: Store, record: Record, read: int) -> Record:
    """The same, worked out from the record of the first `read` readings that were kept, whatever was decided then."""
    return record.with_readings(store.readings(read)).with_judgements(store.judgements())


def judge(
    store: Store, record: Record, verb: str, subjects: Sequence[str], values: Sequence[str], by: str, why: str
) -> Judgement:
    """Check a decision against what the case holds and append it to the log. ConfigError says what is expected."""
    with store.batch():
        made = _decided(store, record, verb, subjects, values, by, why)
        store.judge(made)
    return made


def preview(
    store: Store, record: Record, verb: str, subjects: Sequence[str], values: Sequence[str], by: str, why: str
) -> tuple[Change, ...]:
    """What the decision would change, with nothing kept; checked as `judge` checks it. Situations are those of the last day."""
    made = _decided(store, record, verb, subjects, values, by, why)
    return changes(record, record.with_judgements([*store.judgements(), made]), last_day(record))


def _decided(
    store: Store, record: Record, verb: str, subjects: Sequence[str], values: Sequence[str], by: str, why: str
) -> Judgement:
    if verb == "undo" and len(subjects) == 1 and subjects[0] not in {judgement.id for judgement in store.judgements()}:
        raise ConfigError(f"no judgement {subjects[0]}", "its id was printed when it was made")
    return judgements.make(
        verb,
        subjects,
        values,
        by=by,
        why=why,
        at=store.now(),
        claims=record.claims,
        events=record.events_by_any_id,
    )


def _digest(case: Case, settings: Settings) -> str:
    """All that a reading depends on beside its report: settings, the case's files, our tables, weights and code."""
    return identify("set", [settings.digest, case.digest, _of_code()])


@lru_cache(maxsize=1)
def _of_code() -> str:
    root = tables.DATA.parent
    files: list[Path] = []
    for name in READS:
        files += [root / name] if name.endswith(".py") else sorted((root / name).rglob("*.*"))
    digest = hashlib.sha256()
    try:
        for path in files:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(root).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be read ({error.strerror})", "install Fogline again") from error
    return digest.hexdigest()


# ------------------------------------------------------------------------------------------------------------ mentions


def times(reading: Reading, case: Case | None) -> dict[Span, Time]:
    """What the time words of a report mean, by where they stand: resolved from the report's own date and the case's anchors."""
    from fogline.dating.resolve import Frame, dated

    known = case.anchors if case else ()
    anchors = {form.lower(): (each.start, each.end) for each in known for form in (each.name, *each.aliases)}
    frame = Frame.of(reading.report.published, anchors)
    return {
        mention.span: dated(Time(text=mention.text, at=mention.span, expression=mention.expression), frame)
        for mention in reading.mentions
        if mention.expression is not None
    }
