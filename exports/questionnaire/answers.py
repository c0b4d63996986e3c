"""What stands below a question, by how it is asked: boxes in rows, scales, matrices, room for words."""

from collections.abc import Callable, Sequence
from typing import Any

from cxdesk.i18n import _, digits, number
from cxdesk.responses.desk import MOST_TOLD
from cxdesk.surveys.definition import ChoiceSpec, ItemSpec, QuestionSpec
from exports.pdf.blocks import Air
from exports.pdf.grid import Cell, Column, Grid, Row, Ruling
from exports.pdf.look import MM
from exports.pdf.photo import Photo
from exports.pdf.tags import Element
from exports.pdf.text import Text
from exports.questionnaire.boxes import Aligned, Answer, Lines, Room, natural
from exports.questionnaire.lists import Option, option_list
from exports.questionnaire.long_lists import MOST_TO_SEE, listed_count, said_at_question, too_long
from exports.questionnaire.matrix import has_room, matrix, pair, tick_matrix
from exports.questionnaire.numbering import Asked
from exports.questionnaire.options import GAP, Kit
from exports.questionnaire.scale import end_words, fits, scale_of, scale_row
from exports.questionnaire.wording import Wording

_MOST_STEPS = 10
_LINES, _MOST_LINES = 4, 10
_PICTURE = 42 * MM


def answer_parts(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    """The flowables that take the answer."""
    build = _BUILDERS.get(asked.look, _text)
    return build(kit, words, asked, width)


def needs_width(kit: Kit, asked: Asked) -> bool:
    """Whether a question stands over both columns."""
    if kit.columns == 1:
        return False
    long = listed_count(asked.element) > MOST_TO_SEE and not too_long(asked.element)
    return long or asked.look in ("matrix", "matrix_radio", "matrix_ticks", "pair")


def _scale(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    question, scale = asked.element, scale_of(asked.element)
    declared = sum(choice.declared for choice in question.choices)
    if len(question.items) > 1 and not has_room(scale.high - scale.low + 1 + declared, width):
        said = _("A number from {low} to {high}").format(low=number(scale.low), high=number(scale.high))
        return [Text(said, kit.small), *_numbers(kit, words, asked, width)]
    if len(question.items) > 1:
        return matrix(kit, words, question, width)
    item = ""
    if fits(kit, scale, width):
        return [
            *scale_row(kit, words, question, item, asked.look, width),
            *_declared(kit, words, asked, width),
        ]
    low, high = number(scale.low), number(scale.high)
    said = _("A number from {low} to {high}").format(low=low, high=high)
    said = ": ".join(part for part in (said, end_words(words, question)) if part)
    return [
        Text(said, kit.small),
        _number_room(kit, words, question, item, 20 * MM, width),
        *_declared(kit, words, asked, width),
    ]


def _declared(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    """ "Don't know" and the like, below a scale."""
    found = [c for c in asked.element.choices if c.declared]
    return _listed(kit, words, asked, found, width, across=1) if found else []


def _choices(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    question = asked.element
    if len(question.items) > 1:
        return matrix(kit, words, question, width)
    if too_long(question):
        return _in_words(kit, words, asked, width, 1)
    if not question.choices:
        return _text(kit, words, asked, width)
    return _listed(kit, words, asked, question.choices, width)


def _pictures(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    """Each picture over its box and words; a list where there is none to show."""
    question = asked.element
    shown = [words.pictures.get(str(c.settings.get("picture")), b"") for c in question.choices]
    if len(question.items) > 1 or len(shown) > MOST_TO_SEE or not any(shown):
        return _choices(kit, words, asked, width)
    across = max(1, min(_across(question) or int(width / _PICTURE), len(question.choices)))
    wide = (width - (across - 1) * GAP) / across
    cells: list[Cell] = []
    for choice, data in zip(question.choices, shown, strict=True):
        label = words.text(choice.label) or str(choice.code)
        answer = Answer(question.code, "", choice.code, "one", words.says(question, label))
        row = Option(answer, label, words.only(choice.settings), _namely(kit, words, asked, choice.settings))
        picture = Photo(data, min(wide, _PICTURE), _PICTURE * 0.75, label)
        below = option_list(kit, [row], wide, 1)
        cells.append((Aligned(picture, kit.rtl), Air(4), below) if picture.is_drawn else (below,))
    columns = [Column(at * (wide + GAP), wide) for at in range(across)]
    rows = [Row(tuple(cells[at : at + across])) for at in range(0, len(cells), across)]
    return [Grid(columns, rows, kit.height, ruling=Ruling(gap=12), rtl=kit.rtl)]


def _listed(
    kit: Kit, words: Wording, asked: Asked, choices: Sequence[ChoiceSpec], width: float, across: int = 0
) -> list[Any]:
    question = asked.element
    rows = []
    for choice in choices:
        if not words.offered(choice.settings):
            continue
        label = words.text(choice.label) or str(choice.code)
        answer = Answer(question.code, "", choice.code, "one", words.says(question, label))
        only, namely = words.only(choice.settings), _namely(kit, words, asked, choice.settings)
        key = str(choice.code) if _has_keys(kit, question) else ""
        rows.append(Option(answer, label, only, namely, key))
    found = option_list(kit, rows, width, across or _across(question), _again(asked))
    return _with_other(kit, words, asked, [found], width)


def _has_keys(kit: Kit, question: QuestionSpec) -> bool:
    """Whether each answer stands behind the number that is typed for it: the desk says them of short lists itself."""
    return not kit.fillable and listed_count(question) > MOST_TOLD


def _again(asked: Asked) -> str:
    """Above what goes on on another page."""
    return _("Question {n}, continued").format(n=digits(str(asked.number))) if asked.number else ""


def _ticks(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    question = asked.element
    if too_long(question):
        highest = question.settings.get("most")
        count = highest if isinstance(highest, int) and highest > 0 else _LINES
        return _in_words(kit, words, asked, width, min(count, _MOST_LINES))
    rows = []
    for at, item in enumerate(question.items, 1):
        label = item_label(words, item)
        answer = Answer(question.code, item.code, 1, "tick", words.says(question, label))
        settings = {**(item.option.settings if item.option else {}), **item.settings}
        if not words.offered(settings):
            continue
        only, namely = words.only(settings), _namely(kit, words, asked, settings)
        rows.append(Option(answer, label, only, namely, str(at) if _has_keys(kit, question) else ""))
    said = words.how_many(question)
    parts = [Text(said, kit.small)] if said else []
    parts.append(option_list(kit, rows, width, _across(question), _again(asked)))
    return _with_other(kit, words, asked, parts, width)


def _in_words(kit: Kit, words: Wording, asked: Asked, width: float, count: int) -> list[Any]:
    """Room to write, and why there are no boxes."""
    said = Text(said_at_question(asked.element), kit.small)
    return _with_other(kit, words, asked, [said, *_text(kit, words, asked, width, count)], width)


def _across(question: QuestionSpec) -> int:
    across = question.settings.get("columns")
    return min(max(across, 0), 4) if isinstance(across, int) else 0


def _namely(kit: Kit, words: Wording, asked: Asked, settings: dict[str, Any]) -> Any:
    if not settings.get("other") or asked.other is None:
        return None
    return Lines(kit, Answer(asked.other.code, "", None, "text", words.says(asked.other, "")), 1)


def _with_other(kit: Kit, words: Wording, asked: Asked, parts: list[Any], width: float) -> list[Any]:
    """A line for "other" below the list where none of its options says so itself."""
    options = [c.settings for c in asked.element.choices]
    options += [s for i in asked.element.items for s in (i.settings, i.option.settings if i.option else {})]
    if asked.other is None or any(s.get("other") for s in options):
        return parts
    label = words.text(asked.other.text) or _("Other, namely:")
    line = Lines(kit, Answer(asked.other.code, "", None, "text", words.says(asked.other, "")), 1)
    return [*parts, Text(label, kit.body), line]


def _numbers(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    """A box for a number before each thing: its place, or its share of the points."""
    question = asked.element
    ranking = asked.look == "ranking"
    wide = (12 if ranking else 18) * MM
    rows: list[Row] = []
    for item in question.items:
        label = item_label(words, item)
        answer = Answer(question.code, item.code, None, "number", words.says(question, label))
        room = Room(kit, answer, wide)
        cells: tuple[Cell, ...] = ((room,), (Air((room.high - kit.body.line) / 2), Text(label, kit.body)))
        rows.append(Row(cells, Element("LI")))
    start = wide + 8
    columns = (Column(0, wide), Column(start, width - start))
    return [
        Text(words.ranked(question) if ranking else words.shared(question), kit.small),
        Grid(columns, rows, kit.height, ruling=Ruling(gap=GAP), rtl=kit.rtl),
    ]


def _slider(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    question = asked.element
    if len(question.items) > 1:
        return _numbers(kit, words, asked, width)
    low, high, step = (
        words.setting(question, name, usual) for name, usual in (("min", 0), ("max", 100), ("step", 1))
    )
    steps = (high - low) / step if step > 0 else _MOST_STEPS + 1
    if 1 <= steps <= _MOST_STEPS and all(float(v).is_integer() for v in (low, high, step)):
        values = list(range(int(low), int(high) + 1, int(step)))
        return scale_row(kit, words, question, "", asked.look, width, values)
    return [Text(words.between(low, high), kit.small), _number_room(kit, words, question, "", 24 * MM, width)]


def _number(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    question = asked.element
    if len(question.items) > 1:
        return _numbers(kit, words, asked, width)
    low, high = words.setting(question, "min", None), words.setting(question, "max", None)
    said = words.between(low, high) if low is not None and high is not None else ""
    parts: list[Any] = [Text(said, kit.small)] if said else []
    return [*parts, _number_room(kit, words, question, "", 36 * MM, width)]


def _number_room(
    kit: Kit, words: Wording, question: QuestionSpec, item: str, wide: float, width: float
) -> Any:
    unit = words.text(question.settings.get("unit"))
    answer = Answer(question.code, item, None, "number", words.says(question, unit))
    columns = (Column(0, wide), Column(wide + 8, max(1.0, width - wide - 8)))
    room = Room(kit, answer, wide)
    beside = (Air((room.high - kit.body.line) / 2), Text(unit, kit.body)) if unit else ()
    return Grid(columns, [Row(((room,), beside))], kit.height, rtl=kit.rtl)


def _date(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    """Day, month and year in the order of the language's numbers, each under its word."""
    question = asked.element
    named = [("day", _("Day"), 14 * MM), ("month", _("Month"), 14 * MM), ("year", _("Year"), 24 * MM)]
    if kit.language == "hu":
        named.reverse()
    columns, cells, at = [], [], 0.0
    for kind, said, least in named:
        # In big print a word may be wider than its box, and is not broken for it.
        wide = max(least, natural(said, kit.small) + 1)
        columns.append(Column(at, wide))
        answer = Answer(question.code, "", None, kind, words.says(question, said))  # type: ignore[arg-type]
        cells.append((Text(said, kit.small), Room(kit, answer, wide)))
        at += wide + GAP
    return [Grid(columns, [Row(tuple(cells))], kit.height, rtl=kit.rtl)]


def _text(kit: Kit, words: Wording, asked: Asked, width: float, count: int = 0) -> list[Any]:
    question = asked.element
    long = asked.look == "text"
    count = count or (_lines_for(question) if long else 1)
    return [Lines(kit, Answer(question.code, "", None, "text", words.says(question, "")), count)]


def _lines_for(question: QuestionSpec) -> int:
    """Four lines, or as many as the longest text needs; ten at most."""
    characters = question.settings.get("characters")
    if not isinstance(characters, int) or characters <= 0:
        return _LINES
    return min(_MOST_LINES, max(2, round(characters / 60)))


def _consent(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    question = asked.element
    if question.choices:
        return _listed(kit, words, asked, question.choices, width)
    answer = Answer(question.code, "", 1, "one", words.says(question, _("Yes")))
    return [option_list(kit, [Option(answer, _("Yes"))], width, 1)]


def _nothing(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    return []


def item_label(words: Wording, item: ItemSpec) -> str:
    """An item in words."""
    return words.text(item.text) or words.text(item.option.label if item.option else {}) or item.code


_Builder = Callable[[Kit, Wording, Asked, float], list[Any]]


def _matrix(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    if asked.element.kind == "scale" and len(asked.element.items) > 1:
        return _scale(kit, words, asked, width)
    return matrix(kit, words, asked.element, width)


def _tick_matrix(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    return tick_matrix(kit, words, asked.element, width)


def _pair(kit: Kit, words: Wording, asked: Asked, width: float) -> list[Any]:
    return pair(kit, words, asked.element, width)


_BUILDERS: dict[str, _Builder] = {
    **dict.fromkeys(("nps", "csat", "ces", "stars", "faces", "points"), _scale),
    **dict.fromkeys(("radio", "dropdown", "yes_no"), _choices),
    "pictures": _pictures,
    **dict.fromkeys(("matrix", "matrix_radio"), _matrix),
    "ticks": _ticks,
    "matrix_ticks": _tick_matrix,
    "pair": _pair,
    "ranking": _numbers,
    "sum": _numbers,
    "slider": _slider,
    "number": _number,
    "date": _date,
    "consent": _consent,
    "statement": _nothing,
}
