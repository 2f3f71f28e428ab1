"""Words are found in any script, with whatever is written onto them, each on its own, and shown where they stand."""

from __future__ import annotations

import unicodedata

import made
import pytest
from desk_case import at_desk, kept
from hypothesis import given
from hypothesis import strategies as st

from fogline import case as cases
from fogline.desk.searching import folded, marked, terms


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("계곡", "판지시르 계곡으로 통하는 길"),  # two syllables, with a particle
        ("بنجشير", "اشتباكات في وبنجشير"),  # with a conjunction before it
        ("طريق", "بالطريق إلى بازارك"),  # with a preposition and an article
        ("اشتباكات", "إشتباكات"),  # hamza or none
        ("كابل", "ک‌ابل"),  # another keyboard's letter, and a joiner
        ("lodz", "ŁÓDŹ"),
        ("12", "۱۲ نفر"),
        ("panjshir 40", "40 men fell in Panjshir"),
        ('"in Panjshir"', "40 men fell in Panjshir"),
        ("елки", "Ёлки"),
    ],
)
def test_words_are_found(asked, text):
    assert all(term in folded(text) for term in terms(asked))


@pytest.mark.parametrize(("asked", "text"), [('"Panjshir in"', "fell in Panjshir"), ("valley road", "the valley")])
def test_words_are_not_found(asked, text):
    assert not all(term in folded(text) for term in terms(asked))


def test_nothing_is_asked_for_by_blanks_and_empty_quotation_marks():
    assert terms('  "" ') == terms("") == terms('" "') == ()


@given(st.text(), st.text(min_size=1))
def test_a_line_is_shown_as_it_is_with_the_words_marked_in_it(before, word):
    pieces = marked(f"{before}{word}", [folded(word)] if folded(word) else [], 10**6)
    if folded(word):
        assert "".join(text for text, _ in pieces) == unicodedata.normalize("NFC", f"{before}{word}") or not pieces


def test_a_mark_stands_on_the_words_as_they_are_written():
    assert marked("إلى بازارك مقطوع", terms("بازارك الى"), 80) == [
        ("إلى", True),
        (" ", False),
        ("بازارك", True),
        (" مقطوع", False),
    ]
    cut = [("…", False), ("to ", False), ("Orlin", True), (" and", False), ("…", False)]
    assert marked("a long way to Orlin and on", terms("orlin"), 5) == cut
    assert marked("판지시르계곡으로통하는길", terms("계곡"), 2)[2] == ("계곡", True)  # no blank to cut at


@pytest.fixture
def desk(tmp_path):
    """Three reports: two languages, two days, one with a title."""
    one = made.report("Reds took Orlin.\nThe road to Besk is cut.", name="one.txt", on=3, source="Courier")
    two = made.report("Reds hold Orlin.", name="two.txt", on=9, source="Herald")
    three = made.report("Greens left.", name="three.txt")
    told = {"actors": ["Reds"], "places": ["Orlin"]}
    readings = [
        made.reading(one, made.claim(one, "Reds took Orlin", "territory_taken", time=made.when(2), **told)),
        made.reading(two, made.claim(two, "Reds hold Orlin", "statement", time=made.when(8), **told)),
        made.reading(three),
    ]
    folder = tmp_path / "case"
    cases.init(folder)
    with at_desk(kept(folder, readings)) as client:
        yield client


def names(desk, **asked) -> list[str]:
    return [each["name"] for each in desk.get("/reports.json", params=asked).json()["reports"]]


def test_each_word_may_stand_anywhere_in_a_report(desk):
    assert names(desk, words="besk orlin") == ["one.txt"]
    assert names(desk, words='"took Orlin"') == ["one.txt"] and names(desk, words='"Orlin took"') == []
    page = desk.get("/reports", params={"words": "besk orlin"}).text
    assert "<mark>Besk</mark>" in page and "<mark>Orlin</mark>" in page


def test_reports_are_found_by_language_and_days(desk):
    assert names(desk, since="2030-05-04") == ["two.txt"] and names(desk, until="2030-05-03") == ["one.txt"]
    assert len(names(desk, language="en")) == 3 and names(desk, language="ko") == []


def test_events_and_statements_are_found_by_the_names_and_kinds_in_them(desk):
    assert desk.get("/events.json", params={"words": "northmark"}).json()["total"] == 0
    assert desk.get("/events.json", params={"words": "reds 'taken"}).json()["total"] == 0
    assert desk.get("/events.json", params={"words": "reds taken"}).json()["total"] == 1
    assert desk.get("/statements.json", params={"words": "orlin statement"}).json()["total"] == 1
    page = desk.get("/reports", params={"words": "reds"}).text
    assert 'href="/events?words=reds"' in page and 'href="/statements?words=reds"' in page


def test_words_are_marked_in_the_report_that_the_list_leads_to(desk):
    (found,) = desk.get("/reports.json", params={"words": "besk orlin"}).json()["reports"]
    address, _, anchor = found["address"].partition("#")
    page = desk.get(address).text
    assert f'<mark class="hit" id="{anchor}">Orlin</mark>' in page and 'id="hit-1">Besk</mark>' in page and "2 times" in page
    pieces = [piece for part in desk.get(f"{address.replace('?', '.json?')}").json()["parts"] for piece in part["pieces"]]
    assert "".join(piece["text"] for piece in pieces) == "Reds took Orlin.\nThe road to Besk is cut."


@pytest.mark.parametrize(("asked", "total"), [("ORL", 1), ('"orlin"', 1), ('"orl"', 0), ("case:orlin", 1), ("besk", 0)])
def test_events_are_found_by_a_part_of_a_place_s_name_or_by_all_of_it(desk, asked, total):
    for path in ("/events.json", "/statements.json"):
        assert desk.get(path, params={"place": asked}).json()["total"] == total, path
    assert desk.get("/events.json", params={"actor": "red"}).json()["total"] == 1
