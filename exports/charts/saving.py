"""A chart as a file or as bytes: PNG, SVG or PDF, the same bytes each time and nothing about the machine."""

from io import BytesIO
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure as Sheet

from cxdesk.errors import UserError
from cxdesk.i18n import _
from exports.charts.look import PX_PER_INCH
from exports.writing import write_file

FORMATS = ("png", "svg", "pdf")
PNG_SCALE = 2

_METADATA: dict[str, dict[str, None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}


def save(figure: Sheet, path: Path) -> Path:
    """Write the chart in the format its name ends in; returns where it was written."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise UserError(
            _("A picture can be saved as .png, .svg or .pdf, not as “{name}”. Choose one of these.").format(
                name=path.name
            )
        )
    content = rendered(figure, kind)
    return write_file(path, lambda part: part.write_bytes(content))


def rendered(figure: Sheet, kind: str = "png", scale: float = PNG_SCALE) -> bytes:
    """The chart as bytes; PNG has `scale` dots for each CSS pixel, for sharp prints and projectors."""
    out = BytesIO()
    # Text stays text in a PDF; in an SVG it becomes outlines, because the next machine lacks our fonts.
    # matplotlib 3.11 splits a PDF's fonts by ps.fonttype; at 3 it tears "+" from the digits behind it.
    with matplotlib.rc_context(
        {"pdf.fonttype": 42, "ps.fonttype": 42, "svg.fonttype": "path", "svg.hashsalt": "cxdesk"}
    ):
        figure.savefig(out, format=kind, dpi=PX_PER_INCH * scale, metadata=_METADATA[kind])
    return out.getvalue()
