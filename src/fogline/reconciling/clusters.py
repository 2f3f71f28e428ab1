"""Which claims are one incident: blocking, links above the threshold, agglomeration under cannot-links.

Links are taken strongest first, ties by the claims' ids, so that the result depends on the set of claims alone. A cluster grows
by the links among its own rows: whatever else there is has been refused. So it is grown again by itself (`regrown`), as long as
none of the clusters beside it, grown along with it, now joins it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from fogline.reconciling import meeting
from fogline.reconciling.comparison import THRESHOLD, Comparison, areas, compare, forbidden
from fogline.reconciling.features import Row
from fogline.reconciling.meeting import Meetings
from fogline.reconciling.told import Pair, Told

Block = tuple[str, str, int]  # a group of kinds, an area, a day

COARSE = frozenset([("place", "same_area"), ("place", "area_of"), ("time", "overlap")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The rows of one incident, by id, and why each link holds them together."""

    rows: tuple[Row, ...]
    reasons: tuple[str, ...]


def regrown(growing: set[str], told: Told, meetings: Meetings, old: Callable[[str], Collection[str]]) -> list[Cluster]:
    """The clusters of the claims `growing`, to which all others are added that change with them. `old` gives the members of the
    cluster that a claim was in, of which all are among the growing or none."""
    around, new, found = set[str](), growing, list[Cluster]()
    while new:
        growing |= new
        around -= new
        if len(growing) < len(told.claims) or not told.claims.keys() <= growing:
            met = _beside(new, told, meetings) - growing
            around |= {member for claim in met for member in (claim, *old(claim))}
        rows = [row for some in (growing, around) for claim in some if (row := told.incident(claim)) is not None]
        found = [each for each in cluster(rows, told) if any(row.id in growing for row in each.rows)]
        joined = {row.id for each in found for row in each.rows} - growing
        new = {member for claim in joined for member in (claim, *old(claim))}
    return found


def _beside(claims: Iterable[str], told: Told, meetings: Meetings) -> set[str]:
    """The claims that some may be joined with, by people, their reports, or weight."""
    decided: dict[str, set[str]] = defaultdict(set)
    for a, b in told.same:
        decided[a].add(b)
        decided[b].add(a)
    found = set[str]()
    for claim in claims:
        row = told.incident(claim)
        if row is not None:
            near = meeting.under(meetings, meeting.links(row)) - found
            found.update(other for other in near if (that := told.incident(other)) is not None and linked(row, that))
            found.update(decided.get(claim, ()), stated(row), meetings.get(("same", claim), ()))
    return found


def cluster(rows: Iterable[Row], told: Told) -> list[Cluster]:
    """Clusters of some rows by the id of their first row. A copied claim goes where the one goes that it repeats, and has no
    say in it, unless people decided where it belongs."""
    all_of = {row.id: row for row in sorted(rows, key=lambda row: row.id)}
    decided = {id for pair in (*told.same, *told.different) for id in pair}
    repeating = {
        a: b for a in all_of if (b := told.copied.get(a)) in all_of and b not in told.copied and b and a not in decided
    }
    by_id = {id: row for id, row in all_of.items() if id not in repeating}
    growing = _Growing(by_id, told.different)
    for a, b in sorted(told.same):
        if a in by_id and b in by_id:
            growing.join(a, b, f"{a} and {b}: one incident by judgement")
    for a, b in sorted({(a, b) for row in by_id.values() for a, b in _stated(row) if a in by_id and b in by_id}):
        growing.join(a, b, f"{a} and {b}: the report tells one incident twice")
    growing.settle()
    for row in by_id.values():
        if row.scene not in (None, row.id):
            growing.reasons[row.id].append(f"{row.id}: where and when as told in {row.scene}")
    for (a, b), link in links(by_id.values()):
        growing.join(a, b, f"{a} and {b}: {link}")
    for copy, original in sorted(repeating.items()):
        growing.add(all_of[copy], original, f"{copy} and {original}: the passage of one repeats the other's")
    return growing.clusters()


class _Growing:
    """Clusters while they grow: what people and reports put together first, unchecked; after `settle` what weights join."""

    def __init__(self, rows: Mapping[str, Row], apart: frozenset[Pair]) -> None:
        self.members = {id: [row] for id, row in rows.items()}
        self.reasons: dict[str, list[str]] = defaultdict(list)
        self._home = {id: id for id in rows}
        self._apart = apart
        self._settled: dict[str, str] = {}

    def settle(self) -> None:
        """From now on cannot-links count, except among what is together already."""
        self._settled = dict(self._home)

    def add(self, row: Row, other: str, reason: str) -> None:
        """A row that goes where another is."""
        self._home[row.id] = home = self._home[other]
        self.members[home].append(row)
        self.reasons[home].append(reason)

    def clusters(self) -> list[Cluster]:
        made = [
            Cluster(rows=tuple(sorted(found, key=lambda row: row.id)), reasons=tuple(sorted(self.reasons[home])))
            for home, found in self.members.items()
        ]
        return sorted(made, key=lambda cluster: cluster.rows[0].id)

    def join(self, a: str, b: str, reason: str) -> None:
        """Make one cluster of two, where they may be. Of links among what is together already only those of people and reports
        are kept as reasons: of a hundred claims every pair is linked."""
        one, other = sorted((self._home[a], self._home[b]))
        if one == other and self._settled:
            return
        if one != other:
            if not self._may(a, b):
                return
            self.members[one] += self.members.pop(other)
            for row in self.members[one]:
                self._home[row.id] = one
            self.reasons[one] += self.reasons.pop(other, [])
        self.reasons[one].append(reason)

    def _may(self, a: str, b: str) -> bool:
        """Whether the clusters of a and b may be one. Who decided that x and a are one has overruled what tells x from b."""
        for x in self.members[self._home[a]]:
            for y in self.members[self._home[b]]:
                if (min(x.id, y.id), max(x.id, y.id)) in self._apart:
                    return False
                stands_for = self._settled.get(x.id) == self._settled.get(a) and self._settled.get(y.id) == self._settled.get(b)
                if self._settled and forbidden(x, y) and (not stands_for or (x.id, y.id) == (a, b)):
                    return False
        return True


def links(rows: Iterable[Row]) -> list[tuple[Pair, Comparison]]:
    """Pairs of rows that are alike enough, strongest first."""
    found: dict[Pair, Comparison] = {}
    for key, block in _blocks(row for row in rows if row.fine):
        for a, b in combinations(block, 2):
            if key != _first_block(a, b):
                continue
            link = compare(a, b)
            if _strong(link):
                found[a.id, b.id] = link
    return sorted(found.items(), key=lambda item: (-item[1].weight, item[0]))


def linked(a: Row, b: Row) -> bool:
    """Whether two rows that share a block are alike enough."""
    return _strong(compare(a, b))


def _strong(link: Comparison) -> bool:
    """A province and a week are a summary, not one incident, however many sides agree."""
    return link.weight >= THRESHOLD and not COARSE.issuperset(link.levels[:2])


def _blocks(rows: Iterable[Row]) -> Iterable[tuple[Block, Sequence[Row]]]:
    """Rows that share a group of kinds, an area (or a place without one) and a day or its neighbour, sorted by id."""
    blocks: dict[Block, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        if row.first is None or row.last is None:
            continue
        for group in row.groups:
            for area in areas(row):
                for day in range(row.first, row.last + 2):  # its days and the one after meet the next day's block
                    blocks[group, area, day].append(row)
    return sorted(blocks.items())


def _first_block(a: Row, b: Row) -> Block:
    """The first of the blocks that two rows share: the one in which they are compared."""
    return min(a.groups & b.groups), min(areas(a) & areas(b)), max(a.first or 0, b.first or 0)


def _stated(row: Row) -> Iterable[Pair]:
    for other in stated(row):
        yield (row.id, other) if row.id < other else (other, row.id)


def stated(row: Row) -> Iterable[str]:
    """The claims that a row's report says are of the same incident."""
    return (link.claim for link in row.claim.links if link.type == "same_as")
