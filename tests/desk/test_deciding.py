"""A decision is shown before it is taken, kept with a name and a reason, and undone."""

from __future__ import annotations

import re

import pytest
from desk_case import form_of


def test_a_decision_is_shown_taken_and_undone(desk):
    before = desk.get("/events.json").json()
    event = before["events"][0]
    page = desk.get(event["address"]).text
    asked = {"verb": "wrong", "subjects": event["id"], "values": "", "by": "Ada", "why": "another war", "form": form_of(page)}
    shown = desk.post("/decide", data=asked)
    assert shown.status_code == 200 and "would change" in shown.text
    assert desk.get("/events.json").json() == before  # nothing is decided yet
    assert "another war" in desk.post("/decide", data={**asked, "taken": "true"}).text
    assert desk.get("/events.json").json()["total"] == 0
    (made,) = desk.get("/decisions.json").json()["decisions"]
    assert (made["verb"], made["by"], made["why"], made["in_force"]) == ("wrong", "Ada", "another war", True)
    desk.post("/decide", data={**asked, "verb": "undo", "subjects": made["id"], "taken": "true"})
    after = desk.get("/events.json").json()
    assert after.pop("version") != before.pop("version") and after == before


def test_what_was_shown_is_what_is_decided(desk):
    """Somebody else decides between the look and the decision."""
    (event,) = desk.get("/events.json").json()["events"]
    seen = desk.get("/events.json").json()["version"]
    form = form_of(desk.get("/decisions").text)
    asked = {"verb": "accept", "subjects": event["id"], "by": "Ada", "why": "seen", "form": form, "seen": seen}
    assert desk.post("/decide", data=asked).status_code == 200
    late = desk.post("/decide", data={**asked, "verb": "wrong", "taken": "true"})
    assert late.status_code == 400 and "changed" in late.text
    assert len(desk.get("/decisions.json").json()["decisions"]) == 1


def test_a_decision_leads_back_within_the_desk_alone(desk):
    (event,) = desk.get("/events.json").json()["events"]
    asked = {
        "verb": "accept",
        "subjects": event["id"],
        "by": "Ada",
        "why": "seen",
        "form": form_of(desk.get("/decisions").text),
    }
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert desk.post("/decide", data={**asked, "back": back}).status_code == 422
    answer = desk.post("/decide", data={**asked, "back": "/review?words=a+b"}, follow_redirects=False)
    assert answer.headers["location"].partition("&done=jud_")[0] == "/review?words=a+b"


def test_who_decides_is_remembered_once_it_is_decided(desk):
    form = form_of(desk.get("/decisions").text)
    desk.post("/decide", data={"verb": "burn", "subjects": "clm_0", "by": "Mallory", "why": "no", "form": form})
    assert "Mallory" not in desk.get("/decisions").text
    (event,) = desk.get("/events.json").json()["events"]
    desk.post("/decide", data={"verb": "accept", "subjects": event["id"], "by": "Ada", "why": "seen", "form": form})
    assert 'value="Ada"' in desk.get("/decisions").text


def test_a_value_is_edited(desk):
    (event,) = desk.get("/events.json").json()["events"]
    told = desk.get(f"{event['address']}.json").json()
    claim = next(each["id"] for each in told["claims"] if "killing 12" in each["quote"])
    form = form_of(desk.get("/decisions").text)
    asked = {
        "verb": "edit",
        "subjects": claim,
        "values": "killed=14",
        "by": "Ada",
        "why": "misread",
        "form": form,
        "taken": "true",
    }
    assert desk.post("/decide", data=asked).status_code == 200
    assert desk.get("/events.json").json()["events"][0]["figures"] == ["killed: 14 to 15, best 14"]


def test_a_decision_that_cannot_be_taken_says_what_is_expected(desk):
    form = form_of(desk.get("/decisions").text)
    for asked in (
        {"verb": "same", "subjects": "clm_0"},
        {"verb": "burn", "subjects": "clm_0"},
        {"verb": "undo", "subjects": " \n"},
        {"verb": "dated", "subjects": "clm_0", "values": "2030-05-03"},
        {"verb": "alias", "subjects": "Ada\n "},
        {"verb": "wrong", "subjects": ""},
    ):
        answer = desk.post("/decide", data={"by": "Ada", "why": "so", "form": form, **asked})
        assert answer.status_code in (400, 422) and 'class="soft"' in answer.text


@pytest.mark.parametrize("words", ["14", "at least 14 people", "١٤"])
def test_a_number_is_taken_from_the_words_that_were_selected(desk, words):
    (event,) = desk.get("/events.json").json()["events"]
    told = desk.get(f"{event['address']}.json").json()
    claim = next(each["id"] for each in told["claims"] if "killing 12" in each["quote"])
    asked = {"verb": "edit", "subjects": claim, "slot": "killed", "value": words, "by": "Ada", "why": "misread",
             "form": form_of(desk.get("/decisions").text), "taken": "true"}  # fmt: skip
    assert desk.post("/decide", data=asked).status_code == 200
    assert desk.get("/events.json").json()["events"][0]["figures"] == ["killed: 14 to 15, best 14"]


@pytest.mark.parametrize("words", ["dozens", "12 to 15", ""])
def test_words_that_are_no_one_number_are_refused(desk, words):
    claim = desk.get("/review.json").json()["event"]["claims"][0]["id"]
    asked = {"verb": "edit", "subjects": claim, "slot": "killed", "value": words, "by": "Ada", "why": "misread",
             "form": form_of(desk.get("/decisions").text)}  # fmt: skip
    answer = desk.post("/decide", data=asked)
    assert answer.status_code == 400 and ("slot=value" in answer.text or "nothing to change" in answer.text)


def test_the_queue_shows_what_was_read_of_each_claim_and_goes_on_by_event(desk):
    told = desk.get("/review.json").json()
    event = told["event"]
    assert (told["at"], told["left"]) == (1, 1) and event["of"][0][0] == event["id"]
    page = desk.get("/review").text
    assert "killed: 12" in page and '<dt>where</dt><dd><bdi dir="ltr">Orlin</bdi>' in page
    asked = {"verb": "accept", "subjects": event["id"], "by": "Ada", "why": "seen", "back": told["then"], "form": form_of(page)}
    after = desk.post("/decide", data=asked)
    assert "Ada</bdi> decided: <b>accept</b>" in after.text and 'aria-label="Undo it"' in after.text
    assert "done=" not in "".join(re.findall(r'href="([^"]*)', after.text))  # told once
    again = desk.get("/review.json", params={"about": event["id"]}).json()
    assert again["event"]["id"] == event["id"] and again["at"] is None and again["left"] == 0


def test_two_events_are_told_apart_by_the_address_of_the_second(war):
    one, two = [each["id"] for each in war.get("/events.json").json()["events"]][:2]
    asked = {"verb": "different", "subjects": one, "named": f"http://127.0.0.1:8710/events/{two}?known=", "by": "Ada",
             "why": "two attacks", "form": form_of(war.get("/decisions").text), "taken": "true"}  # fmt: skip
    assert war.post("/decide", data=asked).status_code == 200
    (made,) = war.get("/decisions.json").json()["decisions"]
    assert len(made["subjects"]) == 2 and all(piece["text"].startswith("“") for piece in made["of"])


def test_a_decision_that_took_its_claim_away_is_still_told_by_its_words(desk):
    (event,) = desk.get("/events.json").json()["events"]
    form = form_of(desk.get("/decisions").text)
    asked = {"verb": "wrong", "subjects": event["id"], "by": "Ada", "why": "another war", "form": form, "taken": "true"}
    page = desk.post("/decide", data=asked).text
    assert "“Blues shelled Orlin on 3 May, killing 12”" in page and "“Shells fell on Orlin" in page
