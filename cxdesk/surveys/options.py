"""What a person does with the answers of a question, and with the things it asks about: options, rows, a scale."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, number
from cxdesk.storage.assets import keep
from cxdesk.surveys import actions
from cxdesk.surveys.definition import ItemSpec, QuestionSpec, Settings
from cxdesk.surveys.fresh import NOT_ANSWERED_FROM, extra_choice, matrix_items, ready_words
from cxdesk.surveys.model import Choice, Item, Question, Texts
from cxdesk.surveys.pasted_list import coded_lines, lines_of

MOST_OPTIONS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """What came of a pasted list: options that are new, lines that were there already."""

    added: int
    known: int


def paste_choices(session: Session, question_id: int, text: str, language: str) -> Pasted:
    """Each line as one more answer; a line that is there already is left out. Too many are refused whole."""
    actions.mark_own(session, question_id)
    rows = list(session.scalars(choices_in_order(question_id)))
    new = _new_lines(text, [r.label.get(language, "") for r in rows], len(rows))
    empty = [r for r in rows if not any(r.label.values())]
    for row, words in zip(empty, new.words, strict=False):
        row.label = {language: words}
    rest = new.words[len(empty) :]
    given = {words: code for code, words in coded_lines(text)}
    codes = [given[words] for words in rest]
    taken = {r.code for r in rows}
    if rest and not empty and None not in codes and not taken & set(codes):
        place = max((r.position for r in rows), default=-1) + 1
        for at, words in enumerate(rest):
            session.add(
                Choice(
                    question_id=question_id, position=place + at, code=given[words], label={language: words},
                    settings={},
                )
            )  # fmt: skip
        session.flush()
        return Pasted(len(new.words), new.known)
    code = max((r.code for r in rows if r.code < NOT_ANSWERED_FROM), default=0)
    place = max((r.position for r in rows), default=-1) + 1
    for at, words in enumerate(rest):
        at_code = code + 1 + at + (100 if code + 1 + at >= NOT_ANSWERED_FROM else 0)
        row = Choice(
            question_id=question_id, position=place + at, code=at_code, label={language: words}, settings={}
        )
        session.add(row)
    session.flush()
    return Pasted(len(new.words), new.known)


def paste_items(session: Session, question_id: int, text: str, language: str) -> Pasted:
    """Each line as one more thing; as `paste_choices`."""
    actions.mark_own(session, question_id)
    rows = list(session.scalars(_items(question_id)))
    new = _new_lines(text, [r.text.get(language, "") for r in rows], len(rows))
    empty = [r for r in rows if not any(r.text.values())]
    for row, words in zip(empty, new.words, strict=False):
        row.text = {language: words}
    _append_items(session, question_id, [{language: words} for words in new.words[len(empty) :]])
    return Pasted(len(new.words), new.known)


def add_extra(session: Session, question_id: int, which: str) -> int:
    """ "Not applicable", "don't know", "none of these" or "other" at the end, worded in the five languages."""
    actions.mark_own(session, question_id)
    row = session.get_one(Question, question_id)
    if row.kind == "multiple":
        spec = extra_choice(which, 0)
        settings = dict(spec.settings) if which in ("none", "other") else {"exclusive": True}
        made = _append_items(session, question_id, [spec.label], settings)
    else:
        last = session.scalar(select(func.max(Choice.code)).where(Choice.question_id == question_id)) or 0
        code = max(last + 1, NOT_ANSWERED_FROM) if which in ("not_applicable", "dont_know") else last + 1
        actions.add_choices(session, question_id, [extra_choice(which, code)])
        made = session.scalars(choices_in_order(question_id)).all()[-1].id
    if which == "other":
        ask_for_other(session, question_id)
    return made


def set_choice(session: Session, choice_id: int, declared: bool | None = None, **settings: Any) -> None:
    """Whether an answer says "not applicable" or the like, and its settings by name; None takes one away."""
    row = session.get_one(Choice, choice_id)
    if declared is not None:
        row.declared = declared
    row.settings = _changed(row.settings, settings)
    if "other" in settings:
        ask_for_other(session, row.question_id)


def set_picture(session: Session, choice_id: int, data: bytes | None, media_type: str = "") -> None:
    """The picture an answer is chosen by, or none; it is kept once, whoever shows it."""
    row = session.get_one(Choice, choice_id)
    digest = keep(session, data, media_type) if data is not None else None
    row.settings = _changed(row.settings, {"picture": digest})


def set_item(session: Session, item_id: int, **settings: Any) -> None:
    """Settings of an option or thing by name; None takes one away."""
    row = session.get_one(Item, item_id)
    row.settings = _changed(row.settings, settings)
    if "other" in settings:
        ask_for_other(session, row.question_id)


def set_item_text(session: Session, item_id: int, text: str, language: str) -> None:
    """The words of an option or thing in one language."""
    row = session.get_one(Item, item_id)
    actions.mark_own(session, row.question_id)
    row.text = {**row.text, language: text}


def add_item(session: Session, question_id: int, text: str, language: str) -> int:
    """One more option or thing at the end."""
    actions.mark_own(session, question_id)
    return _append_items(session, question_id, [{language: text}])


def delete_item(session: Session, item_id: int) -> None:
    """Take an option or thing away; a question keeps one. What was answered stays and comes back with undo."""
    row = session.get_one(Item, item_id)
    left = session.scalar(select(func.count(Item.id)).where(Item.question_id == row.question_id)) or 0
    if left < 2:
        raise UserError(_("A question needs one of these. Delete the question instead."))
    actions.mark_own(session, row.question_id)
    session.delete(row)


def move_choice(session: Session, choice_id: int, place: int) -> None:
    """Put an answer at a place (from 0)."""
    row = session.get_one(Choice, choice_id)
    put_at(row, list(session.scalars(choices_in_order(row.question_id))), place)


def move_item(session: Session, item_id: int, place: int) -> None:
    """Put an option or thing at a place (from 0)."""
    row = session.get_one(Item, item_id)
    put_at(row, list(session.scalars(_items(row.question_id))), place)


def set_matrix(
    session: Session, question_id: int, rows: Sequence[Settings], columns: Sequence[Settings]
) -> None:
    """What stands beside and above a matrix of ticks; its cells that stay keep their answers."""
    actions.mark_own(session, question_id)
    row = session.get_one(Question, question_id)
    if len(rows) * len(columns) > MOST_OPTIONS:
        raise UserError(_too_many(len(rows) * len(columns)))
    if not rows or not columns:
        raise UserError(_("A question needs one of these. Delete the question instead."))
    row.settings = {**row.settings, "rows": list(rows), "columns_of": list(columns)}
    wanted = {item.code: item for item in matrix_items(row.settings)}
    there = {item.code: item for item in session.scalars(_items(question_id))}
    for code, item in there.items():
        if code not in wanted:
            session.delete(item)
    for place, (code, spec) in enumerate(wanted.items()):
        if code in there:
            there[code].position, there[code].text = place, dict(spec.text)
        else:
            session.add(_item(question_id, place, spec))
    session.flush()


def ask_for_other(session: Session, question_id: int) -> None:
    """Give a question with an "other" the question that takes its words, right after it; without one take that away."""
    row = session.get_one(Question, question_id)
    asked = select(Question).where(Question.survey_id == row.survey_id, Question.other_of == row.code)
    there = session.scalar(asked)
    options: list[Item | Choice] = [
        *session.scalars(_items(question_id)),
        *session.scalars(choices_in_order(question_id)),
    ]
    wanted = any(option.settings.get("other") for option in options)
    if wanted and there is None:
        spec = QuestionSpec(
            f"{row.code}_other", "text", dict(ready_words()["other"]), other_of=row.code, look="line"
        )
        made = actions.add_question(session, row.section_id, spec)
        actions.move_question(session, made, row.section_id, row.position + 1)
    elif there is not None and not wanted:
        session.delete(there)


def choices_in_order(question_id: int) -> Any:
    """The answers of a question as they stand."""
    return select(Choice).where(Choice.question_id == question_id).order_by(Choice.position, Choice.id)


def put_at(row: Any, rows: list[Any], place: int) -> None:
    """Put one of the rows of a question at a place (from 0); the others close up."""
    others = [other for other in rows if other.id != row.id]
    others.insert(max(0, min(place, len(others))), row)
    for position, other in enumerate(others):
        other.position = position


@dataclass(frozen=True, slots=True)
class _New:
    words: list[str]
    known: int


def _new_lines(text: str, there: Iterable[str], count: int) -> _New:
    lines = lines_of(text)
    if not lines:
        raise UserError(_("There is no text to paste. Copy a list first, one answer a line."))
    taken = {words.casefold() for words in there if words}
    words = [line for line in lines if line.casefold() not in taken]
    if count + len(words) > MOST_OPTIONS:
        raise UserError(_too_many(count + len(words)))
    return _New(words, len(lines) - len(words))


def _too_many(count: int) -> str:
    return _(
        "That would be {n} answers; a question takes at most {most}. Nothing was changed. Ask for a text instead, or make groups."
    ).format(n=number(count), most=number(MOST_OPTIONS))


def _append_items(
    session: Session, question_id: int, texts: Sequence[Texts], settings: Settings | None = None
) -> int:
    rows = list(session.scalars(_items(question_id)))
    place = max((r.position for r in rows), default=-1) + 1
    taken = {r.code for r in rows}
    last, code = 0, 1
    for at, text in enumerate(texts):
        while str(code) in taken:
            code += 1
        taken.add(str(code))
        made = _item(question_id, place + at, ItemSpec(str(code), text, settings=dict(settings or {})))
        session.add(made)
        session.flush() if at == len(texts) - 1 else None
        last = made.id
    return last


def _item(question_id: int, place: int, spec: ItemSpec) -> Item:
    return Item(
        question_id=question_id,
        position=place,
        code=spec.code,
        text=dict(spec.text),
        source_key="",
        settings=dict(spec.settings),
    )


def _items(question_id: int) -> Any:
    return select(Item).where(Item.question_id == question_id).order_by(Item.position, Item.id)


def _changed(settings: Settings, changes: dict[str, Any]) -> Settings:
    return {name: value for name, value in {**settings, **changes}.items() if value is not None}
