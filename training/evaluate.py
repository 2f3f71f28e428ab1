"""Score proposers of triggers and roles on sentences that nothing was trained on.

    python training/evaluate.py [--by rules,parse,tagger,both] [--corpora ../shared/bench] [--kinds]
    python training/evaluate.py --languages [ko ru …]         the gates of the languages that are read without a parse,
                                                              on the claims that a user gets

Sets: `own`, `muc4`, `gun_violence`: the held-out sentences (examples.held_out) of each; `test`: annotations/en/test.jsonl, real
sentences of four corpora coded twice and settled. Sets whose corpora are not found are left out with a note.

Per set and proposer, as F1 in per cent: `trigger` (any overlap of words, one to one); `kind` (share right of the matched); then
actor, target, place and number (killed and wounded by what, others by being a number) in two ways, each exact/overlapping
(articles and outer punctuation never count): `given` on matched triggers only, `all` end to end, where a role counts only
under a matched trigger. `undone`: claims that are negated or failed, of matched triggers. `false` is the share of negatives on
which anything fires. Spans are compared as code points.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotations import Event, Sentence, read
from examples import held_out
from languages import LANGUAGES, development, gate
from spans import Span, overlap, trimmed
from standoff import CORPORA, restored

from fogline.naming.gazetteer import World
from fogline.reading import tagger
from fogline.reading.analysers.spacy import SpacyAnalyser
from fogline.reading.frames import Frames
from fogline.reading.lexicon import lexicon
from fogline.reading.names import Roster, world_forms
from fogline.reading.native.reader import NativeReader
from fogline.reading.places import places
from fogline.reading.prepared import Prepared, prepared
from fogline.reading.proposals import Filler, Proposal
from fogline.reading.quantities import Counter as Counts
from fogline.reading.sentences import Sentence as Analysed
from fogline.reading.states import States
from fogline.reading.truecase import known_name
from fogline.reading.weighed import Weighed
from fogline.records import Claim, Report, Segment

ANNOTATIONS = Path(__file__).parents[1] / "annotations" / "en"
ROLES = ("actor", "target", "place", "number")
NUMBERS = {"killed": "killed", "wounded": "wounded", "number": "number"}
GROUND = {"place": "place", "origin": "place", "destination": "place"}  # one row for places; `from` and `to` count as places

Proposing = Callable[[Sequence[Prepared]], Sequence[list[Proposal] | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """An event or a proposal in code points of the sentence; `fillers` are (role, span); `undone`: negated or failed."""

    trigger: Span
    kind: str
    fillers: frozenset[tuple[str, Span]]
    undone: bool = False


def gold(event: Event, text: str) -> Predicate:
    slots = {"from": "place", "to": "place"}
    fillers = [(slots.get(slot, slot), s) for slot, spans in event.spans.items() for s in spans]
    fillers += [(NUMBERS.get(what, "number"), s) for what, s, _ in event.quantities]
    kept = frozenset((role, trimmed(text, s)) for role, s in fillers if role in (*ROLES, *NUMBERS))
    undone = event.negated or event.aspect == "failed"
    return Predicate(trigger=event.spans["trig"][0], kind=event.kind, fillers=kept, undone=undone)


def proposed(proposal: Proposal, sentence: Analysed, text: str) -> Predicate:
    def span(filler: Filler) -> Span:
        return trimmed(text, (sentence.tokens[filler.first].start, sentence.tokens[filler.last].end))

    tokens = [sentence.tokens[i] for i in proposal.trigger]
    fillers = [(GROUND.get(f.role, f.role), span(f)) for f in proposal.fillers]
    kept = frozenset((role, s) for role, s in fillers if role in (*ROLES, *NUMBERS))
    return Predicate(trigger=(tokens[0].start, tokens[-1].end), kind=proposal.kind, fillers=kept)


def matched(golds: Sequence[Predicate], found: Sequence[Predicate]) -> list[tuple[Predicate, Predicate]]:
    """Pairs by overlapping triggers, one to one: the same kind first, then the larger overlap."""
    pairs = [(g, p) for g in golds for p in found if overlap(g.trigger, p.trigger) > 0]
    pairs.sort(key=lambda pair: (pair[0].kind != pair[1].kind, -overlap(pair[0].trigger, pair[1].trigger), pair[0].trigger))
    used: set[int] = set()
    kept = []
    for g, p in pairs:
        if id(g) not in used and id(p) not in used:
            used.update((id(g), id(p)))
            kept.append((g, p))
    return kept


class Score:
    """Counts of one set and proposer. Keys are (row, manner, count): gold, found, hit_gold, hit_found."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.kinds: Counter[tuple[str, str]] = Counter()

    def add(self, golds: Sequence[Predicate], found: Sequence[Predicate]) -> None:
        pairs = matched(golds, found)
        self.counts["sentences",] += 1
        if not golds:
            self.counts["negatives",] += 1
            self.counts["fired",] += bool(found)
        self.counts["trigger", "gold"] += len(golds)
        self.counts["trigger", "found"] += len(found)
        self.counts["trigger", "hit"] += len(pairs)
        for g, p in pairs:
            self.counts["kind", "right"] += g.kind == p.kind
            self.kinds[g.kind, p.kind] += 1
            self.counts["undone", "gold"] += g.undone
            self.counts["undone", "found"] += p.undone
            self.counts["undone", "hit"] += g.undone and p.undone
        partner = {id(g): p for g, p in pairs}
        for row in ROLES:
            for g, p in pairs:
                self._role(row, "given", g, p)
            for g in golds:
                self._role(row, "all", g, partner.get(id(g)))
            for p in found:
                if not any(p is other for other in partner.values()):
                    self._role(row, "all", None, p)

    def _role(self, row: str, manner: str, g: Predicate | None, p: Predicate | None) -> None:
        wanted = {f for f in g.fillers if self._row(f[0]) == row} if g else set()
        said = {f for f in p.fillers if self._row(f[0]) == row} if p else set()
        self.counts[row, manner, "gold"] += len(wanted)
        self.counts[row, manner, "found"] += len(said)
        self.counts[row, manner, "exact"] += len(wanted & said)
        loose = {(a, b) for a in wanted for b in said if a[0] == b[0] and overlap(a[1], b[1]) > 0}
        self.counts[row, manner, "hit_gold"] += len({a for a, _ in loose})
        self.counts[row, manner, "hit_found"] += len({b for _, b in loose})

    @staticmethod
    def _row(role: str) -> str:
        return "number" if role in NUMBERS else role

    def figures(self) -> dict[str, str]:
        c = self.counts

        def f1(hit_gold: int, golds: int, hit_found: int, found: int) -> float:
            recall, precision = hit_gold / max(1, golds), hit_found / max(1, found)
            return 100 * 2 * recall * precision / max(1e-9, recall + precision)

        hit = c["trigger", "hit"]
        made = {
            "sentences": str(c["sentences",]),
            "trigger": f"{f1(hit, c['trigger', 'gold'], hit, c['trigger', 'found']):.1f}",
            "P/R": f"{100 * hit / max(1, c['trigger', 'found']):.0f}/{100 * hit / max(1, c['trigger', 'gold']):.0f}",
            "kind": f"{100 * c['kind', 'right'] / max(1, hit):.1f}",
        }
        for manner in ("given", "all"):
            for row in ROLES:
                n, m, e = (c[row, manner, what] for what in ("gold", "found", "exact"))
                loose = f1(c[row, manner, "hit_gold"], n, c[row, manner, "hit_found"], m)
                made[f"{row} {manner}"] = f"{f1(e, n, e, m):.0f}/{loose:.0f}"
        if c["undone", "found"]:  # no proposal says so, claims do
            hit = c["undone", "hit"]
            made["undone P/R"] = f"{100 * hit / c['undone', 'found']:.0f}/{100 * hit / max(1, c['undone', 'gold']):.0f}"
        made["false"] = f"{100 * c['fired',] / max(1, c['negatives',]):.0f}% of {c['negatives',]}"
        return made


def sets(corpora: Path) -> Iterator[tuple[str, list[Sentence]]]:
    own = [s for path in sorted(ANNOTATIONS.glob("own_*.ann")) for s in read(path) if held_out(s.id)]
    if own:
        yield "own", own
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        try:
            found = list(restored(path, corpora))
        except FileNotFoundError as error:
            print(f"left out {path.name}: {error}", file=sys.stderr)
            continue
        yield path.stem, [s for s in found if path.stem == "test" or held_out(s.id)]


def analysed(sentences: Iterable[Sentence]) -> list[tuple[Sentence, list[Prepared]]]:
    """Every sentence with its parts as the reader prepares them, without a case."""
    words, gazetteer, forms = lexicon("en"), World(), world_forms()
    analyser = SpacyAnalyser(known_name(gazetteer, words, (form for form, _ in forms)))
    roster, rules, counter = Roster(forms), (Frames(words), States()), Counts(words)
    found = []
    for sentence in sentences:
        parts = analyser.analyse(sentence.text, 0, "body")
        mentions = places(parts, gazetteer)
        inside = [[m for m in mentions if part.start <= m.start < part.end] for part in parts]
        made = [prepared(part, words, roster, m, counter, rules) for part, m in zip(parts, inside, strict=True)]
        found.append((sentence, made))
    return found


def score(propose: Proposing, sentences: Sequence[tuple[Sentence, list[Prepared]]]) -> Score:
    made = Score()
    for annotated, parts in sentences:
        found = [
            proposed(p, part.sentence, annotated.text)
            for part, proposals in zip(parts, propose(parts), strict=True)
            for p in proposals or ()
        ]
        made.add([gold(e, annotated.text) for e in annotated.events], found)
    return made


def proposing(name: str) -> Proposing:
    """rules: the parse's rules alone; parse: weighed with fitted weights; tagger; both: the reader's default."""
    if name == "rules":
        return lambda sentences: [list(made.ruled) for made in sentences]
    if name == "parse":
        return Weighed(lexicon("en")).propose
    if name not in ("tagger", "both"):
        raise SystemExit(f"no proposer {name!r}; there are rules, parse, tagger and both")
    trained = tagger.load()
    if name == "tagger":
        return lambda sentences: list(trained.propose([made.sentence for made in sentences]))
    return Weighed(lexicon("en"), trained.views).propose


def claimed(claim: Claim, text: str) -> Predicate:
    """A claim of a report that consists of the sentence alone."""
    parts = [(role, r.at) for role, refs in (("actor", claim.actors), ("target", claim.targets)) for r in refs]
    parts += [("place", p.at) for p in claim.places]
    parts += [(NUMBERS.get(q.what, "number"), q.at) for q in claim.quantities]
    kept = frozenset((role, trimmed(text, at)) for role, at in parts if at is not None)
    undone = claim.negated or claim.aspect == "failed"
    return Predicate(trigger=claim.trigger, kind=claim.kind, fillers=kept, undone=undone)


def of_languages(chosen: Sequence[str], of: Callable[[str], list[Sentence]]) -> Iterator[dict[str, str]]:
    """A row for each language: the claims that its reader makes of sentences, each taken for a part of an account of a war."""
    trained, names = tagger.load(), World()
    for language in chosen:
        reader, made = NativeReader(language, trained.views, names, about=1.0), Score()
        for sentence in of(language):
            body = Segment(kind="body", start=0, end=len(sentence.text), language=language)
            report = Report(id="", name=sentence.id, text=sentence.text, language=language, segments=(body,))
            found = [claimed(claim, sentence.text) for claim in reader.read(report).claims]
            made.add([gold(e, sentence.text) for e in sentence.events], found)
        yield {"language": language} | made.figures()


def table(rows: Sequence[dict[str, str]]) -> str:
    columns = list(rows[0])
    widths = [max(len(c), *(len(row[c]) for row in rows)) for c in columns]
    lines = [columns, ["-" * w for w in widths], *([row[c] for c in columns] for row in rows)]
    return "\n".join("| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |" for line in lines)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--by", default="rules,parse,tagger,both")
    parser.add_argument("--corpora", type=Path, default=CORPORA)
    parser.add_argument("--kinds", action="store_true", help="also list the kinds that are mistaken for each other")
    parser.add_argument("--languages", nargs="*", help="gates of languages instead (default: all that there are)")
    parser.add_argument("--development", action="store_true", help="with --languages: the held-out sentences, not the gate")
    options = parser.parse_args(arguments)
    if options.languages is not None:
        chosen = options.languages or LANGUAGES
        print(table(list(of_languages(chosen, development if options.development else gate))))
        return 0
    rows, mistaken = [], []
    chosen = {name: proposing(name) for name in options.by.split(",")}
    for name, sentences in sets(options.corpora):
        parsed = analysed(sentences)
        for by, propose in chosen.items():
            made = score(propose, parsed)
            rows.append({"set": name, "by": by} | made.figures())
            wrong = Counter({pair: n for pair, n in made.kinds.items() if pair[0] != pair[1]})
            mistaken += [f"{name} {by}: {a} read as {b}, {n}" for (a, b), n in wrong.most_common(12)]
    print(table(rows))
    if options.kinds:
        print("\n".join(mistaken))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
