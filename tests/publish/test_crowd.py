"""Where most of what a map shows lies close together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fogline.publish.crowd import LEAST, SHARE, crowd, within

POINTS = st.tuples(st.floats(-179, 179), st.floats(-80, 80))
VALLEY = [(69.5 + n / 50, 35.3 + n / 90) for n in range(8)]


def test_a_valley_in_a_wide_land_is_a_crowd():
    found = crowd([*VALLEY, (62.2, 34.3), (67.1, 36.7), (71.0, 37.0)])
    assert found and all(within(at, found) for at in VALLEY) and not within((67.1, 36.7), found)


def test_places_well_apart_are_none():
    assert crowd([(x / 2, y / 2) for x in range(4) for y in range(4)]) is None
    assert crowd(VALLEY) is None and crowd(VALLEY[: LEAST - 1]) is None and crowd([]) is None


@given(st.lists(POINTS, min_size=1, max_size=30))
def test_a_crowd_holds_most_points_and_no_order_changes_it(points):
    found = crowd(points)
    assert found == crowd(points[::-1])
    assert found is None or sum(within(at, found) for at in points) >= SHARE * len(points)
