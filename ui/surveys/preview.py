"""The preview: a survey as its respondent sees it, on a desk or a phone, light or dark, in any of its languages."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cxdesk.changes import Changes
from cxdesk.i18n import _, endonym, language, ngettext, number
from cxdesk.surveys.logic.quotas import full_words, quotas_of
from ui.page import NEXT_KEYS, PageContext
from ui.surveys.inspector import Inspector
from ui.surveys.pictures import brand_for, pictures_of
from ui.surveys.quota_switches import QuotaSwitches
from ui.surveys.respondent import Respondent, Screen
from ui.surveys.sheet import Sheet
from ui.widgets.asking.go import GoButton
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words
from ui.widgets.buttons import Button
from ui.widgets.cards import column, empty, row, scrolling
from ui.widgets.fields import Choice
from ui.widgets.over import window_over
from ui.widgets.tabs import Segmented
from ui.widgets.text import caption, title
from ui.widgets.window_size import resize_within_screen

SIZE = (1240, 800)
PHONE = 380
WIDEST = 760
# So many questions of a page are built at first, and so many more when the last of them comes near.
AT_ONCE, MORE = 10, 6
TABLES = frozenset(
    {"survey", "section", "question", "item", "choice", "scale", "plan_setting", "round", "import_batch"}
)


def open_preview(context: PageContext, survey_id: int) -> "Preview":
    """Show the survey as it is now; it follows what is changed behind it."""
    made = Preview(context, survey_id)
    made.show()
    return made


class Preview(QDialog):
    """Left the questionnaire, right why each question is on the way or not. Nothing given here is kept."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.survey_id = context, survey_id
        definition = self._definition()
        wished = language()
        first = wished if wished in definition.languages else next(iter(definition.languages), "en")
        self.respondent = Respondent(definition, first)
        self.quotas = QuotaSwitches(self._on_quotas)
        self._count_quotas()
        self.skin: Skin
        self._make_bar()
        self.device = QFrame()
        self.device.setObjectName("device")
        self.sheet = Sheet(pictures_of(context.bridge))
        self.sheet.answered.connect(self._on_answered)
        self._fill_device()
        self.inspector = Inspector(context.theme, self.go_to)
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self._grow())
        self._lay_out()
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        QShortcut(QKeySequence(NEXT_KEYS), self).activated.connect(self.forward)
        context.bridge.changed.connect(self._on_changed)
        context.bridge.closing.connect(self.reject)
        context.theme.changed.connect(self.dress)
        resize_within_screen(self, *SIZE)
        self.dress()

    # -- what the person does

    def forward(self) -> None:
        """To the next page, or say what is missing on this one."""
        if self.respondent.is_done:
            return
        wrong = self.sheet.unread() | self.respondent.problems()
        if wrong:
            first = next((s.element.code for s in self._screen() if s.element.code in wrong), "")
            if first not in self.sheet.parts:
                self.go_to(first)
            self.sheet.say(wrong)
            return
        self.respondent.at += 1
        self.show_screen()

    def back(self) -> None:
        """To the page before."""
        self.respondent.at = max(0, min(self.respondent.at, len(self.respondent.screens)) - 1)
        self.show_screen()

    def again(self) -> None:
        """As another respondent, from the beginning."""
        counts = self.respondent.counts
        self.respondent = Respondent(self.respondent.survey, self.respondent.language, counts=counts)
        self.show_screen()

    def go_to(self, code: str) -> None:
        """To the page of a question, and the keyboard to it."""
        for n, screen in enumerate(self.respondent.screens):
            if any(stop.element.code == code for stop in screen):
                self._show_at(n, code)
                part = self.sheet.parts.get(code)
                if part is not None:
                    self.view.ensureWidgetVisible(part)
                    if part.asked is not None:
                        part.asked.focus_first()
                return

    def _show_at(self, page: int, code: str) -> None:
        """A page so that a question of it is built; of a long one only what stands around it."""
        self.respondent.at = page
        screen = self._screen()
        at = next(n for n, stop in enumerate(screen) if stop.element.code == code)
        first = at - 1 if at >= AT_ONCE else 0
        while first and screen[first].element.other_of:
            first -= 1
        self.show_screen(first)

    def _screen(self) -> Screen:
        """The questions of the page the respondent is on."""
        screens = self.respondent.screens
        return screens[self.respondent.at] if self.respondent.at < len(screens) else ()

    # -- what is shown

    def dress(self) -> None:
        """The chosen language, width and colours; the sender's colour in the place of ours."""
        size = self.width_choice.current()
        code = self.tongue.value()
        brand = brand_for(self.context.bridge, code, "")
        self.respondent.language = code
        self.skin = Skin(self.context.theme, code, size, brand.accent, self.scheme.current())
        skin, phone = self.skin, size == "phone"
        edge = 22 if phone else 10
        self.device.setStyleSheet(
            f"QFrame#device {{ background: {skin.hex('bg')}; border: 1px solid {skin.hex('line_strong')};"
            f" border-radius: {edge}px; }}"
        )
        self.device.setLayoutDirection(skin.direction)
        self.device.setFixedWidth(PHONE) if phone else self._widen()
        self.show_screen()

    def show_screen(self, first: int = 0) -> None:
        """The page the respondent is on from one of its questions on, its buttons, and the inspector."""
        respondent, skin = self.respondent, self.skin
        screens = respondent.screens
        respondent.at = min(respondent.at, len(screens))
        empty(self.ending)
        done = respondent.is_done
        self.sheet.setVisible(not done)
        if done:
            self._end()
        else:
            self.sheet.show_screen(
                respondent, screens[respondent.at], skin, self._section_before(), AT_ONCE, first
            )
        self._show_buttons(done)
        self._inspect()
        self.view.verticalScrollBar().setValue(0)

    def _grow(self) -> None:
        """Build the questions that come into view next, before they do."""
        bar = self.view.verticalScrollBar()
        if not self.sheet.is_whole and bar.value() + 2 * bar.pageStep() >= bar.maximum():
            self.sheet.grow(MORE)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Whoever goes by Tab finds the next question there."""
        last = list(self.sheet.parts.values())[-2:]
        if new is not None and not self.sheet.is_whole and any(part.isAncestorOf(new) for part in last):
            self.sheet.grow(MORE)

    def _end(self) -> None:
        with self.skin.speaking():
            words = self.respondent.said(self.respondent.survey.thanks) or _("Thank you for your answers.")
        if full := self.respondent.path.full:
            words = full_words(self.respondent.survey, full, self.skin.language)
        self.ending.addWidget(Words(self.skin, words, self.skin.sizes.heading, voice=True, strong=True))

    def _show_buttons(self, done: bool) -> None:
        respondent, skin = self.respondent, self.skin
        empty(self.foot)
        empty(self.progress)
        with skin.speaking():
            back = GoButton(skin, _("Back"), self.back, "outline")
            at, total = respondent.place
            said = _("Question {n} of {total}").format(n=number(at), total=number(total))
            last = respondent.at + 1 >= len(respondent.screens)
            words = _("Send") if last else _("Next")
        back.setEnabled(respondent.at > 0)
        self.foot.addWidget(back)
        self.foot.addStretch(1)
        self.foot.addWidget(Words(skin, "" if done else said, skin.sizes.small, tone="text2"))
        self.foot.addStretch(1)
        if not done:
            self.next = GoButton(skin, words, self.forward, arrow=True)
            self.next.setDefault(True)
            self.foot.addWidget(self.next)
        if self.sheet.first and not done:
            words = ngettext("{n} question before", "{n} questions before", self.sheet.first)
            words = words.format(n=number(self.sheet.first))
            self.progress.addWidget(GoButton(skin, words, self.show_screen, "outline"))
        elif respondent.at == 0 and (intro := respondent.said(respondent.survey.intro)):
            self.progress.addWidget(Words(skin, intro, skin.sizes.option, tone="text2"))

    def _section_before(self) -> Any:
        at = self.respondent.at
        return self.respondent.screens[at - 1][-1].section if at else None

    def _on_answered(self, _code: str) -> None:
        respondent = self.respondent
        screens = respondent.screens
        if respondent.at < len(screens):
            self.sheet.follow(respondent, screens[respondent.at], self.skin, self._section_before())
        self._inspect()

    def _inspect(self) -> None:
        self.inspector.show_respondent(self.respondent)
        self.quotas.show_respondent(self.respondent)

    def _count_quotas(self) -> None:
        """How full the quotas are in the round that the survey asks now; those that are ticked as if they were."""
        from cxdesk.responses.quota_counts import newest_round, quota_counts

        read, survey = self.context.bridge.read, self.respondent.survey
        found = read(quota_counts, read(newest_round, self.survey_id), survey) or {}
        self.respondent.counts = found | {
            quota.name: max(quota.most, found.get(quota.name, 0))
            for quota in quotas_of(survey)
            if quota.name in self.quotas.as_full
        }

    def _on_quotas(self) -> None:
        self._count_quotas()
        self.show_screen()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.tables & TABLES:
            return
        definition = self.context.bridge.act(self._definition)
        if definition is None:
            self.reject()
            return
        self.respondent.survey = definition
        self._count_quotas()
        self.dress()

    # -- parts

    def _definition(self) -> Any:
        from cxdesk.responses.staff import described_for_showing

        return self.context.bridge.read(described_for_showing, self.survey_id)

    def _make_bar(self) -> None:
        languages = self.respondent.survey.languages or ("en",)
        self.tongue = Choice([(c, endonym(c)) for c in languages], self.respondent.language)
        self.tongue.setAccessibleName(_("Language of the questions"))
        self.tongue.chosen.connect(lambda _code: self.dress())
        self.width_choice = Segmented(
            self.context.theme, [("desktop", _("On a screen")), ("phone", _("On a phone"))]
        )
        self.width_choice.chosen.connect(lambda _key: self.dress())
        self.scheme = Segmented(self.context.theme, [("light", _("Light")), ("dark", _("Dark"))])
        self.scheme.set_current(self.context.theme.scheme)
        self.scheme.chosen.connect(lambda _key: self.dress())

    def _fill_device(self) -> None:
        inside = QWidget()
        inside.setProperty("part", "body")
        self.progress, self.ending = QVBoxLayout(), QVBoxLayout()
        lines = column(self.progress, self.sheet, self.ending, None, gap=16, margins=(24, 24, 24, 24))
        inside.setLayout(lines)
        self.view = scrolling(inside)
        inside.setAutoFillBackground(False)
        self.foot = QHBoxLayout()
        box = QVBoxLayout(self.device)
        box.setContentsMargins(1, 8, 1, 16)
        box.addWidget(self.view, 1)
        holder = row(self.foot, margins=(24, 8, 24, 0))
        box.addLayout(holder)

    def _lay_out(self) -> None:
        name = " ".join(self.respondent.said(self.respondent.survey.name).split())
        self.setWindowTitle(_("Preview: {name}").format(name=name))
        theme = self.context.theme
        again = Button(theme, _("Start again"), icon="rotate-ccw", dense=True, on_click=self.again)
        again.setAutoDefault(False)
        close = Button(theme, _("Close"), on_click=self.reject)
        close.setAutoDefault(False)
        side = column(title(_("The way through")), self.inspector, self.quotas, gap=8)
        holder = QWidget()
        holder.setLayout(side)
        holder.setFixedWidth(360)
        place = QHBoxLayout()
        place.addStretch(1)
        place.addWidget(self.device, 100)
        place.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.setSpacing(12)
        note = caption(_("Nothing you answer here is kept."))
        box.addLayout(row(self.tongue, self.width_choice, self.scheme, again, None, note, close, gap=12))
        box.addLayout(row(place, 16, holder), 1)

    def _widen(self) -> None:
        self.device.setMinimumWidth(PHONE)
        self.device.setMaximumWidth(WIDEST)
