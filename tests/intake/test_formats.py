"""The formats, each by a small input of its own."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from pdfs import encrypted, pdf

from fogline.intake import formats
from fogline.intake.formats import jsonl
from fogline.intake.page import Entry
from fogline.intake.read import report
from fogline.records import Published, Rejected, Report

SENTENCES = (
    "Fighters of the Northern Front captured the town of Harun on Tuesday, killing at least 15 soldiers, a police source said.",
    "It was the second town that the group seized within a week, after Dalgah fell without a fight in the night to Monday.",
    "The government sent reinforcements from the capital on Wednesday, the ministry said in a statement on state television.",
)

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Rebels take Harun - Valley Watch</title>
<meta property="og:site_name" content="Valley Watch">{meta}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Rebels take Harun</h1>{date}
<figure><img src="a.jpg"><figcaption>Fighters on the bridge of Harun</figcaption></figure>
<p>{0}</p><p>{1}</p><blockquote><p>We will not leave our homes, whatever comes, said the council.</p></blockquote><p>{2}</p>
<div class="sharedaddy">Share this: Twitter Facebook</div></article>
<div id="comments" class="comments-area"><h2>2 thoughts on this</h2><ol class="comment-list"><li class="comment">
<p>[&#8230;] Az ellenállók elfoglalták Harun városát, és legalább tizenöt katonát megöltek a harcokban. [&#8230;]</p></li>
<li class="comment"><p>Great article, thank you for the good work and keep going.</p></li></ol></div></main>
<footer>Copyright 2021</footer></body></html>"""


def html(meta: str = "", date: str = "") -> Report:
    found = report(PAGE.format(*SENTENCES, meta=meta, date=date).encode(), name="page.html")
    assert isinstance(found, Report), found
    return found


def parts(found: Report) -> list[tuple[str, str]]:
    return [(each.kind, found.text[each.start : each.end]) for each in found.segments]


def rejected(raw: bytes, name: str) -> Rejected:
    found = report(raw, name=name)
    assert isinstance(found, Rejected), found
    assert found.name == name
    assert found.advice
    return found


def test_every_format_is_found_by_its_file() -> None:
    assert {".txt", ".md", ".html", ".pdf", ".jsonl"} <= set(formats.by_suffix())


def test_html_is_put_together_as_title_report_captions_comments() -> None:
    found = html()
    assert [kind for kind, _ in parts(found)] == ["title", "body", "quote", "body", "caption", "comment", "comment"]
    assert parts(found)[0] == ("title", "Rebels take Harun")
    assert parts(found)[1][1] == "\n\n".join(SENTENCES[:2])
    assert found.segments[-2].language == "hu"
    assert (found.source, found.language) == ("Valley Watch", "en")


@pytest.mark.parametrize(
    ("meta", "date", "basis"),
    [
        ('<meta property="article:published_time" content="2021-08-25T10:00:00+00:00">', "", "metadata"),
        ('<script type="application/ld+json">{"datePublished": "2021-08-25"}</script>', "", "metadata"),
        ('<link rel="canonical" href="https://valley.example/2021/08/25/rebels">', "", "metadata"),
        ("", '<time datetime="2021-08-25T09:00">Wednesday</time>', "metadata"),
        ("", '<span class="posted-on">25/08/2021</span>', "text"),
        ("", '<p class="byline">By Lena Holt, 25 August 2021</p>', "text"),
    ],
)
def test_dates_of_a_page(meta: str, date: str, basis: str) -> None:
    day = dt.date(2021, 8, 25)
    assert html(meta, date).published == Published(start=day, end=day, basis=basis)


def test_a_page_that_declares_british_english_writes_the_day_first() -> None:
    published = html(date='<span class="date">07/09/21</span>').published
    assert published is not None
    assert (published.start, published.end) == (dt.date(2021, 9, 7), dt.date(2021, 9, 7))


def test_a_page_in_a_declared_legacy_charset_is_read() -> None:
    words = "Бойцы Северного фронта во вторник взяли город Харун, убив не менее пятнадцати солдат, сообщил источник в полиции. "
    page = f'<html><head><meta charset="windows-1251"></head><body><article><p>{words * 3}</p></article></body></html>'
    found = report(page.encode("cp1251"), name="a.html")
    assert isinstance(found, Report)
    assert words.strip() in found.text
    assert found.language == "ru"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (b"<html><body>" + b"<div>" * 5000 + b"words", "nested"),
        (b"<html><body>" + b"<p>words" * 60_000, "elements"),
        (b"<html><body><p " + b"".join(b"a%d=1 " % i for i in range(20_000)) + b">x</p>", "attributes"),
        (b"<html><body></body></html>", "no report"),
        (b"x" * 10_000_001, "limit"),
    ],
)
def test_pages_that_are_refused(raw: bytes, word: str) -> None:
    assert word in rejected(raw, "a.html").reason


def test_markdown_is_stored_as_written_with_its_marks_told() -> None:
    front = "---\ndate: 2021-08-25\nauthor: me\n---\n"
    text = f"{front}# Rebels take Harun\n\n{SENTENCES[0]}\n\n> Not so, said the army.\n\n## Later\n\n{SENTENCES[1]}\n"
    found = report(text.encode(), name="a.md")
    assert isinstance(found, Report)
    assert found.text == text
    assert ("title", "Rebels take Harun") in parts(found)
    assert ("quote", "> Not so, said the army.") in parts(found)
    assert found.published == Published(start=dt.date(2021, 8, 25), end=dt.date(2021, 8, 25), basis="text")


def test_pdf_text_with_running_heads_and_a_split_word() -> None:
    story = "Fighters took the town of Harun in pitched bat-\ntles on day {0}, killing soldiers there."
    pages = [f"The Upland Post - page {n}\n" + story.format(n) for n in (1, 2, 3)]
    found = report(pdf(pages, "/CreationDate (D:20210827101400Z)"), name="a.pdf")
    assert isinstance(found, Report)
    assert "pitched battles on day 2" in found.text
    assert ("furniture", "The Upland Post - page 2") in parts(found)
    assert found.published == Published(start=None, end=dt.date(2021, 8, 27), basis="page")


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (encrypted(pdf(["Words on a page."])), "encrypted"),
        (pdf([""]), "no text"),
        (b"%PDF-1.4\nnothing of the kind", "broken"),
        (pdf(["Words on a page."])[:200], "broken"),
        (b"no pdf at all", "broken"),
    ],
)
def test_pdfs_that_are_refused(raw: bytes, word: str) -> None:
    assert word in rejected(raw, "a.pdf").reason


def lines(*written: str | bytes) -> list[Entry | Rejected]:
    raw = b"\n".join(each.encode() if isinstance(each, str) else each for each in written)
    return list(jsonl.entries(io.BytesIO(raw), "r.jsonl"))


def test_a_line_says_what_is_known_of_its_report() -> None:
    fields = {
        "name": "n1",
        "text": "words",
        "published": "2021-08",
        "language": "ps",
        "source": "S",
        "url": "https://a.example/",
    }
    assert lines(json.dumps(fields)) == [
        Entry(
            name="n1",
            raw=b"words",
            suffix=".txt",
            published=Published(start=dt.date(2021, 8, 1), end=dt.date(2021, 8, 31), basis="given"),
            language="ps",
            source="S",
            url="https://a.example/",
        )
    ]


def test_lines_are_numbered_and_blank_ones_passed_over() -> None:
    found = lines(json.dumps({"text": "a"}), "", json.dumps({"html": "<p>b"}))
    assert [(each.name, each.suffix) for each in found if isinstance(each, Entry)] == [
        ("r.jsonl#1", ".txt"),
        ("r.jsonl#3", ".html"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        '"text"',
        "{}",
        '{"text": "a", "html": "b"}',
        '{"text": 1}',
        '{"text": "a", "published": "soon"}',
        '{"text": "a", "language": "English language"}',
        "[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_line_that_cannot_be_used_is_rejected_by_itself(line: str | bytes) -> None:
    found = lines('{"text": "a"}', line, '{"text": "b"}')
    assert [type(each) for each in found] == [Entry, Rejected, Entry]
    assert found[1].name == "r.jsonl#2"


def test_an_endless_line_is_skipped_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MOST_LINE", 100)
    found = lines('{"text": "' + "a" * 1000 + '"}', '{"text": "b"}')
    assert [(each.name, type(each)) for each in found] == [("r.jsonl#1", Rejected), ("r.jsonl#2", Entry)]


def test_lone_surrogates_are_replaced() -> None:
    (found,) = lines('{"text": "a \\ud800 b"}')
    assert isinstance(found, Entry)
    assert found.raw == b"a ? b"
