"""The capital of a region ("столица провинции Х", "Helmand vilayetinin merkezi"): words that name the region mean its seat."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.reading.native.pack import Pack
from fogline.reading.native.phrases import BESIDE

BETWEEN = 5  # small words and words for regions between the capital and the name of what it is the capital of


def of_a_capital(pack: Pack, forms: Sequence[Sequence[str]], first: int, last: int) -> bool:
    """Whether the name in tokens `first`..`last` only says whose capital is meant."""
    step = 1 if pack.seat_behind else -1
    i = last + 1 if step > 0 else first - 1
    for _ in range(BETWEEN + 1):
        if not 0 <= i < len(forms):
            return False
        if _is_seat(pack, forms, i):
            return True
        if not pack.is_a(forms, i, "linker", *BESIDE) or pack.is_a(forms, i, "and"):
            return False
        i += step
    return False


def _is_seat(pack: Pack, forms: Sequence[Sequence[str]], i: int) -> bool:
    """Words of several tokens count wherever they begin or end at one."""
    starts = range(max(0, i - 2), i + 1)
    at = [(k, found) for k in starts for found in pack.words.at(forms, k)]
    inside = [found for k, found in at if k + found.length > i and (k == i or k + found.length == i + 1)]
    return any(found.role == "seat" or (found.role == "settlement" and found.values[0] == "capital") for found in inside)
