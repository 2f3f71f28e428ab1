"""One clause, one event: proposals become drafts of claims with numbers, places and times bound to their own predicate.

Binding climbs the parse from a number, place or time word to the first predicate above it; what hangs from a verb that is no
predicate goes to the nearest one below. A verb of killing beside a violent predicate of the same subject is that event's toll.
"""

from __future__ import annotations

from dataclasses import replace

from fogline.reading.apart import bound_to
from fogline.reading.clauses import Clauses
from fogline.reading.drafts import SPEECH_KINDS, Draft
from fogline.reading.frames import EMPTY
from fogline.reading.measures import LOST, Measures
from fogline.reading.merging import Merging
from fogline.reading.nominals import Nominals
from fogline.reading.place_roles import far_off, of_a_hospital, of_a_speaker, place_role
from fogline.reading.proposals import NUMBERS, WHERE, Filler, Proposal
from fogline.reading.quantities import Count
from fogline.reading.sentences import Sentence
from fogline.reading.times import TimeWords
from fogline.records import Mention

ACTING = ("actor", "target")
BEFALLING = ("arrest", "abduction")  # nouns of which each counts one person


class Assembler:
    def __init__(
        self,
        sentence: Sentence,
        nominals: Nominals,
        clauses: Clauses,
        counts: list[Count],
        times: list[TimeWords],
        places: list[tuple[int, int, Mention]],
    ) -> None:
        self.sentence, self.nominals, self.clauses = sentence, nominals, clauses
        self.measures = Measures(sentence, nominals, clauses)
        self.counts, self.times = counts, times
        self.places = [place for place in places if not self._is_elsewhere(place[0], place[1])]

    def drafts(self, proposals: list[Proposal]) -> list[Draft]:
        timeless = [replace(p, fillers=tuple(map(self._without_time, p.fillers))) for p in proposals]
        drafts = Merging(self.sentence, self.clauses).drafts(timeless)
        self.owners = self._owners(drafts)
        self.bound: set[int] = set()  # first tokens of counts and starts of mentions that a proposer has bound itself
        for draft in drafts:
            self._take_bound(draft)
        for count in self.counts:
            if count.first not in self.bound and not self._counts_itself(count, drafts):
                self._bind_count(count)
        for first, last, mention in self.places:
            if mention.start not in self.bound:
                self._bind_place(first, last, mention)
        for words in self.times:
            if words.start not in self.bound:
                self._bind_time(words)
        self._bind_only_time(drafts)
        for draft in drafts:
            self._name_places(draft)
        self._share_leading(drafts)
        for draft in drafts:
            self._spread(draft)
        return [d for d in drafts if self._says_something(d)]

    # -------------------------------------------------------------------------------------------------- what is bound

    def _without_time(self, f: Filler) -> Filler:
        """Without time words that the parse hangs before a phrase: "On Saturday afternoon units of the brigade …"."""
        for words in self.times if f.role in ACTING else ():
            inside = [t.i for t in self.sentence.tokens if t.start < words.end and t.end > words.start]
            if f.first in inside and f.head > inside[-1]:
                return replace(f, first=inside[-1] + 1)
        return f

    def _take_bound(self, draft: Draft) -> None:
        """Places, numbers and times inside the spans that a proposer gave to the draft."""
        tokens = self.sentence.tokens
        for f in (f for member in draft.members for f in member.fillers):
            span = range(f.first, f.last + 1)
            if f.role in WHERE:
                met = [p for p in self.places if p[2].type != "demonym" and p[0] <= f.last and p[1] >= f.first]
                unlisted = not met and draft.binds_itself and tokens[f.head].pos == "PROPN"
                if unlisted and not self._is_elsewhere(f.first, f.head):  # a name that no list knows
                    text, start, end = self.sentence.words(f.first, f.last)
                    met = [(f.first, f.last, Mention(what="place", text=text, start=start, end=end, type="unknown"))]
                for first, last, mention in met:
                    self._add_place(draft, WHERE[f.role], mention)
                    self.bound.add(mention.start)
                    draft.tokens.update((first, last))
            elif f.role in NUMBERS:
                for count in self.counts:
                    if (
                        count.first <= f.last
                        and count.last >= f.first
                        and not any(q[1].first == count.first for q in draft.quantities)
                    ):
                        anchor = count.noun or count.number
                        governor = self._governor(anchor)
                        unsaid = f.role == "number" or self.measures.of_prisoners(anchor, governor)
                        what = (
                            self.measures.what(draft, count, anchor, governor)
                            if unsaid
                            else self.measures.befell(count) or f.role
                        )
                        if what in LOST and (
                            self.measures.is_no_loss(draft, count, self.counts) or self.measures.is_part(count)
                        ):
                            continue
                        if what:
                            draft.quantities.append((what, count, count.noun))
                            draft.tokens.update((count.first, count.last))
                            self.bound.add(count.first)
            elif f.role == "time":
                for words in self.times:
                    inside = [t.i for t in tokens if t.start < words.end and t.end > words.start]
                    if draft.time is None and inside and any(i in span for i in inside):
                        draft.time = words
                        draft.tokens.update(inside)
                        self.bound.add(words.start)

    # ------------------------------------------------------------------------------------------------------- owners

    def _owners(self, drafts: list[Draft]) -> dict[int, Draft]:
        found: dict[int, Draft] = {}
        for draft in drafts:
            for member in draft.members:
                for i in member.trigger:
                    found.setdefault(i, draft)
        for draft in drafts:
            for member in draft.members:
                empty = self.sentence.tokens[member.verb].lemma in EMPTY
                if empty or member.verb in member.trigger:
                    found.setdefault(member.verb, draft)
        return found

    def owner(self, i: int) -> Draft | None:
        tokens = self.sentence.tokens
        path = []
        for _ in range(40):
            if i in self.owners:
                return self.owners[i]
            path.append(i)
            if tokens[i].dep == "relcl" and len(path) > 1:  # "the road that links A with B": A and B say which road, not where
                return None
            if tokens[i].pos in ("VERB", "AUX") and tokens[i].dep not in ("aux", "auxpass", "amod"):
                below = self._nearest_below(i, path[0])
                if below is not None:
                    return below
            if tokens[i].head == i:
                return None
            i = tokens[i].head
        return None

    def _nearest_below(self, verb: int, start: int) -> Draft | None:
        """The predicate nearest to `start` among those that hang from `verb` without another verb of finite clause between."""
        reach = self.sentence.subtree(verb, frozenset({"ccomp", "relcl", "parataxis"}))
        owned = [(abs(i - start), i) for i in reach if i in self.owners and self.owners[i].kind not in SPEECH_KINDS]
        return self.owners[min(owned)[1]] if owned else None

    # ------------------------------------------------------------------------------------------------------ numbers

    def _bind_count(self, count: Count) -> None:
        anchor = count.noun if count.noun is not None else count.number
        draft = self.owner(anchor)
        tokens = self.sentence.tokens
        governor = self._governor(anchor)
        if draft is None or draft.kind in SPEECH_KINDS:
            return
        shared = self.measures.with_another(draft, anchor)
        if draft.binds_itself and not shared and not self.measures.is_surely_harm(count, anchor, governor):
            return
        what = shared or self.measures.what(draft, count, anchor, governor)
        if what and not any(q[1].first == count.first for q in draft.quantities):
            draft.quantities.append((what, count, count.noun))
            draft.tokens.update(range(count.first, count.last + 1))
            if tokens[anchor].dep == "appos":
                draft.tokens.add(anchor)

    def _counts_itself(self, count: Count, drafts: list[Draft]) -> bool:
        """ "38 arrests", "14 wounded": the number counts the predicate itself, and so those whom it befell. "Two men killed and
        five wounded": it counts the harmed of a predicate to which it belongs."""
        harm = self.measures.of_harm(count.last + 1) if count.noun is None else None
        for draft in drafts:
            befell = count.noun in draft.main.trigger and draft.kind in BEFALLING
            theirs = [f for member in draft.members for f in member.fillers if f.role == "target" and f.first == count.first]
            harmed = draft.kind == "casualties" and (count.last + 1 in draft.main.trigger or any(theirs))
            what = "people" if befell else harm if harmed else None
            if what:
                draft.quantities.append((what, count, None))
                draft.tokens.update(range(count.first, count.last + 1))
                return True
        return False

    def _governor(self, i: int) -> int:
        """The verb or predicate noun that governs token `i`."""
        tokens = self.sentence.tokens
        for _ in range(20):
            if tokens[i].head == i:
                return i
            i = tokens[i].head
            if tokens[i].pos in ("VERB", "AUX") or i in self.owners:
                return i
        return i

    # ------------------------------------------------------------------------------------------------------- places

    def _is_elsewhere(self, first: int, last: int) -> bool:
        """Whether a place is named only to say how far off another is, or where somebody was when he spoke."""
        return far_off(self.sentence, first) or of_a_speaker(self.sentence, self._head_of(first, last))

    def _head_of(self, first: int, last: int) -> int:
        tokens = self.sentence.tokens
        return next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last or tokens[i].head == i), last)

    def _bind_place(self, first: int, last: int, mention: Mention) -> None:
        if mention.type == "demonym":
            return
        head = self._head_of(first, last)
        for draft in dict.fromkeys(self.owners.values()):  # a slot already holds it
            for member in draft.members:
                for f in member.fillers:
                    if f.role in ("place", "origin", "destination") and f.first <= head <= f.last:
                        self._add_place(draft, "event" if f.role == "place" else f.role, mention)
                        draft.tokens.update(range(f.first, f.last + 1))
                        return
        draft_or_none = self.owner(head)
        if draft_or_none is None or (draft_or_none.binds_itself and not self._is_of_a_part(draft_or_none, head)):
            return
        role = place_role(self.sentence, self.nominals, self.owners, draft_or_none, head)
        if role:
            self._add_place(draft_or_none, role, mention)
            draft_or_none.tokens.update(range(first, last + 1))

    def _is_of_a_part(self, draft: Draft, head: int) -> bool:
        """ "Kabul residents took to the streets": whose place no trained part is, but that of who did it."""
        parts = {i for f in draft.fillers(*ACTING) for i in range(f.first, f.last + 1)}
        noun = self.sentence.tokens[head].head
        return not draft.places and self.sentence.tokens[head].dep == "compound" and noun in parts and head in parts

    def _name_places(self, draft: Draft) -> None:
        """A common noun in a place slot takes the name that it stands beside: "Dalgah, the only town that they could not
        take"."""
        if draft.places:
            return
        for f in draft.fillers("place", "target"):
            if self.nominals.cls(f.head) not in ("place", "other"):
                continue
            i = self._stands_beside(f.head)
            for first, last, mention in self.places:
                if i is not None and first <= i <= last and mention.type != "demonym":
                    self._add_place(draft, "event", mention)

    def _stands_beside(self, i: int) -> int | None:
        """The token that a noun is in apposition to or predicated of, through "one of the …"."""
        tokens = self.sentence.tokens
        for _ in range(4):
            token, head = tokens[i], tokens[tokens[i].head]
            if token.dep == "appos":
                return head.i
            if token.dep == "attr":
                subjects = self.clauses.arguments(head.i).subj
                return subjects[0] if subjects else None
            if token.dep == "pobj" and head.lower == "of":
                i = head.head
            else:
                return None
        return None

    def _add_place(self, draft: Draft, role: str, mention: Mention) -> None:
        held = any(m.span == mention.span for _, m in draft.places)
        if not held and not (draft.kind == "casualties" and of_a_hospital(self.sentence, self._last_of(mention))):
            draft.places.append((role, mention))

    def _last_of(self, mention: Mention) -> int:
        return next((t.i for t in reversed(self.sentence.tokens) if t.start < mention.end), 0)

    # ---------------------------------------------------------------------------------------------------- time, rest

    def _bind_time(self, words: TimeWords) -> None:
        at = bound_to(self.sentence, self.times, words)
        draft = self.owner(at) if at is not None else None
        if draft and draft.time is None:
            draft.time = words
            draft.tokens.update(t.i for t in self.sentence.tokens if t.start < words.end and t.end > words.start)

    def _bind_only_time(self, drafts: list[Draft]) -> None:
        """The only time words of a sentence are of its only event, wherever the parse hangs either, unless they say when
        somebody spoke."""
        events = [draft for draft in drafts if draft.kind not in SPEECH_KINDS]
        if len(events) != 1 or len(self.times) != 1 or any(draft.time for draft in drafts):
            return
        (words,) = self.times
        at = bound_to(self.sentence, self.times, words)
        above = self.sentence.tokens[at] if at is not None else None
        spoken = above is not None and self.nominals.lexicon.says(self.sentence.tokens[above.head].lemma)
        if above is not None and not spoken and words.expression.base != "narrative":
            events[0].time = words

    def _share_leading(self, drafts: list[Draft]) -> None:
        """Coordinated and participial predicates take place and time of the first one where they have none of their own."""
        tokens = self.sentence.tokens
        for draft in drafts:
            if draft.kind in SPEECH_KINDS:
                continue
            verb = draft.main.verb
            marks = {tokens[c].lower for c in tokens[verb].children if tokens[c].dep == "mark"}
            head = verb if marks & {"after", "before"} else tokens[verb].head  # on another day than the main clause
            if (tokens[verb].dep not in ("conj", "advcl") and head != verb) or head not in self.owners:
                continue
            first = self.owners[head]
            if first is draft or first.kind in SPEECH_KINDS:
                continue
            before = min(first.main.trigger)
            if not draft.places:
                shared = [(r, m) for r, m in first.places if r == "event"]
                if tokens[verb].dep == "conj":
                    shared = [(r, m) for r, m in shared if m.start < tokens[before].start or not self._own_object(draft)]
                draft.places.extend(shared)
            if draft.time is None:
                draft.time = first.time

    def _own_object(self, draft: Draft) -> bool:
        return bool(self.clauses.arguments(draft.main.verb).obj) and not self.clauses.arguments(draft.main.verb).passive

    def _spread(self, draft: Draft) -> None:
        """The tokens that the quote must cover: trigger, fillers within reach, bound words."""
        for member in draft.members:
            draft.tokens.update(member.trigger)
            for f in member.fillers:
                draft.tokens.update((f.first, f.last))

    def _says_something(self, draft: Draft) -> bool:
        """A bare mention of an event noun ("after the attack") carries no claim of its own, nor does a word that nobody
        said."""
        if draft.kind in SPEECH_KINDS - {"assessment", "forecast"} and not draft.fillers("actor"):
            return False
        token = self.sentence.tokens[draft.main.trigger[-1]]
        if token.pos not in ("NOUN", "PROPN") or draft.main.verb in draft.main.trigger:
            return True
        verb = self.sentence.tokens[draft.main.verb]
        own = bool(draft.places or draft.quantities or draft.fillers("actor", "target", "victim") or draft.time)
        return own or verb.lemma in EMPTY
