"""How a survey begins: a template on a touch point in three clicks, or an empty one; nothing else is asked first."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QListWidgetItem, QVBoxLayout

from cxdesk.i18n import LANGUAGES, NAMES, _, language, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import column, row
from ui.widgets.fields import Choice
from ui.widgets.text import body, caption, joined, title

EMPTY = ""
_ROLE = Qt.ItemDataRole.UserRole


def open_begin(context: PageContext, _survey_id: int | None = None) -> "BeginDialog":
    """Show what a survey can begin with."""
    return BeginDialog(context)


class BeginDialog(QDialog):
    """Left the templates, right the touch points: choosing one of the right makes the survey and shows it."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Begin a survey"))
        self.setMinimumSize(900, 600)
        self._context, self._made = context, False
        self.templates = _list(_("Templates"))
        self.points = _list(_("Touch points"))
        self.templates.itemActivated.connect(lambda _item: self.points.setFocus())
        self.points.itemClicked.connect(lambda _item: self.begin())
        self.points.itemActivated.connect(lambda _item: self.begin())
        self.language = Choice([(code, NAMES[code]) for code in LANGUAGES], language())
        self.language.setAccessibleName(_("First language of the survey"))
        self.language.chosen.connect(lambda _code: self._fill_templates())
        self.start = Button(context.theme, _("Begin with it"), "filled", on_click=self.begin)
        self.start.setDefault(True)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(_("Begin a survey")))
        line = _(
            "Choose what to begin with, then where it asks: the survey is there at once, in five languages, "
            "ready to print. What it is for is asked before it is released, not now."
        )
        box.addWidget(body(line, tone="text2"))
        left = column(caption(_("1. What to begin with")), self.templates, gap=6)
        right = column(caption(_("2. Where it asks")), self.points, gap=6)
        lists = row(gap=16)
        lists.addLayout(left, 3)
        lists.addLayout(right, 2)
        box.addLayout(lists, 1)
        box.addLayout(
            row(caption(_("First language of the survey")), self.language, None, cancel, self.start)
        )
        self._fill_templates()
        self._fill_points()
        self.open()
        self.templates.setFocus()

    def begin(self) -> None:
        """Make the survey and show it."""
        from cxdesk.surveys import actions
        from cxdesk.surveys.templates import begin

        # A double click comes as a click and as an activation.
        item, where = self.templates.currentItem(), self.points.currentItem()
        if self._made or item is None or where is None:
            return
        self._made = True
        key, code = item.data(_ROLE), self.language.value()
        run = self._context.bridge.run
        if key == EMPTY:
            made = run(_("Create survey"), actions.create, _("New survey"), code)
        else:
            made = run(_("Begin from a template"), begin, key, code, where.data(_ROLE))
        if made is None:
            self._made = False
            return
        self.accept()
        self._context.go("surveys", made)
        if key != EMPTY:
            self._context.messages.notice(
                "good",
                _("“{name}” is ready to print or export.").format(name=item.text().partition("\n")[0]),
                _("Its words are marked until they are your own."),
            )

    def _fill_templates(self) -> None:
        from cxdesk.surveys.templates import templates

        chosen = max(0, self.templates.currentRow())
        self.templates.clear()
        for one in templates(self.language.value()):
            questions = ngettext("{n} question", "{n} questions", one.questions)
            minutes = ngettext("{n} minute", "{n} minutes", one.minutes)
            size = joined(questions.format(n=number(one.questions)), minutes.format(n=number(one.minutes)))
            self._add(self.templates, one.key, f"{one.name}\n{one.about}\n{size}")
        empty = _("An empty survey")
        self._add(self.templates, EMPTY, f"{empty}\n" + _("Write every question yourself."))
        self.templates.setCurrentRow(chosen)

    def _fill_points(self) -> None:
        from cxdesk.touchpoints.queries import touch_point_rows
        from cxdesk.touchpoints.words import channel_word

        everywhere = _("No touch point of its own")
        self._add(self.points, None, f"{everywhere}\n" + _("About the relationship, or chosen later."))
        for point in self._context.project.read(touch_point_rows):
            told = channel_word(point.channel)
            if point.volume is not None:
                volume = ngettext("{n} contact a year", "{n} contacts a year", point.volume)
                told = joined(told, volume.format(n=number(point.volume)))
            self._add(self.points, point.id, f"{point.name}\n{told}")
        self.points.setCurrentRow(0)

    def _add(self, to: QListWidget, key: object, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROLE, key)
        to.addItem(item)


def _list(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setSpacing(2)
    made.setIconSize(QSize(16, 16))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
