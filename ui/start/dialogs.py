"""What the rows about files, undo, look and language in ui/actions.py do."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QFileDialog

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.paths import documents_folder, settings_folder
from cxdesk.progress import Progress
from ui.opening import open_behind
from ui.page import PageContext
from ui.widgets.file_dialogs import ask, ask_for_table, file_dialog

if TYPE_CHECKING:
    from cxdesk.storage.check import CheckResult

SUFFIX = ".cxdesk"
EXAMPLE = "Alder Lifts 2026"


def new_file(context: PageContext) -> None:
    """Ask for a name and make a new file there."""
    dialog = file_dialog(_("New file"), [_("cxdesk files (*.cxdesk)")])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX[1:])
    ask(dialog, lambda path: create_path(context, path))


def write_survey(context: PageContext) -> None:
    """Begin a survey; without an open file a new one is asked for first."""

    def begin() -> None:
        context.go("surveys", ("begin", None))

    if context.bridge.is_open:
        begin()
        return
    dialog = file_dialog(_("Where to keep the survey and its answers"), [_("cxdesk files (*.cxdesk)")])
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX[1:])
    dialog.selectFile(_("Our surveys") + SUFFIX)
    ask(dialog, lambda path: begin() if create_path(context, path) else None)


def open_file(context: PageContext) -> None:
    """Ask for a file and open it."""
    dialog = file_dialog(_("Open a file"), [_("cxdesk files (*.cxdesk)")])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    ask(dialog, lambda path: open_behind(context, path))


def create_path(context: PageContext, path: Path) -> bool:
    """Make this file and open it; the dialog has asked already whether an old one may go."""
    made = context.bridge.create(path)
    if made:
        _remember(context)
    return made


def close_file(context: PageContext) -> None:
    """Let go of the file."""
    context.bridge.close()


def use_own_data(context: PageContext) -> None:
    """Ask for a survey export; without an open file one is made for it in the documents folder."""
    ask_for_table(_("Use my own data"), lambda path: own_data(context, path))


def own_data(context: PageContext, *sources: Path, folder: Path | None = None) -> None:
    """Open the wizard on these exports; what is no table makes no file."""
    if context.bridge.is_open:
        context.go("importing", sources)
        return
    context.jobs.run(
        lambda progress: _first_table(sources, progress),
        lambda first: _begin_file(context, sources, first, folder),
        progress=True,
        what=_("Looking at the file"),
    )


def _first_table(sources: tuple[Path, ...], progress: Progress) -> Path:
    """The first of them that can be read; when none can, the refusal of the first."""
    from cxdesk.importing import detect

    refusals: list[UserError] = []
    for source in sources:
        try:
            detect.sniff(source, progress)
        except UserError as refused:
            refusals.append(refused)
        else:
            return source
    raise refusals[0]


def _begin_file(context: PageContext, sources: tuple[Path, ...], first: Path, folder: Path | None) -> None:
    target = _free_name(folder or documents_folder(), first.stem)
    if create_path(context, target):
        context.go("importing", sources)


def open_example(context: PageContext) -> None:
    """Open the finished example; it is made afresh on this machine the first time, in a few seconds."""
    path = example_path()
    if path.exists():
        _show_example(context, path)
        return
    context.jobs.run(
        lambda progress: build_example(path, progress),
        lambda _made: _show_example(context, path),
        progress=True,
        what=_("Making the example"),
    )


def example_path() -> Path:
    """Where the example is kept."""
    return settings_folder() / "example" / f"{EXAMPLE}{SUFFIX}"


def build_example(path: Path, progress: Progress) -> None:
    """Make the example whole beside its place, then put it there."""
    from importlib import import_module

    from cxdesk.project import Project

    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"making {path.name}")
    partial.unlink(missing_ok=True)
    project = Project.create(partial)
    try:
        import_module("resources.sample.build").build(project, progress)
    except BaseException:
        project.close()
        partial.unlink(missing_ok=True)
        raise
    project.close()
    partial.replace(path)


def check_file(context: PageContext) -> None:
    """Look the whole file over and say what was found."""
    from cxdesk.storage.check import check

    path = context.project.path
    context.jobs.run(
        lambda progress: check(path, progress),
        lambda result: _tell_check(context, result),
        progress=True,
        what=_("Checking the file"),
    )


def back_up(context: PageContext) -> None:
    """Keep a copy of the file as it is now."""
    path = context.project.back_up("asked")
    context.messages.notice("good", _("A backup was made."), str(path))


def undo(context: PageContext) -> None:
    """Take back the last step and name it; where answers that people gave went with it, say so."""
    from cxdesk.responses.folding import coming_in

    before = context.bridge.read(coming_in) if context.bridge.is_open else 0
    if label_ := context.bridge.undo():
        gone = (before or 0) - (context.bridge.read(coming_in) or 0)
        line = ngettext(
            "{n} answer went with it. Redo brings it back.", "{n} answers went with it. Redo brings them back.", gone
        ).format(n=number(gone))  # fmt: skip
        context.messages.notice("info", _("Undone: {step}").format(step=label_), line if gone > 0 else "")


def redo(context: PageContext) -> None:
    """Bring the last undone step again and name it."""
    if label_ := context.bridge.redo():
        context.messages.notice("info", _("Done again: {step}").format(step=label_))


def toggle_dark(context: PageContext) -> None:
    """Light becomes dark, dark becomes light."""
    choose_look(context, "light" if context.theme.dark else "dark")


def follow_system(context: PageContext) -> None:
    """Light or dark as the system is."""
    choose_look(context, "system")


def choose_look(context: PageContext, choice: str) -> None:
    """Use this look and remember it."""
    context.settings.theme = choice
    context.settings.save()
    context.theme.choose(choice)


def choose_language(context: PageContext, code: str) -> None:
    """Show the window in another language and remember it."""
    from ui.app import load_qt_words
    from ui.main_window import MainWindow

    context.settings.language = code
    context.settings.save()
    i18n.set_language(code)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        load_qt_words(app)
    context.theme.apply()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.rebuild()


def show_help(context: PageContext) -> None:
    """What the room that is shown is for, its first steps, and the keys."""
    from ui.main_window import MainWindow
    from ui.start.help import show_help as open_help

    rooms = [w.room for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
    open_help(context, rooms[0] if rooms else "start")


def _show_example(context: PageContext, path: Path) -> None:
    """The example opens on a customer's plan: that is where all the work leads."""
    open_behind(context, path, lambda: _show_plan(context))


def _show_plan(context: PageContext) -> None:
    from cxdesk.planning.plan_queries import plan_rows

    plans = context.bridge.read(plan_rows)
    wanted = "fa" if i18n.language() == "fa" else "en"
    plan = next((p for p in plans if p.language == wanted), plans[0] if plans else None)
    if plan is not None:
        context.go("planning", ("plan", plan.id))


def _remember(context: PageContext) -> None:
    if context.bridge.project is not None:
        context.settings.remember(context.bridge.project.path)


def _tell_check(context: PageContext, result: "CheckResult") -> None:
    if not result.problems:
        n = ngettext("{n} answer looked at.", "{n} answers looked at.", result.answers)
        context.messages.notice("good", _("The file is whole."), n.format(n=number(result.answers)))
        return
    for problem in result.problems[:3]:
        context.messages.refused(problem.sentence)


def _free_name(folder: Path, stem: str) -> Path:
    names = [stem, *(f"{stem} {n}" for n in range(2, 1000))]
    free = (path for name in names if not (path := folder / f"{name}{SUFFIX}").exists())
    try:
        return next(free)
    except StopIteration:
        raise UserError(
            _("There are too many files of that name in “{folder}”.").format(folder=folder)
        ) from None
