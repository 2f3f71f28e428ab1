"""The network that is trained and the one that runs are the same function. Skipped where PyTorch or the encoder is missing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fogline.reading.tagger import encoder_file, model, weights
from fogline.reading.tagger.heads import distances
from fogline.reading.tagger.subwords import Subwords

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")
pytestmark = pytest.mark.skipif(encoder_file.installed() is None, reason="the encoder's package is not installed")

TEXT = "Two shells hit the market of Orsk, wounding nine traders, the mayor said."


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    import examples
    import train
    from annotations import Sentence, event
    from network import Size, Tagger

    path = encoder_file.installed()
    assert path is not None
    torch.manual_seed(1)
    encoder = encoder_file.EncoderFile(path)
    subwords = Subwords(encoder.pieces, encoder.scores.tolist(), encoder.characters, encoder.unknown)
    line = (
        "shelling | trig: shells | target: traders | qty: wounded=nine | place: market of Orsk | by: mayor | modality=reported"
    )
    sentence = Sentence(id="x", text=TEXT, events=(event(TEXT, line),))
    text = examples.analysed(TEXT)
    one = examples.example(sentence, text, subwords)
    network = Tagger(encoder, Size(layers=2, adapted=1))
    network.prepare([one])
    train.standardise(network, [one])
    train.fit(network, [one] * 4, train.Plan(epochs=2, batch=2))
    out = tmp_path_factory.mktemp("weights") / "weights.npz"
    train.save(out, network, train.Plan(), "none")
    return encoder, network, one, text, weights.load(out), out


def test_what_runs_is_what_was_trained(trained, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    encoder, network, one, _, loaded, _ = trained
    tagger = model.Tagger(encoder, loaded, model.build(encoder, loaded, tmp_path))
    window = model._Window(text=0, word=0, first=list(one.first), ids=(encoder.begin, *one.ids, encoder.end))
    [(_, states)] = list(tagger._encoded([window]))
    with torch.no_grad():
        words = network.words(network.encode([one]), [one])
        reference = words[0].numpy()
        cosine = (states * reference).sum() / np.linalg.norm(states) / np.linalg.norm(reference)
        assert cosine > 0.995  # what quantisation to 8 and 7 bits leaves of it
        triggers = network.triggers(words)[0].softmax(-1).numpy()
        assert np.allclose(tagger._heads.triggers(reference), triggers, atol=2e-3)
        span = one.targets[0].trigger
        of = network.of(words, [(0, *span)])
        far = torch.from_numpy(distances(len(reference), *span))[None]
        roles, numbers = network.roles(words, of, [(0, *span)], far, [len(reference)])
        kinds, _ = network.kinds(of)
    said = tagger._heads.of_triggers(reference, [span])
    parts = tagger._heads.parts(reference, [span])
    assert np.allclose(parts.roles, roles.softmax(-1).numpy(), atol=2e-3)
    assert np.allclose(parts.numbers, numbers.softmax(-1).numpy(), atol=2e-3)
    assert np.allclose(said.kinds, kinds.softmax(-1).numpy(), atol=2e-3)


def test_the_same_training_gives_the_same_bytes(trained, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    import train

    _, network, _, _, _, out = trained
    train.save(tmp_path / "again.npz", network, train.Plan(), "none")
    assert (tmp_path / "again.npz").read_bytes() == out.read_bytes()


def test_labels_by_word_end_with_the_sentence() -> None:
    import train

    rows = [train.tags(4, [(1, (0, 1)), (0, (1, 2)), (2, (3, 3))]), train.tags(6, [])]
    assert train.filled(rows, train.PAST_END).tolist() == [[3, 4, 0, 5, train.PAST_END, train.PAST_END], [0] * 6]


def test_a_span_takes_whole_words_and_slots_their_labels() -> None:
    import examples
    from annotations import event

    text = "Ten left Orsk."
    found = event(text, "withdrawal | trig: left | actor: Ten | from: Orsk | neg")
    made = examples._target(found, text, [(0, 3), (4, 8), (9, 13)])
    assert made is not None
    assert made.trigger == (1, 1) and made.negated
    assert {(examples.ROLES[r], at) for r, at in made.roles} == {("actor", (0, 0)), ("origin", (2, 2))}
