"""Whom a report means by words that name nobody; own text."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest

from fogline.records import Attribution, Ref
from fogline.tracing.reference import words_of
from fogline.tracing.traced import trace

OWN = [
    ("en", "our correspondent"),
    ("en", "we"),
    ("en", "this newspaper"),
    ("fr", "un correspondant"),
    ("es", "este enviado"),
    ("ru", "наш корреспондент"),
    ("uk", "кореспондент видання"),
    ("sr", "naš reporter"),
    ("hu", "saját tudósító"),
    ("tr", "muhabirimiz"),
    ("ar", "مراسلنا"),
    ("fa", "خبرنگار ما"),
    ("ps", "زموږ خبریال"),
    ("ur", "ہم"),
    ("ko", "본지 기자"),
]


@pytest.mark.parametrize(("language", "phrase"), OWN)
def test_a_report_means_itself(language: str, phrase: str) -> None:
    assert words_of(language).is_own(phrase)


@pytest.mark.parametrize(
    ("language", "phrase"), [("en", "a list"), ("en", "reporters without borders"), ("en", "the paper"), ("sr", "paper")]
)
def test_it_means_others(language: str, phrase: str) -> None:
    assert not words_of(language).is_own(phrase)


def said(text: str, name: str, outlet: str | None = None) -> Attribution:
    at = (text.index(name), text.index(name) + len(name))
    speaker = None if outlet else Ref(text=name, at=at, name=name, type="person")
    return Attribution(speaker=speaker, basis="named", outlet=outlet, text=name, at=at)


def test_our_correspondent_is_the_paper_and_another_ones_is_the_other() -> None:
    text = "Orlin fell, our correspondent saw. Besk burned, a Herald reporter said."
    page = made.report(text, source="Gazette")
    fell = made.claim(page, "Orlin fell", "territory_taken", attribution=[said(text, "our correspondent")])
    burned = made.claim(page, "Besk burned", "property_destroyed", attribution=[said(text, "a Herald reporter")])
    traced = trace([page], [fell, burned])
    assert traced.voices == {fell.id: "outlet:gazette", burned.id: "outlet:herald"}
    assert fell.id not in traced.apart


def test_the_colonel_is_the_one_so_called_before() -> None:
    text = "Orlin fell, army spokesman Colonel Ada Voss said. Nine died, the colonel said. Ten died, a nurse said."
    page = made.report(text, source="Gazette")
    fell = made.claim(page, "Orlin fell", "territory_taken", attribution=[said(text, "Ada Voss")])
    nine = made.claim(page, "Nine died", "casualties", attribution=[said(text, "the colonel")])
    ten = made.claim(page, "Ten died", "casualties", attribution=[said(text, "a nurse")])
    voices = trace([page], [fell, nine, ten]).voices
    assert voices[nine.id] == voices[fell.id] == "speaker:ada voss"
    assert voices[ten.id] == "outlet:gazette"


def test_a_colonel_of_two_is_neither() -> None:
    text = "Orlin fell, Colonel Ada Voss said. Besk fell, Colonel Max Orn said. Nine died, the colonel said."
    page = made.report(text, source="Gazette")
    claims = [
        made.claim(page, "Orlin fell", "territory_taken", attribution=[said(text, "Ada Voss")]),
        made.claim(page, "Besk fell", "territory_taken", attribution=[said(text, "Max Orn")]),
        made.claim(page, "Nine died", "casualties", attribution=[said(text, "the colonel")]),
    ]
    assert trace([page], claims).voices[claims[2].id] == "outlet:gazette"


def test_the_paper_is_the_one_cited_last() -> None:
    text = "Orlin fell, the Herald reported. The paper said nine died."
    page = made.report(text, source="Gazette")
    fell = made.claim(page, "Orlin fell", "territory_taken", attribution=[said(text, "the Herald", outlet="the Herald")])
    nine = made.claim(page, "nine died", "casualties", attribution=[said(text, "The paper")])
    assert trace([page], [fell, nine]).voices[nine.id] == "outlet:herald"
    alone = replace(page, id="rep_other")
    only = made.claim(alone, "nine died", "casualties", attribution=[said(text, "The paper")])
    assert trace([alone], [only]).apart[only.id]
