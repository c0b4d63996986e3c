"""A map saved as a file: what for, where, in which format; and what the file could not hold."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cxdesk.i18n import _, language, number
from ui.journeys.carried import tell
from ui.page import PageContext

if TYPE_CHECKING:
    from cxdesk.journeys.queries import JourneyMap
    from exports.journey.every_kind import Written

# Widths in dots that a picture can be chosen in, beside the size it asks for itself.
WIDTHS = (1920, 3840)


def ask_where(over: QWidget, name: str, then: Callable[[Path, int], object]) -> QFileDialog:
    """Ask for place and format of the file; `then` gets the path and a picture's width, 0 for its own."""
    dialog = QFileDialog(over, _("Save the map"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    sized = {_("Picture, {n} dots wide (*.png)").format(n=number(width)): width for width in WIDTHS}
    dialog.setNameFilters(
        [
            _("PDF on A3 (*.pdf)"),
            _("Picture (*.png)"),
            *sized,
            _("Drawing (*.svg)"),
            _("Slides (*.pptx)"),
            _("Page with the list (*.html)"),
            _("Grid for a spreadsheet (*.xlsx *.csv)"),
            _("Everything, to be read again (*.json)"),
            _("Mermaid diagram (*.mmd)"),
        ]
    )
    dialog.setDefaultSuffix("pdf")
    dialog.selectFile(f"{name}.pdf")

    def chosen(text: str) -> None:
        path = Path(text)
        then(path, sized.get(dialog.selectedNameFilter(), 0) if path.suffix.lower() == ".png" else 0)

    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def save(context: PageContext, journey: "JourneyMap", path: Path, *, for_customer: bool, width: int) -> None:
    """Write the map behind the window in the format the name ends in, and say what is not in the file."""
    from cxdesk.journeys.formats.document import document_of
    from cxdesk.planning.journey_map import journey_pictures

    lang = language()
    document = context.project.read(document_of, journey.id)
    pictures = context.project.read(journey_pictures, journey)

    def work() -> "Written":
        from exports.journey.every_kind import Form, write

        return write(journey, document, path, lang, Form(for_customer, width=width), pictures)

    def told(written: "Written") -> None:
        bold = _("The map is in {file}.").format(file=written.path.name)
        tell(
            context,
            "warn" if written.notes else "good",
            bold,
            _("What the file does not hold"),
            written.notes,
        )

    context.jobs.run(work, told, what=_("Saving the map"))
