"""The check: what the list would change, cell by cell, who is missing from it, and every problem."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cxdesk.i18n import N_, _, day, listed, ngettext, number
from ui.widgets.cards import Card, column
from ui.widgets.fields import LineInput
from ui.widgets.tables import Column, Table
from ui.widgets.text import body, caption, display, label, title

if TYPE_CHECKING:
    from cxdesk.accounts.purchases import PurchaseMatch
    from cxdesk.accounts.updates import CellChange, Named, Updates
    from cxdesk.errors import Problem
    from cxdesk.importing.people import Invitations
    from cxdesk.responses.rest import Resting
    from ui.accounts.import_page import PeopleImportPage

SEVERITY = {
    "refused": (N_("left out"), "bad"),
    "repaired": (N_("repaired"), "warn"),
    "note": (N_("to know"), "info"),
}
HIGH = 240


@dataclass(frozen=True, slots=True)
class _Line:
    """One customer and what happens to one value, or to the customer as a whole."""

    key: str
    name: str
    field: str
    old: Any
    new: Any


def check_step(page: "PeopleImportPage") -> None:
    """Fill the page."""
    if page.rows is None or page.outcome is None:
        page.frame.add(display(_("Looking at every row")), body(_("This takes a moment."), tone="text2"))
        return
    step: Any = {"accounts": _accounts, "invited": _invited, "purchases": _purchases}[page.what]
    step(page, page.outcome)
    _problems(page)


def _accounts(page: "PeopleImportPage", found: "Updates") -> None:
    assert page.rows is not None
    new = ngettext("{n} new customer", "{n} new customers", len(found.new)).format(n=number(len(found.new)))
    changed = ngettext("{n} changed", "{n} changed", found.changed_customers).format(
        n=number(found.changed_customers)
    )
    same = ngettext("{n} as it is", "{n} as they are", found.unchanged).format(n=number(found.unchanged))
    refused = ngettext("{n} row left out", "{n} rows left out", page.rows.refused).format(
        n=number(page.rows.refused)
    )
    change = ngettext("{n} customer changes", "{n} customers change", found.changed_customers).format(
        n=number(found.changed_customers)
    )
    news = [new] if found.new else []
    changes = [change] if found.changed_customers else []
    sentence = listed([*news, *changes]) or _("The list says what is known already")
    rows_in = ngettext("{n} row in", "{n} rows in", page.rows.rows_in).format(n=number(page.rows.rows_in))
    line = _("{rows_in} = {new} + {changed} + {same} + {refused}.").format(
        rows_in=rows_in, new=new, changed=changed, same=same, refused=refused
    )
    page.frame.add(display(sentence), body(line, tone="text2"))
    if found.changed:
        page.frame.add(title(_("What changes")), _changes_table(page, found.changed))
    if found.gone:
        n = len(found.gone)
        words = ngettext(
            "{n} customer of the file is not in the list. It stays.",
            "{n} customers of the file are not in the list. They stay.",
            n,
        )
        page.frame.add(label(words.format(n=number(n)), strong=True), _names_table(page, found.gone))


def _changes_table(page: "PeopleImportPage", cells: "tuple[CellChange, ...]") -> Card:
    from cxdesk.accounts.words import field_word, value_word

    columns = [
        Column(_("Customer"), lambda c: c.name, "strong", sub=lambda c: c.key, share=2),
        Column(_("Field"), lambda c: field_word(c.field), "muted", share=1),
        Column(_("Until now"), lambda c: value_word(c.field, c.old) or _("blank"), share=2),
        Column(_("From now on"), lambda c: value_word(c.field, c.new) or _("blank"), share=2),
    ]
    return _table(page, columns, cells, _("What changes"), two_lines=True)


def _names_table(page: "PeopleImportPage", gone: "tuple[Named, ...]") -> Card:
    columns = [
        Column(_("Customer"), lambda g: g.name, "strong", share=2),
        Column(_("Key"), lambda g: g.key, "muted", share=1),
    ]
    return _table(page, columns, gone, _("Customers that are not in the list"))


def _invited(page: "PeopleImportPage", found: "Invitations") -> None:
    assert page.rows is not None
    n = found.invited
    sentence = ngettext("{n} person to be noted as invited", "{n} people to be noted as invited", n)
    unknown = ngettext(
        "{n} customer is not in the file", "{n} customers are not in the file", len(found.unknown)
    ).format(n=number(len(found.unknown)))
    already = ngettext("{n} was noted before", "{n} were noted before", found.already).format(
        n=number(found.already)
    )
    rows_in = ngettext("{n} row in", "{n} rows in", found.rows_in).format(n=number(found.rows_in))
    parts = [rows_in] + ([already] if found.already else []) + ([unknown] if found.unknown else [])
    page.frame.add(display(sentence.format(n=number(n))), body(listed(parts) + ".", tone="text2"))
    if found.unknown:
        keys = listed(found.unknown[:20]) + ("…" if len(found.unknown) > 20 else "")
        page.frame.add(body(_("Keys that no customer has: {keys}").format(keys=keys), tone="warn", wrap=True))
    if found.resting:
        _resting(page, found.resting)


def _purchases(page: "PeopleImportPage", found: "PurchaseMatch") -> None:
    assert page.rows is not None
    new = len(found.new)
    sentence = ngettext("{n} new purchase", "{n} new purchases", new).format(n=number(new))
    if not new:
        sentence = _("The list says what is known already")
    unknown = sum(u.rows for u in found.unknown)
    parts = [
        ngettext("{n} new", "{n} new", new).format(n=number(new)),
        ngettext("{n} there already", "{n} there already", found.already).format(n=number(found.already)),
        ngettext("{n} of nobody we know", "{n} of nobody we know", unknown).format(n=number(unknown)),
        ngettext("{n} row left out", "{n} rows left out", page.rows.refused).format(
            n=number(page.rows.refused)
        ),
    ]
    rows_in = ngettext("{n} row in", "{n} rows in", page.rows.rows_in).format(n=number(page.rows.rows_in))
    line = f"{rows_in} = {' + '.join(parts)}."
    customers = ngettext("Purchases of {n} customer.", "Purchases of {n} customers.", found.customers).format(
        n=number(found.customers)
    )
    page.frame.add(display(sentence), body(f"{customers} {line}", tone="text2"))
    if found.unknown:
        columns = [
            Column(_("Key in the list"), lambda u: u.key, "strong", share=2),
            Column(_("Rows"), lambda u: number(u.rows), "number", width=80, sort=lambda u: u.rows),
            Column(
                _("Sales amount"), lambda u: number(u.amount), "number", width=120, sort=lambda u: u.amount
            ),
        ]
        page.frame.add(
            title(_("Keys that no customer has")),
            _table(page, columns, found.unknown, _("Keys that no customer has")),
            caption(
                _("Import these customers, then this list again: what is stored already is not stored twice.")
            ),
        )


def _resting(page: "PeopleImportPage", resting: "tuple[Resting, ...]") -> None:
    n = len(resting)
    words = ngettext(
        "{n} person was invited within the rest period and is left out",
        "{n} people were invited within the rest period and are left out",
        n,
    )
    columns = [
        Column(_("Person"), lambda r: r.contact, "strong", share=2),
        Column(_("Customer"), lambda r: r.account_key, "muted", share=1),
        Column(_("Invited to"), lambda r: r.round, share=1),
        Column(_("On"), lambda r: day(r.invited_on), share=1, sort=lambda r: r.invited_on),
    ]
    reason = LineInput(page.reason, placeholder=_("Say why, to invite them all the same"))
    reason.setAccessibleName(_("Why they are invited although they should rest"))
    reason.textChanged.connect(page.set_reason)
    page.frame.add(title(words.format(n=number(n))), _table(page, columns, resting, _("Who rests")))
    page.frame.add(column(reason, caption(_("The reason is kept with each of these invitations.")), gap=4))


def _problems(page: "PeopleImportPage") -> None:
    rows = page.rows
    assert rows is not None
    if not rows.problems:
        page.frame.add(body(_("Nothing else was found."), tone="text2"))
        return
    columns = [
        Column(_("Row"), lambda p: number(p.row) if p.row else "", "number", width=80, sort=lambda p: p.row),
        Column(_("Column"), lambda p: p.column, "strong", share=1),
        Column(_("What was found"), lambda p: p.sentence, share=4),
        Column("", lambda p: _severity(p)[0], "tag", value=_severity, width=110),
    ]
    page.frame.add(title(_("Problems")), _table(page, columns, rows.problems, _("Problems")))
    if rows.problem_count > len(rows.problems):
        words = _("The first {shown} of {all} are listed.")
        page.frame.add(
            body(words.format(shown=number(len(rows.problems)), all=number(rows.problem_count)), tone="text2")
        )


def _table(
    page: "PeopleImportPage", columns: list[Column], rows: Any, name: str, *, two_lines: bool = False
) -> Card:
    """As high as its rows while they are few; many scroll inside."""
    few = len(rows) <= (4 if two_lines else 6)
    table = Table(page.context.theme, columns, rows, name=name, sortable=True, dense=True, fit=few)
    if not few:
        table.setMinimumHeight(HIGH)
        table.setMaximumHeight(HIGH + 80)
    return Card(table, padding=(12, 4))


def _severity(problem: "Problem") -> tuple[str, str]:
    text, tone = SEVERITY[problem.severity]
    return _(text), tone
