"""Many reports, bad ones among them: every one is accounted for, order and number of processes change nothing."""

from __future__ import annotations

import json
import random

import pytest

SIDES, TOWNS = ("Reds", "Blues", "Greens"), ("Orlin", "Besk", "Tarn")


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_thousands_of_reports_with_crashes_among_them_are_all_accounted_for(run, tmp_path, monkeypatch):
    draw = random.Random(7)
    lines = []
    for i in range(4000):
        text = f"Report {i}. The {draw.choice(SIDES)} took {draw.choice(TOWNS)} on day {i}."
        text = {5: "RAISE", 6: "", 7: "CRASH"}.get(i % 250, text)
        lines.append(json.dumps({"name": f"r{i}", "text": text}))
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    rejects = tmp_path / "rejects.jsonl"
    monkeypatch.setenv("FOGLINE_WORKERS", "2")
    result = run("extract", tmp_path / "many.jsonl", "--rejects", rejects)
    read = [json.loads(line)["document"]["name"] for line in result.stdout.splitlines()]
    rejected = [json.loads(line)["name"] for line in rejects.read_text().splitlines()]
    assert result.exit_code == 1 and len(read) + len(rejected) == 4000
    assert read == sorted(read, key=lambda name: int(name[1:])) and len(rejected) == 3 * 16
