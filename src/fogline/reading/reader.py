"""The reader: one report in, its claims and mentions out. It composes the steps of this folder and holds no rules of its own.

A reader is made once per case and used for many reports; nothing of one report is kept for the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fogline.reading.assemble import Assembler
from fogline.reading.attribution import Attributions
from fogline.reading.claims import ClaimMaker, with_id
from fogline.reading.confidence import row_of, told
from fogline.reading.context import Context, subjects
from fogline.reading.drafts import SPEECH_KINDS, UTTERED, Draft, stretch
from fogline.reading.joining import Row
from fogline.reading.lexicon import Lexicon, words_of
from fogline.reading.modality import Modes
from fogline.reading.names import Known, Roster, names
from fogline.reading.nominals import Nominals
from fogline.reading.paragraphs import dateline, paragraphs
from fogline.reading.places_evidence import is_a
from fogline.reading.prepared import Prepared, prepared
from fogline.reading.proposals import Proposal, Proposer
from fogline.reading.quantities import Counter
from fogline.reading.quotations import Quotation, quotations
from fogline.reading.retraction import Retractions
from fogline.reading.sentences import Analyser, Sentence, Token
from fogline.reading.times import TimeFinder, TimeWords
from fogline.records import Attribution, Claim, ClaimLink, Mention, Ref, Report, Segment, Span

READ = ("title", "body", "caption", "quote", "comment")
# What a speech act asks for or promises is its content, not a claim that it happens (codebook: code the predicate).
CONTENT_ONLY = frozenset(["vow", "threat", "demand", "appeal", "offer", "rejection", "agreement"])
MEDIUMS = words_of("medium")
LOCAL = words_of("local body")  # bodies that only say which part of a place is meant, or who lives there
OF_THE_CASE = 2  # different actors of the case that make a report one about it
Proposing = Callable[[Sequence[Prepared], float], list[list[Proposal] | None]]
ONE_PERSON = words_of("one person")
FIRST_PERSON = words_of("first person")
HEAD = 400  # code points of a report within which its dateline stands
SIGNED = re.compile(r"\(([A-Z][\w .-]{1,20})\)")  # the agency of a dateline
LONGEST_NAME = 4  # words of a body's name after the place in it
FAR_SPEAKER = 60  # code points between a quotation's end and the verb of saying that belongs to it


@dataclass(slots=True, kw_only=True)
class Read:
    """What reading gave: claims in text order, mentions, counts of sentences and which were skipped."""

    claims: list[Claim] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sentences: list[Span] = field(default_factory=list)
    skipped: list[Span] = field(default_factory=list)  # those that hold no claim by the look of them


class Reader:
    """`propose` gives the predicates of a report's sentences, None for one that it skipped; `find_places(sentences)` the place
    mentions of a report; `roster` knows names; `anchors` are names of dated events, lower-cased."""

    def __init__(
        self,
        *,
        analyser: Analyser,
        lexicon: Lexicon,
        rules: Sequence[Proposer],
        propose: Proposing,
        roster: Roster,
        find_places: Callable[[list[Sentence]], list[Mention]],
        anchors: tuple[str, ...] = (),
        confidence: Callable[[Row], float] | None = None,
    ) -> None:
        self.analyser, self.lexicon, self.rules, self.propose, self.roster = analyser, lexicon, rules, propose, roster
        self.find_places, self.confidence = find_places, confidence
        self.counter, self.times, self.modes = Counter(lexicon), TimeFinder(lexicon, anchors), Modes(lexicon)

    def read(self, report: Report) -> Read:
        """All sentences first, because a place name is judged by the whole report; then the claims in text order."""
        read, context = Read(), Context()
        runs = [
            run
            for segment in report.segments
            if segment.kind in READ and segment.language in (None, self.lexicon.language)
            for run in self._runs(report, segment)
        ]
        places = self.find_places([sentence for run in runs for sentence in run.sentences])
        ones = [
            _Sentence(self, report, sentence, context, run, [m for m in places if sentence.start <= m.start < sentence.end])
            for run in runs
            for sentence in run.sentences
        ]
        promising = [one for one in ones if self.may_claim(one.sentence)]
        about = self._about(ones)
        proposed = dict(zip(map(id, promising), self.propose([one.prepared for one in promising], about), strict=True))
        for one in ones:
            context.next_sentence()
            span = one.sentence.start, one.sentence.end
            read.sentences.append(span)
            read.mentions.extend(one.mentions())
            proposals = proposed.get(id(one))
            if proposals is None:
                read.skipped.append(span)
            else:
                read.claims.extend(one.claims(proposals))
        read.counts = {"sentences": len(read.sentences), "skipped": len(read.skipped)}
        if self.confidence:
            self._tell(read, about)
        read.claims = _linked(sorted(read.claims, key=lambda c: (c.start, c.end, c.kind, c.id)))
        read.mentions.sort(key=lambda m: (m.start, m.end, m.what))
        return read

    @staticmethod
    def _about(ones: Sequence[_Sentence]) -> float:
        """1 where a report names two actors of the case: then it is about the case's war, however short it is; half of it for
        one."""
        named = {known.id for one in ones for _, _, known in one.known if known.id}
        return min(len(named) / OF_THE_CASE, 1.0)

    @staticmethod
    def _tell(read: Read, about: float) -> None:
        """Leaves out what is too doubtful, counted."""
        kept = told(read.claims, about)
        ids = {c.id for c in kept}
        read.counts["unsure"] = len(read.claims) - len(kept)
        read.claims = [
            c if all(link.claim in ids for link in c.links) else replace(c, links=tuple(k for k in c.links if k.claim in ids))
            for c in kept
        ]

    def _runs(self, report: Report, segment: Segment) -> list[Run]:
        introduced = self._introduction(report, segment) if segment.kind == "quote" else None
        found = []
        for start, end in paragraphs(report.text, segment):
            start += dateline(report.text[start:end])
            text = report.text[start:end]
            sentences = self.analyser.analyse(text, start, segment.kind)
            found.append(
                Run(
                    sentences=sentences,
                    quoted=[self._spoken(q, report, sentences) for q in quotations(text, start)],
                    introduced=introduced,
                )
            )
        return found

    def _spoken(self, quotation: Quotation, report: Report, sentences: list[Sentence]) -> Quotation:
        """The quotation with its speaker: the subject of a verb of saying right after it, in the sentence where it ends or the
        next."""
        for sentence in sentences:
            if not (sentence.start <= quotation.end + 2 and sentence.end > quotation.end):
                continue
            nominals = Nominals(sentence, self.lexicon, names(sentence, self.roster, []))
            for token in sentence.tokens:
                if (
                    token.pos != "VERB"
                    or quotation.holds(token.start)
                    or not self.says(token)
                    or token.start - quotation.end > FAR_SPEAKER
                ):
                    continue
                for c in token.children:
                    if sentence.tokens[c].dep == "nsubj" and sentence.tokens[c].pos in ("PROPN", "NOUN"):
                        return replace(quotation, speaker=ClaimMaker(report, sentence, nominals, Context()).ref(c))
            return quotation
        return quotation

    def says(self, token: Token) -> bool:
        return any(row.kind.startswith("SPEECH:") for row in self.lexicon.triggers.get((token.lemma, "VERB"), ()))

    def may_claim(self, sentence: Sentence) -> bool:
        """The gate: a sentence without any trigger word of the lexicon holds no claim that the rules could make."""
        triggers = self.lexicon.triggers
        return any(
            any((t.lemma, pos) in triggers for pos in ("VERB", "NOUN", "ADJ"))
            or (t.lower, "NOUN") in triggers
            or t.lemma == "be"
            or t.dep == "appos"
            for t in sentence.tokens
        )

    def _introduction(self, report: Report, segment: Segment) -> Introduction | None:
        """Who a block quote belongs to: the line right before it (or its own first line) that ends with a colon."""
        own_first = report.text[segment.start : segment.end].split("\n", 1)[0]
        before = report.text[: segment.start].rstrip().rsplit("\n", 1)[-1]
        line, at = (
            (own_first, segment.start)
            if own_first.rstrip().endswith(":")
            else (before, report.text.rfind(before, 0, segment.start))
        )
        if not line.rstrip().endswith(":") or len(line) > 200:
            return None
        sentences = self.analyser.analyse(line, at, "body")
        for sentence in sentences:
            found = self.times.find(sentence)
            person = _leading_name(sentence, found)
            if person:
                return Introduction(speaker=person, said=found[0] if found else None, start=at, end=at + len(line))
        return None


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


class _Sentence:
    """The steps for one sentence."""

    def __init__(
        self, reader: Reader, report: Report, sentence: Sentence, context: Context, run: Run, places: list[Mention]
    ) -> None:
        self.reader, self.report, self.sentence, self.context = reader, report, sentence, context
        self.quoted, self.introduced = run.quoted, run.introduced
        self.known: list[tuple[int, int, Known]] = reader.roster.scan(sentence)
        self.times = reader.times.find(sentence)
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
        reader = self.reader
        places = [m for _, _, m in self.places]
        times = [self._tokens(w) for w in self.times]
        return prepared(self.sentence, reader.lexicon, reader.roster, places, reader.counter, reader.rules, times)

    def claims(self, proposals: list[Proposal]) -> list[Claim]:
        reader, sentence, made_of = self.reader, self.sentence, self.prepared
        nominals, clauses = made_of.nominals, made_of.clauses
        drafts = Assembler(sentence, nominals, clauses, list(made_of.counts), self.times, self.places).drafts(proposals)
        drafts = [d for d in drafts if not self._is_promised(d, drafts)]
        maker = ClaimMaker(self.report, sentence, nominals, self.context)
        attributions = Attributions(sentence, nominals, clauses, reader.lexicon, self.known)
        retractions = Retractions(sentence, clauses, self._of_itself())
        made: list[_Made] = []
        for draft in drafts:
            mode = reader.modes.mode(sentence, draft.main.trigger[-1], draft.main.verb, draft.kind)
            steps = attributions.chain(draft.main.trigger[-1], draft.main.verb)
            steps = [s for s in steps if s.verb not in draft.main.trigger]
            back = retractions.over(draft.main.verb)
            verbs = [s.verb for s in steps]
            if back is not None:
                verbs.append(back.verb)
                steps = attributions.taken_back(steps, back)
            chain = [maker.attribution(s, self._time_of(s.verb, drafts)) for s in steps]
            chain = chain or self._from_quotation(draft)
            if draft.kind in SPEECH_KINDS:
                chain = [*self._uttered(draft, attributions, maker), *chain]
            denied = back is not None or any(sentence.tokens[s.verb].lemma in ("deny", "refute") for s in steps[:1])
            hedged = reader.modes.hedged(sentence, draft.main.verb, [f.head for f in draft.fillers("actor")])
            claim = maker.claim(draft, mode, chain, stretch(sentence, draft), denied)
            if claim.kind in UTTERED and not claim.actors:  # "it said" with nobody to stand for
                continue
            sure = reader.confidence(row_of(draft, claim, len(drafts))) if reader.confidence else None
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
        return _says(made)

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
            if token.pos == "VERB" and self.reader.says(token):
                for c in token.children:
                    if self.sentence.tokens[c].dep == "nsubj" and (speaker := maker.ref(c)):
                        plural = self.sentence.tokens[c].tag in ("NNS", "NNPS")
                        self.context.spoke(speaker, "people" if plural else nominals.cls(c))


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


def _linked(claims: list[Claim]) -> list[Claim]:
    """Claims with one id (the same words proposed twice) once."""
    return list({claim.id: claim for claim in claims}.values())


def _leading_name(sentence: Sentence, times: list[TimeWords]) -> Ref | None:
    """The run of capitalised words that opens an introducing line, with its title and "of …"."""
    stop = times[0].start if times else sentence.end
    words = [t for t in sentence.tokens if t.end <= stop and t.text not in (":", ",")]
    while words and words[-1].lower in ("on", "in", "at", "said", "says", "wrote", "tweeted", "from"):
        words.pop()
    if not words or len(words) > 10 or not words[0].text[0].isupper():
        return None
    text, start, end = sentence.words(words[0].i, words[-1].i)
    return Ref(text=text, at=(start, end), name=text, type="person")
