"""A language's word tables, loaded once and indexed. Tables are `data/<language>/*.tsv` (fogline.tables checks them)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fogline.errors import ConfigError
from fogline.tables import table

Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """`slot` must be filled by one of `classes` ("any", "none" are special)."""

    slot: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRow:
    """One row of triggers.tsv or, `settled`, of idioms.tsv: the kind of a predicate where its conditions hold, and which slot
    fills which role."""

    lemma: str
    pos: str
    kind: str
    when: tuple[Condition, ...]
    roles: tuple[tuple[str, str], ...]
    settled: bool = False


SPEECH = "SPEECH:"  # before the kind of a verb of speech in triggers.tsv


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """`triggers` by (lemma, pos), idioms first, `nouns` by lower-cased word to (class, weapon kind), the rest as the tables
    say."""

    language: str
    triggers: dict[tuple[str, str], tuple[TriggerRow, ...]]
    nouns: dict[str, tuple[str, str]]
    counted: dict[str, str]
    numbers: Rows
    time: Rows
    cues: Rows

    def says(self, lemma: str) -> bool:
        """Whether a verb is one of speech."""
        return any(row.kind.startswith(SPEECH) for row in self.triggers.get((lemma, "VERB"), ()))

    def noun_class(self, word: str) -> str | None:
        found = self.nouns.get(word)
        return found[0] if found else None

    def weapon_kind(self, word: str) -> str | None:
        found = self.nouns.get(word)
        return found[1] if found and found[1] != "-" else None


def _conditions(text: str, where: str) -> tuple[Condition, ...]:
    if text == "-":
        return ()
    found = []
    for part in text.split(" "):
        slot, colon, classes = part.partition(":")
        if not colon:
            raise ConfigError(f"{where}: condition {part!r} is not slot:class")
        found.append(Condition(slot=slot, classes=frozenset(classes.split(","))))
    return tuple(found)


def _roles(text: str, where: str) -> tuple[tuple[str, str], ...]:
    if text == "-":
        return ()
    pairs = [tuple(part.split(">", 1)) for part in text.split(" ")]
    if any(len(pair) != 2 for pair in pairs):
        raise ConfigError(f"{where}: roles {text!r} are not slot>role")
    return tuple((pair[0], pair[1]) for pair in pairs)


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    triggers: dict[tuple[str, str], list[TriggerRow]] = {}
    for name in ("idioms", "triggers"):
        for row in table(f"{language}/{name}.tsv"):
            where = f"{language}/{name}.tsv, {row['lemma']}"
            made = TriggerRow(
                lemma=row["lemma"],
                pos=row["pos"],
                kind=row["kind"],
                when=_conditions(row["when"], where),
                roles=_roles(row["roles"], where),
                settled=name == "idioms",
            )
            triggers.setdefault((made.lemma, made.pos), []).append(made)
    return Lexicon(
        language=language,
        triggers={key: tuple(rows) for key, rows in triggers.items()},
        nouns={row["noun"]: (row["class"], row["kind"]) for row in table(f"{language}/nouns.tsv")},
        counted={row["noun"]: row["what"] for row in table(f"{language}/counted.tsv")},
        numbers=table(f"{language}/numbers.tsv"),
        time=table(f"{language}/time.tsv"),
        cues=table(f"{language}/cues.tsv"),
    )


@lru_cache(maxsize=16)
def _classes(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table(f"{language}/words.tsv"):
        found.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(members) for name, members in found.items()}


def words_of(name: str, language: str = "en") -> frozenset[str]:
    """The words of one class of words.tsv; ConfigError where the language has no such class."""
    found = _classes(language).get(name)
    if found is None:
        raise ConfigError(f"{language}/words.tsv: no words of class {name!r}", "add a line 'class<tab>word' for each word")
    return found
