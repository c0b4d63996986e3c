"""The structure tree of one document: collected while its pages are drawn, written when they are done."""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)

from exports.pdf.tags import Element

_LEVELS = {"H1": 0, "H2": 1}
_CELLS = ("TH", "TD")  # kept where they are empty, so that rows are as long as each other
_PRINTED = 4  # an annotation without this flag is left out on paper, and by checkers


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's content that an element holds."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to an address, or to an element of the same document."""

    page: int
    to: "str | Element"
    says: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for the outline: where it stands, in points from the page's foot."""

    title: str
    level: int
    page: int
    top: float
    key: Element


@dataclass(eq=False, slots=True)
class Node:
    """An element with what it holds, in reading order."""

    role: str
    key: Element | None = None
    kids: list["Node | Mark | Link"] = field(default_factory=list)
    page: int = 0
    box: tuple[float, float, float, float] | None = None


class Tagger:
    """Takes note of elements and marked content; hangs on the canvas as `tagger`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.root = Node("Document")
        self.headings: list[Heading] = []
        self.pages: dict[int, list[Node]] = {}
        self._open = [self.root]
        self._nodes: dict[Element, Node] = {}
        self._within: list[str] = []

    @property
    def innermost(self) -> str:
        """The role of the element that is being drawn."""
        return "" if self._within else self._open[-1].role

    def knows(self, key: Element) -> bool:
        """Whether something of this element was drawn already."""
        return key in self._nodes

    def enter(self, canvas: Any, key: Element, width: float, height: float, title: str) -> bool:
        """Open an element; False inside an ornament or content, which have no elements in them."""
        if self._within:
            return False
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(key.role, key)
            self._open[-1].kids.append(node)
            self._note_heading(canvas, node, height, title)
        if node.role == "Figure" and node.box is None and width > 0:
            node.box = (*canvas.absolutePosition(0, 0), *canvas.absolutePosition(width, height))
        self._open.append(node)
        return True

    def leave(self) -> None:
        """Close the innermost element."""
        self._open.pop()

    def begin_content(self, canvas: Any) -> str:
        """The operator that begins content of the innermost element; empty where none may begin."""
        if self._within:
            return ""
        node, page = self._open[-1], canvas.getPageNumber()
        marks = self.pages.setdefault(page, [])
        node.kids.append(Mark(page, len(marks)))
        node.page = node.page or page
        marks.append(node)
        self._within.append("content")
        return f"/{node.role} <</MCID {len(marks) - 1}>> BDC"

    def begin_ornament(self) -> bool:
        """Whether an ornament begins here; inside content or another ornament it is part of that."""
        if self._within:
            return False
        self._within.append("ornament")
        return True

    def end(self) -> None:
        """Close content or ornament."""
        self._within.pop()

    def add_link(
        self, canvas: Any, to: "str | Element", says: str, box: tuple[float, float, float, float]
    ) -> None:
        """Let a rectangle of the page lead somewhere; the innermost element is the Link."""
        if not self._within:
            (left, bottom), (right, top) = (
                canvas.absolutePosition(*box[:2]),
                canvas.absolutePosition(*box[2:]),
            )
            self._open[-1].kids.append(Link(canvas.getPageNumber(), to, says, (left, bottom, right, top)))

    def _note_heading(self, canvas: Any, node: Node, height: float, title: str) -> None:
        if title and node.role in _LEVELS and node.key is not None:
            top = canvas.absolutePosition(0, height)[1]
            self.headings.append(Heading(title, _LEVELS[node.role], canvas.getPageNumber(), top, node.key))


def bookmark(canvas: Any, page: int) -> None:
    """Name the places of a page's headings; called while that page is being written."""
    for at, heading in enumerate(canvas.tagger.headings):
        if heading.page == page:
            canvas.bookmarkPage(f"h{at}", fit="XYZ", left=0, top=heading.top + 8)


def write_outline(canvas: Any) -> None:
    """The headings as bookmarks, a section under its title."""
    level = -1
    for at, heading in enumerate(canvas.tagger.headings):
        level = min(heading.level, level + 1)
        canvas.addOutlineEntry(heading.title, f"h{at}", level, closed=False)


def write_structure(canvas: Any) -> None:
    """Write tree, parent tree and links into the canvas's document; all its pages are in it by now."""
    _Writer(canvas).write()


class _Writer:
    """Turns the collected tree into objects of the file."""

    def __init__(self, canvas: Any) -> None:
        self._canvas, self._doc, self._tagger = canvas, canvas._doc, canvas.tagger
        self._places = {heading.key: f"h{at}" for at, heading in enumerate(self._tagger.headings)}
        self._names: dict[Node, str] = {}
        # What a page or a link finds its elements by: the page's number from 0, then one number a link.
        self._parents: list[Any] = []
        self._notes: dict[int, list[Any]] = {}

    def write(self) -> None:
        """The tree from its root, then what leads from pages and links back to it."""
        doc, tagger = self._doc, self._tagger
        pages = doc.Pages.pages
        self._parents = [
            PDFArray([self._ref(node) for node in tagger.pages.get(number, [])])
            for number in range(1, len(pages) + 1)
        ]
        self._write(tagger.root, PDFObjectReference("StructTree"))
        for number, page in enumerate(pages, 1):
            self._finish(page, number)
        numbers = [part for at, found in enumerate(self._parents) for part in (at, doc.Reference(found))]
        root = PDFDictionary(
            {
                "Type": PDFName("StructTreeRoot"),
                "K": self._ref(tagger.root),
                "ParentTree": doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)})),
                "ParentTreeNextKey": len(self._parents),
            }
        )
        doc.Catalog.StructTreeRoot = doc.Reference(root, "StructTree")
        doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _ref(self, node: Node) -> Any:
        name = self._names.setdefault(node, f"Struct{len(self._names)}")
        return PDFObjectReference(name)

    def _write(self, node: Node, parent: Any) -> Any:
        """Write a node and what is under it; None where nothing is and the node may be left out."""
        ref = self._ref(node)
        kids = [kid for kid in (self._kid(node, kid, ref) for kid in node.kids) if kid is not None]
        if not kids and node.role not in _CELLS and node is not self._tagger.root:
            return None
        entries: dict[str, Any] = {
            "Type": PDFName("StructElem"),
            "S": PDFName(node.role),
            "P": parent,
            "K": kids[0] if len(kids) == 1 else PDFArray(kids),
        }
        if node.page:
            entries["Pg"] = _page(node.page)
        if node.key is not None:
            entries |= _said(node.key) | _attributes(node)
        self._doc.Reference(PDFDictionary(entries), self._names[node])
        return ref

    def _kid(self, node: Node, kid: "Node | Mark | Link", ref: Any) -> Any:
        if isinstance(kid, Node):
            return self._write(kid, ref)
        if isinstance(kid, Link):
            return self._link(kid, ref)
        if kid.page == node.page:
            return kid.mcid
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": _page(kid.page), "MCID": kid.mcid})

    def _link(self, link: Link, ref: Any) -> Any:
        """The annotation on its page, and the reference that ties it to its element."""
        entries: dict[str, Any] = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([round(v, 2) for v in link.box]),
            "Border": PDFArray([0, 0, 0]),
            "Contents": PDFString(link.says),
            "F": _PRINTED,
            "StructParent": len(self._parents),
        }
        if isinstance(link.to, str):
            entries["A"] = PDFDictionary(
                {"Type": PDFName("Action"), "S": PDFName("URI"), "URI": PDFString(link.to)}
            )
        elif link.to in self._places:
            entries["Dest"] = self._canvas._bookmarkReference(self._places[link.to])
        else:
            return None
        note = self._doc.Reference(PDFDictionary(entries))
        self._parents.append(ref)
        self._notes.setdefault(link.page, []).append(note)
        return PDFDictionary({"Type": PDFName("OBJR"), "Pg": _page(link.page), "Obj": note})

    def _finish(self, page: Any, number: int) -> None:
        """What a page says of its structure; ReportLab drops keys it does not know."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number - 1, PDFName("S")
        if notes := self._notes.get(number):
            page.Annots = [*(page.Annots or []), *notes]


def _page(number: int) -> Any:
    return PDFObjectReference(f"Page{number}")


def _said(key: Element) -> dict[str, Any]:
    found = {"Alt": PDFString(key.alt)} if key.alt else {}
    return found | ({"Lang": PDFString(key.language)} if key.language else {})


def _attributes(node: Node) -> dict[str, Any]:
    key, entries = node.key, {}
    if node.box is not None:
        box = PDFArray([round(v, 2) for v in node.box])
        entries = {"O": PDFName("Layout"), "BBox": box, "Placement": PDFName("Block")}
    elif node.role in _CELLS and key is not None and (key.scope or key.span > 1):
        entries = {"O": PDFName("Table")}
        entries |= {"Scope": PDFName(key.scope)} if key.scope else {}
        entries |= {"ColSpan": key.span} if key.span > 1 else {}
    elif node.role == "L" and key is not None and key.numbered:
        entries = {"O": PDFName("List"), "ListNumbering": PDFName("Decimal")}
    return {"A": PDFDictionary(entries)} if entries else {}
