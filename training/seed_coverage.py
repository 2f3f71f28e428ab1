"""What a language's seed triggers say of its annotated training sentences, for whoever writes them.

    python training/seed_coverage.py [--languages ko ru …] [--show 40]

Prints for each language how many coded triggers have a seed of the right kind, of another, or none; how many seeds lie on words
that are no trigger in a sentence that has one; and the rows that mislead in at least three places, more than twice as often as
they are right. Where a seed says the right kind, nearly every predicate comes out right; a language's own words that have none
are the surest way to a better reader. The development sentences and the gates are not looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotations import Sentence
from languages import LANGUAGES, own

from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native.pack import pack
from fogline.reading.native.seeds import NOTHING, Seeds
from fogline.tables import table

LEAST, SHARE = 3, 1 / 3  # places in which a row misleads, and the share of right ones under which it is named

Row = tuple[str, str]  # words and kind
Hit = tuple[int, int, int, tuple[Row, ...]]  # code points, how much was asked for, the rows


@dataclass(slots=True, kw_only=True)
class Coverage:
    """`triggers` by right, other and none; `loose` are seeds on words that are no trigger; rows by how often they are so."""

    triggers: Counter[str] = field(default_factory=Counter)
    loose: int = 0
    right: Counter[Row] = field(default_factory=Counter)
    wrong: Counter[Row] = field(default_factory=Counter)
    missing: Counter[Row] = field(default_factory=Counter)  # words of triggers without a seed, and their kinds

    def misleading(self) -> Iterator[Row]:
        for row, times in self.wrong.most_common():
            if times >= LEAST and self.right[row] / (self.right[row] + times) < SHARE:
                yield row


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--languages", nargs="+", default=LANGUAGES)
    parser.add_argument("--show", type=int, default=0, help="rows and words to print of each language (default: none)")
    options = parser.parse_args(arguments)
    print("| language | rows | right | other | none | loose | misleading |\n| --- | --- | --- | --- | --- | --- | --- |")
    for language in options.languages:
        rows = [(row["words"], row["kind"]) for row in table(f"{language}/triggers.tsv")]
        found = coverage(language, rows)
        misleading = list(found.misleading())
        counts = [found.triggers[name] for name in ("right", "other", "none")]
        print("|", " | ".join(map(str, (language, len(rows), *counts, found.loose, len(misleading)))), "|")
        for words, kind in misleading[: options.show]:
            print(f"  misleads: {words} ({kind}), right {found.right[words, kind]}, wrong {found.wrong[words, kind]}")
        for (words, kind), times in found.missing.most_common(options.show):
            print(f"  no seed: {words} ({kind}), {times}")
    return 0


def coverage(language: str, rows: list[Row]) -> Coverage:
    found, said = Coverage(), {f"{words}\t{kind}": (words, kind) for words, kind in rows}
    seeds, analyser = Seeds(((words, key) for key, (words, _) in said.items()), pack(language)), WordAnalyser(language=language)
    for sentence in own(language):
        if not sentence.events:
            continue
        hits = list(_hits(sentence, seeds, analyser, said))
        _count(found, sentence, hits)
    return found


def _hits(sentence: Sentence, seeds: Seeds, analyser: WordAnalyser, said: dict[str, Row]) -> Iterator[Hit]:
    """What speaks: of seeds on the same words those that ask for most."""
    made: list[Hit] = []
    for part in analyser.analyse(sentence.text, 0, "body"):
        for seed in seeds.all(pack(analyser.language).forms(part.tokens)):
            start, end = part.tokens[seed.first].start, part.tokens[seed.last].end
            made.append((start, end, seed.size, tuple(said[key] for key in seed.kinds)))
    for start, end, size, rows in made:
        if not any(more > size and a < end and start < b for a, b, more, _ in made):
            yield start, end, size, rows


def _count(found: Coverage, sentence: Sentence, hits: list[Hit]) -> None:
    triggers = [(event.kind, *event.spans["trig"][0]) for event in sentence.events]
    for kind, a, b in triggers:
        kinds = {k for start, end, _, rows in hits if start < b and a < end for _, k in rows}
        how = "right" if kind in kinds else "other" if kinds else "none"
        found.triggers[how] += 1
        if how == "none":
            found.missing[sentence.text[a:b], kind] += 1
    for start, end, _, rows in hits:
        under = {kind for kind, a, b in triggers if start < b and a < end}
        found.loose += not under and any(kind != NOTHING for _, kind in rows)
        for row in rows:
            if row[1] in under or (row[1] == NOTHING and not under):
                found.right[row] += 1
            elif not under.intersection(kind for _, kind in rows):
                found.wrong[row] += 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
