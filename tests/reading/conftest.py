"""One analyser and one pipeline for all tests of this folder: loading the models takes seconds. `told` reads sentences as an
account of a war has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from in_war import WAR, Told

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.sentences import Sentence
from fogline.records import Claim, Report


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


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.fixture(scope="session")
def told(pipeline: Pipeline) -> Told:
    """What the last sentences tell."""

    def one(language: str, text: str) -> list[Claim]:
        made = report((WAR[language] + text).encode(), name="own.txt", suffix=".txt")
        assert isinstance(made, Report)
        return [claim for claim in pipeline.read(made).claims if claim.start >= len(WAR[language])]

    return one
