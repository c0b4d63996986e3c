"""What a customer's plan says in numbers: who answered, who is satisfied now and before, whose words may be quoted.

Counting asks the answers and takes time, wording does not: a page that is being written keeps these figures.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.analysis.scores import satisfied_of
from cxdesk.analysis.touch_points import scored_touch_points
from cxdesk.planning.customer_plan import Counted
from cxdesk.planning.model import Evidence, Plan, PlanLine
from cxdesk.responses import matching
from cxdesk.responses.aggregate import counted, counts
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import RoundRow, round_rows
from cxdesk.surveys.model import Item, Question, Survey
from cxdesk.touchpoints.model import TouchPointItem

PEOPLE_FOR_A_QUOTATION = 3


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Answers of the account in the plan's round, its day, people per round for each touch point of "since last
    time", the annex (touch point, satisfied, answered; lowest first), and the lines whose words may be quoted."""

    answers: int = 0
    day: date | None = None
    since: tuple[tuple[int, tuple[Counted, ...]], ...] = ()
    annex: tuple[tuple[int, int, int], ...] = ()
    quotable: frozenset[int] = frozenset()

    def rounds_of(self, touch_point_id: int | None) -> tuple[Counted, ...]:
        """People per round at one touch point."""
        return next((rows for point, rows in self.since if point == touch_point_id), ())


def plan_figures(session: Session, plan_id: int) -> PlanFigures:
    """Count everything that one plan says in numbers."""
    plan = session.get_one(Plan, plan_id)
    account = session.get_one(Account, plan.account_id)
    lines = list(session.scalars(select(PlanLine).where(PlanLine.plan_id == plan_id)))
    row = _round(session, plan)
    answers = _answers(session, row, account.key)
    points = dict.fromkeys(r.touch_point_id for r in lines if r.kind == "since" and r.touch_point_id)
    return PlanFigures(
        answers,
        row.day if row else None,
        tuple((p, _people_by_round(session, p, account.key)) for p in points),
        _annexed(session, lines, account.key, row),
        frozenset(r.id for r in lines if r.kind == "quote" and _quotable(session, r, answers)),
    )


def annexed_by_plan(session: Session) -> dict[int, frozenset[int]]:
    """For every plan the touch points that its annex names, counted in one go for all customers."""
    telling = set(
        session.scalars(
            select(PlanLine.plan_id).where(PlanLine.kind == "told", PlanLine.touch_point_id.is_not(None))
        )
    )
    plans = [p for p in session.scalars(select(Plan)) if p.id in telling]
    keys = dict(session.execute(select(Account.id, Account.key)).all())
    rounds = {p.id: row.name if (row := _round(session, p)) else "" for p in plans}
    scored = {name: _scored_by(session, name) for name in set(rounds.values())}
    return {p.id: frozenset(scored[rounds[p.id]].get(keys[p.account_id], ())) for p in plans}


def _scored_by(session: Session, round_name: str) -> dict[str, set[int]]:
    """For each customer by key the touch points that its people scored by name in one round."""
    items = session.execute(
        select(Question.survey_id, Item.id, TouchPointItem.touch_point_id)
        .join(Item, Item.question_id == Question.id)
        .join(TouchPointItem, TouchPointItem.item_id == Item.id)
        .join(Survey, Survey.id == Question.survey_id)
        .where(Survey.promise == "named", Question.kind == "scale")
    ).all()
    where = Filter(rounds=(round_name,) if round_name else ())
    points = {item: point for _survey, item, point in items}
    found: dict[str, set[int]] = {}
    for survey_id in {survey for survey, _item, _point in items}:
        mine = [item for survey, item, _point in items if survey == survey_id]
        table = counts(session, survey_id, mine, "account", where)
        for item, key in table.select("item_id", "group").unique().iter_rows():
            found.setdefault(key, set()).add(points[item])
    return found


def may_quote(session: Session, evidence: Evidence) -> bool:
    """Whether the speaker agreed to be quoted, asked of the answer itself."""
    survey_id = session.scalar(
        select(Question.survey_id)
        .join(Item, Item.question_id == Question.id)
        .where(Item.id == evidence.item_id)
    )
    if (
        survey_id is None
        or evidence.response_id is None
        or not session.get_one(Survey, survey_id).consent_to_quote
    ):
        return False
    frame = counted(session, survey_id, (), facts=("consent_quote",))
    agreed = frame.filter(frame["response_id"] == evidence.response_id)["consent_quote"].to_list()
    return agreed == [True]


def _quotable(session: Session, row: PlanLine, answers: int) -> bool:
    evidence = session.get(Evidence, row.evidence_id) if row.evidence_id else None
    return answers >= PEOPLE_FOR_A_QUOTATION and evidence is not None and may_quote(session, evidence)


def _round(session: Session, plan: Plan) -> RoundRow | None:
    rows = round_rows(session)
    return next((r for r in rows if r.id == plan.round_id), rows[-1] if rows else None)


def _answers(session: Session, row: RoundRow | None, account_key: str) -> int:
    if row is None:
        return 0
    return matching.answered(session, row.survey_id, Filter(accounts=(account_key,), rounds=(row.name,)))


def _people_by_round(session: Session, touch_point_id: int, account_key: str) -> tuple[Counted, ...]:
    """People of one account satisfied at a touch point in its last two rounds; only where people gave their names."""
    items = session.execute(
        select(TouchPointItem.item_id, Question.survey_id)
        .join(Item, Item.id == TouchPointItem.item_id)
        .join(Question, Question.id == Item.question_id)
        .join(Survey, Survey.id == Question.survey_id)
        .where(TouchPointItem.touch_point_id == touch_point_id, Survey.promise == "named")
    )
    for item, survey_id in items:
        rows = []
        for one in round_rows(session, survey_id):
            where = Filter(accounts=(account_key,), rounds=(one.name,))
            satisfied, n = satisfied_of(session, survey_id, item, where)
            if n:
                rows.append(Counted(one.day or date.today(), satisfied, n))
        if len(rows) > 1:
            return tuple(rows[-2:])
    return ()


def _annexed(
    session: Session, lines: list[PlanLine], account_key: str, row: RoundRow | None
) -> tuple[tuple[int, int, int], ...]:
    """Touch points that people of this account scored by name, where the plan tells of any."""
    if not any(r.kind == "told" and r.touch_point_id for r in lines):
        return ()
    named = set(session.scalars(select(Survey.id).where(Survey.promise == "named")))
    found = scored_touch_points(session, Filter(accounts=(account_key,), rounds=(row.name,) if row else ()))
    return tuple(
        (one.touch_point_id, round((one.figure.value or 0.0) * one.figure.n / 100), one.figure.n)
        for one in found
        if one.touch_point_id and one.figure.n and one.survey_id in named and one.figure.metric == "top2"
    )
