"""The rows of a list of purchases: each with its customer, day and amount, and every row that can't be one."""

import math
from datetime import date
from typing import Final

from cxdesk.accounts.purchases import PurchaseSpec
from cxdesk.i18n import _, day
from cxdesk.importing.found import Found
from cxdesk.importing.people_cells import day_in, decimal_of, number_in
from cxdesk.importing.people_plan import PeopleColumn, PeoplePlan
from cxdesk.importing.people_rows import PeopleList, Rows
from cxdesk.importing.plan import key_of
from cxdesk.importing.profile import profiles
from cxdesk.progress import Progress, no_progress

# Beyond these nobody sells anything; such numbers are keys or dates in the wrong column.
MOST_AMOUNT: Final = 1e12
FIRST_YEAR: Final = 1950


class PurchaseList(PeopleList[PurchaseSpec]):
    """What a list of purchases holds."""


def read_purchases(
    plan: PeoplePlan, progress: Progress = no_progress, today: date | None = None
) -> PurchaseList:
    """Every purchase of the list; a row without customer, day or amount is left out and named."""
    found = Found(plan.detection.problems)
    reader = _Reader(plan, found, today or date.today())
    specs = []
    for row, cells, _values in reader.rows.read(progress):
        spec = reader.purchase(row, cells)
        if spec is not None:
            specs.append(spec)
    return PurchaseList(plan, tuple(specs), found.listed(), found.count, reader.rows.count)


class _Reader:
    def __init__(self, plan: PeoplePlan, found: Found, today: date) -> None:
        self.plan, self.found, self.today = plan, found, today
        self.rows = Rows(plan, found, plain=True)
        self.used = plan.used
        self.decimals = {f: self._decimal(f) for f in ("amount", "quantity") if f in self.used}
        on: PeopleColumn = self.used["on"]
        self.order = on.date.order if on.date else "day"

    def purchase(self, row: int, cells: dict[str, str]) -> PurchaseSpec | None:
        """One row, or None after its problem was noted."""
        account = " ".join(cells["key"].split())
        if not account:
            self._refuse(row, "key", _("This row has no customer, so it was left out."), "")
            return None
        on = self._day(row, cells["on"])
        amount = self._amount(row, cells["amount"]) if on is not None else None
        if on is None or amount is None:
            return None
        return PurchaseSpec(
            account,
            on,
            amount,
            " ".join(cells.get("product", "").split()),
            cells.get("currency", "").upper(),
            self._quantity(row, cells.get("quantity", "")),
            cells.get("reference", ""),
            row,
        )

    def _day(self, row: int, cell: str) -> date | None:
        found = day_in(cell, self.order) if cell else None
        if found is None or found.year < FIRST_YEAR:
            sentence = _("“{value}” is not a day of a purchase, so the row was left out.")
            self._refuse(row, "on", sentence.format(value=cell), cell)
            return None
        if found > self.today:
            sentence = _("{day} is not here yet, so the row was left out.").format(day=day(found))
            self._refuse(row, "on", sentence, cell)
            return None
        return found

    def _amount(self, row: int, cell: str) -> float | None:
        found = number_in(cell, self.decimals["amount"]) if cell else None
        if found is None or not math.isfinite(found):
            sentence = _("“{value}” is not an amount, so the row was left out.")
            self._refuse(row, "amount", sentence.format(value=cell), cell)
            return None
        if abs(found) > MOST_AMOUNT:
            sentence = _("“{value}” is too large for an amount, so the row was left out.")
            self._refuse(row, "amount", sentence.format(value=cell), cell)
            return None
        return found

    def _quantity(self, row: int, cell: str) -> float | None:
        if not cell:
            return None
        found = number_in(cell, self.decimals["quantity"])
        if found is None or not math.isfinite(found) or abs(found) > MOST_AMOUNT:
            sentence = _("“{value}” is not a number; the purchase was kept without it.")
            self.found.note(row, self.used["quantity"].header, sentence.format(value=cell), cell)
            return None
        return found

    def _decimal(self, field: str) -> str:
        looks = profiles(self.plan.detection)
        return decimal_of(list(looks[key_of(self.used[field].position)].values))

    def _refuse(self, row: int, field: str, sentence: str, cell: str) -> None:
        self.found.note(row, self.used[field].header, sentence, cell, "refused")
