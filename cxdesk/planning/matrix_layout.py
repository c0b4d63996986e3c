"""Impact against effort as finished shapes: a grid of steps with a card for each issue, on canvas and paper alike.

Columns are steps of effort, rows steps of impact, the largest on top; what is not judged has a column or row of its own.
Laid out from left to right and mirrored at the end for languages that run the other way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.shapes import Box, Cell, Line, MapDrawing, Piece, Text, drawn_card, mirrored
from cxdesk.planning.judging import EFFORT, IMPACT
from cxdesk.planning.model import STEPS
from cxdesk.planning.priorities import CORNERS, Cuts, Priority, values_text

LABEL_WIDTH, COLUMN, PAD, GAP = 84.0, 148.0, 6.0, 8.0
HEAD, FOOT, LEAST_ROW = 26.0, 44.0, 92.0
CARD_PAD, MOST_LINES = 8.0, 3
NAME = Style("strong", 13, 18, "text")
WORTH = Style("ui", 12, 16, "text2")
STEP = Style("ui", 12, 16, "text2")
CORNER = Style("strong", 12, 16, "accent")
AXIS = Style("ui", 12, 16, "text2")


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: tuple[int, ...]
    rows: tuple[int, ...]

    def x(self, effort: int) -> float:
        return LABEL_WIDTH + self.columns.index(effort) * COLUMN


def lay_out(
    rows: Sequence[Priority], cuts: Cuts, language: str = "en", *, rtl: bool | None = None
) -> MapDrawing:
    """The whole matrix; the first in order stands on top of its cell."""
    grid = _grid(rows)
    where: dict[tuple[int, int], list[Priority]] = {}
    for one in rows:
        where.setdefault((one.issue.effort or 0, one.risk.impact_now or 0), []).append(one)
    contents = {p.issue.id: _content(p, language) for p in rows}
    heights = {
        impact: max(
            [
                LEAST_ROW,
                *(
                    sum(contents[p.issue.id][1] + GAP for p in where.get((effort, impact), ())) + GAP + 16
                    for effort in grid.columns
                ),
            ]
        )
        for impact in grid.rows
    }
    tops, y = {}, HEAD
    for impact in grid.rows:
        tops[impact] = y
        y += heights[impact]
    width = LABEL_WIDTH + len(grid.columns) * COLUMN
    frame = _frame(grid, tops, heights, cuts, width, y, language)
    cards, cells = [], []
    for impact in grid.rows:
        for effort in grid.columns:
            x, top = grid.x(effort), tops[impact]
            cells.append(
                Cell(effort, impact, x + PAD, top + PAD, COLUMN - 2 * PAD, heights[impact] - 2 * PAD)
            )
            at = top + GAP + 16
            for one in where.get((effort, impact), ()):
                draw, high = contents[one.issue.id]
                cards.append(
                    drawn_card(
                        one.issue.id, effort, impact, "issue", x + PAD, at, COLUMN - 2 * PAD, high,
                        _card(one, draw, x + PAD, at, high),
                    )
                )  # fmt: skip
                at += high + GAP
    drawing = MapDrawing(width + 2, y + FOOT, False, frame, tuple(cards), tuple(cells))
    return mirrored(drawing) if (i18n.is_rtl(language) if rtl is None else rtl) else drawing


def _grid(rows: Sequence[Priority]) -> _Grid:
    no_effort = any(p.issue.effort is None for p in rows)
    no_impact = any(p.risk.impact_now is None for p in rows)
    return _Grid((*STEPS, *([0] if no_effort else [])), (*reversed(STEPS), *([0] if no_impact else [])))


def _content(one: Priority, language: str) -> tuple[tuple[Block, Block], float]:
    inner = COLUMN - 2 * PAD - 2 * CARD_PAD
    title = one.issue.title[:300]
    name = block(f"{i18n.number(one.place, lang=language)}. {title}", NAME, inner, language)
    while len(name.lines) > MOST_LINES:
        title = title[: len(title) * MOST_LINES // len(name.lines)].rstrip()
        name = block(f"{i18n.number(one.place, lang=language)}. {title}…", NAME, inner, language)
        if len(name.lines) > MOST_LINES:
            title = title[:-4]
    worth = block(values_text(one.worth) or "–", WORTH, inner, language)
    return (name, worth), name.height + worth.height + 2 * CARD_PAD


def _card(one: Priority, drawn: tuple[Block, Block], x: float, y: float, high: float) -> Piece:
    name, worth = drawn
    ground = "good_soft" if one.issue.kind == "opportunity" else "surface"
    first = one.corner == "first"
    box = Box(
        x, y, COLUMN - 2 * PAD, high, ground, "accent" if first else "line_strong", 2 if first else 1, 8
    )
    text = name.at(x + CARD_PAD, y + CARD_PAD) + worth.at(x + CARD_PAD, y + CARD_PAD + name.height)
    return Piece(keep=(box,), text=text)


def _frame(
    grid: _Grid,
    tops: dict[int, float],
    heights: dict[int, float],
    cuts: Cuts,
    width: float,
    bottom: float,
    language: str,
) -> Piece:
    words = i18n.words(language)
    right = grid.x(STEPS[-1]) + COLUMN
    cut_x = grid.x(cuts.effort)
    cut_y = tops[cuts.impact] + heights[cuts.impact]
    floor = tops[1] + heights[1]
    top = tops[STEPS[-1]]
    keep: list[Box | Line] = [Box(LABEL_WIDTH, top, cut_x - LABEL_WIDTH, cut_y - top, "accent_soft")]
    keep += [Line(LABEL_WIDTH, tops[r], width, tops[r], "line") for r in grid.rows]
    keep.append(Line(LABEL_WIDTH, bottom, width, bottom, "line_strong"))
    keep.append(Line(cut_x, top, cut_x, floor, "text3", 1.25, (4, 4)))
    keep.append(Line(LABEL_WIDTH, cut_y, right, cut_y, "text3", 1.25, (4, 4)))
    text: list[Text] = []
    for corner, x, y in (
        ("first", LABEL_WIDTH, top), ("plan", cut_x, top), ("along", LABEL_WIDTH, cut_y), ("leave", cut_x, cut_y),
    ):  # fmt: skip
        said = block(words.gettext(CORNERS[corner]), CORNER, COLUMN - 2 * PAD, language)
        text += said.at(x + PAD, y + 4)
    for effort in grid.columns:
        said = block(_effort(effort, language), STEP, COLUMN - 2 * PAD, language)
        text += said.at(grid.x(effort) + PAD, bottom + 6)
    for impact in grid.rows:
        said = block(_impact(impact, language), STEP, LABEL_WIDTH - 12, language)
        text += said.at(0, tops[impact] + 4)
    text += block(words.gettext("Impact"), AXIS, LABEL_WIDTH, language).at(0, 2)
    text += block(words.gettext("Effort"), AXIS, COLUMN, language).at(width, bottom + 6 + STEP.line, "right")
    return Piece(keep=tuple(keep), text=tuple(text))


def _effort(step: int, language: str) -> str:
    words = i18n.words(language)
    return words.pgettext("effort of an issue", EFFORT[step]) if step else words.gettext(CORNERS[""])


def _impact(step: int, language: str) -> str:
    words = i18n.words(language)
    return words.pgettext("impact of an issue", IMPACT[step]) if step else words.gettext(CORNERS[""])
