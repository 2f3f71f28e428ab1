"""Draw sentences of a corpus for annotation, as an .ann file without events.

    python training/draw.py syria --number 220 --seed 1 [--corpora DIR] [--taken FILE ...] > batch.ann

Only documents that may be trained on are drawn (`open_to_training`): of syria the half that a hash of the document's id puts
there, of gv the first 200 documents; never one of which the test set has a sentence. Sentences that --taken files (.ann or
.jsonl) hold are left out. `C` lines carry the two sentences before, for pronouns."""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from annotations import Sentence
from standoff import CORPORA, documents, printed

from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.paragraphs import dateline

TEST = Path(__file__).parents[1] / "annotations" / "en" / "test.jsonl"
LENGTHS = (25, 420)  # code points
SHOOTINGS = 200  # documents of gv that may be trained on; bench/shootings.py measures the rest


def open_to_training(corpus: str, document: str, order: int) -> bool:
    """Whether sentences of a document may be trained on; `order` is its place in the file."""
    if corpus == "syria":
        return int(hashlib.sha256(document.encode()).hexdigest()[:8], 16) % 2 == 0
    return order < SHOOTINGS if corpus == "gv" else corpus.startswith("muc4")


def sentences(corpus: str, corpora: Path) -> Iterator[Sentence]:
    """Every sentence of the open documents, with the two before it."""
    tested = {":".join(json.loads(line)["id"].split(":")[:2]) for line in TEST.read_text("utf-8").splitlines()}
    analyser = SpacyAnalyser()
    for order, (name, text) in enumerate(documents(corpora, corpus).items()):
        before: list[str] = []
        if f"{corpus}:{name}" in tested or not open_to_training(corpus, name, order):
            continue
        for paragraph in re.finditer(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*" if corpus != "gv" else r"[^\n]+", text):
            start = paragraph.start() + dateline(paragraph.group())
            for one in analyser.analyse(text[start : paragraph.end()], start, "body"):
                if LENGTHS[0] <= len(one.text) <= LENGTHS[1] and "\n" not in one.text:
                    yield Sentence(id=f"{corpus}:{name}:{one.start}-{one.end}", text=one.text, before=" ".join(before[-2:]))
                before.append(re.sub(r"\s+", " ", one.text))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus")
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--taken", nargs="*", type=Path, default=[], help="files whose sentences are not drawn again")
    options = parser.parse_args(arguments)
    taken = set(re.findall(r"\b[a-z0-9]+:[^\s:\"]+:\d+-\d+", "\n".join(p.read_text("utf-8") for p in options.taken)))
    pool = [s for s in sentences(options.corpus, options.corpora) if s.id not in taken]
    seen: set[str] = set()
    distinct = [s for s in pool if not (s.text in seen or seen.add(s.text))]  # type: ignore[func-returns-value]
    for one in random.Random(options.seed).sample(distinct, min(options.number, len(distinct))):
        print(printed(one))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
