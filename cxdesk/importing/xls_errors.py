"""Error cells and hidden rows of an old .xls file, which its reader passes over: its records, one after another."""

import struct
from typing import Final

_NAMES: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
                 0x2A: "#N/A"}  # fmt: skip
_END: Final = 0xFFFFFFFA
_DIMENSIONS, _BOUND_SHEET, _ROW, _ERROR, _FORMULA = 0x0200, 0x0085, 0x0208, 0x0205, 0x0006
_MOST_RECORDS: Final = 20_000_000

_VALUES: Final = frozenset((0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, _FORMULA, _ERROR))
_SPACIOUS: Final = 2_000_000

Marks = list[tuple[int, int, str]]


def errors_and_hidden(data: bytes, sheet: int) -> tuple[Marks, list[int]]:
    """(row, column, error) from 1, and the numbers of hidden rows; nothing where the file is not as expected."""
    try:
        stream = _workbook(data)
        start = _starts(stream)[sheet]
    except (struct.error, IndexError, ValueError):
        return [], []
    marks: Marks = []
    hidden: list[int] = []
    for kind, at, size in _records(stream, start):
        if kind == _ERROR and size >= 8:
            row, column, _style, code, is_error = struct.unpack_from("<HHHBB", stream, at)
            if is_error:
                marks.append((row + 1, column + 1, _NAMES.get(code, "#N/A")))
        elif kind == _FORMULA and size >= 14 and stream[at + 12 : at + 14] == b"\xff\xff":
            if stream[at + 6] == 2:
                row, column = struct.unpack_from("<HH", stream, at)
                marks.append((row + 1, column + 1, _NAMES.get(stream[at + 8], "#N/A")))
        elif kind == _ROW and size >= 16 and stream[at + 12] & 0x20:
            hidden.append(struct.unpack_from("<H", stream, at)[0] + 1)
    return marks, hidden


def far_row(data: bytes) -> int:
    """The row of a cell so far away that the reader would make room for a nearly empty sheet; 0 when there is none."""
    try:
        stream = _workbook(data)
        starts = _starts(stream)
    except (struct.error, IndexError, ValueError):
        return 0
    for start in starts:
        records = _records(stream, start)
        places = [
            struct.unpack_from("<HH", stream, at)
            for kind, at, size in _records(stream, start)
            if kind != _ROW and size >= 4
        ]
        height = max((row for row, _column in places), default=0) + 1
        width = max((column for _row, column in places), default=0) + 1
        for kind, at, size in records:
            if kind == _DIMENSIONS and size >= 12:
                height = max(height, struct.unpack_from("<I", stream, at + 4)[0])
                width = max(width, struct.unpack_from("<H", stream, at + 10)[0])
        if height * width > _SPACIOUS and height * width > 50 * len(places):
            return height
    return 0


def _records(stream: bytes, at: int) -> list[tuple[int, int, int]]:
    """(kind, place of its body, size) up to the end of a sheet."""
    found: list[tuple[int, int, int]] = []
    while at + 4 <= len(stream) and len(found) < _MOST_RECORDS:
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x000A:
            break
        if kind in _VALUES or kind in (_ROW, _DIMENSIONS):
            found.append((kind, at + 4, min(size, len(stream) - at - 4)))
        at += 4 + size
    return found


def _starts(stream: bytes) -> list[int]:
    """Where each sheet begins, from the list at the head of the workbook."""
    at, starts = 0, []
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0x000A:
            break
        if kind == _BOUND_SHEET and stream[at + 9] == 0:
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        at += 4 + size
    return starts


def _workbook(data: bytes) -> bytes:
    """The stream "Workbook" out of the little file system that an .xls file is."""
    sector, mini = 1 << _short(data, 30), 1 << _short(data, 32)
    if not 128 <= sector <= 4096 or mini != 64:
        raise ValueError
    table_sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    follow, count = struct.unpack_from("<II", data, 68)
    while count and follow < _END and len(table_sectors) < len(data) // sector:
        block = struct.unpack_from(f"<{sector // 4}I", data, sector * (follow + 1))
        table_sectors += [n for n in block[:-1] if n < _END]
        follow, count = block[-1], count - 1
    table: list[int] = []
    for n in table_sectors:
        table += struct.unpack_from(f"<{sector // 4}I", data, sector * (n + 1))
    folder = _chain(data, table, struct.unpack_from("<I", data, 48)[0], sector, sector)
    entries = [folder[n : n + 128] for n in range(0, len(folder) - 127, 128)]
    for entry in entries:
        name = entry[: max(0, _short(entry, 64) - 2)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            first, size = struct.unpack_from("<II", entry, 116)
            if size >= struct.unpack_from("<I", data, 56)[0]:
                return _chain(data, table, first, sector, sector)[:size]
            small = _chain(data, table, struct.unpack_from("<I", entries[0], 116)[0], sector, sector)
            return _chain(small, _numbers(data, table, sector), first, mini, 0)[:size]
    raise ValueError


def _numbers(data: bytes, table: list[int], sector: int) -> list[int]:
    raw = _chain(data, table, struct.unpack_from("<I", data, 60)[0], sector, sector)
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


def _chain(data: bytes, table: list[int], first: int, size: int, skipped: int) -> bytes:
    parts: list[bytes] = []
    while first < _END and first < len(table) and len(parts) <= len(table):
        parts.append(data[skipped + first * size : skipped + (first + 1) * size])
        first = table[first]
    return b"".join(parts)


def _short(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])
