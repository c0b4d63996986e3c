"""Paper forms typed in: one line per question, Enter goes on, and the hands never leave the keys."""

from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from cxdesk.errors import UserError
from cxdesk.i18n import _, language, ngettext, number
from cxdesk.responses.desk import Slot
from exports.questionnaire.numbering import on_paper
from ui.page import PageContext
from ui.surveys.desk_lines import TypingLine
from ui.surveys.desk_settling import DeskSettling
from ui.widgets.text import joined

NEW = 0
# Before so many seconds of typing a rate per hour says nothing.
SOONEST = 20


def open_desk(context: PageContext, survey_id: int) -> "Desk":
    """Open the desk for one survey."""
    made = Desk(context, survey_id)
    made.open()
    made.number.setFocus()
    return made


class Desk(DeskSettling):
    """One sheet after the other. Each answer is in the file as soon as Enter is pressed."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(context, survey_id)
        self._counts: dict[str, int] = {}
        self._asks_other = ""
        self._begun: float | None = None
        self._typed = 0
        self.rounds.chosen.connect(lambda _round: self._count())
        self.number.installEventFilter(self)
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
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if ctrl and self._full and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.end_here()
                return True
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

    def _begin(self) -> None:
        """Open the sheet of this number; one that is in already is typed a second time on a second Enter."""
        from cxdesk.responses import desk
        from cxdesk.responses.quota_counts import quota_counts

        self.sheet_field.set_wrong("")
        name, project = self.number.text().strip(), self.context.project
        self.person.commit()
        self.customer_field.set_wrong("")
        account = self.customer.key()
        if account is None:
            self.customer_field.set_wrong(_("There is no such customer. Choose one from the list."))
            self.customer.setFocus()
            return
        round_id = self.round_id() if name else 0
        if round_id is None:
            return
        second = bool(name) and self._asks_second == name
        if not second and name and project.read(desk.is_in, round_id, name):
            self._asks_second = name
            sentence = _("Sheet {name} is in already. Enter once more: type it a second time, to compare.")
            self.sheet_field.set_wrong(sentence.format(name=name))
            return
        self._asks_second = ""
        if name and not second and self._is_of_another(name, round_id):
            return
        try:
            if account:
                self.customer.tie(account)
            self.sheet = project.run(
                _("Begin a sheet"),
                desk.begin,
                round_id,
                name,
                language(),
                self.context.settings.person,
                second,
                account,
            )
            self.definition = project.read(desk.asked_in, round_id)[0]
            self._numbers = on_paper(self.definition).numbers
            self._counts = {} if second else project.read(quota_counts, round_id, self.definition)
        except UserError as refused:
            self.sheet_field.set_wrong(str(refused))
            return
        self.answers: dict[str, Any] = dict(self.sheet.answers) if self.sheet else {}
        self._begun = self._begun or monotonic()
        self.told.setText(_("Sheet {name}, second time").format(name=name) if second else "")
        self._look_at_quotas()
        self._lay()
        if self.lines:
            empty = (n for n, line in enumerate(self.lines) if not line.input.text())
            self.lines[next(empty, 0)].input.setFocus()

    def _is_of_another(self, name: str, round_id: int) -> bool:
        """Whether the sheet's own code says that it asks something else; a second Enter types it all the same."""
        from cxdesk.responses import desk
        from exports.questionnaire.sheets import printed_from_another

        read, before = self.context.project.read, self._asks_other
        self._asks_other = ""
        found = read(printed_from_another, self.survey_id, read(desk.asked_in, round_id)[1], name)
        if found is None or before == name:
            return False
        self._asks_other = name
        words = (
            _(
                "Sheet {name} was printed from version {n}, and this survey round asks something else. Choose a survey"
                " round of that version, or Enter once more: type it here all the same."
            )
            if found.number
            else _(
                "Sheet {name} was printed from the draft, and this survey round asks something else."
                " Enter once more: type it here all the same."
            )
        )
        self.sheet_field.set_wrong(words.format(name=name, n=number(found.number)))
        return True

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
                    self.context.theme,
                    slot,
                    desk.as_typed(slot, desk.value_at(self.answers, slot)),
                    self._place(slot),
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
        self._look_at_quotas()
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

    def _look_at_quotas(self) -> None:
        """Say once that a screen would have sent this respondent away; who types decides."""
        from cxdesk.surveys.logic.path import path

        full = path(self.definition, self.answers, counts=self._counts).full
        if full and not self._full:
            sentence = _(
                "The quota “{name}” is full: a screen would have ended here. Type on, and the sheet counts and carries a"
                " note; or end it here (Ctrl+Enter), and it is kept without counting."
            )
            self.told.setText(sentence.format(name=full))
        elif self._full and not full:
            self.told.setText("")
        self._full = full
        self.end.setVisible(bool(full))

    def end_here(self) -> None:
        """The sheet ends where the full quota would have ended it."""
        self._finish(whole=False)

    def erase_sheet(self) -> None:
        """Erase whoever filled in the sheet of this number, after saying what goes."""
        from cxdesk.responses import desk
        from ui.widgets.erase_dialog import EraseDialog

        name, round_id = self.number.text().strip(), self.rounds.value()
        self.sheet_field.set_wrong("")
        try:
            if not name or not round_id:
                raise UserError(_("Type the number on the sheet."))
            key = self.context.project.read(desk.key_there, round_id, name)
        except UserError as refused:
            self.sheet_field.set_wrong(str(refused))
            self.number.setFocus()
            return
        self._clear("")
        self.erasing = EraseDialog(self.context, shown=_("Sheet {name}").format(name=name), key=key)

    def _finish(self, whole: bool = True) -> None:
        from cxdesk.responses import desk

        sheet = self.sheet
        assert sheet is not None
        self.context.bridge.run(_("Type in a sheet"), desk.done, sheet, self.definition, whole=whole)
        self._typed += 1
        found = self.context.bridge.read(desk.differences, sheet, self.definition) or []
        self._count()
        if found:
            self._show_differences(found)
            return
        words = (
            _("Both entries of sheet {name} are the same.")
            if sheet.checks is not None
            else _("Sheet {name} is kept, and does not count.")
            if not whole
            else _("Sheet {name} is in, marked as beyond the quota.")
            if self._full
            else _("Sheet {name} is in.")
        )
        self._clear(words.format(name=sheet.name))

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
