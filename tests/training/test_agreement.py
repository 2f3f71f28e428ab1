from __future__ import annotations

from pathlib import Path

import agreement
import pytest
from annotations import read

FIRST = """S a | Rebels killed two guards in Orsk on Friday, a guard said.
E attack | trig: killed | actor: Rebels | target: guards | qty: killed=two | place: Orsk | time: on Friday
E statement | trig: said | actor: a guard

S b | Nothing happened.
"""
SECOND = """S b | Nothing happened.

S a | Rebels killed two guards in Orsk on Friday, a guard said.
E attack_on_civilians | trig: killed | actor: Rebels | target: two guards | qty: wounded=two
E statement | trig: said | actor: guard

S c | Only here.
"""


def both(tmp_path: Path, first: str, second: str) -> agreement.Agreement:
    made = agreement.Agreement()
    codings = []
    for name, text in (("1.ann", first), ("2.ann", second)):
        (tmp_path / name).write_text(text)
        codings.append({s.id: s for s in read(tmp_path / name)})
    for name in codings[0]:
        if name in codings[1]:
            made.add(codings[0][name], codings[1][name])
    return made


def test_a_coding_agrees_with_itself(tmp_path: Path) -> None:
    made = both(tmp_path, FIRST, FIRST)
    assert made.f1("trigger") == made.f1("actor") == made.f1("number") == pytest.approx(1.0)
    assert made.counts["kind", "same"] == made.counts["trigger", "both"] == 2


def test_differences_are_counted_where_they_are(tmp_path: Path) -> None:
    made = both(tmp_path, FIRST, SECOND)
    assert made.f1("trigger") == pytest.approx(1.0)
    assert made.counts["kind", "same"] == 1
    assert made.f1("target", "both", "back") == pytest.approx(1.0) and made.f1("target", "exact") == 0
    assert made.f1("number", "both", "back") == 0  # the same words, another what
    assert made.f1("place", "both", "back") == 0


def test_the_script_pairs_by_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both(tmp_path, FIRST, SECOND)
    assert agreement.main([str(tmp_path / "1.ann"), str(tmp_path / "2.ann"), "--kinds"]) == 0
    out = capsys.readouterr().out
    assert "sentences in both 2" in out and "kind statement 1.00 (1 and 1)" in out and "kind attack 0.00 (1 and 0)" in out
