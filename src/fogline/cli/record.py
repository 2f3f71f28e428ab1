"""Commands that print what a case adds up to: claims, events, origins, disagreements, reports, situation, why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli import columns, options, output

if TYPE_CHECKING:
    from fogline.caselayer import CaseLayer


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

    with _layer(folder) as layer:
        order = sorted(layer.claims.values(), key=lambda claim: (claim.report, claim.start, claim.end, claim.kind, claim.id))
        output.show((claim_line(claim, layer.reports[claim.report]) for claim in order), columns.CLAIMS, form)


def events(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print the incidents of a case, each with its ranges, its status and its claims.

    \b
    Examples:
      fogline events my-case --format table
      fogline events my-case --format csv > events.csv
    """
    from fogline.contract import event_line

    with _layer(folder) as layer:
        output.show(map(event_line, layer.events), columns.EVENTS, form)


def origins(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print who is only repeating whom, and what changed on the way.

    \b
    Example:
      fogline origins my-case --format table
    """
    from fogline.contract import origin_line

    with _layer(folder) as layer:
        output.show((origin_line(origin, layer.reports) for origin in layer.origins), columns.ORIGINS, form)


def disagreements(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print where claims stand against each other, values side by side.

    \b
    Example:
      fogline disagreements my-case --format table
    """
    from fogline.contract import disagreement_line

    with _layer(folder) as layer:
        output.show(map(disagreement_line, layer.disagreements), columns.DISAGREEMENTS, form)


def reports(folder: options.Folder, form: options.FormOption = options.Form.jsonl) -> None:
    """Print the reports of a case: when published, in which parts, how many claims, whether read.

    \b
    Example:
      fogline reports my-case --format table
    """
    from fogline import runner
    from fogline.contract import report_line

    case = runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        read = {reading.report.id: reading for reading in store.readings()}
        kept = [each.report for each in store.reports()]
    finally:
        store.close()
    del case

    def line(id: str, unread: object) -> dict[str, object]:
        reading = read.get(id)
        if reading is None:
            return report_line(unread, claims=0, read=False)  # type: ignore[arg-type]
        return report_line(reading.report, claims=len(reading.claims), rejected=len(reading.rejected))

    output.show((line(report.id, report) for report in kept), columns.REPORTS, form)


def situation(
    folder: options.Folder,
    on: Annotated[dt.date, typer.Option(parser=options.day, metavar="DATE", help="the day")],
    known: options.Known = None,
    what: Annotated[Subject, typer.Option(help="of what")] = Subject.control,
    everything: Annotated[bool, typer.Option("--all", help="places without evidence too")] = False,
    form: options.TextFormOption = options.TextForm.jsonl,
) -> None:
    """Print who holds what on a day, as known on a day.

    \b
    Examples:
      fogline situation my-case --on 2021-08-25 --format text
      fogline situation my-case --on 2021-08-25 --known 2021-09-01
      fogline situation my-case --on 2021-08-25 --what strength
    """
    from fogline import caselayer

    with _layer(folder, known) as layer:
        found = caselayer.situation_lines(layer, on, known, what.value, everything)
        if form == options.TextForm.jsonl:
            output.lines(found)
        elif what == Subject.control:
            output.show(found, columns.SITUATION, "table")
        else:
            output.show(found, columns.SUBJECTS, "table")


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
    from fogline import why as reasons

    with _layer(folder) as layer:
        found = reasons.passages(layer, id)
        if form == options.TextForm.jsonl:
            output.lines(reasons.line(layer, id, passage) for passage in found)
            return
        for note in reasons.notes(layer, id):
            typer.echo(output.visible(note))
        for passage in found:
            report = layer.reports[passage.report]
            day = report.published.end if report.published else None
            typer.echo(f"\n{output.bold(output.visible(report.name))}  {day or 'no date'}  {passage.claim or ''}".rstrip())
            typer.echo(f"  …{output.visible(passage.before)} » {output.visible(passage.quote)} « {output.visible(passage.after)}…")


@contextmanager
def _layer(folder: Path, known: dt.date | None = None) -> Iterator[CaseLayer]:
    """The case layer of a folder; says where reports are unread and judgements have no effect."""
    from fogline import caselayer, runner

    case = runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        layer = caselayer.build(store, case, known)
        unread = len(store.reports()) - sum(1 for _ in store.readings())
    finally:
        store.close()
    if unread:
        output.say(f"{unread} reports are not read yet: `fogline read {folder}`")
    for lost in layer.lost:
        output.say(f"judgement {lost.judgement.id} has no effect: {lost.reason}")
    yield layer


COMMANDS = {
    "claims": claims,
    "events": events,
    "origins": origins,
    "disagreements": disagreements,
    "reports": reports,
    "situation": situation,
    "why": why,
}
