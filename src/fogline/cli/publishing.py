"""Commands that make files for others: report, export."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fogline.cli import options, output
from fogline.errors import BackendError, ConfigError


class Export(StrEnum):
    """The forms of other catalogues and tools."""

    acled = "acled"
    ucdp = "ucdp"
    plover = "plover"
    geojson = "geojson"
    parquet = "parquet"


def report(
    folder: options.Folder,
    out: Annotated[Path, typer.Option(metavar="FILE", help="the file to write: .html or .md")],
    since: Annotated[dt.date | None, typer.Option(parser=options.day, metavar="DATE", help="events from this day on")] = None,
    until: Annotated[dt.date | None, typer.Option(parser=options.day, metavar="DATE", help="the day of the situation")] = None,
    known: options.Known = None,
) -> None:
    """Write a sitrep of a span of days: what changed, a map, what matters most, what is not known, who says so.

    A page of paper, two where much is told. The full list, with the words behind each figure, follows in the same file;
    printed is it only where it is open. The file is self-contained: no script, no outside request. Until: the last day that
    any report tells of.

    \b
    Examples:
      fogline report my-case --out situation.html
      fogline report my-case --out situation.md --since 2021-08-20 --until 2021-08-31
      fogline report my-case --out then.html --since 2021-08-20 --until 2021-08-31 --known 2021-08-31
    """
    from fogline import plugins, runner, sitrep

    if since and until and since > until:
        raise ConfigError(f"--since {since} is later than --until {until}")
    render = plugins.load("sitrep", out.suffix.removeprefix(".").lower())
    case = runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        record = runner.record_of(store, case)
        unread = len(store.reports()) - len(record.reports)
    finally:
        store.close()
    text = render(sitrep.collect(record.known_on(known), case, since, until, known=known, unread=unread))
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise BackendError(f"{out}: cannot be written ({error.strerror})", "give --out another file") from error
    output.say(f"wrote {out}")


def export(
    folder: options.Folder,
    form: Annotated[Export, typer.Option("--as", help="the form")],
    out: Annotated[Path, typer.Option(metavar="PATH", help="where to write")],
) -> None:
    """Export events in the columns of another catalogue, as CSV.

    An event that the catalogue cannot hold is left out, and why is counted on stderr. What is chosen where a catalogue wants
    one value: docs/catalogues.md.

    \b
    Examples:
      fogline export my-case --as acled --out events.csv
      fogline export my-case --as ucdp --out ged.csv
    """
    from fogline import catalogue, plugins, runner
    from fogline.publish.tabular import csv_text

    if form.value not in plugins.names("export"):
        raise ConfigError(
            f"export --as {form.value} is not there yet, nothing was written to {out}",
            f"`fogline events {folder} --format jsonl` gives all that is known of each event, with its PLOVER code",
        )
    case = runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        made = plugins.load("export", form.value)(catalogue.collect(runner.record_of(store, case), case))
    finally:
        store.close()
    if made.problems:
        raise BackendError(f"the rows break the rules of {form.value}: {made.problems[0]}", "report it; nothing was written")
    try:
        out.write_text(csv_text([made.columns, *([row[c] for c in made.columns] for row in made.rows)]), "utf-8")
    except OSError as error:
        raise BackendError(f"{out}: cannot be written ({error.strerror})", "give --out another file") from error
    output.say(f"wrote {len(made.rows)} events to {out}")
    for reason, count in Counter(why for _, why in made.left_out).most_common():
        output.say(f"left out {count}: {reason}")
    for event, words in made.notes:
        output.say(f"{event}: {words}")


COMMANDS = {"report": report, "export": export}
