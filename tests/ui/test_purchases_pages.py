"""Purchases in the window: the list comes in, the customer's page and the map show them, and a quadrant opens its list."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from cxdesk.accounts.purchases import noted_days
from tests.ui.test_account_map_page import file  # noqa: F401 - the fixture
from tests.ui.test_accounts_pages import button, click, rest, words
from ui.accounts.purchases_dialog import PurchasesDialog
from ui.app import open_file
from ui.widgets.charts import ChartView

LIST = """Customer no,Invoice date,Product,Qty,Net amount
M,2026-02-02,Lift,1,10
R,2026-02-03,Lift,1,8000
R,2024-12-03,Lift,1,500
G,2026-02-04,Oil,2,50
ZZ,2026-02-04,Oil,2,50
G,2026-02-30,Oil,2,50
"""


@pytest.fixture
def opened(window: Any, file: Path, tmp_path: Path, qtbot: Any) -> Any:  # noqa: F811
    (tmp_path / "sold.csv").write_text(LIST, encoding="utf-8")
    window.resize(1280, 800)
    open_file(window, file)
    rest(window, qtbot)
    return window


def bring(window: Any, path: Path, qtbot: Any) -> None:
    """Dropped on the customers, read by its headings, stored with the keyboard."""
    window.go("accounts")
    rest(window, qtbot)
    assert window.page.takes_files([path])
    rest(window, qtbot)
    assert window.page.plan.what == "purchases"
    qtbot.keyClick(button(window, "Check the rows"), Qt.Key.Key_Space)
    rest(window, qtbot)


def test_a_list_that_is_dropped_is_checked_and_stored_and_one_undo_takes_it_back(
    opened: Any, tmp_path: Path, qtbot: Any
) -> None:
    bring(opened, tmp_path / "sold.csv", qtbot)
    shown = words(opened)
    assert "4 new purchases" in shown
    assert "6 rows in = 4 new + 0 there already + 1 of nobody we know + 1 row left out." in shown
    assert "Keys that no customer has" in shown
    qtbot.keyClick(button(opened, "Import 4 purchases"), Qt.Key.Key_Space)
    rest(opened, qtbot)
    assert opened.room == "accounts"
    assert opened.context.project.read(noted_days)
    opened.do("undo")
    assert not opened.context.project.read(noted_days)
    opened.do("redo")
    bring(opened, tmp_path / "sold.csv", qtbot)
    assert "The list says what is known already" in words(opened)
    assert not button(opened, "Nothing to import").isEnabled()


def test_a_list_that_was_taken_for_another_can_be_named(opened: Any, tmp_path: Path, qtbot: Any) -> None:
    from ui.accounts.dialogs import bring_in

    bring_in(opened.context, tmp_path / "sold.csv", "accounts")
    rest(opened, qtbot)
    assert opened.page.plan.what == "accounts"
    opened.page.choose_list("purchases")
    rest(opened, qtbot)
    assert opened.page.plan.what == "purchases"
    assert "6 rows, one purchase in each." in words(opened)


def test_the_customer_s_page_shows_totals_products_and_a_chart_that_is_read_out(
    opened: Any, tmp_path: Path, qtbot: Any
) -> None:
    opened.go("account", "R")
    rest(opened, qtbot)
    assert "No purchase is in this file yet." in words(opened)
    bring(opened, tmp_path / "sold.csv", qtbot)
    click(opened, "Import 4 purchases", qtbot)
    opened.go("account", "R")
    rest(opened, qtbot)
    assert "1 purchase for 8,000 EUR in the 12 months to 4 February 2026." in words(opened)
    charts = [c for c in opened.page.findChildren(ChartView) if c.accessibleName().startswith("Bought in")]
    charts[0]._draw()
    assert "to 4 February 2026: 8,000 EUR" in charts[0].accessibleDescription()


@pytest.mark.slow
def test_a_quadrant_opens_who_bought_how_much_and_enter_opens_the_customer(
    opened: Any, tmp_path: Path, qtbot: Any
) -> None:
    bring(opened, tmp_path / "sold.csv", qtbot)
    click(opened, "Import 4 purchases", qtbot)
    opened.go("account_map")
    rest(opened, qtbot)
    said = "The 2 satisfied customers in Model bought for 30 EUR each, 99% less than the others (4,000 EUR each)."
    assert said in words(opened)
    opened.page.open_purchases("model")
    dialog = opened.page.purchases
    assert isinstance(dialog, PurchasesDialog)
    assert [(x.key, x.product, x.amount) for x in dialog.table.rows_model.rows] == [
        ("G", "Oil", 50.0),
        ("M", "Lift", 10.0),
    ]
    qtbot.keyClick(dialog.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Customer G\tOil\t1\t2\t50 EUR\t50 EUR" in QGuiApplication.clipboard().text()
    dialog.save_to(tmp_path / "model.xlsx")
    rest(opened, qtbot)
    assert (tmp_path / "model.xlsx").stat().st_size > 1000
    dialog.table.setCurrentIndex(dialog.table.rows_model.index(0, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    rest(opened, qtbot)
    assert opened.room == "account"
    assert opened.page.opened.key == "G"
