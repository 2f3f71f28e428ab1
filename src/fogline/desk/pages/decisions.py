"""The log of decisions: who decided what, when and why; what has no effect any more."""

from __future__ import annotations

from fogline.contract import judgement_line
from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.judgements import VERBS


def show(view: View, query: Query) -> Lines:
    lost = {lost.judgement.id: lost.reason for lost in view.record.lost}
    shown, paging = paged(view.log[::-1], query)
    return paging | {
        "title": "Decisions",
        "verbs": [verb for verb in VERBS if verb != "undo"],
        "decisions": [
            judgement_line(judgement) | {"in_force": judgement.id in view.in_force, "lost": lost.get(judgement.id, "")}
            for judgement in shown
        ],
    }


PAGE = Page(path="/decisions", template="decisions.html", name="Decisions", show=show)
