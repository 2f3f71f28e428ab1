"""The records that stages hand to each other. Nothing here imports anything of ours.

Two layers (docs/architecture.md). The *report layer* makes Report, Claim, Mention, Link and Dating out of one report; the
*case layer* makes Origin, Event, Disagreement and Situation out of all of them and of the Judgements of people.

Conventions: a `Span` is a half-open pair of code-point offsets into `Report.text`; dates are civil and intervals inclusive,
None meaning open on that side; ids are content hashes (`identify`). All records are frozen: a later stage adds records
that point at earlier ones, or makes a fuller copy of a claim (`dataclasses.replace`) under the same id.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]

SCHEMA = 1
MOST_QUOTE = 400  # code points of a claim's quote (CONTRACT)
SEAT = "seat"  # type of a place of which the words say whose capital it is
SEGMENTS = ("title", "body", "caption", "quote", "comment", "furniture")
STATES = frozenset({"control", "presence", "strength", "encirclement", "route_cut"})  # kinds of claim that may hold still
AREAS = frozenset({"country", "admin1", "capital", "region", "continent", "river", "sea"})  # types of places known to all
LARGE = 50_000  # people of a town that is known to all


def identify(prefix: str, parts: Iterable[str | bytes]) -> str:
    """A content id: `prefix` and 16 hex digits of SHA-256 over the length-prefixed parts (so that no two lists collide)."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return f"{prefix}_{digest.hexdigest()[:16]}"


# ---------------------------------------------------------------------------------------------------- intake: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of the stored text with one role: title, body, caption, quote, comment or furniture.

    `language` is set where the run is plainly not in the report's language (a pingback, a comment).
    """

    kind: str
    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a report was published. `page` is only the day that a page was rendered: an upper bound, its start is None."""

    start: dt.date | None
    end: dt.date | None
    basis: str  # given | metadata | text | page | inferred
    note: str = ""  # what did not fit, e.g. a weekday that is not the date's


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report as stored. The segments are disjoint, sorted and cover all of the text but white space."""

    id: str
    name: str
    text: str
    language: str  # BCP 47; "und" where unknown
    segments: tuple[Segment, ...]
    published: Published | None = None
    source: str | None = None
    url: str | None = None

    @property
    def known_by(self) -> dt.date | None:
        """The latest day of its publication, from which on it counts as known; without one it is known by no day."""
        return self.published.end if self.published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input that did not become a report, or a part that could not be read: which, why, what to do."""

    name: str
    reason: str
    advice: str = ""


# --------------------------------------------------------------------------------------------- reading: Mention, Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """What time words say, unresolved. Which fields are set depends on `form`:

    calendar  year, month, day (any may be None), `weekday` where one stands beside the date, `decade` for "the 1980s"; with
              `unit` "year" its year is `count` from that of speaking; `toward` -1: the last one that is over ("last May")
    weekday   weekday (0 is Monday); `toward` -1 last, +1 next, 0 not said
    offset    `count` units (negative: ago) from `base`: "utterance", "narrative" (the passage's own time) or an anchor's words
    season    month range of a named season or part of a year: `month`..`month_end`; `toward` -1: the last one that is over
    lunar     year, month, day of the lunar Hijri calendar
    duration  "for weeks": no date by itself
    """

    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    month_end: int | None = None
    day_end: int | None = None
    decade: bool = False
    weekday: int | None = None
    toward: int = 0
    unit: str | None = None  # day | week | month | year
    count: int = 0
    base: str = "utterance"
    bound: str = ""  # "since" | "until" | "" : open interval after or before the point
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """The time of a claim: words first; `start`..`end` are filled by dating. `readings` keeps a second resolution
    where weekday and date do not fit each other."""

    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "unknown"  # day | week | month | year | decade | unknown
    basis: str = "explicit"  # explicit | relative | implied
    text: str | None = None
    at: Span | None = None
    expression: TimeExpression | None = None
    readings: tuple[tuple[dt.date, dt.date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """Somebody or something in a slot. `text`/`at` are the words as written (None where implied, e.g. by a pronoun whose own
    words are then kept); `name`, `id`, `type` and `aliases` are what naming made of them; `role` is used in `others` only.
    `own`: the words speak of the speaker's or the outlet's own side ("our fighters"), which only the case can tell."""

    text: str | None
    at: Span | None
    name: str
    id: str | None = None
    # person | state_forces | rebel_group | militia | civilians | government | organisation | people | place
    type: str = "organisation"
    aliases: tuple[str, ...] = ()
    role: str | None = None  # recipient | provider | carrier | host | addressee | object | leader
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a claim. Coordinates are WGS 84 degrees, None where refused or an area without a point."""

    text: str | None
    at: Span | None
    name: str
    id: str | None = None
    type: str = "place"  # SEAT where the words say whose capital it is
    aliases: tuple[str, ...] = ()
    role: str = "event"  # event | origin | destination | all_except | mentioned
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    precision: str = "unknown"  # exact | settlement | district | province | country | route | area | unknown
    stands_for: Span | None = None  # the mention that "the town" or a longer phrase takes up; `text`/`at` are its own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a claim with its bounds; exact n is low = best = high = n, None is open (CONTRACT, Quantities)."""

    what: str
    low: int | None
    best: int | None
    high: int | None
    text: str
    at: Span
    approximate: bool = False
    vague: bool = False
    scope: str = "incident"  # incident | cumulative | several
    of: str | None = None  # whose: the side or group, as named
    side: str | None = None  # the type of those counted, as of a Ref, where their noun says it ("soldiers": state_forces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One step of the chain of who says so, nearest speaker first."""

    speaker: Ref | None
    outlet: str | None = None
    medium: str | None = None
    basis: str = "named"  # named | spokesman | witness | anonymous | image | document | unstated
    said: Time | None = None
    text: str = ""
    at: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """A relation to another claim: says, part_of, summary_of, causes, condition, denies, retracts, same_as."""

    type: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one passage says happened or holds. Reading fills words and spans; naming and dating fill a fuller copy.

    `report.text[start:end] == quote` holds always. `id` covers report, span, kind, negation and the raw value spans: never
    dates, entities or the reader, so that judgements survive a re-read.
    """

    id: str
    report: str
    segment: str
    language: str
    kind: str
    quote: str
    start: int
    end: int
    trigger: Span
    actors: tuple[Ref, ...] = ()
    targets: tuple[Ref, ...] = ()
    others: tuple[Ref, ...] = ()
    places: tuple[Place, ...] = ()
    time: Time | None = None
    quantities: tuple[Quantity, ...] = ()
    attribution: tuple[Attribution, ...] = ()
    modality: str = "asserted"
    aspect: str = "done"
    frame: str = "current"
    negated: bool = False
    hedged: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    links: tuple[ClaimLink, ...] = ()
    readers: tuple[str, ...] = ("rules/1",)
    confidence: int | None = None  # per cent: how likely the reader takes all of it to be right; None where it does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place, actor, time or quantity in the text, in a claim or not."""

    what: str  # place | actor | time | quantity
    text: str
    start: int
    end: int
    type: str = ""
    expression: TimeExpression | None = None
    quantity: Quantity | None = None

    @property
    def span(self) -> Span:
        return self.start, self.end


# ----------------------------------------------------------------------------------------------- naming: Entity, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An actor or place that a mention can be linked to. Ids: `case:` `gn:` (GeoNames) `ne:` (Natural Earth) `text:`."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: str = "unknown"
    population: int = 0

    @property
    def is_large(self) -> bool:
        """Whether its name is more likely this place than a village or a word that is written alike."""
        return self.type in AREAS or self.population >= LARGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The choice of an entity for a mention, or a refusal (entity None), with its reasons in order of weight."""

    span: Span
    text: str
    entity: Entity | None
    reasons: tuple[str, ...] = ()
    score: int = 0  # thousandths
    runner_up: str | None = None


# --------------------------------------------------------------------------------- case layer: what claims add up to


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a passage means: a vector of signed bytes in base64, alike for the same words in two languages."""

    start: int
    end: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the report layer knows of one report. `senses` are of its first passages, where it is read for a case."""

    report: Report
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    senses: tuple[Sense, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """How a claim stands to the interests of whoever says it (CODEBOOK, Evidence). `side` is the party whose interest it is."""

    word: str  # neutral | interested | admission | denial
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A member of an origin: a run of one report and how it relates to the others."""

    report: str
    document: str  # the report's name
    start: int
    end: int
    quote: str
    relation: str = "original"  # original | copy | excerpt | translation | paraphrase | quotation | unknown
    score: int = 1000  # thousandths
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Passages that are one voice. Layer `said`: that it was said; layer `so`: that it is so."""

    id: str
    layer: str
    dependence: float
    members: tuple[Passage, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Low, best and high of one quantity of an event, with the rule that derived them (CODEBOOK, Ranges)."""

    what: str
    of: str | None
    low: int | None
    best: int | None
    high: int | None
    scope: str
    rule: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One incident as its claims tell it."""

    id: str
    kind: str
    time: Time | None
    places: tuple[Place, ...]
    actors: tuple[Ref, ...]
    targets: tuple[Ref, ...]
    quantities: tuple[Range, ...]
    claims: tuple[str, ...]
    reports: int
    origins: int
    status: str  # denied | disputed | corroborated | single-origin
    reasons: tuple[str, ...] = ()
    part_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One of the values that stand against each other in a disagreement."""

    value: str
    claims: tuple[str, ...]
    origins: int
    interested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    id: str
    about: str
    about_type: str  # event | claim | subject
    within_one_origin: bool
    attribute: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A place (or, for `--what strength|alliance|role`, a subject) on day `on` as known on day `known`."""

    on: dt.date
    known: dt.date | None
    place: Place
    status: str  # held | claimed | contested | unknown
    authority: str  # held | partial | contested | nobody | unknown
    holder: Ref | None
    evidence: str  # corroborated | single | interested | interpolated
    access: str  # open | cut | encircled | unknown
    presence: tuple[Ref, ...]
    shares: tuple[tuple[str, float], ...]
    since: dt.date | None
    claims: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision. Append-only: undo is another judgement that names the first.

    `subjects` are ids (claims, events, reports, alias pairs) with the quotes and documents that they stood for, so that a
    judgement can be re-attached after a re-read or be reported as lost.
    """

    id: str
    verb: str  # same | different | wrong | alias | dated | edit | accept | undo
    subjects: tuple[str, ...]
    values: tuple[str, ...]
    by: str
    why: str
    at: dt.datetime
    quotes: tuple[tuple[str, str], ...] = ()  # (report id, quote) of each subject; empty strings where it is no claim
    spans: tuple[tuple[str, int, int], ...] = ()  # (kind, start, end) of each subject, in step with `quotes`
