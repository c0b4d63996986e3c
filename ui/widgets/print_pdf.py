"""A finished PDF on a printer: every page on paper of its own size, in real size and not as large as the paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _
from ui.page import PageContext

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DOTS = 300  # per inch: what an office printer shows of a page


def ask_printer(
    context: PageContext, owner: QWidget, pdf: bytes, printed: Callable[[], None] | None = None
) -> None:
    """Ask for a printer and print exactly these pages; `printed` is called once they are painted."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from exports.pdf.preview import page_size

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(_layout(*page_size(pdf, 1)))
    dialog = QPrintDialog(printer, owner)

    def paint() -> None:
        print_pages(pdf, printer)
        if printed is not None:
            printed()

    dialog.accepted.connect(lambda: context.bridge.act(paint))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setModal(True)
    dialog.show()


def print_pages(pdf: bytes, printer: "QPrinter") -> None:
    """Paint each page where and as large as it is."""
    from exports.pdf.preview import page_count, page_rgba, page_size

    printer.setFullPage(True)
    printer.setPageLayout(_layout(*page_size(pdf, 1)))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError(_("The printer did not take the pages. Save them as PDF and print that."))
    dots = min(DOTS, printer.resolution())
    for page in range(1, page_count(pdf) + 1):
        wide, high = page_size(pdf, page)
        if page > 1:
            printer.setPageLayout(_layout(wide, high))
            printer.newPage()
        width, height, data = page_rgba(pdf, page, dots / 72)
        image = QImage(data, width, height, width * 4, QImage.Format.Format_RGBA8888)
        real = printer.resolution() / 72
        painter.drawImage(QRectF(0, 0, wide * real, high * real), image)
    painter.end()


def _layout(wide: float, high: float) -> QPageLayout:
    """The paper of a page, laid across where the page is."""
    across = wide > high
    upright = QSizeF(min(wide, high), max(wide, high))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    side = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, side, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
