"""Who holds places on days, for all places at once: classes and axes from shares. Constants are set by hand on own stories; no
calibration set yet.

Classes in this order (DESIGN): unknown below a minimum of evidence; contested where two shares are ≥ .25 or fighting stands
there within 7 days and after the last change, or in the area around where another is said to have taken the place; held where
one share is ≥ .75 from two voices, one of them not interested, or from one that is not, with a concurring statement on the
area around; claimed otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fogline.situation.evidence import LONG_AGO, NOBODY
from fogline.situation.fading import aged, left_of, taking
from fogline.situation.grouped import Ints, Mask, greatest, having, runs
from fogline.situation.ledger import (
    CUT,
    ENCIRCLED,
    FIGHT,
    NO_PARTY,
    OPEN,
    PRESENT,
    REPELLED,
    Counting,
    Ledger,
)
from fogline.situation.shares import UNKNOWN, Shares, Standing, shares, standing
from fogline.situation.spots import Rows, Sight, Spots, sight, together
from fogline.situation.terms import HERE, Terms, terms

LEAST = 0.05  # sum of weights below which nothing is known: a lone neutral claim reaches it after half a year of silence
FIGHT_DAYS = 7
FIGHT_SPAN = 14  # days; what is dated no finer ("fighting in May") stands on none of them
LEAST_FIGHT = 0.3  # an opinion that there is fighting is none
CONTESTED, HELD, MOST = 0.25, 0.75, 0.5  # shares
PRESENCE, CLOSED = 0.15, 0.15  # weights from which a presence, a cut or a siege is shown

STATUS = ("unknown", "contested", "held", "claimed")
AUTHORITY = (*STATUS[:2], "nobody", "held", "partial")
EVIDENCE = ("interpolated", "interested", "single", "corroborated")
ACCESS = ("unknown", "cut", "encircled", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Who holds what, by spot: codes of the words of STATUS, AUTHORITY, EVIDENCE and ACCESS, the holder as code of a party, and
    what is behind it. `used` are the claims, by spot."""

    ledger: Ledger
    spots: Spots
    status: Ints
    authority: Ints
    holder: Ints
    evidence: Ints
    access: Ints
    shares: Shares
    terms: Terms
    fights: Rows
    closed: Rows
    lost: Rows
    present: Rows
    used: Rows

    def there(self, spot: int) -> list[int]:
        """The parties that are at a spot."""
        return sorted({int(self.ledger.party[row]) for row in self.present.of(spot)})


def judge(ledger: Ledger, spots: Spots) -> Ground:
    """The ground at spots, from evidence that is already restricted to what was known."""
    seen, n = sight(ledger, spots), len(spots)
    told = terms(seen)
    stand = standing(told, ledger, n)
    fights = _fights(seen, stand.top)
    status = _status(seen, told, stand, fights)
    has_holder = (status >= STATUS.index("held")) & (stand.top != _nobody(ledger))
    closed, access = _access(seen)
    present = _present(seen)
    return Ground(
        ledger=ledger,
        spots=spots,
        status=status,
        authority=_authority(seen, stand, status),
        holder=np.where(has_holder, stand.top, NO_PARTY),
        evidence=_evidence(ledger, told, stand.top, (fights, closed)),
        access=access,
        shares=shares(ledger, stand),
        terms=told,
        fights=fights,
        closed=closed,
        lost=seen.lost,
        present=present,
        used=_used(ledger, told, fights, closed, seen.lost, present),
    )


# ------------------------------------------------------------------------------------------------------------ classes


def _fights(seen: Sight, top: Ints) -> Rows:
    """Fighting that stands: at the place itself, where not only its holder takes part (who fires in his own town contests
    nothing); in the area around, where another is said, however doubtfully, to have taken the place within FIGHT_DAYS."""
    ledger, n = seen.ledger, len(seen.spots)
    standing = _stand(seen)
    own = seen.here(standing)
    own = own.where(ledger.side[own.row] != top[own.spot])
    taken = seen.here(seen.holds.where(ledger.change[seen.holds.row]))
    recent = seen.spots.day[taken.spot] <= ledger.end[taken.row] + FIGHT_DAYS
    rival = having(taken.spot[recent & (ledger.party[taken.row] != top[taken.spot])], n)
    area = seen.around(standing)
    return together(own, area.where(rival[area.spot]))


def _stand(seen: Sight) -> Counting:
    """Fighting within FIGHT_DAYS that stands: not over by a later or same day's change of hands, nor the day after an attack
    was repelled, where one says so who has no interest in it; what is dated loosely must lie behind that with all its days, and
    stands from the last day but one."""
    ledger, fights, repelled = seen.ledger, seen.effect(FIGHT, REPELLED), seen.effect(REPELLED)
    taken = seen.holds.where(ledger.change[seen.holds.row])
    taken = taken.where(ledger.end[taken.row] <= taken.day)
    repelled = repelled.where(~ledger.interested[repelled.row] & (ledger.end[repelled.row] < repelled.day))
    group, row = np.concatenate([taken.group, repelled.group]), np.concatenate([taken.row, repelled.row])
    over = greatest(group, ledger.end[row], fights.group, LONG_AGO)
    row, day = fights.row, fights.day
    start, end = ledger.start[row], ledger.end[row]
    return fights.where(
        (ledger.weight[row] >= LEAST_FIGHT)
        & (end - start <= FIGHT_SPAN)
        & (np.maximum(start, end - 1) <= day)
        & (end >= day - FIGHT_DAYS)
        & (start > over)
    )


def _status(seen: Sight, told: Terms, stand: Standing, fights: Rows) -> Ints:
    ledger, n, top = seen.ledger, len(seen.spots), stand.top
    fought = having(fights.spot, n)
    unsaid = (stand.total - UNKNOWN < LEAST) & ~fought
    rival = (stand.share >= CONTESTED) & (stand.party != top[stand.spot]) & _apart(ledger, told, stand)
    contested = fought | having(stand.spot[rival], n)
    own = _own(told, ledger, top)
    voices = np.bincount(own.spot, minlength=n)
    sound = having(own.spot[~ledger.interested[own.row]], n)
    area = seen.around(seen.holds)
    concurring = having(area.spot[ledger.party[area.row] == top[area.spot]], n)
    enough = having(stand.spot[(stand.party == top[stand.spot]) & (stand.share >= HELD)], n)
    is_held = enough & sound & ((voices > 1) | concurring)
    found = np.select([unsaid, contested, is_held], [STATUS.index(word) for word in STATUS[:3]], STATUS.index("claimed"))
    return np.asarray(found)


def _own(told: Terms, ledger: Ledger, top: Ints) -> Rows:
    """What is said of the place itself for the party with the most."""
    own = (told.flown == HERE) & (ledger.party[told.row] == top[told.spot])
    return Rows(spot=told.spot[own], row=told.row[own])


def _apart(ledger: Ledger, told: Terms, stand: Standing) -> Mask:
    """Whether a party stands against the first: not where the same claims name both, as holders together, and not where only
    one is more than a name in a text ("fighters" may be the other's)."""
    claims = len(ledger.names_of.claims)
    one = np.unique(stand.of * claims + ledger.claim[told.row])
    party, claim = one // claims, one % claims
    size = np.bincount(party, minlength=len(stand.spot))
    first = np.zeros(len(stand.total), np.int64)
    is_first = np.flatnonzero(stand.party == stand.top[stand.spot])
    first[stand.spot[is_first]] = is_first
    first = first[stand.spot]  # the first party's place in `stand`, by party
    shared = np.bincount(party[np.isin(first[party] * claims + claim, one)], minlength=len(stand.spot))
    named = ledger.only_named
    found: Mask = ((shared != size) | (size != size[first])) & (named[stand.party] == named[stand.party[first]])
    return found


def _authority(seen: Sight, stand: Standing, status: Ints) -> Ints:
    """The axis of authority alone: how much of the place the holder is said to have, whatever the evidence."""
    ledger, n, top = seen.ledger, len(seen.spots), stand.top
    most = having(stand.spot[(stand.party == top[stand.spot]) & (stand.share >= MOST)], n)
    nobody = top == _nobody(ledger)
    whole = most & ~_others(seen, top, status)
    found = np.where(whole, AUTHORITY.index("held"), AUTHORITY.index("partial"))
    found[nobody] = AUTHORITY.index("nobody")
    return np.where(status < STATUS.index("held"), status, found)


def _others(seen: Sight, top: Ints, status: Ints) -> Mask:
    """Where another than the first holds a place inside."""
    ledger = seen.ledger
    wanted = np.flatnonzero(status[seen.spots.inside[0]] >= STATUS.index("held"))
    spot = seen.spots.inside[0][wanted]
    pair, row = seen.holds.of(seen.inside[wanted])
    within, change = seen.changes.of(seen.inside[wanted])
    pair, within = spot[pair], spot[within]
    others = ledger.party[row] != top[pair]
    pair, row = pair[others], row[others]
    taken = taking(ledger, change, seen.spots.day[within])
    value = aged(ledger, row, seen.spots.day[pair]) * left_of(ledger, row, pair, change, within, taken)
    return having(pair[value >= MOST], len(seen.spots))


def _evidence(ledger: Ledger, told: Terms, top: Ints, rest: tuple[Rows, ...]) -> Ints:
    """How well the answer stands: by the holder's own voices, else by those of the fighting or the siege."""
    n = len(top)
    other = together(*rest)
    said = together(_own(told, ledger, top), other.where(~having(told.spot, n)[other.spot]))
    voices = np.unique(said.spot * len(ledger.names_of.voices) + ledger.voice[said.row]) // len(ledger.names_of.voices)
    several = np.bincount(voices, minlength=n) > 1
    found = [~having(said.spot, n), ~having(said.spot[~ledger.interested[said.row]], n), ~several]
    codes = [EVIDENCE.index(word) for word in ("interpolated", "interested", "single")]
    return np.asarray(np.select(found, codes, EVIDENCE.index("corroborated")))


def _access(seen: Sight) -> tuple[Rows, Ints]:
    """What stands of the ways in, and by spot the strongest that is said of them, a later word before an earlier one."""
    ledger, n = seen.ledger, len(seen.spots)
    found = seen.here(seen.effect(CUT, ENCIRCLED, OPEN))
    day = seen.spots.day[found.spot]
    weight = aged(ledger, found.row, day)
    fresh, weight, day = found.where(weight >= CLOSED), weight[weight >= CLOSED], day[weight >= CLOSED]
    effect, end = ledger.effect[fresh.row], ledger.end[fresh.row]
    order = np.lexsort((ledger.claim[fresh.row], effect == ENCIRCLED, weight, np.minimum(end, day), fresh.spot))[::-1]
    last = order[runs(fresh.spot[order])]
    word, since = np.full(n, NO_PARTY), np.zeros(n, np.int64)
    word[fresh.spot[last]], since[fresh.spot[last]] = effect[last], ledger.start[fresh.row[last]]
    besieged = having(fresh.spot[(effect == ENCIRCLED) & (end >= since[fresh.spot])], n) & (word == CUT)
    shown = (effect == word[fresh.spot]) | (besieged[fresh.spot] & (effect == ENCIRCLED))
    words = [besieged | (word == ENCIRCLED), word == CUT, word == OPEN]
    codes = [ACCESS.index(name) for name in ("encircled", "cut", "open")]
    return fresh.where(shown), np.asarray(np.select(words, codes, 0))


def _present(seen: Sight) -> Rows:
    """Who is there, by what says so; who left or lost the place since is not."""
    ledger, parties = seen.ledger, len(seen.ledger.parties)
    there = seen.here(seen.effect(PRESENT))
    there = there.where(aged(ledger, there.row, seen.spots.day[there.spot]) >= PRESENCE)
    gone = seen.lost.where(ledger.change[seen.lost.row] & (ledger.end[seen.lost.row] <= seen.spots.day[seen.lost.spot]))
    keys = gone.spot * parties + ledger.party[gone.row]
    last = greatest(keys, ledger.end[gone.row], there.spot * parties + ledger.party[there.row], LONG_AGO)
    return there.where(last <= ledger.end[there.row])


def _used(ledger: Ledger, told: Terms, *more: Rows) -> Rows:
    """The claims behind all of it, each once; a row stands for its claim."""
    found = together(Rows(spot=told.spot, row=told.row), *more)
    found = found.where(ledger.cited[found.row])
    _, first = np.unique(found.spot * len(ledger.names_of.claims) + ledger.claim[found.row], return_index=True)
    return Rows(spot=found.spot[first], row=found.row[first])


def _nobody(ledger: Ledger) -> int:
    return ledger.parties.index(NOBODY) if NOBODY in ledger.parties else len(ledger.parties)
