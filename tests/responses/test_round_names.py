"""Two rounds of a survey never have one name, although months of two calendars begin on other days."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.i18n import set_language
from cxdesk.project import Project
from cxdesk.responses import actions as responses
from cxdesk.responses.queries import known_round, round_rows
from cxdesk.surveys import actions as surveys
from tests.surveys.every_look import EVERY_LOOK

# Two months for most readers, and one, Azar, for a Persian one.
NOVEMBER, DECEMBER, JANUARY = date(2025, 11, 25), date(2025, 12, 10), date(2026, 1, 10)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "a.cxdesk")
    made.run("Survey", surveys.build, EVERY_LOOK)
    yield made
    made.close()


def labels(project: Project, lang: str) -> list[str]:
    return [row.label_in(lang) for row in project.read(round_rows, 1)]


def test_rounds_that_share_a_month_in_one_calendar_only_are_days_for_its_readers(project: Project) -> None:
    for name, day in (("November 2025", NOVEMBER), ("December 2025", DECEMBER), ("January 2026", JANUARY)):
        project.run("Round", responses.add_round, 1, name, day)
    assert labels(project, "en") == ["November 2025", "December 2025", "January 2026"]
    assert labels(project, "fa") == ["۴ آذر ۱۴۰۴", "۱۹ آذر ۱۴۰۴", "دی ۱۴۰۴"]
    set_language("fa")
    assert [row.when for row in project.read(round_rows, 1)] == labels(project, "fa")
    assert project.read(known_round, 1, "۱۹ آذر ۱۴۰۴") == "December 2025"
    with pytest.raises(UserError, match="۴ آذر"):
        project.read(known_round, 1, "آذر ۱۴۰۴")
    project.undo()
    project.undo()
    assert labels(project, "fa") == ["آذر ۱۴۰۴"]


def test_a_second_round_of_a_month_is_named_in_the_readers_language_too(project: Project) -> None:
    for name, day in (("آذر ۱۴۰۴", NOVEMBER), ("آذر ۱۴۰۴ (۲)", DECEMBER), ("Pilot (2)", JANUARY)):
        project.run("Round", responses.add_round, 1, name, day)
    assert labels(project, "fa") == ["۴ آذر ۱۴۰۴", "۱۹ آذر ۱۴۰۴", "Pilot (2)"]
    assert labels(project, "en") == ["November 2025", "December 2025", "Pilot (2)"]


def test_rounds_of_one_day_keep_their_number(project: Project) -> None:
    for name in ("December 2025", "December 2025 (2)"):
        project.run("Round", responses.add_round, 1, name, DECEMBER)
    assert labels(project, "nl") == ["december 2025", "december 2025 (2)"]
    assert labels(project, "fa") == ["آذر ۱۴۰۴", "آذر ۱۴۰۴ (۲)"]
