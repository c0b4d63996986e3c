"""The first records of a text: which sign parts its cells, how many rows are headings, where the answers begin."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from cxdesk.errors import Problem
from cxdesk.i18n import N_, _, ngettext, number
from cxdesk.importing.child import MAX_COLUMNS

DELIMITERS: Final = (",", ";", "\t", "|")
SAMPLE_BYTES: Final = 1_000_000
SAMPLE_RECORDS: Final = 500
MOST_TITLES: Final = 12
END: Final = "\ue000end of file\ue001"

DELIMITER_WORDS: Final = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
_SEP_LINE: Final = re.compile(rb'"?sep=(.)"?\r?\n', re.IGNORECASE)
_AFTER_RETURN: Final = re.compile(rb"(?<=\r)(?!\n)")
_PLAIN_NUMBER: Final = re.compile(r"[-+]?[\d.,\s\u00a0']*\d[\d.,]*\s*%?$")
_PLAIN_DATE: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?$")

# One cell may be long, but a field without end is an unclosed quote.
csv.field_size_limit(16_000_000)


def excel_hint(data: bytes) -> tuple[str, int] | None:
    """The sign named by Excel's first line "sep=;" and the length of that line."""
    if found := _SEP_LINE.match(data[:16]):
        return found.group(1).decode("ascii", "replace"), found.end()
    return None


def head(data: bytes, start: int = 0) -> str:
    """The text of the first megabyte."""
    return data[start : start + SAMPLE_BYTES].decode("utf-8", "ignore")


def parse(text: str, delimiter: str, limit: int = SAMPLE_RECORDS) -> list[list[str]]:
    """The first records; quotes are honoured. A record that the sample's end may have cut is left out."""
    found: list[list[str]] = []
    cut = len(text.encode()) >= SAMPLE_BYTES - 4
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            found.append(record)
            if len(found) > limit:
                break
    except csv.Error:
        return found
    return found[:-1] if (cut or len(found) > limit) and len(found) > 1 else found


def best_delimiter(text: str) -> str:
    """The sign that parts most records into the same number of cells, more than one."""
    best, best_score = ",", (0.0, 0.0)
    for delimiter in DELIMITERS:
        widths = Counter(len(r) for r in parse(text, delimiter, 200) if r)
        if not widths:
            continue
        width, same = max(widths.items(), key=lambda item: (item[1], item[0]))
        share = same / sum(widths.values())
        # A sign that only appears inside cells gives unequal records or a single column.
        score = (round(share, 1) if width > 1 else 0.0, share * width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def title_rows(records: Sequence[Sequence[str]]) -> int:
    """How many records stand above the table: blank ones, and titles that fill little of its width from the left."""
    filled = [sum(bool(cell.strip()) for cell in record) for record in records[:60]]
    first = next((n for n, count in enumerate(filled) if count), 0)
    # The second widest: one record with too many cells must not make all the others titles.
    width = sorted(filled)[-2] if len(filled) > 2 else 0
    for n in range(first, min(first + MOST_TITLES, len(filled) - 1)):
        if filled[n] >= max(2, 0.7 * width):
            typed = sum(map(looks_typed, records[n]))
            return n if typed < 0.5 * filled[n] else first
        is_title = width >= 3 and filled[n] <= max(1, width // 4) and all(records[n][: filled[n]])
        if filled[n] and not is_title:
            return first
    return first


def titles_problem(titles: Sequence[str], above: int = 0) -> Problem:
    """That lines of a title were passed over, and why; `above` rows come before the first of them."""
    sentence = ngettext(
        "{n} row above the table was passed over, because it fills only the first cells of the table’s width: “{words}”.",
        "{n} rows above the table were passed over, because they fill only the first cells of the table’s width: “{words}”.",
        len(titles),
    )
    words = " / ".join(filter(None, titles))[:120]
    return Problem(above + 1, "", sentence.format(n=number(len(titles)), words=words), "", "note")


def below_titles(data: bytes, start: int, delimiter: str) -> tuple[int, tuple[str, ...]]:
    """The byte where the table begins below its titles, and their words, one for each record passed over."""
    records = parse(head(data, start), delimiter, 100)
    titles = tuple(" ".join(filter(None, map(str.strip, r))) for r in records[: title_rows(records)])
    return data_start(data, start, delimiter, len(titles)), titles


def too_wide(name: str, width: int) -> str:
    """The sentence for a table with more columns than a survey can have; 0 where nobody counted them to the end."""
    if not width:
        sentence = _(
            "“{name}” has more than {most} columns, which is more than cxdesk reads. Export fewer questions."
        )
        return sentence.format(name=name, most=number(MAX_COLUMNS))
    sentence = _("“{name}” has {n} columns; cxdesk reads at most {most}. Export fewer questions at a time.")
    return sentence.format(name=name, n=number(width), most=number(MAX_COLUMNS))


def header_depth(records: list[list[str]]) -> tuple[int, str]:
    """How many rows stand above the answers, and why, for a file of no known make."""
    if len(records) < 3:
        return 1, _("The first row holds the names of the columns.")
    for depth in (3, 2):
        if len(records) > depth + 1 and _rows_are_headings(records, depth):
            sentence = _("The first {n} rows hold words where the rows below them hold numbers or dates.")
            return depth, sentence.format(n=depth)
    return 1, _("The first row holds the names of the columns.")


def data_start(data: bytes, start: int, delimiter: str, header_rows: int) -> int:
    """The byte where the first record below the headings begins."""
    if header_rows == 0:
        return start
    consumed = 0

    def counted() -> Iterator[str]:
        nonlocal consumed
        for line, size in lines(data, start, len(data)):
            consumed += size
            yield line

    reader = csv.reader(counted(), delimiter=delimiter)
    try:
        for _record in range(header_rows):
            next(reader, None)
    except csv.Error:
        return len(data)
    return start + consumed


def lines(data: bytes, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Lines with their ends, and their size in bytes; a lone return ends one, as it does in a spreadsheet."""
    at = start
    while at < end:
        stop = data.find(b"\n", at, end) + 1 or end
        piece = data[at:stop]
        if b"\r" in piece[:-2]:
            for part in _AFTER_RETURN.split(piece):
                yield part.decode("utf-8", "replace"), len(part)
        else:
            yield piece.decode("utf-8", "replace"), len(piece)
        at = stop


def looks_typed(cell: str) -> bool:
    """Whether a cell reads as a number or a date."""
    cell = cell.strip()
    return bool(cell) and bool(_PLAIN_NUMBER.match(cell) or _PLAIN_DATE.match(cell))


def _rows_are_headings(records: list[list[str]], depth: int) -> bool:
    """Whether rows 2..depth hold words in columns that hold numbers or dates from there on."""
    body = records[depth : depth + 100]
    typed = [n for n in range(len(records[0])) if _typed_share(body, n) >= 0.9]
    if not typed:
        return False
    for place, record in enumerate(records[:depth]):
        # A heading over several columns, merged in a spreadsheet, stands in the first of them only.
        cells = record if place == depth - 1 else _carried(record)
        # "10 - Extremely likely" above plain numbers is an answer, not a heading.
        words = [
            n for n in typed if n < len(cells) and cells[n].strip() and not cells[n].strip()[0].isdigit()
        ]
        if len(words) < 0.8 * len(typed):
            return False
    return True


def _carried(record: list[str]) -> list[str]:
    carried: list[str] = []
    for cell in record:
        carried.append(cell if cell.strip() or not carried else carried[-1])
    return carried


def _typed_share(body: list[list[str]], position: int) -> float:
    cells = [r[position] for r in body if position < len(r) and r[position].strip()]
    return sum(map(looks_typed, cells)) / len(cells) if len(cells) >= 2 else 0.0
