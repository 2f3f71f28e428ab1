"""What an export to another catalogue is made of: the record of a case, as `publish` wants it."""

from __future__ import annotations

from fogline.case_records import Case
from fogline.casework import Record
from fogline.publish.catalogue import Catalogue


def collect(record: Record, case: Case) -> Catalogue:
    """The events of a case with all that their rows say."""
    return Catalogue(
        events=record.events,
        claims=record.claims,
        reports=record.reports,
        so=record.traced.voices,
        stances=record.stances,
        public=frozenset(actor.entity.id for actor in case.actors),
    )
