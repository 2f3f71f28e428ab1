"""Long lists a page at a time, so that a case of a hundred thousand events opens as soon as one of ten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from fogline.desk.pages.page import Lines, Query

ON_A_PAGE = 100

Row = TypeVar("Row")


def paged(rows: Sequence[Row], query: Query) -> tuple[Sequence[Row], Lines]:
    """The rows of the page that was asked for, of the last where there are fewer, and what the template says of it."""
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(query.page, pages)
    start = ON_A_PAGE * (page - 1)
    return rows[start : start + ON_A_PAGE], {"total": len(rows), "pages": pages, "page": page}
