"""A report as stored, its parts marked and each claim in its words.

The text goes out cut into pieces that lie within one part and under the same claims, so that a page sets each with its own
language and direction and marks it without looking for anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fogline.contract import claim_line
from fogline.desk.opened import View
from fogline.desk.pages.event import claim_row
from fogline.desk.pages.page import Lines, NotHere, Page, Query
from fogline.desk.privacy import withheld
from fogline.desk.searching import found_in, terms
from fogline.desk.verbs import OFFERED
from fogline.publish import words
from fogline.records import Claim, Report, Span


def show(view: View, query: Query) -> Lines:
    record = view.record
    report = record.reports.get(query.about)
    if report is None:
        raise NotHere(f"no report {query.about}", "the list of reports shows those that are read")
    told = (claim for claim in record.claims.values() if claim.report == report.id)
    claims = sorted(told, key=lambda claim: (claim.start, claim.end, claim.kind, claim.id))
    hits = found_in(report.text, terms(query.words))
    events, traced = view.event_of, record.traced
    return {
        "title": report.name,
        "report": {
            "id": report.id,
            "source": report.source or "",
            "url": report.url or "",
            "published": words.published(report),
            "language": report.language,
        },
        "slots": OFFERED,
        "hits": len(hits),
        "parts": parts(report, claims, hits),
        "claims": [
            claim_row(claim, view)
            | {"line": withheld(claim_line(claim, report), view), "event": events[claim.id].id if claim.id in events else ""}
            | {"repeats": traced.so.get(claim.id, "") if claim.id in traced.copied else ""}
            for claim in claims
        ],
    }


def parts(report: Report, claims: Sequence[Claim], hits: Sequence[Span] = ()) -> list[Lines]:
    """The parts of a text in order, each cut where a claim's quote, or what was searched, begins or ends; of the latter a
    piece has the number, None where it has none."""
    found = []
    for segment in report.segments:
        here = [claim for claim in claims if claim.start < segment.end and claim.end > segment.start]
        words = [(n, start, end) for n, (start, end) in enumerate(hits) if start < segment.end and end > segment.start]
        cuts = {segment.start, segment.end}
        edges = [at for claim in here for at in (claim.start, claim.end)] + [at for _, *both in words for at in both]
        cuts |= {min(max(at, segment.start), segment.end) for at in edges}
        pieces = [
            {
                "text": report.text[a:b],
                "claims": [c.id for c in here if c.start <= a and b <= c.end],
                "start": a,
                "hit": next((n for n, start, end in words if start <= a and b <= end), None),
                "begins": any(a == start for _, start, _ in words),
            }
            for a, b in pairwise(sorted(cuts))
        ]
        language = segment.language or report.language
        found.append({"kind": segment.kind, "language": language if language != "und" else "", "pieces": pieces})
    return found


PAGE = Page(path="/reports/{id}", template="reading.html", name="", show=show)
