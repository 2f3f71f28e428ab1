"""A desk with accounts: who may look, who may decide, who sees the log."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from desk_case import form_of
from fastapi.testclient import TestClient

from fogline.desk import Accounts, Gate, create
from fogline.errors import BackendError, ConfigError
from fogline.settings import Settings

PASSWORD = "a long enough password"


@pytest.fixture
def accounts(folder: Path) -> Accounts:
    made = Accounts(folder)
    for name, role in (("Vera", "viewer"), ("Ada", "analyst"), ("Otto", "admin")):
        made.add(name, role, PASSWORD)
    return made


@pytest.fixture
def come_in(folder: Path, accounts: Accounts):
    gate = Gate(accounts)
    app = create(folder, Settings(), gate)

    def enter(name: str, password: str = PASSWORD) -> TestClient:
        client = TestClient(app, base_url="http://127.0.0.1:8710")
        client.post("/enter", data={"name": name, "password": password})
        return client

    return enter


def test_only_an_account_comes_in(come_in):
    assert come_in("Vera").get("/events").status_code == 200
    for name, password in (("Vera", "another password"), ("Nobody", PASSWORD), ("", ""), ("Vera' --", PASSWORD)):
        client = come_in(name, password)
        assert client.get("/events.json").status_code == 401
        assert client.get("/events", follow_redirects=False).headers["location"] == "/enter?then=%2Fevents"


def test_there_is_no_token_beside_accounts(come_in):
    client = come_in("Nobody")
    client.get("/enter", params={"token": ""})
    assert client.get("/events.json").status_code == 401


@pytest.mark.parametrize(("name", "decides", "sees_log"), [("Vera", False, False), ("Ada", True, False), ("Otto", True, True)])
def test_what_a_role_may_do(come_in, name, decides, sees_log):
    client = come_in(name)
    event = client.get("/events.json").json()["events"][0]["id"]
    form = form_of(client.get("/events").text)  # of the way out: every visitor has one
    asked = {"verb": "wrong", "subjects": event, "by": "Somebody", "why": "no", "form": form, "taken": "true"}
    assert (client.post("/decide", data=asked).status_code == 200) == decides
    made = client.get("/decisions.json").json()["decisions"]
    assert [each["by"] for each in made] == ([name] if decides else [])  # under its own name, whatever the form says
    assert ("Show what would change" in client.get("/decisions").text) == decides
    log = client.get("/log")
    assert (log.status_code == 200) == sees_log == (client.get("/log.json").status_code == 200)
    if sees_log:
        assert "came in" in log.text and "decides wrong" in log.text
        assert {each["who"] for each in client.get("/log.json").json()["entries"]} >= {name}


def test_an_account_that_is_removed_is_out_at_once(come_in, accounts):
    client = come_in("Ada")
    assert client.get("/events.json").status_code == 200
    assert accounts.remove("Ada") and not accounts.remove("Ada")
    assert client.get("/events.json").status_code == 401


def test_who_leaves_is_out(come_in):
    client = come_in("Ada")
    number = dict(client.cookies)
    client.post("/leave", data={"form": form_of(client.get("/events").text)})
    client.cookies.update(number)
    assert client.get("/events.json").status_code == 401


def test_guessing_passwords_ends_in_a_wait(come_in):
    for n in range(10):
        come_in("Ada", f"guess {n} of many")
    assert come_in("Ada").get("/events.json").status_code == 401
    assert come_in("Vera").get("/events.json").status_code == 200  # nobody else is kept out


def test_a_new_password_ends_what_was_begun_with_the_old_one(come_in, accounts):
    client = come_in("Ada")
    accounts.add("Ada", "admin", "another long password")
    assert client.get("/events.json").status_code == 401
    accounts.remove("Ada")
    accounts.add("Ada", "analyst", PASSWORD)
    assert client.get("/events.json").status_code == 401


def test_decisions_are_counted(come_in):
    client = come_in("Ada")
    form = form_of(client.get("/events").text)
    asked = {"verb": "burn", "subjects": "clm_0", "why": "no", "form": form}
    assert {client.post("/decide", data=asked).status_code for _ in range(60)} == {400}
    assert client.post("/decide", data=asked).status_code == 429


def test_passwords_are_not_kept(accounts):
    assert PASSWORD.encode() not in accounts.path.read_bytes()
    assert b"argon2id" in accounts.path.read_bytes()


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "viewer", PASSWORD), ("a\nb", "viewer", PASSWORD), ("Ada", "king", PASSWORD), ("Ada", "viewer", "short")],
)
def test_an_account_that_cannot_be_says_why(accounts, name, role, password):
    with pytest.raises(ConfigError):
        accounts.add(name, role, password)


def test_the_log_is_only_added_to(accounts):
    import sqlite3

    accounts.note("Ada", "came in")
    with sqlite3.connect(accounts.path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM log")
    accounts.path.unlink()
    accounts.path.write_bytes(b"no database")
    with pytest.raises(BackendError):
        accounts.all()


def test_who_followed_a_link_comes_in_where_it_leads(come_in):
    outside = come_in("Nobody")
    asked = outside.get("/events?words=%D9%88+b&since=2030-05-03", follow_redirects=False).headers["location"]
    page = outside.get(asked).text
    then = html.unescape(re.search(r'name="then" value="([^"]*)"', page)[1])
    answer = outside.post("/enter", data={"name": "Vera", "password": PASSWORD, "then": then}, follow_redirects=False)
    assert answer.headers["location"] == "/events?words=%D9%88+b&since=2030-05-03"


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a//b"])
def test_coming_in_leads_to_the_desk_alone(come_in, then):
    client = come_in("Nobody")
    answer = client.post("/enter", data={"name": "Vera", "password": PASSWORD, "then": then}, follow_redirects=False)
    assert answer.headers["location"] == "/situation"


def test_no_address_answers_who_has_no_account(come_in):
    """Every route there is but the way in; static files hold nothing of a case."""
    client, paths = come_in("Nobody"), come_in("Vera").get("/openapi.json").json()["paths"]
    told = {}
    for path, methods in paths.items():
        for method in {*methods, "head"}:
            if path not in ("/enter", "/page.css"):
                asked = path.replace("{id}", "evt_0")
                told[method, path] = client.request(method.upper(), asked, follow_redirects=False).status_code
    assert len(told) > 40 and set(told.values()) <= {303, 401, 411}, told
    assert {status for (method, path), status in told.items() if path.endswith(".json")} == {401}
