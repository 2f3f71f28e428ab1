"""The reader: one report in, its claims and mentions out. It composes the steps of this folder and holds no rules of its own.

A reader is made once per case and used for many reports; nothing of one report is kept for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from fogline.reading.claims import ClaimMaker
from fogline.reading.confidence import told
from fogline.reading.context import Context
from fogline.reading.joining import Row
from fogline.reading.lexicon import Lexicon
from fogline.reading.modality import Modes
from fogline.reading.names import Roster, names
from fogline.reading.nominals import Nominals
from fogline.reading.paragraphs import dateline, opening, paragraphs
from fogline.reading.prepared import Prepared
from fogline.reading.proposals import Proposal, Proposer
from fogline.reading.quantities import Counter
from fogline.reading.quotations import Quotation, quotations
from fogline.reading.sentences import Analyser, Sentence
from fogline.reading.telling import Introduction, Run, Telling, Tools
from fogline.reading.times import TimeFinder, TimeWords
from fogline.records import Claim, Mention, Ref, Report, Segment, Span

READ = ("title", "body", "caption", "quote", "comment")
MESSAGE = 3  # sentences of a message
MESSAGE_ABOUT = (0.0, 0.5, 0.7)  # how far it is about a war by its words for forces: none, one, more (docs/measurements.md)
OF_THE_CASE = 2  # different actors of the case that make a report one about it
Proposing = Callable[[Sequence[Prepared], float], list[list[Proposal] | None]]
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
        self.analyser, self.lexicon, self.propose, self.find_places = analyser, lexicon, propose, find_places
        self.tools = Tools(
            lexicon=lexicon, roster=roster, rules=rules, counter=Counter(lexicon), times=TimeFinder(lexicon, anchors),
            modes=Modes(lexicon), confidence=confidence,
        )  # fmt: skip

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
            Telling(self.tools, report, sentence, context, run, [m for m in places if sentence.start <= m.start < sentence.end])
            for run in runs
            for sentence in run.sentences
        ]
        about = self._about(ones)
        for one, proposals in zip(ones, self.propose([one.prepared for one in ones], about), strict=True):
            context.next_sentence()
            span = one.sentence.start, one.sentence.end
            read.sentences.append(span)
            read.mentions.extend(one.mentions())
            if proposals is None:
                read.skipped.append(span)
            else:
                read.claims.extend(one.claims(proposals))
        read.counts = {"sentences": len(read.sentences), "skipped": len(read.skipped)}
        if self.tools.confidence:
            self._tell(read, about)
        read.claims = _linked(sorted(read.claims, key=lambda c: (c.start, c.end, c.kind, c.id)))
        read.mentions.sort(key=lambda m: (m.start, m.end, m.what))
        return read

    @staticmethod
    def _about(ones: Sequence[Telling]) -> float:
        """1 where a report names two actors of the case, half of it for one: then it is about the case's war, however short it
        is. The same where three sentences, or two, are of war by a word or a number; a message of a few sentences cannot tell
        of much, so that one or two words for forces make it one."""
        named = {known.id for one in ones for _, _, known in one.known if known.id}
        of_war = sum(one.is_of_war() for one in ones)
        forces = {word for one in ones for word in one.forces()} if len(ones) <= MESSAGE else ()
        message = MESSAGE_ABOUT[min(len(forces), len(MESSAGE_ABOUT) - 1)]
        return min(max(len(named) / OF_THE_CASE, (of_war - 1) / 2, message), 1.0)

    @staticmethod
    def _tell(read: Read, about: float) -> None:
        """Leaves out what is too doubtful, counted."""
        kept = told(read.claims, about)
        read.counts["unsure"] = len(read.claims) - len(kept)
        read.claims = without_links_to_none(kept)

    def _runs(self, report: Report, segment: Segment) -> list[Run]:
        introduced = self._introduction(report, segment) if segment.kind == "quote" else None
        found = []
        for start, end in paragraphs(report.text, segment):
            opens = segment.kind == "body" and start == segment.start
            start += dateline(report.text[start:end]) or (opening(report.text[start:end]) if opens else 0)
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
            nominals = Nominals(sentence, self.lexicon, names(sentence, self.tools.roster, []))
            for token in sentence.tokens:
                if (
                    token.pos != "VERB"
                    or quotation.holds(token.start)
                    or not self.tools.says(token)
                    or token.start - quotation.end > FAR_SPEAKER
                ):
                    continue
                for c in token.children:
                    if sentence.tokens[c].dep == "nsubj" and sentence.tokens[c].pos in ("PROPN", "NOUN"):
                        return replace(quotation, speaker=ClaimMaker(report, sentence, nominals, Context()).ref(c))
            return quotation
        return quotation

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
            found = self.tools.times.find(sentence)
            person = _leading_name(sentence, found)
            if person:
                return Introduction(speaker=person, said=found[0] if found else None, start=at, end=at + len(line))
        return None


def without_links_to_none(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without links to those that are not among them."""
    ids = {c.id for c in claims}
    return [
        c if all(link.claim in ids for link in c.links) else replace(c, links=tuple(k for k in c.links if k.claim in ids))
        for c in claims
    ]


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
