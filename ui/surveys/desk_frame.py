"""The frame of the desk: whose form, which number, which round, who types; the lines in the middle; what is counted."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from cxdesk.i18n import _, directed, month
from ui.page import PageContext
from ui.surveys.desk_customer import CustomerInput
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.text import body, caption, title

NEW = 0


class DeskFrame(QDialog):
    """Fields and buttons; who types fills `place`."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.survey_id = context, survey_id
        self.setWindowTitle(_("Type in paper forms"))
        room = self.screen().availableSize()
        self.resize(min(1120, room.width() - 60), min(760, room.height() - 60))
        theme = context.theme
        self.rounds = Choice(
            [*self._rounds(), (NEW, _("A new round: {name}").format(name=month(date.today())))]
        )
        self.number = QLineEdit()
        self.number.setAccessibleName(_("Number on the sheet"))
        self.sheet_field = Field(theme, _("Number on the sheet"), self.number)
        self.round_field = Field(theme, _("Survey round"), self.rounds)
        self.person = LineInput(context.settings.person)
        self.person.setMinimumWidth(150)
        self.person.committed.connect(self._keep_person)
        self.person.returnPressed.connect(self.number.setFocus)
        self.person_field = Field(theme, _("Your name"), self.person)
        self.customer = CustomerInput(context, survey_id)
        self.customer_field = Field(theme, _("Customer"), self.customer)
        self.customer_field.setVisible(self.customer.is_offered)
        self.customer.line.returnPressed.connect(self._to_number)
        self.count = caption("", tone="text2")
        begin = _("Type the number on the sheet, then Enter: its questions come up here.")
        self.told = body(begin, tone="text2")
        self.told.setAccessibleName(_("What happened last"))
        self.told.setText(
            _("Type the number that stands on the sheet, then Enter: its questions come up here.")
        )
        self._lay_out()

    def erase_sheet(self) -> None:
        """Erase whoever filled in a sheet."""
        raise NotImplementedError

    def end_here(self) -> None:
        """End the sheet before its last line."""
        raise NotImplementedError

    def round_id(self) -> int | None:
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

    def _to_number(self) -> None:
        """The customer is named: on to the number, unless the list of suggestions took the Enter."""
        completer = self.customer.completer()
        popup = completer.popup() if completer is not None else None
        if (popup is None or not popup.isVisible()) and self.customer.key() is not None:
            self.number.setFocus()
            self.number.selectAll()

    def _rounds(self) -> list[tuple[Any, str]]:
        from cxdesk.responses.queries import round_rows
        from cxdesk.responses.rounds_of import is_open

        rows = self.context.bridge.read(round_rows, self.survey_id) or []
        return [(r.id, r.label) for r in reversed(rows) if is_open(r.closed_on, date.today())]

    def _keep_person(self, name: str) -> None:
        self.context.settings.person = name.strip()
        self.context.settings.save()

    def _lay_out(self) -> None:
        theme = self.context.theme
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
        self.erase = Button(theme, _("Erase a sheet"), "plain", dense=True, on_click=self.erase_sheet)
        self.erase.setAutoDefault(False)
        self.end = Button(theme, _("End the sheet here"), dense=True, on_click=self.end_here)
        self.end.setAutoDefault(False)
        self.end.hide()
        leave = Button(theme, _("Close"), on_click=self.accept)
        leave.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(10)
        box.addWidget(title(_("Type in paper forms")))
        self.number.setMinimumWidth(160)
        fields = row(self.customer_field, self.sheet_field, self.round_field, self.person_field, gap=12)
        fields.setStretch(0, 2)
        fields.setStretch(1, 1)
        for field in (self.customer_field, self.sheet_field, self.round_field, self.person_field):
            fields.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        if not self.customer.is_offered:
            # Nobody needs a field across the window for a number.
            self.sheet_field.setMaximumWidth(320)
            fields.addStretch(3)
        box.addLayout(fields)
        said = row(self.told, self.end, gap=16)
        said.setStretch(0, 1)
        box.addLayout(said)
        box.addWidget(self.area, 1)
        keys = _("Enter: next. Arrow up: back. A full stop: left blank. Escape: another sheet.")
        box.addLayout(row(caption(directed(keys), tone="text2"), None, self.count, self.erase, leave))
