"""The top of a map: stages with their durations over a rule, and the names of the steps."""

from dataclasses import dataclass, replace

from cxdesk.journeys.grid import CARD_WIDTH, COLUMN, Column, Sight
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import StageOnMap
from cxdesk.journeys.shapes import Head, Line, Piece

STAGE_AIR = 12.0
STAGE_STYLE = Style("voice_strong", 18, 28, "text")
STEP_STYLE = Style("strong", 14, 20, "text")
DURATION = Style("ui", 12, 28, "text2")


@dataclass(frozen=True, slots=True)
class Top:
    """The top with the places of its names; the lanes begin at its height."""

    piece: Piece
    heads: tuple[Head, ...]
    height: float


def top(sight: Sight) -> Top:
    """Stages and steps of what is shown; a stage that goes on over a second sheet is named there again."""
    stages = _seen(sight)
    titles = [_stage_words(sight.every[start].stage, end - start, sight.language) for start, end in stages]
    title_height = max((max(t.height, d.height) for t, d in titles), default=STAGE_STYLE.line)
    piece, heads = Piece(), []
    for (start, end), (title, duration) in zip(stages, titles, strict=True):
        stage = sight.every[start].stage
        left, right = sight.left(start), sight.left(end) - STAGE_AIR
        piece += _stage(stage, title, duration, left, right, title_height)
        heads.append(Head("stage", stage.id, left, 0, right - left, title_height))
    below = title_height + 2 + 10
    names = [block(_name(column), STEP_STYLE, CARD_WIDTH, sight.language) for column in sight.every]
    names_height = max((n.height for n in names), default=STEP_STYLE.line)
    for place in range(sight.first, sight.last):
        piece += Piece(text=names[place].at(sight.left(place), below))
        if step := sight.every[place].step:
            heads.append(Head("step", step.id, sight.left(place), below, CARD_WIDTH, names_height))
    height = below + max(names_height, STEP_STYLE.line) + 4
    return Top(piece, tuple(heads), height)


def _name(column: Column) -> str:
    return column.step.name if column.step else ""


def _seen(sight: Sight) -> list[tuple[int, int]]:
    """From which column up to which each stage is shown."""
    starts = [i for i, c in enumerate(sight.every) if i == 0 or c.stage.id != sight.every[i - 1].stage.id]
    ends = [*starts[1:], len(sight.every)]
    spans = zip(starts, ends[: len(starts)], strict=True)
    shown = [(max(start, sight.first), min(end, sight.last)) for start, end in spans]
    return [(start, end) for start, end in shown if start < end]


def _stage_words(stage: StageOnMap, columns: int, language: str) -> tuple[Block, Block]:
    style = replace(STAGE_STYLE, colour="accent") if stage.in_focus else STAGE_STYLE
    whole = columns * COLUMN - STAGE_AIR
    duration = block(stage.duration, DURATION, whole / 2, language)
    room = whole - (duration.width + 12 if duration.lines else 0)
    return block(stage.name, style, room, language), duration


def _stage(
    stage: StageOnMap, title: Block, duration: Block, left: float, right: float, height: float
) -> Piece:
    colour = "accent" if stage.in_focus else "line_strong"
    # Titles stay visible from far out: they are how a large map is read.
    rule = Line(left, height + 1, right, height + 1, colour, 2)
    return Piece(
        keep=(*title.at(left, height - title.height), rule),
        text=duration.at(right, height - duration.height, "right"),
    )
