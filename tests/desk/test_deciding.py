"""A decision is shown before it is taken, kept with a name and a reason, and undone."""

from __future__ import annotations

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
    assert answer.headers["location"] == "/review?words=a+b"


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
