"""From a survey in the file to paper: what window and command line do alike."""

import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, _, language, number
from cxdesk.planning.assemble_page import brand_of
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.wording import FIRM, written
from cxdesk.progress import Progress, no_progress
from cxdesk.project import Project
from cxdesk.responses.staff import described_for_showing
from cxdesk.storage.model import Asset
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats.own import definition_of, document_of
from cxdesk.surveys.model import SurveyVersion
from cxdesk.surveys.versions import version_rows
from exports.questionnaire.options import Options, new_sheets
from exports.questionnaire.pdf import Questionnaire, form_map, printed
from exports.writing import write_file

MAP_ENDING = ".boxes.json"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: `copies` get an id each; `fillable` is a form for a screen.

    `account` is the key or the name of the one customer whose answers a form brings.
    """

    language: str = "en"
    paper: str = "A4"
    columns: int = 1
    big: bool = False
    copies: int = 1
    fillable: bool = False
    account: str = ""


def language_of(project: Project, survey_id: int, wanted: str = "") -> str:
    """The language asked for, else that of the window where the survey has it, else the survey's first."""
    if wanted:
        return wanted
    there = project.read(described_for_showing, survey_id).languages
    return language() if language() in there else next((code for code in there if code in LANGUAGES), "en")


def questionnaire_of(
    project: Project, survey_id: int, wish: Wish, progress: Progress = no_progress
) -> Questionnaire:
    """The survey as it stands, drawn; UserError where it can't be printed in that language or for that customer."""
    definition = project.read(described_for_showing, survey_id)
    options = Options(
        paper=wish.paper,
        columns=wish.columns,
        big=wish.big,
        sheets=new_sheets(wish.copies),
        fillable=wish.fillable,
        sender=project.read(_sender, wish.language),
        pictures=project.read(_pictures, definition),
        version=project.read(_version, survey_id, definition),
        account=_account(project, definition, wish),
    )
    return printed(definition, wish.language, options, progress)


def draft_note(project: Project, survey_id: int) -> str:
    """That the survey is no release as it stands, where there is one: what comes back is read as a release asks."""
    rows = project.read(version_rows, survey_id)
    if not rows or project.read(_version, survey_id, project.read(described_for_showing, survey_id)):
        return ""
    return _(
        "This is the draft, which is not what version {n} asks. Release it before it goes out: sheets that come back"
        " are typed in as a version asks."
    ).format(n=number(rows[0].number))


def _account(project: Project, definition: Definition, wish: Wish) -> str:
    """The key of the customer that is asked for."""
    if not wish.account.strip():
        return ""
    if not wish.fillable:
        raise UserError(
            _("A sheet of paper is for anybody: the customer is typed in with it. Choose a PDF to fill in.")
        )
    if definition.promise == "anonymous":
        raise UserError(
            _(
                "This survey promises that nobody can see who answers, so no customer can be named in its form."
            )
        )
    return project.read(account_keyed, wish.account).key


def write_questionnaire(made: Questionnaire, target: Path, with_map: bool = False) -> list[Path]:
    """Write the PDF, and beside it where its boxes are."""
    paths = [write_file(target, lambda part: part.write_bytes(made.pdf))]
    if with_map:
        text = json.dumps(form_map(made), ensure_ascii=False, indent=1)
        beside = target.with_name(target.stem + MAP_ENDING)
        paths.append(write_file(beside, lambda part: part.write_text(text, encoding="utf-8")))
    return paths


def _sender(session: Session, code: str) -> Brand:
    """Who asks: our name, address and where to reach us, in the respondent's language where there is one."""
    brand = brand_of(session, code, "")
    for lang in (code, *LANGUAGES):
        said = written(session, "firm", FIRM, lang)
        if said:
            address, contact = (said[name].text if name in said else "" for name in ("address", "contact"))
            return Brand(brand.name, brand.accent, brand.logo, address, contact, brand.paper)
    return brand


def _pictures(session: Session, definition: Definition) -> dict[str, bytes]:
    """The pictures that answers show, by the digest they are named by."""
    named = {
        str(c.settings["picture"])
        for q in definition.questions
        for c in q.choices
        if c.settings.get("picture")
    }
    found = session.execute(select(Asset.sha256, Asset.data).where(Asset.sha256.in_(named)))
    return {row.sha256: row.data for row in found}


def _version(session: Session, survey_id: int, definition: Definition) -> str:
    """The number of the released version that says the same; nothing for a draft."""
    mine = definition_of(document_of(definition))
    rows = session.execute(
        select(SurveyVersion.number, SurveyVersion.document)
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
    )
    return next((str(n) for n, document in rows if definition_of(document) == mine), "")
