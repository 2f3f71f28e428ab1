"""Numbers and dates in every language with a pack, against 100 hand-checked sentences of each.

The sentences are those of ../shared/bench/parallel_news that bench/amounts/sentences.tsv names; bench/amounts/<language>.jsonl
has what a reader found in them, by offsets: numbers as [start, end, low, best, high], dates as [start, end, value]. A number is
right where its bounds are, a date where it says the same (day, month and year as far as they are given, weekday, distance).

    python bench/amounts.py [--languages ko ru …] [--verbose]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figures import Figure, finish, parser, script

from fogline import tables
from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native.amounts import Amounts
from fogline.reading.native.dates import Dates
from fogline.reading.native.pack import pack
from fogline.records import TimeExpression

HERE = Path(__file__).parent / "amounts"
CODES = {
    "ko": "kor", "ru": "rus", "fa": "fas", "ar": "arb", "tr": "tur", "uk": "ukr", "ps": "pus", "sr": "srp-Latn", "hu": "hun",
    "ur": "urd", "es": "spa", "fr": "fra",
}  # fmt: skip

Found = tuple[int, int, Any]  # start, end, what is said


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--languages", nargs="+", help="(default: all that there are)")
    options = made.parse_args(arguments)
    texts, figures = _texts(options.data / "parallel_news" / "dev.jsonl"), []
    for path in sorted(HERE.glob("*.jsonl")):
        if options.languages and path.stem not in options.languages:
            continue
        pairs: dict[str, list[tuple[str, list[Found], list[Found]]]] = {"numbers": [], "dates": []}
        for line, (document, number) in zip(path.read_text("utf-8").splitlines(), _sentences(), strict=True):
            text, row = texts[CODES[path.stem], document][number], json.loads(line)
            numbers, dates = read(path.stem, text)
            pairs["numbers"].append((text, [(a, b, tuple(bounds)) for a, b, *bounds in row["numbers"]], numbers))
            pairs["dates"].append((text, [(a, b, value) for a, b, value in row["dates"]], dates))
        for what, rows in pairs.items():
            figures += score(f"{path.stem} {what}", rows, options.verbose)
    return finish("numbers and dates by language", figures, options)


def _texts(path: Path) -> dict[tuple[str, str], list[str]]:
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return {(row["language"], row["doc"]): row["sentences"] for row in rows}


def _sentences() -> list[tuple[str, int]]:
    return [(row["document"], int(row["sentence"])) for row in tables.rows(HERE / "sentences.tsv")]


def read(language: str, text: str) -> tuple[list[Found], list[Found]]:
    """What the pack's tables find in a sentence."""
    numbers: list[Found] = []
    dates: list[Found] = []
    for sentence in WordAnalyser(language=language).analyse(text, 0, "body"):
        forms = pack(language).forms(sentence.tokens)
        finder = Dates(pack(language), sentence, forms)
        dated = finder.all()
        taken = frozenset(i for d in dated for i in range(d.first, d.last + 1))
        for d in dated:
            words = finder.words(d)
            dates.append((words.start, words.end, said(d.expression)))
        for amount in Amounts(pack(language), sentence.tokens, forms, taken).all():
            if not amount.is_article:
                _, start, end = sentence.words(amount.first, amount.last)
                numbers.append((start, end, (amount.low, amount.best, amount.high)))
    return numbers, dates


def said(e: TimeExpression) -> str:
    """A date in the form of the hand-checked files."""
    if e.form == "weekday":
        return f"weekday {e.weekday} {e.toward}"
    if e.form == "offset":
        return f"offset {e.unit} {e.count}"
    if e.decade:
        return f"{e.year}s"
    parts = [f"{e.year:04d}" if e.year else "-", f"{e.month:02d}" if e.month else "", f"{e.day:02d}" if e.day else ""]
    return "-".join(part for part in parts if part)


def score(name: str, rows: list[tuple[str, list[Found], list[Found]]], verbose: bool) -> Iterator[Figure]:
    """Recall and precision; one found answers one wanted."""
    wanted = found = right = 0
    for text, gold, ours in rows:
        left = list(ours)
        missed = []
        for start, end, value in gold:
            hit = next((o for o in left if o[0] < end and start < o[1] and o[2] == value), None)
            if hit:
                left.remove(hit)
            else:
                missed.append((text[start:end], value))
        wanted, found, right = wanted + len(gold), found + len(ours), right + len(gold) - len(missed)
        if verbose and (missed or left):
            print(f"{name}: missed {missed} wrong {[(text[a:b], v) for a, b, v in left]}   {text[:100]}")
    yield Figure(name=f"{name}: recall", value=right / max(wanted, 1), of=wanted)
    yield Figure(name=f"{name}: precision", value=right / max(found, 1), of=found)


if __name__ == "__main__":
    script(main)
