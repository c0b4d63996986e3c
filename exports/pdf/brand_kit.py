"""How our documents look, set in one step: a logo that can't be drawn is refused in words before it is kept."""

from pathlib import Path

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.paths import refuse_missing
from cxdesk.planning.actions import set_brand
from cxdesk.project import Project
from exports.pdf.logo import refused


def set_kit(project: Project, accent: str, logo: bytes | Path | None, paper: str) -> None:
    """Set colour, logo (bytes, or a file to read) and paper."""
    data = read_logo(logo) if isinstance(logo, Path) else logo
    project.run(_("Set our look on paper"), set_brand, accent, data, paper)


def read_logo(path: Path) -> bytes:
    """The bytes of a logo; a UserError says why it can't be used."""
    refuse_missing(path)
    with path.open("rb") as file:
        data = file.read(4_000_001)
    if sentence := refused(data):
        raise UserError(sentence)
    return data


def logo_picture(logo: bytes, height: float = 48.0) -> bytes:
    """The logo as paper shows it, as PNG of this height in pixels."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    from exports.pdf.logo import draw_logo, logo_width
    from exports.pdf.preview import page_png

    width = logo_width(logo, height, 4 * height)
    if not width:
        return b""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height))
    draw_logo(canvas, logo, 0, 0, height, 4 * height)
    canvas.save()
    return page_png(out.getvalue(), 1, 1.0)
