"""Who is let in, and what every answer forbids."""

from __future__ import annotations

import pytest
from desk_case import form_of

from fogline.desk.pages import PAGES

ADDRESSES = [path for page in PAGES if page.name for path in (page.path, f"{page.path}.json")]


@pytest.mark.parametrize("path", [*ADDRESSES, "/", "/sitrep", "/nothing", "/events/evt_0", "/openapi.json"])
def test_nothing_answers_without_a_visit(outside, path):
    assert outside.get(path, follow_redirects=False).status_code == 401


def test_a_decision_needs_a_visit(outside):
    assert outside.post("/decide", data={"verb": "wrong", "subjects": "evt_0"}).status_code == 401


def test_the_address_lets_one_visitor_in_once(outside, gate):
    token = gate.token
    assert outside.get("/enter", params={"token": "another"}).status_code == 403
    assert outside.get("/enter", params={"token": token}).status_code == 200
    outside.cookies.clear()
    assert outside.get("/enter", params={"token": token}).status_code == 403
    assert outside.get("/enter").status_code == 403  # and an empty one is no token


def test_guessing_ends_in_a_wait(outside, gate):
    for n in range(10):
        outside.get("/enter", params={"token": f"guess {n}"})
    assert outside.get("/enter", params={"token": gate.token}).status_code == 403


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(outside, gate):
    answer = outside.get("/enter", params={"token": gate.token}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


def test_another_name_for_this_machine_leads_nowhere(desk):
    assert desk.get("/events", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", [*ADDRESSES, "/nothing", "/sitrep"])
def test_every_answer_forbids_what_is_not_on_the_page(desk, path):
    answer = desk.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "script-src 'unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["cache-control"] == "no-store"


def test_a_form_of_another_visit_decides_nothing(desk, folder):
    event = desk.get("/events.json").json()["events"][0]["id"]
    asked = {"verb": "wrong", "subjects": event, "by": "Ada", "why": "no", "taken": "true"}
    for form in ("", "x" * 32):
        assert desk.post("/decide", data={**asked, "form": form}).status_code == 403
    assert desk.get("/decisions.json").json()["decisions"] == []
    assert form_of(desk.get("/decisions").text)  # its own forms carry the right one


def test_a_form_from_a_page_of_another_site_is_refused(desk):
    asked = {"verb": "wrong", "subjects": "clm_0", "by": "Ada", "why": "no", "form": form_of(desk.get("/decisions").text)}
    for told in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        assert desk.post("/decide", data=asked, headers=told).status_code == 403
    assert desk.post("/decide", data=asked, headers={"origin": "http://127.0.0.1:8710"}).status_code == 400  # no such claim


def test_a_form_that_is_too_long_is_refused(desk):
    assert desk.post("/decide", data={"verb": "wrong", "subjects": "x" * 200_000}).status_code == 413
    assert desk.post("/decide", content=(b"verb=" for _ in range(3))).status_code == 411  # in pieces, without a length
