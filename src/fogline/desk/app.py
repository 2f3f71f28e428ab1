"""The application: who is let in, what every answer carries, and the pages.

Every page stands at an address of its own and, as JSON, at the same with `.json` behind its path; the query restores the whole
view. Answers forbid whatever is not on the page: no script, style, image or form of another origin.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from fogline.desk import deciding
from fogline.desk.access import COOKIE, Gate, is_of
from fogline.desk.opened import Opened
from fogline.desk.pages import PAGES, Page, Query
from fogline.desk.pages.page import address
from fogline.errors import BackendError, FoglineError
from fogline.publish.escaping import plain
from fogline.publish.html import page as sitrep_page
from fogline.publish.map import STYLE
from fogline.settings import Settings
from fogline.sitrep import collect

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SITREP_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = ("/enter", "/static/")
LONGEST_FORM = 100_000  # bytes
Next = Callable[[Request], Awaitable[Response]]


def create(folder: Path, settings: Settings, gate: Gate, hosts: tuple[str, ...] = ("127.0.0.1", "localhost")) -> FastAPI:
    """The desk of a case. `hosts` are the names under which it answers: no other site's name may lead here."""
    app = FastAPI(title="Fogline", docs_url=None, redoc_url=None, openapi_url=None)
    opened = Opened(folder, settings)
    templates = _templates()
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.mount("/static", StaticFiles(packages=[("fogline.desk", "static")]), name="static")

    def shown(request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
        session = gate.session(request.cookies.get(COOKIE))
        menu = [page for page in PAGES if page.name]
        around: dict[str, Any] = {"session": session, "path": request.url.path, "menu": menu, "query": {}}
        return HTMLResponse(templates.get_template(template).render(around | told), status_code=status)

    @app.middleware("http")
    async def guarded(request: Request, call_next: Next) -> Response:
        if int(request.headers.get("content-length") or 0) > LONGEST_FORM:
            answer: Response = shown(request, "wrong.html", 413, reason="that is too long", advice="shorten it")
        elif request.url.path.startswith(OPEN) or gate.session(request.cookies.get(COOKIE)):
            answer = await call_next(request)
        else:
            advice = "open the address that `fogline serve` printed; it lets one visitor in, once"
            answer = shown(request, "wrong.html", 401, reason="nobody has come in here with this browser", advice=advice)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    @app.exception_handler(FoglineError)
    async def explained(request: Request, error: FoglineError) -> Response:
        status = 503 if isinstance(error, BackendError) else 400
        return shown(request, "wrong.html", status, reason=error.args[0], advice=error.advice)

    @app.exception_handler(RequestValidationError)
    async def misasked(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()[:3])
        return shown(
            request, "wrong.html", 422, reason=f"the address asks for what cannot be: {told}", advice="days: 2021-08-25"
        )

    @app.exception_handler(HTTPException)
    async def missing(request: Request, error: HTTPException) -> Response:
        return shown(request, "wrong.html", error.status_code, reason=str(error.detail), advice="the links above lead on")

    @app.get("/enter")
    def enter(token: str = "") -> Response:
        session = gate.enter(token)
        if session is None:
            raise HTTPException(403, "this address was used already, or is not the one that `fogline serve` printed")
        answer = RedirectResponse("/situation", status_code=303)
        answer.set_cookie(COOKIE, session.number, httponly=True, samesite="strict", path="/")
        return answer

    @app.get("/")
    def first() -> Response:
        return RedirectResponse("/situation", status_code=307)

    @app.get("/map.css")
    def map_style() -> Response:
        return Response(STYLE, media_type="text/css")

    @app.get("/sitrep", response_class=HTMLResponse)
    def sitrep(query: Annotated[Query, Depends()]) -> Response:
        view = opened.view().known_on(query.known)
        text = sitrep_page(collect(view.record, view.case, query.since, query.until, view.unread))
        return HTMLResponse(text, headers={"Content-Security-Policy": SITREP_POLICY})

    @app.post("/decide", response_class=HTMLResponse)
    def decide(request: Request, asked: Annotated[deciding.Asked, Form()]) -> Response:
        session = gate.session(request.cookies.get(COOKIE))
        if session is None or not session.may_decide or not is_of(session, asked.form):
            raise HTTPException(403, "this form is not of this visit")
        gate.call(session, asked.by)
        if not asked.taken and asked.verb != "accept":
            return shown(request, "preview.html", **deciding.preview(opened, asked), title="What would change")
        made = deciding.take(opened, asked)
        return RedirectResponse(asked.back or f"/decisions#{made}", status_code=303)

    for page in PAGES:
        _add(app, page, opened, shown)
    return app


def _add(app: FastAPI, page: Page, opened: Opened, shown: Callable[..., HTMLResponse]) -> None:
    """A page and its JSON; what a path names beside (`{id}`) comes in by the query."""

    def lines(request: Request, query: Annotated[Query, Depends()]) -> dict[str, Any]:
        asked = query.of(request.path_params.get("id"))
        return {"query": asked.kept(), **page.show(opened.view().known_on(asked.known), asked)}

    def as_html(request: Request, told: dict[str, Any] = Depends(lines)) -> Response:
        return shown(request, page.template, **told)

    def as_json(told: dict[str, Any] = Depends(lines)) -> dict[str, Any]:
        return told

    app.add_api_route(f"{page.path}.json", as_json, methods=["GET"], name=f"{page.path} as JSON")
    if page.template:
        app.add_api_route(page.path, as_html, methods=["GET"], name=page.path, response_class=HTMLResponse)


def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("fogline.desk", "templates"),
        autoescape=select_autoescape(default=True),
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["address"] = address
    return made


def _shown(value: object) -> object:
    """Text of reports as it may stand in a page; markup that was made here stays."""
    return "" if value is None else plain(value) if type(value) is str else value
