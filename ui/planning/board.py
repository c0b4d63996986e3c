"""Actions as cards under their states; moved with the mouse, with Ctrl and an arrow, or from their menu."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from cxdesk.i18n import _, day, ngettext, number, pgettext
from cxdesk.planning import tracking
from cxdesk.planning.action_queries import ActionRow
from cxdesk.planning.model import ACTION_STATES
from cxdesk.planning.state_words import ACTION_STATES as STATE_WORDS
from ui.page import PageContext
from ui.planning.deleting import delete
from ui.planning.moving import move
from ui.planning.parts import breakable, in_short, never_cut
from ui.planning.words import action_state
from ui.widgets.cards import Card, column, empty, row
from ui.widgets.chips import tag
from ui.widgets.figures import joined
from ui.widgets.menus import menu_on
from ui.widgets.text import body, caption

MIME = "application/x-cxdesk-action"
_SIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Board(QWidget):
    """A column for each state. `go(target)` opens what was chosen."""

    def __init__(self, context: PageContext, go: Callable[[Any], None]) -> None:
        super().__init__()
        self._context, self._go = context, go
        self._rows: dict[int, ActionRow] = {}
        self.columns = {state: StateColumn(state) for state in ACTION_STATES}
        self.cards: dict[int, BoardCard] = {}
        across = row(gap=12)
        for one in self.columns.values():
            one.dropped.connect(self._on_dropped)
            across.addWidget(one, 1)
        self.setLayout(across)
        self.setAccessibleName(_("Board of actions"))

    def show_rows(self, rows: list[ActionRow], today: date) -> None:
        """Show the actions; the card that had the focus has it again."""
        focused = next((n for n, card in self.cards.items() if card.hasFocus()), None)
        self._rows, self.cards = {r.id: r for r in rows}, {}
        for state, one in self.columns.items():
            mine = [r for r in rows if r.state == state]
            one.clear(len(mine))
            for action in mine:
                card = BoardCard(self, action, today)
                self.cards[action.id] = card
                one.cards.addWidget(card)
            if not mine:
                one.cards.addWidget(caption(_("Nothing here"), tone="text3"))
            one.cards.addStretch(1)
        never_cut(self)
        if focused in self.cards:
            self.cards[focused].setFocus()

    def open_card(self, action_id: int) -> None:
        """Open an action."""
        self._go(("action", action_id))

    def walk(self, action_id: int, across: int, down: int) -> None:
        """Go to a neighbour; empty columns are stepped over."""
        state = self._rows[action_id].state
        columns = [[r.id for r in self._rows.values() if r.state == s] for s in ACTION_STATES]
        at = ACTION_STATES.index(state)
        place = columns[at].index(action_id)
        if down and 0 <= place + down < len(columns[at]):
            self.cards[columns[at][place + down]].setFocus()
        at += across
        while across and 0 <= at < len(columns):
            if columns[at]:
                self.cards[columns[at][min(place, len(columns[at]) - 1)]].setFocus()
                return
            at += across

    def push(self, action_id: int, step: int) -> None:
        """Move an action to the state before or after."""
        at = ACTION_STATES.index(self._rows[action_id].state) + step
        if 0 <= at < len(ACTION_STATES):
            move(self._context, self._rows[action_id], ACTION_STATES[at])

    def remove(self, action_id: int) -> None:
        """Delete an action, with a way back."""
        if not self._context.project.read_only:
            delete(self._context, "action", action_id, self._rows[action_id].title)

    def menu(self, action_id: int, at: QPoint) -> None:
        """Offer to open it or to move it anywhere."""
        menu = menu_on(self)
        menu.addAction(_("Open"), lambda: self.open_card(action_id))
        menu.addSeparator()
        for state in ACTION_STATES:
            text = _("Move to “{state}”").format(state=pgettext("of an action", STATE_WORDS[state]))
            found = menu.addAction(text, partial(move, self._context, self._rows[action_id], state))
            found.setEnabled(state != self._rows[action_id].state and not self._context.project.read_only)
        menu.popup(at)

    def _on_dropped(self, action_id: int, state: str) -> None:
        if action_id in self._rows:
            # After the drop is over: a dialog inside it would hold the drag up.
            QTimer.singleShot(0, self, lambda: move(self._context, self._rows[action_id], state))


class StateColumn(QFrame):
    """The cards of one state. `dropped(action, state)` when a card is let go here."""

    dropped = Signal(int, str)

    def __init__(self, state: str) -> None:
        super().__init__()
        self._state = state
        self.setAcceptDrops(True)
        self.setMinimumWidth(140)
        self.cards = column(gap=8)
        self._head = tag(*action_state(state))
        self._count = caption("")
        box = column(row(self._head, self._count, None), self.cards, gap=8)
        box.setStretch(1, 1)
        self.setLayout(box)

    def clear(self, count: int) -> None:
        """Take the cards out and say how many come."""
        empty(self.cards)
        self._count.setText(number(count))
        words = ngettext("{n} action", "{n} actions", count).format(n=number(count))
        self.setAccessibleName(f"{action_state(self._state)[0]}: {words}")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Cards may be dropped here."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the column."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell whose card it is."""
        text = bytes(event.mimeData().data(MIME).data()).decode("ascii", "ignore")
        if text.isdigit():
            event.acceptProposedAction()
            self.dropped.emit(int(text), self._state)


class BoardCard(Card):
    """One action: what changes, who, by when, and whether it is late."""

    def __init__(self, board: Board, action: ActionRow, today: date) -> None:
        super().__init__(padding=(12, 10), gap=4)
        self._board, self._id = board, action.id
        self._pressed: QPoint | None = None
        late = tracking.days_late(action, today)
        due = day(action.due_on) if action.due_on else _("no day yet")
        self.add(body(breakable(in_short(action.title)), strong=True))
        self.add(caption(action.owner or _("nobody yet"), wrap=True))
        self.add(caption(due, wrap=True))
        words = ngettext("{n} day late", "{n} days late", late).format(n=number(late)) if late else ""
        if words:
            self.add(caption(words, tone="bad"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        state = action_state(action.state)[0]
        self.setAccessibleName(
            joined(in_short(action.title), action.owner or _("nobody yet"), due, words, state)
        )
        self.setAccessibleDescription(
            _("Enter opens it. Ctrl and an arrow move it to the state before or after.")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Ctrl and an arrow move the card, Enter opens it."""
        key = Qt.Key(event.key())
        turned = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        side = _SIDE.get(key, 0) * turned
        if side and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._board.push(self._id, side)
        elif side or key in _DOWN:
            self._board.walk(self._id, side, _DOWN.get(key, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._board.open_card(self._id)
        elif key == Qt.Key.Key_Delete:
            self._board.remove(self._id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open, or move anywhere."""
        self._board.menu(self._id, event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press may become a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Far enough from the press it is a drag."""
        at = event.position().toPoint()
        if self._pressed is None or (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed = None
        drag, data = QDrag(self), QMimeData()
        data.setData(MIME, str(self._id).encode("ascii"))
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.setHotSpot(at)
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the action."""
        if self._pressed is not None and self.rect().contains(event.position().toPoint()):
            self._pressed = None
            self._board.open_card(self._id)
