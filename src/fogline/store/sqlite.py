"""The store on SQLite: one file in the case's folder, standard library only.

Write-ahead logging with full synchronisation: a process killed at any moment loses nothing that was committed, and readers
never wait for a writer. Triggers refuse UPDATE and DELETE on what is append-only, whoever opens the file.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from fogline.errors import BackendError, ConfigError, SourceError
from fogline.records import Judgement, Reading, Rejected, Report
from fogline.store import Kept
from fogline.store.codec import pack, unpack

VERSION = 1  # of the tables below, kept as PRAGMA user_version
PATIENCE = 10.0  # seconds to wait for another process's lock

_TABLES = """
CREATE TABLE reports (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, recorded TEXT NOT NULL, form TEXT NOT NULL,
                      body BLOB NOT NULL, raw BLOB NOT NULL);
CREATE TABLE readings (seq INTEGER PRIMARY KEY, report TEXT NOT NULL REFERENCES reports(id), settings TEXT NOT NULL,
                       recorded TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX readings_of ON readings (report, seq);
CREATE TABLE rejections (seq INTEGER PRIMARY KEY, recorded TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
                         advice TEXT NOT NULL);
CREATE TABLE judgements (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, recorded TEXT NOT NULL, body BLOB NOT NULL);
"""
_KEPT = ("reports", "readings", "rejections", "judgements")
_ONLY_ADDED = (
    "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} are only added to'); END;"
)
_CURRENT = "FROM readings r WHERE seq = (SELECT max(seq) FROM readings WHERE report = r.report)"

_ADVICE = (
    ("locked", "another process is writing to it: wait for it to end and try again"),
    ("busy", "another process is writing to it: wait for it to end and try again"),
    ("full", "free some space on the disk and try again"),
    ("readonly", "you may read it but not write to it: change its rights, or copy the case to a place that is yours"),
    ("unable to open", "see that the folder is there and that you may write to it"),
    ("disk i/o", "the disk failed: copy the case to another disk and try again"),
    ("not a database", "this file is no Fogline database: move it away, or restore it from a copy"),
    ("malformed", "the file is damaged: restore it from a copy; `sqlite3 FILE .recover` may save the rest"),
)

Result = TypeVar("Result")


def _clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class SqliteStore:
    """A `Store` in one file, made where it is not there yet. Close it, or use it in a `with` block."""

    def __init__(self, path: Path, *, patience: float = PATIENCE, clock: Callable[[], dt.datetime] = _clock) -> None:
        self.path = path
        self._clock = clock
        self._deep = False
        with self._explained():
            self._db = sqlite3.connect(path, timeout=patience, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    # ------------------------------------------------------------------------------------------------------- the archive

    def add(self, report: Report, raw: bytes, form: str = "") -> bool:
        with self._write():
            row = (report.id, self._stamp(), form, pack(report), zlib.compress(raw, 6))
            sql = "INSERT INTO reports (id, recorded, form, body, raw) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
            return self._db.execute(sql, row).rowcount == 1

    def reports(self) -> tuple[Kept, ...]:
        return tuple(
            Kept(report=unpack(Report, body), recorded=dt.datetime.fromisoformat(recorded), form=form)
            for body, recorded, form in self._rows("SELECT body, recorded, form FROM reports ORDER BY id")
        )

    def raw(self, report: str) -> bytes:
        for (raw,) in self._rows("SELECT raw FROM reports WHERE id = ?", (report,)):
            return zlib.decompress(raw)
        raise SourceError(f"{self.path}: no report {report}", "`fogline reports DIR` lists those that are there")

    def put(self, reading: Reading, settings: str) -> bool:
        body, report = pack(reading), reading.report.id
        with self._write():
            if not self._db.execute("SELECT 1 FROM reports WHERE id = ?", (report,)).fetchone():
                raise SourceError(f"{self.path}: a reading of {report}, which is not in the archive", "add the report first")
            sql = "SELECT settings, body FROM readings WHERE report = ? ORDER BY seq DESC LIMIT 1"
            if self._db.execute(sql, (report,)).fetchone() == (settings, body):
                return False
            row = (report, settings, self._stamp(), body)
            self._db.execute("INSERT INTO readings (report, settings, recorded, body) VALUES (?, ?, ?, ?)", row)
        return True

    def unread(self, settings: str) -> tuple[str, ...]:
        sql = f"SELECT id FROM reports WHERE id NOT IN (SELECT report {_CURRENT} AND settings = ?) ORDER BY seq"
        return tuple(id for (id,) in self._rows(sql, (settings,)))

    def readings(self, since: int = 0) -> Iterator[Reading]:
        for (body,) in self._rows(f"SELECT body {_CURRENT} AND seq > ? ORDER BY report", (since,)):
            yield unpack(Reading, body)

    # ------------------------------------------------------------------------------------------ rejections and judgements

    def reject(self, rejected: Rejected) -> None:
        with self._write():
            row = (self._stamp(), rejected.name, rejected.reason, rejected.advice)
            self._db.execute("INSERT INTO rejections (recorded, name, reason, advice) VALUES (?, ?, ?, ?)", row)

    def rejections(self) -> tuple[Rejected, ...]:
        rows = self._rows("SELECT name, reason, advice FROM rejections ORDER BY seq")
        return tuple(Rejected(name=name, reason=reason, advice=advice) for name, reason, advice in rows)

    def judge(self, judgement: Judgement) -> None:
        with self._write():
            last = self._last("judgements")
            if last is not None and judgement.at < last:
                raise BackendError(
                    f"{self.path}: a judgement of {judgement.at} would stand before one of {last}", "take its time from now()"
                )
            row = (judgement.id, judgement.at.isoformat(), pack(judgement))
            sql = "INSERT INTO judgements (id, recorded, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"
            self._db.execute(sql, row)

    def judgements(self) -> tuple[Judgement, ...]:
        return tuple(unpack(Judgement, body) for (body,) in self._rows("SELECT body FROM judgements ORDER BY seq"))

    def counts(self) -> Mapping[str, int]:
        # rows are numbered from 1 and never taken away, so that the last one's number is how many there are
        found = {table: int(self._rows(f"SELECT coalesce(max(seq), 0) FROM {table}")[0][0]) for table in _KEPT}
        for reason, number in self._rows("SELECT reason, count(*) FROM rejections GROUP BY reason ORDER BY reason"):
            found[f"rejected: {reason}"] = number
        return found

    # -------------------------------------------------------------------------------------------------- time and locking

    def now(self) -> dt.datetime:
        with self._explained():
            last = [day for table in _KEPT if (day := self._last(table)) is not None]
        return max([self._clock(), *last])

    @contextmanager
    def batch(self) -> Iterator[None]:
        with self._write():
            yield

    def _stamp(self) -> str:
        return self.now().isoformat()

    def _last(self, table: str) -> dt.datetime | None:
        row = self._db.execute(f"SELECT recorded FROM {table} ORDER BY seq DESC LIMIT 1").fetchone()
        return dt.datetime.fromisoformat(row[0]) if row else None

    @contextmanager
    def _write(self) -> Iterator[None]:
        """One transaction; inside `batch` the batch's own."""
        if self._deep:
            yield
            return
        with self._explained():
            self._db.execute("BEGIN IMMEDIATE")
            self._deep = True
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
            finally:
                self._deep = False

    def _rows(self, sql: str, values: Sequence[str | int] = ()) -> list[Any]:
        with self._explained():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """SQLite's errors as ours, with what to do."""
        try:
            yield
        except sqlite3.Error as error:
            words = str(error).lower()
            advice = next((advice for sign, advice in _ADVICE if sign in words), "try again; nothing that was kept is lost")
            raise BackendError(f"{self.path}: {error}", advice) from error

    def _prepare(self) -> None:
        """Open for use: make the tables in a new file, refuse a file of a later version or of something else."""
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            raise ConfigError(
                f"{self.path}: made by a later Fogline (tables {version}, this one knows {VERSION})", "update Fogline"
            )
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA synchronous = FULL")
        if version == VERSION:
            return
        if self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise ConfigError(f"{self.path}: a database, but not one of Fogline's", "move it away or choose another folder")
        self._db.execute("PRAGMA journal_mode = WAL")
        with self._write():
            if self._db.execute("PRAGMA user_version").fetchone() == (0,):  # nobody else made them meanwhile
                triggers = (_ONLY_ADDED.format(table=table, verb=verb) for table in _KEPT for verb in ("UPDATE", "DELETE"))
                for statement in (*filter(str.strip, _TABLES.split(";")), *triggers):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version = {VERSION}")
