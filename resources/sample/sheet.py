"""Answers as a sheet of columns, and the sheet as packed frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

import polars as pl

from cxdesk.responses.actions import Packed, pack
from cxdesk.responses.schema import (
    FACTS,
    NOT_SHOWN,
    TEXT_KINDS,
    blank_column,
    column,
    type_of,
)

Cell = int | float | bool | str | datetime | None


@dataclass(slots=True)
class Sheet:
    """One round's answers: facts and columns by code, a row for each person; None is an empty cell."""

    height: int
    facts: dict[str, Sequence[Cell]] = field(default_factory=dict)
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    blanks: dict[str, list[int]] = field(default_factory=dict)

    def put(self, code: str, answers: Mapping[int, Cell], blank: int = NOT_SHOWN) -> None:
        """A column from answers by row; the other rows are blank for the reason given."""
        self.cells[code] = [answers.get(row) for row in range(self.height)]
        self.blanks[code] = [0 if row in answers else blank for row in range(self.height)]

    def packed(self, ids: Mapping[str, int], kinds: Mapping[str, str]) -> Packed:
        """The sheet under the numbers of the survey's columns, oldest answer first."""
        order = sorted(range(self.height), key=lambda row: (str(self.facts["submitted"][row]), row))
        facts: dict[str, Sequence[Cell]] = {**self.facts, "source_row": range(1, self.height + 1)}
        closed = [
            pl.Series(name, list(values) if name == "source_row" else [values[r] for r in order], FACTS[name])
            for name, values in facts.items()
        ]
        texts: list[pl.Series] = []
        for code, values in self.cells.items():
            kind, sorted_values = kinds[code], [values[r] for r in order]
            series = pl.Series(column(ids[code]), sorted_values, type_of(kind))
            (texts if kind in TEXT_KINDS else closed).append(series)
            if kind not in TEXT_KINDS:
                blanks = [self.blanks[code][r] for r in order]
                closed.append(pl.Series(blank_column(ids[code]), blanks, pl.UInt8))
        return pack(pl.DataFrame(closed), pl.DataFrame(texts) if texts else None)


def moments(rng: Random, first: date, last: date, count: int) -> list[Cell]:
    """Times on working hours between two days."""
    span = (last - first).days
    return [
        datetime.combine(
            first + timedelta(days=rng.randint(0, span)), time(rng.randint(7, 18), rng.randint(0, 59))
        )
        for _n in range(count)
    ]
