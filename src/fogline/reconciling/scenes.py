"""Where and when it was that a sentence tells of without saying so.

A report names the place and the day of an incident once; the losses, the sequel and what either side says of it follow without
them. Such a claim is told within the *scene* of the claim that has them, the last before it or, at the head of a report, the
first behind it. The claim itself keeps its empty slots: only its row is placed, and the event's reasons say by which claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from fogline.reconciling.comparison import place_level
from fogline.reconciling.features import FINE_PLACES, POINTS, Row

BEHIND, AHEAD = 1500, 400  # code points that a scene reaches: to what follows it, and back to the head of a report
TOGETHER = ("same_point", "near", "same_district", "district_of", "area_of")  # levels of place at which a day is taken over


def within_scenes(rows: Iterable[Row]) -> list[Row]:
    """The same rows, those without a place or a day of their own with that of their scene; in order of reports and words."""
    by_report: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_report[row.claim.report].append(row)
    return [placed for report in sorted(by_report) for placed in _one_report(by_report.pop(report))]


def _one_report(rows: Sequence[Row]) -> Iterator[Row]:
    ordered = sorted(rows, key=lambda row: (row.claim.start, row.claim.end, row.id))
    scenes = [replace(row, scene=row.id) for row in ordered if _is_scene(row)]
    for row in ordered:
        found = _scene_of(row, scenes)
        if found is None:
            yield row
        elif found.id == row.id:
            yield found
        else:
            own_place, own_day = not _nowhere(row), row.daily or _says_when(row)
            yield replace(
                row,
                scene=found.id,
                spots=row.spots if own_place else found.spots,
                first=row.first if own_day or found.first is None else found.first,
                last=row.last if own_day or found.last is None else found.last,
                daily=own_day or found.daily,
            )


def _is_scene(row: Row) -> bool:
    return _has_place(row) and not row.claim.negated


def _has_place(row: Row) -> bool:
    return any(spot.precision in FINE_PLACES for spot in row.spots)


def _is_point(row: Row) -> bool:
    return any(spot.precision in POINTS for spot in row.spots)


def _nowhere(row: Row) -> bool:
    """No place is given, or only one that no gazetteer knows ("the market"). A country is a place."""
    return all(spot.precision == "unknown" for spot in row.spots)


def _says_when(row: Row) -> bool:
    """Whether a claim has words for its time, be they vague or of more than a day: "a week ago", "since Saturday", "nine days
    after it had been retaken"."""
    return row.claim.time is not None and row.claim.time.basis != "implied"


def _scene_of(row: Row, scenes: Sequence[Row]) -> Row | None:
    """The scene that a row is told in: its own where it says both where and when, the last before it that fits, else the first
    close behind it."""
    own = next((scene for scene in scenes if scene.id == row.id), None)
    if own is not None and (row.daily or _says_when(row)):
        return own
    before = [s for s in scenes if s.claim.start <= row.claim.start and row.claim.start - s.claim.end <= BEHIND]
    behind = [s for s in scenes if s.claim.start > row.claim.start and s.claim.start - row.claim.end <= AHEAD]
    others = (s for s in (*reversed(before), *behind) if s.id != row.id and (s.daily or own is None))
    fitting = [s for s in others if _fits(row, s)]
    if own is None:
        fitting.sort(key=lambda scene: not _is_point(scene))  # a region that is named in between is no other scene
    return next((s for s in fitting if s.daily), own or next(iter(fitting), None))


def _fits(row: Row, scene: Row) -> bool:
    """Nothing that the row says of itself is against the scene."""
    if row.claim.frame != scene.claim.frame or row.cumulative or not row.groups & scene.groups:
        return False
    if not _nowhere(row) and place_level(row.spots, scene.spots) not in TOGETHER:
        return False
    if row.first is None or row.last is None or scene.first is None or scene.last is None:
        return row.claim.time is None or row.claim.time.end is None
    return row.first <= scene.last and scene.first <= row.last
