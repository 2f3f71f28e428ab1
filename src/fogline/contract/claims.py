"""Claims as JSON, out and back in, and the values that other lines share with them.

`claim_line` loses nothing (`claim_from_line` gives the claim back): beside the contract's fields it carries `trigger` and,
where they are there, the two `readings` and the symbolic `expression` of a time and what a place `stands_for`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from fogline import codes
from fogline.errors import SourceError
from fogline.records import (
    SCHEMA,
    Attribution,
    Claim,
    ClaimLink,
    Place,
    Published,
    Quantity,
    Ref,
    Report,
    Span,
    Time,
    TimeExpression,
)
from fogline.tables import folder_of, table

Line = dict[str, Any]

_EXPRESSION_DEFAULTS = {field.name: field.default for field in fields(TimeExpression)}


# ------------------------------------------------------------------------------------------------------------- claims


def claim_line(claim: Claim, report: Report) -> Line:
    """A claim as `fogline extract` and `fogline claims` print it; `report` is the one that it came from."""
    return {
        "schema": SCHEMA,
        "id": claim.id,
        "readers": list(claim.readers),
        "document": document(report),
        "segment": claim.segment,
        "language": claim.language,
        "kind": claim.kind,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "trigger": list(claim.trigger),
        "actors": [ref_line(ref) for ref in claim.actors],
        "targets": [ref_line(ref) for ref in claim.targets],
        "others": [{**ref_line(ref), "role": ref.role} for ref in claim.others],
        "places": [place_line(place) for place in claim.places],
        "time": time_line(claim.time),
        "quantities": [_quantity_line(quantity) for quantity in claim.quantities],
        "attribution": [_attribution_line(step) for step in claim.attribution],
        "modality": claim.modality,
        "aspect": claim.aspect,
        "frame": claim.frame,
        "negated": claim.negated,
        "hedged": list(claim.hedged),
        "details": dict(claim.details),
        "links": [{"type": link.type, "claim": link.claim} for link in claim.links],
        "codes": codes.of_claim(claim),
        "confidence": None if claim.confidence is None else claim.confidence / 100,
        "experimental": experimental(claim.language),
    }


@lru_cache(maxsize=32)
def experimental(language: str) -> bool:
    """Whether the language's reader has not passed its gate yet (data/languages.tsv)."""
    own = folder_of(language)
    return any(row["language"] == own and row["status"] != "measured" for row in table("languages.tsv"))


def document(report: Report) -> Line:
    """How a line names the report that it stands on."""
    return {
        "id": report.id,
        "name": report.name,
        "language": report.language,
        "published": _published_line(report.published),
    }


def _published_line(published: Published | None) -> Line | None:
    if published is None:
        return None
    line: Line = {"start": date_line(published.start), "end": date_line(published.end), "basis": published.basis}
    return line | ({"note": published.note} if published.note else {})


def ref_line(ref: Ref) -> Line:
    """A REF; its role is added where it stands in `others`."""
    line: Line = {"name": ref.name, "id": ref.id, "type": ref.type, "text": ref.text, "at": _span(ref.at)}
    if ref.aliases:
        line["aliases"] = list(ref.aliases)
    return line | ({"own": True} if ref.own else {})


def place_line(place: Place) -> Line:
    line: Line = {"name": place.name, "id": place.id, "type": place.type, "text": place.text, "at": _span(place.at)}
    line |= {"lat": place.lat, "lon": place.lon, "country": place.country, "admin1": place.admin1}
    line |= {"role": place.role, "precision": place.precision}
    if place.aliases:
        line["aliases"] = list(place.aliases)
    if place.stands_for:
        line["stands_for"] = list(place.stands_for)
    return line


def time_line(time: Time | None) -> Line | None:
    if time is None:
        return None
    line: Line = {"start": date_line(time.start), "end": date_line(time.end), "precision": time.precision, "basis": time.basis}
    line |= {"text": time.text, "at": _span(time.at)}
    if time.readings:
        line["readings"] = [[start.isoformat(), end.isoformat()] for start, end in time.readings]
    if time.expression is not None:
        values = {name: getattr(time.expression, name) for name in _EXPRESSION_DEFAULTS}
        line["expression"] = {name: value for name, value in values.items() if value != _EXPRESSION_DEFAULTS[name]}
    return line


def _quantity_line(quantity: Quantity) -> Line:
    return {
        "what": quantity.what,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "approximate": quantity.approximate,
        "vague": quantity.vague,
        "scope": quantity.scope,
        "of": quantity.of,
        "text": quantity.text,
        "at": _span(quantity.at),
    } | ({"side": quantity.side} if quantity.side else {})


def _attribution_line(step: Attribution) -> Line:
    return {
        "speaker": step.speaker and ref_line(step.speaker),
        "outlet": step.outlet,
        "medium": step.medium,
        "basis": step.basis,
        "said": time_line(step.said),
        "text": step.text,
        "at": _span(step.at),
    }


# ---------------------------------------------------------------------------------------------------- claims, read back


def claim_from_line(line: Mapping[str, Any]) -> Claim:
    """The claim of a line that `claim_line` made. Raises SourceError where a key is missing or no date is one."""
    try:
        return _claim(line)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        name = line.get("id", "?") if isinstance(line, Mapping) else "?"
        raise SourceError(f"line of claim {name} is not in the contract's form ({error!r})") from error


def _claim(line: Mapping[str, Any]) -> Claim:
    start, end = line["trigger"]
    return Claim(
        id=line["id"],
        report=line["document"]["id"],
        segment=line["segment"],
        language=line["language"],
        kind=line["kind"],
        quote=line["quote"],
        start=line["start"],
        end=line["end"],
        trigger=(start, end),
        actors=tuple(_ref(ref) for ref in line["actors"]),
        targets=tuple(_ref(ref) for ref in line["targets"]),
        others=tuple(_ref(ref) for ref in line["others"]),
        places=tuple(_place(place) for place in line["places"]),
        time=_time(line["time"]),
        quantities=tuple(Quantity(**{**quantity, "at": tuple(quantity["at"])}) for quantity in line["quantities"]),
        attribution=tuple(_attribution(step) for step in line["attribution"]),
        modality=line["modality"],
        aspect=line["aspect"],
        frame=line["frame"],
        negated=line["negated"],
        hedged=tuple(line["hedged"]),
        details=tuple(line["details"].items()),
        links=tuple(ClaimLink(type=link["type"], claim=link["claim"]) for link in line["links"]),
        readers=tuple(line["readers"]),
        confidence=None if line.get("confidence") is None else round(100 * line["confidence"]),
    )


def report_from_document(line: Mapping[str, Any], text: str = "") -> Report:
    """A report without segments from the `document` of a line: enough to print the line again, not to read the text."""
    published = line["published"]
    return Report(
        id=line["id"],
        name=line["name"],
        text=text,
        language=line["language"],
        segments=(),
        published=published and _published(published),
    )


def _published(line: Mapping[str, Any]) -> Published:
    return Published(start=_day(line["start"]), end=_day(line["end"]), basis=line["basis"], note=line.get("note", ""))


def _ref(line: Mapping[str, Any]) -> Ref:
    return Ref(
        text=line["text"],
        at=_pair(line["at"]),
        name=line["name"],
        id=line["id"],
        type=line["type"],
        aliases=tuple(line.get("aliases", ())),
        role=line.get("role"),
        own=line.get("own", False),
    )


def _place(line: Mapping[str, Any]) -> Place:
    spans = {"at": _pair(line["at"]), "stands_for": _pair(line.get("stands_for"))}
    return Place(**{**line, **spans, "aliases": tuple(line.get("aliases", ()))})


def _time(line: Mapping[str, Any] | None) -> Time | None:
    if line is None:
        return None
    readings = ((dt.date.fromisoformat(start), dt.date.fromisoformat(end)) for start, end in line.get("readings", ()))
    return Time(
        start=_day(line["start"]),
        end=_day(line["end"]),
        precision=line["precision"],
        basis=line["basis"],
        text=line["text"],
        at=_pair(line["at"]),
        expression=TimeExpression(**line["expression"]) if "expression" in line else None,
        readings=tuple(readings),
    )


def _attribution(line: Mapping[str, Any]) -> Attribution:
    return Attribution(
        speaker=line["speaker"] and _ref(line["speaker"]),
        outlet=line["outlet"],
        medium=line["medium"],
        basis=line["basis"],
        said=_time(line["said"]),
        text=line["text"],
        at=_pair(line["at"]),
    )


# ------------------------------------------------------------------------------------------------------- small values


def date_line(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _pair(span: list[int] | None) -> Span | None:
    return (span[0], span[1]) if span else None
