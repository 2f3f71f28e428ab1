"""Claims that their own outlet took back: "we reported wrongly that …", "an earlier version of this article said that …".

A report that takes something back says it again as not so (a negated claim to which a `retracts` link points). What the same
outlet told of it before, and every copy of that, is no evidence any more. Where what is taken back has a figure, only the
figure goes: that there were dead stands. Nothing is deleted: the claims stay in their event, which says by what they were
withdrawn.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.reconciling.comparison import gap, place_level
from fogline.reconciling.features import Party, Row, row
from fogline.records import Claim, Quantity, Report

Outlet = Callable[[str], str]
"""The one name of an outlet for each of its spellings."""

NEVER = dt.date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Claim → the denial that withdraws it; of `figures` only (claim, what). `without_say` are negated claims that only take
    back a figure: they deny no incident."""

    claims: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    without_say: frozenset[str] = frozenset()

    def by(self, claim: str) -> str | None:
        """The denial that withdraws a claim or one of its figures."""
        return self.claims.get(claim) or next((by for (id, _), by in sorted(self.figures.items()) if id == claim), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """That `denial` takes a claim back, of which `content` says what: all of it or, where `what` is given, a figure."""

    claim: str
    denial: str
    content: str
    what: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """All that was taken back, by denial; `without_say` as in what is withdrawn by it."""

    all: tuple[Taken, ...] = ()
    without_say: frozenset[str] = frozenset()


def taken_back(
    denials: Iterable[Claim], claims: Mapping[str, Claim], reports: Mapping[str, Report], outlet: Outlet, party: Party
) -> TakenBack:
    """All that `denials`, those of `claims` that retract, take back of what their outlets told, copied or not; by denial."""
    pairs = [
        (denial, claims[link.claim])
        for denial in sorted(denials, key=lambda claim: claim.id)
        for link in denial.links
        if link.type == "retracts" and link.claim in claims
    ]
    if not pairs:
        return TakenBack()
    outlets = {source: outlet(source) for source in {report.source for report in reports.values()} if source}
    taking = {outlets[source] for _, content in pairs if (source := reports[content.report].source)}
    told: dict[str, dict[int | None, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims.values():
        by = outlets.get(reports[claim.report].source or "", "")
        if by in taking and not claim.negated and (features := row(claim, party)) is not None:
            for day in _days(features):
                told[by][day].append(features)
    found = []
    for denial, content in pairs:
        report = reports[content.report]
        back = row(content, party)
        if back is None or not report.source:
            continue
        by_day = told[outlets[report.source]]
        days = by_day if back.first is None else {None, *_days(back)}
        for other in {each.id: each for day in days for each in by_day.get(day, ())}.values():
            earlier = _day(reports[other.claim.report]) <= _day(report) and other.claim.report != content.report
            if earlier and _is_the_same(back, other):
                figures = [n.what for n in content.quantities if any(_same_figure(n, own) for own in other.claim.quantities)]
                for what in figures if content.quantities else (None,):
                    found.append(Taken(claim=other.id, denial=denial.id, content=content.id, what=what))
    counted = frozenset(content.id for _, content in pairs if content.quantities)
    return TakenBack(all=tuple(found), without_say=counted)


def withdrawn(back: TakenBack, copied: Mapping[str, str]) -> Withdrawn:
    """What is taken back and every copy of that; `copied` gives the claim that a copied one repeats."""
    whole: dict[str, str] = {}
    figures: dict[tuple[str, str], str] = {}
    for each in back.all:
        if each.claim not in copied:
            if each.what is None:
                whole.setdefault(each.claim, each.denial)
            else:
                figures.setdefault((each.claim, each.what), each.denial)
    if whole or figures:
        for copy, original in sorted(copied.items()):
            if original in whole:
                whole[copy] = whole[original]
            for (id, what), denied in list(figures.items()):
                if id == original:
                    figures[copy, what] = denied
    return Withdrawn(claims=whole, figures=figures, without_say=back.without_say)


def _days(row: Row) -> Sequence[int | None]:
    """The days of a claim, None where it may have been on any."""
    return (None,) if row.first is None or row.last is None else range(row.first, row.last + 1)


def _is_the_same(back: Row, told: Row) -> bool:
    """Whether one outlet's claim may be what it takes back: nothing against it, and a place, a side or a figure in common."""
    if not back.groups & told.groups or gap(back, told):
        return False
    if back.spots and told.spots and place_level(back.spots, told.spots) == "apart":
        return False
    if any(one and other and not one & other for one, other in ((back.actors, told.actors), (back.targets, told.targets))):
        return False
    figures = any(_same_figure(a, b) for a in back.claim.quantities for b in told.claim.quantities)
    if back.claim.quantities and not figures:
        return False
    return bool(back.spots and told.spots) or bool(back.targets & told.targets) or figures


def _same_figure(a: Quantity, b: Quantity) -> bool:
    return (a.what, a.low, a.best, a.high) == (b.what, b.low, b.best, b.high)


def _day(report: Report) -> dt.date:
    published = report.published
    return published.end if published and published.end else NEVER
