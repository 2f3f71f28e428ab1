"""A case held open goes on from what it has."""

from __future__ import annotations

from pathlib import Path

import made
import pytest

from fogline import runner
from fogline.desk.opened import Opened
from fogline.settings import Settings


def test_what_is_added_is_worked_out_from_what_there_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Opened(folder, Settings(), lambda view: view.record.events)
    first = opened.view()
    whole = runner.record_of
    monkeypatch.setattr(runner, "record_of", lambda *_: pytest.fail("composed anew"))
    report = made.report("Reds shelled Besk on 5 May.", name="four.txt", on=6, source="Gazette")
    with runner.open_store(folder, Settings()) as store:
        store.add(report, b"")
        store.put(made.reading(report, made.claim(report, "Reds shelled Besk", "shelling", places=["Besk"])), "test")
        made_of = runner.judge(store, first.record, "wrong", [first.record.events[0].id], [], "Ada", "no")
        second = opened.view()
        expected = whole(store, second.case)
    assert second.version != first.version and second.log == (made_of,) and second.unread == 0
    assert (second.record.events, second.record.origins) == (expected.events, expected.origins)
    assert second.record.reports.keys() - first.record.reports.keys() == {report.id}


def test_other_files_of_the_case_mean_that_it_is_composed_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Opened(folder, Settings(), lambda view: view.record.events)
    first = opened.view()
    (folder / "notes.tsv").write_text("")
    monkeypatch.setattr(runner, "brought_up", lambda *_: pytest.fail("worked out from a record of other files"))
    assert opened.view().version != first.version
