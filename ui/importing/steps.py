"""The steps of the wizard, and the bar below with the buttons of the step it is at."""

from typing import TYPE_CHECKING

from cxdesk.i18n import _, ngettext, number, pgettext
from ui.widgets.buttons import Button
from ui.widgets.text import IconLabel, caption

if TYPE_CHECKING:
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
    theme, plan, typed = page.context.theme, page.plan, page.typed
    calm = [IconLabel(theme, "lock"), caption(_("Nothing is stored until the last step. All rows or none."))]
    if plan is None or page.step in (FILE, IMPORT):
        page.frame.foot(*calm, None)
        return None
    back = Button(theme, _("Back"), on_click=page.back)
    ready = typed is not None and bool(typed.stored)
    if page.step == COLUMNS and not (ready and typed is not None and not typed.problem_count):
        check = Button(theme, _("Check the rows"), "filled", on_click=page.check)
        check.setEnabled(not plan.open_questions)
        page.frame.foot(*calm, None, back, check)
        return check
    words = pgettext("button", "Import")
    if typed is not None:
        words = ngettext("Import {n} row", "Import {n} rows", typed.stored).format(n=number(typed.stored))
    store = Button(theme, words, "filled", on_click=page.store)
    store.setEnabled(ready)
    rest = [Button(theme, _("Check the rows"), on_click=page.check)] if page.step == COLUMNS else []
    page.frame.foot(*calm, None, back, *rest, store)
    return store
