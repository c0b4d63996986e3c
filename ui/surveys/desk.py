"""Paper forms typed in: one line per question, Enter goes on, and the hands never leave the keys."""

from datetime import date
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, month, ngettext, number
from cxdesk.responses.desk import Difference, Sheet, Slot
from ui.page import PageContext
from ui.surveys.desk_lines import DifferenceLine, TypingLine
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field
from ui.widgets.text import body, caption, joined, title

NEW = 0
# Before so many seconds of typing a rate per hour says nothing.
SOONEST = 20


def open_desk(context: PageContext, survey_id: int) -> "Desk":
    """Open the desk for one survey."""
    made = Desk(context, survey_id)
    made.open()
    made.number.setFocus()
    return made


class Desk(QDialog):
    """One sheet after the other. Each answer is in the file as soon as Enter is pressed."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(QApplication.activeWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.survey_id = context, survey_id
        self.setWindowTitle(_("Type in paper forms"))
        self.resize(980, 700)
        self.sheet: Sheet | None = None
        self.lines: list[TypingLine] = []
        self.settling: list[DifferenceLine] = []
        self._asks_second = ""
        self._begun: float | None = None
        self._typed = 0
        theme = context.theme
        self.rounds = Choice(
            [*self._rounds(), (NEW, _("A new round: {name}").format(name=month(date.today())))]
        )
        self.rounds.chosen.connect(lambda _round: self._count())
        self.number = QLineEdit()
        self.number.setAccessibleName(_("Number on the sheet"))
        self.number.installEventFilter(self)
        self.number.setMinimumWidth(240)
        self.sheet_field = Field(theme, _("Number on the sheet"), self.number)
        self.round_field = Field(theme, _("Survey round"), self.rounds)
        self.count = caption("", tone="text2")
        self.told = body("", tone="text2")
        self.told.setAccessibleName(_("What happened last"))
        self.place = QVBoxLayout()
        self.place.setSpacing(2)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addLayout(self.place)
        inner.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(holder)
        leave = Button(theme, _("Close"), on_click=self.accept)
        leave.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        box.addWidget(title(_("Type in paper forms")))
        box.addLayout(row(self.sheet_field, self.round_field, None))
        box.addWidget(self.told)
        box.addWidget(self.area, 1)
        keys = _("Enter: next. Arrow up: back. A full stop: left blank. Escape: another sheet.")
        box.addLayout(row(caption(keys, tone="text2"), None, self.count, leave))
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field for the sheet's number and of every line."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if watched is self.number and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
            return True
        at = next((n for n, line in enumerate(self.lines) if line.input is watched), None)
        if at is not None:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
                self._take(at)
                return True
            if key == Qt.Key.Key_Up:
                before = self.lines[at - 1].input if at else self.number
                before.setFocus()
                before.selectAll()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Two entries are settled by 1 and 2; Escape leaves a sheet first, then the desk."""
        if self.settling and event.text() in ("1", "2"):
            self._settle(first=event.text() == "1")
            return
        if event.key() == Qt.Key.Key_Escape and (self.sheet is not None or self._asks_second):
            self._clear(_("The sheet can be gone on with under the same number.") if self.sheet else "")
            return
        super().keyPressEvent(event)

    def _rounds(self) -> list[tuple[Any, str]]:
        from cxdesk.responses.queries import round_rows

        rows = self.context.bridge.read(round_rows, self.survey_id) or []
        return [(r.id, r.label) for r in reversed(rows) if r.closed_on is None or r.closed_on >= date.today()]

    def _round(self) -> int | None:
        """The round that is chosen; a new one is made with its first sheet."""
        from cxdesk.responses import actions

        chosen = self.rounds.value()
        if chosen:
            return int(chosen)
        name = month(date.today())
        there = self.context.bridge.read(actions.round_named, self.survey_id, name)
        made = there or self.context.bridge.run(
            _("Add a survey round"), actions.add_round, self.survey_id, name, date.today()
        )
        if made:
            self.rounds.insertItem(0, name, made)
            self.rounds.set_value(made)
        return int(made) if made else None

    def _begin(self) -> None:
        """Open the sheet of this number; one that is in already is typed a second time on a second Enter."""
        from cxdesk.responses import desk

        self.sheet_field.set_wrong("")
        name, project = self.number.text().strip(), self.context.project
        round_id = self._round() if name else 0
        if round_id is None:
            return
        second = bool(name) and self._asks_second == name
        if not second and name and project.read(desk.is_in, round_id, name):
            self._asks_second = name
            sentence = _("Sheet {name} is in already. Enter once more: type it a second time, to compare.")
            self.sheet_field.set_wrong(sentence.format(name=name))
            return
        self._asks_second = ""
        try:
            self.sheet = project.run(
                _("Begin a sheet"), desk.begin, round_id, name, language(), second=second
            )
            self.definition = project.read(desk.asked_in, round_id)[0]
        except UserError as refused:
            self.sheet_field.set_wrong(str(refused))
            return
        self.answers: dict[str, Any] = dict(self.sheet.answers) if self.sheet else {}
        self._begun = self._begun or monotonic()
        self.told.setText(_("Sheet {name}, second time").format(name=name) if second else "")
        self._lay()
        if self.lines:
            empty = (n for n, line in enumerate(self.lines) if not line.input.text())
            self.lines[next(empty, 0)].input.setFocus()

    def _lay(self) -> None:
        """The lines that these answers lead to; those that stay keep what stands in them."""
        from cxdesk.responses import desk

        wanted = desk.slots(self.definition, self.answers)
        there = {line.slot.key: line for line in self.lines}
        lines = []
        for at, slot in enumerate(wanted):
            line = there.pop(slot.key, None)
            if line is None:
                line = TypingLine(
                    self.context.theme, slot, desk.as_typed(slot, desk.value_at(self.answers, slot))
                )
                line.input.installEventFilter(self)
            line.renew(slot)
            if self.place.indexOf(line) != at:
                self.place.insertWidget(at, line)
            lines.append(line)
        for line in there.values():
            self.place.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = lines

    def _take(self, at: int) -> None:
        """Keep what was typed on a line and go on to the next; after the last one the sheet is done."""
        from cxdesk.responses import desk, live
        from cxdesk.surveys.logic.path import path

        line, sheet = self.lines[at], self.sheet
        if sheet is None:
            return
        slot: Slot = line.slot
        try:
            value = desk.typed(slot, line.input.text(), path(self.definition, self.answers).known)
            whole = desk.put(self.answers, slot, value)
            if whole != self.answers.get(slot.question.code):
                self.context.project.run(
                    _("Type an answer"),
                    live.keep,
                    sheet.response_id,
                    self.definition,
                    slot.question.code,
                    whole,
                )
        except UserError as refused:
            line.say(str(refused))
            line.input.selectAll()
            return
        if whole is None:
            self.answers.pop(slot.question.code, None)
        else:
            self.answers[slot.question.code] = whole
        line.input.setText(desk.as_typed(slot, value) or desk.BLANK)
        known = path(self.definition, self.answers).known
        last_of = not any(other.slot.question.code == slot.question.code for other in self.lines[at + 1 :])
        line.say(" ".join(desk.doubts(slot, self.answers, known)) if last_of else "")
        self._lay()
        here = self.lines.index(line)
        if here + 1 < len(self.lines):
            following = self.lines[here + 1].input
            following.setFocus()
            following.selectAll()
            self.area.ensureWidgetVisible(self.lines[here + 1], 0, 80)
        else:
            self._finish()

    def _finish(self) -> None:
        from cxdesk.responses import desk

        sheet = self.sheet
        assert sheet is not None
        self.context.bridge.run(_("Type in a sheet"), desk.done, sheet, self.definition)
        self._typed += 1
        found = self.context.bridge.read(desk.differences, sheet, self.definition) or []
        self._count()
        if found:
            self._show_differences(found)
            return
        words = (
            _("Sheet {name} is in.")
            if sheet.checks is None
            else _("Both entries of sheet {name} are the same.")
        )
        self._clear(words.format(name=sheet.name))

    def _show_differences(self, found: list[Difference]) -> None:
        """The list to settle by looking at the paper."""
        self._drop_lines()
        words = ngettext(
            "{n} answer was typed in two ways. Look at the paper: 1 for the first, 2 for the second.",
            "{n} answers were typed in two ways. Look at the paper: 1 for the first, 2 for the second.",
            len(found),
        )
        self.told.setText(words.format(n=number(len(found))))
        self.settling = [DifferenceLine(self.context.theme, d) for d in found]
        for line in self.settling:
            self.place.addWidget(line)
        self.settling[0].light(True)
        self.setFocus()

    def _settle(self, first: bool) -> None:
        from cxdesk.responses import desk

        line, sheet = self.settling[0], self.sheet
        assert sheet is not None
        one = line.difference
        value = one.first if first else one.second
        self.context.bridge.run(_("Settle an answer"), desk.settle, sheet, self.definition, one.slot, value)
        rest = self.context.bridge.read(desk.differences, sheet, self.definition) or []
        for old in self.settling:
            self.place.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.settling = []
        if rest:
            self._show_differences(rest)
        else:
            self._clear(_("Both entries of sheet {name} are the same.").format(name=sheet.name))

    def _clear(self, told: str) -> None:
        """Ready for the next sheet."""
        self._drop_lines()
        self.sheet, self._asks_second = None, ""
        self.sheet_field.set_wrong("")
        self.told.setText(told)
        self.number.clear()
        self.number.setFocus()

    def _drop_lines(self) -> None:
        for line in (*self.lines, *self.settling):
            self.place.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines, self.settling = [], []

    def _count(self) -> None:
        """How many are in, and how fast they come."""
        from cxdesk.responses.desk import typed_so_far

        chosen = self.rounds.value()
        n = self.context.bridge.read(typed_so_far, chosen) if chosen else 0
        words = ngettext("{n} sheet is in", "{n} sheets are in", n).format(n=number(n))
        seconds = monotonic() - self._begun if self._begun else 0
        if self._typed and seconds > SOONEST:
            rate = number(self._typed * 3600 / seconds)
            words = joined(words, _("{n} an hour").format(n=rate))
        self.count.setText(words)
