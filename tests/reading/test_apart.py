"""So many days between two events, one of which says its day; own text. Wednesday is the 10th of April 2024."""

from __future__ import annotations

import datetime as dt

import pytest

from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Report

TEXTS = {  # of each: the sentence and which words of two claims stand with which day of the month
    "en": [
        ("Dalgah fell to the rebels on Monday, two days after the army retook Besk in a battle.", {"fell": 8, "retook": 6}),
        ("Rebels took Dalgah on 3 April, a week after they had entered Beskudnik.", {"took": 3, "entered": (24, 30)}),
        ("Three days before the rebels entered Beskudnik on 3 April, the army left Dalgah.", {"entered": 3}),
        ("The rebels entered Dalgah on 3 April; three days later, after a battle, the army took it back.", {"entered": 3}),
        ("The rebels took Dalgah on Sunday, two days after the capture of Beskudnik.", {"took": 7, "capture": 5}),
    ],
    "es": [("Los rebeldes tomaron Dalgah el lunes, dos días después de que el ejército recuperara Orlin.",
            {"tomaron": 8, "recuperara": 6})],
    "fr": [("Les rebelles ont pris Dalgah lundi, deux jours après que l'armée a repris Orlin.", {"pris": 8, "repris": 6})],
    "ru": [("Повстанцы захватили Дальгу в понедельник, через два дня после того, как армия отбила Орлин.",
            {"захватили": 8, "отбила": 6})],
    "sr": [("Pobunjenici su zauzeli Dalgu u ponedeljak, dva dana nakon što je vojska povratila Orlin.",
            {"zauzeli": 8, "povratila": 6})],
    "ar": [("استولى المسلحون على دلقة يوم الاثنين، بعد يومين من استعادة الجيش بلدة الكرم.", {"استولى": 8, "استعادة": 6})],
}  # fmt: skip
HEADS = {
    "en": "10 April 2024\n\nThe army took the hill. Rebels shelled the town of Tarn.\n\n",
    "es": "10 de abril de 2024\n\nEl ejército tomó la colina. Los rebeldes bombardearon la ciudad.\n\n",
    "fr": "10 avril 2024\n\nL'armée a pris la colline. Les rebelles ont bombardé la ville.\n\n",
    "ru": "10 апреля 2024 года\n\nАрмия захватила высоту. Боевики обстреляли город.\n\n",
    "sr": "10. april 2024.\n\nVojska je zauzela brdo. Pobunjenici su granatirali grad.\n\n",
    "ar": "10 أبريل 2024\n\nسيطر الجيش على التلة. قصف المسلحون المدينة.\n\n",
}


@pytest.mark.parametrize(
    ("language", "sentence", "wanted"), [(language, *each) for language, some in TEXTS.items() for each in some]
)
def test_the_other_event_has_its_day_from_there(language, sentence, wanted):
    made = report((HEADS[language] + sentence).encode(), name="own.txt", suffix=".txt")
    assert isinstance(made, Report) and made.known_by == dt.date(2024, 4, 10)
    read = Pipeline().read(made).claims
    for word, day in wanted.items():
        at = made.text.index(word, len(HEADS[language]))
        (claim,) = [c for c in read if c.trigger[0] <= at < max(c.trigger[1], c.trigger[0] + len(word))]
        assert claim.time is not None and claim.time.start is not None and claim.time.end is not None
        first, last = day if isinstance(day, tuple) else (day, day)
        assert (claim.time.start.day, claim.time.end.day) == (first, last), (word, claim.time)
