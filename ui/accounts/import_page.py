"""The wizard for lists of customers, of invited people and of purchases: file, columns, check, import; nothing stored before the end."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number
from ui.accounts.import_check import check_step
from ui.accounts.import_columns import ColumnsStep
from ui.accounts.told import told_accounts, told_invited, told_purchases
from ui.page import Page, PageContext
from ui.widgets.beads import Stepper
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import IconLabel, body, caption, display

if TYPE_CHECKING:
    from cxdesk.accounts.purchases import PurchaseMatch
    from cxdesk.accounts.updates import Updates
    from cxdesk.importing.people import Invitations
    from cxdesk.importing.people_plan import PeoplePlan
    from cxdesk.importing.people_rows import AccountList, ContactList
    from cxdesk.importing.purchase_rows import PurchaseList
    from cxdesk.responses.queries import RoundRow

FILE, COLUMNS, CHECK, IMPORT = range(4)
ACCOUNTS, INVITED, PURCHASES, DROPPED = "accounts", "invited", "purchases", "dropped"


@dataclass(frozen=True, slots=True)
class Target:
    """Which list to import: `what` is "accounts", "invited", "purchases", or "dropped" when nobody said."""

    what: str
    path: Path


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return PeopleImportPage(context)


class PeopleImportPage(Page):
    """Walks one list from what it is to what it changes. Rows are read behind the window while a person looks."""

    tables: frozenset[str] = frozenset()
    wants_rail = True

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.next_button: Button | None = None
        self.goes_on_with_keys(lambda: self.next_button)
        self.frame = Scaffold(self)
        self.step = FILE
        self.target: Target | None = None
        self.plan: PeoplePlan | None = None
        self.rows: AccountList | ContactList | PurchaseList | None = None
        self.outcome: Updates | Invitations | PurchaseMatch | None = None
        self.rounds: list[RoundRow] = []
        self.surveys: list[tuple[int, str]] = []
        self.round_id: int | None = None
        self.rest_days: int | None = None
        self.reason = ""
        self.corrected = False
        self._job: Any = None
        self._shown = False

    @property
    def what(self) -> str:
        """What the list is of: as its columns were read, else as it was said."""
        if self.plan is not None:
            return self.plan.what
        return self.target.what if self.target is not None else ACCOUNTS

    def reload(self) -> None:
        """Show the step we are at; a change elsewhere in the file does not disturb it."""
        if not self._shown:
            self._show()

    def open_at(self, target: Any) -> None:
        """Begin with a file."""
        if isinstance(target, Target):
            self.begin(target)
        else:
            self._show()

    def leaving(self) -> None:
        """Work on a list that nobody looks at any more is dropped; what is stored stays stored."""
        if self._job is not None and self.step < IMPORT:
            self._job.drop()
            self._job = None

    def showEvent(self, event: QShowEvent) -> None:
        """Take up again what was dropped when the person looked elsewhere."""
        super().showEvent(event)
        if self._job is not None or self.step == IMPORT or self.target is None:
            return
        if self.plan is None:
            self.begin(self.target)
        elif self.rows is None:
            self._read_rows()
        elif self.outcome is None:
            self._count()

    def begin(self, target: Target) -> None:
        """Look what the columns are, behind the window."""
        from cxdesk.accounts.queries import contact_rest
        from cxdesk.importing.people import propose, propose_dropped
        from cxdesk.responses.queries import round_rows
        from cxdesk.surveys.queries import survey_rows

        project = self.context.project
        self.target, self.plan, self.rows, self.outcome = target, None, None, None
        self.reason, self.corrected = "", False
        self.rounds = project.read(round_rows)[::-1]
        self.surveys = [(s.id, s.name) for s in project.read(survey_rows)]
        self.round_id = self.rounds[0].id if self.rounds else None
        self.rest_days = project.read(contact_rest)

        def look(progress: Any) -> "PeoplePlan":
            if target.what == DROPPED:
                return propose_dropped(project, target.path, progress)
            return propose(project, target.path, target.what, progress)

        self._run(look, self._on_plan, _("Looking at the file"))
        self.step = FILE
        self._show()

    def change_plan(self, plan: "PeoplePlan") -> None:
        """Take the person's word; the rows are read again by it."""
        self.plan, self.rows, self.outcome = plan, None, None
        self._read_rows()
        self._show()

    def choose_list(self, what: str) -> None:
        """Read the same file as another kind of list."""
        if self.target is not None and what != self.what:
            self.begin(Target(what, self.target.path))

    def choose_round(self, round_id: int) -> None:
        """The round that the people were invited to."""
        self.round_id, self.outcome = round_id, None
        self._count()

    def begin_round(self, survey_id: int, name: str) -> None:
        """A new round of a survey, begun today: people are invited to it before the first answer."""
        from cxdesk.responses.actions import add_round
        from cxdesk.responses.queries import round_rows

        made = self.context.bridge.run(
            _("Begin a survey round"), add_round, survey_id, name.strip(), date.today()
        )
        if made is not None:
            self.rounds = self.context.project.read(round_rows)[::-1]
            self.choose_round(made)
            self._show()

    def change_rest(self, days: int | None) -> None:
        """Switch the rest period on, off or to other days: a step of its own."""
        from cxdesk.accounts.actions import set_contact_rest

        self.context.bridge.run(_("Set the rest period"), set_contact_rest, days)
        self.rest_days, self.outcome = days or None, None
        self._count()

    def check(self) -> None:
        """Show what would change, and every problem."""
        self.step = CHECK
        self._show()

    def back(self) -> None:
        """One step back."""
        self.step = max(COLUMNS, self.step - 1)
        self._show()

    def store(self) -> None:
        """Import: all of it as one step, or nothing."""
        from cxdesk.importing import people, purchases
        from cxdesk.importing.people_rows import AccountList
        from cxdesk.importing.purchase_rows import PurchaseList

        project, rows, round_id = self.context.project, self.rows, self.round_id
        reason, corrected = self.reason, self.corrected
        if rows is None or not self._can_store():
            return
        self.step = IMPORT

        def work(progress: Any) -> Any:
            if isinstance(rows, AccountList):
                return people.import_accounts(project, rows, corrected=corrected, progress=progress)
            if isinstance(rows, PurchaseList):
                return purchases.import_purchases(project, rows, progress)
            return people.import_invited(project, rows, round_id or 0, reason=reason, progress=progress)

        self._run(work, self._on_stored, _("Storing the list"))
        self._show()

    def _run(self, work: Any, done: Any, what: str) -> None:
        if self._job is not None:
            self._job.drop()
        self._job = self.context.jobs.run(work, done, on_error=self._on_error, progress=True, what=what)

    def _on_plan(self, plan: "PeoplePlan") -> None:
        self._job = None
        self.plan = plan
        self.step = COLUMNS
        self._read_rows()
        self._show()

    def _read_rows(self) -> None:
        from cxdesk.importing.people_rows import read
        from cxdesk.importing.purchase_rows import read_purchases

        plan = self.plan
        if plan is not None and plan.is_ready:
            work = read_purchases if plan.what == PURCHASES else read
            self._run(lambda progress: work(plan, progress), self._on_rows, _("Reading the rows"))

    def _on_rows(self, rows: "AccountList | ContactList | PurchaseList") -> None:
        self._job = None
        self.rows = rows
        self._count()

    def _count(self) -> None:
        """Ask behind the window what the list would change."""
        from cxdesk.importing import people, purchases
        from cxdesk.importing.people_rows import AccountList
        from cxdesk.importing.purchase_rows import PurchaseList

        project, rows, round_id = self.context.project, self.rows, self.round_id
        if rows is None or (self.what == INVITED and round_id is None):
            self._show_foot()
            return

        def work(_progress: Any) -> Any:
            if isinstance(rows, AccountList):
                return people.updates_of(project, rows)
            if isinstance(rows, PurchaseList):
                return purchases.purchases_of(project, rows)
            return people.invitations_of(project, rows, round_id or 0)

        self._run(work, self._on_outcome, _("Comparing with the file"))
        self._show_foot()

    def _on_outcome(self, outcome: "Updates | Invitations | PurchaseMatch") -> None:
        self._job = None
        self.outcome = outcome
        if self.step == CHECK:
            self._show()
        else:
            self._show_foot()

    def _on_stored(self, done: Any) -> None:
        self._job = None
        tell: Any = {ACCOUNTS: told_accounts, INVITED: told_invited, PURCHASES: told_purchases}[self.what]
        self.step, self.target, self.plan, self.rows, self.outcome = FILE, None, None, None, None
        self._shown = False
        tell(self.context, done)
        self.context.go("accounts")

    def _on_error(self, error: BaseException) -> None:
        from cxdesk.errors import UserError
        from cxdesk.progress import Cancelled

        self._job = None
        if isinstance(error, UserError):
            self.context.messages.refused(str(error))
        elif isinstance(error, Cancelled):
            self.context.messages.notice("info", _("Stopped. Nothing was imported."))
        else:
            self.context.bridge.act(lambda: _raise(error))
        self.step = COLUMNS if self.plan is not None else FILE
        if self.plan is None:
            self.target = None  # so that another file can be chosen
        self._show()

    def _can_store(self) -> bool:
        from cxdesk.accounts.purchases import PurchaseMatch
        from cxdesk.accounts.updates import Updates

        if self.rows is None or self.outcome is None or not self.rows.specs:
            return False
        if isinstance(self.outcome, Updates):
            return bool(self.outcome.stores)
        if isinstance(self.outcome, PurchaseMatch):
            return bool(self.outcome.new)
        return bool(self.round_id and self._invites(self.outcome))

    def _invites(self, outcome: "Invitations") -> int:
        """How many would be noted, with those who should rest when a reason is said."""
        return outcome.invited + (len(outcome.resting) if self.reason.strip() else 0)

    def _show(self) -> None:
        self._shown = True
        self.frame.clear()
        steps = Stepper(self.context.theme, [_("File"), _("Columns"), _("Check"), _("Import")], self.step)
        steps.chosen.connect(self._on_step)
        self.frame.add(steps)
        if self.plan is None or self.step == FILE:
            self._show_file_step()
        elif self.step == CHECK:
            check_step(self)
        else:
            self.frame.add(ColumnsStep(self))
        self.frame.add(None)
        self._show_foot()

    def _show_file_step(self) -> None:
        if self.target is not None:
            self.frame.add(
                display(_("Looking at “{name}”").format(name=self.target.path.name)),
                body(_("We say what it is and why before anything is read."), tone="text2"),
            )
            return
        state = EmptyState(
            self.context.theme,
            _("Which file is the list of customers?"),
            _("A CSV or Excel file with one row per customer and a column with the customer’s key."),
            _("Choose a file"),
            lambda: self.context.do("import.accounts"),
            (_("It is a list of invited people"), lambda: self.context.do("import.invited")),
        )
        self.frame.add(state)

    def _show_foot(self) -> None:
        theme = self.context.theme
        calm = [
            IconLabel(theme, "lock"),
            caption(_("Nothing is stored until the last step. All rows or none.")),
        ]
        self.next_button = None
        if self.step in (FILE, IMPORT) or self.plan is None:
            self.frame.foot(*calm, None)
            return
        rest: list[Any] = [Button(theme, _("Back"), on_click=self.back)] if self.step == CHECK else []
        if self.step == COLUMNS:
            self.next_button = Button(theme, _("Check the rows"), "filled", on_click=self.check)
            self.next_button.setEnabled(self.plan.is_ready)
        else:
            self.next_button = Button(theme, self._store_words(), "filled", on_click=self.store)
            self.next_button.setEnabled(self._can_store())
        self.frame.foot(*calm, None, *rest, self.next_button)

    def _store_words(self) -> str:
        from cxdesk.accounts.purchases import PurchaseMatch
        from cxdesk.accounts.updates import Updates

        if isinstance(self.outcome, PurchaseMatch):
            n = len(self.outcome.new)
            if not n:
                return _("Nothing to import")
            return ngettext("Import {n} purchase", "Import {n} purchases", n).format(n=number(n))
        if isinstance(self.outcome, Updates):
            if not self.outcome.stores:
                return _("Nothing to import")
            n = self.outcome.stores
            return ngettext("Import {n} customer", "Import {n} customers", n).format(n=number(n))
        if self.outcome is not None:
            n = self._invites(self.outcome)
            if not n:
                return _("Nothing to import")
            return ngettext("Note {n} person as invited", "Note {n} people as invited", n).format(n=number(n))
        return _("Import")

    def _on_step(self, step: int) -> None:
        if FILE < step < self.step:
            self.step = step
            self._show()

    def set_reason(self, reason: str) -> None:
        """Why the rest period is overridden; nothing keeps those who rest out."""
        self.reason = reason
        self._show_foot()

    def set_corrected(self, corrected: bool) -> None:
        """Whether the old values were wrong, so that no history is kept of them."""
        self.corrected = corrected


def _raise(error: BaseException) -> None:
    raise error
