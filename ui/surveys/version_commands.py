"""`cxdesk survey versions`, `compare` and `bring-back`: what went out, and what changed since."""

from dataclasses import asdict
from typing import Annotated

import typer

from cxdesk.i18n import _, day, number
from cxdesk.responses.actions import set_version
from cxdesk.responses.queries import known_round, round_rows
from cxdesk.responses.staff import described_for_showing
from cxdesk.surveys.aims import Aims, aims, aims_of
from cxdesk.surveys.queries import survey_named
from cxdesk.surveys.restoring import bring_back
from cxdesk.surveys.versions import (
    VersionRow,
    differences_with_aims,
    override_rows,
    version,
    version_numbered,
    version_rows,
    words_of_undone,
)
from ui.console import FileArgument, JsonOption, SurveyOption, opened, say, say_json, say_table

app = typer.Typer()


@app.command("versions")
def list_versions(
    file: FileArgument,
    survey: SurveyOption = None,
    round_name: Annotated[
        str, typer.Option("--round", help="A survey round, to say which version it asked.")
    ] = "",
    asked: Annotated[int | None, typer.Option("--asked", min=1, help="The version that round asked.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the releases of a survey, the latest first; or say which of them a round asked."""

    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        if round_name and asked is not None:
            known = project.read(known_round, survey_id, round_name)
            round_id = next(r.id for r in project.read(round_rows, survey_id) if r.name == known)
            row = project.read(version_numbered, survey_id, asked)
            project.run(_("Say which version a round asked"), set_version, round_id, row.id)
        rows = project.read(version_rows, survey_id)
        undone = [r for r in project.read(override_rows, survey_id) if not r.stands]
    if as_json:
        say_json([asdict(r) for r in rows])
        return
    for taken_back in undone:
        say(words_of_undone(taken_back))
    if not rows:
        say(_("This survey was not released yet."))
    else:
        header = [_("Version"), _("Released"), _("By"), _("Questions"), _("Note"), _("Released without goal")]
        say_table(header, [_cells(r) for r in rows], frozenset({0, 3}))


def _cells(row: VersionRow) -> list[str]:
    when = day(row.released_at.date())
    return [
        number(row.number),
        when,
        row.released_by or "–",
        number(row.questions),
        row.note,
        row.override or "–",
    ]


@app.command("compare")
def compare_versions(
    file: FileArgument,
    survey: SurveyOption = None,
    since: Annotated[
        int | None, typer.Option("--from", min=1, help="The older version; the last one when left out.")
    ] = None,
    until: Annotated[
        int | None, typer.Option("--to", min=1, help="The newer version; the draft when left out.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is different between two releases of a survey, or since one in the draft."""
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        rows = project.read(version_rows, survey_id)
        old = project.read(version_numbered, survey_id, since or (rows[0].number if rows else 1))
        before, was_for = project.read(version, old.id), project.read(aims_of, old.id)
        is_for: Aims | None
        if until is None:
            after, is_for = project.read(described_for_showing, survey_id), project.read(aims, survey_id)
        else:
            newer = project.read(version_numbered, survey_id, until).id
            after, is_for = project.read(version, newer), project.read(aims_of, newer)
    found = differences_with_aims(before, after, was_for, is_for)
    if as_json:
        say_json([{"sort": d.sort, "question": d.code, "sentence": d.sentence} for d in found])
        return
    if not found:
        say(_("Nothing is different."))
    for difference in found:
        say(difference.sentence)


@app.command("bring-back")
def bring_version_back(
    file: FileArgument,
    number_: Annotated[int, typer.Argument(metavar="VERSION", min=1, help="The version to bring back.")],
    survey: SurveyOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an old version of a survey the draft again, with what it was for and its touch points."""
    with opened(file) as project:
        survey_id = project.read(survey_named, survey).id
        row = project.read(version_numbered, survey_id, number_)
        notes = project.run(_("Bring a version back"), bring_back, row.id)
    if as_json:
        say_json({"version": row.number, "notes": list(notes)})
        return
    say(_("The version is the draft again."))
    for note in notes:
        say(note)
