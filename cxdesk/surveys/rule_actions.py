"""What a person does with the rules of a survey: conditions, skips, what is accepted, quotas; a question's other code."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, ngettext, number
from cxdesk.surveys.definition import Definition
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.logic.options import parts_of
from cxdesk.surveys.logic.piping import PIPE
from cxdesk.surveys.logic.sentences import question_words
from cxdesk.surveys.model import Choice, Item, Question, Section, Survey

Expression = Mapping[str, Any] | None
# So many places are named in a sentence; the rest are counted.
NAMED = 3


def set_show(session: Session, question_id: int, expression: Expression) -> None:
    """When a question is shown; nothing: always."""
    row = session.get_one(Question, question_id)
    row.rules = _with(row.rules, "show", expression)


def set_section_show(session: Session, section_id: int, expression: Expression) -> None:
    """When a section is shown; nothing: always."""
    row = session.get_one(Section, section_id)
    row.rules = _with(row.rules, "show", expression)


def set_option_show(session: Session, question_id: int, code: int | str, expression: Expression) -> None:
    """When an answer (by its number) or an item (by its code) of a question is shown; nothing: always."""
    row: Choice | Item | None
    if isinstance(code, int):
        row = session.scalar(select(Choice).where(Choice.question_id == question_id, Choice.code == code))
    else:
        row = session.scalar(select(Item).where(Item.question_id == question_id, Item.code == code))
    if row is None:
        raise UserError(_("That answer is not in the question any more."))
    row.settings = _with(row.settings, "show", expression)


def set_valid(session: Session, question_id: int, expression: Expression) -> None:
    """Which answers a question accepts; nothing: all that fit it."""
    row = session.get_one(Question, question_id)
    row.rules = _with(row.rules, "valid", expression)


def set_skips(session: Session, question_id: int, skips: Sequence[Mapping[str, Any]]) -> None:
    """Where respondents go on after a question; the first that holds counts."""
    row = session.get_one(Question, question_id)
    row.rules = _with(row.rules, "skip", [dict(skip) for skip in skips])


def set_quotas(session: Session, survey_id: int, quotas: Sequence[Mapping[str, Any]]) -> None:
    """How many respondents of each kind are wanted."""
    row = session.get_one(Survey, survey_id)
    row.settings = _with(row.settings, "quotas", [dict(quota) for quota in quotas])


def change_code(session: Session, question_id: int, code: str) -> int:
    """Give a question another code; every rule and text that names it follows. Gives how many places did."""
    row = session.get_one(Question, question_id)
    code = code.strip()
    if not code or len(code) > 80 or set(code) & set("{}:\n"):
        raise UserError(_("A code needs one to 80 letters, without { } and colons."))
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
    return _follow(session, row.survey_id, old, code)


def places_naming(survey: Definition, code: str) -> list[str]:
    """The words of every question or section, other than itself, whose rules or texts name a question; "" is a quota."""
    found: dict[str, None] = {}
    for section in survey.sections:
        if code in questions_in(section.rules.get("show")):
            found.setdefault(next(iter(section.title.values()), "") or section.code)
        for q in section.elements:
            rules = [q.rules, *(p.settings for p in parts_of(q))]
            texts = [q.text, q.hint, *(c.label for c in q.choices), *(i.text for i in q.items)]
            names = any(code in _named(r) for r in rules) or q.other_of == code
            if q.code != code and (names or any(_pipes(t, code) for t in texts)):
                found.setdefault(question_words(q))
    if code in _named(survey.settings):
        found.setdefault("")
    return list(found)


def naming_words(survey: Definition, code: str) -> str:
    """A sentence that says which rules name a question, for whoever is about to delete it; nothing where none does."""
    places = places_naming(survey, code)
    if not places:
        return ""
    words = [_("“{question}”").format(question=p) if p else _("a quota") for p in places[:NAMED]]
    told = listed(words + ([f"+{number(len(places) - NAMED)}"] if len(places) > NAMED else []))
    return ngettext(
        "{n} place in the survey looks at this question: {places}. Check the logic afterwards.",
        "{n} places in the survey look at this question: {places}. Check the logic afterwards.",
        len(places),
    ).format(n=number(len(places)), places=told)


def _with(settings: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {key: kept for key, kept in settings.items() if key != name}
    return rest | ({name: value} if value else {})


def _follow(session: Session, survey_id: int, old: str, new: str) -> int:
    changed = 0
    survey = session.get_one(Survey, survey_id)
    sections = list(session.scalars(select(Section).where(Section.survey_id == survey_id)))
    questions = list(session.scalars(select(Question).where(Question.survey_id == survey_id)))
    ids = [q.id for q in questions]
    choices = list(session.scalars(select(Choice).where(Choice.question_id.in_(ids))))
    items = list(session.scalars(select(Item).where(Item.question_id.in_(ids))))
    columns: list[tuple[Sequence[Any], tuple[str, ...]]] = [
        ([survey], ("settings", "intro", "thanks")),
        (sections, ("rules", "title", "intro")),
        (questions, ("rules", "text", "hint", "settings")),
        (choices, ("settings", "label")),
        (items, ("settings", "text")),
    ]
    for rows, names in columns:
        for row in rows:
            for name in names:
                kept = getattr(row, name)
                now = renamed(kept, old, new)
                if now != kept:
                    setattr(row, name, now)
                    changed += 1
    for question in questions:
        if question.other_of == old:
            question.other_of = new
            changed += 1
    return changed


def renamed(value: Any, old: str, new: str) -> Any:
    """Rules, settings or texts in which a question has another code."""
    if isinstance(value, str):
        return PIPE.sub(lambda m: _renamed_pipe(m[0], m[1], old, new), value) if "{{" in value else value
    if isinstance(value, list):
        return [renamed(v, old, new) for v in value]
    if isinstance(value, dict):
        return {k: new if k == "question" and v == old else renamed(v, old, new) for k, v in value.items()}
    return value


def _renamed_pipe(whole: str, inner: str, old: str, new: str) -> str:
    name, colon, item = inner.strip().partition(":")
    return f"{{{{{new}{colon}{item}}}}}" if name == old else whole


def _named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "question" and isinstance(part, str):
                yield part
            yield from _named(part)
    elif isinstance(value, list):
        for part in value:
            yield from _named(part)


def _pipes(texts: Mapping[str, str], code: str) -> bool:
    return any(m[1].strip().partition(":")[0] == code for t in texts.values() for m in PIPE.finditer(t))
