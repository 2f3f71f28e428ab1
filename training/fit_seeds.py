"""What seed triggers should weigh: predicates found right, by trigger and kind, for a grid of log-odds.

    python training/fit_seeds.py [--languages ko ru …]

On the development sentences of all languages together (languages.development), which nothing is trained on. Prints the best
rows; the chosen ones stand in reading/native/proposing.py.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence

from evaluate import gold, matched, proposed
from languages import LANGUAGES, development

from fogline.reading import tagger
from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native import proposing
from fogline.reading.native.pack import pack
from fogline.reading.native.seeds import seeds
from fogline.reading.tagger.proposer import as_proposal

GRID = {
    "FOR_TRIGGER": (0.5, 1.0, 1.5, 2.0),
    "FOR_PHRASE": (1.0, 2.0),
    "AGAINST": (-1.0, -2.0, -3.0),
    "FOR_KIND": (1.0, 2.0, 3.0, 4.0),
    "LEAST_SEEN": (0.02, 0.05, 0.15),
}
BEST = 12


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--languages", nargs="+", default=LANGUAGES)
    options = parser.parse_args(arguments)
    trained, items = tagger.load(), []
    for language in options.languages:
        analyser = WordAnalyser(language=language)
        for sentence in development(language):
            parts = analyser.analyse(sentence.text, 0, "body")
            found = [seeds(language).all(pack(language).forms(part.tokens)) for part in parts]
            items.append((sentence, parts, trained.views(parts), found))
    rows = []
    for values in itertools.product(*GRID.values()):
        for name, value in zip(GRID, values, strict=True):
            setattr(proposing, name, value)
        proposing.FOR_SECOND = proposing.FOR_KIND / 2
        rows.append((f1(items), values))
    print(f"{len(items)} sentences; F1 of trigger and kind, {', '.join(GRID)}")
    for score, values in sorted(rows, reverse=True)[:BEST]:
        print(f"{score:.3f}", *values)
    return 0


def f1(items: Sequence[tuple]) -> float:
    right = golds = said = 0
    for sentence, parts, views, found in items:
        wanted = [gold(e, sentence.text) for e in sentence.events]
        made = [
            proposed(as_proposal(part, one), part, sentence.text)
            for part, view, s in zip(parts, views, found, strict=True)
            for one in proposing.proposed(view, s)
        ]
        golds, said = golds + len(wanted), said + len(made)
        right += sum(g.kind == p.kind for g, p in matched(wanted, made))
    return 2 * right / max(golds + said, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
