"""In what claims meet: the keys under which those are found that one claim has to be compared with.

    link     a group of kinds, an area (or a place without one), a day       may be one incident
    day      a group of kinds, a day                                         may be denied by a claim under `denial`
    part     a family of kinds, a month in which something began             may be part of a summary under `summary`
    same, whole    a claim of which another says that it is of its incident, or that it is a summary of it
    control, relation, office                                                a subject (subjects.py)

A new claim is compared with what stands under its own keys and with nothing else, whatever else a case holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from fogline.reconciling import subjects
from fogline.reconciling.comparison import areas
from fogline.reconciling.features import Row, is_wide, span
from fogline.reconciling.told import Told

STATED = {"same_as": "same", "summary_of": "whole"}  # by the type of a link

Key = tuple[Any, ...]
Meetings = Mapping[Key, tuple[str, ...]]
"""The ids of the claims that meet under a key, sorted."""


def keys(told: Told, reports: Iterable[str]) -> Iterator[tuple[Key, str]]:
    """All keys of the claims of some reports."""
    for report in reports:
        for claim in told.by_report.get(report, ()):
            for subject in subjects.keys(claim, told):
                yield subject, claim.id
        for row in told.rows(report):
            for key in _of_denial(row) if row.claim.negated else _of_incident(row):
                yield key, row.id


def updated(held: Meetings, gone: Iterable[tuple[Key, str]], more: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    """The same meetings without those that are gone and with more."""
    left, joined = defaultdict[Key, set[str]](set), defaultdict[Key, list[str]](list)
    for key, claim in gone:
        left[key].add(claim)
    for key, claim in more:
        joined[key].append(claim)
    found = dict(held)
    for key in left.keys() | joined.keys():
        now = {*held.get(key, ())} - left.get(key, set()) | {*joined.get(key, ())}
        if now:
            found[key] = tuple(sorted(now))
        else:
            found.pop(key, None)
    return found


def links(row: Row) -> Iterator[Key]:
    """The keys in which rows meet that may be one incident; its days and the one after meet the next day's."""
    if row.fine and row.first is not None and row.last is not None:
        for group in row.groups:
            for area in areas(row):
                for day in range(row.first, row.last + 2):
                    yield "link", group, area, day


def days(row: Row, what: str, more: int = 0) -> Iterator[Key]:
    """A row's groups and days, and `more` days around them."""
    if row.fine and row.first is not None and row.last is not None:
        for group in row.groups:
            for day in range(row.first - more, row.last + 1 + more):
                yield what, group, day


def months(row: Row, what: str) -> Iterator[Key]:
    """A row's family and the months of its days."""
    within = span(row)
    if within is not None:
        first, last = (day.year * 12 + day.month for day in within)
        for month in range(first, last + 1):
            yield what, row.family, month


def beginning(row: Row, what: str) -> Iterator[Key]:
    """A row's family and the month of its first day, in which all that it is part of must meet it."""
    return islice(months(row, what), 1)


def _of_denial(row: Row) -> Iterator[Key]:
    return days(row, "denial")


def _of_incident(row: Row) -> Iterator[Key]:
    yield from links(row)
    yield from days(row, "day")
    if row.spots:
        yield from beginning(row, "part")
    if is_wide(row):
        yield from months(row, "summary")
    for link in row.claim.links:
        if link.type in STATED:
            yield STATED[link.type], link.claim


def under(held: Meetings, found: Iterable[Key]) -> set[str]:
    """The claims that stand under any of some keys."""
    return {claim for key in found for claim in held.get(key, ())}
