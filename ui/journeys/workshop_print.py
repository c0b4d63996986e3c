"""Print now: the map on the machine's own printer, else as PDF beside the file; what happened is said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxdesk.errors import UserError
from cxdesk.i18n import _, language

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from cxdesk.journeys.queries import JourneyMap
    from exports.journey.kit import Printed
    from exports.journey.saving import Saved
    from ui.journeys.workshop_window import RoomWindow


@dataclass(frozen=True, slots=True)
class Ready:
    """A printer that takes pages without being asked, its name, and the largest paper for a map it has."""

    printer: "QPrinter"
    name: str
    paper: str


def default_printer() -> Ready | None:
    """The printer this machine prints on when nobody chooses; None where there is none."""
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.defaultPrinter()
    if info.isNull():
        return None
    has = {size.id() for size in info.supportedPageSizes()}
    sizes = QPageSize.PageSizeId
    american = info.defaultPageSize().id() == sizes.Letter
    wanted = (("Tabloid", sizes.Tabloid),) if american else (("A3", sizes.A3),)
    paper = next((name for name, size in wanted if size in has), "Letter" if american else "A4")
    return Ready(QPrinter(info, QPrinter.PrinterMode.HighResolution), info.printerName(), paper)


class Printing:
    """The printing of one room."""

    def __init__(self, room: "RoomWindow") -> None:
        self.room = room

    def now(self) -> None:
        """On the machine's own printer; without one as PDF beside the file, the time in its name."""
        ready = default_printer()
        if ready is None:
            self._save(_("No printer is set up here: the map is in {file}."))
        else:
            self._draw(ready.paper, lambda made: self._print(made, ready))

    def choose(self) -> None:
        """Ask for a printer; the map is drawn on the paper most printers have."""
        from ui.widgets.print_pdf import ask_printer

        def ask(made: "Printed") -> None:
            told, tone = _with_notes(_("Printed."), made.notes)
            ask_printer(self.room.context, self.room, made.pdf, lambda: self.room.say(told, tone))

        self._draw("A4", ask)

    def _draw(self, paper: str, then: "Callable[[Printed], None]") -> None:
        journey, lang = self.room.journey, language()
        if journey is None:
            return
        pictures = self._pictures(journey)

        def work() -> "Printed":
            from exports.journey.kit import Wish, printed

            return printed(journey, lang, Wish(paper=paper), pictures)

        self.room.context.jobs.run(work, then, what=_("Printing the map"))

    def _print(self, made: "Printed", ready: Ready) -> None:
        from ui.widgets.print_pdf import print_pages

        try:
            print_pages(made.pdf, ready.printer)
        except UserError:
            self._save(_("“{printer}” did not take the page: the map is in {file}."), ready.name)
            return
        told = _("Sent to the printer “{printer}”, on {paper}.").format(printer=ready.name, paper=ready.paper)
        self.room.say(*_with_notes(told, made.notes))

    def _save(self, told: str, printer: str = "") -> None:
        """The map as PDF beside the file; `told` says so, with the names of file and printer."""
        from datetime import datetime

        from exports.pdf.batch import safe_name

        journey, lang = self.room.journey, language()
        if journey is None:
            return
        stem = f"{safe_name(journey.name)} {datetime.now():%Y-%m-%d %H.%M.%S}"
        target = self.room.context.project.path.with_name(f"{stem}.pdf")
        pictures = self._pictures(journey)

        def work() -> "Saved":
            from exports.journey.saving import saved
            from exports.writing import write_file

            made = saved(journey, ".pdf", lang, pictures=pictures)
            write_file(target, lambda part: part.write_bytes(made.data))
            return made

        def tell(made: "Saved") -> None:
            said = told.format(file=target.name, printer=printer)
            self.room.say(*_with_notes(said, made.notes))

        self.room.context.jobs.run(work, tell, what=_("Saving the map"))

    def _pictures(self, journey: "JourneyMap") -> dict[str, bytes]:
        from cxdesk.planning.journey_map import journey_pictures

        return dict(self.room.context.bridge.read(journey_pictures, journey))


def _with_notes(told: str, notes: "Sequence[str]") -> tuple[str, str]:
    """What was done, then what the paper does not hold as it is on the screen; with its tone."""
    return " ".join((told, *notes)), "warn" if notes else "good"
