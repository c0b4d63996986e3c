"""On the check page: what the file changes in a survey that is there, and answers that differ cell by cell."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QRadioButton, QWidget

from cxdesk.i18n import _, digits, listed, ngettext, number
from ui.widgets.cards import Card, column
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, label

if TYPE_CHECKING:
    from cxdesk.importing.again import Compared
    from cxdesk.importing.onto import Onto
    from ui.importing.page import ImportPage

SHOWN = 8


def survey_card(laid: "Onto") -> QWidget | None:
    """New, gone and changed questions; nothing when the file asks what the survey asks."""
    lines: list[QWidget] = []
    for words, names in (
        (_("New questions: {names}"), laid.new),
        (_("Not in this file: {names}"), laid.gone),
    ):
        if names:
            more = len(names) - SHOWN
            shown = listed(names[:SHOWN])
            if more > 0:
                shown += " " + ngettext("and {n} more", "and {n} more", more).format(n=number(more))
            lines.append(body(words.format(names=shown)))
    lines += [body(_change_words(change)) for change in laid.changed[:SHOWN]]
    if not lines:
        return None
    return Card(label(_("What is different from the survey"), strong=True), *lines, gap=4)


def _change_words(change: Any) -> str:
    if change.what == "answers":
        return _("{code} has new answers: {now}").format(code=change.code, now=change.now)
    sentence = _("{code}: “{before}” in the survey, “{now}” in the file.")
    return sentence.format(code=change.code, before=change.before, now=change.now)


def changes_card(page: "ImportPage", compared: "Compared") -> QWidget | None:
    """Answers that are there in another way, and the person's word on them."""
    n = compared.changed.height
    if not n:
        return None
    sentence = ngettext(
        "{n} answer is there already with other cells.", "{n} answers are there already with other cells.", n
    )
    update = QRadioButton(_("Update them from the file"))
    keep = QRadioButton(_("Leave them as they are stored"))
    (update if page.on_change == "update" else keep).setChecked(True)
    update.toggled.connect(lambda on: page.decide("update" if on else "keep"))
    columns = [
        Column(_("Row"), lambda c: number(c.row), "number", width=80),
        Column(_("Column"), lambda c: c.column, "strong", share=2),
        Column(_("Stored before"), lambda c: _cell(c.before), share=2),
        Column(_("In the file"), lambda c: _cell(c.now), share=2),
    ]
    few = len(compared.cells) <= SHOWN
    cells = compared.cells[:200]
    table = Table(page.context.theme, columns, cells, name=_("Changed answers"), dense=True, fit=few)
    if not few:
        table.setMinimumHeight(280)
    card = Card(label(sentence.format(n=number(n)), strong=True), column(update, keep, gap=4), table)
    if compared.cell_count > len(cells):
        words = _("The first {shown} of {all} are listed.")
        words = words.format(shown=number(len(cells)), all=number(compared.cell_count))
        card.add(body(words, tone="text2"))
    return card


def _cell(value: object) -> str:
    from cxdesk.importing.kept import as_text

    text = as_text(value)
    return (text if isinstance(value, str) else digits(text)) or _("blank")
