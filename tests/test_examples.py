"""The two bundled cases: complete, sourced, consistent in themselves, and as varied as the reports that they stand for."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fogline import case, tables

EXAMPLES = Path(__file__).parents[1] / "examples"
AFGHANISTAN, RIVERS = EXAMPLES / "afghanistan-2021", EXAMPLES / "two-rivers"
CASES = (AFGHANISTAN, RIVERS)
REPORTS = [path for folder in CASES for path in sorted((folder / "reports").iterdir())]
MONTHS, DAYS = list(calendar.month_name)[1:], list(calendar.day_name)


@cache
def loaded(folder: Path) -> case.Case:
    return case.load(folder)


def words(path: Path) -> list[str]:
    """The words of a report that a reader sees."""
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", path.read_text("utf-8"), flags=re.S).split()


def truth(kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tables.toml(RIVERS / "truth.toml")[kind]
    return entries


def scripts(names: tuple[str, ...]) -> set[str]:
    return {unicodedata.name(letter).split()[0] for name in names for letter in name if letter.isalpha()}


# --------------------------------------------------------------------------------------------------------- both cases


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_case_loads_and_has_every_part(folder: Path) -> None:
    here = loaded(folder)
    assert here.title and here.summary and here.licence and here.area
    assert here.anchors and here.places and here.actors and here.relations and here.sources
    assert all(actor.sources for actor in here.actors)


@pytest.mark.parametrize("path", [folder / name for folder in CASES for name in ("actors.toml", "sources.toml")], ids=str)
def test_toml_files_carry_their_provenance(path: Path) -> None:
    comments = [line for line in path.read_text("utf-8").split("\n") if line.startswith("#")]
    for key in ("title", "source", "licence", "date"):
        assert any(re.match(rf"# {key}:\s+\S", line) for line in comments), f"{path}: no '# {key}:'"


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_tables_are_sorted(folder: Path) -> None:
    ids = [place.entity.id for place in loaded(folder).places]
    starts = [anchor.start for anchor in loaded(folder).anchors]
    assert ids == sorted(ids) and starts == sorted(starts)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_report_is_short_and_composed(path: Path) -> None:
    text = path.read_text("utf-8")
    assert 120 <= len(words(path)) <= 380
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_a_weekday_beside_a_date_fits_it(path: Path) -> None:
    text = path.read_text("utf-8")
    day_first = re.findall(rf"({'|'.join(DAYS)}),? (\d+) ({'|'.join(MONTHS)}),? (\d{{4}})", text)
    month_first = re.findall(rf"({'|'.join(DAYS)}),? ({'|'.join(MONTHS)}) (\d+)(?:st|nd|rd|th)?, (\d{{4}})", text)
    for weekday, day, month, year in [*day_first, *((w, d, m, y) for w, m, d, y in month_first)]:
        assert dt.date(int(year), MONTHS.index(month) + 1, int(day)).weekday() == DAYS.index(weekday), (
            weekday,
            day,
            month,
            year,
        )


# ---------------------------------------------------------------------------------------------------- afghanistan-2021


def test_all_provinces_are_there_under_their_plain_names() -> None:
    provinces = [place.entity for place in loaded(AFGHANISTAN).places if place.entity.type == "province"]
    assert len(provinces) == 34
    for province in provinces:
        assert province.admin1 in (province.name, *province.aliases)
        assert {"LATIN", "ARABIC", "HANGUL", "CYRILLIC"} <= scripts(province.aliases)


def test_places_lie_in_their_country_and_province() -> None:
    places = {place.entity.id: place for place in loaded(AFGHANISTAN).places}
    for place in places.values():
        entity, up = place.entity, place.parent
        assert entity.lat is None or entity.lon is None or (29.3 < entity.lat < 38.5 and 60.4 < entity.lon < 74.95)
        while up and places[up].entity.type != "province":
            up = places[up].parent
        assert not up or places[up].entity.admin1 == entity.admin1, entity.id


@pytest.mark.parametrize(
    ("spelling", "id"),
    [
        ("Hesar Bridge", "case:pul-e-hisar"),
        ("Pol-e-Hesar", "case:pul-e-hisar"),
        ("Abshar", "case:dara-e-hazara"),
        ("판지시르", "case:panjshir"),
        ("Панджшер", "case:panjshir"),
        ("پنجشیر", "case:panjshir"),
        ("Pençşir", "case:panjshir"),
        ("Rokha", "case:rukha"),
        ("Parian", "case:paryan"),
        ("Jabal-us-Siraj", "case:jabal-saraj"),
        ("Khost wa Firing", "case:khost-wa-fereng"),
        ("تونل سالنگ", "case:salang-tunnel"),
    ],
)
def test_a_spelling_leads_to_one_place(spelling: str, id: str) -> None:
    places = (place.entity for place in loaded(AFGHANISTAN).places)
    assert [place.id for place in places if spelling in (place.name, *place.aliases)] == [id]


@pytest.mark.parametrize(
    ("spelling", "ids"),
    [
        ("Ahmad Masud", ["case:ahmad-massoud"]),
        ("Lion of Panjshir", ["case:ahmad-shah-massoud"]),
        ("Masood", ["case:ahmad-massoud", "case:ahmad-shah-massoud"]),
        ("Salih", ["case:amrullah-saleh"]),
        ("암룰라 살레", ["case:amrullah-saleh"]),
        ("Haqqani", ["case:sirajuddin-haqqani", "case:khalil-haqqani", "case:anas-haqqani"]),
        ("insurgents", ["case:taliban", "case:nrf"]),
        ("resistance forces", ["case:nrf"]),
        ("Талибан", ["case:taliban"]),
    ],
)
def test_a_spelling_leads_to_its_actors(spelling: str, ids: list[str]) -> None:
    actors = loaded(AFGHANISTAN).actors
    assert [one.entity.id for one in actors if spelling in (one.entity.name, *one.entity.aliases)] == ids
    assert all(spelling in one.shared for one in actors if one.entity.id in ids) is (len(ids) > 1)


def test_father_and_son_are_two_and_the_father_is_dead() -> None:
    here = loaded(AFGHANISTAN)
    actors = {one.entity.id: one for one in here.actors}
    father, son = actors["case:ahmad-shah-massoud"], actors["case:ahmad-massoud"]
    assert father.until == dt.date(2001, 9, 9) and son.until is None
    fathers = [one.object for one in here.relations if (one.subject, one.type) == (son.entity.id, "child_of")]
    assert fathers == [father.entity.id]


@pytest.mark.parametrize(
    ("words_of_text", "day"),
    [
        ("9/11", dt.date(2001, 9, 11)),
        ("fall of Kabul", dt.date(2021, 8, 15)),
        ("Independence Day 2021", dt.date(2021, 8, 19)),
        ("end of the Soviet withdrawal", dt.date(1989, 2, 15)),
        ("Kabul airport attack", dt.date(2021, 8, 26)),
    ],
)
def test_anchors_are_dated(words_of_text: str, day: dt.date) -> None:
    found = [anchor for anchor in loaded(AFGHANISTAN).anchors if words_of_text in (anchor.name, *anchor.aliases)]
    assert [(anchor.start, anchor.end) for anchor in found] == [(day, day)]


def test_interested_outlets_are_marked() -> None:
    interest = {outlet.name: outlet.interest for outlet in loaded(AFGHANISTAN).sources}
    assert interest["Al Emarah"] == ("case:taliban",) and interest["Sputnik"] == ("case:russia",)
    assert interest["National Resistance Front press office"] == ("case:nrf",) and interest["Reuters"] == ()


def test_every_outlet_of_the_reports_is_a_source() -> None:
    listed = (AFGHANISTAN / "REPORTS.md").read_text("utf-8").split("The outlets (")[1].split(")")[0]
    names = {name for outlet in loaded(AFGHANISTAN).sources for name in (outlet.name, *outlet.aliases)}
    assert {" ".join(name.split()) for name in listed.split(", ")} - {" ".join(name.split()) for name in names} == set()


# --------------------------------------------------------------------------------------------------------- two-rivers


def test_the_truth_names_only_what_is_there() -> None:
    here = loaded(RIVERS)
    actors = {one.entity.id for one in here.actors}
    places = {one.entity.id for one in here.places}
    reports = {path.name for path in (RIVERS / "reports").iterdir()}
    kinds = {row["kind"] for row in tables.table("codes.tsv")}
    for entry in (*truth("control"), *truth("event"), *truth("untrue"), *truth("strength")):
        assert entry["place"] in places
        assert {*entry.get("actors", ()), *entry.get("targets", ()), entry.get("holder", "case:ilf")} <= actors
        assert entry.get("kind", "talks") in kinds
        told = entry.get("told", [])
        assert {told} if isinstance(told, str) else set(told) <= reports
        assert dt.date.fromisoformat(entry.get("on") or entry["from"]).strftime("%Y-%m") == "2023-03"
    assert len(reports) == 12 and {report for entry in truth("event") for report in entry["told"]} == reports


def test_one_place_has_one_holder_at_a_time_and_halmeck_two_changes() -> None:
    spans: dict[str, list[tuple[str, str, str]]] = {}
    for entry in truth("control"):
        spans.setdefault(entry["place"], []).append((entry["from"], entry["to"], entry["holder"]))
    for held in spans.values():
        assert all(
            dt.date.fromisoformat(before[1]) + dt.timedelta(1) == dt.date.fromisoformat(after[0])
            for before, after in pairwise(held)
        )
    assert [holder for _, _, holder in spans["case:halmeck"]] == ["case:government", "case:ilf", "case:government"]


def test_the_copy_is_one_and_the_edited_copy_is_not() -> None:
    texts = {path.name: path.read_text("utf-8") for path in (RIVERS / "reports").iterdir()}
    for entry in truth("copy"):
        body = {line for line in texts[entry["of"]].split("\n\n")[1:] if len(line) > 80}
        kept = sum(paragraph.strip() in texts[entry["report"]] for paragraph in body)
        assert (kept == len(body)) is (entry["relation"] == "copy")
        assert bool(entry["changed"]) is (entry["relation"] != "copy")


def test_the_correction_and_the_withdrawal_say_what_they_take_back() -> None:
    texts = {path.name: path.read_text("utf-8") for path in (RIVERS / "reports").iterdir()}
    assert "killing 31 people" in texts["10_peshtol_wire.txt"] and "13, not 31" in texts["11_peshtol_correction.txt"]
    assert "took **Ruven Pass**" in texts["06_ruven_claim.md"] and "took that back" in texts["07_ferryman_blog.html"]
