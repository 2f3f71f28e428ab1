"""The loader of cases: what it reads, what it refuses, and that it says where."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline import case
from fogline.entries import Line
from fogline.errors import ConfigError

HEADER = "# title: t\n# source: s\n# licence: CC0\n# date: 2026-11\n# columns: {}\n"
PLACES = HEADER.format(" ".join(case.PLACE_COLUMNS))
ANCHORS = HEADER.format(" ".join(case.ANCHOR_COLUMNS))
Write = Callable[..., Path]


def place(**changes: str) -> str:
    """A row of places.tsv: a town in the South Pacific, changed as asked."""
    row = dict.fromkeys(case.PLACE_COLUMNS, "") | {
        "id": "case:dalgah", "name": "Dalgah", "type": "town", "country": "XA", "lat": "-40.5", "lon": "-118",
        "precision": "settlement", "population": "12", "source": "own",
    }  # fmt: skip
    return "\t".join((row | changes).values()) + "\n"


def actor(**changes: str) -> str:
    """A [[actor]] table; values are TOML."""
    return "[[actor]]\n" + "".join(
        f"{key} = {value}\n"
        for key, value in ({"id": '"case:front"', "name": '"Front"', "type": '"rebel_group"'} | changes).items()
    )


def source(**changes: str) -> str:
    """A [[source]] table; values are TOML."""
    entry = {"id": '"case:voice"', "name": '"Voice"', "kind": '"party"', "source": '"own"'} | changes
    return "[[source]]\n" + "".join(f"{key} = {value}\n" for key, value in entry.items())


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the files given by name (dots as underscores) beside a minimal case.toml."""

    def made(**files: str) -> Path:
        for name, text in ({"case_toml": 'title = "T"\n'} | files).items():
            (tmp_path / name.replace("_", ".")).write_text(text, "utf-8")
        return tmp_path

    return made


def refused(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        case.load(folder)
    return str(caught.value)


def test_only_the_title_is_needed(write: Write) -> None:
    loaded = case.load(write())
    assert (loaded.title, loaded.time_zone, loaded.places, loaded.actors) == ("T", "UTC", (), ())


def test_no_case_there_names_the_folder_and_the_command(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=rf"{tmp_path}/none.*fogline init"):
        case.load(tmp_path / "none")


def test_places_resolve_their_parent_by_id_and_by_name(write: Write) -> None:
    rows = place(id="case:north", name="North", type="province", precision="province") + place(parent="north")
    rows += place(id="case:mill", name="Mill", type="village", parent="case:dalgah", aliases="мельница| The Mill |The Mill|")
    north, dalgah, mill = case.load(write(places_tsv=PLACES + rows)).places
    assert (north.parent, dalgah.parent, mill.parent) == (None, "case:north", "case:dalgah")
    assert mill.entity.aliases == ("мельница", "The Mill")
    assert (dalgah.entity.lat, dalgah.entity.lon, dalgah.entity.population) == (-40.5, -118.0, 12)


@pytest.mark.parametrize(
    ("rows", "line", "says"),
    [
        (place() + place(name="Other"), 7, "line 6"),
        (place(id="Dalgah"), 6, "slug"),
        (place(parent="case:nowhere"), 6, "neither the id nor the name"),
        (place(parent="case:dalgah"), 6, "within itself"),
        (place(lat="-91"), 6, "latitude comes first"),
        (place(lat="nan"), 6, "latitude comes first"),
        (place(lat="0", lon="0.0"), 6, "latitude comes first"),
        (place(lat="40°30'"), 6, "decimal degrees"),
        (place(lon=""), 6, "both"),
        (place(type="hamlet"), 6, "province, district"),
        (place(precision="good"), 6, "settlement"),
        (place(population="1.000"), 6, "whole number"),
        (place(country="Xa"), 6, "two capitals"),
        (place(source=""), 6, "source is missing"),
        ("\n# a remark\n" + place(name=""), 8, "name is missing"),
        (place() + place(id="case:mill", parent="case:dalgah", lat="-41.5"), 7, "111 km from its parent case:dalgah"),
    ],
)
def test_a_bad_place_is_refused_with_file_and_line(write: Write, rows: str, line: int, says: str) -> None:
    message = refused(write(places_tsv=PLACES + rows))
    assert f"places.tsv:{line}: " in message and says in message


def test_a_name_that_two_rows_have_is_no_parent(write: Write) -> None:
    rows = place(id="case:a", name="A") + place(id="case:b", name="a") + place(parent="A")
    assert "places.tsv:8: parent 'A' names several rows" in refused(write(places_tsv=PLACES + rows))


def test_rows_in_a_circle_are_refused(write: Write) -> None:
    rows = place(id="case:a", name="A", parent="case:b") + place(id="case:b", name="B", parent="case:a")
    assert "within itself" in refused(write(places_tsv=PLACES + rows))


def test_other_columns_are_refused_with_the_right_ones(write: Write) -> None:
    message = refused(write(places_tsv=HEADER.format("id name")))
    assert "the columns are id name" in message and "id name type parent country" in message


def test_dates_cover_the_span_that_they_name(write: Write) -> None:
    loaded = case.load(write(actors_toml=actor(**{"from": '"2019"', "to": '"2024-02"'})))
    assert (loaded.actors[0].since, loaded.actors[0].until) == (dt.date(2019, 1, 1), dt.date(2024, 2, 29))
    loaded = case.load(write(actors_toml=actor(**{"from": "2019-05-04"})))
    assert (loaded.actors[0].since, loaded.actors[0].until) == (dt.date(2019, 5, 4), None)


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(("%Y", "%Y-%m", "%Y-%m-%d")))
def test_a_span_holds_the_day_that_it_was_written_from(day: dt.date, form: str) -> None:
    start, end = Line(Path("f"), 1, {"from": day.strftime(form), "to": day.strftime(form)}).dates("from", "to")
    assert start is not None and end is not None and start <= day <= end
    assert start.strftime(form) == end.strftime(form) == day.strftime(form)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (actor(**{"from": '"2024"', "to": '"2019"'}), 1, "later than"),
        (actor(**{"from": '"2024-13"'}), 1, "2021-08-17"),
        (actor(**{"from": '"last May"'}), 1, "2021-08-17"),
        (actor(type='"army"'), 1, "state_forces"),
        (actor(alias='["F"]'), 1, "unknown key 'alias'"),
        (actor(aliases="[1]"), 1, "list of texts"),
        (actor(name="7"), 1, "text in quotes"),
        (actor(side='"case:else"'), 1, "not the id of an actor"),
        (actor() + "\n" + actor(id='"case:b"', name='"B"', member_of='["case:else"]'), 6, "member_of 'case:else'"),
        (actor() + actor(), 5, "line 1"),
        (actor() + actor(id='"case:b"', name='"FRONT"'), 1, "also names case:b"),
        (actor(shared='["rebels"]'), 1, "names no other actor"),
        (actor() + '[[relation]]\nsubject = "case:front"\ntype = "enemy_of"\nobject = "case:front"\n', 5, "itself"),
        (actor() + '[[relation]]\nsubject = "case:front"\nobject = "case:b"\n', 5, "object 'case:b'"),
        ('actor = "none"\n', 1, "[[actor]]"),
        ("[[actors]]\n", 1, "unknown key 'actors'"),
    ],
)
def test_a_bad_actor_is_refused_with_file_and_line(write: Write, text: str, line: int, says: str) -> None:
    message = refused(write(actors_toml=text))
    assert f"actors.toml:{line}: " in message and says in message


def test_a_name_of_two_actors_must_be_marked_in_both(write: Write) -> None:
    father = actor(id='"case:father"', name='"Old Mesk"', shared='["Mesk"]')
    half = father + actor(id='"case:son"', name='"Young Mesk"', aliases='["mesk"]')
    assert "actors.toml:6: 'mesk' also names case:father" in refused(write(actors_toml=half))
    both = case.load(write(actors_toml=half.replace("aliases", "shared")))
    assert [one.entity.aliases for one in both.actors] == [("Mesk",), ("mesk",)]


def test_an_id_names_one_thing_in_all_files(write: Write) -> None:
    clash = write(places_tsv=PLACES + place(), actors_toml=actor(id='"case:dalgah"'))
    assert "actors.toml:1: id case:dalgah names something else" in refused(clash)
    clash = write(actors_toml=actor(), sources_toml=source(id='"case:front"'))
    assert "sources.toml:1: id case:front names something else" in refused(clash)


def test_sources_point_at_actors(write: Write) -> None:
    loaded = case.load(write(actors_toml=actor(), sources_toml=source(interest='["case:front"]', domains='["Voice.Example"]')))
    assert (loaded.sources[0].interest, loaded.sources[0].domains) == (("case:front",), ("voice.example",))
    assert "sources.toml:1: interest 'case:x'" in refused(
        write(actors_toml=actor(), sources_toml=source(interest='["case:x"]'))
    )
    twice = source() + source(id='"case:b"', name='"B"', aliases='["VOICE"]')
    assert "sources.toml:7: 'VOICE' also names case:voice" in refused(write(sources_toml="\n" + twice))


def test_anchors_are_dated_and_named_once(write: Write) -> None:
    good = "the fall\tfall of the town|day it fell\t2023-03\t2023-03\tmonth\town\n"
    (anchor,) = case.load(write(anchors_tsv=ANCHORS + good)).anchors
    assert (anchor.start, anchor.end, anchor.aliases) == (
        dt.date(2023, 3, 1),
        dt.date(2023, 3, 31),
        ("fall of the town", "day it fell"),
    )
    again = "Day  it fell\t\t2023\t2023\tyear\town\n"
    assert "anchors.tsv:7: 'Day  it fell' names two anchors" in refused(write(anchors_tsv=ANCHORS + good + again))
    assert "anchors.tsv:6: an anchor needs" in refused(write(anchors_tsv=ANCHORS + "the fall\t\t2023\t\tyear\town\n"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "title is missing"),
        ('title = "T"\narea = ["Kestaria"]\n', "country code such as AF"),
        ('title = "T"\nlanguages = ["English"]\n', "a tag such as en"),
        ('title = "T"\ntime_zone = "GMT+3"\n', "Asia/Kabul"),
        ('title = "T"\nregion = "x"\n', "unknown key 'region'"),
        ("title = T\n", "line 1"),
    ],
)
def test_a_bad_head_is_refused(write: Write, text: str, says: str) -> None:
    message = refused(write(case_toml=text))
    assert "case.toml" in message and says in message


def test_the_area_may_be_a_place_of_the_case(write: Write) -> None:
    loaded = case.load(write(case_toml='title = "T"\narea = ["AF", "case:dalgah"]\n', places_tsv=PLACES + place()))
    assert loaded.area == ("AF", "case:dalgah")


def test_texts_are_composed_and_a_byte_order_mark_does_not_move_lines(write: Write) -> None:
    loaded = case.load(write(actors_toml=actor(name='"e\u0301toile"')))
    assert loaded.actors[0].entity.name == "étoile"
    assert "places.tsv:6: name" in refused(write(places_tsv="\ufeff" + PLACES + place(name="")))


def test_the_digest_follows_every_file(write: Write) -> None:
    digests = [case.load(write()).digest, case.load(write(actors_toml=actor())).digest]
    digests += [case.load(write(places_tsv=PLACES + place())).digest, case.load(write(anchors_tsv=ANCHORS)).digest]
    assert len(set(digests)) == 4 and case.load(write()).digest == digests[3]


def test_a_new_case_loads_and_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "one"
    written = case.init(folder)
    assert [path.name for path in written] == list(case.FILES)
    loaded = case.load(folder)
    assert loaded.title and [anchor.name for anchor in loaded.anchors] == ["9/11"]
    with pytest.raises(ConfigError, match=r"case\.toml.*is there already"):
        case.init(folder)


def test_the_examples_in_a_new_case_work_once_uncommented(tmp_path: Path) -> None:
    for path in case.init(tmp_path):
        text = path.read_text("utf-8")
        path.write_text(
            "".join(line.removeprefix("#") if _is_example(line) else line for line in text.splitlines(True)), "utf-8"
        )
    loaded = case.load(tmp_path)
    assert (len(loaded.anchors), len(loaded.places), len(loaded.actors), len(loaded.relations), len(loaded.sources)) == (
        2,
        2,
        2,
        1,
        1,
    )
    assert [(held.place, held.holder) for held in loaded.held] == [("case:dalgah", "case:northern-front")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("case:nowhere\tcase:a\t2024-01-01\tmap", "no id of places.tsv"),
        ("case:p\tcase:nobody\t2024-01-01\tmap", "no id of actors.toml"),
        ("case:p\tcase:a\t-\tmap", "is no date"),
    ],
)
def test_who_held_what_beforehand_is_checked(tmp_path: Path, row: str, words: str) -> None:
    case.init(tmp_path)
    head = "# title: t\n# source: s\n# licence: CC0-1.0\n# date: 2026\n"
    columns = "id name type parent country admin1 lat lon precision population aliases source"
    place = "case:p\tPlace\ttown\t\tXA\t\t1\t1\tsettlement\t0\t\tmap\n"
    (tmp_path / "places.tsv").write_text(f"{head}# columns: {columns}\n{place}")
    (tmp_path / "actors.toml").write_text('[[actor]]\nid = "case:a"\nname = "A"\ntype = "militia"\nsources = ["s"]\n')
    (tmp_path / "control.tsv").write_text(f"{head}# columns: place holder on source\n{row}\n")
    with pytest.raises(ConfigError, match=words):
        case.load(tmp_path)


def _is_example(line: str) -> bool:
    """The templates' convention: a remark is `# text`, an example that may be uncommented is `#text`."""
    return line.startswith("#") and line[1:2] not in (" ", "\n", "")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(case.FILES), st.binary(max_size=60) | st.text(alphabet="[]=#\"'|\t\n.,-: acdehilmnoprst0", max_size=80))
def test_whatever_a_file_holds_it_is_read_or_refused(name: str, content: bytes | str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case.init(Path(folder))
        raw = content if isinstance(content, bytes) else content.encode()
        start = (case.TEMPLATE / name).read_bytes()
        (Path(folder) / name).write_bytes(start + raw)
        try:
            assert case.load(Path(folder)).title == "My case"
        except ConfigError as error:
            assert name in str(error)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="file/inside: cannot be written"):
        case.init(tmp_path / "file" / "inside")
