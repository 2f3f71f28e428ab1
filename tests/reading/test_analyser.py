"""What is done to a text before the parse leaves its offsets and helps the parse."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fogline.reading.sentences import Sentence


@pytest.mark.parametrize("day", ["On Friday", "On Monday afternoon", "On 3 May"])
def test_a_day_at_the_beginning_is_no_part_of_the_subject(analyse: Callable[[str], Sentence], day: str) -> None:
    text = f"{day} soldiers stormed the police station."
    sentence = analyse(text)
    subject = next(token for token in sentence.tokens if token.text == "soldiers")
    assert (subject.dep, sentence.tokens[subject.head].text) == ("nsubj", "stormed")
    assert "".join(text[token.start : token.end] for token in sentence.tokens) == text.replace(" ", "")
