"""Start-up: what a person waits for before anything is read. Reading itself is measured by bench/speed.py."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

MOST = 0.5  # seconds of processor time for `fogline --help`: other work on the machine lengthens the clock's
HEAVY = {"spacy", "numpy", "onnxruntime", "trafilatura", "pypdf", "rich", "fogline.pipeline", "fogline.reading"}


def test_help_imports_nothing_heavy():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, fogline.cli; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    assert "fogline.cli" in told.stdout.split() and not HEAVY & set(told.stdout.split())


@pytest.mark.floor
def test_help_is_there_in_half_a_second():
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-c", "from fogline.cli import main; main()", "--help"], check=True, capture_output=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < MOST
