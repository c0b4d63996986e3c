"""The check: every problem with row, column and sentence, before anything is stored."""

from typing import TYPE_CHECKING

from cxdesk.i18n import N_, _, ngettext, number
from ui.importing.rows_view import rows_view
from ui.importing.there_card import changes_card, survey_card
from ui.widgets.cards import Card, boxed, column, row
from ui.widgets.tables import Column, Table
from ui.widgets.tabs import Segmented
from ui.widgets.text import body, display

if TYPE_CHECKING:
    from cxdesk.errors import Problem
    from cxdesk.importing.plan import Typed
    from ui.importing.page import ImportPage

SEVERITY = {
    "refused": (N_("refused"), "bad"),
    "repaired": (N_("repaired"), "warn"),
    "note": (N_("to know"), "info"),
}


def check_step(page: "ImportPage") -> None:
    """Fill the page."""
    typed = page.typed
    if typed is None:
        page.frame.add(display(_("Looking at every row")), body(_("This takes a moment."), tone="text2"))
        return
    refused = ngettext("{n} row can’t be stored", "{n} rows can’t be stored", typed.refused).format(
        n=number(typed.refused)
    )
    sentence = _("Every row can be stored") if not typed.refused else refused
    compared = page.ready.compared if page.ready is not None else None
    if page.ready is not None and compared is not None and not typed.refused:
        n = page.ready.new_rows
        sentence = ngettext("{n} answer is new", "{n} answers are new", n).format(n=number(n))
    line = _rows_line(page, typed)
    if n := typed.repaired_cells:
        line += " " + ngettext("{n} cell was repaired.", "{n} cells were repaired.", n).format(n=number(n))
    views = Segmented(page.context.theme, [("found", _("What was found")), ("rows", _("The rows"))])
    views.set_current("rows" if page.shows_rows else "found")
    views.chosen.connect(lambda view: page.show_rows_instead(view == "rows"))
    page.frame.add(display(sentence), body(line, tone="text2"), row(views, None))
    if page.shows_rows:
        page.frame.add(boxed(column(rows_view(page.context.theme, typed), margins=(12, 4, 12, 8)), "card"))
        return
    _show_differences(page)
    if not typed.problems:
        page.frame.add(body(_("Nothing else was found.")))
        return
    columns = [
        Column(_("Row"), lambda p: number(p.row) if p.row else "", "number", width=80, sort=lambda p: p.row),
        Column(_("Column"), lambda p: p.column, "strong", share=1),
        Column(_("What was found"), lambda p: p.sentence, share=4),
        Column("", _severity_text, "tag", value=_severity, width=110),
    ]
    table = Table(page.context.theme, columns, typed.problems, name=_("Problems"), sortable=True, dense=True)
    table.setMinimumHeight(360)
    page.frame.add(Card(table, padding=(12, 4)))
    if typed.problem_count > len(typed.problems):
        words = _("The first {shown} of {all} are listed.")
        page.frame.add(
            body(
                words.format(shown=number(len(typed.problems)), all=number(typed.problem_count)), tone="text2"
            )
        )


def _rows_line(page: "ImportPage", typed: "Typed") -> str:
    """Rows in, and what becomes of each."""
    compared = page.ready.compared if page.ready is not None else None
    if page.ready is None or compared is None:
        return ngettext(
            "{rows_in} row in = {stored} to be stored + {refused} refused.",
            "{rows_in} rows in = {stored} to be stored + {refused} refused.",
            typed.rows_in,
        ).format(rows_in=number(typed.rows_in), stored=number(typed.stored), refused=number(typed.refused))
    return ngettext(
        "{rows_in} row in = {new} new + {unchanged} unchanged + {changed} changed + {refused} refused.",
        "{rows_in} rows in = {new} new + {unchanged} unchanged + {changed} changed + {refused} refused.",
        typed.rows_in,
    ).format(
        rows_in=number(typed.rows_in),
        new=number(page.ready.new_rows),
        unchanged=number(compared.unchanged),
        changed=number(compared.changed.height),
        refused=number(typed.refused),
    )


def _show_differences(page: "ImportPage") -> None:
    """What the file changes in a survey that is there already."""
    if page.target is not None and page.target.laid is not None:
        card = survey_card(page.target.laid)
        if card is not None:
            page.frame.add(card)
    if page.ready is not None and page.ready.compared is not None:
        card = changes_card(page, page.ready.compared)
        if card is not None:
            page.frame.add(card)


def _severity(problem: "Problem") -> tuple[str, str]:
    text, tone = SEVERITY[problem.severity]
    return _(text), tone


def _severity_text(problem: "Problem") -> str:
    return _severity(problem)[0]
