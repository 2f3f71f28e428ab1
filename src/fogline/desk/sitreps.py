"""The sitrep of some days at its address: a page to print with a bar that no paper shows, the same as Markdown and as JSON."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from fogline.desk.opened import Opened, View
from fogline.desk.pages import Query
from fogline.desk.rendering import Renderer
from fogline.desk.written import written
from fogline.publish import Sitrep, brief, html, markdown, words
from fogline.publish.map import draw
from fogline.sitrep import collect

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
Asked = Annotated[Query, Depends()]
WEEK = dt.timedelta(days=6)
KEPT = ("since", "until", "known")  # what a sitrep can be asked for


def sitreps(opened: Opened, shown: Renderer) -> APIRouter:
    router = APIRouter()

    @router.get("/sitrep", response_class=HTMLResponse)
    def page(request: Request, query: Asked) -> Response:
        view, found = _found(opened, query)
        kept = {name: value for name, value in query.kept().items() if name in KEPT}
        week = found.on - WEEK if found.on and found.on - dt.date.min > WEEK else None
        bar = shown.part("bar.html", query=kept, on=found.on, week=week)
        return HTMLResponse(html.page(found, view.colours, bar), headers={"Content-Security-Policy": POLICY})

    @router.get("/sitrep.md")
    def notes(query: Asked) -> Response:
        _, found = _found(opened, query)
        named = f'attachment; filename="sitrep-{found.on or "undated"}.md"'
        return Response(markdown.page(found), media_type="text/markdown", headers={"Content-Disposition": named})

    @router.get("/sitrep.json", response_class=JSONResponse)
    def lines(query: Asked) -> Response:
        view, found = _found(opened, query)
        told = {"query": query.kept(), "version": view.version, **told_of(found, view)}
        return Response(written(told), media_type="application/json")

    return router


def told_of(found: Sitrep, view: View) -> dict[str, Any]:
    """A sitrep as JSON can hold it: what its first page shows; all else stands at the addresses of the ids in it."""
    drawing = draw(found, colours=view.colours)
    parts = [
        {
            "id": part.id,
            "title": part.title,
            "rule": part.rule,
            "heads": part.heads,
            "rows": [{"cells": row.cells, "claims": row.claims, "id": row.id} for row in part.rows],
            "left": part.left if part.rows else part.nothing,
        }
        for part in brief.parts(found)
    ]
    return {
        "title": found.title,
        "summary": found.summary,
        "span": brief.span(found),
        "as_known": brief.as_known(found),
        "on": str(found.on) if found.on else None,
        "map": drawing.svg if drawing else "",
        "parts": parts,
        "events": [event.id for event in words.newest_first(found.events)],
        "disagreements": [each.id for each in found.disagreements],
        "reports": sorted(found.reports),
    }


def _found(opened: Opened, query: Query) -> tuple[View, Sitrep]:
    view = opened.view(query.known)

    def made() -> Sitrep:
        return collect(view.record, view.case, query.since, query.until, known=query.known, unread=view.unread)

    return view, view.lasting.once(("sitrep", query.since, query.until), made)
