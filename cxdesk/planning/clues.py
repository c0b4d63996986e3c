"""What an issue can be made of where a person stands: a finding, a card of a map, somebody's answer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.touch_points import scored_touch_points
from cxdesk.errors import UserError
from cxdesk.i18n import _
from cxdesk.journeys.model import Card, Lane
from cxdesk.planning import actions
from cxdesk.responses.aggregate import counted
from cxdesk.responses.schema import TEXT_KINDS
from cxdesk.surveys.queries import whole

LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class Clue:
    """A title, what is said of it, and what shows it: a figure, or the words of one respondent."""

    title: str
    statement: str = ""
    kind: str = "problem"
    touch_point_id: int | None = None
    figure: Figure | None = None
    response_id: int | None = None
    item_id: int | None = None
    words: str = ""


def raise_clue(session: Session, clue: Clue, today: date | None = None) -> int:
    """A new issue with the clue as its first evidence; one step."""
    issue_id = actions.raise_issue(session, clue.title, clue.statement, clue.touch_point_id, today=today)
    if clue.kind != "problem":
        actions.judge_issue(session, issue_id, kind=clue.kind)
    add_clue(session, issue_id, clue, today)
    return issue_id


def add_clue(session: Session, issue_id: int, clue: Clue, today: date | None = None) -> int | None:
    """The clue as one more piece of evidence of an issue; None where it shows nothing, as a card nobody measured."""
    if clue.figure is not None:
        return actions.add_figure(session, issue_id, clue.figure, clue.touch_point_id, today)
    if clue.response_id is not None and clue.item_id is not None:
        return actions.add_quotation(session, issue_id, clue.response_id, clue.item_id, clue.words, today)
    return None


def clue_of_answer(session: Session, survey_id: int, response_id: int) -> Clue:
    """What one respondent said; of several texts the longest."""
    survey = whole(session, survey_id)
    if survey.promise != "named":
        raise UserError(_("These answers were given in confidence; single ones can’t be quoted."))
    texts = [i.id for q in survey.questions if q.kind in TEXT_KINDS for i in q.items]
    frame = counted(session, survey_id, (), texts=texts)
    row = frame.filter(frame["response_id"] == response_id)
    said = [(row[f"i{item}"][0] or "", item) for item in texts] if row.height else []
    words, item = max(said, key=lambda pair: len(pair[0]), default=("", 0))
    if not words.strip():
        raise UserError(_("This answer has no words to quote. Choose one with a comment."))
    return Clue(_titled(words), response_id=response_id, item_id=item, words=words)


def clue_of_card(session: Session, card_id: int, title: str) -> Clue:
    """A card of a map, with the score of its touch point when somebody was asked."""
    card = session.get_one(Card, card_id)
    lane = session.get_one(Lane, card.lane_id)
    point = _touch_point(session, card)
    scored = next((s for s in scored_touch_points(session) if point and s.touch_point_id == point), None)
    return Clue(
        _titled(title),
        kind="opportunity" if lane.kind in ("opportunity", "delight") else "problem",
        touch_point_id=point,
        figure=scored.figure if scored is not None and scored.figure.n else None,
    )


def _touch_point(session: Session, card: Card) -> int | None:
    """The card's touch point, else the only one of its step: what hurts at a step hurts there."""
    if card.touch_point_id is not None:
        return card.touch_point_id
    query = select(Card.touch_point_id).where(Card.step_id == card.step_id, Card.touch_point_id.is_not(None))
    points = set(session.scalars(query))
    return points.pop() if len(points) == 1 else None


def _titled(words: str) -> str:
    """The first words as a title."""
    plain = " ".join(words.split())
    if len(plain) <= LONGEST_TITLE:
        return plain
    return plain[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
