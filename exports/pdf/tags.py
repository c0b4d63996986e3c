"""The places where a drawing says what it is: an element of the document, content of one, or an ornament.

Drawing code calls these on every canvas. A canvas with a `tagger` takes note of the structure (see
structure.py); on another one only ornaments leave a trace.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal[
    "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "BlockQuote", "Figure", "Link", "Sect",
    "Form",
]  # fmt: skip
Ornament = Literal["Header", "Footer", "Rule", "Again"]

_ORNAMENTS: dict[Ornament, str] = {
    "Header": "<</Type /Pagination /Subtype /Header>>",
    "Footer": "<</Type /Pagination /Subtype /Footer>>",
    "Rule": "<</Type /Layout>>",
    "Again": "<</Type /Pagination>>",
}


@dataclass(eq=False, slots=True)
class Element:
    """One element of the document; parts of it on several pages share this one object.

    `alt` says what a figure shows. `scope` is which way a head cell heads, `span` over how many columns;
    a row with the scope Row is headed by its first cell.
    `numbered` marks a list whose labels count. `language` is a tag where it isn't the document's.
    """

    role: Role
    part: str = ""
    line_id: int = 0
    alt: str = ""
    language: str = ""
    scope: Literal["", "Column", "Row"] = ""
    numbered: bool = False
    span: int = 1
    _inner: dict[int, "Element"] = field(default_factory=dict)

    def inner(self, at: int, role: Role, scope: Literal["", "Column", "Row"] = "") -> "Element":
        """The element at a place inside this one, the same each time it is asked for."""
        if at not in self._inner:
            self._inner[at] = Element(role, scope=scope)
        return self._inner[at]


@dataclass(slots=True)
class Branch:
    """An element with those inside it in reading order, for what is drawn in another order."""

    key: Element
    inside: "list[Branch]" = field(default_factory=list)

    def add(self, role: Role, **said: Any) -> "Branch":
        """A new element at the end of this one."""
        self.inside.append(Branch(Element(role, **said)))
        return self.inside[-1]


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
def element(
    canvas: Any,
    key: Element | None,
    width: float,
    height: float,
    title: str = "",
    at: tuple[float, float] = (0.0, 0.0),
) -> Iterator[None]:
    """Draw an element whose lower left corner is at a place of the canvas; `title` makes a bookmark."""
    entered = enter(canvas, key, width, height, title, at)
    try:
        yield
    finally:
        if entered:
            canvas.tagger.leave()


def enter(
    canvas: Any, key: Element | None, width: float, height: float, title: str, at: tuple[float, float]
) -> bool:
    """Open an element; whether it is to be left again with the tagger's `leave`."""
    if key is None:
        return False
    boxes: list[LineBox] | None = getattr(canvas, "line_boxes", None)
    if key.line_id and boxes is not None:
        x, y = canvas.absolutePosition(*at)
        top = canvas._pagesize[1] - y - height
        boxes.append(LineBox(canvas.getPageNumber(), x, top, width, height, key.part, key.line_id))
    tagger: Any = getattr(canvas, "tagger", None)
    return tagger is not None and tagger.enter(
        canvas, key, (at[0], at[1], at[0] + width, at[1] + height), title
    )


@contextmanager
def content(canvas: Any) -> Iterator[None]:
    """Draw what the innermost element holds; in an ornament, or inside content, it belongs to that."""
    begun = begin_content(canvas)
    try:
        yield
    finally:
        if begun:
            end_content(canvas)


def begin_content(canvas: Any) -> bool:
    """Begin what the innermost element holds; whether it is to be ended."""
    tagger: Any = getattr(canvas, "tagger", None)
    mark = tagger.begin_content(canvas) if tagger is not None else ""
    if mark:
        canvas._code.append(mark)
    return bool(mark)


def end_content(canvas: Any) -> None:
    """End what was begun."""
    canvas._code.append("EMC")
    canvas.tagger.end()


@contextmanager
def artefact(canvas: Any, kind: Ornament) -> Iterator[None]:
    """Draw what belongs to the page and not to the text: rules, headers, footers, repeated heads.

    The header of the first page is text: who writes, and whether it is a draft, stands nowhere else.
    """
    begun = begin_ornament(canvas, kind)
    try:
        yield
    finally:
        if begun:
            end_ornament(canvas)


def begin_ornament(canvas: Any, kind: Ornament) -> bool:
    """Begin what belongs to the page; whether it is to be ended."""
    tagger: Any = getattr(canvas, "tagger", None)
    text = kind == "Header" and canvas.getPageNumber() == 1
    if tagger is not None and (text or not tagger.begin_ornament()):
        return False
    canvas._code.append(f"/Artifact {_ORNAMENTS[kind]} BDC")
    return True


def end_ornament(canvas: Any) -> None:
    """End what was begun."""
    canvas._code.append("EMC")
    if (tagger := getattr(canvas, "tagger", None)) is not None:
        tagger.end()


def read_in_order(canvas: Any, branch: Branch) -> None:
    """Say in which order elements are read, before they are drawn in any other."""
    with element(canvas, branch.key, 0, 0):
        for kid in branch.inside:
            read_in_order(canvas, kid)


def link(canvas: Any, to: "str | Element", says: str, box: tuple[float, float, float, float]) -> None:
    """Let a rectangle (left, bottom, right, top from the canvas's origin) lead to an address or an element.

    Called inside a Link element.
    """
    tagger: Any = getattr(canvas, "tagger", None)
    if tagger is not None:
        tagger.add_link(canvas, to, says, box)


def is_drawn(canvas: Any, key: Element | None) -> bool:
    """Whether a part of this element stands on an earlier page."""
    tagger: Any = getattr(canvas, "tagger", None)
    return tagger is not None and key is not None and bool(tagger.knows(key))


def holds_text_itself(canvas: Any) -> bool:
    """Whether the innermost element is one that takes a line of text without a paragraph around it."""
    tagger: Any = getattr(canvas, "tagger", None)
    return tagger is not None and tagger.innermost in ("Lbl", "TH")
