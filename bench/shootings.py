"""Victims, shooters and the city of gun_violence against the claims.

Measured on documents 201 to 400; sentences of the first 200 are partly annotated for training. A person is found where the
name stands in the slot of a violent claim: `full name` needs first and last name in one value, `last name` the last one. Names
stand in sentences without a violent predicate in many texts ("Police identified him as …"), so 1.0 is not in reach of
claims that keep to their own clause; `anywhere` tells how many are in any slot of any claim, `swapped` how many stand in
the opposite role only.

    python bench/shootings.py --data ../shared/bench [--limit N]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import matching
from corpora import Document, drawn, load
from figures import finish, parser, script, share, with_reader
from readings import readings

from fogline.records import Claim, Reading, Ref

HELD_OUT = slice(200, 400)
ROLES = (
    ("victims", "VIC-NAME", matching.targets, matching.actors),
    ("shooters", "SHO-NAME", matching.actors, matching.targets),
)
Slot = Callable[[Iterable[Claim]], list[Ref]]


def gold(document: Document, label: str) -> list[str]:
    """The distinct strings of a label, as in the text (surrounding blanks and commas off)."""
    found = (" ".join(span[4]).replace(" - ", "-").strip(" ,.;:") for span in document.row["spans"] if span[2] == label)
    return list(dict.fromkeys(text for text in found if text))


def main(arguments: list[str]) -> int:
    options = with_reader(parser(__doc__)).parse_args(arguments)
    documents = drawn(load("gun_violence", options.data)[HELD_OUT], options.limit, options.seed)
    counts = Counter[str]()
    for document, reading in readings(documents, reader=options.reader, workers=options.workers):
        claims = reading.claims if isinstance(reading, Reading) else ()
        for role, label, own, other in ROLES:
            for name in gold(document, label):
                _count(counts, role, name, claims, own, other)
                if options.verbose and not matching.has_surname(name, own(matching.violent(claims))):
                    print(f"{document.name}: {role} {name!r} not found")
        for city in gold(document, "DAT-CITY"):
            counts["city"] += 1
            counts["city found"] += matching.overlaps(city, matching.places(claims))
            counts["city of violent claims"] += matching.overlaps(city, matching.places(matching.violent(claims)))
    figures = []
    for role, *_ in ROLES:
        slot = {"victims": "targets", "shooters": "actors"}[role]
        figures += [
            share(f"{role} among {slot}, {part}", counts[f"{role} {part}"], counts[role]) for part in ("full name", "last name")
        ]
        figures += [share(f"{role} {part}", counts[f"{role} {part}"], counts[role]) for part in ("anywhere", "swapped")]
    figures += [
        share("city among places", counts["city found"], counts["city"]),
        share("city among places of violent claims", counts["city of violent claims"], counts["city"]),
    ]
    return finish(f"gun_violence: documents 201-400, reader {options.reader}", figures, options)


def _count(counts: Counter[str], role: str, name: str, claims: Sequence[Claim], own: Slot, other: Slot) -> None:
    right, wrong = own(matching.violent(claims)), other(matching.violent(claims))
    speakers = [step.speaker for claim in claims for step in claim.attribution if step.speaker]
    everyone = [
        *matching.actors(claims),
        *matching.targets(claims),
        *(ref for claim in claims for ref in claim.others),
        *speakers,
    ]
    counts[role] += 1
    counts[f"{role} full name"] += matching.has_full_name(name, right)
    counts[f"{role} last name"] += matching.has_surname(name, right)
    counts[f"{role} anywhere"] += matching.has_surname(name, everyone)
    counts[f"{role} swapped"] += matching.has_surname(name, wrong) and not matching.has_surname(name, right)


if __name__ == "__main__":
    script(main)
