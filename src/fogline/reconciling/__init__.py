"""Claims, origins and judgements to Events and Disagreements: which claims are one incident, and where they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from fogline.reconciling import disagreements as differ
from fogline.reconciling import events as build
from fogline.reconciling import subjects
from fogline.reconciling.clusters import Pair, cluster
from fogline.reconciling.features import Party, place_key, row
from fogline.reconciling.scenes import within_scenes
from fogline.reconciling.voices import Voices
from fogline.reconciling.withdrawn import Withdrawn, withdrawn
from fogline.records import Claim, Disagreement, Event, Report

__all__ = ["Party", "Reconciled", "Voices", "Withdrawn", "place_key", "reconcile", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Events and disagreements, each sorted by id."""

    events: tuple[Event, ...]
    disagreements: tuple[Disagreement, ...]


def reconcile(
    claims: Iterable[Claim],
    reports: Mapping[str, Report],
    voices: Voices,
    party: Party,
    same: Collection[Pair] = (),
    different: Collection[Pair] = (),
    copied: Mapping[str, str] | None = None,
) -> Reconciled:
    """What `claims` add up to. `same` and `different` are pairs of claim ids, each in order, that people decided; `copied`
    gives the claim that a copied one repeats (tracing).

    A pure function of the set of claims: order and batching change nothing.
    """
    ordered = sorted(claims, key=lambda claim: claim.id)
    rows = within_scenes(features for claim in ordered if (features := row(claim, party)) is not None)
    told = [features for features in rows if not features.claim.negated]
    clusters = cluster(told, same, different, copied or {})
    denied = differ.denials(clusters, ordered, (features for features in rows if features.claim.negated), voices.withdrawn)
    home = {member.id: found.rows[0].id for found in clusters for member in found.rows}
    parts = build.parents(clusters)
    events, against = [], []
    for found in clusters:
        first = found.rows[0].id
        denials = denied.get(first, set()) - {member.id for member in found.rows}
        about = list(differ.of_event(build.event_id(first), found, denials, party, voices))
        event = build.assemble(found, party, voices, denials, bool(about))
        events.append(replace(event, part_of=parts.get(event.id)))
        against += about
    for claim in ordered:
        against += differ.of_claim(claim, voices)
    against += differ.within_report(told, home, party, voices)
    against += subjects.disagreements(ordered, reports, party, voices)
    return Reconciled(
        events=tuple(sorted(events, key=lambda event: event.id)),
        disagreements=tuple(sorted({found.id: found for found in against}.values(), key=lambda found: found.id)),
    )
