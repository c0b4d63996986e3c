"""From a fishbone to finished shapes and broken lines: pure geometry, in map pixels, drawn alike on canvas and paper.

Everything is laid out with the head on the right and mirrored at the end for languages that run the other way. A bone
leans towards the tail; a group of causes is a rectangle beside it, as wide as the lean leaves between two bones.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.journeys.metrics import Block, Style, block, width_of
from cxdesk.journeys.shapes import (
    Bead,
    Box,
    CardShape,
    Cell,
    Head,
    Line,
    MapDrawing,
    Piece,
    drawn_card,
    mirrored,
)
from cxdesk.planning.fishbone import Bone, Fishbone, Twig, parted
from cxdesk.planning.judging import KINDS

# From bone to bone: three on a side, or four when some causes are not sorted yet. Both fit the width of an A4 sheet.
PITCH = {3: 262.0, 4: 202.0}
HEAD_WIDTH, HEAD_PAD, NECK = 158.0, 12.0, 22.0
LEAN, MOST_LEAN = 0.28, 96.0
GAP = 10.0
LABEL_HEIGHT, LABEL_PAD = 26.0, 10.0
GROUP_AIR, TWIG_AIR, STEP = 12.0, 3.0, 20.0
DEEPEST_STEP = 5
LEAST_SIDE = 92.0
LEAST_WORDS = 112.0  # narrower, deep causes would stand as a column of syllables
MOST_LINES, MOST_HEAD_LINES = 4, 9

LABEL = Style("strong", 13, 18, "text")
CAUSE = Style("ui", 13, 18, "text")
DEEPER = Style("ui", 12, 16, "text2")
KIND = Style("ui", 12, 16, "text2")
TITLE = Style("voice_strong", 15, 21, "text")


@dataclass(frozen=True, slots=True)
class _Set:
    """A twig whose lines are broken."""

    twig: Twig
    block: Block
    indent: float
    top: float

    @property
    def bottom(self) -> float:
        return self.top + self.block.height


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of causes as a rectangle; its places count from its own top left corner."""

    twigs: tuple[_Set, ...]
    height: float


def lay_out(fish: Fishbone, language: str = "en", *, rtl: bool | None = None) -> MapDrawing:
    """The whole fishbone."""
    pitch, lean = PITCH[fish.columns], LEAN
    while True:
        sides = [_side(fish, side, pitch, lean, language) for side in (0, 1)]
        heights = [max([LEAST_SIDE, *(_height(groups) for groups in side)]) for side in sides]
        if lean * max(heights) <= MOST_LEAN + 0.5:
            break
        # The taller the bones, the steeper they stand.
        lean = MOST_LEAN / max(heights)
    spine = heights[0] + LABEL_HEIGHT
    reach = lean * max(heights)
    feet = [pitch + reach + place * pitch for place in range(fish.columns)]
    end = feet[-1] + NECK
    head = _head(fish, end, spine, language)
    width, height = end + HEAD_WIDTH + 2, spine + heights[1] + LABEL_HEIGHT
    frame = Piece(keep=(Line(12, spine, end, spine, "line_strong", 3),)) + head
    cards: list[CardShape] = []
    cells: list[Cell] = []
    labels: list[Head] = []
    for place, bone in enumerate(fish.bones):
        side, column = divmod(place, fish.columns)
        at = _Bone(side, column, feet[column], spine, lean, heights[side], pitch)
        if bone.code or bone.groups:
            frame += at.drawn(bone, language)
            labels.append(at.label(bone, place, language))
        cells.append(at.cell())
        cards += at.cards(sides[side][column])
    drawing = MapDrawing(width, height, False, frame, tuple(cards), tuple(cells), tuple(labels))
    return mirrored(drawing) if (i18n.is_rtl(language) if rtl is None else rtl) else drawing


def sheets(fish: Fishbone, language: str, room: float) -> list[MapDrawing]:
    """The fishbone on as many sheets as it needs, none higher than `room` map pixels; no cause is left out."""
    whole = lay_out(fish, language)
    if whole.height <= room:
        return [whole]
    pitch = PITCH[fish.columns]
    most = max(room / 2 - LABEL_HEIGHT, LEAST_SIDE + 2 * GAP)
    # At this lean a bone of that height reaches as far as it may.
    lean = min(LEAN, MOST_LEAN / most)
    parts = []
    for bone in fish.bones:
        pages: list[list[tuple[Twig, ...]]] = [[]]
        used = GAP
        for group in _small(bone, pitch, lean, language, most - 2 * GAP):
            high = _group(group, pitch, lean, language).height + GROUP_AIR
            if pages[-1] and used + high > most:
                pages.append([])
                used = GAP
            pages[-1].append(group)
            used += high
        parts.append([tuple(page) for page in pages])
    return [lay_out(part, language) for part in parted(fish, parts)]


def size_of(columns: int) -> float:
    """How wide a fishbone of so many bones on a side is at most."""
    return PITCH[columns] * columns + MOST_LEAN + NECK + HEAD_WIDTH + 2


def bone_at(fish: Fishbone, column: int, side: int) -> str:
    """The bone of a cell of the drawing."""
    return fish.bones[side * fish.columns + column].code


@dataclass(frozen=True, slots=True)
class _Bone:
    """Where one bone lies: its foot on the spine, the side it goes to (0 up, 1 down), how it leans."""

    side: int
    column: int
    foot: float
    spine: float
    lean: float
    height: float
    pitch: float

    def x(self, away: float) -> float:
        """Where the bone is, so far away from the spine."""
        return self.foot - self.lean * away

    def y(self, away: float) -> float:
        """A height, so far away from the spine on this side."""
        return self.spine + (away if self.side else -away)

    def drawn(self, bone: Bone, language: str) -> Piece:
        """Bone and name."""
        line = Line(
            self.x(self.height), self.y(self.height), self.foot, self.spine, "line_strong", 1.75
        )  # fmt: skip
        box = self.label(bone, 0, language)
        words = _clipped(bone.name, LABEL, self.pitch - 2 * LABEL_PAD - GAP, language, 1)
        name = words.at(box.x + box.w / 2, box.y + (box.h - words.height) / 2, "center")
        ground = Box(box.x, box.y, box.w, box.h, "sunken", "line", 1, 4)
        return Piece(keep=(line, ground), text=name)

    def label(self, bone: Bone, place: int, language: str) -> Head:
        """Where the name is."""
        words = _clipped(bone.name, LABEL, self.pitch - 2 * LABEL_PAD - GAP, language, 1)
        wide = words.width + 2 * LABEL_PAD
        middle = self.x(self.height)
        top = self.y(self.height) if self.side else self.y(self.height) - LABEL_HEIGHT
        return Head("stage", place, max(0.0, middle - wide / 2), top, wide, LABEL_HEIGHT)

    def cell(self) -> Cell:
        """The room between this bone and the one before, as far as it is a rectangle."""
        top = self.y(self.height) if not self.side else self.spine
        left = self.foot - self.pitch + GAP
        wide = self.pitch - self.lean * self.height - 2 * GAP
        return Cell(self.column, self.side, left, top + GAP, wide, self.height - 2 * GAP)

    def cards(self, groups: list[_Group]) -> list[CardShape]:
        """The causes, from the top of the side downwards."""
        found = []
        # Upwards the first group lies at the outer end, so that reading goes down on both sides.
        top = self.y(self.height) + GAP if not self.side else self.spine + GAP + 4
        for group in groups:
            bottom = top + group.height
            near, far = abs(bottom - self.spine), abs(top - self.spine)
            left = self.x(min(near, far)) - self.pitch + GAP + 4
            for place, one in enumerate(group.twigs):
                found.append(self._card(one, group.twigs, place, left, top))
            top = bottom + GROUP_AIR
        return found

    def _card(self, one: _Set, group: tuple[_Set, ...], place: int, left: float, top: float) -> CardShape:
        x, y = left + one.indent, top + one.top
        text = one.block.at(x, y)
        if one.twig.depth == 0 or place == 0:
            line_y = top + one.bottom + TWIG_AIR
            end = self.x(abs(line_y - self.spine))
            keep: tuple[Line | Bead, ...] = (
                Line(left - 2, line_y, end, line_y, "line_strong", 1.25),
                _bead(one.twig, end, line_y),
            )
        else:
            keep = self._elbow(one, group, place, left, top)
        wide = max(one.block.width, 40.0)
        return drawn_card(
            one.twig.id, self.column, self.side, "cause", x - 3, y - 1, wide + 6, one.block.height + 2,
            Piece(keep=keep, text=text),
        )  # fmt: skip

    def _elbow(
        self, one: _Set, group: tuple[_Set, ...], place: int, left: float, top: float
    ) -> tuple[Line | Bead, ...]:
        """From the cause above down and across to this one."""
        above = next((g for g in reversed(group[:place]) if g.twig.depth < one.twig.depth), group[0])
        x = left + one.indent - STEP + 5
        start = top + above.bottom + (TWIG_AIR if above.indent == 0 else 1)
        y = top + one.top + one.block.line / 2
        bead = _bead(one.twig, left + one.indent - 7, y)
        return (Line(x, start, x, y, "line_strong"), Line(x, y, bead.x - 3, y, "line_strong"), bead)


def _bead(twig: Twig, x: float, y: float) -> Bead:
    grade = "measured" if twig.treated else "opinion"
    return Bead(x, y, 3.6, grade, "accent" if twig.treated else "text2", "surface", 1.3)


def _head(fish: Fishbone, x: float, spine: float, language: str) -> Piece:
    kind, title = _head_blocks(fish, language)
    height = _head_height(fish, language)
    top = spine - height / 2
    box = Box(x, top, HEAD_WIDTH, height, "surface", "accent", 2, 8)
    words = kind.at(x + HEAD_PAD, top + HEAD_PAD)
    words += title.at(x + HEAD_PAD, top + HEAD_PAD + kind.height + 2)
    return Piece(keep=(box,), text=words)


def _head_blocks(fish: Fishbone, language: str) -> tuple[Block, Block]:
    inner = HEAD_WIDTH - 2 * HEAD_PAD
    kind = i18n.words(language).gettext(KINDS[fish.kind])
    return (
        _clipped(kind, KIND, inner, language, 2),
        _clipped(fish.title, TITLE, inner, language, _title_lines(language)),
    )


def _title_lines(language: str) -> int:
    """As many as keep the head within the least height of the bones."""
    room = 2 * (LEAST_SIDE + LABEL_HEIGHT) - 2 * HEAD_PAD - 2 * (KIND.line + 4)
    return min(MOST_HEAD_LINES, int(room // (TITLE.line + (4 if i18n.is_rtl(language) else 0))))


def _head_height(fish: Fishbone, language: str) -> float:
    kind, title = _head_blocks(fish, language)
    return kind.height + title.height + 2 + 2 * HEAD_PAD


def _side(fish: Fishbone, side: int, pitch: float, lean: float, language: str) -> list[list[_Group]]:
    bones = fish.bones[side * fish.columns : (side + 1) * fish.columns]
    return [[_group(group, pitch, lean, language) for group in bone.groups] for bone in bones]


def _height(groups: list[_Group]) -> float:
    return sum(g.height + GROUP_AIR for g in groups) + 2 * GAP if groups else 0.0


def _group(group: tuple[Twig, ...], pitch: float, lean: float, language: str) -> _Group:
    """The lines of a group in the width that its own height leaves it."""
    height, made = 40.0, _set(group, pitch - 2 * GAP - 16 - lean * 40.0, language)
    for _turn in range(4):
        if made.height <= height:
            break
        height = made.height
        made = _set(group, max(pitch - 2 * GAP - 16 - lean * height, pitch / 3), language)
    return made


def _set(group: tuple[Twig, ...], width: float, language: str) -> _Group:
    found: list[_Set] = []
    y = 0.0
    for place, twig in enumerate(group):
        indent = min(STEP * min(twig.depth, DEEPEST_STEP), max(STEP * bool(twig.depth), width - LEAST_WORDS))
        style = CAUSE if twig.depth == 0 else DEEPER
        words = _clipped(twig.text, style, width - indent, language, MOST_LINES)
        found.append(_Set(twig, words, indent, y))
        y += words.height + (TWIG_AIR + 4 if place == 0 else 3)
    return _Group(tuple(found), y)


def _small(bone: Bone, pitch: float, lean: float, language: str, most: float) -> list[tuple[Twig, ...]]:
    """The groups of a bone, those that are higher than one sheet cut into pieces that are not."""
    found: list[tuple[Twig, ...]] = []
    for group in bone.groups:
        piece: list[Twig] = []
        for twig in group:
            if piece and _group((*piece, twig), pitch, lean, language).height + GROUP_AIR > most:
                found.append(tuple(piece))
                piece = []
            piece.append(twig)
        found.append(tuple(piece))
    return found


def _clipped(text: str, style: Style, width: float, language: str, most: int) -> Block:
    """At most so many lines; what is left out is told by three dots, and stands whole in the list."""
    # More letters than any line holds need not be measured.
    whole = block(text[: most * 200], style, width, language)
    if len(whole.lines) <= most and len(text) <= most * 200:
        return whole
    kept = list(whole.lines[:most])
    last = _shortened(kept[-1][0], lambda line: width_of(line, whole.face, style.size) <= width)
    kept[-1] = (last, width_of(last, whole.face, style.size))
    return Block(tuple(kept), style, whole.face, whole.line, whole.rtl)


def _shortened(line: str, fits: Callable[[str], bool]) -> str:
    while line and not fits(line + "…"):
        line = line[:-1]
    return line.rstrip() + "…"
