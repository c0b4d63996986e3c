"""The kiosk itself: a whole screen that a respondent answers on, one question at a time, each answer kept at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from random import randrange
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import Definition, SectionSpec
from ui.page import PageContext
from ui.surveys.kiosk_head import KioskHead, Progress, large_languages, lock, promise_words
from ui.surveys.kiosk_over import IdleQuestion, PinPad
from ui.surveys.pictures import brand_for, pictures_of
from ui.surveys.respondent import Respondent
from ui.surveys.sheet import Sheet
from ui.widgets.asking.go import GoButton
from ui.widgets.asking.marks import Painted
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words
from ui.widgets.cards import empty, row, scrolling
from ui.widgets.text import label

MARGIN = 56
WIDEST = 1120
WARNED_S = 15
PAUSE_MS = 400
THANKS_S = 12


@dataclass(frozen=True, slots=True)
class KioskPlan:
    """What the kiosk asks, for which round, and after how many seconds without a touch it begins anew."""

    round_id: int
    definition: Definition
    version_id: int | None = None
    idle_s: int = 60


class KioskWindow(QWidget):
    """Stages: "welcome", "asking", "thanks". It closes only for the PIN, or with the file. `now` is given by tests."""

    def __init__(
        self, context: PageContext, plan: KioskPlan, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("kiosk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context, self.plan, self._now = context, plan, now
        self.languages = plan.definition.languages or ("en",)
        self.stage = "welcome"
        self.response_id: int | None = None
        self.unlocked = False
        self._typing: dict[str, Any] = {}
        self._touched, self._by_key = now(), False
        self.skin: Skin
        self.respondent: Respondent
        self.go: GoButton
        self.sheet = Sheet(pictures_of(context.bridge))
        self.sheet.answered.connect(self._on_answered)
        self.head, self.progress = KioskHead(self.speak), Progress()
        self.idle = IdleQuestion(self, self._stay)
        self.pin = PinPad(self, context, self.unlock)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_typed)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        context.bridge.closing.connect(self._on_closing)
        self.begin_anew()

    # -- what the respondent does

    def begin_anew(self) -> None:
        """The welcome, for the next respondent; what the last one gave stays kept."""
        self.keep_typed()
        self.stage, self.response_id = "welcome", None
        self.respondent = Respondent(
            self.plan.definition, self.languages[0], one_by_one=True, seed=randrange(2**31)
        )
        self.idle.hide()
        self.dress()

    def begin(self) -> None:
        """The first question."""
        self.stage = "asking"
        self.note_touch()
        self.show_stage()

    def speak(self, code: str) -> None:
        """Go on in another language; what was answered stays."""
        self.keep_typed()
        self.note_touch()
        self.respondent.language = code
        self.dress()

    def forward(self) -> None:
        """Keep this screen and show the next, or say what is missing."""
        self.note_touch()
        if self.stage != "asking":
            return
        wrong = self.sheet.unread() | self.respondent.problems()
        if wrong:
            self.sheet.say(wrong)
            return
        if not self.keep_typed():
            return
        self.respondent.at += 1
        if self.respondent.is_done:
            self._finish()
        self.show_stage()

    def back(self) -> None:
        """The screen before."""
        self.note_touch()
        self.keep_typed()
        if self.respondent.at == 0:
            self.stage = "welcome"
        self.respondent.at = max(0, self.respondent.at - 1)
        self.show_stage()

    def note_touch(self) -> None:
        """Somebody is there."""
        self._touched = self._now()
        self.idle.hide()

    def tick(self) -> None:
        """Each second: ask whether somebody is there, and begin anew where nobody is."""
        away = self._now() - self._touched
        if self.pin.isVisible() or self.stage == "welcome":
            return
        limit = THANKS_S if self.stage == "thanks" else self.plan.idle_s
        if away >= limit:
            self.begin_anew()
        elif self.stage == "asking" and away >= limit - WARNED_S:
            self.idle.count(self.skin, round(limit - away))

    # -- keeping

    def keep_typed(self) -> bool:
        """Write what is not written yet; False where it can't be, which is said."""
        self._pause.stop()
        for code, value in list(self._typing.items()):
            if self._keep(code, value):
                del self._typing[code]
        return not self._typing

    def _keep(self, code: str, value: Any) -> bool:
        from cxdesk.responses import live

        plan, language = self.plan, self.respondent.language

        def write(session: Any) -> int:
            number = self.response_id
            if number is None:
                number = live.start(session, plan.round_id, "kiosk", language, version_id=plan.version_id)
            live.keep(session, number, plan.definition, code, value)
            return number

        return self._write(write)

    def _finish(self) -> None:
        from cxdesk.responses import live
        from cxdesk.responses.model import LiveResponse

        plan, path, language = self.plan, self.respondent.path, self.respondent.language

        def write(session: Any) -> int:
            number = self.response_id
            if number is None:
                number = live.start(session, plan.round_id, "kiosk", language, version_id=plan.version_id)
            live.finish(session, number, path)
            # The language in which it was ended is the one it was answered in.
            session.get_one(LiveResponse, number).language = language
            return number

        if self._write(write):
            self.stage, self.response_id = "thanks", None
        else:
            self.respondent.at -= 1

    def _write(self, write: Callable[[Any], int]) -> bool:
        try:
            self.response_id = self.context.project.run(_("Answer at the kiosk"), write)
        except UserError as refused:
            self.sentence.setText(str(refused))
            self.sentence.show()
            return False
        self.sentence.hide()
        return True

    def _on_answered(self, code: str) -> None:
        """What is chosen is written at once, what is typed after a pause."""
        self.note_touch()
        part = self.sheet.parts[code]
        self._typing[code] = self.respondent.answers.get(code)
        if part.question.kind in ("text", "number", "identifier"):
            self._pause.start()
        else:
            self.keep_typed()
        screens = self.respondent.screens
        if self.respondent.at < len(screens):
            self.sheet.follow(self.respondent, screens[self.respondent.at], self.skin, self._before())
        self.progress.show_place(self.skin, *self.respondent.place)

    # -- what is shown

    def dress(self) -> None:
        """The respondent's language and the sender's colour; a kiosk is always light, as paper is."""
        code = self.respondent.language
        name = self.respondent.said(self.plan.definition.name)
        self.brand = brand_for(self.context.bridge, code, "")
        self.skin = Skin(self.context.theme, code, "kiosk", self.brand.accent, "light")
        self.setStyleSheet(f"QWidget#kiosk {{ background: {self.skin.hex('bg')}; }}")
        self.setLayoutDirection(self.skin.direction)
        self.setWindowTitle(name)
        self.head.show_head(self.skin, self.brand, name, self.languages)
        self.show_stage()

    def show_stage(self) -> None:
        """The welcome, the question, or the thanks, with their buttons."""
        empty(self.words)
        empty(self.foot)
        asking = self.stage == "asking"
        self.sheet.setVisible(asking)
        self.progress.setVisible(asking)
        if asking:
            screens = self.respondent.screens
            self.respondent.at = min(self.respondent.at, max(0, len(screens) - 1))
            screen = screens[self.respondent.at] if screens else ()
            self.sheet.show_screen(self.respondent, screen, self.skin, self._before())
            self.progress.show_place(self.skin, *self.respondent.place)
        else:
            self._say_welcome() if self.stage == "welcome" else self._say_thanks()
        self._show_foot()
        self.view.verticalScrollBar().setValue(0)
        self.setFocus()
        if asking:
            self.sheet.focus_first()
            focused = self.focusWidget()
            if isinstance(focused, Painted) and not self._by_key:
                # A ring that nobody asked for would look like an answer.
                focused.by_key = False
                focused.update()

    def _say_welcome(self) -> None:
        survey, skin = self.plan.definition, self.skin
        with skin.speaking():
            heading = self.respondent.said(survey.name) or _("Tell us what you think")
        self.words.addSpacing(max(0, self.height() // 12))
        self.words.addWidget(Words(skin, heading, skin.sizes.heading, voice=True, strong=True))
        if intro := self.respondent.said(survey.intro):
            self.words.addWidget(Words(skin, intro, skin.sizes.option, tone="text2"))
        if len(self.languages) > 1:
            self.words.addSpacing(20)
            self.words.addWidget(large_languages(skin, self.languages, self.speak))

    def _say_thanks(self) -> None:
        with self.skin.speaking():
            said = self.respondent.said(self.plan.definition.thanks) or _("Thank you for your answers.")
        self.words.addSpacing(max(0, self.height() // 12))
        self.words.addWidget(Words(self.skin, said, self.skin.sizes.heading, voice=True, strong=True))

    def _show_foot(self) -> None:
        skin, stage = self.skin, self.stage
        promise = promise_words(self.plan.definition, self.brand.name, skin)
        self.note = Words(skin, promise, 15, tone="text2")
        self.note.setMaximumWidth(460)
        # The lock's target is larger than the lock: its drawing stands at the margin.
        start, end = (MARGIN, MARGIN - 14) if skin.rtl else (MARGIN - 14, MARGIN)
        self.below.setContentsMargins(start, 8, end, 28)
        self.foot.addWidget(lock(skin, self.ask_pin))
        self.foot.addWidget(self.note, 10)
        self.foot.addStretch(1)
        with skin.speaking():
            if stage == "asking":
                last = self.respondent.at + 1 >= len(self.respondent.screens)
                self.foot.addWidget(GoButton(skin, _("Back"), self.back, "outline"))
                words = _("Send") if last else _("Next")
                self.go = GoButton(skin, words, self.forward, arrow=True)
            elif stage == "welcome":
                self.go = GoButton(skin, _("Begin"), self.begin, arrow=True)
            else:
                self.go = GoButton(skin, _("Done"), self.begin_anew)
        self.foot.addWidget(self.go)

    def _before(self) -> SectionSpec | None:
        at = self.respondent.at
        return self.respondent.screens[at - 1][-1].section if at else None

    def _stay(self) -> None:
        self.note_touch()

    # -- leaving

    def ask_pin(self) -> None:
        """Staff want to leave."""
        self.pin.ask(self.skin)

    def unlock(self) -> None:
        """The PIN fits: give the screen back."""
        self.unlocked = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only the PIN closes it."""
        if not self.unlocked:
            event.ignore()
            self.ask_pin()
            return
        self.keep_typed()
        self._tick.stop()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks for the PIN, Enter goes on."""
        self.note_touch()
        if event.key() == Qt.Key.Key_Escape:
            self.ask_pin()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go.click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and touches, seen at the native window, tell that somebody is there."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._by_key = event.type() == QEvent.Type.KeyPress
            self.note_touch()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What lies over it lies over all of it."""
        super().resizeEvent(event)
        for over in (self.idle, self.pin):
            over.setGeometry(self.rect())
        if (native := self.windowHandle()) is not None:
            native.removeEventFilter(self)
            native.installEventFilter(self)

    def _on_closing(self) -> None:
        """The file is closed: nothing more can be kept."""
        self.unlock()

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
        self.below = row(self.foot)
        column.addLayout(self.below)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(WIDEST)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(holder, 1000)
        across.addStretch(1)
