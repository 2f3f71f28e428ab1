"""Sentences of a war in thirteen languages, behind which single sentences are read as a part of its account (conftest.told)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fogline.records import Claim

Told = Callable[[str, str], list[Claim]]  # language, sentences → what they tell


def rows(name: str) -> list[list[str]]:
    """The rows of a table of own sentences beside the tests."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and line[0] != "#"]


WAR = {
    "en": "The army took the hill on Monday. Rebels shelled the town of Dalgah. ",
    "ko": "정부군이 고지를 점령했다. 반군이 도시를 포격했다. 병사 12명이 숨졌다. ",
    "ru": "Армия захватила высоту. Боевики обстреляли город. Погибли двенадцать солдат. ",
    "fa": "ارتش تپه را گرفت. شورشیان شهر را گلوله‌باران کردند. دوازده سرباز کشته شدند. ",
    "ar": "سيطر الجيش على التلة. قصف المسلحون المدينة. قتل اثنا عشر جنديا. ",
    "tr": "Ordu tepeyi ele geçirdi. İsyancılar kenti bombaladı. Çatışmalarda on iki asker öldü. ",
    "uk": "Армія захопила висоту. Бойовики обстріляли місто. Загинули дванадцять солдатів. ",
    "ps": "پوځ غونډۍ ونیوله. یاغیانو ښار په توپونو وویشت. دولس سرتېري ووژل شول. ",
    "sr": "Vojska je zauzela brdo. Pobunjenici su granatirali grad. Poginulo je dvanaest vojnika. ",
    "hu": "A hadsereg elfoglalta a dombot. A lázadók lőtték a várost. Tizenkét katona halt meg. ",
    "ur": "فوج نے پہاڑی پر قبضہ کر لیا۔ باغیوں نے شہر پر گولہ باری کی۔ بارہ فوجی ہلاک ہوئے۔ ",
    "es": "El ejército tomó la colina. Los rebeldes bombardearon la ciudad. Murieron doce soldados. ",
    "fr": "L'armée a pris la colline. Les rebelles ont bombardé la ville. Douze soldats ont été tués. ",
}
