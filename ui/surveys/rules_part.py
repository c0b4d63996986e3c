"""Where the panel that edits conditions is found; nothing stands there while there is none."""

from importlib import import_module
from importlib.util import find_spec

from PySide6.QtWidgets import QWidget

from ui.surveys.editing import Editing

# A function of (context, survey_id, question_id or None, section_id or None) that gives a widget.
RULES = "ui.surveys.rules_panel:rules_panel"


def rules_part(
    editing: Editing, question_id: int | None = None, section_id: int | None = None
) -> QWidget | None:
    """The conditions of a question or of a section, to be edited."""
    module, _colon, name = RULES.partition(":")
    if find_spec(module) is None:
        return None
    made: QWidget = getattr(import_module(module), name)(
        editing.context, editing.survey_id, question_id, section_id
    )
    return made
