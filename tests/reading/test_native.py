"""What a language pack says of numbers, dates and edges of phrases, in words that this project wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from fogline.contract import claim_line
from fogline.errors import ConfigError
from fogline.intake.read import report
from fogline.naming.gazetteer import World
from fogline.pipeline import Pipeline
from fogline.reading import tagger
from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native import account, proposing
from fogline.reading.native.actors import ActorNames, CaseNames
from fogline.reading.native.amounts import Amount, Amounts
from fogline.reading.native.dates import Dates
from fogline.reading.native.doubles import without_doubles
from fogline.reading.native.pack import pack, pack_of
from fogline.reading.native.phrases import Phrasing
from fogline.reading.native.places import Places
from fogline.reading.native.reference import Named
from fogline.reading.native.seeds import Seed, Seeds
from fogline.reading.native.speech import Told, attributed
from fogline.reading.native.telling import READER, Telling
from fogline.reading.tagger.view import Part, Tagged
from fogline.records import Claim, Entity, Quantity, Ref, Report, TimeExpression


def amounts(language: str, text: str) -> list[tuple[str, Amount]]:
    found = []
    for sentence in WordAnalyser(language=language).analyse(text, 0, "body"):
        forms = pack(language).forms(sentence.tokens)
        for a in Amounts(pack(language), sentence.tokens, forms, frozenset()).all():
            found.append((sentence.words(a.first, a.last)[0], a))
    return found


def dates(language: str, text: str) -> list[TimeExpression]:
    return [
        dated.expression
        for sentence in WordAnalyser(language=language).analyse(text, 0, "body")
        for dated in Dates(pack(language), sentence, pack(language).forms(sentence.tokens)).all()
    ]


@pytest.mark.parametrize(
    ("language", "text", "words", "bounds", "what"),
    [
        ("ko", "최소 15명이 숨졌다.", "최소 15명이", (15, None, None), None),
        ("ko", "1만4700명의 병력을 보냈다.", "1만4700명의", (14700, 14700, 14700), "personnel"),
        ("ko", "수십 명이 다쳤다.", "수십 명이", (20, None, 99), None),
        ("ru", "Погибли не менее 32 солдат.", "не менее 32", (32, None, None), "personnel"),
        ("ru", "Ранены более 1 140 человек.", "более 1 140", (1141, None, None), "people"),
        ("ru", "Потеряно двадцать пять танков.", "двадцать пять", (25, 25, 25), "vehicles"),
        ("ru", "У них от 10 до 25 тысяч бойцов.", "от 10 до 25 тысяч", (10000, None, 25000), "personnel"),
        ("ar", "فيها ستة آلاف إلى سبعة مقاتلين.", "ستة آلاف إلى سبعة", (6000, None, 7000), "personnel"),
        ("fa", "بیست و پنج تانک نابود شد.", "بیست و پنج", (25, 25, 25), "vehicles"),
        ("fa", "بیش از ۲۰ سرباز زخمی شدند.", "بیش از ۲۰", (21, None, None), "personnel"),
        ("ar", "مقتل أكثر من ثلاثة آلاف جندي.", "أكثر من ثلاثة آلاف", (3001, None, None), "personnel"),
        ("ar", "قتل 12 محليا وأسقطوا مروحية", "12", (12, 12, 12), None),
        ("tr", "İki bin beş yüz militan geldi.", "İki bin beş yüz", (2500, 2500, 2500), "personnel"),
        ("uk", "Збито кілька десятків дронів.", "кілька десятків", (20, None, 99), "aircraft"),
        ("sr", "Погинуло је најмање двадесет и три цивила.", "најмање двадесет и три", (23, None, None), "people"),
        ("ps", "لږ تر لږه ۱۲ سرتېري ووژل شول.", "لږ تر لږه ۱۲", (12, None, None), "personnel"),
        ("ur", "کم از کم 12 فوجی ہلاک ہوئے۔", "کم از کم 12", (12, None, None), "personnel"),
        ("hu", "Tizenöt ezer harcos vonult be.", "Tizenöt ezer", (15000, 15000, 15000), "personnel"),
    ],
)
def test_numbers_keep_their_bounds(language, text, words, bounds, what) -> None:
    [(found, amount)] = amounts(language, text)
    assert found == words
    assert (amount.low, amount.best, amount.high) == bounds and amount.what == what


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ko", "2021년 9월 23일에 공격했다.", TimeExpression(form="calendar", year=2021, month=9, day=23)),
        ("ko", "9월23일 철수했다.", TimeExpression(form="calendar", month=9, day=23)),
        ("ko", "24일 철수했다.", TimeExpression(form="calendar", day=24)),
        ("ko", "3일 전 철수했다.", TimeExpression(form="offset", unit="day", count=-3)),
        ("ru", "Это было 19 августа 2021 года.", TimeExpression(form="calendar", year=2021, month=8, day=19)),
        ("ru", "Бои идут с 15 мая.", TimeExpression(form="calendar", month=5, day=15, bound="since")),
        ("ru", "Они ушли три дня назад.", TimeExpression(form="offset", unit="day", count=-3)),
        ("fa", "در ۱۳ مهر ۱۳۹۹ رخ داد.", TimeExpression(form="calendar", year=2020, month=10, day=4)),
        ("fa", "دیروز رخ داد.", TimeExpression(form="offset", unit="day", count=-1)),
        ("tr", "Geçen hafta oldu.", TimeExpression(form="offset", unit="week", count=-1)),
        ("ar", "وقع ذلك قبل ثلاثة أيام.", TimeExpression(form="offset", unit="day", count=-3)),
        ("hu", "Ez 2021. augusztus 19-én történt.", TimeExpression(form="calendar", year=2021, month=8, day=19)),
        ("sr", "Било је то 19. августа 2021. године.", TimeExpression(form="calendar", year=2021, month=8, day=19)),
        ("uk", "Це було в п’ятницю.", TimeExpression(form="weekday", weekday=4)),
        (
            "ru",
            "Они ушли с августа по январь.",
            TimeExpression(form="season", month=8, day=1, month_end=1, day_end=31, toward=-1),
        ),
        ("fr", "Le lendemain, ils sont partis.", TimeExpression(form="offset", unit="day", count=1, base="narrative")),
        ("uk", "Того самого дня вони відступили.", TimeExpression(form="offset", unit="day", base="narrative")),
        ("es", "Tres días después se retiraron.", TimeExpression(form="offset", unit="day", count=3, base="narrative")),
        ("ur", "یہ 19 اگست 2021 کو ہوا۔", TimeExpression(form="calendar", year=2021, month=8, day=19)),
        ("fa", "در بیست و نهم مهر ۱۳۹۹ رخ داد.", TimeExpression(form="calendar", year=2020, month=10, day=20)),
        ("fa", "روز بیست و یکم رخ داد.", TimeExpression(form="calendar", day=21)),
        ("ar", "في الخامس والعشرين من تشرين الأول", TimeExpression(form="calendar", month=10, day=25)),
        ("ar", "في 7 أيار/مايو 1997", TimeExpression(form="calendar", year=1997, month=5, day=7)),
        ("ar", "في 12 رمضان 1442", TimeExpression(form="lunar", year=1442, month=9, day=12)),
        ("ru", "Двадцать девятого октября они ушли.", TimeExpression(form="calendar", month=10, day=29)),
        ("ru", "Они ушли 21-го числа.", TimeExpression(form="calendar", day=21)),
        ("uk", "Двадцять дев’ятого жовтня вони пішли.", TimeExpression(form="calendar", month=10, day=29)),
        ("fr", "Le 1er octobre, ils sont partis.", TimeExpression(form="calendar", month=10, day=1)),
        ("hu", "Október hatodikán történt.", TimeExpression(form="calendar", month=10, day=6)),
        ("ps", "دا د اکتوبر په شپږمه وشول.", TimeExpression(form="calendar", month=10, day=6)),
    ],
)
def test_dates_in_their_own_calendars(language, text, wanted) -> None:
    assert dates(language, text) == [wanted]


def test_a_score_is_no_day_of_safar() -> None:
    assert dates("fa", "تیم ۱ بر صفر برنده شد.") == []


def test_korean_particles_come_off_where_they_fit() -> None:
    bare = pack("ko").bare
    assert "탈레반" in bare("탈레반이") and "카불" in bare("카불에서")
    assert "두바" not in bare("두바이")  # 이 follows a consonant only


def test_nominatives_of_inflected_names() -> None:
    assert "Кабул" in list(pack("ru").nominatives("Кабуле"))
    assert "Москва" in list(pack("ru").nominatives("Москве"))
    assert "Kabul" in list(pack("hu").nominatives("Kabulban"))


def test_one_pack_reads_what_is_one_language() -> None:
    assert pack_of("hr") == pack_of("bs") == "sr" and pack_of("prs") == "fa"
    assert pack_of("en") is None and pack_of("de") is None and pack_of(None) is None


def test_sentences_end_where_they_end() -> None:
    analyser = WordAnalyser(language="ru", abbreviations=frozenset(["г"]))
    found = analyser.analyse("Они заняли г. Кисмайо. В. Петров это отрицает! Да?", 7, "body")
    assert [s.text for s in found] == ["Они заняли г. Кисмайо.", "В. Петров это отрицает!", "Да?"]
    assert [s.start for s in found] == [7, 30, 54]


@pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")
def test_a_russian_report_from_text_to_claims() -> None:
    text = (
        "Боевики движения М23 захватили город Букаву 14 февраля 2025 года, сообщил представитель армии. "
        "Погибли не менее 32 солдат, ещё 40 человек ранены. Министерство обороны отрицает потерю города."
    )
    made = report(text.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report)
    reading = Pipeline().read(made)
    assert reading.report.language == "ru" and not reading.rejected
    by_kind = {c.kind: c for c in reading.claims}
    taken = by_kind["territory_taken"] if "М23" in str(by_kind["territory_taken"].actors) else reading.claims[0]
    assert taken.kind == "territory_taken" and [p.text for p in taken.places] == ["Букаву"]
    assert taken.time is not None and str(taken.time.start) == "2025-02-14"
    assert [s.speaker.text for s in taken.attribution if s.speaker] == ["представитель армии"]
    assert any((q.what, q.low, q.best) == ("killed", 32, None) for c in reading.claims for q in c.quantities)
    assert "denial" in by_kind and all(c.language == "ru" and c.readers == (READER,) for c in reading.claims)
    assert claim_line(taken, reading.report)["experimental"] is False


@pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")
def test_counted_forces_without_a_verb_are_the_strength_of_whom_they_belong_to() -> None:
    text = (
        "Боевики обстреляли город, армия отступила. По оценке аналитиков, у повстанцев менее 700 бойцов. "
        "В армии 12 000 солдат. На рынке 40 торговцев."
    )
    made = report(text.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report)
    told = [c for c in Pipeline().read(made).claims if c.kind == "strength"]
    assert [(c.quantities[0].low, c.quantities[0].high) for c in told] == [(None, 699), (12000, 12000)]
    assert ["солдат" not in [ref.text for ref in c.actors] for c in told] == [True, True]
    assert told[1].actors[0].text == "армии"


@pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")
def test_what_is_struck_says_where_and_a_phrase_has_the_place_that_it_names() -> None:
    text = "В среду армия обстреляла рынок Кабула. Боевики ушли из города. Войска взяли три села."
    made = report(text.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report)
    (shelled,) = [c for c in Pipeline().read(made).claims if c.kind == "shelling"]
    assert [(p.text, p.country) for p in shelled.places] == [("Кабула", "AF")]


def found_in(seeds: Seeds, text: str, named: Sequence[int] = ()) -> list[tuple[str, tuple[str, ...]]]:
    [sentence] = WordAnalyser(language="ru").analyse(text, 0, "body")
    return [(sentence.words(s.first, s.last)[0], s.kinds) for s in seeds.all(pack("ru").forms(sentence.tokens), named)]


def test_the_longest_seed_speaks_and_a_word_may_stand_between() -> None:
    made = Seeds([("удар*", "attack"), ("удар* с воздуха", "air_strike"), ("удар*", "shelling"), ("ударник*", "NONE")])
    assert found_in(made, "Они нанесли удары.") == [("удары", ("attack", "shelling"))]
    assert found_in(made, "Они нанесли удар утром с воздуха.") == [("удар утром с воздуха", ("air_strike",))]
    assert found_in(made, "Это ударник труда.") == [("ударник", ("attack", "shelling")), ("ударник", ("NONE",))]


def test_a_phrase_may_ask_for_a_word_of_a_class_which_is_no_part_of_the_trigger() -> None:
    rows = [("захватил*", "arrest"), ("захватил* @arms", "equipment_seized"), ("@road перекрыл*", "route_cut")]
    made = Seeds([*rows, ("взял* @place", "territory_taken")], pack("ru"))
    assert found_in(made, "Они захватили четырнадцать армейских грузовиков.") == [("захватили", ("equipment_seized",))]
    assert found_in(made, "Они захватили четверых.") == [("захватили", ("arrest",))]
    assert found_in(made, "Дорогу боевики перекрыли.") == [("перекрыли", ("route_cut",))]
    assert found_in(made, "Взяли город.") == [("Взяли", ("territory_taken",))]
    assert found_in(made, "Взяли Нордал.", named=[1]) == [("Взяли", ("territory_taken",))]
    assert not found_in(made, "Взяли Нордал.")


def test_a_class_that_there_is_not_is_an_error_of_the_table() -> None:
    with pytest.raises(ConfigError, match="@lorries"):
        Seeds([("захватил* @lorries", "equipment_seized")], pack("ru"))


def test_of_two_seeds_on_a_word_the_one_that_asks_for_more_speaks() -> None:
    plain, full = Seed(first=2, last=2, kinds=("abduction",)), Seed(first=2, last=2, kinds=("withdrawal",), size=3)
    assert proposing.weighed(tagged(), [plain, full]).kinds[0][0] == "withdrawal"


def tagged(**changes: Any) -> Tagged:
    made = Tagged(
        first=2, last=2, score=0.6, kinds=(("abduction", 0.5), ("withdrawal", 0.3)), is_claim=True, roles=(), numbers=(),
        negated=0.0, modality=("asserted", 1.0), aspect=("done", 1.0), frame=("current", 1.0),
    )  # fmt: skip
    return replace(made, **changes)


def test_seeds_move_the_odds_of_kinds_and_of_there_being_a_claim() -> None:
    lifted = proposing.weighed(tagged(), [Seed(first=2, last=2, kinds=("withdrawal",))])
    assert lifted.kinds[0][0] == "withdrawal" and lifted.score > 0.6 and lifted.is_claim
    assert sum(p for _, p in lifted.kinds) == pytest.approx(1.0)
    against = proposing.weighed(tagged(score=0.3), [Seed(first=2, last=2, kinds=("NONE",))])
    assert against.score < 0.2 and not against.is_claim
    assert proposing.weighed(tagged(), []) == tagged()


def phrasing(language: str, text: str) -> Phrasing:
    [sentence] = WordAnalyser(language=language).analyse(text, 0, "body")
    return Phrasing(pack(language), sentence, pack(language).forms(sentence.tokens))


def test_joined_places_are_two_and_a_phrase_of_nouns_alone_stands() -> None:
    made = phrasing("ru", "Они взяли города Килиноччи и Мулайтиву на южном фронте.")
    text = made.sentence.text
    part = Part(label="place", first=2, last=5, score=1.0)
    assert [(text[a:b], named) for (a, b), named in made.places(part)] == [("Килиноччи", True), ("Мулайтиву", True)]
    [((start, end), is_named)] = made.places(Part(label="place", first=7, last=8, score=1.0))
    assert text[start:end] == "южном фронте" and not is_named


def claim_at(phrasing: Phrasing, kind: str, trigger: int, actor: int | None = None) -> Told:
    text, start, end = phrasing.sentence.words(trigger, trigger)
    actors = ()
    if actor is not None:
        word, a, b = phrasing.sentence.words(actor, actor)
        actors = (Ref(text=word, at=(a, b), name=word),)
    made = Claim(id="", report="r", segment="body", language="ru", kind=kind, quote=text, start=start, end=end,
                 trigger=(start, end), actors=actors)  # fmt: skip
    return Told(one=tagged(first=trigger, last=trigger), claim=made)


def test_what_follows_that_has_the_speaker_of_the_only_speech_verb() -> None:
    made = phrasing("ru", "Армия заявила, что отбила Букаву, а боевики ушли.")
    said, taken = claim_at(made, "statement", 1, actor=0), claim_at(made, "territory_taken", 4)
    attributed([said, taken], made)
    assert [a.speaker.name for a in taken.claim.attribution if a.speaker] == ["Армия"]
    assert taken.claim.modality == "reported" and said.claim.attribution == ()
    plain = phrasing("ru", "Армия заявила протест и отбила Букаву.")
    said, taken = claim_at(plain, "statement", 1, actor=0), claim_at(plain, "territory_taken", 4)
    attributed([said, taken], plain)
    assert taken.claim.attribution == () and taken.claim.modality == "asserted"


def test_a_pronoun_takes_the_name_of_who_spoke_before_and_keeps_its_words() -> None:
    named = Named()
    first = phrasing("ru", "Губернатор отрицает потери.")
    named.resolve([claim_at(first, "denial", 1, actor=0)], first)
    second = phrasing("ru", "Он обвинил боевиков.")
    told = [claim_at(second, "accusation", 1, actor=0)]
    named.resolve(told, second)
    assert [(r.text, r.name) for r in told[0].claim.actors] == [("Он", "Губернатор")]
    third = phrasing("ru", "Мы победим.")
    told = [claim_at(third, "vow", 1, actor=0)]
    named.resolve(told, third)
    assert told[0].claim.actors[0].name == "Мы"  # whoever speaks


def test_a_language_without_a_pack_keeps_places_and_numbers_and_claims_nothing() -> None:
    text = "Bei Gefechten in Afghanistan sind mindestens 15 Soldaten getötet worden. In Athen sagte ein Sprecher nichts dazu."
    made = report(text.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report) and made.language == "de"
    reading = Pipeline().read(made)
    assert reading.claims == () and "'de'" in reading.rejected[0].reason
    assert [m.text for m in reading.mentions if m.what == "place"] == ["Afghanistan", "Athen"]
    assert [m.quantity.low for m in reading.mentions if m.quantity] == [15]


@pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")
def test_passages_in_another_language_are_read_by_its_own_reader() -> None:
    text = (
        "Боевики захватили Букаву\n\nВ среду боевики напали на колонну армии под Букаву, сообщил представитель армии.\n\n"
        "On Thursday the army said that its soldiers had retaken the town of Goma and captured 20 fighters near it.\n\n"
        "По словам жителей, бои продолжаются."
    )
    made = report(text.encode(), name="x.txt", suffix=".txt", published=None)
    assert isinstance(made, Report) and made.language == "ru"
    assert [s.language for s in made.segments if s.kind == "body"] == [None, "en", None]
    claims = Pipeline().read(made).claims
    taken = next(c for c in claims if c.kind == "territory_taken" and c.language == "en")
    assert [p.name for p in taken.places] == ["Goma"]
    assert {"ru", "en"} == {c.language for c in claims}


def test_a_sentence_over_two_lines_stays_as_it_is_written() -> None:
    text = "Они заняли\nКисмайо. Бой идёт."
    found = WordAnalyser(language="ru").analyse(text, 0, "body")
    assert [s.text for s in found] == ["Они заняли\nКисмайо.", "Бой идёт."]
    assert all(s.text == text[s.start : s.end] for s in found)


def _told(first: int, kind: str, confidence: int, **slots: Any) -> Told:
    one = Tagged(
        first=first, last=first, score=1.0, kinds=((kind, 1.0),), is_claim=True, roles=(), numbers=(), negated=0.0,
        modality=("asserted", 1.0), aspect=("done", 1.0), frame=("current", 1.0),
    )  # fmt: skip
    claim = Claim(
        id="", report="r", segment="body", language="ru", kind=kind, quote="", start=first, end=first + 1,
        trigger=(first, first + 1), confidence=confidence, **slots,
    )  # fmt: skip
    return Told(one=one, claim=claim)


def test_two_triggers_that_count_the_same_dead_are_one_claim_with_what_both_say() -> None:
    dead = Quantity(what="killed", low=38, best=38, high=38, text="38", at=(10, 12))
    army, men = Ref(text="армия", at=(0, 5), name="армия"), Ref(text="человек", at=(13, 20), name="человек")
    told = [
        _told(1, "casualties", 60, targets=(army,), quantities=(dead,)),
        _told(4, "casualties", 90, targets=(men,), quantities=(dead,)),
        _told(6, "shelling", 50, quantities=(dead,)),
        _told(8, "attack", 70, quantities=(replace(dead, at=(40, 42)),)),
    ]
    found = [t.claim for t in without_doubles(told)]
    assert [(c.kind, c.confidence) for c in found] == [("casualties", 90), ("attack", 70)]
    assert {r.name for r in found[0].targets} == {"армия", "человек"}


def test_two_acts_do_not_share_their_dead() -> None:
    dead = Quantity(what="killed", low=5, best=5, high=5, text="5", at=(10, 11))
    first, second = without_doubles([_told(1, "ambush", 60, quantities=(dead,)), _told(3, "shelling", 80, quantities=(dead,))])
    assert (first.claim.quantities, second.claim.quantities) == ((), (dead,))


def test_what_is_weighed_or_measured_is_no_number_of_things() -> None:
    assert [a.what for _, a in amounts("ru", "Борт доставил 11 тонн боеприпасов и 20 солдат.")] == ["measure", "personnel"]
    assert [a.what for _, a in amounts("tr", "Kentin %40 kadarı yıkıldı.")] == ["measure"]


def test_a_name_is_taken_whole_and_with_its_closing_mark() -> None:
    (sentence,) = WordAnalyser(language="ru").analyse("Вчера канал «Южный Пост» и Армия Обороны Долины молчали.", 0, "body")
    phrasing = Phrasing(pack("ru"), sentence, pack("ru").forms(sentence.tokens))
    words = [t.text for t in sentence.tokens]
    channel = Part(label="actor", first=words.index("канал"), last=words.index("Южный"), score=1.0)
    army = Part(label="actor", first=words.index("Обороны"), last=words.index("Обороны"), score=1.0)
    assert [phrasing.ref(part).name for part in (channel, army)] == ["канал «Южный Пост»", "Армия Обороны Долины"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("sr", "Juče je portparol Marko Perić odbio pozive za UNHCR i otišao.", ["Marko Perić", "UNHCR"]),
        ("ko", "김민준 대통령은 정부군을 만났다.", ["김민준", "정부군"]),
    ],
)
def test_names_of_actors_outside_claims(language, text, names) -> None:
    (sentence,) = WordAnalyser(language=language).analyse(text, 0, "body")
    found = ActorNames(pack(language)).all(sentence, pack(language).forms(sentence.tokens), ())
    assert [m.text for m in found] == names


def test_actors_of_the_case_are_known_with_their_endings() -> None:
    names = CaseNames(pack("ru"), [("Талибан", "a"), ("Ахмад Масуд", "b")])

    def named(text: str) -> set[str]:
        [sentence] = WordAnalyser(language="ru").analyse(text, 0, "body")
        return {name.id for name in names.all(sentence, pack("ru").forms(sentence.tokens))}

    assert named("Отряды Ахмада Масуда отбили атаку Талибана.") == {"a", "b"}
    assert named("Они говорили о погоде.") == set()
    front = CaseNames(pack("ru"), [("Северный фронт", "c"), ("федеральная армия", "d")])
    (sentence,) = WordAnalyser(language="ru").analyse("Представитель Северного фронта и федеральной армии", 0, "body")
    assert [name.id for name in front.all(sentence, pack("ru").forms(sentence.tokens))] == ["c", "d"]


def test_a_spokesman_stands_for_the_body_that_the_case_knows() -> None:
    def spoken(text: str, *names: tuple[int, int]) -> tuple[str, str]:
        (sentence,) = WordAnalyser(language="es").analyse(text, 0, "body")
        made = Phrasing(pack("es"), sentence, pack("es").forms(sentence.tokens), names)
        ref = made.ref(Part(label="speaker", first=0, last=len(sentence.tokens) - 1, score=1.0))
        assert ref is not None
        return ref.name, made.basis(ref)

    assert spoken("portavoz del Frente del Norte", (2, 4)) == ("Frente del Norte", "spokesman")
    assert spoken("comandante del Frente del Norte", (2, 4)) == ("comandante del Frente del Norte", "spokesman")


def test_an_account_of_a_war_speaks_of_forces() -> None:
    def share(text: str) -> float:
        report = Report(id="r", name="r", text=text, language="ru", segments=())
        sentences = WordAnalyser(language="ru").analyse(text, 0, "body")
        places = Places(pack("ru"), World())
        return account.share([Telling(pack("ru"), report, sentence, places) for sentence in sentences], ())

    assert share("Ураган наступает на побережье. Нападающий атаковал ворота.") == 0.0
    assert share("Армия и полиция отступили. Боевики заняли город.") == 1.0
    assert share("Армия и полиция отступили. Боевики заняли город. " + "Погода была хорошей, и урожай удался. " * 40) == 0.0
    assert share("Парламент обсудил бюджет, суд и правительство промолчали.") == 0.0


def test_a_month_before_a_surname_is_a_given_name() -> None:
    assert dates("es", "El gobernador Julio Peralta huyó.") == []
    assert [d.month for d in dates("es", "Huyó en julio.")] == [7]


def test_ground_that_is_held_is_a_place_and_common_words_are_no_towns_of_that_name() -> None:
    text = (
        "Los rebeldes bombardearon la ciudad. Murieron doce soldados y cuarenta combatientes. El pueblo de Santa Rosa, en "
        "poder de los rebeldes desde enero, fue entregado el martes al Ejército. Miles de personas salieron a las calles."
    )
    made = report(text.encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    claims = Pipeline().read(made).claims
    (held,) = [c for c in claims if c.kind == "control"]
    assert [p.text for p in held.places] == ["Santa Rosa"] and [r.text for r in held.actors] == ["rebeldes"]
    assert all(p.id is None for c in claims if c.kind == "protest" for p in c.places)


def test_tens_joined_to_the_units_before_them_are_one_number() -> None:
    ((words, found),) = amounts("ar", "أصيب ستة وثلاثون جندياً.")
    assert (words, found.low) == ("ستة وثلاثون", 36)


def test_the_capital_is_not_the_place_named_last() -> None:
    town, capital = phrasing("tr", "Kente girdiler."), phrasing("tr", "Başkentte toplandılar.")
    assert town.is_settlement((0, 5)) and not capital.is_settlement((0, 9))


def test_a_range_between_two_numbers_has_both_ends() -> None:
    assert [(a.low, a.high) for _, a in amounts("ar", "تضم الحامية بين 800 و1000 رجل.")] == [(800, 1000)]
    assert [(a.low, a.high) for _, a in amounts("ko", "수비대는 800명에서 1000명 사이다.")] == [(800, 1000)]


def test_korean_counts_behind_the_noun() -> None:
    made = [a for _, a in amounts("ko", "병사 12명이 전사하고 30명이 부상했으며 반군 40여 명을 사살했다.")]
    assert [(a.low, a.what) for a in made] == [(12, "personnel"), (30, None), (40, "personnel")]


def test_a_scale_in_the_second_word_of_a_range_is_of_both() -> None:
    assert [(a.low, a.high) for _, a in amounts("hu", "három-négyezer harcos")] == [(3000, 4000)]
    assert [(a.low, a.high) for _, a in amounts("ko", "반군 120∼150명")] == [(120, 150)]


def test_people_and_wounded_may_be_anyone() -> None:
    def sides(language: str, text: str) -> list[str | None]:
        (sentence,) = WordAnalyser(language=language).analyse(text, 0, "body")
        phrasing = Phrasing(pack(language), sentence, pack(language).forms(sentence.tokens))
        return [phrasing.side(a.noun) for _, a in amounts(language, text) if a.noun is not None]

    assert sides("ru", "Погибли 12 солдат, 30 человек и 4 мирных жителя.") == ["state_forces", None, "civilians"]


def test_korean_days_ago_are_days() -> None:
    assert [(d.unit, d.count) for d in dates("ko", "사흘 전 반군이 공격했다.")] == [("day", -3)]
    assert all(d.count != -2003 for d in dates("ko", "앞서 2003년에는 정부군이 점령했다."))


def test_the_ukrainian_apostrophe_parts_no_word() -> None:
    (sentence,) = WordAnalyser(language="uk").analyse("Об'єднані сили взяли п’ять сіл.", 0, "body")
    assert [t.text for t in sentence.tokens][:1] == ["Об'єднані"] and "п’ять" in [t.text for t in sentence.tokens]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", "지난해 3월 정부군이 점령했다."),
        ("ru", "В марте прошлого года армия взяла город."),
        ("ar", "سيطر الجيش على المدينة في مارس من العام الماضي"),
        ("es", "En marzo del año pasado el ejército tomó la ciudad."),
        ("fr", "En mars de l'année dernière, l'armée a pris la ville."),
    ],
)
def test_a_month_of_last_year_is_of_last_year(language: str, text: str) -> None:
    assert [(d.form, d.month, d.unit, d.count) for d in dates(language, text)] == [("calendar", 3, "year", -1)]


def test_a_long_name_of_a_month_is_of_the_year_before_it() -> None:
    found = dates("tr", "Geçen yılın ağustos ayında ordu kenti aldı.")
    assert [(d.month, d.unit, d.count) for d in found] == [(8, "year", -1)]


def test_a_conjunction_written_together_is_cut_and_the_article_stays() -> None:
    """ "And the Front": its alias has the article."""
    [sentence] = WordAnalyser(language="ar").analyse("والجبهة ممسكة بالمدينة.", 0, "body")
    phrasing = Phrasing(pack("ar"), sentence, pack("ar").forms(sentence.tokens))
    span = phrasing.trimmed(0, 0)
    assert span and phrasing.text(span) == "الجبهة"


class OneTown:
    """A gazetteer that knows one village, of a case or of the world."""

    def __init__(self, id: str) -> None:
        self.village = Entity(id=id, name="Tilmeş", type="village")

    def candidates(self, name: str) -> Sequence[Entity]:
        return [self.village] if name == "Tilmeş" else []

    def common(self) -> Sequence[str]:
        return ()


@pytest.mark.parametrize(("id", "found"), [("case:tilmesh", ["Tilmeş"]), ("gn:1", [])])
def test_a_village_of_the_case_is_known_by_its_name_alone(id: str, found: list[str]) -> None:
    [sentence] = WordAnalyser(language="tr").analyse("Tilmeş bu ay yine el değiştirdi.", 0, "body")
    places = Places(pack("tr"), OneTown(id)).all(sentence, pack("tr").forms(sentence.tokens))
    assert [place.text for place in places] == found
