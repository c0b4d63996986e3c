"""The plan of an import with all that the command line said of it, and the options that say it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.importing import mapping, recipe, target
from cxdesk.importing.plan import KINDS, ImportPlan
from cxdesk.importing.target import Target
from cxdesk.project import Project
from cxdesk.surveys.queries import survey_named

Settings = Annotated[
    Path | None, typer.Option("--settings", help="Import settings that were exported before.")
]
DayFirst = Annotated[bool | None, typer.Option("--day-first/--month-first", help="For undecided dates.")]


def aimed(
    project: Project,
    plan: ImportPlan,
    survey: str | None,
    new_survey: bool,
    settings: Path | None,
    maps: list[str],
    kinds: list[str],
) -> Target:
    """The plan with all that was said, for the survey that was named or is proposed."""
    aim = project.read(target.proposed, plan, settings is None)
    survey_id = project.read(survey_named, survey).id if survey else None if new_survey else aim.survey_id
    plan = recipe.applied_from(settings, plan) if settings is not None else aim.plan
    plan = with_kinds(plan, kinds)
    for text in maps:
        column, _sign, question = text.partition("=")
        if survey_id is None:
            raise UserError(_("--map needs a survey that is there already. Name it with --survey."))
        plan = project.read(target.tied_by_name, plan, survey_id, column, question)
    said = project.read(target.aimed, plan, survey_id)
    return replace(said, why=aim.why, remembered=aim.remembered)


def with_kinds(plan: ImportPlan, kinds: Iterable[str]) -> ImportPlan:
    for text in kinds:
        column, _sign, kind = text.rpartition("=")
        keys = [c.key for c in plan.columns if column in (c.header, c.code, c.source_id)]
        if kind not in KINDS or len(keys) != 1:
            sentence = _("“{text}” names no column and kind. Kinds are: {kinds}.")
            raise UserError(sentence.format(text=text, kinds=", ".join(KINDS)))
        plan = mapping.with_kind(plan, keys[0], kind)
    return plan


def decided(plan: ImportPlan, day_first: bool | None) -> ImportPlan:
    """The plan with the person's word on dates, or with what the first open question needs said."""
    for column in plan.open_questions:
        if column.date is not None and column.date.order == "undecided" and day_first is not None:
            plan = mapping.with_date_order(plan, column.key, "day" if day_first else "month")
        elif column.date is not None:
            raise UserError(
                _("The dates in “{column}” can be read two ways. Say --day-first or --month-first.").format(
                    column=column.header
                )
            )
    return plan
