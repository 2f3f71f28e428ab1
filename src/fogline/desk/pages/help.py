"""How the desk is read: its keys, its marks, its words."""

from __future__ import annotations

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.publish import words
from fogline.publish.families import FAMILIES


def show(view: View, query: Query) -> Lines:
    return {
        "title": "How to read the desk",
        "statuses": [{"status": status, "says": says} for status, says in words.STATUS.items()],
        "events": [{"status": status, "says": says} for status, says in words.EVENT_STATUS.items()],
        "families": [{"id": family.id, "label": family.label, "path": family.path} for family in FAMILIES],
    }


PAGE = Page(path="/help", template="help.html", name="", show=show)
