"""A customer's plan drawn as PDF, beside ReportLab alone setting the same words in its own paragraphs."""

from dataclasses import asdict
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: TID251 - the peer

from exports.pdf.customer_plan import draw
from tests.bench.harness import Result, race
from tests.pdf import conftest

# Ours has two columns, a logo, a table, beads and shaped Persian; the peer a plain column of paragraphs.
LIMITS = {"english": 12.0, "persian": 12.0}


def run() -> list[Result]:
    """The two plans of the look's pictures."""
    return [_plan(name, limit) for name, limit in LIMITS.items()]


def _plan(name: str, limit: float) -> Result:
    plan = getattr(conftest, name).__wrapped__()
    words = list(_words(asdict(plan)))

    def peer() -> None:
        style = getSampleStyleSheet()["BodyText"]
        SimpleDocTemplate(BytesIO()).build([Paragraph(escape(text), style) for text in words])

    return race(f"customer plan, {plan.language}", lambda: draw(plan), peer, limit, times=7)


def _words(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _words(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _words(part)
