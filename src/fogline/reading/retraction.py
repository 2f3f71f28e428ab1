"""What a text takes back or calls untrue: "we reported wrongly that X", "an earlier version of this article said that X",
"the agency withdraws its report that X", "the ministry rejected claims that X".

Of what is called wrong the report itself says that it is not so, whoever said it before; of what somebody rejects, he does.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.reading.clauses import Clauses
from fogline.reading.lexicon import words_of
from fogline.reading.sentences import Sentence

ERRING = words_of("erring")
EARLIER = words_of("earlier")
REPORT_NOUNS = words_of("report")
DENYING = words_of("denying")
WITHDRAWING = words_of("withdrawing")
DEPTH = 8  # heads above a predicate among which its saying is sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction:
    """The verb that takes back. `by_report`: the text itself calls it untrue, so that no speaker stands behind the denial;
    `noun`: what is rejected or withdrawn ("reports that …"). `own`: somebody takes back what he said himself."""

    verb: int
    noun: int | None = None
    by_report: bool = False
    own: bool = False


class Retractions:
    """Those of one sentence."""

    def __init__(self, sentence: Sentence, clauses: Clauses, speakers: frozenset[str]) -> None:
        """`speakers`: words, in lower case, by which a report speaks of itself and its outlet."""
        self.sentence, self.clauses, self.speakers = sentence, clauses, speakers

    def over(self, verb: int) -> Retraction | None:
        """What takes back the content whose clause has `verb`."""
        tokens = self.sentence.tokens
        i = verb
        for _ in range(DEPTH):
            head = tokens[i].head
            if head == i:
                break
            if tokens[i].dep in ("ccomp", "xcomp", "pcomp", "advcl", "parataxis") and (found := self.of(head)):
                return found
            if tokens[i].dep in ("acl", "relcl", "ccomp", "pcomp", "appos") and tokens[head].lower in REPORT_NOUNS:
                above = tokens[head].head
                own = tokens[above].lemma in WITHDRAWING
                if tokens[head].dep in ("dobj", "conj") and (own or tokens[above].lemma in DENYING):
                    return Retraction(verb=above, noun=head, own=own)
            if tokens[i].dep == "relcl":
                break
            i = head
        return None

    def of(self, verb: int) -> Retraction | None:
        """What the saying at `verb` takes back: an error that it admits, or what an earlier version said."""
        tokens = self.sentence.tokens
        subjects = self.clauses.arguments(verb).subj
        if any(tokens[k].lower == "version" and self._is_earlier(k) for k in subjects):
            return Retraction(verb=verb, by_report=True, own=True)
        if any(tokens[c].lower in ERRING and tokens[c].dep == "advmod" for c in tokens[verb].children):
            own = any(tokens[j].lower in self.speakers for k in subjects for j in self.sentence.subtree(k))
            return Retraction(verb=verb, by_report=True, own=own)
        return None

    def _is_earlier(self, noun: int) -> bool:
        return any(self.sentence.tokens[c].lower in EARLIER for c in self.sentence.tokens[noun].children)
