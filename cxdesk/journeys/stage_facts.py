"""What stands under the name of a stage: what customers say of all of it, employees beside them, and its age."""

from dataclasses import dataclass
from datetime import date

from cxdesk import ages, i18n
from cxdesk.journeys.content import Content, stacked
from cxdesk.journeys.extras import STALE, stale_words
from cxdesk.journeys.glyph import score_glyph, score_told, score_words, value_words
from cxdesk.journeys.metrics import Style, block
from cxdesk.journeys.queries import JourneyMap, StageOnMap
from cxdesk.journeys.score import Score
from cxdesk.journeys.shapes import Icon, Piece

LINE = 18.0
VALUE = Style("strong", 13, LINE, "text")
TOLD = Style("ui", 12, LINE, "text2")
GLYPH = 64.0
ICON = 12.0
_ICON_ROOM = 17.0
_AIR = 8.0
_VALUE_ROOM = 34.0
_BETWEEN = 20.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line with its width."""

    width: float
    content: Content


def facts(stage: StageOnMap, today: date, room: float, language: str) -> Content:
    """All of it from the start, on as few lines as the stage is wide; a height of 0 where nothing is known."""
    parts = [] if stage.score is None else [_figure(stage.score, room, language)]
    employees = stage.employees
    # One mark, as on the cards; its margin is in the list and where the pointer rests.
    if employees is not None and employees.value is not None and not employees.hidden and not employees.few:
        parts.append(_believed(employees, room, language))
    months = ages.stale_months(stage.checked_on, today)
    if months is not None:
        parts.append(_aged(months, room, language))
    lines: list[list[_Part]] = []
    for part in parts:
        if lines and sum(p.width + _BETWEEN for p in lines[-1]) + part.width <= room:
            lines[-1].append(part)
        else:
            lines.append([part])
    return stacked([_row(line) for line in lines], 0)


def _row(parts: list[_Part]) -> Content:
    def draw(x: float, y: float, width: float) -> Piece:
        piece = Piece()
        for part in parts:
            piece += part.content.draw(x, y, width)
            x += part.width + _BETWEEN
        return piece

    return Content(max(part.content.height for part in parts), draw)


def _figure(score: Score, room: float, language: str) -> _Part:
    """Value, glyph, margin and answers in a line; the words below where there is no room behind."""
    value, margin = score_words(score, language)
    shown = block(value, VALUE, room, language)
    glyph = max(shown.width, _VALUE_ROOM) + _AIR
    behind = glyph + GLYPH + _AIR
    whole = block(margin, TOLD, room * 10, language)
    beside = behind + whole.width <= room
    told = whole if beside else block(margin, TOLD, room, language)

    def draw(x: float, y: float, width: float) -> Piece:
        middle = y + shown.line / 2
        marks = score_glyph(score, x + glyph, x + glyph + GLYPH, middle, False)
        words = told.at(x + behind, y) if beside else told.at(x, y + shown.line)
        return Piece(glyph=marks, text=shown.at(x, y) + words)

    if beside:
        return _Part(behind + told.width, Content(shown.line, draw))
    return _Part(max(behind, told.width), Content(shown.line + told.height, draw))


def _believed(score: Score, room: float, language: str) -> _Part:
    shown = block(value_words(score, language), TOLD, room, language)

    def draw(x: float, y: float, width: float) -> Piece:
        icon = Icon("users", x, y + shown.line / 2 - ICON / 2, ICON, "text2")
        return Piece(glyph=(icon,), text=shown.at(x + _ICON_ROOM, y))

    return _Part(_ICON_ROOM + shown.width, Content(shown.line, draw))


def _aged(months: int, room: float, language: str) -> _Part:
    told = block(stale_words(months, language), STALE, room - 16, language)

    def draw(x: float, y: float, width: float) -> Piece:
        icon = Icon("hourglass", x - 1, y + LINE / 2 - 6.5, 13, "warn")
        return Piece(keep=(icon,), text=told.at(x + 16, y + (LINE - STALE.line) / 2))

    return _Part(16 + told.width, Content(LINE - STALE.line + told.height, draw))


def pooled_words(stage: StageOnMap, language: str) -> list[str]:
    """What customers and employees say of a stage, as sentences for those who hear the map."""
    translate = i18n.words(language).gettext
    told = []
    for score, words in (
        (stage.score, translate("Customers on the whole stage: {score}")),
        (stage.employees, translate("Employees on the whole stage: {score}")),
    ):
        if score is not None:
            told.append(words.format(score=score_told(score, language)))
    return told


def pooling_line(journey: JourneyMap, language: str) -> str:
    """What the figure below a stage's name is; nothing where no stage has one."""
    if not any(stage.score or stage.employees for stage in journey.stages):
        return ""
    return i18n.words(language).gettext(
        "Below a stage: all answers to its touch points together, each counting once."
    )
