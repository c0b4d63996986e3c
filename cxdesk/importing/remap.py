"""An import read anew, with other settings, from the file that was kept with it."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.importing import detect, kept, mapping, recipe
from cxdesk.importing.actions import Runs, pack_anew, prepare, store_anew
from cxdesk.importing.detect import Asked
from cxdesk.importing.onto import onto
from cxdesk.importing.plan import ImportPlan
from cxdesk.importing.recipe import without_names
from cxdesk.importing.storing import Imported, Prepared
from cxdesk.importing.target import original_on_disk
from cxdesk.paths import refuse_missing
from cxdesk.progress import Progress, no_progress
from cxdesk.responses.model import ImportBatch, Round
from cxdesk.responses.staff import names_in, withheld
from cxdesk.responses.why import ERASED_ROWS
from cxdesk.surveys.queries import whole


def again(
    project: Runs,
    batch_id: int,
    change: Callable[[ImportPlan], ImportPlan],
    progress: Progress = no_progress,
    now: datetime | None = None,
    source: Path | None = None,
) -> Imported:
    """Read an import's own file with a changed plan and put the result in its place, as one step.

    `source` is that file where the person still has it. Raises UserError when it is another file, when none was
    given or kept, or when later imports corrected its answers.
    """
    if source is not None:
        project.read(check_same_file, batch_id, source)
    with nullcontext(source) if source is not None else original_on_disk(project, batch_id) as path:
        plan = change(plan_of_import(project, batch_id, path, progress))
        return carry_out(project, prepare_alone(project, plan, batch_id, progress), batch_id, progress, now)


def check_same_file(session: Session, batch_id: int, source: Path) -> None:
    """Refuse a file that is not, byte for byte, the one that was imported."""
    place_of(session, batch_id)
    refuse_missing(source)
    row = session.get_one(ImportBatch, batch_id)
    if kept.sha256_of(source) != row.source_sha256:
        sentence = _(
            "“{name}” is not the file of import {n}, or it was changed since. Import it as a new one."
        )
        raise UserError(sentence.format(name=source.name, n=batch_id))


def carry_out(
    project: Runs,
    ready: Prepared,
    batch_id: int,
    progress: Progress = no_progress,
    now: datetime | None = None,
) -> Imported:
    """Put what was read anew in the place of the import, as one step."""
    place = project.read(place_of, batch_id)
    packed = pack_anew(project, ready, progress)
    label = _("Read “{name}” anew").format(name=place.source_name)
    done: Imported = project.run(label, store_anew, packed, batch_id, place.round, now or datetime.now())
    return done


def plan_of_import(project: Runs, batch_id: int, path: Path, progress: Progress = no_progress) -> ImportPlan:
    """The plan of an import, made anew for its file with the settings of then."""
    data = project.read(settings_of_import, batch_id)
    asked = Asked(header_rows=data.get("header_rows"), format=data.get("format"))
    plan = mapping.suggest(detect.sniff(path, progress, asked), progress)
    return recipe.applied(plan, data)


def settings_of_import(session: Session, batch_id: int) -> dict[str, Any]:
    """The settings an import was read with, as they can be exported."""
    row = session.get(ImportBatch, batch_id)
    if row is None or not row.settings:
        raise UserError(_("There are no settings of import {n} in this file.").format(n=batch_id))
    settings = {name: value for name, value in row.settings.items() if name != ERASED_ROWS}
    return without_names(settings, names_in(session, withheld(session)))


def prepare_alone(
    project: Runs, plan: ImportPlan, batch_id: int, progress: Progress = no_progress
) -> Prepared:
    """The file laid onto its survey, held against nothing: its own answers are about to be replaced."""
    survey_id = project.read(place_of, batch_id).survey_id
    alone = project.read(_is_alone, survey_id)
    laid = onto(plan, project.read(whole, survey_id), reshape=alone).plan
    return replace(prepare(project, laid, survey_id=survey_id, progress=progress, hold=False), compared=None)


def _is_alone(session: Session, survey_id: int) -> bool:
    """Whether a survey has one import only, so that no other answers depend on the shape of its questions."""
    query = select(func.count(ImportBatch.id)).join(Round, Round.id == ImportBatch.round_id)
    return session.scalar(query.where(Round.survey_id == survey_id, ImportBatch.state == "live")) == 1


@dataclass(frozen=True, slots=True)
class Anew:
    """What the wizard is opened on to read an import anew; `source` is its file where none was kept."""

    batch_id: int
    source: Path | None = None


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """Where an import's answers are."""

    source_name: str
    survey_id: int
    round: str


def place_of(session: Session, batch_id: int) -> ImportPlace:
    """The survey and round of an import that counts."""
    row = session.get(ImportBatch, batch_id)
    if row is None or row.state != "live":
        raise UserError(_("There is no import {n} in this file.").format(n=batch_id))
    place = session.get_one(Round, row.round_id)
    return ImportPlace(row.source_name, place.survey_id, place.name)
