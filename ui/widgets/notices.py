"""Notices as cards, the stack of them at the window's bottom start, and the strip that shows work going on."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from cxdesk.i18n import _, ngettext, number
from ui.jobs import Job
from ui.messages import Notice
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import column, row
from ui.widgets.text import IconLabel, body, caption, label

ICONS = {"good": "circle-check", "info": "info", "warn": "triangle-alert", "bad": "triangle-alert"}
WIDTH = 480
KEPT = 3
SHOWN_AFTER_MS = 400
TOLD_AFTER = 1.5


class NoticeCard(QFrame):
    """Soft ground, icon, one bold sentence, one line, one button; `on_close` gives it a cross."""

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
            box.addWidget(IconButton(theme, "x", _("Close"), size=16, on_click=on_close), 0, top)
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
    """Floats over the bottom start of `over`; good news leaves after 6 s, errors stay until closed."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self._work: dict[int, WorkCard] = {}
        self._coming: set[int] = set()
        self._waiting: set[int] = set()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        over.installEventFilter(self)
        self.hide()

    def cards(self) -> list[NoticeCard]:
        """The notices on view, oldest first."""
        found = self.findChildren(NoticeCard, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [card for card in found if self._box.indexOf(card) >= 0]

    def show_notice(self, notice: Notice) -> None:
        """Put a notice below the others; a fourth pushes the oldest out."""
        card = NoticeCard(self._theme, notice, on_close=lambda: self._drop(card))
        if hasattr(card, "button"):
            card.button.clicked.connect(lambda _checked=False: self._drop(card))
        self._box.addWidget(card)
        for old in self.cards()[:-KEPT]:
            self._drop(old)
        if notice.kind != "bad":
            timer = QTimer(card)
            timer.setSingleShot(True)
            timer.timeout.connect(lambda: self._leave(card, timer))
            timer.start(int(self._theme.tokens["motion_ms"]["notice_stays"]))
        self._place()

    def show_work(self, job: Job) -> None:
        """Show work that goes on for longer than a moment, and take it away when it is done."""
        if job.finished:
            if (card := self._work.pop(id(job), None)) is not None:
                self._drop(card)
            return
        if (card := self._work.get(id(job))) is not None:
            card.show_job(job)
        elif id(job) not in self._coming:
            self._coming.add(id(job))
            QTimer.singleShot(SHOWN_AFTER_MS, self, lambda: self._show_going(job))

    def _show_going(self, job: Job) -> None:
        self._coming.discard(id(job))
        if not job.finished and id(job) not in self._work:
            self._work[id(job)] = WorkCard(self._theme, job)
            self._box.insertWidget(0, self._work[id(job)])
            self._place()

    def clear(self) -> None:
        """Take every card away."""
        for card in [*self.cards(), *self._work.values()]:
            self._drop(card)
        self._work.clear()

    def event(self, event: QEvent) -> bool:
        """Find the right height once the cards have their fonts and words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _leave(self, card: NoticeCard, timer: QTimer) -> None:
        # Someone who is reading or about to press the button gets more time.
        if card.underMouse() or card.isAncestorOf(self.focusWidget() or self):
            timer.start()
        else:
            self._drop(card)

    def _drop(self, card: QWidget) -> None:
        card.hide()
        self._box.removeWidget(card)
        card.deleteLater()
        self._place()

    def _place(self) -> None:
        if not self._box.count():
            self.hide()
            return
        width = min(WIDTH, self._over.width() - 32)
        self.show()
        height = (
            self._box.heightForWidth(width)
            if self._box.hasHeightForWidth()
            else self._box.sizeHint().height()
        )
        left = self._over.width() - width - 24 if self._theme.rtl else 24
        self.setGeometry(left, self._over.height() - height - 24, width, height)
        self.raise_()
