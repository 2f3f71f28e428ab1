"""Passages that repeat each other, in words or in another language, kept by the reports that they stand in.

Who is first and who repeats whom is settled among the reports that are tied to each other by such passages, at first hand or by
way of others: what a change reaches is these, as they were tied before and as they are now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from fogline.keyed import replaced
from fogline.records import Report, Sense
from fogline.tracing.shingles import Match, Shingled, shingled
from fogline.tracing.translations import Translated, translated

Beside = Mapping[str, Sequence[Match]]
"""A report → the matches of which one passage or both are its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What is needed to find the next matches from these, and all of them by report."""

    shingled: Shingled = field(default_factory=Shingled)
    translated: Translated = field(default_factory=Translated)
    beside: Beside = field(default_factory=dict)


def matched(
    before: Matched,
    was: Mapping[str, Report],
    now: Mapping[str, Report],
    changed: Set[str],
    senses: Mapping[str, Sequence[Sense]],
    otherwise: Set[str] = frozenset(),
) -> tuple[Matched, set[str]]:
    """The matches of the reports `now`, of which only the `changed` are others than those `was`; and the reports that are tied
    to a change, or were, or to some whose claims are meant `otherwise`. `senses` are of the changed reports."""
    gone = {id: was[id] for id in changed if id in was and _text(was[id]) != _text(now.get(id))}
    more = {id: now[id] for id in changed if id in now and _text(now[id]) != _text(was.get(id))}
    words, touched = shingled(before.shingled, gone, more, now)
    meanings = translated(before.translated, changed, now, senses)
    others = meanings.matches ^ before.translated.matches
    touched = touched.union(changed, *map(_reports, others))
    found = [*words.matches(touched & now.keys(), now)]
    found += [match for match in meanings.matches if not touched.isdisjoint(_reports(match))]
    beside = _beside(before.beside, touched, found)
    made = Matched(shingled=words, translated=meanings, beside=beside)
    return made, _tied(touched, before.beside) | _tied(touched | otherwise, beside)


def _text(report: Report | None) -> object:
    """What the passages of a report, and what they share with others, depend on."""
    return report and (report.text, report.segments, report.known_by)


def _beside(before: Beside, touched: Collection[str], found: Iterable[Match]) -> Beside:
    """The matches by report, all those of the `touched` others than before."""
    others = {other for report in touched for match in before.get(report, ()) for other in _reports(match)} - {*touched}
    more: dict[str, list[Match]] = defaultdict(list)
    for report in others:
        more[report] = [match for match in before[report] if not any(one in touched for one in _reports(match))]
    for match in found:
        for report in _reports(match):
            if report not in more and report not in touched:
                more[report] = [*before.get(report, ())]
            more[report].append(match)
    return replaced(before, touched, {report: tuple(own) for report, own in more.items()})


def _reports(match: Match) -> set[str]:
    return {match.first.report, match.second.report}


def _tied(reports: Iterable[str], beside: Beside) -> set[str]:
    """Some reports and all that are tied to them."""
    found, waiting = set(reports), list(reports)
    while waiting:
        met = {other for match in beside.get(waiting.pop(), ()) for other in _reports(match)} - found
        found |= met
        waiting += met
    return found
