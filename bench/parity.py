"""The same twelve reports in every language, and others a language by other hands: found, slots, supported, leaks.

`bench/parity/<language>` has the translations with their gold, `bench/blind/<language>` and `bench/fresh/<language>` the others
(README.md of bench/parity and bench/fresh). What a language loses against English on the first set is its reader's loss.
Tables are never changed for a report of these sets, and the blind and the fresh ones are looked at as figures alone.

    python bench/parity.py [--languages ko ru] [--sets parity blind fresh] [--verbose]
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from figures import Figure, finish, parser, script
from transfer import lines, scorer_of

from fogline.pipeline import Pipeline

HERE = Path(__file__).parent
SETS = ("parity", "blind", "fresh")
SCORES = re.compile(r"(found|slots|supported) (\d+)/(\d+) =")
LEAKS = re.compile(r"furniture leaks (\d+)")


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--scorer", type=Path, help="score_claims.py (default: in ../score beside --data)")
    made.add_argument("--languages", nargs="+", help="(default: all that there are)")
    made.add_argument("--sets", nargs="+", default=SETS, choices=SETS)
    options = made.parse_args(arguments)
    scorer, pipeline, figures = scorer_of(options.scorer, options.data), Pipeline(), []
    for name in options.sets:
        folders = sorted(path.parent for path in (HERE / name).glob("*/gold.jsonl"))
        for folder in sorted(folders, key=lambda folder: (folder.name != "en", folder.name)):
            if not options.languages or folder.name in options.languages:
                figures += scored(folder, pipeline, scorer, options.verbose)
    return finish("coded reports by language", figures, options)


def scored(folder: Path, pipeline: Pipeline, scorer: Path, verbose: bool) -> list[Figure]:
    """What the scorer prints for one language of one set."""
    with tempfile.TemporaryDirectory() as temporary:
        claims = Path(temporary) / "claims.jsonl"
        claims.write_text("\n".join(lines(pipeline, folder)), "utf-8")
        gold = str(folder / "gold.jsonl")
        second = folder / "second.jsonl"
        call = [sys.executable, str(scorer), str(claims), "--docs", str(folder), "--gold", gold]
        call += ["--second", str(second)] if second.is_file() else []
        answer = subprocess.run(call + ["--verbose"] * verbose, capture_output=True, text=True, check=True).stdout
    if verbose:
        print(f"--- {folder.parent.name} {folder.name}\n{answer}")
    name = f"{folder.parent.name} {folder.name}"
    found = [(word, int(right), int(of)) for word, right, of in SCORES.findall(answer)]
    figures = [Figure(name=f"{name}: {word}", value=right / max(of, 1), of=of) for word, right, of in found]
    return [*figures, Figure(name=f"{name}: leaks", value=float(sum(map(int, LEAKS.findall(answer)))), most=True)]


if __name__ == "__main__":
    script(main)
