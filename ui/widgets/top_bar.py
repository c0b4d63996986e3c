"""The bar above: mark, file name, whether all is saved, the box to search or do anything, undo, redo, help."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from cxdesk.i18n import _
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.logo import Mark
from ui.widgets.text import IconLabel, caption, keys_text, label


class TopBar(QFrame):
    """`asked(action_id)` for undo, redo and help; `search_wanted` for the box."""

    asked = Signal(str)
    search_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "top_bar")
        self.setFixedHeight(48)
        self.name = label("", strong=True)
        self.state = caption("")
        self.search = SearchBox(theme)
        self.search.clicked.connect(lambda _checked=False: self.search_wanted.emit())
        self.undo = IconButton(theme, "undo-2", _("Undo"), on_click=lambda: self.asked.emit("undo"))
        self.redo = IconButton(theme, "redo-2", _("Redo"), on_click=lambda: self.asked.emit("redo"))
        self.help = IconButton(
            theme, "circle-question-mark", _("Help and keys"), on_click=lambda: self.asked.emit("help")
        )
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 0, 10, 0)
        box.setSpacing(4)
        for widget in (Mark(theme), self.name, self.state):
            box.addWidget(widget)
            box.addSpacing(8)
        box.addStretch(1)
        box.addWidget(self.search)
        box.addSpacing(10)
        for button in (self.undo, self.redo, self.help):
            box.addWidget(button)

    def show_file(self, name: str, state: str) -> None:
        """The open file's name and whether all is saved."""
        self.name.setText(name)
        self.state.setText(state)

    def show_steps(self, undo: str | None, redo: str | None) -> None:
        """What undo and redo would do; without a step they are off."""
        for button, word, step, keys in (
            (self.undo, _("Undo"), undo, "Ctrl+Z"),
            (self.redo, _("Redo"), redo, "Ctrl+Y"),
        ):
            button.setEnabled(step is not None)
            name = _("{action}: {step}").format(action=word, step=step) if step else word
            button.set_name(name, keys_text(keys))


class SearchBox(QPushButton):
    """Looks like a field, opens the command box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("part", "search")
        self.setFixedWidth(280)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAutoDefault(True)
        self.setAccessibleName(_("Search or do anything"))
        keys = label(keys_text("Ctrl+K").replace("+", " "), "caption")
        keys.setProperty("part", "key")
        box = QHBoxLayout(self)
        box.setContentsMargins(10, 0, 10, 0)
        box.setSpacing(8)
        words = label(_("Search or do anything"), tone="text2")
        icon = IconLabel(theme, "search", "text2", 16)
        box.addWidget(icon)
        box.addWidget(words, 1)
        box.addWidget(keys, 0, Qt.AlignmentFlag.AlignVCenter)
        for child in (icon, words, keys):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
