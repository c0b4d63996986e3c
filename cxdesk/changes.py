"""What one action, undo or redo changed, told to whoever listens."""

from dataclasses import dataclass
from typing import Final, Literal

# Where a session notes the tables that an action changed outside the undo log.
CHANGED: Final = "changed"
Direction = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables touched by one step; views on them reload when visible and go stale when hidden."""

    label: str
    tables: frozenset[str]
    direction: Direction = "do"

    def touches(self, *tables: str) -> bool:
        """Whether any of the named tables changed."""
        return not self.tables.isdisjoint(tables)
