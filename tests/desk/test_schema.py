"""Whatever is asked of the desk, as whomever: an answer, never a fault of its own.

Requests by schemathesis from the OpenAPI document, seeded; every second one has a form of the visit and the id of something
that is there, else most would end at the door."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from desk_case import form_of
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings

from fogline.desk import Accounts, Gate, create
from fogline.settings import Settings

PASSWORD = "a long enough password"
ROLES = {"nobody": None, "Vera": "viewer", "Ada": "analyst", "Otto": "admin"}
EXAMPLES = int(os.environ.get("FOGLINE_SCHEMA_EXAMPLES", "80"))  # as each role; make check asks for 2,000


@pytest.fixture
def app(folder: Path) -> FastAPI:
    accounts = Accounts(folder)
    for name, role in ROLES.items():
        if role:
            accounts.add(name, role, PASSWORD)
    gate = Gate(accounts)
    gate.may_go_on = lambda session: True  # type: ignore[method-assign]  # or all but the first decisions would be refused
    return create(folder, Settings(), gate)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", ROLES)
def test_no_request_is_too_much(app: FastAPI, name: str) -> None:
    client = TestClient(app, base_url="http://127.0.0.1:8710", raise_server_exceptions=False, follow_redirects=False)
    form, ids = "", ["none"]
    if ROLES[name]:
        client.post("/enter", data={"name": name, "password": PASSWORD})
        lines = client.get("/events.json").json()["events"], client.get("/reports.json").json()["reports"]
        ids = [line["id"] for group in lines for line in group]
        form = form_of(client.get("/situation").text)
    schema = schemathesis.openapi.from_dict(app.openapi())
    operations = [found.ok() for found in schema.get_all_operations()]
    chance, seen = random.Random(name), dict.fromkeys(range(100, 600, 100), 0)
    for operation in operations:
        _asked(operation, _of(client, form, ids, chance, seen), max(1, EXAMPLES // len(operations)))
    assert seen[500] == 0 and sum(seen.values()) >= EXAMPLES // 2


def _asked(operation: Any, ask: Callable[[Any], None], number: int) -> None:
    @seed(20261127)
    @settings(
        max_examples=number, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        ask(case)

    one()


def _of(client: TestClient, form: str, ids: list[str], chance: random.Random, seen: dict[int, int]) -> Callable[[Any], None]:
    def ask(case: Any) -> None:
        if chance.random() < 0.5:
            if "id" in (case.path_parameters or {}):
                case.path_parameters["id"] = chance.choice(ids)
            if isinstance(case.body, dict) and case.path == "/decide":
                case.body |= {"form": form, "subjects": chance.choice(ids)}
        told = case.as_transport_kwargs()
        told.pop("cookies", None)
        told["headers"] = {"origin": "http://127.0.0.1:8710"}
        answer = client.request(**told)
        assert answer.status_code < 500, (case.method, told["url"], answer.status_code, answer.text[:300])
        seen[answer.status_code // 100 * 100] += 1

    return ask
