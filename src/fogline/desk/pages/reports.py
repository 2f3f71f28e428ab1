"""The reports of a case, and those that hold some words."""

from __future__ import annotations

from collections import Counter

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.searching import folded
from fogline.publish import words
from fogline.records import Report

AROUND = 80  # code points shown on either side of what was searched
MOST_HITS = 3  # of one report


def show(view: View, query: Query) -> Lines:
    record = view.record
    claims = Counter(claim.report for claim in record.claims.values())
    wanted = folded(query.words)
    rows = []
    for report in sorted(record.reports.values(), key=lambda report: (report.name, report.id)):
        hits = _hits(report, wanted, view) if wanted else []
        if wanted and not hits:
            continue
        rows.append(
            {
                "id": report.id,
                "name": report.name,
                "source": report.source or "",
                "published": words.published(report),
                "language": report.language,
                "claims": claims[report.id],
                "hits": hits,
                "address": view.address(f"/reports/{report.id}"),
            }
        )
    return {"title": "Reports", "reports": rows, "unread": view.unread, "total": len(record.reports)}


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
