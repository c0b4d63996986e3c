"""The top votes become issues and actions: one row a card, with owner and day, all by keyboard."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cxdesk.i18n import _, language, number
from ui.journeys.workshop_look import dress, large, voice_font
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.day_input import DayInput
from ui.widgets.fields import LineInput
from ui.widgets.named import NameInput

if TYPE_CHECKING:
    from cxdesk.planning.workshop_results import Chosen, Result


class Line:
    """The fields of one card."""

    def __init__(self, context: PageContext, result: "Result", people: Sequence[str]) -> None:
        self.result = result
        self.wanted = QCheckBox()
        self.wanted.setChecked(result.proposed)
        self.wanted.setAccessibleName(_("Take “{card}”").format(card=result.text))
        self.title = LineInput(result.text)
        self.title.setAccessibleName(_("Issue"))
        self.title.setCursorPosition(0)
        self.action = LineInput(result.text if result.proposed else "")
        self.action.setAccessibleName(_("Action"))
        self.action.setPlaceholderText(_("What changes"))
        self.action.setCursorPosition(0)
        self.owner = NameInput(people, "", _("Who"))
        self.owner.setAccessibleName(_("Owner of the action"))
        self.due = DayInput(context.theme)
        self.due.setAccessibleName(_("Day of the action"))
        self.wanted.toggled.connect(self._on_wanted)
        self._on_wanted(result.proposed)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the columns."""
        return (self.title, self.action, self.owner, self.due)

    def chosen(self) -> "Chosen":
        """What the fields say."""
        from cxdesk.planning.workshop_results import Chosen

        return Chosen(
            self.result.card_id,
            self.title.text(),
            self.owner.currentText().strip(),
            self.due.value(),
            self.action.text(),
        )

    def _on_wanted(self, on: bool) -> None:
        for field in self.fields:
            field.setEnabled(on)
        if on and not self.action.text():
            self.action.setText(self.result.text)


class ResultsDialog(QDialog):
    """The cards with dots, the first few ticked; Ctrl+Enter makes all of it as one step."""

    def __init__(
        self,
        owner: QWidget,
        context: PageContext,
        ballot: str,
        results: "Sequence[Result]",
        on_made: Callable[[int, int], None],
    ) -> None:
        super().__init__(owner)
        from cxdesk.people.queries import person_rows

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._ballot, self._on_made = context, ballot, on_made
        heading = _("From votes to issues and actions")
        self.setWindowTitle(heading)
        dress(self, context.theme)
        self.resize(min(1760, round(owner.width() * 0.94)), min(900, round(owner.height() * 0.9)))
        people = [p.name for p in context.bridge.read(person_rows)]
        self.lines = [Line(context, result, people) for result in results]
        self.make = Button(context.theme, _("Make them"), "filled", on_click=self.accept)
        self.make.setToolTip("Ctrl+Enter")
        self.make.setAutoDefault(False)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self.wrong = large(context.theme, "", tone="bad")
        self.wrong.hide()
        head = large(context.theme, heading)
        head.setFont(voice_font(context.theme))
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 28, 32, 28)
        box.setSpacing(16)
        box.addWidget(head)
        box.addWidget(
            large(
                context.theme,
                _("Each ticked card becomes an issue, and an action where its line has words."),
                tone="text2",
            )
        )
        box.addWidget(self._table(), 1)
        box.addWidget(self.wrong)
        box.addLayout(row(None, cancel, self.make, gap=16))
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)
        self.open()
        self.lines[0].owner.setFocus()

    def accept(self) -> None:
        """Make what is ticked; a refusal is said and everything stays."""
        from cxdesk.planning.workshop_results import Made, turn_into_work

        chosen = [line.chosen() for line in self.lines if line.wanted.isChecked()]
        if not chosen:
            self._say(_("Nothing is chosen. Tick what shall become work."))
            return
        if any(not one.title.strip() for one in chosen):
            self._say(_("An issue needs a title."))
            return
        made = self._context.bridge.run(_("Turn votes into work"), turn_into_work, self._ballot, chosen)
        if isinstance(made, Made):
            super().accept()
            self._on_made(len(made.issues), len(made.actions))

    def _say(self, sentence: str) -> None:
        self.wrong.setText(sentence)
        self.wrong.show()

    def _table(self) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        theme = self._context.theme
        heads = ("", _("Votes"), _("Issue, and below it the action"), _("Owner"), _("By when"))
        for column, words in enumerate(heads):
            grid.addWidget(large(theme, words, tone="text2", wrap=False), 0, column)
        for at, line in enumerate(self.lines):
            row_at = 1 + 3 * at
            middle = Qt.AlignmentFlag.AlignVCenter
            tie = "=" if line.result.tied else ""
            votes = large(theme, f"{number(line.result.votes, lang=language())} {tie}".strip(), wrap=False)
            votes.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(line.wanted, row_at, 0, middle)
            grid.addWidget(votes, row_at, 1, middle)
            grid.addWidget(line.title, row_at, 2, 1, 3)
            grid.addWidget(line.action, row_at + 1, 2)
            grid.addWidget(line.owner, row_at + 1, 3)
            grid.addWidget(line.due, row_at + 1, 4)
            grid.setRowMinimumHeight(row_at + 2, 12)
        for column, stretch in ((2, 5), (3, 2), (4, 2)):
            grid.setColumnStretch(column, stretch)
        grid.setRowStretch(3 * len(self.lines) + 1, 1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        return area
