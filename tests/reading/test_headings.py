"""A heading inside a text says where what follows it was; a dateline does not."""

from __future__ import annotations

from fogline.reading.headings import under_headings
from fogline.records import Claim, Mention, Report, Segment

TEXT = """Dalgah. 5 May. Our observers report.
1. Orlin. Shelling killed nine.
Besk. The army holds the mill. Tarn. Twelve men fell. Totals. The week had 21 dead.
"""


def report() -> Report:
    return Report(id="r", name="n", text=TEXT, language="en", segments=(Segment(kind="body", start=0, end=len(TEXT)),))


def place(name: str) -> Mention:
    start = TEXT.index(name)
    return Mention(what="place", text=name, start=start, end=start + len(name), type="name")


def claim(quote: str, kind: str) -> Claim:
    start = TEXT.index(quote)
    span = (start, start + len(quote))
    return Claim(
        id="", report="r", segment="body", language="en", kind=kind, quote=quote, start=span[0], end=span[1], trigger=span
    )


def where(*claims: Claim) -> list[list[str | None]]:
    found = under_headings(report(), claims, [place(name) for name in ("Dalgah", "Orlin", "Besk", "Tarn")])
    for one in found:
        assert all(TEXT[slice(*p.at)] == p.text for p in one.places if p.at)
    return [[p.text for p in one.places] for one in found]


def test_what_follows_a_heading_is_at_its_place_up_to_the_next() -> None:
    told = [
        claim("Shelling killed nine", "shelling"),
        claim("The army holds the mill", "control"),
        claim("Twelve men fell", "casualties"),
    ]
    assert where(*told) == [["Orlin"], ["Besk"], ["Tarn"]]


def test_another_sentence_of_a_word_ends_it_and_a_dateline_is_none() -> None:
    assert where(claim("The week had 21 dead", "casualties"), claim("Our observers report", "casualties")) == [[], []]


def test_speech_is_nowhere() -> None:
    assert where(claim("The army holds the mill", "statement")) == [[]]
