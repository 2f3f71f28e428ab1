"""Who says so: the chain of speakers of a predicate, from the nearest outwards, read off the parse of its sentence.

Sources of a step: a verb of saying above the predicate ("X said that …", "…, X said"), "according to X", reporting nouns
("reports of …"), reporting passives ("is said to have …") and images ("footage shows …"). Quotations that run over sentences
are in quotations.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fogline.reading import content
from fogline.reading.clauses import Clauses
from fogline.reading.lexicon import Lexicon, words_of
from fogline.reading.names import Known
from fogline.reading.nominals import ACTING, SPOKESMAN, Nominals
from fogline.reading.retraction import Retraction
from fogline.reading.sentences import Sentence

REPORT_NOUNS = words_of("report")
SHOWING = words_of("showing")
IMAGES = words_of("image")
WITNESS = words_of("witness")
ANONYMOUS = words_of("anonymous")
WRITTEN = words_of("written")
TWEETING = {"tweet": "Twitter", "retweet": "Twitter"}
MEDIA_NOUNS = {
    "tweet": "Twitter", "tweets": "Twitter", "audio": "audio message", "video": "video", "letter": "letter",
    "interview": "interview", "op-ed": "op-ed", "statement": "statement",
}  # fmt: skip
SPEAKING = frozenset({"named", "pronoun", "media", "place", "building", "other"})  # classes of nouns besides
NOBODY = ("abstract", "event")
DEEP = 15  # tokens above a predicate within which a verb of saying is looked for
PASSIVE_REPORT = words_of("reporting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the chain. `speaker` is a head token of this sentence or None; `verb` the token that carries the saying."""

    speaker: int | None
    verb: int
    outlet: str | None = None
    medium: str | None = None
    basis: str = "named"
    first: int = 0
    last: int = 0


class Attributions:
    """Chains for the predicates of one sentence. `known` gives roster hits as (first, last, Known)."""

    def __init__(
        self, sentence: Sentence, nominals: Nominals, clauses: Clauses, lexicon: Lexicon, known: list[tuple[int, int, Known]]
    ) -> None:
        self.sentence, self.nominals, self.clauses, self.lexicon = sentence, nominals, clauses, lexicon
        self.media = [(a, b, k) for a, b, k in known if k.type in ("outlet", "network")]

    def is_speech(self, i: int) -> bool:
        token = self.sentence.tokens[i]
        if token.pos not in ("VERB", "AUX"):
            return False
        return self.lexicon.says(token.lemma) or token.lemma in SHOWING

    def chain(self, trigger: int, verb: int) -> list[Step]:
        tokens, found = self.sentence.tokens, list[Step]()
        i, below, path = trigger, "", {verb, trigger}
        for _ in range(DEEP):
            found += [*self._according(i, path), *self._versions(i)]
            for child in tokens[i].children:
                if child not in path and self.is_speech(child) and content.is_inserted(self.sentence, child, i):
                    found += self._step(child)
            head = tokens[i].head
            if head == i:
                break
            if self._says(head) and head != trigger and content.is_content(self.sentence, i, head, below):
                found += self._step(head)
            elif tokens[head].lower in REPORT_NOUNS and tokens[i].dep in ("acl", "pcomp", "relcl", "appos"):
                found.append(self._reported(head))
            path.add(head)
            i, below = head, tokens[i].dep
        return _distinct(found)

    def _reported(self, noun: int) -> Step:
        """ "The League's claim that …", "reports that …"."""
        author = next((a for a in self._authors(noun) if self._speaks(a)), None)
        if author is None:
            return Step(speaker=None, verb=noun, basis="unstated", first=noun, last=noun)
        first, last = self.nominals.span(author)
        return Step(speaker=author, verb=noun, basis=self._basis(author), first=first, last=last)

    def _says(self, i: int) -> bool:
        token = self.sentence.tokens[i]
        return self.is_speech(i) or (token.pos == "VERB" and token.lemma in content.GIVING | content.AVOWING)

    def _versions(self, i: int) -> list[Step]:
        found = []
        tellers = list(content.versions(self.sentence, i))
        if (headed := content.heads(self.sentence, i)) is not None and self.nominals.cls(headed) in ACTING:
            tellers.append((headed, headed))
        for speaker, verb in tellers:
            first, last = self.nominals.span(speaker)
            found.append(Step(speaker=speaker, verb=verb, basis=self._basis(speaker), first=first, last=last))
        return found

    def taken_back(self, steps: list[Step], back: Retraction) -> list[Step]:
        """The chain of what is called untrue: without those who had said it, with the one who denies it."""
        left = [step for step in steps if step.verb not in (back.verb, back.noun)]
        return left if back.by_report else [*self._step(back.verb), *left]

    def medium_of(self, verb: int, speaker: int | None) -> Step | None:
        """Where an utterance was made, named in its own clause ("wrote on Twitter", "in a letter published in the Post")."""
        outlet, medium = self._media(self._own_words(verb), verb)
        if outlet is None and medium is None:
            return None
        first, last = self.nominals.span(speaker) if speaker is not None else (verb, verb)
        return Step(
            speaker=speaker,
            verb=verb,
            outlet=outlet,
            medium=medium,
            basis=self._basis(speaker) if speaker is not None else "named",
            first=first,
            last=last,
        )

    def _step(self, verb: int) -> list[Step]:
        tokens = self.sentence.tokens
        arguments = self.clauses.arguments(verb)
        clause = self._own_words(verb)
        outlet, medium = self._media(clause, verb)
        if arguments.passive and not arguments.subj:
            return [Step(speaker=None, verb=verb, outlet=outlet, medium=medium, basis="unstated", first=verb, last=verb)]
        speakers = [k for k in arguments.subj if self._speaks(k)]
        if not speakers:
            return []
        found = []
        if (source := content.cited(self.sentence, verb)) is not None:
            first, last = self.nominals.span(source)
            found.append(Step(speaker=source, verb=verb, basis=self._basis(source), first=first, last=last))
        for k in speakers[:2]:
            cls, word = self.nominals.cls(k), tokens[k].lower
            first, last = self.nominals.span(k)
            own = next((m for m in self.media if m[0] <= k <= m[1]), None)
            if own and own[2].type == "outlet":
                found.append(
                    Step(speaker=None, verb=verb, outlet=own[2].name, medium=medium, basis="named", first=first, last=last)
                )
                continue
            if cls == "media" or word in MEDIA_NOUNS or word in IMAGES:
                inner = self._author(k)
                basis = "image" if word in IMAGES else "document" if word in WRITTEN else "unstated"
                if inner is not None:
                    basis = self._basis(inner)
                if word in ("source", "sources") or word in WITNESS:
                    inner, basis = k, self._basis(k)
                found.append(
                    Step(
                        speaker=inner,
                        verb=verb,
                        outlet=outlet,
                        medium=medium or MEDIA_NOUNS.get(word),
                        basis=basis,
                        first=first,
                        last=last,
                    )
                )
                continue
            found.append(Step(speaker=k, verb=verb, outlet=outlet, medium=medium, basis=self._basis(k), first=first, last=last))
        return found

    def _speaks(self, k: int) -> bool:
        token = self.sentence.tokens[k]
        if token.lower in ("it", "this", "that", "which", "what", "there"):
            return False
        return self.nominals.cls(k) in ACTING | SPEAKING or token.lower in MEDIA_NOUNS

    def _author(self, k: int) -> int | None:
        """Of a text: "a tweet sent by a pro-X account", and those of `_authors`."""
        for child in self.sentence.tokens[k].children:
            if self.sentence.tokens[child].dep == "acl":
                subjects = self.clauses.arguments(child).subj
                if subjects and subjects[0] != k:
                    return subjects[0]
        return next(self._authors(k), None)

    def _authors(self, k: int) -> Iterator[int]:
        """ "A statement by the ministry", "the army's statement"."""
        tokens = self.sentence.tokens
        for child in tokens[k].children:
            token = tokens[child]
            if token.dep == "prep" and token.lower in ("by", "from", "of"):
                yield from (g for g in token.children if tokens[g].dep == "pobj" and self.nominals.cls(g) not in NOBODY)
            if token.dep == "poss":
                yield child

    def _basis(self, k: int) -> str:
        tokens = self.sentence.tokens
        words = {tokens[j].lower for j in [k, *tokens[k].children]}
        if words & SPOKESMAN:
            return "spokesman"
        if tokens[k].pos == "PROPN":
            return "named"
        if words & WITNESS:
            return "witness"
        if words & ANONYMOUS:
            return "anonymous"
        return "named"

    def _own_words(self, verb: int) -> list[int]:
        """The clause of the saying without what is said."""
        tokens = self.sentence.tokens
        found, todo = [], [verb]
        while todo:
            j = todo.pop()
            found.append(j)
            for c in tokens[j].children:
                finite = tokens[c].dep in ("ccomp", "parataxis", "conj") and tokens[c].pos in ("VERB", "AUX")
                if finite or tokens[c].dep == "xcomp":
                    continue
                todo.append(c)
        return sorted(found)

    def _media(self, words: list[int], verb: int) -> tuple[str | None, str | None]:
        """Outlet and medium named in the clause of saying."""
        tokens = self.sentence.tokens
        inside = set(words)
        subjects = set(self.clauses.arguments(verb).subj) if tokens[verb].pos == "VERB" else set()
        outlet = next(
            (k.name for a, b, k in self.media if k.type == "outlet" and a in inside and not subjects & set(range(a, b + 1))),
            None,
        )
        medium = next((k.name for a, b, k in self.media if k.type == "network" and a in inside), None)
        if outlet is None and medium is None and tokens[verb].pos == "VERB" and sum(self.is_speech(t.i) for t in tokens) == 1:
            medium = next(
                (k.name for a, b, k in self.media if k.type == "network"), None
            )  # a stray "on Twitter" has one verb to go to
        medium = medium or TWEETING.get(tokens[verb].lemma)
        if medium is None:
            medium = next((MEDIA_NOUNS[tokens[j].lower] for j in words if tokens[j].lower in MEDIA_NOUNS), None)
        return outlet, medium

    def _according(self, i: int, path: set[int]) -> list[Step]:
        tokens = self.sentence.tokens
        found = []
        for child in tokens[i].children:
            if tokens[child].lower != "according":
                continue
            for inner in self.sentence.subtree(child):
                token = tokens[inner]
                if token.dep == "pobj" and tokens[token.head].lower == "to":
                    first, last = self.nominals.span(inner)
                    own = next((m for m in self.media if m[0] <= inner <= m[1]), None)
                    media = self._media(self.sentence.subtree(child), child)
                    if own:
                        found.append(Step(speaker=None, verb=child, outlet=own[2].name, basis="named", first=first, last=last))
                    elif token.lemma in ("report", "estimate", "account"):
                        found.append(
                            Step(
                                speaker=self._author(inner),
                                verb=child,
                                outlet=media[0],
                                basis="unstated",
                                first=first,
                                last=last,
                            )
                        )
                    else:
                        found.append(
                            Step(
                                speaker=inner,
                                verb=child,
                                outlet=media[0],
                                medium=media[1],
                                basis=self._basis(inner),
                                first=first,
                                last=last,
                            )
                        )
                    break
        return found


def _distinct(steps: list[Step]) -> list[Step]:
    found: list[Step] = []
    for step in steps:
        if not any(s.verb == step.verb and s.speaker == step.speaker for s in found):
            found.append(step)
    return found
