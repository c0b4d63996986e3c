"""Several things answered on the same scale: one row each, under a head that comes again on every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cxdesk.errors import UserError
from cxdesk.i18n import _, ngettext, number
from cxdesk.surveys.definition import ItemSpec, QuestionSpec
from cxdesk.surveys.item_words import role_words
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling
from exports.pdf.look import ink
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.questionnaire.boxes import Answer, Centred, Kind, Tick, natural
from exports.questionnaire.options import Kit
from exports.questionnaire.scale import LEAST_PITCH, end_words, scale_of
from exports.questionnaire.wording import Wording

_LEAST_LABEL = 0.28
_USUAL_LABEL = 0.42
_AIR = 8.0
_LABEL_AT_LEAST = 40.0
_SAID = 60


@dataclass(frozen=True, slots=True)
class _Point:
    """A column: what is written over it, and the value its boxes stand for."""

    value: int | str
    words: str
    said: str = ""


def matrix(kit: Kit, words: Wording, question: QuestionSpec, width: float) -> list[Any]:
    """A row for each item, a column for each point or choice."""
    points = _points(words, question)
    rows = [(item.code, _label(words, item)) for item in question.items]
    return _drawn(kit, words, question, width, rows, points, _corner(words, question, points))


def pair(kit: Kit, words: Wording, question: QuestionSpec, width: float) -> list[Any]:
    """What was expected and what was met, on one scale."""
    own = words.text(question.text)
    rows = []
    for item in question.items:
        said = words.text(item.text)
        role = role_words(item.settings.get("role"))
        rows.append((item.code, role if role and said in ("", own) else said or item.code))
    points = _points(words, question)
    return _drawn(kit, words, question, width, rows, points, _corner(words, question, points))


def tick_matrix(kit: Kit, words: Wording, question: QuestionSpec, width: float) -> list[Any]:
    """Rows and columns from the settings; each place is an item of its own."""
    rows, columns = (_axis(words, question, name) for name in ("rows", "columns_of"))
    places = {(str(i.settings.get("row")), str(i.settings.get("column"))): i.code for i in question.items}
    there = {i.code for i in question.items}
    points = [_Point(code, label, label) for code, label in columns]

    def item(row: str, column: str) -> str:
        return places.get((row, column)) or (f"{row}:{column}" if f"{row}:{column}" in there else "")

    return _drawn(kit, words, question, width, rows, points, _("Cross all that apply."), item)


def _axis(words: Wording, question: QuestionSpec, name: str) -> list[tuple[str, str]]:
    found = question.settings.get(name)
    parts = [p for p in found if isinstance(p, Mapping)] if isinstance(found, list) else []
    return [(str(p.get("code")), words.text(p.get("text")) or str(p.get("code"))) for p in parts]


def _points(words: Wording, question: QuestionSpec) -> list[_Point]:
    labels = {c.code: words.text(c.label) for c in question.choices}
    declared = [
        _Point(c.code, labels[c.code] or str(c.code), labels[c.code]) for c in question.choices if c.declared
    ]
    if question.kind != "scale":
        plain = [
            _Point(c.code, labels[c.code] or str(c.code), labels[c.code])
            for c in question.choices
            if not c.declared
        ]
        return [*plain, *declared]
    scale = scale_of(question)
    values = range(scale.low, min(scale.high, scale.low + 30) + 1)
    every = all(labels.get(v) for v in values)
    return [*(_Point(v, labels[v] if every else number(v), labels.get(v, "")) for v in values), *declared]


def _corner(words: Wording, question: QuestionSpec, points: Sequence[_Point]) -> str:
    """What the ends mean, where the points are numbers."""
    numbered = question.kind == "scale" and any(p.words != p.said for p in points)
    return end_words(words, question) if numbered else ""


def _label(words: Wording, item: ItemSpec) -> str:
    return words.text(item.text) or words.text(item.option.label if item.option else {}) or item.code


def _drawn(
    kit: Kit,
    words: Wording,
    question: QuestionSpec,
    width: float,
    rows: Sequence[tuple[str, str]],
    points: Sequence[_Point],
    corner: str,
    item: Any = None,
) -> list[Any]:
    if not points or not rows:
        return []
    label, pitch = _measures(kit, points, width)
    if not has_room(len(points), width):
        raise _too_wide(words, question, len(points), int((width - _LABEL_AT_LEAST) / LEAST_PITCH))
    heads = [p.words for p in points]
    above: list[Any] = []
    if any(_widest(kit, head) > pitch - 3 for head in heads):
        # Words that have no room over a column are told above the table: all of them, each under the number that
        # is typed for it at the desk, for half of them over the columns would read as another scale.
        between = "، " if words.language == "fa" else ", "
        heads = [number(p.value if isinstance(p.value, int) else at) for at, p in enumerate(points, 1)]
        told = between.join(
            f"{head} = {p.words}" for head, p in zip(heads, points, strict=True) if head != p.words
        )
        above = [Text(told, kit.small)]
        label, pitch = _measures(kit, [_Point(p.value, h) for p, h in zip(points, heads, strict=True)], width)
    columns = [Column(0, label - _AIR), *(Column(label + at * pitch, pitch) for at in range(len(points)))]
    head_cells: list[Cell] = [(Text(corner, kit.small),) if corner else ()]
    head_cells += [(Centred(head, kit.small),) for head in heads]
    made = []
    for code, said in rows:
        cells: list[Cell] = [(Text(said, kit.body, Element("TH"), most=8),)]
        for point in points:
            name = item(code, str(point.value)) if item else code
            if not name:
                cells.append(())
                continue
            kind: Kind = "tick" if item else "one"
            what = f"{said}: {point.said or point.words}"
            answer = Answer(question.code, name, 1 if item else point.value, kind, words.says(question, what))
            cells.append((Tick(kit, answer, centred=True),))
        made.append(Row(tuple(cells), Element("TR", scope="Row")))
    ruling = Ruling(4, 4, 0, ink("line_strong"))
    head = Row(tuple(head_cells), Element("TR"))
    return [*above, Grid(columns, made, kit.height, head, ruling, kit.rtl)]


def _measures(kit: Kit, points: Sequence[_Point], width: float) -> tuple[float, float]:
    """The room for the items' words, and for each point."""
    count = len(points)
    wanted = max(LEAST_PITCH, *(_widest(kit, p.words) + 4 for p in points))
    most = (1 - _LEAST_LABEL) * width / count
    pitch = min(wanted, max(most, LEAST_PITCH)) if wanted * count > (1 - _USUAL_LABEL) * width else wanted
    pitch = min(pitch, (width - _LABEL_AT_LEAST) / count)
    return width - pitch * count, pitch


def has_room(count: int, width: float) -> bool:
    """Whether so many boxes stand side by side, each as far from the next as a machine needs."""
    return (width - _LABEL_AT_LEAST) / max(1, count) >= LEAST_PITCH


def _too_wide(words: Wording, question: QuestionSpec, count: int, most: int) -> UserError:
    """Boxes that would lie on each other are not printed."""
    sentence = ngettext(
        "“{question}” has {n} column; paper has room for {most} side by side. Ask for less, or on a screen.",
        "“{question}” has {n} columns; paper has room for {most} side by side. Ask for less, or on a screen.",
        count,
    )
    said = " ".join(words.text(question.text).split())[:_SAID] or question.code
    return UserError(sentence.format(question=said, n=number(count), most=number(most)))


def _widest(kit: Kit, head: str) -> float:
    return max((natural(word, kit.small) for word in head.split()), default=0.0)
