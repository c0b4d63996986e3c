"""What one action, undo or redo changed, told to whoever listens."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

# Where a session notes the tables that an action changed outside the undo log.
CHANGED: Final = "changed"
# Where a session that reads finds the log of the file it reads.
LOG: Final = "log"
# Where more rows of a table changed than this, nobody reads them one by one.
MOST_ROWS = 500
STEPS_KEPT = 64
Direction = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables touched by one step; views on them reload when visible and go stale when hidden.

    `rows` names the rows of a table by their ids, where it is known that only these changed.
    """

    label: str
    tables: frozenset[str]
    direction: Direction = "do"
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict, compare=False)

    def touches(self, *tables: str) -> bool:
        """Whether any of the named tables changed."""
        return not self.tables.isdisjoint(tables)


class ChangeLog:
    """The latest steps of an open file: who read it before reads only what has changed since."""

    def __init__(self) -> None:
        self._kept: deque[Changes] = deque(maxlen=STEPS_KEPT)
        self.number = 0

    def note(self, changes: Changes) -> None:
        """Keep one more step; called while nobody else can read."""
        self._kept.append(changes)
        self.number += 1

    def since(self, number: int) -> list[Changes] | None:
        """The steps after that number in their order; None where they are not kept any more."""
        missed = self.number - number
        if not 0 <= missed <= len(self._kept):
            return None
        return list(self._kept)[len(self._kept) - missed :]


def rows_told(rows: Mapping[str, set[int]]) -> dict[str, frozenset[int]]:
    """Rows by table, without the tables of which too many changed to be read one by one."""
    return {table: frozenset(ids) for table, ids in rows.items() if len(ids) <= MOST_ROWS}
