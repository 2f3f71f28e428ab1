"""A heading inside a text says where and when what follows it was; a dateline does not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from fogline.reading.headings import under_headings
from fogline.records import Claim, ClaimLink, Mention, Report, Segment, TimeExpression

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


DIGEST = """Digest of the week

- 4 May: The army took the hill. Six men died.
- 5 May: Nothing happened. Rebels say that they hold the mill.
"""


def days(text: str, *words: str) -> list[Mention]:
    expression = {word: TimeExpression(form="calendar", month=5, day=int(word.split()[0])) for word in words}
    found = [(word, text.index(word)) for word in words]
    return [Mention(what="time", text=w, start=a, end=a + len(w), expression=expression[w]) for w, a in found]


def when(text: str, quote: str, kind: str, *words: str) -> str | None:
    start = text.index(quote)
    span = (start, start + len(quote))
    one = Claim(
        id="", report="r", segment="body", language="en", kind=kind, quote=quote, start=start, end=span[1], trigger=span
    )
    whole = Report(id="r", name="n", text=text, language="en", segments=(Segment(kind="body", start=0, end=len(text)),))
    (found,) = under_headings(whole, [one], days(text, *words))
    return found.time.text if found.time else None


def test_a_day_that_opens_a_line_is_that_of_all_in_it() -> None:
    assert when(DIGEST, "Six men died", "casualties", "4 May", "5 May") == "4 May"
    assert when(DIGEST, "they hold the mill", "control", "4 May", "5 May") == "5 May"


def test_one_day_alone_is_no_heading_and_an_utterance_has_none() -> None:
    assert when(DIGEST, "Six men died", "casualties", "4 May") is None
    assert when(DIGEST, "Rebels say", "statement", "4 May", "5 May") is None


def test_days_alone_on_their_lines_stand_for_the_lines_below() -> None:
    text = "Summary\n4 May\nThe army took the hill.\nSix men died.\n5 May:\nThe mill burned.\n"
    assert when(text, "Six men died", "casualties", "4 May", "5 May") == "4 May"
    assert when(text, "The mill burned", "property_destroyed", "4 May", "5 May") == "5 May"


def test_links_follow_a_claim_whose_id_its_heading_changes() -> None:
    start = DIGEST.index("Six men died")
    content = Claim(
        id="clm_old", report="r", segment="body", language="en", kind="casualties", quote="Six men died", start=start,
        end=start + 12, trigger=(start, start + 12),
    )  # fmt: skip
    act = replace(content, id="clm_act", kind="statement", links=(ClaimLink(type="says", claim="clm_old"),))
    whole = Report(id="r", name="n", text=DIGEST, language="en", segments=(Segment(kind="body", start=0, end=len(DIGEST)),))
    said, told = under_headings(whole, [act, content], days(DIGEST, "4 May", "5 May"))
    assert told.id != "clm_old" and [link.claim for link in said.links] == [told.id]


NOTES = """Situation note 4

1. Orlin, 4 May. Nine soldiers died.
2. Tarn, 5 May: The army left.
Orlin, 6 May. This office was closed.
"""


@pytest.mark.parametrize(
    ("quote", "where", "on"),
    [
        ("Nine soldiers died", "Orlin", "4 May"),
        ("The army left", "Tarn", "5 May"),
        ("This office was closed", None, None),  # a dateline opens no numbered line
    ],
)
def test_a_numbered_line_opens_with_its_place_and_its_day(quote: str, where: str | None, on: str | None) -> None:
    start = NOTES.index(quote)
    span = (start, start + len(quote))
    one = Claim(
        id="", report="r", segment="body", language="en", kind="attack", quote=quote, start=start, end=span[1], trigger=span
    )
    whole = Report(id="r", name="n", text=NOTES, language="en", segments=(Segment(kind="body", start=0, end=len(NOTES)),))
    places = [
        Mention(what="place", text=match[0], start=match.start(), end=match.end(), type="name")
        for match in re.finditer("Orlin|Tarn", NOTES)
    ]
    (found,) = under_headings(whole, [one], [*places, *days(NOTES, "4 May", "5 May", "6 May")])
    assert [p.text for p in found.places] == ([where] if where else [])
    assert (found.time.text if found.time else None) == on
