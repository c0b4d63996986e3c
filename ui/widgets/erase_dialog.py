"""Erase a respondent: who, what would go and what can't be called back, and only then the button that does it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import empty, row
from ui.widgets.fields import Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.privacy.actions import Erased, Whom

WIDTH = 520
MOST_DOCUMENTS = 8


def erase_respondent(context: PageContext) -> None:
    """Ask for the key of a respondent and erase them."""
    EraseDialog(context)


class EraseDialog(QDialog):
    """First who, unless an answer was chosen or its key is known; then all that goes. Nothing is erased before that was shown."""

    def __init__(
        self, context: PageContext, response_id: int | None = None, shown: str = "", key: str = ""
    ) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Erase a respondent"))
        self.setFixedWidth(WIDTH)
        self.context = context
        self.whom: Whom | None = None
        self.told: Erased | None = None
        self._job: Any = None
        self.key = LineInput()
        hint = _(
            "What the survey tool calls the answer, or a mail address: behind a pseudonym, or of a contact"
        )
        self.field = Field(context.theme, _("Key or mail address"), self.key, hint=hint)
        self.key.textEdited.connect(lambda _text: self._ask())
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.look = Button(context.theme, _("See what goes"), "filled", on_click=self.accept)
        self.look.setDefault(True)
        self.erase = Button(context.theme, _("Erase for good"), "danger", on_click=self._erase)
        self.erase.setAutoDefault(False)
        cancel = Button(context.theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        # Lines that break their words ask for the height of a much narrower window.
        box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        box.addWidget(title(_("Erase a respondent")))
        box.addWidget(body(shown, tone="text2")) if shown else box.addWidget(self.field)
        box.addLayout(self._lines)
        box.addStretch(1)
        box.addLayout(row(None, cancel, self.look, self.erase))
        self._ask()
        self._fit()
        self.key.setText(key)
        if response_id is not None or key:
            self._look_for(response_id)
        self.open()

    def accept(self) -> None:
        """Look who it is and what would go."""
        if self.told is None and self._job is None:
            self._look_for(None)

    def done(self, result: int) -> None:
        """Closing while it looks drops the looking."""
        if self._job is not None:
            self._job.drop()
            self._job = None
        super().done(result)

    def _look_for(self, response_id: int | None) -> None:
        from cxdesk.privacy.actions import Whom, preview

        whom = Whom(response_id=response_id) if response_id is not None else Whom(self.key.text())
        self.whom = whom
        project = self.context.project
        self.look.setEnabled(False)
        self._job = self.context.jobs.run(
            lambda: preview(project, whom),
            self._show,
            on_error=self._refused,
            what=_("Looking for the respondent"),
        )

    def _ask(self) -> None:
        """Back to the question: another key is another person."""
        self.told = None
        empty(self._lines)
        self.field.set_wrong("")
        self.look.setVisible(True)
        self.look.setEnabled(True)
        self.erase.setVisible(False)

    def _show(self, told: "Erased") -> None:
        from cxdesk.privacy.words import cant_be_undone, documents_to_recall, what_goes, what_stays

        self._job, self.told = None, told
        empty(self._lines)
        documents = documents_to_recall(told)
        lines: list[QWidget] = [body(cant_be_undone(), strong=True)]
        lines += [body("•  " + line) for line in what_goes(told)]
        lines += [body(line, tone="warn") for line in told.unread]
        lines += [body(line, strong=not at) for at, line in enumerate(documents[: MOST_DOCUMENTS + 1])]
        if (more := len(told.documents) - MOST_DOCUMENTS) > 0:
            words = ngettext("and {n} more document", "and {n} more documents", more)
            lines.append(body(words.format(n=number(more))))
        lines += [caption(line, wrap=True) for line in what_stays()]
        for line in lines:
            self._lines.addWidget(line)
            # Not yet shown, it would count for nothing when the height is asked for.
            line.show()
        self.look.setVisible(False)
        self.erase.setVisible(True)
        self._fit()

    def _refused(self, error: BaseException) -> None:
        self._job = None
        self.look.setEnabled(True)
        if not isinstance(error, UserError):
            self.reject()
            self.context.bridge.act(lambda: _raise(error))
            return
        self.field.set_wrong(str(error))
        if self.field.parent() is None:
            self.reject()
            self.context.messages.refused(str(error))
        self._fit()

    def _erase(self) -> None:
        from cxdesk.privacy.actions import erase

        whom, project, context = self.whom, self.context.project, self.context
        if self.told is None or whom is None:
            return
        noticed = len(project.notices)

        def tell(done: "Erased") -> None:
            _tell(context, done, project.notices[noticed:])

        context.jobs.run(lambda: erase(project, whom), tell, what=_("Erasing a respondent"))
        self.reject()

    def _fit(self) -> None:
        """As high as the lines need at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(WIDTH, layout.totalHeightForWidth(WIDTH))


def _tell(context: PageContext, done: "Erased", left: list[str]) -> None:
    from cxdesk.privacy.words import documents_to_recall, erased_sentence

    documents = documents_to_recall(done)
    context.messages.notice("good", erased_sentence(done), " ".join(documents[:1]))
    for sentence in left:
        context.messages.notice("bad", sentence)


def _raise(error: BaseException) -> None:
    raise error
