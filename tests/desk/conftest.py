"""The desk of a small case, and browsers in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from desk_case import at_desk, filled, kept
from fastapi.testclient import TestClient

from fogline import case as cases
from fogline.desk import Gate, create
from fogline.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return filled(tmp_path / "case")


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def outside(folder: Path, gate: Gate) -> Iterator[TestClient]:
    """A browser that has not come in."""
    with TestClient(create(folder, Settings(), gate), base_url="http://127.0.0.1:8710") as client:
        yield client


@pytest.fixture
def desk(outside: TestClient, gate: Gate) -> TestClient:
    """A browser that has."""
    assert outside.get("/enter", params={"token": gate.token}).status_code == 200
    return outside


@pytest.fixture
def war_folder(tmp_path: Path) -> Path:
    """A town that changes hands, with a road cut, forces, and an attack somewhere in the province."""
    here, when = {"places": ["Orlin"]}, made.when
    one = made.report("Blues hold Orlin.", on=1, source="Courier")
    two = made.report("Reds took Orlin. The road to Orlin is cut. Reds have 300 men.", on=5, source="Herald")
    three = made.report("Blues attacked Reds in Northmark.", on=6, source="Gazette")
    men = [made.number("personnel", 300)]
    north = made.place("Northmark", lat=10.2, lon=20.1)
    readings = [
        made.reading(one, made.claim(one, "Blues hold Orlin", "control", actors=["Blues"], time=when(1), **here)),
        made.reading(
            two,
            made.claim(two, "Reds took Orlin", "territory_taken", actors=["Reds"], targets=["Blues"], time=when(5), **here),
            made.claim(two, "The road to Orlin is cut", "route_cut", time=when(5), **here),
            made.claim(two, "Reds have 300 men", "strength", actors=["Reds"], time=when(5), quantities=men),
        ),
        made.reading(
            three,
            made.claim(three, "Blues attacked Reds in Northmark", "attack", actors=["Blues"], places=[north], time=when(6)),
        ),
    ]  # fmt: skip
    folder = tmp_path / "war"
    cases.init(folder)
    return kept(folder, readings)


@pytest.fixture
def war(war_folder: Path) -> Iterator[TestClient]:
    """A browser at its desk."""
    with at_desk(war_folder) as client:
        yield client
