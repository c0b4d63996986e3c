"""How a survey begins: a template on a touch point in three clicks, or an empty one; nothing else is asked first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import LANGUAGES, NAMES, _, language, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, row
from ui.widgets.fields import Choice, LineInput
from ui.widgets.over import window_over
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, joined, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from ui.surveys.page import SurveysPage

EMPTY = ""


@dataclass(frozen=True, slots=True)
class Start:
    """One thing to begin with, or one place to ask: its words, a short line, and what it is for."""

    key: Any
    name: str
    line: str
    about: str = ""


def open_begin(context: PageContext, touch_point_id: int | None = None) -> "BeginDialog":
    """Show what a survey can begin with; at a touch point that one is chosen."""
    return BeginDialog(context, touch_point_id)


class BeginDialog(QDialog):
    """Left the templates, right the touch points: choosing one of the right makes the survey and shows it."""

    def __init__(self, context: PageContext, touch_point_id: int | None = None) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Begin a survey"))
        self.setMinimumSize(920, 620)
        resize_within_screen(self, 960, 720)
        self._context, self._made = context, False
        theme = context.theme
        first = [Column(_("1. What to begin with"), lambda r: r.name, "strong", sub=lambda r: r.line)]
        second = [Column(_("2. Where it asks"), lambda r: r.name, "strong", sub=lambda r: r.line)]
        self.templates = Table(theme, first, name=_("Templates"), key=lambda r: r.key)
        self.points = Table(
            theme, second, _touch_points(context), name=_("Touch points"), key=lambda r: r.key
        )
        self.about = body("", tone="text2")
        self.about.setMinimumHeight(44)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.templates.current_changed.connect(lambda r: self.about.setText(r.about if r else ""))
        self.templates.opened.connect(lambda _row: self.points.setFocus())
        self.points.opened.connect(lambda _row: self.begin())
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.language.setAccessibleName(_("First language of the survey"))
        self.language.chosen.connect(lambda code: self.templates.set_rows(_templates(code)))
        self.new_point = LineInput(placeholder=_("Name of the touch point"))
        self.new_point.setAccessibleName(_("Name of the touch point"))
        self.new_point.returnPressed.connect(self.add_point)
        self.add = Button(theme, _("Add a touch point"), dense=True, icon="plus", on_click=self.add_point)
        self.add.setAutoDefault(False)
        self.add.setEnabled(False)
        self.new_point.textChanged.connect(lambda text: self.add.setEnabled(bool(text.strip())))
        self.start = Button(theme, _("Begin with it"), "filled", on_click=self.begin)
        cancel = Button(theme, _("Cancel"), on_click=self.reject)
        for button in (self.start, cancel):
            button.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("Begin a survey")))
        line = _(
            "Choose what to begin with, then where it asks: the survey is there at once, in five languages, "
            "ready to print. What it is for is asked before it is released, not now."
        )
        box.addWidget(body(line, tone="text2"))
        lists = row(gap=16)
        lists.addWidget(Card(self.templates, padding=(12, 4)), 1)
        where = Card(self.points, padding=(12, 4))
        where.add(row(self.new_point, self.add, margins=(0, 4, 0, 8)))
        lists.addWidget(where, 1)
        box.addLayout(lists, 1)
        box.addWidget(self.about)
        box.addLayout(
            row(caption(_("First language of the survey")), self.language, None, cancel, self.start)
        )
        self.templates.set_rows(_templates(language()))
        self.open()
        self.templates.choose(self.templates.rows_model.rows[0].key)
        self.points.choose(touch_point_id)
        self.templates.setFocus()

    def begin(self) -> None:
        """Make the survey and show it."""
        from cxdesk.surveys import actions
        from cxdesk.surveys.templates import begin

        what, where = self.templates.current(), self.points.current()
        if self._made or what is None or where is None:
            return
        self._made = True
        code, run = self.language.value(), self._context.bridge.run
        if what.key == EMPTY:
            made = run(_("Create survey"), actions.create, _("New survey"), code)
        else:
            made = run(_("Begin from a template"), begin, what.key, code, where.key)
        if made is None:
            self._made = False
            return
        self.accept()
        self._context.go("surveys", made)
        self._to_outline()
        if what.key == EMPTY:
            self._name_it(made)
        else:
            told = _("“{name}” is ready to print or export.").format(name=what.name)
            self._context.messages.notice("good", told, _("Its words are marked until they are your own."))

    def add_point(self) -> None:
        """Put what is typed into the inventory as a step of its own, and choose it; one that is there is chosen."""
        from cxdesk.touchpoints import actions
        from cxdesk.touchpoints.names import meant_by
        from cxdesk.touchpoints.queries import touch_point_rows

        name = self.new_point.text().strip()
        if not name:
            return
        there = meant_by(name, self._context.project.read(touch_point_rows))
        made = there.id if there else self._context.bridge.run(_("Add a touch point"), actions.add, name)
        if made is None:
            return
        self.new_point.clear()
        self.points.set_rows(_touch_points(self._context))
        self.points.choose(made)
        self.points.setFocus()

    def _to_outline(self) -> None:
        """The first question is chosen: the arrow keys and Enter go on from there."""
        page = self._context.page()
        if page is not None and (start := page.start_of_keys()) is not None:
            start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _name_it(self, survey_id: int) -> None:
        page: SurveysPage | None = self._context.page()  # type: ignore[assignment]
        if page is not None and page.survey_id == survey_id:
            page.choose(("survey", survey_id))
            page.focus_text()


def _templates(code: str) -> list[Start]:
    from cxdesk.surveys.templates import templates

    found = []
    for one in templates(code):
        questions = ngettext("{n} question", "{n} questions", one.questions).format(n=number(one.questions))
        minutes = ngettext("{n} minute", "{n} minutes", one.minutes).format(n=number(one.minutes))
        found.append(Start(one.key, one.name, joined(questions, minutes), one.about))
    nothing = _("Write every question yourself.")
    return [*found, Start(EMPTY, _("An empty survey"), nothing, nothing)]


def _touch_points(context: PageContext) -> list[Start]:
    from cxdesk.touchpoints.queries import touch_point_rows
    from cxdesk.touchpoints.words import channel_word

    found = [Start(None, _("No touch point of its own"), _("About the relationship, or chosen later."))]
    for point in context.project.read(touch_point_rows):
        volume = ""
        if point.volume is not None:
            told = ngettext("{n} contact a year", "{n} contacts a year", point.volume)
            volume = told.format(n=number(point.volume))
        flag = _("no question asks here yet") if point.busy_unheard else ""
        found.append(Start(point.id, point.name, joined(channel_word(point.channel), volume, flag)))
    return found
