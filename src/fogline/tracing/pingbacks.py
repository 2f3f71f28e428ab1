"""Comments that are excerpts of a page in another language: "[…] … […]" under a post, left by a site that linked to it.

Without embeddings a translation shows in what translators keep: figures and names. A comment of the pingback form whose
capitalised words and figures stand by and large in the page above it is taken as its translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from anyascii import anyascii

from fogline.records import Report, Segment

FORM = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]")
_NAME = re.compile(r"\b(?:[A-ZÀ-ÞΑ-ΩА-Я]\w{2,}|\d[\d.,]*\d|\d)")
STEM = 4  # letters of a name that case endings leave alone
LEAST_SHARED = 3  # names and figures
SHARE = 400  # thousandths of the comment's names and figures; own text, not fitted


def translations(report: Report) -> Iterator[tuple[Segment, int]]:
    """The comments that translate the page they hang under, with the share of kept names in thousandths."""
    page = {
        name
        for segment in report.segments
        if segment.kind in ("title", "body", "caption", "quote")
        for name in _names(report.text[segment.start : segment.end])
    }
    for segment in report.segments:
        text = report.text[segment.start : segment.end]
        foreign = segment.language not in (None, report.language)
        if segment.kind == "comment" and foreign and FORM.search(text):
            names = _names(text)
            shared = len(names & page)
            if shared >= LEAST_SHARED and 1000 * shared >= SHARE * len(names):
                yield segment, 1000 * shared // len(names)


def _names(text: str) -> set[str]:
    found = (anyascii(match.group()).casefold() for match in _NAME.finditer(text))
    return {name if name[0].isdigit() else name[:STEM] for name in found if name}
