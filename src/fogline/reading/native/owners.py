"""To whom something belongs, without a parse: "the rebels' assault", "in the hands of the army".

A language's table (`data/<language>/owners.tsv`) says whether an owner stands behind or before what is his, and what marks one
before it; the words that are owned are its other rows, by the part that they play in a rule (repelled.py, hands.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fogline.reading.native.pack import folded
from fogline.reading.native.phrases import Phrasing
from fogline.reading.native.seeds import Seed, Seeds
from fogline.records import Ref, Span
from fogline.tables import DATA, table

NEAR = 4  # words between what is owned and its owner
APOSTROPHES = ("'", "\u2019")
NOBODY_KNOWN = "organisation"  # the type of a phrase of which the tables know nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """The table of a language; `suffixes` end an owner's last word, `behind` and `before` stand beside an owner, `owned` are
    words in a form that has an owner, `does` ends a participle between the two, `itself` says that the owner is who speaks,
    `does_not_join` end owners whose name the word before belongs to,
    `against` opens what something is directed at; `to_` are the same marks of who receives, `from_` of who loses."""

    parts: Mapping[str, Seeds]
    is_behind: bool
    against: frozenset[str]
    suffixes: tuple[str, ...]
    behind: frozenset[str]
    before: frozenset[str]
    does: tuple[str, ...]
    itself: frozenset[str]
    does_not_join: tuple[str, ...]
    to_before: frozenset[str]
    to_behind: frozenset[str]
    to_suffixes: tuple[str, ...]
    from_suffixes: tuple[str, ...]

    @property
    def marks_receivers(self) -> bool:
        return bool(self.to_before or self.to_behind or self.to_suffixes)

    def all(self, part: str, phrasing: Phrasing) -> list[Seed]:
        """The words of a part in a sentence."""
        return self.parts[part].all(phrasing.forms) if part in self.parts else []

    def of(self, thing: Seed, parties: Iterable[Ref], phrasing: Phrasing, verb: Seed | None = None) -> Ref | None:
        """The owner among `parties`, the nearest on the side on which the language has owners, fighters before what the tables
        do not know; nobody beyond the verb."""
        near = []
        earlier = 0
        if thing.first and self.itself & set(phrasing.forms[thing.first - 1]):
            return None
        for ref in sorted((ref for ref in parties if ref.at), key=lambda ref: ref.at or (0, 0)):
            inside = phrasing.tokens_of(ref.at) if ref.at else []
            if not inside or (inside[0] <= thing.last and thing.first <= inside[-1]):
                continue
            between = self._between(thing, inside[0], inside[-1], earlier, phrasing)
            earlier += 1
            if between is not None and not (verb and any(verb.first <= i <= verb.last for i in between)):
                near.append((ref.type == NOBODY_KNOWN, len(between), ref))
        return min(near, key=lambda offer: offer[:2])[2] if near else None

    def _between(self, thing: Seed, first: int, last: int, earlier: int, phrasing: Phrasing) -> range | None:
        """The tokens between a thing and a phrase that may own it, None where it does not."""
        if self.is_behind:
            between = range(thing.last + 1, first)
            opened = any(self.against & set(phrasing.forms[i]) for i in between)
            return between if first > thing.last and len(between) <= NEAR and not opened else None
        if last + 2 < thing.first and phrasing.sentence.tokens[last + 1].text in APOSTROPHES:
            last += 2  # a name's ending behind its apostrophe is a word of its own
        between = range(last + 1, thing.first)
        if last >= thing.first or not (self._is_marked(first, last, thing, phrasing) or (not between and earlier)):
            return None
        return between

    def _is_marked(self, first: int, last: int, thing: Seed, phrasing: Phrasing) -> bool:
        forms = phrasing.forms
        owned = any(seed.first <= thing.last and thing.first <= seed.last for seed in self.all("owned", phrasing))
        does = any(forms[i][0].endswith(self.does) for i in range(last + 1, thing.first)) if self.does else False
        if "owned" in self.parts and not owned and not does:
            return False
        if owned and not self.suffixes:
            return True
        behind = last + 1 < len(forms) and bool(self.behind & set(forms[last + 1]))
        before = bool(self.before & (set(forms[first]) | (set(forms[first - 1]) if first else set())))
        return behind or before or forms[last][0].endswith(self.suffixes or ("\0",))


def whole_phrases(refs: Iterable[Ref]) -> list[Ref]:
    """Those that are no part of a longer one: "government" of "government soldiers"."""
    by_span: dict[Span, Ref] = {ref.at: ref for ref in refs if ref.at}
    return [ref for at, ref in by_span.items() if not any(a <= at[0] and at[1] <= b and (a, b) != at for a, b in by_span)]


def _is_affix(part: str) -> bool:
    return part.startswith(("owner-", "to-")) or part.endswith("-suffix")


@lru_cache(maxsize=4)
def owners(language: str) -> Owners | None:
    """The table of a language; None where there is none."""
    name = f"{language}/owners.tsv"
    if not (DATA / name).is_file():
        return None
    by_part: dict[str, list[str]] = {}
    for row in table(name):
        by_part.setdefault(row["part"], []).append(folded(row["words"]))

    def words(part: str) -> list[str]:
        return by_part.get(part, [])

    return Owners(
        parts={part: Seeds((words, part) for words in by_part[part]) for part in by_part if not _is_affix(part)},
        is_behind=bool(words("owner-is-behind")),
        against=frozenset(words("against")),
        suffixes=tuple(words("owner-suffix")),
        behind=frozenset(words("owner-behind")),
        before=frozenset(words("owner-before")),
        does=tuple(words("owner-does")),
        itself=frozenset(words("owner-self")),
        does_not_join=tuple(words("compound-suffix")),
        to_before=frozenset(words("to-before")),
        to_behind=frozenset(words("to-behind")),
        to_suffixes=tuple(words("to-suffix")),
        from_suffixes=tuple(words("from-suffix")),
    )


def is_marked(ref: Ref, words: Owners, phrasing: Phrasing, mark: str = "by") -> bool:
    """Whether a party is marked as who does something ("by") or who loses it ("from")."""
    inside = phrasing.tokens_of(ref.at) if ref.at else []
    if not inside:
        return False
    before = any(_opens(seed.last, inside[0], phrasing) for seed in words.all(f"{mark}-before", phrasing))
    behind = any(seed.first == inside[-1] + 1 for seed in words.all(f"{mark}-behind", phrasing))
    ends = mark == "from" and phrasing.forms[inside[-1]][0].endswith(words.from_suffixes or ("\0",))
    return before or behind or ends


def _opens(mark: int, first: int, phrasing: Phrasing) -> bool:
    """Whether a mark stands before a phrase, with no more than an article between."""
    between = range(mark + 1, first)
    return mark < first and len(between) <= 1 and all(phrasing.pack.is_a(phrasing.forms, i, "outer", "linker") for i in between)
