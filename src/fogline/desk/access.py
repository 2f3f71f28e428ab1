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
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from fogline.desk.accounts import Accounts

MOST_SESSIONS = 1000
LASTS = 12 * 3600.0  # seconds that a session lives
PERIOD = 60.0  # seconds
MOST_TRIES, MOST_TRIES_IN_ALL = 10, 200  # within PERIOD: for one name, and for all together
MOST_DECISIONS = 60  # of one session within PERIOD, previews among them
AT_ONCE = 2  # passwords that are checked at a time: each takes memory
DECIDING = ("analyst", "admin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A visitor. `form` is what the forms of this session carry, `name` under which decisions are kept ("" to be given),
    `fixed` where that is the account's and nobody else's; `account` is the account's stamp, another after a new password."""

    number: str
    form: str
    role: str
    name: str
    fixed: bool
    until: float
    account: str = ""
    decisions: deque[float] = field(default_factory=deque)

    @property
    def may_decide(self) -> bool:
        return self.role in DECIDING


class Gate:
    """The way in. Sessions are in memory: they end with the process."""

    def __init__(self, accounts: Accounts | None = None) -> None:
        self.accounts = accounts
        self.token = "" if accounts else secrets.token_urlsafe(24)
        self.cookie = f"fogline-{secrets.token_hex(4)}"  # of its own: cookies do not know ports
        self._sessions: dict[str, Session] = {}
        self._tries: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()
        self._checking = threading.Semaphore(AT_ONCE)

    @property
    def shared(self) -> bool:
        return self.accounts is not None

    def enter(self, token: str) -> Session | None:
        """A session for the one-time token; None for any other, and for a while after too many of those."""
        if not self._may_try("the token"):
            return None
        with self._lock:
            if not self.token or not hmac.compare_digest(_bytes(token), _bytes(self.token)):
                return None
            self.token = ""
        return self._begun(role="admin", name="", fixed=False)

    def login(self, name: str, password: str) -> Session | None:
        """A session for an account; None for a wrong name or password, and for a while after too many of those."""
        if self.accounts is None or not self._may_try(name):
            return None
        with self._checking:
            account = self.accounts.check(name, password)
        self.note(name, "came in" if account else "was refused")
        if account is None:
            return None
        with self._lock:
            self._tries.pop(name, None)
        return self._begun(role=account.role, name=account.name, fixed=True, account=account.stamp)

    def session(self, cookies: Mapping[str, str]) -> Session | None:
        """The visitor whose cookies these are, with the role that the account has now."""
        session = self._sessions.get(cookies.get(self.cookie, ""))
        if session is None or session.until < time.monotonic():
            return None
        if self.accounts is None:
            return session
        account = self.accounts.named(session.name)
        return replace(session, role=account.role) if account and account.stamp == session.account else None

    def leave(self, session: Session) -> None:
        with self._lock:
            self._sessions.pop(session.number, None)

    def may_go_on(self, session: Session) -> bool:
        """Whether a visitor may send one more form now."""
        with self._lock:
            return _counted(session.decisions, MOST_DECISIONS)

    def call(self, session: Session, name: str) -> None:
        """Keep under which name a visitor decides, for the next form."""
        with self._lock:
            if name.strip() and not session.fixed and session.number in self._sessions:
                self._sessions[session.number] = replace(session, name=name.strip())

    def note(self, who: str, what: str) -> None:
        """Keep in the log of a shared desk what somebody did."""
        if self.accounts is not None:
            self.accounts.note(who, what)

    def _begun(self, role: str, name: str, fixed: bool, account: str = "") -> Session:
        number, form, until = secrets.token_urlsafe(24), secrets.token_urlsafe(24), time.monotonic() + LASTS
        session = Session(number=number, form=form, role=role, name=name, fixed=fixed, until=until, account=account)
        with self._lock:
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[number] = session
        return session

    def _may_try(self, name: str) -> bool:
        """Counts an attempt before it is made, so that no number of them at once gets by."""
        with self._lock:
            if len(self._tries) > MOST_TRIES_IN_ALL:
                self._tries.clear()
            return _counted(self._tries[name], MOST_TRIES) and _counted(self._tries[""], MOST_TRIES_IN_ALL)


def _counted(times: deque[float], most: int) -> bool:
    """Whether there is room for one more within PERIOD; it is counted where there is."""
    now = time.monotonic()
    while times and now - times[0] > PERIOD:
        times.popleft()
    if len(times) >= most:
        return False
    times.append(now)
    return True


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def is_of(session: Session, form: str) -> bool:
    """Whether a form was made for this session."""
    return hmac.compare_digest(_bytes(session.form), _bytes(form))
