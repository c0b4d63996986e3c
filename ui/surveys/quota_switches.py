"""Below the way through: how full each quota is, and a tick to see the survey as if it were full."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cxdesk.i18n import _
from ui.surveys.path_told import QuotaTold, quotas_told
from ui.surveys.respondent import Respondent
from ui.widgets.cards import empty
from ui.widgets.text import caption, label


class QuotaSwitches(QWidget):
    """`as_full` are the names of the quotas that are ticked; hidden where a survey has none."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self.as_full: set[str] = set()
        self.boxes: dict[str, QCheckBox] = {}
        self._changed = changed
        self._told: list[QuotaTold] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(2)
        self.hide()

    def show_respondent(self, respondent: Respondent) -> None:
        """Tell the quotas as they are for this respondent."""
        told = quotas_told(respondent)
        self.setVisible(bool(told))
        if told == self._told:
            return
        held = next((name for name, box in self.boxes.items() if box.hasFocus()), "")
        self._told = told
        empty(self._box)
        self.boxes = {}
        if told:
            self._box.addWidget(label(_("Quotas, as if those that are ticked were full"), strong=True))
        for one in told:
            box = QCheckBox(one.name.replace("&", "&&"))
            box.setChecked(one.name in self.as_full)
            box.setAccessibleDescription(one.words)
            box.toggled.connect(lambda on, name=one.name: self._tick(name, on))
            self.boxes[one.name] = box
            self._box.addWidget(box)
            self._box.addWidget(caption(one.words, tone="accent" if one.ends else "text2", wrap=True))
        if held in self.boxes:
            self.boxes[held].setFocus()

    def _tick(self, name: str, on: bool) -> None:
        self.as_full = self.as_full | {name} if on else self.as_full - {name}
        self._changed()
