"""A list as it comes from a document or a sheet: one option a line, without the marks and numbers of a list."""

import csv
import re
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from typing import Final

LONGEST_OPTION: Final = 2_000
# Signs that nobody sees, which turn the direction of a line or begin a file.
_UNSEEN: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BULLET: Final = re.compile(
    r"(?:[•–—−*·◦▪▫‣⁃●○■□☐☑☒✓✔➢►▶\uf0b7\uf0a7\uf0fc\uf0d8-]|\[[ xX]?\]|\([ ]?\))(?:\s+|(?<=[•◦▪‣●○■□☐\uf0b7])(?=\S)|$)"
)
# A point or colon right before a digit, and a line between two numbers, belong to the words: 1.5 km, 10:30, 0 - 5 years.
_NUMBERED: Final = re.compile(
    r"(?:\((-?\d{1,4})\)|(-?\d{1,4})\s*(?:[)=]|[.:](?!\d))|(\d{1,4})\s*[-–](?=\s)(?!\s*\d))\s*(\S.*)"
)
_LETTERED: Final = re.compile(r"(?:\(([^\W\d_]{1,4})\)|([^\W\d_]{1,4})(?:[.)]|\s*[-–](?=\s)))\s*(\S.*)")
_MARK: Final = re.compile(r"(?:\(?(?:\d{1,4}|[^\W\d_]{1,4})[.):]|[^\W\d_])")
# What a list's mark is called in a font of signs: §, ü, Ø, q, v and o are a square, a tick, an arrow and their kin.
_SIGN: Final = re.compile(r"[^\w]|[ovqüØwnlw]")
_FIRSTS: Final = ("a", "i", "а", "الف", "آ", "ا")


def lines_of(text: str) -> list[str]:
    """The options in a list as it comes from a document or a sheet: one a line, marks and numbers of a list taken off."""
    return [words for _code, words in coded_lines(text)]


def coded_lines(text: str) -> list[tuple[int | None, str]]:
    """As `lines_of`, each with its number where every line has one of its own: before a tab, “=” or a list's mark.

    Of two columns of a sheet the one that is all numbers is the code, before or after the words. Letters that count
    from the first one on are a list's marks too; numbers that not every line has belong to the words.
    """
    rows = [[cell for cell in cells if cell] for cells in _cells(_UNSEEN.sub("", text))]
    lines = [cells for cells in rows if cells]
    if lines and all(len(c) > 1 and _SIGN.fullmatch(c[0]) for c in lines):
        lines = [cells[1:] for cells in lines]
    for at, words_at in ((0, 1), (1, 0)):
        if lines and all(len(c) > 1 and _whole(c[at]) is not None for c in lines):
            return _alone([(_whole(c[at]), c[words_at]) for c in lines])
    if lines and all(len(c) > 1 and _MARK.fullmatch(c[0]) for c in lines):
        # A document's list comes with its mark, a tab, and the words.
        bare = [c[0] for c in lines if c[0][-1] not in ".):"]
        if not bare or (len(bare) == len(lines) and _counts(bare)):
            lines = [[f"{c[0]}. {c[1]}" if bare else f"{c[0]} {c[1]}"] for c in lines]
    found: list[tuple[int | None, str]] = [(None, _unmarked(cells)) for cells in lines]
    numbered = [_NUMBERED.fullmatch(words) for _code, words in found]
    lettered = [_LETTERED.fullmatch(words) for _code, words in found]
    if len(numbered) > 1 and all(numbered):
        found = [(_whole(m[1] or m[2] or m[3]), m[4].strip()) for m in numbered if m is not None]
    elif len(lettered) > 1 and all(lettered) and _counts([(m[1] or m[2]) for m in lettered if m is not None]):
        found = [(None, m[3].strip()) for m in lettered if m is not None]
    return _alone([(code, words) for code, words in found if words])


def _cells(text: str) -> Iterator[list[str]]:
    """The cells of each line; a sheet puts a cell that holds a line break between quotes, which is one line here."""
    if re.search(r'(?:^|[\t\n])"(?:[^"]|"")*\n(?:[^"]|"")*"(?=[\t\r\n]|$)', text):
        with suppress(csv.Error):
            for cells in list(csv.reader(StringIO(text, newline=""), delimiter="\t")):
                yield [" ".join(cell.split()) for cell in cells]
            return
    for line in text.splitlines():
        yield [cell.strip() for cell in line.split("\t")]


def _counts(marks: list[str]) -> bool:
    """Whether letters begin with the first of an alphabet (or of Roman numbers) and are each one's own."""
    small = [m.casefold() for m in marks]
    return small[0] in _FIRSTS and len(set(small)) == len(small)


def _unmarked(cells: list[str]) -> str:
    """The first cell that says something, without the mark of a list."""
    words = next(
        (
            c
            for c in (
                _BULLET.sub("", cell, count=1).strip() if _BULLET.match(cell) else cell for cell in cells
            )
            if c
        ),
        "",
    )
    return words if words != "o" or len(cells) == 1 else cells[1]


def _alone(lines: list[tuple[int | None, str]]) -> list[tuple[int | None, str]]:
    """Each option once; numbers that are not each one's own are none."""
    once = {words[:LONGEST_OPTION]: code for code, words in reversed(lines)}
    found = [
        (once[words], words) for words in dict.fromkeys(words[:LONGEST_OPTION] for _code, words in lines)
    ]
    codes = [code for code, _words in found]
    return found if len(set(codes)) == len(codes) else [(None, words) for _code, words in found]


def _whole(text: str) -> int | None:
    """A number as it is kept for an answer."""
    return int(text) if re.fullmatch(r"-?\d{1,4}", text) else None
