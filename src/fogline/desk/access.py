"""Who may open the desk. Alone on this machine: whoever has the address that `fogline serve` printed, once.

The token in that address is good for one visit; it is exchanged for a session, whose number is in a cookie that scripts cannot
read and other sites' pages cannot send. Forms carry a second number of the session, so that no other page can post them.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace

COOKIE = "fogline"
MOST_SESSIONS = 100
PERIOD, MOST_FAILURES = 60.0, 20  # seconds, and attempts within them that may fail


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visitor: `form` is what the forms of this session carry, `name` under which decisions are kept ("" to be given)."""

    number: str
    form: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    name: str = ""
    may_decide: bool = True


class Gate:
    """Tokens and sessions, in memory: they end with the process."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(24)
        self._sessions: dict[str, Session] = {}
        self._failures: deque[float] = deque()
        self._lock = threading.Lock()

    def enter(self, token: str) -> Session | None:
        """A session for the one-time token; None for any other, and for a while after too many of those."""
        with self._lock:
            now = time.monotonic()
            while self._failures and now - self._failures[0] > PERIOD:
                self._failures.popleft()
            if len(self._failures) >= MOST_FAILURES:
                return None
            if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
                self._failures.append(now)
                return None
            self.token = ""
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            session = Session(number=secrets.token_urlsafe(24))
            self._sessions[session.number] = session
            return session

    def call(self, session: Session, name: str) -> None:
        """Keep under which name a visitor decides, for the next form."""
        if name.strip() and session.number in self._sessions:
            self._sessions[session.number] = replace(session, name=name.strip())

    def session(self, number: str | None) -> Session | None:
        return self._sessions.get(number or "")


def is_of(session: Session, form: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(session.form.encode(), form.encode())
