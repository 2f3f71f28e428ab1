"""One analyser for all tests of this folder: loading the model takes a second."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.sentences import Sentence


@pytest.fixture(scope="session")
def analyser() -> SpacyAnalyser:
    return SpacyAnalyser()


@pytest.fixture(scope="session")
def analyse(analyser: SpacyAnalyser) -> Callable[[str], Sentence]:
    def one(text: str) -> Sentence:
        found = analyser.analyse(text, 0, "body")
        assert len(found) == 1, [s.text for s in found]
        return found[0]

    return one
