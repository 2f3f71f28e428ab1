"""Whose hands ground is in, whatever else a sentence names; own text."""

from __future__ import annotations

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Report

# What makes a text an account of a war, without which readers want to be surer.
WAR = {
    "es": "Los rebeldes bombardearon la ciudad. Murieron doce soldados y cuarenta combatientes. ",
    "ru": "Боевики обстреляли город. Погибли двенадцать солдат и сорок повстанцев. ",
    "tr": "İsyancılar kenti bombaladı. Çatışmalarda on iki asker ve kırk savaşçı öldü. ",
    "fr": "Les rebelles ont bombardé la ville. Douze soldats et quarante combattants ont été tués. ",
    "ar": "قصف المسلحون المدينة. وقتل اثنا عشر جنديا وأربعون مقاتلا. ",
    "hu": "A lázadók lőtték a várost. Tizenkét katona és negyven harcos halt meg. A híd a hadsereg kezén van. ",
    "ps": "یاغیانو پر ښار ګولې وویشتې. دولس سرتېري او څلوېښت جنګیالي ووژل شول. ",
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize(
    ("language", "text", "kind", "actors", "targets"),
    [
        ("es", "La ciudad de Velmori pasó el martes a manos de los rebeldes.", "territory_taken", ["rebeldes"], []),
        ("ru", "Город Вельмори перешёл во вторник в руки повстанцев.", "territory_taken", ["повстанцев"], []),
        ("ru", "Мост остаётся в руках армии.", "control", ["армии"], []),
        ("tr", "Velmori kenti salı günü isyancıların eline geçti.", "territory_taken", ["isyancıların"], []),
        ("tr", "Velmori kasabası askerlerin elinden alındı.", "territory_taken", [], ["askerlerin"]),
        ("ar", "ولا يزال الجسر في يد الجيش.", "control", ["الجيش"], []),
        ("hu", "Velmori városa kedden a lázadók kezére került.", "territory_taken", ["lázadók"], []),
        ("ps", "پل د پوځ په لاس کې دی.", "control", ["پوځ"], []),
    ],
)
def test_whose_hands_ground_is_in(
    pipeline: Pipeline, language: str, text: str, kind: str, actors: list[str], targets: list[str]
) -> None:
    made = report((WAR[language] + text).encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    ground = ("territory_taken", "territory_transferred", "control", "advance")
    (found,) = [c for c in pipeline.read(made).claims if c.start >= len(WAR[language]) and c.kind in ground]
    assert found.kind == kind
    assert [ref.text for ref in found.actors] == actors
    assert [ref.text for ref in found.targets] == targets


@pytest.mark.parametrize(
    ("language", "text", "actors", "receivers"),
    [
        ("es", "La ciudad de Velmori fue entregada el jueves a los rebeldes.", [], ["rebeldes"]),
        ("ru", "Город Вельмори в четверг передан повстанцам без боя.", [], ["повстанцам"]),
        ("ar", "سلمت الحكومة مدينة فلموري يوم الخميس إلى المتمردين.", ["الحكومة"], ["المتمردين"]),
        ("tr", "Velmori kenti perşembe günü isyancılara teslim edildi.", [], ["isyancılara"]),
    ],
)
def test_who_is_given_ground_receives_it(
    pipeline: Pipeline, language: str, text: str, actors: list[str], receivers: list[str]
) -> None:
    made = report((WAR[language] + text).encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    claims = [c for c in pipeline.read(made).claims if c.start >= len(WAR[language]) and c.kind == "territory_transferred"]
    (found,) = claims
    assert [ref.text for ref in found.actors] == actors
    assert [ref.text for ref in found.others if ref.role == "recipient"] == receivers


@pytest.mark.parametrize(
    ("language", "text", "actors", "targets"),
    [
        ("fr", "Le col de Velm a été repris lundi à l'aube par les rebelles.", ["rebelles"], []),
        ("tr", "Köprü salı günü ordu tarafından geri alındı.", ["ordu"], []),
        ("ar", "استولي على الجسر من قبل المسلحين يوم الثلاثاء.", ["المسلحين"], []),
        ("ru", "До утра город очищен от повстанцев.", [], ["повстанцев"]),
        ("hu", "A hidat visszafoglalták a lázadóktól.", [], ["lázadóktól"]),
    ],
)
def test_by_whom_and_from_whom_ground_is_won(
    pipeline: Pipeline, language: str, text: str, actors: list[str], targets: list[str]
) -> None:
    made = report((WAR[language] + text).encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    taken, *_ = [c for c in pipeline.read(made).claims if c.start >= len(WAR[language]) and c.kind == "territory_taken"]
    assert [ref.text for ref in taken.actors] == actors
    assert set(targets) <= {ref.text for ref in taken.targets} and not {ref.text for ref in taken.targets} & set(actors)


@pytest.mark.parametrize(
    ("language", "text", "giver", "receiver"),
    [
        ("tr", "Ordu Velmor'u isyancılardan teslim aldı.", "isyancılardan", "Ordu"),
    ],
)
def test_who_receives_ground_is_its_recipient(pipeline: Pipeline, language: str, text: str, giver: str, receiver: str) -> None:
    made = report((WAR[language] + text).encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    told = [c for c in pipeline.read(made).claims if c.start >= len(WAR[language]) and c.kind == "territory_transferred"]
    assert [ref.text for c in told for ref in c.actors] == [giver]
    assert [ref.text for c in told for ref in c.others if ref.role == "recipient"] == [receiver]
