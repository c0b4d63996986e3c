"""Why an issue happens, on a page of its own: the fishbone on the canvas, the chains of whys, and the same as a list."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cxdesk.i18n import _, language, ngettext, number
from cxdesk.planning import actions as planning
from cxdesk.planning.fishbone import BONE_WORDS, fishbone
from cxdesk.planning.fishbone_layout import bone_at, lay_out
from cxdesk.planning.model import BONES
from cxdesk.planning.queries import CauseRow, IssueWhole, issue_whole
from ui.page import PageContext
from ui.planning.deeds import set_cause
from ui.planning.editing import done
from ui.planning.parts import Crumbs
from ui.planning.whys import Whys, cause_table
from ui.widgets.buttons import Button, IconButton
from ui.widgets.canvas.editor import InPlaceEditor
from ui.widgets.canvas.view import MapView
from ui.widgets.cards import Card, boxed, column, put
from ui.widgets.tables import Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import caption, keys_text

VIEWS = ("fishbone", "whys", "list")


class CausePage(QWidget):
    """The causes of one issue; `go(target)` opens something else of this room."""

    def __init__(
        self, context: PageContext, issue_id: int, go: Callable[[Any], None], view: str = "fishbone"
    ) -> None:
        super().__init__()
        self._context, self.issue_id, self._go = context, issue_id, go
        self.whole: IssueWhole | None = None
        self._own = not context.project.read_only
        self.crumbs = Crumbs(context.theme, go)
        self.fish = FishboneView(context, self)
        self.whys = Whys(context, issue_id)
        self.table: Table = cause_table(context.theme)
        self.table.opened.connect(lambda r: self._edit_in_chain(r.id))
        self.table.delete_wanted.connect(lambda r: self.delete(r.id))
        self.table.menu_wanted.connect(lambda r, at: self.menu(r.id).popup(at))
        self.views = QStackedWidget()
        listing = boxed(column(Card(self.table, padding=(12, 4)), margins=(24, 16, 24, 16)))
        for widget in (self.fish, self.whys, listing):
            self.views.addWidget(widget)
        self.segments = Segmented(
            context.theme, [("fishbone", _("Fishbone")), ("whys", _("Whys")), ("list", _("List"))]
        )
        self.segments.chosen.connect(self.show_view)
        self.ratio = caption()
        self.add = Button(context.theme, _("Add a cause"), icon="plus", on_click=self._on_add)
        self.add.setEnabled(self._own)
        self.print = Button(context.theme, _("Print"), icon="printer", on_click=self._on_print)
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 0, 24, 0)
        bar.setSpacing(8)
        bar.addWidget(self.crumbs, 1)
        for thing in (self.ratio, self.segments, self.add, self.print):
            put(bar, thing)
        head = boxed(bar, "head_bar")
        head.setFixedHeight(52 + context.theme.extra_line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(self.views, 1)
        self.show_view(view)

    def reload(self) -> None:
        """Read the issue again."""
        self.whole = whole = self._context.project.read(issue_whole, self.issue_id)
        self.crumbs.show_crumbs(
            [
                (_("Actions"), ("issues", None)),
                (whole.row.title, ("issue", self.issue_id)),
                (_("Why it happens"), None),
            ]
        )
        self.fish.show_issue(whole)
        self.whys.show_issue(whole)
        self.table.set_rows(self.whys.rows)
        self.print.setEnabled(bool(whole.causes))
        self.ratio.setText(treats_sentence(whole))

    def show_view(self, view: str) -> None:
        """Show one of the three views."""
        self.leaving()
        self.segments.set_current(view)
        self.views.setCurrentIndex(VIEWS.index(view))

    def leaving(self) -> None:
        """Write what is being typed on the canvas."""
        self.fish.leaving()

    def let_go(self) -> None:
        """Wait for nothing any more."""
        self.leaving()

    def menu(self, cause_id: int) -> QMenu:
        """What can be done with a cause; the same for hand and keyboard, on the canvas and in the list."""
        assert self.whole is not None
        cause = next(c for c in self.whole.causes if c.id == cause_id)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(_("Edit the text"), partial(self._edit, cause_id))
        menu.addAction(_("Why is that?"), partial(self.deeper, cause_id))
        if cause.deeper_than_id is None:
            bones = menu.addMenu(_("Hang it on"))
            for code in (*BONES, ""):
                action = bones.addAction(_(BONE_WORDS[code]), partial(self.hang, cause_id, code))
                action.setCheckable(True)
                action.setChecked(code == cause.bone)
        menu.addAction(_("Act against it"), partial(self._act, cause))
        menu.addSeparator()
        menu.addAction(_("Delete") + "\t" + keys_text("Del"), partial(self.delete, cause_id))
        for action in menu.actions():
            action.setEnabled(self._own)
        return menu

    def hang(self, cause_id: int, bone: str) -> None:
        """Hang a first cause on a bone."""
        done(self._context, _("Hang a cause on a bone"), planning.hang_cause, cause_id, bone)

    def add_to(self, bone: str) -> None:
        """A new first cause on a bone, its words ready to be typed over."""
        self._made(
            done_number(
                self._context, _("Add a cause"), planning.add_cause, self.issue_id, _("New cause"), None, bone
            )
        )

    def deeper(self, cause_id: int) -> None:
        """A new cause below one, its words ready to be typed over."""
        self._made(
            done_number(
                self._context, _("Add a cause"), planning.add_cause, self.issue_id, _("New cause"), cause_id
            )
        )

    def delete(self, cause_id: int) -> None:
        """Take a cause away, with a notice that brings it back."""
        if self._own and done(self._context, _("Delete the cause"), planning.delete_cause, cause_id):
            self._context.offer_undo(_("The cause is gone, with what lay deeper."))

    def save(self, path: Path) -> None:
        """Write the pages as a PDF."""
        whole, lang = self.whole, language()

        def work() -> Path:
            from exports.pdf.causes import write_causes

            assert whole is not None
            return write_causes(whole, path, lang)

        self._context.jobs.run(work, self._on_saved, what=_("Saving the causes"))

    def _made(self, cause_id: int | None) -> None:
        if cause_id is not None:
            self._edit(cause_id)

    def _edit(self, cause_id: int) -> None:
        if self.segments.current() == "fishbone":
            self.fish.edit(cause_id)
        else:
            self._edit_in_chain(cause_id)

    def _edit_in_chain(self, cause_id: int) -> None:
        self.show_view("whys")
        self.whys.edit(cause_id)

    def _act(self, cause: CauseRow) -> None:
        made = self._context.bridge.run(
            _("Add an action"), planning.add_action, self.issue_id, cause.text[:200], cause.id, treats="cause"
        )
        if made is not None:
            self._go(("action", made))

    def _on_add(self) -> None:
        if self.segments.current() != "fishbone":
            self.add_to("")
            return
        self.add_to(self.fish.bone())

    def _on_print(self) -> None:
        if self.whole is None:
            return
        dialog = QFileDialog(self, _("Save the causes"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("PDF on A4 (*.pdf)")])
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self.whole.row.title[:60]}.pdf".replace("/", "-"))
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_saved(self, path: Path) -> None:
        self._context.messages.notice("good", _("The causes are in {file}.").format(file=path.name))


class FishboneView(QWidget):
    """The fishbone on its canvas; typing in place, a walk with the keys, the bar with the zoom."""

    def __init__(self, context: PageContext, page: CausePage) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._own = not context.project.read_only
        self.view = MapView(context.theme)
        self.view.setAccessibleName(_("Fishbone of the causes; the list holds the same in rows"))
        self.editor: InPlaceEditor | None = None
        self._edited: int | None = None
        view = self.view
        bar = QHBoxLayout()
        bar.setContentsMargins(24, 0, 16, 0)
        bar.setSpacing(4)
        self.hint = caption()
        bar.addWidget(self.hint, 1)
        for icon, words, click in (
            ("minus", _("Further away"), view.zoom_out),
            ("plus", _("Nearer"), view.zoom_in),
            ("maximize", _("Show the whole fishbone"), view.fit),
        ):
            bar.addWidget(IconButton(context.theme, icon, words, size=16, on_click=click))
        foot = boxed(bar, "foot_bar")
        foot.setFixedHeight(36 + context.theme.extra_line)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(view, 1)
        box.addWidget(foot)
        view.card_opened.connect(self.edit)
        view.cell_opened.connect(self._on_cell_opened)
        view.delete_asked.connect(page.delete)
        view.menu_asked.connect(self._on_menu)
        view.moved.connect(self._keep_in_place)

    def show_issue(self, whole: IssueWhole) -> None:
        """Show its fishbone, or the same after a change."""
        first = self._page.views.currentWidget() is self and not self.view.sceneRect().width()
        self._fish = fishbone(whole)
        self.view.show_drawing(lay_out(self._fish, language()))
        if first or not self.view.hasFocus():
            self.view.fit()
        self.hint.setText(
            _("Arrow keys walk. Enter changes the words, or adds a cause on an empty bone.")
            if whole.causes
            else _("Walk to a bone with the arrow keys and press Enter to add a cause.")
        )
        self._keep_in_place()

    def bone(self) -> str:
        """The bone where the keyboard is."""
        cell = self.view.chosen_cell
        return self._bone(*cell) if cell else ""

    def edit(self, cause_id: int) -> None:
        """Open the field over a cause."""
        self.leaving()
        if not self._own or self._page.whole is None:
            return
        self.view.choose_card(cause_id)
        rect = self.view.place_in_sight("card", cause_id)
        text = next((c.text for c in self._page.whole.causes if c.id == cause_id), None)
        if rect is None or text is None:
            return
        self._edited = cause_id
        self.editor = InPlaceEditor(self.view.viewport(), text, _("Cause"))
        self.editor.committed.connect(partial(self._write, cause_id))
        self.editor.closed.connect(self._on_closed)
        self.editor.lie_over(rect)
        self.view.hide_place(True)
        self.editor.begin()

    def leaving(self) -> None:
        """Write what is being typed."""
        if self.editor is not None:
            self.editor.finish()

    def _on_cell_opened(self, column: int, side: int) -> None:
        if self._own:
            self._page.add_to(self._bone(column, side))

    def _bone(self, column: int, side: int) -> str:
        return bone_at(self._fish, column, side)

    def _write(self, cause_id: int, text: str) -> None:
        if text.strip():
            done(self._context, _("Change a cause"), set_cause, cause_id, text)

    def _on_closed(self) -> None:
        self.editor, self._edited = None, None
        self.view.hide_place(False)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_in_place(self) -> None:
        if self.editor is None or self._edited is None:
            return
        rect = self.view.place_in_sight("card", self._edited)
        if rect is None:
            self.editor.finish()
        else:
            self.editor.lie_over(rect)

    def _on_menu(self, at: QPoint, _head: object) -> None:
        chosen = self.view.chosen
        if chosen is not None:
            self._page.menu(chosen.card_id).popup(at)
        elif self.view.chosen_cell is not None and self._own:
            menu = QMenu(self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.addAction(_("Add a cause"), lambda: self._page.add_to(self.bone()))
            menu.popup(at)


def done_number(context: PageContext, label: str, write: Callable[..., Any], *args: Any) -> int | None:
    """Run one action as one undo step and give the number of what it made; None when it was refused."""
    made = context.bridge.run(label, write, *args)
    return made if isinstance(made, int) else None


def treats_sentence(whole: IssueWhole) -> str:
    """How many of the actions that say so treat a cause, and how many only a symptom."""
    said = [a.treats for a in whole.actions if a.treats and a.state != "dropped"]
    if not said:
        return ""
    sentence = ngettext("{n} of {all} action treats a cause", "{n} of {all} actions treat a cause", len(said))
    return sentence.format(n=number(said.count("cause")), all=number(len(said)))
