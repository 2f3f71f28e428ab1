"""Pieces of a page in HTML: sections, tables whose rows become cards on a narrow screen, links to the words behind a figure."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.publish.citations import MOST, Citations
from fogline.publish.escaping import escape

NOTHING = "–"


def section(id: str, title: str, body: str) -> str:
    return f'<section><h2 id="{id}">{title}</h2>{body}</section>\n'


def table(heads: tuple[str, ...], rows: Iterable[list[str]], caption: str = "") -> str:
    """A table whose rows become cards on a narrow screen. Cells are markup already."""
    made = []
    for row in rows:
        kinds = ["name", *("empty" if cell == NOTHING else "cell" for cell in row[1:])]
        cells = (f'<td class="{kind}" data-of="{of}">{cell}</td>' for kind, of, cell in zip(kinds, heads, row, strict=True))
        made.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f"<th scope=col>{name}</th>" for name in heads)
    told = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f'<table class="stack">{told}<thead><tr>{head}</tr></thead><tbody>{"".join(made)}</tbody></table>'


def word(status: str, told: str) -> str:
    """A status in its frame."""
    return f'<span class="word {status}">{escape(told)}</span>'


def links(claims: Iterable[str], cite: Citations, most: int = MOST) -> str:
    """Links to the words behind a figure; all are numbered and shown below, the first few are linked here."""
    numbers = cite.of(claims)
    shown = " ".join(f'<a class="cite" href="#w{number}">[{number}]</a>' for number in numbers[:most])
    return f"{shown} +{len(numbers) - most}" if len(numbers) > most else shown or NOTHING
