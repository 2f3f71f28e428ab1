"""Figures, floors and the table that every benchmark prints; the options that all of them share."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fogline.errors import FoglineError

DEFAULT_DATA = Path(__file__).parents[1].parent / "shared" / "bench"
UNDER_FLOOR, UNUSABLE = 1, 2  # exit status


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value. `of` is the number of cases behind it, where it is a share; `most` marks figures that must stay *below*
    their floor (times, ratios, memory). None: nothing to measure it on."""

    name: str
    value: float | None
    of: int | None = None
    unit: str = ""
    most: bool = False
    note: str = ""


def share(name: str, right: int, of: int, note: str = "") -> Figure:
    return Figure(name=name, value=right / of if of else None, of=of, note=note)


def parser(doc: str | None) -> argparse.ArgumentParser:
    """The options of every benchmark; its module docstring is its help."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--data", type=Path, default=DEFAULT_DATA, help="folder with the public corpora (default: %(default)s)")
    made.add_argument("--limit", type=int, help="measure on this many documents, drawn by --seed")
    made.add_argument("--seed", type=int, default=0, help="of the draw (default: %(default)s)")
    told = "exit 1 where this figure is on the wrong side of VALUE"
    made.add_argument("--floor", action="append", default=[], metavar="NAME=VALUE", type=_floor, help=told)
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as JSON too")
    made.add_argument("--verbose", action="store_true", help="print examples of what is wrong")
    return made


def with_reader(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--reader", default="rules", help="rules, parse or tagger (default: %(default)s)")
    made.add_argument("--workers", type=int, default=1, help="processes that read (default: %(default)s)")
    return made


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE") from None


def finish(title: str, figures: Sequence[Figure], options: argparse.Namespace) -> int:
    """Print the table, write --json, and tell the exit status."""
    floors = dict(options.floor)
    print(table(title, figures, floors))
    if options.json:
        lines = {f.name: {"value": f.value, "of": f.of, "unit": f.unit, "most": f.most} for f in figures}
        options.json.write_text(json.dumps(lines, indent=1) + "\n", "utf-8")
    unknown = sorted(set(floors) - {f.name for f in figures})
    if unknown:
        print(f"no figure is called {', '.join(unknown)}; they are {', '.join(f.name for f in figures)}", file=sys.stderr)
        return UNUSABLE
    return UNDER_FLOOR if any(fails(f, floors.get(f.name)) for f in figures) else 0


def fails(figure: Figure, floor: float | None) -> bool:
    """Whether a figure is on the wrong side of its floor; a figure that could not be measured fails any."""
    if floor is None:
        return False
    if figure.value is None:
        return True
    return figure.value > floor if figure.most else figure.value < floor


def table(title: str, figures: Sequence[Figure], floors: dict[str, float]) -> str:
    lines = [title]
    width = max((len(f.name) for f in figures), default=0)
    for f in figures:
        value = "—" if f.value is None else f"{f.value:.3f}" if not f.unit else f"{f.value:,.2f} {f.unit}"
        parts = [f"  {f.name:<{width}}  {value:>12}"]
        if f.of is not None:
            parts.append(f"of {f.of}")
        if f.name in floors:
            side, verdict = "at most" if f.most else "floor", "  MISSED" if fails(f, floors[f.name]) else ""
            parts.append(f"{side} {floors[f.name]:g}{verdict}")
        if f.note:
            parts.append(f"({f.note})")
        lines.append("  ".join(parts))
    return "\n".join(lines)


def script(main: Callable[[list[str]], int]) -> None:
    """Run a benchmark as a script: our own errors are told in one line, with what to do."""
    try:
        status = main(sys.argv[1:])
    except FoglineError as error:
        print(error, file=sys.stderr)
        status = UNUSABLE
    sys.exit(status)
