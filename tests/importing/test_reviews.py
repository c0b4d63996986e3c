"""Public reviews: recognised as such, stars as a scale of five, reach as a number, an audience of their own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cxdesk.importing import detect, mapping, typed
from cxdesk.importing.actions import import_file
from cxdesk.importing.plan import ImportPlan, Typed
from cxdesk.project import Project
from cxdesk.surveys.queries import survey_rows

ROWS = """Date,Stars,Review,Source,Reach,Reviewer,Account no
2024-03-05,5,"Quick, kind and fair",Trustpilot,1200,Ann,K-1
2024-03-06,1,Rude,Google,250000,Bob,
2024-03-07,4,,Google,,Cas,K-2
"""


def read(path: Path, text: str) -> tuple[ImportPlan, Typed]:
    path.write_text(text, encoding="utf-8")
    plan = mapping.suggest(detect.sniff(path))
    return plan, typed.build(plan)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    yield made
    made.close()


def test_a_table_of_reviews_is_known_and_read(tmp_path: Path) -> None:
    plan, done = read(tmp_path / "r.csv", ROWS)
    assert plan.detection.reason == "Public reviews: each row has a day, one to five stars and a text."
    assert [c.kind for c in plan.columns] == [
        "submitted", "scale", "text", "channel", "number", "leave_out", "account_key",
    ]  # fmt: skip
    assert plan.column("c5").personal
    assert done.closed["submitted"][0] == datetime(2024, 3, 5)
    assert done.closed["c1"].to_list() == [5, 1, 4]
    assert done.texts["c2"].to_list() == ["Quick, kind and fair", "Rude", None]
    assert done.closed["channel"].to_list() == ["Trustpilot", "Google", "Google"]
    assert done.closed["c4"].to_list() == [1200.0, 250000.0, None]
    assert done.closed["account_key"].to_list() == ["K-1", None, "K-2"]


def test_the_survey_of_reviews_is_of_the_public_and_counts_four_and_five_as_satisfied(tmp_path: Path) -> None:
    plan, _done = read(tmp_path / "r.csv", ROWS)
    told = plan.detection.definition
    assert told is not None
    assert told.audience == "public"
    scale = told.questions[0].scale
    assert scale is not None
    assert (scale.low, scale.high, scale.threshold) == (1, 5, 4)


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("starRating", ["FIVE", "ONE", "THREE"]),
        ("Stars", ["★★★★★", "★☆☆☆☆", "★★★"]),
        ("Rating", ["5/5", "1.0", "3 stars"]),
        ("Sterren", ["5,0", "1", "3"]),
    ],
)
def test_stars_are_read_however_they_are_written(tmp_path: Path, head: str, cells: list[str]) -> None:
    rows = "".join(f"2024-03-0{n};{c};some words {n}\n" for n, c in enumerate(cells, 1))
    plan, done = read(tmp_path / "r.csv", f"Datum;{head};Recensie\n{rows}")
    assert plan.detection.format == "reviews"
    assert done.closed["c1"].to_list() == [5, 1, 3]
    assert done.problem_count == 0


def test_half_a_star_is_kept_as_text_and_said(tmp_path: Path) -> None:
    rows = "".join(f"2024-03-01,{n % 5 + 1},text\n" for n in range(20))
    _plan, done = read(tmp_path / "r.csv", f"Date,Stars,Text\n{rows}2024-03-02,4.5,text\n")
    assert done.closed["c1"][20] is None
    assert [p.sentence for p in done.problems] == [
        "Row 22: “4.5” is not on the scale. It is kept as text and not counted."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Date,Rating,Comment\n2024-03-05,4,fine\n",
        "Date,Stars,Review\n2024-03-05,9,fine\n",
        "Day,Stars,Review\nnone,4,fine\n",
    ],
)
def test_answers_of_a_survey_are_not_taken_for_reviews(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    assert detect.sniff(path).format == "csv"


def test_reviews_are_stored_and_the_person_may_say_that_they_are_a_plain_table(
    tmp_path: Path, project: Project
) -> None:
    plan, _done = read(tmp_path / "r.csv", ROWS)
    done = import_file(project, plan)
    assert (done.rows_in, done.stored, done.problem_count) == (3, 3, 0)
    assert [r.id for r in project.read(survey_rows)].count(done.survey_id) == 1
    assert detect.with_format(plan.detection, "csv").format == "csv"
