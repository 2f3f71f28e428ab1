"""Does the reader know the reports or the language? The same reports under other names and dates, scored beside the originals.

From a folder of reports with the two codings (gold.jsonl, second_coder.jsonl) a copy is made in which persons, sides and
places are other words and dates lie whole years of 52 weeks away; the gold rows are rewritten by the same map. Names are
those that the codings have in their slots: never countries, their people, outlets, months, or words that also stand in lower
case in this project's own annotated sentences ("resistance", "front"). Towns become real towns elsewhere, all others invented
words (bench/transfer.tsv). In reports without a year of their own dates stay as they are, and no date is asked of either
copy. Both are read without a case, whose aliases and anchors would know the original names only, and scored by
score_claims.py.

    python bench/transfer.py --scorer ../shared/score/score_claims.py [--sets ../shared own] [--seed 3] [--keep DIR]
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import renaming
from figures import Figure, finish, parser, script
from renaming import Shift

from fogline import tables
from fogline.contract import claim_line, dump
from fogline.errors import SourceError
from fogline.intake.read import reports
from fogline.naming.gazetteer import World
from fogline.pipeline import Pipeline
from fogline.records import Report

HERE = Path(__file__).parent
ROOT = HERE.parent
SHORTEST, LONGEST_ACRONYM = 3, 5  # letters
# Words of countries' and bodies' long names; the gazetteer is asked word by word and would not know them.
COMPOUND = frozenset({
    "united", "states", "nations", "kingdom", "arab", "emirates", "republic", "islamic", "islamists", "unity", "ngo", "saudi",
    "arabia", "south", "north", "kilo", "european", "union",
})  # fmt: skip
YEARS = (-2, -1, 1, 2, 3)
NAMED = ("actor", "target", "place", "places_all", "speaker", "actors", "targets", "places")
DATED = ("date", "said")
SCORES = re.compile(r"(found|slots|supported) \d+/(\d+) = ([\d.]+)")
FAULTS = re.compile(r"(?:furniture leaks|not in the text|over 400:?) (\d+)")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReports:
    """Reports by file name with the rows of the two codings, by coding file."""

    name: str
    texts: dict[str, str]
    codings: dict[str, list[Row]]


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--scorer", type=Path, help="score_claims.py (default: in ../score beside --data)")
    made.add_argument(
        "--sets", nargs="+", type=Path, help="folders with reports/ and codings (default: beside --data, and own)"
    )
    made.add_argument("--keep", type=Path, help="write the renamed reports and rows there")
    options = made.parse_args(arguments)
    scorer = scorer_of(options.scorer, options.data)
    pipeline, figures = Pipeline(), []
    for folder in options.sets or [options.data.resolve().parent, HERE / "own"]:
        original = dateless(loaded(folder))
        renamed = copied(original, options.seed)
        if options.keep:
            written(renamed, options.keep / original.name)
        for coded, how in ((original, "as it is"), (renamed, "renamed")):
            figures += scores(coded, how, pipeline, scorer, options.verbose)
    return finish(f"reports as they are and under other names and dates (seed {options.seed}), no case", figures, options)


def scorer_of(given: Path | None, data: Path) -> Path:
    """The scorer that was named, else the one beside the corpora."""
    path = given or data.resolve().parent / "score" / "score_claims.py"
    if path.is_file():
        return path
    raise SourceError(f"{path}: the scorer is not there", "name it with --scorer")


# ------------------------------------------------------------------------------------------------------------- reading


def loaded(folder: Path) -> CodedReports:
    """reports/*.txt with the codings beside it or in score/."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((folder / "reports").glob("*.txt"))}
    codings = {}
    for file in ("gold.jsonl", "second_coder.jsonl"):
        path = next((p for p in (folder / file, folder / "score" / file) if p.is_file()), None)
        if path is None or not texts:
            raise SourceError(f"{folder}: no reports/*.txt with {file}", "name a folder that has both with --sets")
        codings[file] = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return CodedReports(name=folder.name, texts=texts, codings=codings)


def dateless(coded: CodedReports) -> CodedReports:
    """The same without the date slots of reports that have no year of their own."""
    undated = tuple(name for name, text in coded.texts.items() if renaming.own_year(text) is None)

    def row(given: Row) -> Row:
        gone = DATED if any(name.startswith(given["doc"]) for name in undated) else ()
        return {key: value for key, value in given.items() if key not in gone}

    return CodedReports(
        name=coded.name, texts=coded.texts, codings={f: [row(r) for r in rows] for f, rows in coded.codings.items()}
    )


# ------------------------------------------------------------------------------------------------------------- copying


def copied(coded: CodedReports, seed: int) -> CodedReports:
    """The renamed copy, one map for the whole set."""
    names = name_map(coded, seed)
    shifts = {name: shift_of(text, f"{seed}:{name}") for name, text in coded.texts.items()}
    texts = {name: changed(text, names, shifts[name]) for name, text in coded.texts.items()}

    def row(given: Row) -> Row:
        shift = next((shifts[name] for name in shifts if name.startswith(given["doc"])), None)
        return {key: _value(key, value, names, shift) for key, value in given.items()}

    return CodedReports(name=coded.name, texts=texts, codings={f: [row(r) for r in rows] for f, rows in coded.codings.items()})


def changed(text: str, names: dict[str, str], shift: Shift | None) -> str:
    return renaming.renamed(renaming.shifted(text, shift) if shift else text, names)


def shift_of(text: str, seed: str) -> Shift | None:
    year = renaming.own_year(text)
    return Shift(year=year, years=random.Random(seed).choice(YEARS)) if year else None


def _value(key: str, value: Any, names: dict[str, str], shift: Shift | None) -> Any:
    if key in ("id", "doc", "kind", "segment", "modality"):
        return value
    if key in DATED:
        return renaming.window(value, shift) if shift else value
    if isinstance(value, str):
        return changed(value, names, shift)
    if isinstance(value, list):
        return [_value("", v, names, shift) for v in value]
    return value


def name_map(coded: CodedReports, seed: int) -> dict[str, str]:
    """Lower-cased word → its replacement."""
    pools: dict[str, list[str]] = {"name": [], "place": []}
    for entry in tables.rows(HERE / "transfer.tsv"):
        pools[entry["kind"]].append(entry["name"])
    return renaming.mapping(changeable(coded), pools, str(seed))


def changeable(coded: CodedReports) -> dict[str, str]:
    """The words of names that stand in slots of the codings: "place" where the gazetteer knows a place so called,
    "acronym" where a text writes them in capitals only, else "name"."""
    kept = unchangeable(coded)
    capitals = {
        word
        for text in coded.texts.values()
        for word in renaming.WORD.findall(text)
        if word.isupper() and len(word) <= LONGEST_ACRONYM
    }
    gazetteer = World()
    found: dict[str, str] = {}
    for row in (row for rows in coded.codings.values() for row in rows):
        for slot in NAMED:
            for word in (word for value in row.get(slot) or () for word in renaming.WORD.findall(str(value))):
                low, candidates = word.lower(), gazetteer.candidates(word.capitalize())
                if len(low) < SHORTEST or low in kept or any(e.precision == "country" for e in candidates):
                    continue
                is_place = slot in ("place", "places", "places_all") and bool(candidates)
                if low not in found or is_place:
                    found[low] = "acronym" if low.upper() in capitals else "place" if is_place else "name"
    return found


def unchangeable(coded: CodedReports) -> set[str]:
    """Words that must stay: common ones, demonyms, outlets, months, acronyms' long forms in plain words."""
    plain = [text for text in coded.texts.values() if any(c.isupper() for c in text)]
    plain += [path.read_text("utf-8") for path in sorted((ROOT / "annotations" / "en").glob("*.ann"))]
    common = {word for text in plain for word in renaming.WORD.findall(text) if word.islower()}
    known = [row["form"] for row in tables.table("world/demonyms.tsv")]
    known += [f"{row['name']} {row['aliases']}" for row in tables.table("world/outlets.tsv")]
    known += [row["noun"] for row in tables.table("en/counted.tsv")]
    return common | {word.lower() for text in known for word in renaming.WORD.findall(text)} | set(renaming.MONTHS) | COMPOUND


# ------------------------------------------------------------------------------------------------------------- scoring


def scores(coded: CodedReports, how: str, pipeline: Pipeline, scorer: Path, verbose: bool) -> list[Figure]:
    """found, slots and supported as score_claims.py prints them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written(coded, folder)
        (folder / "claims.jsonl").write_text("\n".join(lines(pipeline, folder / "reports")), "utf-8")
        call = [sys.executable, str(scorer), str(folder / "claims.jsonl"), "--docs", str(folder / "reports")]
        call += ["--gold", str(folder / "gold.jsonl"), "--second", str(folder / "second_coder.jsonl")]
        answer = subprocess.run(call + ["--verbose"] * verbose, capture_output=True, text=True, check=True)
    if verbose:
        print(f"--- {coded.name} {how}\n{answer.stdout}")
    figures = [
        Figure(name=f"{coded.name} {how}: {word}", value=float(value), of=int(of))
        for word, of, value in SCORES.findall(answer.stdout)
    ]
    faults = sum(int(count) for count in FAULTS.findall(answer.stdout))
    return [*figures, Figure(name=f"{coded.name} {how}: faults", value=float(faults), unit="claims", most=True)]


def written(coded: CodedReports, folder: Path) -> None:
    (folder / "reports").mkdir(parents=True, exist_ok=True)
    for name, text in coded.texts.items():
        (folder / "reports" / name).write_text(text, "utf-8")
    for file, rows in coded.codings.items():
        (folder / file).write_text(_dumped(rows), "utf-8")


def _dumped(rows: Sequence[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def lines(pipeline: Pipeline, folder: Path) -> Iterator[str]:
    for report in _taken(folder):
        reading = pipeline.read(report)
        yield from (dump(claim_line(claim, reading.report)) for claim in reading.claims)


def _taken(folder: Path) -> Iterable[Report]:
    return (each for each in reports(sorted(folder.glob("*.txt"))) if isinstance(each, Report))


if __name__ == "__main__":
    script(main)
