"""One file per source format; each says by content, never by name, whether a table is its own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cxdesk.importing.plan import SourceColumn


@dataclass(frozen=True, slots=True)
class Sample:
    """The first records of a table, whatever file they came out of."""

    path: Path
    container: str
    records: list[list[str]]
    encoding: str = ""
    delimiter: str = ","
    skip_bytes: int = 0
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    rows: int | None = None
    skip_rows: int = 0

    @property
    def width(self) -> int:
        """How many columns the headings span."""
        return max((len(r) for r in self.records[:1]), default=0)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format arranges its table: what stands above the answers and what each column is."""

    format: str
    reason: str
    header_rows: int
    header_reason: str
    columns: tuple[SourceColumn, ...]
    time_zone: str = ""


class Reader(Protocol):
    """One source format; a module with this function is one."""

    def signature(self, sample: Sample, header_rows: int | None = None) -> Layout | None:
        """The layout when the table is of this format; `header_rows` is the person's own word."""
        ...
