"""From an import to the next year's plan: said, done, measured again, and told to the customer; by the real window."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from cxdesk.accounts.queries import account_rows
from cxdesk.planning.action_queries import action_rows
from cxdesk.planning.outcomes import outcomes
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.planning.queries import issue_rows
from cxdesk.programme.given import log_rows
from cxdesk.surveys.queries import whole
from cxdesk.touchpoints import actions as touchpoints
from resources.sample.export import write_export
from tests.flows import test_first_15_minutes as first
from tests.planning.in_window import asked, read
from tests.support.person import Clicker
from ui.programme.log_view import LogView

home, person = first.home, first.person
DAY = re.compile(r"2026-03-(\d\d)")
WAIT = "Time until a fitter arrives"
STILL = "You now say that a fitter comes in time."


def next_export(march: Path, target: Path) -> Path:
    """The same people a round later: everybody is satisfied with the wait, all numbers are new, days are to come."""
    begins = date.today() + timedelta(days=30)
    with march.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    wait = next(n for n, text in enumerate(rows[1]) if text.endswith(WAIT))
    own = rows[0].index("ResponseId")
    for row in rows[3:]:
        row[own] = row[own].replace("R_0", "R_1")
        row[wait] = "5" if row[wait] else ""
        for n in (0, 1):
            row[n] = DAY.sub(lambda m: (begins + timedelta(days=int(m.group(1)))).isoformat(), row[n])
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return target


def text_of(path: Path) -> str:
    paper = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
    paper.close()
    return text


def saved(person: Clicker, target: Path) -> str:
    """Save the plan that is shown, through the review."""
    person.click("Save")
    person.click("Choose where to save")
    person.choose_file(target)
    person.wait(target.exists)
    person.rest()
    return text_of(target)


@pytest.fixture
def begun(person: Clicker, home: Path) -> Clicker:
    """The first round is imported, its worst question is an issue with an action, and the customer has a plan."""
    person.click("Use my own data")
    person.choose_file(write_export(home / "Relationship survey.csv"))
    person.wait(lambda: person.window.room == "importing" and person.window.page.typed is not None)
    person.click("Import 1,418 rows")
    person.wait(lambda: person.window.room == "analysis" and person.window.page.insights is not None)
    first._customers_match(person, home)
    first._an_issue_from_the_worst_question(person)
    first._one_cause_and_one_action(person)
    first._the_customers_plan(person)
    _linked(person)
    return person


def test_what_was_said_is_done_measured_and_told_in_the_next_plan(begun: Clicker, home: Path) -> None:
    person, window = begun, begun.window

    # The plan is saved and sent; the log knows the file, to whom it went and how.
    assert first.WORDS[0] in saved(person, home / "plan 1.pdf")
    editor = window.page.plan
    editor._state_setter("sent")()
    dialog = asked()
    dialog.fields[0].editor.setText("Your facility manager")
    dialog.fields[1].editor.setEditText("Sanne Visser")
    person.click(dialog.ok)
    [plan] = read(window, plan_rows)
    assert (plan.state, plan.sent.to, plan.sent.by) == ("sent", "Your facility manager", "Sanne Visser")
    [made] = read(window, log_rows)
    assert (made.file, [g.how for g in made.given]) == ("plan 1.pdf", ["mailed"])

    # The work is done, and the next round is imported by one click.
    [action] = read(window, action_rows)
    form = _form(person, action.id)
    _measured_by(person, form)
    _form(person, action.id).finish.click()
    assert read(window, action_rows)[0].state == "done"
    window.go("importing", next_export(home / "Relationship survey.csv", home / "Next round.csv"))
    person.wait(lambda: window.page.ready is not None)
    person.click("Import 1,418 rows")
    person.wait(lambda: window.room == "analysis")
    person.rest()

    # Closing shows what was measured again.
    _form(person, action.id).close_it.click()
    dialog = asked()
    dialog.findChild(QPlainTextEdit).setPlainText("Two people answer the calls.")
    person.click(dialog.ok)
    [outcome] = read(window, outcomes)
    assert (outcome.state, outcome.standing) == ("measured", "measured")
    assert outcome.now is not None
    assert outcome.now.value == 100
    assert outcome.change is not None
    assert outcome.change.real

    # The next plan begins with last time, and once it is approved the customer reads it.
    window.go("planning", ("plans", None))
    customer = next(a for a in read(window, account_rows) if a.name == "Harbour Square")
    _new_plan(person, customer.name)
    [issue] = read(window, issue_rows)
    _line(person, "told", "Tell an issue", issue.title)
    _since_last_time(person)
    said = "Last time you said: You expected a fitter within four hours; you told us it takes longer."
    did = "What we did: From December two people answer breakdown calls in the morning."
    _approved(person)
    paper = saved(person, home / "plan 2.pdf")
    assert said in paper
    assert did in paper
    assert re.search(r"Now 14 of 14 satisfied; last time \d+ of 14 satisfied\.", paper)
    assert not any(words in paper for words in first.INSIDE)

    # Both files are in the log, and only the first was given.
    window.go("reports", "given")
    person.rest()
    log = window.page.shown
    assert isinstance(log, LogView)
    assert [(r.file, len(r.given)) for r in log.rows] == [("plan 2.pdf", 0), ("plan 1.pdf", 1)]


def _linked(person: Clicker) -> None:
    """The question about the wait stands for a touch point, so that people can be counted for one customer."""

    def link(session: Any) -> None:
        item = next(
            i.id
            for q in whole(session, 1).questions
            for i in q.items
            if (i.text.get("en") or "").endswith(WAIT)
        )
        touchpoints.link(session, touchpoints.add(session, "Waiting for the fitter", "phone"), item)

    person.window.context.bridge.run("Link a touch point", link)
    person.rest()


def _form(person: Clicker, action: int) -> Any:
    """The open form of an action on the page of its issue."""
    person.window.go("planning", ("issue", 1))
    person.rest()
    person.window.page.issue.open_action(action)
    QApplication.processEvents()
    return person.window.page.issue.cards[action].form


def _measured_by(person: Clicker, form: Any) -> None:
    """The action is measured by the question that its issue came from."""
    person.click(form.more_button)
    box: QComboBox = form.more.question
    item = next(
        box.itemData(n)
        for n in range(box.count())
        if "Waiting for the fitter" in box.itemText(n) or WAIT in box.itemText(n)
    )
    form.more.question.set_value(item)
    form.more.question.chosen.emit(item)
    person.rest()


def _new_plan(person: Clicker, name: str) -> None:
    from ui.planning import dialogs

    dialogs.make_plan(person.window.context)
    person.pick_from(asked().findChild(QComboBox), name[:4])
    person.click("Make the plan")
    person.wait(lambda: person.window.page.plan is not None and person.window.page.plan._drawn is not None)
    assert person.window.page.plan.page.row.version == 2


def _line(person: Clicker, tab: str, menu: str, choice: str) -> None:
    """One more line in a tab of the plan, chosen from its menu."""
    editor = person.window.page.plan
    person.click(editor.tabs.buttons[tab])
    person.click(menu)
    person.pick_from_menu(choice)
    person.rest()


def _since_last_time(person: Clicker) -> None:
    """The line about last time, begun with what the customer read then."""
    _line(person, "since", "Choose a touch point", "Waiting for the fitter")
    person.click("Begin with last time")
    person.rest()


def _approved(person: Clicker) -> None:
    """Whom to call is written anew, then somebody answers for every sentence."""
    editor = person.window.page.plan
    foot = editor.preview
    person.wait(lambda: len(editor._drawn.missing) == 4 and not person.window.context.jobs.busy)
    for place, words in enumerate((STILL, *first.WORDS[3:6])):
        left = 3 - place
        person.click(foot.write)
        field = QApplication.focusWidget()
        assert field is not None
        person.qtbot.keyClicks(field, words)
        person.wait(lambda left=left: len(editor._drawn.missing) == left)
    person.click("Approve")
    person.type_in("Who approves it", "Sanne Visser", Qt.Key.Key_Return)
    person.wait(lambda: foot.clean.text().startswith("Approved."))
