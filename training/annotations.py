"""Read, check and convert sentence annotations (format: annotations/GUIDE.md).

    python training/annotations.py check FILE.ann ...       report every line that breaks the format; exit 1 if any

A `.ann` file holds sentences with their text and is for own text only. Sentences of other people's corpora are kept
*standoff*: `training/standoff.py` replaces the text by corpus, document and offsets before anything is committed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

KINDS = frozenset({
    "armed_clash", "attack", "ambush", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack",
    "chemical_attack", "attack_on_civilians", "abduction", "arrest", "sexual_violence", "protest", "protest_intervention",
    "protest_repressed", "violent_demonstration", "mob_violence", "territory_taken", "territory_transferred", "advance",
    "withdrawal", "surrender", "casualties", "equipment_seized", "weapons_found", "property_destroyed", "mobilisation",
    "troop_movement", "group_change", "base_established", "supply", "route_cut", "encirclement", "alliance", "agreement",
    "talks", "appointment", "flight", "displacement", "symbol_changed", "statement", "vow", "rejection", "offer", "demand",
    "appeal", "threat", "accusation", "denial", "responsibility_claimed", "control", "presence", "strength", "role", "relation",
    "assessment", "forecast",
})  # fmt: skip
WHATS = frozenset({
    "killed", "wounded", "casualties", "captured", "surrendered", "missing", "displaced", "personnel", "protesters", "aircraft",
    "helicopters", "vehicles", "weapons", "equipment", "settlements", "districts", "operations", "events", "people",
})  # fmt: skip
MODALITIES = frozenset(["asserted", "reported", "unconfirmed", "opinion", "planned", "conditional", "forecast"])
ASPECTS = frozenset(["done", "ongoing", "almost", "attempted", "failed", "ordered", "able", "planned"])
FRAMES = frozenset(["current", "historical", "analogy", "hypothetical", "question", "generic"])
SPAN_SLOTS = ("trig", "actor", "target", "place", "from", "to", "time", "by", "outlet", "medium")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One coded event; spans are half-open code points of the sentence."""

    kind: str
    spans: dict[str, tuple[Span, ...]]
    quantities: tuple[tuple[str, Span, bool], ...] = ()  # what, words, cumulative
    others: tuple[tuple[str, Span], ...] = ()
    antecedents: dict[Span, str] = field(default_factory=dict)
    negated: bool = False
    modality: str = "asserted"
    aspect: str = "done"
    frame: str = "current"
    hedged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    id: str
    text: str
    before: str = ""
    events: tuple[Event, ...] = ()


class FormatError(ValueError):
    """A line that does not follow annotations/GUIDE.md; the message names file, line and the words at fault."""


def find(text: str, words: str) -> Span:
    """The place of `words` in `text`; `words#2` is the second occurrence."""
    nth = 1
    if m := re.fullmatch(r"(.+)#(\d)", words):
        words, nth = m.group(1), int(m.group(2))
    at = [m.start() for m in re.finditer(re.escape(words), text)]
    whole = [a for a in at if re.match(r"\W|$", text[a + len(words) :]) and (a == 0 or re.match(r"\W", text[a - 1]))]
    at = whole if len(whole) >= nth else at
    if len(at) < nth:
        raise FormatError(f"words not in the sentence: {words!r}")
    return at[nth - 1], at[nth - 1] + len(words)


def event(text: str, line: str) -> Event:
    kind, *slots = [p.strip() for p in line.split(" | ")]
    if kind not in KINDS:
        raise FormatError(f"unknown kind {kind!r}")
    spans: dict[str, tuple[Span, ...]] = {}
    quantities: list[tuple[str, Span, bool]] = []
    others: list[tuple[str, Span]] = []
    antecedents: dict[Span, str] = {}
    flags = {"modality": "asserted", "aspect": "done", "frame": "current"}
    allowed = {"modality": MODALITIES, "aspect": ASPECTS, "frame": FRAMES}
    hedged: tuple[str, ...] = ()
    negated = False
    for slot in slots:
        if not slot:
            continue
        if slot == "neg":
            negated = True
        elif m := re.fullmatch(r"(modality|aspect|frame)\s*[=:]\s*(\w+)", slot):
            if m.group(2) not in allowed[m.group(1)]:
                raise FormatError(f"unknown {m.group(1)} {m.group(2)!r}")
            flags[m.group(1)] = m.group(2)
        elif m := re.fullmatch(r"hedge\s*[=:]\s*(.+)", slot):
            hedged = tuple(h.strip() for h in re.split(r"[;,]", m.group(1)))
        elif m := re.fullmatch(r"(outlet|medium)\s*[=:]\s*(.+)", slot):
            spans[m.group(1)] = tuple(find(text, w.strip()) for w in m.group(2).split(" ; "))
        elif m := re.fullmatch(r"qty\s*:\s*(.+)", slot):
            for part in m.group(1).split(" ; "):
                what, _, words = part.partition("=")
                if what.strip() not in WHATS or not words:
                    raise FormatError(f"quantity {part!r}: expected what=words, what one of {', '.join(sorted(WHATS))}")
                cumulative = words.rstrip().endswith("(cumulative)")
                words = re.sub(r"\s*\(cumulative\)\s*$", "", words).strip()
                quantities.append((what.strip(), find(text, words), cumulative))
        elif m := re.fullmatch(r"other\s*:\s*(.+)", slot):
            for part in m.group(1).split(" ; "):
                role, _, words = part.partition("=")
                others.append((role.strip(), find(text, words.strip())))
        elif (m := re.fullmatch(r"(\w+)\s*:\s*(.+)", slot)) and m.group(1) in SPAN_SLOTS:
            found: list[Span] = []
            for part in m.group(2).split(" ; "):
                words, _, antecedent = part.partition("(=")
                found.append(find(text, words.strip()))
                if antecedent:
                    antecedents[found[-1]] = antecedent.rstrip(") ").strip()
            spans[m.group(1)] = tuple(found)
        else:
            raise FormatError(f"cannot read the slot {slot!r}")
    if "trig" not in spans:
        raise FormatError("no trigger")
    return Event(
        kind=kind, spans=spans, quantities=tuple(quantities), others=tuple(others), antecedents=antecedents,
        negated=negated, hedged=hedged, modality=flags["modality"], aspect=flags["aspect"], frame=flags["frame"],
    )  # fmt: skip


def read(path: Path, problems: list[str] | None = None) -> Iterator[Sentence]:
    """The sentences of a file. A bad line raises FormatError, or is collected where `problems` is given."""

    def complain(number: int, message: str) -> None:
        if problems is None:
            raise FormatError(f"{path}:{number}: {message}")
        problems.append(f"{path}:{number}: {message}")

    name, text, before, events = "", "", "", []
    for number, line in enumerate([*path.read_text("utf-8").split("\n"), "S "], 1):
        if line.startswith("S "):
            if name:
                yield Sentence(id=name, text=text, before=before, events=tuple(events))
            name, _, text = line[2:].partition(" | ")
            name, before, events = name.strip(), "", []
            if name and not text:
                complain(number, "a sentence line needs 'S id | text'")
        elif line.startswith("C "):
            before = line[2:]
        elif line.startswith("E "):
            try:
                events.append(event(text, line[2:]))
            except FormatError as error:
                complain(number, f"{error}   [{line}]")
        elif line.strip() and not line.startswith("#"):
            complain(number, f"expected S, C, E, # or an empty line: {line[:60]!r}")


def main(arguments: list[str]) -> int:
    if len(arguments) < 2 or arguments[0] != "check":
        print(__doc__)
        return 2
    problems: list[str] = []
    for name in arguments[1:]:
        sentences = list(read(Path(name), problems))
        print(f"{name}: {len(sentences)} sentences, {sum(not s.events for s in sentences)} negatives, "
              f"{sum(len(s.events) for s in sentences)} events")  # fmt: skip
    print("\n".join(problems) or "no problems")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
