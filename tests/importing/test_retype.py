"""A question read as another kind later, without the file: nothing of what people wrote is lost on the way."""

from pathlib import Path

import pytest

from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.importing.retype import retype
from cxdesk.project import Project
from cxdesk.responses.actions import remove_import
from cxdesk.responses.aggregate import counted
from cxdesk.responses.queries import batch_rows
from cxdesk.surveys.queries import QuestionRow, whole

HEAD = "ResponseID,Would you recommend us?,Which product?,Minutes,Why?,Date\n"
PRODUCTS = ("Lift", "Escalator", "Ramp")


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    lines = [
        f'R_{n:03d},{n % 11},{PRODUCTS[n % 3]},{n * 1.5:g},"because {n}",2026-03-{n % 28 + 1:02d}'
        for n in range(60)
    ]
    lines[4] = lines[4].replace(",4,", ",four,", 1)
    (tmp_path / "march.csv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    made = Project.create(tmp_path / "a.cxdesk")
    import_file(made, mapping.suggest(detect.sniff(tmp_path / "march.csv")))
    yield made
    made.close()


def question(project: Project, words: str) -> QuestionRow:
    return next(q for q in project.read(whole, 1).questions if q.text["en"] == words)


def answers(project: Project, words: str) -> list[object]:
    item = question(project, words)
    closed, texts = (
        ([], [item.items[0].id]) if item.kind in ("text", "identifier") else ([item.items[0].id], [])
    )
    return project.read(counted, 1, closed, texts=texts)[f"i{item.items[0].id}"].to_list()


def test_a_score_becomes_text_with_the_cell_that_was_no_number_and_a_score_again(project: Project) -> None:
    words = "Would you recommend us?"
    nps = question(project, words)
    before = project.read(figure, 1, nps.items[0].id)
    assert before.n == 59
    done = retype(project, 1, nps.code, "text")
    assert (done.read, done.kept_as_text) == (60, 0)
    assert answers(project, words)[3:6] == ["3", "four", "5"]
    back = retype(project, 1, nps.code, "nps")
    assert (back.read, back.kept_as_text) == (59, 1)
    after = project.read(figure, 1, nps.items[0].id)
    assert (after.value, after.n) == (before.value, before.n)
    project.undo()
    assert question(project, words).kind == "text"
    project.undo()
    assert project.read(figure, 1, nps.items[0].id).n == 59
    project.redo()
    assert answers(project, words)[4] == "four"


@pytest.mark.parametrize("kind", ["text", "identifier"])
def test_words_of_a_choice_are_kept(project: Project, kind: str) -> None:
    product = question(project, "Which product?")
    retype(project, 1, product.code, kind)
    assert answers(project, "Which product?")[:3] == ["Lift", "Escalator", "Ramp"]
    retype(project, 1, product.code, "single")
    labels = {c.code: c.label["en"] for c in question(project, "Which product?").choices}
    assert [labels[c] for c in answers(project, "Which product?")[:3]] == ["Lift", "Escalator", "Ramp"]  # type: ignore[index]


def test_a_number_keeps_its_decimals(project: Project) -> None:
    minutes = question(project, "Minutes")
    before = answers(project, "Minutes")
    retype(project, 1, minutes.code, "text")
    assert answers(project, "Minutes")[:3] == ["0", "1.5", "3"]
    retype(project, 1, minutes.code, "number")
    assert answers(project, "Minutes") == before


def test_the_import_stays_one_import_and_takes_its_readings_along(project: Project) -> None:
    retype(project, 1, question(project, "Which product?").code, "text")
    assert [b.source_name for b in project.read(batch_rows)] == ["march.csv"]
    project.run("Remove", remove_import, 1)
    assert project.read(counted, 1, []).height == 0
    project.undo()
    assert answers(project, "Which product?")[0] == "Lift"
    with pytest.raises(UserError, match="There is no import 2"):
        project.run("Remove", remove_import, 2)


def test_what_can_not_be_read_so_is_refused_in_words(project: Project) -> None:
    with pytest.raises(UserError, match="There is no question “Q99”"):
        retype(project, 1, "Q99", "text")
    with pytest.raises(UserError, match="can’t be read as that here"):
        retype(project, 1, question(project, "Why?").code, "multiple")
