"""What the pages show, in words and as JSON; text of reports is never more than text."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
from desk_case import HELD, SCRIPT, SHELLED


def every_address(desk) -> list[str]:
    """All addresses that the menu's pages lead to, each once."""
    found, waiting = [], ["/situation", "/timeline", "/events", "/statements", "/reports", "/decisions"]
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith("/static"):
            continue
        found.append(path)
        links = re.findall(r'href="(/[^"#]*)', desk.get(path).text)
        waiting += [html.unescape(link) for link in links if len(found) + len(waiting) < 300]
    return found


def test_all_addresses_answer(desk):
    addresses = every_address(desk)
    assert any(path.startswith("/events/") for path in addresses) and any("place=" in path for path in addresses)
    assert {desk.get(path).status_code for path in addresses} == {200}


def test_text_of_reports_is_only_ever_text(desk):
    for path in every_address(desk):
        answer = desk.get(path)
        if not answer.headers["content-type"].startswith("text/html"):  # which no browser takes for a page
            assert answer.headers["x-content-type-options"] == "nosniff", path
            assert "\u202e" not in answer.text or answer.headers["content-type"] == "application/json", path
            continue
        page = answer.text
        assert SCRIPT not in page and "\u202e" not in page, path
    assert html.escape(SCRIPT) in desk.get("/reports").text


def test_a_day_of_the_situation(desk):
    told = desk.get("/situation.json", params={"on": "2030-05-05"}).json()
    (place,) = [each for each in told["places"] if each["name"].startswith("Orlin")]
    assert (place["status"], place["holder"]) == ("claimed", "Reds")
    assert told["map"].startswith("<svg") and "/situation?" in told["map"]
    before = desk.get("/situation.json", params={"on": "2030-05-05", "known": "2030-05-04"}).json()
    assert all(each["holder"] == "" for each in before["places"])


def test_a_place_says_why(desk):
    page = desk.get("/situation", params={"on": "2030-05-05", "place": "case:orlin"}).text
    assert "Reds +" in page and "Reds hold Orlin" in page


def test_an_event_shows_its_range_both_voices_and_where_they_differ(desk):
    (event,) = [each for each in desk.get("/events.json").json()["events"] if each["kind"] == "shelling"]
    assert event["figures"] == ["killed: 12 to 15, best 12"]
    told = desk.get(f"{event['address']}.json").json()
    assert len(told["origins"]) == 2 and {side["value"] for d in told["disagreements"] for side in d["sides"]} == {"12", "15"}
    assert any("same settlement" in reason for reason in told["event"]["reasons"])
    pieces = [piece["text"] for reason in told["why"] for piece in reason["of"]]
    assert any(piece.startswith("“Blues shelled Orlin") for piece in pieces)  # two claims may be of one report


def test_an_event_goes_by_what_happened_where(desk):
    (event,) = [each for each in desk.get("/events.json").json()["events"] if each["kind"] == "shelling"]
    assert event["title"].startswith("shelling, Orlin")
    assert '<h1 id="title"><bdi>Shelling, Orlin' in desk.get(event["address"]).text
    for path in ("/events", "/day?on=2030-05-03", "/review"):
        assert f">{event['title']}</a>" in desk.get(path).text, path


def test_events_are_found_by_kind_words_place_and_days(desk):
    def total(**asked: str) -> int:
        return desk.get("/events.json", params=asked).json()["total"]

    assert total() == total(place="Orlin") == total(words="SHELLS fell") == total(since="2030-05-03", until="2030-05-03") == 1
    assert total(kind="abduction") == total(words="Besk") == total(until="2030-05-02") == 0


def test_a_report_is_cut_into_pieces_that_make_up_its_text(desk):
    for report in desk.get("/reports.json").json()["reports"]:
        told = desk.get(f"{report['address']}.json").json()
        pieces = [piece for part in told["parts"] for piece in part["pieces"]]
        text = "".join(piece["text"] for piece in pieces)
        assert text in (SHELLED, HELD) or text.startswith("Shells fell")
        marked = ["".join(p["text"] for p in pieces if claim["id"] in p["claims"]) for claim in told["claims"]]
        assert marked == [claim["quote"] for claim in told["claims"]]


@pytest.mark.parametrize("words", ["지시", "بنجشير", "بنجشیر", "SHELLED", "판지시르"])
def test_words_are_found_in_any_script(desk, words):
    assert len(desk.get("/reports.json", params={"words": words}).json()["reports"]) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/situation?on=yesterday", 422),
        ("/events/evt_0", 404),
        ("/reports/rep_0", 404),
        ("/events?page=0", 422),
        ("/nothing", 404),
        ("/events?page=x", 422),
    ],
)
def test_what_is_not_there_is_said_with_what_to_do(desk, path, status):
    answer = desk.get(path)
    assert answer.status_code == status and 'class="soft"' in answer.text


@pytest.mark.parametrize(
    "path", ["/situation?on=0001-01-01", "/situation?on=9999-12-31", "/ground.json?on=9999-12-31", "/events?page=999999"]
)
def test_the_ends_of_what_can_be_asked_for(desk, path):
    assert desk.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/situation", "/events", "/timeline", "/statements", "/review", "/reports"])
def test_forms_that_are_not_filled_in_are_answered(desk, path):
    """As a browser sends them: every field, the empty ones too."""
    names = re.findall(r'<(?:input|select)[^>]* name="(\w+)"', desk.get(path).text.split("<main", 1)[1].split("</form>")[0])
    assert names and desk.get(path, params=dict.fromkeys(names, "")).status_code == 200


def test_what_is_wrong_with_a_json_address_is_said_as_json(desk):
    assert desk.get("/events/evt_0.json").json()["reason"] == "no event evt_0"
    assert desk.get("/nothing.json").json()["advice"]


def test_within_a_view_of_an_earlier_day_every_address_stays_there(desk):
    form = re.search(r'name="form" value="([^"]+)"', desk.get("/decisions").text)
    held = next(claim for report in desk.get("/reports.json").json()["reports"] if report["name"] == "three.txt"
                for claim in desk.get(f"{report['address']}.json").json()["claims"])  # fmt: skip
    asked = {"verb": "accept", "subjects": held["id"], "by": "Ada", "why": "about Reds", "form": form[1]}
    assert desk.post("/decide", data=asked).status_code == 200
    found, waiting = set(), ["/situation?known=2030-05-04"]
    while waiting and len(found) < 40:  # days go on for ever
        path = waiting.pop(0)
        if path in found:
            continue
        found.add(path)
        page = re.sub('<p class="clock">.*?</p>', "", desk.get(path).text)  # which leads out of the view
        assert "Reds hold" not in page and "three.txt" not in page and "about Reds" not in page, path
        links = {html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', page)}
        away = {link for link in links if "known=2030-05-04" not in link and not link.startswith(("/static", "/page.css"))}
        assert not away, path
        waiting += [link for link in links if "known=2030-05-04" in link]
    assert len(found) > 10


def test_private_persons_are_shown_by_role(desk):
    (event,) = desk.get("/events.json").json()["events"]
    assert event["targets"] == "a person (name withheld)"
    assert all(
        "Voss" not in desk.get(path).text for path in ("/events", event["address"], f"{event['address']}.json", "/review")
    )


def test_every_page_says_of_which_case_it_is_and_searches_all_reports(desk):
    for path in ("/situation", "/timeline", "/events", "/statements", "/reports", "/review", "/decisions"):
        page = desk.get(path, params={"known": "2030-05-05"}).text
        assert '<p class="case"><bdi>' in page and page.count('role="search"') == 1, path
        assert page.count('name="words"') >= 1 and 'name="known" value="2030-05-05"' in page


def test_a_sitrep_stands_at_its_address_as_a_page_as_json_and_as_markdown(desk):
    asked = {"since": "2030-05-03", "until": "2030-05-05", "known": "2030-05-04"}
    page = desk.get("/sitrep", params=asked)
    assert "form-action 'self'" in page.headers["content-security-policy"] and "http-equiv" not in page.text
    assert 'class="bar"' in page.text and 'name="since" value="2030-05-03"' in page.text
    links = [html.unescape(link) for link in re.findall(r'href="(/[^"#]*)', page.text)]
    assert all("known=2030-05-04" in link for link in links) and {desk.get(link).status_code for link in links} == {200}
    told = desk.get("/sitrep.json", params=asked).json()
    assert told["on"] == "2030-05-05" and told["parts"][0]["id"] == "changed"
    assert told["query"] == asked and len(told["events"]) == 1 and told["map"].startswith("<svg")
    notes = desk.get("/sitrep.md", params=asked)
    assert notes.text.startswith("# ") and notes.headers["content-type"].startswith("text/markdown")
    assert SCRIPT not in page.text + notes.text


def test_what_is_seen_is_taken_along_as_a_table(desk):
    page = desk.get("/events", params={"words": "shells", "known": "2030-05-05"}).text
    link = html.unescape(re.search(r'href="(/events\.csv[^"]*)"', page)[1])
    head, row = csv.reader(io.StringIO(desk.get(link).text))
    told = dict(zip(head, row, strict=True))
    assert (
        "known=2030-05-05" in link and told["places"] == "Orlin (Northmark)" and told["figures"] == "killed: 12 to 15, best 12"
    )
    assert told["targets"] == "a person (name withheld)" and told["address"].startswith("/events/evt_")
    assert desk.get("/events.csv", params={"words": "nowhere"}).text.count("\n") == 1
    rows = list(csv.DictReader(io.StringIO(desk.get("/export/acled.csv").text)))
    assert len(rows) == 1 and rows[0]["location"] == "Orlin"
    assert desk.get("/export/nothing.csv").status_code == 400


def test_an_event_and_a_claim_can_be_cited(desk):
    (event,) = desk.get("/events.json").json()["events"]
    page = desk.get(event["address"]).text
    cited = html.unescape(re.search(r'class="cited">([^<]*)<', page)[1])
    assert event["id"] in cited and event["voices"] in cited and desk.get("/events.json").json()["version"] in cited
    report = desk.get("/reports.json").json()["reports"][0]["address"]
    claim = desk.get(f"{report}.json").json()["claims"][0]
    assert f"{claim['id']}." in desk.get(report).text


def test_a_quiet_day_leads_to_the_nearest_of_which_something_is_told(war):
    quiet = war.get("/day.json", params={"on": "2030-05-20", "days": 3}).json()["day"]["quiet"]
    assert [(each["when"], each["events"]) for each in quiet] == [("before", "1 event")]
    assert war.get(quiet[0]["address"].replace("/situation", "/day.json")).json()["day"]["families"]
