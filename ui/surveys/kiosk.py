"""The kiosk: which round its answers belong to, the PIN that ends it, then a whole screen for respondents."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout

from cxdesk.errors import UserError
from cxdesk.i18n import _, month
from cxdesk.surveys.definition import Definition
from ui.page import PageContext
from ui.surveys.kiosk_keeping import KioskPlan
from ui.surveys.kiosk_who import WhoseAnswers
from ui.surveys.kiosk_window import KioskWindow
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.over import window_over
from ui.widgets.text import IconLabel, body, label, title

NEW = 0
WIDTH = 640


def open_kiosk(context: PageContext, survey_id: int) -> "KioskSetup":
    """Ask for round and PIN, then begin."""
    made = KioskSetup(context, survey_id)
    made.open()
    return made


class KioskSetup(QDialog):
    """What must be known before respondents are let to the screen; `window_made` is the kiosk once it runs."""

    def __init__(self, context: PageContext, survey_id: int) -> None:
        super().__init__(window_over())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.context, self.survey_id = context, survey_id
        self.kiosk: KioskWindow | None = None
        self.setWindowTitle(_("Kiosk"))
        self.setMinimumWidth(WIDTH)
        from cxdesk.responses.kiosk import has_pin, idle_seconds

        theme, read = context.theme, context.bridge.read
        self.rounds = Choice([(r.id, r.name) for r in self._rounds()] + [(NEW, _("A new round"))])
        self.rounds.chosen.connect(lambda _id: self._show_name())
        self.name = LineInput(month(date.today()))
        seconds = [(30, _("30 seconds")), (60, _("1 minute")), (120, _("2 minutes")), (300, _("5 minutes"))]
        self.idle = Choice(seconds, read(idle_seconds))
        if self.idle.value() is None:
            self.idle.set_value(60)
        self._had_pin = bool(read(has_pin))
        self.pin = QLineEdit()
        # Seen while it is typed: a slip that nobody sees would lock the kiosk.
        self.pin.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self.pin.setMaxLength(8)
        hint = _("4 to 8 digits. Remember it: only the PIN ends the kiosk.")
        if self._had_pin:
            hint += " " + _("Leave it empty to keep the PIN there is.")
        self.round_field = Field(theme, _("Answers belong to this survey round"), self.rounds)
        self.name_field = Field(theme, _("Name of the new round"), self.name)
        self.pin_field = Field(theme, _("PIN"), self.pin, hint=hint)
        idle_hint = _("A question is asked 15 seconds before; answers given so far are kept.")
        self.idle_field = Field(theme, _("Begin anew when nobody touches it for"), self.idle, hint=idle_hint)
        looks = [("light", _("Light")), ("dark", _("Dark"))]
        self.scheme = Choice(looks, "light")
        self.large = QCheckBox(_("Large print"))
        self.keys = Choice(
            [("touch", _("Where there is a touch screen")), ("always", _("Always")), ("never", _("Never"))],
            "touch",
        )
        self.whose = WhoseAnswers(context, self._promise() == "anonymous")
        self._lay_out()
        self._show_name()
        self.whose.grown.connect(self.fit)

    def _lay_out(self) -> None:
        theme = self.context.theme
        look_field = Field(theme, _("Light or dark"), self.scheme)
        keys_field = Field(theme, _("Keyboard on the screen"), self.keys)
        self.ok = Button(theme, _("Start the kiosk"), "filled", icon="play", on_click=self.accept)
        self.ok.setDefault(True)
        cancel = Button(theme, _("Cancel"), on_click=self.reject)
        cancel.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        box.setSpacing(12)
        # Lines that break their words ask for the height of a much narrower window: higher than a small screen is.
        box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        box.addWidget(title(_("The whole screen for respondents")))
        line = _("Each answer is kept in the file at once. Nothing of the file can be seen or changed there.")
        box.addWidget(body(line, tone="text2"))
        for field in (self.round_field, self.name_field):
            box.addWidget(field)
        pairs = ((self.pin_field, self.idle_field), (look_field, keys_field))
        for pair in pairs:
            across = row(gap=16)
            for field in pair:
                across.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            box.addLayout(across)
        box.addWidget(self.large)
        box.addWidget(self.whose)
        box.addStretch(1)
        leave = label(
            _("To leave the kiosk: the lock at its foot or Escape, then the PIN."), strong=True, wrap=True
        )
        across = row(IconLabel(theme, "lock", "text", 16), leave, gap=8)
        across.setStretch(1, 1)
        box.addLayout(across)
        box.addLayout(row(None, cancel, self.ok))

    def fit(self) -> None:
        """As high as what is in it at this width: Qt would add what is hidden, and the button fell off small screens."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            width = max(WIDTH, self.width() if self.isVisible() else 0)
            self.resize(width, layout.totalHeightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the words have their letters, and so their heights."""
        super().showEvent(event)
        self.fit()

    def accept(self) -> None:
        """Keep what was asked and begin, or say below a field what is wrong."""
        self._begin()
        if self.isVisible():
            self.fit()

    def _begin(self) -> None:
        for field in (self.round_field, self.name_field, self.pin_field):
            field.set_wrong("")
        try:
            definition, version_id = self._definition(self.rounds.value())
        except UserError as refused:
            self.round_field.set_wrong(str(refused))
            return
        if not definition.questions:
            self.round_field.set_wrong(_("This survey has no question yet. Write one first."))
            return
        whose = self.whose.chosen()
        if whose is None or not self._keep_pin():
            return
        round_id = self._round()
        if round_id is None:
            return
        account, accounts = whose
        self._tie([account, *(key for key, _name in accounts)])
        plan = KioskPlan(
            round_id, definition, version_id, self.idle.value() or 60, account, accounts, self.scheme.value(),
            self.large.isChecked(), self.keys.value(),
        )  # fmt: skip
        self.kiosk = KioskWindow(self.context, plan)
        # Full screen is what a window manager gives; a kiosk may run without one, and still fills its screen.
        self.kiosk.setGeometry(self.screen().geometry())
        self.kiosk.showFullScreen()
        super().accept()

    def _tie(self, keys: list[str]) -> None:
        """Their keys mean these customers from the first answer on."""
        from cxdesk.responses.matching import link_known

        def tie(session: Any) -> None:
            for key in filter(None, keys):
                link_known(session, key)

        if any(keys):
            self.context.project.run(_("Set up the kiosk"), tie)

    def _promise(self) -> str:
        from cxdesk.surveys.queries import survey_rows

        rows = self.context.bridge.read(survey_rows) or ()
        return next((r.promise for r in rows if r.id == self.survey_id), "")

    def _keep_pin(self) -> bool:
        from cxdesk.responses.kiosk import set_idle_seconds, set_pin

        text = self.pin.text().strip()
        if not text and not self._had_pin:
            self.pin_field.set_wrong(_("Without a PIN nobody could leave the kiosk. Type one."))
            return False
        project = self.context.project
        try:
            if text:
                project.run(_("Set the PIN of the kiosk"), set_pin, text)
            project.run(_("Kiosk"), set_idle_seconds, self.idle.value() or 60)
        except UserError as refused:
            self.pin_field.set_wrong(str(refused))
            return False
        return True

    def _round(self) -> int | None:
        """The chosen round, or a new one; None when its name can't be taken."""
        chosen = self.rounds.value()
        if chosen:
            return int(chosen)
        from cxdesk.responses.actions import add_round

        name = self.name.text().strip()
        if not name:
            self.name_field.set_wrong(_("Give the survey round a name, such as a month."))
            return None
        try:
            return self.context.project.run(
                _("Add a survey round"), add_round, self.survey_id, name, date.today()
            )
        except UserError as refused:
            self.name_field.set_wrong(str(refused))
            return None

    def _definition(self, round_id: Any) -> tuple[Definition, int | None]:
        """What is asked in a round: the version it belongs to, of a new one the last; else the survey as it is now."""
        from cxdesk.surveys.described import described

        def asked(session: Any) -> tuple[Definition, int | None]:
            from cxdesk.responses.model import Round
            from cxdesk.surveys.formats.own import definition_of
            from cxdesk.surveys.model import SurveyVersion
            from cxdesk.surveys.versions import latest_version

            row = session.get(Round, round_id) if round_id else None
            number = row.version_id if row is not None else latest_version(session, self.survey_id)
            version = session.get(SurveyVersion, number) if number else None
            if version is not None:
                return definition_of(version.document), version.id
            return described(session, self.survey_id), None

        found: tuple[Definition, int | None] = self.context.bridge.read(asked)
        return found

    def _rounds(self) -> Any:
        from cxdesk.responses.queries import round_rows
        from cxdesk.responses.rounds_of import is_open

        rows = self.context.bridge.read(round_rows, self.survey_id)
        return [r for r in rows if is_open(r.closed_on, date.today())]

    def _show_name(self) -> None:
        self.name_field.setVisible(not self.rounds.value())
        if self.isVisible():
            self.fit()
