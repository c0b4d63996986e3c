"""A sheet that was typed twice: where the two differ, settled by looking at the paper."""

from cxdesk.i18n import _, ngettext, number
from cxdesk.responses.desk import Difference, Sheet, Slot
from cxdesk.surveys.definition import Definition
from ui.page import PageContext
from ui.surveys.desk_frame import DeskFrame
from ui.surveys.desk_lines import DifferenceLine, TypingLine


class DeskSettling(DeskFrame):
    """The sheet at hand with its lines: those that are typed, or those to be settled by 1 and 2."""

    definition: Definition

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(context, survey_id)
        self.sheet: Sheet | None = None
        self.lines: list[TypingLine] = []
        self.settling: list[DifferenceLine] = []
        self._asks_second = ""
        self._full = ""
        self._numbers: dict[str, int] = {}

    def _show_differences(self, found: list[Difference]) -> None:
        """The list to settle by looking at the paper."""
        from cxdesk.responses import desk

        self._drop_lines()
        words = ngettext(
            "{n} answer was typed in two ways. Look at the paper: 1 for the first, 2 for the second.",
            "{n} answers were typed in two ways. Look at the paper: 1 for the first, 2 for the second.",
            len(found),
        )
        said = words.format(n=number(len(found)))
        assert self.sheet is not None
        first, second = self.context.project.read(desk.typists, self.sheet)
        if first or second:
            by = _("The first was typed by {first}, the second by {second}.")
            said = f"{said} {by.format(first=first or '–', second=second or '–')}"
        self.told.setText(said)
        self.settling = [DifferenceLine(self.context.theme, d, self._place(d.slot)) for d in found]
        for line in self.settling:
            self.place.addWidget(line)
        self.settling[0].light(True)
        # The sheet was left at its foot; what differs stands at the top.
        self._to_top()
        self.setFocus()

    def _to_top(self) -> None:
        holder = self.area.widget()
        if holder is not None and (layout := holder.layout()) is not None:
            layout.activate()
            holder.adjustSize()
        self.area.verticalScrollBar().setValue(0)

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
        self.sheet, self._asks_second, self._full = None, "", ""
        self.end.hide()
        self.sheet_field.set_wrong("")
        self.told.setText(told)
        self.number.clear()
        self.number.setFocus()

    def _place(self, slot: Slot) -> str:
        """The number of a question on its paper; what belongs to another stands at its number."""
        code = slot.question.other_of or slot.question.code
        return number(found) if (found := self._numbers.get(code)) else ""

    def _drop_lines(self) -> None:
        for line in (*self.lines, *self.settling):
            self.place.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines, self.settling = [], []
