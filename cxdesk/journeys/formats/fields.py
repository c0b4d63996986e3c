"""Which fields of a journey, stage, step, lane and card a document holds, and of which type each is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cxdesk.journeys.formats.sound import day_of, number_of, text_of, whole_of

CARD_FIELDS = (
    "text",
    "grade",
    "feeling",
    "moment_of_truth",
    "checked_on",
    "source",
    "source_n",
    "source_on",
    "quotation",
    "speaker",
    "is_template",
    "origin",
)
STEP_FIELDS = ("name", "customer_score", "employee_score", "business_score", "checked_on", "is_template")
STAGE_FIELDS = ("name", "duration", "in_focus", "locked", "is_template")
LANE_FIELDS = ("kind", "title", "whose", "internal", "locked")
JOURNEY_FIELDS = (
    "name",
    "persona",
    "about",
    "state",
    "takeaway",
    "made_on",
    "segment",
    "is_loop",
    "checked_on",
    "template",
    "ours",
    "customer_cut",
    "employee_cut",
    "business_cut",
)
_DATES = frozenset({"checked_on", "source_on", "made_on"})
_NUMBERS = frozenset({"feeling", "customer_score", "employee_score", "business_score"})
_CUTS = frozenset({"customer_cut", "employee_cut", "business_cut"})
_TRUTHS = frozenset({"moment_of_truth", "is_template", "in_focus", "locked", "internal", "is_loop"})


def fields_of(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields as a document holds them: days in ISO."""
    values = ((name, getattr(row, name)) for name in names)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def read_fields(row: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The named fields with their types; what is left out has its default."""
    found: dict[str, Any] = {}
    for name in names:
        value = row.get(name)
        if value is None or value == "":
            continue
        if name in _DATES:
            found[name] = day_of(value)
        elif name in _CUTS or name in _NUMBERS:
            found[name] = number_of(value, name)
        elif name in _TRUTHS:
            found[name] = bool(value)
        elif name == "source_n":
            found[name] = whole_of(value, name)
        else:
            found[name] = text_of(value, name)
    return found
