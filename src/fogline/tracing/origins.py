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
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.records import Claim, Origin, Passage, Report, Segment, Sense, identify
from fogline.tables import folder_of
from fogline.tracing import changes, pingbacks, shingles, translations, voices
from fogline.tracing.copies import Copy, Key, Precedence, copies_of, published
from fogline.tracing.passages import Run
from fogline.tracing.repeats import Repeats

# Dependence where it is not the overlap of words, in thousandths; set by hand, not calibrated.
SAME_SPEAKER = 950
SPEAKER = "speaker:"  # how the keys of speakers begin (voices.py)
OCCASION = dt.timedelta(days=3)  # within which a speaker's words are one statement
SAME_OUTLET = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """`said` and `so` give each claim's origin id on that layer; `origins` are sorted by id. `voices` gives whose word a claim
    is on any occasion: support is counted by it. `copied` gives, for a claim that stands in a copied passage, the claim of the
    original that it repeats: it is no evidence of its own."""

    said: Mapping[str, str]
    so: Mapping[str, str]
    voices: Mapping[str, str]
    copied: Mapping[str, str]
    origins: tuple[Origin, ...]


def trace(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    canonical: voices.Canonical = voices.plain,
    senses: Mapping[str, Sequence[Sense]] | None = None,
) -> Traced:
    """The origins of `claims`. `canonical` gives an outlet's one name; `senses` are vectors of each report's passages, without
    which no translation is found. Any order of the arguments gives the same result."""
    by_id = {report.id: report for report in sorted(reports, key=lambda report: report.id)}
    ordered = sorted(
        (c for c in claims if c.report in by_id), key=lambda claim: (claim.report, claim.start, claim.end, claim.id)
    )
    found = [*shingles.matches(by_id.values()), *translations.matches(by_id.values(), senses or {})]
    precedence = Precedence.of(by_id, ordered, canonical)
    heard = copies_of([m for m in found if m.whole or not (m.first.quoted and m.second.quoted)], precedence)
    meant = copies_of(found, precedence)
    runs = {(r.report, r.start, r.end): r for m in found for r in (m.first, m.second)}
    at = _place_claims(ordered, runs.values())
    repeats = Repeats(ordered, at, meant, by_id, precedence.outlets)
    quoting = Repeats(ordered, at, heard, by_id, precedence.outlets)
    said = {claim.id: f"report:{_first(claim, quoting)}" for claim in ordered}
    behind = {claim.id: _behind(claim, repeats, by_id, canonical) for claim in ordered}
    so = _occasions(behind, by_id)
    copied = {claim.id: same.id for claim in ordered if (same := repeats.of(claim)) is not None}
    own = {claim.id: _own(claim, by_id) for claim in ordered}
    origins = [
        *_origins("said", said, ordered, quoting, by_id, own),
        *_origins("so", so, ordered, repeats, by_id, own),
        *_pingbacks(by_id.values(), ordered),
    ]
    return Traced(
        said={claim: origin.id for origin in origins if origin.layer == "said" for claim in origin.claims},
        so={claim: origin.id for origin in origins if origin.layer == "so" for claim in origin.claims},
        voices={claim: key for claim, (key, _) in behind.items()},
        copied=copied,
        origins=tuple(sorted(origins, key=lambda origin: origin.id)),
    )


def _id(layer: str, key: str) -> str:
    return identify("org", (layer, key))


# ---------------------------------------------------------------------------------------------------- who copied whom


def _place_claims(claims: Iterable[Claim], runs: Iterable[Run]) -> dict[str, Run]:
    """The repeated run, if any, in which a claim's trigger stands."""
    by_report: dict[str, list[Run]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: run.key):
        by_report[run.report].append(run)
    starts = {report: [run.start for run in found] for report, found in by_report.items()}
    at = {}
    for claim in claims:
        i = bisect_right(starts.get(claim.report, []), claim.trigger[0]) - 1
        if i >= 0 and by_report[claim.report][i].end > claim.trigger[0]:
            at[claim.id] = by_report[claim.report][i]
    return at


def _first(claim: Claim, repeats: Repeats) -> str:
    """The report that first had a claim's passage."""
    same, copy = repeats.of(claim), repeats.copy(claim)
    return same.report if same else copy.original.report if copy else claim.report


def _behind(claim: Claim, repeats: Repeats, reports: Mapping[str, Report], canonical: voices.Canonical) -> tuple[str, str]:
    """The voice behind a claim and the report that has its words first; behind a copy, those of the claim that it repeats, else
    of the original passage."""
    copy = repeats.copy(claim)
    if copy is None or copy.is_first:
        return voices.behind(claim, reports[claim.report], canonical), claim.report
    original = copy.original
    same = repeats.of(claim) or next(iter(repeats.inside.get(original.key, ())), None)
    if same is not None:
        return voices.behind(same, reports[same.report], canonical), same.report
    return voices.published(reports[original.report], canonical), original.report


def _occasions(behind: Mapping[str, tuple[str, str]], reports: Mapping[str, Report]) -> dict[str, str]:
    """The key of the statement that each claim is of: of a speaker all that is published within OCCASION days of the first,
    what has no day by itself; of an outlet or a report all that it tells."""
    spoken: dict[str, set[str]] = defaultdict(set)
    for key, report in behind.values():
        if key.startswith(SPEAKER):
            spoken[key].add(report)
    first: dict[tuple[str, str], str] = {}
    for key, told in spoken.items():
        since = dt.date.min
        for report in sorted(told, key=lambda id: (published(reports[id]), id)):
            day = published(reports[report])
            if day == dt.date.max:
                first[key, report] = report
                continue
            if day - since >= OCCASION:
                since = day
            first[key, report] = since.isoformat()
    return {claim: f"{key} {first[key, report]}" if (key, report) in first else key for claim, (key, report) in behind.items()}


# ------------------------------------------------------------------------------------------------------------ records


def _origins(
    layer: str,
    keys: Mapping[str, str],
    claims: Iterable[Claim],
    repeats: Repeats,
    reports: Mapping[str, Report],
    own: Mapping[str, Passage],
) -> list[Origin]:
    """`own` are the claims' own passages, of those that stand in no copied one."""
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[keys[claim.id]].append(claim)
    origins = []
    for key, members in sorted(grouped.items()):
        passages: dict[Key, Passage] = {}
        for claim in members:
            copy = repeats.copy(claim)
            passage = _copied(copy, repeats.inside, reports) if copy else own[claim.id]
            passages[passage.report, passage.start, passage.end] = passage
        ordered = tuple(passages[place] for place in sorted(passages))
        ids = tuple(sorted(claim.id for claim in members))
        origins.append(
            Origin(id=_id(layer, key), layer=layer, dependence=_dependence(key, ordered), members=ordered, claims=ids)
        )
    return origins


def _own(claim: Claim, reports: Mapping[str, Report]) -> Passage:
    name = reports[claim.report].name
    return Passage(report=claim.report, document=name, start=claim.start, end=claim.end, quote=claim.quote)


def _copied(copy: Copy, inside: Mapping[Key, Sequence[Claim]], reports: Mapping[str, Report]) -> Passage:
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


def _pingbacks(reports: Iterable[Report], claims: Sequence[Claim]) -> Iterable[Origin]:
    """A page and the comment under it that translates it: one voice that it was said, whether or not it holds claims. What of
    the page the comment leaves out is no change."""
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.report].append(claim)
    for report in reports:
        for comment, score in pingbacks.translations(report):
            page = next(segment for segment in report.segments if segment.kind in ("title", "body", "caption", "quote"))
            own = [c for c in told[report.id] if comment.start <= c.start < comment.end]
            original = [c for c in told[report.id] if c.segment != "comment"]
            slots = tuple(c for c in changes.changed(original, own) if not (c.startswith("claim: ") and c.endswith(" lost")))
            members = (_segment(report, page, "original", 1000), _segment(report, comment, "translation", score, slots))
            key = f"pingback:{report.id}:{comment.start}"
            yield Origin(id=_id("said", key), layer="said", dependence=score / 1000, members=members)


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
