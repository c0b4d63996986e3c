"""Sheets of an OpenDocument file as text, errors, times and formulas without a result included."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cxdesk.importing.spreadsheet import FORMULA
from cxdesk.importing.xlsx_parts import TooLarge, TooWide

MOST_UNPACKED: Final = 600_000_000
_DURATION: Final = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$")
_LEFT_ALONE: Final = ("annotation", "shapes", "frame", "custom-shape")


@dataclass(slots=True)
class Page:
    """One sheet; `rows` hold cells from column A on, blank rows and cells at the ends cut off."""

    name: str
    hidden: bool = False
    rows: list[list[str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    width: int = 0


def pages_of(
    book: zipfile.ZipFile, widest: int, most_cells: int, told: Callable[[int, int], None]
) -> list[Page]:
    """Every sheet in its order; raises TooWide or TooLarge as soon as either is plain."""
    from defusedxml.ElementTree import iterparse

    total = book.getinfo("content.xml").file_size
    if total > MOST_UNPACKED:
        raise TooLarge
    pages: list[Page] = []
    page = Page("")
    hidden_styles: set[str] = set()
    style = ""
    with book.open("content.xml") as file:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            name = _local(element)
            if event == "start":
                if name == "style":
                    style = _get(element, "name")
                elif name == "table-properties" and _get(element, "display") == "false":
                    hidden_styles.add(style)
                elif name == "table":
                    page = Page(_get(element, "name"), _get(element, "style-name") in hidden_styles)
                    pages.append(page)
            elif name == "table-row":
                _take_row(page, element, widest, most_cells)
                element.clear()
                told(min(file.tell(), total), total)
            elif name == "table":
                _cut(page)
                element.clear()
    return pages


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _get(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.items() if k.rpartition("}")[2] == name), "")


def _times(element: Any, name: str) -> int:
    text = _get(element, name)
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _take_row(page: Page, element: Any, widest: int, most_cells: int) -> None:
    cells: list[str] = []
    for cell in element:
        if _local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times, text = _times(cell, "number-columns-repeated"), _cell(cell)
        if text and len(cells) + times > widest:
            raise TooWide(len(cells) + times)
        # A blank cell that is repeated to the sheet's edge stands for nothing.
        cells += [text] * min(times, widest + 1 - len(cells))
    while cells and not cells[-1]:
        cells.pop()
    times = _times(element, "number-rows-repeated")
    if not cells and times > 1_000:
        # Only the blank rows that fill a sheet to its end are repeated so often.
        times = 1
    page.width = max(page.width, len(cells))
    if (len(page.rows) + times) * max(1, page.width) > most_cells:
        raise TooLarge
    if _get(element, "visibility") in ("collapse", "filter") and cells:
        page.hidden_rows += range(len(page.rows) + 1, len(page.rows) + times + 1)
    page.rows += [cells] * times


def _cell(cell: Any) -> str:
    kind = _get(cell, "value-type")
    types = {v for k, v in cell.items() if k.rpartition("}")[2] == "value-type"}
    if "error" in types:
        return _words(cell)
    if kind in ("float", "currency", "percentage"):
        return _plain(_get(cell, "value"))
    if kind == "date":
        return _get(cell, "date-value").replace("T", " ")
    if kind == "time":
        found = _DURATION.match(_get(cell, "time-value"))
        return ":".join(part.zfill(2) for part in found.groups()) if found else _words(cell)
    if kind == "boolean":
        return _get(cell, "boolean-value")
    formula = _get(cell, "formula")
    text = _words(cell) or _get(cell, "string-value")
    if formula and not kind and not text:
        return FORMULA + "=" + formula.partition("=")[2][:500]
    return text


def _plain(value: str) -> str:
    """A number without the exponent that long ones are written with."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e18 else value


def _words(cell: Any) -> str:
    return "\n".join("".join(_pieces(p)) for p in cell if _local(p) == "p")


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = _local(child)
        if name == "s":
            yield " " * min(1_000, _times(child, "c"))
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name not in _LEFT_ALONE:
            yield from _pieces(child)
        yield child.tail or ""


def _cut(page: Page) -> None:
    while page.rows and not any(page.rows[-1]):
        page.rows.pop()
