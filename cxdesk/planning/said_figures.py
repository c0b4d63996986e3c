"""The figures behind a sentence of a plan, and whether the shares that the sentence names are among them."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figures, metric_of
from cxdesk.i18n import plain_digits
from cxdesk.planning.behind import behind_line
from cxdesk.surveys.model import Item
from cxdesk.surveys.queries import whole

_SHARE = re.compile(r"(\d{1,3})(?:[.,٫]\d+)?\s*[%٪]|[%٪]\s*(\d{1,3})")


def figures_behind(session: Session, line_id: int) -> list[Figure]:
    """What the customer's own people said where the sentence's evidence was found, a figure for each question.

    Nothing where the answers are no scores or the survey's promise hides them.
    """
    found = behind_line(session, line_id)
    if found is None or not found.item_ids:
        return []
    asked = set(session.scalars(select(Item.id).where(Item.id.in_(found.item_ids))))
    scored = [
        i.id
        for q in whole(session, found.survey_id).questions
        if metric_of(q)
        for i in q.items
        if i.id in asked
    ]
    seen = figures(session, found.survey_id, scored, found.where) if scored else {}
    return [f for (_item, _group), f in seen.items() if f.n and not f.hidden]


def strange_shares(text: str, known: list[Figure]) -> list[int]:
    """Shares in percent that a sentence names and no figure behind it has, the other way round too."""
    said = [int(a or b) for a, b in _SHARE.findall(plain_digits(text))]
    values = [round(f.value) for f in known if f.metric == "top2" and f.value is not None]
    right = {*values, *(100 - v for v in values)}
    return [share for share in dict.fromkeys(said) if values and share not in right]
