"""The same data as a table: for the clipboard, for lists, and for those who can't see the picture."""

from dataclasses import dataclass

from cxdesk import i18n
from cxdesk.analysis.compare import compare
from cxdesk.analysis.figure import FEW, Figure
from exports.charts.bars import bar_text
from exports.charts.data import (
    Bars,
    BeforeAfter,
    Bubble,
    Chart,
    HeatMap,
    NpsDistribution,
    Quadrant,
    ScoreRows,
    StepGrid,
    Timeline,
    Trend,
)
from exports.charts.heat_map import FEW_MARK, cell_text
from exports.charts.nps_distribution import GROUPS, group_words
from exports.charts.shown import answers, span, value
from exports.charts.step_grid import corner_of
from exports.charts.trend import label_of

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Twin:
    """A head and rows as long as it; numbers are numbers, so that a spreadsheet can go on counting."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def twin_of(data: Chart, lang: str | None = None) -> Twin:
    """The table behind a chart."""
    lang = lang or i18n.language()
    match data:
        case ScoreRows():
            return _score_rows(data, lang)
        case Trend():
            return _trend(data, lang)
        case NpsDistribution():
            return _distribution(data, lang)
        case BeforeAfter():
            return _before_after(data, lang)
        case Bars():
            return _bars(data, lang)
        case HeatMap():
            return _heat_map(data, lang)
        case Timeline():
            return _timeline(data, lang)
        case Quadrant():
            return _quadrant(data, lang)
        case StepGrid():
            return _step_grid(data, lang)


def described(data: Chart, lang: str | None = None) -> str:
    """The chart in sentences, one for each row, for a screen reader."""
    lang = lang or i18n.language()
    lines = _spoken(data, lang)
    return " ".join(line + "." for line in lines if line)


def _said(figure: Figure, lang: str) -> str:
    """48%, 43 to 53, 412 answers."""
    words = i18n.words(lang)
    if figure.suppressed_reason:
        return words.gettext("{answers}, {reason}").format(
            answers=answers(figure, lang), reason=words.gettext(figure.suppressed_reason)
        )  # fmt: skip
    counted = words.ngettext("{n} answer", "{n} answers", figure.n).format(n=i18n.number(figure.n, lang=lang))
    return _joined([value(figure, lang), span(figure, lang), counted], lang)


def _joined(parts: list[str], lang: str) -> str:
    return ("، " if lang == "fa" else ", ").join(p for p in parts if p)


def _spoken(data: Chart, lang: str) -> list[str]:
    match data:
        case ScoreRows():
            told = [
                (r.label, _said(r.figure, lang), compare(r.figure, r.before, lang).sentence)
                for r in data.rows
            ]
            return [
                f"{label}: {_joined([said, change if data.change_head else ''], lang)}"
                for label, said, change in told
            ]
        case Trend():
            lines = [f"{label_of(p, lang)}: {_said(p.figure, lang)}" for p in data.points]
            return lines + [f"{i18n.day(e.when, lang)}: {e.label}" for e in data.events]
        case BeforeAfter():
            return [
                f"{r.label}: {_joined([_said(r.now, lang), compare(r.now, r.before, lang).sentence], lang)}"
                for r in data.rows
            ]
        case HeatMap():
            return [
                f"{row}: "
                + _joined([f"{c} {_cell(f, lang)}" for c, f in zip(data.columns, cells, strict=True)], lang)
                for row, cells in zip(data.rows, data.cells, strict=True)
            ]
        case Timeline():
            return [
                f"{b.label}: {_joined([b.detail, i18n.day(b.start, lang), i18n.day(b.end, lang), b.standing], lang)}"
                for b in data.bars
            ]
        case Bars():
            return [f"{b.label}: {bar_text(b, lang)}" for b in data.bars]
        case StepGrid():
            return [*_cells_in_words(data, lang), data.rest.rstrip(".")]
        case Quadrant() | NpsDistribution():
            return [_joined([_text(cell, lang) for cell in row], lang) for row in twin_of(data, lang).rows]


def _text(cell: Cell, lang: str) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    return i18n.number(cell, 0 if cell == round(cell) else 1, lang)


def _cell(figure: Figure | None, lang: str) -> str:
    if figure is None:
        return "–"
    return answers(figure, lang) if figure.hidden else cell_text(figure, lang)


def _figure_head(lang: str) -> tuple[str, ...]:
    words = i18n.words(lang)
    return (
        words.gettext("Score"),
        words.gettext("From"),
        words.gettext("To"),
        words.gettext("Answers counted"),
    )


def _figure_cells(figure: Figure) -> tuple[Cell, ...]:
    ends = (_rounded(figure.value, figure), _rounded(figure.low, figure), _rounded(figure.high, figure))
    return (*ends, figure.n)


def _rounded(x: float | None, figure: Figure) -> float | None:
    return None if x is None else round(x, 2 if figure.metric == "mean" else 1)


def _change_head(lang: str) -> tuple[str, ...]:
    words = i18n.words(lang)
    return words.gettext("Score before"), words.gettext("Change"), words.gettext("Note")


def _change_cells(now: Figure, before: Figure | None, lang: str) -> tuple[Cell, ...]:
    """Score before, the change where it is real, and what there is to say about it."""
    change = compare(now, before, lang)
    then = _rounded(before.value, before) if before else None
    if not change.real or change.low is None or change.high is None:
        return then, None, change.sentence
    decimals = 1 if now.metric == "mean" else 0
    note = i18n.words(lang).gettext("between {low} and {high}").format(
        low=i18n.number(change.low, decimals, lang), high=i18n.number(change.high, decimals, lang)
    )  # fmt: skip
    return then, None if change.difference is None else _rounded(change.difference, now), note


def _note(figure: Figure, lang: str) -> str:
    words = i18n.words(lang)
    if figure.suppressed_reason:
        return words.gettext(figure.suppressed_reason)
    return words.gettext("too few to compare") if figure.few else ""


def _score_rows(data: ScoreRows, lang: str) -> Twin:
    words = i18n.words(lang)
    label = data.label_head or words.gettext("Question")
    detail = (data.detail_head or words.gettext("Part"),) if any(r.detail for r in data.rows) else ()
    rows = tuple(
        (
            r.label,
            *((r.detail,) if detail else ()),
            *_figure_cells(r.figure),
            *(_change_cells(r.figure, r.before, lang) if data.change_head else (_note(r.figure, lang),)),
        )
        for r in data.rows
    )
    last = _change_head(lang) if data.change_head else _change_head(lang)[-1:]
    return Twin((label, *detail, *_figure_head(lang), *last), rows)


def _trend(data: Trend, lang: str) -> Twin:
    words = i18n.words(lang)
    rows = tuple(
        (
            label_of(p, lang),
            p.when.isoformat() if p.when else "",
            *_figure_cells(p.figure),
            _note(p.figure, lang),
        )
        for p in data.points
    )
    head = (words.gettext("Survey round"), words.gettext("Date"), *_figure_head(lang), words.gettext("Note"))
    return Twin(head, rows)


def _distribution(data: NpsDistribution, lang: str) -> Twin:
    words = i18n.words(lang)
    names, n = group_words(lang), sum(data.counts)
    rows = []
    for code, count in enumerate(data.counts):
        group = next(i for i, (low, high) in enumerate(GROUPS) if low <= code <= high)
        share = round(100 * count / n, 1) if n >= FEW else None
        rows.append((code, names[group], count, share))
    head = (words.gettext("Answer"), words.gettext("Group"), words.gettext("Answers counted"), "%")
    return Twin(head, tuple(rows))


def _before_after(data: BeforeAfter, lang: str) -> Twin:
    rows = tuple((r.label, *_figure_cells(r.now), *_change_cells(r.now, r.before, lang)) for r in data.rows)
    return Twin((i18n.words(lang).gettext("Question"), *_figure_head(lang), *_change_head(lang)), rows)


def _bars(data: Bars, lang: str) -> Twin:
    words = i18n.words(lang)
    head = (
        data.label_head or words.gettext("Name"),
        data.value_head or words.gettext("Amount"),
        words.gettext("Shown as"),
    )
    return Twin(head, tuple((b.label, b.value, bar_text(b, lang)) for b in data.bars))


def _heat_map(data: HeatMap, lang: str) -> Twin:
    """One row for each row of the map; a hidden or thin cell says so instead of posing as a score."""
    rows = tuple(
        (row, *(_map_cell(f, lang) for f in cells)) for row, cells in zip(data.rows, data.cells, strict=True)
    )
    return Twin((data.row_head or i18n.words(lang).gettext("Question"), *data.columns), rows)


def _map_cell(figure: Figure | None, lang: str) -> Cell:
    if figure is None:
        return None
    if figure.hidden:
        return answers(figure, lang)
    if figure.few and figure.value is not None:
        return i18n.number(figure.value, 1 if figure.metric == "mean" else 0, lang) + FEW_MARK
    return _rounded(figure.value, figure)


def _timeline(data: Timeline, lang: str) -> Twin:
    words = i18n.words(lang)
    head = (data.label_head, data.detail_head, words.gettext("From"), words.gettext("By when"))
    rows = tuple(
        (
            b.label,
            b.detail,
            b.start.isoformat(),
            b.end.isoformat(),
            b.promised.isoformat() if b.promised else "",
            b.standing,
        )
        for b in data.bars
    )
    return Twin((*head, words.gettext("First promised"), words.gettext("State")), rows)


def _quadrant(data: Quadrant, lang: str) -> Twin:
    words = i18n.words(lang)
    size = (data.size_label,) if data.size_label != data.y_label else ()
    head = (words.gettext("Customer"), data.x_label, data.y_label, *size, words.gettext("Note"))
    rows = tuple(
        (b.label, _plain(b.x), _plain(b.y), *((_plain(b.size),) if size else ()), _bubble_note(b, lang))
        for b in data.bubbles
    )
    return Twin(head, rows)


def _step_grid(data: StepGrid, lang: str) -> Twin:
    """A line for each thing: its number, its name, its steps, and the corner it lies in."""
    words = i18n.words(lang)
    corner = (words.gettext("What to do"),) if data.cuts else ()
    rows: list[tuple[Cell, ...]] = []
    for row, line in enumerate(data.cells):
        for column, numbers in enumerate(line):
            for number in numbers:
                said = (corner_of(data, row, column),) if corner else ()
                rows.append((number, data.names.get(number, ""), data.rows[row], data.columns[column], *said))
    rows.sort(key=lambda r: list(data.names).index(str(r[0])) if r[0] in data.names else len(data.names))
    return Twin(("#", words.gettext("Issue"), data.row_head, data.column_head, *corner), tuple(rows))


def _cells_in_words(data: StepGrid, lang: str) -> list[str]:
    """Each cell that holds something: where it is, and what is in it."""

    def named(numbers: tuple[str, ...]) -> str:
        return _joined([f"{n} {data.names.get(n, '')}".strip() for n in numbers], lang)

    return [
        f"{_joined([name, head], lang)}: {named(found)}"
        for name, line in zip(data.rows, data.cells, strict=True)
        for head, found in zip(data.columns, line, strict=True)
        if found
    ]


def _plain(x: float) -> float:
    return round(x, 1)


def _bubble_note(bubble: Bubble, lang: str) -> str:
    words = i18n.words(lang)
    parts = [
        words.gettext("one answer could move it") if bubble.movable else "",
        words.gettext("fewer than half of those invited answered") if bubble.quiet else "",
        words.gettext("could buy more") if bubble.promising else "",
    ]
    return _joined(parts, lang)
