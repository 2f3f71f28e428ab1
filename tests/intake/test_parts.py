"""Pages in many styles, each line of which has its part written down (see conftest.annotated)."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import PAGES, annotated

from fogline.intake.read import report
from fogline.records import Report


def read(text: str) -> Report:
    found = report(text.encode(), name="page.txt")
    assert isinstance(found, Report), found
    return found


def kinds(text: str) -> list[tuple[str, str]]:
    found = read(text)
    return [(each.kind, found.text[each.start : each.end]) for each in found.segments]


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.page")), ids=lambda path: path.stem)
def test_every_line_of_a_page_is_the_part_that_a_reader_says_it_is(path: Path) -> None:
    page = annotated(path)
    found = read(page.text)
    kind_at = [""] * len(page.text)
    for each in found.segments:
        kind_at[each.start : each.end] = [each.kind] * (each.end - each.start)
    wrong = [
        (kind, sorted(got), page.text[start:end])
        for kind, start, end in page.parts
        if (got := {kind_at[i] for i in range(start, end) if not page.text[i].isspace()}) != {kind}
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.page")), ids=lambda path: path.stem)
def test_a_page_gives_its_date_with_the_basis_and_its_language(path: Path) -> None:
    page = annotated(path)
    found = read(page.text)
    published = found.published
    got = "-" if published is None else f"{published.start or '-'} {published.end} {published.basis}"
    assert (got, found.language) == (page.published, page.language)


BODY = "Fighters of the Northern Front captured the town of Dalgah on Tuesday, killing at least fifteen soldiers, police said."


def test_what_no_rule_claims_is_body() -> None:
    assert kinds(f"{BODY}\n\n{BODY}") == [("body", f"{BODY}\n\n{BODY}")]


@pytest.mark.parametrize(
    "sentence",
    [
        "They subscribe to the cease-fire, the minister said, but share none of its aims and print none of its terms.",
        "Comments by the general drew protests in the capital on Monday, and nobody was left to reply to them in the north.",
        "Click farms and troll armies spread the rumour that Dalgah had fallen, residents of the town told a local station.",
        "The photo shows four dead soldiers beside the bridge of Harun and was taken on Tuesday, the analysts concluded.",
        "He left a reply on the door of the mosque: the village would not surrender, and 40 men would defend it to the end.",
        "Related attacks killed nine people in Tol and Imra on the same day, according to the council of the elders there.",
        "Reuters and AP reported that the bridge was blown up by army engineers who had left the town an hour before dawn.",
        "Advertisement of the draft began in May, and by June 400 men had been taken from the villages along the river Tol.",
    ],
)
def test_a_sentence_with_the_words_of_a_button_stays_body(sentence: str) -> None:
    assert ("body", f"{BODY}\n\n{sentence}\n\n{BODY}") in kinds(f"{BODY}\n\n{sentence}\n\n{BODY}")


def test_a_comment_button_above_the_report_does_not_end_it() -> None:
    text = f"Dalgah falls\n\n12 comments\n\nLeave a comment\n\n{BODY}\n\nNobody was hurt in Harun."
    assert kinds(text)[0] == ("title", "Dalgah falls")
    assert kinds(text)[-1] == ("body", f"{BODY}\n\nNobody was hurt in Harun.")


def test_comments_under_a_clear_head_are_comments_though_nothing_else_marks_them() -> None:
    text = f"{BODY}\n\n{BODY}\n\nLeave a Reply\n\nThe army lost Harun too, my brother says, and it will lose more."
    assert [kind for kind, _ in kinds(text)] == ["body", "furniture", "comment"]


def test_a_pingback_is_a_comment_in_its_own_language() -> None:
    hungarian = "[…] Az ellenállók kedden elfoglalták Dalgah városát, és legalább tizenöt katonát megöltek. […]"
    found = read(f"{BODY}\n\n{hungarian}\n\n{BODY}")
    comment = next(each for each in found.segments if each.kind == "comment")
    assert (found.language, comment.language, found.text[comment.start : comment.end]) == ("en", "hu", hungarian)


def test_each_comment_is_a_segment_of_its_own() -> None:
    text = f"{BODY}\n\n2 thoughts on “Dalgah”\n1. They lied again.\n\nAnd again.\n\n2. He is right."
    assert kinds(text)[2:] == [("comment", "1. They lied again.\n\nAnd again."), ("comment", "2. He is right.")]


@pytest.mark.parametrize(
    "caption",
    [
        "Photo: Fighters on the bridge of Harun",
        "Fighters (left) and a captured officer (right) on the bridge of Harun",
        "Map of the northern province Google Maps",
        "A fighter looks over the valley of Dalgah. Lena Holt/Reuters/Getty Images",
        "A fighter looks over the valley of Dalgah (AFP)",
        "Smoke rises over the mill [Teo Banda/Reuters]",
        "FILE - Fighters march through Dalgah in May 2020.",
        "In this photo taken on Tuesday, fighters stand on the bridge.",
        "AP Photo/Lena Holt",
    ],
)
def test_captions_and_credits(caption: str) -> None:
    assert ("caption", caption) in kinds(f"{BODY}\n\n{caption}\n\n{BODY}")


@pytest.mark.parametrize(
    "ending",
    ["The road is closed. (Reuters)", "The road is closed, the mayor said. - Reuters/AFP", "He denied it.-AFP"],
)
def test_an_agency_that_signs_a_report_makes_no_caption(ending: str) -> None:
    assert kinds(f"{BODY}\n\n{ending}") == [("body", f"{BODY}\n\n{ending}")]


def test_quotation_marks_inside_a_paragraph_make_no_segment() -> None:
    paragraph = f'"We hold the town," the commander said. {BODY}'
    assert kinds(paragraph) == [("body", paragraph)]


def test_a_paragraph_under_a_name_and_a_date_is_that_persons_words() -> None:
    block = "Colonel Sorin Dakh of the mountain brigade on 07/09/21:\nThe ridge is ours. Whoever says different was not here."
    assert ("quote", block) in kinds(f"{BODY}\n\n{block}\n\n{BODY}")


def test_marked_lines_are_a_quote() -> None:
    assert ("quote", "> The ridge is ours.\n> All of it.") in kinds(f"{BODY}\n\n> The ridge is ours.\n> All of it.\n\n{BODY}")


def test_a_dateline_stays_in_the_body() -> None:
    text = f"HARUN, Aug. 27, 2021 (AW) — {BODY}"
    assert kinds(text) == [("body", text)]


def test_a_date_glued_to_the_first_sentence_is_cut_off_without_eating_its_number() -> None:
    found = kinds("3 Oct 2016 20 fighters were killed in the north of the province on Monday. " + BODY)
    assert found[0] == ("furniture", "3 Oct 2016")
    assert found[1][1].startswith("20 fighters")


def test_a_glued_head_is_taken_apart() -> None:
    head = "date 2021-08-25 Is Dalgah lost? Not all of its people have left. Source: Wire Wednesday, August 25, 2021 | 23:04 Tweet Share Tanjug/AP Photo/Lena Holt"  # noqa: E501
    assert kinds(f"{head}\n\n{BODY}") == [
        ("furniture", "date 2021-08-25"),
        ("title", "Is Dalgah lost? Not all of its people have left."),
        ("furniture", "Source: Wire Wednesday, August 25, 2021 | 23:04 Tweet Share"),
        ("caption", "Tanjug/AP Photo/Lena Holt"),
        ("body", BODY),
    ]


def test_left_over_tags_round_a_sentence_are_furniture_and_the_sentence_is_not() -> None:
    assert kinds(f"<p>{BODY}</p>") == [("furniture", "<p>"), ("body", BODY), ("furniture", "</p>")]


def test_a_menu_between_bars_is_furniture() -> None:
    assert kinds(f"Home | Maps | Archive | About me | RSS\n\nThe ridge is quiet\n\n{BODY}")[:2] == [
        ("furniture", "Home | Maps | Archive | About me | RSS"),
        ("title", "The ridge is quiet"),
    ]


def test_names_before_a_colon_are_comments_under_a_head_of_comments_only() -> None:
    lines = "mike_80: They did cross it.\n\nOld Anna: My uncle saw them."
    under = kinds(f"The ridge is quiet\n\n{BODY}\n\nComments\n\n{lines}")
    assert [kind for kind, _ in under] == ["title", "body", "furniture", "comment", "comment"]
    assert "comment" not in {kind for kind, _ in kinds(f"The ridge is quiet\n\n{BODY}\n\n{lines}")}
