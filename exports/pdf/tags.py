"""Where the structure of a document will be written: every drawn element and every ornament passes here.

Only the places of elements are noted for now; a tagger that writes the structure tree takes the same calls.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(eq=False, slots=True)
class Element:
    """One element of the document; parts of it on several pages share this one object."""

    role: Literal["H1", "H2", "P", "L", "LI", "Table", "TR", "TH", "TD", "BlockQuote", "Figure"]
    part: str = ""
    line_id: int = 0


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where a sentence of the plan is drawn: page from 1, points from the page's top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float
    part: str
    line_id: int


@contextmanager
def element(canvas: Any, key: Element | None, width: float, height: float) -> Iterator[None]:
    """Draw an element whose lower left corner is the canvas's present origin."""
    boxes: list[LineBox] | None = getattr(canvas, "line_boxes", None)
    if key is not None and key.line_id and boxes is not None:
        x, y = canvas.absolutePosition(0, 0)
        top = canvas._pagesize[1] - y - height
        boxes.append(LineBox(canvas.getPageNumber(), x, top, width, height, key.part, key.line_id))
    yield


@contextmanager
def artefact(canvas: Any, kind: Literal["Header", "Footer", "Rule"]) -> Iterator[None]:
    """Draw what belongs to the page and not to the text: rules, headers, footers."""
    if kind == "Rule":
        canvas._code.append("/Artifact <</Type /Layout>> BDC")
    else:
        canvas._code.append(f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC")
    yield
    canvas._code.append("EMC")
