"""The trained tagger as installed: skipped where the encoder's package is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fogline.reading import tagger
from fogline.reading.sentences import Sentence, Token
from fogline.reading.tagger import encoder_file, model, weights
from fogline.reading.tagger.encoder_file import EncoderFile
from fogline.reading.tagger.proposer import TaggerProposer, as_text, clause_verb, head_of
from fogline.reading.tagger.subwords import Subwords

pytestmark = pytest.mark.skipif(not tagger.available(), reason=tagger.missing() or "available")

TEXTS = (
    "Fighters of the Lake Front seized the town of Dorvan on Tuesday and killed twelve policemen.",
    "The ministry denied that its aircraft had bombed the hospital in Harsa.",
    "Rain fell.",
    "The mayor of Orsk, who had fled in March, returned with forty armed men, two lorries and a promise of elections, "
    "residents told a local paper, adding that nobody had been hurt when his convoy crossed the old bridge near the market.",
)


@pytest.fixture(scope="module")
def encoder() -> EncoderFile:
    path = encoder_file.installed()
    assert path is not None
    return EncoderFile(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tagger.build(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def proposer(encoder: EncoderFile, folder: Path) -> TaggerProposer:
    return TaggerProposer(model.Tagger(encoder, weights.load(), folder))


def test_it_sees_who_did_what_where(proposer: TaggerProposer, analyse: Callable[[str], Sentence]) -> None:
    sentence = analyse(TEXTS[0])
    [found] = proposer.propose([sentence])
    taken = next(p for p in found if p.kind == "territory_taken")
    fillers = {f.role: sentence.words(f.first, f.last)[0] for f in taken.fillers}
    assert "seized" in sentence.words(taken.trigger[0], taken.trigger[-1])[0]
    assert "Lake Front" in fillers["actor"] and "Dorvan" in fillers["place"]
    assert taken.by == "tagger" and 0 < taken.score <= 1000


def test_a_sentence_reads_the_same_alone_and_among_others(
    proposer: TaggerProposer, encoder: EncoderFile, folder: Path, analyse: Callable[[str], Sentence]
) -> None:
    texts = [as_text(analyse(text)) for text in TEXTS]
    fresh = model.Tagger(encoder, weights.load(), folder)
    alone = [fresh.read([text])[0] for text in texts]
    assert fresh.read(texts) == alone
    assert fresh.read(texts[::-1] * 20)[:4] == alone[::-1]
    assert model.Tagger(encoder, weights.load(), folder, threads=2).read(texts) == alone


def test_it_reads_without_a_parse_and_without_capitals(proposer: TaggerProposer) -> None:
    words = ["rebels", "attacked", "an", "army", "post", "in", "dorvan", ",", "killing", "three", "soldiers", "."]
    tokens, at = [], 100
    for i, word in enumerate(words):
        tokens.append(Token(i=i, text=word, start=at, end=at + len(word), head=i))
        at += len(word) + 1
    text = " ".join(words)
    sentence = Sentence(text=text, start=100, end=100 + len(text), segment="body", language="en", tokens=tokens)
    [found] = proposer.propose([sentence])
    assert found and all(0 <= f.first <= f.head <= f.last < len(words) for p in found for f in p.fillers)


def test_a_sentence_longer_than_the_encoder_is_read_in_pieces(proposer: TaggerProposer) -> None:
    words = ("Gunmen killed three villagers near Dorvan and fled . " * 60).split()
    tokens, at = [], 0
    for i, word in enumerate(words):
        tokens.append(Token(i=i, text=word, start=at, end=at + len(word), head=i))
        at += len(word) + 1
    sentence = Sentence(text=" ".join(words), start=0, end=at - 1, segment="body", language="en", tokens=tokens)
    found = proposer.views([sentence])[0].tagged
    assert max(t.last for t in found) > 400  # the end is read too
    assert [t.first for t in found] == sorted(t.first for t in found)
    assert all(words[i] == "killed" for t in found if t.kinds[0][0] == "attack_on_civilians" for i in (t.first,))


@pytest.mark.parametrize("text", ["", " ", "\u200b", "😀 😀", "١٢٣", "a" * 3000])
def test_odd_text_is_no_error(proposer: TaggerProposer, text: str) -> None:
    words = [(i, i + len(w)) for i, w in [(text.find(w), w) for w in text.split()]]
    tokens = [Token(i=k, text=text[a:b], start=a, end=b, head=k) for k, (a, b) in enumerate(words)]
    sentence = Sentence(text=text, start=0, end=len(text), segment="body", language="en", tokens=tokens)
    assert isinstance(proposer.views([sentence])[0].tagged, list)


def test_it_is_merged_once_and_named_by_its_content(encoder: EncoderFile, folder: Path, tmp_path: Path) -> None:
    again = model.build(encoder, weights.load(), folder.parent)
    before = (folder / model.MODEL_FILE).stat().st_mtime_ns
    assert (
        again == folder
        and (model.build(encoder, weights.load(), folder.parent) / model.MODEL_FILE).stat().st_mtime_ns == before
    )
    elsewhere = model.build(encoder, weights.load(), tmp_path)
    assert elsewhere.name == folder.name
    assert (elsewhere / model.MODEL_FILE).read_bytes() == (folder / model.MODEL_FILE).read_bytes()


def test_a_build_that_broke_off_is_done_again(encoder: EncoderFile, folder: Path, tmp_path: Path) -> None:
    made = model.build(encoder, weights.load(), tmp_path)
    (made / model.PIECES_FILE).unlink()
    (made / model.MODEL_FILE).write_bytes(b"half")
    model.build(encoder, weights.load(), tmp_path)
    assert (made / model.MODEL_FILE).read_bytes() == (folder / model.MODEL_FILE).read_bytes()


def test_words_are_cut_as_the_encoder_was_trained(encoder: EncoderFile) -> None:
    tokenizers = pytest.importorskip("tokenizers")
    pairs = [(piece, float(score)) for piece, score in zip(encoder.pieces, encoder.scores, strict=True)]
    reference = tokenizers.Tokenizer(tokenizers.models.Unigram(pairs, unk_id=encoder.unknown))
    reference.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace(prepend_scheme="always")
    own = Subwords(encoder.pieces, encoder.scores.tolist(), encoder.characters, encoder.unknown)
    for text in (
        *TEXTS,
        "Повстанцы взяли город Дорван.",
        "반군이 도시를 점령했다고 밝혔다.",
        "شورشیان شهر را گرفتند",
        "10.000 people’s",
    ):
        assert list(own.encode(text).ids) == reference.encode(text, add_special_tokens=False).ids


def test_heads_of_phrases_and_verbs_of_clauses(analyse: Callable[[str], Sentence]) -> None:
    sentence = analyse("Soldiers of the northern army shelled two villages.")
    words = [t.text for t in sentence.tokens]
    assert words[head_of(sentence, 0, 4)] == "Soldiers"
    assert words[head_of(sentence, words.index("two"), words.index("villages"))] == "villages"
    assert words[clause_verb(sentence, words.index("villages"))] == "shelled"


def test_rows_are_quantised_one_by_one(encoder: EncoderFile, folder: Path) -> None:
    """A row with huge activations must not coarsen its neighbours: the fault of a range over the whole batch."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(folder / model.MODEL_FILE), providers=["CPUExecutionProvider"])
    quiet = np.random.default_rng(3).standard_normal((8, encoder.shape.hidden)).astype(np.float32)

    def run(*sentences: np.ndarray) -> np.ndarray:
        rows, count = np.concatenate(sentences), len(sentences)
        layout = np.arange(8 * count).reshape(count, 8)
        flat = layout.ravel()
        given = {"states": rows, "layout": layout, "back": flat, "mask": np.ones((count, 8), np.int32), "kept": flat}
        return np.asarray(session.run(None, given)[0])

    assert np.array_equal(run(quiet, quiet * 1000)[:8], run(quiet))
