"""What a sitrep cannot say, and why: counted, never passed over."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.publish import Sitrep
from fogline.publish.shortened import few, short
from fogline.publish.words import count, day

MOST_PLACES = 12  # named in one sentence; the rest is counted


def not_known(sitrep: Sitrep) -> list[str]:
    """Sentences, each of something missing: where nobody looked, what has no date, place or doer, whose word is alone."""
    events = sitrep.events
    undated = sum(1 for event in events if event.time is None or not (event.time.start or event.time.end))
    nowhere = sum(1 for event in events if not event.places)
    faceless = sum(1 for event in events if not event.actors)
    single = sum(1 for event in events if event.status == "single-origin")
    late = sum(1 for report in sitrep.reports.values() if report.published is None)
    unplaced = sum(1 for found in sitrep.situations if found.place.lat is None)
    unknown = _places(sorted(found.place.name for found in sitrep.situations if found.status == "unknown"))
    silent, unwatched, week = _places(sitrep.silent), _places(sitrep.unwatched), f"In the week up to {day(sitrep.on)}"
    told = [
        (silent, f"{week} nobody named, though outlets that used to name them published: {silent}"),
        (unwatched, f"{week} nobody looking, so that no news says nothing: {unwatched}"),
        (unknown, f"Who holds: {unknown}"),
        (single, f"{single} of {count(len(events), 'event')} resting on one origin alone"),
        (faceless, f"{count(faceless, 'event')} of which no text says who acted"),
        (nowhere, f"{count(nowhere, 'event')} without a known place"),
        (undated, f"{count(undated, 'event')} without a date"),
        (
            sitrep.undated,
            f"{count(sitrep.undated, 'event')} without a date, which may lie in this time and are not counted here",
        ),
        (unplaced, f"{count(unplaced, 'place')} named that no gazetteer could place on the map"),
        (late, f"{count(late, 'report')} without a known day of publication: relative dates in them stay open"),
        (sitrep.unread, f"{count(sitrep.unread, 'report')} not read yet"),
    ]
    return [f"{sentence}." for is_there, sentence in told if is_there]


def _places(names: Iterable[str]) -> str:
    return few([short(name) for name in dict.fromkeys(names)], MOST_PLACES)
