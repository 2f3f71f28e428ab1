"""Who is only repeating whom: the origins of claims, worked out from those that they had before.

What a change reaches are the reports that share passages with those that changed (matched.py), and of the voices behind their
claims all that they are said to have said (origins.py): an outlet is one voice however much it tells.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import attrgetter

from fogline.keyed import in_order, replaced
from fogline.records import Claim, Origin, Passage, Report, Sense
from fogline.tracing import origins, voices
from fogline.tracing.citations import Cited, Library, Words, cited
from fogline.tracing.copies import Precedence, copies_of
from fogline.tracing.matched import Matched, matched
from fogline.tracing.origins import Placed
from fogline.tracing.passages import Run
from fogline.tracing.repeats import Repeats
from fogline.tracing.shingles import Match
from fogline.tracing.voices import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What is traced. `names` gives outlets and speakers their one name; `senses` are vectors of the passages of reports that
    are new, without which no translation is found."""

    reports: Mapping[str, Report] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    claims_of: Mapping[str, Sequence[Claim]] = field(default_factory=dict)
    senses: Mapping[str, Sequence[Sense]] = field(default_factory=dict)
    names: voices.Names = field(default_factory=voices.Plain)

    def told_in(self, reports: Iterable[str]) -> list[Claim]:
        """The claims of some reports in the order of their places."""
        return sorted((claim for report in reports for claim in self.claims_of.get(report, ())), key=origins.place)

    @property
    def library(self) -> Library:
        return Library(reports=self.reports, told=lambda report: self.told_in((report,)), names=self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """`said` and `so` give each claim's origin id on that layer; `origins` are sorted by id. `voices` gives whose word a claim
    is on any occasion: support is counted by it; `apart` those who said it where one report alone can tell them apart. `copied`
    gives, for a claim that stands in a copied passage, the claim of the original that it repeats: it is no evidence of its own.
    The rest is what the next origins are worked out from: the passages that match, who cites whom (`cited`), the claims that
    stand in a repeated passage (`placed`), the ids of the origins of each voice (`spoken`) and of each report's comments
    (`hung`)."""

    said: Mapping[str, str] = field(default_factory=dict)
    so: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    copied: Mapping[str, str] = field(default_factory=dict)
    apart: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    matched: Matched = field(default_factory=Matched, repr=False, compare=False)
    cited: Cited = field(default_factory=Cited, repr=False, compare=False)
    placed: Mapping[str, Placed] = field(default_factory=dict, repr=False, compare=False)
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    hung: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def heard_from(self, voice: str) -> list[Origin]:
        """What a voice is the origin of."""
        return [self.origins[bisect_left(self.origins, id, key=attrgetter("id"))] for id in self.spoken.get(voice, ())]


def trace(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    names: voices.Names | None = None,
    senses: Mapping[str, Sequence[Sense]] | None = None,
) -> Traced:
    """The origins of `claims`. Any order of the arguments gives the same result."""
    by_id, told = {report.id: report for report in reports}, {claim.id: claim for claim in claims}
    claims_of: dict[str, list[Claim]] = defaultdict(list)
    for claim in told.values():
        claims_of[claim.report].append(claim)
    sensed = {id: found for id, found in (senses or {}).items() if found and id in by_id}
    now = Heard(reports=by_id, claims=told, claims_of=claims_of, senses=sensed, names=names or voices.Plain())
    return retrace(now, by_id.keys(), Heard(), Traced())[0]


def retrace(now: Heard, changed: Set[str], was: Heard, before: Traced) -> tuple[Traced, set[str]]:
    """The origins of the claims `now`, where those that `was` had those `before` and differs in the claims, the text or the day
    of the `changed` reports; and the reports whose claims may have other origins than before."""
    sources, words, otherwise = cited(before.cited, changed, was.library, now.library)
    found, reached = matched(before.matched, was.reports, now.reports, changed, now.senses, otherwise)
    left, claims = [claim.id for claim in was.told_in(reached)], now.told_in(reached)
    meant = _meant(claims, {match for report in reached for match in found.beside.get(report, ())}, words, now)
    del words  # of a million claims, which are not needed any more
    placed, apart = replaced(before.placed, left, meant.placed), replaced(before.apart, left, meant.apart)
    own = {claim.id: origins.own(claim, now.reports) for claim in claims}

    def first(claim: Claim) -> str:
        return placed[claim.id].report if claim.id in placed else claim.report

    def passage(claim: Claim) -> Passage:
        if claim.id in placed:
            return placed[claim.id].passage
        return own[claim.id] if claim.id in own else origins.own(claim, now.reports)

    said = [
        origins.origin("said", f"report:{first}", told, lambda c: meant.quoted.get(c.id) or own[c.id])
        for first, told in meant.firsts.items()
    ]
    so: dict[str, list[Origin]] = {}
    for key in {*meant.spoken, *(before.voices[claim] for claim in left)}:
        said_before = before.heard_from(key)
        others = (now.claims[id] for each in said_before for id in each.claims if id in now.claims)
        kept = [claim for claim in others if claim.report not in reached]
        so[key] = origins.spoken(key, kept, meant.spoken.get(key, ()), said_before, apart, first, passage, now.reports)
    hung = {
        id: list(origins.pingbacks(now.reports[id], now.claims_of.get(id, ()))) if id in now.reports else [] for id in changed
    }
    gone = {before.said[claim] for claim in left}
    gone.update(id for key in so for id in before.spoken.get(key, ()))
    gone.update(id for report in changed for id in before.hung.get(report, ()))
    more = [*said, *(each for some in (*so.values(), *hung.values()) for each in some)]
    traced = Traced(
        said=replaced(before.said, left, {claim: each.id for each in said for claim in each.claims}),
        so=replaced(before.so, left, {claim: each.id for some in so.values() for each in some for claim in each.claims}),
        voices=replaced(before.voices, left, {claim.id: key for key, told in meant.spoken.items() for claim in told}),
        apart=apart,
        copied=replaced(before.copied, left, meant.copied),
        origins=in_order(before.origins, gone, more),
        matched=found,
        cited=sources,
        placed=placed,
        spoken=replaced(before.spoken, so, {key: tuple(each.id for each in some) for key, some in so.items() if some}),
        hung=replaced(before.hung, changed, {report: tuple(each.id for each in some) for report, some in hung.items() if some}),
    )
    return traced, reached


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meant:
    """Of some claims: those that each report had first and that each voice `spoken`, and what else `Traced` has of them;
    `quoted` is the passage of each that stands in one which is repeated as it was said."""

    firsts: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    spoken: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    placed: dict[str, Placed] = field(default_factory=dict)
    quoted: dict[str, Passage] = field(default_factory=dict)
    apart: dict[str, str] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)


def _meant(claims: Sequence[Claim], matches: Collection[Match], words: Words, now: Heard) -> _Meant:
    repeats = _repeating(claims, matches, now)
    heard, meant = repeats(match for match in matches if match.whole or not _is_speech(match)), repeats(matches)
    found = _Meant()
    for claim in claims:
        found.firsts[_first(claim, heard)].append(claim)
        word, report = _behind(claim, meant, words, now)
        found.spoken[word.voice].append(claim)
        if word.speaker:
            found.apart[claim.id] = word.speaker
        if copy := meant.copy(claim):
            found.placed[claim.id] = Placed(report=report, passage=origins.copied(copy, meant.inside, now.reports))
        if copy := heard.copy(claim):
            found.quoted[claim.id] = origins.copied(copy, heard.inside, now.reports)
        if (same := meant.of(claim)) is not None:
            found.copied[claim.id] = same.id
    return found


def repeated(
    reports: Iterable[str], matches: Collection[Match], heard: Heard, sources: Cited
) -> tuple[dict[str, str], dict[str, str]]:
    """Whose word the claims of some reports are, and which claim each repeats, if any. `matches` are all that tie them to each
    other or to any."""
    claims = heard.told_in(reports)
    meant = _repeating(claims, matches, heard)(matches)
    words = heard.library.words(sources)
    behind = {claim.id: _behind(claim, meant, words, heard)[0].voice for claim in claims}
    return behind, {claim.id: same.id for claim in claims if (same := meant.of(claim)) is not None}


def _is_speech(match: Match) -> bool:
    """Direct speech in two reports was said twice and is meant once."""
    return match.first.quoted and match.second.quoted


def _repeating(claims: Sequence[Claim], matches: Collection[Match], now: Heard) -> Callable[[Iterable[Match]], Repeats]:
    """Which claims repeat which by some of the `matches`."""
    reports = {claim.report: now.reports[claim.report] for claim in claims}
    reports |= {run.report: now.reports[run.report] for match in matches for run in (match.first, match.second)}
    precedence = Precedence.of(reports, claims, now.names)
    at = _place_claims(claims, {run.key: run for match in matches for run in (match.first, match.second)}.values())
    return lambda some: Repeats(claims, at, copies_of(some, precedence), reports, precedence.outlets)


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


def _behind(claim: Claim, repeats: Repeats, words: Words, heard: Heard) -> tuple[Word, str]:
    """Whose word a claim is and the report that has its words first; behind a copy, of the claim that it repeats, else of the
    original passage."""
    copy = repeats.copy(claim)
    if copy is None or copy.is_first:
        return words[claim], claim.report
    original = copy.original
    same = repeats.of(claim) or next(iter(repeats.inside.get(original.key, ())), None)
    if same is not None:
        return words[same], same.report
    return Word(voice=voices.published(heard.reports[original.report], heard.names)), original.report
