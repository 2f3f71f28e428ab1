"""Killed in total against the data card of syria_outlets, through claims only.

Gold: fighters (noncivilians) plus civilians. The card's children and women are parts of its civilians (in 397 of 403 rows they
add up to no more, and the headline's total is then civilians plus fighters); where they are more than the civilians they
were counted beside them ("22 schoolchildren and six teachers": civilians 6, children 22) and are added. A card of zeros is
right where no number is found. How claims become one total: bench/total.py. The labels are partly derived and noisy, and some
texts stand twice with different cards: 1.0 cannot be reached. The texts' dates are not used at all.

    python bench/tolls.py --data ../shared/bench [--limit N] [--verbose] [--floor exact=0.75]
"""

from __future__ import annotations

from corpora import Row, load
from figures import Figure, finish, parser, script, share, with_reader
from readings import readings
from total import killed_in_total

from fogline.records import Reading

NEAR = 1


def gold(card: Row) -> int:
    """The killed of a data card (see the module's docstring)."""
    civilians, fighters, children, women = (int(card[key]) for key in ("civilians", "noncivilians", "children", "women"))
    parts = children + women
    return fighters + (civilians if civilians >= parts else civilians + parts)


def main(arguments: list[str]) -> int:
    options = with_reader(parser(__doc__)).parse_args(arguments)
    documents = load("syria_outlets", options.data, limit=options.limit, seed=options.seed)
    exact = near = missing = off = answered = 0
    for document, reading in readings(documents, reader=options.reader, workers=options.workers):
        wanted = gold(document.row)
        total = killed_in_total(reading.claims) if isinstance(reading, Reading) else None
        found = total.figure if total else 0
        exact += found == wanted
        near += abs(found - wanted) <= NEAR
        missing += total is None and wanted > 0
        if total is not None:
            answered, off = answered + 1, off + abs(found - wanted)
        if options.verbose and found != wanted:
            words = (
                f"{[(q.what, q.text, q.of) for q in total.quantities]} in {total.claim.quote!r}"
                if total
                else "no claim with a number killed"
            )
            print(f"{document.name}: card {wanted}, claims {found if total else '—'}: {words}\n    {document.text[:160]!r}")
    figures = [
        share("exact", exact, len(documents)),
        share("within 1", near, len(documents)),
        share("missing", missing, len(documents), "a card with a number and no claim with one"),
        Figure(
            name="mean error",
            value=off / answered if answered else None,
            of=answered,
            unit="people",
            most=True,
            note="where claims have a number",
        ),
    ]
    return finish(f"syria_outlets: killed in total through claims, reader {options.reader}", figures, options)


if __name__ == "__main__":
    script(main)
