"""Cutting reports into passages and finding passages that share word runs: exact and edited copies, excerpts, quotations.

A passage is a sentence-like run of one segment. Passages with the same words are one *wording*; wordings are compared by the
containment of their shingles (runs of SHINGLE words, single characters in scripts that put no spaces between words), found
through an index of all shingles. The index is exact: MinHash would lose what matters here, an excerpt of 1,200 characters
has a Jaccard similarity of only .30 to its page. Reports that share shingles are compared as wholes by their *neighbours*,
pairs of words that stand close by in either order: of a copy in which every fourth word was dropped or moved a third of the
shingles is left but six in ten of the neighbours, and two accounts of one event share less than half (bench/copies.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from fogline.records import Report

SHINGLE = 3  # words in a run; at 3, 20 % of words dropped at random leave .64 of the runs of what remains
LEAST_WORDS = 8  # a shorter passage is a phrase that two people may write ("he said on Friday")
LEAST_EDITED = 12  # the same for a passage that is not word for word the same
COPIED = 600  # thousandths: containment of one passage in another that is a copy whatever stands around it
EDITED = 300  # thousandths: enough inside a pair of reports of which one is by and large in the other
BY_AND_LARGE = 480  # thousandths of a report's neighbours; different outlets' own accounts of one event share up to .43
ALIGNED = 450  # thousandths of a passage's neighbours within such a pair of reports
LEAST_SHARED = 5  # shingles from which on two reports are compared as wholes
LEAST_NEIGHBOURS = 45  # of a report that can be by and large another; below, only the same passage makes a copy
REACH = 3  # words within which two are neighbours
COMMON = 100  # a run in more wordings than this is a phrase of the trade and proposes no pair

_WORD = re.compile(
    "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # Thai, kana, Han: one character a word
    "|[^\\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_STOP = re.compile('(?<=[.!?。！？؟۔…])["”’»)\\]]*\\s+|\\n+')
_OPEN, _CLOSE = "“„«「『‹", "”«»」』›"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A passage where it stands. `quoted`: most of it is direct speech. `words` are folded."""

    report: str
    segment: str
    start: int
    end: int
    words: tuple[str, ...]
    quoted: bool

    @property
    def key(self) -> tuple[str, int, int]:
        return self.report, self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two passages that share their words; `score` is the larger containment in thousandths."""

    first: Run
    second: Run
    score: int
    whole: bool  # one of the two reports is by and large in the other


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def shingles(tokens: Sequence[str]) -> frozenset[str]:
    """The runs of SHINGLE words; a shorter passage is one run."""
    if len(tokens) < SHINGLE:
        return frozenset([" ".join(tokens)]) if tokens else frozenset()
    return frozenset(" ".join(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1))


def cut(report: Report) -> Iterator[Run]:
    """The passages of a report in order; furniture has no voice and gives none."""
    for segment in report.segments:
        if segment.kind == "furniture":
            continue
        deep = False
        for start, end in _sentences(report.text, segment.start, segment.end):
            text = report.text[start:end]
            tokens = words(text)
            quoted, deep = _quoted(text, deep)
            if tokens:
                yield Run(
                    report=report.id,
                    segment=segment.kind,
                    start=start,
                    end=end,
                    words=tokens,
                    quoted=quoted or segment.kind == "quote",
                )


def matches(reports: Iterable[Report]) -> list[Match]:
    """All pairs of passages that repeat each other, within one report too, ordered by their places."""
    runs = [run for report in reports for run in cut(report)]
    wordings: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    for run in runs:
        wordings[run.words].append(run)
    shingled = {tokens: shingles(tokens) for tokens in wordings}
    scores = _scores(shingled)
    whole = _copied_reports(runs, wordings, shingled)
    found = {}
    for (a, b), score in scores.items():
        least, enough = min(len(a), len(b)), LEAST_WORDS if a == b else LEAST_EDITED
        for r, s in _pairs(wordings, a, b):
            together = tuple(sorted((r.report, s.report))) in whole
            if score >= (EDITED if together else COPIED) and (together or least >= enough):
                first, second = sorted((r, s), key=lambda run: run.key)
                found[first.key, second.key] = Match(first=first, second=second, score=score, whole=together)
    for match in _aligned(runs, whole):
        found.setdefault((match.first.key, match.second.key), match)
    return [found[key] for key in sorted(found)]


def neighbours(tokens: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs of words within REACH of each other, in either order."""
    return {(min(one, other), max(one, other)) for i, one in enumerate(tokens) for other in tokens[i + 1 : i + 1 + REACH]}


Wording = tuple[str, ...]


def _pairs(wordings: dict[Wording, list[Run]], a: Wording, b: Wording) -> Iterable[tuple[Run, Run]]:
    """The places of two wordings, each with each; of one that stands everywhere, only each with the next."""
    if a != b:
        return ((r, s) for r in wordings[a] for s in wordings[b])
    runs = sorted(wordings[a], key=lambda run: run.key)
    return pairwise(runs) if len(runs) > COMMON else combinations(runs, 2)


def _scores(shingled: dict[Wording, frozenset[str]]) -> dict[tuple[Wording, Wording], int]:
    """Containment in thousandths of each pair of wordings that share a run; a wording holds itself."""
    index: dict[str, list[Wording]] = defaultdict(list)
    for tokens in sorted(shingled):
        for shingle in shingled[tokens]:
            index[shingle].append(tokens)
    shared: Counter[tuple[Wording, Wording]] = Counter()
    for holders in index.values():
        if len(holders) <= COMMON:
            shared.update(combinations(holders, 2))
    scores = {(tokens, tokens): 1000 for tokens in shingled}
    for (a, b), count in shared.items():
        score = 1000 * count // min(len(shingled[a]), len(shingled[b]))
        if score >= EDITED and min(len(a), len(b)) >= SHINGLE:
            scores[a, b] = score
    return scores


Pair = tuple[str, str]


def _copied_reports(
    runs: Iterable[Run], wordings: Mapping[Wording, Sequence[Run]], shingled: Mapping[Wording, frozenset[str]]
) -> dict[Pair, int]:
    """Pairs of reports of which one has BY_AND_LARGE of its neighbours in the other, direct speech not counted; how many."""
    holders: dict[str, set[str]] = defaultdict(set)
    for tokens, shared in shingled.items():
        told = {run.report for run in wordings[tokens] if not run.quoted}
        for shingle in shared if told else ():
            holders[shingle] |= told
    shares: Counter[Pair] = Counter()
    for reports in holders.values():
        if 1 < len(reports) <= COMMON:
            shares.update(combinations(sorted(reports), 2))
    near: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for run in runs:
        if not run.quoted:
            near[run.report] |= neighbours(run.words)
    copied = {}
    for (one, other), count in shares.items():
        least = min(len(near[one]), len(near[other]))
        if count >= LEAST_SHARED and least >= LEAST_NEIGHBOURS:
            share = 1000 * len(near[one] & near[other]) // least
            if share >= BY_AND_LARGE:
                copied[one, other] = share
    return copied


def _aligned(runs: Iterable[Run], copied: Iterable[Pair]) -> Iterator[Match]:
    """Each passage of the shorter of two copied reports with the one of the longer that has most of its neighbours."""
    by_report: dict[str, list[tuple[Run, set[tuple[str, str]]]]] = defaultdict(list)
    needed = {report for pair in copied for report in pair}
    for run in runs:
        if run.report in needed and len(run.words) >= SHINGLE:
            by_report[run.report].append((run, neighbours(run.words)))
    for pair in sorted(copied):
        short, long = sorted((by_report[report] for report in pair), key=len)
        for run, own in short:
            share, _, other = max(
                (
                    (1000 * len(own & their) // max(min(len(own), len(their)), 1), -n, that)
                    for n, (that, their) in enumerate(long)
                ),
                key=lambda found: found[:2],
            )
            if share >= ALIGNED:
                first, second = sorted((run, other), key=lambda run: run.key)
                yield Match(first=first, second=second, score=share, whole=True)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs between stops and line ends, without the white space around them."""
    at = start
    for stop in [*_STOP.finditer(text, start, end), None]:
        to = stop.start() if stop else end
        if stop is not None and "\n" not in stop.group():
            to = stop.start() + len(stop.group().rstrip())
        first, last = at, to
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        at = stop.end() if stop else end


def _quoted(text: str, deep: bool) -> tuple[bool, bool]:
    """Whether most of `text` lies between quotation marks, and whether a quotation is still open after it."""
    inside = 0
    for char in text:
        if char == '"':
            deep = not deep
        elif char in _OPEN and not (deep and char in _CLOSE):
            deep = True
        elif char in _CLOSE:
            deep = False
        elif deep:
            inside += 1
    return inside * 2 > len(text), deep
