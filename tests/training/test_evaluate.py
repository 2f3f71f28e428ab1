from __future__ import annotations

from collections.abc import Sequence

import evaluate
import examples
from annotations import Sentence, event
from evaluate import Predicate, Score, matched
from spans import trimmed

from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Filler, Proposal

TEXT = "The rebels killed two guards in Orsk."


def predicate(trigger: tuple[int, int], kind: str = "attack", *fillers: tuple[str, tuple[int, int]]) -> Predicate:
    return Predicate(trigger=trigger, kind=kind, fillers=frozenset(fillers))


def test_articles_and_punctuation_never_count() -> None:
    assert TEXT[slice(*trimmed(TEXT, (0, 10)))] == "rebels"
    assert TEXT[slice(*trimmed(TEXT, (32, 37)))] == "Orsk"
    assert trimmed("the", (0, 3)) == (0, 3)


def test_triggers_are_matched_one_to_one_the_same_kind_first() -> None:
    golds = [predicate((0, 5), "attack"), predicate((3, 8), "shelling")]
    found = [predicate((2, 5), "shelling"), predicate((20, 25))]
    assert matched(golds, found) == [(golds[1], found[0])]


def test_roles_are_counted_given_the_trigger_and_end_to_end() -> None:
    made = Score()
    right = predicate((11, 17), "attack", ("actor", (4, 10)), ("killed", (18, 21)))
    made.add([right], [predicate((11, 17), "attack", ("actor", (0, 10)), ("wounded", (18, 21)))])
    made.add([right], [])
    made.add([], [predicate((0, 3))])
    figures = made.figures()
    assert figures["actor given"] == "0/100" and figures["number given"] == "0/0"
    assert figures["actor all"] == "0/67"  # one of two golds, one of one found
    assert figures["trigger"] == "50.0" and figures["kind"] == "100.0" and figures["false"] == "100% of 1"


def perfect(sentences: Sequence[Prepared]) -> list[list[Proposal]]:
    """Exactly one attack on the tokens of TEXT."""
    return [attack_on(made) for made in sentences]


def attack_on(made: Prepared) -> list[Proposal]:
    words = [t.text for t in made.sentence.tokens]

    def filler(role: str, first: str, last: str) -> Filler:
        return Filler(role=role, head=words.index(last), first=words.index(first), last=words.index(last))

    roles = (filler("actor", "The", "rebels"), filler("target", "guards", "guards"), filler("killed", "two", "two"))
    return [
        Proposal(trigger=(words.index("killed"),), verb=2, kind="attack", fillers=(*roles, filler("place", "Orsk", "Orsk")))
    ]


def test_a_perfect_proposer_scores_a_hundred() -> None:
    line = "attack | trig: killed | actor: rebels | target: guards | qty: killed=two | place: Orsk"
    sentences = [Sentence(id="x", text=TEXT, events=(event(TEXT, line),))]
    figures = evaluate.score(perfect, evaluate.analysed(sentences)).figures()
    wanted = {"actor", "target", "place", "number"}
    assert figures["trigger"] == "100.0"
    assert {figures[f"{row} {manner}"] for row in wanted for manner in ("given", "all")} == {"100/100"}


def test_the_held_out_share_is_fixed_and_about_twelve_per_cent() -> None:
    ids = [f"own-x-{n:04d}" for n in range(3000)]
    share = sum(map(examples.held_out, ids)) / len(ids)
    assert 0.10 < share < 0.14
    assert [n for n in range(40) if examples.held_out(f"own-x-{n:04d}")] == [24, 34]  # must never change
