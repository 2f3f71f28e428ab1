"""Whom a report means by words that name nobody: "our correspondent" and "we" are the outlet itself, "the paper" is the outlet
that was cited last, "the colonel" the one person so called before. All of it within one report; shapes as in `voices`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from fogline import tables
from fogline.records import Ref, Report

AROUND = 3  # words beside a speaker's name that may say what he is ("army spokesman Colonel Ada Voss")
WHOLE = "="  # before a word of the table that is no beginning of longer ones


class Words:
    """The words of one language by which a report means itself, those it sent or an outlet named before. Phrases are folded."""

    def __init__(self, language: str) -> None:
        rows = [(row["begins"], row["class"]) for row in tables.table("staff.tsv") if row["language"] == language]
        self._whole = {word[len(WHOLE) :]: class_ for word, class_ in rows if word.startswith(WHOLE)}
        self._begins = {stem: class_ for stem, class_ in rows if not stem.startswith(WHOLE)}

    def is_own(self, phrase: str) -> bool:
        """Whether a phrase means who publishes the report: somebody it sent, the first person, or "this paper"."""
        classes = self._classes(phrase)
        return (bool(classes & {"staff", "we"}) or classes == {"house", "here"}) and not self.beside(phrase)

    def is_house(self, phrase: str) -> bool:
        """Whether a phrase means an outlet that was named before ("the paper")."""
        return self._classes(phrase) == {"house"} and not self.beside(phrase)

    def is_sent(self, phrase: str) -> bool:
        """Whether a phrase means somebody whom an outlet sent, its own or another's ("a TOP reporter")."""
        return "staff" in self._classes(phrase)

    def is_statement(self, phrase: str) -> bool:
        """Whether a phrase means a text by somebody who was named before ("the communiqué")."""
        return self._classes(phrase) - {"same", "here"} == {"statement"} and not self.beside(phrase)

    def bare(self, phrase: str) -> str:
        """A phrase without "the same"."""
        return " ".join(word for word in phrase.split() if self.class_of(word) != "same")

    def beside(self, phrase: str) -> str:
        """What a phrase says besides such words: a name, or nothing."""
        return " ".join(word for word in phrase.split() if not self.class_of(word))

    def class_of(self, word: str) -> str:
        return self._whole.get(word) or next((class_ for stem, class_ in self._begins.items() if word.startswith(stem)), "")

    def _classes(self, phrase: str) -> frozenset[str]:
        return frozenset(found for word in phrase.split() if (found := self.class_of(word))) - {"besides"}


@cache
def words_of(language: str) -> Words:
    return Words(tables.folder_of(language))


class Before:
    """The speakers of a report whom something is known of, with what is said of each where he is named, and the outlets that it
    cites. `known` are their phrases with their keys, `outlets` names with the place of the words that cite them; `plain` folds
    a phrase."""

    def __init__(
        self, report: Report, known: Iterable[tuple[Ref, str]], outlets: Iterable[tuple[int, str]], plain: Callable[[str], str]
    ) -> None:
        self._plain, self._outlets, self._words = plain, sorted(outlets), words_of(report.language)
        self._known = sorted(
            (ref.at[0], key, frozenset(plain(_around(report.text, *ref.at)).split())) for ref, key in known if ref.at
        )

    def meant(self, ref: Ref) -> str | None:
        """The key of the only one who was called so before a phrase, None where it is nobody or several."""
        words = {word for word in self._plain(ref.name).split() if self._words.class_of(word) != "besides"}
        if not words or ref.at is None:
            return None
        keys = {key for at, key, around in self._known if at < ref.at[0] and words <= around}
        return keys.pop() if len(keys) == 1 else None

    def spoke(self, ref: Ref) -> str | None:
        """The key of whoever is known and spoke last before a phrase."""
        at = ref.at[0] if ref.at else 0
        return next((key for place, key, _ in reversed(self._known) if place < at), None)

    def outlet(self, ref: Ref) -> str:
        """The outlet that was cited last before a phrase, empty where none was."""
        at = ref.at[0] if ref.at else 0
        return next((name for place, name in reversed(self._outlets) if place < at), "")


def _around(text: str, first: int, last: int) -> str:
    """A phrase with the words of its own clause right before and behind it."""
    before = re.split(r"[.!?…;:\n]", text[max(0, first - 80) : first])[-1].split()[-AROUND:]
    after = re.split(r"[.!?…;:\n]", text[last : last + 80])[0].split()[:AROUND]
    return " ".join((*before, text[first:last], *after))
