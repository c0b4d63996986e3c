"""A survey is released: what is missing, what changed since the last time, and the releases there are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QVBoxLayout

from cxdesk.i18n import _, directed, ngettext, number
from ui.page import PageContext
from ui.surveys.versions import VersionsPart
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.fields import Field, LineInput, TextInput
from ui.widgets.text import body, caption, title

if TYPE_CHECKING:
    from cxdesk.surveys.versions import Before


def open_release(context: PageContext, survey_id: int) -> "ReleaseDialog":
    """Show how it stands with a survey before it is released, and its releases."""
    return ReleaseDialog(context, survey_id)


class ReleaseDialog(QDialog):
    """Left what a release needs, right the releases that there are."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Release the survey"))
        self.setMinimumSize(980, 680)
        self._context, self.survey_id = context, survey_id
        theme = context.theme
        self.head = title("")
        self.missing = body("", tone="warn")
        self.purpose = Button(theme, _("Say what it is for"), icon="target", on_click=self._on_purpose)
        self.override = TextInput(lines=2)
        self.override.textChanged.connect(self._on_typed)
        self._override_field = Field(theme, _("Or why it goes out without; this is recorded"), self.override)
        self.untied = caption("", wrap=True)
        self.since = body("", strong=True)
        self.changes = body("")
        self.changes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.who = LineInput()
        self.note = LineInput()
        self.ok = Button(theme, _("Release it"), "filled", icon="check", on_click=self.release)
        self._ask = Card(gap=10)
        self._ask.add(self.missing, row(self.purpose, None), self._override_field)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        what = Card(gap=8)
        what.add(self.since, self.changes, self.untied)
        area.setWidget(boxed(column(self._ask, what, None, gap=12)))
        fields = row(
            Field(theme, _("Who releases it"), self.who), Field(theme, _("What is new"), self.note), gap=12
        )
        left = column(area, fields, gap=12)
        self.versions = VersionsPart(context, survey_id, self._show)
        close = Button(theme, _("Close"), on_click=self.reject)
        for button in (close, self.purpose, self.ok):
            button.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(self.head)
        line = _(
            "What is released stays as it is. The draft goes on; answers and trends keep their questions."
        )
        box.addWidget(body(line, tone="text2"))
        halves = row(gap=16)
        halves.addLayout(left, 1)
        halves.addWidget(self.versions, 1)
        box.addLayout(halves, 1)
        box.addLayout(row(None, close, self.ok))
        self._show()
        self.who.setText(self.before.last.released_by if self.before.last else "")
        self.open()
        (self.override if self.before.missing else self.who).setFocus()

    def release(self) -> None:
        """Release it; a refusal is shown and keeps the window."""
        from cxdesk.surveys.versions import release

        made = self._context.bridge.run(
            _("Release the survey"),
            release,
            self.survey_id,
            self.who.text(),
            self.note.text(),
            self.override.toPlainText(),
        )
        if made is not None:
            self.note.clear()
            self.override.clear()
            self._context.messages.notice("good", _("Released as version {n}.").format(n=number(made)))
            self._show()

    def _show(self) -> None:
        from cxdesk.surveys.versions import before_release, missing_sentence

        self.before: Before = self._context.project.read(before_release, self.survey_id)
        before, last = self.before, self.before.last
        n = (last.number if last else 0) + 1
        self.head.setText(_("Release as version {n}").format(n=number(n)))
        self._ask.setVisible(bool(before.missing))
        self.missing.setText(missing_sentence(before.missing) if before.missing else "")
        if last is None or before.changes is None:
            told = ngettext(
                "The first release, with {n} question",
                "The first release, with {n} questions",
                before.questions,
            )
            self.since.setText(told.format(n=number(before.questions)))
            self.changes.setText("")
        else:
            since = _("Since version {n}").format(n=number(last.number))
            self.since.setText(since)
            nothing = _("Nothing has changed: the last version can be used as it is.")
            self.changes.setText("\n".join(directed(f"• {d.sentence}") for d in before.changes) or nothing)
        self.changes.setVisible(bool(self.changes.text()))
        told = ngettext("{n} question serves no goal.", "{n} questions serve no goal.", before.untied)
        self.untied.setText(told.format(n=number(before.untied)) if before.untied else "")
        self.untied.setVisible(bool(before.untied))
        self.versions.reload()
        self._on_typed()

    def _on_typed(self) -> None:
        said = not self.before.missing or bool(self.override.toPlainText().strip())
        self.ok.setEnabled(said and not self.before.is_same and bool(self.before.questions))

    def _on_purpose(self) -> None:
        from ui.surveys.purpose import open_purpose

        self.accept()
        open_purpose(self._context, self.survey_id)
