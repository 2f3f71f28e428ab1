"""Makes an invented war with its truth, in the form of bench/stories, as many as are wanted: seeded, in five languages.

A front and a state fight over eight towns for thirty days. Seven outlets tell of it, each in words of its own: one copies
another a day later; one of each side counts its own dead by half and the enemy's twice; five repeat a blog's rumour; a town is
lost on paper only, and the wire takes that back. Sentences are the templates of bench/generated: that they are read is the
readers' business, that they add up is what this is for.

    python bench/generate.py --seed 3 --out build/war
    python bench/stories.py --folders build/war
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIRST, DAYS = dt.date(2031, 3, 3), 30  # a Monday
ONE_DAY, FOUGHT = dt.timedelta(days=1), dt.timedelta(days=7)
CONTESTED = "contested"
TOWNS = ("Orsano", "Velmori", "Tarneko", "Duvalo", "Kestori", "Namuro", "Pirello", "Sembano")
QUIET = TOWNS[-1]  # is never fought over, but told to have been
STREETS = ("Amari", "Belto", "Corvi", "Dorani", "Elvesi", "Fandor", "Galti", "Hesmar")
SIDES = {"front": "case:front", "state": "case:state"}
OTHER = {"front": "state", "state": "front"}
PERSON = "Oran Telvik"
PROVENANCE = "# title: {title}\n# source: made by bench/generate.py\n# licence: CC0-1.0\n# date: 2026-11-26\n"
# What a coder could call the passage of a template.
KINDS = {
    "capture": ["territory_taken"],
    "repelled": ["attack", "armed_clash"],
    "shelling": ["shelling", "attack_on_civilians"],
    "clash": ["armed_clash"],
    "toll": ["casualties"],
    "spoken": ["casualties"],
    "control": ["control"],
    "rumour": ["air_strike", "casualties", "attack"],
    "withdrawn": ["denial", "territory_taken"],
}


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """`style` picks its wording where a template has several."""

    id: str
    name: str
    language: str
    interest: str | None = None
    style: int = 0


OUTLETS = {
    outlet.id: outlet
    for outlet in (
        Outlet(id="wire", name="Coast Wire", language="en"),
        Outlet(id="press", name="Federal Press", language="en", interest="state", style=1),
        Outlet(id="golos", name="Golos Severa", language="ru", interest="front"),
        Outlet(id="faro", name="El Faro del Norte", language="es"),
        Outlet(id="courrier", name="Courrier du Delta", language="fr"),
        Outlet(id="ajans", name="Delta Ajansi", language="tr"),
    )
}
MIRROR = Outlet(id="mirror", name="Mirror Daily", language="en")  # has only what the wire had
CASE = """title = "Generated war {seed}"
summary = "An invented war over eight towns, made by bench/generate.py."
area = ["XN"]
languages = ["en", "ru", "es", "fr", "tr"]
time_zone = "UTC"
licence = "CC0-1.0"
"""
ACTORS = {
    "front": ("Northern Front", "rebel_group", ("the Front", "Fighters of the Northern Front", "Северный фронт",
              "бойцы Северного фронта", "Frente del Norte", "Front du Nord", "Kuzey Cephesi")),
    "state": ("Federal Army", "state_forces", ("the army", "федеральная армия", "федеральные войска", "Ejército Federal",
              "Armée fédérale", "Federal Ordu")),
}  # fmt: skip


# --------------------------------------------------------------------------------------------------------- what happens


@dataclass(frozen=True, kw_only=True)
class Incident:
    """`kind` is capture, repelled, shelling, clash, or rumour or lie for what is only told."""

    id: str
    kind: str
    on: dt.date
    place: str
    attacker: str
    dead: int


@dataclass(kw_only=True)
class War:
    """Its incidents, and who holds which town at the end of each day, or that it is contested: by definition for FOUGHT days
    from a clash on, until hands change or an attack is repelled (DESIGN, situation), and on the day of that."""

    incidents: list[Incident] = field(default_factory=list)
    first: dict[str, str] = field(default_factory=dict)
    states: dict[tuple[str, dt.date], str] = field(default_factory=dict)


def fought(chance: random.Random) -> War:
    held = {town: "front" if n < 3 else "state" for n, town in enumerate(TOWNS)}
    fought_until: dict[str, dt.date] = {}
    war = War(first=dict(held))
    for k in range(DAYS):
        on = FIRST + k * ONE_DAY
        for _ in range(chance.choice((0, 1, 1, 2))):
            kind = chance.choice(("capture", "repelled", "shelling", "clash")) if k else "clash"
            place, dead, id = chance.choice(TOWNS[:-1]), chance.randint(2, 30), f"E{len(war.incidents):02}"
            attacker = OTHER[held[place]] if kind in ("capture", "repelled") else chance.choice(sorted(SIDES))
            if any(i.place == place and abs((i.on - on).days) < 2 for i in war.incidents):
                continue
            war.incidents.append(Incident(id=id, kind=kind, on=on, place=place, attacker=attacker, dead=dead))
            if kind == "capture":
                held[place] = attacker
            if kind != "shelling":
                fought_until[place] = {"clash": on + FOUGHT, "repelled": on, "capture": on - ONE_DAY}[kind]
        war.states |= {(t, on): CONTESTED if fought_until.get(t, FIRST - ONE_DAY) >= on else held[t] for t in TOWNS}
    return war


# --------------------------------------------------------------------------------------------------------- what is told


@dataclass(frozen=True, kw_only=True)
class Told:
    """One sentence: what template tells of what, whose word it is, and the number in it."""

    template: str
    incident: Incident
    voice: str
    n: int = 0
    speaker: str | None = None


class Desk:
    """Writes reports and the codings of their passages."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.templates: dict[str, Any] = tomllib.loads((HERE / "generated" / "templates.toml").read_text("utf-8"))
        self.files: dict[str, str] = {}
        self.reports: list[tuple[str, str, str, str, str, str]] = []
        self.mentions: list[dict[str, Any]] = []

    def write(self, outlet: Outlet, on: dt.date, told: Sequence[Told]) -> str:
        words = self.templates[outlet.language]
        name, sentences = f"{len(self.reports):03}_{outlet.id}.txt", []
        for one in told:
            text = self._filled(words, outlet, one)
            sentences.append(_capital(re.sub(r"[\[\]]", "", text)))
            anchor = text[text.index("[") + 1 : text.index("]")]
            anchor = _capital(anchor) if text.startswith("[") else anchor
            self.mentions.append(
                {"report": name, "anchor": anchor, "kind": KINDS[one.template], "event": one.incident.id, "voice": one.voice}
            )
        for colour in self.chance.sample(words["colour"], 2):  # what nobody else tells, so that only copies are copies
            sentences.append(colour.format(k=self.chance.randint(3, 900), street=self.chance.choice(STREETS)))
        self._save(name, outlet, on, " ".join(sentences), "-", "original")
        return name

    def copy(self, of: str, outlet: Outlet, on: dt.date) -> None:
        """Another outlet's report under one's own name, word for word."""
        name = f"{len(self.reports):03}_{outlet.id}.txt"
        self._save(name, outlet, on, self.files[of].split(" – ", 1)[-1].rstrip("\n"), of, "copy")
        self.mentions += [mention | {"report": name} for mention in self.mentions if mention["report"] == of]

    def _save(self, name: str, outlet: Outlet, on: dt.date, text: str, of: str, how: str) -> None:
        words = self.templates[outlet.language]
        dateline = words["dateline"].format(city="Delta", date=_date(words, on), outlet=outlet.name)
        self.files[name] = f"{dateline}{text}\n"
        self.reports.append((name, on.isoformat(), f"case:{outlet.id}", outlet.language, of, how))

    @staticmethod
    def _filled(words: dict[str, Any], outlet: Outlet, one: Told) -> str:
        styles, incident = words[one.template], one.incident
        template: str = styles if isinstance(styles, str) else styles[outlet.style]
        attacker, defender = words["sides"][incident.attacker], words["sides"][OTHER[incident.attacker]]
        return template.format(
            winner=attacker["winner"], attacker=attacker["enemy"], loser=defender["loser"], holder=defender["holder"],
            enemy=defender["enemy"], men=defender["men"], place=incident.place, n=one.n, person=PERSON,
            speaker=words["sides"][one.speaker]["speaker"] if one.speaker else "",
            day=words["weekdays"][incident.on.weekday()], date=_date(words, incident.on),
        )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _date(words: dict[str, Any], on: dt.date) -> str:
    made: str = words["date"].format(day_number=on.day, month=words["months"][on.month - 1], year=on.year)
    return made


def told(war: War, chance: random.Random) -> tuple[Desk, list[Incident]]:
    """The reports, and what is only told."""
    desk = Desk(chance)
    for incident in war.incidents:
        for outlet in chance.sample(list(OUTLETS.values()), 4):
            if incident.kind == "repelled" and outlet.interest == incident.attacker:
                continue  # nobody tells of his own defeat
            name = desk.write(outlet, incident.on + ONE_DAY, list(_account(outlet, incident)))
            if outlet.id == "wire" and chance.random() < 0.7:
                desk.copy(name, MIRROR, incident.on + 2 * ONE_DAY)
        if incident.kind == "capture" and chance.random() < 0.5:
            since = Told(template="control", incident=incident, voice="outlet:courrier")
            desk.write(OUTLETS["courrier"], incident.on + 5 * ONE_DAY, [since])
    day = FIRST + 12 * ONE_DAY
    rumour = Incident(id="F00", kind="rumour", on=day, place=QUIET, attacker="state", dead=1)
    for n, id in enumerate(("faro", "courrier", "golos", "ajans", "press")):
        desk.write(OUTLETS[id], day + min(n, 2) * ONE_DAY, [Told(template="rumour", incident=rumour, voice="speaker:blog")])
    lie = Incident(id="F01", kind="lie", on=day, place=QUIET, attacker="front", dead=9)
    for id, template, later in (("golos", "capture", 1), ("wire", "capture", 1), ("wire", "withdrawn", 4)):
        desk.write(OUTLETS[id], day + later * ONE_DAY, [Told(template=template, incident=lie, voice=f"outlet:{id}")])
    return desk, [rumour, lie]


def _account(outlet: Outlet, incident: Incident) -> Iterable[Told]:
    """What an outlet tells of an incident: the act, and the toll of those who were attacked in its side's favour."""
    own = f"outlet:{outlet.id}"
    yield Told(template=incident.kind, incident=incident, voice=own, n=incident.dead)
    if incident.kind == "shelling":
        return
    if outlet.interest is None:
        yield Told(template="toll", incident=incident, voice=f"residents {outlet.id} {incident.id}", n=incident.dead)
        return
    is_own = outlet.interest == OTHER[incident.attacker]
    n = max(1, incident.dead // 2) if is_own else incident.dead * 2
    voice = f"speaker:{outlet.interest} {incident.id}"
    yield Told(template="spoken", incident=incident, voice=voice, n=n, speaker=outlet.interest)


# -------------------------------------------------------------------------------------------------------------- the case


def save(out: Path, seed: int, war: War, desk: Desk, only_told: list[Incident]) -> None:
    """The folder of a story: case, reports, codings, truth."""
    (out / "reports").mkdir(parents=True, exist_ok=True)
    for name, text in desk.files.items():
        (out / "reports" / name).write_text(text, "utf-8")
    (out / "case.toml").write_text(CASE.format(seed=seed), "utf-8")
    (out / "actors.toml").write_text(PROVENANCE.format(title="Generated actors") + "\n" + _actors(), "utf-8")
    (out / "sources.toml").write_text(PROVENANCE.format(title="Generated outlets") + "\n" + _outlets(), "utf-8")
    lines = [json.dumps(mention, ensure_ascii=False) for mention in desk.mentions]
    (out / "mentions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")

    def table(name: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
        lines = (f"# columns: {columns}", *("\t".join(map(str, row)) for row in rows))
        (out / name).write_text(PROVENANCE.format(title=f"Generated {name}") + "\n".join(lines) + "\n", "utf-8")

    ids = {town: f"case:{town.lower()}" for town in TOWNS}
    columns = "id name type parent country admin1 lat lon precision population aliases source"
    table("places.tsv", columns, (
        (ids[town], town, "town", "", "XN", "Delta", -30 - n * 0.6, 95 + n * 0.5, "settlement", 20000, "", "invented")
        for n, town in enumerate(TOWNS)
    ))  # fmt: skip
    table("anchors.tsv", "name aliases start end precision source", ())
    before = FIRST - ONE_DAY
    table("control.tsv", "place holder on source", ((ids[t], SIDES[s], before, "invented") for t, s in war.first.items()))
    table("reports.tsv", "file published outlet language from how", desk.reports)
    happened = [(i.id, i.kind, i.on, ids[i.place], "") for i in (*war.incidents, *only_told)]
    table("events.tsv", "event kind day place what_happened", happened)
    tolls = ((i.id, "killed", "civilians" if i.kind == "shelling" else SIDES[OTHER[i.attacker]], i.dead) for i in war.incidents)
    table("tolls.tsv", "event what side n", tolls)
    table("holders.tsv", "place day state", ((ids[t], on, SIDES.get(s, s)) for (t, on), s in sorted(war.states.items())))


def _actors() -> str:
    blocks = []
    for side, (name, type, aliases) in ACTORS.items():
        names = json.dumps(aliases, ensure_ascii=False)
        blocks.append(
            f'[[actor]]\nid = "{SIDES[side]}"\nname = "{name}"\ntype = "{type}"\naliases = {names}\n'
            f'side = "{SIDES[side]}"\nsources = ["invented"]\n'
        )
    blocks.append(
        '[[relation]]\nsubject = "case:front"\ntype = "enemy_of"\nobject = "case:state"\nstatus = "declared"\n'
        'source = "invented"\n'
    )
    return "\n".join(blocks)


def _outlets() -> str:
    return "\n".join(
        f'[[source]]\nid = "case:{o.id}"\nname = "{o.name}"\nkind = "newspaper"\nsource = "invented"\n'
        + (f'interest = ["{SIDES[o.interest]}"]\n' if o.interest else "")
        for o in (*OUTLETS.values(), MIRROR)
    )


def main(arguments: list[str]) -> int:
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--seed", type=int, default=0)
    made.add_argument("--out", type=Path, required=True, help="folder to make")
    options = made.parse_args(arguments)
    war, desk = make(options.seed, options.out)
    print(f"{options.out}: {len(war.incidents)} incidents, {len(desk.reports)} reports, {len(desk.mentions)} passages")
    return 0


def make(seed: int, out: Path) -> tuple[War, Desk]:
    """The war of a seed, written to a folder, and the desk that told of it."""
    chance = random.Random(seed)
    war = fought(chance)
    desk, only_told = told(war, chance)
    save(out, seed, war, desk, only_told)
    return war, desk


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
