"""Several things on one scale, or with the same answers: a grid where there is room, below each other where not."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QWidget

from cxdesk.i18n import listed
from cxdesk.surveys.definition import ItemSpec, QuestionSpec
from cxdesk.surveys.item_words import role_words
from cxdesk.surveys.looks import look_of
from ui.widgets.asking.asked import Asked, whole_number
from ui.widgets.asking.choosing import TicksAsked
from ui.widgets.asking.group import Group
from ui.widgets.asking.marks import Dot, Option, Square
from ui.widgets.asking.scales import ScaleRow, scale_of
from ui.widgets.asking.skin import Skin
from ui.widgets.asking.words import Words

MOST_COLUMNS = 12
WIDEST_WORD = 140


class PairAsked(Asked):
    """What was expected and what was met, or any rows on one scale, each with its own row: {item: code}."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self.rows: dict[str, ScaleRow] = {}
        self.box.setSpacing(skin.sizes.gap * 2)
        items = question.items or (ItemSpec(question.code, question.text),)
        for n, item in enumerate(items):
            name = _row_words(self, item)
            row = ScaleRow(self, name, labels=n == len(items) - 1 or skin.sizes.narrow)
            self.rows[item.code] = row
            self.box.addWidget(Words(skin, name, skin.sizes.option, strong=True))
            self.box.addWidget(row)
            row.group.chosen.connect(lambda _at: self.changed.emit())

    def answer(self) -> Any:
        """The code of each row that has one."""
        found = {code: row.code() for code, row in self.rows.items()}
        return {code: value for code, value in found.items() if value is not None} or None

    def set_answer(self, value: Any) -> None:
        """Show the codes."""
        given = value if isinstance(value, dict) else {}
        for code, row in self.rows.items():
            row.show_code(given.get(code))

    def focus_first(self) -> None:
        """To the first row."""
        next(iter(self.rows.values())).group.focus()


class MatrixAsked(Asked):
    """A grid of round or square boxes. Round: {item: code}; square: the codes "row:column" of what is ticked."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self._ticks = look_of(question) == "matrix_ticks"
        self.rows, self.columns = _grid(self)
        self.cells: dict[tuple[str, Any], QAbstractButton] = {}
        self.groups: list[Group] = []
        codes = {i.code for i in question.items}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        centre = Qt.AlignmentFlag.AlignHCenter
        for n, (_code, words) in enumerate(self.columns, 1):
            head = Words(skin, words, skin.sizes.small, tone="text2", side=centre)
            head.keep_words_whole(44, WIDEST_WORD)
            grid.addWidget(head, 0, n, Qt.AlignmentFlag.AlignBottom)
            grid.setColumnStretch(n, 2)
        grid.setColumnStretch(0, 5)
        for at, (row, words) in enumerate(self.rows):
            line = 2 * at + 1
            grid.addWidget(_hairline(skin), line, 0, 1, len(self.columns) + 1)
            thing = Words(skin, words, skin.sizes.option)
            thing.keep_words_whole(40, WIDEST_WORD)
            grid.addWidget(thing, line + 1, 0)
            made: list[QAbstractButton] = []
            for n, (column, head_words) in enumerate(self.columns, 1):
                if self._ticks and codes and f"{row}:{column}" not in codes:
                    continue
                name = listed((words, head_words), skin.language)
                cell: QAbstractButton = Square(skin, name) if self._ticks else Dot(skin, name)
                self.cells[row, column] = cell
                made.append(cell)
                grid.addWidget(cell, line + 1, n)
            self.groups.append(self._group(made))
        self.box.addWidget(holder)

    def answer(self) -> Any:
        """What is chosen in each row."""
        chosen = [key for key, cell in self.cells.items() if cell.isChecked()]
        if self._ticks:
            return [f"{row}:{column}" for row, column in chosen] or None
        return dict(chosen) or None

    def set_answer(self, value: Any) -> None:
        """Show what is chosen."""
        if self._ticks:
            ticked = set(value) if isinstance(value, (list, tuple)) else set()
            for (row, column), cell in self.cells.items():
                cell.setChecked(f"{row}:{column}" in ticked)
            return
        given = value if isinstance(value, dict) else {}
        for group, (row, _words) in zip(self.groups, self.rows, strict=True):
            codes = [column for column, _head in self.columns]
            number = whole_number(given.get(row))
            group.show(codes.index(number) if number in codes else -1)

    def focus_first(self) -> None:
        """To the first row."""
        if self.groups:
            self.groups[0].focus()

    def _group(self, cells: list[QAbstractButton]) -> Group:
        numbers = None
        if look_of(self.question) == "matrix":
            numbers = {int(column): n for n, (column, _words) in enumerate(self.columns)}
        group = Group(self, self.skin, cells, single=not self._ticks, numbers=numbers)
        group.chosen.connect(lambda _at: self.changed.emit())
        return group


class StackedAsked(Asked):
    """The same as a grid, each thing with its answers below it, for narrow screens."""

    def __init__(self, question: QuestionSpec, skin: Skin) -> None:
        super().__init__(question, skin)
        self._ticks = look_of(question) == "matrix_ticks"
        self.rows, self.columns = _grid(self)
        self.parts: dict[str, Any] = {}
        for row, words in self.rows:
            self.box.addWidget(Words(skin, words, skin.sizes.option, strong=True))
            if self._ticks:
                part = TicksAsked(_part_of(question, row, self.columns, skin), skin)
                part.changed.connect(self.changed.emit)
                self.box.addWidget(part)
                self.parts[row] = part
                continue
            buttons = [Option(skin, head) for _code, head in self.columns]
            for button in buttons:
                button.setAccessibleName(listed((words, button.words), skin.language))
                self.box.addWidget(button)
            self.parts[row] = group = Group(self, skin, buttons)
            group.chosen.connect(lambda _at: self.changed.emit())

    def answer(self) -> Any:
        """What is chosen for each thing."""
        if self._ticks:
            return [code for part in self.parts.values() for code in part.answer() or ()] or None
        return {row: self.columns[g.at][0] for row, g in self.parts.items() if g.at >= 0} or None

    def set_answer(self, value: Any) -> None:
        """Show what is chosen."""
        if self._ticks:
            for part in self.parts.values():
                part.set_answer(value)
            return
        given, codes = value if isinstance(value, dict) else {}, [code for code, _head in self.columns]
        for row, group in self.parts.items():
            number = whole_number(given.get(row))
            group.show(codes.index(number) if number in codes else -1)

    def focus_first(self) -> None:
        """To the first thing."""
        first = next(iter(self.parts.values()), None)
        if first is not None:
            first.focus_first() if self._ticks else first.focus()


def matrix_of(question: QuestionSpec, skin: Skin) -> Asked:
    """A grid where there is room; on a scale its rows below each other, with the numbers, where there is not."""
    look = look_of(question)
    if look == "matrix" and (skin.sizes.narrow or len(_grid_of_scale(question)) > MOST_COLUMNS):
        return PairAsked(question, skin)
    return StackedAsked(question, skin) if skin.sizes.narrow else MatrixAsked(question, skin)


def _grid(asked: Asked) -> tuple[list[tuple[str, str]], list[tuple[Any, str]]]:
    """Rows and columns with their words."""
    question, look = asked.question, look_of(asked.question)
    if look == "matrix_ticks":
        named = [_named(asked, question.settings.get(name)) for name in ("rows", "columns_of")]
        if all(named):
            return named[0], [*named[1]]
        found = [(i.code, i.code.partition(":")) for i in question.items]
        return (
            [(r, r) for r in dict.fromkeys(parts[0] for _code, parts in found)],
            [(c, c) for c in dict.fromkeys(parts[2] for _code, parts in found)],
        )
    items = question.items or (ItemSpec(question.code, question.text),)
    rows = [(item.code, _row_words(asked, item)) for item in items]
    if look == "matrix_radio":
        return rows, [(c.code, asked.said(c.label)) for c in question.choices]
    words = {c.code: asked.said(c.label) for c in question.choices}
    scale, numbers = scale_of(question), _grid_of_scale(question)
    ends = {scale.low: asked.said(scale.low_label), scale.high: asked.said(scale.high_label)}
    columns: list[tuple[Any, str]] = []
    for number in numbers:
        meaning = words.get(number) or ends.get(number, "")
        shown = asked.skin.digits(number)
        declared = any(c.code == number and c.declared for c in question.choices)
        columns.append((number, meaning if declared else f"{shown}\n{meaning}" if meaning else shown))
    return rows, columns


def _grid_of_scale(question: QuestionSpec) -> list[int]:
    scale = scale_of(question)
    numbers = list(range(scale.low, min(scale.high, scale.low + 100) + 1))
    return numbers + [c.code for c in question.choices if c.declared and c.code not in numbers]


def _named(asked: Asked, given: Any) -> list[tuple[str, str]]:
    """Codes and texts as settings hold them: a list of {"code", "text"}, of pairs, or a table of texts by code."""
    found: list[tuple[str, str]] = []
    for part in given.items() if isinstance(given, dict) else given if isinstance(given, list) else ():
        if isinstance(part, dict):
            code, texts = part.get("code"), part.get("text", part.get("label"))
        elif isinstance(part, (list, tuple)) and len(part) == 2:
            code, texts = part
        else:
            continue
        words = asked.said(texts) if isinstance(texts, dict) else str(texts or "")
        found.append((str(code), words or str(code)))
    return found


def _part_of(question: QuestionSpec, row: str, columns: list[tuple[Any, str]], skin: Skin) -> QuestionSpec:
    named = {str(code): words for code, words in columns}
    mine = [i for i in question.items if i.code.partition(":")[0] == row]
    if not mine:
        mine = [ItemSpec(f"{row}:{code}", {}) for code in named]
    items = [
        ItemSpec(i.code, {skin.language: named.get(i.code.partition(":")[2], i.code)}, settings=i.settings)
        for i in mine
    ]
    return QuestionSpec(question.code, "multiple", question.text, items=tuple(items), look="ticks")


def _row_words(asked: Asked, item: ItemSpec) -> str:
    words = asked.said(item.text)
    role = item.settings.get("role")
    if words or role not in ("expectation", "experience"):
        return words or item.code
    with asked.skin.speaking():
        return role_words(role)


def _hairline(skin: Skin) -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {skin.hex('line')}; border: none;")
    return line
