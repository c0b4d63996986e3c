"""`cxdesk responses erase`: what goes, a question, and the erasing."""

from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.privacy.actions import Erased, Whom, erase, preview
from cxdesk.privacy.words import cant_be_undone, documents_to_recall, erased_sentence, what_goes, what_stays
from cxdesk.responses.actions import round_named
from cxdesk.responses.desk import key_there
from cxdesk.responses.queries import known_round
from cxdesk.responses.quota_counts import newest_round
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json


def erase_respondent(
    file: FileArgument,
    respondent: Annotated[
        str, typer.Option("--respondent", help="Key of the answer, or the mail address behind a pseudonym.")
    ] = "",
    sheet: Annotated[
        str, typer.Option("--sheet", metavar="NUMBER", help="A paper form that was typed in, by its number.")
    ] = "",
    round_name: Annotated[
        str | None, typer.Option("--round", help="The survey round of the form; the newest when left out.")
    ] = None,
    survey: SurveyOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking; it can't be undone.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Erase a respondent from the file and its backups for good; with --json but without --yes, only say what would go."""
    with opened(file) as project:
        if project.read_only:
            raise UserError(_("This file is open for reading only, so nothing can be changed in it."))
        whom = Whom(respondent, project.read(survey_named, survey).id if survey else None)
        if bool(respondent.strip()) == bool(sheet.strip()):
            raise UserError(_("Say whom to erase by one of --respondent and --sheet."))
        if sheet.strip():
            whom = Whom(project.read(_key_of_sheet, survey, round_name, sheet))
        if as_json and not yes:
            say_json(_as_json(preview(project, whom), False, []))
            return
        if not yes:
            _show(preview(project, whom))
            if not typer.confirm(_("Erase this respondent for good?"), default=False):
                raise UserError(_("Nothing was erased."))
        noticed = len(project.notices)
        done = erase(project, whom)
        left = project.notices[noticed:]
    if as_json:
        say_json(_as_json(done, True, left))
        return
    for sentence in (erased_sentence(done), *documents_to_recall(done), *left):
        say(sentence)


def _key_of_sheet(session: Session, survey: str | None, round_name: str | None, sheet: str) -> str:
    row = survey_named(session, survey)
    if round_name is None:
        place = newest_round(session, row.id)
    else:
        place = round_named(session, row.id, known_round(session, row.id, round_name))
    if place is None:
        raise UserError(_("This survey has no survey round yet."))
    return key_there(session, place, sheet)


def _show(told: Erased) -> None:
    say(cant_be_undone())
    for line in what_goes(told):
        say("  " + line)
    for sentence in (*told.unread, *documents_to_recall(told), *what_stays()):
        say(sentence)


def _as_json(told: Erased, erased: bool, left: list[str]) -> dict[str, Any]:
    return {
        "erased": erased,
        "answers": told.responses,
        "places": told.places,
        "documents": [
            {"title": d.title, "language": d.language, "version": d.version, "made_at": d.made_at}
            for d in told.documents
        ],
        "damaged": list(told.unread),
        "left": left,
    }
