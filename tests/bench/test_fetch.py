"""Downloads land whole or not at all; nothing here uses a network."""

from __future__ import annotations

import io
import urllib.request
from pathlib import Path

import corpora
import fetch
import pytest

from fogline.errors import BackendError, SourceError


def test_an_archive_is_taken_once_and_named_by_its_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(address: str, timeout: float) -> io.BytesIO:
        asked.append(address)
        return io.BytesIO(b"archive")

    monkeypatch.setattr(urllib.request, "urlopen", answer)
    for _ in range(2):
        assert fetch.main(["--to", str(tmp_path / "new"), "muc4", "muc4_train"]) == 0
    commit = corpora.corpora()["muc4"].commit
    assert asked == [f"https://github.com/xinyadu/gtt/archive/{commit}.tar.gz"]
    assert [p.read_bytes() for p in (tmp_path / "new").iterdir()] == [b"archive"]


def test_a_broken_download_leaves_nothing_and_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str, timeout: float) -> io.BytesIO:
        raise OSError("no route")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(BackendError, match="no route"):
        fetch.main(["--to", str(tmp_path), "lgl"])
    assert not list(tmp_path.iterdir())
    with pytest.raises(SourceError, match="syria_outlets"):
        fetch.main(["--to", str(tmp_path), "syria"])
