"""Inputs of this room: the direction of what is written, a person chosen or typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from cxdesk.i18n import _
from ui.widgets.fields import Choice, LineInput, TextInput
from ui.widgets.named import NameInput


def turn(editor: LineInput | TextInput, rtl: bool) -> None:
    """Let a field run in the direction of the language that is written in it, whatever the window's is."""
    way = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    editor.setLayoutDirection(way)
    if isinstance(editor, QLineEdit):
        editor.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        return
    option = editor.document().defaultTextOption()
    option.setTextDirection(way)
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    editor.document().setDefaultTextOption(option)


def narrow(choice: Choice, letters: int = 9) -> None:
    """Let a choice be narrower than its longest option, which its list and tooltip show whole."""
    choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(letters)
    choice.view().setTextElideMode(Qt.TextElideMode.ElideNone)
    choice.view().setMinimumWidth(choice.view().sizeHintForColumn(0) + 24)


class PersonInput(NameInput):
    """A person of ours, chosen from the list or typed."""

    def __init__(self, names: Sequence[str] = (), value: str = "") -> None:
        super().__init__(names, value, _("Choose or type a name"))
