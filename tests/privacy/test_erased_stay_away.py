"""Who was erased does not come back with the file that still holds them, and nobody else is left out for it."""

import hmac
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import func, select

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import Imported, import_file
from cxdesk.importing.erased import of_contents
from cxdesk.importing.kept import report_of
from cxdesk.importing.remap import settings_of_import
from cxdesk.privacy.actions import Whom, erase
from cxdesk.privacy.package import write as package
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import erased_marks
from cxdesk.responses.aggregate import counted, people
from cxdesk.responses.collecting import collect, sentences
from cxdesk.responses.erased_marks import Marks
from cxdesk.responses.folding import fold
from cxdesk.responses.model import ErasedMark
from cxdesk.responses.why import differences
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import survey_rows
from tests.privacy.erasure_examples import KEY, MAIL, SECRETS, plan_of, row, theirs
from tests.responses.live_survey import VISIT
from tests.support.bytes_of import everything_in, spellings
from tests.support.commands import said, told

LEFT_OUT = "1 answer of an erased person was left out."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = Project.create(tmp_path / "a.cxdesk")
    yield project
    project.close()


def answer_files(folder: Path, project: Project, keys: str) -> list[Path]:
    code = project.read(survey_rows)[0].code
    files = []
    for n, letter in enumerate(keys):
        content: dict[str, Any] = {
            "cxdesk_answers": 1, "survey": code, "version": 0, "key": letter * 32, "language": "en",
            "answers": {"WHY": 1, "NPS": n}, "started": "2026-11-26T10:00:00Z", "finished": "2026-11-26T10:05:00Z",
        }  # fmt: skip
        files.append(folder / f"{letter}.json")
        files[-1].write_text(json.dumps(content), encoding="utf-8")
    return files


@pytest.mark.parametrize("folded", [False, True], ids=["one by one", "in a chunk"])
def test_an_answer_file_of_an_erased_person_is_left_out_when_it_is_collected_again(
    project: Project, tmp_path: Path, folded: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    project.run("Survey", surveys.build, VISIT)
    project.run("Round", responses.add_round, 1, "Autumn")
    files = answer_files(tmp_path, project, "abc")
    collect(project, files[:2])
    if folded:
        fold(project, 1)
    erase(project, Whom("b" * 32))
    outcomes = collect(project, files)
    assert [o.result for o in outcomes] == ["known", "erased", "stored"]
    assert LEFT_OUT in sentences(outcomes)
    assert project.undo_label == "Take in the answers of 1 person"
    assert project.read(people, 1)["n"].to_list() == [2]
    project.undo()
    collect(project, files[1:])
    project.close()
    assert said(capsys, "responses", "collect", project.path, files[1])[0]["result"] == "erased"
    assert LEFT_OUT in told(capsys, "responses", "collect", project.path, files[1])
    copy = tmp_path / "copy.cxdesk"
    package(project.path, copy)
    with closing(sqlite3.connect(copy)) as file:
        assert file.execute("SELECT count(*) FROM erased_mark").fetchone() == (0,)
        names = {name for (name,) in file.execute("SELECT name FROM file_fact")}
    assert not {"erasure_secret", "pseudonym_secret"} & names
    with closing(sqlite3.connect(project.path)) as file:
        assert file.execute("SELECT count(*) FROM erased_mark").fetchone()[0] >= 1


def test_an_export_that_still_holds_them_brings_back_neither_answer_nor_word_of_theirs(file: Path) -> None:
    project = Project.open(file)
    erase(project, Whom(MAIL))
    before = project.read(people, 1)["n"].to_list()
    others = [row(n) for n in range(30)]
    again = project.path.parent / "again"
    again.mkdir()
    first = [*others[:12], theirs(SECRETS["old comment"]), *others[12:]]
    same = import_file(project, plan_of(again, "first.tsv", first), survey_id=1, keep_original=True)
    assert (same.batch_id, same.stored, same.unchanged, same.erased) == (None, 0, 30, 1)
    later = [row(90), theirs(SECRETS["comment"]), *others]
    done = import_file(project, plan_of(again, "later.tsv", later), survey_id=1, keep_original=True)
    assert (done.rows_in, done.stored, done.unchanged, done.refused, done.erased) == (32, 1, 30, 1, 1)
    assert project.read(people, 1)["n"].to_list() == [before[0] + 1]
    # The report says that somebody was left out and not which row it was.
    report = project.read(report_of, done.batch_id)
    assert [(p.row, p.sentence) for p in report.problems if p.severity == "note"][:1] == [(0, LEFT_OUT)]
    assert not any(p.row == 3 for p in report.problems)
    # Nor is it told as a row that could not be stored.
    told = "\n".join(project.read(differences, 1))
    assert "1 row of “later.tsv” is of somebody who was erased and was left out." in told
    assert "could not be stored" not in told
    assert "erased_rows" not in project.read(settings_of_import, done.batch_id)
    # The very same file makes no survey of its own with the person in it either.
    for name in ("first.tsv", "later.tsv", "other.tsv"):
        (again / name).unlink(missing_ok=True)
    found = everything_in(project.path)
    words = [SECRETS[n] for n in ("comment", "old comment", "choice", "option", "raw cell", "mail", "key")]
    assert [w for w in words if any(way in data for _where, data in found for way in spellings(w))] == []
    alone = plan_of(again, "alone.tsv", [theirs("Quite another comment of the same answer")])
    with pytest.raises(UserError, match="only answers of people who were erased"):
        import_file(project, alone, survey_id=1)
    # Who answers anew, under a new number, is welcome.
    anew = [row(91), theirs("I am back, and happy now with the whole of it", key="R_another")]
    assert import_file(project, plan_of(again, "anew.tsv", anew), survey_id=1).erased == 0
    project.close()


KEYLESS = "Timestamp,How likely are you to recommend us?,How satisfied are you?\n"
NUMBERED = "ID,Start time,Completion time,How likely are you to recommend us?\n"


def csv(folder: Path, name: str, head: str, rows: list[str]) -> Path:
    path = folder / name
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def taken(project: Project, path: Path, survey: int | None = None) -> Imported:
    return import_file(project, mapping.suggest(detect.sniff(path)), survey_id=survey)


@pytest.mark.parametrize("numbered", [False, True])
def test_answers_without_a_name_of_their_own_are_known_by_their_moment_and_their_codes(
    project: Project, tmp_path: Path, numbered: bool
) -> None:
    head = NUMBERED if numbered else KEYLESS

    def line(n: int, second: int) -> str:
        moment = f"2026-03-05 10:{n:02d}:{second:02d}"
        cells = (
            [str(n + 1), moment, moment, str(n % 11)] if numbered else [moment, str(n % 11), str(n % 5 + 1)]
        )
        return ",".join(cells)

    rows = [line(n, 7) for n in range(30)]
    first = csv(tmp_path, "first.csv", head, rows)
    done = taken(project, first)
    survey = done.survey_id
    erase(project, Whom(response_id=int(project.read(counted, survey, [])["response_id"][4])))
    assert project.read(people, survey)["n"].to_list() == [29]
    assert taken(project, first, survey).erased == 1
    # Of the same export as it is a month later the rest comes in, others of the same minute and score too.
    more = [*rows[:4], line(4, 8), *rows[4:], line(30, 1)]
    if numbered:
        more = [*rows, line(30, 1), line(31, 8)]
    later = taken(project, csv(tmp_path, "later.csv", head, more), survey)
    assert (later.erased, later.stored, later.unchanged) == (1, 2, 29)
    assert project.read(people, survey)["n"].to_list() == [31]
    # The very same file as a new survey does not bring them back either.
    project.run("Delete", surveys.delete, survey)
    again = taken(project, first)
    assert (again.erased, project.read(people, again.survey_id)["n"].to_list()) == (1, [29])


def test_marks_say_nothing_without_the_file_and_differ_from_file_to_file(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        project = Project.create(tmp_path / f"{name}.cxdesk")
        import_file(
            project, plan_of(tmp_path, "first.tsv", [row(1), theirs("A comment, long enough to tell")])
        )
        erase(project, Whom(KEY))
        marks = set(project.read(lambda s: s.scalars(select(ErasedMark.mark)).all()))
        found.append(marks)
        assert project.read(lambda s: s.scalar(select(func.count(ErasedMark.id)))) == len(marks) >= 2
        assert all(set(mark) <= set("0123456789abcdef") for mark in marks)
        project.close()
    assert not found[0] & found[1]


def test_what_is_told_of_many_rows_at_once_is_what_is_told_of_each() -> None:
    moments = [datetime(2026, 3, 5, 10, n, 7) for n in range(4)]
    frame = pl.DataFrame(
        {
            "started": [*moments, None, datetime(2026, 3, 5), None],
            "submitted": [None, None, moments[0], datetime(2026, 3, 6), moments[1], None, None],
            "b": [1, 2, None, 10, 5, 1, 1],
            "a": [0.5, 1234567.0, -1.0, None, 1e-9, 0.0, 2.0],
        }
    )
    items = {"b": 31, "a": 4}
    alone = []
    for started, sent, b, a in frame.iter_rows():
        codes = [(item, float(code)) for item, code in ((31, b), (4, a)) if code is not None]
        words = erased_marks.of_content(9, (started, sent), codes)
        alone.append(None if words is None else erased_marks.written(words))
    assert alone[-2:] == [None, None]
    assert of_contents(9, frame, items) == alone
    marks = Marks("ab" * 16, [])
    assert not marks.has(("row", "x", "1"))
    assert marks.among(alone) == [False] * 7
    mark = hmac.digest(bytes.fromhex("ab" * 16), alone[1].encode(), "sha256")[:16].hex()
    assert Marks("ab" * 16, [mark]).among(alone) == [n == 1 for n in range(7)]
