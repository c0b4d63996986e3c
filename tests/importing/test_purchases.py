"""Lists of purchases: recognised, refused row by row, stored once however often they come, one step each."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.accounts.model import Purchase
from cxdesk.accounts.queries import account_rows
from cxdesk.errors import UserError
from cxdesk.importing import people, purchases
from cxdesk.importing.people_plan import suggest, with_map
from cxdesk.importing.purchase_rows import PurchaseList, read_purchases
from cxdesk.project import Project
from tests.importing.test_import_people import written

TODAY = date(2026, 6, 1)
LIST = """Customer no;Name;Invoice date;Invoice no;Article;Qty;Net amount;Cur
al-1;x;05.01.2026;R1;Maintenance;1;1.234,50;eur
AL-2;x;17.01.2026;R2;Repair;;400,00;EUR
AL-2;x;17.01.2026;R2;Repair;;400,00;EUR
Two;x;20.02.2026;R3;Credit;;-100,00;EUR
ZZ-1;x;20.02.2026;R4;Repair;;900,00;EUR
ZZ-1;x;21.02.2026;R4;Repair;;50,00;EUR
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Customers", store_accounts, [AccountSpec("AL-1", "One"), AccountSpec("AL-2", "Two")])
    yield made
    made.close()


def read(project: Project, path: Path) -> PurchaseList:
    return read_purchases(people.propose(project, path, "purchases"), today=TODAY)


def stored(project: Project) -> list[tuple[str, date, str, float]]:
    keys = {a.id: a.key for a in project.read(account_rows)}
    found = project.read(lambda session: list(session.query(Purchase).order_by(Purchase.id)))
    return [(keys[p.account_id], p.on, p.product, p.amount) for p in found]


@pytest.mark.parametrize(
    "headings",
    [
        "Customer key;Invoice date;Invoice no;Product;Quantity;Net amount;Currency",
        "Klantnummer;Factuurdatum;Factuurnummer;Artikel;Aantal;Bedrag;Valuta",
        "Ügyfélkód;Számla dátuma;Számlaszám;Termék;Mennyiség;Összeg;Pénznem",
        "Код клієнта;Дата рахунку;Номер рахунку;Товар;Кількість;Сума;Валюта",
        "کد مشتری;تاریخ فاکتور;شماره فاکتور;محصول;تعداد;مبلغ;ارز",
        "Kundennummer;Rechnungsdatum;Rechnungsnummer;Artikel;Menge;Nettobetrag;Währung",
    ],
)
def test_headings_are_known_in_five_languages_and_german(tmp_path: Path, headings: str) -> None:
    plan = suggest(written(tmp_path, f"{headings}\nK1;2026-01-31;R1;Lift;1;100;EUR\n"), "purchases")
    assert {f: c.position for f, c in plan.used.items()} == {
        "key": 0, "on": 1, "reference": 2, "product": 3, "quantity": 4, "amount": 5, "currency": 6,
    }  # fmt: skip


def test_a_list_is_stored_as_one_step_and_says_whom_nobody_knows(tmp_path: Path, project: Project) -> None:
    done = purchases.import_purchases(project, read(project, written(tmp_path, LIST)))
    assert (done.rows_in, done.added, done.already, done.refused, done.customers) == (6, 4, 0, 0, 2)
    assert [(u.key, u.rows, u.amount) for u in done.unknown] == [("ZZ-1", 2, 950.0)]
    assert done.rows_in == done.added + done.already + done.refused + sum(u.rows for u in done.unknown)
    assert stored(project) == [
        ("AL-1", date(2026, 1, 5), "Maintenance", 1234.5),
        ("AL-2", date(2026, 1, 17), "Repair", 400.0),
        ("AL-2", date(2026, 1, 17), "Repair", 400.0),
        ("AL-2", date(2026, 2, 20), "Credit", -100.0),
    ]
    project.undo()
    assert stored(project) == []
    project.redo()
    assert len(stored(project)) == 4


def test_the_same_list_twice_changes_nothing_and_leaves_no_step(tmp_path: Path, project: Project) -> None:
    path = written(tmp_path, LIST)
    purchases.import_purchases(project, read(project, path))
    before, step = stored(project), project.undo_label
    again = purchases.import_purchases(project, read(project, path))
    assert (again.added, again.already) == (0, 4)
    assert (stored(project), project.undo_label) == (before, step)


def test_a_list_that_overlaps_brings_what_is_new_and_a_customer_who_came_later(
    tmp_path: Path, project: Project
) -> None:
    purchases.import_purchases(project, read(project, written(tmp_path, LIST)))
    project.run("Customer", store_accounts, [AccountSpec("ZZ-1", "Three")])
    third = LIST.replace(
        "R2;Repair;;400,00;EUR\nTwo", "R2;Repair;;400,00;EUR\nAL-2;x;17.01.2026;R2;Repair;;400,00;EUR\nTwo"
    )
    done = purchases.import_purchases(project, read(project, written(tmp_path, third, "later.csv")))
    assert (done.added, done.already, done.unknown) == (3, 4, ())


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        ("AL-1;31.02.2026;R;Lift;1;10", "Invoice date", "“31.02.2026” is not a day of a purchase"),
        ("AL-1;05.01.1026;R;Lift;1;10", "Invoice date", "is not a day of a purchase"),
        ("AL-1;21.02.2030;R;Lift;1;10", "Invoice date", "21 February 2030 is not here yet"),
        ("AL-1;21.02.2026;R;Lift;1;ten", "Net amount", "“ten” is not an amount"),
        ("AL-1;21.02.2026;R;Lift;1;", "Net amount", "is not an amount"),
        ("AL-1;21.02.2026;R;Lift;1;nan", "Net amount", "“nan” is not an amount"),
        ("AL-1;21.02.2026;R;Lift;1;99999999999999", "Net amount", "is too large for an amount"),
        (";21.02.2026;R;Lift;1;10", "Customer no", "This row has no customer"),
    ],
)
def test_a_row_that_can_t_be_a_purchase_is_named_and_left_out(
    tmp_path: Path, project: Project, row: str, column: str, sentence: str
) -> None:
    head = "Customer no;Invoice date;Invoice no;Article;Qty;Net amount\n"
    good = "AL-1;13.01.2026;R1;Lift;1;100\n"
    found = read(project, written(tmp_path, head + good + row + "\n"))
    assert (found.rows_in, len(found.specs), found.refused) == (2, 1, 1)
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.severity) == (3, column, "refused")
    assert sentence in problem.sentence


def test_a_quantity_that_is_none_costs_only_itself(tmp_path: Path, project: Project) -> None:
    head = "Customer no;Invoice date;Article;Qty;Net amount\n"
    found = read(project, written(tmp_path, head + "AL-1;13.01.2026;Lift;many;100\n"))
    assert [(s.quantity, s.amount) for s in found.specs] == [(None, 100.0)]
    assert [p.column for p in found.problems] == ["Qty"]


def test_what_is_missing_is_asked_for_and_can_be_told(tmp_path: Path, project: Project) -> None:
    path = written(tmp_path, "A;B;C;D\nnobody;13.01.2026;10;20\nnobody2;14.01.2026;11;21\n")
    plan = people.propose(project, path, "purchases")
    assert [f.id for f in plan.missing] == ["key", "amount"]
    with pytest.raises(UserError, match="Customer key"):
        read_purchases(plan)
    told = with_map(plan, ["key=A", "amount=D"])
    assert [s.amount for s in read_purchases(told).specs] == [20.0, 21.0]


def test_a_list_of_which_nobody_said_what_it_is_goes_by_its_headings(
    tmp_path: Path, project: Project
) -> None:
    assert people.propose_dropped(project, written(tmp_path, LIST)).what == "purchases"
    customers = "key,name,revenue,renewal date\nAL-1,One,100,2026-01-31\n"
    assert people.propose_dropped(project, written(tmp_path, customers, "c.csv")).what == "accounts"


def test_a_list_without_a_purchase_is_refused_in_words(tmp_path: Path, project: Project) -> None:
    head = "Customer no;Invoice date;Net amount\n"
    found = read(project, written(tmp_path, head + "AL-1;13.01.2026;none\n"))
    with pytest.raises(UserError, match="There is no purchase in"):
        purchases.import_purchases(project, found)
