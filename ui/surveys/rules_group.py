"""Conditions joined by all, any or none, with groups of conditions among them to any depth."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Union

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cxdesk.i18n import _, is_rtl
from ui.surveys.rules_joined import Expression, joined, joins, parts_in
from ui.surveys.rules_kept import Unread
from ui.surveys.rules_row import ConditionRow, narrow
from ui.surveys.rules_subjects import WORDS, Subject, op_of
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import column, empty, row
from ui.widgets.fields import Choice
from ui.widgets.flow import FlowLayout
from ui.widgets.text import keys_text

Part = Union[ConditionRow, "Group", "Unread"]
# Deeper than this nothing is moved to the side any more: the room is for the words.
INDENTED = 4
DEEPEST = 12


class Group(QFrame):
    """Conditions and groups below each other; `changed` follows every change, `gone` the wish to drop the group.

    The outermost one (`level` 0) is joined by all or any and shows how only where it has several.
    """

    changed = Signal()
    gone = Signal()

    def __init__(
        self,
        theme: Theme,
        add_words: str,
        expression: Any = None,
        subjects: Sequence[Subject] = (),
        parent: "Group | None" = None,
    ) -> None:
        super().__init__()
        self._theme, self.subjects, self.outer, self._add_words = theme, subjects, parent, add_words
        self.level: int = parent.level + 1 if parent is not None else 0
        self.parts: list[Part] = []
        self.step: Callable[[int], None] | None = None
        self._came_empty: Expression | None = None
        self.joined = narrow(Choice([(how, words) for how, words in joins()], "and"))
        self.joined.setAccessibleName(_("Which conditions must hold"))
        self.joined.chosen.connect(lambda _how: self._on_changed())
        self.subject = self.joined
        self._box = QVBoxLayout()
        self._box.setSpacing(10)
        self.add_button = Button(theme, add_words, "plain", icon="plus", dense=True, on_click=self.add)
        self.group_button = Button(theme, _("Add a group"), "plain", dense=True, on_click=self.add_group)
        head = row(gap=4)
        head.addWidget(self.joined, 1)
        self._away: IconButton | None = None
        if parent is not None:
            self._away = IconButton(theme, "x", _("Take the group away"), size=16, on_click=self.gone.emit)
            head.addWidget(self._away)
            _movable(self)
            self.setAccessibleName(_("A group of conditions"))
            self.setProperty("part", "nested")
        adding = FlowLayout(gap=0)
        adding.addWidget(self.add_button)
        adding.addWidget(self.group_button)
        edge = 10 if 0 < self.level <= INDENTED else 0
        start, end = (0, edge) if is_rtl() else (edge, 0)
        self.setLayout(
            column(
                head,
                self._box,
                adding,
                gap=8,
                margins=(start, 0, end, 0),
            )
        )
        if edge:
            side = "right" if is_rtl() else "left"
            colour = theme.colour("line_strong").name()
            self.setObjectName(f"group {self.level}")
            self.setStyleSheet(
                f'QFrame[part="nested"] {{ border: none; border-{side}: 2px solid {colour}; }}'
            )
        self.show_expression(expression)

    def show_expression(self, expression: Any) -> None:
        """Show these conditions in place of those before."""
        empty(self._box)
        self.parts = []
        how, parts = parts_in(expression)
        self.joined.set_value(how)
        self._came_empty = expression if expression and not parts else None
        for part in parts:
            self._put(self._made(part))
        self.show_parts()

    @property
    def rows(self) -> list[ConditionRow]:
        """All conditions, those in groups too, from the top."""
        return [found for part in self.parts for found in _rows_in(part)]

    def expression(self) -> Expression | None:
        """What the rows say; those that lack their value, and groups without any, are left out."""
        said: list[Any] = []
        for part in self.parts:
            now = part.expression() if isinstance(part, Group) else part.leaf()
            if now is not None:
                said.append(now)
        return self._join(said)

    def draft(self) -> Expression | None:
        """As `expression`, with what lacks its value as far as it is there."""
        said = [part.draft() for part in self.parts]
        return self._join([d for d in said if d is not None])

    def add(self) -> None:
        """One more condition, with the focus on it."""
        nearest = next((s for s in reversed(self.subjects) if s.question), None)
        nearest = nearest or next(iter(self.subjects), None)
        if nearest is not None:
            made = ConditionRow(self._theme, {"op": nearest.ops[0], **nearest.leaf()}, self.subjects)
            self._put(made)
            self._on_changed()
            made.subject.setFocus()

    def add_group(self) -> None:
        """One more group with a condition to be chosen, with the focus on it."""
        made = Group(self._theme, self._add_words, None, self.subjects, self)
        self._put(made)
        how = "or" if self.joined.value() == "and" else "and"
        made.joined.set_value(how)
        made.add()

    def commit(self) -> None:
        """Tell what is being typed now."""
        for part in list(self.parts):
            part.commit()

    def show_parts(self) -> None:
        """The ways to join only where there is something to be joined."""
        several = len(self.parts) > 1 or self.level > 0 or self.joined.value() == "none"
        self.joined.setVisible(several)
        self.add_button.setVisible(self.level <= DEEPEST)
        self.group_button.setVisible(bool(self.parts) and self.level < DEEPEST)

    def move_part(self, part: Part, step: int) -> None:
        """A part one place up or down: into a group that stands there, out of this one at its edge."""
        at = self.parts.index(part)
        to = at + step
        if not 0 <= to < len(self.parts):
            if self.outer is None:
                return
            place = self.outer.parts.index(self) + (step > 0)
            self._let_go(part)
            self.outer._take_in(part, place)
        elif isinstance(beside := self.parts[to], Group) and beside.level < DEEPEST:
            self._let_go(part)
            beside._take_in(part, 0 if step > 0 else len(beside.parts))
        else:
            self._let_go(part)
            self._take_in(part, to)
        top = self
        while top.outer is not None:
            top = top.outer
        top._drop_empty()
        part.subject.setFocus()
        self._on_changed()

    def in_order(self) -> Iterator[QWidget]:
        """What Tab comes to, from the top: Qt would go by when each was made."""
        yield self.joined
        if self._away is not None:
            yield self._away
        for part in self.parts:
            yield from part.in_order()
        yield self.add_button
        yield self.group_button

    def _drop_empty(self) -> None:
        for part in list(self.parts):
            if isinstance(part, Group):
                part._drop_empty()
                if not part.parts and part._came_empty is None:
                    self._let_go(part)
                    part.deleteLater()
        self.show_parts()

    def _let_go(self, part: Part) -> None:
        self.parts.remove(part)
        self._box.removeWidget(part)
        part.hide()
        part.setParent(None)
        self._unhook(part)

    def _take_in(self, part: Part, place: int) -> None:
        if isinstance(part, Group):
            # Its depth, and with it its edge, is another one.
            again = Group(self._theme, self._add_words, part.draft(), self.subjects, self)
            part.deleteLater()
            part = again
        self._put(part, place)
        part.show()

    def _made(self, expression: Any) -> Part:
        if not isinstance(expression, Mapping):
            return Unread(self._theme, expression)
        if expression.get("op") in ("and", "or", "not"):
            if self.level >= DEEPEST:
                return Unread(self._theme, expression)
            return Group(self._theme, self._add_words, expression, self.subjects, self)
        if op_of(expression) not in WORDS:
            return Unread(self._theme, expression)
        return ConditionRow(self._theme, expression, self.subjects)

    def _put(self, part: Part, place: int | None = None) -> None:
        at = len(self.parts) if place is None else place
        self._came_empty = None
        self.parts.insert(at, part)
        self._box.insertWidget(at, part)
        part.gone.connect(partial(self._take_out, part))
        if not isinstance(part, Unread):
            part.changed.connect(self._on_changed)
        if isinstance(part, (ConditionRow, Group)):
            part.step = partial(self.move_part, part)

    def _unhook(self, part: Part) -> None:
        part.gone.disconnect()
        if not isinstance(part, Unread):
            part.changed.disconnect()

    def _take_out(self, part: Part) -> None:
        at = self.parts.index(part)
        self._let_go(part)
        part.deleteLater()
        beside = self.parts[min(at, len(self.parts) - 1)] if self.parts else None
        (beside.subject if beside is not None else self.add_button).setFocus()
        if not self.parts and self.outer is not None:
            self.gone.emit()
            return
        self._on_changed()

    def _on_changed(self) -> None:
        self.show_parts()
        self.changed.emit()

    def _join(self, said: list[Any]) -> Expression | None:
        return joined(self.joined.value(), said) if said else self._came_empty


def _rows_in(part: Part) -> Iterator[ConditionRow]:
    if isinstance(part, ConditionRow):
        yield part
    elif isinstance(part, Group):
        yield from part.rows


def _movable(group: Group) -> None:
    """Alt and the arrows move a whole group from the list that says how it is joined."""
    moves: tuple[tuple[str, int], ...] = (("Alt+Up", -1), ("Alt+Down", 1))
    for keys, step in moves:
        shortcut = QShortcut(QKeySequence(keys), group.joined)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(partial(_step, group, step))
    group.joined.setToolTip(
        _("Moved with {keys}").format(keys=f"{keys_text('Alt+Up')}, {keys_text('Alt+Down')}")
    )


def _step(group: Group, step: int) -> None:
    if group.step is not None:
        group.step(step)
