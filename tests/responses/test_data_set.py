"""The data-set card: what the file tells, what a person writes, and that neither is lost to the other."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from cxdesk import i18n
from cxdesk.errors import UserError
from cxdesk.importing import detect, mapping
from cxdesk.importing.actions import import_file
from cxdesk.project import Project
from cxdesk.responses import actions, data_set
from cxdesk.responses.about_data import about_data, data_line
from cxdesk.responses.data_set import Card
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import batch_rows, round_rows
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition, QuestionSpec, SectionSpec

OLD = Path(__file__).parents[1] / "old_projects"
NPS = Definition(
    {"en": "Relationship"},
    (SectionSpec({}, (QuestionSpec("Q1", "nps", {"en": "Would you recommend us?"}),)),),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Survey", surveys.build, NPS)
    made.run("Round", actions.add_round, 1, "March 2026", None, None, 5)
    yield made
    made.close()


def bring_in(project: Project, name: str, days: list[datetime], channel: str = "email") -> int:
    frame = pl.DataFrame({"submitted": days, "channel": [channel] * len(days)})
    packed = actions.pack(frame)
    batch: int = project.run("Import", actions.add_answers, 1, packed, actions.Source(name, "qualtrics"))
    return batch


def card(project: Project) -> Card:
    return project.read(data_set.card, 1)


def test_an_import_writes_down_file_period_and_method(project: Project) -> None:
    bring_in(project, "spring.csv", [datetime(2026, 3, 19, 9), datetime(2026, 3, 2, 23)])
    assert card(project) == Card(
        1, "Qualtrics spring.csv", "", 5, date(2026, 3, 2), date(2026, 3, 19), "email", "", ""
    )


def test_a_second_file_widens_the_card_and_its_removal_takes_its_name_out(project: Project) -> None:
    bring_in(project, "one.csv", [datetime(2026, 3, 2)])
    second = bring_in(project, "two.csv", [datetime(2026, 4, 1)], "phone")
    found = card(project)
    assert (found.source, found.last_on, found.method) == (
        "Qualtrics one.csv; Qualtrics two.csv", date(2026, 4, 1), "email, phone",
    )  # fmt: skip
    project.run("Remove", actions.remove_import, second)
    assert card(project).source == "Qualtrics one.csv"
    project.undo()
    assert card(project) == found


def test_what_a_person_wrote_stays_when_answers_come(project: Project) -> None:
    project.run(
        "Card", data_set.change, 1, source="Our own tool", method="", first_on="2026-01-05", invited="7"
    )
    bring_in(project, "one.csv", [datetime(2026, 3, 2)])
    found = card(project)
    assert (found.source, found.method, found.first_on, found.invited) == (
        "Our own tool", "", date(2026, 1, 5), 7,
    )  # fmt: skip


def test_one_change_is_one_undo_step(project: Project) -> None:
    before = card(project)
    project.run("Card", data_set.change, 1, known_bias="small blocks answered least", invited=9)
    assert card(project) == replace(before, known_bias="small blocks answered least", invited=9)
    project.undo()
    assert card(project) == before


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("colour", "red", "The card has no field “colour”. It has: source, population, invited"),
        ("invited", "many", "“many” is not a number of people"),
        ("first_on", "2.3.2026", "“2.3.2026” is not a day. Write it as year-month-day"),
        ("last_on", "2025-01-01", "can’t be later than the last one"),
    ],
)
def test_what_is_no_value_is_refused_in_words(project: Project, field: str, text: str, sentence: str) -> None:
    bring_in(project, "one.csv", [datetime(2026, 3, 2)])
    before = card(project)
    with pytest.raises(UserError, match=sentence.replace("(", r"\(")):
        project.run("Card", data_set.change, 1, **{field: text})
    assert card(project) == before


def test_a_real_import_fills_the_card(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    rows = "".join(f"2026-03-{n % 20 + 1:02d} 10:00,{n % 11}\n" for n in range(60))
    path.write_text("Submitted at,Would you recommend us?\n" + rows, encoding="utf-8")
    project = Project.create(tmp_path / "a.cxdesk")
    plan = mapping.suggest(detect.sniff(path))
    for column in plan.open_questions:
        plan = mapping.with_date_order(plan, column.key, "day")
    done = import_file(project, plan)
    found = project.read(data_set.card, done.round_id)
    assert (found.source, found.first_on, found.last_on) == (
        "CSV answers.csv", date(2026, 3, 1), date(2026, 3, 20),
    )  # fmt: skip
    project.close()


def test_an_older_file_gets_a_card_for_each_round_with_answers(tmp_path: Path) -> None:
    project = Project.open(Path(shutil.copy(OLD / "0001.cxdesk", tmp_path / "old.cxdesk")))
    row = project.read(round_rows)[0]
    found = project.read(data_set.card, row.id)
    assert found.source == project.read(batch_rows)[0].source_name
    assert found.first_on == row.opened_on
    project.close()


def test_the_line_names_what_is_known_and_that_no_bias_is(project: Project) -> None:
    bring_in(project, "one.csv", [datetime(2026, 3, 2), datetime(2026, 3, 19)])
    about = project.read(about_data, 1, Filter(rounds=("March 2026",)))
    assert data_line(about, "en") == (
        "Relationship, March 2026; 2 of 5 answered, 2 March to 19 March 2026. Source: Qualtrics one.csv. "
        "Method: email. Known bias: nothing is written down yet."
    )
    project.run("Card", data_set.change, 1, known_bias="Small blocks answered least.")
    about = project.read(about_data, 1)
    for lang in i18n.LANGUAGES:
        said = data_line(about, lang)
        # Its full stop may stand behind an isolate.
        assert "Small blocks answered least" in said
        assert ".." not in said
        assert "{" not in said


def test_many_rounds_are_named_by_the_first_and_the_last(project: Project) -> None:
    for n in range(4, 9):
        project.run("Round", actions.add_round, 1, f"Round {n}", date(2026, n, 1), date(2026, n, 9))
    said = data_line(project.read(about_data, 1), "en")
    assert said.startswith("Relationship, ")
    assert " to Round 8" in said
    assert "Round 6" not in said


def test_more_answers_than_invitations_are_not_told_as_a_rate(project: Project) -> None:
    bring_in(project, "spring.csv", [datetime(2026, 3, n) for n in range(2, 10)])
    line = data_line(project.read(about_data, 1), "en")
    assert "8 answered, more than the 5 who are noted as invited" in line
    project.run("Card", data_set.change, 1, invited=20)
    assert "8 of 20 answered" in data_line(project.read(about_data, 1), "en")


def test_the_line_says_which_segment_a_customer_counts_in_where_figures_go_by_it(project: Project) -> None:
    then = data_line(project.read(about_data, 1, Filter(segments=("Large",))), "en")
    assert "the segment it was in at the round" in then
    now = data_line(project.read(about_data, 1, Filter(segments=("Large",), segments_today=True)), "en")
    assert "the segment it is in today" in now
    assert "segment" not in data_line(project.read(about_data, 1), "en")
