"""Annotations of other people's texts by offsets, without any of their words.

    python training/standoff.py strip OUT.jsonl FILE.ann ... [--corpora DIR]   replace the text by corpus, document and offsets
    python training/standoff.py restore FILE.jsonl [--corpora DIR]             print the .ann again, given the corpora
    python training/standoff.py check FILE.jsonl ... [--corpora DIR]           restore and verify every sentence's digest

A line is one sentence: `id` (corpus:document:start-end, offsets into the document's text as `documents` makes it), `digest`
of its text, and `events`, whose spans are half-open code points of the sentence. An antecedent is kept as offsets
into the document where its words are found there, and left out where they are the annotator's own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotations import Event, FormatError, Sentence, find, read

CORPORA = Path(__file__).parents[1].parent / "shared" / "bench"


def _collapsed(record: dict[str, Any]) -> str:
    return re.sub(r"\s+", " ", record["doctext"])


def _joined(record: dict[str, Any]) -> str:
    return "\n".join(" ".join(words) for words in record["full_text"])


def _text(record: dict[str, Any]) -> str:
    return str(record["text"])


# prefix of the ids: file under the corpora's folder, the field with the document's id, what its text is
SOURCES: dict[str, tuple[str, str, Callable[[dict[str, Any]], str]]] = {
    "muc4t": ("muc4/train.jsonl", "docid", _collapsed),
    "muc4d": ("muc4/dev.jsonl", "docid", _collapsed),
    "gv": ("gun_violence/dev.jsonl", "doc_key", _joined),
    "syria": ("syria_outlets/dev.jsonl", "id", _text),
    "tr": ("toponyms/tr_news.jsonl", "id", _text),
}


@lru_cache(maxsize=8)
def documents(corpora: Path, corpus: str) -> dict[str, str]:
    """The texts of a corpus by document. FileNotFoundError names the file where the corpora are not there."""
    name, key, text = SOURCES[corpus]
    path = corpora / name
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there; --corpora names the folder")
    records = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {str(record[key]): text(record) for record in records}


def located(name: str, corpora: Path) -> tuple[str, int, int]:
    """The document's text and the sentence's offsets in it."""
    match = re.fullmatch(r"([^:]+):(.+):(\d+)-(\d+)", name)
    if not match or match.group(1) not in SOURCES:
        raise FormatError(f"{name!r} is not corpus:document:start-end with a corpus of {', '.join(SOURCES)}")
    found = documents(corpora, match.group(1))
    if match.group(2) not in found:
        raise FormatError(f"{name}: no document {match.group(2)!r} in {corpora / SOURCES[match.group(1)][0]}")
    return found[match.group(2)], int(match.group(3)), int(match.group(4))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def stripped(sentence: Sentence, corpora: Path) -> dict[str, Any]:
    """The record of a sentence; FormatError where its text is not what the document has at its offsets."""
    document, start, end = located(sentence.id, corpora)
    if document[start:end] != sentence.text:
        raise FormatError(f"{sentence.id}: the text is not the document's at these offsets")
    return {"id": sentence.id, "digest": digest(sentence.text), "events": [_record(e, document) for e in sentence.events]}


def _record(event: Event, document: str) -> dict[str, Any]:
    spans = {slot: [list(span) for span in found] for slot, found in event.spans.items()}
    made: dict[str, Any] = {"kind": event.kind, "spans": spans}
    if event.quantities:
        made["quantities"] = [[what, *span, cumulative] for what, span, cumulative in event.quantities]
    if event.others:
        made["others"] = [[role, *span] for role, span in event.others]
    found = [[*span, document.find(words), len(words)] for span, words in event.antecedents.items() if words in document]
    if found:
        made["antecedents"] = found
    for flag, plain in (("modality", "asserted"), ("aspect", "done"), ("frame", "current")):
        if getattr(event, flag) != plain:
            made[flag] = getattr(event, flag)
    if event.negated:
        made["negated"] = True
    if event.hedged:
        made["hedged"] = list(event.hedged)
    return made


def _event(record: dict[str, Any], document: str) -> Event:
    return Event(
        kind=record["kind"],
        spans={slot: tuple((a, b) for a, b in spans) for slot, spans in record["spans"].items()},
        quantities=tuple((what, (a, b), cumulative) for what, a, b, cumulative in record.get("quantities", ())),
        others=tuple((role, (a, b)) for role, a, b in record.get("others", ())),
        antecedents={(a, b): document[at : at + length] for a, b, at, length in record.get("antecedents", ())},
        negated=record.get("negated", False),
        modality=record.get("modality", "asserted"),
        aspect=record.get("aspect", "done"),
        frame=record.get("frame", "current"),
        hedged=tuple(record.get("hedged", ())),
    )


def restored(path: Path, corpora: Path = CORPORA) -> Iterator[Sentence]:
    """The sentences of a standoff file with their text. FileNotFoundError without the corpora, FormatError where a
    document is not the one that was annotated."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        record = json.loads(line)
        document, start, end = located(record["id"], corpora)
        text = document[start:end]
        if digest(text) != record["digest"]:
            raise FormatError(f"{path}:{number}: {record['id']} is another text in {corpora}; use the corpus's stated version")
        yield Sentence(id=record["id"], text=text, events=tuple(_event(e, document) for e in record["events"]))


def line_of(event: Event, text: str) -> str:
    """The event as a line of an .ann file."""

    def words(span: tuple[int, int]) -> str:
        bare = text[slice(*span)]
        candidates = [bare, *(f"{bare}#{n}" for n in range(2, 10))]
        name = next((c for c in candidates if _finds(text, c, span)), bare)
        antecedent = event.antecedents.get(span)
        return f"{name} (={antecedent})" if antecedent else name

    parts = [f"E {event.kind}"]
    named = ("outlet", "medium")  # slots that are written with "="
    for slot, spans in sorted(event.spans.items(), key=lambda item: item[0] in named):
        parts.append(slot + ("=" if slot in named else ": ") + " ; ".join(map(words, spans)))
    if event.others:
        parts.append("other: " + " ; ".join(f"{role}={words(span)}" for role, span in event.others))
    if event.quantities:
        cumulative = {True: " (cumulative)", False: ""}
        parts.append("qty: " + " ; ".join(f"{what}={words(span)}{cumulative[c]}" for what, span, c in event.quantities))
    if event.negated:
        parts.append("neg")
    for flag, plain in (("modality", "asserted"), ("aspect", "done"), ("frame", "current")):
        if getattr(event, flag) != plain:
            parts.append(f"{flag}={getattr(event, flag)}")
    if event.hedged:
        parts.append("hedge=" + ",".join(event.hedged))
    return " | ".join(parts)


def _finds(text: str, words: str, span: tuple[int, int]) -> bool:
    try:
        return find(text, words) == span
    except FormatError:
        return False


def printed(sentence: Sentence) -> str:
    lines = [f"S {sentence.id} | {sentence.text}"] + ([f"C {sentence.before}"] if sentence.before else [])
    return "\n".join(lines + [line_of(e, sentence.text) for e in sentence.events]) + "\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("verb", choices=("strip", "restore", "check"))
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    options = parser.parse_args(arguments)
    try:
        if options.verb == "strip":
            out, *sources = options.files
            rows = [stripped(s, options.corpora) for path in sources for s in read(path)]
            out.write_text("".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows), "utf-8")
            print(f"{out}: {len(rows)} sentences")
            return 0
        for path in options.files:
            sentences = list(restored(path, options.corpora))
            if options.verb == "restore":
                print("\n".join(map(printed, sentences)))
            else:
                print(f"{path}: {len(sentences)} sentences as annotated")
    except (FormatError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
