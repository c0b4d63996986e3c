"""What a file is and why we think so; each guess can be replaced by the person's own word."""

import codecs
import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from cxdesk.errors import Problem, UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing import archive, records, source
from cxdesk.importing.child import MAX_COLUMNS
from cxdesk.importing.cleaning import clean
from cxdesk.importing.containers import CONTAINERS, TEXT, kept_in, own_container
from cxdesk.importing.marry import with_definition
from cxdesk.importing.plan import Detection
from cxdesk.importing.readers import (
    Layout,
    Reader,
    Sample,
    generic_csv,
    google_forms,
    kobo,
    limesurvey,
    microsoft_forms,
    own,
    parquet,
    qualtrics,
    reviews,
    spss,
    surveymonkey,
    typeform,
)
from cxdesk.importing.records import too_wide
from cxdesk.importing.table import are_sound, quotes_in
from cxdesk.progress import Progress, no_progress

SAMPLE_SHOWN: Final = 50
COUNTED_AT_ONCE: Final = 32_000_000

# Special formats first; the generic one takes whatever is left.
READERS: Final[tuple[Reader, ...]] = (
    own,
    spss,
    parquet,
    qualtrics,
    microsoft_forms,
    limesurvey,
    kobo,
    typeform,
    surveymonkey,
    google_forms,
    reviews,
    generic_csv,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person said about a file; None where we are to find out.

    `sheet` is a sheet of a workbook or a file in an archive; `format` the name of the reader to use.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header_rows: int | None = None
    sheet: str | None = None
    format: str | None = None


def sniff(path: Path | str, progress: Progress = no_progress, asked: Asked = Asked()) -> Detection:
    """What the file is: its make, encoding, delimiter, headings and columns. Refuses what is no table."""
    path = Path(path)
    _check_asked(asked)
    data = source.open_file(path)
    own = own_container(path, data)
    member = archive.table_in(path, asked.sheet) if not own and archive.is_archive(path) else ""
    if member:
        data = archive.read(path, member)
    kept = own or (TEXT if member else kept_in(path, data))
    if kept != TEXT:
        sample = CONTAINERS[kept].sample(path, asked.sheet, progress)
        return _detection(sample, _layout(sample, asked), sample.problems)
    text = source.as_text(data, asked.encoding, progress)
    source.check_is_text(text, path.name)
    if not member:
        source.keep_read(path, text)
    del data
    hint = records.excel_hint(text.data)
    skip = hint[1] if hint else 0
    start = records.head(text.data, skip)
    delimiter = asked.delimiter or (hint[0] if hint else records.best_delimiter(start))
    others = tuple(archive.tables(path)) if member else ()
    skip, titles = records.below_titles(text.data, skip, delimiter)
    start = records.head(text.data, skip)
    found = _records(start, delimiter, path.name)
    sample = Sample(
        path,
        TEXT,
        found,
        text.encoding,
        delimiter,
        skip,
        member,
        others,
        skip_rows=len(titles),
        member=member,
    )
    above: tuple[Problem, ...] = (records.titles_problem(titles),) if any(titles) else ()
    above += (source.mixed_problem(text),) if text.other_lines else ()
    layout = _layout(sample, asked)
    body = records.data_start(text.data, skip, delimiter, layout.header_rows)
    if not text.data[body : body + source.PIECE].strip():
        raise UserError(header_only(path.name))
    return _detection(
        sample, layout, above + _repaired(sample, layout), _row_count(text.data, body, delimiter)
    )


def formats() -> list[str]:
    """The names of all readers, for the person's own word."""
    return [reader.FORMAT for reader in READERS]


def with_header_rows(detection: Detection, header_rows: int, progress: Progress = no_progress) -> Detection:
    """The file read again with so many heading rows."""
    return _again(detection, _as_asked(detection, header_rows=header_rows), progress)


def with_delimiter(detection: Detection, delimiter: str, progress: Progress = no_progress) -> Detection:
    """The file read again with another sign between the cells."""
    return _again(detection, Asked(detection.encoding, delimiter, sheet=detection.member or None), progress)


def with_sheet(detection: Detection, sheet: str, progress: Progress = no_progress) -> Detection:
    """Another sheet of the workbook, or another file of the archive."""
    return _again(detection, Asked(sheet=sheet), progress)


def with_format(detection: Detection, name: str, progress: Progress = no_progress) -> Detection:
    """The file read as another format, on the person's word."""
    return _again(detection, replace(_as_asked(detection, None), format=name), progress)


def _again(detection: Detection, asked: Asked, progress: Progress) -> Detection:
    found = sniff(detection.path, progress, asked)
    if detection.definition is None or detection.definition_path is None:
        return found
    return with_definition(found, detection.definition, detection.definition_path)


def summary(detection: Detection) -> str:
    """The line under the title of the mapping page."""
    parts = [detection.reason]
    if detection.rows is not None:
        parts.append(ngettext("{n} row,", "{n} rows,", detection.rows).format(n=number(detection.rows)))
    count = len(detection.columns)
    parts.append(ngettext("{n} column.", "{n} columns.", count).format(n=number(count)))
    return " ".join(parts)


def _check_asked(asked: Asked) -> None:
    if asked.delimiter is not None and len(asked.delimiter) != 1:
        raise UserError(_("The sign between the cells is one character: a comma, semicolon, tab or bar."))
    try:
        codecs.lookup(asked.encoding or "utf-8")
    except LookupError as error:
        sentence = _("There is no encoding “{name}”. Try utf-8 or cp1252.")
        raise UserError(sentence.format(name=asked.encoding)) from error


def _as_asked(detection: Detection, header_rows: int | None) -> Asked:
    if detection.container != TEXT:
        return Asked(header_rows=header_rows, sheet=detection.sheet)
    return Asked(detection.encoding, detection.delimiter, header_rows, detection.member or None)


def _records(start: str, delimiter: str, name: str) -> list[list[str]]:
    found = records.parse(start, delimiter)
    if found and max(len(r) for r in found[:3]) > MAX_COLUMNS:
        raise UserError(too_wide(name, max(len(r) for r in found[:3])))
    if not found or not any(cell.strip() for cell in found[0]):
        found = [r for r in found if any(c.strip() for c in r)]
        raise UserError(
            _("The first row of “{name}” is blank. Put the names of the columns there.").format(name=name)
        )
    return found


def _layout(sample: Sample, asked: Asked) -> Layout:
    wanted = [r for r in READERS if asked.format in (None, r.FORMAT)]
    found = (reader.signature(sample, asked.header_rows) for reader in wanted)
    layout = next((layout for layout in found if layout is not None), None)
    if layout is None:
        sentence = _(
            "“{name}” can’t be read as “{format}”: nothing in it looks like that. There are: {formats}."
        )
        raise UserError(
            sentence.format(name=sample.path.name, format=asked.format, formats=listed(formats()))
        )
    if sample.width > MAX_COLUMNS:
        raise UserError(too_wide(sample.path.name, sample.width))
    if len(sample.records) <= layout.header_rows and asked.header_rows is None:
        raise UserError(header_only(sample.path.name))
    return layout


def header_only(name: str) -> str:
    """The sentence for a table without rows."""
    return _("“{name}” has names of columns but no rows below them.").format(name=name)


def _detection(
    sample: Sample, layout: Layout, problems: tuple[Problem, ...], rows: int | None = None
) -> Detection:
    body = sample.records[layout.header_rows : layout.header_rows + SAMPLE_SHOWN]
    if layout.cleaning:
        body = [[clean(cell, layout.cleaning) for cell in record] for record in body]
    problems = problems + layout.problems
    if sample.rows is not None:
        rows = max(0, sample.rows - layout.header_rows)
    found = Detection(
        path=sample.path,
        format=layout.format,
        reason=layout.reason,
        header_rows=layout.header_rows,
        header_reason=layout.header_reason,
        columns=layout.columns,
        sample=tuple(tuple(r) for r in body),
        rows=rows,
        container=sample.container,
        encoding=sample.encoding,
        delimiter=sample.delimiter,
        skip_bytes=sample.skip_bytes,
        skip_rows=sample.skip_rows,
        sheet=sample.sheet,
        sheets=sample.sheets,
        time_zone=layout.time_zone,
        member=sample.member,
        definition=layout.definition,
        problems=problems,
        repaired_cells=sum(p.severity == "repaired" for p in problems),
        cleaning=layout.cleaning,
    )
    return with_definition(found, layout.definition) if layout.definition is not None else found


def _repaired(sample: Sample, layout: Layout) -> tuple[Problem, ...]:
    """Headings in which bad bytes were replaced."""
    return tuple(
        Problem(row, layout.columns[n].header, repaired_words(row, n, cell), cell[-80:], "repaired")
        for row, record in enumerate(sample.records[: layout.header_rows], start=sample.skip_rows + 1)
        for n, cell in enumerate(record)
        if source.REPAIRED in cell and n < len(layout.columns)
    )


def repaired_words(row: int, position: int, cell: str) -> str:
    """What was done to a cell with bytes that are no text."""
    count = cell.count(source.REPAIRED)
    return ngettext(
        "Row {row}, column {column}: {n} byte could not be read and is shown as “�”.",
        "Row {row}, column {column}: {n} bytes could not be read and are shown as “�”.",
        count,
    ).format(row=number(row), column=number(position + 1), n=number(count))


def _row_count(data: bytes, start: int, delimiter: str) -> int | None:
    """How many records follow the headings; left for later where counting would take long."""
    if len(data) - start > COUNTED_AT_ONCE:
        return None
    body = data[start:]
    quotes = quotes_in(body)
    if not are_sound(body, quotes, delimiter):
        read = (line for line, _size in records.lines(body, 0, len(body)))
        try:
            return sum(1 for record in csv.reader(read, delimiter=delimiter) if record)
        except csv.Error:
            return None
    values = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(values == 10)
    if len(quotes):
        ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
    return len(ends) + (not body.endswith(b"\n"))
