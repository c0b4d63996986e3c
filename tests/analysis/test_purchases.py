"""What customers bought: twelve months that the list knows, and who of the satisfied buys less."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.accounts.purchases import PurchaseSpec, match, store
from cxdesk.accounts.queries import account_keyed
from cxdesk.analysis.purchase_words import bought_line
from cxdesk.analysis.purchases import Bought, bought_by, months_back
from cxdesk.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Customers", store_accounts, [AccountSpec("A", "One", currency="EUR"), AccountSpec("B", "Two")])
    yield made
    made.close()


def sell(project: Project, *specs: PurchaseSpec) -> None:
    project.run("Purchases", lambda session: store(session, match(session, specs, {}).new))


def bought(project: Project, key: str = "A", until: date = date(2026, 11, 26)) -> Bought:
    found = project.read(bought_by, project.read(account_keyed, key).id, until)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "months", "back"),
    [
        (date(2026, 3, 20), 12, date(2025, 3, 20)),
        (date(2026, 2, 28), 12, date(2025, 2, 28)),
        (date(2026, 2, 28), 3, date(2025, 11, 30)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 1, 31), 24, date(2024, 1, 31)),
    ],
)
def test_months_go_back_to_the_same_day_and_a_month_s_end_to_a_month_s_end(
    day: date, months: int, back: date
) -> None:
    assert months_back(day, months) == back


def test_the_months_end_where_the_list_ends_and_not_today(project: Project) -> None:
    sell(
        project,
        PurchaseSpec("A", date(2026, 3, 31), 100.0, "Lift"),
        PurchaseSpec("A", date(2025, 4, 1), 10.0, "lift", quantity=2.0),
        PurchaseSpec("A", date(2025, 3, 31), 7.0, "Repair"),
        PurchaseSpec("B", date(2024, 4, 1), 5.0),
    )
    found = bought(project)
    assert (found.period.start, found.period.end) == (date(2025, 4, 1), date(2026, 3, 31))
    assert (found.purchases, found.amount, found.purchases_before, found.before) == (2, 110.0, 1, 7.0)
    assert [(p.product, p.amount, p.quantity, p.before) for p in found.products] == [
        ("Lift", 110.0, 2.0, 0.0),
        ("Repair", 0.0, None, 7.0),
    ]
    assert sum(p.amount for p in found.parts) == 117.0
    assert found.parts[-1].end == date(2026, 3, 31)
    said = "2 purchases for 110 EUR in the 12 months to 31 March 2026. In the 12 months before: 7 EUR, now 1,471% more."
    assert bought_line(found) == said


def test_twelve_months_that_the_list_does_not_know_are_no_zero(project: Project) -> None:
    sell(project, PurchaseSpec("A", date(2025, 9, 1), 40.0), PurchaseSpec("B", date(2026, 3, 31), 1.0))
    found = bought(project)
    assert not found.period.knows_before
    assert "What was bought before 1 September 2025 is not in the file." in bought_line(found)


def test_before_the_first_purchase_nothing_is_known(project: Project) -> None:
    sell(project, PurchaseSpec("A", date(2026, 3, 31), 100.0))
    assert project.read(bought_by, 1, date(2026, 3, 30)) is None


def test_a_customer_without_a_purchase_is_told_so_in_words(project: Project) -> None:
    sell(project, PurchaseSpec("A", date(2026, 3, 31), 100.0))
    assert bought_line(bought(project, "B")).startswith(
        "Nothing was bought in the 12 months to 31 March 2026."
    )
