"""Draw claims at random for judging by hand, and score the verdicts.

    python bench/sample.py --data ../shared/bench --number 100 --seed 7 --out sheet    writes sheet.jsonl and sheet.md
    python bench/sample.py --score sheet.jsonl                                         shares of what was judged
    python bench/sample.py --strip sheet.jsonl --out verdicts                          verdicts without anybody's words

Texts of syria_outlets, tr_news and gun_violence are drawn, as many of each as claims are wanted of it, and read; the claims
are then drawn from all of theirs. Claims of comments are left out, and so are texts that anything was trained on and those of
the sheets that --exclude names (judged before). The reader of the sheet judges each slot by the codebook and knows nothing of
how the claim came about.

A line of the sheet is a claim with empty `verdict`; the judge fills in

    "verdict": {"kind": true, "actors": true, "targets": true, "place": true, "number": true, "polarity": true,
                "cause": "", "actor_in_text": false, "note": ""}

`cause` is the first cause of what is wrong, a word of the judge's ("sub-toll", "passive", "no claim at all"). `actor_in_text`
is asked where an event claim has no actor: whether the clause does name one. A slot that is rightly empty is right.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpora import load
from figures import Figure, finish, parser, script, share, with_reader
from readings import readings

from fogline.errors import SourceError
from fogline.reading.confidence import DOERLESS
from fogline.records import Claim, Quantity, Reading, Ref

ANNOTATIONS = Path(__file__).parents[1] / "annotations" / "en"
ANNOTATED = {"syria": "syria_outlets", "gv": "gun_violence", "tr": "tr_news"}  # corpora by the prefixes of the annotations
CORPORA = ("syria_outlets", "tr_news", "gun_violence")
JUDGED = ("kind", "actors", "targets", "place", "number", "polarity")
KEPT = (
    "number",
    "text",
    "claim",
    "segment",
    "kind",
    "has_actor",
    "confidence",
    "verdict",
)  # of a line, when nobody's words may be kept
AROUND = 300  # code points of context before the quote's sentence

Line = dict[str, Any]


def main(arguments: list[str]) -> int:
    made = with_reader(parser(__doc__))
    made.add_argument("--number", type=int, default=100, help="claims to draw (default: %(default)s)")
    made.add_argument("--out", type=Path, help="write OUT.jsonl and OUT.md")
    made.add_argument("--exclude", nargs="*", type=Path, default=[], help="sheets whose texts are not drawn again")
    made.add_argument(
        "--strip", type=Path, metavar="SHEET", help="write a judged sheet to OUT.jsonl without the words of its texts"
    )
    made.add_argument("--score", type=Path, metavar="SHEET", help="score a judged sheet instead of drawing one")
    options = made.parse_args(arguments)
    if options.score:
        return finish(f"judged claims of {options.score.name}", scored(_lines(options.score), options.verbose), options)
    if options.strip and options.out:
        kept = [json.dumps({key: line[key] for key in KEPT if key in line}) + "\n" for line in _lines(options.strip)]
        options.out.with_suffix(".jsonl").write_text("".join(kept), "utf-8")
        return 0
    used = {line["text"] for path in options.exclude for line in _lines(path)} | trained_on()
    lines = list(sheet(options, used))
    if options.out is None:
        print("\n".join(map(readable, lines)))
        return 0
    options.out.with_suffix(".jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8"
    )
    options.out.with_suffix(".md").write_text(HEAD + "\n".join(map(readable, lines)), "utf-8")
    print(
        f"{len(lines)} claims of {len({line['text'] for line in lines})} texts: "
        f"{options.out.with_suffix('.jsonl')}, {options.out.with_suffix('.md')}"
    )
    return 0


# ------------------------------------------------------------------------------------------------------------- drawing


def trained_on() -> set[str]:
    """Texts of which sentences are annotated for training, as corpus:document."""
    return {
        f"{ANNOTATED[corpus]}:{document}"
        for path in ANNOTATIONS.glob("*.jsonl")
        if path.stem != "test"
        for line in path.read_text("utf-8").splitlines()
        for corpus, document in [json.loads(line)["id"].split(":")[:2]]
        if corpus in ANNOTATED
    }


def sheet(options: Any, used: set[str]) -> Iterator[Line]:
    """The lines of a sheet, a corpus after the other; the claims of one corpus are its share of --number."""
    for at, corpus in enumerate(CORPORA):
        wanted = options.number // len(CORPORA) + (at < options.number % len(CORPORA))
        rng = random.Random(f"{options.seed}:{corpus}")
        documents = [d for d in load(corpus, options.data) if f"{corpus}:{d.name}" not in used]
        rng.shuffle(documents)
        pool = [
            (document, reading, claim)
            for document, reading in readings(documents[:wanted], reader=options.reader, workers=options.workers)
            if isinstance(reading, Reading)
            for claim in reading.claims
            if claim.segment != "comment"
        ]
        if len(pool) < wanted:
            print(f"{corpus}: only {len(pool)} of {wanted} claims", file=sys.stderr)
        for i, (document, reading, claim) in enumerate(rng.sample(pool, min(wanted, len(pool))), 1):
            yield line_of(f"{corpus}:{document.name}", reading, claim, f"{corpus[:2]}-{i:02}")


def line_of(text: str, reading: Reading, claim: Claim, number: str) -> Line:
    stored = reading.report.text
    start, end = _sentence(stored, claim.start, claim.end)
    return {
        "number": number,
        "text": text,
        "claim": claim.id,
        "segment": claim.segment,
        "before": stored[max(0, start - AROUND) : start],
        "sentence": stored[start:end],
        "quote": claim.quote,
        "trigger": stored[slice(*claim.trigger)],
        "has_actor": bool(claim.actors),
        "kind": claim.kind,
        "negated": claim.negated,
        "confidence": claim.confidence,
        "modality": claim.modality,
        "aspect": claim.aspect,
        "frame": claim.frame,
        "actors": [_named(r) for r in claim.actors],
        "targets": [_named(r) for r in claim.targets],
        "others": [f"{r.role}: {_named(r)}" for r in claim.others],
        "places": [
            f"{p.role}: {p.text} → {', '.join(filter(None, (p.name, p.admin1, p.country)))} ({p.precision})"
            for p in claim.places
        ],
        "time": _time(claim),
        "quantities": [_counted(q) for q in claim.quantities],
        "attribution": [
            f"{_named(a.speaker) if a.speaker else '—'} ({a.basis}{', ' + a.outlet if a.outlet else ''})"
            for a in claim.attribution
        ],
        "verdict": {},
    }


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch around a quote from one sentence end to the next, for reading only."""
    ends = (". ", "? ", "! ", "\n", '." ', ".\u201d ")
    first = max((text.rfind(mark, 0, start) + len(mark) for mark in ends if text.rfind(mark, 0, start) >= 0), default=0)
    last = min((at + 1 for mark in ends if (at := text.find(mark, max(start, end - 1))) >= 0), default=len(text))
    return first, max(last, end)


def _named(ref: Ref) -> str:
    return f"{ref.text or '(implied)'} → {ref.name} ({ref.type})" if ref.text != ref.name else f"{ref.name} ({ref.type})"


def _time(claim: Claim) -> str:
    if claim.time is None:
        return ""
    words = f"{claim.time.text!r} → " if claim.time.text else ""
    return f"{words}{claim.time.start or '…'} to {claim.time.end or '…'} ({claim.time.precision}, {claim.time.basis})"


def _counted(q: Quantity) -> str:
    of, scope = f" of {q.of}" if q.of else "", f", {q.scope}" if q.scope != "incident" else ""
    return f"{q.what}: {q.text!r} = {q.low}/{q.best}/{q.high}{of}{scope}"


HEAD = """# Claims to judge

For each claim: is the kind right, and every actor, target, place (words, role and the place on the map), number and the
polarity, by the codebook and from this text? A slot that is rightly empty is right. Write the verdict into the .jsonl beside
this file.

"""


def readable(line: Line) -> str:
    slots = "\n".join(
        f"- {name}: {'; '.join(value) if isinstance(value, list) else value or '—'}"
        for name in ("actors", "targets", "others", "places", "quantities", "time", "attribution")
        for value in [line[name] or "—"]
    )
    marks = ", ".join([line["modality"], line["aspect"], line["frame"], *(["NEGATED"] if line["negated"] else [])])
    marked = line["sentence"].replace(line["quote"], f"**{line['quote']}**", 1)
    head = f"## {line['number']}  {line['kind']}  ({marks})"
    return f"{head}\n\n> …{line['before'][-AROUND:]}\n>\n> {marked}\n\n- trigger: {line['trigger']}\n{slots}\n"


# ------------------------------------------------------------------------------------------------------------- scoring


def scored(lines: Sequence[Line], verbose: bool = False) -> list[Figure]:
    """Shares of the judged lines; lines without a verdict are left out and counted."""
    judged = [line for line in lines if line["verdict"]]
    for line in judged:
        missing = [slot for slot in JUDGED if slot not in line["verdict"]]
        if missing:
            raise SourceError(
                f"{line['number']}: the verdict says nothing of {', '.join(missing)}", f"it needs {', '.join(JUDGED)}"
            )
    right = [line for line in judged if all(line["verdict"][slot] for slot in JUDGED)]
    events = [line for line in judged if line["kind"] not in DOERLESS]
    bare = [line for line in events if not line["has_actor"]]
    causes = Counter(line["verdict"].get("cause") or "no cause given" for line in judged if line not in right)
    figures = [share(slot, sum(bool(line["verdict"][slot]) for line in judged), len(judged)) for slot in JUDGED]
    figures.append(
        share(
            "all right", len(right), len(judged), f"{len(lines) - len(judged)} not judged" if len(judged) < len(lines) else ""
        )
    )
    for corpus in CORPORA:
        own = [line for line in judged if line["text"].startswith(corpus)]
        figures.append(share(f"  all right in {corpus}", sum(line in right for line in own), len(own)))
    figures += [
        share("event claims without an actor", len(bare), len(events)),
        Figure(
            name="… where the text has one",
            value=float(sum(bool(b["verdict"].get("actor_in_text")) for b in bare)),
            of=len(bare),
            unit="claims",
            most=True,
        ),
    ]
    figures += [
        Figure(name=f"  first cause: {cause}", value=float(n), unit="claims", most=True) for cause, n in causes.most_common()
    ]
    if verbose:
        for line in judged:
            if line not in right:
                wrong = [slot for slot in JUDGED if not line["verdict"][slot]]
                print(
                    f"{line['number']} {line['kind']}: {', '.join(wrong)} "
                    f"({line['verdict'].get('cause', '')}) {line['verdict'].get('note', '')}"
                )
    return figures


def _lines(path: Path) -> list[Line]:
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, json.JSONDecodeError) as error:
        raise SourceError(f"{path}: {error}", "it must be a sheet that --out wrote, a JSON object a line") from error


if __name__ == "__main__":
    script(main)
