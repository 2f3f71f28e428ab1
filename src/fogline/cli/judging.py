"""Commands by which a person decides: judge, undo. Nothing is edited; every decision is another entry of the log."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from fogline.cli import options, output


class Verb(StrEnum):
    """What can be decided."""

    same = "same"
    different = "different"
    wrong = "wrong"
    alias = "alias"
    dated = "dated"
    edit = "edit"
    accept = "accept"


WITH_VALUES = (Verb.dated, Verb.edit)  # one id, then what holds of it
By = Annotated[str, typer.Option(metavar="NAME", help="who decides")]
Why = Annotated[str, typer.Option(metavar="TEXT", help="the reason")]
Preview = Annotated[bool, typer.Option("--preview", help="show what would change, as JSON Lines, and decide nothing")]


def judge(
    folder: options.Folder,
    verb: Annotated[Verb, typer.Argument(metavar="same|different|wrong|alias|dated|edit|accept", help="the decision")],
    arguments: Annotated[list[str], typer.Argument(metavar="ID...", help="ids; for dated and edit one id, then the values")],
    by: By,
    why: Why,
    preview: Preview = False,
) -> None:
    """Decide something about a case, with a name and a reason. It can be undone, and shown before it is taken.

    \b
    Examples:
      fogline judge my-case same clm_01... clm_02... --by Ada --why "one ambush, two tellings"
      fogline judge my-case wrong evt_01... --by Ada --why "about another war"
      fogline judge my-case alias "Ahmad Masoud" case:massoud-son --by Ada --why "a spelling"
      fogline judge my-case dated rep_01... 2021-08-24 --by Ada --why "the page's archive copy"
      fogline judge my-case edit clm_01... killed=12 places=Bazarak --by Ada --why "misread"
      fogline judge my-case different clm_01... clm_02... --by Ada --why "two roads" --preview
    """
    split = 1 if verb in WITH_VALUES else len(arguments)
    _append(folder, verb.value, arguments[:split], arguments[split:], by, why, preview)


def undo(
    folder: options.Folder,
    id: Annotated[str, typer.Argument(metavar="ID", help="a judgement's id")],
    by: By = "unnamed",
    why: Why = "undone",
    preview: Preview = False,
) -> None:
    """Undo a judgement, as if it had never been; an undo can be undone too.

    \b
    Example:
      fogline undo my-case jud_0123456789abcdef
    """
    _append(folder, "undo", [id], [], by, why, preview)


def _append(folder: Path, verb: str, subjects: list[str], values: list[str], by: str, why: str, preview: bool) -> None:
    from dataclasses import asdict

    from fogline import runner
    from fogline.contract import judgement_line

    case = runner.open_case(folder)
    store = runner.open_store(folder, options.settings())
    try:
        record = runner.record_of(store, case)
        if preview:
            found = runner.preview(store, record, verb, subjects, values, by, why)
            output.lines(asdict(change) for change in found)
            output.say(f"{len(found)} would change; nothing was decided")
            return
        judgement = runner.judge(store, record, verb, subjects, values, by, why)
        output.lines([judgement_line(judgement)])
    finally:
        store.close()
    if judgement.verb == "dated" and judgement.subjects[0].startswith("rep_"):
        output.say(f"next: `fogline read {folder}` dates what the report says by that day")


COMMANDS = {"judge": judge, "undo": undo}
