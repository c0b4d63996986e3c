"""Conditions as rows and groups, with the sentence they make below."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.surveys.rules_group import Group
from ui.surveys.rules_joined import Expression, plain
from ui.surveys.rules_row import ConditionRow
from ui.surveys.rules_subjects import Subject
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import column
from ui.widgets.fields import Choice
from ui.widgets.text import label


class Conditions(QWidget):
    """Shows an expression of any depth; `changed` follows when it says something else. `read(draft)` gives the sentence.

    What came with a file stays word for word until a person changes it.
    """

    changed = Signal()

    def __init__(self, theme: Theme, read: Callable[[Expression | None], str], add_words: str) -> None:
        super().__init__()
        self._read = read
        self._told: Expression | None = None
        self.group = Group(theme, add_words)
        self.group.changed.connect(self._on_changed)
        self.sentence = label("", "voice", wrap=True)
        self.setLayout(column(self.group, self.sentence, gap=8))
        self.say()

    @property
    def subjects(self) -> Sequence[Subject]:
        """What can be looked at."""
        return self.group.subjects

    @property
    def rows(self) -> list[ConditionRow]:
        """All conditions from the top."""
        return self.group.rows

    @property
    def joined(self) -> Choice:
        """How the outermost ones are joined."""
        return self.group.joined

    @property
    def add_button(self) -> Button:
        """The button for one more outermost condition."""
        return self.group.add_button

    def show_expression(self, expression: Expression | None, subjects: Sequence[Subject]) -> None:
        """Show what the file says; what is there already stays, with its focus."""
        told = expression or None
        same = list(subjects) == list(self.subjects)
        if same and plain(told) == self.group.expression() and (self.group.parts or not told):
            self._told = told
            self.say()
            return
        self._told = told
        self.group.subjects = subjects
        self.group.show_expression(told)
        self.say()

    def expression(self) -> Expression | None:
        """What the rows say; those that still lack their value are left out."""
        now = self.group.expression()
        return self._told if now == plain(self._told) else now

    def add(self) -> None:
        """One more row, with the focus on it."""
        self.group.add()

    def commit(self) -> None:
        """Tell what is being typed now."""
        self.group.commit()

    def say(self) -> None:
        """Make the sentence anew."""
        words = self._read(self.group.draft())
        self.sentence.setText(words)
        self.sentence.setVisible(bool(words))
        for before, after in pairwise(self.group.in_order()):
            QWidget.setTabOrder(before, after)

    def _on_changed(self) -> None:
        self.say()
        now = self.expression()
        if now != self._told:
            self._told = now
            self.changed.emit()
