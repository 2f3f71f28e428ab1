"""Whose word a claim is: the key of the voice behind it, on the layer `so` (that it is so).

The nearest named speaker is the voice, else the nearest named outlet, else the outlet that published the report, else the
report itself. Somebody unnamed ("a source", "a spokesman", "residents", "according to reports") is no voice that could be
recognised again, so the report stands for it: no dependence found, none assumed.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable

from fogline.records import Claim, Ref, Report

NAMED = ("named", "spokesman", "document")  # the bases of an attribution that tell one speaker from another
CROWDS = ("people", "civilians", "place")

Canonical = Callable[[str], str]
"""The one name of an outlet for each of its spellings (sources.toml); `plain` where no case knows it."""


def plain(name: str) -> str:
    """An outlet's or a speaker's name without case, article and punctuation: "The Times" and "the times" are one."""
    folded = re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()
    return folded.removeprefix("the ")


def speaker(ref: Ref) -> str | None:
    """The key of a speaker, None for a crowd, an empty name, and a person who is told by what he is ("a spokesman", "the
    doctor") and so is somebody else elsewhere."""
    if ref.type in CROWDS:
        return None
    if ref.id and not ref.id.startswith("text:"):
        return sys.intern(f"speaker:{ref.id}")
    if ref.type == "person" and ref.name.islower():
        return None
    name = plain(ref.name)
    return sys.intern(f"speaker:{name}") if name else None


def published(report: Report, canonical: Canonical) -> str:
    """The voice of a report where its text names nobody."""
    return sys.intern(f"outlet:{canonical(report.source)}") if report.source else f"report:{report.id}"


def behind(claim: Claim, report: Report, canonical: Canonical) -> str:
    """The voice behind one claim, as its own words name it."""
    for step in claim.attribution:
        if step.speaker is not None and step.basis in NAMED and (key := speaker(step.speaker)):
            return key
        if step.outlet:
            return sys.intern(f"outlet:{canonical(step.outlet)}")
        if step.speaker is not None:  # somebody spoke who cannot be told apart: nobody further out stands behind the words
            break
    return published(report, canonical)


def cited(claim: Claim, canonical: Canonical) -> frozenset[str]:
    """The outlets that a claim names as the ones who reported it."""
    return frozenset(canonical(step.outlet) for step in claim.attribution if step.outlet)
