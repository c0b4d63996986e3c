"""Blocks onto pages: none is cut that a page can hold; in two columns what is wide goes over both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from exports.pdf.grid import Cell, stack_height, take
from exports.pdf.look import ink
from exports.pdf.placed import Placed, fill_box
from exports.pdf.tags import artefact
from exports.questionnaire.options import BETWEEN, Kit

_STEP = 8.0
_BEGUN = 240.0  # what fits on no page is begun where so much is left
_TIGHTER = (0.8, 0.65, 0.5)  # of the air between questions, where that saves a page
_FEW = 0.4  # of a page: a last page with more on it is worth its paper


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together, with the air above it; `wide` stands over both columns.

    What `leads` stands on the page of the block after it.
    """

    parts: Cell
    above: float = 0.0
    wide: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where flowables stand on a page: points from the text's upper start corner."""

    parts: Cell
    start: float
    top: float
    width: float


def pages_of(kit: Kit, blocks: Sequence[Block]) -> list[list[Spot]]:
    """The pages, each with its spots in reading order; questions stand closer where that saves a nearly empty page."""
    pages, used = _packed(kit, blocks)
    if len(pages) > 1 and used < _FEW * kit.height:
        for share in _TIGHTER:
            closer = [replace(block, above=block.above * share) for block in blocks]
            tighter, _used = _packed(kit, closer)
            if len(tighter) < len(pages):
                return tighter
    return pages


def _packed(kit: Kit, blocks: Sequence[Block]) -> tuple[list[list[Spot]], float]:
    """The pages, and how much of the last one is used."""
    packer = _Packer(kit)
    run: list[Block] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.wide or kit.columns == 1:
            packer.columns(run)
            run = []
            packer.over_the_page(block, packer.needed(after) if block.leads and after is not None else 0.0)
        else:
            run.append(block)
    packer.columns(run)
    return [page for page in packer.pages if page] or [[]], packer.used


class Divider(Placed):
    """A hairline between two columns: the last box of one is not taken for the first of the other."""

    def __init__(self, tall: float) -> None:
        super().__init__()
        self.tall = tall

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the columns."""
        self.width, self.height = width, self.tall
        return width, self.tall

    def draw_at(self, canvas: Any, x: float, y: float) -> None:
        """Draw the line."""
        with artefact(canvas, "Rule"):
            fill_box(canvas, ink("line_strong"), x, y, self.width, self.height)


class _Packer:
    """Fills page after page from the top."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.pages: list[list[Spot]] = [[]]
        self.used = 0.0

    @property
    def left(self) -> float:
        """The height that is left on this page."""
        return self.kit.height - self.used

    def needed(self, block: Block) -> float:
        """The height of a block with its air; no more than a page has beside a head."""
        width = self.kit.width if block.wide else self.kit.column
        return min(block.above + stack_height(block.parts, width), self.kit.height / 2)

    def over_the_page(self, block: Block, after: float = 0.0) -> None:
        """One block over the whole width, with room for what it leads to; what no page holds is cut where it can be."""
        width, parts = self.kit.width, block.parts
        air = block.above if self.used else 0.0
        tall = stack_height(parts, width)
        whole = tall <= self.kit.height
        if self.used and tall + air + after > self.left and (whole or self.left < _BEGUN):
            self._turn()
            air = 0.0
        while True:
            height = stack_height(parts, width)
            if height + air <= self.left + 0.01:
                break
            first, rest = take(parts, width, self.left - air)
            if not first:
                # Nothing of it can be cut: it passes the edge rather than go round for ever.
                break
            self._place(first, 0, self.used + air, width)
            if not rest:
                self.used = self.kit.height
                return
            parts, air = rest, 0.0
            self._turn()
        self._place(parts, 0, self.used + air, width)
        self.used += air + height

    def columns(self, run: Sequence[Block]) -> None:
        """Blocks down the first column, then the second; the last ones as high as each other."""
        rest = [b for block in run for b in self._cut(block)]
        while rest:
            air = rest[0].above if self.used else 0.0
            height = self._evened(rest, air) or self.left - air
            first = self._filled(rest, height)
            second = self._filled(rest[first:], height)
            if not first:
                if not self.used:
                    first = 1
                else:
                    self._turn()
                    continue
            self.used += air
            both = (rest[:first], rest[first : first + second])
            tallest = max(self._column(part, at) for at, part in enumerate(both))
            if second:
                self._place((Divider(tallest),), self.kit.column + BETWEEN / 2 - 0.25, self.used, 0.5)
            self.used += tallest
            rest = rest[first + second :]
            if rest:
                self._turn()

    def _column(self, blocks: Sequence[Block], at: int) -> float:
        """Place blocks down a column; the first ones of both columns stand level. The height they take."""
        width, top = self.kit.column, self.used
        for number, block in enumerate(blocks):
            top += block.above if number else 0.0
            self._place(block.parts, at * (width + BETWEEN), top, width)
            top += stack_height(block.parts, width)
        return top - self.used

    def _filled(self, blocks: Sequence[Block], height: float) -> int:
        """How many blocks a column of this height holds."""
        used, count = 0.0, 0
        for block in blocks:
            used += (block.above if count else 0.0) + stack_height(block.parts, self.kit.column)
            if used > height + 0.01:
                break
            count += 1
        return count

    def _evened(self, blocks: Sequence[Block], air: float) -> float:
        """The least height at which two columns hold all; 0 where this page does not."""
        room = self.left - air
        whole = sum(stack_height(b.parts, self.kit.column) + b.above for b in blocks)
        height = min(whole / 2, room)
        while True:
            first = self._filled(blocks, height)
            if first and first + self._filled(blocks[first:], height) == len(blocks):
                return height
            if height >= room:
                return 0.0
            height = min(height + _STEP, room)

    def _cut(self, block: Block) -> list[Block]:
        """A block that no column holds, in pieces that one does."""
        found, parts, above = [], block.parts, block.above
        while stack_height(parts, self.kit.column) > self.kit.height:
            first, rest = take(parts, self.kit.column, self.kit.height)
            if not first or not rest:
                break
            found.append(Block(first, above))
            parts, above = rest, 0.0
        return [*found, Block(parts, above)]

    def _turn(self) -> None:
        self.pages.append([])
        self.used = 0.0

    def _place(self, parts: Cell, start: float, top: float, width: float) -> None:
        self.pages[-1].append(Spot(parts, start, top, width))
