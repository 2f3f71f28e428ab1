"""Reports that tell another's text in another language: embeddings propose, figures and the order of what is told decide.

Two reports are compared passage by passage: each passage of either takes the likest of the other. A translation keeps the
figures and the order as well; another outlet's own account of the same day does not. Weights and threshold were set once on the
project's own translated reports and invented wars, and frozen (bench/translations.py measures them on others' texts).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np

from fogline.keyed import replaced
from fogline.records import Report, Sense
from fogline.tables import folder_of
from fogline.tracing.meaning import Floats, rows_of, unit
from fogline.tracing.passages import Run, cut
from fogline.tracing.shingles import Match

FOR_FIGURES, FOR_ORDER = 0.1, 0.1  # beside the likeness of passages, each 0..1
TRANSLATED = 0.52  # of the sum; own translations lie above .55 (one of 946 below), other pairs of own reports below .47
NO_FIGURES = 0.5  # what a pair without figures gets for them
# Of so many figures so large a share must be shared, however alike the words: bulletins tell another day in the same sentences.
# Costs 12 of 936 own translated pairs, which have their figures in words.
TELLING_FIGURES, LEAST_SHARED = 3, 0.5
LIKE = 0.35  # cosine from which two passages of a translated pair are each other's
NEAREST = 5  # reports of another language that are compared passage by passage, by their whole vectors
REACH = dt.timedelta(days=60)  # between the days of publication; what has none is compared with all
LEAST_ORDER = 3  # passages of which an order can be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report as it is compared: `rows` of its passages, `whole` their mean, the figures in them but for its own date's."""

    report: Report
    language: str
    senses: Sequence[Sense]
    rows: Floats
    whole: Floats
    figures: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """The passages that translate each other, the reports that have senses, and the likeness of those that were compared."""

    matches: frozenset[Match] = frozenset()
    texts: Mapping[str, Text] = field(default_factory=dict)
    scores: Mapping[tuple[str, str], float] = field(default_factory=dict)


def translated(
    before: Translated, changed: Set[str], reports: Mapping[str, Report], senses: Mapping[str, Sequence[Sense]]
) -> Translated:
    """The same for `reports`, of which only the `changed` are others than before; `senses` are of these. Which reports are the
    likest of all is asked anew, how like two are is not."""
    if not any(id in senses or id in before.texts for id in changed):
        return before
    texts = replaced(before.texts, changed, {id: text(reports[id], senses[id]) for id in changed if id in senses})
    scores: dict[tuple[str, str], float] = {}

    def alike(one: Text, other: Text) -> float:
        pair = one.report.id, other.report.id
        known = before.scores.get(pair) if changed.isdisjoint(pair) else None
        scores[pair] = likeness(one, other) if known is None else known
        return scores[pair]

    found = pairs([texts[id] for id in sorted(texts)], alike)
    matched = frozenset(match for one, other, score in found for match in _aligned(one, other, score))
    return Translated(matches=matched, texts=texts, scores=scores)


def without(before: Translated, reports: Set[str]) -> Translated:
    """The same without some reports. Texts of one language have nothing to be matched with."""
    several = len({text.language for text in before.texts.values()}) > 1
    return translated(before, reports, {}, {}) if several else before


def matches(reports: Iterable[Report], senses: Mapping[str, Sequence[Sense]]) -> list[Match]:
    """The passages that translate each other, ordered by their places. Reports without senses have none."""
    by_id = {report.id: report for report in reports if senses.get(report.id)}
    found = translated(Translated(), by_id.keys(), by_id, senses)
    return sorted(found.matches, key=lambda match: (match.first.key, match.second.key))


def text(report: Report, senses: Sequence[Sense]) -> Text:
    rows = rows_of(senses)
    told = " ".join(report.text[sense.start : sense.end] for sense in senses)
    language = folder_of(report.language)
    day = report.published.end if report.published else None
    own = {day.day, day.year} if day else set()  # all reports of a day share them
    return Text(
        report=report, language=language, senses=senses, rows=rows, whole=unit(rows.mean(axis=0)), figures=figures(told) - own
    )


def pairs(texts: Sequence[Text], alike: Callable[[Text, Text], float]) -> Iterator[tuple[Text, Text, float]]:
    """Pairs of different languages above the threshold, of which one is the other's best in its language; with their score."""
    by_language: dict[str, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        by_language[text.language].append(i)
    scores: dict[tuple[int, int], float] = {}
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for language, others in sorted(by_language.items()):
        wholes = np.stack([texts[j].whole for j in others])
        for i, text in enumerate(texts):
            if text.language == language:
                continue
            for j in _nearest(text, [texts[j] for j in others], others, wholes):
                pair = (min(i, j), max(i, j))
                if pair not in scores:
                    scores[pair] = alike(texts[pair[0]], texts[pair[1]])
                best[i, language] = max(best.get((i, language), (-1.0, -1)), (scores[pair], -j))
    for (i, j), score in sorted(scores.items()):
        is_best = best[i, texts[j].language][1] == -j or best.get((j, texts[i].language), (0.0, 1))[1] == -i
        if score >= TRANSLATED and is_best and not _tell_other_figures(texts[i], texts[j]):
            yield texts[i], texts[j], score


def _nearest(text: Text, others: Sequence[Text], places: Sequence[int], wholes: Floats) -> list[int]:
    likeness_of_all = wholes @ text.whole
    order = np.argsort(-likeness_of_all, kind="stable")
    near = (k for k in order.tolist() if _near(text.report, others[k].report))
    return [places[k] for k, _ in zip(near, range(NEAREST), strict=False)]


def _near(one: Report, other: Report) -> bool:
    a, b = (each.published.end if each.published else None for each in (one, other))
    return a is None or b is None or abs(a - b) <= REACH


def likeness(one: Text, other: Text) -> float:
    """How far the shorter of two reports is told by the other, passage by passage, with its figures and in its order."""
    table = one.rows @ other.rows.T
    if len(one.rows) > len(other.rows):
        table = table.T
    alike = (float(table.max(axis=1).mean()) + float(table.max(axis=0).mean())) / 2
    return alike + FOR_FIGURES * _shared(one.figures, other.figures) + FOR_ORDER * _order(table.argmax(axis=1))


def figures(text: str) -> frozenset[int]:
    """The numbers that stand in figures, of any script."""
    return frozenset(int(match) for match in re.findall(r"\d{1,9}", text))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else NO_FIGURES


def _tell_other_figures(one: Text, other: Text) -> bool:
    fewer = min(len(one.figures), len(other.figures))
    return fewer >= TELLING_FIGURES and _shared(one.figures, other.figures) < LEAST_SHARED


def _order(places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """Whether the likest passages follow each other as the passages do: their correlation, 0 where it cannot be told."""
    if len(places) < LEAST_ORDER or not places.std():
        return 0.0
    return float(np.corrcoef(np.arange(len(places)), places)[0, 1])


def _aligned(one: Text, other: Text, score: float) -> Iterator[Match]:
    """Each passage of the shorter report with the likest of the longer, where it is like enough."""
    table = one.rows @ other.rows.T
    if len(one.rows) > len(other.rows):
        one, other, table = other, one, table.T
    runs = {run.key: run for text in (one, other) for run in cut(text.report)}
    for i, j in enumerate(table.argmax(axis=1).tolist()):
        if table[i, j] >= LIKE:
            first, second = sorted((_run(runs, one, i), _run(runs, other, j)), key=lambda run: run.key)
            yield Match(first=first, second=second, score=_certainty(score), whole=True)


def _run(runs: Mapping[tuple[str, int, int], Run], text: Text, i: int) -> Run:
    sense = text.senses[i]
    return runs[text.report.id, sense.start, sense.end]


def _certainty(score: float) -> int:
    """In thousandths: one half at the threshold, all but certain .2 above it. Set by hand, not calibrated."""
    return min(990, round(500 + 2450 * (score - TRANSLATED)))
