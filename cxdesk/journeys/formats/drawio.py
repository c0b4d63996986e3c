"""draw.io files, plain and compressed: boxes become cards where they lie, by columns and rows.

A compressed page is deflated, base64 and percent-encoded XML (draw.io's documentation, "Extracting the XML
from mxfiles"). Tall or wide containers (swimlanes) name stages or lanes; without them boxes that stand
above each other are one step. Arrows between boxes of different steps become links.
"""

import base64
import binascii
import html
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.journeys.actions import INTERNAL_KINDS
from cxdesk.journeys.formats.draft import Draft, Read
from cxdesk.journeys.formats.lane_names import lane_meant
from cxdesk.journeys.kinds import CURVES, LINES
from cxdesk.surveys.formats.xml import root_of

MOST_BYTES = 50_000_000
MOST_BOXES = 20_000
MOST_TAGS = 40 * MOST_BOXES
# No sign of a beginning inside: else a label of signs alone would be looked through once for each of them.
_TAGS = re.compile(r"<[^<>]*>")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)


@dataclass(slots=True)
class _Box:
    """One shape with words, in the page's own coordinates."""

    id: str
    parent: str
    text: str
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    held: list["_Box"] = field(default_factory=list)

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2


def is_drawio(start: str) -> bool:
    """Whether a text begins as a draw.io file."""
    return "<mxfile" in start[:4096] or "<mxGraphModel" in start[:4096]


def read(data: bytes, name: str) -> Read:
    """The first page that has boxes, as a journey; raises UserError where it has none or is damaged."""
    root = _parsed(data, name)
    pages = sum(1 for _page in root.iter("diagram")) or 1
    for model in _models(root, name):
        boxes, arrows = _boxes(model, name)
        if boxes:
            draft = _journey(boxes, arrows, PurePath(name).stem)
            draft.notes += _left_out(model, pages - 1, len(boxes))
            return draft.done()
    raise UserError(_("“{name}” holds no boxes with words.").format(name=name))


def _parsed(data: bytes, name: str) -> Element:
    """XML with no more elements than a drawing of so many shapes can have: each takes many times its own bytes."""
    if data.count(b"<") > MOST_TAGS:
        raise UserError(
            _("“{name}” has more than {n} shapes; that is no journey.").format(name=name, n=MOST_BOXES)
        )
    return root_of(data, name)


def _models(root: Element, name: str) -> Iterator[Element]:
    """The pages of the file one by one, unpacked; together no more than MOST_BYTES."""
    if root.tag == "mxGraphModel":
        yield root
        return
    room = MOST_BYTES
    for page in root.iter("diagram"):
        model = page.find("mxGraphModel")
        if model is None and (page.text or "").strip():
            unpacked = _unpacked((page.text or "").strip(), name, room)
            room -= len(unpacked)
            model = _parsed(unpacked, name)
        if model is not None:
            yield model


def _unpacked(text: str, name: str, room: int) -> bytes:
    try:
        packed = base64.b64decode(text, validate=True)
        engine = zlib.decompressobj(-15)
        plain = engine.decompress(packed, max(1, room))
    except (binascii.Error, ValueError, zlib.error):
        raise UserError(
            _("A page of “{name}” is damaged. Save it again in draw.io.").format(name=name)
        ) from None
    if engine.unconsumed_tail:
        raise UserError(
            _("A page of “{name}” unpacks to more than 50 MB. It was not opened.").format(name=name)
        )
    return unquote(plain.decode("utf-8", "replace")).encode("utf-8", "replace")


def _boxes(model: Element, name: str) -> tuple[list[_Box], list[tuple[str, str, str]]]:
    """The shapes that say something, and the arrows between them."""
    boxes: dict[str, _Box] = {}
    arrows: list[tuple[str, str, str]] = []
    cells = list(model.iter("mxCell"))
    if len(cells) > MOST_BOXES:
        raise UserError(
            _("“{name}” has more than {n} shapes; that is no journey.").format(name=name, n=MOST_BOXES)
        )
    # A shape with data of its own keeps words and number on the element around it.
    outer = {
        id(cell): holder for tag in ("object", "UserObject") for holder in model.iter(tag) for cell in holder
    }
    for cell in cells:
        holder = outer.get(id(cell))
        number = str((holder.get("id") if holder is not None else cell.get("id")) or "")
        text = _said((holder.get("label") if holder is not None else cell.get("value")) or "")
        if cell.get("edge") == "1":
            arrows.append((cell.get("source") or "", cell.get("target") or "", text))
        elif cell.get("vertex") == "1":
            boxes[number] = _placed(_Box(number, cell.get("parent") or "", text), cell)
    # All places are worked out before one is changed: those of the shapes inside rest on those around them.
    places = {box.id: _on_page(box, boxes) for box in boxes.values()}
    for box in boxes.values():
        if (around := boxes.get(box.parent)) is not None and around is not box:
            around.held.append(box)
        box.x, box.y = places[box.id]
    return [b for b in boxes.values() if b.text], arrows


def _placed(box: _Box, cell: Element) -> _Box:
    shape = cell.find("mxGeometry")
    if shape is not None:
        box.x, box.y = _number(shape.get("x")), _number(shape.get("y"))
        box.w, box.h = abs(_number(shape.get("width"))), abs(_number(shape.get("height")))
    return box


def _on_page(box: _Box, boxes: dict[str, _Box]) -> tuple[float, float]:
    """Where a shape lies on the page: its own place and those of the shapes around it; a circle ends the walk."""
    x, y, seen, around = box.x, box.y, {box.id}, boxes.get(box.parent)
    while around is not None and around.id not in seen:
        seen.add(around.id)
        x, y, around = x + around.x, y + around.y, boxes.get(around.parent)
    return x, y


def _journey(boxes: list[_Box], arrows: Sequence[tuple[str, str, str]], name: str) -> Draft:
    holders = [b for b in boxes if b.held and any(h.text for h in b.held)]
    cards = [b for b in boxes if b not in holders]
    lanes = [b for b in holders if b.w >= b.h]
    stages = [b for b in holders if b.w < b.h]
    draft = Draft(name)
    columns = _columns(cards)
    steps: dict[int, int] = {}
    named: set[str] = set()
    before: str | None = None
    for place, column in enumerate(columns):
        middle = sum(b.middle[0] for b in column) / len(column)
        around = next((s for s in stages if s.x <= middle <= s.x + s.w), None)
        title = around.text if around else ""
        if title != before:
            draft.stage(title or _("Journey"))
            before = title
        top = _top(column, lanes)
        # What names the step whole is not said once more below it.
        named |= {top.id} if _step_name(top) == top.text else set()
        steps[place] = draft.step(_step_name(top))
    where: dict[str, int] = {}
    draft.lane("does")
    for place, column in enumerate(columns):
        for box in sorted(column, key=lambda b: b.y):
            where[box.id] = steps[place]
            if box.id in named and len(column) > 1:
                continue
            around = next((n for n in lanes if n.y <= box.middle[1] <= n.y + n.h), None)
            meant = lane_meant(around.text if around else "")
            kind = meant.kind or "does"
            kind, title = ("does", "") if kind in CURVES or kind in LINES else (kind, meant.title)
            draft.card(steps[place], draft.lane(kind, title, internal=kind in INTERNAL_KINDS), box.text)
    lost = 0
    for source, target, words in arrows:
        if source in where and target in where and where[source] != where[target]:
            draft.link(where[source], where[target], words)
        else:
            lost += 1
    if lost:
        draft.notes.append(
            ngettext(
                "{n} arrow was left out: it has a loose end or both its ends in one step.",
                "{n} arrows were left out: they have a loose end or both their ends in one step.",
                lost,
            ).format(n=number(lost))
        )
    return draft


def _left_out(model: Element, pages: int, boxes: int) -> Iterator[str]:
    """What of the drawing has no place on a map."""
    silent = sum(1 for cell in model.iter("mxCell") if cell.get("vertex") == "1") - boxes
    if silent > 0:
        yield ngettext(
            "{n} shape without words was left out.", "{n} shapes without words were left out.", silent
        ).format(n=number(silent))
    if pages > 0:
        yield ngettext(
            "{n} more page of the drawing was left out.",
            "{n} more pages of the drawing were left out.",
            pages,
        ).format(n=number(pages))


def _columns(cards: Sequence[_Box]) -> list[list[_Box]]:
    """Boxes whose middles lie under each other, from left to right."""
    columns: list[list[_Box]] = []
    for box in sorted(cards, key=lambda b: b.middle[0]):
        last = columns[-1] if columns else None
        if last is not None and box.middle[0] - last[0].middle[0] <= max(20.0, min(box.w, last[0].w) / 2):
            last.append(box)
        else:
            columns.append([box])
    return columns


def _top(column: Sequence[_Box], lanes: Sequence[_Box]) -> _Box:
    """The topmost box that lies in no lane, else the topmost of all."""
    free = [b for b in column if not any(n.y <= b.middle[1] <= n.y + n.h for n in lanes)]
    return min(free or column, key=lambda b: b.y)


def _step_name(box: _Box) -> str:
    """What a step is called after a box: its first line."""
    return box.text.splitlines()[0][:120]


def _said(value: str) -> str:
    """The words of a label, which may be HTML."""
    text = html.unescape(_TAGS.sub("", _BREAKS.sub("\n", value)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def _number(value: str | None) -> float:
    try:
        found = float(value or 0)
    except ValueError:
        return 0.0
    return found if abs(found) < 1e7 else 0.0
