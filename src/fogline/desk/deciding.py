"""Decisions taken in the browser: shown before they are taken, then appended to the case's log as `fogline judge` does."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from fogline import runner
from fogline.desk.opened import Opened


class Asked(BaseModel):
    """A form. `subjects` and `values` are written with blanks or lines between; values of `alias` are its second subject."""

    model_config = ConfigDict(extra="forbid")

    verb: str
    subjects: str = Field(max_length=10_000)
    values: str = Field("", max_length=2_000)
    by: str = Field("", max_length=200)
    why: str = Field("", max_length=2_000)
    form: str = ""
    back: str = Field("", max_length=500, pattern=r"^(/[\w?=&%.-]*)?$")
    taken: bool = False

    def ids(self) -> list[str]:
        return self.subjects.splitlines() if self.verb == "alias" else self.subjects.split()

    def told(self) -> list[str]:
        return [line.strip() for line in self.values.splitlines() if line.strip()]


def preview(opened: Opened, asked: Asked) -> dict[str, Any]:
    """What the decision would change. ConfigError says what is expected."""
    with closing(runner.open_store(opened.folder, opened.settings)) as store:
        found = runner.preview(store, opened.view().case, asked.verb, asked.ids(), asked.told(), asked.by, asked.why)
    return {"asked": asked.model_dump(), "changes": [asdict(change) for change in found]}


def take(opened: Opened, asked: Asked) -> str:
    """Append the decision; its id."""
    with closing(runner.open_store(opened.folder, opened.settings)) as store:
        return runner.judge(store, opened.view().case, asked.verb, asked.ids(), asked.told(), asked.by, asked.why).id
