"""Decisions taken in the browser: shown before they are taken, then appended to the case's log as `fogline judge` does."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from fogline import runner
from fogline.desk.access import Gate, is_of
from fogline.desk.addresses import WITHIN
from fogline.desk.citing import subject
from fogline.desk.opened import Opened, View
from fogline.desk.privacy import withheld
from fogline.desk.rendering import Renderer
from fogline.desk.verbs import TWO
from fogline.errors import ConfigError
from fogline.mending import SLOTS
from fogline.records import Judgement

EVENT = re.compile(r"evt_[0-9a-f]{16}")
NUMBER = re.compile(r"\d{1,3}(?:[,.\u066c\u00a0 ]\d{3})+(?!\d)|\d+")  # figures with or without a sign between thousands


class Asked(BaseModel):
    """A form. `subjects` and `values` are written with blanks or lines between; values of `alias` are its second subject.

    What pages offer to choose from is told apart: `other`, or the id or address in `named`, is the second event of `same` and
    `different`; `slot` gets the new `value` of an `edit`, which is the day of `dated`."""

    model_config = ConfigDict(extra="forbid")

    verb: str
    subjects: str = Field(max_length=10_000)
    values: str = Field("", max_length=2_000)
    other: str = Field("", max_length=100)
    named: str = Field("", max_length=1_000)
    slot: str = Field("", max_length=100)
    value: str = Field("", max_length=2_000)
    by: str = Field("", max_length=200)
    why: str = Field("", max_length=2_000)
    form: str = ""
    back: str = Field("", max_length=1000, pattern=f"^({WITHIN.pattern})?$")
    seen: str = Field("", max_length=100)
    taken: bool = False

    def ids(self) -> list[str]:
        if self.verb == "alias":
            return self.subjects.splitlines()
        found = self.subjects.split()
        if self.verb in TWO:
            found += EVENT.findall(self.named) or self.other.split()
        return found

    def told(self) -> list[str]:
        lines = [line.strip() for line in self.values.splitlines() if line.strip()]
        value = " ".join(self.value.split())
        if self.verb == "edit" and value:
            lines.append(f"{self.slot}={value if self.slot in SLOTS else _figure(value)}")
        if self.verb == "dated" and value:
            lines += value.split("/")
        return lines


def _figure(words: str) -> str:
    """The one number in words that were selected, whatever its digits; what holds none or several stays as it is."""
    found = NUMBER.findall(words)
    return str(int(re.sub(r"\D", "", found[0]))) if len(found) == 1 else words


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
        return RedirectResponse(_after(asked.back, made), status_code=303)

    return router


def _after(back: str, made: str) -> str:
    """Where a decision leads, with its id, so that the page says what was done and how to undo it."""
    return f"{back}{'&' if '?' in back else '?'}done={made}" if back else f"/decisions?done={made}#{made}"


def taken(view: View, id: str) -> Judgement | None:
    """The decision that a page is to tell of."""
    return next((each for each in view.log if each.id == id), None) if id else None


def preview(opened: Opened, asked: Asked) -> dict[str, Any]:
    """What the decision would change. ConfigError says what is expected."""
    with closing(runner.open_store(opened.folder, opened.settings)) as store:
        found = runner.preview(store, opened.view().record, asked.verb, asked.ids(), asked.told(), asked.by, asked.why)
    view = opened.view()
    return {
        "case": view.case.title,
        "asked": asked.model_dump() | {"subjects": "\n".join(asked.ids()), "values": "\n".join(asked.told())},
        "of": [subject(id, view) for id in asked.ids()],
        "changes": [withheld(asdict(change), view) for change in found],
        "version": view.version,
    }


def take(opened: Opened, asked: Asked) -> str:
    """Append the decision; its id."""
    with closing(runner.open_store(opened.folder, opened.settings)) as store:
        return runner.judge(store, opened.view().record, asked.verb, asked.ids(), asked.told(), asked.by, asked.why).id
