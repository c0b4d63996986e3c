"""A row of numbered boxes with words at its ends, or below each box where every point has its own."""

from collections.abc import Sequence
from typing import Any

from cxdesk.i18n import number
from cxdesk.surveys.definition import NPS_SCALE, QuestionSpec, ScaleSpec
from exports.pdf.grid import Cell, Column, Grid, Row
from exports.pdf.look import MM
from exports.pdf.text import Text
from exports.questionnaire.boxes import Answer, Centred, Sign, Tick, natural
from exports.questionnaire.options import BOX, GAP, OUTLINE, Kit
from exports.questionnaire.wording import Wording

LEAST_PITCH = BOX + OUTLINE + GAP
_USUAL_PITCH = 13 * MM
_SIGN = 16.0


def scale_of(question: QuestionSpec) -> ScaleSpec:
    """Its own scale, that of its labelled points, or the usual one of its kind."""
    if question.scale is not None:
        return question.scale
    codes = [c.code for c in question.choices if not c.declared]
    if question.kind != "nps" and codes:
        return ScaleSpec(min(codes), max(codes))
    return NPS_SCALE if question.kind == "nps" else ScaleSpec(1, 5)


def fits(kit: Kit, scale: ScaleSpec, width: float) -> bool:
    """Whether its boxes stand in one row."""
    return 1 <= scale.high - scale.low + 1 <= (width - BOX) / LEAST_PITCH + 1


def end_words(words: Wording, question: QuestionSpec) -> str:
    """What both ends mean, in one line: 0 = never, 10 = always."""
    scale = scale_of(question)
    labels = {c.code: words.text(c.label) for c in question.choices if not c.declared}
    ends = (
        (scale.low, words.text(scale.low_label) or labels.get(scale.low, "")),
        (scale.high, words.text(scale.high_label) or labels.get(scale.high, "")),
    )
    between = "، " if words.language == "fa" else ", "
    return between.join(f"{number(value)} = {said}" for value, said in ends if said)


def scale_row(
    kit: Kit,
    words: Wording,
    question: QuestionSpec,
    item: str,
    look: str,
    width: float,
    values: Sequence[int] | None = None,
) -> list[Any]:
    """The boxes from the low end to the high one, from the side where reading begins."""
    scale = scale_of(question)
    values = values or range(scale.low, scale.high + 1)
    labels = {c.code: words.text(c.label) for c in question.choices if not c.declared}
    count = len(values)
    most = (width - BOX) / max(1, count - 1)
    under = count <= 7 and all(labels.get(v) for v in values) and _narrow(kit, labels, width / count)
    pitch = width / count if under else max(LEAST_PITCH, min(_USUAL_PITCH, most))
    # Boxes stand in the middle of their columns; the first begins where the words do.
    back = 0.0 if under else (pitch - BOX) / 2
    cells: list[Cell] = []
    for at, value in enumerate(values):
        said = labels.get(value, "")
        answer = Answer(question.code, item, value, "one", words.says(question, said or number(value)))
        cell: list[Any] = []
        if look in ("faces", "stars"):
            worth = at / max(1, count - 1)
            cell.append(Sign(look, 1 - worth if scale.reversed else worth, _SIGN))
        cell += [Centred(number(value), kit.body), Tick(kit, answer, centred=True)]
        if under:
            cell.append(Centred(said, kit.small))
        cells.append(tuple(cell))
    columns = [Column(at * pitch - back, pitch) for at in range(count)]
    parts: list[Any] = [Grid(columns, [Row(tuple(cells))], kit.height, rtl=kit.rtl)]
    if not under:
        parts += _ends(
            kit, words, question, labels, (values[0], values[-1]), width, (count - 1) * pitch + BOX
        )
    return parts


def _ends(
    kit: Kit,
    words: Wording,
    question: QuestionSpec,
    labels: dict[int, str],
    ends: tuple[int, int],
    width: float,
    inked: float,
) -> list[Any]:
    scale = scale_of(question)
    low = words.text(scale.low_label) or labels.get(ends[0], "")
    high = words.text(scale.high_label) or labels.get(ends[1], "")
    if not low and not high:
        return []
    # A long word is never broken in the middle: rather its end passes the last box.
    longest = max(natural(word, kit.small) for word in f"{low} {high}".split())
    wide = min(width, max(inked, 44 * MM, 2 * longest + 8 + 1))
    half = (wide - 8) / 2
    columns = (Column(0, half), Column(half + 8, half))
    cells: tuple[Cell, ...] = (
        (Text(low, kit.small, most=6),) if low else (),
        (Text(high, kit.small.but(end=True), most=6),) if high else (),
    )
    return [Grid(columns, [Row(cells)], kit.height, rtl=kit.rtl)]


def _narrow(kit: Kit, labels: dict[int, str], pitch: float) -> bool:
    """Whether the longest word of each label has its room."""
    return all(
        max((natural(word, kit.small) for word in said.split()), default=0.0) <= pitch - 6
        for said in labels.values()
    )
