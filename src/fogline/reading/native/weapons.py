"""A weapon decides the kind of an attack (docs/codebook.md): aircraft that "attack" a column make an air strike of it,
artillery that "attacks" a village shells it. The words are data/weapons.tsv; they count in a predicate, in who does it, where
neither says with what right beside the predicate (weapons are no doers), and for what the same doers go on with: "our aircraft
destroyed a bridge and hit a column"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from fogline.reading.native.phrases import ENDS, STOPS, Phrasing
from fogline.reading.native.seeds import Seed, Seeds
from fogline.reading.native.speech import Told
from fogline.records import Span
from fogline.tables import table

# What is sent comes before what it fires: a drone's missile, an aircraft's rockets.
ORDER = ("drone_strike", "air_strike", "shelling")
LOOSE = frozenset(
    {"attack", "armed_clash", "attack_on_civilians", "property_destroyed", "bombing"}
)  # kinds that name no weapon
REACH = 5  # tokens beside a predicate


def by_weapon(told: Sequence[Told], phrasing: Phrasing) -> None:
    """Gives the attacks of one sentence the kinds of their weapons."""
    found = _weapons(phrasing.pack.language).all(phrasing.forms)
    before: Told | None = None  # the attack before whose weapon is told
    for t in told if found else ():
        if t.claim.kind in LOOSE or t.claim.kind in ORDER:
            own = set(range(t.one.first, t.one.last + 1)) | _words(phrasing, [ref.at for ref in t.claim.actors])
            kind = _kind(found, own)
            if kind is None and t.claim.kind in LOOSE:
                kind = _kind(found, set(_beside(t, phrasing)))
                if kind is None and before and _goes_on(before, t, phrasing):
                    kind = before.claim.kind
            t.claim = replace(t.claim, kind=kind or t.claim.kind)
            before = t if kind else None


def _kind(found: Sequence[Seed], words: set[int]) -> str | None:
    kinds = {seed.kinds[0] for seed in found if words & set(range(seed.first, seed.last + 1))}
    return next((kind for kind in ORDER if kind in kinds), None)


def _beside(t: Told, phrasing: Phrasing) -> Iterator[int]:
    """The words before and behind a predicate as far as the next stop or what it strikes."""
    struck = _words(phrasing, [*(ref.at for ref in t.claim.targets), *(place.at for place in t.claim.places)])
    for step, start in ((-1, t.one.first), (1, t.one.last)):
        for i in range(start + step, start + step * (REACH + 1), step):
            if not 0 <= i < len(phrasing.forms) or i in struck or phrasing.sentence.tokens[i].text in STOPS:
                break
            yield i


def _goes_on(before: Told, t: Told, phrasing: Phrasing) -> bool:
    """Whether a predicate has no doers but those of the one before in its clause."""
    others = {ref.at for ref in t.claim.actors} - {ref.at for ref in before.claim.actors}
    return not others and not any(phrasing.sentence.tokens[i].text in ENDS for i in before.between(t.one.first, t.one.last))


def _words(phrasing: Phrasing, spans: Sequence[Span | None]) -> set[int]:
    return {i for span in spans if span for i in phrasing.tokens_of(span)}


@lru_cache(maxsize=4)
def _weapons(language: str) -> Seeds:
    return Seeds((row["words"], row["kind"]) for row in table("weapons.tsv") if row["language"] == language)
