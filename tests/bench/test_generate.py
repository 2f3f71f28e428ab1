"""Generated wars: seeded, with their truth, and in the form of the stories."""

from __future__ import annotations

import random
from pathlib import Path

import generate
import stories

from fogline.case import load


def made(tmp_path: Path, seed: int) -> Path:
    folder = tmp_path / f"war{seed}"
    assert generate.main(["--seed", str(seed), "--out", str(folder)]) == 0
    return folder


def test_a_seed_makes_one_war_and_another_another(tmp_path: Path) -> None:
    def texts(folder: Path) -> list[bytes]:
        return [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]

    assert texts(made(tmp_path / "a", 7)) == texts(made(tmp_path / "b", 7)) != texts(made(tmp_path / "a", 8))


def test_every_coded_passage_stands_in_its_report_and_every_day_has_its_state(tmp_path: Path) -> None:
    folder = made(tmp_path, 7)
    story = stories.Story(folder=folder, record=stories.compose([], [], load(folder)), readings=(), mentions=())
    reports = {row["file"] for row in story.rows("reports.tsv")}
    assert reports == {path.name for path in (folder / "reports").iterdir()}
    for line in (folder / "mentions.jsonl").read_text("utf-8").splitlines():
        mention = stories.json.loads(line)
        assert mention["anchor"] in (folder / "reports" / mention["report"]).read_text("utf-8")
    assert len(list(story.rows("holders.tsv"))) == len(generate.TOWNS) * generate.DAYS


def test_hands_change_where_a_town_is_captured() -> None:
    war = generate.fought(random.Random(7))
    captures = [incident for incident in war.incidents if incident.kind == "capture"]
    assert captures and all(war.states[i.place, i.on] == i.attacker for i in captures)
