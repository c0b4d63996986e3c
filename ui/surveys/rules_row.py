"""One condition of the rule editor: question, comparison, value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from cxdesk.errors import UserError
from cxdesk.i18n import _, digits, isolated, number_to_type, written_day
from ui.surveys.rules_subjects import COUNTS, SEVERAL, WITHOUT_VALUE, WORDS, Subject, op_of, op_words
from ui.theme import Theme
from ui.widgets.buttons import IconButton
from ui.widgets.cards import column, empty, row
from ui.widgets.fields import Choice, LineInput
from ui.widgets.number_box import NumberLine

SHORTEST = 8


class ConditionRow(QWidget):
    """A condition that may still lack its value; `changed` follows every change, `gone` the wish to drop it."""

    changed = Signal()
    gone = Signal()

    def __init__(self, theme: Theme, leaf: Mapping[str, Any], offered: Sequence[Subject]) -> None:
        super().__init__()
        wanted = (str(leaf.get("question", "")), str(leaf.get("item", "")), str(leaf.get("field", "")))
        self._subjects = {s.key: s for s in offered}
        self._leaf, self._touched = dict(leaf), False
        self.step: Callable[[int], None] | None = None
        if wanted not in self._subjects and any(wanted):
            # It names what is not asked before: it stays as it is, and the checks say so.
            words = wanted[0] or wanted[2]
            self._subjects[wanted] = Subject(
                *wanted, words=words, ops=(op_of(leaf),) if op_of(leaf) else ("is",)
            )
        elif wanted in self._subjects and op_of(leaf) not in (known := self._subjects[wanted]).ops:
            # A comparison that came with a file and is not offered here stays one that can be seen.
            self._subjects[wanted] = replace(known, ops=(*known.ops, op_of(leaf)))
        self.subject = narrow(Choice([(s.key, isolated(s.words)) for s in self._subjects.values()], wanted))
        self.op = narrow(Choice())
        self.values = QWidget()
        self._values = column(gap=4)
        self.values.setLayout(self._values)
        self._read: Any = lambda: None
        self._away = IconButton(theme, "x", _("Take the condition away"), size=16, on_click=self.gone.emit)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._on_step, step))
        self.subject.setAccessibleName(_("What is looked at"))
        self.op.setAccessibleName(_("How it is compared"))
        top = row(gap=4)
        top.addWidget(self.subject, 1)
        top.addWidget(self._away)
        self.setLayout(column(top, self.op, self.values, gap=4))
        self._offer(op_of(leaf), leaf.get("value"))
        self.subject.chosen.connect(lambda _key: self._on_subject())
        self.op.chosen.connect(lambda _op: self._on_op())

    def leaf(self) -> dict[str, Any] | None:
        """The condition, word for word as it came until it is changed; nothing while its value is missing."""
        if (not self._touched and "value" in self._leaf) or (
            not self._touched and self._leaf.get("op") in WITHOUT_VALUE
        ):
            return self._leaf
        subject, op = self._subjects.get(self.subject.value()), self.op.value()
        if subject is None or not op:
            return None
        begun = subject.leaf()
        if op in WITHOUT_VALUE:
            return {"op": op, **begun}
        value = self._read()
        if value is None or value in ("", []):
            return None
        if op in COUNTS:
            return {"op": "count", **begun, "is": COUNTS[op], "value": value}
        return {"op": op, **begun, "value": value}

    def draft(self) -> dict[str, Any]:
        """The condition as far as it is there, to be read as a sentence while it is written."""
        subject = self._subjects.get(self.subject.value())
        op = self.op.value()
        whole = self.leaf()
        if whole is not None or subject is None:
            return whole or {"op": "is"}
        return {"op": "count" if op in COUNTS else op, **subject.leaf(), "is": COUNTS.get(op), "value": None}

    def in_order(self) -> Iterator[QWidget]:
        """What Tab comes to, from the top."""
        yield from (self.subject, self._away, self.op)
        for at in range(self._values.count()):
            if (item := self._values.itemAt(at)) is not None and (widget := item.widget()) is not None:
                yield widget

    def commit(self) -> None:
        """Tell what is being typed now."""
        for line in self.values.findChildren(LineInput):
            line.commit()

    def _on_subject(self) -> None:
        self._offer(self.op.value(), None)
        self._tell()

    def _on_op(self) -> None:
        self._show_values(self._read())
        self._tell()

    def _on_step(self, step: int) -> None:
        self.commit()
        if self.step is not None:
            self.step(step)

    def _tell(self) -> None:
        self._touched = True
        self.changed.emit()

    def _offer(self, op: str, value: Any) -> None:
        subject = self._subjects.get(self.subject.value())
        ops = subject.ops if subject is not None else ()
        typed = subject.typed if subject is not None else ""
        words = [(o, op_words(o, typed)) for o in ops if o in WORDS]
        self.op.set_options(words, op if op in ops else (ops[0] if ops else None))
        self._show_values(value)

    def _show_values(self, value: Any) -> None:
        empty(self._values)
        subject, op = self._subjects.get(self.subject.value()), self.op.value()
        self.values.setVisible(subject is not None and op not in WITHOUT_VALUE)
        if subject is None or op in WITHOUT_VALUE:
            self._read = lambda: None
        elif op in COUNTS:
            self._type_in("number", value)
        elif op in SEVERAL and subject.options:
            self._tick_in(subject, value)
        elif subject.options:
            self._choose_in(subject, value)
        else:
            self._type_in("several" if op in SEVERAL else subject.typed, value)

    def _choose_in(self, subject: Subject, value: Any) -> None:
        value = value[0] if isinstance(value, list) and value else value
        options: list[tuple[Any, str]] = [
            (None, "…"),
            *((key, isolated(words)) for key, words in subject.options),
        ]
        if isinstance(value, (int, float, str)) and value not in {o[0] for o in options}:
            options.append(
                (value, written(value))
            )  # an answer that is gone: it stays until another is chosen
        box = narrow(Choice(options, value if value in {o[0] for o in options} else None))
        box.setAccessibleName(_("Compared with"))
        box.chosen.connect(lambda _value: self._tell())
        self._values.addWidget(box)
        self._read = box.value

    def _tick_in(self, subject: Subject, value: Any) -> None:
        on = value if isinstance(value, list) else [value]
        boxes = []
        known = {key for key, _words in subject.options}
        gone = [(key, written(key)) for key in on if isinstance(key, (int, str)) and key not in known]
        for key, words in (*subject.options, *gone):
            box = QCheckBox(isolated(words.replace("&", "&&")))
            box.setAccessibleName(words)
            box.setChecked(key in on)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setToolTip(words)
            box.clicked.connect(lambda _on: self._tell())
            self._values.addWidget(box)
            boxes.append((key, box))
        self._read = lambda: [key for key, box in boxes if box.isChecked()]

    def _type_in(self, what: str, value: Any) -> None:
        several = isinstance(value, list)
        text = "; ".join(map(written, value)) if several else "" if value is None else written(value)
        text = digits(text) if what == "date" else text
        line = (LineInput if what == "text" else NumberLine)(
            text, digits("2026-11-26") if what == "date" else ""
        )
        line.setAccessibleName(_("Compared with"))
        line.setMaxLength(200)
        line.committed.connect(lambda _text: self._tell())
        self._values.addWidget(line)
        self._read = lambda: read(what, line.text())


def written(value: Any) -> str:
    """A value as it is typed, in the digits of the language."""
    return number_to_type(value) if isinstance(value, (int, float)) else str(value)


def read(what: str, text: str) -> Any:
    """What was typed as a value; nothing where it can't be one."""
    from cxdesk.planning.rules import as_number

    text = text.strip()
    if what == "number":
        found = as_number(text)
        return None if found is None else int(found) if found == int(found) else found
    if what == "date":
        try:
            return written_day(text).isoformat()
        except UserError:
            return None
    if what == "several":
        parts = [part.strip() for part in text.split(";") if part.strip()]
        return [int(p) if p.isdecimal() else p for p in parts]
    return text


def narrow(choice: Choice) -> Choice:
    """A list that takes the room it is given, however long its words."""
    choice.setMinimumContentsLength(SHORTEST)
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return choice
