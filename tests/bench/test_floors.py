"""Quality floors: every benchmark of bench/floors.toml that has floors, on all of its documents where its corpora are there."""

from __future__ import annotations

from pathlib import Path

import pytest
import run
from figures import DEFAULT_DATA

HELD = [benchmark for benchmark in run.benchmarks() if benchmark.floors or benchmark.arguments]


@pytest.mark.floor
@pytest.mark.timeout(900)
@pytest.mark.parametrize("benchmark", HELD, ids=lambda benchmark: benchmark.name)
def test_the_figures_hold_their_floors(benchmark: run.Benchmark, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    status = run.main(["--only", benchmark.name, "--data", str(DEFAULT_DATA), "--workers", "2"])
    printed = capfd.readouterr().out
    if "left out" in printed:
        pytest.skip(printed.split("left out: ")[1].splitlines()[0])
    assert status == 0, printed
