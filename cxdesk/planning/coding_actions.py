"""Coding the intent of comments: a sample is drawn, two people code it, what they differ in is settled."""

import random
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.planning.coding_model import CODERS, CODES, Coding, CodingUnit
from cxdesk.planning.coding_queries import both_done, comments_of

LEAST, MOST = 2, 2000
_NAME_MOST = 120


def start_coding(
    session: Session,
    survey_id: int,
    item_id: int,
    size: int,
    coders: tuple[str, str] = ("", ""),
    on: date | None = None,
) -> int:
    """Draw a sample of the comments on one question, in an order that says nothing; all of them where there are fewer."""
    if not LEAST <= size <= MOST:
        raise UserError(_("A sample has 2 to 2,000 comments."))
    found = sorted(comments_of(session, survey_id, item_id))
    if len(found) < LEAST:
        raise UserError(_("This question has fewer than two comments that may be read."))
    row = Coding(survey_id=survey_id, item_id=item_id, made_on=on or date.today())
    session.add(row)
    session.flush()
    name_coders(session, row.id, *coders)
    # The number of the coding is the seed: drawn by chance, and the same on every machine.
    drawn = random.Random(row.id).sample(found, min(size, len(found)))
    session.add_all(
        CodingUnit(coding_id=row.id, response_id=response, position=at) for at, response in enumerate(drawn)
    )
    session.flush()
    return row.id


def name_coders(session: Session, coding_id: int, one: str, two: str) -> None:
    """Say who the coders are."""
    row = _coding(session, coding_id)
    row.coder_one, row.coder_two = (" ".join(name.split())[:_NAME_MOST] for name in (one, two))
    if row.coder_one and row.coder_one.casefold() == row.coder_two.casefold():
        raise UserError(_("Two different people code, so that one can check the other."))


def code(session: Session, unit_id: int, coder: int, intent: str) -> None:
    """What one coder reads in a comment; empty takes it back. Refused once both are done: what differs is settled."""
    unit = _unit(session, unit_id)
    if both_done(session, unit.coding_id):
        raise UserError(_("Both have coded every comment. Settle where they differ; their own codes stay."))
    _write(unit, coder, intent)
    session.flush()


def take_codes(session: Session, coding_id: int, coder: int, codes: Mapping[int, str]) -> int:
    """Write what a spreadsheet brought, a code for each comment by its number; returns how many were written."""
    if both_done(session, coding_id):
        raise UserError(_("Both have coded every comment. Settle where they differ; their own codes stay."))
    for unit in session.scalars(select(CodingUnit).where(CodingUnit.coding_id == coding_id)):
        if unit.id in codes:
            _write(unit, coder, codes[unit.id])
    session.flush()
    return len(codes)


def settle(session: Session, unit_id: int, intent: str) -> None:
    """What both agreed on where they differed; empty opens it again."""
    unit = _unit(session, unit_id)
    if not both_done(session, unit.coding_id):
        raise UserError(_("First both code every comment; until then neither sees what the other said."))
    if intent and intent not in CODES:
        raise UserError(_("Choose what the customer means to do."))
    if unit.first == unit.second:
        raise UserError(_("Both said the same of this comment."))
    unit.settled = intent
    session.flush()


def delete_coding(session: Session, coding_id: int) -> None:
    """Take a coding away with all its codes."""
    session.delete(_coding(session, coding_id))
    session.flush()


def forget_comments(session: Session, responses: Iterable[int]) -> int:
    """Take the comments of these answers out of every sample, with what was said of them."""
    here = CodingUnit.response_id.in_(list(responses))
    count = len(session.scalars(select(CodingUnit.id).where(here)).all())
    session.execute(delete(CodingUnit).where(here))
    return count


def _write(unit: CodingUnit, coder: int, intent: str) -> None:
    if coder not in CODERS:
        raise UserError(_("There are two coders, 1 and 2."))
    if intent and intent not in CODES:
        raise UserError(_("Choose what the customer means to do."))
    if coder == 1:
        unit.first = intent
    else:
        unit.second = intent


def _coding(session: Session, coding_id: int) -> Coding:
    row = session.get(Coding, coding_id)
    if row is None:
        raise UserError(_("That coding is not in the file any more."))
    return row


def _unit(session: Session, unit_id: int) -> CodingUnit:
    row = session.get(CodingUnit, unit_id)
    if row is None:
        raise UserError(_("That comment is not in the sample any more."))
    return row
