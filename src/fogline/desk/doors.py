"""The ways in and out, and the log of a shared desk."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from fogline.desk.access import LASTS, Gate, Session, is_of
from fogline.desk.accounts import LONGEST, Accounts
from fogline.desk.addresses import within
from fogline.desk.rendering import Renderer

Word = Annotated[str, Form(max_length=LONGEST)]


def doors(gate: Gate, shown: Renderer) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/enter")
    def enter(request: Request, token: str = "", then: str = "") -> Response:
        """`then` is the page that was asked for before its visitor came in."""
        if gate.shared:
            return shown(request, "enter.html", failed=False, then=within(then))
        session = gate.enter(token)
        if session is None:
            raise HTTPException(403, "this address was used already, or is not the one that `fogline serve` printed")
        return _let_in(request, session, gate, then)

    @router.post("/enter")
    def login(request: Request, name: Word, password: Word, then: Annotated[str, Form(max_length=2000)] = "") -> Response:
        session = gate.login(name, password)
        if session is None:
            return shown(request, "enter.html", 403, failed=True, then=within(then))
        return _let_in(request, session, gate, then)

    @router.post("/leave")
    def leave(request: Request, form: Word) -> Response:
        session = gate.session(request.cookies)
        if session is None or not is_of(session, form):
            raise HTTPException(403, "this form is not of this visit")
        gate.leave(session)
        return RedirectResponse("/enter", status_code=303)

    @router.get("/log")
    def log(request: Request) -> Response:
        accounts = _accounts(gate, request)
        return shown(request, "log.html", title="Log", entries=accounts.log(), accounts=accounts.all())

    @router.get("/log.json", response_class=JSONResponse)
    def log_lines(request: Request) -> Response:
        accounts = _accounts(gate, request)
        told = [{"name": account.name, "role": account.role} for account in accounts.all()]
        return JSONResponse({"accounts": told, "entries": [asdict(entry) for entry in accounts.log()]})

    return router


def _accounts(gate: Gate, request: Request) -> Accounts:
    """For admins of a shared desk."""
    session = gate.session(request.cookies)
    if session is None or session.role != "admin" or gate.accounts is None:
        raise HTTPException(403, "the log is for admins of a shared desk")
    return gate.accounts


def _let_in(request: Request, session: Session, gate: Gate, then: str) -> Response:
    answer = RedirectResponse(within(then) or "/situation", status_code=303)
    encrypted = request.url.scheme == "https"
    answer.set_cookie(
        gate.cookie, session.number, httponly=True, samesite="strict", secure=encrypted, path="/", max_age=int(LASTS)
    )
    return answer
