"""Invented wars with the truth beside them: are events, voices, control and tolls worked out from forty conflicting reports?

Each folder of bench/stories is a case with its reports and truth tables (bench/stories/README.md). Printed for each story:
reports with their own day; coded passages with a claim of an accepted kind; of those, by B³, which events and which voices
(layer `so`) are one, events beside TF-IDF single link at its best threshold on the same passages, voices beside a second coder;
the state of every place and day (the actor who holds it, or contested) and the days on which it changes hands, beside a guess
that never changes its mind; and true tolls inside low–high, an open end counted as a miss. Then the same on generated wars
(bench/generate.py).

    python bench/stories.py [--stories high-pass …] [--seeds 11 12] [--folders build/war] [--verbose]
"""

from __future__ import annotations

import datetime as dt
import json
import math
import tempfile
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from typing import Any

import generate
import numpy as np
from figures import Figure, finish, parser, script, share

from fogline import tables
from fogline.bearing import bearing
from fogline.case import load
from fogline.casework import Record, compose
from fogline.intake.read import report
from fogline.pipeline import Pipeline
from fogline.records import Claim, Event, Reading, Ref, Report
from fogline.tracing import Embedder, passages

STORIES = Path(__file__).parent / "stories"
CONTESTED, NOBODY = "contested", "nobody"
SEEDS = (21, 22, 23)  # nothing was looked at in these
WITHIN = 1  # days by which a change of hands may be off

State = Mapping[tuple[str, dt.date], str]  # (place, day) → who holds it, or contested


@dataclass(frozen=True, kw_only=True)
class Story:
    """What is told and what is true."""

    folder: Path
    record: Record
    readings: Sequence[Reading]
    mentions: Sequence[dict[str, Any]]

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(tables.rows(self.folder / name))


def main(arguments: list[str]) -> int:
    made = parser(__doc__)
    made.add_argument("--stories", nargs="+", default=sorted(path.name for path in STORIES.iterdir() if path.is_dir()))
    made.add_argument("--folders", nargs="+", type=Path, help="others in place of all of them (bench/generate.py)")
    made.add_argument("--seeds", nargs="*", type=int, default=SEEDS, help="of generated wars, whose figures are averaged")
    options = made.parse_args(arguments)
    figures: list[Figure] = []
    for folder in options.folders or [STORIES / name for name in options.stories]:
        name, story = folder.name, told(folder)
        pairs = matched(story)
        figures += [Figure(name=f"{name}: {f.name}", value=f.value, of=f.of, note=f.note) for f in measured(story, pairs)]
        if options.verbose:
            explain(story, pairs)
    if options.seeds and not options.folders:
        figures += generated(options.seeds)
    return finish("invented wars", figures, options)


def generated(seeds: Sequence[int]) -> Iterable[Figure]:
    """The mean of each figure over generated wars."""
    found: dict[str, list[Figure]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        for seed in seeds:
            folder = Path(temporary) / f"{seed}"
            generate.make(seed, folder)
            story = told(folder)
            for figure in measured(story, matched(story)):
                found[figure.name].append(figure)
    for name, figures in found.items():
        values = [figure.value for figure in figures if figure.value is not None]
        spread = f"from {min(values):.3f} to {max(values):.3f}" if values else ""
        yield Figure(
            name=f"generated: {name}", value=mean(values) if values else None, of=sum(f.of or 0 for f in figures), note=spread
        )


def told(folder: Path) -> Story:
    """The story as Fogline makes it of its reports, each taken in with its outlet's name."""
    case = load(folder)
    names = {source.id: source.name for source in case.sources}
    pipeline, embedder, readings = Pipeline(case), Embedder(), []
    bare = Story(folder=folder, record=compose([], [], case), readings=(), mentions=())
    for row in bare.rows("reports.tsv"):
        raw = (folder / "reports" / row["file"]).read_bytes()
        one = report(raw, name=row["file"], suffix=".txt", source=names[row["outlet"]])
        assert isinstance(one, Report), one
        reading = pipeline.read(one)
        readings.append(replace(reading, senses=embedder.senses(reading.report)))
    mentions = [json.loads(line) for line in (folder / "mentions.jsonl").read_text("utf-8").splitlines()]
    return Story(folder=folder, record=compose(readings, [], case), readings=readings, mentions=mentions)


def matched(story: Story) -> list[tuple[dict[str, Any], Claim]]:
    """Coded passages with the claim of an accepted kind that overlaps them most, each claim once."""
    by_name = {reading.report.name: reading for reading in story.readings}
    offers = []
    for n, mention in enumerate(story.mentions):
        reading = by_name[mention["report"]]
        start = reading.report.text.find(mention["anchor"])
        end = start + len(mention["anchor"])
        for claim in reading.claims:
            shared = min(end, claim.end) - max(start, claim.start)
            inside = start <= claim.trigger[0] < end
            if shared > 0 and claim.kind in mention["kind"]:
                offers.append((not inside, -shared, n, claim.id, claim))
    pairs, used = {}, set()
    for _, _, n, id, claim in sorted(offers, key=lambda offer: offer[:4]):
        if n not in pairs and id not in used:
            pairs[n] = claim
            used.add(id)
    return [(story.mentions[n], pairs[n]) for n in sorted(pairs)]


def measured(story: Story, pairs: Sequence[tuple[dict[str, Any], Claim]]) -> Iterable[Figure]:
    days = {row["file"]: dt.date.fromisoformat(row["published"]) for row in story.rows("reports.tsv")}
    own = [(reading.report.published, days[reading.report.name]) for reading in story.readings]
    yield share("reports with their day", sum(bool(p) and p.start == day == p.end for p, day in own), len(own))
    yield share("passages found", len(pairs), len(story.mentions))
    home = homes(story.record)
    incidents = [(m["event"], home.get(c.id, c.id)) for m, c in pairs if m["event"] not in (None, "SUM")]
    yield from _b3("events", incidents)
    yield from _by_words(story, [(m, m["event"]) for m, _ in pairs if m["event"] not in (None, "SUM")])
    yield from _b3("origins", [(m["voice"], story.record.traced.so[c.id]) for m, c in pairs])
    if (story.folder / "second.tsv").is_file():
        second = [row["voice"] for row in story.rows("second.tsv")]
        coded = [(mention["voice"], voice) for mention, voice in zip(story.mentions, second, strict=True)]
        yield from _b3("origins by a second coder", coded)
    yield from _ground(story)
    yield from _tolls(story, pairs)


def homes(record: Record) -> dict[str, str]:
    """The event that a claim is shown with: as one that tells of it or denies it, or where it bears on that event alone."""
    found = {claim: event.id for event in record.events for claim in event.claims}
    denied = [d for d in record.disagreements if d.attribute == "occurred"]
    beside = defaultdict[str, set[str]](set)
    for event in record.events:
        for each in bearing(record, event):
            beside[each.claim].add(event.id)
    alone = {claim: min(events) for claim, events in beside.items() if len(events) == 1}
    return alone | {claim: d.about for d in denied for value in d.values for claim in value.claims} | found


def _b3(name: str, pairs: Sequence[tuple[Hashable, Hashable]]) -> Iterable[Figure]:
    """B³ of (true, found) clusters of the same items."""
    true, found, both = Counter(t for t, _ in pairs), Counter(f for _, f in pairs), Counter(pairs)
    precision = sum(both[t, f] / found[f] for t, f in pairs) / max(len(pairs), 1)
    recall = sum(both[t, f] / true[t] for t, f in pairs) / max(len(pairs), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    yield Figure(name=f"{name}, B³ F1", value=f1, of=len(pairs), note=f"precision {precision:.3f}, recall {recall:.3f}")


def _by_words(story: Story, items: Sequence[tuple[dict[str, Any], str]]) -> Iterable[Figure]:
    """What words alone would make of the same passages: TF-IDF of the passage, its paragraph or its report, single link, each
    at the threshold at which it is best; the best of all."""
    texts = {reading.report.name: reading.report.text for reading in story.readings}
    best = 0.0
    for stretch in (_anchor, _paragraph, _report):
        alike = _cosines([stretch(texts[m["report"]], m["anchor"]) for m, _ in items])
        for threshold in np.arange(0.02, 1.0, 0.02):
            found = _linked(alike >= threshold)
            (figure,) = _b3("", list(zip((event for _, event in items), found, strict=True)))
            best = max(best, figure.value or 0.0)
    yield Figure(name="events, B³ F1 by TF-IDF at its best", value=best, of=len(items))


def _anchor(text: str, anchor: str) -> str:
    return anchor


def _paragraph(text: str, anchor: str) -> str:
    at = text.find(anchor)
    return text[text.rfind("\n\n", 0, at) + 1 : (text.find("\n\n", at) + 1 or len(text) + 1) - 1]


def _report(text: str, anchor: str) -> str:
    return text


def _cosines(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    counts = [Counter(passages.words(text)) for text in texts]
    among = Counter(word for count in counts for word in count)
    place = {word: i for i, word in enumerate(sorted(among))}
    rows = np.zeros((len(texts), len(place)))
    for row, count in zip(rows, counts, strict=True):
        for word, n in count.items():
            row[place[word]] = n * (math.log(len(texts) / among[word]) + 1)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows @ rows.T)


def _linked(near: np.ndarray[Any, Any]) -> list[int]:
    """Components of a graph by the first member of each."""
    first = list(range(len(near)))
    for i in range(len(near)):
        for j in np.flatnonzero(near[i, :i]):
            a, b = sorted((first[i], first[int(j)]))
            if a != b:
                first = [a if f == b else f for f in first]
    return first


# ---------------------------------------------------------------------------------------------------------- control


def _ground(story: Story) -> Iterable[Figure]:
    truth = {(row["place"], dt.date.fromisoformat(row["day"])): row["state"] for row in story.rows("holders.tsv")}
    actors = story.record.case.actors if story.record.case else ()
    party = {a.entity.id: story.record.party(Ref(text=None, at=None, name=a.entity.name, id=a.entity.id)) for a in actors}
    wanted = {key: party.get(state, state) for key, state in truth.items()}
    said = {}
    for day in sorted({day for _, day in wanted}):
        for situation in story.record.situations(day):
            key = (situation.place.id or "", day)
            if key in wanted:
                holder = situation.holder.id if situation.holder else None
                said[key] = CONTESTED if situation.status == CONTESTED else party.get(holder or "", holder or NOBODY)
    first = {place: state for (place, _), state in sorted(wanted.items(), key=lambda item: item[0][1], reverse=True)}
    never = {key: first[key[0]] for key in wanted}
    for name, states in (("", said), (", never changing", never)):
        yield share(
            f"control: places and days{name}", sum(states.get(key) == state for key, state in wanted.items()), len(wanted)
        )
        yield Figure(name=f"control: macro F1{name}", value=_macro(wanted, states), of=len(wanted))
    yield _flips(wanted, said)


def _macro(wanted: State, said: State) -> float:
    scores = []
    for state in sorted(set(wanted.values())):
        right = sum(said.get(key) == state for key, true in wanted.items() if true == state)
        golds, found = sum(true == state for true in wanted.values()), sum(s == state for s in said.values())
        scores.append(2 * right / max(golds + found, 1))
    return sum(scores) / max(len(scores), 1)


def _flips(wanted: State, said: State) -> Figure:
    """Changes of the holder, found within WITHIN days at the same place with the same new holder."""
    true, found = list(_changes(wanted)), list(_changes(said))
    left, right = list(found), 0
    for place, day, holder in true:
        near = [f for f in left if f[0] == place and f[2] == holder and abs((f[1] - day).days) <= WITHIN]
        if near:
            left.remove(min(near, key=lambda f: abs((f[1] - day).days)))
            right += 1
    return Figure(name="flips of control, F1", value=2 * right / max(len(true) + len(found), 1), of=len(true),
                  note=f"{right} of {len(true)}, {len(found)} said")  # fmt: skip


def _changes(states: State) -> Iterable[tuple[str, dt.date, str]]:
    held: dict[str, str] = {}
    for (place, day), state in sorted(states.items(), key=lambda item: (item[0][0], item[0][1])):
        if state in (CONTESTED, NOBODY):
            continue
        if place in held and held[place] != state:
            yield place, day, state
        held[place] = state


# ------------------------------------------------------------------------------------------------------------ tolls


def _tolls(story: Story, pairs: Sequence[tuple[dict[str, Any], Claim]]) -> Iterable[Figure]:
    """True tolls inside low–high of the event that most of their incident's claims are in."""
    home = {claim: event for event in story.record.events for claim in event.claims}
    events: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, claim in pairs:
        if mention["event"] and claim.id in home:
            events[mention["event"]][home[claim.id].id] += 1
    by_id: dict[str, Event] = {event.id: event for event in story.record.events}
    inside, widths, total = 0, [], 0
    for row in story.rows("tolls.tsv"):
        total += 1
        counted = events.get(row["event"])
        event = by_id[counted.most_common(1)[0][0]] if counted else None
        n, best = int(row["n"]), None
        for found in event.quantities if event else ():
            if found.what == row["what"] and found.low is not None and found.high is not None and found.low <= n <= found.high:
                width = found.high - found.low
                best = width if best is None else min(best, width)
        if best is not None:
            inside += 1
            widths.append(best / max(n, 1))
    yield share("tolls inside low–high", inside, total)
    yield Figure(name="median width by truth", value=median(widths) if widths else None, of=len(widths))


def explain(story: Story, pairs: Sequence[tuple[dict[str, Any], Claim]]) -> None:
    home = {claim: event.id for event in story.record.events for claim in event.claims}
    for mention, claim in sorted(pairs, key=lambda pair: (str(pair[0]["event"]), pair[0]["report"])):
        where = home.get(claim.id, "-")
        print(mention["event"], where, mention["voice"], story.record.traced.so[claim.id], claim.kind, repr(claim.quote[:60]))
    missed = {id(mention) for mention, _ in pairs}
    for mention in story.mentions:
        if id(mention) not in missed:
            print("not found", mention["report"], mention["kind"], repr(mention["anchor"]))


if __name__ == "__main__":
    script(main)
