"""Accounts of a desk that several people share, and the log of what they did. One file in the case's folder.

Passwords are kept as argon2id hashes. The log is only added to: who came in, who was refused, who decided what.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fogline.errors import BackendError, ConfigError

FILE = "accounts.sqlite"
ROLES = ("viewer", "analyst", "admin")
LEAST_PASSWORD = 12  # characters
LONGEST = 200  # characters of a name or a password

_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, made TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS log (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL);
CREATE TRIGGER IF NOT EXISTS log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
CREATE TRIGGER IF NOT EXISTS log_is_kept BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`role`: a viewer looks, an analyst decides, an admin sees the log as well. `stamp` is another after every change."""

    name: str
    role: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the log."""

    at: str
    who: str
    what: str


class Accounts:
    """The accounts of one case; made where they are first written to."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash("a password that nobody has")
        self._known: tuple[int, tuple[Account, ...]] | None = None  # as of a time of the file

    def add(self, name: str, role: str, password: str) -> None:
        """A new account, or a new role and password for one that is there. ConfigError says what is expected."""
        name = name.strip()
        if not name or len(name) > LONGEST or not name.isprintable():
            raise ConfigError(f"{name!r} is no name for an account", f"one line of at most {LONGEST} characters")
        if role not in ROLES:
            raise ConfigError(f"no role {role!r}", f"choose one of {', '.join(ROLES)}")
        if not LEAST_PASSWORD <= len(password) <= LONGEST:
            raise ConfigError("that password is too short or too long", f"{LEAST_PASSWORD} to {LONGEST} characters")
        row = (name, role, self._hasher.hash(password), _now())
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?)", row)

    def remove(self, name: str) -> bool:
        """Whether there was such an account."""
        with self._open() as db:
            return db.execute("DELETE FROM accounts WHERE name = ?", (name,)).rowcount == 1

    def all(self) -> tuple[Account, ...]:
        """By name; read again only where the file changed."""
        try:
            changed = self.path.stat().st_mtime_ns
        except OSError:
            return ()
        if self._known is None or self._known[0] != changed:
            with self._open() as db:
                rows = db.execute("SELECT name, role, hash FROM accounts ORDER BY name").fetchall()
            self._known = changed, tuple(Account(name=n, role=r, stamp=h[-16:]) for n, r, h in rows)
        return self._known[1]

    def named(self, name: str) -> Account | None:
        return next((account for account in self.all() if account.name == name), None)

    def check(self, name: str, password: str) -> Account | None:
        """The account, None for a wrong password or name; both take as long."""
        with self._open() as db:
            row = db.execute("SELECT role, hash FROM accounts WHERE name = ?", (name,)).fetchone()
        try:
            self._hasher.verify(row[1] if row else self._nobody, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return None
        return Account(name=name, role=row[0], stamp=row[1][-16:]) if row else None

    def note(self, who: str, what: str) -> None:
        """Add a line to the log."""
        with self._open() as db:
            db.execute("INSERT INTO log (at, who, what) VALUES (?, ?, ?)", (_now(), who, what))

    def log(self, most: int = 500) -> tuple[Entry, ...]:
        """The last lines, newest first."""
        if not self.path.exists():
            return ()
        with self._open() as db:
            found = db.execute("SELECT at, who, what FROM log ORDER BY seq DESC LIMIT ?", (most,)).fetchall()
        return tuple(Entry(at=at, who=who, what=what) for at, who, what in found)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=10)) as db, db:
                db.executescript(_TABLES)
                yield db
        except sqlite3.Error as error:
            raise BackendError(f"{self.path}: {error}", "try again; see that you may write to the case's folder") from error


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
