"""The import wizard: file, columns, check, import. Nothing is stored until the last step, and then all or none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number, pgettext
from ui.importing.check_step import check_step
from ui.importing.columns_step import ColumnsStep
from ui.importing.file_step import file_step
from ui.page import Page, PageContext
from ui.widgets.beads import Stepper
from ui.widgets.buttons import Button
from ui.widgets.scaffold import Scaffold
from ui.widgets.text import IconLabel, caption

if TYPE_CHECKING:
    from cxdesk.importing.actions import Imported, OnChange, Prepared
    from cxdesk.importing.plan import ImportPlan, Typed
    from cxdesk.importing.sources import Gathered
    from cxdesk.importing.target import Target

FILE, COLUMNS, CHECK, IMPORT = range(4)
NEXT_KEYS = "Ctrl+Return"


def make(context: PageContext) -> Page:
    """The page, for the shell."""
    return ImportPage(context)


class ImportPage(Page):
    """Walks one file from what it is to what it became. The rows are read behind the window while a person looks."""

    tables: frozenset[str] = frozenset()
    wants_rail = True

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.frame = Scaffold(self)
        self.step = FILE
        self.path: Path | None = None
        self.plan: ImportPlan | None = None
        self.ready: Prepared | None = None
        self.target: Target | None = None
        self.on_change: OnChange = "update"
        self.shows_rows = False
        self.survey_id: int | None = None
        self.round_name = ""
        self.columns: ColumnsStep | None = None
        self.next_button: Button | None = None
        self._job: Any = None
        self._shown = False
        keys = QShortcut(QKeySequence(NEXT_KEYS), self)
        keys.activated.connect(self._on_next_keys)

    @property
    def typed(self) -> "Typed | None":
        """The rows as they were read, once they were."""
        return self.ready.typed if self.ready is not None else None

    def reload(self) -> None:
        """Show the step we are at; a change elsewhere in the file does not disturb it."""
        if not self._shown:
            self._show()

    def open_at(self, target: Any) -> None:
        """Begin with a file."""
        if target is None:
            self._show()
        else:
            self.begin(Path(target))

    def leaving(self) -> None:
        """Work on a file that nobody looks at any more is dropped; what is stored stays stored."""
        if self._job is not None and self.step < IMPORT:
            self._job.drop()
            self._job = None

    def begin(self, *paths: Path) -> None:
        """Look what was given, behind the window, and go on to its columns; a questionnaire may come along."""
        from cxdesk.importing import mapping, sources, target

        self.path, self.plan, self.ready, self.target = paths[0], None, None, None
        self.survey_id, self.round_name, self.on_change, self.shows_rows = None, "", "update", False
        project = self.context.project

        def work(progress: Any) -> Any:
            found = sources.gather(paths, progress)
            if not found.answers:
                return found
            plan = mapping.suggest(found.answers[0], progress)
            return project.read(target.proposed, plan)

        self._run(work, self._on_target, _("Looking at the file"))
        self.step = FILE
        self._show()

    def change_plan(self, plan: "ImportPlan") -> None:
        """Take the person's word; what was read under the old one is read again."""
        self.plan, self.ready = plan, None
        self.aim(self.survey_id)

    def aim(self, survey_id: int | None) -> None:
        """Lay the file onto another survey, or make it a new one."""
        from cxdesk.importing import target

        assert self.plan is not None
        known = self.target.remembered if self.target is not None else None
        aimed = self.context.project.read(target.aimed, self.plan, survey_id)
        self.target = replace(aimed, remembered=known)
        self.plan, self.survey_id, self.ready = self.target.plan, survey_id, None
        self._read_rows()
        self._show()

    def decide(self, on_change: "OnChange") -> None:
        """What becomes of answers that are there in another way."""
        self.on_change = on_change
        self._show_foot()

    def show_rows_instead(self, rows: bool) -> None:
        """On the check page: the rows as they will be stored, or what was found in them."""
        self.shows_rows = rows
        self._show()

    def count_rows(self, *, unfinished: bool | None = None, tests: bool | None = None) -> None:
        """Which rows count: changes only the rule, not what was read."""
        assert self.plan is not None
        plan = self.plan
        if unfinished is not None:
            plan = replace(plan, count_unfinished=unfinished)
        if tests is not None:
            plan = replace(plan, count_tests=tests)
        self.plan = plan
        if self.ready is not None:
            self.ready = self._counting(self.ready)
        self._show_foot()

    def check(self) -> None:
        """Show every problem of the rows."""
        self.step = CHECK
        self._show()

    def back(self) -> None:
        """One step back."""
        self.step = max(FILE, self.step - 1)
        self._show()

    def store(self) -> None:
        """Import: typed rows that were read already are not read again."""
        from cxdesk.importing.actions import store

        if self.plan is None or self.plan.open_questions or self.ready is None:
            return
        project, ready = self.context.project, self.ready
        round_name, on_change = self.round_name.strip() or None, self.on_change
        self.step = IMPORT

        def work(progress: Any) -> Any:
            return store(project, ready, round_name=round_name, on_change=on_change, progress=progress)

        self._run(work, self._on_imported, _("Importing the answers"))
        self._show()

    def _run(self, work: Any, done: Any, what: str) -> None:
        if self._job is not None:
            self._job.drop()
        self._job = self.context.jobs.run(work, done, on_error=self._on_error, progress=True, what=what)

    def _on_target(self, found: "Target | Gathered") -> None:
        from cxdesk.importing.target import Target

        self._job = None
        if not isinstance(found, Target):
            self._make_surveys(found)
            return
        self.target, self.plan, self.survey_id = found, found.plan, found.survey_id
        self.step = COLUMNS
        self._read_rows()
        self._show()

    def _make_surveys(self, found: "Gathered") -> None:
        """Questionnaires without answers become surveys."""
        from cxdesk.surveys import actions

        survey_id = None
        for _path, definition in found.alone:
            survey_id = self.context.bridge.run(_("Create survey"), actions.build, definition)
        self.path = None
        self._shown = False
        self.context.go("surveys", survey_id)

    def _read_rows(self) -> None:
        from cxdesk.importing.actions import prepare

        plan, survey_id, project = self.plan, self.survey_id, self.context.project
        if plan is None or plan.open_questions:
            return

        def work(progress: Any) -> Any:
            return prepare(project, plan, survey_id=survey_id, progress=progress)

        self._run(work, self._on_ready, _("Reading the rows"))

    def _counting(self, ready: "Prepared") -> "Prepared":
        """What was read, with the rule of which rows count as the page has it now."""
        assert self.plan is not None
        plan = replace(
            ready.typed.plan,
            count_unfinished=self.plan.count_unfinished,
            count_tests=self.plan.count_tests,
        )
        return replace(ready, typed=replace(ready.typed, plan=plan))

    def _on_ready(self, ready: "Prepared") -> None:
        self._job = None
        self.ready = self._counting(ready)
        if self.columns is not None and self.step == COLUMNS:
            self.columns.show_rows(self.ready.typed)
        if self.step == CHECK:
            self._show()
        else:
            self._show_foot()

    def _on_imported(self, done: "Imported") -> None:
        self._job = None
        bold = _outcome(done)
        kind = "warn" if done.refused else "good"
        self.context.messages.notice(kind, bold, *self._about_keys(done))
        self.step, self.path, self.plan, self.ready, self.target = FILE, None, None, None, None
        self._shown = False
        self.context.go("analysis", done.survey_id)

    def _about_keys(self, done: "Imported") -> tuple[str, str, Callable[[], None]]:
        """A line on customers and a button: without any customer the list is what comes next."""
        from cxdesk.accounts.queries import account_rows

        n = len(done.match.unmatched) if done.match is not None else 0
        if n and not self.context.project.read(account_rows):
            line = ngettext(
                "{n} customer answered. The list of customers gives them names.",
                "{n} customers answered. The list of customers gives them names.",
                n,
            )
            return line.format(n=number(n)), _("Import customers"), lambda: self.context.do("import.accounts")
        line = ngettext("{n} key belongs to no customer.", "{n} keys belong to no customer.", n) if n else ""
        return line.format(n=number(n)), _("Show"), lambda: self.context.go("responses", None)

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
            self.path = None  # so that another file can be chosen
        self._show()

    def _show(self) -> None:
        self._shown = True
        self.columns = None
        self.frame.clear()
        steps = Stepper(self.context.theme, _steps(), self.step)
        steps.chosen.connect(self._on_step)
        self.frame.add(steps)
        if self.plan is None or self.step == FILE:
            file_step(self)
        elif self.step == CHECK:
            check_step(self)
        else:
            self.columns = ColumnsStep(self)
            self.frame.add(self.columns)
            if self.typed is not None:
                self.columns.show_rows(self.typed)
        self.frame.add(None)
        self._show_foot()

    def _show_foot(self) -> None:
        theme = self.context.theme
        calm: list[QWidget] = [
            IconLabel(theme, "lock"),
            caption(_("Nothing is stored until the last step. All rows or none.")),
        ]
        self.next_button = None
        if self.step == FILE or self.plan is None:
            self.frame.foot(*calm, None)
            return
        back = Button(theme, _("Back"), on_click=self.back)
        if self.step == IMPORT:
            self.frame.foot(*calm, None)
            return
        ready = self.ready is not None and bool(self.ready.typed.stored)
        if self.ready is not None and ready:
            calm = [IconLabel(theme, "lock"), self._outlook(self.ready)]
        if self.step == COLUMNS and not (self.ready is not None and ready and _is_plain(self.ready)):
            self.next_button = Button(theme, _("Check the rows"), "filled", on_click=self.check)
            self.next_button.setEnabled(not self.plan.open_questions)
            self.frame.foot(*calm, None, back, self.next_button)
            return
        words = pgettext("button", "Import")
        if self.ready is not None:
            n = self.ready.new_rows
            words = ngettext("Import {n} row", "Import {n} rows", n).format(n=number(n)) if n else words
        self.next_button = Button(theme, words, "filled", on_click=self.store)
        self.next_button.setEnabled(ready)
        rest = [Button(theme, _("Check the rows"), on_click=self.check)] if self.step == COLUMNS else []
        self.frame.foot(*calm, None, back, *rest, self.next_button)

    def _outlook(self, ready: "Prepared") -> QWidget:
        """What will happen, in a sentence that may wrap."""
        from cxdesk.importing.outlook import will_happen

        sentence = will_happen(ready, self._survey_name(), self.round_name.strip() or None, self.on_change)
        words = caption(sentence, wrap=True)
        words.setMinimumWidth(420)
        return words

    def _survey_name(self) -> str:
        from cxdesk.surveys.queries import survey_rows

        return next((s.name for s in self.context.project.read(survey_rows) if s.id == self.survey_id), "")

    def _on_next_keys(self) -> None:
        if self.next_button is not None and self.next_button.isEnabled():
            self.next_button.click()

    def _on_step(self, step: int) -> None:
        if step < self.step:
            self.step = step
            self._show()


def _outcome(done: "Imported") -> str:
    """What came of the import, in one sentence."""
    if done.batch_id is None:
        return _("Everything in it was there already, so nothing was changed.")
    bold = ngettext(
        "{stored} answer imported, {refused} refused.",
        "{stored} answers imported, {refused} refused.",
        done.stored,
    ).format(stored=number(done.stored), refused=number(done.refused))
    n = 0 if done.kept_as_stored else done.changed
    changed = (
        ngettext("{n} answer was updated.", "{n} answers were updated.", n).format(n=number(n)) if n else ""
    )
    return f"{bold} {changed}".strip()


def _steps() -> list[str]:
    return [
        pgettext("step of the import", "File"),
        pgettext("step of the import", "Columns"),
        pgettext("step of the import", "Check"),
        pgettext("step of the import", "Import"),
    ]


def _is_plain(ready: "Prepared") -> bool:
    """Whether there is nothing to look at before the import."""
    compared = ready.compared
    return not ready.typed.problem_count and (compared is None or not compared.changed.height)


def _raise(error: BaseException) -> None:
    raise error
