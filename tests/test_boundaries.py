"""The case's own boundaries: what is drawn, what is refused, and that it says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fogline import boundaries
from fogline.errors import ConfigError
from fogline.records import Entity

SQUARE = [[45.0, 12.0], [46.0, 12.0], [46.0, 13.0], [45.0, 13.0], [45.0, 12.0]]
HOLE = [[45.4, 12.4], [45.6, 12.4], [45.6, 12.6], [45.4, 12.4]]
PLACES = {
    "case:north": Entity(id="case:north", name="North", type="province", lat=12.5, lon=45.5),
    "case:far": Entity(id="case:far", name="Far", type="province", lat=45.5, lon=12.5),
}


def feature(geometry: Any = None, **told: Any) -> dict[str, Any]:
    shape = geometry or {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
    return {"type": "Feature", "geometry": shape, "properties": {"name": "North", "source": "own"} | told}


def written(folder: Path, *features: Any, **more: Any) -> Path:
    path = folder / boundaries.FILE
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)} | more), "utf-8")
    return path


def test_outlines_keep_their_holes_and_their_place(tmp_path):
    path = written(tmp_path, feature(place="case:north"), feature({"type": "MultiPolygon", "coordinates": [[SQUARE], [HOLE]]}))
    one, two = boundaries.load(path, PLACES)
    assert (one.name, one.place, one.source) == ("North", "case:north", "own")
    assert [len(ring) for ring in one.polygons[0]] == [5, 4] and one.polygons[0][0][0] == (45.0, 12.0)
    assert two.place == "" and len(two.polygons) == 2


def test_a_case_without_the_file_has_none(tmp_path):
    assert boundaries.load(tmp_path / boundaries.FILE, PLACES) == ()


def polygon(*points: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [list(points)]}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (feature(polygon(*SQUARE[:4])), "feature 1: a ring that is not closed"),
        (feature(polygon([45, 120], [46, 120], [46, 121], [45, 120])), "feature 1: [45, 120] is no point"),
        (feature(polygon(["45", 12], *SQUARE)), "feature 1: ['45', 12] is no point"),
        (feature(polygon([True, 12], *SQUARE)), "is no point"),
        (feature({"type": "Point", "coordinates": [45, 12]}), "feature 1: a Point is no outline"),
        (feature({"type": "MultiPolygon", "coordinates": []}), "without coordinates"),
        (feature({"type": "Polygon", "coordinates": [7]}), "not closed"),
        (feature(source=""), "feature 1: source is missing"),
        (feature(name=7), "feature 1: name is missing"),
        (feature(holder="Reds"), "feature 1: unknown property 'holder'"),
        (feature(place="case:nowhere"), "feature 1: 'case:nowhere' is no id of places.tsv"),
        (feature(place="case:far"), "feature 1: it does not lie around the point of case:far"),
        ("no feature", "feature 1: no Feature"),
        ({"type": "Feature", "geometry": None, "properties": {}}, "feature 1: no Feature"),
    ],
)
def test_a_fault_names_the_feature_and_what_is_expected(tmp_path, wrong, says):
    with pytest.raises(ConfigError) as caught:
        boundaries.load(written(tmp_path, wrong), PLACES)
    assert says in caught.value.args[0] and boundaries.FILE in caught.value.args[0]


def test_a_place_has_one_outline(tmp_path):
    twice = feature(place="case:north")
    with pytest.raises(ConfigError, match="feature 2: case:north has an outline already"):
        boundaries.load(written(tmp_path, twice, twice), PLACES)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"type": "Topology"}', '{"type": "FeatureCollection", "features": {}}', "[" * 100_000]
)
def test_what_is_no_geojson_is_refused(tmp_path, text):
    path = tmp_path / boundaries.FILE
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError):
        boundaries.load(path, PLACES)


def test_other_coordinate_systems_and_too_much_are_refused(tmp_path, monkeypatch):
    other = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(ConfigError, match="another system"):
        boundaries.load(written(tmp_path, feature(), crs=other), PLACES)
    same = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert boundaries.load(written(tmp_path, feature(), crs=same), PLACES)
    monkeypatch.setattr(boundaries, "MOST_POINTS", 8)
    with pytest.raises(ConfigError, match="points"):
        boundaries.load(written(tmp_path, feature()), PLACES)
