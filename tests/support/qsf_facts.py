"""What a Qualtrics survey file says of its own form: every key path with the type of its value, and every fixed word.

A fact is text: "SQ.Payload.Choices.*.Display: str" is a path and a type, "SQ.Payload.Selector = SAVR" a word of a closed
list, "question MC/SAVR/TX" a type of question, "operand q://*/SelectableChoice/*" the form of a reference.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

OURS: Final = "cxdesk"
# Keys that are numbers or names of things, not words of the format.
_ID: Final = re.compile(r"\d+|x\d+|QID\w*|[A-Z]{2}(-[A-Z]{2,3})?")
# A condition has one form wherever it stands.
_CONDITIONS: Final = ("DisplayLogic", "InPageDisplayLogic", "BranchLogic", "CustomValidation.Logic")
_WORDS: Final = (
    "Type", "QuestionType", "Selector", "SubSelector", "Operator", "LogicType", "Conjuction", "Condition", "ForceResponse",
    "ForceResponseType", "ContentType", "BlockLocking", "BlockVisibility", "RandomizeQuestions", "StarType",
    "QuestionDescriptionOption", "QuestionIsInLoop", "VariableType", "ClarifyingSymbolType", "EnforceRange", "TextEntry",
    "SkipToDestination", "ProjectCategory", "SchemaVersion", "SkinType", "SurveyStatus", "NumDecimals", "RandomizeAll",
    "FixedOrder", "PartialData", "SurveyExpiration", "SurveyTermination", "SurveyProtection", "NoIndex",
)  # fmt: skip
_OPERANDS: Final = ("LeftOperand", "ChoiceLocator", "Locator")


def facts_in(data: bytes) -> set[str]:
    """Every fact that a file shows."""
    whole = json.loads(data.decode("utf-8-sig"))
    found = set(_walked("SurveyEntry", whole.get("SurveyEntry")))
    for element in whole["SurveyElements"]:
        kind = element.get("Element")
        found |= {f"element {kind}", *_walked(str(kind), element)}
        payload = element.get("Payload")
        if kind == "SQ" and isinstance(payload, dict):
            names = (payload.get(n) for n in ("QuestionType", "Selector", "SubSelector"))
            found.add("question " + "/".join(str(n) for n in names if n))
    return found


def _walked(path: str, value: Any) -> Iterator[str]:
    path = _folded(path)
    yield f"{path}: {'int' if type(value) is float else type(value).__name__}"
    last = path.rsplit(".", 1)[-1].removesuffix("[]")
    if isinstance(value, str) and last in _WORDS and not value.startswith("QID") and not value.isdecimal():
        yield f"{path} = {value}"
    if isinstance(value, str) and last in _OPERANDS and value.startswith("q://"):
        yield "operand " + re.sub(r"(?<=/)(QID)?\d+", "*", value)
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != OURS:
                yield from _walked(f"{path}.{'*' if _ID.fullmatch(key) else key}", inner)
    elif isinstance(value, list):
        # Qualtrics writes a list where the keys are 0, 1, 2 ...
        numbered = last in ("Choices", "Answers") or path.endswith(
            ("BL.Payload", "SkipLogic", "BlockElements")
        )
        for inner in value:
            yield from _walked(f"{path}.*" if numbered else f"{path}[]", inner)


def _folded(path: str) -> str:
    for name in _CONDITIONS:
        before, found, after = path.partition(f".{name}")
        if found and before:
            return f"CONDITION{after}"
    return re.sub(r"(\.Flow\[\])+", ".Flow[]", path)
