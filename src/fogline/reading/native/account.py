"""How far a report is an account of a war, without a parse: by what the tagger sees of it and by its words for forces.

A doubtful claim is likelier right in an account of a war than in other news (confidence.py). The tagger alone does not tell the
two apart: a hurricane advances too, and a striker attacks; and of three sentences it cannot have seen many kinds of things. So
words for armed forces speak as well, by how many different ones there are and how dense they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fogline.reading.confidence import ramp, warlike
from fogline.reading.native.telling import Telling
from fogline.reading.tagger.view import View

# Categories of words.tsv: words for forces, and those among them that peaceful news is full of (a court, a party).
FORCES, CIVIL = ("state", "rebel"), "civil"
# What each different one of them to a hundred words counts beside the kinds of war that the tagger sees; a shorter text counts
# as one of SHORT words, since anything stands dense in a single sentence.
FOR_DENSITY, SHORT = 0.3, 40
# How much of both makes an account begin, and makes one entirely (docs/measurements.md).
FEW, BROAD = 1.1, 1.5


def share(tellings: Sequence[Telling], views: Sequence[View]) -> float:
    """0 to 1, none where no forces are spoken of; `tellings` and `views` are of the sentences of one report."""
    forces = _forces(tellings)
    if not forces:
        return 0.0
    words = max(sum(len(t.forms) for t in tellings), SHORT)
    return ramp(warlike(_seen(views)) + FOR_DENSITY * 100 * forces / words, FEW, BROAD)


def _forces(tellings: Sequence[Telling]) -> int:
    """How many different words for forces a report has."""
    return len({t.forms[i][0] for t in tellings for i in range(len(t.forms)) if is_force(t, i)})


def is_force(telling: Telling, i: int) -> bool:
    """Whether a word names a force: "rebels", "troops"."""
    pack = telling.pack
    return pack.is_a(telling.forms, i, *FORCES) and not pack.is_a(telling.forms, i, CIVIL)


def _seen(views: Sequence[View]) -> Iterator[tuple[str, float]]:
    """The kinds of a report's triggers as the tagger alone sees them, with their probabilities."""
    for view in views:
        for one in view.tagged:
            kind, probability = one.kinds[0]
            yield kind, one.score * probability
