"""Which language a text is written in, by py3langid (right on all nine languages that were probed, Pashto among them)."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

SAMPLE = 1000  # characters that are looked at
LEAST_LETTERS = 20  # below it an alphabetic text says too little
LEAST_SIGNS = 6  # the same for writing whose signs are syllables or words
LEAST_CONFIDENCE = 0.6
LEAST_IN_OTHER_LETTERS = 0.4  # fewer languages share them than share Latin ones, and no English can be read into them
LAST_LATIN = "\u024f"
FOREIGN_LETTERS = 50  # a passage shorter than this is not told apart from its report
FOREIGN_CONFIDENCE = 0.98
UNKNOWN = "und"
ONE = (("sr", "hr", "bs"), ("en", "pcm"))  # of one language, between which a text's probability is split
WRITTEN_AS = {"pcm": "en"}  # news of Nigeria in English is taken for Pidgin


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


def classify(text: str) -> tuple[str, float]:
    """The likeliest language of the start of `text` and its probability, however short it is. Standards of one language count
    together."""
    sample = text[:SAMPLE]
    if sample.isupper():
        sample = sample.lower()
    ranked = _identifier().rank(sample)
    likeliest, probability = ranked[0]
    together = next((standards for standards in ONE if likeliest in standards), ())
    likeliest = WRITTEN_AS.get(likeliest, likeliest)
    return likeliest, sum(p for language, p in ranked if language in together) if together else probability


def language_of(text: str) -> str:
    """BCP 47 code of the language of `text`, "und" where it is too short or too mixed to say."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    signs = sum("\u3040" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3" for sign in sample)
    if letters < LEAST_LETTERS and signs < LEAST_SIGNS:
        return UNKNOWN
    language, confidence = classify(sample)
    latin = sum(c.isalpha() and c <= LAST_LATIN for c in sample)
    least = LEAST_CONFIDENCE if 2 * latin >= letters else LEAST_IN_OTHER_LETTERS
    return language if confidence >= least else UNKNOWN


def foreign(text: str, main: str) -> str | None:
    """The language of a passage where it is plainly not `main`, the language of its report."""
    if sum(map(str.isalpha, text[:SAMPLE])) < FOREIGN_LETTERS:
        return None
    language, confidence = classify(text)
    return language if language != main and confidence >= FOREIGN_CONFIDENCE else None


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # 0.3 s, so only on use

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
