"""Arguments and options that several commands share, and how their words are checked."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fogline.settings import Settings
from fogline.settings import load as load_settings


def day(text: str) -> dt.date:
    """A civil date."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date: write it as 2021-08-25") from None


class Form(StrEnum):
    """How a list is printed."""

    jsonl = "jsonl"
    csv = "csv"
    table = "table"


class TextForm(StrEnum):
    """How what is made for reading is printed."""

    jsonl = "jsonl"
    text = "text"


Inputs = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="files (.txt .md .html .pdf .jsonl), folders, or - for stdin")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="the case's folder")]
CaseOption = Annotated[Path | None, typer.Option("--case", metavar="DIR", help="use this case's files, never its database")]
Published = Annotated[
    dt.date | None, typer.Option(parser=day, metavar="DATE", help="when the reports were published, as 2021-08-25")
]
ReaderOption = Annotated[
    str | None, typer.Option("--reader", metavar="NAME", help="rules (default), parse, tagger, llm, or a plug-in's name")
]
Rejects = Annotated[Path | None, typer.Option(metavar="FILE", help="write what was refused here, as JSON Lines")]
FormOption = Annotated[Form, typer.Option("--format", help="how to print")]
TextFormOption = Annotated[TextForm, typer.Option("--format", help="how to print")]
Known = Annotated[
    dt.date | None, typer.Option(parser=day, metavar="DATE", help="as known on this day: later reports do not count")
]


def settings(reader: str | None = None, workers: int | None = None) -> Settings:
    """The settings of this run: the table's defaults, a file, the environment, then the command's own options."""
    found = load_settings(os.environ)
    if reader:
        found = replace(found, reader=reader)
    return replace(found, workers=workers) if workers else found
