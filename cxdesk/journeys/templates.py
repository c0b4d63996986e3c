"""Ready-made journeys to begin with: starting points in five languages, marked until they are made one's own."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed
from cxdesk.journeys.actions import INTERNAL_KINDS
from cxdesk.journeys.formats.document import create_from
from cxdesk.journeys.formats.draft import Draft
from cxdesk.journeys.kinds import CURVES
from cxdesk.paths import resource

# The most general first, then by how often they are begun with.
KEYS = (
    "seven_stages",
    "service_blueprint",
    "b2b_onboarding",
    "installation_and_repair",
    "complaint",
    "employee_journey",
    "jobs_to_be_done",
)


@dataclass(frozen=True, slots=True)
class Template:
    """One template as it is chosen: its words in a language and how large it is."""

    key: str
    name: str
    about: str
    stages: int
    steps: int


def templates(language: str) -> list[Template]:
    """All templates in a language."""
    found = []
    for key in KEYS:
        data = _data(key)
        steps = sum(len(stage["steps"]) for stage in data["stages"])
        found.append(
            Template(key, data["name"][language], data["about"][language], len(data["stages"]), steps)
        )
    return found


def begin(session: Session, key: str, language: str, name: str = "") -> int:
    """A new journey from a template in a language; every text of it says that it is the template's still."""
    if key not in KEYS:
        raise UserError(
            _("There is no template “{name}”. There are: {names}.").format(name=key, names=listed(KEYS))
        )
    data = _data(key)
    draft = Draft(name.strip() or data["name"][language])
    titles = data.get("titles", {})
    lanes = {
        kind: draft.lane(kind, titles.get(kind, {}).get(language, ""), internal=kind in INTERNAL_KINDS)
        for kind in data["lanes"]
    }
    for stage in data["stages"]:
        draft.stage(stage["name"][language])
        for step in stage["steps"]:
            number = draft.step(step["name"][language])
            for kind, text in step["cards"].items():
                draft.card(number, lanes[kind], text[language], is_template=True)
    document = draft.done().document
    for row in _heads(document):
        row["is_template"] = True
    document["template"], document["is_loop"] = key, data["loop"]
    return create_from(session, document)


def template_name(key: str, language: str) -> str:
    """The name of the template a journey began from; nothing for one that this version doesn't know."""
    return str(_data(key)["name"][language]) if key in KEYS else ""


def texts_left(journey: Mapping[str, Any]) -> int:
    """How many stages, steps and cards of a document are the template's words still."""
    return sum(bool(row.get("is_template")) for row in (*_heads(journey), *journey["cards"]))


def _heads(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for stage in document["stages"]:
        yield stage
        yield from stage["steps"]


@lru_cache(maxsize=len(KEYS))
def _data(key: str) -> dict[str, Any]:
    text = resource("templates", "journeys", f"{key}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    assert not any(kind in CURVES for s in data["stages"] for step in s["steps"] for kind in step["cards"])
    return data
