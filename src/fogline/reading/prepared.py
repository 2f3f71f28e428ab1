"""What one sentence offers to whoever proposes: names, phrases, places, numbers and the rules' proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fogline.reading.clauses import Clauses
from fogline.reading.lexicon import Lexicon
from fogline.reading.names import Roster, names
from fogline.reading.nominals import Nominals
from fogline.reading.proposals import Proposal, Proposer
from fogline.reading.quantities import Count, Counter
from fogline.reading.sentences import Sentence
from fogline.records import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A sentence with all that proposers weigh."""

    sentence: Sentence
    nominals: Nominals
    clauses: Clauses
    places: tuple[tuple[int, int, Mention], ...]
    counts: tuple[Count, ...]
    ruled: tuple[Proposal, ...]
    times: tuple[range, ...] = ()  # token runs of time words: no phrase of theirs acts

    def ruled_at(self, head: int) -> Proposal | None:
        return next((p for p in self.ruled if head in p.trigger), None)

    def ruled_roles(self, head: int) -> tuple[dict[int, str], bool]:
        """Phrase head → role by the rules' proposal at this trigger; whether there is one."""
        proposal = self.ruled_at(head)
        if proposal is None:
            return {}, False
        return {f.head: f.role for f in proposal.fillers}, True

    def place_head(self, first: int, last: int) -> int:
        tokens = self.sentence.tokens
        return next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last or tokens[i].head == i), last)


def prepared(
    sentence: Sentence,
    lexicon: Lexicon,
    roster: Roster,
    mentions: Sequence[Mention],
    counter: Counter,
    rules: Sequence[Proposer],
    times: Sequence[range] = (),
) -> Prepared:
    runs = [(*_run(sentence, m), m) for m in mentions]
    real = [(a, b) for a, b, m in runs if m.type != "demonym"]
    demonyms = [(a, b) for a, b, m in runs if m.type == "demonym"]
    nominals = Nominals(sentence, lexicon, names(sentence, roster, real, demonyms))
    return Prepared(
        sentence=sentence,
        nominals=nominals,
        clauses=Clauses(sentence, nominals),
        places=tuple(r for r in runs if r[2].type != "demonym"),
        counts=tuple(counter.counts(sentence)),
        ruled=tuple(p for rule in rules for p in rule.propose(sentence, nominals)),
        times=tuple(times),
    )


def _run(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    inside = [t.i for t in sentence.tokens if t.start < mention.end and t.end > mention.start]
    return (inside[0], inside[-1]) if inside else (0, 0)
