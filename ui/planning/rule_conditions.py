"""The conditions of a rule as rows: what is looked at, how it is compared, and with what."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxdesk.i18n import _, listed
from ui.page import PageContext
from ui.widgets.buttons import Button, IconButton
from ui.widgets.cards import column, empty, put, row
from ui.widgets.fields import Choice, LineInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxdesk.planning.rules import RuleTest

SEVERAL = ("one_of", "contains", "has_word")
LONGEST = 60


class Conditions(QWidget):
    """Rows of conditions; `changed` follows every change."""

    changed = Signal()

    def __init__(self, context: PageContext, tests: "Sequence[RuleTest]", survey_id: int | None) -> None:
        super().__init__()
        self._context, self._survey_id = context, survey_id
        self.rows: list[ConditionRow] = []
        self._box = column(gap=8)
        self._add = Button(
            context.theme, _("Add a condition"), "plain", icon="plus", dense=True, on_click=self.add
        )
        self.setLayout(column(self._box, row(self._add, None), gap=8))
        for test in tests:
            self._put(test)

    def begin(self) -> None:
        """Put the focus on the first value. No focus proxy: Tab would then jump over everything else in here."""
        (self.rows[0].values if self.rows else self._add).setFocus()

    def tests(self) -> "tuple[RuleTest, ...]":
        """What the rows say now."""
        return tuple(r.test() for r in self.rows)

    def add(self) -> None:
        """One more row, with the focus on it."""
        from cxdesk.planning.rules import RuleTest

        self._put(RuleTest("text", "", "contains"))
        self.rows[-1].subject.setFocus()
        self.changed.emit()

    def aim(self, survey_id: int | None) -> None:
        """Offer the questions of another survey; what is chosen already stays."""
        self._survey_id = survey_id
        tests = self.tests()
        empty(self._box)
        self.rows = []
        for test in tests:
            self._put(test)
        self.changed.emit()

    def _put(self, test: "RuleTest") -> None:
        made = ConditionRow(self._context, test, subjects(self._context, self._survey_id))
        made.changed.connect(self.changed.emit)
        made.gone.connect(partial(self._take_out, made))
        self.rows.append(made)
        put(self._box, made)

    def _take_out(self, gone: "ConditionRow") -> None:
        self.rows.remove(gone)
        gone.hide()
        self._box.removeWidget(gone)
        gone.deleteLater()
        (self.rows[-1].subject if self.rows else self._add).setFocus()
        self.changed.emit()


class ConditionRow(QWidget):
    """One condition."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self, context: PageContext, test: "RuleTest", options: "Sequence[tuple[tuple[str, str], str]]"
    ) -> None:
        super().__init__()
        here = (test.kind, test.field)
        if here not in {o[0] for o in options}:
            options = [*options, (here, test.field)]
        self.subject = Choice(options, here)
        self.op = Choice()
        self.values = LineInput("; ".join(test.values) if test.op in SEVERAL else "".join(test.values[:1]))
        away = IconButton(context.theme, "x", _("Take the condition away"), size=16, on_click=self.gone.emit)
        self.subject.setAccessibleName(_("What is looked at"))
        self.op.setAccessibleName(_("How it is compared"))
        self.values.setAccessibleName(_("Compared with"))
        for part in (self.subject, self.op, self.values):
            # Columns of one width in every row, however long the words in it are.
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        across = row(gap=8)
        across.addWidget(self.subject, 6)
        across.addWidget(self.op, 4)
        across.addWidget(self.values, 3)
        across.addWidget(away)
        self.setLayout(across)
        self._offer(test.op)
        self.subject.chosen.connect(lambda _what: self._on_subject())
        self.op.chosen.connect(lambda _op: self._on_op())
        self.values.textChanged.connect(lambda _text: self.changed.emit())

    def test(self) -> "RuleTest":
        """What the row says now; several words or values are parted by a semicolon, or by commas."""
        from cxdesk.planning.rules import RuleTest

        kind, field = self.subject.value()
        op, text = self.op.value(), self.values.text()
        parts = text.split(";" if ";" in text else ",") if op in SEVERAL else [text]
        return RuleTest(kind, field, op, tuple(p.strip() for p in parts if p.strip()))

    def _on_subject(self) -> None:
        self._offer(self.op.value())
        self.changed.emit()

    def _on_op(self) -> None:
        self._show_values()
        self.changed.emit()

    def _offer(self, op: str) -> None:
        from cxdesk.planning.rule_words import OP_WORDS
        from cxdesk.planning.rules import OPS

        kind, field = self.subject.value()
        known = [o for o in OPS[kind] if _makes_sense(kind, field, o)]
        words = {o: _(OP_WORDS[o]).format(name="…", value="…") if o in OP_WORDS else "" for o in known}
        if "within_days" in known:
            words["within_days"] = _("renewed within … days")
        self.op.set_options([(o, words[o]) for o in known], op if op in known else known[0])
        self._show_values()

    def _show_values(self) -> None:
        from cxdesk.planning.rules import WITHOUT_VALUE

        op = self.op.value()
        self.values.setEnabled(op not in WITHOUT_VALUE)
        self.values.setPlaceholderText(
            listed((_("word"), _("other word"))) if op in ("contains", "has_word") else ""
        )


def _makes_sense(kind: str, field: str, op: str) -> bool:
    from cxdesk.planning.rules import MONEY_FIELDS, ORDER_OPS

    if kind != "account":
        return True
    if op == "within_days":
        return field == "renewal_on"
    return op not in ORDER_OPS or field in MONEY_FIELDS or field == "renewal_on"


def subjects(context: PageContext, survey_id: int | None) -> list[tuple[tuple[str, str], str]]:
    """What a condition can look at: questions, any text, one text, fields of the customer."""
    from cxdesk.planning.rule_words import account_word
    from cxdesk.planning.rules import ACCOUNT_FIELDS
    from cxdesk.surveys.queries import shown, survey_rows, whole

    read = context.project.read
    found: dict[tuple[str, str], str] = {("text", ""): _("any text")}
    for survey in read(survey_rows):
        if survey.audience == "employees" or survey_id not in (None, survey.id):
            continue
        for question in read(whole, survey.id).questions:
            if question.kind in ("identifier", "pseudonym"):
                continue
            for item in question.items:
                words = " ".join((shown(item.text) or shown(question.text) or item.code).split())
                kind = "text" if question.kind == "text" else "answer"
                found.setdefault((kind, item.code), words[:LONGEST])
                if kind == "text":
                    empty_one = _("{question}, filled in or not").format(question=words[:LONGEST])
                    found.setdefault(("answer", item.code), empty_one)
    account: list[tuple[tuple[str, str], Any]] = [(("account", f), account_word(f)) for f in ACCOUNT_FIELDS]
    return [*found.items(), *account]
