"""One voice: the passage that had it first beside each that repeats it, with what differs marked.

Of one language the words are compared; of two languages only what the claims say can be, which `changed` lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.publish import words
from fogline.records import Passage
from fogline.tables import folder_of

MOST_PAIRS = 50
MOST_WORDS = 4000  # of a passage that are compared
WORD = re.compile(r"\w+|[^\w\s]|\s+")


def show(view: View, query: Query) -> Lines:
    origin = next((origin for origin in view.record.origins if origin.id == query.about), None)
    if origin is None:
        raise NotHere(f"no origin {query.about}", "events show the voices behind them")
    first = next((member for member in origin.members if member.relation == "original"), origin.members[0])
    others = [member for member in origin.members if member is not first and member.relation not in ("original", "unknown")]
    return {
        "title": "One voice",
        "id": origin.id,
        "layer": origin.layer,
        "dependence": round(origin.dependence, 3),
        "claims": len(origin.claims),
        "first": _side(first, view, [(first.quote, True)]),
        "pairs": [_pair(first, member, view) for member in others[:MOST_PAIRS]],
        "over": max(0, len(others) - MOST_PAIRS),
        "apart": [_side(member, view, [(member.quote, True)]) for member in origin.members if member not in (first, *others)][
            :MOST_PAIRS
        ],
    }


def _pair(first: Passage, other: Passage, view: View) -> Lines:
    languages = {folder_of(view.record.reports[member.report].language) for member in (first, other)}
    if len(languages) == 1:
        left, right = compared(first.quote, other.quote)
    else:
        left, right = [(first.quote, True)], [(other.quote, True)]
    return {
        "relation": other.relation,
        "score": round(other.score / 1000, 3),
        "changed": list(other.changed),
        "left": _side(first, view, left),
        "right": _side(other, view, right),
    }


def compared(one: str, other: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces with whether each stands in the other as well; words are compared without case."""
    a, b = WORD.findall(one), WORD.findall(other)
    if max(len(a), len(b)) > 2 * MOST_WORDS:
        return [(one, True)], [(other, True)]
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for what, i, k, j, m in SequenceMatcher(None, _folded(a), _folded(b), autojunk=False).get_opcodes():
        if i < k:
            left.append(("".join(a[i:k]), what == "equal"))
        if j < m:
            right.append(("".join(b[j:m]), what == "equal"))
    return left, right


def _folded(found: Iterable[str]) -> list[str]:
    return [word.casefold() if word.strip() else " " for word in found]


def _side(member: Passage, view: View, pieces: list[tuple[str, bool]]) -> Lines:
    report = view.record.reports[member.report]
    return {
        "document": member.document,
        "language": report.language,
        "published": words.published(report),
        "address": view.address(f"/reports/{member.report}"),
        "pieces": [{"text": text, "same": same} for text, same in pieces],
    }


PAGE = Page(path="/origins/{id}", template="origin.html", name="", show=show)
