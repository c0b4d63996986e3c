"""Follow-ups: states with notes, both sides heard, the customer's word, times, causes that go on to issues."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cxdesk.errors import UserError
from cxdesk.planning import follow_up_actions as deeds
from cxdesk.planning.actions import delete_issue, raise_issue
from cxdesk.planning.follow_up_queries import FollowUpWhole, follow_up_rows, follow_up_whole, times
from cxdesk.planning.follow_up_words import due_words, head_words, times_words
from cxdesk.planning.queries import issue_whole
from cxdesk.planning.rule_runs import run
from cxdesk.project import Project
from cxdesk.responses import staff
from cxdesk.responses.aggregate import items_of
from cxdesk.responses.queries import answers_table
from exports.tables.answers import answers_out
from tests.planning.follow_up_examples import NOW, add, project_with_answers, unhappy

HOUR = timedelta(hours=1)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = project_with_answers(tmp_path)
    add(opened, unhappy(opened))
    opened.run("Run", run, now=NOW)
    yield opened
    opened.close()


def whole(project: Project, number: int = 1) -> FollowUpWhole:
    return project.read(follow_up_whole, number)


def speak(project: Project, number: int = 1, hours: int = 5) -> None:
    project.run(
        "Say", deeds.note_contact, number, "us", "phone", "We called and said sorry.", NOW + hours * HOUR
    )
    project.run(
        "Say", deeds.note_contact, number, "them", "phone", "Thank you for calling.", NOW + hours * HOUR
    )


def close(project: Project, number: int = 1, word: str = "satisfied", hours: int = 10) -> bool:
    closed: bool = project.run(
        "Close",
        deeds.close,
        number,
        "One dispatcher for all calls",
        "Sent a fitter",
        word,
        now=NOW + hours * HOUR,
    )
    return closed


def test_a_change_of_state_needs_a_note_and_is_kept_with_it(project: Project) -> None:
    with pytest.raises(UserError, match="Say in a note why"):
        project.run("State", deeds.change_state, 1, "waiting", "  ")
    assert whole(project).row.state == "open"
    project.run("State", deeds.change_state, 1, "in_progress", "Looking for the fitter", NOW + HOUR)
    project.run("State", deeds.change_state, 1, "waiting", "She calls back on Monday", NOW + 2 * HOUR)
    told = whole(project)
    assert [(s.state, s.note) for s in told.steps] == [
        ("in_progress", "Looking for the fitter"),
        ("waiting", "She calls back on Monday"),
    ]
    project.undo()
    assert whole(project).row.state == "in_progress"


@pytest.mark.parametrize(
    ("cause", "action", "word", "says"),
    [
        ("", "Sent a fitter", "satisfied", "root cause"),
        ("One dispatcher", " ", "satisfied", "what was done"),
        ("One dispatcher", "Sent a fitter", "", "customer’s word"),
    ],
)
def test_closing_needs_the_cause_the_action_and_the_customers_word(
    project: Project, cause: str, action: str, word: str, says: str
) -> None:
    speak(project)
    with pytest.raises(UserError, match=says):
        project.run("Close", deeds.close, 1, cause, action, word)
    assert whole(project).row.state == "open"


def test_each_closed_loop_has_two_directions(project: Project) -> None:
    """D5: nobody closes after speaking alone; where the customer was not reached, we have tried."""
    with pytest.raises(UserError, match="Nobody has spoken"):
        close(project)
    project.run("Say", deeds.note_contact, 1, "us", "mail", "We are sorry.", NOW + HOUR)
    with pytest.raises(UserError, match="What did the customer say"):
        close(project)
    project.run("Say", deeds.note_contact, 1, "them", "mail", "Thank you.", NOW + 2 * HOUR)
    assert close(project)
    assert whole(project).row.two_ways
    with pytest.raises(UserError, match="Nobody has spoken"):
        close(project, 2, "not_reached")
    project.run("Say", deeds.note_contact, 2, "us", "phone", "No answer, three times.", NOW + HOUR)
    assert close(project, 2, "not_reached")
    told = times(project.read(follow_up_rows), NOW + 100 * HOUR)
    assert (told.closed, told.two_ways) == (2, 1)


def test_an_unhappy_word_reopens_it_with_a_new_deadline(project: Project) -> None:
    speak(project)
    assert not close(project, word="unhappy")
    told = whole(project)
    assert told.row.state == "reopened"
    assert [s.state for s in told.steps] == ["closed", "reopened"]
    assert told.row.due_at == NOW + 58 * HOUR
    assert told.row.contact_since is None
    assert told.row.overdue(NOW + 59 * HOUR)
    project.run("Say", deeds.note_contact, 1, "us", "visit", "We came by.", NOW + 20 * HOUR)
    assert close(project, hours=30)
    assert whole(project).row.state == "closed"


def test_a_word_heard_after_closing_counts_too(project: Project) -> None:
    speak(project)
    close(project)
    with pytest.raises(UserError, match="closed already"):
        close(project)
    assert not project.run("Word", deeds.hear_word, 1, "unhappy", "It broke again", NOW + 48 * HOUR)
    told = whole(project)
    assert (told.row.state, told.steps[-1].note) == ("reopened", "It broke again")
    with pytest.raises(UserError, match="Close the follow-up first"):
        project.run("Word", deeds.hear_word, 1, "satisfied")


def test_a_contact_needs_words_and_a_moment_after_the_opening(project: Project) -> None:
    with pytest.raises(UserError, match="what was said"):
        project.run("Say", deeds.note_contact, 1, "us", "phone", " ")
    with pytest.raises(UserError, match="before the follow-up"):
        project.run("Say", deeds.note_contact, 1, "us", "phone", "Hello", NOW - HOUR)


def test_who_hears_nothing_within_48_hours_is_late(project: Project) -> None:
    speak(project, 1)
    rows = project.read(follow_up_rows)
    assert [r.overdue(NOW + 48 * HOUR) for r in rows] == [False] * 5
    late = [r for r in rows if r.overdue(NOW + 49 * HOUR)]
    assert 1 not in {r.id for r in late}
    assert len(late) == 4
    assert head_words(rows, NOW + 49 * HOUR) == "4 customers should have heard of us by now"
    assert due_words(late[0], NOW + 49 * HOUR) == ("late since 3 April 2026", "bad")


def test_times_are_medians_and_the_share_within_the_deadline(project: Project) -> None:
    for number, hours in ((1, 5), (2, 7), (3, 60)):
        speak(project, number, hours)
    close(project, 1, hours=10)
    close(project, 2, hours=20)
    told = times(project.read(follow_up_rows), NOW + 100 * HOUR)
    assert (told.first_contact, told.close) == (7, 15)
    assert (told.in_time, told.counted, told.within) == (2, 5, 0.4)
    assert times_words(told) == (
        "Half of the customers heard of us within 7 hours. 40% within their deadline (2 of 5). "
        "Half were closed within 15 hours."
    )
    early = times(project.read(follow_up_rows), NOW + HOUR)
    assert early.counted == 3, "who is not late yet and has heard nothing is not counted"


def test_the_cause_goes_on_to_an_issue_as_its_evidence(project: Project) -> None:
    speak(project)
    close(project)
    issue = project.run("Issue", deeds.make_issue, 1, "Waiting for a fitter")
    told = project.read(issue_whole, issue)
    assert [c.text for c in told.causes] == ["One dispatcher for all calls"]
    assert [(e.kind, e.quotation, e.response_id) for e in told.evidence] == [
        ("follow_up", "One dispatcher for all calls", whole(project).row.response_id)
    ]
    assert (whole(project).row.issue_id, whole(project).row.issue) == (issue, "Waiting for a fitter")
    project.run("Add", deeds.add_to_issue, 2, issue)
    assert len(project.read(issue_whole, issue).evidence) == 2
    with pytest.raises(UserError, match="evidence of an issue already"):
        project.run("Add", deeds.add_to_issue, 2, project.run("Other", raise_issue, "Other"))
    project.run("Delete", delete_issue, issue)
    assert whole(project).row.issue_id is None


def test_a_follow_up_can_be_given_to_a_person(project: Project) -> None:
    project.run("Give", deeds.assign, 4, "Marta Kowalska")
    assert whole(project, 4).row.for_whom == "Marta Kowalska"
    project.run("Give", deeds.assign, 4, "")
    assert whole(project, 4).row.for_whom == ""


def technician(project: Project) -> int:
    return next(i.id for i in project.read(items_of, 1) if i.code == "Technician")


def test_names_of_measured_staff_are_in_no_default_output(project: Project) -> None:
    """C12: not in the follow-up, not in the table of answers; with a reason they are."""

    def everything() -> str:
        table = project.read(answers_table, 1)
        out = project.read(answers_out, 1)
        return str((whole(project).answers, table.rows, [c.values.to_list() for c in out.columns], out.notes))

    def labels() -> list[str]:
        return [c.name for c in project.read(answers_out, 1).columns]

    assert "Piet Smit" not in everything()
    assert "Jan Kok" not in everything()
    assert "name withheld" in everything()
    assert "Technician" not in labels()
    assert "Columns that name staff were left out: Technician." in everything()
    with pytest.raises(UserError, match="Say why"):
        project.run("Show", staff.show_names, technician(project), " ")
    project.run(
        "Show", staff.show_names, technician(project), "Safety inquiry, agreed with the works council"
    )
    assert "Piet Smit" in everything()
    assert "Technician" in labels()
    project.undo()
    assert "Piet Smit" not in everything()
    project.run("No staff", staff.not_staff, technician(project))
    assert "Piet Smit" in everything()
    project.run("Withhold", staff.withhold_names, technician(project))
    assert "Piet Smit" not in everything()


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Technician", True), ("Agent name", True), ("handled by", True), ("Naam van de monteur", True),
        ("Ügyintéző neve", True), ("Ім’я працівника", True), ("نام کارمند", True), ("Mitarbeiter", True),
        ("Technician arrived on time?", False), ("Satisfaction with our staff", False), ("Name", False),
    ],
)  # fmt: skip
def test_a_column_of_staff_names_is_told_by_its_heading(heading: str, told: bool) -> None:
    assert staff.names_staff(heading) is told
