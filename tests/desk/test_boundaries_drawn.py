"""A case's own outline stands on the map in place of a disc; what happened somewhere within it is drawn as all of it."""

from __future__ import annotations

import json

from fogline.boundaries import FILE

RING = [[19.5, 9.5], [20.5, 9.5], [20.6, 10.6], [19.5, 10.5], [19.5, 9.5]]
ROW = "case:northmark\tNorthmark\tprovince\t\tRV\tNorthmark\t10.1\t20.0\tprovince\t0\t\town map\n"


def drawn(folder) -> None:
    with (folder / "places.tsv").open("a", encoding="utf-8") as table:
        table.write(ROW)
    told = {"name": "Northmark <b>", "place": "case:northmark", "source": "own map"}
    shape = {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [RING]}}
    (folder / FILE).write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}), "utf-8")


def test_own_boundaries_are_on_the_map(war, war_folder):
    before = war.get("/ground.json", params={"on": "2030-05-06"}).json()["events"]["features"]
    drawn(war_folder)
    own = [each for each in war.get("/land.json").json()["features"] if each["properties"].get("own")]
    assert [each["geometry"]["coordinates"] for each in own] == [[[RING]]]
    after = war.get("/ground.json", params={"on": "2030-05-06"}).json()
    assert before != after["events"]["features"]
    area, mark = after["events"]["features"]
    assert area["geometry"]["coordinates"] == [[RING]] and mark["geometry"]["coordinates"] == [20.6, 10.6]
    (place,) = [each for each in after["places"]["features"] if each["geometry"]["coordinates"] == [[RING]]]
    assert place["properties"]["at"] == [20.1, 10.2]  # where its name stands, once


def test_the_still_map_has_them_too(war, war_folder):
    drawn(war_folder)
    assert 'class="land"' in war.get("/situation.json", params={"on": "2030-05-01"}).json()["map"]
    still = war.get("/situation.json", params={"on": "2030-05-06"}).json()["map"]
    assert '<path fill-rule="evenodd"' in still.split("Northmark", 1)[1][:400]


def test_a_bad_file_is_said_with_what_to_do(war, war_folder):
    (war_folder / FILE).write_text("{", "utf-8")
    answer = war.get("/situation")
    assert answer.status_code == 400 and FILE in answer.text and "GeoJSON" in answer.text
