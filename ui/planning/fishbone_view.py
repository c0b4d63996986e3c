"""The fishbone on its canvas: typing in place, a walk with the keys, the bar with the zoom."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from cxdesk.i18n import _, language
from cxdesk.planning.fishbone import fishbone
from cxdesk.planning.fishbone_layout import bone_at, lay_out
from cxdesk.planning.queries import IssueWhole
from ui.page import PageContext
from ui.planning.deeds import set_cause
from ui.planning.editing import done
from ui.widgets.buttons import IconButton
from ui.widgets.canvas.editor import InPlaceEditor
from ui.widgets.canvas.view import MapView
from ui.widgets.cards import boxed
from ui.widgets.menus import menu_on
from ui.widgets.text import caption


class Causes(Protocol):
    """What the canvas asks of the page around it."""

    def add_to(self, bone: str) -> None:
        """A new first cause on a bone."""

    def delete(self, cause_id: int) -> None:
        """Take a cause away."""

    def menu(self, cause_id: int) -> QMenu:
        """What can be done with a cause."""


class FishboneView(QWidget):
    """The fishbone on its canvas; typing in place, a walk with the keys, the bar with the zoom."""

    def __init__(self, context: PageContext, page: Causes) -> None:
        super().__init__()
        self._context, self._page = context, page
        self._own = not context.project.read_only
        self.view = MapView(context.theme)
        self.view.setAccessibleName(_("Fishbone of the causes; the list holds the same in rows"))
        self.editor: InPlaceEditor | None = None
        self._edited: int | None = None
        self._whole: IssueWhole | None = None
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
        first = self._whole is None
        self._whole, self._fish = whole, fishbone(whole)
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
        if not self._own or self._whole is None:
            return
        self.view.choose_card(cause_id)
        rect = self.view.place_in_sight("card", cause_id)
        text = next((c.text for c in self._whole.causes if c.id == cause_id), None)
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
            menu = menu_on(self)
            menu.addAction(_("Add a cause"), lambda: self._page.add_to(self.bone()))
            menu.popup(at)
