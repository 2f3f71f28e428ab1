"""One clause, one event: proposals become drafts of claims with numbers, places and times bound to their own predicate.

Binding climbs the parse from a number, place or time word to the first predicate above it; what hangs from a verb that is no
predicate goes to the nearest one below. A verb of killing beside a violent predicate of the same subject is that event's toll.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fogline.reading.clauses import Clauses
from fogline.reading.frames import EMPTY, VIOLENT
from fogline.reading.nominals import ACTING, Nominals
from fogline.reading.proposals import NUMBERS, WHERE, Filler, Proposal
from fogline.reading.quantities import Count
from fogline.reading.sentences import Sentence
from fogline.reading.times import TimeWords
from fogline.records import MOST_QUOTE, Mention

SPEECH_KINDS = frozenset(
    ["statement", "vow", "rejection", "offer", "demand", "appeal", "threat", "accusation", "denial", "responsibility_claimed", "assessment", "forecast"]
)
MOVING = frozenset(
    ["troop_movement", "withdrawal", "flight", "displacement", "supply", "advance", "surrender", "group_change", "territory_transferred"]
)
KILLING = frozenset(
    "kill slay die perish murder assassinate massacre execute behead slaughter shoot gun claim lynch crucify hang martyr drown lose".split()
)
DEAD = frozenset("death fatality martyr body corpse lives dead".split())
KILLINGS = frozenset("killing murder assassination massacre execution slaying homicide beheading lynching".split())
QUANTIFIERS = frozenset("many others more dozens scores several hundreds some".split())
WOUNDING = frozenset(["wound", "injure", "hurt", "maim"])
LOCATING = frozenset(
    ["through", "in", "at", "near", "on", "around", "outside", "inside", "across", "throughout", "over", "between", "along", "above", "within", "beside", "towards", "toward"]
)
CIVIL = frozenset({"unarmed", "protester", "building", "place", "road", "event", "other", "pronoun"})
FORCES = frozenset({"troop_movement", "mobilisation", "strength", "presence", "withdrawal"})
# The number of a noun in a slot where the kind of claim alone says what it counts.
WHAT_OF_KIND = {
    "protest": "protesters", "protest_intervention": "protesters", "violent_demonstration": "protesters", "displacement": "displaced",
    "surrender": "surrendered", "strength": "personnel", "mobilisation": "personnel", "troop_movement": "personnel", "presence": "personnel",
    "withdrawal": "personnel", "group_change": "personnel", "arrest": "people", "abduction": "people", "casualties": "killed",
    "attack_on_civilians": "killed",
}  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A claim in tokens of its sentence. `members` are the proposals that it was made of, the first one the main."""

    members: list[Proposal]
    places: list[tuple[str, Mention]] = field(default_factory=list)
    quantities: list[tuple[str, Count, int | None]] = field(default_factory=list)  # what, count, token of the counted noun
    time: TimeWords | None = None
    tokens: set[int] = field(default_factory=set)

    @property
    def main(self) -> Proposal:
        return self.members[0]

    @property
    def binds_itself(self) -> bool:
        """Whether the proposer has weighed every place and number of the sentence against this predicate."""
        return self.main.by == "weighed"

    @property
    def kind(self) -> str:
        return self.main.kind

    def fillers(self, *roles: str) -> list[Filler]:
        found: list[Filler] = []
        for member in self.members:
            for f in member.fillers:
                if f.role in roles and not any(f.first <= g.last and g.first <= f.last for g in found):
                    found.append(f)
        return found


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
        self.counts, self.times, self.places = counts, times, places

    def drafts(self, proposals: list[Proposal]) -> list[Draft]:
        drafts = self._merged(proposals)
        self.owners = self._owners(drafts)
        self.bound: set[int] = set()  # first tokens of counts and starts of mentions that a proposer has bound itself
        for draft in drafts:
            self._take_bound(draft)
        for count in self.counts:
            if count.first not in self.bound:
                self._bind_count(count)
        for first, last, mention in self.places:
            if mention.start not in self.bound:
                self._bind_place(first, last, mention)
        for words in self.times:
            if words.start not in self.bound:
                self._bind_time(words)
        for draft in drafts:
            self._name_places(draft)
        self._share_leading(drafts)
        for draft in drafts:
            self._spread(draft)
        return [d for d in drafts if self._says_something(d)]

    # ------------------------------------------------------------------------------------------------------ merging

    def _merged(self, proposals: list[Proposal]) -> list[Draft]:
        drafts: list[Draft] = []
        for proposal in proposals:
            same = next((d for d in drafts if any(set(m.trigger) & set(proposal.trigger) for m in d.members)), None)
            if same:
                same.members.append(proposal)
            else:
                drafts.append(Draft(members=[proposal]))
        by_verb = {m.verb: d for d in reversed(drafts) for m in d.members}
        kept = []
        for draft in drafts:
            above = self._tolls_of(draft, by_verb)
            if above and above is not draft:
                above.members.extend(draft.members)
            else:
                kept.append(draft)
        return kept

    def _tolls_of(self, draft: Draft, by_verb: dict[int, Draft]) -> Draft | None:
        """The violent event whose toll this is: "shelled the town, killing 12", "shot at the crowd and killed three"."""
        tokens = self.sentence.tokens
        verb = draft.main.verb
        lemma = tokens[verb].lemma
        for child in tokens[verb].children:  # "17 people were killed when warplanes bombed a market"
            below = by_verb.get(child)
            if tokens[child].dep == "advcl" and below and below.kind in VIOLENT and draft.kind == "casualties":
                if any(tokens[c].lower in ("when", "as", "after") for c in tokens[child].children):
                    return below
        if lemma not in KILLING | WOUNDING or draft.kind not in ("casualties", "attack", "attack_on_civilians"):
            return None
        if tokens[verb].dep not in ("advcl", "conj", "ccomp", "acl") or lemma in ("shoot", "execute", "behead", "massacre"):
            return None
        own = [c for c in tokens[verb].children if tokens[c].dep in ("nsubj", "nsubjpass")]
        if tokens[verb].dep == "conj" and own and not (draft.kind == "casualties" and self.clauses.arguments(verb).passive):
            return None
        head = tokens[verb].head
        above = by_verb.get(head)
        if above is None and tokens[head].pos in ("NOUN", "PROPN"):
            above = next((d for d in by_verb.values() if head in d.main.trigger), None)
        if above is None or above.kind not in VIOLENT | {"casualties"}:
            return None
        if above.kind == "casualties" and tokens[above.main.verb].lemma not in KILLING | WOUNDING:
            return None
        return above

    def _take_bound(self, draft: Draft) -> None:
        """Places, numbers and times inside the spans that a proposer gave to the draft."""
        tokens = self.sentence.tokens
        for f in (f for member in draft.members for f in member.fillers):
            span = range(f.first, f.last + 1)
            if f.role in WHERE:
                for first, last, mention in self.places:
                    if mention.type != "demonym" and first <= f.last and last >= f.first:
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
                        what = (
                            f.role
                            if f.role != "number"
                            else self._what(
                                draft, count, count.noun or count.number, self._governor(count.noun or count.number)
                            )
                        )
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
        if draft is None or draft.kind in SPEECH_KINDS or draft.binds_itself:
            return
        governor = self._governor(anchor)
        what = self._what(draft, count, anchor, governor)
        if what and not any(q[1].first == count.first for q in draft.quantities):
            draft.quantities.append((what, count, count.noun))
            draft.tokens.update(range(count.first, count.last + 1))
            if tokens[anchor].dep == "appos":
                draft.tokens.add(anchor)

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

    def _what(self, draft: Draft, count: Count, anchor: int, governor: int) -> str | None:
        tokens = self.sentence.tokens
        noun = tokens[anchor]
        verb = tokens[governor]
        words = {tokens[c].lower for c in [*verb.children, *noun.children]}
        near = {tokens[k].lower for k in range(count.last + 1, min(count.last + 4, len(tokens)))}
        if noun.lemma in DEAD or noun.lower in DEAD or self._trigger_lemma(draft) in KILLINGS or "dead" in near | words or ("killed" in near and count.noun is None):
            return "killed"
        if noun.lemma in ("casualty",):
            return "casualties"
        past = {tokens[c].lemma for c in noun.children if tokens[c].dep in ("acl", "relcl") and tokens[c].tag == "VBN"}
        if past & (KILLING - {"shoot", "claim"}):
            return "killed"
        if past & WOUNDING:
            return "wounded"
        if (
            noun.lemma in ("injury",)
            or (near & {"wounded", "injured", "hurt"}
            and not near & {"killed", "dead"}
            and (count.noun is None or verb.lemma == "leave"))
        ):
            return "wounded"
        counted = self.nominals.lexicon.counted.get(noun.lower) or self.nominals.lexicon.counted.get(noun.lemma)
        if counted and count.noun is not None:
            return counted
        personal = count.noun is None or self.nominals.cls(anchor) in ACTING | {"named", "pronoun", "other"}
        if not personal or noun.lower in ("percent",):
            return None
        if verb.lemma in WOUNDING:
            both = any(tokens[c].lemma in KILLING and tokens[c].dep == "conj" for c in verb.children) or (tokens[verb.head].lemma in KILLING and verb.dep == "conj" and not any(
                tokens[c].dep in ("dobj", "nsubjpass") for c in verb.children))  # fmt: skip
            return "casualties" if both and anchor in self.clauses.arguments(verb.head).obj else "wounded"
        if verb.lemma in KILLING:
            if verb.lemma in ("shoot", "gun") and not words & {"dead", "down"} and verb.lemma == "shoot":
                return "killed" if any(tokens[c].lemma in KILLING - {"shoot"} for c in verb.children) else "people"
            if any(tokens[c].lemma in WOUNDING and tokens[c].dep == "conj" and not self._has_object(c) for c in verb.children):
                return "casualties"
            return "killed"
        if verb.lemma in ("capture", "seize") and self.nominals.cls(anchor) in ("armed", "police"):
            return "captured"
        if verb.lemma == "surrender":
            return "surrendered"
        role = self._role_of(draft, anchor)
        if role == "actor" and draft.kind not in (
            "protest",
            "strength",
            "mobilisation",
            "troop_movement",
            "presence",
            "displacement",
            "surrender",
            "withdrawal",
        ):
            return "personnel" if self.nominals.cls(anchor) in ("armed", "police") else "people"
        if (
            role in ("actor", "object", "target")
            and draft.kind in FORCES
            and self.nominals.cls(anchor) in ("armed", "unarmed", "police")
        ):
            return "personnel"
        if draft.kind in ("attack_on_civilians", "casualties"):
            return "people" if verb.lemma not in ("leave", "see", "cause", "result") else "killed"
        if draft.kind in WHAT_OF_KIND and role in ("actor", "target", None):
            return WHAT_OF_KIND[draft.kind]
        return "people" if self.nominals.cls(anchor) in ACTING and count.noun is not None else None

    def _trigger_lemma(self, draft: Draft) -> str:
        return self.sentence.tokens[draft.main.trigger[-1]].lemma

    def _has_object(self, verb: int) -> bool:
        """Whether a coordinated verb has a number or victim of its own ("51 were killed and more than 100 wounded")."""
        tokens = self.sentence.tokens
        own = [tokens[i] for c in tokens[verb].children for i in self.sentence.subtree(c)]
        return any(t.dep in ("dobj", "nsubjpass", "nsubj") or t.pos == "NUM" or t.lower in QUANTIFIERS for t in own)

    def _role_of(self, draft: Draft, i: int) -> str | None:
        for member in draft.members:
            for f in member.fillers:
                if f.first <= i <= f.last:
                    return f.role
        return None

    # ------------------------------------------------------------------------------------------------------- places

    def _bind_place(self, first: int, last: int, mention: Mention) -> None:
        if mention.type == "demonym":
            return
        tokens = self.sentence.tokens
        head = next((i for i in range(last, first - 1, -1) if not first <= tokens[i].head <= last or tokens[i].head == i), last)
        for draft in dict.fromkeys(self.owners.values()):  # a slot already holds it
            for member in draft.members:
                for f in member.fillers:
                    if f.role in ("place", "origin", "destination") and f.first <= head <= f.last:
                        self._add_place(draft, "event" if f.role == "place" else f.role, mention)
                        draft.tokens.update(range(f.first, f.last + 1))
                        return
        draft_or_none = self.owner(head)
        if draft_or_none is None or draft_or_none.binds_itself:
            return
        role = self._place_role(draft_or_none, head)
        if role:
            self._add_place(draft_or_none, role, mention)
            draft_or_none.tokens.update(range(first, last + 1))

    def _name_places(self, draft: Draft) -> None:
        """A common noun in a place slot takes the name that it stands beside: "Dalgah, the only town that they could not take"."""
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

    @staticmethod
    def _add_place(draft: Draft, role: str, mention: Mention) -> None:
        if not any(m.span == mention.span for _, m in draft.places):
            draft.places.append((role, mention))

    def _place_role(self, draft: Draft, head: int) -> str | None:
        """The role of a place by the preposition that ties it to the predicate; None where it is only mentioned."""
        tokens = self.sentence.tokens
        i, prep, via = head, "", ""
        for _ in range(12):
            token, up = tokens[i], tokens[tokens[i].head]
            if (token.dep == "pobj" and up.pos in ("ADP", "SCONJ", "ADV")) or up.dep == "prep":
                word = up.lower
                if tokens[up.head].lemma in ("base", "bear", "headquarter") and tokens[up.head].dep in ("acl", "amod", "relcl"):
                    return None
                if not prep:
                    prep, via = word, self.nominals.cls(up.head) if tokens[up.head].pos in ("NOUN", "PROPN", "PRON") else "verb"
                elif word in LOCATING and prep == "of":
                    prep, via = word, "verb"
            elif token.dep in ("compound", "nmod", "poss", "amod") and not prep:
                prep, via = "compound", self.nominals.cls(token.head)
            elif token.dep in ("nsubj", "nsubjpass", "dobj") and not prep:
                return self._bare_role(draft, head, token.dep)
            if up.i in self.owners or up.i == i:
                break
            i = up.i
        if draft.kind in SPEECH_KINDS and via != "verb":
            return None
        if prep in ("from", "of") and draft.kind in MOVING and via in ("verb", "event"):
            return "origin" if prep == "from" else "event"
        if prep in ("to", "into", "toward", "towards", "for") and draft.kind in MOVING:
            return "destination"
        if prep in LOCATING or prep in ("into",):
            return "event"
        if prep in ("of", "compound", "from") and via in CIVIL:
            return "event" if prep != "from" or via in ("place", "event") else None
        if prep == "to" and draft.kind in ("attack", "territory_taken"):
            return "event"
        return None

    def _bare_role(self, draft: Draft, head: int, dep: str) -> str | None:
        actor = any(f.role == "actor" and f.first <= head <= f.last for m in draft.members for f in m.fillers)
        if actor:
            return None
        return "event" if draft.kind not in SPEECH_KINDS else None

    # ---------------------------------------------------------------------------------------------------- time, rest

    def _bind_time(self, words: TimeWords) -> None:
        tokens = [t for t in self.sentence.tokens if t.start < words.end and t.end > words.start]
        if not tokens:
            return
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head not in inside or t.head == t.i), tokens[0])
        draft = self.owner(top.i)
        if draft and draft.time is None:
            draft.time = words
            draft.tokens.update(inside)

    def _share_leading(self, drafts: list[Draft]) -> None:
        """Coordinated and participial predicates take place and time of the first one where they have none of their own."""
        tokens = self.sentence.tokens
        for draft in drafts:
            if draft.kind in SPEECH_KINDS:
                continue
            head = tokens[draft.main.verb].head
            if tokens[draft.main.verb].dep not in ("conj", "advcl") or head not in self.owners:
                continue
            first = self.owners[head]
            if first is draft or first.kind in SPEECH_KINDS:
                continue
            before = min(first.main.trigger)
            if not draft.places:
                shared = [(r, m) for r, m in first.places if r == "event"]
                if tokens[draft.main.verb].dep == "conj":
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
        """A bare mention of an event noun ("after the attack") carries no claim of its own, nor does a word that nobody said."""
        if draft.kind in SPEECH_KINDS - {"assessment", "forecast"} and not draft.fillers("actor"):
            return False
        token = self.sentence.tokens[draft.main.trigger[-1]]
        if token.pos not in ("NOUN", "PROPN") or draft.main.verb in draft.main.trigger:
            return True
        verb = self.sentence.tokens[draft.main.verb]
        own = bool(draft.places or draft.quantities or draft.fillers("actor", "target", "victim") or draft.time)
        return own or verb.lemma in EMPTY


def stretch(sentence: Sentence, draft: Draft) -> tuple[int, int]:
    """First and last token of the smallest stretch that carries the draft, at most MOST_QUOTE code points."""
    tokens = sentence.tokens
    words = set(draft.tokens)
    if draft.kind in SPEECH_KINDS:  # an utterance is quoted with what it says
        words |= {i for i in sentence.subtree(draft.main.verb) if tokens[i].dep != "punct" or min(words) < i < max(words)}
    first, last = min(words), max(words)
    if tokens[last].end - tokens[first].start <= MOST_QUOTE:
        return first, last
    first, last = min(draft.main.trigger), max(draft.main.trigger)
    while True:  # grow around the trigger, right first: objects follow their verb
        grown = False
        if last + 1 < len(tokens) and tokens[last + 1].end - tokens[first].start <= MOST_QUOTE:
            last, grown = last + 1, True
        if first > 0 and tokens[last].end - tokens[first - 1].start <= MOST_QUOTE:
            first, grown = first - 1, True
        if not grown:
            return first, last
