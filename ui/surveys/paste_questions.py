"""Questions pasted from a document: the text at the start, how it is understood beside it, and then taken as one step."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout

from cxdesk.errors import UserError
from cxdesk.i18n import _, is_rtl, isolated, language, language_word, listed, ngettext, number
from cxdesk.surveys.looks import LOOKS
from ui.page import PageContext
from ui.surveys.editing import in_language, tip
from ui.surveys.outline_rows import ICONS
from ui.surveys.paste_paint import ICON, UnderstoodDelegate
from ui.widgets.buttons import Button
from ui.widgets.cards import column, row
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition, QuestionSpec

SIZE = (1080, 720)
PAUSE_MS = 250
_CODE = int(Qt.ItemDataRole.UserRole)
ANSWERS = 6


def open_paste(
    context: PageContext, spoken: str, place: tuple[int, int], then: Callable[[list[int]], Any]
) -> "PasteQuestions":
    """Show what is on the clipboard as questions; they go to a (section, place) of a survey, in a language."""
    return PasteQuestions(context, spoken, place, then)


def open_paste_at_end(context: PageContext, survey_id: int) -> "PasteQuestions":
    """As `open_paste`, for the end of a survey: in the window's language where the survey has it, else in its first."""
    from cxdesk.surveys.queries import whole

    survey = context.project.read(whole, survey_id)
    spoken = language() if language() in survey.languages else next(iter(survey.languages), "en")
    last = survey.sections[-1]
    return open_paste(context, spoken, (last.id, len(last.elements)), lambda _made: None)


class PasteQuestions(QDialog):
    """The text can be mended and single questions left out before they are taken."""

    def __init__(
        self, context: PageContext, spoken: str, place: tuple[int, int], then: Callable[[list[int]], Any]
    ) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Paste questions from a document"))
        self._context, self._place, self._then = context, place, then
        self._language = spoken
        self.pasted: Definition | None = None
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setTabStopDistance(28)
        self.text.setAccessibleName(_("Text of the questionnaire"))
        self.text.setPlaceholderText(
            _("Paste the questions here, each with its answers below it, as they stand in your document.")
        )
        self.found = QListWidget()
        self.found.setAccessibleName(_("What was understood"))
        self.found.setItemDelegate(UnderstoodDelegate(context.theme, self.found))
        self.found.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.found.itemChanged.connect(lambda _item: self._count())
        self.notes = caption("", tone="text2", wrap=True)
        self.count = body("", strong=True)
        self.yes = Button(context.theme, _("Add the questions"), "filled", on_click=self._take)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.understand)
        self.text.textChanged.connect(self._pause.start)
        self._lay_out(cancel)
        resize_within_screen(self, *SIZE)
        self.text.setPlainText(QGuiApplication.clipboard().text())
        self.understand()
        self.open()
        (self.found if self.pasted is not None and self.pasted.elements else self.text).setFocus()

    def understand(self) -> None:
        """Read the text as it stands now."""
        from cxdesk.surveys.formats.typed import understood

        self._pause.stop()
        self.found.clear()
        try:
            self.pasted = understood(self.text.toPlainText(), self._language)
        except UserError as error:
            self.pasted = None
            self.notes.setText(str(error))
        else:
            self.notes.setText("\n".join(self.pasted.notes))
            self._fill(self.pasted)
        self.notes.setVisible(bool(self.notes.text()))
        self._count()

    def _fill(self, pasted: "Definition") -> None:
        place = 0
        for section in pasted.sections:
            if section.title:
                head = QListWidgetItem(in_language(section.title, self._language))
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self.found.addItem(head)
            for question in section.elements:
                place += question.is_asked
                self.found.addItem(self._item(question, place))

    def _item(self, question: "QuestionSpec", place: int) -> QListWidgetItem:
        words = in_language(question.text, self._language)
        lines = [f"{number(place)}  {isolated(words)}" if question.is_asked else words, self._told(question)]
        item = QListWidgetItem("\n".join(filter(None, lines)))
        item.setData(ICON, ICONS[question.look])
        item.setData(_CODE, question.code)
        item.setToolTip(tip(item.text()))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Checked)
        return item

    def _told(self, question: "QuestionSpec") -> str:
        """Its type, that it has to be answered, and its first answers."""
        found = [_(LOOKS[question.look].words)]
        if question.required:
            found.append(_("has to be answered"))
        if any(question.rules.values()):
            found.append(_("with a skip"))
        parts = question.items if len(question.items) > 1 else question.choices
        labels = [in_language(p.text if hasattr(p, "text") else p.label, self._language) for p in parts]
        if labels:
            shown = [isolated(label) for label in labels[:ANSWERS]]
            rest = [f"+{number(len(labels) - ANSWERS)}"] if len(labels) > ANSWERS else []
            found.append(listed(shown + rest))
        elif question.scale is not None and question.look != "nps":
            found.append(
                _("{low} to {high}").format(low=number(question.scale.low), high=number(question.scale.high))
            )
        return ("؛ " if is_rtl() else "; ").join(found)

    def wanted(self) -> list[str]:
        """The codes of what is to be taken."""
        items = [self.found.item(n) for n in range(self.found.count())]
        return [i.data(_CODE) for i in items if i.data(_CODE) and i.checkState() == Qt.CheckState.Checked]

    def _count(self) -> None:
        codes = set(self.wanted())
        elements: Sequence[Any] = self.pasted.elements if self.pasted is not None else ()
        n = sum(1 for q in elements if q.code in codes and q.is_asked)
        words = ngettext("{n} question was understood", "{n} questions were understood", n)
        self.count.setText(words.format(n=number(n)) if codes else _("No question was understood yet"))
        self.yes.setEnabled(bool(codes))

    def _take(self) -> None:
        from cxdesk.surveys.pasting import add_pasted

        if self._pause.isActive():
            self.understand()
            return
        if self.pasted is None:
            return
        codes = set(self.wanted())
        without = {q.code for q in self.pasted.elements if q.code not in codes}
        made = self._context.bridge.run(_("Paste questions"), add_pasted, *self._place, self.pasted, without)
        if made is not None:
            self.accept()
            n = len(made)
            words = ngettext("{n} question was added.", "{n} questions were added.", n)
            self._then(made)
            self._context.offer_undo(words.format(n=number(n)), "")

    def _lay_out(self, cancel: Button) -> None:
        tongue = _("The words are taken as {language}.").format(language=language_word(self._language))
        first = column(body(_("Text of the questionnaire"), strong=True), self.text, gap=6)
        second = column(self.count, self.found, self.notes, gap=6)
        across = row(first, second, gap=20)
        across.setStretch(0, 1)
        across.setStretch(1, 1)
        about = body(
            _("Look at how your text was read. Change the text, or untick what is not to come, then add the questions."),
            tone="text2",
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        for thing in (title(_("Paste questions from a document")), about):
            box.addWidget(thing)
        box.addLayout(across, 1)
        box.addLayout(row(caption(tongue), None, cancel, self.yes))
