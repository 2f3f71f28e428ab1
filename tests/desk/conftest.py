"""The desk of a small case, and browsers in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_case import filled
from fastapi.testclient import TestClient

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
