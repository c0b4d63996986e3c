"""Where a file belongs: into the survey its source went into last time, into one that has its questions, or anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Protocol

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.importing import links, recipe
from cxdesk.importing.kept import original_of
from cxdesk.importing.onto import PROPOSED, Onto, likely_survey, onto, tie
from cxdesk.importing.plan import ImportPlan
from cxdesk.importing.recipe import Remembered
from cxdesk.surveys.queries import survey_rows, whole


class Reads(Protocol):
    """What is needed of the open file."""

    def read(self, query: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Ask the file something."""


Why = Literal["remembered", "alike", "said", "new"]


@dataclass(frozen=True, slots=True)
class Target:
    """The plan as it will be carried out; `laid` says what is new, gone and changed in the survey."""

    plan: ImportPlan
    survey_id: int | None
    why: Why
    remembered: Remembered | None = None
    laid: Onto | None = None


def proposed(session: Session, plan: ImportPlan, settings: bool = True) -> Target:
    """The plan with its source's remembered settings, laid onto the survey it most likely belongs to."""
    known = recipe.find(session, plan.detection) if settings else None
    if known is not None:
        as_before = recipe.applied(plan, known.data)
        if _is_another(session, as_before, known.survey_id):
            # Another survey of the same tool: its columns have the same names and mean something else.
            known = None
        else:
            plan = as_before
    survey_id = known.survey_id if known is not None else None
    why: Why = "remembered"
    if survey_id is None:
        survey_id = likely_survey(plan, [whole(session, s.id) for s in survey_rows(session)])
        why = "alike"
    return replace(
        aimed(session, plan, survey_id), why=why if survey_id is not None else "new", remembered=known
    )


def _is_another(session: Session, plan: ImportPlan, survey_id: int | None) -> bool:
    if survey_id is None:
        return False
    return onto(plan, whole(session, survey_id), guessed=True).known_share < PROPOSED


def aimed(session: Session, plan: ImportPlan, survey_id: int | None) -> Target:
    """The plan for a survey that the person named, or for a new one."""
    if survey_id is None:
        plan = links.with_links(session, replace(plan, survey_id=None, items=()))
        return Target(plan, None, "said")
    laid = onto(plan, whole(session, survey_id))
    return Target(links.with_links(session, laid.plan), survey_id, "said", laid=laid)


def tied_by_name(
    session: Session, plan: ImportPlan, survey_id: int, column: str, question: str
) -> ImportPlan:
    """The person's word, by names: a column of the file means a question of the survey, or a "new" one."""
    keys = [c.key for c in plan.columns if column in (c.header, c.code, c.source_id)]
    if len(keys) != 1:
        sentence = _("There is no column “{name}” in the file. There are: {names}.")
        raise UserError(sentence.format(name=column, names=listed(c.header for c in plan.columns)))
    if question == "new":
        return tie(plan, keys[0], None)
    survey = whole(session, survey_id)
    items = [
        i.id
        for q in survey.questions
        for i in q.items
        if question == i.code or (question == q.code and len(q.items) == 1)
    ]
    if len(items) != 1:
        codes = listed(i.code for q in survey.questions for i in q.items)
        sentence = _("There is no question “{name}” in the survey. There are: {names}.")
        raise UserError(sentence.format(name=question, names=codes))
    return tie(plan, keys[0], items[0])


def write_original(project: Reads, batch_id: int, folder: Path) -> Path:
    """The file that an import read, out of the project into a folder; UserError when it was not kept."""
    found = project.read(original_of, batch_id)
    if found is None:
        sentence = _(
            "The file of import {n} was not kept: it was too large, it holds personal data that is not stored, "
            "or it was asked not to be."
        )
        raise UserError(sentence.format(n=batch_id))
    name, data = found
    path = folder / (Path(name).name or "original")
    path.write_bytes(data)
    return path


@contextmanager
def original_on_disk(project: Reads, batch_id: int) -> Iterator[Path]:
    """The file that an import read, out of the project, for as long as it is read anew."""
    with TemporaryDirectory(prefix="cxdesk") as folder:
        yield write_original(project, batch_id, Path(folder))
