"""Commands about the installation: serve, doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from fogline.cli import options, output
from fogline.errors import ConfigError


def serve(
    folder: options.Folder,
    host: Annotated[str, typer.Option(help="the address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="the port to listen on", min=1, max=65535)] = 8710,
) -> None:
    """Open the desk in a browser. Not there yet: use `fogline report`.

    \b
    Example:
      fogline serve my-case --port 8710
    """
    raise ConfigError(
        f"the desk is not there yet, nothing listens on {host}:{port}",
        f"`fogline report {folder} --out situation.html` makes a page to open in a browser",
    )


def doctor(
    prepare: Annotated[bool, typer.Option("--prepare", help="make now what is made once: gazetteer and tagger")] = False,
) -> None:
    """Say what is installed, what is missing and what to do.

    \b
    Examples:
      fogline doctor
      fogline doctor --prepare
    """
    from fogline import doctor as examination

    if prepare:
        for step in examination.prepare():
            output.say(step)
    found = examination.findings()
    output.table(
        ["part", "state", "what it is for, what to do"],
        [[each.part, each.state, each.advice or each.purpose] for each in found],
    )
    raise typer.Exit(3 if any(each.state == "missing" and each.needed for each in found) else 0)


COMMANDS = {"serve": serve, "doctor": doctor}
