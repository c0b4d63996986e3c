"""Every file that a version wrote opens for ever, with its answers and its figures."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from cxdesk.accounts.queries import account_rows, contact_rest, history_of_all
from cxdesk.analysis.purchases import bought_by
from cxdesk.analysis.scores import figure
from cxdesk.planning.follow_up_queries import follow_up_rows
from cxdesk.planning.rule_queries import rule_rows
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from cxdesk.storage import migrate
from cxdesk.storage.check import check
from cxdesk.surveys.model import SurveyVersion
from cxdesk.surveys.queries import survey_rows, whole

OLD = Path(__file__).parents[1] / "old_projects"


def test_there_is_a_file_of_every_version() -> None:
    assert sorted(p.stem for p in OLD.glob("*.cxdesk")) == sorted(migrate.REVISIONS)


@pytest.mark.parametrize("name", migrate.REVISIONS)
def test_an_old_file_opens_with_its_answers(name: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD / f"{name}.cxdesk", tmp_path / "old.cxdesk"))
    project = Project.open(path)
    survey = project.read(survey_rows)[0]
    nps = next(q for q in project.read(whole, survey.id).questions if q.kind == "nps").items[0].id
    assert project.read(figure, survey.id, nps).value == pytest.approx(100 * (20 - 70) / 110)
    assert project.read(figure, survey.id, nps, Filter(segments=("Offices",))).n == 22
    assert [a.name for a in project.read(account_rows)] == ["One", "Zero"]
    project.close()
    assert check(path).problems == ()


@pytest.mark.slow
def test_what_customers_were_is_read_from_the_versions_that_kept_it(tmp_path: Path) -> None:
    kept = []
    for name in migrate.REVISIONS:
        project = Project.open(Path(shutil.copy(OLD / f"{name}.cxdesk", tmp_path / f"{name}.cxdesk")))
        past = [(h.field, h.value) for rows in project.read(history_of_all).values() for h in rows]
        kept.append((past, project.read(contact_rest)))
        project.close()
    assert kept[0] == ([], None)
    assert ([("region", "North")], 90) in kept


def test_rules_and_follow_ups_are_read_from_the_version_that_brought_them(tmp_path: Path) -> None:
    project = Project.open(Path(shutil.copy(OLD / "0006.cxdesk", tmp_path / "old.cxdesk")))
    assert [r.spec.name for r in project.read(rule_rows)] == ["Critics"]
    rows = project.read(follow_up_rows)
    assert len(rows) == 20
    assert [(r.root_cause, r.two_ways) for r in rows if r.state == "closed"] == [
        ("Nobody answered the phone", True)
    ]
    project.close()


def test_what_customers_bought_is_read_from_the_version_that_brought_it(tmp_path: Path) -> None:
    project = Project.open(Path(shutil.copy(OLD / "0009.cxdesk", tmp_path / "old.cxdesk")))
    one = next(a for a in project.read(account_rows) if a.name == "One")
    bought = project.read(bought_by, one.id, date(2026, 3, 1))
    assert bought is not None
    assert [(p.product, p.quantity, p.amount) for p in bought.products] == [("Repair", 2.0, 1250.5)]
    project.close()


def test_a_survey_begun_from_a_template_before_gets_the_marks_that_are_true_of_it(tmp_path: Path) -> None:
    """Words as the templates had them when texts beside questions had no mark yet."""
    names = {"en": "After the repair: Visit", "nl": "Na de reparatie", "hu": "A javítás után", "uk": "Після ремонту", "fa": "پس از تعمیر"}  # fmt: skip
    heading = {"en": "To finish", "nl": "Tot slot", "hu": "Végezetül", "uk": "Наостанок", "fa": "در پایان"}
    path = Path(shutil.copy(OLD / "0018.cxdesk", tmp_path / "old.cxdesk"))
    marks = []
    for name, title, template in (
        (names, heading, "post_repair"),
        (names | {"nl": "Onze eigen naam"}, heading | {"en": "Last"}, "post_repair"),
        (names, heading, ""),
    ):
        shutil.copy(OLD / "0018.cxdesk", path)
        with closing(sqlite3.connect(path)) as connection:
            document = {
                "name": name,
                "intro": {},
                "thanks": {},
                "sections": [{"title": title, "code": "END"}],
            }
            connection.execute(
                "UPDATE survey SET template = ?, languages = '[\"en\"]', listens_at = 'Visit', name = ?",
                (template, json.dumps(name)),
            )
            connection.execute("UPDATE section SET title = ?", (json.dumps(title, ensure_ascii=False),))
            connection.execute(
                "INSERT INTO survey_version (survey_id, number, released_at, released_by, note, override, document) "
                "SELECT id, 1, '2026-01-01 00:00:00', '', '', '', ? FROM survey",
                (json.dumps(document),),
            )
            connection.commit()
        project = Project.open(path)
        survey = project.read(whole, project.read(survey_rows)[0].id)
        document = project.read(lambda s: s.scalars(select(SurveyVersion)).one().document)
        kept = (document.get("template_texts"), document["sections"][0].get("template_texts"))
        marks.append((survey.template_texts, survey.sections[0].template_texts, kept))
        project.close()
    assert marks == [
        (("name",), ("title",), (["name"], ["title"])),
        ((), (), ([], [])),
        ((), (), (None, None)),
    ]
