"""Floors, tables, corpora and the run over all: on made-up figures and files."""

from __future__ import annotations

import json
from pathlib import Path

import corpora
import figures
import pytest
import run
import sample
from figures import Figure

from fogline.errors import SourceError


def test_floors_hold_shares_from_below_and_times_from_above() -> None:
    good, slow = Figure(name="exact", value=0.8), Figure(name="ratio", value=1.6, most=True)
    assert not figures.fails(good, 0.8) and figures.fails(good, 0.81)
    assert figures.fails(slow, 1.5) and not figures.fails(slow, 1.6)
    assert figures.fails(Figure(name="exact", value=None), 0.0) and not figures.fails(Figure(name="exact", value=None), None)


def test_finish_exits_by_floor_and_refuses_unknown_names(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "f.json"
    found = [figures.share("exact", 3, 4)]

    def status(*arguments: str) -> int:
        return figures.finish("t", found, figures.parser("").parse_args([*arguments, "--json", str(out)]))

    assert status() == 0 and status("--floor", "exact=0.75") == 0
    assert status("--floor", "exact=0.76") == figures.UNDER_FLOOR
    assert "MISSED" in capsys.readouterr().out
    assert status("--floor", "exakt=0.1") == figures.UNUSABLE
    assert json.loads(out.read_text())["exact"]["value"] == 0.75
    with pytest.raises(SystemExit):
        status("--floor", "exact")


def test_a_missing_corpus_says_where_the_original_is(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as told:
        corpora.load("muc4", tmp_path)
    known = corpora.corpora()["muc4"]
    assert all(part in str(told.value) for part in (known.repository, known.commit, known.sha256, "fetch.py"))


def test_loading_names_repeated_ids_apart_and_draws_by_seed(tmp_path: Path) -> None:
    path = tmp_path / corpora.corpora()["plover_gsr"].file
    path.parent.mkdir()
    path.write_text("".join(json.dumps({"id": id, "text": f"t{i}"}) + "\n" for i, id in enumerate("aabcdefg")))
    assert [d.name for d in corpora.load("plover_gsr", tmp_path)][:3] == ["a", "a#2", "b"]
    drawn = [corpora.load("plover_gsr", tmp_path, limit=3, seed=5) for _ in range(2)]
    assert drawn[0] == drawn[1] and len(drawn[0]) == 3
    assert [d.text for d in drawn[0]] == sorted(d.text for d in drawn[0])
    assert not corpora.is_pinned("plover_gsr", tmp_path)
    path.write_text("{")
    with pytest.raises(SourceError, match="JSON"):
        corpora.load("plover_gsr", tmp_path)


def test_every_benchmark_that_floors_name_is_there_with_its_corpora() -> None:
    for benchmark in run.benchmarks():
        assert (run.HERE / f"{benchmark.script}.py").is_file(), benchmark
        assert set(benchmark.corpora) <= set(corpora.corpora())


def test_summary_tells_missed_floors_and_floors_on_other_files_hold_nothing() -> None:
    benchmark = run.Benchmark(name="b", script="b", floors={"exact": 0.7, "gone": 0.1}, targets={"exact": 0.9})
    outcome = run.Outcome(benchmark=benchmark, figures=(Figure(name="exact", value=0.6),), held=True)
    assert run.missed(outcome) == ["exact", "gone"]
    assert run.summary([outcome]).count("MISSED") == 2
    other = run.Outcome(benchmark=benchmark, figures=outcome.figures)
    assert run.missed(other) == [] and "not held" in run.summary([other])


def judged(number: str, has_actor: bool = True, **verdict: object) -> sample.Line:
    right = dict.fromkeys(sample.JUDGED, True)
    return {
        "number": number,
        "text": "tr_news:1",
        "claim": "clm_1",
        "segment": "body",
        "kind": "attack",
        "has_actor": has_actor,
        "verdict": right | verdict,
    }


def test_verdicts_become_shares_and_first_causes() -> None:
    lines = [
        judged("1"),
        judged("2", kind=False, cause="plan"),
        judged("3", has_actor=False, actors=False, cause="passive", actor_in_text=True),
    ]
    found = {f.name.strip(): f.value for f in sample.scored([*lines, judged("4") | {"verdict": {}}])}
    assert found["all right"] == pytest.approx(1 / 3)
    assert found["kind"] == found["actors"] == pytest.approx(2 / 3)
    assert found["event claims without an actor"] == pytest.approx(1 / 3)
    assert found["… where the text has one"] == 1.0
    assert found["first cause: passive"] == found["first cause: plan"] == 1.0


def test_a_verdict_must_speak_of_every_slot() -> None:
    with pytest.raises(SourceError, match="polarity"):
        sample.scored([judged("1") | {"verdict": {slot: True for slot in sample.JUDGED if slot != "polarity"}}])


def test_stripped_sheets_hold_nobody_s_words(tmp_path: Path) -> None:
    sheet = tmp_path / "s.jsonl"
    sheet.write_text(json.dumps(judged("1") | {"sentence": "words of others", "quote": "words"}) + "\n")
    assert sample.main(["--strip", str(sheet), "--out", str(tmp_path / "v")]) == 0
    kept = (tmp_path / "v.jsonl").read_text()
    assert "words" not in kept and sample.main(["--score", str(tmp_path / "v.jsonl")]) == 0
