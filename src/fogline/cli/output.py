"""What commands print: data on stdout as JSON Lines, CSV or a table, messages and progress on stderr.

Reports are hostile: in tables control and direction characters are shown, not sent to the terminal. JSON Lines are left as the
contract has them.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from fogline.errors import BackendError
from fogline.publish.tabular import csv_text
from fogline.records import Rejected

Line = Mapping[str, Any]
Columns = Mapping[str, Callable[[Line], object]]

NARROW = 100  # columns of a terminal whose width is unknown
WIDEST = 48  # of one column of a table


def lines(found: Iterable[Line]) -> None:
    """JSON Lines, flushed at the end, so that what follows a pipe sees whole reports."""
    from fogline.contract import dump

    for line in found:
        sys.stdout.write(dump(line) + "\n")
    sys.stdout.flush()


def show(found: Iterable[Line], columns: Columns, form: str) -> None:
    """Lines in the form that was asked for."""
    if form == "jsonl":
        lines(found)
        return
    rows = [[_text(read(line)) for read in columns.values()] for line in found]
    if form == "csv":
        sys.stdout.write(csv_text([list(columns), *rows]))
        sys.stdout.flush()
    else:
        table(list(columns), rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Aligned columns, the last one cut to the terminal's width."""
    clean = [[visible(cell) for cell in row] for row in rows]
    widths = [min(WIDEST, max(map(width, column))) for column in zip(heads, *clean, strict=True)]
    most = shutil.get_terminal_size((NARROW, 24)).columns if sys.stdout.isatty() else None
    for row in [list(heads), *clean]:
        cells = [_fitted(cell, size) for cell, size in zip(row[:-1], widths, strict=False)]
        used = sum(widths[:-1]) + 2 * len(cells)
        last = row[-1] if most is None else _cut(row[-1], max(10, most - used))
        line = "  ".join([*cells, last]).rstrip()
        sys.stdout.write((bold(line) if row is heads else line) + "\n")
    sys.stdout.flush()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(_text, value)))
    return str(value)


# ------------------------------------------------------------------------------------------------------ text on screens


def visible(text: str) -> str:
    """One line, with control and direction characters written out."""
    plain = " ".join(text.split())
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\u200c" else c for c in plain)


def width(text: str) -> int:
    """Columns that a text takes on a terminal: wide characters two, marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, most: int) -> str:
    if width(text) <= most:
        return text
    kept, used = "", 0
    for c in text:
        used += width(c)
        if used >= most:
            break
        kept += c
    return kept + "…"


def _fitted(text: str, size: int) -> str:
    cut = _cut(text, size)
    return cut + " " * (size - width(cut))


def coloured(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m" if coloured(sys.stdout) else text


def paragraph(told: Iterable[str]) -> None:
    """Lines of text for reading."""
    for line in told:
        sys.stdout.write(visible(line) + "\n")


def passage(head: str, before: str, quote: str, after: str) -> None:
    """A quote between what stands around it; the quote is marked also where there is no bold."""
    sys.stdout.write(f"\n{bold(visible(head).rstrip())}\n  …{visible(before)} »{bold(visible(quote))}« {visible(after)}…\n")
    sys.stdout.flush()


# --------------------------------------------------------------------------------------------------- messages, rejections


def say(message: str) -> None:
    """A message for a person."""
    sys.stderr.write(f"fogline: {visible(message)}\n")
    sys.stderr.flush()


class Tally:
    """Counts what became of the inputs, tells progress on a terminal, and writes rejections where they are wanted."""

    def __init__(self, rejects: Path | None = None, total: int | None = None) -> None:
        self.counts: dict[str, int] = {}
        self.unknown: dict[str, int] = {}
        self._total = total
        self._shown = False
        try:
            self._file = rejects.open("w", encoding="utf-8") if rejects else None
        except OSError as error:
            raise BackendError(f"{rejects}: cannot be written ({error.strerror})", "give --rejects another file") from error

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def reject(self, rejected: Rejected) -> None:
        from fogline.contract import dump, rejected_line

        self.count("rejected")
        self._wipe()
        advice = f" ({rejected.advice})" if rejected.advice else ""
        say(f"{rejected.name}: {rejected.reason}{advice}")
        if self._file:
            self._file.write(dump(rejected_line(rejected)) + "\n")
            self._file.flush()

    def progress(self, name: str) -> None:
        """Where a long run stands; only on a terminal."""
        if sys.stderr.isatty():
            done = self.counts.get("reports", 0) + self.counts.get("rejected", 0)
            of = f"/{self._total}" if self._total else ""
            sys.stderr.write(f"\r\x1b[K{done}{of} {_cut(visible(name), 60)}")
            sys.stderr.flush()
            self._shown = True

    def finish(self) -> int:
        """Say what was done; the exit status."""
        self._wipe()
        if self._file:
            self._file.close()
        told = [f"{number} {what}" for what, number in self.counts.items()]
        if self.unknown:
            suffixes = ", ".join(f"{number} {suffix or 'without suffix'}" for suffix, number in sorted(self.unknown.items()))
            told.append(f"passed over in folders: {suffixes}")
        say("; ".join(told) or "nothing to do")
        return 1 if self.counts.get("rejected") else 0

    def _wipe(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            self._shown = False
