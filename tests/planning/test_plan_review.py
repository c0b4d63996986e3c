"""Before plans are made, one view and one command show exactly what each customer will see, and who approved it."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cxdesk.errors import UserError
from cxdesk.planning import actions as planning
from cxdesk.planning.plan_queries import plan_rows
from cxdesk.planning.plan_review import Reviewed, newest_plans, reviewed
from cxdesk.planning.sending import send, sent_words
from cxdesk.programme import given
from cxdesk.project import Project
from exports.pdf.hand_out import hand_out
from ui.cli import _run as cli
from ui.planning.make_all import MakeAll, make_all_plans


def bare(text: str) -> str:
    return "".join(text.split())


def pdf_text(path: Path) -> str:
    paper = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in paper)
    paper.close()
    return text.replace("\u00ad", "").replace("\ufffe", "")


def ready(story: Any) -> None:
    story.write_all()
    story.approve()


def test_every_word_of_the_paper_stands_in_the_review_and_every_line_on_the_paper(
    story: Any, tmp_path: Path
) -> None:
    ready(story)
    [plan] = story.project.read(newest_plans)
    found = story.project.read(reviewed, plan)
    path = hand_out(story.project, plan.id, "en", tmp_path / "plan.pdf")
    paper = pdf_text(path)
    lines = [line.text for line in found.lines if line.kind not in ("picture", "inside")]
    missing = [text for text in lines if bare(text) not in bare(paper)]
    assert missing == []
    left = bare(paper)
    heads = [part.head for part in found.parts]
    for text in sorted({bare(t) for t in (*lines, *heads)}, key=len, reverse=True):
        left = left.replace(text, "")
    # Only the foot's page numbers are words of the page that no line of the review holds.
    assert len(left) < 60, left


def test_a_line_says_who_approved_it_and_when_or_that_it_was_counted(story: Any) -> None:
    ready(story)
    found = story.project.read(reviewed, story.project.read(newest_plans)[0])
    lines = {line.text: line for line in found.lines}
    told = lines["You expected a fitter within 4 hours; it takes longer."]
    assert (told.kind, told.by, told.at) == ("written", "Sanne Visser", datetime(2026, 4, 1))
    assert lines["I rang in the morning and nobody could say when."].kind == "quoted"
    assert lines["Based on 3 answers from your colleagues, March 2026"].kind == "counted"
    assert lines["1 June 2026"].kind == "dated"
    assert found.holds("FITTER WITHIN")
    assert not found.holds("Calls queue")


def test_what_holds_a_plan_back_stands_in_its_place(story: Any) -> None:
    found = story.project.read(reviewed, story.project.read(newest_plans)[0])
    assert found.parts == ()
    assert found.reason.startswith("The plan is not made in English: ")


def test_the_window_opens_at_once_walks_by_keys_finds_words_and_makes_only_what_is_ready(
    told: Any, story: Any, qtbot: Any, tmp_path: Path
) -> None:
    project = told.context.project

    def fill(session: Any) -> None:
        from cxdesk.planning import assemble, wording

        for kind, owner, field, text in story.wordings():
            wording.write(session, kind, owner, field, "en", text)
        wording.approve(
            session, assemble.owners(session, story.plan), "en", "Sanne Visser", datetime(2026, 4, 1)
        )
        planning.create_plan(session, story.world.small_account, story.world.round, date(2026, 4, 2))

    project.run("Fill", fill)
    make_all_plans(told.context)
    everything = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MakeAll) and w.isVisible())
    assert not everything.ok.isEnabled()
    qtbot.waitUntil(everything.ok.isEnabled, timeout=20_000)
    assert everything.table.rows_model.rowCount() == 2
    assert everything.ok.text() == "Make 1 plan"
    assert everything.table.current().plan.account == "Harbour Square"
    texts = [everything.seen.item(n).text() for n in range(everything.seen.count())]
    assert "From 1 June two people answer breakdown calls." in texts
    described = everything.seen.item(texts.index("Service manager")).data(
        Qt.ItemDataRole.AccessibleDescriptionRole
    )
    assert described == "written for the customer; approved: Sanne Visser, 1 April 2026"

    # Down over the last line goes on to the next plan, and up comes back to the last line.
    everything.seen.setCurrentRow(everything.seen.count() - 1)
    qtbot.keyClick(everything.seen, Qt.Key.Key_Down)
    assert everything.table.current().plan.account == "Arya Clinic"
    assert "is missing" in everything.seen.item(1).text()
    qtbot.keyClick(everything.seen, Qt.Key.Key_Up)
    assert everything.table.current().plan.account == "Harbour Square"
    assert everything.seen.currentRow() == everything.seen.count() - 1

    everything.search.setText("breakdown calls")
    assert everything.table.rows_model.rowCount() == 1
    assert everything.seen.currentItem().text() == "From 1 June two people answer breakdown calls."
    everything.search.setText("nobody says this")
    assert everything.table.rows_model.rowCount() == 0
    everything.search.setText("")

    everything.folder.setText(str(tmp_path / "plans"))
    everything.ok.click()
    qtbot.waitUntil(lambda: bool(everything.outcomes), timeout=30_000)
    assert [o.order.account for o in everything.outcomes] == ["Harbour Square"]
    assert [p.name for p in (tmp_path / "plans").iterdir()] == ["Harbour Square, version 1.pdf"]
    everything.reject()
    qtbot.waitUntil(lambda: not told.context.jobs.busy)


def test_the_command_line_reviews_all_as_text_json_and_workbook(
    story: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ready(story)
    file = str(story.project.path)
    story.project.close()
    assert cli(["plan", "review", file, "--all"]) == 0
    out = capsys.readouterr().out
    assert "Harbour Square, version 1 (English)" in out
    assert "[written for the customer; approved: Sanne Visser, 1 April 2026]" in out
    assert cli(["plan", "review", file, "--all", "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)
    assert (one["account"], one["reason"]) == ("AL-1", None)
    assert cli(["plan", "review", file, "--account", "AL-1", "-o", str(tmp_path / "r.xlsx")]) == 0
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == ("Customer", "Language", "Version", "Part", "What will be seen")
    assert len(rows) - 1 == sum(len(p["lines"]) for p in one["parts"])
    assert cli(["plan", "review", file]) == 1


def test_a_plan_says_when_to_whom_and_by_whom_it_was_sent_and_the_log_keeps_it(
    story: Any, tmp_path: Path
) -> None:
    ready(story)
    project: Project = story.project
    hand_out(project, story.plan, "en", tmp_path / "plan.pdf", datetime(2026, 4, 2, 9))
    day = date(2026, 4, 3)
    project.run("Sent", send, story.plan, day, "Your facility manager", "Ines Duarte", "mailed", "en")
    [row] = project.read(plan_rows)
    assert (row.state, row.state_on) == ("sent", day)
    assert sent_words(row.sent) == "Sent on 3 April 2026 to Your facility manager by Ines Duarte"
    assert any("Sent to" in gap for gap in story.gaps())  # printed only once somebody answers for it
    story.approve()
    hand_out(project, story.plan, "en", tmp_path / "sent.pdf")
    assert "Sent on 3 April 2026 to Your facility manager by Ines Duarte" in " ".join(
        pdf_text(tmp_path / "sent.pdf").split()
    )
    first = project.read(given.log_rows)[-1]
    assert [(g.recipient, g.how, g.on, g.by) for g in first.given] == [
        ("Your facility manager", "mailed", day, "Ines Duarte")
    ]
    for _ in range(3):
        project.undo()
    assert project.read(plan_rows)[0].state == "draft"
    assert len(project.read(given.log_rows)[-1].given) == 1
    for to, by, wanted in (("", "I", "to whom"), ("F", " ", "who sent")):
        with pytest.raises(UserError, match=wanted):
            project.run("Sent", send, story.plan, day, to, by)


def test_giving_a_customers_file_makes_its_plan_sent_and_an_agreed_one_stays_agreed(
    story: Any, tmp_path: Path
) -> None:
    ready(story)
    project: Project = story.project
    hand_out(project, story.plan, "en", tmp_path / "plan.pdf", datetime(2026, 4, 2, 9))
    [made] = project.read(given.log_rows)
    assert (made.format, made.file, made.data) == (
        "pdf", "plan.pdf", "Based on 3 answers from your colleagues, March 2026",
    )  # fmt: skip
    with pytest.raises(UserError, match="Say who sent the plan"):
        project.run("Give", given.give, made.id, "The manager", "handed", date(2026, 4, 3))
    project.run("Give", given.give, made.id, "The manager", "handed", date(2026, 4, 3), "Ines Duarte")
    assert project.read(plan_rows)[0].state == "sent"
    project.run("Agree", planning.set_plan_state, story.plan, "agreed", date(2026, 4, 14))
    project.run("Give", given.give, made.id, "The board", "handed", date(2026, 4, 15), "Ines Duarte")
    [row] = project.read(plan_rows)
    assert (row.state, row.state_on, row.sent.to) == ("agreed", date(2026, 4, 14), "The board")


def test_a_reviewed_plan_is_found_by_its_customer_too(story: Any) -> None:
    [plan] = story.project.read(newest_plans)
    assert Reviewed(plan, "en").holds("harbour")
