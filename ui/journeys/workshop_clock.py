"""The clock on the wall: rounds counted down, seen from everywhere by its ground and its words."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from cxdesk.i18n import _
from cxdesk.journeys import rounds
from cxdesk.journeys.rounds import Timer
from ui.journeys.workshop_look import ICON_PX
from ui.theme import Theme
from ui.widgets.text import ElidedLabel, IconLabel, restyle, start_side

TICK_MS = 200


class Clock(QObject):
    """Holds the timer and ticks while it runs; `now` gives seconds, and tests give their own."""

    changed = Signal()

    def __init__(self, parent: QObject, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self.now = now
        self.timer = Timer()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)

    @property
    def left(self) -> float:
        """Seconds left of the round."""
        return self.timer.left(self.now())

    @property
    def state(self) -> str:
        """How it stands: "none", "stands", "runs", "soon" or "up"."""
        now = self.now()
        if not self.timer.rounds:
            return "none"
        if self.timer.is_up(now):
            return "up"
        return "soon" if self.timer.is_soon(now) else "runs" if self.timer.runs else "stands"

    def set_rounds(self, text: str) -> None:
        """Take the rounds as they are typed; a UserError says which has no time."""
        self._take(rounds.timer_of(rounds.rounds_in(text)))

    def switch(self) -> None:
        """Start or pause."""
        self._take(rounds.switched(self.timer, self.now()))

    def more(self) -> None:
        """One minute more."""
        self._take(rounds.with_more(self.timer, self.now()))

    def go_on(self, by: int = 1) -> None:
        """The next round, or the one before."""
        self._take(rounds.gone_on(self.timer, self.now(), by))

    def stop(self) -> None:
        """Tick no more, for a window that closes."""
        self._tick.stop()

    def _take(self, timer: Timer) -> None:
        self.timer = timer
        if timer.runs and not timer.is_up(self.now()):
            self._tick.start()
        else:
            self._tick.stop()
        self.changed.emit()

    def _on_tick(self) -> None:
        if self.timer.is_up(self.now()):
            self._tick.stop()
        self.changed.emit()


class ClockPill(QFrame):
    """The round's name and what is left of it."""

    def __init__(self, theme: Theme, clock: Clock) -> None:
        super().__init__()
        self.setObjectName("pill")
        self.setFixedHeight(68)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._clock = clock
        self.icon = IconLabel(theme, "hourglass", "accent", ICON_PX)
        self.name = ElidedLabel("")
        self.name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.left = QLabel()
        self.left.setObjectName("clock")
        # Digits alone have no direction of their own in a Persian window.
        self.left.setAlignment(start_side() | Qt.AlignmentFlag.AlignVCenter)
        box = QHBoxLayout(self)
        box.setContentsMargins(28, 0, 28, 0)
        box.setSpacing(16)
        for widget in (self.icon, self.name, self.left):
            box.addWidget(widget)
        clock.changed.connect(self.show_time)
        self.show_time()

    def show_time(self) -> None:
        """Show what is left, and say what it is when it stands or is up."""
        state, timer = self._clock.state, self._clock.timer
        self.setVisible(state != "none")
        if timer.round is None:
            return
        told = timer.round.name
        if state == "up":
            told = _("time is up: {round}").format(round=told)
        elif state == "stands":
            told = _("paused: {round}").format(round=told)
        self.name.setText(told)
        self.left.setText(rounds.clock_text(self._clock.left))
        if self.property("state") != state:
            restyle(self, state=state)
            for part in (self.name, self.left):
                restyle(part)
            self.icon.set_icon("hourglass", {"soon": "on_accent", "up": "surface"}.get(state, "accent"))
        self.setAccessibleName(f"{told} {self.left.text()}")
