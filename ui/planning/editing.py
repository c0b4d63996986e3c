"""How what is typed in this room reaches the file: on a pause and on leaving, one undo step per visit to a field."""

from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.page import PageContext
from ui.widgets.fields import LineInput, TextInput

_VISITS = count(1)

Input = LineInput | TextInput


class Typing(QObject):
    """Ties one text input to one action; `write` is called with the text as its last argument."""

    def __init__(
        self,
        context: PageContext,
        editor: Input,
        label: str,
        write: Callable[..., Any],
        *args: Any,
        on_refused: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(editor)
        self._context, self._label, self._write, self._args = context, label, write, args
        self._on_refused = on_refused
        self._visit = next(_VISITS)
        editor.committed.connect(self._on_committed)
        editor.installEventFilter(self)
        editor.setReadOnly(context.project.read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A new visit to the field is a new undo step."""
        if event.type() == QEvent.Type.FocusIn:
            self._visit = next(_VISITS)
        return False

    def _on_committed(self, text: str) -> None:
        key = f"typing {self._visit}"
        if (
            not done(self._context, self._label, self._write, *self._args, text, merge_key=key)
            and self._on_refused
        ):
            self._on_refused()


def done(
    context: PageContext,
    label: str,
    write: Callable[..., Any],
    *args: Any,
    merge_key: str = "",
    **kwargs: Any,
) -> bool:
    """Run one action as one undo step; False when it was refused, which has been said in a notice by then."""
    project = context.project

    def work() -> bool:
        if merge_key:
            project.run_merged(label, merge_key, write, *args, **kwargs)
        else:
            project.run(label, write, *args, **kwargs)
        return True

    return bool(context.bridge.act(work))


def show_text(editor: Input, text: str) -> None:
    """Show what the file says; spaces at the end of what is being typed stay."""
    now = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    if not (editor.hasFocus() and now.strip() == text.strip()):
        editor.show_text(text)


def commit_all(widget: QWidget) -> None:
    """Write whatever is still being typed inside a widget."""
    for line in widget.findChildren(LineInput):
        line.commit()
    for text in widget.findChildren(TextInput):
        text.commit()


def remember_focus(widget: QWidget) -> Callable[[], None]:
    """Before parts are built anew: a call that gives the focus back to the field of the same name."""
    inside = widget.focusWidget()
    name = inside.objectName() if inside is not None and inside.hasFocus() else ""

    def give_back() -> None:
        if name and (found := widget.findChild(QWidget, name)) is not None:
            found.setFocus()
            if isinstance(found, QPlainTextEdit):
                found.moveCursor(found.textCursor().MoveOperation.End)

    return give_back
