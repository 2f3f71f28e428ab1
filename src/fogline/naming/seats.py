"""The seats of regions: whose capital is meant by "the capital of Helmand province", which is not the province."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from fogline import tables
from fogline.naming.gazetteer import Gazetteer
from fogline.records import Entity, Link

REGIONS = ("country", "province", "district")  # precisions of what has a seat


def seat(region: Entity, before: Iterable[Link], gazetteer: Gazetteer) -> Entity | None:
    """The seat of a region as the table has it, else the last town of it that is named `before`; None where neither is there.
    What is no region is itself: "the capital Kabul"."""
    if region.precision not in REGIONS:
        return region
    if (known := gazetteer.entity(_seats().get(region.id, ""))) is not None:
        return known
    towns = (link.entity for link in sorted(before, key=lambda link: link.span, reverse=True) if link.entity)
    return next((town for town in towns if town.precision == "settlement" and _lies_in(town, region, gazetteer)), None)


def _lies_in(town: Entity, region: Entity, gazetteer: Gazetteer) -> bool:
    return any(area.id == region.id for area in gazetteer.above(town.id))


@lru_cache(maxsize=1)
def _seats() -> dict[str, str]:
    return {row["region"]: row["seat"] for row in tables.table("world/seats.tsv")}
