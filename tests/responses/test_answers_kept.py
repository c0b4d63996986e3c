"""What is kept of the answers while a file is open never changes what is counted."""

from pathlib import Path

import polars as pl
import pytest

from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses import matching, store
from cxdesk.responses.aggregate import counts
from cxdesk.responses.filter import Filter
from cxdesk.responses.schema import ROWS_PER_CHUNK
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.queries import whole

QUESTIONS = tuple(QuestionSpec(f"Q{n}", "scale", {"en": f"Question {n}"}, ScaleSpec(1, 5)) for n in (1, 2, 3))
ROWS = 2 * ROWS_PER_CHUNK + 10


def filled(path: Path) -> tuple[Project, list[int]]:
    """Three chunks of answers to three questions, from seven customers that nobody knows."""
    project = Project.create(path)
    survey = project.run("Create", surveys.build, Definition({"en": "S"}, (SectionSpec({}, QUESTIONS),)))
    items = [i.id for q in project.read(whole, survey).questions for i in q.items]
    round_id = project.run("Round", responses.add_round, survey, "March")
    place = pl.int_range(ROWS, eager=True)
    columns = {f"i{item}": (place % (n + 2) + 1).cast(pl.Int16) for n, item in enumerate(items)}
    closed = pl.DataFrame({**columns, "account_key": "K" + (place % 7).cast(pl.String)})
    project.run("Import", responses.add_answers, round_id, responses.pack(closed), responses.Source("a.csv"))
    return project, items


def test_answers_that_do_not_fit_into_memory_are_read_again_and_never_counted_as_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, items = filled(tmp_path / "a.cxdesk")
    monkeypatch.setattr(store, "BYTES_CACHED", 1)
    for where in (Filter(), Filter(rounds=("March",))):
        shown = project.read(counts, 1, items, "round", where)
        totals = {item: shown.filter(pl.col("item_id") == item)["n"].sum() for item in items}
        assert totals == dict.fromkeys(items, ROWS)
    project.close()


def test_customers_of_an_import_are_matched_alike_before_and_after_the_file_was_closed(
    tmp_path: Path,
) -> None:
    project, _items = filled(tmp_path / "a.cxdesk")
    before = project.run("Match", matching.relink)
    assert sum(u.answers for u in before.unmatched) == ROWS
    assert [u.key for u in before.unmatched] == [f"K{n}" for n in range(7)]
    project.close()
    again = Project.open(project.path)
    assert again.read(matching.report) == before
    again.close()


def test_customers_of_an_import_that_failed_or_was_undone_are_not_matched(tmp_path: Path) -> None:
    project, _items = filled(tmp_path / "a.cxdesk")
    project.undo()
    assert project.run("Match", matching.relink).unmatched == ()
    project.redo()
    assert sum(u.answers for u in project.run("Match", matching.relink).unmatched) == ROWS

    def fails(*_args: object) -> None:
        raise RuntimeError

    packed = responses.pack(pl.DataFrame({"account_key": ["K9"]}))
    with pytest.raises(RuntimeError):
        project.run(
            "Import", lambda s: (responses.add_answers(s, 1, packed, responses.Source("b.csv")), fails())
        )
    other = responses.pack(pl.DataFrame({"account_key": ["K8", "K8"]}))
    project.run("Import", responses.add_answers, 1, other, responses.Source("c.csv"))
    assert [(u.key, u.answers) for u in project.read(matching.report).unmatched if u.answers < 9] == [
        ("K8", 2)
    ]
    project.close()
