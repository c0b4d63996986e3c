"""`cxdesk responses erase`: what goes, a question, and the erasing."""

from typing import Annotated, Any

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.privacy.actions import Erased, Whom, erase, preview
from cxdesk.privacy.words import cant_be_undone, documents_to_recall, erased_sentence, what_goes, what_stays
from cxdesk.surveys.queries import survey_named
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json


def erase_respondent(
    file: FileArgument,
    respondent: Annotated[
        str, typer.Option("--respondent", help="Key of the answer, or the mail address behind a pseudonym.")
    ],
    survey: SurveyOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking; it can't be undone.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Erase a respondent from the file and its backups for good; with --json but without --yes, only say what would go."""
    with opened(file) as project:
        if project.read_only:
            raise UserError(_("This file is open for reading only, so nothing can be changed in it."))
        whom = Whom(respondent, project.read(survey_named, survey).id if survey else None)
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
