"""What other catalogues call a claim or an event: ACLED's sub-event, PLOVER's category, UCDP's type (data/codes.tsv).

A code says what the words alone allow. Where a code needs what the text does not say (who took the place, that somebody
died), it is null, never a guess; what did not take place (denied, planned, a question) has no ACLED and no UCDP code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fogline import tables
from fogline.records import Claim, Event, Quantity, Range, Ref

Codes = dict[str, str | int | None]

STATES = ("state_forces", "government")
ARMED = (*STATES, "rebel_group", "militia")
REGAINED = "Government regains territory"
OVERTAKEN = "Non-state actor overtakes territory"
HAPPENED = ("current", "historical")
NOT_DONE = ("ordered", "able", "planned", "almost")
NOT_YET = ("planned", "conditional", "forecast")


def of_claim(claim: Claim) -> Codes:
    """The codes of one claim alone."""
    took_place = (
        not claim.negated and claim.frame in HAPPENED and claim.aspect not in NOT_DONE and claim.modality not in NOT_YET
    )
    return _codes(claim.kind, claim.actors, claim.targets, claim.quantities, took_place)


def of_event(event: Event) -> Codes:
    """The codes of an event, from what its claims together say."""
    return _codes(event.kind, event.actors, event.targets, event.quantities, True)


def _codes(
    kind: str, actors: Sequence[Ref], targets: Sequence[Ref], numbers: Sequence[Quantity | Range], took_place: bool
) -> Codes:
    row = _table().get(kind)
    if row is None:
        return {"acled": None, "plover": None, "ucdp": None}
    return {
        "acled": _acled(row["acled"], actors) if took_place else None,
        "plover": _plover(row["plover"], targets),
        "ucdp": _ucdp(row["ucdp"], actors, targets, numbers) if took_place else None,
    }


def _acled(code: str, actors: Sequence[Ref]) -> str | None:
    if code != "taken":
        return None if code == "-" else code
    kinds = {ref.type for ref in actors if ref.type in ARMED}
    if not kinds:
        return None
    return REGAINED if kinds & set(STATES) else OVERTAKEN


def _plover(code: str, targets: Sequence[Ref]) -> str | None:
    if code == "vow":  # whether a vow is hostile shows in whom it is against; without one the text decides nothing
        return "THREATEN" if targets else None
    return None if code == "-" else code


def _ucdp(code: str, actors: Sequence[Ref], targets: Sequence[Ref], numbers: Sequence[Quantity | Range]) -> int | None:
    """1 where a party is a state, else 2; 3 where civilians are targeted. UCDP counts nothing without a death."""
    died = any(number.what == "killed" and (number.low or number.best or 0) >= 1 for number in numbers)
    if code == "-" or not died:
        return None
    if code == "3" or ("3" in code and any(ref.type in ("civilians", "people") for ref in targets)):
        return 3
    if "d" not in code or not actors or not targets:
        return None
    return 1 if any(ref.type in STATES for ref in (*actors, *targets)) else 2


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in tables.table("codes.tsv")}
