"""Commands that make and fill a case: init, add, read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from fogline.cli import options, output
from fogline.records import Rejected

WEB = ("http://", "https://")


def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="a new or empty folder")]) -> None:
    """Make a new case: a folder with files to fill in.

    \b
    Example:
      fogline init my-case
    """
    from fogline import case

    for path in case.init(folder):
        output.say(f"wrote {path}")
    output.say(f"next: edit them, then `fogline add {folder} REPORTS` and `fogline read {folder}`")


def add(
    folder: options.Folder,
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL|-...", help="files, folders, or - for stdin")],
    published: options.Published = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="the outlet that they are from")] = None,
    rejects: options.Rejects = None,
) -> None:
    """Take reports into a case. Fogline fetches nothing: save a page first, then add the file.

    \b
    Examples:
      fogline add my-case saved-pages/ --source "The Courier"
      fogline add my-case report.pdf --published 2021-09-06
    """
    from fogline import runner

    runner.open_case(folder)
    tally = output.Tally(rejects)
    tally.unknown = unknown = Counter[str]()
    store = runner.open_store(folder, options.settings())
    try:
        for path in paths:
            if path.startswith(WEB):
                tally.reject(runner.refuse_address(store, path))
        files = [path for path in paths if not path.startswith(WEB)]
        for outcome in runner.add(store, files, published=published, source=source, unknown=unknown):
            if isinstance(outcome, Rejected):
                tally.reject(outcome)
            else:
                tally.count("added" if outcome.new else "there already")
                tally.progress(outcome.report.name)
    finally:
        store.close()
    status = tally.finish()
    if tally.counts.get("added"):
        output.say(f"next: `fogline read {folder}`")
    raise typer.Exit(status)


def read(
    folder: options.Folder,
    workers: Annotated[int | None, typer.Option(min=1, metavar="N", help="processes that read side by side")] = None,
    reader: options.ReaderOption = None,
    rejects: options.Rejects = None,
) -> None:
    """Read what is new in a case, trace who repeats whom, and reconcile.

    \b
    Examples:
      fogline read my-case
      fogline read my-case --workers 2
    """
    from fogline import runner

    case, settings = runner.open_case(folder), options.settings(reader, workers)
    store = runner.open_store(folder, settings)
    try:
        new = runner.unread(store, case, settings)
        tally = output.Tally(rejects, total=len(new))
        for outcome in runner.read(store, case, settings, new):
            if isinstance(outcome, Rejected):
                tally.reject(outcome)
                continue
            for part in outcome.rejected:
                tally.reject(part)
            tally.count("reports")
            tally.progress(outcome.report.name)
        status = tally.finish()
        record = runner.record_of(store, case)
    finally:
        store.close()
    for lost in record.lost:
        output.say(f"judgement {lost.judgement.id} has no effect: {lost.reason}")
    told = (len(record.claims), "claims"), (len(record.origins), "origins"), (len(record.events), "events")
    against = len(record.disagreements), "disagreements"
    output.say("the case has " + ", ".join(f"{number} {what}" for number, what in (*told, against)))
    raise typer.Exit(status)


COMMANDS = {"init": init, "add": add, "read": read}
