"""All benchmarks in order, then one table of what they say against floors.toml: `make bench`.

    python bench/run.py --data ../shared/bench [--only tolls speed] [--limit N] [--json FILE] [--workers 2]

Every benchmark runs as a process of its own. One whose corpora are not below --data is left out with a message that says how to
get them; floors hold only for the very files that they were measured on (SHA-256 in corpora.toml) and for all of
their documents, so --limit switches them off. Exit 1 where a figure misses its floor or a benchmark fails.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora import is_pinned, located
from figures import DEFAULT_DATA, Figure, fails, script

from fogline import tables
from fogline.errors import SourceError

HERE = Path(__file__).parent
MANY = ("tolls", "shootings", "triggers", "plover")  # these can share their reading among processes


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A table of floors.toml. `arguments` are a whole command line ("{lgl}": that corpus's file) of a script
    that holds floors of its own."""

    name: str
    script: str
    corpora: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # other files, by their path from the folder of the corpora
    arguments: tuple[str, ...] = ()
    floors: dict[str, float] = field(default_factory=dict)
    targets: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a benchmark: its figures, or why there are none. `held`: whether its floors apply."""

    benchmark: Benchmark
    figures: tuple[Figure, ...] = ()
    held: bool = False
    left_out: str = ""
    failed: bool = False


def benchmarks(path: Path = HERE / "floors.toml") -> list[Benchmark]:
    return [
        Benchmark(
            name=name,
            script=entry.get("script", name),
            corpora=tuple(entry.get("corpora", ())),
            needs=tuple(entry.get("needs", ())),
            arguments=tuple(entry.get("arguments", ())),
            floors=entry.get("floors", {}),
            targets=entry.get("targets", {}),
        )
        for name, entry in tables.toml(path).items()
    ]


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    chosen = [b for b in benchmarks() if not options.only or b.name in options.only]
    outcomes = [_run(benchmark, options) for benchmark in chosen]
    print("\n" + summary(outcomes))
    if options.json:
        found = {o.benchmark.name: {f.name: f.value for f in o.figures} for o in outcomes if o.figures}
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return int(any(o.failed or missed(o) for o in outcomes))


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--data", type=Path, default=DEFAULT_DATA)
    made.add_argument("--only", nargs="+", help="names of benchmarks")
    made.add_argument("--limit", type=int, help="documents for each; floors are then not applied")
    made.add_argument("--workers", type=int, default=1)
    made.add_argument("--json", type=Path, help="write all figures there")
    return made


def _run(benchmark: Benchmark, options: Any) -> Outcome:
    print(f"\n== {benchmark.name}", flush=True)
    script_path = HERE / f"{benchmark.script}.py"
    try:
        for corpus in benchmark.corpora:
            located(corpus, options.data)
        for path in (options.data / need for need in benchmark.needs):
            if not path.exists():
                raise SourceError(f"{path} is not there", "put the coded reports and their scorer beside the corpora")
    except SourceError as error:
        print(f"left out: {error}", flush=True)
        return Outcome(benchmark=benchmark, left_out=str(error))
    if benchmark.arguments:
        files = {corpus: str(located(corpus, options.data)) for corpus in benchmark.corpora}
        status = subprocess.run(
            [sys.executable, str(script_path), *(a.format(**files) for a in benchmark.arguments)]
        ).returncode
        return Outcome(
            benchmark=benchmark, left_out=f"figures above, its own floors {'missed' if status else 'held'}", failed=bool(status)
        )
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        call = [sys.executable, str(script_path), "--data", str(options.data), "--json", str(out)]
        call += ["--limit", str(options.limit)] if options.limit else []
        call += ["--workers", str(options.workers)] if benchmark.name in MANY else []
        status = subprocess.run(call).returncode
        if status or not out.is_file():
            return Outcome(benchmark=benchmark, left_out=f"it ended with status {status}", failed=True)
        figures = tuple(Figure(name=name, **value) for name, value in json.loads(out.read_text("utf-8")).items())
    held = options.limit is None and all(is_pinned(corpus, options.data) for corpus in benchmark.corpora)
    return Outcome(benchmark=benchmark, figures=figures, held=held)


def missed(outcome: Outcome) -> list[str]:
    """The floors that the figures miss; a floor for a figure that is not there is missed too."""
    if not outcome.held:
        return []
    by_name = {f.name: f for f in outcome.figures}
    return [name for name, floor in outcome.benchmark.floors.items() if name not in by_name or fails(by_name[name], floor)]


def summary(outcomes: Sequence[Outcome]) -> str:
    """The figures that have a floor or a target, and what was left out."""
    lines = [f"{'figure':<58}{'value':>10}{'floor':>9}{'target':>9}"]
    for outcome in outcomes:
        b, by_name = outcome.benchmark, {f.name: f for f in outcome.figures}
        if outcome.left_out:
            lines.append(f"{b.name}: {'FAILED: ' if outcome.failed else ''}{outcome.left_out}")
            continue
        gone = missed(outcome)
        for name in dict.fromkeys([*b.floors, *b.targets]):
            figure = by_name.get(name)
            value = "—" if figure is None or figure.value is None else f"{figure.value:.3f}"
            floor, target = (f"{table[name]:g}" if name in table else "" for table in (b.floors, b.targets))
            verdict = (
                "  MISSED" if name in gone else "" if outcome.held or name not in b.floors else "  (other texts: not held)"
            )
            if figure and not verdict and name in b.targets and fails(figure, b.targets[name]):
                verdict = "  short of the target"
            lines.append(f"{b.name + ': ' + name:<58}{value:>10}{floor:>9}{target:>9}{verdict}")
    return "\n".join(lines)


if __name__ == "__main__":
    script(main)
