"""How commands end: exit statuses, hostile and broken input, locks, full disks, closed pipes, interrupts, crashed workers."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from pathlib import Path

import fakes
import pytest

from fogline import plugins, workers
from fogline.errors import ConfigError
from fogline.runner import DATABASE


def found(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# ------------------------------------------------------------------------------------------- 1: some input is rejected


def test_a_missing_file_is_told_and_the_rest_is_read(run, pages, tmp_path):
    rejects = tmp_path / "rejects.jsonl"
    result = run("extract", tmp_path / "nowhere.txt", pages / "a.txt", "--rejects", rejects)
    assert result.exit_code == 1
    assert [line["document"]["name"] for line in found(result.stdout)] == ["a.txt"]
    assert "nowhere.txt" in result.stderr and "check the path" in result.stderr
    assert [line["name"] for line in found(rejects.read_text())] == [str(tmp_path / "nowhere.txt")]


HOSTILE = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 64,
    "picture.pdf": b"%PDF-1.7\n\x00\x01broken",
    "bomb.html": b"<html><body>" + b"<div><blockquote>" * 60_000 + b"The end" + b"</p>" * 60_000,
    "lines.jsonl": b'{"name": "x"\n[1, 2]\n{"text": 7}\n' + b"[" * 100_000 + b"\n",
}


def test_hostile_files_are_rejected_by_name_and_the_rest_of_the_folder_is_read(run, pages):
    for name, raw in HOSTILE.items():
        (pages / name).write_bytes(raw)
    (pages / "big.txt").write_bytes(b"The Reds took Orlin. " * 2_500_000)  # 50 MB
    (pages / "line.txt").write_bytes(b"x" * 10_000_000)
    (pages / "charset.html").write_bytes(b'<meta charset="x-klingon"><p>' + "Орлин взят. ".encode("koi8-r") * 20)
    result = run("extract", pages)
    assert result.exit_code == 1
    assert [line["document"]["name"] for line in found(result.stdout)] == ["a.txt", "c.txt"]
    for name in ("empty.txt", "blank.txt", "binary.txt", "picture.pdf", "big.txt", "line.txt", "lines.jsonl#1"):
        assert f"{name}: " in result.stderr, name
    told = {line.split(": ")[1] for line in result.stderr.splitlines() if line.startswith("fogline: ")}
    assert len([name for name in told if name.startswith("lines.jsonl#")]) == 4
    assert "2,000,000" in result.stderr


def test_a_reader_that_fails_on_a_report_costs_that_report_alone(run, case, pages):
    (pages / "b.txt").write_text("RAISE")
    run("add", case, pages)
    result = run("read", case)
    assert result.exit_code == 1 and "b.txt: the reader failed: ValueError: told to fail" in result.stderr
    assert len(found(run("claims", case).stdout)) == 2


def test_a_crashed_worker_costs_its_report_alone_and_order_stays(run, case, pages):
    for i in range(6):
        (pages / f"d{i}.txt").write_text(f"The Greens took Tarn in week {i}.")
    alone = run("extract", pages).stdout
    (pages / "crash.txt").write_text("CRASH")
    run("add", case, pages)
    result = run("read", case, "--workers", "2")
    assert result.exit_code == 1
    assert "crash.txt: the process that read it died (status 7)" in result.stderr
    quotes = sorted(line["quote"] for line in found(run("claims", case).stdout))
    assert quotes == sorted(line["quote"] for line in found(alone))


def test_the_pool_keeps_the_order_and_tells_which_piece_a_process_died_of():
    answers = list(workers.each(fakes.doubling, range(20), 2))
    assert answers[13] == workers.Died(status=9)
    assert [answer for i, answer in enumerate(answers) if i != 13] == [2 * i for i in range(20) if i != 13]
    assert list(workers.each(fakes.doubling, [], 2)) == []


def test_the_pool_gives_up_where_no_process_gets_ready():
    with pytest.raises(workers.CannotStart, match="5"):
        list(workers.each(fakes.never, range(3), 2))


def test_an_address_is_never_fetched(run, case):
    result = run("add", case, "https://example.org/page")
    assert result.exit_code == 1 and "save the page" in result.stderr


# ---------------------------------------------------------------------------------------------- 2: unusable arguments


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extract"], "PATH"),
        (["extract", "x.txt", "--published", "yesterday"], "2021-08-25"),
        (["extract", "x.txt", "--reader", "nobody"], "rules, parse, tagger, fake"),
        (["extract", "x.txt", "--reader", "llm"], "no part of Fogline"),
        (["extract", "x.txt", "--case", "nowhere"], "fogline init"),
        (["read", "nowhere"], "fogline init"),
        (["claims", "nowhere"], "fogline init"),
        (["situation", "nowhere"], "--on"),
        (["nonsense"], "nonsense"),
        (["serve", "nowhere"], "fogline init"),
        (["account", "nowhere", "list"], "fogline init"),
        (["export", "nowhere", "--as", "geojson", "--out", "x"], "fogline events"),
        (["export", "nowhere", "--as", "xml", "--out", "x"], "geojson"),
        (["report", "nowhere", "--out", "x.doc"], "html, md"),
        (["report", "nowhere", "--out", "x.md", "--since", "2021-09-02", "--until", "2021-09-01"], "later than"),
    ],
)
def test_unusable_arguments_are_2_and_say_what_is_expected(run, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr.replace("\n", " ")


def test_a_broken_case_file_is_named_with_its_line(run, case):
    (case / "sources.toml").write_text('[[source]]\nid = "case:x"\nname = "X"\nkind = "oracle"\n')
    result = run("read", case)
    assert result.exit_code == 2 and "sources.toml:1: kind 'oracle'" in result.stderr


def test_plugins_come_through_one_door():
    assert plugins.load("reader", "fake") is fakes.FakeReader
    assert plugins.names("reader") == ("rules", "parse", "tagger", "fake")
    with pytest.raises(ConfigError, match="known are reader, store, export, sitrep"):
        plugins.load("poem", "x")


# ----------------------------------------------------------------------------------------------- 3: could not finish


def test_a_locked_store_is_3_and_says_so(run, full, pages):
    held = sqlite3.connect(full / DATABASE, isolation_level=None)
    held.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    result = run("add", full, pages / "a.txt")
    assert result.exit_code == 3 and DATABASE in result.stderr and "wait for it to end" in result.stderr
    assert time.monotonic() - started < 10
    held.execute("ROLLBACK")
    held.close()
    assert run("add", full, pages / "a.txt").exit_code == 0


def test_a_store_that_is_none_is_told_by_name(run, case, pages):
    (case / DATABASE).write_bytes(b"this is no database at all" * 100)
    result = run("add", case, pages / "a.txt")
    assert result.exit_code == 3 and DATABASE in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_3(start, pages):
    with Path("/dev/full").open("wb") as full:
        process = start("extract", pages, stdout=full)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 3 and b"No space left" in told and b"Traceback" not in told


def test_a_place_that_cannot_be_written_to_is_3(run, full, tmp_path):
    result = run("report", full, "--out", tmp_path / "no" / "such" / "folder.html")
    assert result.exit_code == 3 and "folder.html" in result.stderr


def test_a_fault_of_our_own_is_never_taken_for_success(run, full, monkeypatch):
    from fogline import runner

    monkeypatch.setattr(runner, "record_of", lambda *_: 1 / 0)
    result = run("claims", full)
    assert result.exit_code == 3 and "report it" in result.stderr


# ------------------------------------------------------------------------------------------- closed pipes, interrupts


def test_a_closed_pipe_is_0_and_silent(start, pages):
    for i in range(300):
        (pages / f"z{i}.txt").write_text("The Reds took Orlin. " * 30)
    process = start("extract", pages)
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    assert process.wait(timeout=60) == 0
    assert b"Traceback" not in told and b"Broken pipe" not in told


@pytest.mark.parametrize("number", [1, 2])
def test_an_interrupt_keeps_what_was_read_and_the_next_run_goes_on(start, run, case, pages, number):
    (pages / "b.txt").write_text("SLOW")
    run("add", case, pages)
    process = start("read", case, "--workers", number)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(line["read"] for line in found(run("reports", case).stdout)):
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130 and b"interrupted" in told and b"Traceback" not in told
    lines = {line["name"]: line["read"] for line in found(run("reports", case).stdout)}
    assert lines["a.txt"] and not lines["b.txt"]


# ------------------------------------------------------------------------------------------------------------- colour


def test_no_colour_unless_on_a_terminal_and_wanted(monkeypatch):
    from fogline.cli import output

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert output.coloured(Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.coloured(Terminal())
