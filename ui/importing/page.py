"""The import wizard: file, columns, check, import. Nothing is stored until the last step, and then all or none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.importing.anew import AnewFile
from ui.importing.check_step import check_step
from ui.importing.columns_step import ColumnsStep
from ui.importing.file_step import file_step
from ui.importing.queue import queue_card
from ui.importing.steps import CHECK, COLUMNS, FILE, IMPORT, show_foot, steps
from ui.importing.told import tell
from ui.page import Page, PageContext
from ui.widgets.beads import Stepper
from ui.widgets.buttons import Button
from ui.widgets.notes_list import NotesList
from ui.widgets.scaffold import Scaffold

if TYPE_CHECKING:
    from cxdesk.importing.plan import ImportPlan, Typed
    from cxdesk.importing.sources import Gathered
    from cxdesk.importing.storing import Imported, OnChange, Prepared
    from cxdesk.importing.target import Target


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
        self.waiting: list[Path] = []
        self.beside: tuple[Path, ...] = ()
        self.anew: AnewFile | None = None
        self.place = 1
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
        self.goes_on_with_keys(lambda: self.next_button)

    @property
    def typed(self) -> "Typed | None":
        """The rows as they were read, once they were."""
        return self.ready.typed if self.ready is not None else None

    def reload(self) -> None:
        """Show the step we are at; a change elsewhere in the file does not disturb it."""
        if not self._shown:
            self._show()

    def open_at(self, target: Any) -> None:
        """Begin with a file; of several one goes after the other, behind those that wait already."""
        if hasattr(target, "batch_id"):
            self.begin_anew(target.batch_id, target.source)
            return
        given = [Path(p) for p in target] if isinstance(target, tuple) else [Path(target)] if target else []
        paths = self._with_answers(given)
        if self.path is not None and isinstance(target, tuple) and target:
            self.waiting += [p for p in paths if p != self.path and p not in self.waiting]
            self._show()
        elif paths:
            self.waiting, self.place = paths[1:], 1
            self.begin(paths[0])
        else:
            self._show()

    def _with_answers(self, given: list[Path]) -> list[Path]:
        """The files with answers; questionnaires among them stand beside each, and are read alone if there is none."""
        from cxdesk.importing import definitions

        about = [p for p in given if len(given) > 1 and definitions.kind_of(p) is not None]
        answers = [p for p in given if p not in about]
        self.beside = tuple(about) if answers else ()
        return answers or about

    def leaving(self) -> None:
        """Work on a file that nobody looks at any more is dropped; what is stored stays stored."""
        if self._job is not None and self.step < IMPORT:
            self._job.drop()
            self._job = None

    def begin(self, path: Path) -> None:
        """Look what the file is, behind the window, and go on to its columns."""
        from cxdesk.importing import mapping, sources, target

        self.path, self.plan, self.ready, self.target = path, None, None, None
        self.survey_id, self.round_name, self.on_change, self.shows_rows = None, "", "update", False
        project, paths = self.context.project, (path, *self.beside)

        def work(progress: Any) -> Any:
            found = sources.gather(paths, progress)
            if not found.answers:
                return found
            plan = mapping.suggest(found.answers[0], progress)
            return project.read(target.proposed, plan)

        self._run(work, self._on_target, _("Looking at the file"))
        self.step = FILE
        self._show()

    def begin_anew(self, batch_id: int, source: Path | None = None) -> None:
        """Read a file again that was imported, from the copy that was kept with it or from `source`."""
        self._forget()
        project = self.context.project
        found: AnewFile | None = self.context.bridge.act(lambda: AnewFile(project, batch_id, source))
        if found is not None:
            self.anew, self.path = found, found.path
            self._run(found.look, self._on_target, _("Looking at the file"))
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

    def unlearn(self) -> None:
        """Read the file without the settings that are remembered for its source."""
        from cxdesk.importing import mapping

        if self.plan is not None:
            self.target, detection = None, self.plan.detection
            self._run(
                lambda progress: mapping.suggest(detection, progress),
                self.change_plan,
                _("Looking at the file"),
            )

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

    def next_file(self) -> bool:
        """Go on with the next file that waits; False when none does."""
        if not self.waiting:
            return False
        self.place += 1
        self.begin(self.waiting.pop(0))
        return True

    def leave_out(self) -> None:
        """Leave this file out and go on with the next."""
        if not self.next_file():
            self._forget()
            self._show()

    def link(self, key: str, touch_point: str) -> None:
        """Tie a column to a touch point, known or new; the rows need not be read again."""
        self._set_plans(lambda plan: plan.change(key, touch_point=touch_point.strip()))

    def _set_plans(self, change: "Callable[[ImportPlan], ImportPlan]") -> None:
        """Change the plan here and in what was read under it."""
        if self.plan is not None:
            self.plan = change(self.plan)
        if self.ready is not None:
            typed = replace(self.ready.typed, plan=change(self.ready.typed.plan))
            self.ready = replace(self.ready, typed=typed)

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

        anew = self.anew

        def work(progress: Any) -> Any:
            if anew is not None:
                return anew.carry_out(ready, progress)
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
        notes: list[str] = []
        for _path, definition in found.alone:
            survey_id = self.context.bridge.run(_("Create survey"), actions.build, definition)
            notes += definition.notes
        self.path = None
        self._shown = False
        self.context.go("surveys", survey_id)
        if notes:
            NotesList(
                self.context.theme,
                _("The questionnaire is a survey now."),
                _("What could not be carried over:"),
                notes,
            )

    def _read_rows(self) -> None:
        from cxdesk.importing.actions import prepare

        plan, survey_id, project = self.plan, self.survey_id, self.context.project
        if plan is None or plan.open_questions:
            return

        anew, asked = self.anew, self.target is not None and self.target.why == "said"

        def work(progress: Any) -> Any:
            if anew is not None:
                return anew.prepare(plan, progress)
            return prepare(project, plan, survey_id=survey_id, new_survey=asked, progress=progress)

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
        tell(self.context, done)
        if self.next_file():
            return
        self._forget()
        self._shown = False
        self.context.go("analysis", done.survey_id)

    def _forget(self) -> None:
        """Begin anew with nothing."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        self.step, self.path, self.plan, self.ready, self.target = FILE, None, None, None, None
        self.waiting, self.place = [], 1
        if self.anew is not None:
            self.anew.close()
            self.anew = None

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
            if self.next_file():
                return
            self._forget()  # so that another file can be chosen
        self._show()

    def _show(self) -> None:
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        self._build()
        if name and (again := self.findChild(QWidget, name)) is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._shown = True
        self.columns = None
        self.frame.clear()
        stepper = Stepper(self.context.theme, steps(), self.step)
        stepper.chosen.connect(self._on_step)
        self.frame.add(stepper)
        if self.waiting or self.place > 1:
            self.frame.add(queue_card(self))
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
        self.next_button = show_foot(self)

    def survey_name(self) -> str:
        """The survey the file goes into, or nothing for a new one."""
        from cxdesk.surveys.queries import survey_rows

        return next((s.name for s in self.context.project.read(survey_rows) if s.id == self.survey_id), "")

    def _on_step(self, step: int) -> None:
        if step < self.step:
            self.step = step
            self._show()


def _raise(error: BaseException) -> None:
    raise error
