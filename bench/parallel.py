"""News in fifteen languages and scripts: is the language told right, what fires on peaceful news, and how long does it take?

On ../shared/bench/parallel_news. Language: share of documents right (Serbian, Croatian and Bosnian as one, Persian and Dari as
one; German and Greek are not in it). Fires: sentences in a hundred for which a claim other than speech is told, in the
documents of bench/peaceful.tsv. Time: processor time of a language by that of the same documents in English.

    python bench/parallel.py [--limit N]
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path

from figures import Figure, finish, parser, script

from fogline import tables
from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.reading.drafts import SPEECH_KINDS
from fogline.records import Report
from fogline.tables import folder_of

CODES = {
    "eng": "en", "kor": "ko", "rus": "ru", "fas": "fa", "prs": "fa", "arb": "ar", "tur": "tr", "ukr": "uk", "pus": "ps",
    "srp-Cyrl": "sr", "srp-Latn": "sr", "hun": "hu", "urd": "ur", "spa": "es", "fra": "fr",
}  # fmt: skip


def main(arguments: list[str]) -> int:
    options = parser(__doc__).parse_args(arguments)
    rows = [json.loads(line) for line in (options.data / "parallel_news" / "dev.jsonl").read_text("utf-8").splitlines()]
    peaceful = {row["document"] for row in tables.rows(Path(__file__).parent / "peaceful.tsv")}
    chosen = set(sorted(peaceful)[: options.limit])
    made = [(row, taken(row)) for row in rows]
    right = sum(folder_of(one.language) == CODES[row["language"]] for row, one in made)
    figures = [Figure(name="language right", value=right / len(rows), of=len(rows))]
    pipeline = Pipeline()
    fired: dict[str, int] = defaultdict(int)
    sentences: dict[str, int] = defaultdict(int)
    seconds: dict[str, float] = defaultdict(float)
    for row, one in made:
        if row["doc"] in chosen:
            pipeline.read(one) if row["language"] not in sentences else None  # what is made on first use is no document's time
            began = time.process_time()
            claims = pipeline.read(one).claims
            seconds[row["language"]] += time.process_time() - began
            sentences[row["language"]] += len(row["sentences"])
            fired[row["language"]] += _sentences_of(row, one, {c.start for c in claims if c.kind not in SPEECH_KINDS})
    for code in sorted(sentences, key=lambda code: (code != "eng", code)):
        figures.append(
            Figure(name=f"{code}: fires, per cent", value=100 * fired[code] / sentences[code], of=sentences[code], most=True)
        )
        figures.append(Figure(name=f"{code}: time by English", value=seconds[code] / seconds["eng"], most=True))
    return finish("parallel news", figures, options)


def taken(row: dict[str, object]) -> Report:
    text = "\n\n".join(map(str, row["sentences"]))  # type: ignore[call-overload]
    made = report(text.encode(), name=f"{row['doc']}.txt", suffix=".txt", published=None)
    assert isinstance(made, Report)
    return made


def _sentences_of(row: dict[str, list[str]], one: Report, starts: set[int]) -> int:
    """How many sentences one of `starts` lies in."""
    found = end = 0
    for sentence in row["sentences"]:
        at = one.text.find(sentence[:20].strip(), end)
        begin, end = (at, at + len(sentence)) if at >= 0 else (end, end + len(sentence))
        found += any(begin <= start < end for start in starts)
    return found


if __name__ == "__main__":
    script(main)
