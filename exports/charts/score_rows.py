"""Scores under each other: label, value, glyph, answers and what changed, one row each."""

from dataclasses import dataclass

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from cxdesk.analysis.compare import Change, compare
from exports.charts import shown
from exports.charts.data import ScoreRow, ScoreRows
from exports.charts.glyph import draw_score
from exports.charts.lettering import widest, wrapped
from exports.charts.look import Look
from exports.charts.pen import Pen

PAD = 8.0
GAP = 20.0
GLYPH_LEAST, GLYPH_MOST = 96.0, 220.0
GLYPH_SIZE = 0.75
LABEL_LEAST = 150.0


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its texts broken to fit."""

    row: ScoreRow
    label: list[str]
    detail: list[str]
    value: str
    answers: str
    change: list[str]
    verdict: Change
    height: float


@dataclass(frozen=True, slots=True)
class _Columns:
    """Widths in px; 0 leaves a column out."""

    label: float
    detail: float
    value: float
    glyph: float
    answers: float
    change: float

    def starts(self) -> list[float]:
        """Where each column begins."""
        at, found = PAD, []
        for width in (self.label, self.detail, self.value, self.glyph, self.answers, self.change):
            found.append(at)
            at += width + (GAP if width else 0)
        return found


def score_rows(data: ScoreRows, look: Look) -> Sheet:
    """The rows in the order given, under a head where the data names one."""
    changes = [compare(r.figure, r.before, look.language) for r in data.rows]
    columns = _columns(data, changes, look)
    rows = [_broken(r, c, columns, look) for r, c in zip(data.rows, changes, strict=True)]
    heads = _heads(data, columns, look)
    head = look.row + look.line(look.caption) * (max((len(lines) for _x, lines in heads), default=1) - 1)
    head = head if _has_head(data) else 0.0
    pen = Pen(look, max(head + sum(r.height for r in rows) + 1, look.row))
    if head:
        _draw_head(pen, heads, columns, head)
    top = head
    for index, row in enumerate(rows):
        _draw_row(pen, row, columns, top)
        top += row.height
        if index < len(rows) - 1:
            pen.line([(0, top), (look.room, top)], look.colour("line"), look.hair)
    return pen.figure


def _has_head(data: ScoreRows) -> bool:
    return any((data.label_head, data.detail_head, data.value_head, data.change_head))


def _columns(data: ScoreRows, changes: list[Change], look: Look) -> _Columns:
    """Numbers get what they need; label and glyph share the rest, the less needed columns go first."""
    texts, lang = [r.figure for r in data.rows], look.language
    words = i18n.words(lang)
    value = widest([shown.value(f, lang) for f in texts], look, look.body, True)
    answers = max(
        widest([shown.answers(f, lang) for f in texts], look, look.body),
        widest([words.gettext("Answers")] if _has_head(data) else [], look, look.caption),
    )
    detail = min(
        widest([r.detail for r in data.rows] + [data.detail_head], look, look.body), look.room * 0.15
    )
    sentences = [c.sentence for c in changes] + [data.change_head]
    change = min(widest(sentences, look, look.caption, True), look.room * 0.28) if data.change_head else 0.0
    label = widest([r.label for r in data.rows] + [data.label_head], look, look.body, True)
    fixed = 2 * PAD + value + answers + 3 * GAP
    for detail_now, change_now in ((detail, change), (0.0, change), (0.0, 0.0)):
        room = look.room - fixed - sum(w + GAP for w in (detail_now, change_now) if w)
        if room >= LABEL_LEAST + GLYPH_LEAST:
            break
    label = min(label, room - GLYPH_LEAST)
    glyph = min(GLYPH_MOST, room - label)
    return _Columns(room - glyph, detail_now, value, glyph, answers, change_now)


def _broken(row: ScoreRow, change: Change, columns: _Columns, look: Look) -> _Row:
    label = wrapped(row.label, look, look.body, columns.label, 3, row.chosen)
    sentence = (
        wrapped(change.sentence, look, look.caption, columns.change, 2, change.real) if columns.change else []
    )
    detail = wrapped(row.detail, look, look.body, columns.detail) if columns.detail else []
    tallest = max(
        max(len(label), len(detail)) * look.line(look.body), len(sentence) * look.line(look.caption)
    )
    return _Row(
        row,
        label,
        detail,
        shown.value(row.figure, look.language),
        shown.answers(row.figure, look.language),
        sentence,
        change,
        max(look.row, tallest + look.row_air),
    )


def _heads(data: ScoreRows, columns: _Columns, look: Look) -> list[tuple[float, list[str]]]:
    """Each head's start and lines; the one over value and glyph spans both."""
    label, detail, value, _glyph, _answers, change = columns.starts()
    heads = (
        (label, data.label_head, columns.label),
        (detail, data.detail_head, columns.detail),
        (value, data.value_head, columns.value + GAP + columns.glyph),
        (change, data.change_head, columns.change),
    )
    return [(x, wrapped(text, look, look.caption, room)) for x, text, room in heads if room and text]


def _draw_head(pen: Pen, heads: list[tuple[float, list[str]]], columns: _Columns, height: float) -> None:
    look = pen.look
    for x, lines in heads:
        pen.lines(x, height / 2, lines, look.caption, look.colour("text2"))
    end = columns.starts()[4] + columns.answers
    words = i18n.words(look.language)
    pen.text(end, height / 2, words.gettext("Answers"), look.caption, look.colour("text2"), "end")
    pen.line([(0, height), (look.room, height)], look.colour("line_strong"), look.hair)


def _draw_row(pen: Pen, row: _Row, columns: _Columns, top: float) -> None:
    look, y = pen.look, top + row.height / 2
    label, detail, value, glyph, answers, change = columns.starts()
    ink, grey = look.colour("text"), look.colour("text2")
    if row.row.chosen:
        pen.box(0, top, look.room, row.height, look.colour("accent_soft"))
    pen.lines(label, y, row.label, look.body, ink, strong=row.row.chosen)
    pen.lines(detail, y, row.detail, look.body, grey)
    pen.text(value + columns.value, y, row.value, look.body, ink, "end", strong=True)
    draw_score(
        pen, row.row.figure, glyph, y, columns.glyph, GLYPH_SIZE, row.row.before, row.row.target, row.row.chosen
    )  # fmt: skip
    pen.text(answers + columns.answers, y, row.answers, look.body, grey, "end")
    pen.lines(change, y, row.change, look.caption, change_colour(look, row.verdict), strong=row.verdict.real)


def change_colour(look: Look, change: Change) -> str:
    """Teal or rust only for a real difference; its sign is always printed beside it."""
    if not change.real or change.difference is None:
        return look.colour("text2")
    return look.colour("good" if change.difference > 0 else "bad")
