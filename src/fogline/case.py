"""A case: the folder that says what a global gazetteer cannot know about one conflict, read and checked.

    case.toml      title, summary, area, languages, time_zone, licence          (must be there)
    anchors.tsv    well-known dated events, for dating: name aliases start end precision source
    places.tsv     id name type parent country admin1 lat lon precision population aliases source
    actors.toml    [[actor]] and [[relation]], dated and sourced
    sources.toml   [[source]]: outlets, who owns and pays them, in whose interest
    control.tsv    who is known to have held a place on a day, before any report: place holder on source
    boundaries.geojson    outlines that no atlas has, to be drawn (boundaries.py)

All but case.toml may be missing. Everything that stages use of a case is in the `Case` that `load` returns; it is a pure
function of the files, and `digest` changes when any that reports are read by does. Dates are `2021`, `2021-08` or
`2021-08-17`: a `from` means the first day of that span, a `to` the last. Every fault is a ConfigError that names file and line.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from fogline import boundaries, tables
from fogline.case_records import NEUTRAL, Anchor, Case, CaseActor, CasePlace, Held, Outlet, Relation
from fogline.entries import Line, listed, rows, unique
from fogline.errors import ConfigError
from fogline.records import Entity

FILES = ("case.toml", "anchors.tsv", "places.tsv", "actors.toml", "sources.toml", "control.tsv")
TEMPLATE = tables.DATA / "template"

CASE_KEYS = ("title", "summary", "area", "languages", "time_zone", "licence")
ANCHOR_COLUMNS = ("name", "aliases", "start", "end", "precision", "source")
PLACE_COLUMNS = (
    *("id", "name", "type", "parent", "country", "admin1", "lat", "lon"),
    *("precision", "population", "aliases", "source"),
)
HELD_COLUMNS = ("place", "holder", "on", "source")
ACTOR_KEYS = (
    *("id", "name", "type", "aliases", "shared", "from", "to"),
    *("member_of", "leader_of", "side", "interests", "sources"),
)
SOURCE_KEYS = (
    *("id", "name", "aliases", "domains", "kind", "country"),
    *("owner", "sponsor", "interest", "from", "to", "source"),
)

ACTOR_TYPES = ("person", "state_forces", "rebel_group", "militia", "civilians", "government", "organisation", "people")
PLACE_TYPES = (
    *("country", "province", "district", "town", "village", "valley", "pass", "tunnel"),
    *("road", "airport", "base", "river", "mountain", "area"),
)
PLACE_PRECISIONS = ("exact", "settlement", "district", "province", "country", "route", "area")
ANCHOR_PRECISIONS = ("day", "week", "month", "year", "decade")
RELATION_TYPES = (
    *("ally_of", "enemy_of", "member_of", "leads", "child_of", "sibling_of"),
    *("backed_by", "successor_of", "contact_with", "recognised_by", "hosted_by"),
)
RELATION_STATUSES = ("declared", "alleged", "denied")
SOURCE_KINDS = ("agency", "newspaper", "broadcaster", "blog", "state_media", "party", "social", "ngo", "official")
# How far (km) a place may lie from its parent's point: catches swapped coordinates, not fine errors. Checked against both
# bundled cases, where the greatest distances are 8 km under a town, 51 under a district or valley, 165 under a province.
FARTHEST = {"town": 60.0, "village": 60.0, "valley": 200.0, "district": 200.0, "province": 1000.0}

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ZONE = re.compile(r"UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}")


def load(folder: Path) -> Case:
    """Read and check a case. Raises ConfigError (file, line, what to do) at the first fault."""
    if not (folder / "case.toml").is_file():
        raise ConfigError(f"{folder}: no case.toml in it", f"`fogline init {folder}` makes a new case")
    places = tuple(_places(folder / "places.tsv"))
    place_ids = frozenset(place.entity.id for place in places)
    actors, relations = _actors(folder / "actors.toml", place_ids)
    actor_ids = frozenset(actor.entity.id for actor in actors)
    head = Line(folder / "case.toml", 1, tables.toml(folder / "case.toml"))
    head.only(*CASE_KEYS)
    for code in head.words("area"):
        if not _COUNTRY.fullmatch(code) and code not in place_ids:
            raise head.fault(f"area {code!r} is neither a country code such as AF nor an id of places.tsv")
    return Case(
        folder=folder,
        title=head.need("title"),
        summary=head.text("summary"),
        area=head.words("area"),
        languages=tuple(head.match("languages", tag, _LANGUAGE, "a tag such as en") for tag in head.words("languages")),
        time_zone=head.match("time_zone", head.text("time_zone") or "UTC", _ZONE, "a zone such as Asia/Kabul"),
        licence=head.text("licence"),
        anchors=tuple(_anchors(folder / "anchors.tsv")),
        places=places,
        actors=actors,
        relations=relations,
        sources=tuple(_outlets(folder / "sources.toml", actor_ids, place_ids)),
        held=tuple(_held(folder / "control.tsv", actor_ids, place_ids)),
        digest=_digest(folder),
        boundaries=boundaries.load(folder / boundaries.FILE, {place.entity.id: place.entity for place in places}),
    )


def init(folder: Path) -> tuple[Path, ...]:
    """Write a small working case with comments into a new or empty place; the files written. Never overwrites."""
    there = [name for name in FILES if (folder / name).exists()]
    if there:
        raise ConfigError(f"{folder}: {', '.join(there)} is there already", "choose another folder, or edit the files in it")
    try:
        (folder / "reports").mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (folder / name).write_text((TEMPLATE / name).read_text("utf-8"), "utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written ({error})", "choose a folder that you may write to") from error
    return tuple(folder / name for name in FILES)


# ------------------------------------------------------------------------------------------------------ one file each


def _anchors(path: Path) -> Iterator[Anchor]:
    seen: set[str] = set()
    for line in rows(path, ANCHOR_COLUMNS):
        start, end = line.dates("start", "end")
        if start is None or end is None:
            raise line.fault("an anchor needs a start and an end", "write the same day twice for a single day")
        names = (line.need("name"), *line.words("aliases"))
        for name in names:
            if _key(name) in seen:
                raise line.fault(f"{name!r} names two anchors")
        seen.update(map(_key, names))
        yield Anchor(
            name=names[0],
            aliases=names[1:],
            start=start,
            end=end,
            precision=line.one_of("precision", ANCHOR_PRECISIONS),
            source=line.need("source"),
        )


def _held(path: Path, actor_ids: frozenset[str], place_ids: frozenset[str]) -> Iterator[Held]:
    seen: set[tuple[str, dt.date]] = set()
    for line in rows(path, HELD_COLUMNS):
        place, holder, (day, _) = line.need("place"), line.need("holder"), line.dates("on", "on")
        if place not in place_ids:
            raise line.fault(f"{place!r} is no id of places.tsv")
        if holder not in actor_ids:
            raise line.fault(f"{holder!r} is no id of actors.toml")
        if day is None:
            raise line.fault("a day is needed on which the place was held")
        if (place, day) in seen:
            raise line.fault(f"{place} is held twice on {day}", "contested places have no row")
        seen.add((place, day))
        yield Held(place=place, holder=holder, on=day, source=line.need("source"))


def _places(path: Path) -> Iterator[CasePlace]:
    lines = list(rows(path, PLACE_COLUMNS))
    by_id = unique(lines)
    names = Counter(_key(line.text("name")) for line in lines)
    by_name = {_key(line.text("name")): line for line in lines}
    parents: dict[str, str | None] = {}
    for line in lines:
        told = line.text("parent")
        if told and told not in by_id and names[_key(told)] != 1:
            what = "names several rows" if names[_key(told)] else "is neither the id nor the name of a row"
            raise line.fault(f"parent {told!r} {what}", "give the id of the row that it lies in")
        parents[line.text("id")] = (told if told in by_id else by_name[_key(told)].text("id")) if told else None
    for line in lines:
        _check_parents(line, parents, by_id)
        yield CasePlace(entity=_place(line), parent=parents[line.text("id")], source=line.need("source"))


def _place(line: Line) -> Entity:
    lat, lon = line.point()
    population = line.text("population") or "0"
    if not population.isdecimal():
        raise line.fault(f"population {population!r} is not a whole number")
    country = line.text("country")
    return Entity(
        id=line.text("id"),
        name=line.need("name"),
        type=line.one_of("type", PLACE_TYPES),
        aliases=line.words("aliases"),
        lat=lat,
        lon=lon,
        country=line.match("country", country, _COUNTRY, "two capitals such as AF") if country else None,
        admin1=line.text("admin1") or None,
        precision=line.one_of("precision", PLACE_PRECISIONS),
        population=int(population),
    )


def _check_parents(line: Line, parents: Mapping[str, str | None], by_id: Mapping[str, Line]) -> None:
    """No row lies within itself, and none far outside the row that it lies in."""
    seen, up = {line.text("id")}, parents[line.text("id")]
    while up is not None:
        if up in seen:
            raise line.fault(f"{line.text('id')} lies within itself: its parents lead back to {up}")
        seen.add(up)
        up = parents[up]
    parent = by_id.get(parents[line.text("id")] or "")
    if parent is None or parent.text("type") not in FARTHEST:
        return
    (lat, lon), (lat2, lon2) = line.point(), parent.point()
    if lat is None or lon is None or lat2 is None or lon2 is None:
        return
    far = math.hypot(lat - lat2, (lon - lon2) * math.cos(math.radians((lat + lat2) / 2))) * 111.2
    if far > FARTHEST[parent.text("type")]:
        message = f"it lies {far:.0f} km from its parent {parent.text('id')}"
        raise line.fault(message, "check the coordinates of both rows and the parent")


def _actors(path: Path, places: frozenset[str]) -> tuple[tuple[CaseActor, ...], tuple[Relation, ...]]:
    entries = listed(path, ("actor", "relation"))
    known = frozenset(unique(entries["actor"], places))
    actors = tuple(_actor(line, known) for line in entries["actor"])
    _check_aliases(actors, entries["actor"])
    return actors, tuple(_relation(line, known) for line in entries["relation"])


def _actor(line: Line, known: frozenset[str]) -> CaseActor:
    line.only(*ACTOR_KEYS)
    since, until = line.dates("from", "to")
    side = line.text("side")
    if side and side != NEUTRAL and side not in known:
        raise line.fault(f"side {side!r} is not the id of an actor", f"give the id of the party, {NEUTRAL!r} or nothing")
    shared = line.words("shared")
    return CaseActor(
        entity=Entity(
            id=line.text("id"),
            name=line.need("name"),
            type=line.one_of("type", ACTOR_TYPES),
            aliases=tuple(dict.fromkeys((*line.words("aliases"), *shared))),
        ),
        shared=shared,
        since=since,
        until=until,
        member_of=line.actors("member_of", known),
        leader_of=line.actors("leader_of", known),
        side=side,
        interests=line.actors("interests", known),
        sources=line.words("sources"),
    )


def _check_aliases(actors: tuple[CaseActor, ...], lines: list[Line]) -> None:
    """An alias names one actor, unless each of those that it names marks it as `shared`."""
    owners: dict[str, list[int]] = {}
    for i, actor in enumerate(actors):
        for name in {_key(alias): alias for alias in (actor.entity.name, *actor.entity.aliases)}:
            owners.setdefault(name, []).append(i)
    for i, actor in enumerate(actors):
        marked = {_key(alias) for alias in actor.shared}
        for alias in (actor.entity.name, *actor.entity.aliases):
            others = [actors[j].entity.id for j in owners[_key(alias)] if j != i]
            if others and _key(alias) not in marked:
                raise lines[i].fault(f"{alias!r} also names {others[0]}", "if it does name both, put it under `shared` in both")
            if not others and _key(alias) in marked:
                raise lines[i].fault(f"{alias!r} is marked as shared but names no other actor", "move it to `aliases`")


def _relation(line: Line, known: frozenset[str]) -> Relation:
    line.only("subject", "type", "object", "from", "to", "status", "source")
    since, until = line.dates("from", "to")
    subject, obj = line.actor("subject", known), line.actor("object", known)
    if subject == obj:
        raise line.fault(f"{subject} stands in a relation to itself")
    return Relation(
        subject=subject,
        type=line.one_of("type", RELATION_TYPES),
        object=obj,
        since=since,
        until=until,
        status=line.one_of("status", RELATION_STATUSES),
        source=line.need("source"),
    )


def _outlets(path: Path, actors: frozenset[str], places: frozenset[str]) -> Iterator[Outlet]:
    lines = listed(path, ("source",))["source"]
    unique(lines, actors | places)
    seen: dict[str, str] = {}
    for line in lines:
        line.only(*SOURCE_KEYS)
        since, until = line.dates("from", "to")
        country = line.text("country")
        for name in (line.need("name"), *line.words("aliases")):
            if seen.setdefault(_key(name), line.text("id")) != line.text("id"):
                raise line.fault(f"{name!r} also names {seen[_key(name)]}", "one name, one source: make one of them longer")
        yield Outlet(
            id=line.text("id"),
            name=line.need("name"),
            aliases=line.words("aliases"),
            domains=tuple(domain.lower() for domain in line.words("domains")),
            kind=line.one_of("kind", SOURCE_KINDS),
            country=line.match("country", country, _COUNTRY, "two capitals such as AF") if country else None,
            owner=line.text("owner"),
            sponsor=line.text("sponsor"),
            interest=line.actors("interest", actors),
            since=since,
            until=until,
            source=line.need("source"),
        )


def _key(name: str) -> str:
    """What two spellings of one alias have in common: case and spaces do not tell names apart."""
    return " ".join(name.casefold().split())


def _digest(folder: Path) -> str:
    """SHA-256 (16 hex digits) over the case's files, so that what was computed with them can be told from what was not."""
    digest = hashlib.sha256()
    for name in FILES:
        path = folder / name
        raw = path.read_bytes() if path.exists() else b""
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:16]
