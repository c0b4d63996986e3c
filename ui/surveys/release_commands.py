"""`cxdesk survey release`: how it stands with a survey before it goes out, and its release."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from cxdesk.i18n import _, number
from cxdesk.importing.unfinished import language_words, template_words, unfinished
from cxdesk.surveys.queries import survey_named
from cxdesk.surveys.versions import (
    before_release,
    missing_sentence,
    release,
)
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json
from ui.surveys.purpose_commands import say_untied

app = typer.Typer()


@app.command("release")
def release_survey(
    file: FileArgument,
    survey: SurveyOption = None,
    who: Annotated[str, typer.Option("--by", help="Who releases it.")] = "",
    note: Annotated[str, typer.Option("--note", help="What is new, in a few words.")] = "",
    override: Annotated[
        str, typer.Option("--override", help="Why it goes out without goal, decision or audience.")
    ] = "",
    today: Annotated[
        datetime | None, typer.Option("--today", formats=["%Y-%m-%d"], help="The day of the release.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say how it stands before a release; change nothing.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Release a survey: it is kept as it is under the next number, and the draft goes on.

    Template text, translations that are missing or stale and questions without a goal are said, and hinder nothing.
    """
    on = today.date() if today else None
    with opened(file) as project:
        row = project.read(survey_named, survey)
        before = project.read(before_release, row.id)
        left = project.read(unfinished, row.id)
        made = None
        if not check:
            made = project.run(_("Release the survey"), release, row.id, who, note, override, on)
    changes = [d.sentence for d in before.changes or ()]
    if as_json:
        recorded = override.strip() if before.missing and made is not None else ""
        say_json(
            {
                "survey": row.code,
                "version": made,
                "override": recorded,
                "changes": changes,
                "missing": list(before.missing),
                "template_text": [text.path for text in left.ours.left],
                "translations": [asdict(one) for one in left.languages],
                "questions_without_goal": before.untied,
            }
        )
        return
    if made is not None:
        say(_("“{name}” is released as version {n}.").format(name=row.name, n=number(made)))
    elif before.missing:
        say(missing_sentence(before.missing))
    elif not (left.ours.left or left.languages or before.untied):
        say(_("Nothing is left to do before “{name}” is released.").format(name=row.name))
    for sentence in changes:
        say(f"  {sentence}")
    if told := template_words(left):
        command = "cxdesk survey ours FILE"
        say(told + " " + _("They are listed by: {command}").format(command=command))
    for one in left.languages:
        for _flag, told in language_words(one):
            command = f"cxdesk survey translations FILE --language {one.language}"
            say(told + " " + _("They are listed by: {command}").format(command=command))
    say_untied(before.untied)
