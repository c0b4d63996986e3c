"""What a customer's plan says in numbers: who answered, who is satisfied now and before, whose words may be quoted.

Counting asks the answers and takes time, wording does not: a page that is being written keeps these figures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.accounts.model import Account
from cxdesk.planning.customer_plan import Counted
from cxdesk.planning.model import Evidence, Plan, PlanLine
from cxdesk.planning.plan_tally import Tally
from cxdesk.responses.queries import RoundRow

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
    round_days: tuple[date, ...] = ()

    def rounds_of(self, touch_point_id: int | None) -> tuple[Counted, ...]:
        """People per round at one touch point."""
        return next((rows for point, rows in self.since if point == touch_point_id), ())


def plan_figures(session: Session, plan_id: int) -> PlanFigures:
    """Count everything that one plan says in numbers."""
    return figures_of_plans(session, [session.get_one(Plan, plan_id)])[plan_id]


def figures_of_plans(session: Session, plans: Iterable[Plan]) -> dict[int, PlanFigures]:
    """Count everything that each plan says in numbers, by the plan's id; what they share is counted once for all."""
    wanted = list(plans)
    keys = dict(session.execute(select(Account.id, Account.key)).all())
    lines: dict[int, list[PlanLine]] = {p.id: [] for p in wanted}
    query = select(PlanLine).order_by(PlanLine.id)
    if len(wanted) == 1:
        query = query.where(PlanLine.plan_id == wanted[0].id)
    for line in session.scalars(query):
        if line.plan_id in lines:
            lines[line.plan_id].append(line)
    tally = Tally(session, tuple({keys[p.account_id] for p in wanted}))
    return {p.id: _figures(session, tally, p, keys[p.account_id], lines[p.id]) for p in wanted}


def _figures(session: Session, tally: Tally, plan: Plan, key: str, lines: list[PlanLine]) -> PlanFigures:
    row = tally.round_of(plan.round_id, key, plan.made_on)
    answers = tally.answers(row, key)
    points = dict.fromkeys(r.touch_point_id for r in lines if r.kind == "since" and r.touch_point_id)
    return PlanFigures(
        answers,
        row.day if row else None,
        tuple((p, tally.people_by_round(p, key, row)) for p in points),
        _annexed(tally, lines, key, row),
        frozenset(r.id for r in lines if r.kind == "quote" and _quotable(session, tally, r, answers)),
        (*row.others, row.day) if row and row.day else (),
    )


def annexed_by_plan(session: Session) -> dict[int, frozenset[int]]:
    """For every plan the touch points that its annex names, counted in one go for all customers."""
    found = figures_of_plans(session, session.scalars(select(Plan)))
    return {number: frozenset(point for point, _n, _of in one.annex) for number, one in found.items()}


def _quotable(session: Session, tally: Tally, row: PlanLine, answers: int) -> bool:
    evidence = session.get(Evidence, row.evidence_id) if row.evidence_id else None
    return answers >= PEOPLE_FOR_A_QUOTATION and evidence is not None and tally.may_quote(evidence)


def _annexed(
    tally: Tally, lines: list[PlanLine], account_key: str, row: RoundRow | None
) -> tuple[tuple[int, int, int], ...]:
    """Touch points that people of this account scored by name, where the plan tells of any."""
    if row is None or not any(r.kind == "told" and r.touch_point_id for r in lines):
        return ()
    return tuple(
        (one.touch_point_id, round((one.figure.value or 0.0) * one.figure.n / 100), one.figure.n)
        for one in tally.scored(row.name, account_key)
        if one.touch_point_id
        and one.figure.n
        and one.survey_id in tally.named
        and one.figure.metric == "top2"
    )
