"""Whose word a sentence gives for what it tells, however it names him; own text."""

from __future__ import annotations

import pytest
from in_war import Told

SAID = [
    ("en", "The health ministry reported 17 workers killed in the strike.", "health ministry"),
    ("en", "The group itself admits fewer than 300 dead.", "group"),
    ("en", "A Red Cross official had spoken of nine patients killed.", "Red Cross official"),
    ("en", "The army's bulletin speaks of 40 rebels killed in Tarn.", "army's bulletin"),
    ("en", "The clinic put the number of wounded at 34.", "clinic"),
    ("en", "The ministry's spokesman gave the army's own price as five dead.", "ministry's spokesman"),
    ("en", "Witnesses described soldiers shooting at protesters in the square.", "Witnesses"),
    ("en", "The rebels accuse the army of shelling the hospital at Tarn on Monday.", "rebels"),
    ("en", "The governor blamed the rebels for the bombing of the market.", "governor"),
    ("en", "The minister assures to the contrary that the town of Tarn has not fallen.", "minister"),
    ("en", "Rebels have taken the fort, a source of the UN has indicated.", "source of the UN"),
    ("en", "The rebels, the governor says, have left Tarn.", "governor"),
    ("en", "As the governor tells it, rebels stormed the bridge on Monday.", "governor"),
    ("en", "By the army's count, 14 rebels were killed at the bridge.", "army"),
    ("en", "14 rebels were killed at the bridge, in the words of General Sarn.", "General Sarn"),
    ("en", "If the Front is to be believed, its men hold Tarn.", "Front"),
    ("ru", "Армия признала потерю Орлана и гибель девяти солдат.", "Армия"),
    ("tr", "Ordu Orlan'ı kaybettiğini ve dokuz askerin öldüğünü kabul etti.", "Ordu"),
    ("fa", "ارتش از دست دادن اورلان و کشته شدن نه سرباز را پذیرفت.", "ارتش"),
    ("ko", "군은 오를란을 잃고 병사 9명이 숨졌다고 인정했다.", "군"),
    ("hu", "A kormányzó a lázadókat vádolta az orlani piac ágyúzásával.", "kormányzó"),
    ("sr", "Vojska je priznala gubitak Orlana i pogibiju devetorice vojnika.", "Vojska"),
]
NOBODY = [
    ("en", "Rebels stormed the bridge by the river on Monday."),
    ("en", "Rebels stormed the bridge as the governor left it."),
    ("en", "Tarn: 14 rebels killed at the bridge."),
]
UTTERED = ("statement", "accusation", "denial")


@pytest.mark.parametrize(("language", "text", "speaker"), SAID, ids=[text for _, text, _ in SAID])
def test_who_says_so(told: Told, language: str, text: str, speaker: str) -> None:
    facts = [c for c in told(language, text) if c.kind not in UTTERED]
    assert facts and {step.speaker.text for c in facts for step in c.attribution[:1] if step.speaker} == {speaker}
    assert all(c.attribution for c in facts)


@pytest.mark.parametrize(("language", "text"), NOBODY, ids=[text for _, text in NOBODY])
def test_nobody_says_what_only_stands_beside_it(told: Told, language: str, text: str) -> None:
    claims = told(language, text)
    assert claims and not any(c.attribution for c in claims)
