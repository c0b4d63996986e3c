"""What a map says of its touch points right now: the Figure of Insights, its change, the gap, the employees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cxdesk.analysis.compare import compare
from cxdesk.analysis.expectations import gaps
from cxdesk.analysis.figure import Figure
from cxdesk.analysis.touch_points import Scored, best_of, customer_surveys, heard
from cxdesk.i18n import language
from cxdesk.journeys.score import Beside, Gap
from cxdesk.responses.filter import Filter
from cxdesk.responses.queries import round_rows
from cxdesk.surveys.model import Survey

# What a change of must be seen by whoever shows live numbers.
TABLES = frozenset(
    {
        "survey", "question", "item", "scale", "round", "import_batch", "response_chunk", "data_set",
        "touch_point", "touch_point_item", "account", "account_history", "account_key_link", "invitation",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Live:
    """Each touch point's figure with its round, and what stands beside it, by the touch point's number.

    `heard` is what every single question said; `customers` are the surveys that ask customers.
    """

    scored: Mapping[int, Scored]
    beside: Mapping[int, Beside]
    heard: tuple[Scored, ...] = ()
    customers: frozenset[int] = frozenset()

    @property
    def figures(self) -> dict[int, Figure]:
        """The figures alone."""
        return {number: one.figure for number, one in self.scored.items()}


def filter_of(segment: str = "", round_name: str = "") -> Filter:
    """The answers a map is about: those of its segment, in one round or in each survey's latest."""
    return Filter(segments=(segment,) if segment else (), rounds=(round_name,) if round_name else ())


def live(
    session: Session,
    segment: str = "",
    round_name: str = "",
    lang: str | None = None,
    today: date | None = None,
) -> Live:
    """All live numbers of one segment (everybody when empty) and round (the latest when empty)."""
    where = filter_of(segment, round_name)
    customers = customer_surveys(session)
    said = heard(session, where, today)
    scored = {s.touch_point_id: s for s in best_of(said, customers) if s.touch_point_id}
    believed = _of_employees(session, said, where, customers, today)
    employees = {s.touch_point_id: s for s in best_of(believed, customers)}
    between = gaps(session, where, today)
    labels = {(r.survey_id, r.name): r.label_in(lang or language()) for r in round_rows(session)}
    beside = {
        number: _beside(scored.get(number), employees.get(number), between.get(number), labels, lang)
        for number in {*scored, *between}
    }
    return Live(scored, beside, tuple(said), frozenset(customers))


def _of_employees(
    session: Session, said: list[Scored], where: Filter, customers: set[int], today: date | None
) -> list[Scored]:
    """What employees say: in the round asked for, else in their latest; they are in no segment of customers."""
    here = [s for s in said if s.survey_id not in customers and s.figure.n]
    if where.is_empty:
        return here
    others = set(session.scalars(select(Survey.id))) - customers
    if where.segments:
        here = heard(session, Filter(rounds=where.rounds), today, others) if where.rounds else []
    answered = {(s.touch_point_id, s.item_id) for s in here if s.figure.n}
    latest = heard(session, Filter(), today, others)
    return here + [s for s in latest if (s.touch_point_id, s.item_id) not in answered]


def _beside(
    one: Scored | None,
    employees: Scored | None,
    gap: Gap | None,
    labels: Mapping[tuple[int, str], str],
    lang: str | None,
) -> Beside:
    if one is None:
        return Beside(gap=gap)
    change = compare(one.figure, one.previous, lang)
    direction = None
    if change.difference is not None:
        direction = (1 if change.difference > 0 else -1) if change.real else 0
    believed = employees if employees is not None and comparable(employees, one) else None
    return Beside(
        round=labels.get((one.survey_id, one.round), one.round),
        before=one.previous.value if one.previous is not None and not one.previous.hidden else None,
        before_round=labels.get((one.survey_id, one.previous_round), one.previous_round),
        direction=direction,
        difference=change.difference,
        low=change.low,
        high=change.high,
        reason=change.sentence if direction is None else "",
        gap=gap,
        employees=believed.figure if believed else None,
        employees_round=labels.get((believed.survey_id, believed.round), believed.round) if believed else "",
    )


def comparable(employees: Scored, customers: Scored) -> bool:
    """Whether employees' figure may stand beside the customers': another survey, the same score and scale."""
    return (
        employees.survey_id != customers.survey_id
        and employees.figure.metric == customers.figure.metric
        and employees.figure.scale == customers.figure.scale
        and employees.figure.n > 0
    )
