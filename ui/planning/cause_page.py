"""Why an issue happens, on a page of its own: the fishbone on the canvas, the chains of whys, and the same as a list."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from cxdesk.i18n import _, language, ngettext, number
from cxdesk.planning import actions as planning
from cxdesk.planning.fishbone import BONE_WORDS
from cxdesk.planning.model import BONES
from cxdesk.planning.queries import CauseRow, IssueWhole, issue_whole
from ui.page import PageContext
from ui.planning.editing import done
from ui.planning.fishbone_view import FishboneView
from ui.planning.parts import Crumbs
from ui.planning.whys import Whys, cause_table
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, put
from ui.widgets.menus import menu_on
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
        bar.addLayout(column(None, self.crumbs, self.ratio, None, gap=0), 1)
        for thing in (self.segments, self.add, self.print):
            put(bar, thing)
        head = boxed(bar, "head_bar")
        head.setFixedHeight(60 + context.theme.extra_line)
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
        menu = menu_on(self)
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
            _("Add an action"),
            planning.add_measured_action,
            self.issue_id,
            cause.text[:200],
            cause.id,
            treats="cause",
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
