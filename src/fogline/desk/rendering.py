"""Lines into pages: templates escape all that they are given, whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, select_autoescape

from fogline.desk import verbs
from fogline.desk.access import Gate
from fogline.desk.addresses import address
from fogline.desk.pages import PAGES
from fogline.publish.escaping import Clean, plain
from fogline.publish.html import MAPS
from fogline.tables import folder_of, table


class Renderer:
    """Fills a template for a request: beside its lines it knows the visitor, the menu and where they are."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._templates = Environment(
            loader=PackageLoader("fogline.desk", "templates"),
            autoescape=select_autoescape(default=True),
            finalize=_shown,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {"VERBS": verbs.SAID, "KEYS": verbs.KEYS}
        self._templates.filters["language"] = language
        self._templates.tests["ours"] = lambda line: isinstance(line, Clean)
        self._menu = [page for page in PAGES if page.name]

    def __call__(self, request: Request, template: str, status: int = 200, **told: Any) -> HTMLResponse:
        session = self._gate.session(request.cookies)
        around: dict[str, Any] = {
            "session": session,
            "shared": self._gate.shared,
            "path": request.url.path,
            "menu": self._menu,
            "query": {},
            "credit": MAPS,
        }
        known = told.get("query", {}).get("known")

        def within(path: str, query: Mapping[str, str] | None = None, **changed: object) -> str:
            """An address that leads on as known on the same day."""
            return address(path, query, **({"known": known} | changed))

        lines = {**around, "version": "", "address": within, **told}
        return HTMLResponse(self._templates.get_template(template).render(lines), status_code=status)

    def part(self, template: str, **told: Any) -> str:
        """Markup for a page that is made elsewhere."""
        return self._templates.get_template(template).render({"address": address, **told})

    def wrong(self, request: Request, status: int, reason: str, advice: str) -> HTMLResponse:
        """What did not work and what to do."""
        return self(request, "wrong.html", status, reason=reason, advice=advice)


def language(tag: str) -> str:
    """A language by its name where it is one that is read, else by its tag."""
    return next((row["name"] for row in table("languages.tsv") if row["language"] == folder_of(tag)), tag)


def _shown(value: object) -> object:
    """Text of reports as it may stand in a page; markup that was made here and what is `Clean` stay."""
    return "" if value is None else plain(value) if type(value) is str else value
