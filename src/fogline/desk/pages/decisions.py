"""The log of decisions: who decided what, when and why; what has no effect any more."""

from __future__ import annotations

from fogline.contract import judgement_line
from fogline.desk.citing import subject
from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.judgements import VERBS
from fogline.records import Judgement


def show(view: View, query: Query) -> Lines:
    lost = {lost.judgement.id: lost.reason for lost in view.record.lost}
    shown, paging = paged(view.log[::-1], query)
    return paging | {
        "title": "Decisions",
        "verbs": [verb for verb in VERBS if verb != "undo"],
        "decisions": [judgement_row(judgement, view) | {"lost": lost.get(judgement.id, "")} for judgement in shown],
    }


def judgement_row(judgement: Judgement, view: View) -> Lines:
    """A decision with what it is about, in words."""
    return judgement_line(judgement) | {
        "in_force": judgement.id in view.in_force,
        "day": f"{judgement.at:%Y-%m-%d %H:%M}",
        "of": _of(judgement, view),
    }


def _of(judgement: Judgement, view: View) -> list[dict[str, str]]:
    """What it is about; of a claim that the decision took out of the record its words are told as it was decided on them."""
    found = [subject(id, view) for id in judgement.subjects]
    quotes = [quote for _, quote in judgement.quotes] or [""] * len(found)
    return [
        piece | {"text": f"“{quote}”"} if quote and not piece["address"] else piece
        for piece, quote in zip(found, quotes, strict=False)
    ]


PAGE = Page(path="/decisions", template="decisions.html", name="Decisions", show=show)
