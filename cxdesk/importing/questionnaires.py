"""A questionnaire without answers becomes a survey of its own."""

from pathlib import Path

from cxdesk.i18n import _
from cxdesk.importing.actions import Runs
from cxdesk.surveys import actions as surveys
from cxdesk.surveys.definition import Definition


def import_questionnaire(project: Runs, definition: Definition, path: Path) -> int:
    """Make the survey in one step and return its number; what could not be taken over is in the notes."""
    label = _("Import “{name}”").format(name=path.name)
    survey_id: int = project.run(label, surveys.build, definition)
    return survey_id
