"""Which screen the room sees and which one is the leader's; known from plain facts, so that a test can pass them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen

from cxdesk.i18n import _

Why = Literal["two", "one", "mirrored"]


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen by its place (left, top, width, height) on the desktop, and whether our window is on it."""

    place: tuple[int, int, int, int]
    ours: bool = False
    handle: QScreen | None = None


@dataclass(frozen=True, slots=True)
class Screens:
    """The room's screen, the leader's (None where there is no second one), and why it is so."""

    room: Screen | None
    leader: Screen | None
    why: Why

    @property
    def private(self) -> bool:
        """Whether the leader has a screen that the room does not see."""
        return self.leader is not None


def arranged(screens: Sequence[Screen]) -> Screens:
    """The room gets the screen our window is not on; screens that lie over each other show the same to all."""
    if not screens:
        return Screens(None, None, "one")
    ours = next((s for s in screens if s.ours), screens[0])
    others = [s for s in screens if s is not ours]
    apart = [s for s in others if not _covers(s.place, ours.place)]
    if not apart:
        return Screens(ours, None, "mirrored" if others else "one")
    # A projector is most often the largest of the others.
    room = max(apart, key=lambda s: s.place[2] * s.place[3])
    return Screens(room, ours, "two")


def screens_now(window_place: QRect) -> list[Screen]:
    """The screens that are plugged in, by Qt; `window_place` is where our window is."""
    found = QGuiApplication.screens()
    here = QGuiApplication.screenAt(window_place.center())
    return [Screen(_place(s.geometry()), s is here, s) for s in found]


def why_not_private(screens: Screens) -> str:
    """Why private typing and notes are off; nothing where they are on."""
    if screens.why == "mirrored":
        return _(
            "Both screens show the same, so the room would read along: private lines and notes are off. "
            "Let the second screen extend the first."
        )
    if screens.why == "one":
        return _(
            "There is one screen, so the room would read along: private lines and notes are off. "
            "Connect a second screen to have them."
        )
    return ""


def _place(rect: QRect) -> tuple[int, int, int, int]:
    return rect.x(), rect.y(), rect.width(), rect.height()


def _covers(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two screens show the same part of the desktop."""
    return QRect(*one).intersects(QRect(*other))
