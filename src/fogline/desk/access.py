"""Who may open the desk, and do what there.

Alone on this machine: whoever has the address that `fogline serve` printed, once; its token is exchanged for a session. Shared:
whoever has an account (accounts.py). A session's number is in a cookie that scripts cannot read and other sites' pages cannot
send; forms carry a second number of the session, so that no other page can post them.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace

from fogline.desk.accounts import Account, Accounts

COOKIE = "fogline"
MOST_SESSIONS = 1000
LASTS = 12 * 3600.0  # seconds that a session lives
PERIOD, MOST_FAILURES = 60.0, 20  # seconds, and attempts within them that may fail
MOST_DECISIONS = 60  # of one session within PERIOD
DECIDING = ("analyst", "admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visitor: `form` is what the forms of this session carry, `name` under which decisions are kept ("" to be given),
    `fixed` where that is the account's and nobody else's."""

    number: str
    form: str
    role: str
    name: str
    fixed: bool
    until: float
    decisions: deque[float] = field(default_factory=deque)

    @property
    def may_decide(self) -> bool:
        return self.role in DECIDING


class Gate:
    """The way in. Sessions are in memory: they end with the process."""

    def __init__(self, accounts: Accounts | None = None) -> None:
        self.accounts = accounts
        self.token = "" if accounts else secrets.token_urlsafe(24)
        self._sessions: dict[str, Session] = {}
        self._failures: deque[float] = deque()
        self._lock = threading.Lock()

    @property
    def shared(self) -> bool:
        return self.accounts is not None

    def enter(self, token: str) -> Session | None:
        """A session for the one-time token; None for any other, and for a while after too many of those."""
        with self._lock:
            if self._is_tried_too_often():
                return None
            if not self.token or not hmac.compare_digest(token.encode(), self.token.encode()):
                self._failures.append(time.monotonic())
                return None
            self.token = ""
        return self._begun(role="admin", name="", fixed=False)

    def login(self, name: str, password: str) -> Session | None:
        """A session for an account; None for a wrong name or password, and for a while after too many of those."""
        if self.accounts is None:
            return None
        with self._lock:
            if self._is_tried_too_often():
                return None
        account = self.accounts.check(name, password)
        self.note(name, "came in" if account else "was refused")
        if account is None:
            with self._lock:
                self._failures.append(time.monotonic())
            return None
        return self._begun(role=account.role, name=account.name, fixed=True)

    def session(self, number: str | None) -> Session | None:
        """The visitor with this number, with the role that the account has now."""
        session = self._sessions.get(number or "")
        if session is None or session.until < time.monotonic():
            return None
        if self.accounts is None:
            return session
        account: Account | None = self.accounts.named(session.name)
        return replace(session, role=account.role) if account else None

    def leave(self, session: Session) -> None:
        with self._lock:
            self._sessions.pop(session.number, None)

    def decides(self, session: Session, name: str) -> bool:
        """Whether a visitor may decide once more now; under which name is kept for the next form."""
        with self._lock:
            now = time.monotonic()
            while session.decisions and now - session.decisions[0] > PERIOD:
                session.decisions.popleft()
            if len(session.decisions) >= MOST_DECISIONS:
                return False
            session.decisions.append(now)
            if name.strip() and not session.fixed and session.number in self._sessions:
                self._sessions[session.number] = replace(session, name=name.strip())
            return True

    def note(self, who: str, what: str) -> None:
        """Keep in the log of a shared desk what somebody did."""
        if self.accounts is not None:
            self.accounts.note(who, what)

    def _begun(self, role: str, name: str, fixed: bool) -> Session:
        number, form = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        session = Session(number=number, form=form, role=role, name=name, fixed=fixed, until=time.monotonic() + LASTS)
        with self._lock:
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[number] = session
        return session

    def _is_tried_too_often(self) -> bool:
        now = time.monotonic()
        while self._failures and now - self._failures[0] > PERIOD:
            self._failures.popleft()
        return len(self._failures) >= MOST_FAILURES


def is_of(session: Session, form: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(session.form.encode(), form.encode())
