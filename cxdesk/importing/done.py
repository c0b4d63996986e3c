"""What an import did with a file without anything being wrong: cells taken apart, headings told apart, dates decided."""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing.mapping import date_question
from cxdesk.importing.plan import ColumnPlan, Typed


def notes(typed: Typed) -> Iterator[tuple[str, str]]:
    """(column, sentence) for everything that was decided for the person."""
    yield from _same_headings(typed)
    for column in typed.plan.columns:
        if column.separator:
            yield column.header, _taken_apart(typed, column)
        if column.kind != "leave_out" and (sentence := date_question(column)):
            yield column.header, sentence


def _same_headings(typed: Typed) -> Iterator[tuple[str, str]]:
    places: dict[str, list[int]] = defaultdict(list)
    for column in typed.plan.detection.columns:
        heading = next((c for c in column.cells if c.strip()), "")
        if heading and not column.group:
            places[heading].append(column.position + 1)
    for heading, found in places.items():
        if len(found) > 1:
            sentence = _("This heading stands over columns {places}; each is kept apart by its place.")
            yield heading, sentence.format(places=listed(map(number, found)))


def _taken_apart(typed: Typed, column: ColumnPlan) -> str:
    keys = [o.key for o in column.options if o.key in typed.closed.columns]
    ticks = typed.closed.select(pl.sum_horizontal(pl.col(k).cast(pl.UInt16) for k in dict.fromkeys(keys)))
    n = int((ticks.to_series() > 1).sum()) if keys else 0
    sentence = ngettext(
        "{n} cell held several answers and was taken apart at “{sign}”.",
        "{n} cells held several answers and were taken apart at “{sign}”.",
        n,
    )
    return sentence.format(n=number(n), sign=column.separator.replace("\n", "⏎"))
