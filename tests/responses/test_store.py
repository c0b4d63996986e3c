"""Chunks of answers: whole or named as damaged, undone and redone with their import."""

import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from sqlalchemy.orm import Session

from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import store
from cxdesk.responses.aggregate import counted, counts, items_of, page_of
from cxdesk.responses.filter import AnswerTest, Filter
from cxdesk.responses.queries import damaged, round_rows
from cxdesk.responses.schema import DECLARED, ROWS_PER_CHUNK, SKIPPED
from cxdesk.storage.check import check
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import survey_rows, whole

SURVEY = Definition(
    {"en": "Repair"},
    (
        SectionSpec(
            {"en": "All"},
            (
                QuestionSpec("Q1", "nps", {"en": "Would you recommend us?"}),
                QuestionSpec("Q2", "scale", {"en": "Waiting"}, ScaleSpec(1, 5)),
                QuestionSpec("Q3", "text", {"en": "Why?"}),
            ),
        ),
    ),
)


def with_answers(path: Path, rows: int) -> tuple[Project, int, dict[str, int]]:
    """A file with one survey and `rows` answers whose codes run through the scale."""
    project = Project.create(path)
    survey = project.run("Create survey", surveys.build, SURVEY)
    items = {i.code: i.id for q in project.read(whole, survey).questions for i in q.items}
    add(project, survey, items, "March 2026", rows)
    return project, survey, items


def add(project: Project, survey: int, items: dict[str, int], name: str, rows: int) -> None:
    round_id = project.run("Add round", responses.add_round, survey, name)
    place = pl.int_range(rows, eager=True)
    closed = pl.DataFrame(
        {
            f"i{items['Q1']}": (place % 11).cast(pl.Int16),
            f"i{items['Q2']}": (place % 5 + 1).cast(pl.Int16),
            "account_key": "AL-" + (place % 7).cast(pl.String),
            "state": pl.Series([0], dtype=pl.UInt8).new_from_index(0, rows),
        }
    )
    texts = pl.DataFrame({f"i{items['Q3']}": "word " + place.cast(pl.String)})
    packed = responses.pack(closed, texts)
    project.run("Import answers", responses.add_answers, round_id, packed, responses.Source("a.csv"))


def test_a_flipped_bit_gives_a_sentence_and_never_another_number(tmp_path: Path) -> None:
    project, survey, items = with_answers(tmp_path / "a.cxdesk", ROWS_PER_CHUNK + 1000)
    assert project.read(figure, survey, items["Q2"]).n == ROWS_PER_CHUNK + 1000
    project.close()
    with closing(sqlite3.connect(project.path, isolation_level=None)) as connection:
        (data,) = connection.execute(
            "SELECT data FROM response_chunk WHERE seq=0 AND kind='closed'"
        ).fetchone()
        for place in (100, len(data) // 2, len(data) - 30):
            flipped = bytearray(data)
            flipped[place] ^= 1
            connection.execute(
                "UPDATE response_chunk SET data=? WHERE seq=0 AND kind='closed'", (bytes(flipped),)
            )
            again = Project.open(project.path)
            assert again.read(figure, survey, items["Q2"]).n == 1000
            assert again.read(damaged) == [
                f"The answers numbered 1 to {ROWS_PER_CHUNK} are damaged and are left out. "
                "The rest can be read. Open a backup to get them back."
            ]
            again.close()
    assert "damaged" in check(project.path).problems[0].sentence


def test_a_chunk_cut_short_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    project, survey, items = with_answers(tmp_path / "a.cxdesk", 50)
    add(project, survey, items, "September 2026", 30)
    project.close()
    with closing(sqlite3.connect(project.path, isolation_level=None)) as connection:
        connection.execute("UPDATE response_chunk SET data=substr(data, 1, 100) WHERE id=1")
    again = Project.open(project.path)
    assert again.read(figure, survey, items["Q1"]).n == 30
    assert len(again.read(damaged)) == 1
    again.close()


def test_undoing_create_survey_after_an_import_and_redoing_both_keeps_every_answer(tmp_path: Path) -> None:
    project, survey, items = with_answers(tmp_path / "a.cxdesk", 500)
    before = project.read(counts, survey, list(items.values())[:2]).sort("item_id", "code")
    assert [project.undo(), project.undo(), project.undo()] == [
        "Import answers",
        "Add round",
        "Create survey",
    ]
    assert project.read(survey_rows) == []
    while project.can_redo:
        project.redo()
    after = project.read(counts, survey, list(items.values())[:2]).sort("item_id", "code")
    assert after.equals(before)
    assert project.read(counted, survey, [], texts=[items["Q3"]])[f"i{items['Q3']}"][499] == "word 499"
    project.close()


def test_an_undone_import_is_collected_at_close_and_its_numbers_stay_used(tmp_path: Path) -> None:
    project, survey, items = with_answers(tmp_path / "a.cxdesk", 100)
    project.undo()
    project.close()
    with closing(sqlite3.connect(project.path)) as connection:
        assert connection.execute("SELECT count(*) FROM response_chunk").fetchone() == (0,)
    again = Project.open(project.path)
    add(again, survey, items, "Later", 10)
    assert again.read(counted, survey, [])["response_id"].to_list() == list(range(101, 111))
    again.close()


def test_a_chunk_can_be_read_by_another_library(tmp_path: Path) -> None:
    project, _survey, items = with_answers(tmp_path / "a.cxdesk", 11)
    project.close()
    with closing(sqlite3.connect(project.path)) as connection:
        (data,) = connection.execute("SELECT data FROM response_chunk WHERE kind='closed'").fetchone()
    table = pq.read_table(BytesIO(data))
    assert table.column(f"i{items['Q1']}").to_pylist() == list(range(11))


def test_only_answered_cells_and_counting_rows_are_in_a_base(tmp_path: Path) -> None:
    project, survey, items = with_answers(tmp_path / "a.cxdesk", 10)
    round_id = project.run("Add round", responses.add_round, survey, "Mixed")
    closed = pl.DataFrame(
        {
            f"i{items['Q2']}": pl.Series([5, 4, 99, None, 1, 5], dtype=pl.Int16),
            f"b{items['Q2']}": pl.Series([0, 0, DECLARED, SKIPPED, 0, 0], dtype=pl.UInt8),
            "state": pl.Series([0, 0, 0, 0, 1, 2], dtype=pl.UInt8),
        }
    )
    project.run("Import", responses.add_answers, round_id, responses.pack(closed), responses.Source("b.csv"))
    mixed = Filter(rounds=("Mixed",))
    assert project.read(figure, survey, items["Q2"], mixed).n == 2
    assert project.read(figure, survey, items["Q2"], mixed).answered == 4
    project.run("Count unfinished", responses.change_round, round_id, count_unfinished=True)
    assert project.read(figure, survey, items["Q2"], mixed).n == 3
    project.run("Count tests", responses.change_round, round_id, count_tests=True)
    assert project.read(figure, survey, items["Q2"], mixed).value == pytest.approx(75.0)
    project.close()


def test_filters_count_the_same_rows_as_plain_python(tmp_path: Path) -> None:
    project, survey, items = with_answers(tmp_path / "a.cxdesk", 400)
    where = Filter(answers=(AnswerTest("Q1", "<=", "6"), AnswerTest("Q2", "!=", "3")))
    expected = sum(1 for n in range(400) if n % 11 <= 6 and n % 5 + 1 != 3)
    assert project.read(figure, survey, items["Q2"], where).n == expected
    with pytest.raises(UserError, match="no question “Q9”"):
        project.read(figure, survey, items["Q2"], Filter(answers=(AnswerTest("Q9", "=", "1"),)))
    project.close()


def test_items_get_ids_that_sqlite_gives_to_nobody_else(tmp_path: Path) -> None:
    from cxdesk.responses.store import reserve_item_ids

    project, survey, items = with_answers(tmp_path / "a.cxdesk", 1)
    first = project.run("Reserve", reserve_item_ids, 5)
    assert first == max(items.values()) + 1
    section = project.read(whole, survey).sections[0].id
    project.run("Ask more", surveys.add_question, section, QuestionSpec("Q4", "text", {"en": "More?"}))

    def newest(session: Session) -> int:
        return max(i.id for q in whole(session, survey).questions for i in q.items)

    assert project.read(newest) == first + 5
    assert [r.name for r in project.read(round_rows, survey)] == ["March 2026"]
    project.close()


def test_a_page_of_answers_reads_only_the_chunk_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ROWS_PER_CHUNK", 100)
    path = tmp_path / "a.cxdesk"
    project = Project.create(path)
    survey = project.run("Create survey", surveys.build, SURVEY)
    item = project.read(items_of, survey)[0].id
    place = project.run("Round", responses.add_round, survey, "March")
    states = [n % 3 for n in range(1_000)]
    closed = pl.DataFrame(
        {f"i{item}": [n % 11 for n in range(1_000)], "state": states},
        schema={f"i{item}": pl.Int16, "state": pl.UInt8},
    )
    project.run("Add", responses.add_answers, place, responses.pack(closed), responses.Source("x"))
    project.close()
    project = Project.open(path)
    frame, total = project.read(page_of, survey, [item], offset=200, limit=10)
    everything = project.read(counted, survey, [item])
    read = {chunk for chunk, _name in project.answers._columns}
    assert (total, frame.height) == (334, 10)
    fresh = Project.open(path)
    page, _total = fresh.read(page_of, survey, [item], offset=200, limit=10)
    assert len({chunk for chunk, _name in fresh.answers._columns}) == 1
    assert page["response_id"].to_list() == everything["response_id"].slice(200, 10).to_list()
    assert len(read) == 10
    project.run("Count them", responses.change_round, place, count_unfinished=True)
    assert project.read(page_of, survey, [item], offset=660, limit=50)[0].height == 7
    fresh.close()
    project.close()
