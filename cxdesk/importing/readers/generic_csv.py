"""Any table of answers: headings above, one row per response, nothing else assumed."""

from cxdesk.i18n import _, visible
from cxdesk.importing.names import plain, unique_names
from cxdesk.importing.plan import SourceColumn
from cxdesk.importing.readers import Layout, Sample
from cxdesk.importing.records import header_depth

FORMAT = "csv"

LONG = 60


def signature(sample: Sample, header_rows: int | None = None) -> Layout:
    """Every table can be read this way; more special formats are asked first."""
    depth, why = header_depth(sample.records)
    if header_rows is not None and header_rows != depth:
        depth, why = header_rows, _("You said so.")
    return Layout("csv", _("A table with one response in each row."), depth, why, columns(sample, depth))


def columns(sample: Sample, depth: int) -> tuple[SourceColumn, ...]:
    """A column per position; blank and repeated names are kept apart by a number behind them."""
    width = sample.width
    heads = [r + [""] * (width - len(r)) for r in sample.records[:depth]]
    cells = [tuple(plain(row[n]) for row in heads) for n in range(width)]
    carried = _carried(heads[0]) if depth > 1 else [""] * width
    names = unique_names([next((c for c in own if c), "") for own in cells])
    return tuple(_column(n, names[n], cells[n], carried[n]) for n in range(width))


def _column(position: int, name: str, cells: tuple[str, ...], carried: str) -> SourceColumn:
    text = next((c for c in reversed(cells) if c), "")
    code = visible(name) if name and len(name) <= LONG else f"Q{position + 1}"
    header = name or _("Column {n}").format(n=position + 1)
    return SourceColumn(
        position=position,
        header=header,
        text=text or header,
        code=code or f"Q{position + 1}",
        group=carried,
        group_text=carried,
        label=text if carried else "",
        cells=cells,
    )


def _carried(first: list[str]) -> list[str]:
    """A heading over several columns, carried to the blank cells at its side."""
    carried: list[str] = []
    last = ""
    for position, cell in enumerate(first):
        last = plain(cell) or last
        beside_blank = position + 1 < len(first) and not first[position + 1].strip()
        carried.append(last if not cell.strip() or beside_blank else "")
    return carried
