"""Source, target and event category of plover_gsr's sentences against the claims and their PLOVER codes. Printed, not pinned.

The records are made after an older list of categories than the codebook's: EQUIVALENT holds what each became. `event` is right
where any claim of the sentence has an accepted code; source and target are asked of all claims, and of those of that event.

    python bench/plover.py --data ../shared/bench [--limit N]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import matching
from corpora import Document, load
from figures import finish, parser, script, share, with_reader
from readings import readings

from fogline.codes import of_claim
from fogline.records import Claim, Reading, Ref

# Old category → the codes that stand for it now.
EQUIVALENT = {
    "FIGHT": ("ASSAULT",),
    "DISAPPROVE": ("ACCUSE",),
    "DEMAND": ("DEMAND", "REQUEST"),
    "COOPERATE": ("SUPPORT", "CONSULT", "AID"),
    "SUPPORT": ("SUPPORT", "AGREE"),
    "AGREE": ("AGREE", "SUPPORT"),
}


JOINT = frozenset(("talks", "agreement", "alliance"))  # both parties may stand as actors


def accepted(category: str) -> tuple[str, ...]:
    return EQUIVALENT.get(category, (category,))


def named(document: Document, side: str) -> list[str]:
    """The actor texts of a side, which is one record or a list of them; of "A ... B", parts that stand apart, the last."""
    given = document.row.get(side) or []
    actors = given if isinstance(given, list) else [given]
    texts = [actor if isinstance(actor, str) else actor.get("actorText") or "" for actor in actors]
    return [text.split("...")[-1].strip() for text in texts if text]


def main(arguments: list[str]) -> int:
    options = with_reader(parser(__doc__)).parse_args(arguments)
    counts = Counter[str]()
    documents = load("plover_gsr", options.data, limit=options.limit, seed=options.seed)
    for document, reading in readings(documents, reader=options.reader, workers=options.workers):
        claims = reading.claims if isinstance(reading, Reading) else ()
        category = document.row["event"]
        right = [claim for claim in claims if of_claim(claim)["plover"] in accepted(category)]
        counts["sentences"] += 1
        counts[f"of {category}"] += 1
        counts["event"] += bool(right)
        counts[f"right {category}"] += bool(right)
        counts["silent"] += not claims
        _sides(counts, document, claims, right)
        if options.verbose and not right:
            print(
                f"{document.name}: {category} not among {[(c.kind, of_claim(c)['plover']) for c in claims]}\n"
                f"    {document.text}"
            )
    figures = [share("event category", counts["event"], counts["sentences"])]
    for side in ("source", "target"):
        figures += [
            share(f"{side} {where}", counts[f"{side} {where}"], counts[side])
            for where in ("in any claim", "in a claim of the event")
        ]
    figures.append(share("sentences without a claim", counts["silent"], counts["sentences"]))
    categories = sorted({document.row["event"] for document in documents}, key=lambda c: (-counts[f"of {c}"], c))
    figures += [share(f"  {c}", counts[f"right {c}"], counts[f"of {c}"]) for c in categories]
    return finish(f"plover_gsr: sentences against claims, reader {options.reader}", figures, options)


def _sides(counts: Counter[str], document: Document, claims: Sequence[Claim], right: Sequence[Claim]) -> None:
    for side in ("source", "target"):
        for name in named(document, side):
            counts[side] += 1
            counts[f"{side} in any claim"] += matching.overlaps(name, _of(side, claims))
            counts[f"{side} in a claim of the event"] += matching.overlaps(name, _of(side, right))


def _of(side: str, claims: Iterable[Claim]) -> list[Ref]:
    claims = list(claims)
    if side == "source":
        return matching.actors(claims)
    return [ref for c in claims for ref in (*c.targets, *c.others, *(c.actors if c.kind in JOINT else ()))]


if __name__ == "__main__":
    script(main)
