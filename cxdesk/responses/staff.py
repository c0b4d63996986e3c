"""Columns that name the staff who were measured: never shown by themselves, and with a reason where a person wants them.

A score is about the work, not about whoever stood there; names in a default output turn a finding into blame.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.responses.model import StaffColumn
from cxdesk.surveys.definition import Definition, QuestionSpec
from cxdesk.surveys.described import described_rows
from cxdesk.surveys.model import Choice, Item, Question
from cxdesk.surveys.queries import SurveyWhole, whole

# Kinds of answers that can hold a name.
KINDS: Final = ("text", "identifier", "single")
# Whole headings, without spaces, signs and case; in the languages of the product and in German, French and Spanish.
_HEADINGS: Final = re.compile(
    "(?:nameof(?:the|your)?|your|naamvande|naamvanuw|nevea|імя|نام)?"
    "(?:"
    "agent|serviceagent|callagent|supportagent|employee|staff|staffmember|staffname|technician|fitter|engineer|advisor|"
    "adviser|consultant|representative|rep|salesrep|servicerep|clerk|cashier|driver|nurse|doctor|teacher|handledby|"
    "servedby|helpedby|operator|engineername|accountmanager|"
    "medewerker|monteur|adviseur|behandelaar|technicus|chauffeur|verkoper|baliemedewerker|geholpendoor|"
    "munkatárs|ügyintéző|szerelő|technikus|tanácsadó|eladó|kiszolgálta|"
    "працівника?|співробітника?|майстер|майстра|техніка?|оператора?|консультанта?|менеджера?|"
    "کارمند|کارشناس|تکنسین|اپراتور|مشاور|فروشنده|کارکنان|"
    "mitarbeiter|techniker|berater|sachbearbeiter|verkäufer|"
    "employé|technicien|conseiller|vendeur|"
    "empleado|técnico|asesor|vendedor"
    ")(?:name|names|fullname|id|code|number|naam|nummer|neve|kódja|імя|код)?"
)
_SIGNS: Final = re.compile(r"[\W_]+")


def names_staff(heading: str) -> bool:
    """Whether a heading by itself says that the column names staff."""
    return bool(_HEADINGS.fullmatch(_SIGNS.sub("", heading).casefold()))


def staff_items(session: Session, survey_id: int | None = None) -> frozenset[int]:
    """Every column that names staff, by a person's word or by its heading."""
    query = (
        select(Item.id, Item.code, Item.text, Question.text)
        .join(Question, Question.id == Item.question_id)
        .where(Question.kind.in_(KINDS))
    )
    if survey_id is not None:
        query = query.where(Question.survey_id == survey_id)
    said = {row.item_id: row.names_staff for row in session.scalars(select(StaffColumn))}
    return frozenset(
        item
        for item, code, own, text in session.execute(query)
        if said.get(item, any(names_staff(h) for h in (code, *own.values(), *text.values())))
    )


def withheld(session: Session, survey_id: int | None = None) -> frozenset[int]:
    """Those whose names are not shown."""
    shown = select(StaffColumn.item_id).where(StaffColumn.shown)
    return staff_items(session, survey_id) - set(session.scalars(shown))


def withheld_questions(session: Session, survey_id: int, survey: Definition) -> frozenset[str]:
    """The codes of questions whose answers are withheld names of staff."""
    hidden = {str(item) for item in withheld(session, survey_id)}
    return frozenset(q.code for q in survey.questions if any(i.key in hidden for i in q.items))


def described_for_showing(session: Session, survey_id: int) -> Definition:
    """The survey as plain data, the answers that are withheld names of staff by their numbers only."""
    return shown_of(session, whole(session, survey_id))


def shown_of(session: Session, rows: SurveyWhole) -> Definition:
    """As `described_for_showing`, of a survey that was read already."""
    survey_id = rows.id
    survey = described_rows(session, rows)
    hidden = withheld_questions(session, survey_id, survey)
    if not hidden:
        return survey
    return replace(
        survey,
        sections=tuple(
            replace(s, elements=tuple(_by_number(e) if e.code in hidden else e for e in s.elements))
            for s in survey.sections
        ),
    )


def _by_number(question: QuestionSpec) -> QuestionSpec:
    choices = tuple(
        replace(c, label=dict.fromkeys(c.label, str(c.code)), values=()) for c in question.choices
    )
    return replace(question, choices=choices)


def show_names(session: Session, item_id: int, reason: str) -> None:
    """Show the names in a column from now on; the reason is kept with the file."""
    if not reason.strip():
        raise UserError(_("Say why names of staff are to be shown."))
    row = _row(session, item_id)
    row.names_staff, row.shown, row.reason = True, True, reason.strip()
    session.flush()


def withhold_names(session: Session, item_id: int) -> None:
    """Show the names in a column no more; also says that it names staff."""
    row = _row(session, item_id)
    row.names_staff, row.shown, row.reason = True, False, ""
    session.flush()


def not_staff(session: Session, item_id: int) -> None:
    """Say that a column names no staff, whatever its heading sounds like."""
    row = _row(session, item_id)
    row.names_staff, row.shown, row.reason = False, False, ""
    session.flush()


def masked(series: pl.Series) -> list[str]:
    """The column as it is shown: that there is a name, never which."""
    word = _("name withheld")
    return [word if value is not None and value != "" else "" for value in series]


def shown_samples(heading: str, samples: Sequence[str]) -> tuple[str, ...]:
    """The first cells of a column of a file, or that they are names."""
    return (_("name withheld"),) if names_staff(heading) else tuple(samples)


def names_in(session: Session, items: Collection[int]) -> frozenset[str]:
    """The names that stand among the answers to choose from of these columns, in every language."""
    choices = select(Choice.label, Choice.written).join(Item, Item.question_id == Choice.question_id)
    return frozenset(
        word
        for label, written in session.execute(choices.where(Item.id.in_(items)))
        for word in (*label.values(), *written)
        if word
    )


def _row(session: Session, item_id: int) -> StaffColumn:
    row = session.scalars(select(StaffColumn).where(StaffColumn.item_id == item_id)).first()
    if row is None:
        if session.get(Item, item_id) is None:
            raise UserError(_("That question is not in the file any more."))
        row = StaffColumn(item_id=item_id, names_staff=True)
        session.add(row)
    return row
