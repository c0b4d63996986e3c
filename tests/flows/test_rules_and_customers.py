"""Rules run when a list of customers is imported, changed or matched: once, over what customers said last, as one step."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cxdesk.accounts.queries import account_rows
from cxdesk.importing import people
from cxdesk.planning.follow_up_queries import follow_up_rows
from cxdesk.planning.rules import RuleTest
from cxdesk.project import Project
from cxdesk.responses.matching import unlink_key
from tests.importing.test_import_people import written as listed
from tests.planning.follow_up_examples import add, project_with_answers, unhappy


@pytest.fixture
def project(tmp_path: Path) -> Project:  # type: ignore[misc]
    made = project_with_answers(tmp_path)
    large = RuleTest("account", "revenue", "at_least", ("1000000",))
    add(made, replace(unhappy(made), tests=(*unhappy(made).tests, large)))
    yield made
    made.close()


def bring(project: Project, tmp_path: Path, rows: str, name: str = "list.csv") -> people.AccountsImported:
    return people.import_accounts_file(project, listed(tmp_path, "key,name,revenue\n" + rows, name))


def opened(project: Project) -> list[str]:
    return [row.account_key for row in project.read(follow_up_rows)]


def test_a_list_that_makes_a_customer_large_opens_its_follow_up_once(
    tmp_path: Path, project: Project
) -> None:
    assert opened(project) == []
    done = bring(project, tmp_path, "A1,,2000000\n")
    assert done.follow_ups.opened == len(opened(project)) > 0
    assert set(opened(project)) == {"A1"}
    before, step = opened(project), project.undo_label
    again = bring(project, tmp_path, "A1,,2000000\n")
    assert (again.follow_ups.opened, opened(project), project.undo_label) == (0, before, step)
    assert bring(project, tmp_path, "A1,,3000000\n", "more.csv").follow_ups.opened == 0
    assert opened(project) == before


def test_one_undo_takes_customers_and_follow_ups_away_together(tmp_path: Path, project: Project) -> None:
    bring(project, tmp_path, "A1,,2000000\n")
    project.undo()
    assert opened(project) == []
    project.redo()
    assert set(opened(project)) == {"A1"}


def test_a_customer_of_whom_nothing_new_is_known_is_not_looked_at(tmp_path: Path, project: Project) -> None:
    bring(project, tmp_path, "A1,,2000000\nA2,,2000000\n")
    everybody = opened(project)
    project.undo()
    bring(project, tmp_path, "A2,,2000000\n")
    assert set(opened(project)) < set(everybody)


def test_a_key_that_is_matched_is_looked_at_as_that_customer_s(tmp_path: Path, project: Project) -> None:
    bring(project, tmp_path, "A1,,2000000\n")
    before = len(opened(project))
    one = next(r.id for r in project.read(account_rows) if r.key == "A1")
    assert project.run("Match", people.match_key, "A9", one).opened == 1
    assert opened(project) == ["A1"] * (before + 1)
    project.run("Again", unlink_key, "A9")
    assert project.run("Match", people.match_key, "A9", one).opened == 0


def test_earlier_rounds_are_history(tmp_path: Path, project: Project) -> None:
    from cxdesk.planning.rule_runs import dry_run
    from cxdesk.responses import actions as responses
    from cxdesk.responses.queries import round_rows

    done = bring(project, tmp_path, "A1,,2000000\n")
    rounds = project.read(round_rows)
    assert len(rounds) == 1
    project.undo()
    project.run(
        "Round", responses.add_round, rounds[0].survey_id, "Later", date(2027, 1, 1), date(2027, 1, 31)
    )
    # A round without answers is not the newest that anybody answered.
    assert bring(project, tmp_path, "A1,,2000000\n").follow_ups.opened == done.follow_ups.opened
    assert project.read(dry_run).opening == 0
