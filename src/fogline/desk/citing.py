"""Reasons and decisions as they are read: an id becomes a link to the words behind it, weights stand apart from what they are
given for."""

from __future__ import annotations

import re
from typing import Any

from fogline.desk.opened import View
from fogline.publish import words
from fogline.publish.shortened import LONGEST, title_of

ID = re.compile(r"(clm_[0-9a-f]{16})")
WEIGHED = re.compile(r"(?P<of>[^,]+?) (?P<weight>[+-]\d+(?:\.\d+)?)")

Pieces = list[dict[str, str]]


def cited(text: str, view: View) -> Pieces:
    """A text in pieces; an id of a claim is shown by the name of its report and leads to its words there."""
    return [_piece(part, view) for part in ID.split(text) if part]


def quoted(text: str, view: View) -> Pieces:
    """The same with a claim by its words, for where several are of one report."""
    pieces = cited(text, view)
    return [
        piece | {"text": f"“{_cut(piece['quote'])}”", "quote": piece["text"]} if piece["address"] else piece for piece in pieces
    ]


def _cut(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _piece(part: str, view: View) -> dict[str, str]:
    """`quote` is what stands behind the text, in its title."""
    claim = view.record.claims.get(part)
    if claim is None:
        return {"text": part, "address": "", "quote": ""}
    report = view.record.reports[claim.report]
    return {"text": report.name, "address": f"{view.address(f'/reports/{report.id}')}#{claim.id}", "quote": claim.quote}


def subject(id: str, view: View) -> dict[str, str]:
    """What a decision is about: a claim by its words, an event by what happened where, a decision by what was decided."""
    claim, event = view.record.claims.get(id), view.record.events_by_any_id.get(id)
    report, judgement = view.record.reports.get(id), next((each for each in view.log if each.id == id), None)
    if claim:
        return quoted(id, view)[0]
    if event:
        return {"text": title_of(event), "address": view.address(f"/events/{event.id}"), "quote": words.when(event.time)}
    if report:
        return {"text": report.name, "address": view.address(f"/reports/{report.id}"), "quote": words.published(report)}
    if judgement:
        told = f"{judgement.verb}, by {judgement.by}: {judgement.why}"
        return {"text": told, "address": f"{view.address('/decisions')}#{judgement.id}", "quote": judgement.at.isoformat()}
    return {"text": id, "address": "", "quote": ""}


def unfolded(reason: str, view: View) -> dict[str, Any]:
    """Why claims are one: of whom, and each comparison with its weight in log-odds and their sum; a reason that is no sum of
    weights is told as it stands."""
    of, _, rest = reason.partition(": ")
    parts = rest.split(", ")
    found = [WEIGHED.fullmatch(part) for part in parts]
    if not rest or not all(found):
        return {"of": quoted(reason, view), "weights": [], "sum": ""}
    weights = [(each["of"], float(each["weight"])) for each in found if each]
    return {
        "of": quoted(of, view),
        "weights": [{"of": told, "weight": f"{weight:+.1f}"} for told, weight in weights],
        "sum": f"{sum(weight for _, weight in weights):+.1f}",
    }
