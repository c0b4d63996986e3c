"""Our own questionnaire beside exported answers: a `Definition` as JSON, with what the columns of the table are."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec

MARK: Final = "cxdesk_questionnaire"
VERSION: Final = 2
ENDING: Final = ".questions.json"
_PARTS: Final = frozenset(part.name for part in fields(Definition))
_QUESTION_PARTS: Final = frozenset(part.name for part in fields(QuestionSpec))


@dataclass(frozen=True, slots=True)
class Companion:
    """What is told of an exported table: its survey, and which of its columns hold facts about the response."""

    definition: Definition
    facts: Mapping[str, str] = field(default_factory=dict)


def is_one(data: bytes) -> bool:
    """Whether a file begins as ours do."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(f'{{"{MARK}"'.encode())


def to_json(companion: Companion) -> str:
    """The companion as one JSON document."""
    told = {
        MARK: VERSION,
        "facts": dict(companion.facts),
        "survey": asdict(companion.definition),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def document_of(definition: Definition) -> dict[str, Any]:
    """A definition as plain data, to be kept whole."""
    whole: dict[str, Any] = json.loads(json.dumps(asdict(definition), ensure_ascii=False))
    return whole


def definition_of(document: dict[str, Any]) -> Definition:
    """The definition that `document_of` gave; what else is kept beside it is left alone."""
    return _definition({name: value for name, value in document.items() if name in _PARTS})


def question_document(spec: QuestionSpec) -> dict[str, Any]:
    """One question as plain data."""
    whole: dict[str, Any] = json.loads(json.dumps(asdict(spec), ensure_ascii=False))
    return whole


def question_of(document: dict[str, Any]) -> QuestionSpec:
    """The question that `question_document` gave; what else is kept beside it is left alone."""
    return _question({name: value for name, value in document.items() if name in _QUESTION_PARTS})


def from_json(text: str, name: str = "") -> Companion:
    """The companion that `to_json` wrote; raises UserError where it is damaged or of a newer cxdesk."""
    try:
        told = json.loads(text)
        if int(told[MARK]) > VERSION:
            raise UserError(
                _("“{name}” was made by a newer cxdesk. Update cxdesk to read it.").format(name=name)
            )
        return Companion(_definition(told["survey"]), dict(told["facts"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(
            _("The questionnaire “{name}” is damaged. Export the answers again.").format(name=name)
        ) from error


def _definition(told: dict[str, Any]) -> Definition:
    lists = {name: tuple(told[name]) for name in ("languages", "notes")}
    # Older files have no marks but on questions.
    lists["template_texts"] = tuple(told.get("template_texts", ()))
    return Definition(**told | lists | {"sections": tuple(_section(s) for s in told["sections"])})


def _section(told: dict[str, Any]) -> SectionSpec:
    rest = {name: value for name, value in told.items() if name != "questions"}
    # The first version called them questions, for nothing else could stand there.
    elements = told["elements"] if "elements" in told else told["questions"]
    marked = tuple(rest.get("template_texts", ()))
    return SectionSpec(**rest | {"elements": tuple(_question(q) for q in elements), "template_texts": marked})


def _question(told: dict[str, Any]) -> QuestionSpec:
    return QuestionSpec(
        **told
        | {
            "scale": ScaleSpec(**told["scale"]) if told["scale"] else None,
            "choices": tuple(_choice(c) for c in told["choices"]),
            "items": tuple(_item(i) for i in told["items"]),
            "blanks": tuple((str(token), int(kind)) for token, kind in told["blanks"]),
            **{name: tuple(told[name]) for name in ("sources", "ticked", "unticked")},
        }
    )


def _choice(told: dict[str, Any]) -> ChoiceSpec:
    return ChoiceSpec(**told | {"values": tuple(told["values"])})


def _item(told: dict[str, Any]) -> ItemSpec:
    option = _choice(told["option"]) if told["option"] else None
    return ItemSpec(**told | {"sources": tuple(told["sources"]), "option": option})
