"""The one line below a touch point's score: a real change, a real gap to what was expected, and the employees.

What shows no difference is left out, and margins are told where there is room for words: see `facts`.
"""

from cxdesk import i18n
from cxdesk.journeys.beside_words import change_words, gap_words, value_now
from cxdesk.journeys.content import Content
from cxdesk.journeys.glyph import score_told, value_words
from cxdesk.journeys.metrics import Block, Style, block
from cxdesk.journeys.score import Beside, Score
from cxdesk.journeys.shapes import Icon, Piece

ICON = 12.0
TEXT_X = 15.0
BETWEEN = 9.0
# A value has its good side; a plain number such as hours waited has none.
_TONES = {1: "good", -1: "bad"}
_ARROWS = {1: "arrow-up", -1: "arrow-down"}
_SMALL = 12.0
_LINE = 16.0

Mark = tuple[str, str, Block]


def line(near: Beside, score: Score | None, inner: float, language: str) -> Content:
    """Its marks from the start, each an icon with a value; a height of 0 where there is none."""
    rows: list[list[Mark]] = []
    used = 0.0
    for mark in _marks(near, score, inner, language):
        width = TEXT_X + mark[2].width
        if not rows or used + BETWEEN + width > inner:
            rows.append([])
            used = -BETWEEN
        rows[-1].append(mark)
        used += BETWEEN + width
    high = max((mark[2].line for row in rows for mark in row), default=0.0)

    def draw(x: float, y: float, width: float) -> Piece:
        piece = Piece()
        for depth, row in enumerate(rows):
            left, top = x, y + depth * high
            for icon, tone, words in row:
                mark = Icon(icon, left, top + (words.line - ICON) / 2, ICON, tone)
                piece += Piece(glyph=(mark,), text=words.at(left + TEXT_X, top))
                left += TEXT_X + words.width + BETWEEN
        return piece

    return Content(len(rows) * high, draw)


def shows(near: Beside | None, score: Score | None) -> tuple[bool, bool, bool]:
    """Whether the line has a change, a gap, the employees."""
    if near is None:
        return False, False, False
    change = bool(near.direction) and near.difference is not None and score is not None and not score.hidden
    gap = near.gap
    employees = near.employees
    return (
        change,
        gap is not None and gap.real and not gap.few and not gap.hidden and gap.value is not None,
        employees is not None and not employees.hidden and not employees.few and employees.value is not None,
    )


def facts(near: Beside, score: Score | None, lang: str | None = None) -> list[str]:
    """All that is known beside a score, as sentences with margins and answers."""
    lang = lang or i18n.language()
    said = i18n.words(lang)
    told = []
    if score is not None and not score.hidden and (change := change_words(near, score.metric, lang)):
        told.append(said.gettext("Since {round}: {change}").format(round=near.before_round, change=change))
    if near.gap is not None:
        told.append(gap_words(near.gap, lang))
    if near.employees is not None:
        believed = told_in(near.employees, near.employees_round, lang)
        told.append(said.gettext("Employees: {score}").format(score=believed))
    return told


def told_in(score: Score, round_label: str, lang: str) -> str:
    """A score as one says it, with the survey round it comes from."""
    return i18n.listed([score_told(score, lang), *([round_label] if round_label else [])], lang)


def _marks(near: Beside, score: Score | None, inner: float, language: str) -> list[Mark]:
    change, gap, employees = shows(near, score)
    marks: list[tuple[str, str, str]] = []
    if change and score is not None and near.difference is not None:
        tone = "text2" if score.metric == "mean" else _TONES[near.direction or 1]
        decimals = 1 if score.metric == "mean" else 0
        marks.append((_ARROWS[near.direction or 1], tone, value_now(near.difference, decimals, language)))
    if gap and near.gap is not None and near.gap.value is not None:
        marks.append(
            ("scale", _TONES[1 if near.gap.value > 0 else -1], value_now(near.gap.value, 1, language))
        )
    if employees and near.employees is not None:
        marks.append(("users", "text2", value_words(near.employees, language)))
    return [
        (icon, tone, block(words, Style("ui", _SMALL, _LINE, tone), inner - TEXT_X, language))
        for icon, tone, words in marks
    ]
