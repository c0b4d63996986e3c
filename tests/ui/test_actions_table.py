"""The table of everything that can be asked for."""

from collections import Counter
from importlib import import_module

import pytest

from ui import actions
from ui.actions import ACTIONS, ActionRow
from ui.icons import names
from ui.rooms import ROOMS


@pytest.mark.parametrize("row", ACTIONS, ids=lambda row: row.id)
def test_every_row_leads_to_a_function(row: ActionRow) -> None:
    module, _colon, name = row.handler.partition(":")
    written = actions.is_written(row) and callable(getattr(import_module(module), name, None))
    assert written, f"{row.handler} is missing"


def test_rows_and_keys_are_unique() -> None:
    ids = Counter(row.id for row in ACTIONS)
    # The same keys may do the like in two rooms: Ctrl+P prints what each has to print.
    keys = Counter((row.keys, row.room if row.keys == "Ctrl+P" else "") for row in ACTIONS if row.keys)
    assert [i for i, n in ids.items() if n > 1] == []
    assert [k for k, n in keys.items() if n > 1] == []


def test_every_icon_of_the_tables_ships() -> None:
    assert {row.icon for row in ACTIONS} | {room.icon for room in ROOMS} <= names()


def test_every_page_in_the_navigation_has_a_row_to_go_there() -> None:
    assert {f"go.{room.id}" for room in ROOMS if not room.inside} <= set(actions.BY_ID)
