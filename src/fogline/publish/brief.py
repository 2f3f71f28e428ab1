"""The sitrep of a page, before it has a form: what changed, what matters most, what is not known, who says so.

Each part is a short table with the rule by which its rows were chosen and a count of those that were not; `html` and `markdown`
write the same parts down. All text here can stand in a line as it is: words of reports have passed `apart`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.publish import Change, Sitrep, Source, chosen, words
from fogline.publish.chosen import News
from fogline.publish.families import FAMILIES, family_of
from fogline.publish.gaps import not_known
from fogline.publish.shortened import days, few, name_of, names_of, place_of, short, sides_of, title_of, when
from fogline.records import Disagreement, Event, Range, Ref, Situation

MOST_VALUES = 4
MOST_FIGURES = 3
LAST_HANDS = 3
FIRST = ("killed", "wounded", "casualties", "captured", "surrendered", "missing", "displaced")  # figures shown before others


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells under a part's heads, and the claims whose words stand behind them."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()
    id: str = ""  # of what the row is about, where that has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`rule` says how the rows were chosen, `left` what of the same is not among them, `nothing` stands where there is none. A
    part without heads is a list of sentences."""

    id: str
    title: str
    rule: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    left: str = ""
    nothing: str = ""


def span(sitrep: Sitrep) -> str:
    """Of which days."""
    return words.days(sitrep.since, sitrep.until) if sitrep.since or sitrep.until else "all that is told"


def as_known(sitrep: Sitrep) -> str:
    """From what it is known."""
    if sitrep.known:
        return f"as known on {words.day(sitrep.known)}, from {words.count(len(sitrep.reports), 'report')} published by then"
    days = [found.end for report in sitrep.reports.values() if (found := report.published) and found.end]
    last = f", the last of {words.day(max(days))}" if days else ""
    return f"as known from {words.count(len(sitrep.reports), 'report')}{last}"


def changed(sitrep: Sitrep) -> Part:
    """Changes of hands and what else is not as it was."""
    found = chosen.news(sitrep)
    shown, over = found[: chosen.MOST_CHANGES], found[chosen.MOST_CHANGES :]
    hands = sum(1 for one in over if one.changes)
    of_hands = f", {hands} of them with a change of hands" if hands else ""
    left = f"And {words.count(len(over), 'place')} more{of_hands}: in the full list." if over else ""
    return Part(
        id="changed",
        title="What changed",
        rule=chosen.CHANGES_RULE,
        heads=("Place", "Change", "Since", "How sure", "By whose word"),
        rows=tuple(_news(one, sitrep) for one in shown),
        left=left,
        nothing="No report tells of a place that changed hands or came to be held, contested, cut off or open.",
    )


def _news(one: News, sitrep: Sitrep) -> Row:
    if one.changes:
        last = one.changes[-1]
        place, status, claims, change = last.place, last.status, last.claims, _hands(one.changes, sitrep)
        since: dt.date | None = last.on
        holder: Ref | None = last.to
    else:
        assert one.situation is not None
        found = one.situation
        place, status, claims, change = found.place, found.status, found.claims, _became(found, one.was, sitrep)
        since, holder = (None, None) if found.status == "contested" else (found.since, found.holder)
        since = None if since and sitrep.since and since < sitrep.since else since  # it held the place before, too
    claims = chosen.behind(claims, holder, sitrep)
    access = one.situation.access if one.situation else ""
    closed = f", {words.ACCESS[access]}" if access in ("cut", "encircled") else ""
    return Row(
        cells=(
            place_of(place),
            change + closed,
            days(since, since) if since else "",
            f"{status}, {words.origins(claims, sitrep)}",
            _whose(claims, sitrep),
        ),
        claims=claims,
    )


def _hands(changes: Sequence[Change], sitrep: Sitrep) -> str:
    """`Reds → Blues (3 May) → Reds`: who held it one after the other, the last few."""
    steps = [name_of(changes[-LAST_HANDS:][0].was, sitrep)]
    for change in changes[-LAST_HANDS:]:
        day = f" ({change.on.day} {change.on:%B})" if change is not changes[-1] else ""
        steps.append(f"{name_of(change.to, sitrep)}{day}")
    earlier = len(changes) - LAST_HANDS
    return " → ".join(steps) + (f"; {words.count(earlier, 'earlier change')}" if earlier > 0 else "")


def _became(found: Situation, was: Situation | None, sitrep: Sitrep) -> str:
    before = was.holder if was and was.holder else None
    if found.status == "contested":
        there = names_of(found.presence, sitrep)
        return "now contested" + (f": {there}" if there else "") + (f"; was {name_of(before, sitrep)}" if before else "")
    if found.status == "unknown":
        return "no longer known who holds it" + (f"; was {name_of(before, sitrep)}" if before else "")
    if was is None or was.status == "unknown":
        return f"{name_of(None, sitrep)} → {name_of(found.holder, sitrep)}"
    if was.status == "contested":
        return f"no longer contested: {name_of(found.holder, sitrep)}"
    return name_of(found.holder, sitrep) + ("" if found.access in ("cut", "encircled") else ", open again")


def _whose(claims: Iterable[str], sitrep: Sitrep) -> str:
    """The speakers and outlets behind some claims, those of most claims first."""
    known = [sitrep.claims[id] for id in claims if id in sitrep.claims]
    chains = (words.chain_of(claim.attribution, sitrep.reports[claim.report], sitrep) for claim in known)
    told = Counter(tuple(dict.fromkeys((chain[0], chain[-1]))) for chain in chains)
    ordered = sorted(told.items(), key=lambda one: (-one[1], one[0]))
    return few([" in ".join(map(short, chain)) for chain, _ in ordered], between="; ")


def events(sitrep: Sitrep) -> Part:
    """The events of the span that matter most."""
    found = chosen.events(sitrep)
    shown, over = found[: chosen.MOST_EVENTS], found[chosen.MOST_EVENTS :]
    return Part(
        id="most",
        title="Events that matter most",
        rule=chosen.EVENTS_RULE,
        heads=("What and where", "When", "By whom, against whom", "Lowest, best and highest", "Origins"),
        rows=tuple(_event(event, sitrep) for event in shown),
        left=_events_left(over),
        nothing="No event is told of in this time.",
    )


def _event(event: Event, sitrep: Sitrep) -> Row:
    ordered = sorted(event.quantities, key=_rank)
    figures = [words.figure(each, short) for each in ordered[:MOST_FIGURES]]
    more = f"; {words.count(len(ordered) - MOST_FIGURES, 'more figure')}" if len(ordered) > MOST_FIGURES else ""
    status = "" if event.status in ("corroborated", "single-origin") else f", {words.EVENT_STATUS[event.status]}"
    return Row(
        cells=(
            title_of(event, 2),
            when(event.time),
            sides_of(event, sitrep),
            "; ".join(figures) + more,
            words.origins(event.claims, sitrep) + status,
        ),
        claims=event.claims,
        id=event.id,
    )


def _rank(found: Range) -> tuple[int, str, str]:
    return FIRST.index(found.what) if found.what in FIRST else len(FIRST), found.what, found.of or ""


def _events_left(over: Sequence[Event]) -> str:
    if not over:
        return ""
    of = Counter(family_of(event.kind).id for event in over)
    kinds = ", ".join(f"{of[family.id]} {family.label}" for family in FAMILIES if of[family.id])
    most = chosen.killed(over[0])
    dead = f"none with more than {most:,} killed" if most else "none with a number of killed"
    return f"And {words.count(len(over), 'event')} more, {dead} ({kinds}): in the full list."


def disagreements(sitrep: Sitrep) -> Part:
    """Where reports stand against each other the most."""
    found = chosen.disagreements(sitrep)
    shown, over = found[: chosen.MOST_DISAGREEMENTS], found[chosen.MOST_DISAGREEMENTS :]
    most = _most_voices(over)
    within = sum(1 for one in over if one.within_one_origin)
    most += f", {within} of them within one voice" if within else ""
    return Part(
        id="differ",
        title="Disagreements that matter most",
        rule=chosen.DISAGREEMENTS_RULE,
        heads=("Of what", "Who says what"),
        rows=tuple(_disagreement(one, sitrep) for one in shown),
        left=f"And {words.count(len(over), 'disagreement')} more{most}: in the full list." if over else "",
        nothing="No two reports stand against each other.",
    )


def _most_voices(over: Sequence[Disagreement]) -> str:
    """How many voices take part in those that are left out."""
    between = [chosen.origins(one) for one in over if not one.within_one_origin]
    return f", none with more than {words.count(max(between), 'origin')}" if between else ""


def _disagreement(found: Disagreement, sitrep: Sitrep) -> Row:
    told = []
    for value in sorted(found.values, key=lambda value: (-value.origins, value.value))[:MOST_VALUES]:
        interest = ", all with an interest" if value.interested else ""
        told.append(f"{short(value.value)} ({words.count(value.origins, 'origin')}{interest})")
    more = len(found.values) - len(told)
    left = f"; {words.count(more, 'more value')}" if more else ""
    return Row(
        cells=(words.headline(found, sitrep, when, short), "; ".join(told) + left),
        claims=tuple(claim for value in found.values for claim in value.claims),
        id=found.id,
    )


def gaps(sitrep: Sitrep) -> Part:
    """What the sitrep cannot say."""
    rows = tuple(Row(cells=(line,)) for line in not_known(sitrep))
    return Part(id="gaps", title="What is not known", rows=rows, nothing="Nothing was left open.")


def sources(sitrep: Sitrep) -> Part:
    """Who says so."""
    used = [source for source in sitrep.sources if source.used]
    shown, over = used[: chosen.MOST_SOURCES], used[chosen.MOST_SOURCES :]
    other = sum(source.reports for source in sitrep.sources) - sum(source.used for source in used)
    left = f"{words.count(len(over), 'more outlet')} with {words.count(sum(s.used for s in over), 'report')}. " if over else ""
    left += (
        f"{words.count(other, 'report')} more {'was' if other == 1 else 'were'} read and tell of nothing shown here."
        if other
        else ""
    )
    return Part(
        id="outlets",
        title="Sources",
        rule=chosen.SOURCES_RULE,
        rows=tuple(Row(cells=(_source(source),)) for source in shown),
        left=left,
        nothing="No report tells of anything shown here.",
    )


def _source(source: Source) -> str:
    leaning = few([short(actor) for actor in source.leaning])
    told = f"{short(source.name)}: {words.count(source.used, 'report')}"
    return f"{told}; interested party: speaks for {leaning}" if leaning else told


def parts(sitrep: Sitrep) -> tuple[Part, Part, Part, Part, Part]:
    """What changed (the map stands after it), events, disagreements, what is not known, sources."""
    return changed(sitrep), events(sitrep), disagreements(sitrep), gaps(sitrep), sources(sitrep)
