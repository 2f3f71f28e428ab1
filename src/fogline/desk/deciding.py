"""Decisions taken in the browser: shown before they are taken, then appended to the case's log as `fogline judge` does."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from fogline import runner
from fogline.desk.access import Gate, is_of
from fogline.desk.opened import Opened
from fogline.desk.privacy import withheld
from fogline.desk.rendering import Renderer
from fogline.errors import ConfigError


class Asked(BaseModel):
    """A form. `subjects` and `values` are written with blanks or lines between; values of `alias` are its second subject."""

    model_config = ConfigDict(extra="forbid")

    verb: str
    subjects: str = Field(max_length=10_000)
    values: str = Field("", max_length=2_000)
    by: str = Field("", max_length=200)
    why: str = Field("", max_length=2_000)
    form: str = ""
    back: str = Field("", max_length=1000, pattern=r"^(/[\w?=&%.:~+@,-]+)?$")
    seen: str = Field("", max_length=100)
    taken: bool = False

    def ids(self) -> list[str]:
        return self.subjects.splitlines() if self.verb == "alias" else self.subjects.split()

    def told(self) -> list[str]:
        return [line.strip() for line in self.values.splitlines() if line.strip()]


def decisions(opened: Opened, gate: Gate, shown: Renderer) -> APIRouter:
    router = APIRouter()

    @router.post("/decide", response_class=HTMLResponse)
    def decide(request: Request, asked: Annotated[Asked, Form()]) -> Response:
        session = gate.session(request.cookies)
        if session is None or not session.may_decide or not is_of(session, asked.form):
            raise HTTPException(403, "this form is not of this visit, or the account may only look")
        if asked.seen and asked.seen != opened.view().version:
            raise ConfigError(
                "the case changed since that page was made: nothing was decided", "look at it again and decide then"
            )
        if session.fixed:
            asked = asked.model_copy(update={"by": session.name})
        if not gate.may_go_on(session):
            raise HTTPException(429, "too many decisions in a minute: wait a little")
        if not asked.taken and asked.verb != "accept":  # which changes nothing that could be shown
            return shown(request, "preview.html", title="What would change", **preview(opened, asked))
        gate.note(session.name, f"decides {asked.verb} {asked.subjects}")
        made = take(opened, asked)
        gate.call(session, asked.by)
        return RedirectResponse(asked.back or f"/decisions#{made}", status_code=303)

    return router


def preview(opened: Opened, asked: Asked) -> dict[str, Any]:
    """What the decision would change. ConfigError says what is expected."""
    with closing(runner.open_store(opened.folder, opened.settings)) as store:
        found = runner.preview(store, opened.view().record, asked.verb, asked.ids(), asked.told(), asked.by, asked.why)
    view = opened.view()
    return {
        "case": view.case.title,
        "asked": asked.model_dump(),
        "changes": [withheld(asdict(change), view) for change in found],
        "version": view.version,
    }


def take(opened: Opened, asked: Asked) -> str:
    """Append the decision; its id."""
    with closing(runner.open_store(opened.folder, opened.settings)) as store:
        return runner.judge(store, opened.view().record, asked.verb, asked.ids(), asked.told(), asked.by, asked.why).id
