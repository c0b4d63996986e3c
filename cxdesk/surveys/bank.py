"""The bank: questions of one's own that are kept to be asked again, in this survey or another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import LANGUAGES, _, folded
from cxdesk.surveys import actions, consents
from cxdesk.surveys.aims import aims
from cxdesk.surveys.bank_notes import fitted, leans_on, ways_on
from cxdesk.surveys.definition import QuestionSpec
from cxdesk.surveys.described import described
from cxdesk.surveys.formats.own import question_document, question_of
from cxdesk.surveys.looks import LOOKS, look_of
from cxdesk.surveys.model import BankQuestion, Item, Question, Section, Survey
from cxdesk.surveys.queries import shown
from cxdesk.touchpoints.actions import link
from cxdesk.touchpoints.model import TouchPoint

# Beside the question in its document: which item asked about which touch point, and what.
ASKS: Final = "asks_about"


@dataclass(frozen=True, slots=True)
class BankRow:
    """One question of the bank: its name, the words it asks, how it is asked, from which survey it is, since when.

    `is_template` tells whether its words are a template's still.
    """

    id: int
    name: str
    text: str
    look: str
    origin: str
    kept_on: date
    languages: tuple[str, ...]
    is_template: bool = False


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
                    spec.is_template,
                )
            )
    return rows


def keep(session: Session, question_id: int, name: str = "", today: date | None = None) -> int:
    """Put a copy of a question into the bank; without a name it is called by its words.

    Its touch points go along by their names, and its words stay the template's where they are; `keep_notes` says what
    does not go along.
    """
    survey_id, spec = _spec_of(session, question_id)
    items = tuple(replace(item, key="", sources=()) for item in spec.items)
    rules = {key: rule for key, rule in spec.rules.items() if key != "skip"}
    codes = {item.key: item.code for item in spec.items}
    asks = [
        [codes[link.item], link.name, link.asks]
        for link in aims(session, survey_id).links
        if link.item in codes
    ]
    kept = BankQuestion(
        name=name.strip()[:200] or shown(spec.text)[:200] or spec.code,
        kept_on=today or date.today(),
        origin=shown(session.get_one(Survey, survey_id).name),
        document=question_document(replace(spec, items=items, rules=rules, sources=())) | {ASKS: asks},
    )
    session.add(kept)
    session.flush()
    return kept.id


def keep_notes(session: Session, question_id: int) -> tuple[str, ...]:
    """What will not go with a question into the bank, or only into surveys that fit, before it is done."""
    _survey_id, spec = _spec_of(session, question_id)
    return tuple(note for note in (ways_on(spec), leans_on(spec)) if note)


def put_notes(session: Session, bank_id: int, survey_id: int) -> tuple[str, ...]:
    """What a question of the bank will leave behind when it is put into this survey, before it is done."""
    row = _bank_row(session, bank_id)
    _spec, notes = fitted(question_of(row.document), _codes(session, survey_id))
    points = _points(session)
    gone = dict.fromkeys(name for _item, name, _asks in row.document.get(ASKS, ()) if name not in points)
    lost = _("It asked about the touch point “{name}”, which is not in the file any more.")
    return (*notes, *(lost.format(name=name) for name in gone))


def put_in(session: Session, bank_id: int, section_id: int) -> tuple[int, tuple[str, ...]]:
    """A question of the bank at the end of a section: its number, and sentences about what was left out.

    A rule that looks at a question which this survey does not have would never hold: it is left out.
    """
    row = _bank_row(session, bank_id)
    survey_id = session.get_one(Section, section_id).survey_id
    notes = put_notes(session, bank_id, survey_id)
    spec, _notes = fitted(question_of(row.document), _codes(session, survey_id))
    if len(spec.items) == 1 and spec.items[0].code == spec.code:
        spec = replace(spec, items=())
    number = actions.add_question(session, section_id, spec)
    _ask_there(session, number, row)
    if spec.look == "consent":
        consents.follow(session, survey_id)
    return number, notes


def _ask_there(session: Session, question_id: int, row: BankQuestion) -> None:
    points = _points(session)
    made = list(session.scalars(select(Item).where(Item.question_id == question_id).order_by(Item.position)))
    by_code = {item.code: item.id for item in made}
    for code, name, asks in row.document.get(ASKS, ()):
        # A question that is one item has its code, which may be another one here.
        item = made[0].id if len(made) == 1 else by_code.get(code)
        if name in points and item is not None:
            link(session, points[name], item, asks)


def _spec_of(session: Session, question_id: int) -> tuple[int, QuestionSpec]:
    row = session.get(Question, question_id)
    if row is None:
        raise UserError(_("That question is not in the file any more."))
    return row.survey_id, next(q for q in described(session, row.survey_id).elements if q.code == row.code)


def _bank_row(session: Session, bank_id: int) -> BankQuestion:
    row = session.get(BankQuestion, bank_id)
    if row is None:
        raise UserError(_("That question is not in the bank any more."))
    return row


def _codes(session: Session, survey_id: int) -> set[str]:
    return set(session.scalars(select(Question.code).where(Question.survey_id == survey_id)))


def _points(session: Session) -> dict[str, int]:
    return {point.name: point.id for point in session.scalars(select(TouchPoint))}


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
