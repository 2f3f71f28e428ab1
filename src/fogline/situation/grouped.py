"""Rows by group: joins, runs, sums and extremes on arrays. Groups are whole numbers; -1 is a group without rows."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

GRID = 2.0**26  # of sums: multiples of 1 / GRID add up exactly as long as they stay below 2**26


def spread(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Each i with every whole number of low[i]..high[i]-1: (i repeated, the numbers), in order of both."""
    counts = high - low
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) + np.repeat(low - (np.cumsum(counts) - counts), counts)


def joined(group: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """The rows of each wanted group: (index into `wanted`, row). `group` of each row must be sorted."""
    return spread(np.searchsorted(group, wanted, "left"), np.searchsorted(group, wanted, "right"))


def runs(*keys: Ints) -> Ints:
    """Where runs of equal keys begin."""
    new = np.ones(len(keys[0]), bool)
    if len(new):
        new[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return np.flatnonzero(new)


def sums(group: Ints, values: Floats, n: int) -> Floats:
    """The sum of each of n groups, the same in whatever order its values stand: what they have on a coarse grid adds up
    exactly, and the rest is so small that what is lost of it shows in no sum."""
    coarse = np.rint(values * GRID) / GRID
    return np.bincount(group, coarse, n).astype(float) + np.bincount(group, values - coarse, n)


def greatest(group: Ints, values: Ints, wanted: Ints, least: int) -> Ints:
    """The greatest value of each wanted group, `least` where it has none."""
    order = np.argsort(group, kind="stable")
    group, values = group[order], values[order]
    first = runs(group)
    if not len(first):
        return np.full(len(wanted), least)
    keys, most = group[first], np.maximum.reduceat(values, first)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, most[at], least)


def having(group: Ints, n: int) -> Mask:
    """Which of n groups have a row."""
    found = np.zeros(n, bool)
    found[group] = True
    return found
