"""Names in other languages: how many of the places and actors of annotated sentences are found, and how many found are some.

Sets of ../shared/bench/names (Korean by syllable, Serbian, Turkish): tags LOC, GPE and LC are places, persons and
organisations are actors. One is found where a mention overlaps it. Names of buildings and roads are among LOC in some sets
and are seldom in a gazetteer.

    python bench/names.py [--sets korean serbian turkish] [--verbose]
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from figures import Figure, finish, parser, script

from fogline.pipeline import Pipeline
from fogline.reading.native.reader import NativeReader
from fogline.reading.native.telling import Telling
from fogline.records import Report, Span

LANGUAGE = {"korean": "ko", "serbian": "sr", "turkish": "tr"}
TAGS = {
    "place": frozenset(("LOC", "GPE", "LC")),
    "actor": frozenset(("PER", "PERSON", "PS", "ORG", "OG")),
}


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--sets", nargs="+", default=list(LANGUAGE), choices=list(LANGUAGE))
    options = made.parse_args(arguments)
    pipeline, figures = Pipeline(), []
    for name in options.sets:
        counts, language = Counter[str](), LANGUAGE[name]
        reader = NativeReader(language, lambda _: [], pipeline.gazetteer_for(language))
        for text, tagged in sentences(options.data / "names" / f"{name}.jsonl"):
            report = Report(id="", name=name, text=text, language=language, segments=())
            tellings = [Telling(reader.pack, report, s, reader.places) for s in reader.analyser.analyse(text, 0, "body")]
            mentions = [m for telling in tellings for m in reader.mentions(telling)]
            for what, tags in TAGS.items():
                wanted = [span for tag, span in tagged if tag in tags]
                said = [m.span for m in mentions if m.what == what]
                missed = [span for span in wanted if not _meets(span, said)]
                wrong = [span for span in said if not _meets(span, wanted)]
                counts[f"{what} wanted"] += len(wanted)
                counts[f"{what} said"] += len(said)
                counts[f"{what} missed"] += len(missed)
                counts[f"{what} wrong"] += len(wrong)
                if options.verbose and (missed or wrong):
                    shown = [[text[a:b] for a, b in spans] for spans in (missed, wrong)]
                    print(f"{language} {what} missed {shown[0]} wrong {shown[1]}   {text[:120]}")
        for what in TAGS:
            wanted_n, said_n = counts[f"{what} wanted"], counts[f"{what} said"]
            recall = 1 - counts[f"{what} missed"] / max(wanted_n, 1)
            precision = 1 - counts[f"{what} wrong"] / max(said_n, 1)
            figures.append(Figure(name=f"{name} {what}s: recall", value=recall, of=wanted_n))
            figures.append(Figure(name=f"{name} {what}s: precision", value=precision, of=said_n))
    return finish("names in other languages", figures, options)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def sentences(path: Path) -> Iterator[tuple[str, list[tuple[str, Span]]]]:
    """Text and its tagged spans; tokens of the Korean set are syllables and blanks, the others are joined by blanks."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        blank = "" if " " in row["tokens"] else " "
        text, spans, start, kept = "", [], -1, ""
        for token, tag in zip(row["tokens"], row["tags"], strict=True):
            begin, kind = len(text), tag[2:]
            if start >= 0 and not tag.startswith("I"):
                spans.append((kept, (start, len(text.rstrip()))))
                start = -1
            if tag.startswith("B"):
                start, kept = begin, kind
            text += token + blank
        if start >= 0:
            spans.append((kept, (start, len(text.rstrip()))))
        yield text, spans


if __name__ == "__main__":
    script(main)
