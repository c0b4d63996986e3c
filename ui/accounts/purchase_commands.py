"""`cxdesk accounts purchases`: what customers bought, from a list."""

from dataclasses import asdict
from typing import Any

import typer

from cxdesk.accounts.purchases import PurchaseMatch, UnknownBuyer
from cxdesk.analysis.map_words import amount, quadrant_word
from cxdesk.analysis.purchase_words import buyers_line, quantity_text
from cxdesk.analysis.purchases import Bought, MapPurchases
from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.importing import purchases
from cxdesk.importing.people_fields import PURCHASES
from cxdesk.importing.purchase_rows import PurchaseList, read_purchases
from ui.accounts.commands import DayFirstOption, MapOption, SourceArgument, YesOption, planned
from ui.accounts.said import SHOWN, say_proposed, show_plan
from ui.console import FileArgument, JsonOption, opened, problem_line, progress_bar, say, say_json, say_table

app = typer.Typer(help="What customers bought.")


@app.command("purchases")
def import_purchases(
    file: FileArgument,
    source: SourceArgument,
    mapped: MapOption = None,
    day_first: DayFirstOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Import what customers bought; a purchase that is there already comes in no second time."""
    with opened(file) as project:
        plan = planned(project, source, PURCHASES, mapped, day_first)
        if not as_json:
            show_plan(plan)
        with progress_bar() as progress:
            found = read_purchases(plan, progress)
        matched = purchases.purchases_of(project, found)
        if not as_json:
            _show(matched, found)
        if (
            matched.new
            and not (yes or as_json)
            and not typer.confirm(_("Import it like this?"), default=True)
        ):
            raise UserError(_("Nothing was imported."))
        with progress_bar() as progress:
            done = purchases.import_purchases(project, found, progress)
    if as_json:
        say_json(_json(done))
        return
    say(ngettext("{n} purchase added.", "{n} purchases added.", done.added).format(n=number(done.added)))
    say_proposed(done.touch_points)


def unknown_words(unknown: tuple[UnknownBuyer, ...]) -> str:
    """The keys that no customer has, those with most money first."""
    shown = listed(f"{u.key} ({number(u.rows)})" for u in unknown[:SHOWN])
    return _("Keys that no customer has: {keys}").format(keys=shown + ("…" if len(unknown) > SHOWN else ""))


def print_bought(found: MapPurchases | None) -> None:
    """Who bought how much of what, quadrant by quadrant."""
    if found is None:
        say(_("No purchase is in this file yet. “cxdesk accounts purchases” imports a list."))
        return
    header = [
        _("Customer"),
        _("Key"),
        _("Product or service"),
        _("Purchases"),
        _("Quantity"),
        _("Sales amount"),
    ]
    for one in found.quadrants:
        say(f"{quadrant_word(one.quadrant)}: {buyers_line(one)}")
        rows = [
            [
                line.name, line.key, line.product or "–", number(line.purchases), quantity_text(line.quantity),
                amount(line.amount, found.currency),
            ]
            for line in one.lines
        ]  # fmt: skip
        if rows:
            say_table(header, rows, frozenset({3, 4, 5}))


def print_products(found: Bought) -> None:
    """What one customer bought, product by product."""
    header = [
        _("Product or service"),
        _("Purchases"),
        _("Quantity"),
        _("Sales amount"),
        _("The 12 months before"),
    ]
    rows = [
        [
            p.product or "–", number(p.purchases), quantity_text(p.quantity), amount(p.amount, found.currency),
            amount(p.before, found.currency) if found.period.knows_before else "–",
        ]
        for p in found.products
    ]  # fmt: skip
    if rows:
        say_table(header, rows, frozenset({1, 2, 3, 4}))


def purchases_json(found: MapPurchases | None) -> dict[str, Any] | None:
    """What the quadrants bought, for a program."""
    if found is None:
        return None
    less = found.less
    return {
        "from": found.period.start,
        "to": found.period.end,
        "list_begins": found.period.noted_from,
        "currencies": list(found.currencies),
        "quadrants": [
            {
                "quadrant": q.quadrant,
                "customers": q.customers,
                "buyers": q.buyers,
                "amount": q.amount,
                "mean": q.mean,
                "lines": [
                    {
                        "key": line.key,
                        "name": line.name,
                        "product": line.product,
                        "purchases": line.purchases,
                        "quantity": line.quantity,
                        "amount": line.amount,
                    }
                    for line in q.lines
                ],
            }
            for q in found.quadrants
        ],
        "satisfied_but_buying_less": None if less is None else asdict(less),
    }


def bought_json(found: Bought | None) -> dict[str, Any] | None:
    """What one customer bought, for a program."""
    if found is None:
        return None
    return {
        "from": found.period.start,
        "to": found.period.end,
        "list_begins": found.period.noted_from,
        "purchases": found.purchases,
        "amount": found.amount,
        "purchases_before": found.purchases_before if found.period.knows_before else None,
        "amount_before": found.before if found.period.knows_before else None,
        "currencies": list(found.currencies),
        "products": [asdict(p) for p in found.products],
        "parts": [{"three_months_to": p.end, "amount": p.amount} for p in found.parts],
    }


def _show(matched: PurchaseMatch, found: PurchaseList) -> None:
    for problem in found.problems[:SHOWN]:
        say("  " + problem_line(problem))
    if found.problem_count > SHOWN:
        say(_("  and {n} more.").format(n=number(found.problem_count - SHOWN)))
    new = len(matched.new)
    parts = [
        ngettext("{n} new purchase", "{n} new purchases", new).format(n=number(new)),
        ngettext("{n} there already", "{n} there already", matched.already).format(n=number(matched.already)),
        ngettext("{n} row left out", "{n} rows left out", found.refused).format(n=number(found.refused)),
    ]
    say(listed(parts) + ".")
    if matched.unknown:
        say(unknown_words(matched.unknown))


def _json(done: purchases.PurchasesImported) -> dict[str, Any]:
    return {
        "rows_in": done.rows_in,
        "added": done.added,
        "amount": done.amount,
        "already": done.already,
        "refused": done.refused,
        "customers": done.customers,
        "unknown": [{"key": u.key, "rows": u.rows, "amount": u.amount} for u in done.unknown],
        "columns": done.columns,
        "unused": list(done.unused),
        "proposed_touch_points": list(done.touch_points.proposed),
        "problems": [problem_line(p) for p in done.problems],
    }
