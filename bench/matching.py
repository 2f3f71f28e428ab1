"""When a gold name and a name in a claim are the same: by words, folded, never by closeness of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fogline.records import Claim, Place, Ref

# Kinds in which somebody is attacked, hurt, held or killed, and so has a doer and a victim.
VIOLENT = frozenset({
    "armed_clash", "attack", "ambush", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing", "grenade_attack",
    "chemical_attack", "attack_on_civilians", "abduction", "sexual_violence", "protest_repressed", "mob_violence",
    "violent_demonstration", "casualties",
})  # fmt: skip
LITTLE = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "by", "for", "and", "or", "to", "from", "with", "his", "her", "their", "its",
})  # fmt: skip
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])


def words(text: str | None) -> tuple[str, ...]:
    """Letters and digits in lower case without accents; "O'Brien" and "al-Assad" stay in parts."""
    plain = unicodedata.normalize("NFKD", text or "")
    return tuple(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)).lower()))


def forms(value: Ref | Place) -> list[tuple[str, ...]]:
    """All that a slot's value is called."""
    return [found for text in (value.text, value.name, *value.aliases) if (found := words(text))]


def is_inside(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether `inner` stands in `outer` as a run of whole words."""
    n = len(inner)
    return bool(n) and any(outer[i : i + n] == inner for i in range(len(outer) - n + 1))


def is_exact(mention: str, values: Iterable[Ref | Place]) -> bool:
    """The whole words of a mention but for articles and prepositions at its ends."""
    wanted = trimmed(words(mention))
    return any(trimmed(form) == wanted for value in values for form in forms(value))


def overlaps(mention: str, values: Iterable[Ref | Place]) -> bool:
    """One of the two holds the other as a run of words."""
    wanted = trimmed(words(mention))
    return any(is_inside(wanted, form) or is_inside(trimmed(form), wanted) for value in values for form in forms(value))


def trimmed(found: tuple[str, ...]) -> tuple[str, ...]:
    first, last = 0, len(found)
    while first < last and found[first] in LITTLE:
        first += 1
    while last > first and found[last - 1] in LITTLE:
        last -= 1
    return found[first:last]


def surname(name: str) -> str:
    """The last word of a person's name that is no "Jr."."""
    found = [word for word in words(name) if word not in SUFFIXES]
    return found[-1] if found else ""


def has_surname(name: str, values: Iterable[Ref]) -> bool:
    last = surname(name)
    return bool(last) and any(last in form for value in values for form in forms(value))


def has_full_name(name: str, values: Iterable[Ref]) -> bool:
    """First and last name in one value, whatever stands between them ("Larry 'Boxx' Henderson")."""
    found = [word for word in words(name) if word not in SUFFIXES]
    return bool(found) and any({found[0], found[-1]} <= set(form) for value in values for form in forms(value))


def violent(claims: Iterable[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.kind in VIOLENT]


def actors(claims: Iterable[Claim]) -> list[Ref]:
    return [ref for claim in claims for ref in claim.actors]


def targets(claims: Iterable[Claim]) -> list[Ref]:
    return [ref for claim in claims for ref in claim.targets]


def places(claims: Iterable[Claim]) -> list[Place]:
    return [place for claim in claims for place in claim.places]
