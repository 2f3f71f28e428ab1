"""The gazetteer: folding of names, the compiled file, the world's tables, a case's places in front."""

from __future__ import annotations

import lzma
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fogline import tables
from fogline.errors import ConfigError
from fogline.naming import gaz_compile
from fogline.naming.gaz_case import CasePlaces, Layered, kilometres
from fogline.naming.gaz_names import fold, folded
from fogline.naming.gazetteer import Gazetteer, World
from fogline.publish.outlines import of_countries

PLACES = """\
# columns: id name type country parent lat lon population
gn:1\tRivonia\tcountry\tRV\t\t10\t20\t9000000
gn:2\tNorthmark\tadmin1\tRV\t\t11\t20\t500000
gn:3\tSouthmark\tadmin1\tRV\t\t8\t20\t400000
gn:4\tÔrlin\tcity\tRV\tgn:2\t11.1\t20.1\t90000
gn:5\tOrlin\tcity\tRV\tgn:3\t8.1\t20.1\t3000
gn:6\tOrlin District\tadmin2\tRV\tgn:2\t11.2\t20.2\t95000
gn:7\tOrlin\tcity\tRV\tgn:6\t11.9\t20.9\t700
"""
NAMES = """\
# columns: id names
gn:2\tNorth Mark Province|노스마크
gn:4\tOrlin al-Kabir|Орлин|اورلین
gn:6\tOrlin
"""
PLAIN = {
    "countries": "# columns: id country lat lon names\ngn:1\tRV\t9.5\t20.5\tRepublic of Rivonia\n",
    "regions": "# columns: id name type country lat lon names\nne:grey-sea\tGrey Sea\tsea\t\t5\t15\tGrey Ocean\n",
    "abbreviations": "# columns: form use place\nR.V.\tfree\tgn:1\n",
    "exonyms": "# columns: id language names\ngn:1\tru\tРивония|Республика Ривония\n",
}
HEADER = "# title: t\n# source: s\n# licence: l\n# date: d\n"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of tiny tables in place of the world's, and a cache of its own."""
    folder = tmp_path / "world"
    folder.mkdir()
    for name, text in (("places", PLACES), ("names", NAMES)):
        (folder / f"{name}.tsv.xz").write_bytes(lzma.compress((HEADER + text).encode()))
    for name, text in PLAIN.items():
        (folder / f"{name}.tsv").write_text(HEADER + text, "utf-8")
    monkeypatch.setattr(gaz_compile, "WORLD", folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    gaz_compile._digest.cache_clear()
    yield folder
    gaz_compile._digest.cache_clear()


def row(**values: str) -> dict[str, str]:
    columns = dict.fromkeys(("parent", "admin1", "lat", "lon", "precision", "population", "aliases", "source"), "")
    return columns | {"id": "case:x", "name": "X", "type": "town", "country": "RV"} | values


# ------------------------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Chārīkār", "CHARIKAR"),
        ("Ra's al-ʿAyn", "ras al ayn"),
        ("Winston-Salem", "Winston  Salem"),
        ("St. Petersburg", "st petersburg"),
        ("كابل", "کابل"),
        ("Ёлкино", "Елкино"),
        ("Łódź", "Lodz"),
        ("Dârmstädt", "darmstadt"),
    ],
)
def test_spellings_that_are_one_name(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("ガザ", "カサ"), ("카불", "카풀"), ("दिल्ली", "दल्ल"), ("Orlin", "Orlins")])
def test_names_that_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(st.text(max_size=40))
@example("İstanbul")
@example("ﷺ ǅ ß")
@example("𝛢")
def test_folding_is_idempotent_and_tidy(text: str) -> None:
    key = folded(text)
    assert folded(key) == key
    assert key == " ".join(key.split())


# ---------------------------------------------------------------------------------------------------- the compiled file


def test_it_is_made_once_and_read_only(small: Path) -> None:
    path = gaz_compile.build()
    made = path.stat().st_mtime_ns
    assert gaz_compile.build() == path
    assert path.stat().st_mtime_ns == made
    assert not list(path.parent.glob("*.part"))
    world = World()
    with pytest.raises(sqlite3.OperationalError):
        world._query("delete from names")


def test_new_tables_are_a_new_file(small: Path) -> None:
    first = gaz_compile.build()
    (small / "abbreviations.tsv").write_text(HEADER + "# columns: form use place\n", "utf-8")
    gaz_compile._digest.cache_clear()
    assert gaz_compile.build() != first


def test_a_cache_that_cannot_be_written_gives_way_to_a_temporary_folder(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(gaz_compile.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    path = gaz_compile.build()
    assert path.is_relative_to(tmp_path / "temporary")
    assert os.access(path, os.R_OK)


def test_a_broken_table_is_named_with_its_line(small: Path) -> None:
    (small / "names.tsv.xz").write_bytes(lzma.compress((HEADER + "# columns: id names\ngn:2\n").encode()))
    gaz_compile._digest.cache_clear()
    with pytest.raises(ConfigError, match=r"names\.tsv\.xz:6: 1 values for 2 columns"):
        gaz_compile.build()
    (small / "names.tsv.xz").write_bytes(b"not packed at all")
    gaz_compile._digest.cache_clear()
    with pytest.raises(ConfigError, match=r"names\.tsv\.xz"):
        gaz_compile.build()


# ------------------------------------------------------------------------------------- one contract for every gazetteer


@pytest.fixture(params=["world", "layered", "empty case"])
def gazetteer(request: pytest.FixtureRequest, small: Path) -> Gazetteer:
    world = World()
    if request.param == "world":
        return world
    own = [row(id="case:pass", name="Grey Pass", type="pass", parent="gn:2", lat="11.5", lon="20.5")]
    return Layered(CasePlaces(own if request.param == "layered" else []), world)


def test_candidates_by_population_in_any_script_and_case(gazetteer: Gazetteer) -> None:
    assert [e.id for e in gazetteer.candidates("ORLIN")] == ["gn:6", "gn:4", "gn:5", "gn:7"]
    assert [e.id for e in gazetteer.candidates("орлин")] == ["gn:4"]
    assert [e.id for e in gazetteer.candidates("Ривония")] == ["gn:1"]
    assert [e.id for e in gazetteer.candidates("اورلين")] == ["gn:4"]
    assert [e.id for e in gazetteer.candidates("노스마크")] == ["gn:2"]
    assert gazetteer.candidates("") == gazetteer.candidates("…") == gazetteer.candidates("Atlantis") == ()


def test_abbreviations_need_their_capitals_and_stops(gazetteer: Gazetteer) -> None:
    assert [e.id for e in gazetteer.candidates("R.V.")] == ["gn:1"]
    assert gazetteer.candidates("rv") == ()


def test_longer_names_are_announced(gazetteer: Gazetteer) -> None:
    assert gazetteer.begins("Orlin")
    assert gazetteer.begins("orlin al")
    assert not gazetteer.begins("Orlin al Kabir")
    assert not gazetteer.begins("Orl")
    assert not gazetteer.begins("")


def test_what_lies_around(gazetteer: Gazetteer) -> None:
    assert [e.id for e in gazetteer.above("gn:7")] == ["gn:6", "gn:2", "gn:1"]
    assert gazetteer.above("gn:1") == gazetteer.above("gn:none") == gazetteer.above("ne:grey-sea") == ()
    town = gazetteer.entity("gn:4")
    assert town is not None
    assert (town.country, town.admin1, town.precision) == ("RV", "Northmark", "settlement")
    assert "Орлин" in town.aliases
    assert gazetteer.entity("gn:none") is None


def test_the_point_of_a_country_is_the_one_set_by_hand(gazetteer: Gazetteer) -> None:
    country = gazetteer.candidates("Republic of Rivonia")[0]
    assert (country.lat, country.lon) == (9.5, 20.5)


# ------------------------------------------------------------------------------------------------------------ the case


def test_a_place_of_the_case_replaces_the_same_one_of_the_world(small: Path) -> None:
    own = row(id="case:orlin", name="Orlin", lat="11.15", lon="20.1", parent="case:north", aliases="Orleen|오를린")
    north = row(id="case:north", name="Northmark", type="province", aliases="Nordmark")
    layered = Layered(CasePlaces([own, north]), World())
    assert [e.id for e in layered.candidates("Orlin")] == ["case:orlin", "gn:6", "gn:5", "gn:7"]
    assert [e.id for e in layered.candidates("오를린")] == ["case:orlin"]
    assert [e.id for e in layered.candidates("Northmark")] == ["case:north"]
    assert [e.id for e in layered.above("case:orlin")] == ["case:north", "gn:1"]
    assert [e.id for e in layered.above("gn:7")] == ["gn:6", "case:north", "gn:1"]


def test_a_case_place_finds_its_province_by_name_and_ends_in_a_circle(small: Path) -> None:
    valley = row(id="case:valley", name="Long Valley", type="valley", admin1="Northmark")
    a, b = row(id="case:a", name="A", parent="case:b"), row(id="case:b", name="B", parent="A")
    layered = Layered(CasePlaces([valley, a, b]), World())
    assert [e.id for e in layered.above("case:valley")] == ["gn:2", "gn:1"]
    assert [e.id for e in layered.above("case:a")] == ["case:b", "gn:1"]
    assert layered.begins("long")


def test_a_division_of_the_case_is_told_without_its_noun(small: Path) -> None:
    town, district = row(id="case:t", name="Neroth"), row(id="case:d", name="Neroth district", type="district")
    assert [e.id for e in CasePlaces([town, district]).candidates("Neroth")] == ["case:t", "case:d"]


def test_a_name_of_the_case_without_the_word_for_what_it_is(small: Path) -> None:
    causeway, road = row(id="case:a", name="Neroth Causeway", type="road"), row(id="case:b", name="Orlin Road", type="road")
    layered = Layered(CasePlaces([causeway, road]), World())
    assert [e.id for e in layered.candidates("Neroth")] == ["case:a"]
    assert "case:b" not in [e.id for e in layered.candidates("Orlin")]  # a town of the world has that name


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"lat": "north", "lon": "1"}, "case:x has lat 'north'"),
        ({"lat": "91", "lon": "1"}, "case:x has lat '91'"),
        ({"lat": "9"}, "only one of lat and lon"),
        ({"name": ""}, "without id or name"),
        ({"population": "many"}, "population 'many'"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(values: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        CasePlaces([row(**values)])


def test_ids_are_unique_and_columns_complete() -> None:
    with pytest.raises(ConfigError, match="stands twice"):
        CasePlaces([row(), row()])
    with pytest.raises(ConfigError, match="lacks the columns type, parent"):
        CasePlaces([{"id": "case:x", "name": "X"}])


# --------------------------------------------------------------------------------------------------- the packaged world


@pytest.fixture(scope="module")
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("name", "first", "country"),
    [
        ("카불", "Kabul", "AF"),
        ("Чарикар", "Charikar", "AF"),
        ("کابل", "Kabul", "AF"),
        ("アフガニスタン", "Afghanistan", "AF"),
        ("U.S.", "United States", "US"),
    ],
)
def test_names_in_many_scripts(world: World, name: str, first: str, country: str) -> None:
    found = world.candidates(name)[0]
    assert (found.name, found.country) == (first, country)


def test_same_named_districts_lie_in_their_own_states(world: World) -> None:
    counties = [e for e in world.candidates("Jackson County") if e.type == "admin2" and e.lat is not None]
    assert len({e.admin1 for e in counties}) > 10
    for county in counties:
        state = next(area for area in world.above(county.id) if area.type == "admin1")
        assert state.name == county.admin1
        assert kilometres(county, state) < 700


def test_points_of_provinces_and_countries_lie_inside(world: World) -> None:
    outlines = of_countries(["AF", "SY", "UA", "IQ"])
    for code, name in (("AF", "Panjshir"), ("AF", "Daykundi"), ("SY", "Idlib"), ("UA", "Donetsk"), ("IQ", "Nineveh")):
        province = next(e for e in world.candidates(name) if e.type == "admin1" and e.country == code)
        own = [outline for outline in outlines if outline.id == province.id]
        assert province.lat is not None and province.lon is not None
        assert any(outline.holds(province.lon, province.lat) for outline in own), name
    for code in ("AF", "SY", "UA", "IQ"):
        country = next(
            e for e in (world.entity(r["id"]) for r in tables.table("world/countries.tsv") if r["country"] == code) if e
        )
        assert country.lat is not None and country.lon is not None
        assert any(outline.holds(country.lon, country.lat) for outline in outlines if outline.country == code)


def test_hand_made_tables_point_at_places_that_exist(world: World) -> None:
    for name in ("abbreviations", "demonyms"):
        for entry in tables.table(f"world/{name}.tsv"):
            assert world.entity(entry["place"]) is not None, entry
    for entry in tables.table("world/countries.tsv"):
        place = world.entity(entry["id"])
        assert place is not None and place.country == entry["country"]
