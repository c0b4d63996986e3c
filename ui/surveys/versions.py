"""The releases of a survey: looked at, compared with the draft, brought back, and which round asked which."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from cxdesk.i18n import _, day, directed, is_rtl, isolated, language, number
from ui.page import PageContext
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Scrolled, boxed, column, row
from ui.widgets.fields import Choice, Field
from ui.widgets.flow import FlowLayout
from ui.widgets.notes_list import NotesList
from ui.widgets.question import Question
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, joined, title

if TYPE_CHECKING:
    from cxdesk.surveys.definition import Definition
    from cxdesk.surveys.versions import VersionRow

SHORTEST, TALLEST = 140, 480


class VersionsPart(QWidget):
    """The list of releases with what can be done with one, and the rounds. `changed()` follows every action."""

    def __init__(self, context: PageContext, survey_id: int, changed: Callable[[], None]) -> None:
        super().__init__()
        self._context, self.survey_id, self._changed = context, survey_id, changed
        theme = context.theme
        self.shown: QDialog | None = None
        self.table = Table(theme, _columns(), name=_("Versions"), key=lambda r: r.id)
        self.table.current_changed.connect(lambda _row: self._enable())
        self.look = Button(theme, _("Look at it"), dense=True, icon="eye", on_click=self._on_look)
        self.compare = Button(theme, _("Compare"), dense=True, icon="split", on_click=self._on_compare)
        self.back = Button(theme, _("Bring it back"), dense=True, icon="history", on_click=self._on_back)
        self.none = body(_("This survey was not released yet."), tone="text2")
        self._rounds_head = caption(_("Which version a round asked"))
        self._rounds = QWidget()
        self._rounds_box = QVBoxLayout(self._rounds)
        self._rounds_box.setContentsMargins(0, 0, 0, 0)
        card = Card(gap=8)
        self.undone = caption("", wrap=True)
        deeds = FlowLayout(gap=8)
        for button in (self.look, self.compare, self.back):
            deeds.addWidget(button)
        card.add(self.none, self.table, deeds, self.undone)
        for button in (self.look, self.compare, self.back):
            button.setAutoDefault(False)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(Scrolled(column(card, self._rounds_head, self._rounds, None, gap=12)))
        self.setLayout(column(area))

    def reload(self) -> None:
        """Read the releases and rounds again."""
        from cxdesk.surveys.versions import override_rows, version_rows, words_of_undone

        rows = self._context.project.read(version_rows, self.survey_id)
        undone = [r for r in self._context.project.read(override_rows, self.survey_id) if not r.stands]
        self.undone.setText("\n".join(directed(words_of_undone(r)) for r in undone))
        self.undone.setVisible(bool(undone))
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        head, line = self.table.horizontalHeader().height(), self.table.rowHeight(0) if rows else 0
        self.table.setFixedHeight(head + min(5, len(rows)) * line + 2)
        if rows and self.table.current() is None:
            self.table.choose(rows[0].id)
        self.none.setVisible(not rows)
        self._show_rounds(rows)
        self._enable()

    def _enable(self) -> None:
        for button in (self.look, self.compare, self.back):
            button.setVisible(self.table.rows_model.rowCount() > 0)
            button.setEnabled(self.table.current() is not None)
        self.back.setEnabled(self.back.isEnabled() and not self._context.project.read_only)

    def _show_rounds(self, rows: "list[VersionRow]") -> None:
        from cxdesk.responses.queries import round_rows
        from cxdesk.responses.rounds_of import versions_of_rounds
        from ui.widgets.cards import empty

        empty(self._rounds_box)
        rounds = self._context.project.read(round_rows, self.survey_id)
        asked = self._context.project.read(versions_of_rounds, self.survey_id)
        self._rounds_head.setVisible(bool(rounds and rows))
        if not rows:
            return
        options: list[tuple[Any, str]] = [(None, _("None of these"))]
        options += [(r.id, _("Version {n}").format(n=number(r.number))) for r in rows]
        for one in reversed(rounds):
            choice = Choice(options, asked.get(one.id))
            choice.chosen.connect(lambda value, number=one.id: self._on_round(number, value))
            self._rounds_box.addWidget(Field(self._context.theme, one.label, choice))

    def _on_round(self, round_id: int, version_id: int | None) -> None:
        from cxdesk.responses.actions import set_version

        self._context.bridge.run(_("Say which version a round asked"), set_version, round_id, version_id)

    def _on_look(self) -> None:
        row_ = self.table.current()
        if row_ is not None:
            from cxdesk.surveys.versions import version

            survey = self._context.project.read(version, row_.id)
            head = _("Version {n}").format(n=number(row_.number))
            self.shown = Sheet(
                self._context,
                self.window(),
                head,
                joined(day(row_.released_at.date()), _facts(row_)),
                _lines(survey),
            )

    def _on_compare(self) -> None:
        row_ = self.table.current()
        if row_ is not None:
            from cxdesk.responses.staff import described_for_showing
            from cxdesk.surveys.aims import aims, aims_of
            from cxdesk.surveys.versions import differences_with_aims, version

            read = self._context.project.read
            found = differences_with_aims(
                read(version, row_.id),
                read(described_for_showing, self.survey_id),
                read(aims_of, row_.id),
                read(aims, self.survey_id),
            )
            lines = [("note", directed(d.sentence)) for d in found] or [("note", _("Nothing is different."))]
            head = _("The draft beside version {n}").format(n=number(row_.number))
            self.shown = Sheet(self._context, self.window(), head, "", lines)

    def _on_back(self) -> None:
        row_ = self.table.current()
        if row_ is None:
            return
        sentence = _("Make version {n} the draft again?").format(n=number(row_.number))
        line = _("What was changed in the draft since then is gone with it; undo brings it back.")
        self.shown = Question(
            self._context.theme, sentence, line, _("Bring it back"), lambda: self._bring(row_.id)
        )

    def _bring(self, version_id: int) -> None:
        from cxdesk.surveys.restoring import bring_back

        notes = self._context.bridge.run(_("Bring a version back"), bring_back, version_id)
        self._changed()
        if notes:
            head = _("The version is the draft again.")
            line = _("What could not come back with it:")
            self.shown = NotesList(self._context.theme, head, line, notes)


class Sheet(QDialog):
    """Lines to be read: an old release, or what is different."""

    def __init__(
        self, context: PageContext, over: QWidget, head: str, line: str, lines: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(head)
        self.lines = tuple(lines)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        card = Card(gap=4)
        for part, words in lines:
            card.add(_line_of(part, words))
        inside = boxed(column(card, None))
        area.setWidget(inside)
        # Arrows go through it, as they did through the words before a click.
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(head)
        area.setMinimumHeight(min(TALLEST, max(SHORTEST, 44 * len(lines))))
        self.setMinimumWidth(640)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        box.addWidget(title(head))
        if line:
            box.addWidget(body(line, tone="text2"))
        box.addWidget(area, 1)
        box.addLayout(row(None, Button(context.theme, _("Close"), "filled", on_click=self.accept)))
        self.open()
        area.setFocus()


def _columns() -> list[Column]:
    return [
        Column(_("Version"), _headline, "strong", sub=_facts),
        Column(_("Questions"), lambda r: number(r.questions), "number", width=90),
    ]


def _headline(row_: "VersionRow") -> str:
    return joined(_("Version {n}").format(n=number(row_.number)), day(row_.released_at.date()))


def _facts(row_: "VersionRow") -> str:
    """Who released it, why without what is asked before, and what was new."""
    reason = _("without goal: {reason}").format(reason=row_.override) if row_.override else ""
    return joined(row_.released_by, reason, row_.note)


def _line_of(part: str, words: str) -> QWidget:
    """One line: a section's heading, a question, its answers below each other, or what is different."""
    made = body(words, tone="text2" if part == "answers" else "text", strong=part == "section")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    above = {"section": 16, "question": 8, "note": 6}.get(part, 0)
    inset = 24 if part == "answers" else 0
    return boxed(column(made, margins=(0, above, inset, 0) if is_rtl() else (inset, above, 0, 0)))


def _lines(survey: "Definition") -> list[tuple[str, str]]:
    """The questions of a release as they are asked, with their answers."""
    from cxdesk.surveys.queries import shown

    lang = language()
    found: list[tuple[str, str]] = []
    place = 0
    for section in survey.sections:
        if heading := shown(section.title, lang):
            found.append(("section", heading))
        for question in section.elements:
            if question.kind == "break":
                continue
            place += question.is_asked
            answers = [shown(c.label, lang) for c in question.choices]
            if len(question.items) > 1:
                answers = [shown(i.text, lang) for i in question.items] + answers
            text = shown(question.text, lang)
            line = f"{number(place)}. {isolated(text)}" if question.is_asked else text
            found.append(("question", directed(line)))
            if answers:
                found.append(("answers", "\n".join(answers)))
    return found
