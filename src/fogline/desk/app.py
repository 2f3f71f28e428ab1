"""The application: who is let in, what every answer carries, and the pages.

Every page stands at an address of its own and, as JSON, at the same with `.json` behind its path; the query restores the whole
view. Answers forbid whatever is not on the page: no script, style, image or form of another origin.
"""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from fogline.desk.access import Gate
from fogline.desk.addresses import address, within
from fogline.desk.deciding import decisions, taken
from fogline.desk.doors import doors
from fogline.desk.opened import Opened, View
from fogline.desk.pages import PAGES, Page, Query
from fogline.desk.pages.page import NotHere
from fogline.desk.rendering import Renderer
from fogline.desk.sitreps import sitreps
from fogline.desk.tables import tables
from fogline.desk.written import written
from fogline.errors import BackendError, FoglineError
from fogline.publish.html import style
from fogline.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = ("/enter", "/static/", "/page.css")
LONGEST_FORM = 100_000  # bytes
Next = Callable[[Request], Awaitable[Response]]


def create(folder: Path, settings: Settings, gate: Gate, hosts: tuple[str, ...] = ("127.0.0.1", "localhost")) -> FastAPI:
    """The desk of a case. `hosts` are the names under which it answers: no other site's name may lead here."""
    app = FastAPI(title="Fogline", docs_url=None, redoc_url=None, openapi_url="/openapi.json")
    opened, shown = Opened(folder, settings, _prepare), Renderer(gate)
    app.state.opened = opened
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.mount("/static", StaticFiles(packages=[("fogline.desk", "static")]), name="static")
    _guard(app, gate, shown)
    _explain(app, shown)
    for router in (
        doors(gate, shown),
        decisions(opened, gate, shown),
        _files(),
        sitreps(opened, shown),
        tables(opened),
        _pages(opened, shown),
    ):
        app.include_router(router)
    return app


def _guard(app: FastAPI, gate: Gate, shown: Renderer) -> None:
    """Nobody sees anything before they came in; every answer carries what it forbids."""

    @app.middleware("http")
    async def guarded(request: Request, call_next: Next) -> Response:
        try:
            answer = await answered(request, call_next)
        except BackendError as error:
            answer = shown.wrong(request, 503, error.args[0], error.advice)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    async def answered(request: Request, call_next: Next) -> Response:
        length = request.headers.get("content-length", "" if request.method == "POST" else "0")
        if not length.isdecimal():
            return shown.wrong(request, 411, "a form must say how long it is", "send it from a page of the desk")
        if int(length) > LONGEST_FORM:
            return shown.wrong(request, 413, "that is too long", "shorten it")
        if request.method == "POST" and _is_foreign(request):
            return shown.wrong(request, 403, "that form is of another site", "use the desk's own pages")
        if request.url.path.startswith(OPEN) or gate.session(request.cookies):
            return await call_next(request)
        if gate.shared and request.method == "GET" and not request.url.path.endswith(".json"):
            asked = f"{request.url.path}?{request.url.query}".rstrip("?")
            return RedirectResponse(address("/enter", then=within(asked)), status_code=303)
        alone = "open the address that `fogline serve` printed: it is good for one visit"
        advice = "come in first" if gate.shared else alone
        return shown.wrong(request, 401, "nobody has come in here with this browser", advice)


def _is_foreign(request: Request) -> bool:
    """Whether a form was sent from a page of another site, as far as the browser says."""
    origin = request.headers.get("origin")
    apart = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    return apart or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _explain(app: FastAPI, shown: Renderer) -> None:
    """Errors as pages that say what to do."""

    @app.exception_handler(FoglineError)
    async def explained(request: Request, error: FoglineError) -> Response:
        status = 503 if isinstance(error, BackendError) else 404 if isinstance(error, NotHere) else 400
        return _said(request, status, error.args[0], error.advice)

    @app.exception_handler(RequestValidationError)
    async def misasked(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()[:3])
        return _said(
            request,
            422,
            f"that asks for what cannot be: {told}",
            "a day is written as 2021-08-25, the rest as the forms have it",
        )

    @app.exception_handler(HTTPException)
    async def missing(request: Request, error: HTTPException) -> Response:
        return _said(request, error.status_code, str(error.detail), "the links above lead on")

    @app.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> Response:
        advice = "report it with what the desk printed; what was kept stays kept"
        answer = _said(request, 500, "that is a fault of Fogline's own", advice)
        answer.headers.update(HEADERS)  # it passes by the guard
        return answer

    def _said(request: Request, status: int, reason: str, advice: str) -> Response:
        if request.url.path.endswith(".json"):
            return JSONResponse({"reason": reason, "advice": advice}, status_code=status)
        return shown.wrong(request, status, reason, advice)


def _files() -> APIRouter:
    router = APIRouter()

    @router.get("/")
    def first() -> Response:
        return RedirectResponse("/situation", status_code=307)

    @router.get("/page.css")
    def page_style() -> Response:
        return Response(style(), media_type="text/css")

    return router


def _prepare(view: View) -> None:
    """The record and, for who comes in, the pages of the menu and the map: with them most of what no day changes."""
    _ = view.record.events, view.record.survey
    if view.known is None:
        gc.unfreeze()
        for page in PAGES:
            if page.name or not page.template:
                page.told(view, Query())
        gc.collect()
        gc.freeze()  # a record of a hundred thousand claims is millions of objects: to look through them stops every answer


def _pages(opened: Opened, shown: Renderer) -> APIRouter:
    router = APIRouter()
    for page in PAGES:
        _add(router, page, opened, shown)
    return router


def _add(router: APIRouter, page: Page, opened: Opened, shown: Renderer) -> None:
    """A page and its JSON; what a path names beside (`{id}`) comes in by the query."""

    def lines(view: View, asked: Query) -> dict[str, Any]:
        return {"query": asked.kept(), "version": view.version, **page.told(view, asked)}

    def as_html(request: Request, query: Annotated[Query, Depends()]) -> Response:
        asked = query.of(request.path_params.get("id"))
        view = opened.view(asked.known)
        return shown(
            request,
            page.template,
            case=view.case.title,
            done=taken(view, asked.done),
            suggested=view.suggested,
            **lines(view, asked),
        )

    def as_json(request: Request, query: Annotated[Query, Depends()]) -> Response:
        asked = query.of(request.path_params.get("id"))
        view = opened.view(asked.known)
        body = page.answers(view).once((page.path, asked, "json"), lambda: written(lines(view, asked)))
        return Response(body, media_type="application/json")

    _answer(router, f"{page.path}.json", as_json, JSONResponse)
    if page.template:
        _answer(router, page.path, as_html, HTMLResponse)


def _answer(router: APIRouter, path: str, made: Callable[..., Any], form: type[Response]) -> None:
    """HEAD as GET, of which alone the OpenAPI document tells."""
    router.add_api_route(path, made, methods=["GET"], name=path, response_class=form)
    router.add_api_route(path, made, methods=["HEAD"], name=path, response_class=form, include_in_schema=False)
