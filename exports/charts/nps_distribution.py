"""Answers from 0 to 10: eleven bars, and brackets that say critics, neutral and promoters with their share."""

from matplotlib.figure import Figure as Sheet

from cxdesk import i18n
from cxdesk.analysis.figure import FEW
from exports.charts.data import NpsDistribution
from exports.charts.look import Look, mixed
from exports.charts.pen import Pen

HEIGHT = 220.0
GAP = 4.0
GROUPS = ((0, 6), (7, 8), (9, 10))


def nps_distribution(data: NpsDistribution, look: Look) -> Sheet:
    """Shares in percent; under 30 answers hollow bars with people counted instead."""
    pen = Pen(look, look.height or HEIGHT)
    n = sum(data.counts)
    line = look.line(look.caption)
    top, bottom = line + 2, pen.height - 3 * line - 14
    step = look.room / 11
    most = max(*data.counts, 1)
    for code, count in enumerate(data.counts):
        height = (bottom - top) * count / most
        _draw_bar(pen, code, code * step + GAP / 2, bottom, step - GAP, height, few=n < FEW)
        x = (code + 0.5) * step
        pen.text(
            x,
            bottom - height - line / 2,
            _bar_text(count, n, look),
            look.caption,
            look.colour("text2"),
            "middle",
        )
        code_text = i18n.number(code, lang=look.language)
        pen.text(x, bottom + line / 2 + 1, code_text, look.caption, look.colour("text2"), "middle")
    pen.line([(0, bottom), (look.room, bottom)], look.colour("line_strong"), look.hair)
    for index in range(3):
        _draw_bracket(pen, data, index, step, bottom + line + 4)
    return pen.figure


def group_words(lang: str) -> tuple[str, str, str]:
    """Critics, neutral, promoters: words for inside the house."""
    words = i18n.words(lang)
    return words.gettext("critics"), words.gettext("neutral"), words.gettext("promoters")


def _colour(look: Look, index: int) -> str:
    if index == 1:
        return mixed(look.colour("text3"), look.colour("surface"), 0.72)
    return look.colour("bad" if index == 0 else "good")


def _group_of(code: int) -> int:
    return next(i for i, (low, high) in enumerate(GROUPS) if low <= code <= high)


def _draw_bar(pen: Pen, code: int, x: float, bottom: float, width: float, height: float, few: bool) -> None:
    if height <= 0:
        return
    colour = _colour(pen.look, _group_of(code))
    height = max(height, 2.0)
    if few:
        pen.box(x + 1, bottom - height, width - 2, height, None, colour, 1.75)
    else:
        pen.box(x, bottom - height, width, height, colour, radius=min(2.0, height / 2))


def _bar_text(count: int, n: int, look: Look) -> str:
    shown = count if n < FEW else 100 * count / n
    return i18n.number(shown, lang=look.language)


def _draw_bracket(pen: Pen, data: NpsDistribution, index: int, step: float, y: float) -> None:
    look = pen.look
    low, high = GROUPS[index]
    start, end = low * step + GAP / 2, (high + 1) * step - GAP / 2
    pen.line([(start, y), (start, y + 6), (end, y + 6), (end, y)], _colour(look, index), 1.5)
    middle, line = (start + end) / 2, look.line(look.caption)
    word = group_words(look.language)[index]
    pen.text(middle, y + 8 + line / 2, word, look.caption, look.colour("text2"), "middle")
    share = _share_text(sum(data.counts[low : high + 1]), sum(data.counts), look)
    pen.text(middle, y + 6 + line * 1.5, share, look.caption, look.colour("text"), "middle", strong=True)


def _share_text(count: int, n: int, look: Look) -> str:
    lang = look.language
    if n >= FEW:
        return i18n.percent(100 * count / n, lang)
    return i18n.words(lang).gettext("{answered} of {invited}").format(
        answered=i18n.number(count, lang=lang), invited=i18n.number(n, lang=lang)
    )  # fmt: skip
