"""Inputs to reports: names, ids, order, rejections; any bytes end as a report or as a rejection."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.intake.read import report, reports
from fogline.records import SEGMENTS, Published, Rejected, Report

WORDS = "Fighters of the Northern Front captured the town of Dalgah on Tuesday, killing at least fifteen soldiers, police said."


def one(raw: bytes, name: str = "a.txt", **more: str) -> Report:
    found = report(raw, name=name, **more)  # type: ignore[arg-type]
    assert isinstance(found, Report), found
    return found


def test_the_id_is_of_bytes_source_and_url_only() -> None:
    first = one(WORDS.encode())
    assert first.id.startswith("rep_")
    assert first.id == one(WORDS.encode(), "other.txt").id
    day = report(WORDS.encode(), name="a.txt", published=dt.date(2021, 8, 25))
    assert isinstance(day, Report)
    assert day.id == first.id
    others = {one(WORDS.encode() + b" ").id, one(WORDS.encode(), source="S").id, one(WORDS.encode(), url="S").id, first.id}
    assert len(others) == 4


def test_a_given_date_wins() -> None:
    found = report(f"25 August 2021 {WORDS}".encode(), name="a.txt", published=dt.date(2021, 8, 30))
    assert isinstance(found, Report)
    assert found.published == Published(start=dt.date(2021, 8, 30), end=dt.date(2021, 8, 30), basis="given")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b.txt").write_text(WORDS, "utf-8")
    (tmp_path / "b" / "z.TXT").write_text(WORDS, "utf-8")
    (tmp_path / "a.md").write_text(f"# T\n\n{WORDS}", "utf-8")
    (tmp_path / "c.jsonl").write_text(f'{{"text": "{WORDS}"}}\n{{"name": "n", "text": "{WORDS}"}}\nno json\n', "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"a\0b")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "README").write_text("x", "utf-8")
    return tmp_path


def test_a_folder_is_read_by_path_bytes_and_nothing_is_lost(folder: Path) -> None:
    unknown = Counter[str]()
    found = list(reports([folder], unknown=unknown))
    assert [each.name for each in found] == ["a.md", "b.txt", "b/z.TXT", "bad.txt", "c.jsonl#1", "n", "c.jsonl#3", "empty.txt"]
    assert [each.name for each in found if isinstance(each, Rejected)] == ["bad.txt", "c.jsonl#3", "empty.txt"]
    assert all(each.reason and each.advice for each in found if isinstance(each, Rejected))
    assert unknown == {".jpg": 1, "": 1}


def test_a_file_is_the_same_report_alone_and_in_a_folder(folder: Path) -> None:
    inside = {each.name: each for each in reports([folder])}
    assert next(reports([folder / "b.txt"])) == inside["b.txt"]


def test_arguments_keep_their_order(folder: Path) -> None:
    assert [each.name for each in reports([folder / "b.txt", str(folder / "a.md")])] == ["b.txt", "a.md"]


def test_what_cannot_be_read_is_rejected_by_name(folder: Path) -> None:
    found = list(reports([folder / "missing.txt", folder / "image.jpg", folder / "README", "bad\0name.txt"]))
    assert [type(each) for each in found] == [Rejected] * 4
    assert "missing.txt" in found[0].name
    assert ".txt" in found[1].advice if isinstance(found[1], Rejected) else False


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS, "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [each.name for each in reports([tmp_path])] == ["a.txt"]


def test_a_file_name_that_is_no_utf8_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_text(WORDS, "utf-8")
    (found,) = reports([tmp_path])
    assert found.name.encode() == b"\\xff.txt"


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (WORDS.encode(), ["-"]),
        (f'{{"text": "{WORDS}"}}\n{{"name": "n", "text": "{WORDS}"}}'.encode(), ["-#1", "n"]),
        (f"<!DOCTYPE html><html><body><article><p>{WORDS * 3}</p></article></body></html>".encode(), ["-"]),
    ],
)
def test_standard_input_is_read_by_its_first_bytes(raw: bytes, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(raw))))
    found = list(reports(["-"]))
    assert [each.name for each in found] == names
    assert all(isinstance(each, Report) for each in found)


def test_a_line_brings_its_own_source_and_date(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(f'{{"text": "{WORDS}", "source": "own", "published": "2021-08-25"}}\n{{"text": "{WORDS}"}}', "utf-8")
    own, other = (each for each in reports([path], published=dt.date(2020, 1, 1), source="given") if isinstance(each, Report))
    assert (own.source, other.source) == ("own", "given")
    assert own.published and other.published
    assert (own.published.start, other.published.start) == (dt.date(2021, 8, 25), dt.date(2020, 1, 1))


def check(found: Report | Rejected) -> None:
    """What holds of every outcome."""
    if isinstance(found, Rejected):
        assert found.reason
        return
    covered = 0
    for each in found.segments:
        assert each.kind in SEGMENTS
        assert covered <= each.start < each.end <= len(found.text)
        assert not found.text[covered : each.start].strip()
        assert found.text[each.start : each.end] == found.text[each.start : each.end].strip()
        covered = each.end
    assert not found.text[covered:].strip()


SCRAPS = (
    f"{WORDS}|\n|\n\n| |25 August 2021|07/09/21|Fri. Dec 9th, 2022|Published: 2021-08-25 10:00|Tweet Share|4 thoughts on “x”"
    "|Leave a Reply|Comments|Anna says:|[…]|He said:|> words|Photo: a bridge|(left)|Name Name/Reuters|<p>|</div>|&nbsp;"
    "|Related articles|READ MORE: x|By A B|“|”|.|1.|2. |Read Also|Privacy Policy Cookie Policy About Contact Us|🇦🇫|저항군"
    "|مقاتلو|{;}|function(){};|\t|—|#|— Name (@name) August 20, 2021|Upper Valley, [25.08.2021 06:41]|8/27/21, 10:14 AM|\u0301"
)
MESS = st.lists(st.sampled_from(SCRAPS.split("|")), max_size=40)


@given(MESS, st.sampled_from(["", " "]), st.sampled_from([".txt", ".md"]))
@settings(max_examples=150, deadline=None)
def test_segments_are_disjoint_sorted_and_cover_the_text(pieces: list[str], joint: str, suffix: str) -> None:
    check(report(joint.join(pieces).encode(), name="a", suffix=suffix))


@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".pdf"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_end_as_a_report_or_a_rejection(raw: bytes, suffix: str) -> None:
    check(report(raw, name="a", suffix=suffix))


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_is_stored_with_its_words(text: str) -> None:
    found = report(text.encode(errors="replace"), name="a.txt")
    check(found)
    if isinstance(found, Report):
        assert "\r" not in found.text


@given(st.text(max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_line_of_json_lines_is_accounted_for(line: str) -> None:
    from fogline.intake.formats import jsonl

    raw = line.encode(errors="replace")
    filled = sum(bool(each.strip()) for each in raw.split(b"\n"))
    assert len(list(jsonl.entries(io.BytesIO(raw), "a.jsonl"))) == filled


HALF = 100_000  # characters; a rule of quadratic cost takes minutes on them, a linear one a moment


@pytest.mark.parametrize(
    "unit",
    ["a\n", "word ", "Comments\n", "12/11/2021 ", "<p>", "<p a ", "[abc d ", "[...] x ", "He said:\n", "A/B/C/D ", "He fled. "],
)
def test_repetition_without_end_is_read_in_linear_time(unit: str) -> None:
    import time

    start = time.process_time()
    check(report((unit * (HALF // len(unit))).encode(), name="a.txt"))
    assert time.process_time() - start < 20


def test_a_short_text_in_letters_of_few_languages_is_told():
    from fogline.intake.language import language_of

    assert language_of("Боевики захватили город Букаву 14 февраля.\nПогибли не менее 32 солдат.") == "ru"
