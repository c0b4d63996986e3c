"""What the internal papers about customers print: the map, and the page of one customer, each in one language."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.account_map import AccountMap
from cxdesk.goals.model import Goal
from cxdesk.i18n import LANGUAGES
from cxdesk.planning.account_review import AccountReview, account_review
from cxdesk.planning.assemble import branded
from cxdesk.planning.customer_plan import Brand
from cxdesk.planning.internal_page import GoalLine
from cxdesk.planning.wording import FIRM, written
from cxdesk.responses.about_data import AboutData, about_data
from cxdesk.responses.filter import Filter


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """What every internal paper carries: language, brand, goal, the data behind it, the day it was made."""

    language: str
    brand: Brand
    goal: GoalLine | None
    data: AboutData | None
    made_on: date


@dataclass(frozen=True, slots=True)
class MapSheet:
    """The map of customers on paper."""

    frame: SheetFrame
    found: AccountMap


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One customer on paper."""

    frame: SheetFrame
    review: AccountReview


def map_sheet(session: Session, found: AccountMap, lang: str, today: date | None = None) -> MapSheet:
    """The map with what stands around it."""
    about = about_data(session, found.survey.id, Filter(rounds=(found.round.name,)), lang)
    return MapSheet(frame_of(session, lang, about, today), found)


def account_sheet(
    session: Session, key: str, round_name: str | None, lang: str, today: date | None = None
) -> AccountSheet:
    """One customer with what stands around it."""
    review = account_review(session, key, round_name, today)
    about = None
    if review.survey is not None and review.round is not None:
        about = about_data(session, review.survey.id, Filter(rounds=(review.round.name,)), lang)
    return AccountSheet(frame_of(session, lang, about, today), review)


def frame_of(session: Session, lang: str, about: AboutData | None, today: date | None) -> SheetFrame:
    """What stands around an internal paper in one language."""
    goal = session.scalars(select(Goal).order_by(Goal.id)).first()
    line = GoalLine(goal.name, goal.baseline, goal.target) if goal else None
    return SheetFrame(lang, _brand(session, lang, about), line, about, today or date.today())


def _brand(session: Session, lang: str, about: AboutData | None) -> Brand:
    """Our firm as a customer's plan names it, in any language."""
    for code in (lang, *LANGUAGES):
        here = written(session, "firm", FIRM, code)
        if "name" in here:
            return branded(session, here["name"].text)
    return branded(session, about.survey if about else "")
