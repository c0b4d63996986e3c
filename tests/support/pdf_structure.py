"""What is wrong with the structure of a PDF, read from its bytes with pypdf alone: our own check beside veraPDF's."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

_PAINTING = {
    b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"BI", b"INLINE IMAGE", b"Tj", b"TJ",
    b"'", b'"',
}  # fmt: skip
_INSIDE = {
    "L": {"LI"}, "LI": {"Lbl", "LBody"}, "Table": {"TR"}, "TR": {"TH", "TD"},
}  # fmt: skip
_PARENT = {"LI": "L", "Lbl": "LI", "LBody": "LI", "TR": "Table", "TH": "TR", "TD": "TR"}


@dataclass(slots=True)
class Node:
    """One structure element: its role, what it holds, and where in the file it stands."""

    role: str
    alt: str = ""
    number: int = 0
    entry: Any = None
    kids: list["Node"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This element and all under it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def of(self, role: str) -> list["Node"]:
        """All elements of a role."""
        return [node for node in self.walk() if node.role == role]


def tree(pdf: bytes) -> Node:
    """The structure tree from its root."""
    reader = PdfReader(BytesIO(pdf))
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    top = Node("root")
    for kid in _listed(root.get("/K")):
        _read(kid, top, {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}, None)  # type: ignore[union-attr]
    return top


def problems(pdf: bytes) -> list[str]:
    """Sentences about everything that is wrong; none for a well-tagged file."""
    reader = PdfReader(BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return ["there is no structure tree"]
    found = [] if root.get("/MarkInfo", {}).get("/Marked") else ["the file does not say that it is tagged"]
    found += [] if root.get("/Lang") else ["the file has no language"]
    top = tree(pdf)
    parents = _parents(root["/StructTreeRoot"]["/ParentTree"])
    held: dict[tuple[int, int], Node] = {}
    for node in top.walk():
        for mark in node.marks:
            found += [f"content {mark} is held twice"] if mark in held else []
            held[mark] = node
        found += _of_element(node, parents)
    for at, page in enumerate(reader.pages):
        found += _of_page(at, page, reader, held, parents)
    drawn = {(at, mcid) for at, page in enumerate(reader.pages) for mcid in _mcids(page, reader)}
    found += [f"{held[mark].role} holds {mark}, which no page has" for mark in sorted(set(held) - drawn)]
    return found + _of_headings(top)


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page from 1 of every bookmark."""
    reader = PdfReader(BytesIO(pdf))

    def walk(entries: Any, level: int) -> Iterator[tuple[int, str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            else:
                yield level, str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1

    return list(walk(reader.outline, 0))


def _read(entry: Any, parent: Node, pages: dict[int, int], page: int | None) -> None:
    number = entry.idnum if isinstance(entry, IndirectObject) else 0
    entry = entry.get_object()
    if isinstance(entry, int):
        parent.marks.append((page if page is not None else -1, int(entry)))
    elif entry.get("/Type") == "/MCR":
        parent.marks.append((pages[entry.raw_get("/Pg").idnum], int(entry["/MCID"])))
    elif entry.get("/Type") == "/OBJR":
        parent.notes.append(entry["/Obj"])
    else:
        node = Node(str(entry["/S"])[1:], str(entry.get("/Alt", "")), number, entry)
        parent.kids.append(node)
        above = entry.raw_get("/P")
        if parent.role != "root" and above.idnum != parent.number:
            node.role += " under a wrong parent"
        if "/Pg" in entry:
            page = pages[entry.raw_get("/Pg").idnum]
        for kid in _listed(entry.get("/K")):
            _read(kid, node, pages, page)


def _listed(kids: Any) -> list[Any]:
    if kids is None:
        return []
    plain = kids.get_object() if isinstance(kids, IndirectObject) else kids
    return list(plain) if isinstance(plain, list) else [kids]


def _parents(entry: Any) -> dict[int, Any]:
    numbers = entry["/Nums"]
    return {int(numbers[at]): numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}


def _fits(role: str, within: str) -> bool:
    return role in _INSIDE.get(within, {role}) and _PARENT.get(role, within) == within


def _span(cell: Node) -> int:
    return int(cell.entry.get("/A", {}).get("/ColSpan", 1))


def _of_element(node: Node, parents: dict[int, Any]) -> list[str]:
    found = [f"{kid.role} stands in {node.role}" for kid in node.kids if not _fits(kid.role, node.role)]
    if node.role in _INSIDE and node.marks:
        found.append(f"{node.role} holds text of its own")
    if node.role == "Figure" and not node.alt.strip():
        found.append("a figure has no text that says what it shows")
    if node.role == "Figure" and len(node.entry.get("/A", {}).get("/BBox", [])) != 4:
        found.append("a figure does not say where it stands")
    if node.role == "TH" and node.entry.get("/A", {}).get("/Scope") not in ("/Column", "/Row"):
        found.append("a head cell does not say which way it heads")
    if node.role == "Table":
        widths = {sum(_span(cell) for cell in row.kids) for row in node.kids}
        found += [f"rows of a table have {sorted(widths)} cells"] if len(widths) != 1 else []
    if node.role == "Link" and not node.notes:
        found.append("a link leads nowhere")
    for note in node.notes:
        above = parents.get(int(note.get("/StructParent", -1)))
        if above is None or above.indirect_reference.idnum != node.number:
            found.append("a link's place on the page does not know its element")
        said = note.get("/TU", "") if note.get("/Subtype") == "/Widget" else note.get("/Contents", "")
        if not str(said).strip():
            found.append("a link or a field has no words")
    return found


def _of_page(
    at: int, page: Any, reader: PdfReader, held: dict[tuple[int, int], Node], parents: dict[int, Any]
) -> list[str]:
    found = (
        [] if page.get("/Tabs") == "/S" else [f"page {at + 1} is not walked in the order of its structure"]
    )
    listed = parents.get(int(page.get("/StructParents", -1)), [])
    stack: list[str] = []
    for operands, operator in _operations(page, reader):
        if operator in (b"BDC", b"BMC"):
            mark = _mark(operands)
            if mark and any(stack):
                found.append(f"page {at + 1}: {mark} begins inside {stack}")
            stack.append(mark)
        elif operator == b"EMC":
            stack.pop()
        elif operator in _PAINTING and not any(stack):
            found.append(f"page {at + 1}: {operator!r} draws neither content nor ornament")
        if operator == b"BDC" and "MCID" in stack[-1]:
            mcid = int(stack[-1].split()[-1])
            node = held.get((at, mcid))
            if node is None or node.role != stack[-1].split()[0]:
                found.append(f"page {at + 1}: {stack[-1]} belongs to {node.role if node else 'nothing'}")
            elif mcid >= len(listed) or listed[mcid].idnum != node.number:
                found.append(f"page {at + 1}: the parent tree leads {stack[-1]} elsewhere")
    return found + ([f"page {at + 1}: marks are left open"] if stack else [])


def _mark(operands: Any) -> str:
    tag = str(operands[0])[1:]
    entries = operands[1] if len(operands) > 1 else {}
    if isinstance(entries, DictionaryObject) and "/MCID" in entries:
        return f"{tag} MCID {entries['/MCID']}"
    return tag if tag == "Artifact" else ""


def _mcids(page: Any, reader: PdfReader) -> list[int]:
    marks = [_mark(operands) for operands, operator in _operations(page, reader) if operator == b"BDC"]
    return [int(mark.split()[-1]) for mark in marks if "MCID" in mark]


def _operations(page: Any, reader: PdfReader) -> list[tuple[Any, bytes]]:
    return list(ContentStream(page["/Contents"], reader).operations)


def _of_headings(top: Node) -> list[str]:
    levels = [int(node.role[1:]) for node in top.walk() if node.role in ("H1", "H2", "H3", "H4", "H5", "H6")]
    found = [] if levels[:1] == [1] else ["the first heading is not the title"]
    jumps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    return found + [f"heading {b} follows heading {a}" for a, b in jumps]
