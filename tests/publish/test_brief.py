"""The brief holds what matters most by rules that stand on it, counts what it leaves out, and is the same for all parties."""

from __future__ import annotations

import re
from dataclasses import replace

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_sitrep import EVIL, parsed, sitrep, situation

from fogline.publish import Change, Sitrep, Source, brief, chosen, html, markdown, shortened
from fogline.records import Disagreement, Event, Range, Ref, Time, Value

PANJSHIR, HANGUL = "پنجشیر", "판지시르 골짜기"


def killed(best: int | None, **more) -> Range:
    known = {
        "what": "killed",
        "of": None,
        "low": best,
        "best": best,
        "high": best,
        "scope": "incident",
        "rule": "",
        "claims": (),
    }
    return Range(**{**known, **more})


def event(number: int, *figures: Range, **more) -> Event:
    known = {
        "id": f"evt_{number:016x}",
        "kind": "shelling",
        "time": made.when(1 + number % 28),
        "places": (made.place("Orlin"),),
    }
    known |= {"actors": (made.ref("Reds"),), "targets": (), "claims": (), "reports": 1, "origins": 1, "status": "single-origin"}
    return Event(**{**known, "quantities": figures, **more})


def against(number: int, *values: str, origins: int = 1, **more) -> Disagreement:
    known = {
        "id": f"dis_{number:016x}",
        "about": "evt_none",
        "about_type": "event",
        "within_one_origin": False,
        "attribute": "killed",
    }
    return Disagreement(**{**known, "values": tuple(Value(value=v, claims=(), origins=origins) for v in values), **more})


def busy(events: int = 300, places: int = 60, disagreements: int = 100) -> Sitrep:
    """A month of which much is told."""
    held = tuple(situation(made.place(f"Town {n}", lat=10 + n / 9, lon=20 + n % 7)) for n in range(places))
    changes = tuple(
        Change(place=found.place, on=made.day(1 + n % 28), was=made.ref("Blues"), to=made.ref("Reds"), status="held", claims=())
        for n, found in enumerate(held[: places // 2])
    )
    return sitrep(
        since=made.day(1),
        until=made.day(30),
        situations=held,
        changes=changes,
        events=tuple(event(n, killed(n)) for n in range(events)),
        disagreements=tuple(against(n, "1", str(n + 2)) for n in range(disagreements)),
        silent=tuple(f"Quiet {n}" for n in range(40)),
        sources=tuple(Source(name=f"Outlet {n}", reports=3, used=2, leaning=("Reds",) * (n == 0)) for n in range(30)),
    )


def test_a_month_is_a_page_and_what_is_left_out_is_counted():
    changed, events, disagreements, gaps, sources = brief.parts(busy())
    assert len(changed.rows) == chosen.MOST_CHANGES and changed.left.startswith(
        f"And {60 - chosen.MOST_CHANGES} places more, 24 of"
    )
    assert len(events.rows) == chosen.MOST_EVENTS and f"And {300 - chosen.MOST_EVENTS} events more" in events.left
    assert (
        f"none with more than {299 - chosen.MOST_EVENTS} killed" in events.left
        and f"{300 - chosen.MOST_EVENTS} fighting and harm" in events.left
    )
    assert (
        len(disagreements.rows) == chosen.MOST_DISAGREEMENTS
        and f"And {100 - chosen.MOST_DISAGREEMENTS} disagreements more" in disagreements.left
    )
    assert len(sources.rows) == chosen.MOST_SOURCES
    assert sources.left == "21 more outlets with 42 reports. 30 reports more were read and tell of nothing shown here."
    assert "and 28 more" in gaps.rows[0].cells[0]


def test_the_order_is_that_of_the_paper_and_its_rules_stand_on_it():
    page = html.page(busy())
    told = page[: page.index("<details id=annex>")]
    order = [
        "<h1>",
        "1 May 2030 to 30 May 2030",
        "as known",
        'id="changed"',
        "<svg xmlns",
        'id="most"',
        'id="differ"',
        'id="gaps"',
    ]
    places = [told.index(each) for each in [*order, 'id="outlets"']]
    assert places == sorted(places)
    for rule in (chosen.CHANGES_RULE, chosen.EVENTS_RULE, chosen.DISAGREEMENTS_RULE):
        assert rule in told and markdown.MARKS.sub(r"\\\1", rule) in markdown.page(busy())
    assert told.count("<tr>") < 40


def test_the_full_list_is_in_the_same_file_and_folded():
    for page, end in ((html.page(busy()), "<details id=annex>"), (markdown.page(busy()), "# The full list")):
        rest = page[page.index(end) :]
        assert all(f"killed: {n}" in rest for n in range(300))
    assert "<details id=annex open" not in html.page(busy()) and "@page{size:A4" in html.style()


def test_most_killed_come_first_and_totals_and_upper_ends_count_for_nothing():
    total = event(1, killed(900, scope="cumulative"))
    most = event(2, killed(None, high=800))
    least = event(3, killed(None, low=7, high=None), origins=3)
    both = event(4, killed(4, of="Reds"), killed(4, of="Blues"))
    heard = event(5, origins=9)
    order = [each.id for each in chosen.events(sitrep(events=(total, most, least, both, heard)))]
    assert order[:3] == [both.id, least.id, heard.id] and set(order[3:]) == {total.id, most.id}


@given(st.permutations(range(8)))
def test_no_order_of_what_is_told_changes_what_is_chosen(order):
    events = [event(n, killed(n // 2), origins=1 + n % 2) for n in range(8)]
    shuffled = chosen.events(sitrep(events=tuple(events[n] for n in order)))
    assert shuffled == chosen.events(sitrep(events=tuple(events)))


def test_who_acts_has_no_part_in_what_is_chosen():
    events = [event(n, killed(n % 5), actors=(made.ref("Reds" if n % 2 else "Blues"),)) for n in range(20)]
    turned = [replace(one, actors=(made.ref("Blues" if one.actors[0].name == "Reds" else "Reds"),)) for one in events]
    ids = [[each.id for each in chosen.events(sitrep(events=tuple(found)))] for found in (events, turned)]
    assert ids[0] == ids[1]


def test_disagreements_of_many_voices_and_wide_ones_come_first_and_days_last():
    inner = against(1, "1", "900", within_one_origin=True, origins=9)
    days = against(2, "2030-05-01", "2030-05-09", attribute="time", origins=5)
    wide, narrow, heard = against(3, "2", "40"), against(4, "10", "12"), against(5, "3", "4", origins=3)
    given = sitrep(disagreements=(inner, days, wide, narrow, heard))
    assert [found.id[-1] for found in chosen.disagreements(given)] == ["5", "3", "4", "2", "1"]
    assert chosen.spread(wide) == 20 and chosen.spread(days) == 1 and chosen.spread(against(6, "0", "at least 3")) == 3


def test_a_place_that_changed_hands_twice_is_one_line_with_its_course():
    place, reds, blues = made.place("Orlin"), made.ref("Reds"), made.ref("Blues")
    first = Change(place=place, on=made.day(3), was=blues, to=reds, status="held", claims=())
    claims = tuple(sitrep().claims)
    second = Change(place=place, on=made.day(7), was=reds, to=blues, status="claimed", claims=claims)
    part = brief.changed(sitrep(changes=(second, first), situations=(), speaking={"case:blues": frozenset(claims[1:])}))
    assert len(part.rows) == 1
    assert part.rows[0].cells[:3] == ("Orlin (Northmark)", "Blues → Reds (3 May) → Blues", "7 May 2030")
    assert part.rows[0].cells[3] == "claimed, 1 origin, 1 with an interest"  # of those who say that Blues have it
    assert part.rows[0].cells[4].startswith("a person (name withheld) in ") and part.rows[0].claims == claims[1:]


def test_what_else_is_not_as_it_was_is_news_and_what_is_is_not():
    calm, fought = situation(made.place("Besk")), situation(made.place("Orlin"), "contested", presence=(made.ref("Blues"),))
    closed = situation(made.place("Tarn"), access="encircled")
    before = (calm, situation(made.place("Orlin")), situation(made.place("Tarn")))
    part = brief.changed(sitrep(situations=(calm, fought, closed), before=before))
    told = {row.cells[0]: row.cells[1] for row in part.rows}
    assert told == {"Orlin (Northmark)": "now contested: Blues; was Reds", "Tarn (Southmark)": "Reds, encircled"}
    assert brief.changed(sitrep(situations=(calm,), before=(calm,))).rows == ()


def test_where_nobody_looked_is_told_apart_from_silence():
    lines = [row.cells[0] for row in brief.gaps(sitrep(silent=("Besk",), unwatched=("Tarn",), undated=4)).rows]
    assert lines[0] == "In the week up to 9 May 2030 nobody named, though outlets that used to name them published: Besk."
    assert "nobody looking" in lines[1] and "Tarn" in lines[1]
    assert any(line.startswith("4 events without a date, which may lie in this time") for line in lines)


def test_interested_outlets_are_marked():
    sources = (Source(name="Gazette", reports=5, used=2, leaning=("Reds", "Greens")), Source(name="Wire", reports=1, used=0))
    part = brief.sources(sitrep(sources=sources))
    assert part.rows[0].cells == ("Gazette: 2 reports; interested party: speaks for Reds, Greens",)
    assert part.left == "4 reports more were read and tell of nothing shown here."


def test_a_day_by_which_all_was_known_is_told():
    assert "as known on 7 May 2030, from 2 reports published by then" in html.page(sitrep(known=made.day(7)))
    assert "as known from 2 reports, the last of 5 May 2030" in html.page(sitrep())


def test_what_runs_from_right_to_left_turns_nothing_beside_it():
    places = tuple(replace(made.place("Orlin"), name=name, admin1=None) for name in (PANJSHIR, HANGUL))
    one = event(1, killed(3, of=PANJSHIR), places=places)
    given = sitrep(events=(one,), situations=(), disagreements=(against(1, "3", "4", about=one.id),))
    cell = brief.events(given).rows[0].cells[0]
    assert cell == f"shelling, \u2068{PANJSHIR}\u2069, {HANGUL}"
    assert cell in html.page(given) and cell in markdown.page(given)
    assert (
        brief.events(given).rows[0].cells[3] == f"killed (\u2068{PANJSHIR}\u2069): 3"
    )  # or the figure would stand on its left
    assert brief.disagreements(given).rows[0].cells[0] == f"killed: shelling, \u2068{PANJSHIR}\u2069, {HANGUL}, 2 May 2030"


def test_a_hostile_name_is_cut_and_stays_text():
    long = EVIL * 50
    given = sitrep(events=(event(1, actors=(Ref(text=None, at=None, name=long),), kind=EVIL),))
    page, cells = html.page(given), brief.events(given).rows[0].cells
    parsed(page)
    assert len(cells[2]) <= shortened.LONGEST + 20 and "\u202e" not in "".join(cells) and "\x1b" not in "".join(cells)
    assert "<script>alert" not in page and "<script" not in markdown.page(given)


def test_a_time_of_which_nothing_is_told_is_a_short_page():
    nothing = sitrep(
        situations=(), events=(), disagreements=(), claims={}, reports={}, so={}, since=made.day(1), until=made.day(7)
    )
    page = html.page(nothing)
    parsed(page)
    for told in ("No report tells of a place", "No event is told of", "No two reports stand", "Nothing was left open"):
        assert told in page[: page.index("<details")] and told in markdown.page(nothing)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (3, 3, "3 May 2030"),
        (3, 9, "3–9 May 2030"),
        (3, None, "from 3 May 2030"),
        (None, 3, "by 3 May 2030"),
        (None, None, "no date"),
    ],
)
def test_spans_of_days_are_short(start, end, told):
    assert shortened.days(start and made.day(start), end and made.day(end)) == told


def test_a_span_over_months_and_years_names_both():
    april, year = made.day(3).replace(month=4), made.day(3).replace(year=2029)
    assert shortened.days(april, made.day(3)) == "3 Apr – 3 May 2030"
    assert shortened.days(year, made.day(3)) == "3 May 2029 – 3 May 2030"
    assert shortened.when(Time(start=made.day(1), end=made.day(7), basis="implied")) == "1–7 May 2030"


def test_every_id_on_the_brief_is_whole():
    page = html.page(busy())
    assert len(re.findall(r"<code>(?:evt|dis)_[0-9a-f]{16}</code>", page)) == chosen.MOST_EVENTS + chosen.MOST_DISAGREEMENTS
