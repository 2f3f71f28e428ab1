"""Which claim a claim in a repeated passage repeats: a bulletin has yesterday's words and today's dead."""

from __future__ import annotations

import made

from fogline.records import Claim, Report
from fogline.tracing import Traced, trace

BULLETIN = (
    "Our brave units beat off the raiders at {place} on the {day} of May after a stubborn fight along the whole of the old "
    "canal. The raiders left {dead} of theirs before our trenches, the bulletin of the staff has it, and all is quiet again."
)


def bulletin(place: str, day: int, dead: int, source: str, on: int | None = None) -> tuple[Report, list[Claim]]:
    report = made.report(BULLETIN.format(place=place, day=day, dead=dead), on=on or day + 1, source=source)
    fought = made.claim(report, f"beat off the raiders at {place}", "attack", places=[place], time=made.when(day))
    lost = made.claim(report, f"left {dead} of theirs", "casualties", quantities=[made.number("killed", dead)])
    return report, [fought, lost]


def traced(*bulletins: tuple[Report, list[Claim]]) -> tuple[Traced, list[list[Claim]]]:
    claims = [claims for _, claims in bulletins]
    return trace([report for report, _ in bulletins], [claim for own in claims for claim in own]), claims


def test_yesterdays_words_about_another_place_are_no_copy() -> None:
    found, _ = traced(bulletin("Orlin", 3, 12, "Gazette"), bulletin("Besk", 9, 12, "Mirror"))
    assert found.copied == {}
    assert len(set(found.said.values())) == 2


def test_the_same_words_about_the_same_day_are_a_copy_with_all_that_they_tell() -> None:
    found, ((fought, lost), (again, dead)) = traced(
        bulletin("Orlin", 3, 12, "Gazette"), bulletin("Orlin", 3, 12, "Mirror", on=5)
    )
    assert found.copied == {again.id: fought.id, dead.id: lost.id}


def test_an_outlet_that_changes_a_figure_of_another_within_days_still_copies_it_and_of_its_own_does_not() -> None:
    found, ((fought, lost), (again, dead)) = traced(
        bulletin("Orlin", 3, 12, "Gazette"), bulletin("Orlin", 3, 21, "Mirror", on=5)
    )
    assert found.copied == {again.id: fought.id, dead.id: lost.id}
    found, ((fought, lost), (again, dead)) = traced(
        bulletin("Orlin", 3, 12, "Gazette"), bulletin("Orlin", 3, 21, "Gazette", on=5)
    )
    assert found.copied == {again.id: fought.id}
    late = bulletin("Orlin", 3, 21, "Mirror", on=20)
    found, ((fought, lost), (again, dead)) = traced(bulletin("Orlin", 3, 12, "Gazette"), late)
    assert found.copied == {again.id: fought.id}


def test_a_third_report_ties_no_two_that_tell_of_different_things() -> None:
    """The herald has a sentence of each: what it repeats of one is none of the other's."""
    one, other = bulletin("Orlin", 3, 12, "Gazette"), bulletin("Besk", 9, 12, "Mirror")
    text = f"{one[0].text.split('. ')[0]}. {other[0].text.split('. ')[1]}"
    herald = made.report(text, on=11, source="Herald")
    fought = made.claim(herald, "beat off the raiders at Orlin", "attack", places=["Orlin"], time=made.when(3))
    found, ((first, _), (second, _), _) = traced(one, other, (herald, [fought]))
    assert found.copied == {fought.id: first.id}
    assert len({found.so[claim.id] for claim in (first, second)}) == 2
