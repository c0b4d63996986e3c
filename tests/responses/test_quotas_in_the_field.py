"""Quotas are counted by the answers that are there, wherever they are kept; beyond them nothing is thrown away."""

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import desk, live
from cxdesk.responses.aggregate import people
from cxdesk.responses.collecting import collect, sentences
from cxdesk.responses.folding import fold
from cxdesk.responses.model import LiveResponse
from cxdesk.responses.queries import answers_table
from cxdesk.responses.quota_counts import beyond, newest_round, quota_counts
from cxdesk.responses.schema import FINISHED, UNFINISHED
from cxdesk.responses.why import differences
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import survey_rows
from exports.questionnaire_html.of_survey import write
from exports.tables.answers import answers_out
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
    assert (row.state, row.over_quota, row.submitted is not None) == (UNFINISHED, "Repairs", True)
    assert project.read(people, 1)["n"].to_list() == [2]
    assert counted(project)["Repairs"] == 2
    fold(project, 1)
    assert project.read(people, 1)["n"].to_list() == [2]
    assert counted(project)["Repairs"] == 2


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
        assert (row.state, row.over_quota) == (FINISHED if whole else UNFINISHED, "Repairs")
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
