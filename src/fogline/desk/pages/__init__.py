"""The pages of the desk, in the order of the menu; one module a page."""

from fogline.desk.pages import (
    day,
    decisions,
    event,
    events,
    ground,
    help,
    looks,
    origin,
    place,
    reading,
    reports,
    review,
    situation,
    statements,
    timeline,
)
from fogline.desk.pages.page import Page, Query

__all__ = ["PAGES", "Page", "Query"]

PAGES = (
    situation.PAGE,
    situation.AROUND,
    ground.LAND,
    ground.DAY,
    looks.PLACES,
    looks.DAY,
    day.PAGE,
    place.PAGE,
    timeline.PAGE,
    events.PAGE,
    event.PAGE,
    statements.PAGE,
    origin.PAGE,
    reports.PAGE,
    reading.PAGE,
    review.PAGE,
    decisions.PAGE,
    help.PAGE,
)
