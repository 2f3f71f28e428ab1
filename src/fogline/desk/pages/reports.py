"""The reports of a case by language, days and outlet, and those that hold some words, with the lines that do."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.desk.searching import marked, terms
from fogline.publish import words
from fogline.records import Report

AROUND = 80  # code points shown on either side of what was searched
MOST_HITS = 3  # lines of one report
LONGEST = 140  # letters of a title


def show(view: View, query: Query) -> Lines:
    wanted = terms(query.words)
    found = [report for report in view.by_name if _asked_for(report, query) and _holds(report, wanted, view)]
    shown, paging = paged(found, query)
    return paging | {
        "title": "Reports",
        "reports": [_row(report, query, view) for report in shown],
        "languages": sorted({report.language for report in view.by_name}),
        "unread": view.unread,
        "all": len(view.by_name),
        "elsewhere": {
            name: view.address(path, words=query.words, since=query.since, until=query.until)
            for name, path in (("events", "/events"), ("statements", "/statements"))
        }
        if wanted
        else {},
    }


def _row(report: Report, query: Query, view: View) -> Lines:
    wanted = terms(query.words)
    return {
        "id": report.id,
        "name": report.name,
        "headline": headline(report),
        "source": report.source or "",
        "published": words.published(report),
        "language": report.language,
        "claims": view.claims_of[report.id],
        "hits": _hits(report, wanted, view),
        "address": view.address(f"/reports/{report.id}", words=query.words if wanted else "") + ("#hit-0" if wanted else ""),
    }


def headline(report: Report) -> str:
    """Its first title, "" where it has none."""
    found = next((report.text[part.start : part.end] for part in report.segments if part.kind == "title"), "")
    line = " ".join(found.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _asked_for(report: Report, query: Query) -> bool:
    if query.language and report.language != query.language:
        return False
    if not (query.since or query.until):
        return True
    day = report.published.end if report.published else None
    return day is not None and (not query.since or day >= query.since) and (not query.until or day <= query.until)


def _holds(report: Report, wanted: Collection[str], view: View) -> bool:
    """Whether each of the words stands somewhere in a report."""
    lines = view.searched[report.id] if wanted else ()
    return all(any(term in searched for searched, _ in lines) for term in wanted)


def _hits(report: Report, wanted: Collection[str], view: View) -> list[Lines]:
    """The lines of a report that hold the words, those with most of them first, with what stands around."""
    lines = ((sum(term in searched for term in wanted), line) for searched, line in view.searched[report.id] if wanted)
    ranked = sorted((each for each in lines if each[0]), key=lambda each: -each[0])
    return [
        {"pieces": [{"text": text, "hit": hit} for text, hit in marked(line, wanted, AROUND)], "language": report.language}
        for _, line in islice(ranked, MOST_HITS)
    ]


PAGE = Page(path="/reports", template="reports.html", name="Reports", show=show)
