"""The kiosk itself: a whole screen that a respondent answers on, one question at a time, each answer kept at once."""

import time
from collections.abc import Callable
from random import randrange

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

from cxdesk.i18n import _, pgettext
from cxdesk.surveys.definition import SectionSpec
from ui.page import PageContext
from ui.surveys.kiosk_frame import MARGIN, KioskFrame
from ui.surveys.kiosk_head import lock, promise_words, staff_words
from ui.surveys.kiosk_keeping import Keeping, KioskPlan
from ui.surveys.kiosk_over import IdleQuestion, PinPad
from ui.surveys.kiosk_stages import WhoSpeaks, thanks, welcome
from ui.surveys.pictures import brand_for
from ui.surveys.respondent import Respondent
from ui.widgets.asking.go import GoButton
from ui.widgets.asking.marks import Painted
from ui.widgets.asking.words import Words
from ui.widgets.cards import empty

WARNED_S = 15
WRITTEN = ("text", "number", "identifier")
PAUSE_MS = 400
THANKS_S = 12
PIN_S = 30
# How long who starts the kiosk is told how it is left.
STAFF_S = 15


class KioskWindow(KioskFrame):
    """Stages: "welcome", "who", "asking", "thanks". It closes only for the PIN, or with the file. `now` is given by tests."""

    def __init__(
        self, context: PageContext, plan: KioskPlan, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(context, plan)
        self._now = now
        self.languages = plan.definition.languages or ("en",)
        self.stage = "welcome"
        self.keeping = Keeping(context, plan)
        self.unlocked = False
        self._touched, self._by_key = now(), False
        self._staff_reads = True
        self.respondent: Respondent
        self.go: GoButton
        self.sheet.answered.connect(self._on_answered)
        self.idle = IdleQuestion(self, self._stay)
        self.pin = PinPad(self, context, self.unlock)
        self.who: WhoSpeaks | None = None
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
        self.stage = "welcome"
        self.respondent = Respondent(
            self.plan.definition, self.languages[0], one_by_one=True, seed=randrange(2**31)
        )
        self.respondent.counts = self.keeping.begin()
        self.idle.hide()
        self.dress()

    def begin(self) -> None:
        """Whom one speaks for, where names were set up; else the first question."""
        self.stage = "who" if self.plan.accounts else "asking"
        self._staff_reads = False
        # Somebody else may have filled a quota since the welcome was shown.
        self.respondent.counts = self.keeping.begin()
        self.note_touch()
        self.show_stage()

    def speak_for(self, key: str) -> None:
        """The customer is chosen, or none of them."""
        self.keeping.account = key
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
        if self.respondent.at == 0 or self.stage == "who":
            self.stage = "who" if self.plan.accounts and self.stage == "asking" else "welcome"
        self.respondent.at = max(0, self.respondent.at - 1)
        self.show_stage()

    def note_touch(self) -> None:
        """Somebody is there."""
        self._touched = self._now()
        self.idle.hide()

    def tick(self) -> None:
        """Each second: ask whether somebody is there, and begin anew where nobody is."""
        away = self._now() - self._touched
        if self._staff_reads and away >= STAFF_S:
            self._staff_reads = False
            self.show_stage()
        if self.pin.isVisible():
            if away < min(PIN_S, self.plan.idle_s):
                return
            # Whoever touched the lock and walked away leaves neither the pad nor their answers to the next.
            self.pin.give_up()
        if self.stage == "welcome":
            return
        limit = THANKS_S if self.stage == "thanks" else self.plan.idle_s
        if away >= limit:
            self.begin_anew()
        elif self.stage in ("asking", "who") and away >= limit - WARNED_S:
            self.idle.count(self.skin, round(limit - away))

    # -- keeping

    def keep_typed(self) -> bool:
        """Write what is not written yet; False where it can't be, which is said."""
        self._pause.stop()
        kept = not self.keeping.typing or self.keeping.keep(self.respondent.language)
        self.say(self.keeping.sentence)
        return kept

    def _finish(self) -> None:
        if self.keeping.finish(self.respondent.path, self.respondent.language):
            self.stage = "thanks"
        else:
            self.respondent.at -= 1
        self.say(self.keeping.sentence)

    def _on_answered(self, code: str) -> None:
        """What is chosen is written at once, what is typed after a pause."""
        self.note_touch()
        part = self.sheet.parts[code]
        self.keeping.typing[code] = self.respondent.answers.get(code)
        if part.question.kind in WRITTEN:
            self._pause.start()
        else:
            self.keep_typed()
        screens = self.respondent.screens
        if self.respondent.at < len(screens):
            self.sheet.follow(self.respondent, screens[self.respondent.at], self.skin, self._before())
        self.progress.show_place(self.skin, *self.respondent.place)

    # -- what is shown

    def dress(self) -> None:
        """The respondent's language and the sender's colour, as light or dark and as large as it was set up."""
        code = self.respondent.language
        name = self.respondent.said(self.plan.definition.name)
        self.brand = brand_for(self.context.bridge, code, "")
        self.dress_frame(code, self.brand.accent)
        self.setWindowTitle(name)
        self.head.show_head(self.skin, self.brand, name, self.languages)
        self.show_stage()

    def show_stage(self) -> None:
        """The welcome, the question, or the thanks, with their buttons."""
        empty(self.words)
        empty(self.foot)
        asking = self.stage == "asking"
        self.who = None
        self.sheet.setVisible(asking)
        self.progress.setVisible(asking)
        if asking:
            screens = self.respondent.screens
            self.respondent.at = min(self.respondent.at, max(0, len(screens) - 1))
            screen = screens[self.respondent.at] if screens else ()
            self.sheet.show_screen(self.respondent, screen, self.skin, self._before())
            self.progress.show_place(self.skin, *self.respondent.place)
        else:
            self._say_stage()
        self.head.show_tongues(self.stage != "welcome")
        self._show_foot()
        self.view.verticalScrollBar().setValue(0)
        self.setFocus()
        if self.who is not None and self.who.line.isVisibleTo(self.who):
            self.who.line.setFocus()
        if asking:
            self.sheet.focus_first()
            focused = self.focusWidget()
            if isinstance(focused, Painted) and not self._by_key:
                # A ring that nobody asked for would look like an answer.
                focused.by_key = False
                focused.update()

    def _say_stage(self) -> None:
        respondent, skin = self.respondent, self.skin
        self.words.addSpacing(max(0, self.height() // (12 if self.stage != "who" else 40)))
        if self.stage == "welcome":
            welcome(self.words, respondent, skin, self.languages, self.speak)
        elif self.stage == "who":
            self.who = WhoSpeaks(self.plan.accounts, skin, self.speak_for)
            self.words.addWidget(self.who)
        else:
            thanks(self.words, respondent, skin)

    def _show_foot(self) -> None:
        skin, stage = self.skin, self.stage
        promise = promise_words(self.plan.definition, self.brand.name, skin, self.plan.by_name)
        self.note = Words(skin, promise, skin.px(15), tone="text2")
        if self._staff_reads:
            # In the language of the window: who starts the kiosk is there still, and no respondent yet.
            self.note = Words(skin, staff_words(), skin.px(17), strong=True)
        self.note.setMaximumWidth(skin.px(460))
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
            elif stage == "who":
                self.go = GoButton(skin, _("Back"), self.back, "outline")
            elif stage == "welcome":
                self.go = GoButton(skin, _("Begin"), self.begin, arrow=True)
            else:
                self.go = GoButton(skin, pgettext("button", "Done"), self.begin_anew)
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
        self.leave_focus()
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
        if self.shape_now() != self.shape:
            self.keep_typed()
            self.dress()

    def _on_closing(self) -> None:
        """The file is closed: nothing more can be kept."""
        self.unlock()
