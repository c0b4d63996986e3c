"""Our look on paper: logo, colour and paper size; address and contact are wordings, written with the plan."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QColorDialog, QLabel, QVBoxLayout

from cxdesk.errors import UserError
from cxdesk.i18n import _
from ui.page import PageContext
from ui.planning.dialogs import Ask
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.file_dialogs import ask, file_dialog


def show_brand_kit(context: PageContext) -> None:
    """Ask for logo, colour and paper."""
    from cxdesk.planning.assemble import branded

    now = context.project.read(branded, "")
    BrandKit(
        context,
        LineInput(now.accent),
        Choice([("a4", _("A4")), ("letter", _("US Letter"))], now.paper),
        now.logo,
    )


class BrandKit(Ask):
    """Shows how documents for customers look; what can't be printed is refused in words."""

    def __init__(self, context: PageContext, colour: LineInput, paper: Choice, logo: bytes | None) -> None:
        self._context, self._colour, self._paper, self._logo = context, colour, paper, logo
        self.shown = QLabel()
        self.shown.setMinimumHeight(48)
        self.shown.setAccessibleName(_("The logo"))
        theme = context.theme
        fields = [
            Field(theme, _("Colour"), colour, hint=_("Darkened on paper until it reads well.")),
            Field(theme, _("Paper"), paper),
            Field(theme, _("Logo"), self.shown),
        ]
        line = _(
            "Every document for customers uses it. Name, address and where to reach us are written under “Names”."
        )
        super().__init__(context, _("Our look on paper"), line, fields, _("Keep it"), self._keep)
        buttons = [
            Button(theme, _("Choose a colour"), dense=True, on_click=self._choose_colour),
            Button(theme, _("Choose a logo"), dense=True, on_click=self._choose_logo),
            Button(theme, _("Without a logo"), "plain", dense=True, on_click=lambda: self._show(None)),
        ]
        for button in buttons:
            button.setAutoDefault(False)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(layout.count() - 2, row(*buttons, None))
        self._show(logo)

    def take(self, path: Path) -> None:
        """Take a logo from a file, or say below it why it can't be used."""
        from exports.pdf.brand_kit import read_logo

        try:
            self._show(read_logo(path))
        except UserError as refused:
            self.fields[2].set_wrong(str(refused))

    def _keep(self) -> str:
        from exports.pdf.brand_kit import set_kit

        try:
            set_kit(self._context.project, self._colour.text().strip(), self._logo, self._paper.value())
        except UserError as refused:
            return str(refused)
        return ""

    def _show(self, logo: bytes | None) -> None:
        self._logo = logo
        self.fields[2].set_wrong("")
        self.shown.setPixmap(_picture(logo))
        if not logo:
            self.shown.setText(_("No logo"))

    def _choose_logo(self) -> None:
        kinds = _("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg *.svg")
        ask(file_dialog(_("Choose a logo"), [kinds]), self.take)

    def _choose_colour(self) -> None:
        picker = QColorDialog(QColor(self._colour.text()), self)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.colorSelected.connect(lambda chosen: self._colour.setText(chosen.name().upper()))
        picker.open()


def _picture(logo: bytes | None) -> QPixmap:
    """The logo as the paper shows it."""
    found = QPixmap()
    if logo:
        from exports.pdf.brand_kit import logo_picture

        found.loadFromData(logo_picture(logo))
    return found
