"""What an answer must be like, as Qualtrics' validation: one way of checking it, and whether it must be given."""

from contextlib import suppress
from typing import Any, Final

from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.formats.conditions_parsed import NotSimple
from cxdesk.surveys.formats.qsf_logic_out import Logic
from cxdesk.surveys.looks import look_of

Settings = dict[str, Any]
OFF: Final[Settings] = {"ForceResponse": "OFF", "Type": "None"}
_ON: Final[Settings] = {"ForceResponse": "ON", "ForceResponseType": "ON", "Type": "None"}


def validation(q: QuestionSpec, logic: Logic) -> Settings:
    """The settings; a rule of the question's own comes before its limits."""
    found = dict(_ON if q.required else OFF)
    if q.rules.get("valid"):
        with suppress(NotSimple):
            return found | {
                "Type": "CustomValidation",
                "CustomValidation": {"Logic": logic.expression(q.rules["valid"])},
            }
    return found | limited(q)


def limited(q: QuestionSpec) -> Settings:
    """The limits of an answer, or nothing."""
    own, look = q.settings, look_of(q)
    if q.kind == "multiple" and ("least" in own or "most" in own):
        return _choices(q)
    if q.kind == "number" and look == "number":
        limits = {there: str(own.get(here, "")) for here, there in (("min", "Min"), ("max", "Max"))}
        return {
            "Type": "ContentType",
            "ContentType": "ValidNumber",
            "ValidNumber": limits | {"NumDecimals": ""},
        }
    if q.kind == "number" and "total" in own:
        return {"Type": "ChoicesTotal", "EnforceRange": "ON", "ChoiceTotal": str(own["total"])}
    if q.kind == "text" and own.get("characters"):
        return {"Type": "TotalChar", "TotalChars": str(own["characters"])}
    return {}


def _choices(q: QuestionSpec) -> Settings:
    """How many options; a range has both ends."""
    least, most = q.settings.get("least"), q.settings.get("most")
    if most is None:
        return {"Type": "MinChoices", "MinChoices": str(least)}
    low = least if least is not None else 1 if q.required else 0
    return {"Type": "ChoiceRange", "MinChoices": str(low), "MaxChoices": str(most)}
