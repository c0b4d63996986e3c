"""Codings as a list, the comments one coder has before them, and, once both are done, how far they agree."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.agreement import Agreement, agreement_of
from cxdesk.planning.coding_model import CODERS, CODES, Coding, CodingUnit
from cxdesk.responses.aggregate import counted
from cxdesk.responses.staff import withheld
from cxdesk.surveys.queries import shown, whole


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding in a list; `coded` is how many comments each coder has done."""

    id: int
    survey_id: int
    item_id: int
    survey: str
    question: str
    coders: tuple[str, str]
    made_on: date
    size: int
    coded: tuple[int, int]

    @property
    def both_done(self) -> bool:
        """Whether the codes may be shown to both."""
        return self.size > 0 and self.coded == (self.size, self.size)


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment as one coder sees it; `code` is their own."""

    id: int
    position: int
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A comment that the two read differently, and what they settled on, if they did."""

    id: int
    position: int
    text: str
    first: str
    second: str
    settled: str


@dataclass(frozen=True, slots=True)
class Result:
    """How far the coders agree, where they differ, and how many comments have which code once that is settled.

    `base` is how many comments have one code; the rest of the sample is still open.
    """

    row: CodingRow
    agreement: Agreement
    differences: tuple[Difference, ...]
    counts: tuple[tuple[str, int], ...]
    base: int


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """A question whose comments can be coded, and how many there are."""

    survey_id: int
    item_id: int
    survey: str
    code: str
    question: str
    comments: int


def coding_rows(session: Session) -> list[CodingRow]:
    """All codings, the newest first."""
    return [_row(session, c) for c in session.scalars(select(Coding).order_by(Coding.id.desc()))]


def coding_row(session: Session, coding_id: int) -> CodingRow:
    """One coding."""
    row = session.get(Coding, coding_id)
    if row is None:
        raise UserError(_("That coding is not in the file any more."))
    return _row(session, row)


def comments_for(session: Session, coding_id: int, coder: int) -> list[Comment]:
    """The sample in its order with the codes of this coder only: the other's are not read at all."""
    if coder not in CODERS:
        raise UserError(_("There are two coders, 1 and 2."))
    row = coding_row(session, coding_id)
    texts = comments_of(session, row.survey_id, row.item_id)
    own = CodingUnit.first if coder == 1 else CodingUnit.second
    units = session.execute(
        select(CodingUnit.id, CodingUnit.position, CodingUnit.response_id, own)
        .where(CodingUnit.coding_id == coding_id)
        .order_by(CodingUnit.position)
    )
    return [Comment(number, at, texts.get(response, ""), said) for number, at, response, said in units]


def codes_of(session: Session, coding_id: int, coder: int) -> dict[int, str]:
    """What one coder has said so far, by the comment's number; the words are not read again."""
    own = CodingUnit.first if coder == 1 else CodingUnit.second
    return dict(session.execute(select(CodingUnit.id, own).where(CodingUnit.coding_id == coding_id)).all())


def result(session: Session, coding_id: int) -> Result:
    """How far both agree; UserError until both are done."""
    row = coding_row(session, coding_id)
    if not row.both_done:
        raise UserError(_("First both code every comment; until then neither sees what the other said."))
    texts = comments_of(session, row.survey_id, row.item_id)
    units = _units(session, coding_id)
    differences = tuple(
        Difference(u.id, u.position, texts.get(u.response_id, ""), u.first, u.second, u.settled)
        for u in units
        if u.first != u.second
    )
    final = Counter(u.first if u.first == u.second else u.settled for u in units)
    open_ones = final.pop("", 0)
    counts = tuple((code, final[code]) for code in CODES)
    agreed = agreement_of([u.first for u in units], [u.second for u in units])
    return Result(row, agreed, differences, counts, len(units) - open_ones)


def both_done(session: Session, coding_id: int) -> bool:
    """Whether both coders have coded every comment."""
    return coding_row(session, coding_id).both_done


def comments_of(session: Session, survey_id: int, item_id: int) -> dict[int, str]:
    """The comments on one question by the number of their answer, as far as the survey's promise lets them be read."""
    survey = whole(session, survey_id)
    if item_id in withheld(session, survey_id):
        return {}
    frame = counted(session, survey_id, [], texts=[item_id])
    said = frame.select("response_id", pl.col(f"i{item_id}").alias("words")).drop_nulls()
    found = {int(number): words.strip() for number, words in said.iter_rows() if words.strip()}
    if survey.promise != "named" and len(found) < survey.minimum_n:
        return {}
    return found


def text_questions(session: Session) -> list[TextQuestion]:
    """The questions that hold comments, the one with most first."""
    from cxdesk.surveys.queries import survey_rows

    found = []
    for survey in survey_rows(session):
        for question in whole(session, survey.id).questions:
            for item in question.items if question.kind == "text" else ():
                count = len(comments_of(session, survey.id, item.id))
                if count:
                    text = shown(item.text) or shown(question.text) or item.code
                    found.append(TextQuestion(survey.id, item.id, survey.name, item.code, text, count))
    return sorted(found, key=lambda q: -q.comments)


def _row(session: Session, coding: Coding) -> CodingRow:
    survey = whole(session, coding.survey_id)
    question = next(q for q in survey.questions for i in q.items if i.id == coding.item_id)
    item = next(i for i in question.items if i.id == coding.item_id)
    units = _units(session, coding.id)
    return CodingRow(
        coding.id,
        coding.survey_id,
        coding.item_id,
        shown(survey.name),
        shown(item.text) or shown(question.text) or item.code,
        (coding.coder_one, coding.coder_two),
        coding.made_on,
        len(units),
        (sum(1 for u in units if u.first), sum(1 for u in units if u.second)),
    )


def _units(session: Session, coding_id: int) -> list[CodingUnit]:
    query = select(CodingUnit).where(CodingUnit.coding_id == coding_id).order_by(CodingUnit.position)
    return list(session.scalars(query))
