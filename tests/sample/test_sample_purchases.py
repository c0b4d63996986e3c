"""The purchases of the finished example: satisfied customers of one quadrant buy less, and what they do not buy."""

from datetime import date
from pathlib import Path

import pytest

from cxdesk.accounts.queries import account_rows
from cxdesk.analysis.account_map import AccountMap, account_map
from cxdesk.analysis.purchase_words import less_lines
from cxdesk.analysis.purchases import MapPurchases, bought_by, bought_on_map
from cxdesk.analysis.quadrants import GROWTH, QUADRANTS
from cxdesk.project import Project
from exports.pdf.hand_out import prepared
from exports.pdf.leaks import leaks
from exports.tables.account_map import write_map, write_purchases
from resources.sample.purchases import LAST, UPGRADE


@pytest.fixture(scope="session")
def found(sample: Project) -> AccountMap:
    made = sample.read(account_map)
    assert made is not None
    return made


@pytest.fixture(scope="session")
def bought(sample: Project, found: AccountMap) -> MapPurchases:
    made = sample.read(bought_on_map, found)
    assert made is not None
    return made


def test_both_totals_stand_beside_the_count_of_each_quadrant(
    sample: Project, found: AccountMap, bought: MapPurchases
) -> None:
    assert [q.quadrant for q in bought.quadrants] == list(QUADRANTS)
    assert [q.customers for q in bought.quadrants] == [t.customers for t in found.totals]
    assert bought.period.is_whole
    for quadrant in bought.quadrants:
        assert quadrant.amount == pytest.approx(sum(line.amount for line in quadrant.lines))
        assert quadrant.mean == pytest.approx(quadrant.amount / quadrant.customers)
        assert len({line.key for line in quadrant.lines}) == quadrant.customers
    totals = [line.total for line in bought.of(GROWTH).lines]
    assert totals == sorted(totals, reverse=True)


def test_the_satisfied_customers_in_growth_buy_less_and_no_modernisation(bought: MapPurchases) -> None:
    less = bought.less
    assert less is not None
    assert less.quadrant == GROWTH
    assert less.percent > 50
    assert less.lack is not None
    assert less.lack.product == UPGRADE
    assert less.lack.buyers / less.lack.customers < 0.15
    assert less.lack.buyers_elsewhere / less.lack.customers_elsewhere > 0.6
    first, second, _third = less_lines(bought)
    assert first.startswith(f"The {less.customers} satisfied customers in Growth bought for ")
    assert f"“{UPGRADE}” was bought by {less.lack.buyers} of {less.customers} there" in second


def test_every_customer_bought_and_the_list_ends_in_march(sample: Project) -> None:
    for account in sample.read(account_rows)[:20]:
        one = sample.read(bought_by, account.id, date(2026, 6, 1))
        assert one is not None
        assert one.purchases >= 4
        assert one.period.end <= LAST
        assert one.period.knows_before


def test_the_tables_of_the_map_hold_everybody_and_say_so_where_nobody_is(
    found: AccountMap, bought: MapPurchases, tmp_path: Path
) -> None:
    lines = write_map(found, bought, tmp_path / "m.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(found.placed) + sum(len(rows) for _why, rows in found.absent)
    growth = write_purchases(found, bought, tmp_path / "g.csv", GROWTH).read_text("utf-8-sig").splitlines()
    assert len(growth) == 1 + len(bought.of(GROWTH).lines)
    assert all(line.startswith("Growth,") for line in growth[1:])
    none = write_purchases(found, None, tmp_path / "n.csv").read_text("utf-8-sig")
    assert "No purchase is in this file yet. Import a list of purchases." in none


def test_a_customer_s_plan_says_nothing_of_what_was_bought(sample: Project) -> None:
    from cxdesk.i18n import number
    from cxdesk.planning.plan_queries import plan_rows

    plan = next(p for p in sample.read(plan_rows) if p.language == "en")
    one = sample.read(bought_by, plan.account_id, date(2026, 6, 1))
    assert one is not None
    amounts = [number(a) for a in (one.amount, one.before, *(p.amount for p in one.products)) if a >= 1000]
    assert amounts
    assert leaks(prepared(sample, plan.id, "en").data, amounts) == []
