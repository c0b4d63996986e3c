"""Zip archives that survey tools make around their exports: which file inside holds the answers."""

import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, number

MOST_UNPACKED: Final = 2_000_000_000
MOST_MEMBERS: Final = 1_000
MOST_RATIO: Final = 400
SMALL: Final = 50_000_000
SMALL_HEAD: Final = 200_000
CHILD_KEYS: Final = (b"PARENT_KEY", b"_parent_index")

# What a zip archive that is not whole may raise, opened or read.
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, OSError, RuntimeError, NotImplementedError, ValueError,
)  # fmt: skip

TABLES: Final = (".csv", ".tsv", ".txt", ".tab")
_WORKBOOK: Final = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive with files for people inside, not a workbook."""
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return False
        with zipfile.ZipFile(path) as book:
            return not _WORKBOOK & set(book.namelist())
    except BROKEN:
        return False


def members(path: Path) -> list[str]:
    """The files inside, folders and the Mac's own companions left out; a hostile archive is refused."""
    found = [i for i in _infos(path) if not i.is_dir() and not _is_noise(i.filename)]
    return [i.filename for i in found]


def tables(path: Path) -> list[str]:
    """The tables inside, the one with the answers first: the largest that does not hang on another."""
    sizes = {i.filename: i.file_size for i in _infos(path)}
    found = [m for m in members(path) if m.lower().endswith(TABLES)]
    return sorted(found, key=lambda m: (len(found) > 1 and _is_child(path, m), -sizes[m]))


def table_in(path: Path, asked: str | None = None) -> str:
    """The table to read: the one named, or the largest."""
    found = tables(path)
    if asked and asked in found:
        return asked
    if not found:
        inside = listed(members(path)[:8]) or "–"
        sentence = _("“{name}” is a zip archive without a table of answers. In it: {members}.")
        raise UserError(sentence.format(name=path.name, members=inside))
    return found[0]


def read(path: Path, member: str) -> bytes:
    """The bytes of one file inside."""
    return _read(path, member, path.stat().st_mtime_ns)


@lru_cache(maxsize=2)
def _read(path: Path, member: str, _changed: int) -> bytes:
    _infos(path)
    try:
        with zipfile.ZipFile(path) as book:
            return book.read(member)
    except BROKEN as error:
        raise UserError(_damaged(path)) from error


def _is_child(path: Path, member: str) -> bool:
    """Whether each row of a table belongs to a row of another one, as repeated answers of a field form do."""
    try:
        with zipfile.ZipFile(path) as book, book.open(member) as file:
            start = file.readline(SMALL_HEAD)
    except BROKEN as error:
        raise UserError(_damaged(path)) from error
    return any(key in start for key in CHILD_KEYS)


def _infos(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as book:
            infos = book.infolist()
    except BROKEN as error:
        raise UserError(_damaged(path)) from error
    if any(i.flag_bits & 1 for i in infos):
        raise UserError(_("“{name}” is locked with a password. Save it without one.").format(name=path.name))
    if any(_leads_out(i.filename) for i in infos):
        sentence = _("“{name}” holds files that would be written outside their folder. It was not opened.")
        raise UserError(sentence.format(name=path.name))
    total, packed = sum(i.file_size for i in infos), max(1, sum(i.compress_size for i in infos))
    if total > MOST_UNPACKED or len(infos) > MOST_MEMBERS or (total > SMALL and total > MOST_RATIO * packed):
        sentence = _("“{name}” would unpack to {n} MB. Unpack it yourself and choose the table inside.")
        raise UserError(sentence.format(name=path.name, n=number(total // 1_000_000)))
    return infos


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _is_noise(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(".")


def _damaged(path: Path) -> str:
    return _("“{name}” is damaged and could not be unpacked. Download it again.").format(name=path.name)
