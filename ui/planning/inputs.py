"""Inputs of this room: the direction of what is written, a person chosen or typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from cxdesk.i18n import _
from ui.widgets.fields import Choice
from ui.widgets.named import NameInput


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
