"""The figures behind a sentence of a plan, and whether the shares that the sentence names are among them."""

import re
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.figure import Figure
from cxdesk.analysis.scores import figures, metric_of
from cxdesk.i18n import plain_digits
from cxdesk.planning.behind import Behind, behind_line
from cxdesk.planning.model import PlanLine
from cxdesk.planning.plan_rounds import rounds_of_plan
from cxdesk.responses.queries import round_rows
from cxdesk.surveys.model import Item
from cxdesk.surveys.queries import whole

_SHARE = re.compile(r"(\d{1,3})(?:[.,٫]\d+)?\s*[%٪]|[%٪]\s*(\d{1,3})")


@dataclass(frozen=True, slots=True)
class SaidIn:
    """What a customer's own people said in one round, a figure for each question; `is_plans` when the plan rests on it."""

    round: str
    figures: tuple[Figure, ...]
    is_plans: bool


def said_in_rounds(session: Session, line_id: int) -> list[SaidIn]:
    """The figures behind a sentence in the round where its evidence was found, then in the plan's where that is another.

    Nothing where the answers are no scores or the survey's promise hides them.
    """
    found, line = behind_line(session, line_id), session.get(PlanLine, line_id)
    if found is None or line is None or not found.item_ids:
        return []
    at, _answered = rounds_of_plan(session, line.plan_id)
    rows = [r for r in round_rows(session, found.survey_id) if r.name in found.where.rounds]
    rows += [r for r in round_rows(session, found.survey_id) if r.id == at and r not in rows]
    said = [
        SaidIn(r.label, tuple(_figures(session, found, r.name)), r.id == at)
        for r in rows
    ]  # fmt: skip
    return [one for one in said if one.figures]


def _figures(session: Session, found: Behind, round_name: str) -> list[Figure]:
    where = replace(found.where, rounds=(round_name,))
    asked = set(session.scalars(select(Item.id).where(Item.id.in_(found.item_ids))))
    scored = [
        i.id
        for q in whole(session, found.survey_id).questions
        if metric_of(q)
        for i in q.items
        if i.id in asked
    ]
    seen = figures(session, found.survey_id, scored, where) if scored else {}
    return [f for (_item, _group), f in seen.items() if f.n and not f.hidden]


def strange_shares(text: str, known: list[Figure]) -> list[int]:
    """Shares in percent that a sentence names and no figure behind it has, the other way round too."""
    said = [int(a or b) for a, b in _SHARE.findall(plain_digits(text))]
    values = [round(f.value) for f in known if f.metric == "top2" and f.value is not None]
    right = {*values, *(100 - v for v in values)}
    return [share for share in dict.fromkeys(said) if values and share not in right]
