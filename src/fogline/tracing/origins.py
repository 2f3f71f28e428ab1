"""Origins: which passages and claims are one voice, on the layers `said` (it was said) and `so` (it is so).

On `said` a report is one voice, and passages that it took from another report are that report's voice. On `so` the voice is
whoever the words go back to (voices.py), on one occasion: what a ministry says within OCCASION days is one statement, what it
says a week later another, though still no second voice where support is counted. A copy always goes back to where its original
does, whatever attribution it gained or lost, so that a copy never adds support. The same direct speech in two outlets is two
voices that it was said and one that it is so. Where nothing tells who copied whom (copies.py), the member that stands first is
marked `unknown`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from fogline.records import Claim, Origin, Passage, Report, Segment, identify
from fogline.tables import folder_of
from fogline.tracing import changes
from fogline.tracing.copies import Copy, Key, published
from fogline.tracing.pingbacks import translations
from fogline.tracing.voices import SPEAKER

# Dependence where it is not the overlap of words, in thousandths; set by hand, not calibrated.
SAME_SPEAKER = 950
OCCASION = dt.timedelta(days=3)  # within which a speaker's words are one statement
SAME_OUTLET = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A repeated passage in which a claim stands, and the report that has the claim's words first."""

    report: str
    passage: Passage


def place(claim: Claim) -> tuple[str, int, int, str]:
    """The order of claims in which origins are put together."""
    return claim.report, claim.start, claim.end, claim.id


def own(claim: Claim, reports: Mapping[str, Report]) -> Passage:
    """The passage of a claim that stands in no repeated one."""
    name = reports[claim.report].name
    return Passage(report=claim.report, document=name, start=claim.start, end=claim.end, quote=claim.quote)


def origin(
    layer: str,
    key: str,
    claims: Iterable[Claim],
    passage: Callable[[Claim], Passage],
    others: Sequence[Passage] = (),
    theirs: Iterable[str] = (),
) -> Origin:
    """One voice with its claims, each in its `passage`. It has the passages of `others`, of other reports and in order,
    and their claims as well."""
    passages: dict[Key, Passage] = {}
    ids = list(theirs)
    for claim in sorted(claims, key=place):
        found = passage(claim)
        passages[found.report, found.start, found.end] = found
        ids.append(claim.id)
    # Sorted by report alone: a key that is a tuple for each of many others would set off the collector of garbage, which then
    # looks at every entry of every mapping that was copied just now.
    members = tuple(sorted([*others, *(passages[place] for place in sorted(passages))], key=attrgetter("report")))
    return Origin(
        id=_id(layer, key), layer=layer, dependence=_dependence(key, members), members=members, claims=tuple(sorted(ids))
    )


def spoken(
    key: str,
    kept: Collection[Claim],
    new: Collection[Claim],
    before: Iterable[Origin],
    apart: Mapping[str, str],
    first: Callable[[Claim], str],
    passage: Callable[[Claim], Passage],
    reports: Mapping[str, Report],
) -> list[Origin]:
    """The statements of one voice: of a speaker those of `_statements`; of an outlet or a report all that it tells, but for the
    words of those that it tells `apart`. `first` gives the report that has a claim's words first. `kept` are the claims, of
    reports that have no `new` ones, of which only the statement may be another than in those `before`."""
    statements = {claim.id: f"{key} {apart[claim.id]}" for claim in (*kept, *new) if claim.id in apart}
    if key.startswith(SPEAKER):
        statements |= {claim: f"{key} {said}" for claim, said in _statements([*kept, *new], apart, first, reports).items()}
    stayed, came = defaultdict[str, dict[str, Claim]](dict), defaultdict[str, list[Claim]](list)
    for claim in kept:
        stayed[statements.get(claim.id, key)][claim.id] = claim
    for claim in new:
        came[statements.get(claim.id, key)].append(claim)
    was = {each.id: each for each in before}
    there = {claim.id for claim in kept}
    found = []
    for each in sorted(stayed.keys() | came.keys()):
        same, old = stayed[each], was.get(_id("so", each))
        if old is not None and same.keys() == there.intersection(old.claims):  # its passages too are what they were
            told_in = {claim.report for claim in same.values()}
            others = [member for member in old.members if member.report in told_in]
            found.append(origin("so", each, came[each], passage, others, same))
        else:
            found.append(origin("so", each, [*same.values(), *came[each]], passage))
    return found


def _statements(
    claims: Iterable[Claim], apart: Mapping[str, str], first: Callable[[Claim], str], reports: Mapping[str, Report]
) -> dict[str, str]:
    """Which statement of its speaker each claim is of, by the first report that has it: reports within OCCASION days that share
    what they quote him for quote one statement. All in an actor's own paper is one."""
    told = defaultdict[tuple[dt.date, str, str], list[Claim]](list)
    for claim in claims:
        report = first(claim)
        told[published(reports[report]), report, apart.get(claim.id, "")].append(claim)
    since: dict[str, dt.date] = {}
    heard: dict[str, set[object]] = defaultdict(set)
    recent: list[str] = []
    found: dict[str, str] = {}
    for day, report, own in sorted(told):
        contents = _contents(told[day, report, own])
        recent = [each for each in recent if day != dt.date.max and day - since[each] < OCCASION]
        same = [each for each in recent if contents & heard[each]]
        statement = own or next(iter(same), report)
        if own or statement == report:
            since[statement] = day
            recent = [each for each in recent if each != statement] + [statement]
        heard[statement] |= contents
        found |= {claim.id: statement for claim in told[day, report, own]}
    return found


def _contents(claims: Sequence[Claim]) -> set[object]:
    """What a speaker is quoted for in one report: places, of each kind of claim, and figures; without any, kinds alone."""
    places = {(claim.kind, place.id) for claim in claims for place in claim.places if place.id}
    figures = {(number.what, number.best) for claim in claims for number in claim.quantities if number.best}
    return {*places, *figures} or {claim.kind for claim in claims}


def pingbacks(report: Report, claims: Iterable[Claim]) -> Iterable[Origin]:
    """A page and the comment under it that translates it: one voice that it was said, whether or not it holds claims. What of
    the page the comment leaves out is no change."""
    for comment, score in translations(report):
        page = next(segment for segment in report.segments if segment.kind in ("title", "body", "caption", "quote"))
        own = [c for c in claims if comment.start <= c.start < comment.end]
        original = [c for c in claims if c.segment != "comment"]
        slots = tuple(c for c in changes.changed(original, own) if not (c.startswith("claim: ") and c.endswith(" lost")))
        members = (_segment(report, page, "original", 1000), _segment(report, comment, "translation", score, slots))
        key = f"pingback:{report.id}:{comment.start}"
        yield Origin(id=_id("said", key), layer="said", dependence=score / 1000, members=members)


def _id(layer: str, key: str) -> str:
    return identify("org", (layer, key))


def copied(copy: Copy, inside: Mapping[Key, Sequence[Claim]], reports: Mapping[str, Report]) -> Passage:
    """The passage of a copy, with what the claims in it changed."""
    run, original = copy.run, copy.original
    report = reports[run.report]
    is_first = run.key == original.key
    return Passage(
        report=run.report,
        document=report.name,
        start=run.start,
        end=run.end,
        quote=report.text[run.start : run.end],
        relation=_relation(copy, reports),
        score=1000 if is_first else copy.score,
        changed=() if is_first else changes.changed(inside.get(original.key, ()), inside.get(run.key, ())),
    )


def _relation(copy: Copy, reports: Mapping[str, Report]) -> str:
    run, original = copy.run, copy.original
    if run.key == original.key:
        return "original" if published(reports[run.report]) != dt.date.max else "unknown"
    if folder_of(reports[run.report].language) != folder_of(reports[original.report].language):
        return "translation"
    if run.quoted and not copy.whole:
        return "quotation"
    if copy.whole or len(run.words) >= len(original.words):
        return "copy"
    return "excerpt"


def _dependence(key: str, members: Sequence[Passage]) -> float:
    """How sure it is that the members are one voice: the weakest tie among them, 0..1."""
    if len({member.report for member in members}) == 1:
        return 1.0
    ties = [member.score for member in members if member.relation not in ("original", "unknown")]
    if key.startswith(SPEAKER):
        ties.append(SAME_SPEAKER)
    elif key.startswith("outlet:") and len(ties) < len(members) - 1:
        ties.append(SAME_OUTLET)
    return min(ties, default=1000) / 1000


def _segment(report: Report, segment: Segment, relation: str, score: int, changed: tuple[str, ...] = ()) -> Passage:
    return Passage(
        report=report.id,
        document=report.name,
        start=segment.start,
        end=segment.end,
        quote=report.text[segment.start : segment.end],
        relation=relation,
        score=score,
        changed=changed,
    )
