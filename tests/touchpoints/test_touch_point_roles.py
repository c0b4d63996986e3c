"""One function answers for a touch point, never two, whatever is written in whatever order."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdesk.errors import UserError
from cxdesk.people.queries import function_names
from cxdesk.project import Project
from cxdesk.touchpoints import actions, roles
from cxdesk.touchpoints.queries import touch_point_rows

FUNCTIONS = ("Marketing", "Service", "IT")
DEEDS = st.lists(
    st.tuples(st.sampled_from(("set", "move")), st.sampled_from(FUNCTIONS), st.text("RACI", max_size=4)),
    max_size=12,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Add", actions.add, "Repair visit")
    yield made
    made.close()


def parts(project: Project) -> dict[str, str]:
    return dict(project.read(touch_point_rows)[0].roles)


@pytest.mark.slow
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_there_is_never_a_second_a_whatever_is_done(
    project: Project, deeds: list[tuple[str, str, str]]
) -> None:
    for name in FUNCTIONS:
        project.run("Clear", roles.set_letters, 1, name, "")
    for deed, function, letters in deeds:
        before = parts(project)
        holder = next((name for name, had in before.items() if "A" in had), "")
        if deed == "move":
            project.run("Move", roles.move_accountable, 1, function)
            assert "A" in parts(project)[function]
        elif "A" in letters and holder not in ("", function):
            with pytest.raises(UserError, match="only one can"):
                project.run("Set", roles.set_letters, 1, function, letters)
            assert parts(project) == before
        else:
            project.run("Set", roles.set_letters, 1, function, letters)
            assert set(parts(project).get(function, "")) == set(letters)
        assert sum("A" in had for had in parts(project).values()) <= 1


def test_those_nobody_answers_for_are_listed(project: Project) -> None:
    project.run("Add", actions.add, "Invoice")
    project.run("Set", roles.set_letters, 1, "Service", "ra")
    assert [row.name for row in roles.without_accountable(project.read(touch_point_rows))] == ["Invoice"]
    assert parts(project) == {"Service": "RA"}


def test_a_letter_that_is_no_part_is_refused_in_words(project: Project) -> None:
    with pytest.raises(UserError, match="“X” is no part"):
        project.run("Set", roles.set_letters, 1, "Service", "RX")
    with pytest.raises(UserError, match="needs a function"):
        project.run("Set", roles.set_letters, 1, "  ", "R")


def test_the_usual_functions_come_once(project: Project) -> None:
    project.run("Set", roles.set_letters, 1, "Service", "R")
    project.run("Add", roles.add_usual_functions)
    project.run("Add", roles.add_usual_functions)
    assert project.read(function_names) == sorted(
        ["Account teams", "Human resources", "IT", "Marketing", "Product", "Service"]
    )
