"""A report with a script in its name, outlet and words, and words turned round, is text on every page and in every file."""

from __future__ import annotations

from pathlib import Path

from desk_case import SCRIPT
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fogline import catalogue, plugins, runner, sitrep
from fogline.publish.tabular import csv_text
from fogline.settings import Settings

TURNED = "\u202e"


def test_no_page_runs_what_a_report_holds(desk: TestClient) -> None:
    app = desk.app
    assert isinstance(app, FastAPI)
    paths = [path for path in app.openapi()["paths"] if not path.endswith(".json")]
    ids = {
        "/events/{id}": [line["id"] for line in desk.get("/events.json").json()["events"]],
        "/reports/{id}": [line["id"] for line in desk.get("/reports.json").json()["reports"]],
    }
    seen = 0
    for path in paths:
        for id in ids.get(path, [""]):
            answer = desk.get(path.replace("{id}", id), follow_redirects=True)
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            seen += "alert(1)" in answer.text
            assert SCRIPT not in answer.text and TURNED not in answer.text, path
    assert seen >= 5  # it is shown, as text


def test_no_file_runs_what_a_report_holds(folder: Path) -> None:
    case, store = runner.open_case(folder), runner.open_store(folder, Settings())
    try:
        record = runner.record_of(store, case)
    finally:
        store.close()
    for form in plugins.names("sitrep"):
        text = plugins.load("sitrep", form)(sitrep.collect(record, case, None, None))
        assert "alert" in text and SCRIPT not in text and TURNED not in text, form
    for form in plugins.names("export"):
        made = plugins.load("export", form)(catalogue.collect(record, case))
        cells = csv_text([made.columns, *([row[c] for c in made.columns] for row in made.rows)])
        assert TURNED not in cells and not any(cell.startswith(("=", "+", "@")) for cell in cells.split(",")), form
