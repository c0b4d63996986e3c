"""Conditions as rows joined by all or any, with the sentence they make below."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _
from ui.surveys.rules_row import ConditionRow, narrow
from ui.surveys.rules_subjects import Subject
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.cards import column, empty, row
from ui.widgets.fields import Choice
from ui.widgets.text import label

Expression = Mapping[str, Any]


class Conditions(QWidget):
    """Shows an expression of one level; `changed` follows when it says something else.

    One that has conditions inside conditions is only read: it came with an import, and can be written anew.
    `read(draft)` gives the sentence.
    """

    changed = Signal()

    def __init__(self, theme: Theme, read: Callable[[Expression | None], str], add_words: str) -> None:
        super().__init__()
        self._theme, self._read = theme, read
        self.subjects: Sequence[Subject] = ()
        self.rows: list[ConditionRow] = []
        self._nested: Expression | None = None
        self._told: Expression | None = None
        self.joined = narrow(
            Choice([("and", _("all of these are so")), ("or", _("any of these is so"))], "and")
        )
        self.joined.setAccessibleName(_("Which conditions must hold"))
        self.joined.chosen.connect(lambda _how: self._on_changed())
        self._box = column(gap=10)
        self.add_button = Button(theme, add_words, "plain", icon="plus", dense=True, on_click=self.add)
        self.anew = Button(theme, _("Write it anew"), "plain", dense=True, on_click=self._write_anew)
        self.sentence = label("", "voice", wrap=True)
        self.setLayout(
            column(self.joined, self._box, row(self.add_button, self.anew, None), self.sentence, gap=8)
        )
        self._show_parts()

    def show_expression(self, expression: Expression | None, subjects: Sequence[Subject]) -> None:
        """Show what the file says; what is there already stays, with its focus."""
        same = list(subjects) == list(self.subjects)
        if same and (expression or None) == self.expression() and (self.rows or not expression):
            self._told = expression or None
            self._say()
            return
        self.subjects, self._told = subjects, expression or None
        leaves, how = flat(expression)
        self._nested = expression if leaves is None else None
        if len(leaves or ()) > 1:
            self.joined.set_value(how)
        self._clear()
        for leaf in leaves or ():
            self._put(leaf)
        self._show_parts()  # fmt: skip

    def expression(self) -> Expression | None:
        """What the rows say; those that still lack their value are left out."""
        if self._nested is not None:
            return self._nested
        leaves = [leaf for r in self.rows if (leaf := r.leaf()) is not None]
        return (
            leaves[0] if len(leaves) == 1 else {"op": self.joined.value(), "of": leaves} if leaves else None
        )

    def add(self) -> None:
        """One more row, with the focus on it."""
        nearest = next((s for s in reversed(self.subjects) if s.question), None)
        nearest = nearest or next(iter(self.subjects), None)
        if nearest is not None:
            self._put({"op": nearest.ops[0], **nearest.leaf()})
            self._show_parts()
            self.rows[-1].subject.setFocus()

    def commit(self) -> None:
        """Tell what is being typed now."""
        for made in self.rows:
            made.commit()

    def _put(self, leaf: Expression) -> None:
        made = ConditionRow(self._theme, leaf, self.subjects)
        made.changed.connect(self._on_changed)
        made.gone.connect(partial(self._take_out, made))
        self.rows.append(made)
        self._box.addWidget(made)

    def _take_out(self, gone: ConditionRow) -> None:
        self.rows.remove(gone)
        gone.hide()
        self._box.removeWidget(gone)
        gone.deleteLater()
        (self.rows[-1].subject if self.rows else self.add_button).setFocus()
        self._on_changed()

    def _write_anew(self) -> None:
        self._nested = None
        self._on_changed()
        self.add_button.setFocus()

    def _clear(self) -> None:
        empty(self._box)
        self.rows = []

    def _on_changed(self) -> None:
        self._show_parts()
        now = self.expression()
        if now != self._told:
            self._told = now
            self.changed.emit()

    def _show_parts(self) -> None:
        self.joined.setVisible(len(self.rows) > 1)
        self.anew.setVisible(self._nested is not None)
        self.add_button.setVisible(self._nested is None)
        self._say()

    def _say(self) -> None:
        drafts = [r.draft() for r in self.rows]
        draft: Expression | None = self._nested
        if drafts:
            draft = drafts[0] if len(drafts) == 1 else {"op": self.joined.value(), "of": drafts}
        words = self._read(draft)
        self.sentence.setText(words)
        self.sentence.setVisible(bool(words))


def flat(expression: Any) -> tuple[list[Expression] | None, str]:
    """The conditions of an expression of one level and how they are joined; None where there are levels in it."""
    if not expression:
        return [], "and"
    if not isinstance(expression, Mapping):
        return None, "and"
    op, of = expression.get("op"), expression.get("of")
    if op in ("and", "or") and isinstance(of, list):
        plain = all(isinstance(e, Mapping) and e.get("op") not in ("and", "or", "not") for e in of)
        return (list(of), str(op)) if plain and of else (None, "and")
    return (None, "and") if op == "not" else ([expression], "and")
