"""Quotas are counted by the answers that are there, wherever they are kept; beyond them nothing is thrown away."""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import select

from cxdesk.analysis.scores import figures
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import desk, live, store
from cxdesk.responses.aggregate import items_of, people
from cxdesk.responses.collecting import collect, sentences
from cxdesk.responses.folding import fold
from cxdesk.responses.model import LiveResponse, ResponseChunk
from cxdesk.responses.queries import answers_table
from cxdesk.responses.quota_counts import beyond, newest_round, quota_counts
from cxdesk.responses.schema import FINISHED, SENT_AWAY, UNFINISHED
from cxdesk.responses.why import differences
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import survey_rows
from exports.questionnaire_html.of_survey import write
from exports.tables.answers import answers_out
from exports.tables.export import export
from tests.responses.live_survey import REPLIES, VISIT, answered

QUOTAS = [
    {"name": "Repairs", "when": {"op": "is", "question": "WHY", "value": 2}, "most": 2, "said": {"en": "Enough.", "fa": "بس است."}},
    {"name": "Prices", "when": {"op": "ticked", "question": "WHAT", "value": ["PRICE"]}, "most": 50},
    {"name": "Vans", "when": {"op": ">", "question": "STAFF", "item": "VAN", "value": 4}, "most": 50},
    {"name": "Kind", "when": {"op": "contains", "question": "MORE", "value": "kind"}, "most": 50},
    {"name": "Early", "when": {"op": "<", "question": "DAY", "value": "2026-11-05"}, "most": 50},
    {"name": "Unsure", "when": {"op": "is", "question": "WHY", "value": 9}, "most": 50},
]  # fmt: skip
LIMITED = replace(VISIT, settings={"quotas": QUOTAS})
COUNTED = {"Repairs": 2, "Prices": 2, "Vans": 1, "Kind": 1, "Early": 1, "Unsure": 1}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "quotas.cxdesk")
    project.run("Survey", surveys.build, LIMITED)
    project.run("Round", responses.add_round, 1, "Autumn")
    yield project
    project.close()


def counted(project: Project, round_id: int = 1) -> dict[str, int]:
    return project.read(quota_counts, round_id, project.read(described, 1))


def answer_file(folder: Path, project: Project, n: int, **given: Any) -> Path:
    code = project.read(survey_rows)[0].code
    told = {
        "cxdesk_answers": 1, "survey": code, "version": 0, "key": f"{n:032x}", "language": "en",
        "answers": {"WHY": 2, "NPS": 9}, "started": "2026-11-26T10:00:00Z", "finished": "2026-11-26T10:05:00Z",
    }  # fmt: skip
    file = folder / f"answers-{n}.json"
    file.write_text(json.dumps(told | given), encoding="utf-8")
    return file


def test_they_count_the_same_in_live_rows_and_in_a_chunk_and_in_their_own_round_only(
    project: Project,
) -> None:
    assert counted(project) == dict.fromkeys(COUNTED, 0)
    for given in REPLIES:
        project.run("Answer", answered, 1, given)
    project.run("Begin", live.start, 1, "kiosk", "en")  # nobody counts before the end
    assert counted(project) == COUNTED
    fold(project, 1)
    assert counted(project) == COUNTED
    project.run("Answer", answered, 1, REPLIES[3])
    assert counted(project) == COUNTED | {"Unsure": 2}
    project.run("Round", responses.add_round, 1, "Winter")
    assert counted(project, 2) == dict.fromkeys(COUNTED, 0)
    assert project.read(newest_round, 1) == 2


def test_who_is_sent_away_counts_in_no_score_and_is_kept(project: Project) -> None:
    for given in (REPLIES[1], REPLIES[2]):
        project.run("Answer", answered, 1, given)
    number = project.run("Begin", live.start, 1, "kiosk", "en")
    project.run("Keep", live.keep, number, VISIT, "WHY", 2)
    way = path(LIMITED, {"WHY": 2}, counts=counted(project))
    assert way.full == "Repairs"
    project.run("Finish", live.finish, number, way)
    row = project.read(lambda s: s.get(LiveResponse, number))
    assert (row.state, row.over_quota, row.submitted is not None) == (SENT_AWAY, "Repairs", True)
    assert project.read(people, 1)["n"].to_list() == [2]
    assert counted(project)["Repairs"] == 2
    fold(project, 1)
    assert project.read(people, 1)["n"].to_list() == [2]
    assert counted(project)["Repairs"] == 2


def test_where_unfinished_answers_count_those_sent_away_still_do_not_and_say_so(
    project: Project, tmp_path: Path
) -> None:
    project.run("Count", responses.change_round, 1, count_unfinished=True)
    for given in (REPLIES[1], REPLIES[2]):
        project.run("Answer", answered, 1, given)
    stopped = project.run("Begin", live.start, 1, "kiosk", "en")
    project.run("Keep", live.keep, stopped, VISIT, "NPS", 0)
    away = project.run("Begin", live.start, 1, "kiosk", "en")
    for code, value in {"WHY": 2, "NPS": 0}.items():
        project.run("Keep", live.keep, away, VISIT, code, value)
    way = path(LIMITED, {"WHY": 2}, counts=counted(project))
    project.run("Finish", live.finish, away, way)

    def told(project: Project, survey: int = 1) -> tuple[object, ...]:
        nps = next(i.id for i in project.read(items_of, survey) if i.code == "NPS")
        figure = project.read(figures, survey, [nps])[nps, ""]
        table = project.read(answers_table, survey)
        return (
            project.read(people, survey)["n"].to_list(), (figure.value, figure.n), table.total, len(table.rows),
            [line.partition(": ")[2] for line in project.read(differences, survey)],
        )  # fmt: skip

    seen = told(project)
    one = "1 respondent was sent away, by a full quota or as none of those asked, and counts nowhere."
    assert seen == ([3], (100 * (1 - 2) / 3, 3), 3, 3, [one])
    fold(project, 1)
    assert told(project) == seen
    # Where they leave, they say what became of them, and so they come back.
    out = {c.kind: c.values.to_list() for c in project.read(answers_out, 1).columns}
    assert (out["finished"], out["status"]) == ([1, 1, 0, 0], [None, None, "quota full", None])
    file = tmp_path / "out.csv"
    export(project.read(answers_out, 1), file)
    other = Project.create(tmp_path / "other.cxdesk")
    plan = replace(mapping.suggest(detect.sniff(file)), count_unfinished=True)
    import_file(other, plan)
    assert told(other) == seen
    other.close()


def test_one_page_of_answers_reads_one_chunk_and_still_says_what_is_beyond_a_quota(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "ROWS_PER_CHUNK", 2)
    for n in range(6):
        project.run("Answer", answered, 1, REPLIES[n % 2])
    fold(project, 1)
    number = project.run("Begin", live.start, 1, "web", "en")
    project.run("Keep", live.keep, number, VISIT, "WHY", 2)
    project.run("Finish", live.finish, number, path(VISIT, {"WHY": 2}), over=("Repairs",))

    def page(offset: int) -> tuple[tuple[str, ...], int]:
        again = Project.open_to_read(project.path)
        table = again.read(answers_table, 1, limit=1, offset=offset)
        read = {chunk for chunk, _name in again.answers._columns}
        again.close()
        return table.header[-1:], len(read)

    assert page(0) == (("Beyond a quota",), 1)
    fold(project, 1)
    # The other chunk is read because it is known to hold one.
    assert page(0) == (("Beyond a quota",), 2)
    assert page(6) == (("Beyond a quota",), 1)
    project.undo()
    number = project.read(lambda s: s.scalars(select(LiveResponse.id)).all())[-1]
    project.run("Withdraw", live.withdraw, number)
    header, chunks = page(0)
    assert (header != ("Beyond a quota",), chunks) == (True, 1)
    assert project.read(beyond, 1) == {}


def test_what_is_collected_beyond_a_quota_is_kept_counted_and_said(project: Project, tmp_path: Path) -> None:
    files = [answer_file(tmp_path, project, n) for n in range(4)]
    outcomes = collect(project, files)
    assert [o.over for o in outcomes] == [(), (), ("Repairs",), ("Repairs",)]
    said = " ".join(sentences(outcomes))
    assert "2 of them are beyond the quota “Repairs”" in said
    assert project.read(people, 1)["n"].to_list() == [4]
    assert project.read(beyond, 1) == {1: 2}
    table = project.read(answers_table, 1)
    assert (table.header[-1], [row[-1] for row in table.rows]) == (
        "Beyond a quota",
        ["", "", "Repairs", "Repairs"],
    )
    assert any("2 answers are beyond a quota" in line for line in project.read(differences, 1))
    project.close()
    again = Project.open(project.path)
    fold(again, 1)
    again.close()
    last = Project.open(project.path)
    assert last.read(beyond, 1) == {1: 2}
    # The mark leaves with the answers, from the chunk too, and is never taken for somebody's own words.
    assert last.read(answers_table, 1).rows == table.rows
    out = next(c for c in last.read(answers_out, 1).columns if c.kind == "over_quota")
    assert (out.name, out.values.to_list()) == ("OverQuota", [None, None, "Repairs", "Repairs"])
    last.close()


def test_a_sheet_beyond_a_quota_is_marked_or_ended_as_the_person_says(project: Project) -> None:
    for given in (REPLIES[1], REPLIES[2]):
        project.run("Answer", answered, 1, given)
    definition = project.read(described, 1)
    for name, whole in (("1", True), ("2", False)):
        sheet = project.run("Sheet", desk.begin, 1, name, "en")
        for code, value in {"WHY": 2, "NPS": 4, "MORE": "Hm"}.items():
            project.run("Keep", live.keep, sheet.response_id, definition, code, value)
        assert project.read(desk.full_here, sheet, definition, 1) == "Repairs"
        project.run("Done", desk.done, sheet, definition, whole=whole)
        row = project.read(lambda s, n=sheet.response_id: s.get(LiveResponse, n))
        assert (row.state, row.over_quota) == (FINISHED if whole else SENT_AWAY, "Repairs")
    assert project.read(people, 1)["n"].to_list() == [3]


def test_the_web_page_says_that_it_knows_no_quotas(project: Project) -> None:
    assert any("quota" in note for note in write(project, 1).notes)
    project.run("Survey", surveys.build, VISIT)
    assert not any("quota" in note for note in write(project, 2).notes)


@pytest.mark.parametrize(
    ("finished", "wrong"),
    [("1970-01-01T00:03:00Z", True), ("2199-05-01T00:00:00Z", True), ("2026-11-20T10:05:00Z", False)],
)
def test_a_clock_that_is_wrong_costs_nobody_their_answers_and_moves_no_day(
    project: Project, tmp_path: Path, finished: str, wrong: bool
) -> None:
    file = answer_file(tmp_path, project, 1, started=finished, finished=finished)
    written = datetime(2026, 11, 19, 8, 30)
    os.utime(file, (written.timestamp(), written.timestamp()))
    outcomes = collect(project, [file])
    assert [(o.result, o.clock_wrong) for o in outcomes] == [("stored", wrong)]
    assert ("clock" in " ".join(sentences(outcomes))) is wrong
    row = project.read(lambda s: s.query(LiveResponse).one())
    day = written.date() if wrong else date(2026, 11, 20)
    assert (row.started.date(), row.submitted.date()) == (day, day)


def test_a_file_of_before_tells_those_sent_away_from_those_who_stopped(project: Project) -> None:
    for given in (REPLIES[1], REPLIES[2]):
        project.run("Answer", answered, 1, given)
    for place in range(2):
        away = project.run("Begin", live.start, 1, "kiosk", "en")
        project.run("Keep", live.keep, away, VISIT, "WHY", 2)
        project.run("Finish", live.finish, away, path(LIMITED, {"WHY": 2}, counts=counted(project)))
        if place == 0:
            fold(project, 1)
    project.run("Count", responses.change_round, 1, count_unfinished=True)
    assert project.read(people, 1)["n"].to_list() == [2]
    project.close()
    with closing(sqlite3.connect(project.path)) as file, file:
        data = file.execute("SELECT data FROM response_chunk WHERE kind = 'closed'").fetchone()[0]
        frame = pl.read_parquet(BytesIO(data))
        out = BytesIO()
        frame.with_columns(pl.col("state").replace({SENT_AWAY: UNFINISHED})).write_parquet(out)
        file.execute(
            "UPDATE response_chunk SET data = ?, sha256 = ?, states = ? WHERE kind = 'closed'",
            (out.getvalue(), hashlib.sha256(out.getvalue()).hexdigest(), '{"0": 2, "1": 1}'),
        )
        file.execute("UPDATE live_response SET state = 1 WHERE state = 4")
        file.execute("ALTER TABLE response_chunk DROP COLUMN over_quota")
        file.execute("DROP TABLE erased_mark")
        for table, column in (
            ("survey", "template_texts"),
            ("section", "template_texts"),
            ("survey", "ours"),
        ):
            file.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        file.execute("UPDATE alembic_version SET version_num = '0017'")
        file.execute("PRAGMA user_version = 17")
    old = Project.open(project.path)
    assert old.read(people, 1)["n"].to_list() == [2]
    assert old.read(answers_table, 1).total == 2
    heads = old.read(lambda s: s.execute(select(ResponseChunk.states, ResponseChunk.over_quota)).first())
    assert heads is not None
    assert tuple(heads) == ({"0": 2, "4": 1}, 1)
    old.close()
