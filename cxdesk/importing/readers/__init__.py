"""One file per source format; each says by content, never by name, whether a table is its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from cxdesk.errors import Problem
from cxdesk.importing.plan import SourceColumn
from cxdesk.surveys.definition import Definition


@dataclass(frozen=True, slots=True)
class Sample:
    """The first records of a table, whatever file they came out of.

    `native` is what a container knows beside the cells (the labels of an SPSS file, the sheets of a form), as
    plain data that its own reader understands.
    """

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
    member: str = ""
    problems: tuple[Problem, ...] = ()
    native: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def width(self) -> int:
        """How many columns the headings span."""
        return max((len(r) for r in self.records[:1]), default=0)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a format arranges its table: what stands above the answers and what each column is.

    `definition` is the survey's own description, where the file carries one. `cleaning` names what is to be
    undone in every cell, and `problems` are what the reader has to say of the file as a whole.
    """

    format: str
    reason: str
    header_rows: int
    header_reason: str
    columns: tuple[SourceColumn, ...]
    time_zone: str = ""
    definition: Definition | None = None
    cleaning: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Reader(Protocol):
    """One source format; a module with this name and this function is one."""

    @property
    def FORMAT(self) -> str:  # noqa: N802 - a constant of the module
        """The format's name in `Detection.format` and after `--format`."""
        ...

    def signature(self, sample: Sample, header_rows: int | None = None) -> Layout | None:
        """The layout when the table is of this format; `header_rows` is the person's own word."""
        ...
