"""Commands that print what a case adds up to: claims, events, origins, disagreements, aliases, reports, situation and why."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli import columns, options, output

if TYPE_CHECKING:
    from fogline.casework import Record
    from fogline.records import Judgement


AROUND = 120  # code points shown on either side of a quote


class Subject(StrEnum):
    """What a situation is of."""

    control = "control"
    strength = "strength"
    alliance = "alliance"
    role = "role"


def claims(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print the claims of a case, by report and place in it.

    \b
    Examples:
      fogline claims my-case > claims.jsonl
      fogline claims my-case --format table
    """
    from fogline.contract import claim_line

    record, _ = _opened(folder)
    order = sorted(record.claims.values(), key=lambda claim: (claim.report, claim.start, claim.end, claim.kind, claim.id))
    output.show((claim_line(claim, record.reports[claim.report]) for claim in order), columns.CLAIMS, form)


def events(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print the incidents of a case, each with its ranges, its status and its claims.

    \b
    Examples:
      fogline events my-case --format table
      fogline events my-case --format csv > events.csv
    """
    from fogline.contract import event_line

    record, _ = _opened(folder)
    output.show(map(event_line, record.events), columns.EVENTS, form)


def origins(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print who is only repeating whom, and what changed on the way.

    \b
    Example:
      fogline origins my-case --format table
    """
    from fogline.contract import origin_line

    record, _ = _opened(folder)
    output.show((origin_line(origin, record.reports) for origin in record.origins), columns.ORIGINS, form)


def disagreements(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print where claims stand against each other, values side by side.

    \b
    Example:
      fogline disagreements my-case --format table
    """
    from fogline.contract import disagreement_line

    record, _ = _opened(folder)
    output.show(map(disagreement_line, record.disagreements), columns.DISAGREEMENTS, form)


def reports(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print the reports of a case: when published, in which parts, how many claims, whether read.

    \b
    Example:
      fogline reports my-case --format table
    """
    from fogline import runner
    from fogline.contract import report_line

    runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        read = {reading.report.id: reading for reading in store.readings()}
        kept = [each.report for each in store.reports()]
    finally:
        store.close()
    found = []
    for report in kept:
        reading = read.get(report.id)
        if reading:
            found.append(report_line(reading.report, claims=len(reading.claims), rejected=len(reading.rejected)))
        else:
            found.append(report_line(report, claims=0, read=False))
    output.show(found, columns.REPORTS, form)


def situation(
    folder: options.Folder,
    on: Annotated[dt.date, typer.Option(parser=options.day, metavar="DATE", help="the day")],
    known: options.Known = None,
    what: Annotated[Subject, typer.Option(help="of what")] = Subject.control,
    everything: Annotated[bool, typer.Option("--all", help="the case's places of which nothing is said, too")] = False,
    form: options.TextFormOption = options.TextForm.jsonl,
) -> None:
    """Print who holds what on a day, as known on a day.

    \b
    Examples:
      fogline situation my-case --on 2021-08-25 --format text
      fogline situation my-case --on 2021-08-25 --known 2021-09-01
      fogline situation my-case --on 2021-08-25 --what strength
    """
    from fogline.contract import situation_line, strength_line, tie_line

    record, _ = _opened(folder)
    match what:
        case Subject.control:
            places = record.everywhere(on, known) if everything else record.situations(on, known)
            found, shown = list(map(situation_line, places)), columns.SITUATION
        case Subject.strength:
            found, shown = list(map(strength_line, record.strengths(on, known))), columns.STRENGTH
        case Subject.alliance:
            found, shown = list(map(tie_line, record.alliances(on, known))), columns.TIES
        case Subject.role:
            found, shown = list(map(tie_line, record.roles(on, known))), columns.TIES
    output.show(found, shown, "table" if form == options.TextForm.text else "jsonl")


def flips(
    folder: options.Folder,
    since: Annotated[dt.date | None, typer.Option(parser=options.day, metavar="DATE", help="from this day on")] = None,
    until: Annotated[dt.date | None, typer.Option(parser=options.day, metavar="DATE", help="up to this day")] = None,
    known: options.Known = None,
    form: options.FormOption = options.Form.jsonl,
) -> None:
    """Print where and when places changed hands, with the claims behind each change.

    \b
    Examples:
      fogline flips my-case --format table
      fogline flips my-case --since 2021-08-01 --until 2021-08-31 --known 2021-08-31
    """
    from fogline.contract import flip_line

    record, _ = _opened(folder)
    found = sorted(record.flips(since, until, known), key=lambda flip: (flip.on, flip.place.id or flip.place.name))
    output.show(map(flip_line, found), columns.FLIPS, form)


def coverage(
    folder: options.Folder,
    on: Annotated[dt.date, typer.Option(parser=options.day, metavar="DATE", help="the last day of a week")],
    known: options.Known = None,
    form: options.FormOption = options.Form.jsonl,
) -> None:
    """Print who was looking: places named within a week, places that those who watch them left out, places nobody watches.

    \b
    Example:
      fogline coverage my-case --on 2021-08-25 --format table
    """
    from fogline.contract import coverage_line

    record, _ = _opened(folder)
    output.show(map(coverage_line, record.coverage(on, known)), columns.COVERAGE, form)


def why(
    folder: options.Folder,
    id: Annotated[str, typer.Argument(metavar="ID", help="of anything that has one: claim, event, place, actor, ...")],
    form: options.TextFormOption = options.TextForm.jsonl,
) -> None:
    """Print the passages behind anything that has an id.

    \b
    Examples:
      fogline why my-case evt_0123456789abcdef --format text
      fogline why my-case case:panjshir --format text
    """
    from fogline import why as asking
    from fogline.contract import ground_line

    record, log = _opened(folder)
    answer = asking.why(record, id, log)
    if form == options.TextForm.jsonl:
        output.lines(map(ground_line, answer.grounds))
        return
    output.paragraph(answer.words)
    for ground in answer.grounds:
        published = ground.report.published
        day = published.end if published else None
        before, after = _around(ground.report.text, ground.start, ground.end)
        output.passage(
            f"{ground.report.name}  {day or 'no date'}  {ground.role}  {ground.claim or ''}", before, ground.quote, after
        )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a quote, cut at white space."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut_before = before.split(" ", 1)[-1] if start > AROUND else before
    return cut_before, after.rsplit(" ", 1)[0] if end + AROUND < len(text) else after


def aliases(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print names of the texts that may be other spellings of an actor of the case, and what speaks for it. Nothing is
    applied: decide with `fogline judge DIR alias`.

    \b
    Examples:
      fogline aliases my-case --format table
      fogline judge my-case alias "Ahmad Masud" case:massoud-son --by Ada --why "a spelling"
    """
    from fogline.naming.aliases import suggestions

    record, _ = _opened(folder)
    actors = [actor.entity for actor in record.case.actors] if record.case else []
    found = suggestions(list(record.claims.values()), actors)
    lines = (
        {
            "name": s.name,
            "id": s.id,
            "actor": {"id": s.actor.id, "name": s.actor.name},
            "beside": list(s.beside),
            "claims": list(s.claims),
        }
        for s in found
    )
    output.show(lines, columns.ALIASES, form)


def _opened(folder: Path) -> tuple[Record, tuple[Judgement, ...]]:
    """What a case adds up to, and its log; says where reports are unread and judgements have no effect."""
    from fogline import runner

    case = runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        record, log = runner.record_of(store, case), store.judgements()
        unread = len(store.reports()) - len(record.reports)
    finally:
        store.close()
    if unread:
        output.say(f"{unread} reports are not read yet: `fogline read {folder}`")
    for lost in record.lost:
        output.say(f"judgement {lost.judgement.id} has no effect: {lost.reason}")
    return record, log


COMMANDS = {
    "claims": claims,
    "events": events,
    "origins": origins,
    "disagreements": disagreements,
    "aliases": aliases,
    "reports": reports,
    "situation": situation,
    "flips": flips,
    "coverage": coverage,
    "why": why,
}
