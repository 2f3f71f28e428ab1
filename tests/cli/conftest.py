"""Commands as a person runs them, in this process or in one of their own, with a reader without a model, for speed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fogline.cli import app

HERE = Path(__file__).parent
TEXTS = {
    "a.txt": "The Reds took Orlin on 3 May, the mayor said.\n",
    "b.txt": "Nothing was heard from the valley.\n",
    "c.txt": "The Blues took Besk. Later the Reds left.\n",
}


@pytest.fixture(scope="session")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like an installed package with an entry point `fake` for readers."""
    folder = tmp_path_factory.mktemp("site")
    info = folder / "fogline_fake-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: fogline-fake\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[fogline.reader]\nfake = fakes:FakeReader\n")
    return folder


@pytest.fixture(autouse=True)
def fake_reader(plugin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(plugin))
    monkeypatch.setenv("FOGLINE_READER", "fake")
    monkeypatch.setenv("FOGLINE_PATIENCE", "0.2")


@pytest.fixture
def run():
    """`run("add", folder, path)`: exit status, stdout and stderr of a command."""

    def command(*arguments: object, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)

    return command


@pytest.fixture
def start(plugin: Path):
    """`start("read", folder)`: the same in a process of its own."""
    path = os.pathsep.join([str(plugin), str(HERE), str(HERE.parent)])
    environment = {**os.environ, "PYTHONPATH": path, "FOGLINE_READER": "fake", "PYTHONUNBUFFERED": ""}

    def command(*arguments: object, **more: object) -> subprocess.Popen[bytes]:
        line = [sys.executable, "-c", "from fogline.cli import main; main()", *map(str, arguments)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(line, env=environment, **{**pipes, **more})  # type: ignore[call-overload]

    return command


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three small reports and a picture."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture
def case(tmp_path: Path, run) -> Path:
    """A new case without reports."""
    folder = tmp_path / "case"
    assert run("init", folder).exit_code == 0
    return folder


@pytest.fixture
def full(case: Path, pages: Path, run) -> Path:
    """A case whose three reports are added and read."""
    assert run("add", case, pages, "--published", "2030-05-04").exit_code == 0
    assert run("read", case).exit_code == 0
    return case
