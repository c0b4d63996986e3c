"""The frame of the kiosk: what stands above and below the questions, its size and colours, the keyboard on the screen."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.page import PageContext
from ui.surveys.kiosk_head import KioskHead, Progress
from ui.surveys.kiosk_keeping import KioskPlan
from ui.surveys.pictures import pictures_of
from ui.surveys.sheet import Sheet
from ui.widgets.asking.skin import Skin
from ui.widgets.cards import row, scrolling
from ui.widgets.text import label
from ui.widgets.touch_keys import TouchKeys, there_is_touch

MARGIN = 56
WIDEST = 1120
# Below this width a grid stands in rows below each other; from the other on letters grow with the screen.
NARROW, WIDE = 900, 1600
LARGE_PRINT, LARGE_SCREEN = 1.3, 1.2


class KioskFrame(QWidget):
    """Head and progress, the sheet that scrolls, a line for what went wrong, keys and foot; who asks fills it."""

    def __init__(self, context: PageContext, plan: KioskPlan) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context, self.plan = context, plan
        self.shape = (1.0, False)
        self.skin: Skin
        self.sheet = Sheet(pictures_of(context.bridge))
        self.head, self.progress = KioskHead(self.speak), Progress()
        self.touch_keys = TouchKeys()
        self.touch_keys.shown_changed.connect(lambda _on: self._see_field())
        self._with_keys = plan.keys == "always" or (plan.keys == "touch" and there_is_touch())
        self._lay_out()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        app.focusChanged.connect(self._on_focus)

    def speak(self, code: str) -> None:
        """Go on in another language."""
        raise NotImplementedError

    def dress_frame(self, code: str, accent: str) -> None:
        """Colours, direction and size for a language."""
        zoom, narrow = self.shape = self.shape_now()
        self.skin = Skin(
            self.context.theme, code, "kiosk", accent, self.plan.scheme, zoom=zoom, narrow=narrow
        )
        self.holder.setMaximumWidth(self.skin.px(WIDEST))
        self.setStyleSheet(f"QWidget#kiosk {{ background: {self.skin.hex('bg')}; }}")
        self.setLayoutDirection(self.skin.direction)

    def shape_now(self) -> tuple[float, bool]:
        """How much larger than plain, and whether grids stand below each other."""
        large = LARGE_SCREEN if self.width() >= WIDE and self.height() >= NARROW else 1.0
        zoom = large * (LARGE_PRINT if self.plan.large else 1.0)
        return zoom, self.width() < NARROW * zoom

    def say(self, sentence: str) -> None:
        """What went wrong with keeping an answer, or nothing."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def leave_focus(self) -> None:
        """The frame is closed: it follows the keyboard no more."""
        self._app.focusChanged.disconnect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard on the screen comes with a field and goes with it; not where it is left for a moment only."""
        if not self._with_keys or (now is not None and self.touch_keys.isAncestorOf(now)):
            return
        mine = now is not None and self.view.isAncestorOf(now)
        kinds = {
            p.question.kind for p in self.sheet.parts.values() if now is not None and p.isAncestorOf(now)
        }
        self.touch_keys.offer(self.skin, now if mine else None, bool(kinds & {"number", "date"}))

    def _see_field(self) -> None:
        field = self.focusWidget()
        if field is not None and self.view.isAncestorOf(field):
            QTimer.singleShot(0, self, lambda: self.view.ensureWidgetVisible(field, 0, 40))

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("part", "body")
        self.words, self.foot = QVBoxLayout(), QHBoxLayout()
        self.words.setSpacing(20)
        self.foot.setSpacing(12)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(MARGIN, 24, MARGIN, 16)
        lines.addLayout(self.words)
        lines.addWidget(self.sheet)
        lines.addStretch(1)
        self.view = scrolling(inside)
        inside.setAutoFillBackground(False)
        self.sentence = label(role="lead", tone="bad", wrap=True)
        self.sentence.hide()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN, 16, MARGIN, 0)
        top.setSpacing(10)
        top.addWidget(self.head)
        top.addWidget(self.progress)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addLayout(row(self.sentence, margins=(MARGIN, 0, MARGIN, 0)))
        column.addLayout(row(self.touch_keys, margins=(MARGIN, 8, MARGIN, 8)))
        self.below = row(self.foot)
        column.addLayout(self.below)
        self.holder = QWidget()
        self.holder.setLayout(column)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(self.holder, 1000)
        across.addStretch(1)
