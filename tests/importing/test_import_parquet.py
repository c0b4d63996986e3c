"""Parquet files: types, answers kept as lists, records in cells, and what is refused."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.plan import ImportPlan, Typed


def read(frame: pl.DataFrame, folder: Path) -> tuple[ImportPlan, Typed]:
    path = folder / "answers.data"
    frame.write_parquet(path)
    plan = mapping.suggest(detect.sniff(path))
    return plan, typed.build(plan)


def test_types_and_lists_of_answers_are_taken_from_the_file(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "ResponseId": ["R1", "R2", "R3"],
            "SubmitDate": [
                datetime(2026, 3, 1, 8, tzinfo=UTC),
                None,
                datetime(2026, 3, 2, 9, 30, 0, 5, tzinfo=UTC),
            ],
            "visit": [date(2026, 1, 2), None, date(1850, 5, 6)],
            "spend": [1.5, None, 1e-7],
            "channel of choice": pl.Series(["web", None, "phone"], dtype=pl.Enum(["phone", "web", "mail"])),
            "why": ["=cmd()", "two\nlines", None],
            "used": pl.Series([True, False, None]),
            "site": [{"city": "Wien", "size": 3}, {"city": None, "size": 4}, None],
        }
    )
    plan, done = read(frame, tmp_path)
    kinds = {c.header: c.kind for c in plan.columns}
    assert plan.detection.format == "parquet"
    assert (kinds["ResponseId"], kinds["SubmitDate"], kinds["visit"]) == (
        "respondent_key",
        "submitted",
        "date",
    )
    assert [c.label for c in plan.columns[4].choices] == ["phone", "web", "mail"]
    assert done.closed["c4"].to_list() == [2, None, 1]
    assert done.closed["submitted"].to_list() == [
        datetime(2026, 3, 1, 8),
        None,
        datetime(2026, 3, 2, 9, 30, 0, 5),
    ]
    assert done.closed["c2"].to_list() == [datetime(2026, 1, 2), None, datetime(1850, 5, 6)]
    assert done.closed["c3"].to_list() == [1.5, None, 1e-7]
    assert done.texts["c5"].to_list() == ["=cmd()", "two\nlines", None]
    assert [c.header for c in plan.columns[7:]] == ["site.city", "site.size"]
    assert not done.problems


def test_tables_inside_cells_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="basket"):
        read(pl.DataFrame({"a": [1], "basket": [[{"x": 1}]]}), tmp_path)


@pytest.mark.parametrize("kept", [4, 40, -5])
def test_a_cut_file_is_refused_in_words(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "answers.parquet"
    pl.DataFrame({"a": [1, 2, 3]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(UserError, match="damaged"):
        detect.sniff(path)


def test_all_pieces_of_a_long_file_are_read_in_order(tmp_path: Path) -> None:
    rows = 3_200_000
    done = read(pl.DataFrame({"n": pl.int_range(rows, eager=True) + 0.5}), tmp_path)[1]
    assert done.stored == rows
    assert done.closed["c0"].to_list()[-2:] == [rows - 1.5, rows - 0.5]
