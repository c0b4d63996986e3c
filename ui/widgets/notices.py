"""Notices as cards, the strip below the page that shows one at a time, and the card that shows work going on."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from cxdesk.i18n import _, ngettext, number
from ui.jobs import Job
from ui.messages import Notice
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import column, row
from ui.widgets.text import IconLabel, body, caption, keys_text, label

ICONS = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "triangle-alert"}
WIDTH = 720
KEPT = 3
CLOSE_KEYS = "Ctrl+."
SHOWN_AFTER_MS = 400
TOLD_AFTER = 1.5


class NoticeCard(QFrame):
    """Soft ground, icon, one bold sentence, one line, one button; `on_close` gives it a cross."""

    waiting: QLabel | None = None

    def __init__(self, theme: Theme, notice: Notice, on_close: Callable[[], None] | None = None) -> None:
        super().__init__()
        self.notice = notice
        self.setProperty("part", "notice")
        self.setProperty("tone", notice.kind)
        self.setProperty("floating", on_close is not None)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        box.addWidget(IconLabel(theme, ICONS[notice.kind], notice.kind, 20), 0, top)
        words: list[QWidget] = [body(notice.bold, strong=True)] if notice.bold else []
        if notice.line:
            words.append(body(notice.line, tone="text2"))
        box.addLayout(column(*words, gap=0), 1)
        if notice.button and notice.on_click is not None:
            self.button = Button(theme, notice.button, dense=True, on_click=notice.on_click)
            box.addWidget(self.button, 0, top)
        if on_close is not None:
            self.waiting = caption("")
            self.waiting.hide()
            close = IconButton(theme, "x", _("Close"), size=16, on_click=on_close)
            close.set_name(_("Close"), keys_text(CLOSE_KEYS))
            box.addWidget(self.waiting, 0, top)
            box.addWidget(close, 0, top)
        self.setAccessibleName(f"{notice.bold} {notice.line}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)


class WorkCard(QFrame):
    """What is being done, how far it is, and a button that stops it."""

    def __init__(self, theme: Theme, job: Job) -> None:
        super().__init__()
        self.job = job
        self.setProperty("part", "notice")
        self.setProperty("floating", True)
        self._what = label("", strong=True)
        self._left = caption("")
        self._begun: tuple[float, int] | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 12, 12, 12)
        box.setSpacing(16)
        box.addLayout(column(row(self._what, None, self._left), self._bar, gap=8), 1)
        box.addWidget(Button(theme, _("Stop"), dense=True, on_click=job.cancel))
        self.show_job(job)

    def show_job(self, job: Job) -> None:
        """Show how far it is; without a total the bar only says that it is going on."""
        self._what.setText(job.what or _("Working"))
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        self._left.setText(self._time_left(job))
        self._bar.setAccessibleName(self._what.text())

    def _time_left(self, job: Job) -> str:
        """How long it will take at the pace so far; nothing before that can be told."""
        now = time.monotonic()
        if not job.total or self._begun is None or job.done < self._begun[1]:
            self._begun = (now, job.done)
            return ""
        begun, first = self._begun
        spent, moved = now - begun, job.done - first
        if spent < TOLD_AFTER or not moved:
            return ""
        seconds = max(1, round((job.total - job.done) * spent / moved))
        if seconds < 60:
            return ngettext("{n} second left", "{n} seconds left", seconds).format(n=number(seconds))
        minutes = round(seconds / 60)
        return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=number(minutes))


class NoticeStack(QWidget):
    """The strip below the page: the newest notice, with the others waiting behind it; it takes room and covers nothing.

    Good news leaves 6 s after it came on view, errors stay until closed. Escape inside it, and CLOSE_KEYS anywhere,
    take the notice on view away.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._work: dict[int, WorkCard] = {}
        self._coming: set[int] = set()
        self._cards: list[NoticeCard] = []
        room = QWidget()
        room.setMaximumWidth(WIDTH)
        self._box = QVBoxLayout(room)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        # A row knows how wide a card may be when it asks for its height; a column asks with its own width.
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 8, 24, 12)
        across.addWidget(room, 1)
        across.addStretch(0)
        self.setAccessibleName(_("Notices"))
        # Exactly as high as its cards: what it takes is the page's.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def cards(self) -> list[NoticeCard]:
        """The notices that were not closed yet, oldest first; the last one is on view."""
        return list(self._cards)

    def show_notice(self, notice: Notice) -> None:
        """Put a notice before the others; a fourth pushes the oldest out, good news before errors."""
        card = NoticeCard(self._theme, notice, on_close=lambda: self._drop(card))
        if hasattr(card, "button"):
            card.button.clicked.connect(lambda _checked=False: self._drop(card))
        card.setMaximumWidth(WIDTH)
        self._cards.append(card)
        self._box.addWidget(card)
        if notice.kind != "bad":
            timer = QTimer(card)
            timer.setSingleShot(True)
            timer.setInterval(int(self._theme.tokens["motion_ms"]["notice_stays"]))
            timer.timeout.connect(lambda: self._leave(card, timer))
        if len(self._cards) > KEPT:
            old = self._cards[:-1]
            self._drop(next((c for c in old if c.notice.kind != "bad"), old[0]))
        self._show_newest()

    def dismiss(self) -> None:
        """Take the notice on view away."""
        if self._cards:
            self._drop(self._cards[-1])

    def show_work(self, job: Job) -> None:
        """Show work that goes on for longer than a moment, and take it away when it is done."""
        if job.finished:
            if (card := self._work.pop(id(job), None)) is not None:
                self._let_go(card)
                self._show_newest()
            return
        if (card := self._work.get(id(job))) is not None:
            card.show_job(job)
        elif id(job) not in self._coming:
            self._coming.add(id(job))
            QTimer.singleShot(SHOWN_AFTER_MS, self, lambda: self._show_going(job))

    def clear(self) -> None:
        """Take every card away."""
        for card in [*self._cards, *self._work.values()]:
            self._let_go(card)
        self._cards.clear()
        self._work.clear()
        self._show_newest()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the notice away."""
        if event.key() == Qt.Key.Key_Escape and self._cards:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _show_going(self, job: Job) -> None:
        self._coming.discard(id(job))
        if not job.finished and id(job) not in self._work:
            card = self._work[id(job)] = WorkCard(self._theme, job)
            card.setMaximumWidth(WIDTH)
            self._box.insertWidget(0, card)
            self._show_newest()

    def _leave(self, card: NoticeCard, timer: QTimer) -> None:
        # Someone who is reading or about to press the button gets more time.
        if card.underMouse() or card.isAncestorOf(self.focusWidget() or self):
            timer.start()
        else:
            self._drop(card)

    def _drop(self, card: NoticeCard) -> None:
        if card in self._cards:
            self._cards.remove(card)
            self._let_go(card)
            self._show_newest()

    def _let_go(self, card: QWidget) -> None:
        if card.isAncestorOf(self.focusWidget() or self):
            self.focusPreviousChild()  # back into the page, where the person came from
        card.hide()
        self._box.removeWidget(card)
        card.deleteLater()

    def _show_newest(self) -> None:
        for card in self._cards:
            newest = card is self._cards[-1]
            card.setVisible(newest)
            for timer in card.findChildren(QTimer):
                # What waits is read later, so its time begins then.
                if newest and not timer.isActive():
                    timer.start()
                elif not newest:
                    timer.stop()
        if self._cards and (waiting := self._cards[-1].waiting) is not None:
            more = len(self._cards) - 1
            waiting.setText(ngettext("{n} more", "{n} more", more).format(n=number(more)))
            waiting.setVisible(more > 0)
        self.setVisible(bool(self._cards or self._work))
