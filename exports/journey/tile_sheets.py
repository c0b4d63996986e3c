"""The sheets of a poster to be glued: each with cut marks and its label, before them the plan that says how."""

from dataclasses import replace

from cxdesk import i18n
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.shapes import Box, Line, Piece, Shape, Text, mirror
from exports.journey.extent import Rect, placed
from exports.journey.papers import MM
from exports.journey.sheet import Part, Sheet
from exports.journey.tiles import EDGE, TOP, Cutting, Tile

MARK, MARK_GAP = 6 * MM, 1.5 * MM
RULER = 100 * MM
# Room for the drawing of all sheets on the first page.
PLAN_SHARE = 0.5
HEAD = Style("voice_strong", 22, 28, "text")
SAID = Style("ui", 10.5, 16, "text")
SMALL = Style("ui", 8.5, 12, "text2")
LABEL = Style("strong", 8.5, 12, "text")


def tile_sheets(poster: Sheet, cutting: Cutting, language: str, name: str, split: str = "") -> list[Sheet]:
    """The plan and then every tile; `split` names the cards of which no tile shows all."""
    tiles = [_tile(poster, cutting, tile, language, name) for tile in cutting.tiles]
    return [_plan(poster, cutting, language, name, split), *tiles]


def tile_name(tile: Tile, language: str) -> str:
    """Row by letter, column by number from where reading begins: B3."""
    letters, row = "", tile.row
    while row >= 0:
        letters = chr(65 + row % 26) + letters
        row = row // 26 - 1
    return letters + i18n.digits(str(tile.column + 1), language)


def tile_label(tile: Tile, cutting: Cutting, language: str) -> str:
    """B3 of 4 × 3."""
    columns, rows = (i18n.number(n, lang=language) for n in (cutting.columns, cutting.rows))
    return (
        i18n.words(language)
        .gettext("{sheet} of {columns} × {rows}")
        .format(sheet=tile_name(tile, language), columns=columns, rows=rows)
    )


def _tile(poster: Sheet, cutting: Cutting, tile: Tile, language: str, name: str) -> Sheet:
    window, paper = tile.window, cutting.paper
    dx, dy = EDGE - window.left, TOP - window.top
    clip = Rect(EDGE, TOP, EDGE + window.width, TOP + window.height)
    parts = tuple(replace(part, x=part.x + dx, y=part.y + dy, clip=clip) for part in poster.parts)
    marks = Part(0, 0, 1, (*_marks(cutting, tile, clip, language).shapes,), "Footer")
    label = _label(cutting, tile, clip, language, name)
    return Sheet(paper.width, paper.height, (*parts, marks, label), poster.journey)


def _label(cutting: Cutting, tile: Tile, clip: Rect, language: str, name: str) -> Part:
    said = block(tile_label(tile, cutting, language), LABEL, clip.width / 3, language)
    beside = block(name, SMALL, clip.width * 0.6, language)
    y = clip.bottom + MARK_GAP + MARK
    words: tuple[Shape, ...] = said.at(clip.left, y)
    words += beside.at(clip.right, y, "right")[:1]
    if i18n.is_rtl(language):
        words = tuple(mirror(shape, cutting.paper.width) for shape in words)
    return Part(0, 0, 1, words, "Footer")


def _marks(cutting: Cutting, tile: Tile, clip: Rect, language: str) -> Piece:
    """Corners of the window, and where the neighbours begin: small marks in the margin that name them."""
    lines: list[Line] = []
    for x, out in ((clip.left, -1), (clip.right, 1)):
        for y, down in ((clip.top, -1), (clip.bottom, 1)):
            lines.append(Line(x + out * MARK_GAP, y, x + out * (MARK_GAP + MARK), y, "text", 0.5))
            lines.append(Line(x, y + down * MARK_GAP, x, y + down * (MARK_GAP + MARK), "text", 0.5))
    piece = Piece(keep=tuple(lines))
    beside = _neighbour(cutting, tile, 0, 1)
    if beside is not None:
        # The neighbour's side that is glued over this sheet: its left, or its right where one reads from there.
        edge = beside.window.right if i18n.is_rtl(language) else beside.window.left
        x = clip.left + edge - tile.window.left
        for y, down in ((clip.top, -1), (clip.bottom, 1)):
            piece += _begins(x, y, 0, down, tile_name(beside, language), language)
    below = _neighbour(cutting, tile, 1, 0)
    if below is not None:
        y = clip.top + below.window.top - tile.window.top
        for x, out in ((clip.left, -1), (clip.right, 1)):
            piece += _begins(x, y, out, 0, tile_name(below, language), language)
    return piece


def _begins(x: float, y: float, out: int, down: int, name: str, language: str) -> Piece:
    said = block(name, Style("ui", 8, 9, "text2"), 40, language)
    near, far = MARK_GAP, MARK_GAP + MARK * 0.6
    line = Line(x + out * near, y + down * near, x + out * far, y + down * far, "accent", 0.8)
    if down:
        return Piece(keep=(line,), text=said.at(x, y + down * (far + 5) - said.height / 2, "center"))
    at = x + out * (far + 1)
    return Piece(keep=(line,), text=said.at(at, y - said.height / 2, "left" if out > 0 else "right"))


def _neighbour(cutting: Cutting, tile: Tile, rows: int, columns: int) -> Tile | None:
    row, column = tile.row + rows, tile.column + columns
    if row >= cutting.rows or column >= cutting.columns:
        return None
    return cutting.tiles[row * cutting.columns + column]


def _plan(poster: Sheet, cutting: Cutting, language: str, name: str, split: str) -> Sheet:
    """The first page: all sheets in small with their names, what to do in order, and a line to measure."""
    paper, rtl = cutting.paper, i18n.is_rtl(language)
    room = Rect(EDGE + 12, TOP + 12, paper.width - EDGE - 12, paper.height - TOP - 12)
    across = paper.width > paper.height
    text_width = room.width * (1 - PLAN_SHARE) - 24 if across else room.width
    head = block(name, HEAD, room.width, language)
    above = block(_size_words(cutting, language), SAID, room.width, language)
    texts: list[Part] = [
        _words(head.at(room.left, room.top), paper.width, rtl, "H1"),
        _words(above.at(room.left, room.top + head.height + 4), paper.width, rtl),
    ]
    y = body = room.top + head.height + above.height + 20
    for line in _steps(cutting, language, split):
        said = block(line, SAID, text_width, language)
        texts.append(_words(said.at(room.left, y), paper.width, rtl))
        y += said.height + 7
    texts += [_words(shapes, paper.width, rtl) for shapes in _ruler(room.left, y + 14, text_width, language)]
    y += 14 + 40
    if across:
        box = Rect(room.left + text_width + 24, body, room.right, room.bottom)
    else:
        box = Rect(room.left, y + 8, room.right, room.bottom)
    drawn = _overview(poster, cutting, box, language, paper.width)
    return Sheet(paper.width, paper.height, (*texts, *drawn), poster.journey)


def _words(shapes: tuple[Shape, ...], width: float, rtl: bool, role: str = "P") -> Part:
    shown = tuple(mirror(shape, width) for shape in shapes) if rtl else shapes
    return Part(0, 0, 1, shown, role)  # type: ignore[arg-type]


def _size_words(cutting: Cutting, language: str) -> str:
    words, count, size = i18n.words(language), cutting.columns * cutting.rows, cutting.glued
    return words.ngettext(
        "{n} sheet, {wide} × {high} cm when it is cut.",
        "{n} sheets, {wide} × {high} cm when they are glued.",
        count,
    ).format(
        n=i18n.number(count, lang=language),
        wide=i18n.number(size.width / MM / 10, 1, language),
        high=i18n.number(size.height / MM / 10, 1, language),
    )


def _steps(cutting: Cutting, language: str, split: str) -> list[str]:
    words = i18n.words(language)
    told = [
        words.gettext(
            "Print in real size (100%), without fitting to the page. Then measure the line below: it must be 100 mm long."
        )
    ]
    if i18n.is_rtl(language):
        cut = words.gettext(
            "Cut each sheet along the marks at its right and at its top, but for the first of a row and the first row."
        )
        glue = words.gettext(
            "Glue the sheets of a row in their order, from the right: each lies on the one before, its edge at the small marks."
        )
    else:
        cut = words.gettext(
            "Cut each sheet along the marks at its left and at its top, but for the first of a row and the first row."
        )
        glue = words.gettext(
            "Glue the sheets of a row in their order, from the left: each lies on the one before, its edge at the small marks."
        )
    if cutting.columns * cutting.rows > 1:
        told.append(cut)
    if cutting.columns > 1:
        told.append(glue)
    if cutting.rows > 1:
        told.append(words.gettext("Then glue each row on the one above it, its top at the small marks."))
    told = [f"{i18n.number(n, lang=language)}. {line}" for n, line in enumerate(told, 1)]
    return [*told, split] if split else told


def _ruler(x: float, y: float, width: float, language: str) -> list[tuple[Shape, ...]]:
    """A line of exactly 100 mm with a tick for each centimetre, and its words."""
    ticks = tuple(
        Line(x + n * 10 * MM, y + (0 if n % 10 == 0 else 4), x + n * 10 * MM, y + 12, "text", 0.6)
        for n in range(11)
    )
    line = Line(x, y + 12, x + RULER, y + 12, "text", 0.8)
    said = block(i18n.words(language).gettext("100 mm, to be measured"), SMALL, width, language)
    return [(line, *ticks), said.at(x, y + 16)]


def _overview(poster: Sheet, cutting: Cutting, box: Rect, language: str, page: float) -> list[Part]:
    """All sheets in small over the cards of the map, each with its name, numbered in the order of gluing."""
    wide = max(poster.width, *(t.window.right for t in cutting.tiles))
    high = max(poster.height, *(t.window.bottom for t in cutting.tiles))
    first = min(0.0, *(t.window.left for t in cutting.tiles))
    scale = min(box.width / (wide - first), box.height / high)
    rtl = i18n.is_rtl(language)
    # The map runs the right way already; only where the drawing stands on the page is turned.
    left = page - box.right if rtl else box.left
    x, y = left - first * scale, box.top
    shapes: list[Shape] = [Box(0, 0, poster.width * scale, poster.height * scale, "surface", "line", 0.5)]
    for part in poster.parts:
        for card in part.drawing.cards if part.drawing else ():
            place = placed(Rect(card.x, card.y, card.x + card.w, card.y + card.h), part.x, part.y, part.scale)
            ground = next((s for s in card.piece.keep if isinstance(s, Box)), None)
            if ground is not None:
                fill = "sunken" if ground.fill in (None, "surface") else ground.fill
                at = (place.left * scale, place.top * scale, place.width * scale, place.height * scale)
                shapes.append(Box(*at, fill, None, 0, 1))
    names: list[Text] = []
    for tile in cutting.tiles:
        window = placed(tile.window, 0, 0, scale)
        shapes.append(Box(window.left, window.top, window.width, window.height, None, "accent", 0.7))
        said = block(tile_name(tile, language), _fitted(window.height), window.width, language)
        middle = (window.left + window.right) / 2
        names += said.at(middle, (window.top + window.bottom - said.height) / 2, "center")
    return [Part(x, y, 1, tuple(shapes), "Footer"), Part(x, y, 1, tuple(names))]


def _fitted(height: float) -> Style:
    size = min(14.0, max(8.0, height / 3))
    return Style("strong", size, size * 1.3, "text")
