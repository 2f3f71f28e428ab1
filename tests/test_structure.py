"""Rules of the house that a machine can check: imports, provenance of data, nothing private in what is committed."""

from __future__ import annotations

import ast
import lzma
import re
import subprocess
from pathlib import Path

import pytest

from fogline import tables
from fogline.cli import app

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "fogline"
# Folders of the flow in docs/architecture.md: each may import what all may, and itself.
STAGES = ("intake", "reading", "naming", "dating", "tracing", "reconciling", "situation", "store", "publish", "contract")
FOR_ALL = {"records", "errors", "tables", "settings", "calendars", "keyed"}
# What a stage needs beyond that, with the reason; nothing else is let through.
ALLOWED = {
    "naming": {"case"},  # the records that a case's files are read into
    "contract": {"codes", "situation", "why"},  # the forms of their records are its subject
    "publish": {"codes"},  # what other catalogues call an event
}
MOST_LINES = 400
HEADLESS = ("template",)  # files that are copied into new cases, with headers of their own
SHIPPED = (
    *(".py", ".toml", ".md", ".tsv", ".txt", ".lock", ".css", ".html", ".jsonl", ".ann", ".ts", ".mjs", ".json"),
    *("Makefile", "run", "LICENSE"),
)
INSIDE = (
    *("src", "tests", "docs", "bench", "tools", "training", "web"),
    *("requirements.lock", "pyproject.toml", "Makefile", "README.md"),
)
MADE = {"__pycache__", "node_modules", "built"}  # folders of what is not kept


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Modules of ours that a file imports, by their first name below `fogline`; what is only for types counts too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "fogline":
            rest = node.module.split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("fogline.")}
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_records_errors_tables_settings_and_itself(stage):
    allowed = FOR_ALL | {stage} | ALLOWED.get(stage, set())
    wrong = {
        f"{path.relative_to(SOURCE)}: {sorted(extra)}"
        for path in (SOURCE / stage).rglob("*.py")
        if (extra := imported(path) - allowed)
    }
    assert not wrong


def test_the_records_import_nothing_of_ours():
    assert imported(SOURCE / "records.py") == set()
    assert imported(SOURCE / "errors.py") == set()


def test_the_import_rule_can_fail(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("from fogline.naming import toponyms\nimport fogline.store\nfrom fogline import records\n")
    assert imported(bad) == {"naming", "store", "records"}


def test_no_module_is_longer_than_is_read_in_one_go():
    long = {path.relative_to(SOURCE).as_posix() for path in modules() if len(path.read_text().splitlines()) > MOST_LINES}
    assert long <= {"records.py"}  # one record after the other, no logic


def test_any_exception_is_caught_in_the_runner_and_at_the_edge_alone():
    wide = {
        path.relative_to(SOURCE).as_posix() for path in modules() if re.search(r"except (Base)?Exception\b", path.read_text())
    }
    known = {
        "store/sqlite.py",  # to roll back, and raises again
        "intake/formats/html.py",  # the parsers of others raise anything on hostile bytes: it becomes a SourceError
        "intake/formats/pdf.py",
    }
    assert wide - known <= {"runner.py", "cli/__init__.py"}


def test_libraries_read_no_environment():
    readers = {path.relative_to(SOURCE).as_posix() for path in modules() if "os.environ" in path.read_text()}
    where_caches_are = {"naming/gaz_compile.py", "reading/tagger/model.py"}  # the convention for cache folders, no setting
    assert readers - where_caches_are <= {"cli/options.py", "cli/output.py"}


@pytest.mark.parametrize("path", sorted(tables.DATA.rglob("*.tsv*")), ids=lambda path: path.name)
def test_every_table_tells_whence_it_comes(path):
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            head = "".join(line for _, line in zip(range(40), lines, strict=False) if line.startswith("#"))
        missing = [key for key in tables.REQUIRED if f"# {key}:" not in head]
    else:
        missing = [key for key in tables.REQUIRED if not tables.header(path).get(key)]
        assert path.parent.name in HEADLESS or sum(1 for _ in tables.rows(path)) > 0
    assert not missing


def committed() -> list[Path]:
    """Text files that git would take; all below the known folders where this is no clone."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if told.returncode == 0:
        found = [ROOT / name for name in told.stdout.splitlines()]
    else:
        found = [path for name in INSIDE for path in ([ROOT / name] if (ROOT / name).is_file() else (ROOT / name).rglob("*"))]
    return [path for path in found if path.is_file() and path.name.endswith(SHIPPED) and MADE.isdisjoint(path.parts)]


MARKS = [  # put together here, so that this file does not hold them itself
    ("a registry's address", re.compile("(?:index|find)" + "-(?:url|links)" + r"[ =]+\S*(?:https?|file):|/simple" + "/")),
    ("an absolute path", re.compile(r"(?<![\w.:/~\\])/" + "(?:home|root|work|tmp|Users)" + r"/\w")),
    ("a note to oneself", re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|X" + r"XX)\b")),
]  # fmt: skip


@pytest.mark.parametrize(("what", "mark"), MARKS, ids=[what for what, _ in MARKS])
def test_nothing_that_is_committed_holds(what, mark):
    found = []
    for path in committed():
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if mark.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert not found, what


def test_the_marks_find_what_they_are_for():
    bad = ["--index" + "-url https://a.example/b", "see /ho" + "me/ada/x", "# TO" + "DO later"]
    assert [bool(mark.search(line)) for (_, mark), line in zip(MARKS, bad, strict=True)] == [True] * 3


def test_every_command_and_setting_is_documented():
    from fogline.settings import TABLE

    told = "".join(path.read_text() for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    commands = [command.name for command in app.registered_commands]
    assert [name for name in commands if f"fogline {name}" not in told] == []
    assert [row.name for row in TABLE if f"`{row.name}`" not in told] == []


def test_every_error_and_kind_of_plugin_is_documented():
    from fogline.plugins import BUILT_IN

    told = (ROOT / "docs" / "architecture.md").read_text()
    errors = re.findall(r"^class (\w+)", (SOURCE / "errors.py").read_text(), re.M)
    assert [name for name in [*errors, *BUILT_IN] if f"`{name}`" not in told] == []


def test_every_folder_of_the_flow_is_in_the_picture():
    told = (ROOT / "docs" / "architecture.md").read_text()
    folders = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert {name for name in folders if f"`{name}/`" not in told} == set()


def test_the_lock_has_a_hash_for_everything():
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    pins = [i for i, line in enumerate(lines) if "==" in line]
    assert len(pins) > 50 and all("--hash=sha256:" in lines[i + 1] for i in pins)
