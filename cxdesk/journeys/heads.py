"""The top of a map: stages with their durations over a rule, the names of the steps, the ways between them."""

from dataclasses import dataclass, replace
from datetime import date

from cxdesk import ages
from cxdesk.journeys import stage_facts
from cxdesk.journeys.content import Content, stacked
from cxdesk.journeys.extras import SMALL, STALE, TAG_HEIGHT, age_words, template_tag
from cxdesk.journeys.grid import NAME_AIR, Column, Sight
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.queries import JourneyMap, StageOnMap
from cxdesk.journeys.shapes import Head, Icon, Line, Piece
from cxdesk.journeys.ways import band

STAGE_AIR = 12.0
STAGE_STYLE = Style("voice_strong", 18, 28, "text")
STEP_STYLE = Style("strong", 14, 20, "text")
DURATION = Style("ui", 12, 28, "text2")
LOCK_ROOM = 22.0
OPENS_ROOM = 20.0
TEMPLATE_DASH = (4.0, 3.0)


@dataclass(frozen=True, slots=True)
class Top:
    """The top with the places of its names; the lanes begin at its height."""

    piece: Piece
    heads: tuple[Head, ...]
    height: float


def top(journey: JourneyMap, sight: Sight) -> Top:
    """Stages and steps of what is shown; a stage that goes on over a second sheet is named there again."""
    stages = _seen(sight)
    titles = [_stage_words(sight.every[start].stage, end - start, sight) for start, end in stages]
    title_height = max((max(t.height, d.height) for t, d in titles), default=STAGE_STYLE.line)
    piece, heads = Piece(), []
    for (start, end), (title, duration) in zip(stages, titles, strict=True):
        stage = sight.every[start].stage
        left, right = sight.left(start), sight.left(end) - STAGE_AIR
        piece += _stage(stage, title, duration, left, right, title_height)
        heads.append(Head("stage", stage.id, left, 0, right - left, title_height))
    facts = [_facts(journey, sight, start, end) for start, end in stages]
    below = title_height + 2 + 10
    for (start, _end), told in zip(stages, facts, strict=True):
        piece += told.draw(sight.left(start), title_height + 6, 0)
    below += max((told.height for told in facts), default=0)
    names = [_step(journey, column, sight) for column in sight.every]
    names_height = max((n.height for n in names), default=STEP_STYLE.line)
    for place in range(sight.first, sight.last):
        piece += names[place].draw(sight.left(place), below, sight.card_width)
        if step := sight.every[place].step:
            heads.append(Head("step", step.id, sight.left(place), below, sight.card_width, names_height))
    height = below + max(names_height, STEP_STYLE.line) + 4
    ways = band(journey, sight, height)
    return Top(piece + ways.piece, tuple(heads), height + ways.height)


def stale_months(journey: JourneyMap, checked_on: date | None = None) -> int | None:
    """For how many months a day, else the whole map, lies back, when that is long enough to be checked again."""
    return ages.stale_months(checked_on or journey.checked_on, journey.today)


def _step(journey: JourneyMap, column: Column, sight: Sight) -> Content:
    """The name of a step; an icon where it opens a journey, its age, and whether it is a template's."""
    step, language, room = column.step, sight.language, sight.name_room
    opens = step is not None and step.inner_journey_id is not None
    name = block(step.name if step else "", STEP_STYLE, room - (OPENS_ROOM if opens else 0), language)
    parts = [Content(name.height, lambda x, y, width: Piece(text=name.at(x, y)))]
    if step is not None and step.checked_on is not None:
        parts.append(_age(journey, step.checked_on, sight))
    if step is not None and step.is_template:
        parts.append(Content(TAG_HEIGHT + 6, lambda x, y, width: template_tag(x, y + 1, language)[0]))
    whole = stacked(parts, 0)
    if not opens:
        return whole

    def draw(x: float, y: float, width: float) -> Piece:
        icon = Icon("external-link", x + room - 15, y + (name.line - 15) / 2, 15, "accent")
        return whole.draw(x, y, width) + Piece(glyph=(icon,))

    return Content(whole.height, draw)


def _age(journey: JourneyMap, checked_on: date, sight: Sight) -> Content:
    """When a step was last checked; with the mark of age where that is too long ago."""
    stale = stale_months(journey, checked_on) is not None
    months = max(ages.months_between(checked_on, journey.today), 0)
    start = 16.0 if stale else 0.0
    words = age_words(months, sight.language)
    told = block(words, STALE if stale else SMALL, sight.card_width - start, sight.language)

    def draw(x: float, y: float, width: float) -> Piece:
        icon = (Icon("hourglass", x - 1, y + told.line / 2 - 6.5, 13, "warn"),) if stale else ()
        return Piece(keep=icon, text=told.at(x + start, y))

    return Content(told.height, draw)


def _facts(journey: JourneyMap, sight: Sight, start: int, end: int) -> Content:
    """What is known of a whole stage, below its rule and over the names of its steps."""
    room = (end - start) * sight.column - STAGE_AIR
    return stage_facts.facts(sight.every[start].stage, journey.today, room, sight.language)


def _seen(sight: Sight) -> list[tuple[int, int]]:
    """From which column up to which each stage is shown."""
    starts = [i for i, c in enumerate(sight.every) if i == 0 or c.stage.id != sight.every[i - 1].stage.id]
    ends = [*starts[1:], len(sight.every)]
    spans = zip(starts, ends[: len(starts)], strict=True)
    shown = [(max(start, sight.first), min(end, sight.last)) for start, end in spans]
    return [(start, end) for start, end in shown if start < end]


def _stage_words(stage: StageOnMap, columns: int, sight: Sight) -> tuple[Block, Block]:
    language = sight.language
    style = replace(STAGE_STYLE, colour="accent") if stage.in_focus else STAGE_STYLE
    whole = columns * sight.column - STAGE_AIR - (LOCK_ROOM if stage.locked else 0)
    duration = block(stage.duration, DURATION, whole / 2, language)
    room = whole - (duration.width + 12 if duration.lines else NAME_AIR)
    return block(stage.name, style, room, language), duration


def _stage(
    stage: StageOnMap, title: Block, duration: Block, left: float, right: float, height: float
) -> Piece:
    colour = "accent" if stage.in_focus else "line_strong"
    # Titles stay visible from far out: they are how a large map is read.
    rule = Line(left, height + 1, right, height + 1, colour, 2, TEMPLATE_DASH if stage.is_template else ())
    at = height - title.height
    lock: tuple[Icon, ...] = ()
    if stage.locked:
        lock = (Icon("lock", left, at + (title.line - 16) / 2, 16, "text2"),)
    return Piece(
        keep=(*title.at(left + (LOCK_ROOM if stage.locked else 0), at), rule),
        glyph=lock,
        text=duration.at(right, height - duration.height, "right"),
    )
