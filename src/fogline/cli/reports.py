"""Commands that need no case: extract, mentions, text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fogline.cli import options, output
from fogline.errors import ConfigError
from fogline.records import Mention, Reading, Rejected, Report

if TYPE_CHECKING:
    from fogline.case_records import Case
    from fogline.settings import Settings


class What(StrEnum):
    """The kinds of mention."""

    place = "place"
    actor = "actor"
    time = "time"
    quantity = "quantity"


def extract(
    paths: options.Inputs,
    case: options.CaseOption = None,
    published: options.Published = None,
    reader: options.ReaderOption = None,
    rejects: options.Rejects = None,
) -> None:
    """Print the claims of reports as JSON Lines; keep nothing.

    \b
    Examples:
      fogline extract report.txt
      fogline extract saved-pages/ --case examples/afghanistan-2021 > claims.jsonl
      curl -s ADDRESS | fogline extract - --published 2021-09-07
    """
    from fogline.contract import claim_line

    tally = output.Tally(rejects)
    for reading in _readings(paths, _case(case), published, options.settings(reader), tally):
        claims = sorted(reading.claims, key=lambda claim: (claim.start, claim.end, claim.kind, claim.id))
        output.lines(claim_line(claim, reading.report) for claim in claims)
        tally.count("claims", len(claims))
    raise typer.Exit(tally.finish())


def mentions(
    paths: options.Inputs,
    what: Annotated[What | None, typer.Option(help="only this kind")] = None,
    case: options.CaseOption = None,
    published: options.Published = None,
    reader: options.ReaderOption = None,
    rejects: options.Rejects = None,
) -> None:
    """Print every mention of a place, actor, time or quantity, also outside claims.

    \b
    Examples:
      fogline mentions report.txt --what place
      fogline mentions saved-pages/ --case examples/afghanistan-2021 > mentions.jsonl
    """
    from fogline import runner
    from fogline.contract import mention_line

    tally, known = output.Tally(rejects), _case(case)
    for reading in _readings(paths, known, published, options.settings(reader), tally):
        links = {link.span: link for link in reading.links}
        times = runner.times(reading, known)

        def line(mention: Mention, reading: Reading = reading, links=links, times=times):  # type: ignore[no-untyped-def]
            return mention_line(mention, reading.report, link=links.get(mention.span), time=times.get(mention.span))

        found = [mention for mention in reading.mentions if what is None or mention.what == what.value]
        found.sort(key=lambda mention: (mention.start, mention.end, mention.what))
        output.lines(map(line, found))
        tally.count("mentions", len(found))
    raise typer.Exit(tally.finish())


def text(
    path: Annotated[str, typer.Argument(metavar="PATH|DIR", help="a file, a folder, - for stdin, or a case")],
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="a report's id or name, where there are several")] = None,
) -> None:
    """Print the stored text that all offsets refer to, and nothing else.

    \b
    Examples:
      fogline text report.html
      fogline text my-case rep_0123456789abcdef
    """
    found = [each for each in _stored(path) if id is None or id in (each.id, each.name)]
    if len(found) > 1:
        for each in found:
            output.say(f"{each.id}  {each.name}")
        raise ConfigError(f"{path} holds {len(found)} reports", "name one of them by its id")
    if not found:
        raise ConfigError(f"{path}: no report {id or 'in it'}", "`fogline reports DIR` lists a case's")
    sys.stdout.write(found[0].text)
    sys.stdout.flush()


def _stored(path: str) -> Iterator[Report]:
    """The reports of a case, or of any other path; rejections are told and make the status 1 where nothing else is left."""
    from fogline import runner
    from fogline.intake.read import reports

    if (Path(path) / runner.DATABASE).is_file():
        store = runner.open_store(Path(path), options.settings())
        yield from (kept.report for kept in store.reports())
        store.close()
        return
    refused = 0
    any_found = False
    for each in reports([path]):
        if isinstance(each, Rejected):
            refused += 1
            output.say(f"{each.name}: {each.reason} ({each.advice})")
        else:
            any_found = True
            yield each
    if refused and not any_found:
        raise typer.Exit(1)


def _case(folder: Path | None) -> Case | None:
    from fogline import runner

    return runner.open_case(folder) if folder else None


def _readings(
    paths: list[str], case: Case | None, published: object, settings: Settings, tally: output.Tally
) -> Iterator[Reading]:
    """What could be read, in order; what could not is told and counted."""
    from collections import Counter

    from fogline import runner
    from fogline.intake.read import reports

    unknown: Counter[str] = Counter()
    tally.unknown = unknown
    inputs = reports(paths, published=published, unknown=unknown)  # type: ignore[arg-type]
    for outcome in runner.readings(inputs, case, settings):
        if isinstance(outcome, Rejected):
            tally.reject(outcome)
            continue
        for part in outcome.rejected:
            tally.reject(part)
        tally.count("reports")
        tally.progress(outcome.report.name)
        yield outcome


COMMANDS = {"extract": extract, "mentions": mentions, "text": text}
