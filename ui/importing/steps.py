"""The steps of the wizard, and the bar below with the buttons of the step it is at."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cxdesk.i18n import _, ngettext, number, pgettext
from ui.widgets.buttons import Button
from ui.widgets.text import IconLabel, caption

if TYPE_CHECKING:
    from cxdesk.importing.storing import Prepared
    from ui.importing.page import ImportPage

FILE, COLUMNS, CHECK, IMPORT = range(4)


def steps() -> list[str]:
    """The names of the steps in their order."""
    return [
        pgettext("step of the import", "File"),
        pgettext("step of the import", "Columns"),
        pgettext("step of the import", "Check"),
        pgettext("step of the import", "Import"),
    ]


def show_foot(page: "ImportPage") -> Button | None:
    """Fill the bar; gives the filled button, which goes on, where there is one."""
    theme, plan, prepared = page.context.theme, page.plan, page.ready
    words = _("Nothing is stored until the last step. All rows or none.")
    calm: list[QWidget] = [IconLabel(theme, "lock"), caption(words)]
    if plan is None or page.step in (FILE, IMPORT):
        page.frame.foot(*calm, None)
        return None
    back = Button(theme, _("Back"), on_click=page.back)
    ready = prepared is not None and bool(prepared.typed.stored)
    if prepared is not None and ready:
        calm = [IconLabel(theme, "lock"), _outlook(page, prepared)]
    if page.step == COLUMNS and not (prepared is not None and ready and _is_plain(prepared)):
        check = Button(theme, _("Check the rows"), "filled", on_click=page.check)
        check.setEnabled(not plan.open_questions)
        page.frame.foot(*calm, None, back, check)
        return check
    words = pgettext("button", "Import")
    if prepared is not None and (n := prepared.new_rows):
        words = ngettext("Import {n} row", "Import {n} rows", n).format(n=number(n))
    store = Button(theme, words, "filled", on_click=page.store)
    store.setEnabled(ready)
    rest = [Button(theme, _("Check the rows"), on_click=page.check)] if page.step == COLUMNS else []
    page.frame.foot(*calm, None, back, *rest, store)
    return store


def _outlook(page: "ImportPage", prepared: "Prepared") -> QWidget:
    """What will happen, in a sentence that may wrap."""
    from cxdesk.importing.outlook import will_happen

    sentence = will_happen(prepared, page.survey_name(), page.round_name.strip() or None, page.on_change)
    words = caption(sentence, wrap=True)
    words.setMinimumWidth(420)
    return words


def _is_plain(prepared: "Prepared") -> bool:
    """Whether there is nothing to look at before the import."""
    compared = prepared.compared
    return not prepared.typed.problem_count and (compared is None or not compared.changed.height)
