"""The bank: questions of one's own that are kept to be asked again, in this survey or another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, _, folded, listed
from cxdesk.surveys import actions
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import question_document, question_of
from cxdesk.surveys.logic.expression import questions_in
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import BankQuestion, Question, Section, Survey
from cxdesk.surveys.queries import shown


@dataclass(frozen=True, slots=True)
class BankRow:
    """One question of the bank: its name, the words it asks, how it is asked, from which survey it is, since when."""

    id: int
    name: str
    text: str
    look: str
    origin: str
    kept_on: date
    languages: tuple[str, ...]


def bank_rows(session: Session, search: str = "") -> list[BankRow]:
    """The questions of the bank by name; with a search those that have all its words in any language."""
    wanted = folded(search).split()
    rows = []
    for row in session.scalars(select(BankQuestion).order_by(BankQuestion.name, BankQuestion.id)):
        spec = question_of(row.document)
        said = folded(" ".join([row.name, row.origin, spec.code, *_texts(spec)]))
        if all(word in said for word in wanted):
            languages = tuple(code for code in LANGUAGES if spec.text.get(code))
            rows.append(
                BankRow(
                    row.id,
                    row.name,
                    shown(spec.text),
                    _(LOOKS[look_of(spec)].words),
                    row.origin,
                    row.kept_on,
                    languages,
                )
            )
    return rows


def keep(session: Session, question_id: int, name: str = "", today: date | None = None) -> int:
    """Put a copy of a question into the bank; without a name it is called by its words."""
    row = session.get(Question, question_id)
    if row is None:
        raise UserError(_("That question is not in the file any more."))
    survey = session.get_one(Survey, row.survey_id)
    spec = next(q for q in described(session, survey.id).elements if q.code == row.code)
    items = tuple(replace(item, key="", sources=()) for item in spec.items)
    kept = BankQuestion(
        name=name.strip()[:200] or shown(spec.text)[:200] or spec.code,
        kept_on=today or date.today(),
        origin=shown(survey.name),
        document=question_document(replace(spec, items=items, sources=(), is_template=False)),
    )
    session.add(kept)
    session.flush()
    return kept.id


def put_in(session: Session, bank_id: int, section_id: int) -> tuple[int, tuple[str, ...]]:
    """A question of the bank at the end of a section: its number, and sentences about what was left out.

    A rule that looks at a question which this survey does not have would never hold: it is left out.
    """
    row = session.get(BankQuestion, bank_id)
    if row is None:
        raise UserError(_("That question is not in the bank any more."))
    spec = question_of(row.document)
    survey_id = session.get_one(Section, section_id).survey_id
    there = set(session.scalars(select(Question.code).where(Question.survey_id == survey_id)))
    # A rule that looks at the question itself goes on, unless its code is another question's here.
    rules, unknown = _kept_rules(spec.rules, there ^ {spec.code})
    notes: tuple[str, ...] = ()
    if unknown:
        notes = (
            _("Its rules were left out: there is no question {codes} in this survey.").format(
                codes=listed(sorted(unknown))
            ),
        )
    if len(spec.items) == 1 and spec.items[0].code == spec.code:
        spec = replace(spec, items=())
    other_of = spec.other_of if spec.other_of in there else ""
    return actions.add_question(session, section_id, replace(spec, rules=rules, other_of=other_of)), notes


def rename(session: Session, bank_id: int, name: str) -> None:
    """Give a question of the bank another name."""
    if not name.strip():
        raise UserError(_("A question in the bank needs a name."))
    session.get_one(BankQuestion, bank_id).name = name.strip()[:200]


def throw_out(session: Session, bank_id: int) -> None:
    """Take a question out of the bank; surveys that have it keep it."""
    session.delete(session.get_one(BankQuestion, bank_id))


def _texts(spec: QuestionSpec) -> Iterator[str]:
    yield from spec.text.values()
    for choice in spec.choices:
        yield from choice.label.values()
    for item in spec.items:
        yield from item.text.values()


def _kept_rules(rules: dict[str, Any], there: set[str]) -> tuple[dict[str, Any], set[str]]:
    """Rules that look at questions of the survey only, and the codes that the others looked at."""
    unknown: set[str] = set()
    kept: dict[str, Any] = {}
    for name, rule in rules.items():
        if name == "skip":
            # Where it leads to is another survey's order.
            continue
        missing = set(questions_in(rule)) - there
        unknown |= missing
        if not missing:
            kept[name] = rule
    return kept, unknown
