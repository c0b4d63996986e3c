"""The web page of a survey in the file: its newest released version, else the draft, with the sender's look."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.queries import account_keyed
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.assemble_page import brand_of
from cxdesk.planning.customer_plan import Brand
from cxdesk.project import Project
from cxdesk.responses.staff import described_for_showing
from cxdesk.storage.assets import load
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.formats.carried import Written
from cxdesk.surveys.formats.own import definition_of
from cxdesk.surveys.in_languages import in_languages
from cxdesk.surveys.logic.quotas import quotas_of
from cxdesk.surveys.model import Survey, SurveyVersion
from exports.questionnaire_html.page import pictures_of, questionnaire_html


def write(project: Project, survey_id: int, languages: Sequence[str] = (), account: str = "") -> Written:
    """The page as bytes; notes say when it is of a draft, and that it knows nothing of quotas.

    `account` is the key or the name of the one customer it is for; an unknown one is a UserError.
    """
    key = project.read(account_keyed, account).key if account.strip() else ""
    if key and project.read(newest, survey_id)[0].promise == "anonymous":
        raise UserError(
            _(
                "This survey promises that nobody can see who answers, so no customer can be named in its page."
            )
        )
    page, number, quotas = project.read(_page, survey_id, tuple(languages), key)
    notes = []
    if not number:
        notes.append(
            _(
                "This is the draft. Answers to it fit as long as its questions stay as they are; release it first."
            )
        )
    if quotas:
        notes.append(
            _(
                "The page can’t know how many have answered, so quotas end nobody’s survey there. Answers beyond a"
                " quota are kept and marked when they are collected."
            )
        )
    return Written(page.encode(), tuple(notes))


def newest(session: Session, survey_id: int) -> tuple[Definition, int]:
    """What respondents are asked: the newest version and its number, or the draft and 0."""
    row = session.scalar(
        select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey_id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
    )
    if row is None:
        return described_for_showing(session, survey_id), 0
    return definition_of(row.document), row.number


def _page(
    session: Session, survey_id: int, languages: tuple[str, ...], account: str
) -> tuple[str, int, bool]:
    definition, number = newest(session, survey_id)
    spoken = languages or definition.languages
    unknown = [code for code in spoken if code not in definition.languages]
    if unknown:
        sentence = _("The survey is not written in “{language}”.")
        raise UserError(sentence.format(language=unknown[0]))
    code = session.get_one(Survey, survey_id).code
    brand: Brand = brand_of(session, spoken[0], "")
    told = in_languages(definition, spoken)
    pictures = {name: load(session, name) or b"" for name in pictures_of(told)}
    page = questionnaire_html(told, spoken, brand, number, code, pictures, account)
    return page, number, bool(quotas_of(definition))
