"""One screen of a questionnaire: headings, questions with where to answer, and what is wrong below each."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cxdesk.i18n import _
from cxdesk.surveys.definition import QuestionSpec, SectionSpec
from cxdesk.surveys.logic.path import Stop
from ui.surveys.respondent import Respondent, Screen
from ui.widgets.asking import Asked, Skin, view_of
from ui.widgets.asking.asked import Pictures
from ui.widgets.asking.words import Words
from ui.widgets.cards import empty

AIR = {"desktop": 28, "phone": 26, "kiosk": 36}


class Part(QWidget):
    """One question: its words, its hint, where to answer, and a sentence where an answer is not accepted."""

    def __init__(
        self, respondent: Respondent, question: QuestionSpec, skin: Skin, pictures: Pictures
    ) -> None:
        super().__init__()
        self.question = question
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(skin.sizes.gap + 2)
        words = respondent.said(question.text)
        asked = question.is_asked
        self.head = Words(
            skin, words, skin.sizes.heading if asked else _statement(skin), voice=True, strong=asked
        )
        if words:
            self.box.addWidget(self.head)
        if hint := respondent.said(question.hint):
            self.box.addWidget(Words(skin, hint, skin.sizes.small, tone="text2"))
        self.asked: Asked | None = None
        if asked:
            self.asked = view_of(
                respondent.offered(question),
                skin.language,
                size=skin.size,
                theme=skin.theme,
                skin=skin,
                pictures=pictures,
            )
            self.asked.set_answer(respondent.answers.get(question.code))
            self.box.addSpacing(4 if skin.size != "kiosk" else 14)
            self.box.addWidget(self.asked)
        self.wrong = Words(skin, "", skin.sizes.small, tone="bad", strong=True)
        self.wrong.hide()
        self.box.addWidget(self.wrong)

    def say(self, sentence: str) -> None:
        """Say what is wrong; nothing takes it away."""
        self.wrong.setText(sentence)
        self.wrong.setAccessibleName(sentence)
        self.wrong.setVisible(bool(sentence))
        if self.asked is not None:
            self.asked.setAccessibleDescription(sentence)


class Sheet(QWidget):
    """Shows one screen. `answered(code)` follows each change, after the respondent holds it."""

    answered = Signal(str)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._pictures = pictures
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.parts: dict[str, Part] = {}
        self._shown: tuple[str, ...] = ()
        self.first = 0
        self._rest: list[Stop] = []
        self._made: tuple[Respondent, Skin, SectionSpec | None] | None = None

    def show_screen(
        self,
        respondent: Respondent,
        screen: Screen,
        skin: Skin,
        before: SectionSpec | None,
        most: int | None = None,
        first: int = 0,
    ) -> None:
        """Build a screen; `before` is the section of the screen before, whose heading was read already.

        With `most` only so many of its questions are built, from the one at `first` on; `grow` builds the next ones.
        """
        empty(self.box)
        self.parts, self._shown = {}, _codes(screen)
        self.setLayoutDirection(skin.direction)
        # Once for all questions: a sheet for each would be read anew for each.
        if (sheet := skin.sheet()) != self.styleSheet():
            self.setStyleSheet(sheet)
        self.box.setSpacing(AIR[skin.size])
        self.first = first
        before = screen[first - 1].section if first else before
        self._rest, self._made = list(screen[first:]), (respondent, skin, before)
        self.grow(len(screen) if most is None else most)

    @property
    def is_whole(self) -> bool:
        """Whether the whole screen is built."""
        return not self._rest

    def grow(self, more: int) -> None:
        """Build so many more questions of the screen below those that are there."""
        if self._made is None or not self._rest:
            return
        respondent, skin, before = self._made
        now, self._rest = self._rest[:more], self._rest[more:]
        for stop in now:
            if stop.section is not before:
                self._head(respondent, stop.section, skin)
            before = stop.section
            self._add(respondent, stop.element, skin)
        self._made = (respondent, skin, before)

    def grow_to(self, code: str) -> None:
        """Build the screen as far as a question."""
        at = next((n for n, stop in enumerate(self._rest) if stop.element.code == code), -1)
        if at >= 0:
            self.grow(at + 1)

    def follow(self, respondent: Respondent, screen: Screen, skin: Skin, before: SectionSpec | None) -> bool:
        """Build again where an answer changed what this screen holds; the keyboard stays where it is."""
        if _codes(screen) == self._shown:
            return False
        held = next((code for code, part in self.parts.items() if _holds_focus(part)), "")
        most = None if self.is_whole and not self.first else len(self.parts) + 1
        at = next((n for n, stop in enumerate(screen) if stop.element.code == next(iter(self.parts), "")), 0)
        self.show_screen(respondent, screen, skin, before, most, at if self.first else 0)
        if held in self.parts and (asked := self.parts[held].asked) is not None:
            asked.focus_first()
        return True

    def say(self, problems: dict[str, str]) -> None:
        """Say below each question what is wrong, and take the keyboard to the first."""
        if wrong := next((stop.element.code for stop in self._rest if stop.element.code in problems), ""):
            self.grow_to(wrong)
        for code, part in self.parts.items():
            part.say(problems.get(code, ""))
        for code, part in self.parts.items():
            if problems.get(code) and part.asked is not None:
                part.asked.focus_first()
                return

    def unread(self) -> dict[str, str]:
        """What stands in a field and can't be taken, by question."""
        found = {code: part.asked.problem() for code, part in self.parts.items() if part.asked is not None}
        return {code: sentence for code, sentence in found.items() if sentence}

    def focus_first(self) -> None:
        """The keyboard goes to the first question."""
        for part in self.parts.values():
            if part.asked is not None:
                part.asked.focus_first()
                return

    def _head(self, respondent: Respondent, section: SectionSpec, skin: Skin) -> None:
        title, intro = respondent.said(section.title), respondent.said(section.intro)
        if title:
            small = skin.size == "kiosk"
            size = skin.sizes.small if small else skin.sizes.heading + 2
            head = Words(skin, title, size, tone="accent" if small else "text", strong=True, voice=not small)
            self.box.addWidget(head)
        if intro:
            self.box.addWidget(Words(skin, intro, skin.sizes.option, tone="text2"))

    def _add(self, respondent: Respondent, question: QuestionSpec, skin: Skin) -> None:
        part = Part(respondent, question, skin, self._pictures)
        parent = self.parts.get(question.other_of)
        joined = parent is not None and parent.asked is not None and part.asked is not None
        if joined and parent is not None and parent.asked is not None and part.asked is not None:
            asked = part.asked
            if parent.asked.attach(asked):
                with skin.speaking():
                    asked.setAccessibleName(asked.accessibleName() or _("Your words"))
        self.parts[question.code] = part
        if part.asked is None or part.asked.parentWidget() is part:
            self.box.addWidget(part)
        else:
            # Its words stand below the answer they belong to; what is wrong with them too.
            part.head.hide()
            part.setParent(self)
            part.hide()
        if part.asked is not None:
            part.asked.changed.connect(self._changed(respondent, part))

    def _changed(self, respondent: Respondent, part: Part) -> Callable[[], None]:
        def changed() -> None:
            if part.asked is not None:
                respondent.give(part.question.code, part.asked.answer())
                part.say("")
                self.answered.emit(part.question.code)

        return changed


def _codes(screen: Screen) -> tuple[str, ...]:
    return tuple(stop.element.code for stop in screen)


def _holds_focus(part: Part) -> bool:
    focused = part.window().focusWidget()
    return focused is not None and part.isAncestorOf(focused)


def _statement(skin: Skin) -> int:
    return round(skin.sizes.heading * 0.8) if skin.size == "kiosk" else skin.sizes.option + 1
