"""Widths of a table's columns with which its rows are lowest: what one column has too much of goes to another."""

from collections.abc import Sequence
from functools import cache

from exports.pdf.grid import Cell, stack_height

STEP = 4.0  # points


def even_widths(
    rows: Sequence[Sequence[Cell]], widths: Sequence[float], least: Sequence[float]
) -> list[float]:
    """Widths of the same sum with which all rows together are lowest; no column is made narrower than its longest word.

    Widths and `least` are points. Step by step the best exchange between two columns is made, until none helps.
    """
    found = list(widths)

    @cache
    def heights(at: int, wide: float) -> tuple[float, ...]:
        return tuple(stack_height(row[at], wide) for row in rows)

    def height(tried: Sequence[float]) -> float:
        columns = [heights(at, wide) for at, wide in enumerate(tried)]
        return float(sum(max(row) for row in zip(*columns, strict=True)))

    now = height(found)
    while True:
        tries = [
            tried
            for giving in range(len(found))
            for taking in range(len(found))
            for step in (STEP, 3 * STEP, 6 * STEP)
            if giving != taking and found[giving] - step >= least[giving]
            for tried in [_given(found, giving, taking, step)]
        ]
        best = min(tries, key=height, default=found)
        if height(best) >= now:
            return found
        found, now = best, height(best)


def _given(widths: Sequence[float], giving: int, taking: int, step: float) -> list[float]:
    changed = list(widths)
    changed[giving] -= step
    changed[taking] += step
    return changed
