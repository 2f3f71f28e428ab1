"""A small case for the desk: two outlets on one shelling, a third on who holds the town; hostile text in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import made
from fastapi.testclient import TestClient

from fogline import case as cases
from fogline import runner
from fogline.desk import Gate, create
from fogline.records import Reading
from fogline.settings import Settings

SCRIPT = "<script>alert(1)</script>"
TURNED = "\u202eevil"
SHELLED = f"Blues shelled Orlin on 3 May, killing 12. {SCRIPT} {TURNED} 판지시르 وبنجشير"
AGAIN = "Shells fell on Orlin on 3 May and 15 died, Greens said."
HELD = "Reds hold Orlin since 4 May."


def filled(folder: Path) -> Path:
    """The case's folder, with three reports kept and read."""
    cases.init(folder)
    one = made.report(SHELLED, name=f"{SCRIPT}.txt", on=4, source=f'The "{SCRIPT}" Post')
    two = made.report(AGAIN, name="two.txt", on=4, source="Courier")
    three = made.report(HELD, name="three.txt", on=6, source="Herald")
    readings = [
        made.reading(
            one,
            made.claim(
                one, "Blues shelled Orlin on 3 May, killing 12", "shelling", actors=["Blues"], places=["Orlin"],
                time=made.when(3), quantities=[made.number("killed", 12)],
            ),
        ),
        made.reading(
            two,
            made.claim(
                two, "Shells fell on Orlin on 3 May and 15 died", "shelling", targets=[made.ref("Ada Voss", id="text:voss")],
                places=["Orlin"], time=made.when(3),
                quantities=[made.number("killed", 15)], attribution=[made.said_by("Greens")],
            ),
        ),
        made.reading(
            three, made.claim(three, "Reds hold Orlin", "control", actors=["Reds"], places=["Orlin"], time=made.when(4))
        ),
    ]  # fmt: skip
    return kept(folder, readings)


def kept(folder: Path, readings: Iterable[Reading]) -> Path:
    """The case's folder with readings in its store."""
    store = runner.open_store(folder, Settings())
    for reading in readings:
        store.add(reading.report, reading.report.text.encode())
        store.put(reading, "test")
    store.close()
    return folder


@contextmanager
def at_desk(folder: Path) -> Iterator[TestClient]:
    """A browser that has come in at the desk of a case."""
    gate = Gate()
    with TestClient(create(folder, Settings(), gate), base_url="http://127.0.0.1:8710") as client:
        client.get("/enter", params={"token": gate.token})
        yield client


def form_of(page: str) -> str:
    """What the forms of a page carry."""
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found
    return found[1]
