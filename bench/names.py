"""Place names in other languages: how many of the places of annotated sentences are found, and how many found are places.

Sets of ../shared/bench/names (Korean by syllable, Serbian, Turkish): tags LOC, GPE and LC are places. One is found where a
mention overlaps it. Names of buildings and roads are among LOC in some sets and are seldom in a gazetteer.

    python bench/names.py [--sets korean serbian turkish] [--verbose]
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from figures import Figure, finish, parser, script

from fogline.pipeline import Pipeline
from fogline.reading.analysers.words import WordAnalyser
from fogline.reading.native.pack import pack
from fogline.reading.native.places import Places

LANGUAGE = {"korean": "ko", "serbian": "sr", "turkish": "tr"}
PLACES = ("LOC", "GPE", "LC")

Span = tuple[int, int]


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--sets", nargs="+", default=list(LANGUAGE), choices=list(LANGUAGE))
    options = made.parse_args(arguments)
    pipeline, figures = Pipeline(), []
    for name in options.sets:
        gold = found = hit_gold = hit_found = 0
        language = LANGUAGE[name]
        finder, analyser = Places(pack(language), pipeline.gazetteer_for(language)), WordAnalyser(language=language)
        for text, wanted in sentences(options.data / "names" / f"{name}.jsonl"):
            said = [
                (m.start, m.end)
                for s in analyser.analyse(text, 0, "body")
                for m in finder.all(s, pack(language).forms(s.tokens))
            ]
            gold, found = gold + len(wanted), found + len(said)
            hit_gold += sum(any(a < y and x < b for a, b in said) for x, y in wanted)
            hit_found += sum(any(a < y and x < b for x, y in wanted) for a, b in said)
            if options.verbose:
                missed = [text[x:y] for x, y in wanted if not any(a < y and x < b for a, b in said)]
                wrong = [text[a:b] for a, b in said if not any(a < y and x < b for x, y in wanted)]
                if missed or wrong:
                    print(f"{language} missed {missed} wrong {wrong}   {text[:120]}")
        figures += [
            Figure(name=f"{name} places: recall", value=hit_gold / max(gold, 1), of=gold),
            Figure(name=f"{name} places: precision", value=hit_found / max(found, 1), of=found),
        ]
    return finish("names in other languages", figures, options)


def sentences(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Text and spans of its places; tokens of the Korean set are syllables and blanks, the others are joined by blanks."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        blank = "" if " " in row["tokens"] else " "
        text, spans, start = "", [], -1
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            begin, kind = len(text), tag[2:]
            if start >= 0 and not tag.startswith("I"):
                spans.append((start, len(text.rstrip())))
                start = -1
            if tag.startswith("B") and kind in PLACES:
                start = begin
            text += token + blank
        if start >= 0:
            spans.append((start, len(text.rstrip())))
        yield text, spans


if __name__ == "__main__":
    script(main)
