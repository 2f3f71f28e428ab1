"""Changes of hands with what is behind them, and silence apart from nobody looking."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import made

from fogline import casework, situation
from fogline.case import load
from fogline.records import Entity, Link


def told(n: int, day: int, who: str, *, kind: str = "territory_taken", source: str | None = None):
    report = made.report(f"Sheet {n * 37} of the {who} about Orlin, number {n}.", on=day, source=source or f"Paper {n}")
    return made.reading(report, made.claim(report, "Orlin", kind, actors=[who], places=["Orlin"], time=made.when(day)))


def test_a_town_changes_hands_with_the_claims_that_say_so() -> None:
    readings = [told(0, 3, "Reds", kind="control"), told(1, 9, "Blues"), told(2, 9, "Blues"), told(3, 15, "Reds")]
    found = casework.compose(readings, []).flips()
    assert [(f.on.day, f.was and f.was.name, f.to.name) for f in found] == [(9, "Reds", "Blues"), (15, "Blues", "Reds")]
    assert set(found[0].claims) >= {readings[1].claims[0].id, readings[2].claims[0].id}


def test_only_what_was_known_by_a_day_flips() -> None:
    readings = [told(0, 3, "Reds", kind="control"), told(1, 9, "Blues")]
    record = casework.compose(readings, [])
    assert record.flips(known=made.day(8)) == () and len(record.flips(known=made.day(9))) == 1
    assert record.flips(until=made.day(8)) == ()


def test_places_judged_together_are_judged_as_each_alone(monkeypatch) -> None:
    readings = [told(0, 3, "Reds", kind="control"), told(1, 9, "Blues"), told(3, 15, "Reds")]
    for n, (day, who) in enumerate(((4, "Blues"), (11, "Reds")), 10):
        report = made.report(f"Sheet {n} about Besk.", on=day, source=f"Paper {n}")
        readings.append(
            made.reading(
                report, made.claim(report, "Besk", "territory_taken", actors=[who], places=["Besk"], time=made.when(day))
            )
        )
    survey = casework.compose(readings, []).survey
    spans = [(key, made.day(1), made.day(20)) for key in survey.ledger.places]
    alone = {key: list(survey.course(key, first, last)) for key, first, last in spans}
    monkeypatch.setattr(situation, "AT_ONCE", 7)  # days of a place in several pieces
    pieces = list(survey.courses(spans))
    assert len(pieces) > len(spans) == 2
    assert {key: [day for other, days in pieces if other == key for day in days] for key in alone} == alone


def test_changes_before_the_days_that_are_shown_only_tell_who_held_it() -> None:
    readings = [told(0, 3, "Reds", kind="control"), told(1, 9, "Blues"), told(3, 15, "Reds")]
    record = casework.compose(readings, [])
    assert record.flips(shown=made.day(10)) == record.flips()[1:] and record.flips()[1].was.name == "Blues"


def named(n: int, day: int, place: str, outlet: str):
    report = made.report(f"Sheet {n * 53} of {outlet} that names {place}.", on=day, source=outlet)
    start = report.text.index(place)
    entity = Entity(id=f"case:{place.lower()}", name=place, type="town", lat=1.0, lon=1.0, precision="settlement")
    return replace(made.reading(report), links=(Link(span=(start, start + len(place)), text=place, entity=entity),))


def test_silence_is_of_those_who_watch() -> None:
    readings = [named(0, 2, "Orlin", "Gazette"), named(1, 2, "Besk", "Courier"), named(2, 15, "Tarn", "Gazette")]
    words = {c.name: (c.word, c.naming, c.silent) for c in casework.compose(readings, []).coverage(made.day(16))}
    assert words["Tarn"] == ("covered", ("Gazette",), ())
    assert words["Orlin"] == ("silence", (), ("Gazette",))  # it wrote of Tarn meanwhile
    assert words["Besk"] == ("nobody looking", (), ())  # the Courier published nothing


def test_a_report_without_its_day_covers_nothing() -> None:
    reading = named(0, 2, "Orlin", "Gazette")
    undated = replace(reading, report=replace(reading.report, published=None))
    assert casework.compose([undated], []).coverage(dt.date(2030, 5, 3)) == ()


def test_what_the_case_knows_beforehand_stands_until_reports_say_otherwise(tmp_path) -> None:
    known = case_with(tmp_path, "case:orlin\tcase:reds\t2030-05-01\ta map")
    reading = told(1, 9, "Blues")
    record = casework.compose([reading], [], known)
    assert [(f.on.day, f.was and f.was.name, f.to.name) for f in record.flips()] == [(9, "Reds", "Blues")]
    [before] = record.situations(made.day(4))
    assert before.holder and before.holder.name == "Reds" and before.claims == ()
    assert any("the case, after a map" in reason for reason in before.reasons)


def case_with(folder, row: str):
    head = "# title: t\n# source: s\n# licence: CC0-1.0\n# date: 2026\n"
    columns = "id name type parent country admin1 lat lon precision population aliases source"
    (folder / "case.toml").write_text('title = "Own"\n')
    place = "case:orlin\tOrlin\ttown\t\tRV\tNorthmark\t10\t20\tsettlement\t0\t\tmap\n"
    (folder / "places.tsv").write_text(f"{head}# columns: {columns}\n{place}")
    actors = [("reds", "rebel_group"), ("blues", "state_forces")]
    (folder / "actors.toml").write_text(
        "".join(
            f'[[actor]]\nid = "case:{id}"\nname = "{id.title()}"\ntype = "{type_}"\nsources = ["s"]\n' for id, type_ in actors
        )
    )
    (folder / "control.tsv").write_text(f"{head}# columns: place holder on source\n{row}\n")
    return load(folder)
