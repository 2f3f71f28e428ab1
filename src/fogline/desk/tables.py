"""What is seen, to take along: the events of a list as CSV, and all events under another catalogue's columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from fogline import catalogue, plugins
from fogline.desk.opened import Opened, View
from fogline.desk.pages import Query
from fogline.desk.pages.events import asked_for
from fogline.desk.pages.happened import precision
from fogline.publish import words
from fogline.publish.escaping import plain
from fogline.publish.spots import spot
from fogline.publish.tabular import csv_text
from fogline.records import Event

COLUMNS = (
    *("id", "kind", "status", "from", "to", "places", "latitude", "longitude", "precision", "actors", "targets", "figures"),
    *("claims", "origins", "reports", "address"),
)
Asked = Annotated[Query, Depends()]


def tables(opened: Opened) -> APIRouter:
    router = APIRouter()

    @router.get("/events.csv")
    def events(query: Asked) -> Response:
        view = opened.view(query.known)
        rows = (_row(event, view) for event in view.newest if asked_for(event, view, query))
        return _file("events.csv", [COLUMNS, *rows])

    @router.get("/export/{form}.csv")
    def exported(form: str, query: Asked) -> Response:
        view = opened.view(query.known)
        write = plugins.load("export", form)

        def made() -> str:
            found = write(catalogue.collect(view.record, view.case))
            return csv_text([found.columns, *([plain(row[column]) for column in found.columns] for row in found.rows)])

        return _sent(f"{form}.csv", view.lasting.once(("export", form), made))

    return router


def _row(event: Event, view: View) -> list[str]:
    time, place = event.time, spot(event)
    told = {view.record.claims[id].report for id in event.claims}
    cells = (
        *(event.id, event.kind, event.status, time and time.start, time and time.end),
        "; ".join(dict.fromkeys(map(words.place_name, event.places))),
        *(place and place.lat, place and place.lon, precision(event)),
        *("; ".join(words.each_name(refs, view.sitrep)) for refs in (event.actors, event.targets)),
        "; ".join(map(words.figure, event.quantities)),
        *(len(event.claims), event.origins, len(told), view.address(f"/events/{event.id}")),
    )
    return ["" if cell is None else plain(str(cell)) for cell in cells]


def _file(name: str, rows: Iterable[Iterable[str]]) -> Response:
    return _sent(name, csv_text([list(row) for row in rows]))


def _sent(name: str, text: str) -> Response:
    return Response(text, media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})
