"""Stands here so that pytest puts this folder on the path: tests of every folder may import `made`.

Properties run 40 examples each, without a limit on the time of one: a busy machine must not fail a test. Tests in misread.txt
are of sentences that the shipped tagger misreads: they are expected to fail, and one that passes fails the run.
"""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("fogline", max_examples=40, deadline=None)
settings.load_profile("fogline")

MISREAD = frozenset(
    line for line in (Path(__file__).parent / "misread.txt").read_text("utf-8").splitlines() if line and line[0] != "#"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid in MISREAD:
            item.add_marker(pytest.mark.xfail(reason="the shipped tagger misreads the sentence", strict=True))
