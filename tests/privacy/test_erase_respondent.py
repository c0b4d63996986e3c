"""A respondent is erased everywhere: no byte of theirs is left, and everybody else is as they were."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.importing.kept import report_of
from cxdesk.planning.coding_model import CodingUnit
from cxdesk.privacy import actions
from cxdesk.privacy.actions import Whom, erase, preview
from cxdesk.privacy.places import PLACES, Place
from cxdesk.project import Project
from cxdesk.responses import matching
from cxdesk.responses.actions import change_round
from cxdesk.responses.aggregate import counted, items_of
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Erasure
from cxdesk.responses.why import differences
from cxdesk.storage import backup
from cxdesk.storage.check import check
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.queries import whole
from tests.privacy.erasure_examples import KEY, MAIL, SECRETS
from tests.support.bytes_of import everything_in, spellings

IN_BYTES = {name: text for name, text in SECRETS.items() if name != "undo"}


@pytest.fixture
def project(file: Path) -> Project:  # type: ignore[misc]
    opened = Project.open(file)
    yield opened
    opened.close()


def places_of(found: list[tuple[str, bytes]], secret: str) -> list[str]:
    return [where for where, data in found if any(way in data for way in spellings(secret))]


def answers(project: Project, survey_id: int = 1) -> pl.DataFrame:
    items = project.read(items_of, survey_id)
    closed = [i.id for i in items if i.kind not in ("text", "identifier", "pseudonym")]
    texts = [i.id for i in items if i.kind in ("text", "identifier", "pseudonym")]
    facts = ["respondent_key", "account_key", "submitted", "source_row"]
    return project.read(counted, survey_id, closed, facts=facts, texts=texts)


@pytest.mark.parametrize("whom", [Whom(MAIL), Whom(KEY), Whom(response_id=13)], ids=["mail", "key", "row"])
def test_no_byte_of_the_person_is_left_in_the_file_beside_it_or_in_a_backup(
    project: Project, whom: Whom
) -> None:
    before = everything_in(project.path)
    missing = [name for name, text in IN_BYTES.items() if not places_of(before, text)]
    assert not missing, "the test plants nothing there"
    assert erase(project, whom).responses == 2
    after = everything_in(project.path)
    left = {name: places for name, text in IN_BYTES.items() if (places := places_of(after, text))}
    assert not left
    assert not list(project.path.parent.glob("*-journal"))
    assert not check(project.path).problems


def test_every_place_of_the_registry_had_something_of_the_person(project: Project) -> None:
    done = erase(project, Whom(MAIL))
    assert set(done.places) == {place.id for place in PLACES}
    assert {name: n for name, n in done.places.items() if not n} == {}
    assert [d.title for d in done.documents] == ["Firm 1"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_without_this_place_something_of_the_person_is_left(
    project: Project, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PLACES", [p for p in PLACES if p is not place])
    erase(project, Whom(MAIL))
    after = everything_in(project.path)
    # A sample holds no words of theirs, but still which answer was drawn and what was read in it.
    drawn = project.read(lambda s: s.scalars(select(CodingUnit.id).where(CodingUnit.response_id == 13)).all())
    assert [name for name, text in IN_BYTES.items() if places_of(after, text)] or drawn
    assert bool(drawn) is (place.id == "codings")


def test_a_preview_says_what_goes_and_changes_nothing(project: Project) -> None:
    bytes_before = project.path.read_bytes()
    told = preview(project, Whom(MAIL))
    assert project.path.read_bytes() == bytes_before
    assert not list(project.path.parent.glob("*-journal"))
    assert erase(project, Whom(MAIL)) == told


def test_the_answers_choices_and_scores_of_everybody_else_stay(project: Project) -> None:
    before, survey = answers(project), project.read(whole, 1)
    nps = next(i.id for i in project.read(items_of, 1) if i.kind == "nps")
    elsewhere = Filter(accounts=("A0", "A2"))
    scores = project.read(figure, 1, nps, elsewhere)
    erase(project, Whom(MAIL))
    after = answers(project)
    others = before.filter(pl.col("respondent_key") != KEY)
    assert after.equals(others.select(after.columns))
    assert set(others.columns) - set(after.columns) <= {
        f"{k}{i.id}" for q in survey.questions for i in q.items for k in "ib"
    }
    assert project.read(figure, 1, nps, elsewhere) == scores
    now = project.read(whole, 1)
    gone = [
        c
        for q in survey.questions
        for c in q.choices
        if c not in [c for q in now.questions for c in q.choices]
    ]
    assert [next(iter(c.label.values())) for c in gone] == [SECRETS["choice"]]
    assert [q.id for q in now.questions] == [q.id for q in survey.questions]
    assert project.read(report_of, 1).problem_count == 1
    assert project.read(report_of, 1).problems == ()


def test_answered_of_invited_falls_by_one_and_the_invited_stay(project: Project) -> None:
    where = Filter(accounts=("A1",), rounds=("March",))
    assert project.read(matching.invited, 1, where) == 9
    before = project.read(matching.answered, 1, where)
    erase(project, Whom(MAIL))
    assert project.read(matching.invited, 1, where) == 9
    assert project.read(matching.answered, 1, where) == before - 1
    project.run("Count all", change_round, 1, count_unfinished=True, count_tests=True)
    assert project.read(matching.answered, 1, where) == before - 1
    assert "March: 1 answer was erased for good." in project.read(differences, 1)


def test_nothing_brings_the_person_back(project: Project) -> None:
    project.run("Rename", surveys.rename, 1, SECRETS["undo"], "en")
    project.run("Rename", surveys.rename, 1, "Lifts", "en")
    project.undo()
    project.redo()
    assert project.can_undo
    erase(project, Whom(MAIL))
    assert not project.can_undo
    assert not project.can_redo
    assert project.undo() is None
    names = [p.name for p in backup.backups(project.file_id)]
    assert len(names) == 1
    assert names[0].endswith("after-erasure.cxdesk")
    with pytest.raises(UserError, match="Nobody with the key"):
        preview(project, Whom(MAIL))
    with pytest.raises(UserError, match="not in the file any more"):
        preview(project, Whom(response_id=13))


def test_the_log_says_when_and_how_much_and_never_who(project: Project) -> None:
    erase(project, Whom(MAIL), now=datetime(2026, 5, 4, 12))

    def log(session: Session) -> list[tuple[datetime, dict[str, Any]]]:
        return [(e.erased_at, e.places) for e in session.scalars(select(Erasure))]

    ((when, places),) = project.read(log)
    assert when == datetime(2026, 5, 4, 12)
    assert all(isinstance(n, int) for n in places.values())


def test_a_number_that_forms_give_to_everybody_is_looked_for_in_one_survey(project: Project) -> None:
    assert preview(project, Whom(KEY)).responses == 2
    assert preview(project, Whom(KEY, survey_id=1)).responses == 1


def test_a_backup_that_is_held_is_named_and_the_erasure_goes_on_later(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = backup.backups(project.file_id)[0]
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == held:
            raise PermissionError(13, "held")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    erase(project, Whom(MAIL))
    assert [n for n in project.notices if str(held) in n]
    monkeypatch.undo()
    project.close()
    monkeypatch.setenv("CXDESK_SETTINGS", str(held.parents[2]))
    again = Project.open(project.path)
    again.close()
    assert not held.exists()


def test_what_was_deleted_before_leaves_the_free_space_of_the_file_too(file: Path) -> None:
    secret = "Words that were deleted long ago, on a page that nobody overwrote"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        row = ("x", "text/plain", (secret * 400).encode())
        connection.execute("INSERT INTO asset(sha256, media_type, data) VALUES(?, ?, ?)", row)
        connection.commit()
        connection.execute("DELETE FROM asset WHERE sha256 = 'x'")
        connection.commit()
    assert secret.encode() in file.read_bytes()
    project = Project.open(file)
    erase(project, Whom(MAIL))
    project.close()
    assert not places_of(everything_in(file), secret)


def test_answers_that_are_damaged_are_named_and_the_rest_is_erased(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        (number,) = connection.execute("SELECT max(id) FROM response_chunk WHERE kind = 'closed'").fetchone()
        connection.execute("UPDATE response_chunk SET data = zeroblob(99) WHERE id = ?", (number,))
        connection.commit()
    project = Project.open(file)
    try:
        # The undone import lies last; the erasure takes it out before it looks.
        assert preview(project, Whom(MAIL)).unread == ()
        (number,) = project.read(lambda s: s.execute(text(_LAST_LIVE)).one())
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE response_chunk SET data = zeroblob(99) WHERE id = ?", (number,))
            connection.commit()
        done = erase(project, Whom(KEY, survey_id=1))
        assert [s for s in done.unread if s.startswith("The answers numbered")] == list(done.unread) != []
        assert done.responses == 1
    finally:
        project.close()


_LAST_LIVE = (
    "SELECT max(c.id) FROM response_chunk c JOIN import_batch b ON b.id = c.batch_id "
    "JOIN round r ON r.id = b.round_id WHERE c.kind = 'closed' AND r.survey_id = 1 AND b.source_name = 'third.tsv'"
)


def test_forms_that_number_their_answers_do_not_make_one_person_of_two(tmp_path: Path) -> None:
    from cxdesk.importing import detect, mapping
    from cxdesk.importing.actions import import_file

    project = Project.create(tmp_path / "b.cxdesk")
    try:
        for name in ("one", "two"):
            lines = [f"{n},{n % 11},{name} says {n}" for n in range(1, 25)]
            path = tmp_path / f"{name}.csv"
            path.write_text("Response ID,Would you recommend us?,Why?\n" + "\n".join(lines) + "\n")
            plan = mapping.suggest(detect.sniff(path))
            import_file(project, plan, round_name=name)
        assert preview(project, Whom("7")).responses == 2
        assert preview(project, Whom("7", survey_id=1)).responses == 1
        assert erase(project, Whom(response_id=7)).responses == 1
        assert preview(project, Whom("7")).responses == 1
    finally:
        project.close()
