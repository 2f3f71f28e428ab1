from __future__ import annotations

import json
import re
from pathlib import Path

import annotations
import pytest
import standoff

ROOT = Path(__file__).parents[2]
DOCUMENT = "A  first line .\n the rebels took\nthe bridge ; the rebels left , he said . He is Dr. Baran ."
COLLAPSED = re.sub(r"\s+", " ", DOCUMENT)
TEXT = "the rebels took the bridge ; the rebels left , he said ."
EVENTS = """E territory_taken | trig: took | actor: rebels | place: bridge | by: he (=Dr. Baran) | modality=reported
E withdrawal | trig: left | actor: the rebels#2 | neg | aspect=planned | hedge=actors
E statement | trig: said | actor: he (=somebody else) | qty: people=first | other: object=bridge
"""


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    (tmp_path / "muc4").mkdir()
    (tmp_path / "muc4" / "train.jsonl").write_text(json.dumps({"docid": "D:1", "doctext": DOCUMENT}) + "\n")
    return tmp_path


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    start = COLLAPSED.index(TEXT)
    path = tmp_path / "x.ann"
    events = EVENTS.replace(" | qty: people=first", "")
    path.write_text(f"S muc4t:D:1:{start}-{start + len(TEXT)} | {TEXT}\nC A first line .\n{events}")
    return path


def test_what_is_stripped_comes_back(corpora: Path, coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "x.jsonl"
    assert standoff.main(["strip", str(out), str(coded), "--corpora", str(corpora)]) == 0
    [before], [after] = annotations.read(coded), standoff.restored(out, corpora)
    assert after.text == before.text and after.id == before.id
    for a, b in zip(after.events, before.events, strict=True):
        assert (a.kind, a.spans, a.others, a.quantities, a.negated, a.modality, a.aspect, a.hedged) == (
            b.kind, b.spans, b.others, b.quantities, b.negated, b.modality, b.aspect, b.hedged,
        )  # fmt: skip
    assert after.events[0].antecedents == before.events[0].antecedents  # its words stand in the document
    assert after.events[2].antecedents == {}  # those of the annotator's own making do not, and go
    assert standoff.main(["check", str(out), "--corpora", str(corpora)]) == 0


def test_a_standoff_file_has_none_of_the_words(corpora: Path, coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.jsonl"
    standoff.main(["strip", str(out), str(coded), "--corpora", str(corpora)])
    kept = out.read_text()
    assert not [word for word in ("rebels", "bridge", "took", "Baran", "said") if word in kept]


def test_printing_and_reading_again_is_the_identity(corpora: Path, coded: Path, tmp_path: Path) -> None:
    [before] = annotations.read(coded)
    again = tmp_path / "again.ann"
    again.write_text(standoff.printed(before))
    [after] = annotations.read(again)
    assert after == before


def test_another_version_of_a_corpus_is_found_out(
    corpora: Path, coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.jsonl"
    standoff.main(["strip", str(out), str(coded), "--corpora", str(corpora)])
    changed = DOCUMENT.replace("rebels", "rabble")
    (corpora / "muc4" / "train.jsonl").write_text(json.dumps({"docid": "D:1", "doctext": changed}) + "\n")
    standoff.documents.cache_clear()
    assert standoff.main(["check", str(out), "--corpora", str(corpora)]) == 1
    assert "x.jsonl:1" in capsys.readouterr().err


def test_missing_corpora_are_named(corpora: Path, coded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    standoff.documents.cache_clear()
    assert standoff.main(["strip", str(tmp_path / "x.jsonl"), str(coded), "--corpora", str(tmp_path / "none")]) == 1
    error = capsys.readouterr().err
    assert "train.jsonl" in error and "--corpora" in error


@pytest.mark.parametrize("name", ["muc4t:D:1", "other:D:1-2", "muc4t:E:0-5"])
def test_bad_ids_are_refused(corpora: Path, name: str) -> None:
    standoff.documents.cache_clear()
    with pytest.raises(annotations.FormatError, match=re.escape(name.split(":")[0])):
        standoff.located(name, corpora)


@pytest.mark.parametrize("path", sorted((ROOT / "annotations" / "en").glob("*.jsonl")), ids=lambda p: p.name)
def test_what_is_committed_is_offsets_only(path: Path) -> None:
    known = annotations.KINDS | annotations.MODALITIES | annotations.ASPECTS | annotations.FRAMES | annotations.WHATS
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        assert set(record) == {"id", "digest", "events"}
        strings = re.findall(r'"([^"]*)"', json.dumps(record["events"]))
        keys = {"kind", "spans", "quantities", "others", "antecedents", "modality", "aspect", "frame", "negated", "hedged"}
        names = set(annotations.SPAN_SLOTS) | {"object", "recipient", "provider", "carrier", "host", "addressee", "leader"}
        odd = {s for s in strings if s not in known | keys | names and " " in s}
        assert not odd


@pytest.mark.parametrize("path", sorted((ROOT / "annotations" / "en").glob("*.ann")), ids=lambda p: p.name)
def test_what_is_committed_keeps_the_format(path: Path) -> None:
    problems: list[str] = []
    sentences = list(annotations.read(path, problems))
    assert sentences and not problems
    assert len({s.id for s in sentences}) == len(sentences)
