"""What a proposer of triggers and roles hands on. Two stand behind the one protocol: `frames` on the parse, the trained
`tagger`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from fogline.reading.nominals import Nominals
from fogline.reading.sentences import Sentence

# Who and what: become Refs. Where and how many: point at place mentions and counts found by rules. The rest as named.
ROLES = ("actor", "target", "object", "recipient", "provider", "leader", "addressee", "carrier", "host", "office")
WHERE = {"place": "event", "origin": "origin", "destination": "destination"}
NUMBERS = ("killed", "wounded", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A role filled by the phrase with head token `head`; `first`..`last` are its own words."""

    role: str  # see ROLES
    head: int
    first: int
    last: int
    score: int = 1000  # thousandths


def filler(nominals: Nominals, role: str, head: int) -> Filler:
    """The phrase with a head token as a part."""
    first, last = nominals.span(head)
    return Filler(role=role, head=head, first=first, last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """How close the decisions behind a proposal were: the log-odds (thousandths) of the second-best kind of the same words,
    and for each part the logarithm of the probability that all decisions about it are right."""

    second: int
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A predicate and its roles. Tokens are indices into the sentence; `verb` is the token whose clause it is in."""

    trigger: tuple[int, ...]
    verb: int
    kind: str
    fillers: tuple[Filler, ...] = ()
    score: int = 1000  # thousandths
    by: str = "frames"
    absorbed: tuple[int, ...] = ()  # nouns that this predicate has taken up: they are no predicates of their own
    doubts: Doubts | None = None  # where the proposer weighs
    kinds: tuple[
        tuple[str, int], ...
    ] = ()  # the likeliest kinds with their scores in thousandths, where the proposer knows them
    # "negated" and values of modality, aspect, frame that are not the plain ones, likewise
    flags: tuple[tuple[str, int], ...] = ()
    settled: bool = False  # by words that leave no doubt


class Proposer(Protocol):
    def propose(self, sentence: Sentence, nominals: Nominals) -> list[Proposal]: ...
