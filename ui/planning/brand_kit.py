"""Our look on paper: logo, colour and paper size; address and contact are wordings, written with the plan."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QColorDialog, QLabel

from cxdesk.errors import UserError
from cxdesk.i18n import _
from ui.page import PageContext
from ui.planning.dialogs import Ask
from ui.widgets.buttons import Button
from ui.widgets.cards import row
from ui.widgets.fields import Choice, Field, LineInput
from ui.widgets.file_dialogs import ask, file_dialog


def show_brand_kit(context: PageContext) -> None:
    """Ask for logo, colour and paper; what can't be printed is refused in words."""
    from cxdesk.planning.assemble import branded

    now = context.project.read(branded, "")
    colour = LineInput(now.accent)
    paper = Choice([("a4", _("A4")), ("letter", _("US Letter"))], now.paper)
    logo: list[bytes | None] = [now.logo]
    shown = QLabel()
    shown.setMinimumHeight(48)
    shown.setAccessibleName(_("The logo"))

    def set_kit() -> str:
        from exports.pdf.brand_kit import set_kit as keep

        try:
            keep(context.project, colour.text().strip(), logo[0], paper.value())
        except UserError as refused:
            return str(refused)
        return ""

    fields = [Field(context.theme, _("Colour"), colour, hint=_("Darkened on paper until it reads well.")),
              Field(context.theme, _("Paper"), paper), Field(context.theme, _("Logo"), shown)]  # fmt: skip
    line = _(
        "Every document for customers uses it. Name, address and where to reach us are written under “Names”."
    )
    dialog = Ask(context, _("Our look on paper"), line, fields, _("Keep it"), set_kit)

    def show() -> None:
        shown.setPixmap(_picture(logo[0]))
        shown.setText("" if logo[0] else _("No logo"))

    def take(path: Path) -> None:
        from exports.pdf.brand_kit import read_logo

        try:
            logo[0] = read_logo(path)
            fields[2].set_wrong("")
        except UserError as refused:
            fields[2].set_wrong(str(refused))
        show()

    def choose() -> None:
        picker = file_dialog(
            _("Choose a logo"), [_("Pictures ({patterns})").format(patterns="*.png *.jpg *.jpeg *.svg")]
        )
        ask(picker, take)

    def no_logo() -> None:
        logo[0] = None
        show()

    def pick_colour() -> None:
        picker = QColorDialog(QColor(colour.text()), dialog)
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.colorSelected.connect(lambda chosen: colour.setText(chosen.name().upper()))
        picker.open()

    theme = context.theme
    buttons = row(
        Button(theme, _("Choose a colour"), dense=True, on_click=pick_colour),
        Button(theme, _("Choose a logo"), dense=True, on_click=choose),
        Button(theme, _("Without a logo"), "plain", dense=True, on_click=no_logo), None,
    )  # fmt: skip
    for at in range(buttons.count()):
        item = buttons.itemAt(at)
        if item is not None and isinstance(widget := item.widget(), Button):
            widget.setAutoDefault(False)
    layout = dialog.layout()
    layout.insertLayout(layout.count() - 2, buttons)  # type: ignore[union-attr]  # a QVBoxLayout
    dialog.take = take  # type: ignore[attr-defined]  # the file dialog is the system's; tests answer for it
    show()


def _picture(logo: bytes | None) -> QPixmap:
    """The logo as the paper shows it."""
    found = QPixmap()
    if logo:
        from exports.pdf.brand_kit import logo_picture

        found.loadFromData(logo_picture(logo))
    return found
