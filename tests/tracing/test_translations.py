"""Translations: what embeddings propose and figures and order decide."""

from __future__ import annotations

from dataclasses import replace

import made
import pytest

from fogline import casework
from fogline.records import Reading, Report
from fogline.tracing import Embedder, available, meaning, translations

pytestmark = pytest.mark.skipif(not available(), reason="the encoder's package is not installed")

ENGLISH = (
    "Rebels seized the Talvik bridge on Monday morning. The defence ministry said nine soldiers had been killed and 14 "
    "wounded. A doctor at the hospital of Orlin counted eleven bodies. The road to the coast has been closed since then."
)
SPANISH = (
    "Los rebeldes tomaron el puente de Talvik el lunes por la mañana. El Ministerio de Defensa dijo que nueve soldados habían "
    "muerto y 14 resultaron heridos. Un médico del hospital de Orlin contó once cadáveres. Desde entonces está cerrada la "
    "carretera de la costa."
)
OTHER = (
    "El lunes hubo combates cerca de Talvik. Vecinos de la zona hablaron de 30 disparos de mortero. El gobierno no hizo "
    "comentarios. Un portavoz rebelde negó haber perdido a 5 hombres."
)


def report(text: str, language: str, *, on: int, source: str) -> Report:
    return replace(made.report(text, name=f"{source}.txt", on=on, source=source), language=language)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder()


def read(embedder: Embedder, made_report: Report, *claims) -> Reading:
    return replace(made.reading(made_report, *claims), senses=embedder.senses(made_report))


def test_a_translation_is_tied_passage_by_passage(embedder: Embedder) -> None:
    one, other = report(ENGLISH, "en", on=3, source="A"), report(SPANISH, "es", on=4, source="B")
    found = translations.matches([one, other], {r.id: embedder.senses(r) for r in (one, other)})
    assert len(found) == 4 and all(match.whole for match in found)
    assert {(m.first.report, m.second.report) for m in found} == {tuple(sorted((one.id, other.id)))}


def test_another_account_of_the_day_is_none(embedder: Embedder) -> None:
    one, other = report(ENGLISH, "en", on=3, source="A"), report(OTHER, "es", on=4, source="B")
    assert translations.matches([one, other], {r.id: embedder.senses(r) for r in (one, other)}) == []


def test_a_translated_claim_is_no_second_origin_and_its_changes_are_told(embedder: Embedder) -> None:
    one, other = report(ENGLISH, "en", on=3, source="A"), report(SPANISH.replace("nueve", "diecinueve"), "es", on=4, source="B")
    slots = {"places": ["Orlin"], "time": made.when(3)}
    first = made.claim(one, "nine soldiers had been killed", "casualties", quantities=[made.number("killed", 9)], **slots)
    second = made.claim(
        other, "diecinueve soldados habían muerto", "casualties", quantities=[made.number("killed", 19)], **slots
    )
    record = casework.compose([read(embedder, one, first), read(embedder, other, second)], [])
    assert record.traced.so[first.id] == record.traced.so[second.id] and record.traced.copied == {second.id: first.id}
    [origin] = [o for o in record.origins if o.layer == "so"]
    translated = next(member for member in origin.members if member.relation == "translation")
    assert translated.document == "B.txt" and translated.changed == ("quantities: changed",)


def test_serbian_is_one_language_in_two_scripts(embedder: Embedder) -> None:
    assert meaning.latin("Љубав и њива, Џон") == "Ljubav i njiva, Džon"
    cyrillic, latin = embedder.embed(["Побуњеници су заузели мост.", "Pobunjenici su zauzeli most."], ["sr", "sr"])
    assert float(cyrillic @ latin) > 0.999


def test_vectors_survive_being_kept(embedder: Embedder) -> None:
    one = report(ENGLISH, "en", on=3, source="A")
    senses = embedder.senses(one)
    kept = meaning.rows_of(senses)
    fresh = embedder.embed([one.text[s.start : s.end] for s in senses], ["en"] * len(senses))
    assert float((kept * fresh).sum(axis=1).min()) > 0.999
    assert embedder.senses(one) == senses


def test_the_same_sentences_with_other_figures_translate_another_day(embedder: Embedder) -> None:
    english = ENGLISH.replace("nine", "9").replace("eleven", "11")
    one = report(english, "en", on=3, source="A")
    same = report(SPANISH.replace("nueve", "9").replace("once", "11"), "es", on=4, source="B")
    changed = report(SPANISH.replace("nueve", "27").replace("once", "32").replace("14", "61"), "es", on=4, source="C")
    assert translations.matches([one, same], {r.id: embedder.senses(r) for r in (one, same)})
    assert translations.matches([one, changed], {r.id: embedder.senses(r) for r in (one, changed)}) == []
