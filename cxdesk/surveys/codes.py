"""The codes of questions and their answers: given anew, with every rule and text that names them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.surveys.logic.answers import number_of, read_number
from cxdesk.surveys.logic.piping import PIPE
from cxdesk.surveys.model import Choice, Item, Question, Scale, Section, Survey

LONGEST: Final = 80
LARGEST: Final = 32_767  # an answer's number is kept in 16 bits
_TEXTS = ("is", "is_not", "one_of", "none_of", "<", "<=", ">", ">=", "ticked", "not_ticked", "all_ticked")


def change_code(session: Session, question_id: int, code: str) -> int:
    """Give a question another code; every rule and text that names it follows. Gives how many places did."""
    row = session.get_one(Question, question_id)
    code = _fitting(code)
    if code == row.code:
        return 0
    mine = select(Question).where(Question.survey_id == row.survey_id)
    if session.scalar(mine.where(Question.code == code)) is not None:
        raise UserError(_("The code “{code}” is another question’s. Choose another one.").format(code=code))
    old, row.code = row.code, code
    session.flush()
    items = list(session.scalars(select(Item).where(Item.question_id == question_id)))
    if len(items) == 1 and items[0].code == old:
        items[0].code = code
    changed = _follow(session, row.survey_id, lambda value: renamed(value, {old: code}))
    for question in session.scalars(mine.where(Question.other_of == old)):
        question.other_of = code
        changed += 1
    return changed


def change_item_code(session: Session, item_id: int, code: str) -> int:
    """Give one of several answers, or one of the things asked about, another code; rules and texts follow.

    Its answers are kept by the item, so none is lost. Gives how many places followed.
    """
    row = session.get_one(Item, item_id)
    question = session.get_one(Question, row.question_id)
    code = _fitting(code)
    if code == row.code:
        return 0
    if question.settings.get("rows"):
        raise UserError(
            _("The codes of a matrix of ticks are made from its rows and columns. Change one of these.")
        )
    others = select(Item.id).where(Item.question_id == row.question_id, Item.code == code)
    if session.scalar(others) is not None:
        raise UserError(_("The code “{code}” is another answer’s. Choose another one.").format(code=code))
    old, row.code = row.code, code
    session.flush()
    name = question.code
    return _follow(session, question.survey_id, lambda value: item_renamed(value, name, old, code))


def change_axis_code(
    session: Session, question_id: int, axis: str, old: str, code: str
) -> tuple[dict[str, str], int]:
    """Give a row ("rows") or a column ("columns_of") of a matrix of ticks another code; rules and texts follow.

    Its cells are named by both and keep their answers. Gives the codes of the cells that changed, old and new, and how many
    places followed.
    """
    question = session.get_one(Question, question_id)
    code = _fitting(code)
    parts = [dict(part) for part in question.settings.get(axis, ())]
    part = next((p for p in parts if p["code"] == old), None)
    if part is None or code == old:
        return {}, 0
    if any(p["code"] == code for p in parts):
        raise UserError(_("The code “{code}” is another answer’s. Choose another one.").format(code=code))
    part["code"] = code
    question.settings = {**question.settings, axis: parts}
    side = "row" if axis == "rows" else "column"
    changed: dict[str, str] = {}
    for item in session.scalars(select(Item).where(Item.question_id == question_id)):
        if item.settings.get(side) == old:
            item.settings = {**item.settings, side: code}
            made = f"{item.settings['row']}:{item.settings['column']}"
            changed[item.code], item.code = made, made
    session.flush()
    name = question.code
    return changed, _follow(session, question.survey_id, lambda value: items_renamed(value, name, changed))


def change_choice_code(session: Session, choice_id: int, code: int) -> int:
    """Give an answer another number; every condition that compares with it follows. Gives how many places did.

    The caller sees to it that no answers are kept under the old number.
    """
    row = session.get_one(Choice, choice_id)
    question = session.get_one(Question, row.question_id)
    if not abs(code) <= LARGEST:
        raise UserError(
            _("An answer’s number is at most {n}. Choose a smaller one.").format(n=number(LARGEST))
        )
    if code == row.code:
        return 0
    others = select(Choice.id).where(Choice.question_id == row.question_id, Choice.code == code)
    if session.scalar(others) is not None:
        raise UserError(
            _("The number {code} is another answer’s. Choose another one.").format(code=number(code))
        )
    old, row.code = row.code, code
    session.flush()
    name = question.code
    return _follow(session, question.survey_id, lambda value: number_changed(value, name, old, code))


def renamed(value: Any, codes: Mapping[str, str]) -> Any:
    """Rules, settings or texts in which questions have other codes; what names none of them is the same."""
    if isinstance(value, str):
        return PIPE.sub(lambda m: _pipe(m[0], m[1], codes), value) if "{{" in value else value
    if isinstance(value, (list, tuple)):
        return [renamed(v, codes) for v in value]
    if isinstance(value, Mapping):
        return {
            k: codes.get(v, v) if k == "question" and isinstance(v, str) else renamed(v, codes)
            for k, v in value.items()
        }
    return value


def item_renamed(value: Any, question: str, old: str, new: str) -> Any:
    """Rules, settings or texts in which an item of a question has another code."""
    return items_renamed(value, question, {old: new})


def items_renamed(value: Any, question: str, codes: Mapping[str, str]) -> Any:
    """Rules, settings or texts in which items of a question have other codes."""
    if isinstance(value, str):
        if "{{" not in value:
            return value
        return PIPE.sub(lambda m: _item_pipe(m[0], m[1], question, codes), value)
    if isinstance(value, list):
        return [items_renamed(v, question, codes) for v in value]
    if not isinstance(value, Mapping):
        return value
    made = {k: items_renamed(v, question, codes) for k, v in value.items()}
    if value.get("question") == question:
        if value.get("item") in codes:
            made["item"] = codes[value["item"]]
        if value.get("op") in ("ticked", "not_ticked", "all_ticked") and isinstance(value.get("value"), list):
            made["value"] = [codes.get(v, v) if isinstance(v, str) else v for v in value["value"]]
    return made


def number_changed(value: Any, question: str, old: int, new: int) -> Any:
    """Rules or settings in which an answer of a question has another number."""
    if isinstance(value, list):
        return [number_changed(v, question, old, new) for v in value]
    if not isinstance(value, Mapping):
        return value
    made = {k: number_changed(v, question, old, new) for k, v in value.items()}
    if value.get("question") == question and value.get("op") in _TEXTS:
        wanted = value.get("value")
        if isinstance(wanted, list):
            made["value"] = [new if _means(v, old) else v for v in wanted]
        elif _means(wanted, old):
            made["value"] = new
    return made


def _fitting(code: str) -> str:
    code = code.strip()
    if not code or len(code) > LONGEST or set(code) & set("{}:\n"):
        raise UserError(_("A code needs one to 80 letters, without { } and colons."))
    return code


def _means(value: Any, code: int) -> bool:
    return number_of(value) == code if not isinstance(value, str) else read_number(value) == code


def _pipe(whole: str, inner: str, codes: Mapping[str, str]) -> str:
    name, colon, item = inner.strip().partition(":")
    return f"{{{{{codes[name]}{colon}{item}}}}}" if name in codes else whole


def _item_pipe(whole: str, inner: str, question: str, codes: Mapping[str, str]) -> str:
    name, _colon, item = inner.strip().partition(":")
    return f"{{{{{name}:{codes[item]}}}}}" if name == question and item in codes else whole


def _follow(session: Session, survey_id: int, change: Callable[[Any], Any]) -> int:
    """Change rules, settings and texts of a whole survey; gives how many were not the same before."""
    survey = session.get_one(Survey, survey_id)
    sections = list(session.scalars(select(Section).where(Section.survey_id == survey_id)))
    questions = list(session.scalars(select(Question).where(Question.survey_id == survey_id)))
    ids = [q.id for q in questions]
    columns: list[tuple[Sequence[Any], tuple[str, ...]]] = [
        ([survey], ("settings", "intro", "thanks")),
        (sections, ("rules", "title", "intro")),
        (questions, ("rules", "text", "hint", "settings")),
        (list(session.scalars(select(Choice).where(Choice.question_id.in_(ids)))), ("settings", "label")),
        (list(session.scalars(select(Item).where(Item.question_id.in_(ids)))), ("settings", "text")),
        (
            list(session.scalars(select(Scale).where(Scale.survey_id == survey_id))),
            ("low_label", "high_label"),
        ),
    ]
    changed = 0
    for rows, names in columns:
        for row in rows:
            for name in names:
                kept = getattr(row, name)
                if (now := change(kept)) != kept:
                    setattr(row, name, now)
                    changed += 1
    return changed
