"""What an issue can be made of where a person stands: a finding, a card of a map, somebody's answer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.touch_points import scored_touch_points
from cxdesk.errors import UserError
from cxdesk.i18n import _
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


def clue_of_touch_point(session: Session, touch_point_id: int | None, title: str, kind: str) -> Clue:
    """A card of a map, with the score of its touch point when somebody was asked."""
    scored = next(
        (s for s in scored_touch_points(session) if touch_point_id and s.touch_point_id == touch_point_id),
        None,
    )
    figure = scored.figure if scored is not None and scored.figure.n else None
    return Clue(_titled(title), kind=kind, touch_point_id=touch_point_id, figure=figure)


def _titled(words: str) -> str:
    """The first words as a title."""
    plain = " ".join(words.split())
    if len(plain) <= LONGEST_TITLE:
        return plain
    return plain[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
