"""What is taken up from sentences before, in the languages without a parse: own sentences, each behind three of a war."""

from __future__ import annotations

import pytest
from in_war import Told


@pytest.mark.parametrize(
    ("language", "text", "words", "town"),
    [
        ("sr", "M23 je zauzeo Uviru. Vojska se povukla u Fizi. U gradu je poginulo šest civila.", "gradu", "Uvira"),
        (
            "fr",
            "Les rebelles ont attaqué Uvira. L'armée s'est repliée vers Fizi. Six civils sont morts dans la ville.",
            "ville",
            "Uvira",
        ),
        ("es", "La guerrilla tomó Tibú. Los soldados huyeron a Balboa. En el pueblo murieron dos maestros.", "pueblo", "Tibú"),
        ("ru", "Бойцы взяли Тессалит. Армия отошла в Агельхок. В городе погибли трое.", "городе", "Тессалит"),
        ("tr", "İsyancılar Kutum'u ele geçirdi. Ordu Faşir'e çekildi. Kentte altı sivil öldü.", "Kentte", "Kutum"),
        ("ar", "سيطر المتمردون على كتم. انسحب الجيش إلى الفاشر. قتل ستة مدنيين في المدينة.", "المدينة", "كتم"),
        ("ko", "반군이 우비라를 점령했다. 정부군은 피지로 철수했다. 도시에서 민간인 6명이 숨졌다.", "도시", "우비라"),
    ],
)
def test_the_town_is_where_something_happened_not_where_somebody_went(
    told: Told, language: str, text: str, words: str, town: str
) -> None:
    assert {place.name for claim in told(language, text) for place in claim.places if place.text == words} == {town}


def test_a_country_is_no_town(told: Told) -> None:
    text = "Pobunjenici su zauzeli Bukavu. Oko 900 ljudi izbeglo je u Burundi. Juče je grad granatiran."
    assert {place.name for claim in told("sr", text) for place in claim.places if place.text == "grad"} == {"Bukavu"}


def test_where_a_column_came_from_is_not_where_it_goes(told: Told) -> None:
    claims = told("es", "La guerrilla atacó Tibú. El Ejército envió tropas desde Cúcuta a la ciudad.")
    assert {place.name for claim in claims for place in claim.places if place.text == "ciudad"} == {"Tibú"}


@pytest.mark.parametrize(
    ("language", "text", "kind", "who"),
    [
        ("ru", "Правительство предложило повстанцам амнистию, но они её отвергли.", "rejection", "повстанцам"),
        ("es", "El Gobierno ofreció una tregua al ELN, pero este la rechazó.", "rejection", "ELN"),
        ("sr", "Vlada je ponudila pobunjenicima amnestiju, ali su je oni odbili.", "rejection", "pobunjenicima"),
        ("uk", "Уряд звинуватив повстанців у вбивствах; ті відкинули звинувачення.", "denial", "повстанців"),
    ],
)
def test_who_answers_is_who_was_addressed(told: Told, language: str, text: str, kind: str, who: str) -> None:
    answers = [claim for claim in told(language, text) if claim.kind in (kind, "rejection", "denial")]
    assert answers and {ref.name for claim in answers for ref in claim.actors} == {who}


@pytest.mark.parametrize("text", ["Kale bizde oldukça bu şehir düşmez.", "Kale düşmedi."])
def test_whom_a_pronoun_in_another_case_means_takes_nothing(told: Told, text: str) -> None:
    taken = [claim for claim in told("tr", text) if claim.kind == "territory_taken"]
    assert taken and not any(claim.actors for claim in taken)


@pytest.mark.parametrize(
    ("language", "text", "taken"),
    [
        ("ru", "Мятежники захватили высоту между Кабулом и Газни.", "высоту"),
        ("tr", "Kabil ile Gazne arasındaki Kolmat köprüsü salı günü isyancıların eline geçti.", "Kolmat köprüsü"),
        ("ar", "سيطر المتمردون على جسر كولمات الواقع بين كابول وغزني.", "جسر كولمات"),
    ],
)
def test_places_that_something_lies_between_are_not_taken_with_it(told: Told, language: str, text: str, taken: str) -> None:
    (claim,) = [claim for claim in told(language, text) if claim.kind == "territory_taken"]
    assert [place.text for place in claim.places if place.role == "event"] == [taken]
