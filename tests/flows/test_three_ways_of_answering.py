"""A released template is answered at a kiosk, on a web page, on paper and as a form; its one score leads to a plan."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.accounts.actions import AccountSpec, store_accounts
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figure
from cxdesk.people.actions import person_named
from cxdesk.planning import actions as planning
from cxdesk.planning import assemble, wording
from cxdesk.planning.actions import value_said
from cxdesk.planning.cycle import start_action
from cxdesk.planning.plan_actions import add_line, create_plan
from cxdesk.project import Project
from cxdesk.responses import desk, live
from cxdesk.responses.filter import Filter
from cxdesk.responses.model import Round
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from cxdesk.surveys.queries import whole
from exports.questionnaire.field_names import field_name
from tests.flows.test_survey_to_score import filled
from tests.support.commands import said

KIOSK, PAPER, FORM, PAGE = (7, 6, 2), (3, 5), 4, 1
TOLD = "Only {share} of you told us that a repair is easy to arrange."
PROMISE = "From February one number answers every call about repairs."


def at_kiosk(session: Session, round_id: int, ease: int) -> None:
    """One person answers and goes to the end."""
    _, version = desk.asked_in(session, round_id)
    definition = described(session, 1)
    response = live.start(session, round_id, "kiosk", "en", version_id=version)
    live.keep(session, response, definition, "SOLVED", 1)
    live.keep(session, response, definition, "EASE", ease)
    live.finish(session, response, path(definition, live.answers_of_live(session, response, definition)))


def at_desk(session: Session, round_id: int, sheet: str, ease: int) -> None:
    """One sheet is typed in."""
    definition, _ = desk.asked_in(session, round_id)
    begun = desk.begin(session, round_id, sheet, "en", "Ann")
    live.keep(session, begun.response_id, definition, "SOLVED", 1)
    live.keep(session, begun.response_id, definition, "EASE", ease)
    desk.done(session, begun, definition)


def of_page(page: Path, code: str, folder: Path, ease: int) -> Path:
    """What the page gives whoever answers it to keep."""
    found = re.search(r'<script type="application/json" id="survey">(.*?)</script>', page.read_text("utf-8"))
    assert found is not None
    survey = json.loads(found[1])
    told = {
        "cxdesk_answers": 1, "survey": code, "version": survey["version"], "key": "7" * 32,
        "language": "en", "account": survey["account"], "answers": {"SOLVED": 1, "EASE": ease},
        "started": "2026-11-26T10:00:00Z", "finished": "2026-11-26T10:05:00Z",
    }  # fmt: skip
    file = folder / "answers.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    return file


def to_the_plan(session: Session, kept: Figure, account: int) -> int:
    """The figure becomes an issue with an action, and both a line in the customer's plan; its number."""
    issue = planning.raise_issue(session, "Arranging a repair is hard")
    planning.add_figure(session, issue, kept)
    action = planning.add_action(
        session, issue, "One number to call", owner_id=person_named(session, "Ann"), due_on=date(2027, 2, 1), why="Three numbers",
        goal="Arranged in one call", expected="Fewer calls", measure="Ease", baseline=value_said(kept), target="6",
    )  # fmt: skip
    start_action(session, action)
    plan = create_plan(session, account)
    told, do = (
        add_line(session, plan, "told", issue_id=issue),
        add_line(session, plan, "do", action_id=action),
    )
    for kind, owner, field, text in (
        ("firm", wording.FIRM, "name", "Alder Lifts"), ("account", account, "name", "North Lifts"),
        ("account", account, "full_name", "North Lifts Ltd"), ("plan", plan, "contact_title", "Service desk"),
        ("plan", plan, "contact_phone", "+31 10 555 0142"), ("plan", plan, "contact_mail", "desk@lifts.example"),
        ("plan_line", told, "text", TOLD.format(share=value_said(kept))), ("plan_line", do, "text", PROMISE), ("plan_line", do, "who", "Service desk"),
    ):  # fmt: skip
        wording.write(session, kind, owner, field, "en", text)
    return plan


@pytest.mark.filterwarnings("ignore")
def test_kiosk_web_page_paper_and_form_give_one_score_and_it_reaches_the_customers_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXDESK_SETTINGS", str(tmp_path / "settings"))
    file, form, page = tmp_path / "ours.cxdesk", tmp_path / "form.pdf", tmp_path / "page.html"
    project = Project.create(file)
    project.run("Customer", store_accounts, [AccountSpec("N", "North Lifts")])
    project.close()
    code = said(capsys, "survey", "new", file, "--template", "post_repair", "--language", "en")["survey"]
    said(
        capsys, "survey", "purpose", file, "--survey", code, "--goal", "retention",
        "--decision", "What vans carry", "--whom", "Customers with a repair",
    )  # fmt: skip
    said(capsys, "survey", "release", file, "--survey", code)
    export = ("survey", "export", file, "--survey", code, "--format")
    said(capsys, *export, "form-pdf", "--account", "North Lifts", "-o", form)
    said(capsys, *export, "html", "--account", "N", "-o", page)
    values = {field_name("EASE"): f"/{FORM}", field_name("SOLVED"): "/1"}
    copies = (filled(form, tmp_path / "answered.pdf", values), of_page(page, code, tmp_path, PAGE))
    assert [o["result"] for o in said(capsys, "responses", "collect", file, *copies)] == ["stored"] * 2

    project = Project.open(file)
    round_id = project.read(lambda session: session.scalar(select(func.max(Round.id))))
    for ease in KIOSK:
        project.run("Kiosk", at_kiosk, round_id, ease)
    for sheet, ease in enumerate(PAPER, 1):
        project.run("Desk", at_desk, round_id, f"S{sheet}", ease)
    survey = project.read(whole, 1)
    item = next(q for q in survey.questions if q.code == "EASE").items[0].id
    kept = project.read(figure, survey.id, item)
    everybody = (*KIOSK, *PAPER, FORM, PAGE)
    easy = [ease for ease in everybody if ease >= 5]
    assert (kept.n, kept.value) == (len(everybody), pytest.approx(100 * len(easy) / len(everybody)))
    assert project.read(figure, survey.id, item, Filter(accounts=("N",))).n == 2  # the form and the page

    plan = project.run("Plan", to_the_plan, kept, 1)
    project.run(
        "Approve", lambda s: wording.approve(s, assemble.owners(s, plan), "en", "Ann", datetime(2026, 12, 1))
    )
    assert project.read(assemble.gaps, plan, "en") == []
    project.close()
    handed = tmp_path / "plan.pdf"
    said(capsys, "plan", "export", file, "--account", "N", "--language", "en", "-o", handed)
    text = " ".join(" ".join(p.extract_text() for p in PdfReader(handed).pages).split())
    for sentence in ("North Lifts", TOLD.format(share="43%"), PROMISE, "Service desk"):
        assert sentence in text
    scores = said(capsys, "scores", "show", file, "--survey", code)
    rows = scores["scores"] if isinstance(scores, dict) else scores
    assert next(r for r in rows if "EASE" in (r.get("item"), r.get("code")))["n"] == len(everybody)
