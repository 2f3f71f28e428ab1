"""A sitrep as one HTML file: no script, no outside request, readable on paper, in the dark and on a telephone.

First the brief of about a page (`brief`) with the map, then the full list (`annex`), folded: paper gets it only where a
reader has opened it. Reports are hostile: everything that comes from them passes `escape` or `apart`, and the page's own policy
forbids what is not on it.
"""

from __future__ import annotations

import html
from pathlib import Path

from fogline.publish import Sitrep, annex, brief, words
from fogline.publish.brief import Part, Row
from fogline.publish.citations import Citations
from fogline.publish.colours import Colours
from fogline.publish.escaping import escape
from fogline.publish.map import STYLE, Drawing, draw
from fogline.publish.markup import links, section, table

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
LINKED = 3  # words behind a row of the brief, of which the full list links more
MAPS = "Outlines: Natural Earth, public domain. Places: GeoNames (geonames.org), CC BY 4.0, and the case's own tables."
CREDIT = (
    f"{MAPS} Made by Fogline from the reports named above; no figure here was averaged, and nothing is known beyond its words."
)
STRIPES = '<path d="M4 13L13 4M8 15L15 8M3 9L9 3" stroke="#666" stroke-width="2"/>'
DISC = '<circle class="edge" cx="9" cy="9" r="7" fill="{}"/>'
PATTERN_KEYS = (
    (DISC.format("#777"), "solid: held"),
    (DISC.format("none") + STRIPES, "stripes: claimed, not confirmed"),
    (DISC.format("#ccc") + STRIPES, "bands of two colours: contested"),
    ('<circle class="none" cx="9" cy="9" r="7" stroke-dasharray="2 3"/>', "dotted outline: unknown"),
    (
        '<circle class="ring" cx="9" cy="9" r="7.5" fill="none" stroke-dasharray="4 3"/>'
        '<circle cx="9" cy="9" r="3" fill="#777"/>',
        "broken ring: encircled or cut off",
    ),
)
EXTENT_KEY = '<circle class="extent" cx="9" cy="9" r="7"/>'


def page(sitrep: Sitrep, colours: Colours | None = None, bar: str = "") -> str:
    """The whole file. `colours` are those of the holders where another map has given them some. `bar` is markup of whoever
    shows the page as one of theirs, and forbids themselves what is not on it."""
    cite = Citations(sitrep)
    changed, *others = brief.parts(sitrep)
    body = [_part(changed, cite), _map(draw(sitrep, colours=colours), sitrep), *(_part(part, cite) for part in others)]
    forbidden = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    listed = "".join(f'<li><a href="#{id}">{title}</a></li>' for id, title in annex.TITLES.items())
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'{"" if bar else forbidden}<meta name="referrer" content="no-referrer">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(sitrep.title)}</title>'
        f'<style>{style()}</style></head>\n<body>{bar}<header><h1><bdi>{escape(sitrep.title)}</bdi></h1><p dir="auto">'
        f"{escape(sitrep.summary)}</p>{_as_of(sitrep)}{_tally(sitrep)}</header>\n"
        f"<main><div id=brief>{''.join(body)}</div>\n"
        f"<details id=annex><summary>The full list, with the words behind each figure</summary><nav><ul>{listed}</ul></nav>"
        f"{annex.sections(sitrep, cite)}</details></main>\n<footer><p>{CREDIT}</p></footer></body></html>\n"
    )


def style() -> str:
    """How pages and the maps on them look."""
    return (Path(__file__).parent / "style.css").read_text("utf-8") + STYLE


def _as_of(sitrep: Sitrep) -> str:
    on = f"Situation on {words.day(sitrep.on)}" if sitrep.on else "No report can be dated, so no day can be shown"
    return f'<p class="asof"><strong>{brief.span(sitrep)}</strong> · <strong>{on}</strong>, {brief.as_known(sitrep)}</p>'


def _tally(sitrep: Sitrep) -> str:
    counts = [(len(sitrep.reports), "report", ""), (len(set(sitrep.so.values())), "origin", "")]
    counts += [(len(sitrep.events), "event", ""), (len(sitrep.disagreements), "disagreement", "")]
    counts += [(sum(found.status == status for found in sitrep.situations), "place", status) for status in words.STATUS]
    told = "".join(f"<li><b>{n}</b> {noun if n == 1 else noun + 's'} {what}</li>" for n, noun, what in counts)
    return f'<ul class="tally">{told}</ul>'


def _map(drawing: Drawing | None, sitrep: Sitrep) -> str:
    if drawing is None:
        return '<p class="soft unmapped">No place in these reports could be put on a map.</p>'
    keys = [
        (f'<rect class="edge" x="2" y="2" width="14" height="14" fill="{key.paint}"/>', f"{key.letter} {key.label}")
        for key in drawing.holders
    ]
    shapes = [(f'<path class="shape" d="{family.path}"/>', family.label) for family in drawing.families]
    shapes += [(EXTENT_KEY, "somewhere within")] if drawing.events else []
    legend = "".join(
        f'<li><svg viewBox="0 0 18 18" aria-hidden="true">{shape}</svg><bdi>{escape(label)}</bdi></li>'
        for shape, label in [*keys, *PATTERN_KEYS, *shapes]
    )
    off = len(sitrep.situations) - len(drawing.shown)
    left = f" {words.count(off, 'place')} without a known point, or outside the case's area, not on the map." if off else ""
    away = len(sitrep.events) - drawing.events
    left += f" {words.count(away, 'event')} without a place that it can show." if away else ""
    return (
        f'<figure>{drawing.svg}<figcaption><ul class="legend">{legend}</ul><p>Letters are the holders. Shapes '
        "are what happened, with the number of events; discs and outlines stand for what has no exact point. Faint marks are "
        f"inferred from the area around.{left}</p></figcaption></figure>"
    )


def _part(part: Part, cite: Citations) -> str:
    if not part.rows:
        return section(part.id, part.title, f"<p>{part.nothing}</p>{_left(part)}")
    if not part.heads:
        told = "".join(f"<li>{_cell(row.cells[0])}</li>" for row in part.rows)
        return section(part.id, part.title, f'{_rule(part)}<ul class="told">{told}</ul>{_left(part)}')
    rows = [_row(row, cite) for row in part.rows]
    return section(part.id, part.title, _rule(part) + table(part.heads, rows) + _left(part))


def _row(row: Row, cite: Citations) -> list[str]:
    """Its cells, with the id below the first and links to the words, of which a printed brief has none, in the last."""
    first, *others = map(_cell, row.cells)
    named = f"{first} <code>{row.id}</code>" if row.id else first
    others[-1] += f' <span class="cites">{links(row.claims, cite, LINKED)}</span>'
    return [named, *others]


def _cell(told: str) -> str:
    """Text of the brief, which is clean already."""
    return html.escape(told) or "–"


def _rule(part: Part) -> str:
    return f'<p class="rule">{html.escape(part.rule)}</p>' if part.rule else ""


def _left(part: Part) -> str:
    return f'<p class="left">{html.escape(part.left)}</p>' if part.left else ""
