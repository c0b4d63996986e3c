"""The data-set card of a survey round: where its answers come from and what they can't tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.errors import UserError
from cxdesk.i18n import _, listed, written_day
from cxdesk.responses import corrections
from cxdesk.responses.model import DataSet, ImportBatch, Round
from cxdesk.responses.schema import FINISHED

TEXTS = ("source", "population", "method", "lens", "known_bias")
DAYS = ("first_on", "last_on")
FIELDS = (*TEXTS[:2], "invited", *DAYS, *TEXTS[2:])
LONGEST = 400
# Products are called the same in every language; a format that is not here shows its own code.
_PRODUCTS = {"csv": "CSV", "qualtrics": "Qualtrics", "surveymonkey": "SurveyMonkey", "sample": "CSV"}
_MOST_CHANNELS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What answers tell of themselves: the days of the first and the last one, and how they came."""

    first: date | None = None
    last: date | None = None
    channels: tuple[str, ...] = ()


NOTHING_TOLD = Told()


@dataclass(frozen=True, slots=True)
class Card:
    """The card of one round, empty where nobody knows."""

    round_id: int
    source: str = ""
    population: str = ""
    invited: int | None = None
    first_on: date | None = None
    last_on: date | None = None
    method: str = ""
    lens: str = ""
    known_bias: str = ""


def told_by(closed: pl.DataFrame) -> Told:
    """What a frame of answers tells, from the day each was sent, else begun."""
    channels: tuple[str, ...] = ()
    if "channel" in closed.columns:
        found = closed["channel"].drop_nulls().cast(pl.String).unique().sort().to_list()
        channels = tuple(c.strip() for c in found if c.strip())[:_MOST_CHANNELS]
    return Told(*days_of(closed), channels)


def days_of(frame: pl.DataFrame) -> tuple[date | None, date | None]:
    """The first and the last day on which answers came, where the rows tell; tests and unfinished ones don't."""
    frame = _counting(frame)
    for name in ("submitted", "started"):
        if name in frame.columns and frame[name].null_count() < frame.height:
            first, last = frame.select(pl.col(name).min().alias("a"), pl.col(name).max().alias("b")).row(0)
            return first.date(), last.date()
    return None, None


def _counting(frame: pl.DataFrame) -> pl.DataFrame:
    """The finished answers of a frame; all of them where none is finished."""
    if "state" not in frame.columns or frame["state"].max() in (None, FINISHED):
        return frame
    finished = frame.filter(pl.col("state") == FINISHED)
    return finished if finished.height else frame


def describe_source(session: Session, round_id: int, told: Told = NOTHING_TOLD) -> None:
    """Write on the card of a round what its imports tell; what a person wrote stays."""
    row = _row(session, round_id)
    mine = row.by_hand.split()
    if "source" not in mine:
        row.source = "; ".join(_sources(session, round_id))[:LONGEST]
    if told.first and told.last:
        if "first_on" not in mine:
            row.first_on = min(filter(None, (row.first_on, told.first)))
        if "last_on" not in mine:
            row.last_on = max(filter(None, (row.last_on, told.last)))
    if told.channels and "method" not in mine:
        before = [part for part in row.method.split(", ") if part]
        row.method = ", ".join(dict.fromkeys([*before, *told.channels]))[:LONGEST]


def change(session: Session, /, round_id: int, **fields: str | int | date | None) -> None:
    """Write fields of the card by hand (see FIELDS); an empty text takes the words out again.

    An unknown field, a number of invited below 0 and days the wrong way round are a UserError.
    """
    row = _row(session, round_id)
    mine = set(row.by_hand.split())
    for name, value in fields.items():
        if name == "invited":
            session.get_one(Round, round_id).invited = _whole_number(value)
        elif name in TEXTS:
            setattr(row, name, " ".join(str(value or "").split())[:LONGEST])
        elif name in DAYS:
            setattr(row, name, _day(value))
        else:
            known = listed(FIELDS)
            raise UserError(
                _("The card has no field “{name}”. It has: {known}.").format(name=name, known=known)
            )
        mine.add(name)
    if row.first_on and row.last_on and row.first_on > row.last_on:
        raise UserError(_("The first answer can’t be later than the last one. Change one of the two days."))
    row.by_hand = " ".join(sorted(mine))


def card(session: Session, round_id: int) -> Card:
    """The card of one round; a round without a card has an empty one."""
    return cards(session, (round_id,))[0]


def cards(session: Session, round_ids: Iterable[int]) -> list[Card]:
    """The cards of several rounds, in that order."""
    wanted = list(round_ids)
    rows = {r.round_id: r for r in session.scalars(select(DataSet).where(DataSet.round_id.in_(wanted)))}
    asked = dict(session.execute(select(Round.id, Round.invited).where(Round.id.in_(wanted))).all())
    return [_card(number, rows.get(number), asked.get(number)) for number in wanted]


def _card(round_id: int, row: DataSet | None, invited: int | None) -> Card:
    if row is None:
        return Card(round_id, invited=invited)
    return Card(
        round_id,
        row.source,
        row.population,
        invited,
        row.first_on,
        row.last_on,
        row.method,
        row.lens,
        row.known_bias,
    )


def _row(session: Session, round_id: int) -> DataSet:
    row = session.scalars(select(DataSet).where(DataSet.round_id == round_id)).first()
    if row is None:
        row = DataSet(
            round_id=round_id, source="", population="", method="", lens="", known_bias="", by_hand=""
        )
        session.add(row)
        session.flush()
    return row


def _sources(session: Session, round_id: int) -> list[str]:
    """Format and file name of every import of a round that counts, oldest first."""
    rows = session.execute(
        select(ImportBatch.format, ImportBatch.source_name)
        .where(ImportBatch.round_id == round_id, ImportBatch.state == "live")
        .where(ImportBatch.format != corrections.FORMAT)
        .order_by(ImportBatch.id)
    )
    return [f"{_PRODUCTS.get(kind, kind)} {name}".strip() for kind, name in rows]


def _whole_number(value: object) -> int | None:
    if value is None or value == "":
        return None
    try:
        found = int(str(value))
    except ValueError:
        found = -1
    if not 0 <= found <= 10**9:
        raise UserError(_("“{text}” is not a number of people. Write digits only.").format(text=value))
    return found


def _day(value: object) -> date | None:
    if value is None or isinstance(value, date):
        return value
    return written_day(str(value)) if str(value).strip() else None
