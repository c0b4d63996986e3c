"""Ready-made surveys to begin with: questions in five languages, marked until they are made one's own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, _, listed
from cxdesk.paths import resource
from cxdesk.surveys import actions
from cxdesk.surveys.definition import ChoiceSpec, Definition, ItemSpec, QuestionSpec, ScaleSpec, SectionSpec
from cxdesk.surveys.looks import LOOKS
from cxdesk.surveys.model import Item, Question, Survey, Texts
from cxdesk.surveys.translations import outrun
from cxdesk.touchpoints.actions import link
from cxdesk.touchpoints.model import TouchPoint

# The relationship as a whole first, then along a customer's way, then those who left, then our own people.
KEYS = (
    "relationship_nps",
    "onboarding",
    "post_installation",
    "post_repair",
    "call_centre",
    "complaint",
    "win_loss",
    "lost_customer",
    "employees",
    "workshop_pulse",
)


@dataclass(frozen=True, slots=True)
class Template:
    """One template as it is chosen: its words in a language, how many questions and minutes, who answers."""

    key: str
    name: str
    about: str
    questions: int
    minutes: int
    audience: str
    pattern: str


def templates(language: str) -> list[Template]:
    """All templates in a language."""
    return [
        Template(
            key,
            data["name"][language],
            data["about"][language],
            sum(len(section["elements"]) for section in data["sections"]),
            data["minutes"],
            data["audience"],
            data["pattern"],
        )
        for key, data in ((key, _data(key)) for key in KEYS)
    ]


def begin(
    session: Session, key: str, language: str, touch_point_id: int | None = None, name: str = ""
) -> int:
    """A new survey from a template, its first language the given one; at a touch point it asks about that one."""
    if key not in KEYS:
        raise UserError(
            _("There is no template “{name}”. There are: {names}.").format(name=key, names=listed(KEYS))
        )
    point = session.get(TouchPoint, touch_point_id) if touch_point_id is not None else None
    if touch_point_id is not None and point is None:
        raise UserError(_("That touch point is not in the file any more."))
    data, where = _data(key), point.name if point is not None else ""
    spec = definition(key, language, where, name.strip())
    survey_id = actions.build(session, spec)
    row = session.get_one(Survey, survey_id)
    row.template, row.timing, row.listens_at = key, data["when"][language], where
    if point is not None:
        asked = {e["code"] for section in data["sections"] for e in section["elements"] if e.get("point")}
        _link(session, survey_id, point.id, asked)
    session.flush()
    return survey_id


def definition(key: str, language: str, touch_point: str = "", name: str = "") -> Definition:
    """The survey of a template as plain data; with a touch point its name stands where the words leave room for it.

    A touch point has its name in one language: it stands in the first one only, and the words of the other languages,
    which do without it, are marked as translations of what stood there before.
    """
    data = _data(key)
    named = dict(data["name"])
    named[language] = name or (f"{named[language]}: {touch_point}" if touch_point else named[language])
    sections = tuple(
        SectionSpec(
            dict(section["title"]),
            tuple(_element(_whole(e), language, touch_point) for e in section["elements"]),
            code=section["code"],
            template_texts=("title",) if any(section["title"].values()) else (),
        )
        for section in data["sections"]
    )
    purposes = {q.settings.get("purpose") for s in sections for q in s.elements if q.look == "consent"}
    return Definition(
        named,
        sections,
        (language, *(code for code in LANGUAGES if code != language)),
        data["promise"],
        consent_to_quote="quote" in purposes,
        consent_to_contact="contact" in purposes,
        audience=data["audience"],
        pattern=data["pattern"],
        intro=dict(data["intro"]),
        thanks=dict(data["thanks"]),
        settings={"minutes": data["minutes"]} | _outrun(data, language, touch_point, named),
        # A name that somebody gave is his own; one with a touch point's name behind it is the template's.
        template_texts=(*(() if name else ("name",)), "intro", "thanks"),
    )


def ready_question(key: str, language: str) -> QuestionSpec:
    """One of the questions that templates share, "quote" or "contact", in five languages."""
    return _element(_whole({"use": key}), language, "")


def template_name(key: str, language: str) -> str:
    """The name of the template a survey began from; nothing for one that this version doesn't know."""
    return str(_data(key)["name"][language]) if key in KEYS else ""


def suggested_goal(key: str) -> str:
    """The kind of goal (`goals.catalogue`) that surveys of this template mostly serve; nothing where none."""
    return str(_data(key)["goal"]) if key in KEYS else ""


def _link(session: Session, survey_id: int, touch_point_id: int, codes: set[str]) -> None:
    rows = session.execute(
        select(Item.id, Item.settings)
        .join(Question, Question.id == Item.question_id)
        .where(Question.survey_id == survey_id, Question.code.in_(codes))
        .order_by(Item.id)
    )
    for item_id, settings in rows:
        asks = "expectation" if settings.get("role") == "expectation" else "experience"
        link(session, touch_point_id, item_id, asks)


def _whole(element: Mapping[str, Any]) -> dict[str, Any]:
    """An element with the shared question it uses, and its own words over that."""
    shared = _words()["questions"].get(element.get("use"), {})
    return {**shared, **{name: value for name, value in element.items() if name != "use"}}


def _outrun(data: Mapping[str, Any], language: str, touch_point: str, named: Texts) -> dict[str, Any]:
    """The setting `translated` with every text that says more in the first language than in the others."""
    before: dict[str, Texts] = {"survey/name": data["name"]} if named != data["name"] else {}
    if touch_point:
        elements = [_whole(e) for section in data["sections"] for e in section["elements"]]
        before |= {f"question/{e['code']}/text": e["text"] for e in elements if "here" in e}
    kept: dict[str, dict[str, str]] = {}
    for path, texts in before.items():
        for code, record in outrun(language, texts).items():
            kept.setdefault(code, {})[path] = record
    return {"translated": kept} if kept else {}


def _element(told: Mapping[str, Any], language: str, touch_point: str) -> QuestionSpec:
    text: Texts = dict(told["text"])
    if touch_point and "here" in told:
        text[language] = told["here"][language].replace("{point}", touch_point)
    scale = _words()["scales"].get(told.get("scale"))
    items = tuple(
        ItemSpec(i["code"], dict(i["text"]), settings=dict(i.get("settings", {})))
        for i in told.get("items", ())
    )
    return QuestionSpec(
        told["code"],
        LOOKS[told["look"]].kind,
        text,
        ScaleSpec(**scale) if scale else None,
        _choices(told.get("answers", ())),
        items,
        required=told.get("required", False),
        look=told["look"],
        hint=dict(told.get("hint", {})),
        settings=dict(told.get("settings", {})),
        rules=dict(told.get("rules", {})),
        is_template=True,
    )


def _choices(answers: Sequence[str | Mapping[str, Any]]) -> tuple[ChoiceSpec, ...]:
    """Answers written out, and shared ones by their name."""
    found: list[Mapping[str, Any]] = []
    for answer in answers:
        found += _words()["answers"][answer] if isinstance(answer, str) else [answer]
    return tuple(ChoiceSpec(a["code"], dict(a["label"]), a.get("declared", False)) for a in found)


@cache
def _words() -> dict[str, Any]:
    """Scales, answers and questions that templates share."""
    text = resource("templates", "survey_words.json").read_text(encoding="utf-8")
    words: dict[str, Any] = json.loads(text)
    return words


@cache
def _data(key: str) -> dict[str, Any]:
    text = resource("templates", "surveys", f"{key}.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data
