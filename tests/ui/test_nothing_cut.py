"""Every place where people act on what customers said, in five languages on a small screen: no text is cut off."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from cxdesk import i18n
from tests.support import act_rooms
from tests.support.cut_texts import cut_texts
from tests.support.resting import rest
from ui.theme import Theme
from ui.widgets.tables import Column, Table, shared_widths

SMALL = (1280, 800)


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """The language, set before the window is made."""
    i18n.set_language(request.param)
    return str(request.param)


@pytest.mark.slow
def test_no_text_is_cut_off_on_a_small_screen(
    language: str, window: Any, example_file: Path, tmp_path: Path
) -> None:
    window.resize(*SMALL)
    file = Path(shutil.copy(example_file, tmp_path / "Alder Lifts.cxdesk"))
    assert window.context.bridge.open(file)
    found = []
    for place in act_rooms.places(window):
        rest(window)
        found += [f"{place}: {said}" for said in cut_texts(window)]
    for name, ask in act_rooms.questions(window):
        ask()
        rest(window)
        for dialog in act_rooms.dialogs():
            found += [f"{name}: {said}" for said in cut_texts(dialog)]
            dialog.close()
    assert found == []


def test_a_column_grows_for_its_head_and_its_tags_and_gives_the_rest_away() -> None:
    columns = (Column("A", str), Column("B", str, width=60), Column("C", str, width=100))
    assert shared_widths(columns, 500) == [340, 60, 100]
    assert shared_widths(columns, 500, needs=[80, 90, 40]) == [310, 90, 100]
    assert shared_widths(columns, 500, [80, 90, 40], wishes=[80, 200, 100]) == [200, 200, 100]
    assert shared_widths(columns, 300, [80, 90, 40], wishes=[80, 200, 100]) == [110, 90, 100]
    assert shared_widths(columns, 100) == [80, 60, 100]


def test_a_table_that_gets_less_room_is_at_no_moment_wider_than_its_place(qtbot: Any, qapp: Any) -> None:
    """A panel that opens beside it takes room; nothing here waits for Qt to measure again."""
    columns = (Column("Place", str, width=44), Column("Issue", str, share=5), Column("Reach", str, share=3))
    table = Table(Theme(qapp, "light"), columns, list(range(40)), name="Things")
    qtbot.addWidget(table)
    table.resize(780, 600)
    table.show()
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    for width in (660, 900, 400):
        table.resize(width, 600)
        assert cut_texts(table) == []
    table.set_rows(["one"])
    assert (cut_texts(table), table.verticalScrollBar().maximum()) == ([], 0)
    table.set_rows(list(range(400)))
    assert cut_texts(table) == []
    assert table.verticalScrollBar().maximum() > 0


def test_half_a_tag_or_half_a_head_is_found(qtbot: Any, qapp: Any) -> None:
    column = Column("Evidence", lambda r: r, kind="tag", value=lambda r: (r, "good"), width=60)
    table = Table(Theme(qapp, "light"), (column,), ["measured many times"], name="Things")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    assert cut_texts(table) == []
    table.setColumnWidth(0, 40)
    head, tag = cut_texts(table)
    assert head.startswith("head “Evidence” has 24x36")
    assert tag == "tag “measured many times” has 8"
