"""One English sentence's proposals as claims: parts bound, speakers, modality, quotations and references filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from fogline.reading.apart import counted
from fogline.reading.assemble import Assembler
from fogline.reading.attribution import Attributions, Step
from fogline.reading.claims import ClaimMaker, with_id
from fogline.reading.confidence import row_of
from fogline.reading.context import Context, subjects
from fogline.reading.drafts import SPEECH_KINDS, UTTERED, Draft, stretch
from fogline.reading.frames import HARMFUL
from fogline.reading.joining import Row
from fogline.reading.lexicon import Lexicon, words_of
from fogline.reading.modality import Modes
from fogline.reading.names import Known, Roster
from fogline.reading.nominals import Nominals
from fogline.reading.places_evidence import is_a
from fogline.reading.prepared import Prepared, prepared
from fogline.reading.proposals import Proposal, Proposer
from fogline.reading.quantities import Counter
from fogline.reading.quotations import Quotation
from fogline.reading.retraction import Retractions
from fogline.reading.sentences import Sentence, Token
from fogline.reading.times import TimeFinder, TimeWords
from fogline.records import Attribution, Claim, ClaimLink, Mention, Ref, Report

# What a speech act asks for or promises is its content, not a claim that it happens (codebook: code the predicate).
CONTENT_ONLY = frozenset(["vow", "threat", "demand", "appeal", "offer", "rejection", "agreement"])
MEDIUMS = words_of("medium")
LOCAL = words_of("local body")  # bodies that only say which part of a place is meant, or who lives there
ONE_PERSON = words_of("one person")
OUTLETS = words_of("outlet")
FIRST_PERSON = words_of("first person")
OF_WAR = words_of("of war")
FORCES = words_of("force")
A_BODY = 50  # armed men that are a force
IDIOM = 0.3  # the least confidence of a claim whose words leave no doubt of its kind; its parts may be wrong
HEAD = 400  # code points of a report within which its dateline stands
SIGNED = re.compile(r"\(([A-Z][\w .-]{1,20})\)")  # the agency of a dateline
LONGEST_NAME = 4  # words of a body's name after the place in it


@dataclass(slots=True, kw_only=True)
class Tools:
    """What a reader has for every sentence."""

    lexicon: Lexicon
    roster: Roster
    rules: Sequence[Proposer]
    counter: Counter
    times: TimeFinder
    modes: Modes
    confidence: Callable[[Row], float] | None

    def says(self, token: Token) -> bool:
        return self.lexicon.says(token.lemma)


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """The line before a block quote: its speaker and date words."""

    speaker: Ref
    said: TimeWords | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A paragraph: its sentences, its quotations and, for a block quote, who introduces it."""

    sentences: list[Sentence]
    quoted: list[Quotation]
    introduced: Introduction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A claim with its draft, the verbs of its speakers, and whether somebody takes it back who had said it."""

    verbs: list[int]
    draft: Draft
    claim: Claim
    retracted: bool


class Telling:
    """The steps for one sentence."""

    def __init__(
        self, tools: Tools, report: Report, sentence: Sentence, context: Context, run: Run, places: list[Mention]
    ) -> None:
        self.tools, self.report, self.sentence, self.context = tools, report, sentence, context
        self.quoted, self.introduced = run.quoted, run.introduced
        self.known: list[tuple[int, int, Known]] = tools.roster.scan(sentence)
        self.times = counted(sentence, tools.times.find(sentence))
        self.mentioned = [(*self._run(m), m) for m in places]
        self.places = [p for p in self.mentioned if not self._is_seat(p[1]) and not self._names_a_body(p[1])]

    def _run(self, mention: Mention) -> tuple[int, int]:
        inside = [t.i for t in self.sentence.tokens if t.start < mention.end and t.end > mention.start]
        return (inside[0], inside[-1]) if inside else (0, 0)

    def _is_seat(self, last: int) -> bool:
        """ "The Britain-based group": where somebody sits is no place of what he tells."""
        after = [t.lower for t in self.sentence.tokens[last + 1 : last + 3]]
        return after[-1:] == ["based"] or after[:1] == ["based"]

    def _names_a_body(self, last: int) -> bool:
        """ "Houston Methodist Hospital", "Aleppo Police Command": a place in the name of what it has."""
        for token in self.sentence.tokens[last + 1 : last + 1 + LONGEST_NAME]:
            if not token.text[:1].isupper() or token.pos not in ("PROPN", "NOUN", "ADJ"):
                return False
            if is_a(token, "body") and not is_a(token, "area") and token.lower not in LOCAL:
                return True
        return False

    def _tokens(self, words: TimeWords) -> range:
        inside = [t.i for t in self.sentence.tokens if t.start < words.end and t.end > words.start]
        return range(inside[0], inside[-1] + 1) if inside else range(0)

    def mentions(self) -> list[Mention]:
        found = [m for _, _, m in self.mentioned]
        found += [Mention(what="time", text=w.text, start=w.start, end=w.end, expression=w.expression) for w in self.times]
        for first, last, known in self.known:
            if known.type not in ("outlet", "network"):
                text, start, end = self.sentence.words(first, last)
                found.append(Mention(what="actor", text=text, start=start, end=end, type=known.type))
        return found

    @cached_property
    def prepared(self) -> Prepared:
        tools = self.tools
        places = [m for _, _, m in self.places]
        times = [self._tokens(w) for w in self.times]
        return prepared(self.sentence, tools.lexicon, tools.roster, places, tools.counter, tools.rules, times)

    def is_of_war(self) -> bool:
        """Whether a sentence counts armed men by the score ("some 6,200 soldiers") or has a word that only wars need."""
        nominals = self.prepared.nominals
        counted = any(
            count.noun is not None and nominals.cls(count.noun) == "armed" and (count.low or count.high or 0) >= A_BODY
            for count in self.prepared.counts
        )
        return counted or any(token.lower in OF_WAR or token.lemma in OF_WAR for token in self.sentence.tokens)

    def forces(self) -> set[str]:
        """The words of a sentence for those who fight in wars, or suffer them: not gunmen or the police."""
        return {token.lemma.lower() for token in self.sentence.tokens} & FORCES

    def claims(self, proposals: list[Proposal]) -> list[Claim]:
        tools, sentence, made_of = self.tools, self.sentence, self.prepared
        nominals, clauses = made_of.nominals, made_of.clauses
        drafts = Assembler(sentence, nominals, clauses, list(made_of.counts), self.times, self.places).drafts(proposals)
        drafts = [d for d in drafts if not self._is_promised(d, drafts)]
        maker = ClaimMaker(self.report, sentence, nominals, self.context)
        attributions = Attributions(sentence, nominals, clauses, tools.lexicon, self.known)
        retractions = Retractions(sentence, clauses, self._of_itself())
        made: list[_Made] = []
        for draft in drafts:
            mode = tools.modes.mode(sentence, draft.main.trigger[-1], draft.main.verb, draft.kind)
            steps = attributions.chain(draft.main.trigger[-1], draft.main.verb)
            steps = [s for s in steps if s.verb not in draft.main.trigger]
            back = retractions.over(draft.main.verb)
            verbs = [s.verb for s in steps]
            if back is not None:
                verbs.append(back.verb)
                steps = attributions.taken_back(steps, back)
            chain = [maker.attribution(self._of_the_paper(s), self._time_of(s.verb, drafts)) for s in steps]
            chain = chain or self._from_quotation(draft)
            if draft.kind in SPEECH_KINDS:
                chain = [*self._uttered(draft, attributions, maker), *chain]
            denied = back is not None or any(sentence.tokens[s.verb].lemma in ("deny", "refute") for s in steps[:1])
            hedged = tools.modes.hedged(sentence, draft.main.verb, [f.head for f in draft.fillers("actor")])
            claim = maker.claim(draft, mode, chain, stretch(sentence, draft), denied)
            if claim.kind in UTTERED and not claim.actors:  # "it said" with nobody to stand for
                continue
            sure = tools.confidence(row_of(draft, claim, len(drafts))) if tools.confidence else None
            if sure is not None and draft.main.settled:
                sure = max(sure, IDIOM)
            claim = replace(claim, hedged=hedged, confidence=None if sure is None else round(100 * sure))
            own = retractions.of(draft.main.verb) if draft.kind in SPEECH_KINDS else None
            if own is not None and own.own:  # "we reported wrongly that …"
                claim = with_id(replace(claim, kind="denial"))
            made.append(_Made(verbs=verbs, draft=draft, claim=claim, retracted=back is not None and back.own))
        grounds = [
            p
            for c in (m.claim for m in made)
            if c.kind not in SPEECH_KINDS
            for p in c.places
            if p.role in ("event", "destination") and p.stands_for is None
        ]
        if grounds:
            self.context.place = grounds[0]
        self._remember(nominals, maker)
        return _says(_once(made))

    def _of_itself(self) -> frozenset[str]:
        """Words by which a report speaks of itself: "we", its outlet's name, the agency of its dateline."""
        names = {self.report.source or "", *SIGNED.findall(self.report.text[:HEAD])}
        return FIRST_PERSON | {word for name in names for word in name.lower().split()}

    def _is_promised(self, draft: Draft, drafts: list[Draft]) -> bool:
        """The content of a vow, demand or agreement ("vowed to fight", "agreed to withdraw"); orders keep theirs."""
        tokens = self.sentence.tokens
        verb = tokens[draft.main.verb]
        if draft.main.verb not in draft.main.trigger or verb.dep not in ("xcomp", "ccomp", "conj", "advcl"):
            return False
        above = tokens[verb.head]
        if above.lemma in ("order", "command"):
            return False
        infinitive = any(tokens[c].lower in ("to", "will", "would") and tokens[c].dep == "aux" for c in verb.children)
        return infinitive and any(d.main.verb == above.i and d.kind in CONTENT_ONLY for d in drafts if d is not draft)

    def _of_the_paper(self, step: Step) -> Step:
        """ "The paper said": it is the outlet last named."""
        words = [token.lower for token in self.sentence.tokens[max(0, step.first - 1) : step.last + 1]]
        named = self.context.medium.outlet if self.context.medium else None
        unnamed = step.speaker is None and step.outlet is None and "the" in words[:2]
        return replace(step, outlet=named) if named and unnamed and not OUTLETS.isdisjoint(words[-1:]) else step

    def _time_of(self, verb: int, drafts: list[Draft]) -> TimeWords | None:
        """The date of an utterance: the time words bound to its verb."""
        return next((d.time for d in drafts if d.main.verb == verb and d.kind in SPEECH_KINDS and d.time), None)

    def _from_quotation(self, draft: Draft) -> list[Attribution]:
        """Block quotes carry their introduction's speaker, inline quotations the last one who spoke."""
        at = self.sentence.tokens[draft.main.trigger[0]].start
        if self.introduced:
            said = self.introduced.said.time if self.introduced.said else None
            span = self.introduced.start, self.introduced.end
            return [Attribution(speaker=self.introduced.speaker, said=said, text=self.report.text[slice(*span)], at=span)]
        speaker = next((q.speaker or self.context.speaker for q in self.quoted if q.holds(at)), None)
        if speaker:
            return [Attribution(speaker=speaker, text=speaker.text or "", at=speaker.at)]
        return []

    def _uttered(self, draft: Draft, attributions: Attributions, maker: ClaimMaker) -> list[Attribution]:
        """Medium and outlet of a speech claim's own utterance; "in the message" is the one last named."""
        speakers = draft.fillers("actor")
        step = attributions.medium_of(draft.main.verb, speakers[0].head if speakers else None)
        if step is None and self.context.medium and self._refers_back(draft.main.verb):
            actor = maker.ref(speakers[0].head) if speakers else None
            return [replace(self.context.medium, speaker=actor or self.context.medium.speaker)]
        return [maker.attribution(step, draft.time)] if step else []

    def _refers_back(self, verb: int) -> bool:
        tokens = self.sentence.tokens
        return any(
            tokens[i].lower in MEDIUMS
            and any(tokens[c].lower in ("the", "this", "that", "his", "her") for c in tokens[i].children)
            for c in tokens[verb].children if tokens[c].dep == "prep" for i in self.sentence.subtree(c)
        )  # fmt: skip

    def _remember(self, nominals: Nominals, maker: ClaimMaker) -> None:
        for name in dict.fromkeys(nominals.names.values()):  # persons that are no subject: after them in rank
            if name.cls == "person" and (named := maker.ref(name.last)):
                self.context.remember(named, "person")
        for _, _, known in self.known:
            if known.type in ("outlet", "network"):
                outlet, medium = (known.name, None) if known.type == "outlet" else (None, known.name)
                self.context.medium = Attribution(speaker=None, outlet=outlet, medium=medium, text=known.name)
        for i, cls in subjects(self.sentence, nominals):
            ref = maker.ref(i)
            if ref:
                single = self.sentence.tokens[i].tag == "NN" and self.sentence.tokens[i].lower in ONE_PERSON
                self.context.remember(ref, "person" if single or (ref.type == "person" and cls == "named") else cls)
        for token in self.sentence.tokens:
            if token.pos == "VERB" and self.tools.says(token):
                for c in token.children:
                    if self.sentence.tokens[c].dep == "nsubj" and (speaker := maker.ref(c)):
                        plural = self.sentence.tokens[c].tag in ("NNS", "NNPS")
                        self.context.spoke(speaker, "people" if plural else nominals.cls(c))


def _once(made: Sequence[_Made]) -> list[_Made]:
    """Without tolls that another claim of the sentence has too, from the same source: "lost two men killed" is one."""
    return [one for i, one in enumerate(made) if not any(_has_all(other, one, k < i) for k, other in enumerate(made) if k != i)]


def _has_all(other: _Made, one: _Made, is_first: bool) -> bool:
    """Whether `other` tells of all the harm that `one` does; of two that tell of the same the first."""
    toll, harm = one.claim, other.claim
    mine, its = ({(q.what, q.at) for q in claim.quantities} for claim in (toll, harm))
    if toll.kind != "casualties" or not mine or not mine <= its or toll.attribution != harm.attribution:
        return False
    return harm.kind in HARMFUL and (mine < its or harm.kind != toll.kind or is_first)


def _says(made: Sequence[_Made]) -> list[Claim]:
    """Speech claims linked to the claims that they say, a denial to the claim that it denies or takes back."""
    found = []
    for one in made:
        claim = one.claim
        if claim.kind in SPEECH_KINDS:
            said = [other for other in made if other is not one and set(one.draft.main.trigger) & set(other.verbs)]
            denied = claim.kind == "denial"
            claim = replace(claim, links=tuple(ClaimLink(type=_link(other, denied), claim=other.claim.id) for other in said))
        found.append(claim)
    return found


def _link(said: _Made, denied: bool) -> str:
    return ("retracts" if said.retracted else "denies") if denied else "says"
