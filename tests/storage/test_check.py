"""Looking a file over: every chunk against its hash, and only answers that count are counted."""

from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses.actions import remove_import
from cxdesk.storage.check import check

HEAD = "ResponseID,Would you recommend us?,Date\n"


def write(path: Path, better: int = -1) -> Path:
    lines = [f"R_{n},{10 if n == better else n % 7},2026-03-{n % 28 + 1:02d}" for n in range(60)]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_corrected_and_removed_answers_are_not_counted_twice(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.cxdesk")
    try:
        first = import_file(project, mapping.suggest(detect.sniff(write(tmp_path / "a.csv"))))
        plan = mapping.suggest(detect.sniff(write(tmp_path / "b.csv", better=3)))
        second = import_file(project, plan, survey_id=first.survey_id)
        found = check(project.path)
        assert (found.answers, found.problems) == (60, ())
        project.run("Remove", remove_import, second.batch_id)
        assert check(project.path).answers == 60
        project.run("Remove", remove_import, first.batch_id)
        assert check(project.path).answers == 0
    finally:
        project.close()


def test_a_table_given_as_the_file_is_called_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a cxdesk file"):
        Project.open(write(tmp_path / "a.csv"))
