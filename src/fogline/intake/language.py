"""Which language a text is written in, by py3langid (right on all nine languages that were probed, Pashto among them)."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from fogline.tables import folder_of, table

SAMPLE = 1000  # characters that are looked at
LEAST_LETTERS = 20  # below it an alphabetic text says too little
LEAST_SIGNS = 6  # the same for writing whose signs are syllables or words
LEAST_CONFIDENCE = 0.6
LEAST_IN_OTHER_LETTERS = 0.4  # fewer languages share them than share Latin ones, and no English can be read into them
LAST_LATIN = "\u024f"
FOREIGN_LETTERS = 50  # a passage shorter than this is not told apart from its report
FOREIGN_LETTERS_IN_OTHER_SCRIPT = 20
FOREIGN_CONFIDENCE = 0.98
LEAST_ENGLISH = 0.12  # share of the words of English text that its commonest words make up at the very least
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
    sample = text[:SAMPLE]
    apart = _apart(sample, main)
    if not is_enough(sample, main) or (not apart and _is(sample, main)):
        return None
    language, confidence = classify(text)
    sure = confidence >= (LEAST_IN_OTHER_LETTERS if apart else FOREIGN_CONFIDENCE)
    return language if sure and folder_of(language) != folder_of(main) else None


def is_enough(text: str, language: str) -> bool:
    """Whether a passage is long enough to be told apart from `language`: in another script little is."""
    least = FOREIGN_LETTERS_IN_OTHER_SCRIPT if _apart(text, language) else FOREIGN_LETTERS
    return sum(map(str.isalpha, text[:SAMPLE])) >= least


def _apart(text: str, language: str) -> bool:
    return script(text) != SCRIPTS.get(folder_of(language), "latin")


SCRIPTS = {
    "ko": "hangul", "ru": "cyrillic", "uk": "cyrillic", "fa": "arabic", "ar": "arabic", "ps": "arabic", "ur": "arabic",
    "bg": "cyrillic", "mk": "cyrillic", "be": "cyrillic", "ckb": "arabic", "el": "other", "he": "other", "ja": "other",
    "zh": "other",
}  # fmt: skip
_RANGES = (
    ("latin", "A", LAST_LATIN),
    ("cyrillic", "\u0400", "\u052f"),
    ("arabic", "\u0600", "\u077f"),
    ("hangul", "\uac00", "\ud7a3"),
)


def script(text: str) -> str:
    """The script of most letters: latin, cyrillic, arabic, hangul or other."""
    letters = [c for c in text if c.isalpha()]
    counts = {name: sum(first <= c <= last for c in letters) for name, first, last in _RANGES}
    best = max(counts, key=lambda name: counts[name])
    return best if 2 * counts[best] >= len(letters) else "other"


def _is(text: str, main: str) -> bool:
    """Whether a passage is so plainly English that nothing need be asked; for other languages it is not known."""
    words = text.lower().split()
    return main == "en" and sum(word in _common() for word in words) >= LEAST_ENGLISH * len(words)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in table("en/common.tsv"))


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # 0.3 s, so only on use

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
