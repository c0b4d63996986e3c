"""A survey is released: what is missing, what changed since the last time, and the releases there are."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from cxdesk.i18n import _, directed, ngettext, number
from ui.page import PageContext
from ui.surveys.versions import VersionsPart
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Scrolled, boxed, column, row, scrolling
from ui.widgets.fields import Field, LineInput, TextInput
from ui.widgets.flow import FlowLayout
from ui.widgets.over import window_over
from ui.widgets.tab_order import tab_as_they_stand
from ui.widgets.text import body, title
from ui.widgets.window_size import resize_within_screen

if TYPE_CHECKING:
    from cxdesk.surveys.versions import Before


def open_release(context: PageContext, survey_id: int) -> "ReleaseDialog":
    """Show how it stands with a survey before it is released, and its releases."""
    return ReleaseDialog(context, survey_id)


class ReleaseDialog(QDialog):
    """Left what a release needs, right the releases that there are."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Release the survey"))
        resize_within_screen(self, 1040, 760)
        self._context, self.survey_id = context, survey_id
        theme = context.theme
        self.head = title("")
        self.missing = body("", tone="warn")
        self.purpose = Button(theme, _("Say what it is for"), icon="target", on_click=self._on_purpose)
        self.override = TextInput(lines=2)
        self.override.textChanged.connect(self._on_typed)
        self._override_field = Field(theme, _("Or why it goes out without; this is recorded"), self.override)
        self.left = Card(gap=6)
        self.next = Card(gap=8)
        self._lay_out_next()
        self.since = body("", strong=True)
        self.changes = body("")
        self.changes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.who = LineInput()
        self.note = LineInput()
        self.ok = Button(theme, _("Release it"), "filled", icon="check", on_click=self.release)
        self._ask = Card(gap=10)
        self._ask.add(self.missing, row(self.purpose, None), self._override_field)
        self._what = Card(gap=8)
        self._what.add(self.since, self.changes)
        area = scrolling(Scrolled(column(self.next, self._ask, self.left, self._what, None, gap=12)))
        fields = row(
            Field(theme, _("Who releases it"), self.who), Field(theme, _("What is new"), self.note), gap=12
        )
        self._fields = boxed(fields)
        left = column(area, self._fields, gap=12)
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
            self.steps[0].setFocus()

    def _show(self) -> None:
        from cxdesk.surveys.versions import before_release, missing_sentence

        self.before: Before = self._context.project.read(before_release, self.survey_id)
        before, last = self.before, self.before.last
        n = (last.number if last else 0) + 1
        out = before.is_same and last is not None
        self.head.setText(
            _("Version {n} is released").format(n=number(n - 1))
            if out
            else _("Release as version {n}").format(n=number(n))
        )
        self.next.setVisible(out)
        self._what.setVisible(not out)
        self.ok.setVisible(not out)
        self._fields.setVisible(not out)
        self._show_left()
        self._ask.setVisible(bool(before.missing) and not out)
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
        self.versions.reload()
        self._on_typed()
        tab_as_they_stand(self)

    def _show_left(self) -> None:
        """What it would go out with although nothing stands in its way, each with the way to it."""
        from cxdesk.importing.unfinished import language_words, template_words, unfinished

        left = self._context.project.read(unfinished, self.survey_id)
        before, there = self.before, _("Go there")
        rows: list[tuple[str, str, Callable[[], None]]] = []
        if told := template_words(left):
            rows.append((told, _("Which they are"), self._to_ours))
        for one in left.languages:
            for flag, told in language_words(one):
                target = (self.survey_id, one.language, flag)
                rows.append((told, there, partial(self._leave_to, "survey_translations", target)))
        if before.untied:
            told = ngettext("{n} question serves no goal.", "{n} questions serve no goal.", before.untied)
            rows.append(
                (told.format(n=number(before.untied)), _("Let them all serve this goal"), self._on_tie_all)
            )
        self.left.clear()
        if rows:
            before_it = _("Not finished yet; it can be released all the same")
            self.left.add(body(_("Not finished in it") if before.is_same else before_it, strong=True))
        for told, words, go in rows:
            button = Button(self._context.theme, words, "plain", dense=True, on_click=go)
            button.setAutoDefault(False)
            button.setAccessibleDescription(told)
            line = row(gap=8)
            line.addWidget(body(directed(told)), 1)
            line.addWidget(button)
            self.left.add(line)
        self.left.setVisible(bool(rows))

    def _lay_out_next(self) -> None:
        theme = self._context.theme
        self.steps = [
            Button(theme, words, icon=icon, dense=True, on_click=partial(self._on_step, way))
            for words, icon, way in (
                (_("Print the questionnaire"), "printer", "print_questionnaire:open_print"),
                (_("Kiosk"), "monitor", "kiosk:open_kiosk"),
                (_("Type in paper forms"), "pencil", "desk:open_desk"),
                (_("Web page"), "eye", "export:open_web_page"),
                (_("Export the questionnaire"), "download", "export:open_export"),
            )
        ]
        flow = FlowLayout(gap=8)
        for button in self.steps:
            button.setAutoDefault(False)
            flow.addWidget(button)
        self.next.add(body(_("What comes next: ask people"), strong=True), flow)

    def _on_step(self, way: str) -> None:
        module, _colon, name = way.partition(":")
        self.accept()
        getattr(import_module(f"ui.surveys.{module}"), name)(self._context, self.survey_id)

    def _to_ours(self) -> None:
        from ui.surveys.ours import open_ours

        self.accept()
        open_ours(self._context, self.survey_id)

    def _leave_to(self, room: str, target: tuple[Any, ...]) -> None:
        self.accept()
        self._context.go(room, target)

    def _on_tie_all(self) -> None:
        from cxdesk.surveys.purpose import tie_all

        label = _("Tie questions to the goal")
        self._context.bridge.run(label, tie_all, self.survey_id, self.before.goal)
        self._show()

    def _on_typed(self) -> None:
        said = not self.before.missing or bool(self.override.toPlainText().strip())
        self.ok.setEnabled(said and not self.before.is_same and bool(self.before.questions))

    def _on_purpose(self) -> None:
        from ui.surveys.purpose import open_purpose

        self.accept()
        open_purpose(self._context, self.survey_id)
