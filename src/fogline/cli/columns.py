"""What tables and CSV show of each line of the contract: heading → how to read it. The last column takes what width is left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fogline.cli.output import Columns, Line


def names(refs: Iterable[Line]) -> str:
    return "; ".join(ref["name"] for ref in refs)


def days(time: Line | None) -> str:
    """`2021-08-20`, or both ends of an interval; open ends as two dots."""
    if not time or not (time["start"] or time["end"]):
        return ""
    if time["start"] == time["end"]:
        return str(time["start"])
    return f"{time['start'] or '..'}/{time['end'] or '..'}"


def bounds(quantity: Line) -> str:
    """`killed 15-17`, `killed 300+`: what the text says, never a middle."""
    low, high = quantity["low"], quantity["high"]
    number = f"{low}" if low == high else f"{low}+" if high is None else f"up to {high}" if low is None else f"{low}-{high}"
    of = f" of {quantity['of']}" if quantity["of"] else ""
    return f"{quantity['what']} {number}{of}"


def published(document: Line) -> str:
    return days(document["published"]) if document["published"] else ""


def voices(claim: Line) -> str:
    told = []
    for step in claim["attribution"]:
        told.append(step["speaker"]["name"] if step["speaker"] else step["outlet"] or step["basis"])
    return " < ".join(told)


def value(held: dict[str, Any]) -> str:
    interested = ", interested" if held["interested"] else ""
    return f"{held['value']} ({len(held['claims'])} claims, {held['origins']} origins{interested})"


CLAIMS: Columns = {
    "id": lambda line: line["id"],
    "report": lambda line: line["document"]["name"],
    "kind": lambda line: ("not " if line["negated"] else "") + line["kind"],
    "actors": lambda line: names(line["actors"]),
    "targets": lambda line: names(line["targets"]),
    "places": lambda line: names(line["places"]),
    "time": lambda line: days(line["time"]),
    "quantities": lambda line: "; ".join(map(bounds, line["quantities"])),
    "modality": lambda line: line["modality"],
    "said by": voices,
    "quote": lambda line: line["quote"],
}
EVENTS: Columns = {
    "id": lambda line: line["id"],
    "time": lambda line: days(line["time"]),
    "kind": lambda line: line["kind"],
    "places": lambda line: names(line["places"]),
    "actors": lambda line: names(line["actors"]),
    "targets": lambda line: names(line["targets"]),
    "status": lambda line: line["status"],
    "origins": lambda line: line["origins"],
    "reports": lambda line: line["reports"],
    "quantities": lambda line: "; ".join(map(bounds, line["quantities"])),
}
ORIGINS: Columns = {
    "id": lambda line: line["id"],
    "layer": lambda line: line["layer"],
    "dependence": lambda line: line["dependence"],
    "members": lambda line: len(line["members"]),
    "documents": lambda line: [f"{member['document']['name']} ({member['relation']})" for member in line["members"]],
}
DISAGREEMENTS: Columns = {
    "id": lambda line: line["id"],
    "about": lambda line: line["about"],
    "attribute": lambda line: line["attribute"],
    "within one origin": lambda line: line["within_one_origin"],
    "values": lambda line: [value(held) for held in line["values"]],
}
REPORTS: Columns = {
    "id": lambda line: line["id"],
    "name": lambda line: line["name"],
    "language": lambda line: line["language"],
    "published": published,
    "basis": lambda line: line["published"]["basis"] if line["published"] else None,
    "claims": lambda line: line["claims"],
    "read": lambda line: line["read"],
    "source": lambda line: line["source"],
}
SITUATION: Columns = {
    "place": lambda line: line["place"]["name"],
    "status": lambda line: line["status"],
    "holder": lambda line: line["holder"]["name"] if line["holder"] else "",
    "authority": lambda line: line["authority"],
    "access": lambda line: line["access"],
    "evidence": lambda line: line["evidence"],
    "since": lambda line: line["since"],
    "claims": lambda line: len(line["claims"]),
    "id": lambda line: line["place"]["id"],
}
FLIPS: Columns = {
    "on": lambda line: line["on"],
    "place": lambda line: line["place"]["name"],
    "from": lambda line: line["from"]["name"] if line["from"] else "",
    "to": lambda line: line["to"]["name"],
    "status": lambda line: line["status"],
    "contested": lambda line: f"{line['contested_days']} days before" if line["contested_days"] else "",
    "claims": lambda line: line["claims"],
}
COVERAGE: Columns = {
    "place": lambda line: line["place"]["name"],
    "status": lambda line: line["status"],
    "reports": lambda line: line["reports"],
    "named by": lambda line: line["naming"],
    "silent": lambda line: line["silent"],
}
STRENGTH: Columns = {
    "actor": lambda line: line["subject"]["name"],
    "measure": lambda line: line["measure"],
    "low": lambda line: line["low"],
    "high": lambda line: line["high"],
    "claims": lambda line: len(line["claims"]),
    "reasons": lambda line: line["reasons"],
}
TIES: Columns = {
    "subject": lambda line: line["subject"]["name"],
    "type": lambda line: line["type"],
    "object": lambda line: line["object"]["name"] if line["object"] else "",
    "status": lambda line: line["status"],
    "since": lambda line: line["since"],
    "origins": lambda line: line["origins"],
    "claims": lambda line: len(line["claims"]),
}

ALIASES: Columns = {
    "name": lambda line: line["name"],
    "may be": lambda line: f"{line['actor']['name']} ({line['actor']['id']})",
    "claims": lambda line: str(len(line["claims"])),
    "beside both": lambda line: "; ".join(line["beside"]),
}
