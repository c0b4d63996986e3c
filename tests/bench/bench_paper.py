"""A customer's plan drawn as PDF, beside ReportLab alone setting the same words in its own paragraphs, and what
its tags cost beside the same plan without any.
"""

from dataclasses import asdict
from io import BytesIO
from typing import Any
from unittest.mock import patch
from xml.sax.saxutils import escape

from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: TID251 - the peer

from exports.pdf import document
from exports.pdf.customer_plan import draw
from tests.bench.harness import Result, race
from tests.pdf import conftest

# Ours has two columns, a logo, a table, beads and shaped Persian; the peer a plain column of paragraphs.
LIMITS = {"english": 12.0, "persian": 12.0}
TAGS = 1.5


def run() -> list[Result]:
    """The two plans of the look's pictures."""
    return [*(_plan(name, limit) for name, limit in LIMITS.items()), *(_tags(name) for name in LIMITS)]


def _tags(name: str) -> Result:
    """The same plan with and without structure, bookmarks and links."""
    plan = getattr(conftest, name).__wrapped__()

    def untagged() -> None:
        with (
            patch.object(document, "Tagger", lambda _language: None),
            patch.object(document, "bookmark", lambda *_: None),
            patch.object(document, "write_outline", lambda _canvas: None),
            patch.object(document, "write_structure", lambda _canvas: None),
        ):
            draw(plan)

    return race(f"tags of the plan, {plan.language}", lambda: draw(plan), untagged, TAGS, times=15)


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
