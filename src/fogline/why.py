"""The passages behind anything that has an id: what it says, where it stands, and which part of the answer it carries.

Ids: clm_ evt_ org_ dis_ rep_ jud_, and places (an id such as `gn:1132495`, or a name) for a situation; "@2021-08-25" after a
place asks for that day, else the last day of which something is said is taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fogline.bearing import bearing
from fogline.casework import Record
from fogline.errors import ConfigError
from fogline.judgements import active
from fogline.records import Claim, Disagreement, Event, Judgement, Origin, Report, Situation, Span

ADVICE = "`fogline claims DIR`, `events`, `origins`, `disagreements`, `reports` and `situation` list what has one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A passage and its role in the answer; `report.text[start:end] == quote`."""

    id: str  # of what was asked about
    role: str
    claim: str | None
    report: Report
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands behind an id: one sentence or more in words, and the passages in the order of the answer."""

    id: str
    type: str  # claim | event | origin | disagreement | report | judgement | situation
    words: tuple[str, ...]
    grounds: tuple[Ground, ...]


def why(record: Record, id: str, judgements: Sequence[Judgement] = (), known: dt.date | None = None) -> Answer:
    """The answer for an id. Raises ConfigError where nothing has it."""
    name, _, day = id.partition("@")
    if (claim := record.claims.get(id)) is not None:
        return Answer(id=id, type="claim", words=(_told(claim),), grounds=tuple(_claim(record, id, claim)))
    if (event := record.events_by_any_id.get(id)) is not None:
        return _event(record, id, event)
    for origin in record.origins:
        if origin.id == id:
            return _origin(record, origin)
    for disagreement in record.disagreements:
        if disagreement.id == id:
            return _disagreement(record, disagreement)
    if id in record.reports:
        claims = [claim for claim in record.claims.values() if claim.report == id]
        ordered = sorted(claims, key=lambda claim: (claim.start, claim.end, claim.kind, claim.id))
        grounds = tuple(_quoted(record, id, claim, _told(claim)) for claim in ordered)
        return Answer(id=id, type="report", words=(f"{len(grounds)} claims are read from it",), grounds=grounds)
    for judgement in judgements:
        if judgement.id == id:
            return _judgement(record, judgement, judgement in active(judgements))
    for situation in _situation(record, name, day, known):
        return _place(record, id, situation)
    raise ConfigError(f"nothing has the id {id}", ADVICE)


def _claim(record: Record, id: str, claim: Claim) -> Iterator[Ground]:
    """A claim's quote, then the words of each of its values in text order."""
    yield _quoted(record, id, claim, "claim")
    spans: list[tuple[Span, str]] = []
    for slot, refs in (("actor", claim.actors), ("target", claim.targets), ("other", claim.others)):
        spans += [(ref.at, f"{slot}: {ref.name}") for ref in refs if ref.at]
    spans += [(place.at, f"place: {place.name}") for place in claim.places if place.at]
    spans += [(number.at, f"quantity: {number.what}") for number in claim.quantities]
    spans += [(step.at, "attribution") for step in claim.attribution if step.at]
    if claim.time and claim.time.at:
        spans.append((claim.time.at, f"time: {claim.time.start or '?'} to {claim.time.end or '?'}"))
    report = record.reports[claim.report]
    for (start, end), role in sorted(spans):
        yield Ground(id=id, role=role, claim=claim.id, report=report, start=start, end=end, quote=report.text[start:end])


def _event(record: Record, id: str, event: Event) -> Answer:
    words = [f"{event.kind}, {event.status}: {event.origins} origins in {event.reports} reports", *event.reasons]
    words += [f"{found.what}{f' of {found.of}' if found.of else ''}: {found.rule}" for found in event.quantities]
    grounds = [_quoted(record, id, record.claims[claim], _told(record.claims[claim])) for claim in event.claims]
    for disagreement in record.disagreements:
        if disagreement.about == event.id:
            grounds += _values(record, id, disagreement, skip=event.claims if disagreement.attribute == "occurred" else ())
    grounds += [_quoted(record, id, record.claims[each.claim], f"beside it: {each.words}") for each in bearing(record, event)]
    return Answer(id=id, type="event", words=tuple(words), grounds=tuple(grounds))


def _origin(record: Record, origin: Origin) -> Answer:
    words = f"one voice on the layer `{origin.layer}`, dependence {origin.dependence:.2f}"
    grounds = tuple(
        Ground(
            id=origin.id,
            role=", ".join((member.relation, *member.changed)),
            claim=None,
            report=record.reports[member.report],
            start=member.start,
            end=member.end,
            quote=member.quote,
        )
        for member in origin.members
    )
    return Answer(id=origin.id, type="origin", words=(words,), grounds=grounds)


def _disagreement(record: Record, found: Disagreement) -> Answer:
    where = ", within one origin" if found.within_one_origin else ""
    words = f"{found.attribute} of {found.about_type} {found.about}{where}: {' against '.join(v.value for v in found.values)}"
    return Answer(id=found.id, type="disagreement", words=(words,), grounds=tuple(_values(record, found.id, found)))


def _values(record: Record, id: str, found: Disagreement, skip: Iterable[str] = ()) -> list[Ground]:
    left_out = frozenset(skip)
    return [
        _quoted(record, id, record.claims[claim], f"{found.attribute}: {value.value}")
        for value in found.values
        for claim in value.claims
        if claim not in left_out
    ]


def _judgement(record: Record, judgement: Judgement, in_force: bool) -> Answer:
    words = f"{judgement.verb} by {judgement.by} on {judgement.at:%Y-%m-%d}: {judgement.why}"
    found = (record.claims.get(subject) for subject in judgement.subjects)
    grounds = tuple(_quoted(record, judgement.id, claim, judgement.verb) for claim in found if claim)
    state = "in force" if in_force else "undone"
    return Answer(id=judgement.id, type="judgement", words=(words, state), grounds=grounds)


def _situation(record: Record, name: str, day: str, known: dt.date | None) -> Iterator[Situation]:
    """The situation of the place with this id or name."""
    survey = record.known_on(known).survey
    folded = name.casefold()
    for key, place in sorted(survey.gathered.places.items()):
        if key == name or folded in (place.name.casefold(), *(alias.casefold() for alias in place.aliases)):
            span = survey.span(key)
            try:
                on = span[1] if span and not day else dt.date.fromisoformat(day)
            except ValueError as error:
                raise ConfigError(
                    f"{name}@{day}: no such day, or nothing is said of that place", "write ID@2021-08-25"
                ) from error
            yield survey.at(key, on, known)


def _place(record: Record, id: str, situation: Situation) -> Answer:
    holder = f" by {situation.holder.name}" if situation.holder else ""
    words = f"{situation.place.name} on {situation.on}: {situation.status}{holder}, access {situation.access}"
    roles = {claim: reason for reason in situation.reasons for claim in situation.claims if f"({claim})" in reason}
    grounds = tuple(
        _quoted(record, id, record.claims[claim], roles.get(claim, "presence").removesuffix(f" ({claim})"))
        for claim in situation.claims
    )
    return Answer(id=id, type="situation", words=(words, *situation.reasons), grounds=grounds)


def _quoted(record: Record, id: str, claim: Claim, role: str) -> Ground:
    report = record.reports[claim.report]
    return Ground(id=id, role=role, claim=claim.id, report=report, start=claim.start, end=claim.end, quote=claim.quote)


def _told(claim: Claim) -> str:
    """A claim in words: who, what, whom, where."""
    parts = [", ".join(ref.name for ref in claim.actors), f"{'not ' if claim.negated else ''}{claim.kind}"]
    parts += [", ".join(ref.name for ref in claim.targets), ", ".join(place.name for place in claim.places)]
    return " / ".join(part for part in parts if part)
