"""A sitrep shows what is known with its words, tells nothing by colour alone, and survives hostile reports."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.publish import Sitrep, html, markdown, outlines
from fogline.publish.canvas import WIDTH, Canvas, Labels
from fogline.publish.map import draw
from fogline.records import Disagreement, Event, Place, Range, Ref, Situation, Value

EVIL = "<script>alert(1)</script><img src=http://x.example/a onerror=alert(2)> | [a](javascript:alert(3)) `x` \x1b[31m\u202e"
VOID = {"meta", "br", "link", "img", "circle", "path", "rect"}


def situation(place: Place, status: str = "held", **more) -> Situation:
    holder = made.ref("Reds") if status in ("held", "claimed") else None
    known = {"authority": "held", "evidence": "corroborated", "access": "open", "presence": (), "since": made.day(3)}
    known |= {"shares": (("case:reds", 0.6), ("case:blues", 0.3), ("unknown", 0.1)), "claims": (), "reasons": ()}
    return Situation(**{"on": made.day(9), "known": None, "place": place, "status": status, "holder": holder, **known, **more})


def sitrep(**more) -> Sitrep:
    """Two reports that differ on one event, and four places, one of each status."""
    first = made.report("The Reds took Orlin on 3 May and 12 soldiers died.", on=4, source="Gazette")
    second = made.report("The Blues say that 30 died in Orlin.", on=5, source=EVIL)
    one = made.claim(first, "The Reds took Orlin on 3 May", "territory_taken", actors=["Reds"], places=["Orlin"])
    two = made.claim(second, "30 died in Orlin", "casualties", attribution=[made.said_by("Ada Voss")])
    event = Event(
        id=f"evt_{one.id.removeprefix('clm_')}",
        kind="territory_taken",
        time=made.when(3),
        places=(made.place("Orlin"),),
        actors=(made.ref("Reds"),),
        targets=(made.ref("Ada Voss", id=None),),
        quantities=(
            Range(what="killed", of="Blues", low=12, best=12, high=30, scope="incident", rule="", claims=(one.id, two.id)),
        ),
        claims=(one.id, two.id),
        reports=2,
        origins=2,
        status="disputed",
    )
    values = (Value(value="12", claims=(one.id,), origins=1), Value(value="30", claims=(two.id,), origins=1, interested=True))
    against = Disagreement(
        id="dis_1", about=event.id, about_type="event", within_one_origin=False, attribute="killed", values=values
    )
    places = (
        situation(made.place("Orlin"), claims=(one.id,), access="encircled"),
        situation(made.place("Besk"), "claimed"),
        situation(replace(made.place("Tarn"), name=EVIL), "contested"),
        situation(made.place("Northmark", lat=11.0, lon=21.0), "unknown"),
        situation(made.place("Rivonia"), "claimed", evidence="interpolated"),
    )
    known = {"title": f"War {EVIL}", "summary": "s", "on": made.day(9), "since": None, "until": None, "area": ()}
    known |= {"situations": places, "events": (event,), "disagreements": (against,), "claims": {one.id: one, two.id: two}}
    known |= {"reports": {first.id: first, second.id: second}, "so": {one.id: "org_1", two.id: "org_2"}}
    return Sitrep(**{**known, "interested": frozenset({two.id}), "public": frozenset({"case:reds"}), **more})


class Tags(HTMLParser):
    """Start tags with their attributes, ids, and whether all that was opened was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_the_page_asks_nobody_for_anything_and_runs_nothing():
    page = html.page(sitrep())
    tags = parsed(page)
    names = {tag for tag, _ in tags.found}
    assert not names & {"script", "img", "iframe", "link", "object", "form", "base", "embed"}
    for tag, attributes in tags.found:
        assert not any(name.startswith("on") for name in attributes), tag
        for name in ("src", "href", "xlink:href", "action"):
            assert (attributes.get(name) or "#").startswith("#")
        assert "http" not in (attributes.get("style") or "")
    assert "url(http" not in page and "@import" not in page
    policy = next(a for tag, a in tags.found if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy["content"]


def test_every_figure_links_to_words_that_are_on_the_page():
    page = html.page(sitrep())
    ids = set(re.findall(r' id="(w\d+)"', page))
    links = re.findall(r'href="#(w\d+)"', page)
    assert links and set(links) <= ids
    assert "<mark>The Reds took Orlin on 3 May</mark> and 12 soldiers died." in page
    toll = page[page.rindex("killed (Blues): 12 to 30, best 12") :]
    assert re.match(r"killed \(Blues\): 12 to 30, best 12 <a class=\"cite\" href=\"#w\d+\">", toll)


def test_markdown_links_to_its_words_and_lets_nothing_through():
    text = markdown.page(sitrep())
    assert set(re.findall(r"\]\(#(w\d+)\)", text)) == set(re.findall(r'<a id="(w\d+)">', text)) != set()
    assert "<script" not in text and "<img" not in text and "](javascript" not in text
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (3, 5, 8, 9)
    assert "data:image/svg+xml;base64," in text


def test_a_private_person_is_shown_without_a_name_outside_the_quotes():
    page = html.page(sitrep())
    assert "Ada Voss" not in page and "name withheld" in page
    assert "Ada Voss" in html.page(sitrep(public=frozenset({"case:ada_voss"})))


def test_status_is_told_in_words_and_by_pattern_not_by_colour_alone():
    drawing = draw(sitrep())
    assert drawing is not None
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("aria-label", "").startswith("Who holds what")
    groups = [g for g in root.iter("{http://www.w3.org/2000/svg}g") if g.get("class") != "events"]
    marks = {g.find("{*}title").text.split(": ")[0]: g for g in groups}
    paint = {name: g[1].get("fill") for name, g in marks.items()}
    assert paint["Orlin"].startswith("#") and paint["Besk"].startswith("url(#p") and paint["Northmark"] is None
    assert [g[2].get("class") for name, g in marks.items() if name == "Orlin"] == ["ring"]
    assert "Rivonia" not in marks  # a country is no point
    letters = {name: [each.text for each in g.iter("{http://www.w3.org/2000/svg}text")] for name, g in marks.items()}
    assert letters["Orlin"] == letters["Besk"] == ["A"] and letters["Northmark"] == []  # the same without any colour
    assert next((key.letter, key.label) for key in drawing.holders) == ("A", "Reds")
    contested = next(value for name, value in paint.items() if name.startswith("<script>"))
    assert contested.count("-") == 1 and contested != paint["Besk"]
    page = html.page(sitrep())
    for word in ("held", "claimed, not confirmed", "contested", "unknown", "encircled"):
        assert f">{word}<" in page


def test_what_is_no_point_is_drawn_as_an_area():
    district = situation(made.place("Orlin", precision="district"))
    drawing = draw(sitrep(situations=(district,)))
    circle = next(ElementTree.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}circle"))
    assert "area" in circle.get("class") and float(circle.get("r")) > 12


def test_a_province_is_filled_by_its_outline():
    place = Place(text=None, at=None, name="Kapisa", lat=34.98, lon=69.62, country="AF", precision="province")
    drawing = draw(sitrep(situations=(situation(place),), area=("AF",)))
    shape = next(g for g in ElementTree.fromstring(drawing.svg).iter("{http://www.w3.org/2000/svg}g"))
    assert shape[1].tag.endswith("path") and shape[1].get("fill").startswith("#")
    found = [outline for outline in outlines.of_countries(["AF"]) if outline.holds(69.62, 34.98)]
    assert [outline.country for outline in found] == ["AF"] and len(outlines.of_countries(["AF"])) == 34


def test_places_outside_the_area_stay_off_the_map_and_in_the_table():
    far = situation(made.place("Tarn", country="QQ"))
    drawing = draw(sitrep(situations=(far, situation(made.place("Orlin"))), area=("RV",)))
    assert len(drawing.shown) == 1
    assert "Tarn" in html.page(sitrep(situations=(far,), area=("RV",)))


def test_nothing_known_is_said_and_not_drawn():
    empty = sitrep(situations=(), events=(), disagreements=(), claims={}, reports={}, so={}, on=None, unread=2)
    page = html.page(empty)
    parsed(page)
    assert "No place in these reports" in page and "2 reports not read yet" in page
    assert "No event" in markdown.page(empty)


def test_disagreements_stand_side_by_side_in_words():
    page = html.page(sitrep())
    start = page.index("<h3>killed: territory taken, Orlin, 3 May 2030</h3>")
    sides = page[start : page.index("</section>", start)].split('<div class="side">')[1:]
    assert len(sides) == 2 and "<b>12</b><q>The Reds took Orlin on 3 May</q>" in sides[0]
    assert "<b>30</b>" in sides[1] and "only those with an interest" in sides[1] and "[2]" in sides[1]
    alone = replace(sitrep().disagreements[0], about="clm_gone", attribute="killed (clm_gone)", within_one_origin=True)
    assert "<h3>killed: clm_gone (within one voice)</h3>" in html.page(sitrep(disagreements=(alone,)))


def test_gaps_are_counted():
    event = replace(sitrep().events[0], time=None, places=(), actors=(), status="single-origin")
    page = html.page(sitrep(events=(event,)))
    told = ("1 event without a date", "1 event without a known place", "no text says who acted", "one origin alone")
    assert all(gap in page for gap in told)
    assert "Who holds: Northmark" in page


def test_one_sitrep_gives_one_page():
    assert html.page(sitrep()) == html.page(sitrep()) and markdown.page(sitrep()) == markdown.page(sitrep())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_words_are_only_words(name, title):
    place = replace(made.place("Orlin"), name=name or "x")
    page = html.page(
        sitrep(title=title, situations=(situation(place), situation(replace(made.place("Besk"), name=title or "y"))))
    )
    plain = html.page(sitrep(title="t", situations=(situation(made.place("Orlin")), situation(made.place("Besk")))))
    drop = ("text", "title")  # a label that finds no room is left out
    names = [[tag for tag, _ in parsed(p).found if tag not in drop] for p in (page, plain)]
    assert names[0] == names[1]


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=1, max_size=8))
def test_all_that_is_told_of_lies_on_the_canvas(points):
    canvas = Canvas.around(points)
    for point in points:
        x, y = canvas.at(*point)
        assert -1 <= x <= WIDTH + 1 and -1 <= y <= canvas.height + 1


@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), st.floats(0, 720), st.floats(0, 400)), max_size=12))
def test_no_label_covers_another(found):
    labels = Labels(400.0)
    for text, x, y in found:
        labels.place(text, x, y, 8, 15)
    boxes = labels.taken
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


@pytest.mark.parametrize(
    ("low", "best", "high", "told"),
    [
        (12, 12, 12, "killed: 12"),
        (12, 15, 30, "killed: 12 to 30, best 15"),
        (300, None, None, "killed: 300 or more"),
        (None, None, 5, "killed: up to 5"),
        (None, None, None, "killed: a number not given"),
    ],
)
def test_ranges_say_which_end_is_open(low, best, high, told):
    from fogline.publish import words

    found = Range(what="killed", of=None, low=low, best=best, high=high, scope="incident", rule="", claims=())
    assert words.figure(found) == told
    assert words.days(dt.date(2021, 8, 1), None) == "1 August 2021 or later"
    assert words.speaker((), made.report("x", source="Gazette"), sitrep()) == "Gazette"
    assert words.name(Ref(text=None, at=None, name="Joe", type="person"), sitrep()) == words.PRIVATE
