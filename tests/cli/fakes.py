"""A reader without a model, offered as a plug-in: "The Reds took Orlin." is a claim. Some words make it misbehave."""

from __future__ import annotations

import os
import re
import time

import made

from fogline.records import Reading, Report

TOOK = re.compile(r"The (Reds|Blues|Greens) took (Orlin|Besk|Tarn)[^.]*")


class FakeReader:
    def __init__(self, case: object, name: str) -> None:
        self.case, self.name = case, name

    def read(self, report: Report) -> Reading:
        if "CRASH" in report.text:
            os._exit(7)
        if "RAISE" in report.text:
            raise ValueError("told to fail")
        if "SLOW" in report.text:
            time.sleep(60)
        found = TOOK.finditer(report.text)
        claims = [
            made.claim(report, m.group(), "territory_taken", actors=[m[1]], places=[m[2]], time=made.when(3)) for m in found
        ]
        return made.reading(report, *claims)


def doubling():
    """For tests of the pool: doubles numbers, dies of 13."""

    def answer(number: int) -> int:
        if number == 13:
            os._exit(9)
        return 2 * number

    return answer


def never():
    """For tests of the pool: cannot be made ready."""
    os._exit(5)
