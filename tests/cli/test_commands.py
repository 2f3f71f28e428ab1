"""What each command prints, and that a case grows, is judged and undone as the contract says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from fogline.cli import app
from fogline.cli.output import visible, width
from fogline.settings import TABLE

COMMANDS = [command.name for command in app.registered_commands]


def found(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(run, name):
    told = run(name, "--help")
    assert told.exit_code == 0
    assert ("Example" in told.stdout and f"fogline {name} " in told.stdout) or f"fogline {name}\n" in told.stdout


def test_the_commands_are_those_of_the_contract():
    assert [
        *(
            "extract",
            "mentions",
            "text",
            "init",
            "add",
            "read",
            "claims",
            "events",
            "origins",
            "disagreements",
            "aliases",
            "reports",
        ),
        *("situation", "flips", "coverage", "why", "judge", "undo", "report", "export", "serve", "account", "doctor"),
    ] == COMMANDS


def test_extract_prints_claims_whose_quote_is_the_text(run, pages):
    result = run("extract", pages)
    assert result.exit_code == 0
    lines = found(result.stdout)
    assert [(line["document"]["name"], line["kind"]) for line in lines] == [
        ("a.txt", "territory_taken"),
        ("c.txt", "territory_taken"),
    ]
    for line in lines:
        stored = run("text", pages / line["document"]["name"]).stdout
        assert stored[line["start"] : line["end"]] == line["quote"]
    assert "1 .jpg" in result.stderr and "3 reports" in result.stderr


def test_a_report_gives_the_same_bytes_alone_and_in_a_folder(run, pages):
    alone = run("extract", pages / "a.txt").stdout
    assert alone and alone in run("extract", pages).stdout
    assert run("extract", pages).stdout == run("extract", pages).stdout


def test_extract_from_stdin_is_named_by_a_dash(run):
    lines = found(run("extract", "-", stdin=b"The Reds took Tarn.").stdout)
    assert [line["document"]["name"] for line in lines] == ["-"]


def test_claims_come_out_report_by_report_while_more_is_on_its_way(start):
    process = start("extract", "-")
    line = json.dumps({"name": "one", "text": "The Reds took Orlin."})
    process.stdin.write(line.encode() + b"\n")
    process.stdin.flush()
    first = json.loads(process.stdout.readline())  # before the second report is there
    rest, _ = process.communicate(line.replace("one", "two").encode() + b"\n", timeout=60)
    assert first["document"]["name"] == "one" and json.loads(rest)["document"]["name"] == "two"
    assert process.returncode == 0


def test_text_prints_the_stored_text_and_nothing_else(run, tmp_path, full):
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rcafe\xcc\x81")
    assert run("text", odd).stdout == "one\ntwo\ncaf\u00e9"
    several = run("text", full)
    assert several.exit_code == 2 and "3 reports" in several.stderr
    known = found(run("reports", full).stdout)[0]
    assert run("text", full, known["id"]).stdout == run("text", full, known["name"]).stdout != ""


def test_a_case_grows_and_reads_only_what_is_new(run, case, pages):
    assert run("add", case, pages / "a.txt").exit_code == 0
    again = run("add", case, pages / "a.txt")
    assert again.exit_code == 0 and "1 there already" in again.stderr
    assert "not read yet" in run("claims", case).stderr
    assert "1 reports" in run("read", case).stderr
    assert "nothing to do" in run("read", case).stderr
    run("add", case, pages)
    assert "2 reports" in run("read", case).stderr
    assert len(found(run("claims", case).stdout)) == 2


def test_lists_come_as_lines_tables_and_csv(run, full):
    for name in ("claims", "events", "origins", "reports"):
        lines = found(run(name, full).stdout)
        assert lines and all(line["schema"] == 1 for line in lines)
        rows = list(csv.reader(io.StringIO(run(name, full, "--format", "csv").stdout)))
        assert len(rows) == len(lines) + 1 and all(len(row) == len(rows[0]) for row in rows)
        table = run(name, full, "--format", "table").stdout.splitlines()
        assert len(table) == len(lines) + 1 and "\x1b" not in "".join(table)
    assert run("disagreements", full).exit_code == run("aliases", full).exit_code == 0


def test_situation_tells_who_holds_what_on_a_day_as_known_on_a_day(run, full):
    orlin = next(x for x in found(run("situation", full, "--on", "2030-05-05").stdout) if x["place"]["name"] == "Orlin")
    assert orlin["holder"]["name"] == "Reds" and orlin["on"] == "2030-05-05"
    assert run("situation", full, "--on", "2030-05-05", "--known", "2030-05-01").stdout == ""
    assert "Orlin" in run("situation", full, "--on", "2030-05-05", "--format", "text").stdout
    for what in ("strength", "alliance", "role"):
        assert run("situation", full, "--on", "2030-05-05", "--what", what).exit_code == 0


def test_why_leads_to_the_words(run, full):
    event = found(run("events", full).stdout)[0]
    passages = found(run("why", full, event["id"]).stdout)
    assert passages and all("took" in passage["quote"] for passage in passages)
    told = run("why", full, event["claims"][0], "--format", "text").stdout
    assert "»" in told and "took" in told
    assert run("why", full, "evt_0000000000000000").exit_code == 2


def test_a_decision_can_be_seen_before_it_is_taken(run, full):
    events = run("events", full).stdout
    event = json.loads(events.splitlines()[0])
    shown = run("judge", full, "wrong", event["id"], "--by", "Ada", "--why", "another war", "--preview")
    assert shown.exit_code == 0 and "nothing was decided" in shown.stderr
    changes = [json.loads(line) for line in shown.stdout.splitlines()]
    [gone] = [change for change in changes if change["what"] == "event"]
    assert gone["id"] == event["id"] and gone["after"] == "-" and event["kind"].replace("_", " ") in gone["before"]
    assert run("events", full).stdout == events


def test_a_judgement_changes_the_record_and_undo_brings_it_back(run, full):
    claim = found(run("claims", full).stdout)[0]["id"]
    before = run("events", full).stdout
    made = run("judge", full, "wrong", claim, "--by", "Ada", "--why", "another war")
    assert made.exit_code == 0
    judgement = found(made.stdout)[0]
    assert judgement["by"] == "Ada" and judgement["verb"] == "wrong"
    assert claim not in {line["id"] for line in found(run("claims", full).stdout)}
    assert run("why", full, judgement["id"]).exit_code == 0
    assert run("undo", full, judgement["id"]).exit_code == 0
    assert run("events", full).stdout == before
    assert run("undo", full, "jud_0000000000000000").exit_code == 2
    assert run("judge", full, "wrong", "clm_none", "--by", "A", "--why", "b").exit_code == 2


def test_a_date_given_by_hand_is_used_on_the_next_read(run, full):
    report = found(run("reports", full).stdout)[0]["id"]
    assert "next" in run("judge", full, "dated", report, "2030-05-20", "--by", "A", "--why", "archive copy").stderr
    assert "1 reports" in run("read", full).stderr
    shown = next(line for line in found(run("reports", full).stdout) if line["id"] == report)
    assert shown["published"] == {"start": "2030-05-20", "end": "2030-05-20", "basis": "given"}
    assert "nothing to do" in run("read", full).stderr


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_report_writes_a_page(run, full, tmp_path, suffix):
    out = tmp_path / f"sitrep.{suffix}"
    assert run("report", full, "--out", out, "--until", "2030-05-05").exit_code == 0
    assert "Orlin" in out.read_text() and "The Reds took Orlin" in out.read_text().replace("\\", "")


def test_a_report_tells_nothing_that_was_published_later(run, full, tmp_path):
    out = tmp_path / "then.html"
    assert run("report", full, "--out", out, "--known", "2030-05-01").exit_code == 0
    page = out.read_text()
    assert "as known on 1 May 2030, from 0 reports published by then" in page and "The Reds took Orlin" not in page


def test_doctor_says_what_is_there(run, monkeypatch):
    from fogline import doctor

    monkeypatch.setattr(doctor, "_made", lambda part, purpose, build: doctor.Finding(part=part, state="ready", purpose=purpose))
    told = run("doctor")
    assert told.exit_code == 0 and "spacy" in told.stdout and "fake" in told.stdout
    gone = doctor._Package(name="nowhere", module="nowhere_to_be_found", purpose="tests")
    monkeypatch.setattr(doctor, "PACKAGES", (gone,))
    missing = run("doctor")
    assert missing.exit_code == 3 and "install" in missing.stdout


def test_csv_cells_are_never_formulas_and_tables_never_control_the_terminal(run, case, tmp_path):
    (tmp_path / "=2+2.txt").write_text("The Reds took Orlin. \x1b[31m\u202eThe end")
    run("add", case, tmp_path / "=2+2.txt")
    run("read", case)
    rows = list(csv.reader(io.StringIO(run("reports", case, "--format", "csv").stdout)))
    assert "'=2+2.txt" in rows[1]
    assert "\x1b" not in run("claims", case, "--format", "table").stdout
    assert visible("a\x1b[1m\u202eb\nc") == "a\\u001b[1m\\u202eb c"
    assert width("한국") == 4 and width("cafe\u0301") == 4


def test_every_setting_is_read_from_file_and_environment_and_explained(tmp_path):
    from fogline import settings
    from fogline.errors import ConfigError

    assert all(row.help for row in TABLE)
    file = tmp_path / "s.toml"
    file.write_text('workers = 3\nreader = "parse"\n')
    made = settings.load({"FOGLINE_SETTINGS": str(file), "FOGLINE_WORKERS": "2"})
    assert (made.workers, made.reader, made.patience) == (2, "parse", 10.0)
    assert made.digest != settings.Settings().digest == settings.Settings(workers=5).digest
    for bad in ({"FOGLINE_WORKERS": "many"}, {"FOGLINE_WORKERS": "0"}):
        with pytest.raises(ConfigError, match="workers"):
            settings.load(bad)
    file.write_text("colour = 1\n")
    with pytest.raises(ConfigError, match="known are"):
        settings.load({"FOGLINE_SETTINGS": str(file)})


def test_the_readme_shows_the_two_commands_that_are_needed():
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert "make run" in readme and "make test" in readme
