"""Claims against coded sentences, on a sentence of our own."""

from __future__ import annotations

import coded
from annotations import Event, Sentence, event

from fogline.records import Claim, Place, Quantity, Ref

TEXT = "Rebels shelled Dalgah on Friday, killing 12 civilians."
BEFORE = "It began at dawn."
GOLD = event(TEXT, "shelling | trig: shelled | actor: Rebels | target: civilians | place: Dalgah | qty: killed=12")


def claim(**changes: object) -> Claim:
    """What a reader should make of the sentence, which stands after BEFORE and an empty line."""
    off = len(BEFORE) + 2

    def at(words: str) -> tuple[int, int]:
        start = off + TEXT.index(words)
        return start, start + len(words)

    def ref(words: str) -> Ref:
        return Ref(text=words, at=at(words), name=words)

    values: dict[str, object] = {
        "kind": "shelling", "actors": (ref("Rebels"),), "targets": (ref("civilians"),),
        "places": (Place(text="Dalgah", at=at("Dalgah"), name="Dalgah"),),
        "quantities": (Quantity(what="killed", low=12, best=12, high=12, text="12", at=at("12")),),
    }  # fmt: skip
    values |= {"trigger": at("shelled")} | changes
    return Claim(  # type: ignore[arg-type]
        id="clm_1", report="r", segment="body", language="en", quote=TEXT, start=off, end=off + len(TEXT), **values
    )  # fmt: skip


def faults(**changes: object) -> tuple[str, ...]:
    (pair,) = coded.pairs([GOLD], [claim(**changes)], TEXT, len(BEFORE) + 2)
    return pair.faults


def test_the_report_of_a_sentence_has_it_after_the_one_before() -> None:
    report, offset = coded.report_of(Sentence(id="s", text=TEXT, before=BEFORE, events=(GOLD,)))
    assert report.text[offset:] == TEXT
    assert [report.text[s.start : s.end] for s in report.segments] == [BEFORE, TEXT]


def test_a_right_claim_has_no_fault() -> None:
    assert faults() == ()


def test_each_slot_is_told_missing_extra_or_wrong() -> None:
    right = claim()
    assert faults(kind="attack") == ("kind:wrong",)
    assert faults(actors=()) == ("actors:missing",)
    assert faults(actors=(*right.actors, *right.targets)) == ("actors:extra",)
    assert faults(actors=right.targets) == ("actors:wrong",)
    assert faults(targets=()) == ("targets:missing",)
    assert faults(places=()) == ("place:missing",)
    assert faults(quantities=()) == ("number:missing",)
    assert faults(negated=True) == ("polarity:wrong",)
    wounded = Quantity(what="wounded", low=12, best=12, high=12, text="12", at=right.quantities[0].at)
    assert faults(quantities=(wounded,)) == ("number:wrong",)


def test_a_shelled_town_may_be_place_or_target() -> None:
    town = Ref(text="Dalgah", at=claim().places[0].at, name="Dalgah")
    assert faults(places=(), targets=(*claim().targets, town)) == ()


def test_spurious_claims_and_missed_events_stay_alone() -> None:
    other = claim(trigger=(len(BEFORE) + 2 + TEXT.index("on"), len(BEFORE) + 2 + TEXT.index("on") + 2), kind="protest")
    found = coded.pairs([GOLD], [other], TEXT, len(BEFORE) + 2)
    assert [(p.claim is None, p.event is None) for p in found] == [(False, True), (True, False)]
    before = claim(trigger=(0, 2))
    assert [p.claim for p in coded.pairs([GOLD], [before], TEXT, len(BEFORE) + 2)] == [None]


def test_an_event_serves_one_claim() -> None:
    assert sum(p.event is not None for p in coded.pairs([GOLD], [claim(), claim()], TEXT, len(BEFORE) + 2)) == 1


def test_a_number_by_grammar_need_not_be_claimed() -> None:
    gold: Event = event(
        TEXT, "shelling | trig: shelled | actor: Rebels | target: civilians | place: Dalgah | qty: killed=civilians"
    )
    (pair,) = coded.pairs([gold], [claim(quantities=())], TEXT, len(BEFORE) + 2)
    assert pair.faults == ()
