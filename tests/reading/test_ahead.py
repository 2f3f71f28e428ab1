"""What is to come is not told as having happened, in every language; own text."""

from __future__ import annotations

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Report

TO_COME = ""  # between what happened and what is expected, possible, planned or announced
TEXTS = {
    "ru": (
        "Армия взяла село Рогань, погибли 12 солдат.",
        "Повстанцы обстреляли позиции армии.",
        TO_COME,
        "Ожидается новое наступление на Бескудник.",
        "Бои могут возобновиться в понедельник.",
        "Армия атакует город завтра, сообщил генерал.",
        "Армия планирует захватить Орлин.",
        "Штурм города неизбежен.",
    ),
    "uk": (
        "Армія взяла село Рогань, загинули 12 солдатів.",
        "Повстанці обстріляли позиції армії.",
        TO_COME,
        "Очікується новий наступ на Бескудник.",
        "Бої можуть відновитися в понеділок.",
        "Армія планує захопити Орлин.",
        "Штурм міста неминучий.",
    ),
    "fa": (
        "ارتش روستای دلگاه را گرفت و ۱۲ سرباز کشته شدند.",
        "شورشیان مواضع ارتش را گلوله‌باران کردند.",
        TO_COME,
        "انتظار می‌رود حمله تازه‌ای به شهر آغاز شود.",
        "ممکن است درگیری‌ها روز دوشنبه از سر گرفته شود.",
        "ارتش قصد دارد شهر را تصرف کند.",
        "نیروها روز دوشنبه وارد شهر خواهند شد.",
    ),
    "ar": (
        "سيطر الجيش على قرية دلقة وقتل 12 جنديا.",
        "قصف المتمردون مواقع الجيش.",
        TO_COME,
        "من المتوقع شن هجوم جديد على المدينة.",
        "قد تستأنف الاشتباكات يوم الاثنين.",
        "يعتزم الجيش السيطرة على المدينة.",
        "ستدخل القوات المدينة يوم الاثنين.",
        "سوف يهاجم المتمردون الجسر.",
    ),
    "tr": (
        "Ordu Dalgah köyünü ele geçirdi, 12 asker öldü.",
        "İsyancılar ordu mevzilerini topa tuttu.",
        TO_COME,
        "Kente yeni bir saldırı bekleniyor.",
        "Çatışmalar pazartesi günü yeniden başlayabilir.",
        "Ordu kenti ele geçirmeyi planlıyor.",
        "Birlikler pazartesi günü kente girecek.",
        "İsyancılar köprüye saldıracak.",
    ),
    "ko": (
        "군은 달가 마을을 점령했고 병사 12명이 숨졌다.",
        "반군은 군 진지를 포격했다.",
        TO_COME,
        "도시에 대한 새로운 공격이 예상된다.",
        "교전은 월요일에 재개될 수 있다.",
        "군은 도시를 점령할 계획이다.",
        "병력은 월요일에 도시로 진입할 것이다.",
        "반군이 다리를 공격할 가능성이 크다.",
    ),
    "es": (
        "El ejército tomó la aldea de Dalgah y murieron 12 soldados.",
        "Los rebeldes bombardearon posiciones del ejército.",
        TO_COME,
        "Se espera un nuevo ataque contra la ciudad.",
        "Los combates podrían reanudarse el lunes.",
        "El ejército planea tomar la ciudad.",
        "Las tropas entrarán en la ciudad el lunes.",
        "Los rebeldes atacarán el puente.",
    ),
    "fr": (
        "L'armée a pris le village de Dalgah et 12 soldats ont été tués.",
        "Les rebelles ont bombardé les positions de l'armée.",
        TO_COME,
        "Une nouvelle attaque contre la ville est attendue.",
        "Les combats pourraient reprendre lundi.",
        "L'armée prévoit de prendre la ville.",
        "Les troupes entreront dans la ville lundi.",
        "Les rebelles attaqueront le pont.",
    ),
    "sr": (
        "Vojska je zauzela selo Dalgah, poginulo je 12 vojnika.",
        "Pobunjenici su granatirali položaje vojske.",
        TO_COME,
        "Očekuje se nova ofanziva na grad.",
        "Borbe bi se mogle nastaviti u ponedjeljak.",
        "Vojska planira da zauzme grad.",
        "Trupe će ući u grad u ponedjeljak.",
        "Pobunjenici će napasti most.",
    ),
    "hu": (
        "A hadsereg elfoglalta Dalgah falut, 12 katona meghalt.",
        "A lázadók lőtték a hadsereg állásait.",
        TO_COME,
        "Újabb támadás várható a város ellen.",
        "A harcok hétfőn kiújulhatnak.",
        "A hadsereg el akarja foglalni a várost.",
        "A csapatok hétfőn be fognak vonulni a városba.",
        "A lázadók meg fogják támadni a hidat.",
    ),
    "ps": (
        "پوځ د دلګې کلی ونیو او ۱۲ سرتیري ووژل شول.",
        "بلواګرو د پوځ پوستې په توپونو وویشتې.",
        TO_COME,
        "تمه کېږي چې پر ښار نوی برید وشي.",
        "کېدای شي جګړه د دوشنبې په ورځ بیا پیل شي.",
        "پوځ غواړي ښار ونیسي.",
        "سرتیري به دوشنبه ښار ته ننوځي.",
    ),
    "ur": (
        "فوج نے دلگاہ گاؤں پر قبضہ کر لیا اور 12 فوجی مارے گئے۔",
        "باغیوں نے فوج کی چوکیوں پر گولہ باری کی۔",
        TO_COME,
        "شہر پر نئے حملے کی توقع ہے۔",
        "لڑائی پیر کو دوبارہ شروع ہو سکتی ہے۔",
        "فوج شہر پر قبضہ کرنے کا منصوبہ بنا رہی ہے۔",
        "فوجی پیر کو شہر میں داخل ہوں گے۔",
        "باغی پل پر حملہ کریں گے۔",
    ),
}  # fmt: skip
DEEDS = ("attack", "armed_clash", "territory_taken", "advance", "troop_movement", "casualties", "shelling", "air_strike")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_what_is_to_come_is_told_apart_from_what_was(pipeline: Pipeline, language: str) -> None:
    sentences = TEXTS[language]
    was = " ".join(sentences[: sentences.index(TO_COME)])
    given = report(" ".join(filter(None, sentences)).encode(), name=f"{language}.txt", suffix=".txt")
    assert isinstance(given, Report)
    told = [claim for claim in pipeline.read(given).claims if claim.kind in DEEDS]
    before = [claim.modality for claim in told if claim.start < len(was)]
    after = [claim.modality for claim in told if claim.start > len(was)]
    assert before and set(before) <= {"asserted", "reported"}
    assert len(after) >= 2 and set(after) <= {"forecast", "planned", "conditional"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "Боевики обстреляли город. Если повстанцы не уйдут из Велмора до пятницы, армия начнёт штурм.",
            {"withdrawal", "attack"},
        ),
        ("Los rebeldes bombardearon la ciudad. Si el ejército ataca el puente, los rebeldes tomarán la ciudad.", {"attack"}),
        (
            "반군이 도시를 포격했다. 반군이 금요일까지 벨모르에서 철수하지 않으면 군은 공격을 시작할 것이라고 경고했다.",
            {"withdrawal"},
        ),
        ("قصف المسلحون المدينة. إذا لم ينسحب المتمردون من فيلمور قبل الجمعة فسيهاجم الجيش.", {"withdrawal"}),
    ],
)
def test_what_a_condition_opens_is_conditional(pipeline: Pipeline, text: str, kinds: set[str]) -> None:
    made = report(text.encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    told = [c for c in pipeline.read(made).claims if c.start > text.index(".") and c.kind in kinds]
    assert {c.kind for c in told} == kinds
    assert all(
        c.modality in ("conditional", "planned", "forecast") and not (c.negated and c.modality == "asserted") for c in told
    )


@pytest.mark.parametrize(
    "text",
    [
        "Les rebelles ont bombardé la ville. Le gouverneur aurait fui la ville.",
        "Los rebeldes bombardearon la ciudad. El gobernador habría huido.",
        "Боевики обстреляли город. По слухам, армия взяла Велмор.",
        "İsyancılar kenti bombaladı. Ordunun köprüyü ele geçirdiği iddia edildi.",
    ],
)
def test_what_is_only_said_to_be_so_is_unconfirmed(pipeline: Pipeline, text: str) -> None:
    made = report(text.encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report)
    told = [c for c in pipeline.read(made).claims if c.start > text.index(".") and c.kind in ("flight", "territory_taken")]
    assert told and all(c.modality == "unconfirmed" for c in told)
