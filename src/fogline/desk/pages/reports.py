"""The reports of a case, and those that hold some words."""

from __future__ import annotations

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.desk.searching import folded
from fogline.publish import words
from fogline.records import Report

AROUND = 80  # code points shown on either side of what was searched
MOST_HITS = 3  # of one report


def show(view: View, query: Query) -> Lines:
    wanted = folded(query.words)
    found = [report for report in view.by_name if not wanted or _holds(report, wanted, view)]
    shown, paging = paged(found, query)
    return paging | {
        "title": "Reports",
        "reports": [_row(report, wanted, view) for report in shown],
        "unread": view.unread,
        "all": len(view.by_name),
    }


def _row(report: Report, wanted: str, view: View) -> Lines:
    return {
        "id": report.id,
        "name": report.name,
        "source": report.source or "",
        "published": words.published(report),
        "language": report.language,
        "claims": view.claims_of[report.id],
        "hits": _hits(report, wanted, view) if wanted else [],
        "address": view.address(f"/reports/{report.id}"),
    }


def _holds(report: Report, wanted: str, view: View) -> bool:
    return any(wanted in searched for searched, _ in view.searched[report.id])


def _hits(report: Report, wanted: str, view: View) -> list[Lines]:
    """The first places of a report that hold the words, with what stands around them."""
    found = []
    for searched, line in view.searched[report.id]:
        at = searched.find(wanted)
        if at < 0:
            continue
        start = max(0, at - AROUND)
        found.append({"words": line[start : at + len(wanted) + AROUND], "language": report.language})
        if len(found) == MOST_HITS:
            break
    return found


PAGE = Page(path="/reports", template="reports.html", name="Reports", show=show)
