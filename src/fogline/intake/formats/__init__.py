"""The input formats: one module a format, found by listing this folder.

A module has `SUFFIXES` (lower case, with the dot) and either `MOST_BYTES` and `page` (page.PageFormat) or `entries`
(page.ListFormat). Importing one must be cheap: parsers are imported when the first input of their kind is read.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from fogline.intake.page import ListFormat, PageFormat


@lru_cache(maxsize=1)
def by_suffix() -> dict[str, PageFormat | ListFormat]:
    """Every known suffix with the module that reads it."""
    found: dict[str, PageFormat | ListFormat] = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        format_ = importlib.import_module(f"{__name__}.{module.name}")
        if not isinstance(format_, PageFormat | ListFormat):
            raise TypeError(f"{format_.__name__} is no format: it needs SUFFIXES and page or entries")
        found.update(dict.fromkeys(format_.SUFFIXES, format_))
    return found
