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

from exports.pdf.raw import Raw, place_of, placed
from exports.pdf.tags import Element

_LEVELS = {"H1": 0, "H2": 1}
_PARENTS = {"TR": "Table", "TH": "TR", "TD": "TR", "LI": "L", "Lbl": "LI", "LBody": "LI"}
_CELLS = ("TH", "TD")  # kept where they are empty, so that rows are as long as each other
_LONGEST_TITLE = 200
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
class Widget:
    """A field of a form on a page: its object, the reference to it, and what its dictionary says so far."""

    page: int
    entry: Raw
    reference: Any
    body: bytes


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
    kids: list["Node | Mark | Link | Widget"] = field(default_factory=list)
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

    def enter(self, canvas: Any, key: Element, box: tuple[float, float, float, float], title: str) -> bool:
        """Open an element; False inside an ornament or content, which have no elements in them.

        A cell or label in the wrong place is not opened either: what it holds belongs to what is around it.
        """
        if self._within or self._open[-1].role != _PARENTS.get(key.role, self._open[-1].role):
            return False
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = Node(key.role, key)
            self._open[-1].kids.append(node)
            self._note_heading(canvas, node, box[3], title)
        if node.role == "Figure" and node.box is None and box[2] > box[0]:
            node.box = (*canvas.absolutePosition(*box[:2]), *canvas.absolutePosition(*box[2:]))
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

    def add_widget(self, widget: Widget) -> None:
        """Let a field of a form belong to the innermost element, which is the Form."""
        self._open[-1].kids.append(widget)

    def _note_heading(self, canvas: Any, node: Node, top: float, title: str) -> None:
        if title and node.role in _LEVELS and node.key is not None:
            top = canvas.absolutePosition(0, top)[1]
            level, page = _LEVELS[node.role], canvas.getPageNumber()
            self.headings.append(Heading(title[:_LONGEST_TITLE], level, page, top, node.key))


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
        self._entries: dict[Node, tuple[Raw, bytes]] = {}
        # What a page or a link finds its elements by: the page's number from 0, then one number a link.
        self._parents: list[bytes] = []
        self._notes: dict[int, list[Any]] = {}

    def write(self) -> None:
        """The tree from its root, then what leads from pages and links back to it."""
        doc, tagger = self._doc, self._tagger
        pages = doc.Pages.pages
        self._prune(tagger.root)
        root, at = self._new("StructTree")
        for number in range(1, len(pages) + 1):
            refs = [self._entry(node)[1] for node in tagger.pages.get(number, [])]
            self._parents.append(b"[" + b" ".join(refs) + b"]")
        self._write(tagger.root, at)
        for number, page in enumerate(pages, 1):
            self._finish(page, number)
        tree, tree_at = self._new("ParentTree")
        tree.written = b"<</Nums [%b]>>" % b" ".join(b"%d %b" % pair for pair in enumerate(self._parents))
        root.written = b"<</Type /StructTreeRoot /K %b /ParentTree %b /ParentTreeNextKey %d>>" % (
            self._entry(tagger.root)[1], tree_at, len(self._parents),
        )  # fmt: skip
        doc.Catalog.StructTreeRoot = PDFObjectReference("StructTree")
        doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _prune(self, node: Node) -> bool:
        """Take away elements without anything in them, and links to what was not drawn; whether any is left."""
        node.kids = [kid for kid in node.kids if self._stays(kid)]
        return bool(node.kids) or node.role in _CELLS

    def _stays(self, kid: "Node | Mark | Link | Widget") -> bool:
        if isinstance(kid, Node):
            return self._prune(kid)
        return not isinstance(kid, Link) or isinstance(kid.to, str) or kid.to in self._places

    def _new(self, name: str) -> tuple[Raw, bytes]:
        entry = Raw()
        return entry, placed(self._doc, entry, name)

    def _page(self, number: int) -> bytes:
        return place_of(self._doc, f"Page{number}")

    def _entry(self, node: Node) -> tuple[Raw, bytes]:
        found = self._entries.get(node)
        if found is None:
            found = self._entries[node] = self._new(f"Struct{len(self._entries)}")
        return found

    def _write(self, node: Node, parent: bytes) -> bytes:
        """Write a node and what is under it; where it stands."""
        entry, at = self._entry(node)
        kids = [self._kid(node, kid, at) for kid in node.kids]
        said = [b"/Pg " + self._page(node.page)] if node.page else []
        if node.key is not None:
            if node.key.alt:
                said.append(b"/Alt " + PDFString(node.key.alt).format(self._doc))
            if node.key.language:
                said.append(b"/Lang (%b)" % node.key.language.encode("ascii"))
            said += _attributes(node, node.key)
        entry.written = b"<</Type /StructElem /S /%b /P %b /K [ %b ] %b>>" % (
            node.role.encode(), parent, b" ".join(kids), b" ".join(said),
        )  # fmt: skip
        return at

    def _kid(self, node: Node, kid: "Node | Mark | Link | Widget", at: bytes) -> bytes:
        if isinstance(kid, Node):
            return self._write(kid, at)
        if isinstance(kid, Link):
            return self._link(kid, at)
        if isinstance(kid, Widget):
            return self._widget(kid, at)
        if kid.page == node.page:
            return b"%d" % kid.mcid
        return b"<</Type /MCR /Pg %b /MCID %d>>" % (self._page(kid.page), kid.mcid)

    def _link(self, link: Link, at: bytes) -> bytes:
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
            entries["A"] = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(link.to)})
        else:
            entries["Dest"] = self._canvas._bookmarkReference(self._places[link.to])
        note = self._doc.Reference(PDFDictionary(entries))
        self._parents.append(at)
        self._notes.setdefault(link.page, []).append(note)
        return b"<</Type /OBJR /Pg %b /Obj %b>>" % (self._page(link.page), place_of(self._doc, note.name))

    def _widget(self, widget: Widget, at: bytes) -> bytes:
        """A field of a form, tied to its element."""
        page = self._page(widget.page)
        widget.entry.written = b"<<%b /P %b /StructParent %d>>" % (widget.body, page, len(self._parents))
        self._parents.append(at)
        self._notes.setdefault(widget.page, []).append(widget.reference)
        return b"<</Type /OBJR /Pg %b /Obj %b>>" % (page, place_of(self._doc, widget.reference.name))

    def _finish(self, page: Any, number: int) -> None:
        """What a page says of its structure; ReportLab drops keys it does not know."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number - 1, PDFName("S")
        if notes := self._notes.get(number):
            page.Annots = [*(page.Annots or []), *notes]


def _attributes(node: Node, key: Element) -> list[bytes]:
    if node.box is not None:
        return [b"/A <</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>>" % node.box]
    if node.role == "L" and key.numbered:
        return [b"/A <</O /List /ListNumbering /Decimal>>"]
    heads = b" /Scope /" + key.scope.encode() if key.scope else b""
    spans = b" /ColSpan %d" % key.span if key.span > 1 else b""
    return [b"/A <</O /Table%b%b>>" % (heads, spans)] if node.role in _CELLS and (heads or spans) else []
