"""The two kinds of trouble: what a person can act on, and problems found in what they gave us."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["refused", "repaired", "note"]


class UserError(Exception):
    """Something the person can act on; its text is a whole sentence that says what, where and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem found in a file that was given to us: a value, never an exception.

    `row` counts from 1 as a spreadsheet shows it (header rows included); 0 means the file as a whole.
    """

    row: int
    column: str
    sentence: str
    value: str = ""
    severity: Severity = "refused"
