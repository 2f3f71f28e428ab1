"""PDF by pypdf: the text layer, page by page, with running heads and feet told by their repetition.

The stored text is the pages' text with a word that was split over two lines joined again, pages apart by a blank line. The
dates in the file's own description tell when the file was made, often by printing a page: an upper bound, no more.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from fogline.errors import SourceError
from fogline.intake import decode
from fogline.intake.page import MOST_CHARACTERS, Page
from fogline.records import Published, Segment

if TYPE_CHECKING:
    from pypdf import PdfReader

SUFFIXES = (".pdf",)
MOST_BYTES = 100_000_000
MOST_CONTENT = 50_000_000  # decompressed bytes of page content: past it a file is no report but a drawing or a bomb
MOST_PAGES = 2_000
MOST_RUNNING = 20  # words of such a line
LEAST_REPEATS = 3  # pages that must share a head or foot line before it counts as furniture

_SPLIT_WORD = re.compile(r"(?<=[^\W\d_A-Z])[-\u00ad\u2010]\n(?=[a-z\u00df-\u00ff])")
_NUMBER = re.compile(r"\d+")


def page(raw: bytes) -> Page:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings have no file name; what matters is raised
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError("it is an encrypted PDF", "save a copy without the password")
        pages = _pages(reader)
        published = _made(reader)
    except SourceError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # pypdf raises almost anything on broken files; no list of types would hold
        what = f"{type(error).__name__}: {str(error)[:80]}"
        raise SourceError(f"it is a broken PDF ({what})", "open it in a viewer and print it to a new PDF") from error
    text = decode.stored("\n\n".join(pages))
    if not text.strip():
        raise SourceError("the PDF holds no text (a scan?)", "run text recognition on it and save the text")
    return Page(text=text, known=_running_lines(text, pages), published=published)


def _pages(reader: PdfReader) -> list[str]:
    pages: list[str] = []
    characters = content = 0
    for number, each in enumerate(reader.pages):
        if number >= MOST_PAGES:
            raise SourceError(f"it has over {MOST_PAGES:,} pages", "split it into its reports")
        contents = each.get_contents()
        content += len(contents.get_data()) if contents is not None else 0
        if content > MOST_CONTENT:
            raise SourceError(f"its pages unpack to over {MOST_CONTENT:,} bytes", "print the pages that matter to a new PDF")
        words = each.extract_text().replace("\0", "").encode(errors="replace").decode()
        words = decode.stored(_SPLIT_WORD.sub("", words).strip("\n"))
        characters += len(words)
        if characters > MOST_CHARACTERS:
            raise decode.too_long()
        pages.append(words)
    return pages


def _running_lines(text: str, pages: list[str]) -> tuple[Segment, ...]:
    """The first and last line of pages where, digits aside, at least LEAST_REPEATS pages share it."""
    edges = []
    start = 0
    for words in pages:
        lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\n]*\S[^\n]*", words)]
        edges += sorted({*lines[:1], *lines[-1:]})
        start += len(words) + 2
    shapes = Counter(_NUMBER.sub("#", text[start:end].strip()) for start, end in edges)
    repeated = [
        (a, b) for a, b in edges if shapes[_NUMBER.sub("#", text[a:b].strip())] >= LEAST_REPEATS and _is_short(text[a:b])
    ]
    return tuple(Segment(kind="furniture", start=a, end=b) for a, b in repeated)


def _is_short(line: str) -> bool:
    return len(line.split()) <= MOST_RUNNING and not line.rstrip().endswith(".")


def _made(reader: PdfReader) -> Published | None:
    """The later of the file's dates as an upper bound."""
    try:
        description = reader.metadata
        found = [] if description is None else [description.creation_date, description.modification_date]
    except (ValueError, TypeError, AttributeError, KeyError):
        return None  # a malformed date in the description is no reason to lose the text
    days = [each.date() for each in found if isinstance(each, dt.datetime)]
    return Published(start=None, end=max(days), basis="page") if days else None
