"""The store keeps what it was given, in order, through kills, locks and clocks that run back."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.errors import BackendError, ConfigError, SourceError
from fogline.records import ClaimLink, Judgement, Mention, Reading, Rejected, TimeExpression
from fogline.store import codec
from fogline.store.sqlite import SqliteStore

PAGE = made.report("The Reds took Orlin.", on=3, source="Gazette")
TAKEN = made.claim(PAGE, "The Reds took Orlin", "territory_taken", actors=["Reds"], places=["Orlin"], time=made.when(3))
NOON = dt.datetime(2030, 5, 12, 12, tzinfo=dt.UTC)


def judgement(name: str, at: dt.datetime = NOON) -> Judgement:
    return Judgement(id=f"jud_{name}", verb="wrong", subjects=(TAKEN.id,), values=(), by="ada", why="a rumour", at=at)


@pytest.fixture
def store(tmp_path):
    with SqliteStore(tmp_path / "case.db") as opened:
        yield opened


def test_what_was_added_comes_back_after_reopening(tmp_path):
    path = tmp_path / "case.db"
    reading = made.reading(PAGE, TAKEN)
    with SqliteStore(path) as store:
        assert store.add(PAGE, b"\xff raw \x00 bytes", "txt")
        assert store.put(reading, "s1")
        store.judge(judgement("a"))
        store.reject(Rejected(name="x.bin", reason="no text", advice="leave it out"))
    with SqliteStore(path) as store:
        (kept,) = store.reports()
        assert (kept.report, kept.form) == (PAGE, "txt")
        assert store.raw(PAGE.id) == b"\xff raw \x00 bytes"
        assert list(store.readings()) == [reading]
        assert store.judgements() == (judgement("a"),)
        assert store.rejections() == (Rejected(name="x.bin", reason="no text", advice="leave it out"),)
        counts = {"reports": 1, "readings": 1, "rejections": 1, "judgements": 1, "rejected: no text": 1}
        assert store.counts() == counts


def test_adding_a_report_twice_keeps_the_first(store):
    assert store.add(PAGE, b"first")
    assert not store.add(replace(PAGE, name="other.txt"), b"first")
    assert [kept.report.name for kept in store.reports()] == [PAGE.name]


def test_a_second_reading_replaces_the_first_and_the_same_again_changes_nothing(store):
    store.add(PAGE, b"raw")
    assert store.unread("s1") == (PAGE.id,)
    store.put(made.reading(PAGE), "s1")
    assert store.unread("s1") == () and store.unread("s2") == (PAGE.id,)
    assert store.put(made.reading(PAGE, TAKEN), "s2")
    assert not store.put(made.reading(PAGE, TAKEN), "s2")
    assert [reading.claims for reading in store.readings()] == [(TAKEN,)]
    assert list(store.readings(1)) == list(store.readings()) and list(store.readings(2)) == []
    assert store.unread("s1") == (PAGE.id,) and store.unread("s2") == ()
    assert store.counts()["readings"] == 2


def test_a_reading_of_an_unknown_report_is_refused(store):
    with pytest.raises(SourceError, match="not in the archive"):
        store.put(made.reading(PAGE), "s1")
    with pytest.raises(SourceError, match="no report rep_none"):
        store.raw("rep_none")


def test_nothing_can_be_changed_or_taken_away_even_by_hand(store):
    store.add(PAGE, b"raw")
    store.put(made.reading(PAGE), "s1")
    store.judge(judgement("a"))
    by_hand = sqlite3.connect(store.path)
    for table in ("reports", "readings", "judgements"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET recorded = '1999-01-01'"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                by_hand.execute(statement)
    by_hand.close()


def test_recorded_time_never_goes_back(tmp_path):
    hours = iter([NOON, NOON - dt.timedelta(hours=5), NOON - dt.timedelta(hours=5), NOON + dt.timedelta(hours=1)])
    with SqliteStore(tmp_path / "case.db", clock=lambda: next(hours)) as store:
        store.add(PAGE, b"raw")
        other = made.report("Nothing happened.")
        store.add(other, b"raw")
        assert {kept.recorded for kept in store.reports()} == {NOON}
        assert store.now() == NOON
        assert store.now() == NOON + dt.timedelta(hours=1)


def test_a_judgement_before_the_last_one_is_refused(store):
    store.judge(judgement("a"))
    with pytest.raises(BackendError, match="would stand before"):
        store.judge(judgement("b", NOON - dt.timedelta(seconds=1)))
    store.judge(judgement("a"))
    assert len(store.judgements()) == 1


def test_a_batch_is_all_or_nothing(store):
    with pytest.raises(RuntimeError), store.batch():
        store.add(PAGE, b"raw")
        raise RuntimeError
    assert store.reports() == ()
    with store.batch():
        store.add(PAGE, b"raw")
        store.put(made.reading(PAGE), "s1")
    assert store.counts()["readings"] == 1


KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
import made
from pathlib import Path
from fogline.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
for i in range(5):
    store.add(made.report(f"Report {i} is kept."), b"raw")
with store.batch():
    store.add(made.report("Report 5 is not."), b"raw")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_half_way_loses_nothing_that_was_committed(tmp_path):
    path = tmp_path / "case.db"
    folder = str(Path(made.__file__).parent)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), folder], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    with SqliteStore(path) as store:
        assert sorted(kept.report.text for kept in store.reports()) == [f"Report {i} is kept." for i in range(5)]
        assert store.add(PAGE, b"raw")


def test_a_locked_database_says_so_and_loses_nothing(tmp_path):
    path = tmp_path / "case.db"
    with SqliteStore(path) as store:
        store.add(PAGE, b"raw")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with SqliteStore(path, patience=0.05) as store:
        assert len(store.reports()) == 1
        with pytest.raises(BackendError, match=r"case\.db.*locked.*another process"):
            store.judge(judgement("a"))
        holder.execute("COMMIT")
        store.judge(judgement("a"))
    holder.close()


def test_a_full_disk_says_so_and_loses_nothing(store):
    store.add(PAGE, b"raw")
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(BackendError, match="free some space"):
        store.add(made.report("Another."), os.urandom(100_000))
    assert len(store.reports()) == 1


def test_a_database_that_may_only_be_read_says_so(store):
    store._db.execute("PRAGMA query_only = ON")
    with pytest.raises(BackendError, match="you may read it but not write"):
        store.add(PAGE, b"raw")


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 40, None])
def test_something_else_in_its_place_is_refused_by_name(tmp_path, content):
    path = tmp_path / "case.db"
    if content is None:
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE recipes (x)")
        other.commit()
        other.close()
    else:
        path.write_bytes(content)
    with pytest.raises((BackendError, ConfigError), match=r"case\.db"):
        SqliteStore(path)


def test_a_later_version_is_refused(tmp_path):
    path = tmp_path / "case.db"
    SqliteStore(path).close()
    later = sqlite3.connect(path)
    later.execute("PRAGMA user_version = 99")
    later.close()
    with pytest.raises(ConfigError, match="later Fogline"):
        SqliteStore(path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BackendError, match="see that the folder is there"):
        SqliteStore(tmp_path / "none" / "case.db")


def test_damaged_bytes_are_reported():
    with pytest.raises(BackendError, match="Reading cannot be read back"):
        codec.unpack(Reading, b"junk")


@given(
    text=st.text(max_size=20),
    count=st.integers(-5, 5),
    vague=st.booleans(),
    at=st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
def test_any_reading_survives_the_bytes(text, count, vague, at):
    time = made.when(3, at=at, expression=TimeExpression(form="offset", count=count, vague=vague))
    more = replace(TAKEN, quote=text, time=time, links=(ClaimLink(type="says", claim=text),), details=(("office", text),))
    reading = Reading(
        report=PAGE, claims=(more,), mentions=(Mention(what="time", text=text, start=0, end=1),), counts={text: count}
    )
    assert codec.unpack(Reading, codec.pack(reading)) == reading
