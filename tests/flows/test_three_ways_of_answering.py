"""A template on a touch point is released and answered at a kiosk, on paper and as a form: one score of them all."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.project import Project
from cxdesk.responses import desk, live
from cxdesk.responses.model import Round
from cxdesk.surveys.described import described
from cxdesk.surveys.logic.path import path
from exports.questionnaire.field_names import field_name
from tests.flows.test_survey_to_score import filled
from tests.support.commands import said

KIOSK, PAPER, FORM = (7, 6, 2), (3, 5), 4


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


@pytest.mark.filterwarnings("ignore")
def test_a_kiosk_paper_and_a_form_give_one_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, form = tmp_path / "ours.cxdesk", tmp_path / "form.pdf"
    Project.create(file).close()
    code = said(capsys, "survey", "new", file, "--template", "post_repair", "--language", "en")["survey"]
    said(
        capsys, "survey", "purpose", file, "--survey", code, "--goal", "retention",
        "--decision", "What vans carry", "--whom", "Customers with a repair",
    )  # fmt: skip
    said(capsys, "survey", "release", file, "--survey", code)
    said(capsys, "survey", "export", file, "--survey", code, "--format", "form-pdf", "-o", form)
    values = {field_name("EASE"): f"/{FORM}", field_name("SOLVED"): "/1"}
    said(capsys, "responses", "collect", file, filled(form, tmp_path / "answered.pdf", values))

    project = Project.open(file)
    try:
        round_id = project.read(lambda session: session.scalar(select(func.max(Round.id))))
        for ease in KIOSK:
            project.run("Kiosk", at_kiosk, round_id, ease)
        for sheet, ease in enumerate(PAPER, 1):
            project.run("Desk", at_desk, round_id, f"S{sheet}", ease)
    finally:
        project.close()

    scores = said(capsys, "scores", "show", file, "--survey", code)
    rows = scores["scores"] if isinstance(scores, dict) else scores
    assert next(r for r in rows if "EASE" in (r.get("item"), r.get("code")))["n"] == 6
