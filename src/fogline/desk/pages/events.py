"""The events of a case, newest first, by kind, status, place, days and words."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.desk.opened import View
from fogline.desk.pages.page import Lines, Page, Query
from fogline.desk.pages.paging import paged
from fogline.desk.searching import folded, terms
from fogline.desk.searching import name as searched
from fogline.publish import words
from fogline.publish.escaping import Clean, listed
from fogline.publish.shortened import sides_of, title_of
from fogline.records import Event, Ref
from fogline.sitrep import within


def show(view: View, query: Query) -> Lines:
    shown, paging = paged([event for event in view.newest if asked_for(event, view, query)], query)
    return paging | {
        "title": "Events",
        "kinds": view.kinds,
        "statuses": sorted(words.EVENT_STATUS),
        "events": [row(event, view) for event in shown],
    }


def row(event: Event, view: View) -> Lines:
    """One event in a line of words."""
    return {
        "id": event.id,
        "address": view.address(f"/events/{event.id}"),
        "title": Clean(title_of(event)),
        "when": words.when(event.time),
        "kind": words.kind(event.kind),
        "places": listed(dict.fromkeys(map(words.place_name, event.places))),
        "actors": listed(words.each_name(event.actors, view.sitrep)),
        "targets": listed(words.each_name(event.targets, view.sitrep)),
        "sides": Clean(sides_of(event, view.sitrep)),
        "figures": [words.figure(found) for found in event.quantities],
        "status": event.status,
        "says": words.EVENT_STATUS[event.status],
        "voices": words.voices(event.claims, view.sitrep),
    }


def asked_for(event: Event, view: View, query: Query) -> bool:
    if (query.kind and event.kind != query.kind) or (query.status and event.status != query.status):
        return False
    if not is_at(event, query.place) or not is_of(event, query.actor, view):
        return False
    if not within(event.time, query.since, query.until):
        return False
    return all(any(term in view.quotes[id] for id in event.claims) for term in terms(query.words))


def is_at(event: Event, place: str) -> bool:
    """Whether an event is at a place, by its id or a part of its name as words are searched; at any where none is asked for."""
    return not place or called(place, ((each.id, each.name) for each in event.places))


def is_of(event: Event, actor: str, view: View) -> bool:
    """Whether an actor has a part in an event; any has where none is asked for."""
    return not actor or named(actor, (*event.actors, *event.targets), view)


def named(actor: str, refs: Iterable[Ref], view: View) -> bool:
    """Whether one of some actors has this id or name; nobody who is shown without a name is found by it."""
    return called(actor, ((ref.id, ref.name) for ref in refs if words.name(ref, view.sitrep) == ref.name))


def called(asked: str, names: Iterable[tuple[str | None, str]]) -> bool:
    """Whether something is asked for by its id, by its name between quotation marks or a part of it, in any script and case."""
    part, whole = folded(asked.strip('" ')), '"' in asked
    return any(asked == id or (part == searched(name) if whole else part in searched(name)) for id, name in names)


def exactly(id: str | None, name: str) -> str:
    """What an address asks for to find this and no other of which the name is a part."""
    return id or f'"{name}"'


PAGE = Page(path="/events", template="events.html", name="Events", show=show)
