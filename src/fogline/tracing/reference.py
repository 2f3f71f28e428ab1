"""Whom a report means by words that name nobody: "our correspondent" and "we" are the outlet itself, "the paper" the outlet that
was cited last, "the colonel" the one person so called before. All of it within one report; shapes as in `voices`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from fogline import tables
from fogline.records import Ref, Report

AROUND = 3  # words beside a speaker's name that may say what he is ("army spokesman Colonel Ada Voss")
WHOLE = "="  # before a word of the table that is no beginning of longer ones


@cache
def is_own(phrase: str) -> bool:
    """Whether a phrase means who publishes the report: somebody it sent, or the first person."""
    return bool(_classes(phrase) & {"staff", "we"}) and not beside(phrase)


@cache
def is_house(phrase: str) -> bool:
    """Whether a phrase means an outlet that was named before, or the report's own where none was."""
    return _classes(phrase) == {"house"} and not beside(phrase)


@cache
def is_sent(phrase: str) -> bool:
    """Whether a phrase means somebody whom an outlet sent, its own or another's ("a TOP reporter")."""
    return "staff" in _classes(phrase)


@cache
def beside(phrase: str) -> str:
    """What a phrase says besides such words: a name, or nothing."""
    return " ".join(word for word in phrase.split() if not _class(word))


def _classes(phrase: str) -> frozenset[str]:
    return frozenset(found for word in phrase.split() if (found := _class(word))) - {"besides"}


@cache
def _class(word: str) -> str:
    whole, begins = _table()
    return whole.get(word) or next((class_ for stem, class_ in begins.items() if word.startswith(stem)), "")


@cache
def _table() -> tuple[dict[str, str], dict[str, str]]:
    rows = [(row["begins"], row["class"]) for row in tables.table("staff.tsv")]
    return {w[1:]: c for w, c in rows if w.startswith(WHOLE)}, {w: c for w, c in rows if not w.startswith(WHOLE)}


class Before:
    """The speakers of a report whom something is known of, and what was said of each where he is named. `known` are their
    phrases with their keys; `plain` folds a phrase."""

    def __init__(self, report: Report, known: Iterable[tuple[Ref, str]], plain: Callable[[str], str]) -> None:
        self._plain = plain
        self._known = sorted(
            (ref.at[0], key, frozenset(plain(_around(report.text, *ref.at)).split())) for ref, key in known if ref.at
        )

    def meant(self, ref: Ref) -> str | None:
        """The key of the only one who was called so before a phrase, None where it is nobody or several."""
        words = {word for word in self._plain(ref.name).split() if _class(word) != "besides"}
        if not words or ref.at is None:
            return None
        keys = {key for at, key, around in self._known if at < ref.at[0] and words <= around}
        return keys.pop() if len(keys) == 1 else None


def _around(text: str, first: int, last: int) -> str:
    """A phrase with the words of its own clause right before and behind it."""
    before = re.split(r"[.!?…;:\n]", text[max(0, first - 80) : first])[-1].split()[-AROUND:]
    after = re.split(r"[.!?…;:\n]", text[last : last + 80])[0].split()[:AROUND]
    return " ".join((*before, text[first:last], *after))
