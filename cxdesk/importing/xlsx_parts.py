"""What the reader of workbooks does not tell of an XLSX file: errors, formulas never calculated, hidden and merged
cells, and how much it would unpack to. Found by one pass over the bytes of each sheet, a piece at a time."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cxdesk.importing.spreadsheet import FORMULA

PIECE: Final = 1 << 20
LONGEST_ROW: Final = 32 * PIECE
MOST_MERGES: Final = 5_000
MOST_SMALL_PART: Final = 30_000_000
# So much room for nothing: a sheet of answers that are mostly blank still has one cell in fifty.
MOST_EMPTY, FULL_ENOUGH = 5_000_000, 50

# Three letters, or more digits than a sheet of answers has rows; only coloured ones are closed at once, in either way.
_FAR: Final = re.compile(rb'r="([A-Z]{3}|[A-Z]{1,2}(?=\d{6}))(\d{1,7})"[^>]*[^/]>(?!</c>)')
_ROW_TAG: Final = re.compile(rb"<row\b([^>]*)>")
_ROW_NUMBER: Final = re.compile(rb'<row\b[^>]*?\sr="(\d{1,9})"')
_REFERENCE: Final = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,9})"')
_CELL: Final = re.compile(rb"<c\b([^>]*?)(/?)>(.*?)(?=<c\b|$)", re.DOTALL)
_VALUE: Final = re.compile(rb"<v[^>/]*>([^<]*)</v>")
_FORMULA: Final = re.compile(rb"<f\b[^>]*?(?:/>|>([^<]*)</f>)")
_SHARED_RESULT: Final = re.compile(rb"<f [^>]*/><v>")
_MERGE: Final = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_SINGLE_QUOTES: Final = re.compile(rb"<(?:c|row)\s[^>]*='")
_TAG: Final = re.compile(rb"<[^>]*>")
_TEXT_CELL: Final = re.compile(rb't="s"[^>]*><v>(\d+)</v>')
_ENTITIES: Final = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


class TooWide(Exception):
    """A sheet has more columns than are read; the first argument is how many, 0 where it was not counted to its end."""


class TooLarge(Exception):
    """A sheet would unpack to more than is read."""


class TooFar(Exception):
    """A sheet is nearly empty but for a cell far away, for which the reader would make room; its row."""


@dataclass(slots=True)
class Parts:
    """One sheet as its XML says it; rows and columns count from 1.

    `first` is the first column with a value, `height` the last row with one, `last` the row seen last; `marks` are
    (row, column, text) of cells without a value that should have one; `zeros` tells columns whose numbers are shown
    with so many digits.
    """

    name: str
    part: str
    hidden: bool = False
    first: int = 0
    width: int = 0
    height: int = 0
    last: int = 0
    filled: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    zeros: dict[int, int] = field(default_factory=dict)


Told = Callable[[int, int], None]


def parts_of(book: zipfile.ZipFile, widest: int, most_cells: int, most_text: int, told: Told) -> list[Parts]:
    """Every sheet of a workbook, in its order; raises TooWide or TooLarge as soon as either is plain."""
    names = set(book.namelist())
    sheets = [s for s in listed(book) if s.part in names]
    styles = _zero_styles(book) if "xl/styles.xml" in names else {}
    total = sum(book.getinfo(s.part).file_size for s in sheets)
    done = 0
    for sheet in sheets:
        _scan(book, sheet, styles, widest, most_cells, lambda n, at=done: told(at + n, total))  # type: ignore[misc]
        done += book.getinfo(sheet.part).file_size
    if "xl/sharedStrings.xml" in names:
        _check_shared(book, sheets, most_text)
    return sheets


def number_of(letters: bytes) -> int:
    """The number of a column from its letters: A is 1."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


def _small(book: zipfile.ZipFile, name: str) -> Any:
    """A small part as a tree; entities and the like are refused by the parser."""
    from defusedxml.ElementTree import fromstring

    if book.getinfo(name).file_size > MOST_SMALL_PART:
        raise TooLarge
    return fromstring(book.read(name), forbid_dtd=True)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def listed(book: zipfile.ZipFile) -> list[Parts]:
    """The sheets of a workbook in its order, not yet looked into."""
    targets = {}
    for one in _small(book, "xl/_rels/workbook.xml.rels"):
        # Charts may be sheets of their own, and hold no cells.
        if not str(one.get("Type", "")).endswith("/worksheet"):
            continue
        target = str(one.get("Target", "")).lstrip("/")
        targets[one.get("Id")] = target if target.startswith("xl/") else f"xl/{target}"
    found = []
    for element in _small(book, "xl/workbook.xml").iter():
        link = next((v for k, v in element.items() if k.endswith("}id")), "")
        if _local(element) == "sheet" and link in targets:
            hidden = element.get("state", "visible") != "visible"
            found.append(Parts(element.get("name", ""), targets[link], hidden))
    return found


def _zero_styles(book: zipfile.ZipFile) -> dict[bytes, int]:
    """The numbers of styles that show leading zeros ("0000"), and how many digits each shows."""
    tree = _small(book, "xl/styles.xml")
    codes = {e.get("numFmtId"): e.get("formatCode", "") for e in tree.iter() if _local(e) == "numFmt"}
    zeros = {i: len(code) for i, code in codes.items() if re.fullmatch("0{2,20}", code or "")}
    formats = next((e for e in tree.iter() if _local(e) == "cellXfs"), ())
    return {
        str(n).encode(): zeros[f.get("numFmtId")] for n, f in enumerate(formats) if f.get("numFmtId") in zeros
    }


def _scan(
    book: zipfile.ZipFile,
    sheet: Parts,
    styles: dict[bytes, int],
    widest: int,
    most_cells: int,
    told: Callable[[int], None],
) -> None:
    zero_style = re.compile(rb'\ss="(' + b"|".join(styles) + rb')"') if styles else None
    read = 0
    for block, is_body in _blocks(book, sheet.part):
        read += len(block)
        told(read)
        if not is_body:
            _take_merges(sheet, block)
            continue
        # A prefix or the other quotes are rare; what follows looks for the usual ones only.
        if b"='" in block and _SINGLE_QUOTES.search(block):
            block = _TAG.sub(lambda tag: tag.group().replace(b"'", b'"'), block)
        _take_rows(sheet, block, zero_style, styles)
        for letters, row in _FAR.findall(block):
            sheet.width, sheet.height = max(sheet.width, number_of(letters)), max(sheet.height, int(row))
        if sheet.width * sheet.height > most_cells:
            raise TooLarge
        if sheet.width - max(sheet.first, 1) + 1 > widest:
            raise TooWide(sheet.width)
    room = sheet.height * (sheet.width - max(sheet.first, 1) + 1)
    if room > MOST_EMPTY and room > FULL_ENOUGH * (sheet.filled + len(sheet.marks)):
        raise TooFar(sheet.height)


def _blocks(book: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bool]]:
    """Whole rows, about a megabyte of them at a time, then what stands below the rows."""
    rest = b""
    prefix: bytes | None = None
    ended = False
    with book.open(part) as file:
        while piece := file.read(PIECE):
            if prefix is None:
                found = re.search(rb"<(\w+:)worksheet\b", piece[:4000])
                prefix = found.group(1) if found else b""
            block = rest + piece
            if ended:
                rest = block[-200:]
                yield block, False
                continue
            cut = block.rfind(b"</" + prefix + b"row>")
            if cut < 0:
                if len(block) > LONGEST_ROW:
                    raise TooLarge
                # A long row is judged before its end: it may have no end.
                if len(block) > 4 * PIECE and block.count(b"<" + prefix + b"c") > LONGEST_ROW // 1000:
                    raise TooWide(0)
                rest = block
                continue
            cut += len(prefix) + len(b"</row>")
            body, rest = block[:cut], block[cut:]
            yield (body.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else body), True
            ended = b"sheetData>" in rest
    if rest:
        yield rest, False


def _take_rows(
    sheet: Parts, block: bytes, zero_style: re.Pattern[bytes] | None, styles: dict[bytes, int]
) -> None:
    has_texts = b"<is>" in block
    sheet.filled += block.count(b"<v>") + (block.count(b"<is>") if has_texts else 0)
    has_errors, has_formulas = b't="e"' in block, _has_uncalculated(block)
    if b'hidden="' in block:
        for tag in _ROW_TAG.findall(block):
            if re.search(rb'\shidden="(?:1|true)"', tag) and (found := re.search(rb'\sr="(\d{1,9})"', tag)):
                sheet.hidden_rows.append(int(found.group(1)))
    for part in block.split(b"</row>")[:-1]:
        # Rows without cells have no end of their own and stand before this one.
        cells = part.find(b"<c")
        begin = part.rfind(b"<row", 0, cells if cells > 0 else len(part))
        found = _ROW_NUMBER.match(part, begin) if begin >= 0 else None
        row = int(found.group(1)) if found else sheet.last + 1
        sheet.last = row
        _take_room(sheet, part, row, has_texts)
        if zero_style is not None:
            _take_zeros(sheet, part, zero_style, styles)
        if (has_errors and b't="e"' in part) or (has_formulas and b"<f" in part):
            _take_marks(sheet, part[max(begin, 0) :], row)


def _has_uncalculated(block: bytes) -> bool:
    if b"<f" not in block:
        return False
    formulas = block.count(b"<f>") + block.count(b"<f ")
    results = block.count(b"</f><v>") + len(_SHARED_RESULT.findall(block))
    return formulas != results or any(empty in block for empty in (b"<v></v>", b"<v/>", b"<v />"))


def _take_zeros(sheet: Parts, part: bytes, zero_style: re.Pattern[bytes], styles: dict[bytes, int]) -> None:
    for hit in zero_style.finditer(part):
        tag = part[part.rfind(b"<", 0, hit.start()) : hit.end()]
        if place := _REFERENCE.search(tag):
            sheet.zeros[number_of(place.group(1))] = styles[hit.group(1)]


def _take_room(sheet: Parts, part: bytes, row: int, has_texts: bool) -> None:
    """The first and the last column of a row that have a value; a row that is only coloured has neither."""
    first, last = part.find(b"<v"), part.rfind(b"<v")
    if has_texts and (text := part.find(b"<is")) >= 0:
        first = text if first < 0 else min(first, text)
        last = max(last, part.rfind(b"<is"))
    if first < 0:
        return
    sheet.height = max(sheet.height, row)
    begin, end = _column_before(part, first), _column_before(part, last)
    if begin is None or end is None:
        begin, end = 1, part.count(b"<c>") + part.count(b"<c ")
    sheet.first = min(sheet.first or begin, begin)
    sheet.width = max(sheet.width, end)
    if len(part) > 60_000:
        sheet.width = max(sheet.width, begin - 1 + part.count(b"<v") + part.count(b"<is"))


def _column_before(part: bytes, at: int) -> int | None:
    tag = part.rfind(b"<c", 0, at)
    found = _REFERENCE.search(part, tag, at) if tag >= 0 else None
    return number_of(found.group(1)) if found else None


def _take_marks(sheet: Parts, part: bytes, row: int) -> None:
    column = 0
    for cell in _CELL.finditer(part):
        attributes, _closed, inside = cell.groups()
        place = _REFERENCE.search(b" " + attributes)
        column = number_of(place.group(1)) if place else column + 1
        value = _VALUE.search(inside)
        if b't="e"' in attributes and value:
            sheet.marks.append((row, column, _text(value.group(1))))
        elif (
            (formula := _FORMULA.search(inside))
            and not (value and value.group(1))
            and b't="str"' not in attributes
        ):
            sheet.marks.append((row, column, f"{FORMULA}={_text(formula.group(1) or b'')}"))


def _text(data: bytes) -> str:
    for entity, sign in _ENTITIES:
        data = data.replace(entity, sign)
    return data.decode("utf-8", "replace")[:500]


def _take_merges(sheet: Parts, block: bytes) -> None:
    for left, top, right, bottom in _MERGE.findall(block):
        area = (int(top), number_of(left), int(bottom), number_of(right))
        if len(sheet.merged) < MOST_MERGES and area not in sheet.merged[-1:]:
            sheet.merged.append(area)


def _check_shared(book: zipfile.ZipFile, sheets: list[Parts], most_text: int) -> None:
    """A text kept once and named by a million cells becomes a million texts."""
    sizes: list[int] = []
    rest = b""
    with book.open("xl/sharedStrings.xml") as file:
        while piece := file.read(PIECE):
            *whole, rest = (rest + piece).split(b"</si>")
            if len(rest) > LONGEST_ROW:
                raise TooLarge
            sizes += map(len, whole)
    if max(sizes, default=0) * sum(s.filled for s in sheets) <= most_text:
        return
    for sheet in sheets:
        text = 0
        for block, is_body in _blocks(book, sheet.part):
            for place in _TEXT_CELL.findall(block) if is_body else ():
                text += sizes[int(place)] if int(place) < len(sizes) else 0
            if text > most_text:
                raise TooLarge
