"""From a template to a score without a server: a survey is begun, released, sent as a form, and its answers count."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy.orm import Session

from cxdesk.project import Project
from cxdesk.responses.aggregate import people
from cxdesk.responses.collecting import collect
from cxdesk.responses.model import LiveResponse
from cxdesk.surveys.model import Survey
from cxdesk.surveys.versions import release
from exports.questionnaire.field_names import field_name
from exports.questionnaire.form_answers import read_form
from tests.support.commands import refused, said


def filled(form: Path, copy: Path, values: dict[str, str]) -> Path:
    """A copy of the form as a viewer saves it."""
    writer = PdfWriter(clone_from=BytesIO(form.read_bytes()))
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(copy)
    return copy


def set_languages_of(session: Session, languages: list[str]) -> None:
    """The languages of the survey, the first one first."""
    session.get_one(Survey, 1).languages = languages


@pytest.mark.filterwarnings("ignore")
def test_a_template_is_released_filled_in_as_a_form_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, form = tmp_path / "ours.cxdesk", tmp_path / "form.pdf"
    Project.create(file).close()
    made = said(capsys, "survey", "new", file, "--template", "post_repair", "--language", "nl")
    code = made["survey"] if isinstance(made, dict) else made[0]["survey"]
    assert "decision" in refused(capsys, "survey", "release", file, "--survey", code)
    said(capsys, "survey", "release", file, "--survey", code, "--override", "A trial at one depot")
    said(
        capsys,
        "survey",
        "export",
        file,
        "--survey",
        code,
        "--format",
        "form-pdf",
        "--language",
        "nl",
        "-o",
        form,
    )

    fields = set(PdfReader(BytesIO(form.read_bytes())).get_fields() or {})
    ease, again = field_name("EASE"), field_name("SOLVED")
    assert {ease, again} <= fields
    values = [{ease: f"/{n}", again: "/1"} for n in (7, 6, 2)]
    copies = [filled(form, tmp_path / f"{n}.pdf", each) for n, each in enumerate(values)]
    stored = said(capsys, "responses", "collect", file, *copies)
    assert [o["result"] for o in stored] == ["stored"] * 3
    assert [o["result"] for o in said(capsys, "responses", "collect", file, copies[0])] == ["known"]

    scores = said(capsys, "scores", "show", file, "--survey", code)
    rows = scores["scores"] if isinstance(scores, dict) else scores
    effort = next(r for r in rows if r.get("item") == "EASE" or r.get("code") == "EASE")
    assert effort["n"] == 3
    assert effort["value"] == pytest.approx(200 / 3, abs=0.1)

    fourth = filled(form, tmp_path / "4.pdf", {ease: "/5", again: "/2"})
    project = Project.open(file)
    assert [o.result for o in collect(project, [fourth], read_form=read_form)] == ["stored"]
    assert project.read(people, 1)["n"].to_list() == [4]
    assert project.undo() == "Take in the answers of 1 person"
    assert project.read(people, 1)["n"].to_list() == [3]
    project.redo()
    assert project.read(people, 1)["n"].to_list() == [4]

    project.run("English first", lambda s: set_languages_of(s, ["en", "nl"]))
    project.run("Release", release, 1, override="another language first")
    project.close()
    said(
        capsys, "survey", "export", file, "--survey", code, "--format", "form-pdf", "--language", "nl", "-o", form
    )  # fmt: skip
    said(capsys, "responses", "collect", file, filled(form, tmp_path / "5.pdf", {ease: "/6", again: "/1"}))
    project = Project.open(file)
    assert project.read(lambda s: [r.language for r in s.query(LiveResponse)])[-1] == "nl"
    project.close()


@pytest.mark.filterwarnings("ignore")
def test_a_form_of_another_survey_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other, form = tmp_path / "ours.cxdesk", tmp_path / "other.cxdesk", tmp_path / "form.pdf"
    for path, template in ((file, "complaint"), (other, "call_centre")):
        Project.create(path).close()
        said(capsys, "survey", "new", path, "--template", template)
    said(capsys, "survey", "export", other, "--format", "form-pdf", "--language", "en", "-o", form)
    assert "no survey in this file" in refused(capsys, "responses", "collect", file, form)
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert "can’t be read" in refused(capsys, "responses", "collect", file, tmp_path / "x.pdf")
