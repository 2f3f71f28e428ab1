"""The whole way with the real reader on the bundled fictional case: from files to a page; a new report changes the picture."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-rivers"


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOGLINE_READER")


@pytest.mark.usefixtures("reader")
def test_a_report_that_nobody_has_seen_changes_the_picture_at_once(run, tmp_path):
    case = tmp_path / "case"
    shutil.copytree(EXAMPLE, case, ignore=shutil.ignore_patterns("*.sqlite*"))
    assert run("add", case, case / "reports" / "03_halmeck_falls_wire.txt").exit_code == 0
    assert run("read", case).exit_code == 0
    before = run("situation", case, "--on", "2023-03-30").stdout
    assert "Halmeck" in before
    fresh = tmp_path / "fresh.txt"
    fresh.write_text("The Kestarian army captured Galth on 29 March 2023, residents said. At least 7 soldiers were killed.\n")
    assert run("add", case, fresh, "--published", "2023-03-30").exit_code == 0
    assert run("read", case).exit_code == 0
    after = run("situation", case, "--on", "2023-03-30").stdout
    places = {line["place"]["name"]: line for line in map(json.loads, after.splitlines())}
    assert "Galth" in places and "Galth" not in before
    passages = [json.loads(line) for line in run("why", case, places["Galth"]["place"]["id"]).stdout.splitlines()]
    assert any("captured Galth" in passage["quote"] for passage in passages)
    page = tmp_path / "page.html"
    assert run("report", case, "--out", page).exit_code == 0
    assert "Galth" in page.read_text() and "captured Galth" in page.read_text()


@pytest.mark.usefixtures("reader")
def test_offsets_refer_to_the_text_that_is_printed(run):
    report = EXAMPLE / "reports" / "07_ferryman_blog.html"
    stored = run("text", report).stdout
    claims = [json.loads(line) for line in run("extract", report, "--case", EXAMPLE).stdout.splitlines()]
    mentions = [json.loads(line) for line in run("mentions", report).stdout.splitlines()]
    assert claims and mentions
    assert all(stored[claim["start"] : claim["end"]] == claim["quote"] for claim in claims)
    assert all(stored[found["start"] : found["end"]] == found["text"] for found in mentions)
