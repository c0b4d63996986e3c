"""The record of a touch point: what is written of it, its other names, what uses it, and two that are one."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cxdesk import i18n
from cxdesk.analysis.scores import figure
from cxdesk.errors import UserError
from cxdesk.journeys.whole_map import map_of
from cxdesk.planning import actions as planning
from cxdesk.planning import wording
from cxdesk.planning.model import Evidence
from cxdesk.planning.queries import issue_rows
from cxdesk.planning.touch_point_uses import merge, remove, uses_of, uses_words
from cxdesk.project import Project
from cxdesk.responses.filter import Filter
from cxdesk.surveys.queries import survey_rows
from cxdesk.touchpoints import actions, roles
from cxdesk.touchpoints.names import meant_by, words_for_touch_point
from cxdesk.touchpoints.queries import touch_point_rows
from tests.touchpoints.inventory_examples import TODAY, built, items_of, mapped, point


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = built(tmp_path / "a.cxdesk")
    yield made
    made.close()


def whole_file(project: Project) -> Any:
    """Everything that a merge touches."""
    return (
        project.read(touch_point_rows),
        [(c.id, c.touch_point_id) for c in project.read(map_of, 1, {}, TODAY).cards],
        [(i.id, i.touch_point) for i in project.read(issue_rows)],
    )


def test_what_is_written_is_kept_and_digital_follows_the_channel_unless_said(project: Project) -> None:
    number = point(project, "Invoice").id
    project.run(
        "Describe", actions.describe, number, volume=9800, process="partly", expectation=" One line. ",
        checked_on=date(2026, 1, 2),
    )  # fmt: skip
    row = point(project, "Invoice")
    assert (row.volume, row.readiness, row.expectation) == (9800, ("partly", "", ""), "One line.")
    assert (row.channel, row.digital) == ("mail", True)
    project.run("Describe", actions.describe, number, is_digital=False)
    assert not point(project, "Invoice").digital
    project.run("Describe", actions.describe, number, is_digital=None)
    project.run("Change", actions.change, number, channel="phone")
    assert not point(project, "Invoice").digital


@pytest.mark.parametrize("wrong", [{"volume": -1}, {"process": "splendid"}])
def test_what_can_not_be_is_refused(project: Project, wrong: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        project.run("Describe", actions.describe, point(project, "Invoice").id, **wrong)


def test_a_name_means_one_touch_point_only(project: Project) -> None:
    project.run("Names", actions.set_synonyms, point(project, "Invoice").id, ["Bill", " bill ", "Invoice"])
    assert point(project, "Invoice").synonyms == ("Bill",)
    with pytest.raises(UserError, match="“BILL” means “Invoice” already"):
        project.run("Names", actions.set_synonyms, point(project, "Visit").id, ["BILL"])
    with pytest.raises(UserError, match="already"):
        project.run("Change", actions.change, point(project, "Visit").id, name="Invoice")


@pytest.mark.parametrize(
    "heading",
    [
        "Bill",
        "  BILL ",
        "invoice",
        "Contact point: Bill",
        "Bill (touch point)",
        "Moment of truth – invoice",
        "Touchpoint invoice",
    ],
)
def test_a_heading_is_understood_by_name_synonym_and_the_word_around_it(
    project: Project, heading: str
) -> None:
    project.run("Names", actions.set_synonyms, point(project, "Invoice").id, ["Bill"])
    found = meant_by(heading, project.read(touch_point_rows))
    assert found is not None
    assert found.name == "Invoice"


def test_the_word_is_known_in_every_language(project: Project) -> None:
    words = words_for_touch_point()
    for language in i18n.LANGUAGES:
        assert i18n.folded(i18n.words(language).gettext("contact point")) in words
    assert meant_by("contact point", project.read(touch_point_rows)) is None


def test_two_that_are_one_keep_links_cards_names_parts_and_issues_in_one_step(project: Project) -> None:
    mapped(project)
    kept, gone = point(project, "Visit"), point(project, "Waiting")
    project.run("Names", actions.set_synonyms, gone.id, ["Response time"])
    project.run("Describe", actions.describe, gone.id, volume=100, expectation="Soon.", skill="partly")
    project.run("Describe", actions.describe, kept.id, volume=40, expectation="Well.")
    project.run("Parts", roles.set_letters, kept.id, "Service", "RA")
    project.run("Parts", roles.set_letters, gone.id, "Sales", "AC")
    project.run("Issue", planning.raise_issue, "They wait", touch_point_id=gone.id)
    project.run("Word", wording.write, "touch_point", gone.id, "name", "en", "The wait")
    before = whole_file(project)
    project.run("One", merge, kept.id, gone.id)
    row = point(project, "Visit")
    items = items_of(project)
    assert [p.name for p in project.read(touch_point_rows)] == ["Visit", "Invoice"]
    assert set(row.item_ids) == {items["VISIT"], items["WAIT"], items["BELIEVED"]}
    assert row.expectation_ids == (items["WAIT_EXPECTED"],)
    assert row.synonyms == ("Waiting", "Response time")
    assert dict(row.roles) == {"Sales": "C", "Service": "RA"}
    assert (row.volume, row.expectation, row.skill) == (140, "Well.", "partly")
    assert [i.touch_point for i in project.read(issue_rows)] == ["Visit"]
    assert [c.touch_point for c in project.read(map_of, 1, {}, TODAY).cards if c.touch_point_id] == ["Visit"]
    assert project.read(wording.written, "touch_point", kept.id, "en")["name"].text == "The wait"
    project.undo()
    assert whole_file(project) == before


def test_evidence_asks_for_the_answers_of_the_kept_one(project: Project) -> None:
    kept, gone = point(project, "Visit"), point(project, "Waiting")
    issue = project.run("Issue", planning.raise_issue, "They wait")
    where = Filter(touch_points=(gone.id,), rounds=("March 2026",))
    survey = project.read(survey_rows)[0].id
    asked = project.read(figure, survey, items_of(project)["WAIT"], where)
    project.run("Evidence", planning.add_figure, issue, asked, gone.id)
    project.run("One", merge, kept.id, gone.id)
    texts = project.read(lambda session: list(session.scalars(select(Evidence.filter))))
    assert [Filter.from_json(text).touch_points for text in texts] == [(kept.id,)]


def test_deleting_says_what_uses_it_and_undo_brings_all_of_it_back(project: Project) -> None:
    mapped(project)
    number = point(project, "Waiting").id
    project.run("Issue", planning.raise_issue, "They wait", touch_point_id=number)
    project.run("Word", wording.write, "touch_point", number, "name", "en", "The wait")
    uses = project.read(uses_of, number)
    assert (uses.questions, uses.cards, uses.issues, uses.wordings) == (3, 1, 1, 1)
    assert uses_words(uses) == "3 questions, 1 card on a map, 1 issue, 1 wording"
    before = whole_file(project)
    project.run("Delete", remove, number)
    assert project.read(wording.written, "touch_point", number, "en") == {}
    assert [i.touch_point for i in project.read(issue_rows)] == [""]
    project.undo()
    assert whole_file(project) == before
    assert not project.read(uses_of, point(project, "Invoice").id).any


def test_merging_with_itself_is_refused(project: Project) -> None:
    number = point(project, "Visit").id
    with pytest.raises(UserError, match="two different"):
        project.run("One", merge, number, number)
