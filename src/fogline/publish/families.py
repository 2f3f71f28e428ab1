"""Kinds of events in families that a map tells apart by shape, so that colour is left to the parties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fogline.records import Claim, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """`path` is its shape as SVG path data in a box of 16 by 16, to be stroked; page and map draw the same one."""

    id: str
    label: str
    path: str
    kinds: tuple[str, ...]


FAMILIES = (
    Family(
        id="fighting",
        label="fighting and harm",
        path="M4 4L12 12M12 4L4 12",
        kinds=(
            *("armed_clash", "attack", "ambush", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing"),
            *("grenade_attack", "chemical_attack", "attack_on_civilians", "abduction", "arrest", "sexual_violence"),
            *("casualties", "property_destroyed", "weapons_found", "equipment_seized"),
        ),
    ),
    Family(
        id="ground",
        label="ground",
        path="M5 14V2L13 5.5L5 9",
        kinds=(
            *("territory_taken", "territory_transferred", "advance", "withdrawal", "control", "presence"),
            *("base_established", "surrender", "symbol_changed"),
        ),
    ),
    Family(
        id="supply",
        label="supply and access",
        path="M3 3H13V13H3ZM3 8H13",
        kinds=("supply", "route_cut", "encirclement"),
    ),
    Family(
        id="forces",
        label="forces and movement",
        path="M2 8H13M8 3L13 8L8 13",
        kinds=("mobilisation", "troop_movement", "group_change", "strength", "displacement", "flight"),
    ),
    Family(
        id="streets",
        label="people in the streets",
        path="M8 2L14 8L8 14L2 8Z",
        kinds=("protest", "protest_intervention", "protest_repressed", "violent_demonstration", "mob_violence"),
    ),
    Family(
        id="words",
        label="words and talks",
        path="M2 3H14V10H8L5 14V10H2Z",
        kinds=(
            *("statement", "vow", "rejection", "offer", "demand", "appeal", "threat", "accusation", "denial"),
            *("responsibility_claimed", "assessment", "forecast"),
            *("alliance", "agreement", "talks", "appointment", "role", "relation"),
        ),
    ),
)  # fmt: skip


@cache
def _by_kind() -> dict[str, Family]:
    return {kind: family for family in FAMILIES for kind in family.kinds}


def family_of(kind: str) -> Family:
    """The family of a kind of event; of one that no table here has, the last."""
    return _by_kind().get(kind, FAMILIES[-1])


def families(event: Event, claims: Mapping[str, Claim]) -> tuple[Family, ...]:
    """An event's own, and supply where a claim of it tells of a road, a siege or goods; in the order of the table."""
    told = {claims[id].kind for id in event.claims if id in claims}
    here = {family_of(event.kind)} | {family for kind in told if (family := family_of(kind)).id == "supply"}
    return tuple(family for family in FAMILIES if family in here)
