"""Inputs to reports: files, folders, JSON Lines and standard input, each ending as a Report or as a Rejected.

Order: arguments as given, folders by path bytes. Names (CONTRACT): a file's basename, the POSIX path below a folder,
`file.jsonl#12` or the line's own name, `-`. A file of an unknown type is rejected as an argument and counted in a folder.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from fogline.errors import SourceError
from fogline.intake import formats, parts
from fogline.intake.language import UNKNOWN, language_of
from fogline.intake.page import MOST_CHARACTERS, Entry, ListFormat, Page, PageFormat
from fogline.intake.stated_date import stated_date
from fogline.records import Published, Rejected, Report, Segment, identify

STDIN = "-"
LEAST_SAID = 0.7  # share of a text below which its language is told again without furniture and comments
_LOOKS_HTML = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_LOOKS_JSONL = re.compile(rb'\s*\{\s*"(?:name|text|html|published|language|source|url)"\s*:')


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an input became, with the bytes that a report was made of and the format (suffix) that they are in."""

    outcome: Report | Rejected
    raw: bytes = b""
    form: str = ""


def reports(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | Published | None = None,
    source: str | None = None,
    unknown: Counter[str] | None = None,
) -> Iterator[Report | Rejected]:
    """Every input below `paths`, read one at a time; the arguments are those of `taken`."""
    for each in taken(paths, published=published, source=source, unknown=unknown):
        yield each.outcome


def taken(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | Published | None = None,
    source: str | None = None,
    unknown: Counter[str] | None = None,
) -> Iterator[Taken]:
    """Every input below `paths` with its bytes, read one at a time.

    `published` and `source` hold for all inputs that do not bring their own (a line of a .jsonl). Files of unknown type
    inside folders are counted in `unknown`, by suffix.
    """
    skipped = Counter[str]() if unknown is None else unknown
    day = _given(published)
    for path in paths:
        if os.fspath(path) == STDIN:
            yield from _standard_input(sys.stdin.buffer, day, source)
            continue
        try:
            is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
        except (OSError, ValueError) as error:
            yield _refused(_shown(path), _cannot(error), "check the path and the rights to read it")
            continue
        if is_folder:
            yield from _folder(Path(path), day, source, skipped)
        else:
            yield from _file(Path(path), _shown(Path(path).name), day, source)


def report(
    raw: bytes,
    *,
    name: str,
    suffix: str | None = None,
    published: dt.date | Published | None = None,
    language: str | None = None,
    source: str | None = None,
    url: str | None = None,
) -> Report | Rejected:
    """One input as a report; its format is told by `suffix`, else by the name's, else by its first bytes.

    The id covers `raw`, `source` and `url`. Never raises for what the bytes are.
    """
    suffix = suffix or PurePosixPath(name).suffix.lower() or _sniffed(raw)
    try:
        found = formats.by_suffix().get(suffix)
        if isinstance(found, ListFormat):
            raise SourceError(f"a {suffix} file holds many reports", "give it to reports()")
        if not isinstance(found, PageFormat):
            raise _unknown_type(suffix)
        if not raw.strip():
            raise SourceError("it is empty", "leave it out, or check how it was saved")
        if len(raw) > found.MOST_BYTES:
            raise _too_big(len(raw), found.MOST_BYTES)
        page = found.page(raw)
        if not any(map(str.isalnum, page.text)):
            raise SourceError("it holds no words", "leave it out, or check how it was saved")
    except SourceError as error:
        return Rejected(name=name, reason=error.args[0], advice=error.advice)
    return _report(page, raw, name, Entry(name=name, raw=raw, suffix=suffix, published=_given(published),
                                          language=language, source=source, url=url))  # fmt: skip


def _report(page: Page, raw: bytes, name: str, given: Entry) -> Report:
    rough = given.language or language_of(page.text)
    segments = parts.segments(page.text, page.known, rough)
    language = rough
    said = parts.told(page.text, segments)
    if not given.language and (rough == UNKNOWN or len(said) < LEAST_SAID * len(page.text)):
        language = language_of(said)
        language = (page.language or rough) if language == UNKNOWN else language
    return Report(
        id=identify("rep", [raw, given.source or "", given.url or ""]),
        name=name,
        text=page.text,
        language=language,
        segments=parts.with_languages(page.text, segments, language),
        published=given.published or _dated(page, segments, language),
        source=given.source or page.source,
        url=given.url or page.url,
    )


def _dated(page: Page, segments: tuple[Segment, ...], language: str) -> Published | None:
    """Metadata first, then the text; a format's upper bound where neither says more."""
    if page.published is not None and page.published.start is not None:
        return page.published
    return stated_date(page.text, segments, language, page.stated, page.day_first) or page.published


def _given(day: dt.date | Published | None) -> Published | None:
    return Published(start=day, end=day, basis="given") if isinstance(day, dt.date) else day


def _folder(folder: Path, day: Published | None, source: str | None, skipped: Counter[str]) -> Iterator[Taken]:
    refused: list[OSError] = []
    below = [
        Path(place, file).relative_to(folder) for place, _, files in os.walk(folder, onerror=refused.append) for file in files
    ]
    for error in refused:
        yield _refused(_shown(error.filename or folder), _cannot(error), "check the rights to read it")
    for path in sorted(below, key=os.fsencode):
        if path.suffix.lower() in formats.by_suffix():
            yield from _file(folder / path, _shown(path.as_posix()), day, source)
        else:
            skipped[path.suffix.lower()] += 1


def _file(path: Path, name: str, day: Published | None, source: str | None) -> Iterator[Taken]:
    suffix = path.suffix.lower()
    found = formats.by_suffix().get(suffix)
    try:
        with path.open("rb") as stream:
            if isinstance(found, ListFormat):
                yield from _entries(found, stream, name, day, source)
            elif found is None:
                raise _unknown_type(suffix)
            else:
                raw = _all(stream, found.MOST_BYTES)
                made = report(raw, name=name, suffix=suffix, published=day, source=source)
                yield Taken(outcome=made, raw=raw, form=suffix)
    except OSError as error:
        yield _refused(name, _cannot(error), "check the path and the rights to read it")
    except SourceError as error:
        yield _refused(name, error.args[0], error.advice)


def _standard_input(stream: BinaryIO, day: Published | None, source: str | None) -> Iterator[Taken]:
    head = getattr(stream, "peek", lambda _: b"")(4096)
    suffix = _sniffed(head)
    found = formats.by_suffix()[suffix]
    try:
        if isinstance(found, ListFormat):
            yield from _entries(found, stream, STDIN, day, source)
        else:
            raw = _all(stream, found.MOST_BYTES)
            made = report(raw, name=STDIN, suffix=suffix, published=day, source=source)
            yield Taken(outcome=made, raw=raw, form=suffix)
    except OSError as error:
        yield _refused(STDIN, _cannot(error), "check what is piped in")
    except SourceError as error:
        yield _refused(STDIN, error.args[0], error.advice)


def _entries(found: ListFormat, stream: BinaryIO, name: str, day: Published | None, source: str | None) -> Iterator[Taken]:
    for each in found.entries(stream, name):
        if isinstance(each, Rejected):
            yield Taken(outcome=each)
        else:
            made = report(
                each.raw, name=each.name, suffix=each.suffix, published=each.published or day,
                language=each.language, source=each.source or source, url=each.url,
            )  # fmt: skip
            yield Taken(outcome=made, raw=each.raw, form=each.suffix)


def _refused(name: str, reason: str, advice: str) -> Taken:
    return Taken(outcome=Rejected(name=name, reason=reason, advice=advice))


def _all(stream: BinaryIO, most: int) -> bytes:
    """The whole stream, at most one byte more than `most`, so that an endless one is refused, not read."""
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise _too_big(None, most)
    return raw


def _sniffed(head: bytes) -> str:
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if _LOOKS_HTML.match(head):
        return ".html"
    return ".jsonl" if _LOOKS_JSONL.match(head) else ".txt"


def _too_big(size: int | None, most: int) -> SourceError:
    is_ = "it is" if size is None else f"with {size:,} bytes it is"
    return SourceError(
        f"{is_} over the limit of {most:,} bytes for its type (a report is at most {MOST_CHARACTERS:,} characters)",
        "split it into its reports",
    )


def _unknown_type(suffix: str) -> SourceError:
    known = " ".join(sorted(formats.by_suffix()))
    what = f"its type {suffix} is unknown" if suffix else "it has no suffix that tells its type"
    return SourceError(what, f"known are {known}; rename it, or pipe it in as `-`")


def _cannot(error: Exception) -> str:
    return f"it cannot be read: {getattr(error, 'strerror', None) or error}"


def _shown(path: str | os.PathLike[str]) -> str:
    """A name that can be printed: bytes of a file name that are no UTF-8 are written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
