"""How many wordings each plan still lacks, counted behind the window so that a long list is there at once."""

from collections.abc import Callable

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.planning.assemble import gaps
from cxdesk.planning.plan_queries import PlanRow
from ui.jobs import Job
from ui.page import PageContext

AT_ONCE = 3


class Missing:
    """Counts a few plans at a time, so that other work gets its turn; `on_counted()` after each few."""

    def __init__(self, context: PageContext, on_counted: Callable[[], None]) -> None:
        self._context, self._on_counted = context, on_counted
        self._found: dict[int, tuple[int, int] | None] = {}
        self._waiting: list[PlanRow] = []
        self._counting: list[PlanRow] = []
        self._job: Job | None = None

    def count(self, rows: list[PlanRow]) -> None:
        """Count these plans anew; what was known stays until then."""
        self.stop()
        self._waiting = list(rows)
        self._next()

    def stop(self) -> None:
        """Count no more for now."""
        if self._job is not None:
            self._job.drop()
            self._job = None
            self._waiting = self._counting + self._waiting

    def go_on(self) -> None:
        """Count what was left."""
        if self._job is None:
            self._next()

    def text(self, row: PlanRow) -> str:
        """The count in words; nothing while it is not known."""
        if row.id not in self._found:
            return ""
        counted = self._found[row.id]
        if counted is None:
            return _("a promise has no date")
        missing, unapproved = counted
        if missing:
            return ngettext("{n} wording missing", "{n} wordings missing", missing).format(n=number(missing))
        if unapproved:
            waiting = ngettext("{n} waits for approval", "{n} wait for approval", unapproved)
            return waiting.format(n=number(unapproved))
        return _("all written and approved")

    def _next(self) -> None:
        self._job = None
        if not self._waiting:
            return
        rows, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        self._counting = rows
        project = self._context.project

        def work() -> dict[int, tuple[int, int] | None]:
            found: dict[int, tuple[int, int] | None] = {}
            for row in rows:
                try:
                    here = project.read(gaps, row.id, row.language)
                    waiting = sum(1 for g in here if g.approved_missing)
                    found[row.id] = (len(here) - waiting, waiting)
                except UserError:
                    found[row.id] = None
            return found

        self._job = self._context.jobs.run(work, self._on_done)

    def _on_done(self, found: dict[int, tuple[int, int] | None]) -> None:
        self._found |= found
        self._on_counted()
        self._next()
