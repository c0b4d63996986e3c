"""Problems as they are found: the first thousand are kept, all are counted."""

from cxdesk.errors import Problem, Severity
from cxdesk.importing.plan import MAX_PROBLEMS

# So that one column that is wrong in every row does not hide the others.
PER_COLUMN = 200


class Found:
    """A growing list of problems with its bounds."""

    def __init__(self, problems: tuple[Problem, ...] = ()) -> None:
        self._kept: list[Problem] = []
        self._by_column: dict[str, int] = {}
        self.count = 0
        for problem in problems:
            self.add(problem)

    def room(self, column: str) -> int:
        """How many more problems of this column will be listed."""
        return max(0, min(PER_COLUMN - self._by_column.get(column, 0), MAX_PROBLEMS - len(self._kept)))

    def add(self, problem: Problem) -> None:
        """Count a problem and list it when there is room."""
        self.count += 1
        if self.room(problem.column):
            self._kept.append(problem)
            self._by_column[problem.column] = self._by_column.get(problem.column, 0) + 1

    def note(
        self, row: int, column: str, sentence: str, value: str = "", severity: Severity = "note"
    ) -> None:
        """Add a problem by its parts."""
        self.add(Problem(row, column, sentence, value, severity))

    def more(self, count: int) -> None:
        """Count problems that are too many to list."""
        self.count += count

    def listed(self) -> tuple[Problem, ...]:
        """The problems kept, by row."""
        return tuple(sorted(self._kept, key=lambda p: p.row))
