"""Sheets of personas and segments: what they hold, their share of the base, their age."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cxdesk.accounts import actions as accounts
from cxdesk.accounts.actions import AccountSpec
from cxdesk.errors import UserError
from cxdesk.journeys import actions as journeys
from cxdesk.journeys import details
from cxdesk.journeys.whole_map import map_of
from cxdesk.personas import actions
from cxdesk.personas.queries import persona_named, persona_rows, segment_shares
from cxdesk.project import Project

TODAY = date(2026, 11, 26)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "a.cxdesk")
    yield opened
    opened.close()


def test_a_sheet_holds_what_was_written_and_undo_takes_it_back(project: Project) -> None:
    made = project.run("Add", actions.create, "Building manager", "persona", "Offices")
    project.run("Write", actions.change, made, role="runs 40 flats", tone="short, no jargon", grade="some")
    project.run("Write", actions.set_list, made, "needs", ["A lift that runs", " ", "A name to call"])
    project.run("Write", actions.set_quotes, made, [("Nobody called.", "manager"), ("", "nobody")])
    row = project.read(persona_named, "building MANAGER", TODAY)
    assert (row.role, row.tone, row.grade) == ("runs 40 flats", "short, no jargon", "some")
    assert row.needs == ("A lift that runs", "A name to call")
    assert row.quotes == (("Nobody called.", "manager"),)
    project.undo()
    assert project.read(persona_named, "Building manager", TODAY).quotes == ()


def test_the_same_name_twice_and_an_unknown_kind_are_refused(project: Project) -> None:
    project.run("Add", actions.create, "Tenant")
    with pytest.raises(UserError, match="already"):
        project.run("Add", actions.create, " Tenant ")
    with pytest.raises(UserError, match="not one of"):
        project.run("Add", actions.create, "Other", "archetype")
    with pytest.raises(UserError, match="There are: Tenant"):
        project.read(persona_named, "Landlord")


def test_the_share_of_the_base_counts_customers_and_revenue_of_those_who_are_with_us(
    project: Project,
) -> None:
    rows = (("a", "Offices", 300.0), ("b", "Offices", 100.0), ("c", "Hotels", 600.0))
    specs = [
        AccountSpec(key, key, segment=segment, revenue=revenue, currency="EUR")
        for key, segment, revenue in rows
    ]
    project.run("Add", accounts.store_accounts, specs)
    share = project.read(segment_shares)["Offices"]
    assert (share.accounts, share.all_accounts, share.revenue) == (2, 3, 400.0)
    assert share.of_accounts == pytest.approx(66.67, abs=0.01)
    assert share.of_revenue == pytest.approx(40.0)


def test_a_sheet_that_nobody_checked_for_a_year_is_stale(project: Project) -> None:
    made = project.run("Add", actions.create, "Tenant")
    project.run("Check", actions.check, made, date(2025, 11, 26))
    assert persona_rows_of(project)[0].stale_months == 12
    project.run("Check", actions.check, made, date(2025, 11, 27))
    assert persona_rows_of(project)[0].stale_months is None


def test_a_deleted_sheet_leaves_the_journeys_that_were_drawn_for_it(project: Project) -> None:
    made = project.run("Add", actions.create, "Tenant")
    journey = project.run("Draw", journeys.create, "Repair")
    project.run("For", details.set_for, journey, made)
    assert project.read(map_of, journey, {}, TODAY).persona_id == made
    project.run("Delete", actions.delete, made)
    assert project.read(map_of, journey, {}, TODAY).persona_id is None
    project.undo()
    assert project.read(map_of, journey, {}, TODAY).persona_id == made


def persona_rows_of(project: Project) -> list:  # type: ignore[type-arg]
    return project.read(persona_rows, TODAY)
