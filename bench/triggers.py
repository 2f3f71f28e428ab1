"""Incident types, perpetrators, targets and victims of muc4's templates against the claims of each document.

A type of incident is found where the document has a claim of a kind that stands for it. An entity is found where any of its
mention strings is a value of the right slot: `exact` compares the words but for articles, as the templates' own
scorer does, `overlap` lets one hold the other. Weapons and events are not asked. Documents without a template
tell how often violence is claimed where coders saw no incident (they may still report old or vague violence).

    python bench/triggers.py --data ../shared/bench [--limit N]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import matching
from corpora import Document, load
from figures import finish, parser, script, share, with_reader
from readings import readings

from fogline.records import Claim, Reading, Ref

_STRIKES = frozenset({
    "attack", "attack_on_civilians", "ambush", "armed_clash", "shelling", "grenade_attack", "air_strike", "mob_violence",
    "casualties",
})  # fmt: skip
_BOMBS = frozenset(["bombing", "suicide_bombing", "grenade_attack", "shelling"])
KINDS_OF = {
    "attack": _STRIKES,
    "bombing": _BOMBS,
    "bombing / attack": _STRIKES | _BOMBS,
    "kidnapping": frozenset(("abduction",)),
    "arson": frozenset(("property_destroyed",)),
    "robbery": frozenset(("equipment_seized", "property_destroyed", "attack_on_civilians")),
    "forced work stoppage": frozenset(("route_cut", "demand", "threat")),
}
ENTITIES = (
    ("perpetrators", ("PerpInd", "PerpOrg"), "actors"),
    ("targets", ("Target",), "targets"),
    ("victims", ("Victim",), "targets"),
)


def entities(document: Document, fields: Sequence[str]) -> list[tuple[str, ...]]:
    """The distinct entities of a document's templates as their mention strings."""
    found: dict[tuple[str, ...], None] = {}
    for template in document.row["templates"]:
        for field in fields:
            for mentions in template[field]:
                found[tuple(text for text, _ in mentions)] = None
    return list(found)


def main(arguments: list[str]) -> int:
    options = with_reader(parser(__doc__)).parse_args(arguments)
    counts = Counter[str]()
    for document, reading in readings(
        load("muc4", options.data, limit=options.limit, seed=options.seed), reader=options.reader, workers=options.workers
    ):
        _score(counts, document, reading.claims if isinstance(reading, Reading) else (), options.verbose)
    figures = [share("incident types", counts["types found"], counts["types"])]
    figures += [
        share(f"  {name}", counts[f"{name} found"], counts[f"type {name}"]) for name in KINDS_OF if counts[f"type {name}"]
    ]
    for group, _, slot in ENTITIES:
        figures += [
            share(f"{group} among {slot}, {how}", counts[f"{group} {how}"], counts[group]) for how in ("exact", "overlap")
        ]
    figures += [
        share(
            "actors that are perpetrators, overlap",
            counts["actors right"],
            counts["actors"],
            "of actors of violent claims in documents with templates",
        ),
        share(
            "violence where coders saw none",
            counts["violent without template"],
            counts["without template"],
            "documents without a template",
        ),
    ]
    return finish(f"muc4 dev: templates against claims, reader {options.reader}", figures, options)


def _score(counts: Counter[str], document: Document, claims: Sequence[Claim], verbose: bool) -> None:
    templates: list[dict[str, Any]] = document.row["templates"]
    violent = matching.violent(claims)
    if not templates:
        counts["without template"] += 1
        counts["violent without template"] += any(c.modality == "asserted" and c.frame == "current" for c in violent)
        return
    kinds = {claim.kind for claim in claims}
    for name in dict.fromkeys(template["incident_type"] for template in templates):
        found = bool(kinds & KINDS_OF[name])
        counts["types"] += 1
        counts[f"type {name}"] += 1
        counts["types found"] += found
        counts[f"{name} found"] += found
        if verbose and not found:
            print(f"{document.name}: no {name} among {', '.join(sorted(kinds)) or 'no claims'}")
    slots: dict[str, list[Ref]] = {"actors": matching.actors(violent), "targets": matching.targets(violent)}
    for group, fields, slot in ENTITIES:
        for mentions in entities(document, fields):
            counts[group] += 1
            counts[f"{group} exact"] += any(matching.is_exact(mention, slots[slot]) for mention in mentions)
            counts[f"{group} overlap"] += any(matching.overlaps(mention, slots[slot]) for mention in mentions)
    perpetrators = [mention for mentions in entities(document, ("PerpInd", "PerpOrg")) for mention in mentions]
    for actor in slots["actors"]:
        counts["actors"] += 1
        counts["actors right"] += any(matching.overlaps(mention, [actor]) for mention in perpetrators)


if __name__ == "__main__":
    script(main)
